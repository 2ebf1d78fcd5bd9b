"""Which kind of claim an amount of money is, and what a number without a unit counts: 耗资三亿, 票房3亿, 播放破亿, 从八千降到三百.

The words are in data/lexicon/claim_cues.csv, classes money and bare. Not for currencies: a bare amount is CNY here, and claims.py
gives it the currency of its sentence or of its place.
"""

from __future__ import annotations

import re

from .claim_cues import Cue, cue_after, cue_before
from .quantity_hedges import MONEY, Quantity

LEAST_BARE = 10000.0  # a smaller bare number needs its word of money beside it: 报价三千
LEAST_SPOKEN = 100.0  # 十万块 is money without a word of it, 三块 may be three pieces
PAID_BEFORE = 60  # characters before a subscription searched for words of spending
BARE_BEFORE, BARE_AFTER = 40, 30  # a bare 744万 may be far from what it counts
CUE_REACH = 3  # characters between 报价 and 三千
WORKED = frozenset({"second", "minute", "shot"})  # a bare amount by one of these is money: 一分钟两万起
PAID_BY = frozenset({"episode", "day", "month", "year"})  # 一天八百 is money, 一天三百万 may be anything
SPOKEN_MONEY = frozenset({"块", "刀"})  # 块 and 刀 are also measure word and knife
_SERIES = re.compile(r"[短漫网]剧|视频|短片|动漫|MV")
_FILM = re.compile(r"影片|电影|片|院线")
_SPENDING = re.compile(r"花了|花费|花掉|开销|开支|合计|总共|一共|电费|算力|账单|预算|报销|充了|成本|建模|制作费")
_ASKED = re.compile(
    r"(?:要|需要?|得|起码|报价|开价|掏|拿出|付|赔|亏|欠|投|搭进|砸|花|使|费|给|买[^，。；\d]{1,4})[了出个上咗]?(?:至少|大概|差不多|将近|都|足足)?$"
)
_ENOUGH = re.compile(r"(?:就|便|才|也|都)?(?:能|可以|足?够|可)?(?:拿下|搞定|搞掂|有找|包圆|做(?:完|一|成|出)|拍(?:完|一|成|出))")
_CHARGED = re.compile(r"每[^，。；]{1,10}收取?$")  # 每百万token收3美元
_EARNED = re.compile(r"(?<![吸回])(?:收|狂收|劲收|进账|入账|赚|挣)[了得逾超近约入]?$")


def nearer(first: Cue | None, second: Cue | None) -> Cue | None:
    """Choose the nearer of two cues; the first of equals.

    Examples
    --------
    >>> nearer(None, Cue("票房", "revenue", 1)).value
    'revenue'
    """
    if first is None or second is None:
        return first or second
    return first if first.distance <= second.distance else second


def money_kind(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    """Decide the kind of an amount in a currency: cost, revenue or price; None where spoken 块 may be no money.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "总票房超3亿元"
    >>> money_kind(find_quantities(text)[0], text, 0, len(text))
    'revenue'
    """
    if _EARNED.search(plain, max(low, quantity.start - 4), quantity.start):
        return "price" if _CHARGED.search(plain, max(low, quantity.start - 14), quantity.start) else "revenue"
    before, after = cue_before("money", plain, low, quantity.start), cue_after("money", plain, quantity.end, high)
    if after and after.value == "paid" and "，" in plain[quantity.end : quantity.end + after.distance]:
        after = None  # the subscription of another clause
    cue = nearer(before, after)
    if cue is None:
        return None if quantity.word in SPOKEN_MONEY and quantity.high < LEAST_SPOKEN else "cost"
    if cue.value == "paid":
        return "cost" if _SPENDING.search(plain, max(0, quantity.start - PAID_BEFORE), high) else "price"
    return cue.value


def bare_kind(quantity: Quantity, plain: str) -> str | None:
    """Say what a bare 190万 counts, and give it that unit: the nearest word of money or audience, beyond the sentence if need be.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "播放量破400万"
    >>> quantity = find_quantities(text)[0]
    >>> bare_kind(quantity, text), quantity.unit
    ('audience', 'view')
    """
    low, high = max(0, quantity.start - BARE_BEFORE), quantity.end + BARE_AFTER
    after = cue_after("bare", plain, quantity.end, high)
    counted = after is not None and after.distance == 0 and after.value not in MONEY  # 10亿流量
    worked = quantity.unit[1:] in WORKED or (quantity.unit[1:] in PAID_BY and quantity.high < LEAST_BARE)
    asked = _ASKED.search(plain, max(0, quantity.start - 8), quantity.start) or _ENOUGH.match(plain, quantity.end)
    if not counted and (worked or asked):
        quantity.unit, quantity.kinds = "CNY" + quantity.unit, MONEY
        return "cost"
    cue = nearer(cue_before("bare", plain, low, quantity.start), after)
    if cue is None and plain[quantity.start] == "破":
        return _broken(quantity, plain, low, high)
    if cue is None:
        return None
    if quantity.high < LEAST_BARE and (cue.value not in MONEY or cue.distance > CUE_REACH):
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
