"""Which kind of claim a quantity is, from its unit and the words near it; None where it is no claim by itself.

One function a family of units. The words are in data/lexicon/claim_cues.csv; the distances below were chosen on Chinese syntax:
a measure's verb stands within a clause of some twelve characters before it or begins within nine after it.
"""

from __future__ import annotations

import re

from .claim_cues import COMMAS, Cue, cue_after, cue_before, cue_pattern, ends_with, load_cues
from .claim_times import NEAR_BEFORE, time_kind
from .quantities import SECONDS
from .quantity_hedges import BASELINE, MONEY, Quantity

BEFORE, AFTER = 24, 16  # characters searched
LEAST_BARE = 10000.0  # a smaller bare number needs its word of money beside it: 报价三千
PAID_BEFORE = 60  # characters before a subscription searched for words of spending
BARE_BEFORE, BARE_AFTER = 40, 30  # a bare 744万 may be far from what it counts
SMALL_COUNT = 10  # 两部, 三个镜头 are claims only beside a word of making; 60集 is one by itself
LINES = (240, 4320)  # vertical resolutions in use
COUNTS = frozenset({"work", "episode", "shot", "picture", "frame", "character", "part"})
WORKED = frozenset({"second", "minute", "shot"})  # a bare amount by one of these is money: 一分钟两万起
TRIES = frozenset("次遍轮版稿")  # 抽了20次, 改了十一稿
TRY_REACH = 3  # characters between 生成 and 三百次
VIEWS = 1000.0  # fewer 次 are no views
SPOKEN_MONEY = frozenset({"块", "刀"})  # also measure word and knife
_ALONE_BEFORE = re.compile(r"(?:我|他|她|你|由|靠|只有|只需|只要|仅|仅需|独自|自己|凭|从头到尾|全程)$")
_ALONE_AFTER = re.compile(
    r"[^，。]{0,3}?(?:完成|搞定|包揽|独立|独自|操刀|撑|身兼|就能|便能|就可以|即可|也能|可以|能|团队|剧组|公司|制作|拍|干|做|负责|创作|全流程"
    r"|肝|熬|扛|折腾|写|剪|画|导|跑|花了|用了|包办|从头|从零|工作室)"
)
_WHOLE = re.compile(r"占|率|比例|比重|份额")
_SERIES = re.compile(r"[短漫网]剧|视频|短片|动漫|MV")
_FILM = re.compile(r"影片|电影|片|院线")
_NOT_DEFINITE = frozenset({"目前", "此前", "之前", "以前", "当前", "日前"})
_US = re.compile(r"(?:我们|咱们|他们|她们|[我他她][和跟与]|[我他她]带着?)$")
_TEAM = re.compile(r"(?:左右|以上|以内)?的?[^，。！？、；\d]{0,4}?(?:团队|小组|剧组|班底|工作室|小队|班子)")
_MEANS = re.compile(
    r"[，、,]\s?[^，。！？；]{0,3}?[0-9一二两三四五六七八九十几半][^，。！？；]{0,3}(?:天|小时|钟头|个月|[周週]|年|块|元|万|晚|夜)"
)
_SHARES = re.compile(r"收盘|报收|停牌|复权|市盈|每股|/股|涨停|跌停")  # of the stock exchange
_PER_SHARE = re.compile(r"\s?[/／每]\s?股")
_SPENDING = re.compile(r"花了|花费|花掉|开销|开支|合计|总共|一共|电费|算力|账单|预算|报销|充了|成本")
_ASKED = re.compile(r"(?:要|需要?|得|起码|报价|开价|掏|拿出|付|赔|亏|欠|投|搭进|砸|花)[了出个上]?(?:至少|大概|差不多|将近|都|足足)?$")
_EARNED = re.compile(r"(?<![吸回])(?:收|狂收|劲收|进账|入账|赚|挣)[了得逾超近约入]?$")
_CUSTOMERS = re.compile(r"客户|用户|订户|商户")
_SHOWN = re.compile(
    r"[^，。；！？]{0,12}?(?:将在|将于|重返|亮相|上映|首映|展映|入围|入选|获奖|上线|问世|播出|面世|登陆|诞生|杀青|开机|公映|放映|见面|参展|参赛)"
)
_AGAINST = re.compile(r"(?:成本|周期|费用|预算|用时|耗时|时间|价格|人力|人手)[^，。；、\d]{0,3}$")  # 周期不到三分之一
_PARTS = ("的份额", "的市场", "的比例", "的占比")
_SPENT_ON = ("的", "用", "花", "来", "是", "都", "给")
_LISTED = re.compile(r"》等(?:多达|约)?$")


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
    if (quantity.kinds == MONEY or unit == "percent") and (
        _SHARES.search(plain, before, start) or (quantity.kinds == MONEY and _PER_SHARE.match(plain, end))
    ):
        return ""
    if quantity.kinds == MONEY:
        return _money(quantity, plain, before, after)
    if unit in SECONDS:
        return time_kind(quantity, plain, before, after)
    if unit == "person":
        return _person(quantity, plain, before, after, reading)
    if unit == "percent":
        return _percent(quantity, plain, before, after, reading)
    if unit in COUNTS:
        return _count(quantity, plain, before, after)
    if unit == "p":
        return "quality" if LINES[0] <= quantity.high <= LINES[1] else None
    if quantity.word in TRIES:
        return _tries(quantity, plain, before, after)
    if quantity.word == "家":
        near = _CUSTOMERS.search(plain, max(low, start - 8), min(high, end + 5))
        return "audience" if near and quantity.high > 1 else None
    return quantity.kinds[0] if quantity.high > 1 else None


