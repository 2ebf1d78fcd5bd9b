"""Whose practice a claim tells of: AI, or the conventional practice that it is compared with.

The words are in data/lexicon/claim_cues.csv, class practice: `conventional` cues (传统, 以往) set the frame for the sentences after them
too, `compared` (实拍, 手绘) and `industry` (备案) speak of their own sentence only, `ai` cues take the frame back. Not for which thing
is compared: see claim_subjects.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .claim_cues import cue_pattern, load_cues
from .claim_rates import Judged
from .quantities import SECONDS

REACH = 150  # characters before the sentence searched for what it goes on about
CAREER_REACH = 28  # characters between 做过 and the number of works
LONGEST_CUE = 6
_CONVENTIONAL_WORK = re.compile(r"的(?:传统|真人|实拍|手绘|胶片|常规|(?:普通|一般)(?:短|电视|网))")  # 一部80集的真人短剧
_COMPARED = re.compile(r"[比较于当到至]了?(?:传统)?$")  # 相比传统动画, 降到原来的: the other side of a comparison
_CAREER = re.compile(r"(?:参与|拍|演|做|执导|主演|监制|剪|配|参演|操刀)过(?!AI)[^，。；A]{0,24}$")  # 做过《》等十七部
_WORKLOAD = re.compile(r"的?(?:活儿?|工作量?|工时|工期|量|工夫)")
_REPLACED = re.compile(r"干[完了]|完成|做完|搞定|顶得?上?|抵得?上?|相当于|等于|替代|取代|跑完|包揽")


def find_frames(plain: str) -> list[int]:
    """Where the cues of another practice than AI stand, in reading order: none before a quantity means AI."""
    return [cue.start() for cue in cue_pattern("practice", "ai").finditer(plain)]


def practice_of(judged: Judged, plain: str, frames: Sequence[int], tools: Sequence[int], paragraph: int = 0) -> str:
    """Decide the practice by the last cue before the quantity, in its sentence or shortly before; a change tells of AI.

    Parameters
    ----------
    judged : Judged
        With its kind.
    plain : str
        The article's text.
    frames : sequence of int
        What find_frames found.
    tools : sequence of int
        Where the article names AI tools, in reading order: a tool named after a cue takes the frame back.
    paragraph : int
        Where the paragraph begins, beyond which no frame reaches.

    Returns
    -------
    str
        ai or conventional.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "传统动画要拍十个月。"
    >>> judged = Judged(find_quantities(text)[0], 0, 0, len(text), "duration")
    >>> practice_of(judged, text, find_frames(text), [])
    'conventional'
    """
    quantity = judged.quantity
    start = quantity.start
    if judged.kind in ("output", "runtime") and _CONVENTIONAL_WORK.match(plain, quantity.end, judged.high):
        return "conventional"
    if quantity.unit == "work" and _CAREER.search(plain, max(judged.low, start - CAREER_REACH), start):
        return "conventional"
    if judged.kind == "ratio":
        return "ai"  # a comparison tells of what is compared with the other practice
    if (quantity.unit in SECONDS or quantity.unit == "person") and _WORKLOAD.match(plain, quantity.end) and _is_replaced(judged, plain):
        return "conventional"
    reach = max(paragraph, judged.low - REACH, 0)
    if bisect_left(frames, reach - LONGEST_CUE) == bisect_left(frames, start):
        return "ai"  # no cue of another practice begins, or goes on, in reach
    return _last_frame(judged, plain, tools, judged.low, start) or _last_frame(judged, plain, tools, reach, judged.low) or "ai"


def _is_replaced(judged: Judged, plain: str) -> bool:
    """AI三天干完后期公司三个月的活: the second time is that of the work replaced."""
    before = plain[judged.low : judged.quantity.start]
    return bool(("AI" in before or "一个人" in before) and _REPLACED.search(before))


def _last_frame(judged: Judged, plain: str, tools: Sequence[int], low: int, high: int) -> str:
    """What the last cue in plain[low:high] says; empty where none does."""
    practices = load_cues("practice")
    carried = high != judged.quantity.start
    for cue in reversed(list(cue_pattern("practice").finditer(plain, low, high))):
        value, place = practices[cue.group()], cue.start()
        if value == "ai":
            return "ai"
        if value != "conventional" and (carried or (value == "compared" and judged.before)):
            continue
        if value == "conventional" and judged.before:
            continue
        if value == "industry" and "AI" in plain[low:place]:
            continue  # the median of AI series is of AI
        if bisect_left(tools, cue.end()) < bisect_left(tools, judged.quantity.start):
            return "ai"
        near = max(low, place - 4)
        if _COMPARED.search(plain, near, place):
            continue
        return "conventional"
    return ""
