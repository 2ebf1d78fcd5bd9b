"""Two quantities that are one claim: 从三年缩到一年, 上百人减少到十几人, 以前要一周…现在一天, 1041部，相比去年的1325部.

Also the reading of a change: by so much, or to so much.
"""

from __future__ import annotations

import re
from functools import cache

from .claim_cues import cue_pattern, ends_with, load_cues
from .claim_rates import Judged
from .quantities import SECONDS
from .quantity_hedges import BASELINE, MONEY, Quantity

MONTHS_IN_YEAR = 12.0  # between month and year; otherwise a month is 30 days and a year 365
LONGEST_GAP = 24  # characters between the two values of an explicit change
LONGEST_CUE = 6
_COMMAS = frozenset("，；。、,;")
_FROM = re.compile(r"(?:从|由|自|原来的|原先的|原本的|过去的|以往的|此前的|之前的)[^，。；]{0,8}$")
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒|➡|–>)\s*$")
_REACHED = re.compile(r"[^，。；、]{0,10}?(?:到|至|为|成)了?[^，。；、]{0,8}$")
_COMPARED = re.compile(r"[^。；]{0,4}?(?:相比|相较|较|对比|比)[^。；]{0,14}$")
_LESS_OR_MORE = re.compile(r"的?(?:减少|增加|下降|增长|上升|下滑|提升|缩短|提高|降低)")
_GROWTH = re.compile(
    r"(?:[和、与及][0-9.]+%)?(?:以上|左右)?的?(?:复合|同比|环比|年均)?的?(?:增长|增幅|涨幅|降幅|提升|下降|降低|缩减|节省)(?!到|至)"
)
_CHANGED_THING = re.compile(
    r"(?:降低|减少|节省|节约|省下?|缩短|压缩|削减|缩减|裁减|裁掉|精简|砍掉|提高|提升|提速|增加)了?[^，。；、\d到至]{0,5}"
    r"(?:成本|预算|人力|人手|时间|周期|效率|团队|工期|开支|费用|产能|岗位|工作量|支出|员工|工时|质量|精度|速度)(?:约|近|超过?|至少|达|了)?$"
)
_THING_ENDS = frozenset("本算力手间期率队支用能位量出员时度约近过超少达了")  # to pass over most amounts at once
_SAME_WORK = re.compile(r"的?(?:工作量?|活儿?|流程|任务|事情?|工期)[^。；]{0,8}$")
_AFTER_CHANGE = "了达约近为整超 "  # between a word of change and its amount
_EXTENT = re.compile(r"[^，。；]{0,6}(?:不等|之间)")


def reading_of(quantity: Quantity, plain: str) -> str:
    """Tell whether a quantity after a word of change is meant by so much, or to so much.

    Returns
    -------
    str
        to (降到八成), by (降低了八成), or empty: no change, or one that can be read both ways (提升了3倍).

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> [reading_of(find_quantities(t)[0], t) for t in ("降到八成", "降低了八成", "提升了3倍")]
    ['to', 'by', '']
    """
    if quantity.word in ("斩", "砍半", "减半") or (quantity.word == "半" and plain[quantity.start - 1] in "砍减"):
        return "by"
    found = _change_before(plain, quantity.start)
    if not found and quantity.unit in ("percent", "times"):
        baseline = BASELINE.search(plain, max(0, quantity.start - 14), quantity.start)
        found = _change_before(plain, baseline.start()) if baseline else ""
    if (
        not found
        and quantity.unit in ("percent", "times")
        and plain[quantity.start - 1] in _THING_ENDS
        and _CHANGED_THING.search(plain, max(0, quantity.start - 18), quantity.start)
    ):
        found = "by"
    if not found and quantity.unit == "percent" and _GROWTH.match(plain, quantity.end):
        found = "by"
    return "" if found == "by" and quantity.unit == "times" else found


def _change_before(plain: str, start: int) -> str:
    if plain[start - 1 : start] not in _change_edges():
        return ""
    for end in range(start, max(0, start - 3), -1):
        if end < start and plain[end] not in _AFTER_CHANGE:
            break
        cue = ends_with("change", plain, end, LONGEST_CUE)
        if cue:
            return load_cues("change")[cue]
    return ""


@cache
def _change_edges() -> frozenset[str]:
    """The characters that may stand right before the amount of a change, to pass over most amounts at once."""
    return frozenset(cue[-1] for cue in load_cues("change")).union(_AFTER_CHANGE)


