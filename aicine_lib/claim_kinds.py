"""Which kind of claim a quantity is, from its unit and the words near it; None where it is no claim by itself.

One function a family of units. The words are in data/lexicon/claim_cues.csv; the distances below were chosen on Chinese syntax:
a measure's verb stands within a clause of some twelve characters before it or begins within nine after it.
"""

from __future__ import annotations

import re

from .claim_counts import TRIES, count_kind, is_definite, tries_kind
from .claim_cues import Cue, cue_after, cue_before, cue_pattern, load_cues
from .claim_money import bare_kind, money_kind, nearer
from .claim_rates import COUNTS
from .claim_times import NEAR_BEFORE, time_kind
from .quantities import SECONDS
from .quantity_hedges import BASELINE, MONEY, Quantity
from .quantity_rests import REST
from .quantity_words import load_units

BEFORE, AFTER = 24, 16  # characters searched
LINES = (240, 4320)  # vertical resolutions in use
_ALONE_BEFORE = re.compile(r"(?:我|他|她|你|由|靠|只有|只需|只要|仅|仅需|独自|自己|凭|从头到尾|全程)$")
_ALONE_AFTER = re.compile(
    r"[^，。]{0,3}?(?:完成|搞定|包揽|独立|独自|操刀|撑|身兼|就能|便能|就可以|即可|也能|可以|能|团队|剧组|公司|制作|拍|干|做|负责|创作|全流程"
    r"|肝|熬|扛|折腾|写|剪|画|导|跑|花了|用了|包办|从头|从零|工作室)"
)
_LINKS = frozenset({"有", "约有", "超过"})
_BY_AI = ("由AI", "AI", "由人工智能", "采用AI")  # 百分之百由AI生成
_ELSEWHERE = re.compile(r"的(?:国家|地区|人口|家庭|城市|面积|土地|进度条|把握|概率|可能|机会)")
_WORK_OF = re.compile(r"的(?:活儿?|工作量?|工种)")  # 四个人的活
_PAY_OF = re.compile(r"的(?:年薪|月薪|工资|薪水|片酬|饭碗|身价|名字|作品)")
_SERVED = re.compile(r"(?:服务|赋能|触达)[了过]?[^，。；]{0,6}$")
_WHOLE = re.compile(r"占|率|比例|比重|份额")
_US = re.compile(r"(?:我们|咱们|他们|她们|[我他她][和跟与]|[我他她]带着?)$")
_TEAM = re.compile(r"(?:左右|以上|以内)?的?[^，。！？、；\d]{0,4}?(?:团队|小组|剧组|班底|工作室|小队|班子)")
_MEANS = re.compile(
    r"[，、,]\s?[^，。！？；]{0,3}?[0-9一二两三四五六七八九十几半][^，。！？；]{0,3}(?:天|小时|钟头|个月|[周週]|年|块|元|万|晚|夜)"
)
_SHARES = re.compile(
    r"收盘|报收|收报|[高低]开|停牌|复权|恒指|大市|成交额|每盎司|立减|满减|优惠[券码]|市盈|每股|/股|涨停|跌停|股价|市值蒸发|蒸发"
)  # of the stock exchange
_PER_SHARE = re.compile(r"\s?[/／每]\s?股")
_AGAINST = re.compile(
    r"(?:成本|周期|费用|预算|用时|耗时|时间|价格|价钱|收费|报价|单价|租金|薪水|片酬|人数|人力|人手)[^，。；、\d]{0,3}$"
)  # 周期不到三分之一
_REDUCED = re.compile(r"(?:成本|预算|投资|费用|周期|工期|时间|收入|片酬|稿费|价格|单价|投入)[^，。；]{0,12}$")  # 成本打了三折
_OTHER_HALF = re.compile(r"另外?$")  # 另一半的难题
_HALF_SAID = re.compile(r"(?:说|懂|信|猜|听|看|读|走|吃|写|想|明白|猜中|说对|讲|话说)了?(?:对了)?$")  # 话说了一半
_MAKES_UP = re.compile(r"占[了到比]?(?:快|近|约|超|逾|超过|将近)?$")
_PARTS = ("的份额", "的市场", "的比例", "的占比")
_SPENT_ON = ("的", "用", "花", "来", "是", "都", "给")


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
    if quantity.kinds == REST.kinds:
        return "people" if unit == "person" else "output"
    if unit == "":
        return bare_kind(quantity, plain)
    if (quantity.kinds == MONEY or unit == "percent") and (
        _SHARES.search(plain, before, start) or (quantity.kinds == MONEY and _PER_SHARE.match(plain, end))
    ):
        return ""
    if quantity.kinds == MONEY:
        return money_kind(quantity, plain, before, after)
    if unit in SECONDS:
        return time_kind(quantity, plain, before, after)
    if unit == "person":
        return _person(quantity, plain, before, after, reading)
    if unit == "percent":
        return _percent(quantity, plain, before, after, reading)
    if unit in COUNTS:
        return count_kind(quantity, plain, before, after)
    if unit == "p":
        return "quality" if LINES[0] <= quantity.high <= LINES[1] else None
    if quantity.word in TRIES:
        return tries_kind(quantity, plain, before, after)
    return quantity.kinds[0] if quantity.high > 1 else None


