"""The words and the pattern that quantities.py looks for, from data/lexicon/units.csv and claim_cues.csv.

units.csv has one row a word, with its role: unit (分钟, 美元), open (条, 名: the noun after it decides), head (that noun: 镜头,
画师) or per (what a rate is of: 每集); `not_before` is a regular expression of what may not follow it. Nothing is searched here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .errors import LexiconError
from .lexicon import load_table

ROLES = ("unit", "open", "head", "per")
_NUMERAL = "0-9零〇一二两三四五六七八九十廿卅百千万亿几"
_STEP = (
    rf"(?:[{_NUMERAL}]|[多余来](?=[万亿])|(?<=[0-9]) (?=[万亿])|\.(?=[0-9])|点(?=[零一二三四五六七八九])"
    r"|[,，](?=[0-9]{3}(?![0-9]))|、(?=[二两三四五六七八九](?![、0-9]))|(?<=[0-9])[wW](?![A-Za-z0-9]))"
)
_NOT_INSIDE = (
    r"(?<![0-9A-Za-z]-.)(?<![^AR][IM].)(?<![0-9A-HJ-LN-Za-z._/#第零〇一二两三四五六七八九十廿卅百千万亿].)"  # a number, version or 第三
)
_BETWEEN = r"\s?(?:[至到~～\-—–－〜]|——)\s?上?"
_AFTER_ONE = (
    r"[0-9二两三四五六七八九十百千万亿几人天年周分小秒成半倍到至~\-—多来点元块美欧英港韩日星礼番次]|个[人半多月小星礼钟工通晚早上下]"
)
_NOT_MORE = "部张集条个少元种样重维次位名"  # 三年多部影片: 多 belongs to what follows
_NOT_BARE = "参数|[台家岁亩吨辆座件套种年所册本]|平方|公里|像素|[Tt]oken|字节|行代码"  # what a bare 130亿 counts besides
_NOT_THIRD = "般些样种个定直起致律旦边切方面头位次"  # 五分一次
_NOT_MOST = "，。；、！？生辈夜圈晚场截年天日个月小"  # 大半夜, 大半辈子
_LOOSE_END = '，。；、！？,;!?」』”"）)降砍涨跌升缩增变都就了左上\\n'  # 报价三千五，去年还能谈到五千。
_LATIN_END = re.compile(r"[A-Za-z]$")


class Word(NamedTuple):
    """What a word of units.csv stands for."""

    code: str
    kinds: tuple[str, ...]


@cache
def load_units(role: str) -> dict[str, Word]:
    """Load the words of data/lexicon/units.csv that have one role: unit, open (the noun decides), head, or per.

    Examples
    --------
    >>> load_units("unit")["美元"].code
    'USD'
    """
    rows = load_table("units.csv", ("word", "role", "code", "kinds", "not_before"), key=("word", "role"))
    for row in rows:
        if row["role"] not in ROLES:
            raise LexiconError(f"units.csv: role {row['role']!r} of {row['word']!r} is unknown; must be one of {', '.join(ROLES)}")
    return {row["word"]: Word(row["code"], tuple(row["kinds"].split())) for row in rows if row["role"] == role}


@cache
def load_hedges(place: str) -> dict[str, str]:
    """Load the hedges that stand before or after a number, with their comparator."""
    return {
        row["cue"]: row["value"]
        for row in load_table("claim_cues.csv", ("cue", "class", "value"), key=("cue", "class"))
        if row["class"] == f"hedge_{place}"
    }


@cache
def quantity_pattern() -> re.Pattern[str]:
    """The pattern of a quantity: it starts with one character class, which keeps the search fast, and asks for a unit at once."""
    by_first: dict[str, list[str]] = {}
    for row in sorted(load_table("units.csv", ("word", "role", "not_before")), key=lambda r: -len(r["word"])):
        if row["role"] in ("unit", "open"):
            guard = ("(?![A-Za-z0-9])" if _LATIN_END.search(row["word"]) else "") + (
                f"(?!{row['not_before']})" if row["not_before"] else ""
            )
            guard += "(?<![0-9]{4}年)" if row["word"] == "年" else ""
            by_first.setdefault(row["word"][0], []).append(re.escape(row["word"][1:]) + guard)
    firsts = "".join(map(re.escape, by_first))  # one look at the next character passes over most numbers that have no unit
    unit = f"(?=[{firsts}])(?:" + "|".join(re.escape(first) + "(?:" + "|".join(rest) + ")" for first, rest in by_first.items()) + ")"
    numeral = rf"{_STEP}*(?:{_BETWEEN}[{_NUMERAL}数]{_STEP}*)?"
    return re.compile(
        rf"[{_NUMERAL}数半腰翻$¥￥€£](?:(?<=[$¥￥€£])\s?(?P<price>[0-9]{_STEP}*)|(?<=腰)斩(?P<halved>)|(?<=翻)(?:倍|番(?!茄))(?P<doubled>)"
        rf"|(?<!一(?!{_AFTER_ONE})){_NOT_INSIDE}(?<!数(?![百千万亿]|十(?![一二三四五六七八九])))(?<![^过近大砍减]半(?![年个天日小数价分秒]))"
        rf"(?:(?P<fraction>{_STEP}*分之[{_NUMERAL}]{numeral}|分(?<=[二三四五六七八九百]分)一(?![{_NOT_THIRD}])|/[0-9]{{1,2}}(?![0-9/.年月]))|(?P<number>{numeral})"
        rf"(?:(?P<more>[多余来+]|(?<=[百千万])把)?\s?(?:个(?P<half>[半多来])(?=[月小星礼钟]))?(?P<unit>{unit})(?P<after>半钟?|[多余](?![{_NOT_MORE}])|(?<=成)[一二三四五六七八九](?![{_NUMERAL}])|(?<=块)[1-9一二三四五六七八九](?=[，。；、！？,）)」”毛\s]|$))?"
        rf"|(?:(?<=[万亿wW])(?![1-9一二三四五六七八九])|(?<=万[1-9一二三四五六七八九])(?![{_NUMERAL}.点])|(?<=[一二三四五六七八九两几]千)(?=[，。；、！？]))(?P<bare>[多余+]?)(?!\s?(?:{_NOT_BARE}))|(?<=[过近大]半)(?<!大半(?=[{_NOT_MOST}]))(?P<majority>)|(?<=[砍减]半)(?P<cut>)|(?<=[{_NUMERAL}][{_NUMERAL}])(?=[{_LOOSE_END}]|$)(?P<loose>)))"
        r"|\.(?:(?<=[评开打]分[0-9]\.)|(?<=[评开打]分[为达仅高是][0-9]\.)|(?=[0-9](?:的(?:高?评?分|口碑)|\s?[/／]\s?(?:5|10)(?![0-9%.年月]))))[0-9](?![0-9%])(?P<score>))"
    )


@cache
def head_pattern(people: bool) -> re.Pattern[str]:
    """The noun that an open measure or a bare number counts: 300个[AI]镜头, 16万演艺人员."""
    heads = [w for w, word in load_units("head").items() if not people or word.code in ("person", "user")]
    words = "|".join(map(re.escape, sorted(heads, key=len, reverse=True)))
    latin = r"\s?(?:[A-Za-z][A-Za-z0-9. ]{0,15})?"
    return re.compile(rf"{latin}[^，。！？；：、,.!?;:\s（）()“”\"《》的了]{{0,6}}?({words})(?:({words}))?(?![节院学史圈界局])")


@cache
def after_pattern() -> tuple[frozenset[str], re.Pattern[str]]:
    """The hedges after a unit (左右, 以上, 之内), and the characters that they begin with, to pass over most units at once."""
    hedges = sorted(load_hedges("after"), key=len, reverse=True)
    return frozenset(hedge[0] for hedge in hedges), re.compile("|".join(map(re.escape, hedges)))


@cache
def hedge_ends() -> frozenset[str]:
    """The characters that a hedge before a number ends with, to pass over most numbers at once."""
    return frozenset(hedge[-1] for hedge in load_hedges("before"))
