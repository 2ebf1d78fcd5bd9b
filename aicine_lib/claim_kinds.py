"""Which kind of claim a quantity is, from its unit and the words near it; None where it is no claim by itself.

One function a family of units. The words are in data/lexicon/claim_cues.csv; the distances below were chosen on Chinese syntax:
a measure's verb stands within a clause of some twelve characters before it or begins within nine after it.
"""

from __future__ import annotations

import re

from .claim_cues import COMMAS, Cue, cue_after, cue_before, cue_pattern, ends_with
from .quantities import BASELINE, MONEY, SECONDS, Quantity

BEFORE, AFTER = 24, 16  # characters searched
NEAR_BEFORE, NEAR_AFTER = 12, 9  # a cue of two characters or more counts up to here; one of a single character only beside the number
BARE_BEFORE, BARE_AFTER = 40, 30  # a bare 744万 may be far from what it counts
SMALL_COUNT = 10  # 两部, 三个镜头 are claims only beside a word of making; 60集 is one by itself
LONG_RUNTIME = 4.0  # hours; a longer time is not the length of a work
LINES = (240, 4320)  # vertical resolutions in use
COUNTS = frozenset({"work", "episode", "shot", "picture", "frame", "character"})
SPOKEN_MONEY = frozenset({"块", "刀"})  # also measure word and knife
_ALONE_BEFORE = re.compile(r"(?:我|他|她|你|由|靠|只有|只需|只要|仅|仅需|独自|自己|凭|从头到尾|全程)$")
_ALONE_AFTER = re.compile(
    r"[^，。]{0,3}?(?:完成|搞定|包揽|独立|独自|操刀|撑|身兼|就能|便能|就可以|即可|也能|可以|能|团队|剧组|公司|制作|拍|干|做|负责|创作|全流程)"
)
_WHOLE = re.compile(r"占|率|比例|比重|份额")
_SERIES = re.compile(r"[短漫网]剧|视频|短片|动漫|MV")
_FILM = re.compile(r"影片|电影|片|院线")
_NOT_DEFINITE = frozenset({"目前", "此前", "之前", "以前", "当前", "日前"})
_SPENT = "用耗历花需只仅费"  # 用时3分12秒, not 全片共3分12秒
_US = re.compile(r"(?:我们|咱们|他们|她们)$")


def kind_of(quantity: Quantity, plain: str, low: int, high: int, reading: str) -> str | None:
    """Decide the kind of a quantity.

    Parameters
    ----------
    quantity : Quantity
        Its unit and kinds are completed in place where the words near it tell what a bare number counts.
    plain : str
        The article's text.
    low, high : int
        Start and end of its sentence.
    reading : str
        by, to or empty: whether it stands after a word of change.

    Returns
    -------
    str or None
        Empty where the quantity is surely no claim, None where nothing tells.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "全片时长12分钟，总票房超3亿元"
    >>> [kind_of(q, text, 0, len(text), "") for q in find_quantities(text)]
    ['runtime', 'revenue']
    """
    start, end = quantity.start, quantity.end
    before, after = max(low, start - BEFORE), min(high, end + AFTER)
    unit = quantity.unit.split("/")[0]
    if unit == "":
        return _bare(quantity, plain)
    if quantity.kinds == MONEY:
        return _money(quantity, plain, before, after)
    if unit in SECONDS:
        return _time(quantity, plain, before, after)
    if unit == "person":
        return _person(quantity, plain, before, after, reading)
    if unit == "percent":
        return _percent(quantity, plain, before, after, reading)
    if unit in COUNTS:
        return _count(quantity, plain, before, after)
    if unit == "p":
        return "quality" if LINES[0] <= quantity.high <= LINES[1] else None
    if quantity.word == "次":
        cue = cue_before("bare", plain, before, start) or cue_after("bare", plain, end, after)
        return "audience" if cue and cue.value in ("view", "user") else None
    return quantity.kinds[0] if quantity.high > 1 else None


def _nearer(first: Cue | None, second: Cue | None) -> Cue | None:
    if first is None or second is None:
        return first or second
    return first if first.distance <= second.distance else second


