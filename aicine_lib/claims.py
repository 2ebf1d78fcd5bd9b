"""The ledger of quantified claims: what making or using AI screen works costs, takes, yields, reaches, with before and after.

A claim is a quantity about making or using AI screen works, or about the conventional practice they are compared with
(codebook.md). This module takes the quantities that quantities.py finds, leaves out those that are no claims, lets
claim_kinds.py and claim_changes.py decide about the others, and adds subject, practice and speaker. It is not for dates, ages,
ordinals, figures of speech or counts of unrelated things, and it converts no currencies.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from .articles import Article, Claim, Mention
from .claim_changes import find_changes, reading_of
from .claim_cues import cue_pattern, load_cues
from .claim_kinds import kind_of
from .claim_rates import Judged, drop_conversions, find_rates
from .quantities import HOME_WORDS, SECONDS, find_quantities
from .quantity_hedges import MONEY, Quantity

ROLES = frozenset({"body", "heading", "caption"})
SUBJECT_TYPES = ("film", "tool", "event")  # in this order of preference
LONGEST_SPAN = 24  # characters of text that a row may show (design.md, section 3)
TITLE_REACH = 30  # characters between 《 and a number in a title
PRACTICE_REACH = 150  # characters before the sentence searched for what it goes on about
LONGEST_CUE = 6  # characters of a cue of practice
CHAIN_GAP = 6  # characters between two times of which one is known to be a duration: 一到两周，甚至一个半月
CURRENCY_CUES = {
    "TWD": ("新台币", "台币", "台湾", "台北", "全台", "文策院", "公视", "金马"),
    "HKD": ("港元", "港币", "香港", "港产"),
    "CNY": ("人民币", "中国", "内地", "大陆", "北京", "上海", "横店"),
}
_LIST_GAP = re.compile(r"(?:两夜)?[，、,；\s]\s?(?:用了|花了|耗时|和)?$")  # between the members of a list of means
_COMPARED = re.compile(r"[比较于当到至]了?(?:传统)?$")  # 相比传统动画, 降到原来的: the other side of a comparison
_EQUATED = re.compile(r"[为是有](?:传统)?$")  # 是传统动画的三分之一


def find_claims(article: Article, mentions: Sequence[Mention], speakers: Sequence[str]) -> list[Claim]:
    """Find the quantified claims of an article.

    Parameters
    ----------
    article : Article
        On topic; headings, body and captions are read.
    mentions : sequence of Mention
        The article's names in reading order; a number inside a name is no quantity, and subjects are taken from them.
    speakers : sequence of str
        One per unit: who speaks, or an empty string.

    Returns
    -------
    list of Claim
        In reading order. A change (从三年缩到一年) is one claim.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "短片的制作周期从三个月缩短到两周。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, 17, "body", 0)], [], True, [(0, 17, "body")])
    >>> claim = find_claims(article, [], [""])[0]
    >>> claim.kind, claim.low, claim.unit, round(claim.from_low or 0, 1), claim.reading
    ('duration', 2.0, 'week', 12.9, 'to')
    """
    plain = article.plain
    judged = find_rates(drop_conversions(_candidates(article, mentions), plain), plain)
    for j in judged:
        j.reading = reading_of(j.quantity, plain)
        j.kind = kind_of(j.quantity, plain, j.low, j.high, j.reading)
    _adopt_neighbours(judged, plain)
    claimed = [j for j in find_changes(judged, plain) if j.kind]
    others = [cue.start() for cue in cue_pattern("practice", "ai").finditer(plain)] if claimed else []
    return [_claim(j, article, mentions, speakers, others) for j in claimed]


def _candidates(article: Article, mentions: Sequence[Mention]) -> list[Judged]:
    """Every quantity in a readable unit that stands in no name, title or figure of speech."""
    plain, units, candidates = article.plain, article.units, []
    unit_starts, name_starts = [unit[0] for unit in units], [mention[0] for mention in mentions]
    find_idiom = cue_pattern("idiom").search
    for quantity in find_quantities(plain):
        start, end = quantity.number, quantity.end
        at = bisect_right(unit_starts, start) - 1
        if at < 0:
            continue
        low, high, role, _ = units[at]
        if start >= high or role not in ROLES:
            continue
        name = bisect_right(name_starts, start) - 1
        if name >= 0 and mentions[name][1] > start:
            continue
        reach = start - TITLE_REACH if start > TITLE_REACH else 0
        opened = plain.rfind("《", reach, start)
        if opened >= 0 and opened > plain.rfind("》", reach, start):
            continue
        idiom = find_idiom(plain, start - 6 if start > 6 else 0, end + 4)
        if idiom and idiom.start() < end and idiom.end() > start:
            continue
        if quantity.start < low:
            quantity.start = low
        candidates.append(Judged(quantity, at, low, high))
    return candidates


def _adopt_neighbours(judged: list[Judged], plain: str) -> None:
    """Coordinated quantities are of one kind: 少则三天，多则五天; 分别削减一半和三分之二."""
    for first, second in pairwise(judged):
        if first.unit != second.unit:
            continue
        a, b = first.quantity, second.quantity
        if b.start - a.end > CHAIN_GAP:
            continue
        if _is_means(a, b, first, second) and _LIST_GAP.match(plain[a.end : b.start]):
            for j in (first, second):
                j.kind = j.kind or ("duration" if j.quantity.unit in SECONDS else "people")
        elif a.unit in SECONDS and b.unit in SECONDS:
            if "duration" in (first.kind, second.kind) and None in (first.kind, second.kind):
                first.kind = second.kind = "duration"
        elif a.unit == b.unit == "percent" and first.kind == "ratio" and plain[a.end : b.start].strip() in ("和", "与", "、", "及"):
            second.kind, second.reading = first.kind, first.reading


def _is_means(a: Quantity, b: Quantity, first: Judged, second: Judged) -> bool:
    """Whether one of two listed means, people and time, is a claim and the other not yet: 三天两夜，两个人."""
    if first.kind == "" or second.kind == "" or bool(first.kind) == bool(second.kind):
        return False
    known = first.kind or second.kind
    return known in ("duration", "people", "cost") and all(q.unit == "person" or q.unit in SECONDS or q.kinds == MONEY for q in (a, b))


def _claim(judged: Judged, article: Article, mentions: Sequence[Mention], speakers: Sequence[str], others: list[int]) -> Claim:
    quantity = judged.quantity
    start, end = quantity.start, quantity.end
    if judged.start >= 0 and end - judged.start <= LONGEST_SPAN:
        start = judged.start
    end = min(end, start + LONGEST_SPAN)
    unit = quantity.unit
    if quantity.word == "$" and article.plain != article.text and _home_currency(article.plain) == "HKD":
        unit = "HKD" + unit[3:]
    elif unit.startswith("CNY") and quantity.word in HOME_WORDS and article.plain != article.text:
        unit = _home_currency(article.plain) + unit[3:]
    earlier = judged.before or (None, None)
    comparator = quantity.comparator if quantity.low == quantity.high else "range"
    return Claim(
        start,
        end,
        judged.kind or "",
        _subject(judged, article, mentions),
        quantity.low,
        quantity.high,
        unit,
        comparator,
        earlier[0],
        earlier[1],
        judged.reading,
        _practice(judged, article.plain, others),
        speakers[judged.unit],
    )


@lru_cache(maxsize=8)
def _home_currency(plain: str) -> str:
    """The currency of a bare 元 in a text in traditional characters: of the place it speaks of most."""
    counts = {code: sum(plain.count(cue) for cue in cues) for code, cues in CURRENCY_CUES.items()}
    return max(counts, key=lambda code: (counts[code], code == "CNY"))


def _practice(judged: Judged, plain: str, others: list[int]) -> str:
    """The practice that the last cue before the quantity speaks of, in its sentence or shortly before; a change tells of AI."""
    start, reach = judged.quantity.start, max(0, judged.low - PRACTICE_REACH)
    if bisect_left(others, reach - LONGEST_CUE) == bisect_left(others, start):
        return "ai"  # no cue of another practice begins, or goes on, in reach
    find_cues, practices = cue_pattern("practice").finditer, load_cues("practice")
    for low, high in ((judged.low, start), (reach, judged.low)):
        for cue in reversed(list(find_cues(plain, low, high))):
            value, end = practices[cue.group()], cue.start()
            if value == "ai":
                return "ai"
            if value == "conventional" and judged.before:
                continue
            place = max(low, end - 4)
            if _COMPARED.search(plain, place, end) or (judged.kind == "ratio" and _EQUATED.search(plain, place, end)):
                continue
            return "conventional"
    return "ai"


def _subject(judged: Judged, article: Article, mentions: Sequence[Mention]) -> str:
    """The film, tool or programme in reach: in the sentence, before the quantity first; else before it in the paragraph; else a noun."""
    start = judged.quantity.start
    paragraph = article.paragraphs[article.units[judged.unit].paragraph][0] if article.paragraphs else judged.low
    earlier: dict[str, str] = {}
    before: dict[str, str] = {}
    behind: dict[str, str] = {}
    for place, _, mention_type, name in mentions[bisect_left(mentions, (paragraph,)) : bisect_left(mentions, (judged.high,))]:
        if place < start:
            (before if place >= judged.low else earlier)[mention_type] = name
        else:
            behind.setdefault(mention_type, name)
    for near in (before, behind, earlier):
        for mention_type in SUBJECT_TYPES:
            if mention_type in near:
                return near[mention_type]
    nouns = cue_pattern("subject").findall(article.plain, judged.low, start)
    wanted = ("", "change") if judged.kind in ("ratio", "share") else ("",)
    return next((noun for noun in reversed(nouns) if load_cues("subject")[noun] in wanted), "")