def _nearer(first: Cue | None, second: Cue | None) -> Cue | None:
    if first is None or second is None:
        return first or second
    return first if first.distance <= second.distance else second


def _money(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    if _EARNED.search(plain, max(low, quantity.start - 4), quantity.start):
        return "revenue"
    cue = _nearer(cue_before("money", plain, low, quantity.start), cue_after("money", plain, quantity.end, high))
    if cue is None:
        return None if quantity.word in SPOKEN_MONEY else "cost"
    if cue.value == "paid":
        return "cost" if _SPENDING.search(plain, max(0, quantity.start - PAID_BEFORE), high) else "price"
    return cue.value


def _bare(quantity: Quantity, plain: str) -> str | None:
    """What a bare 190万 counts: the nearest word of money or audience, beyond the sentence if need be."""
    low, high = max(0, quantity.start - BARE_BEFORE), quantity.end + BARE_AFTER
    if quantity.unit[1:] in WORKED or _ASKED.search(plain, max(0, quantity.start - 8), quantity.start):
        quantity.unit, quantity.kinds = "CNY" + quantity.unit, MONEY
        return "cost"
    cue = _nearer(cue_before("bare", plain, low, quantity.start), cue_after("bare", plain, quantity.end, high))
    if cue is None and plain[quantity.start] == "破":
        return _broken(quantity, plain, low, high)
    if cue is None:
        return None
    if quantity.high < LEAST_BARE and (cue.value not in MONEY or cue.distance > TRY_REACH):
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


def _person(quantity: Quantity, plain: str, low: int, high: int, reading: str) -> str | None:
    if quantity.kinds == ("audience",):
        return "audience"
    start, end = quantity.start, quantity.end
    if quantity.high > 1 and not _is_definite(plain, start) and _TEAM.match(plain, end, high):
        return "people"
    if cue_pattern("person_not").search(plain, max(low, start - NEAR_BEFORE), min(high, end + NEAR_BEFORE)):
        return ""
    if quantity.high == 1:
        alone = _ALONE_BEFORE.search(plain, max(low, start - 5), start)
        return "people" if alone or _ALONE_AFTER.match(plain, end, high) or _MEANS.match(plain, end) else None
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
    unlike = cue_pattern("percent_not").search(plain, max(low, start - NEAR_BEFORE), start)
    if quantity.numeral in ("几", "百分之百") or (unlike and load_cues("percent_not")[unlike.group()] != "fine"):
        return None
    cue = cue_before("percent", plain, low, start)
    if cue and cue.value == "quality" and cue.distance <= NEAR_BEFORE:
        return "quality"
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


def _count(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    start = quantity.start
    if quantity.high <= 1 or quantity.numeral == "几" or _is_definite(plain, start):
        return None
    if quantity.unit == "frame/second":
        return "quality"
    if quantity.high >= SMALL_COUNT or quantity.numeral[0].isdigit():
        return "output"
    if quantity.unit in ("work", "episode") and (_SHOWN.match(plain, quantity.end, high) or _LISTED.search(plain, start - 4, start)):
        return "output"
    cue = cue_before("making", plain, max(low, start - NEAR_BEFORE), start)
    if cue and not any(comma in plain[start - cue.distance : start] for comma in COMMAS):
        return "output"
    return None


def _tries(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    """抽了20次 and 改了十一稿 are output; 五万次 beside a word of the audience are views."""
    start, end = quantity.start, quantity.end
    if quantity.numeral == "几" or _is_definite(plain, start):
        return None
    cue = cue_before("bare", plain, low, start) or cue_after("bare", plain, end, high)
    if quantity.word == "次" and quantity.high >= VIEWS and cue and cue.value in ("view", "user"):
        quantity.unit = "view"
        return "audience"
    before, after = cue_before("tries", plain, low, start), cue_after("tries", plain, end, min(high, end + 4))
    tried = (before and before.distance <= TRY_REACH) or (after and after.distance <= 1)
    return "output" if tried else None