def _person(quantity: Quantity, plain: str, low: int, high: int, reading: str) -> str | None:
    if quantity.kinds == ("audience",):
        return "audience"
    start, end = quantity.start, quantity.end
    if _SERVED.search(plain, low, start):
        quantity.unit = "user"
        return "audience"
    if _WORK_OF.match(plain, end):
        return "people"
    if quantity.high > 1 and not is_definite(plain, start) and _TEAM.match(plain, end, high):
        return "people"
    cue = nearer(cue_before("person", plain, low, start), cue_after("person", plain, end, high))
    if cue_pattern("person_not").search(plain, max(low, start - NEAR_BEFORE), min(high, end + NEAR_BEFORE)) and _speaks_against(
        quantity, plain, low, high, cue
    ):
        return ""
    if quantity.high == 1:
        alone = _ALONE_BEFORE.search(plain, max(low, start - 5), start)
        return "people" if alone or _ALONE_AFTER.match(plain, end, high) or _MEANS.match(plain, end) else None
    if cue is None or cue.distance > (NEAR_BEFORE if len(cue.word) > 1 else 1):
        named = (
            quantity.word in load_units("head")
            and quantity.numeral != "几"
            and not is_definite(plain, start)
            and not _PAY_OF.match(plain, end)
        )
        return "people" if reading or named or _US.search(plain, max(low, start - 2), start) else None
    return None if is_definite(plain, start) else cue.value


def _speaks_against(quantity: Quantity, plain: str, low: int, high: int, cue: Cue | None) -> bool:
    """Whether a word says that the people are no makers, and no nearer word says that they are: 剧组八人，受访时."""
    start, end = quantity.start, quantity.end
    before = cue_before("person_not", plain, max(low, start - NEAR_BEFORE), start)
    against = nearer(before, cue_after("person_not", plain, quantity.number, min(high, end + NEAR_BEFORE)))
    if against is None:
        return False
    return against.value != "near" or cue is None or len(cue.word) == 1 or cue.distance >= against.distance


def _percent(quantity: Quantity, plain: str, low: int, high: int, reading: str) -> str | None:
    start, end = quantity.start, quantity.end
    if quantity.word in ("价", "折"):
        return "ratio" if _REDUCED.search(plain, low, start) else "price"
    if quantity.word == "半" and (_OTHER_HALF.search(plain, low, start) or _HALF_SAID.search(plain, low, start)):
        return None
    unlike = cue_pattern("percent_not").search(plain, max(low, start - NEAR_BEFORE), start)
    if (
        quantity.numeral == "几"
        or (quantity.numeral == "百分之百" and not plain.startswith(_BY_AI, end))
        or _ELSEWHERE.match(plain, end)
        or (unlike and load_cues("percent_not")[unlike.group()] != "fine")
    ):
        return None
    if _names_quality(plain, low, start):
        return "quality"
    if plain.startswith("的", end) and (of := cue_after("percent", plain, end + 1, min(high, end + 8))) and of[1:] == ("quality", 0):
        return "quality"  # 百分之九十五的一致性
    if _MAKES_UP.search(plain, low, quantity.number):
        return "share"
    if reading == "by" or "百分点" in quantity.word:
        return "ratio"
    if not _WHOLE.search(plain, low, start) and not plain.startswith(_PARTS, end):
        if reading == "to" or BASELINE.search(plain, low, quantity.number):
            return "ratio"
        if quantity.word == "分之" and _AGAINST.search(plain, low, start) and not plain.startswith(_SPENT_ON, end):
            return "ratio"
    if quantity.word == "半" and plain.startswith("时间", end):
        return None
    return "share"


def _names_quality(plain: str, low: int, start: int) -> bool:
    """Whether 准确率 or the like is the last thing named before a percentage, verbs such as 有 and 超过 apart."""
    for cue in reversed(list(cue_pattern("percent").finditer(plain, low, start))):
        if cue.group() not in _LINKS:
            return load_cues("percent")[cue.group()] == "quality" and start - cue.end() <= NEAR_BEFORE
    return False
