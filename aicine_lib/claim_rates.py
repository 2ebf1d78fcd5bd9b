"""Amounts by the minute, the episode, the day: 8000美元/分钟, 每分钟400美元, 一天能出上百张; and amounts told twice.

Also the shape in which the claim modules hand a quantity on. What makes a claim of it is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import load_table
from .quantities import SECONDS
from .quantity_hedges import MONEY, Quantity
from .quantity_words import load_units

SHORT_GAP = 3  # 一集要三万
RATE_GAP = 14  # characters between 每分钟 and its amount
MADE_GAP = 28  # 每生成1秒视频，算力成本约
COUNTS = frozenset({"work", "episode", "shot", "picture", "frame", "character", "part"})
_PERIODS = {
    "集均": "episode",
    "单集": "episode",
    "日均": "day",
    "月均": "month",
    "年均": "year",
    "人均": "person",
    "日产": "day",
    "月产": "month",
    "年产": "year",
    "月入": "month",
    "月收入": "month",
    "月薪": "month",
    "底薪": "month",
    "年薪": "year",
    "周薪": "week",
    "日薪": "day",
    "时薪": "hour",
    "日消耗": "day",
    "日耗": "day",
    "单日": "day",
    "单月": "month",
}
_CAN = re.compile(
    r"(?:就|都|也|便|平均|大概|大约|最多|最少|至少|还|只|仅|能|能够|可|可以|要|得|需要?)*"
    r"(?:交付?|跑|抽|画|产出|出|产|生成|制作|完成|输出|更新|上新|拍|剪|做|写|修复?|扫|渲染?|处理|标注|审|发布?|推出|量产|产能)?[出完了得]{0,2}"
    r"(?:约|近|超|上|逾|达|到)?"
)
_GIVES = re.compile(r"(?:[^，。]{0,2}(?:租金|工资|薪水|电费|房租|费用|成本|学费))?[要给就只才得付仅大概约]*")
_NUMERAL = "0-9零〇一二两三四五六七八九十廿卅百千万"
_RATE_HINT = re.compile(r"[每单一1均产入薪日]")
_MADE = re.compile(
    r"每(?:生成|制作|渲染|产出|完成|做|拍|跑|出)\s?(?P<sign>[一1])\s?个?(?P<per>秒|分钟|集|条|张|部|帧)[^，。；！？\d]{0,6}，?[^，。；！？\d]{0,8}$"
)
_RESTATED = re.compile(r"[^，。；、]{0,4}[（(，,、]\s?(?:折|约|合|相当|即|等于|换算)[^，。；]{0,8}$")


@dataclass(slots=True)
class Judged:
    """A quantity with what was decided about it."""

    quantity: Quantity
    unit: int  # index of its sentence in the article
    low: int  # start and end of the sentence
    high: int
    kind: str | None = None
    reading: str = ""
    start: int = -1  # of the claim
    end: int = -1
    before: tuple[float, float] | None = None  # from_low, from_high


@cache
def _rate_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    guards = {row["word"]: row["not_before"] for row in load_table("units.csv", ("word", "role", "not_before")) if row["role"] == "per"}
    words = "|".join(map(re.escape, sorted(load_units("per"), key=len, reverse=True)))
    guarded = "|".join(re.escape(w) + (f"(?!{guards[w]})" if guards[w] else "") for w in sorted(guards, key=len, reverse=True))
    before_words = "|".join(w for w in words.split("|") if load_units("per")[w].code != "work")
    periods = "|".join(_PERIODS)
    after = re.compile(rf"(?:人民币)?\s?(?:[/／]\s?|每|(?P<one>一))(?:个)?(?P<per>{guarded})")
    sign = rf"(?:平均)?(?P<sign>每|单(?!价)|(?<![第{_NUMERAL}])[一1])\s?[个条张部]?"
    per_unit = rf"{sign}[^，。！？\d]{{0,4}}?(?P<per>{before_words})(?!票)"
    gap = rf"(?P<gap>[^，、。；！？,;\d]{{0,{RATE_GAP}}})"
    before = re.compile(rf"(?:{per_unit}{gap}|(?<!个)(?P<period>{periods})[^，。；\d]{{0,6}})$")
    works = "|".join(w for w in words.split("|") if load_units("per")[w].code == "work")
    each_work = re.compile(rf"(?P<sign>每)\s?(?P<per>{works})(?P<period>(?!))?{gap}$")
    return after, before, each_work


def find_rates(judged: list[Judged], plain: str) -> list[Judged]:
    """Give amounts their /minute, /episode, /day, and drop the 一分钟 that was no quantity of its own."""
    after, before, each_work = _rate_patterns()
    consumed: set[int] = set()
    for j in judged:
        quantity = j.quantity
        if quantity.unit in SECONDS or quantity.unit in ("percent", "times", "person", "p"):
            continue
        match = after.match(plain, quantity.end, j.high)
        if match and (quantity.kinds == MONEY or not match["one"]):
            quantity.unit += "/" + load_units("per")[match["per"]].code
            quantity.end = match.end()
            consumed.add(match.start() + match.group().find("一"))
            continue
        low = max(j.low, quantity.start - RATE_GAP - 6)
        hinted = _RATE_HINT.search(plain, low, quantity.start)
        match = _nearest(before, plain, low, quantity.start) if hinted else None
        if hinted and match is None and quantity.kinds == MONEY:
            match = each_work.search(plain, low, quantity.start)
        if (
            match is None
            and quantity.kinds == MONEY
            and (made := _MADE.search(plain, max(j.low, quantity.start - MADE_GAP), quantity.start))
        ):
            quantity.unit += "/" + load_units("per")[made["per"]].code
            consumed.add(made.start("sign"))
            continue
        if match is None:
            continue
        per = _PERIODS[match["period"]] if match["period"] else load_units("per")[match["per"]].code
        if _takes_rate(quantity, per, match):
            quantity.unit += "/" + per
            consumed.add(match.start("sign"))
    return [j for j in judged if j.quantity.number not in consumed]


def _nearest(pattern: re.Pattern[str], plain: str, low: int, high: int) -> re.Match[str] | None:
    """The last match that ends where the amount starts: 每个人…一个月五百元 is by the month."""
    match = pattern.search(plain, low, high)
    while match and (nearer := pattern.search(plain, match.start() + 1, high)):
        match = nearer
    return match


def _takes_rate(quantity: Quantity, per: str, match: re.Match[str]) -> bool:
    if quantity.kinds == MONEY:
        return True
    if quantity.unit in COUNTS:
        return per in SECONDS and (match["sign"] in ("每", None) or _CAN.fullmatch(match["gap"] or "") is not None)
    gap = match["gap"] or ""
    if quantity.unit == "" and (
        per in ("second", "minute")
        or (per == "episode" and len(gap) <= SHORT_GAP)
        or (per in ("day", "month", "year") and match["sign"] and _GIVES.fullmatch(gap))
    ):
        return True
    return per in ("episode", "day", "month", "year") and (match["sign"] not in ("一", "1"))


def drop_conversions(judged: list[Judged], plain: str) -> list[Judged]:
    """Leave out an amount that only restates the one before it in another currency: 800元（约新台币3600元）."""
    kept: list[Judged] = []
    for j in judged:
        last = kept[-1].quantity if kept else None
        if (
            last
            and last.kinds == MONEY == j.quantity.kinds
            and last.word != j.quantity.word
            and _RESTATED.match(plain, last.end, j.quantity.number)
        ):
            continue
        kept.append(j)
    return kept