def find_changes(judged: list[Judged], plain: str) -> list[Judged]:
    """Join the two values of each change; the rest come back as they are.

    Parameters
    ----------
    judged : list of Judged
        In reading order.
    plain : str

    Returns
    -------
    list of Judged
        A joined row has the later value, the earlier in `before`, and reading to.
    """
    gone: set[int] = set()
    for i, first in enumerate(judged):
        if i in gone:
            continue
        for k in range(i + 1, len(judged)):
            second = judged[k]
            if second.unit != first.unit:
                break
            if k in gone or not _comparable(first.quantity, second.quantity):
                continue
            if k == i + 1 and _is_explicit(first, second, plain):
                _join(first, second, plain, whole=True)
                gone.add(i)
            elif k == i + 1 and _is_compared(first, second, plain):
                _join(second, first, plain, whole=False)
                gone.add(k)
                gone.update({k + 1} if _follows_difference(judged, k, plain) else ())
            elif k == i + 1 and _is_now_and_then(first, second, plain):
                _join(second, first, plain, whole=False)
                gone.add(k)
            elif _is_then_and_now(first, second, plain):
                _join(first, second, plain, whole=False)
                gone.add(i)
            break
    return [j for i, j in enumerate(judged) if i not in gone]


def _group(quantity: Quantity) -> str:
    if quantity.unit in SECONDS:
        return "time"
    return quantity.unit.split("/")[0]


def _comparable(first: Quantity, second: Quantity) -> bool:
    return _group(first) == _group(second) or first.unit == "" or (first.kinds == MONEY and second.unit == "")


def _is_explicit(first: Judged, second: Judged, plain: str) -> bool:
    a, b = first.quantity, second.quantity
    if b.start - a.end > LONGEST_GAP or first.reading == "by":
        return False
    near = max(first.low, a.start - 10)
    has_from = _FROM.search(plain, near, a.start) or cue_pattern("then").search(plain, near, a.start)
    if not has_from and not _COMMAS.isdisjoint(plain[a.end : b.start]):
        return False
    if _ARROW.match(plain, a.end, b.start):
        return True
    cues = (ends_with("change", plain, end, LONGEST_CUE) for end in range(b.start, max(a.end, b.start - 4), -1))
    if any(cue and load_cues("change")[cue] == "to" for cue in cues) and (b.start - a.end <= 12 or has_from):
        return True
    return bool(has_from and _REACHED.match(plain, a.end, b.start) and not _EXTENT.match(plain, b.end))


def _is_compared(first: Judged, second: Judged, plain: str) -> bool:
    """1041部，相比去年同期的1325部减少…"""
    a, b = first.quantity, second.quantity
    return bool(_COMPARED.match(plain, a.end, b.start) and _LESS_OR_MORE.match(plain, b.end))


def _follows_difference(judged: list[Judged], k: int, plain: str) -> bool:
    if k + 1 >= len(judged) or judged[k + 1].unit != judged[k].unit:
        return False
    between = _LESS_OR_MORE.match(plain, judged[k].quantity.end, judged[k + 1].quantity.start)
    return bool(between and judged[k + 1].quantity.unit == judged[k].quantity.unit and between.end() == judged[k + 1].quantity.start)


def _is_then_and_now(first: Judged, second: Judged, plain: str) -> bool:
    a, b = first.quantity, second.quantity
    if not (cue_pattern("now").search(plain, a.end, b.start) or _SAME_WORK.match(plain, a.end, b.start)):
        return False
    if a.unit in ("second", "minute") and plain.startswith("的", a.end) and not _SAME_WORK.match(plain, a.end, b.start):
        return False  # 以前一秒钟的动作要画三天: how long what is made lasts
    return bool(cue_pattern("then").search(plain, first.low, a.start) and not cue_pattern("hypothetical").search(plain, first.low, a.start))


def _is_now_and_then(first: Judged, second: Judged, plain: str) -> bool:
    """如今三天就能做完，过去要两个月: the earlier value is told last."""
    a, b = first.quantity, second.quantity
    told = cue_pattern("now").search(plain, first.low, a.start) and cue_pattern("then").search(plain, a.end, b.start)
    return bool(told and not cue_pattern("then").search(plain, first.low, a.start) and first.kind == (second.kind or first.kind))


def _join(first: Judged, second: Judged, plain: str, whole: bool) -> None:
    """Make the second the later value of a change from the first."""
    a, b = first.quantity, second.quantity
    if b.unit == "" or ("/" in a.unit and "/" not in b.unit and _group(a) == b.unit):
        b.unit, b.kinds = a.unit, a.kinds
    factor = _factor(a.unit, b.unit)
    second.before = (round(a.low * factor, 6), round(a.high * factor, 6))
    second.reading = "to"
    second.kind = second.kind or first.kind or (b.kinds or a.kinds or ("",))[0]
    if first.kind in ("share", "quality", "runtime") or (b.kinds == MONEY and first.kind in MONEY):
        second.kind = first.kind
    if first.kind == "duration" and a.unit in SECONDS:
        second.kind = "duration"
    if whole:
        second.start = a.start - (1 if plain[a.start - 1 : a.start] in ("从", "由", "自") else 0)


def _factor(unit: str, target: str) -> float:
    """What turns an amount in one unit of time into another; 1 for everything else."""
    if unit not in SECONDS or target not in SECONDS:
        return 1.0
    if {unit, target} == {"month", "year"}:
        return MONTHS_IN_YEAR if unit == "year" else 1 / MONTHS_IN_YEAR
    return SECONDS[unit] / SECONDS[target]
