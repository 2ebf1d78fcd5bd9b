"""The shape of a quantity, and the hedges, fillers and currencies around its number: 约, 不到, 左右, 新台币.

Which words are hedges is in data/lexicon/claim_cues.csv; what a hedge may stand before is decided here. Not for finding numbers: see
quantities.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .quantity_words import after_pattern, hedge_ends, load_hedges

PREFIXES = {
    "US": "USD",
    "HK": "HKD",
    "NT": "TWD",
    "新台币": "TWD",
    "台币": "TWD",
    "港币": "HKD",
    "人民币": "CNY",
    "美金": "USD",
    "RMB": "CNY",
    "RM": "MYR",
    "令吉": "MYR",
    "新币": "SGD",
    "坡币": "SGD",
}
MONEY = ("cost", "revenue", "price")
_ONLY_BEFORE = {
    "上": "百千万亿十",
    "成": "百千万",
    "好": "几十百",
    "大": "半",
    "小": "半",
    "破": "百千万亿0123456789一二两三四五六七八九十",
    "过": "百千万亿半0123456789一二两三四五六七八九十",
}
_FILLER = re.compile(r"(?:需要|需|要|得|烧掉?|花掉?|拿出|花|了|达|有|在|为|是|占|用|可以|可|能|生成|支持){1,3}$")
BASELINE = re.compile(
    r"(?:(?:传统|原[来先本]|以往|实拍|人工|常规|同(?:类|规模|体量|量级|等|级别|题材)|真人|前者|后者|市场)[^，。；！？\d]{0,10}?的?"
    r"|(?:原(?![创则])|过去|以前|之前|此前|去年|今年)(?:[^，。；！？\d]{0,10}的|同期|全年|水平|总量)?)$"
)
_FILLER_ENDS = frozenset("要得烧掉出花了达有在为是占用以可能成持")
_PREFIX_ENDS = frozenset(prefix[-1] for prefix in PREFIXES)
_CANNOT = re.compile(r"(?:不可能|无法|不能|没法|难以|别想)[^，。]{0,3}$")
_NOT_WITHIN = re.compile(r"内[容地部外心在存涵景]|起[来床点码伏]|以上[一海]")


@dataclass(slots=True)
class Quantity:
    """A number with its unit, as it stands in the text."""

    start: int  # of the hedge where there is one
    number: int  # where the number starts
    end: int
    low: float
    high: float
    comparator: str
    unit: str  # a code of the codebook; empty for a bare 190万
    kinds: tuple[str, ...]  # that the unit admits
    word: str  # the unit as written
    numeral: str  # the number as written


def widen(quantity: Quantity, plain: str) -> Quantity:
    """Widen a quantity by the hedges around it and let them set its comparator."""
    start, ends = quantity.start, hedge_ends()
    if quantity.kinds in ((), MONEY) and plain[start - 1 : start] in _PREFIX_ENDS:
        for n in (3, 2):  # a currency or its letters before the number: 新台币300万
            if plain[start - n : start] in PREFIXES:
                quantity.word = plain[start - n : start]
                quantity.unit, quantity.kinds, start = PREFIXES[quantity.word], MONEY, start - n
                break
    quantity.start = start
    place = start - 1 if plain[start - 1 : start] == " " else start
    for _ in range(3):  # 大约|是|实拍的|十分之一
        last = plain[place - 1 : place]
        if last in ends:
            hedges = load_hedges("before")
            for n in (5, 4, 3, 2, 1):
                hedge = plain[place - n : place]
                if hedge in hedges and (n > 1 or quantity.numeral[0] in _ONLY_BEFORE.get(hedge, quantity.numeral[0])):
                    if hedges[hedge]:  # else a word that only ends like a hedge: 经过
                        quantity.start, quantity.comparator = place - n, hedges[hedge] if quantity.comparator != "range" else "range"
                    return _hedged_after(quantity, plain)
        filler = _FILLER.search(plain, max(0, place - 4), place) if last in _FILLER_ENDS else None
        if filler is None and quantity.unit in ("percent", "times"):
            filler = BASELINE.search(plain, max(0, place - 14), place)  # 不到传统动画的1/3
        if filler is None:
            break
        place = filler.start()
    return _hedged_after(quantity, plain)


def _hedged_after(quantity: Quantity, plain: str) -> Quantity:
    starts, pattern = after_pattern()
    hedge = pattern.match(plain, quantity.end) if plain[quantity.end : quantity.end + 1] in starts else None
    if hedge and not _NOT_WITHIN.match(plain, quantity.end):
        comparator = load_hedges("after")[hedge.group()]
        if comparator == "<" and _CANNOT.search(plain[max(0, quantity.start - 8) : quantity.start]):
            comparator = ">"  # 不可能在48小时内完成
        quantity.end = hedge.end()
        if quantity.comparator in "=~":
            quantity.comparator = comparator
    return quantity
