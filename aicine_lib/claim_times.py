"""Whether a time is a time of making, the length of a work, or neither: 用时三周, 全片12分钟, 从业十年.

The words are in data/lexicon/claim_cues.csv. In an article on AI and screen work a time that nothing speaks against is a claim:
seconds and minutes run, hours, days, weeks and months are spent; years are claims only beside a word of making.
"""

from __future__ import annotations

import re

from .claim_cues import cue_after, cue_before, cue_pattern, load_cues
from .quantity_hedges import Quantity

NEAR_BEFORE, NEAR_AFTER = 12, 9  # a cue of two characters or more counts up to here; one of a single character only beside the number
LONG_RUNTIME = 4.0  # hours; a longer time is not the length of a work
_SPENT = "用耗历花需只仅费"  # 用时3分12秒, not 全片共3分12秒
_OF_WORK = re.compile(r"的[^，。；！？、\d]{0,8}?(?:戏|片|剧|镜|曲|歌|动画|镜头|影像|视频|画面)(?!酬|场|拍摄)")
_LENGTH = re.compile(r"(?:(?<!制作)(?<!渲染)(?<!生成)(?<!拍摄)时长|片长|全长)[^，。；]{0,6}$")
_LASTING = re.compile(r"(?:为期|持续|历时)[^，。；]{0,4}$")
_EVENT = re.compile(r"节|展|论坛|营|峰会|活动|培训|课|大会|巡演|罢工|大赛")
_STORY = re.compile(r"故事[里中]|剧情|片中|片里|剧中|主人公|主角|讲述|记者|采访|专访|女儿|儿子|年龄|岁")
_RECORDED = re.compile(r"的?[^，。；！？、\d]{0,3}(?:素材|录音|影像|语料|数据|视频|音频|胶片|资料|画面)")  # 四十小时录音
_MADE_A_DAY = re.compile(
    r"(?:[每一单]天|[每单]日|日均|每周|每月)[^，。；]{0,4}?(?:产出?|出片?|做出?|生成|交付|完成|过|输出)(?:成片)?(?:约|近|超过?)?$"
)
_WITHIN = ("内", "之内", "以内", "里", "期间")


def time_kind(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    """Decide the kind of a time: duration, runtime, empty for surely none, None where nothing tells.

    Parameters
    ----------
    quantity : Quantity
        In a unit of time.
    plain : str
        The article's text.
    low, high : int
        The part of its sentence to search.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "全片12分钟，熬了九个通宵，他从业十年"
    >>> [time_kind(q, text, 0, len(text)) for q in find_quantities(text)]
    ['runtime', 'duration', '']
    """
    start, end = quantity.start, quantity.end
    if quantity.numeral == "几":
        return None
    if (quantity.unit == "hour" and _RECORDED.match(plain, end)) or (quantity.unit == "minute" and _MADE_A_DAY.search(plain, low, start)):
        return "runtime"
    if _is_other_time(quantity, plain, low):
        return ""
    before, after = cue_before("time_before", plain, low, start), cue_after("time_after", plain, end, high)
    before = before if before and before.distance <= (NEAR_BEFORE if len(before.word) > 1 else 1) else None
    after = after if after and after.distance <= (NEAR_AFTER if len(after.word) > 1 else 1) else None
    if quantity.unit in ("second", "minute") or (quantity.unit == "hour" and quantity.high <= LONG_RUNTIME):
        if after and after.value == "runtime":
            return "runtime"
        if before and before.value == "runtime" and not (after and after.distance == 0 and after.word not in load_cues("change")):
            return "runtime"
        if quantity.word.startswith("分") and quantity.unit == "second" and not (before and before.word[0] in _SPENT):
            return "runtime"  # 3分56秒
        if _OF_WORK.match(plain, end, high) or (before and before.word in load_cues("change") and _LENGTH.search(plain, low, start)):
            return "runtime"
    if quantity.unit == "year":
        before = before if before and before.distance <= 2 else None
        after = after if after and after.distance <= 1 else None
    if (before and before.value == "duration") or (after and after.value == "duration"):
        return "duration"
    return _by_default(quantity, plain, low)


def _by_default(quantity: Quantity, plain: str, low: int) -> str | None:
    """What a time is that no cue tells of: seconds and minutes run, hours to months are spent."""
    start, end = quantity.start, quantity.end
    if quantity.unit == "year" or quantity.high == 1 or plain[start:end].endswith(_WITHIN) or plain.startswith(_WITHIN, end):
        return None
    if _STORY.search(plain, low, start):
        return None
    return "runtime" if quantity.unit in ("second", "minute") else "duration"


def _is_other_time(quantity: Quantity, plain: str, low: int) -> bool:
    """Whether the time is a date, a distance from now, an age or a time of something else: 近两年, 三天后, 从业15年."""
    start = quantity.start
    if plain[start] == "近" and quantity.unit == "year":
        return True
    if cue_pattern("time_not_after").match(plain, quantity.end):
        return not plain.startswith(("前期", "后期", "来自"), quantity.end)
    lasting = _LASTING.search(plain, max(0, start - 7), start)
    if lasting and _EVENT.search(plain, max(0, low, lasting.start() - 20), lasting.start()):
        return True
    last = cue_before("time_not_before", plain, max(low, start - 7), start)
    if last is None or last.value == "fine" or (last.value == "year" and quantity.unit != "year"):
        return False
    return last.distance <= (0 if last.value == "adjacent" else 3)