def _money(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    cue = _nearer(cue_before("money", plain, low, quantity.start), cue_after("money", plain, quantity.end, high))
    if cue is None:
        return None if quantity.word in SPOKEN_MONEY else "cost"
    return cue.value


def _bare(quantity: Quantity, plain: str) -> str | None:
    """What a bare 190万 counts: the nearest word of money or audience, beyond the sentence if need be."""
    low, high = max(0, quantity.start - BARE_BEFORE), quantity.end + BARE_AFTER
    cue = _nearer(cue_before("bare", plain, low, quantity.start), cue_after("bare", plain, quantity.end, high))
    if cue is None and plain[quantity.start] == "破":
        return _broken(quantity, plain, low, high)
    if cue is None:
        return None
    if cue.value in MONEY:
        quantity.unit, quantity.kinds = "CNY" + quantity.unit, MONEY
        return cue.value
    quantity.unit = cue.value + quantity.unit
    return "output" if cue.value == "character" else "audience"


def _broken(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    """破亿 alone: views of a series or clip, box office of a film."""
    if _SERIES.search(plain, low, high):
        quantity.unit = "view" + quantity.unit
        return "audience"
    if _FILM.search(plain, low, high):
        quantity.unit, quantity.kinds = "CNY" + quantity.unit, MONEY
        return "revenue"
    return None


def _time(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    start, end = quantity.start, quantity.end
    if quantity.numeral == "几":
        return None
    if _is_other_time(quantity, plain, low):
        return ""
    before, after = cue_before("time_before", plain, low, start), cue_after("time_after", plain, end, high)
    before = before if before and before.distance <= (NEAR_BEFORE if len(before.word) > 1 else 1) else None
    after = after if after and after.distance <= (NEAR_AFTER if len(after.word) > 1 else 1) else None
    if quantity.unit in ("second", "minute") or (quantity.unit == "hour" and quantity.high <= LONG_RUNTIME):
        if after and after.value == "runtime":
            return "runtime"
        if before and before.value == "runtime" and not (after and after.distance == 0):
            return "runtime"
        if quantity.word.startswith("分") and quantity.unit == "second" and not (before and before.word[0] in _SPENT):
            return "runtime"  # 3分56秒
    if quantity.unit == "year":
        before = before if before and before.distance <= 2 else None
        after = after if after and after.distance <= 1 else None
    is_making = (before and before.value == "duration") or (after and after.value == "duration")
    return "duration" if is_making else None


def _is_other_time(quantity: Quantity, plain: str, low: int) -> bool:
    """Whether the time is a date, a distance from now, an age or a time of something else: 近两年, 三天后, 从业15年."""
    start = quantity.start
    if plain[start] == "近" and quantity.unit == "year":
        return True
    if cue_pattern("time_not_after").match(plain, quantity.end):
        return not plain.startswith(("前期", "后期", "来自"), quantity.end)
    last = cue_before("time_not_before", plain, max(low, start - 7), start)
    if last is None or last.value == "fine" or (last.value == "year" and quantity.unit != "year"):
        return False
    return last.distance <= (0 if last.value == "adjacent" else 3)


def _person(quantity: Quantity, plain: str, low: int, high: int, reading: str) -> str | None:
    if quantity.kinds == ("audience",):
        return "audience"
    start, end = quantity.start, quantity.end
    if cue_pattern("person_not").search(plain, max(low, start - NEAR_BEFORE), min(high, end + NEAR_BEFORE)):
        return None
    if quantity.high == 1:
        return "people" if _ALONE_BEFORE.search(plain, max(low, start - 5), start) or _ALONE_AFTER.match(plain, end, high) else None
    cue = _nearer(cue_before("person", plain, low, start), cue_after("person", plain, end, high))
    if cue is None or cue.distance > (NEAR_BEFORE if len(cue.word) > 1 else 1):
        return "people" if reading or _US.search(plain, max(low, start - 2), start) else None
    return None if _is_definite(plain, start) else cue.value


def _is_definite(plain: str, start: int) -> bool:
    """Whether 这, 第, 前 … stands before the number: it speaks of known things and counts nothing new."""
    return bool(ends_with("count_not", plain, start, 2)) and plain[start - 2 : start] not in _NOT_DEFINITE


def _percent(quantity: Quantity, plain: str, low: int, high: int, reading: str) -> str | None:
    start, end = quantity.start, quantity.end
    if quantity.word in ("价", "折"):
        return "price"
    if quantity.numeral in ("几", "百分之百") or cue_pattern("percent_not").search(plain, max(low, start - NEAR_BEFORE), start):
        return None
    cue = cue_before("percent", plain, low, start)
    if cue and cue.value == "quality" and cue.distance <= NEAR_BEFORE:
        return "quality"
    if reading == "by" or "百分点" in quantity.word:
        return "ratio"
    if not _WHOLE.search(plain, low, start):
        if reading == "to" or BASELINE.search(plain, low, quantity.number):
            return "ratio"
    if quantity.word == "半" and plain.startswith("时间", end):
        return None
    return "share"


def _count(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    start = quantity.start
    if quantity.high <= 1 or quantity.numeral == "几" or _is_definite(plain, start):
        return None
    if quantity.high >= SMALL_COUNT or quantity.numeral[0].isdigit():
        return "output"
    cue = cue_before("making", plain, max(low, start - NEAR_BEFORE), start)
    if cue and not any(comma in plain[start - cue.distance : start] for comma in COMMAS):
        return "output"
    return None
