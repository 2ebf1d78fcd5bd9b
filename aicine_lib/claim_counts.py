"""What is counted, and whether it was made: 480个镜头, 抽了20次, 其中一百二十个, 九个获批项目.

A count of ten or more, or in digits, is one by itself; a smaller one stands beside a word of making or showing. The words are in
data/lexicon/claim_cues.csv. Not for people and viewers: see claim_kinds.py.
"""

from __future__ import annotations

import re

from .claim_cues import COMMAS, cue_after, cue_before, ends_with
from .claim_rates import COUNTS, Judged
from .claim_times import NEAR_BEFORE
from .quantity_hedges import Quantity
from .quantity_rests import CLIPS, REST
from .quantity_words import head_pattern, load_units

SMALL_COUNT = 10  # 两部, 三个镜头 are claims only beside a word of making; 60集 is one by itself
TRIES = frozenset("次遍轮版稿")  # 抽了20次, 改了十一稿
TRY_REACH = 3  # characters between 生成 and 三百次
VIEWS = 1000.0  # fewer 次 are no views
_SHOWN = re.compile(
    r"[^，。；！？]{0,16}?(?:将在|将于|重返|亮相|上映|首映|展映|入围|入选|获批|获奖|上线|问世|播出|面世|登陆|诞生|杀青|开机|公映|放映|见面|参展|参赛)"
)
_ONLY_ONE = re.compile(r"(?:仅|只)(?:上线|推出|拍|做|产出|制作|完成|发行|更新|出|交)[出了成]{0,2}$")
_ERROR = re.compile(r"(?:误差|偏差|延迟)[^，。；]{0,4}$")  # 口型误差低于3帧
_LISTED = re.compile(r"》等(?:多达|约)?$")
_NOT_DEFINITE = frozenset({"目前", "此前", "之前", "以前", "当前", "日前"})
_OUT_OF = re.compile(r"\s?(?:里面?|当?中|之中)，?[^，。；]{0,6}?(?:有|只|仅|能)")
_OUT_OF_THEM = re.compile(r"[次遍版稿](?:里面?|当?中|之中)[^，。；]{0,6}?(?:有|只|仅|能)\s?(?:约|近|不到|超过)?$")
NOUN_REACH = 24  # characters before a count in which its noun may be named
COUNT_REACH = 90  # characters between a count and the rest of it
BESIDE = 2  # characters between a noun and the count that is of it, though another count stands before
LATEST = 3  # counts searched for what a rest is of
_PEOPLE = frozenset("名位")


def find_nouns(judged: list[Judged], plain: str) -> list[Judged]:
    """Give the counts without a noun the unit of what they count; those that count nothing known are left out.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "全片480个镜头，其中120个由AI生成"
    >>> counted = find_nouns([Judged(q, 0, 0, len(text)) for q in find_quantities(text)], text)
    >>> [(j.quantity.low, j.quantity.unit) for j in counted]
    [(480.0, 'shot'), (120.0, 'shot')]
    """
    if not any(j.quantity.kinds == REST.kinds for j in judged):
        return judged
    kept: list[Judged] = []
    for j in judged:
        quantity = j.quantity
        if quantity.kinds == REST.kinds:
            unit = _unit_of(j, kept, plain)
            if not unit:
                continue
            quantity.unit = unit
        kept.append(j)
    return kept


def _unit_of(j: Judged, before: list[Judged], plain: str) -> str:
    """The unit of the noun named last, of the last count, or of the measure alone."""
    start, word = j.quantity.start, j.quantity.word
    last = next((b.quantity for b in reversed(before[-LATEST:]) if _fits(b.quantity.unit.split("/")[0], word)), None)
    low = max(j.low, start - NOUN_REACH, last.end if last else 0)
    named = list(head_pattern(word in _PEOPLE).finditer(plain, low, start))
    units = [load_units("head")[m[2] or m[1]].code for m in named]
    if last is not None and start - last.end <= COUNT_REACH:
        beside = bool(named) and start - named[-1].end() <= BESIDE  # 素材有三百条, but 剪进片子的只有四十段
        units.insert(len(units) - 1 if beside else len(units), last.unit.split("/")[0])
    elif word == "个":
        return ""
    fitting = [u for u in units if _fits(u, word)]
    return fitting[-1] if fitting else "person" if word in _PEOPLE else CLIPS.get(word, "")


def _fits(unit: str, word: str) -> bool:
    """Whether a measure can count this: 名 people only, 条 no people, 个 anything that has been named."""
    return unit == "person" if word in _PEOPLE else unit in COUNTS or (unit == "person" and word not in CLIPS)


def is_definite(plain: str, start: int) -> bool:
    """Whether 这, 第, 前 … stands before the number: it speaks of known things and counts nothing new.

    Examples
    --------
    >>> is_definite("这七部短片", 1), is_definite("目前七部", 2)
    (True, False)
    """
    return bool(ends_with("count_not", plain, start, 2)) and plain[start - 2 : start] not in _NOT_DEFINITE


def count_kind(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    """A count of works or parts of works is output; a small one beside a word of making or showing, a single one after 只上线.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "另外两部参展作品来自韩国"
    >>> count_kind(find_quantities(text)[0], text, 0, len(text))
    'output'
    """
    start = quantity.start
    if quantity.high == 1 and _ONLY_ONE.search(plain, max(low, start - 8), quantity.number):
        return "output"
    if quantity.high <= 1 or quantity.numeral == "几" or is_definite(plain, start):
        return None
    if quantity.unit == "frame/second" or (quantity.unit == "frame" and _ERROR.search(plain, low, start)):
        return "quality"
    if quantity.high >= SMALL_COUNT or quantity.numeral[0].isdigit():
        return "output"
    if quantity.unit in ("work", "episode") and (_SHOWN.match(plain, quantity.number, high) or _LISTED.search(plain, start - 4, start)):
        return "output"
    cue = cue_before("making", plain, max(low, start - NEAR_BEFORE), start)
    if cue and not any(comma in plain[start - cue.distance : start] for comma in COMMAS):
        return "output"
    return None


def tries_kind(quantity: Quantity, plain: str, low: int, high: int) -> str | None:
    """抽了20次 and 改了十一稿 are output; 五万次 beside a word of the audience are views.

    Examples
    --------
    >>> from aicine_lib.quantities import find_quantities
    >>> text = "一个镜头抽了20次"
    >>> tries_kind(find_quantities(text)[0], text, 0, len(text))
    'output'
    """
    start, end = quantity.start, quantity.end
    if quantity.numeral == "几" or is_definite(plain, start):
        return None
    cue = cue_before("bare", plain, low, start) or cue_after("bare", plain, end, high)
    if quantity.word == "次" and quantity.high >= VIEWS and cue and cue.value in ("view", "user"):
        quantity.unit = "view"
        return "audience"
    before, after = cue_before("tries", plain, low, start), cue_after("tries", plain, end, min(high, end + 4))
    if _OUT_OF.match(plain, end) or _OUT_OF_THEM.search(plain, max(low, start - 10), start):
        return "output"  # 20次里有17次
    tried = (before and before.distance <= TRY_REACH) or (after and after.distance <= 1)
    return "output" if tried else None
