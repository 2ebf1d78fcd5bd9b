"""The ledger of quantified claims: what making or using AI screen works costs, takes, yields, reaches, with before and after.

A claim is a quantity about making or using AI screen works, or about the conventional practice they are compared with
(codebook.md). This module takes the quantities that quantities.py finds, leaves out those that are no claims, lets
claim_kinds.py and claim_changes.py decide about the others, and adds subject, practice and speaker. It is not for dates, ages,
ordinals, figures of speech or counts of unrelated things, and it converts no currencies.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from .articles import Article, Claim, Mention
from .claim_changes import find_changes, reading_of
from .claim_counts import find_nouns
from .claim_cues import cue_pattern
from .claim_kinds import kind_of
from .claim_money import LEAST_BARE
from .claim_practice import find_frames, practice_of
from .claim_rates import Judged, drop_conversions, find_rates
from .claim_subjects import subject_of, topic_of
from .quantities import HOME_WORDS, SECONDS, find_quantities
from .quantity_hedges import MONEY, Quantity

ROLES = frozenset({"body", "heading", "caption"})
LONGEST_SPAN = 24  # characters of text that a row may show (design.md, section 3)
TITLE_REACH = 30  # characters between 《 and a number in a title
CURRENCY_REACH = 60  # characters between an amount in 令吉 and a bare one in the same currency
CHANGE_REACH = 8  # characters between an amount in 港元 and one in bare 元 that it falls to
CHAIN_GAP = 6  # characters between two times of which one is known to be a duration: 一到两周，甚至一个半月
CURRENCY_CUES = {
    "TWD": ("新台币", "台币", "台湾", "台北", "全台", "文策院", "公视", "金马"),
    "HKD": ("港元", "港币", "香港", "港产"),
    "MYR": ("令吉", "大马", "马来西亚", "吉隆坡", "马币"),
    "SGD": ("新元", "新币", "坡币", "狮城"),
    "CNY": ("人民币", "中国", "内地", "大陆", "北京", "上海", "横店"),
}
LEAST_LIST = 3
OTHERS_GAP = 20  # characters between what was counted and the rest of it
BARE_GAP = 10  # characters between an amount of money and a bare one of the same kind
_OTHERS = re.compile(r"(?:其余|余下|剩下|剩余|另外?|其中|里头?有?|里面?有|中有|当中)的?有?$")
_LIST_GAP = re.compile(
    r"(?:(?:两夜)?[，、,；\s]\s?(?:用了|花了|耗时|用时|历时|花费|仅用|只用|和|一部)?)?$"
)  # between the members of a list of means


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
    judged = find_rates(find_nouns(drop_conversions(_candidates(article, mentions), plain), plain), plain)
    for j in judged:
        j.reading = reading_of(j.quantity, plain)
        j.kind = kind_of(j.quantity, plain, j.low, j.high, j.reading)
        if j.kind == "share" and j.reading == "by":
            j.reading = ""  # 占了快一半: no change
    _share_currencies(judged)
    _adopt_neighbours(judged, plain)
    claimed = [j for j in find_changes(judged, plain) if j.kind]
    if not claimed:
        return []
    topic, frames, tools = topic_of(article, mentions), find_frames(plain), [mention[0] for mention in mentions if mention[2] == "tool"]
    claims = []
    for j in claimed:
        paragraph = article.paragraphs[article.units[j.unit].paragraph][0] if article.paragraphs else 0
        practice = practice_of(j, plain, frames, tools, paragraph)
        claims.append(_claim(j, article, subject_of(j, article, mentions, topic, practice), practice, speakers[j.unit]))
    return claims


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


def _share_currencies(judged: list[Judged]) -> None:
    """An amount without its currency is in that of the amount before it: 从5亿日元砍到3000万, 由百万港元减至25万元."""
    last: Judged | None = None
    for j in judged:
        quantity = j.quantity
        if (
            last
            and quantity.unit.startswith("CNY")
            and (quantity.word == "" or (quantity.word in HOME_WORDS and j.reading == "to"))
            and quantity.start - last.quantity.end <= (CURRENCY_REACH if quantity.word == "" else CHANGE_REACH)
        ):
            quantity.unit = last.quantity.unit[:3] + quantity.unit[3:]
        if quantity.kinds == MONEY:
            last = j if quantity.word not in HOME_WORDS or quantity.unit[:3] != "CNY" else None


def _adopt_neighbours(judged: list[Judged], plain: str) -> None:
    """Coordinated quantities are of one kind: 少则三天，多则五天; 分别削减一半和三分之二."""
    _adopt_lists(judged, plain)
    for first, second in pairwise(judged):
        if first.unit != second.unit:
            continue
        a, b = first.quantity, second.quantity
        if second.kind != "" and b.start - a.end <= OTHERS_GAP:
            _adopt_other(first, second, plain)
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


def _adopt_lists(judged: list[Judged], plain: str) -> None:
    """Three means in a row are claims, whatever their verb: 三个人，一个月，十万块."""
    run: list[Judged] = []
    for j in [*judged, None]:
        if j and run and run[-1].unit == j.unit and _LIST_GAP.match(plain[run[-1].quantity.end : j.quantity.start]):
            run.append(j)
            continue
        if len(run) >= LEAST_LIST and all(r.kind != "" and (r.quantity.unit == "person" or _means_kind(r.quantity)) for r in run):
            for r in run:
                r.kind = r.kind or _means_kind(r.quantity) or "people"
        run = [j] if j else []


def _means_kind(quantity: Quantity) -> str:
    return "duration" if quantity.unit in SECONDS else "cost" if quantity.kinds == MONEY else ""


def _adopt_other(first: Judged, second: Judged, plain: str) -> None:
    """The rest of what was counted, and a bare amount after one of money: 12部…其余四部; 每分钟三千五，去年五千."""
    a, b = first.quantity, second.quantity
    if first.kind == "runtime" and b.unit in SECONDS and _OTHERS.search(plain, max(a.end, b.start - 4), b.start):
        second.kind = "runtime"
    elif second.kind:
        return
    elif (
        first.kind == "output"
        and a.unit == b.unit
        and (b.start - a.end <= CHAIN_GAP or _OTHERS.search(plain, max(a.end, b.start - 4), b.start))
    ):
        second.kind = "output"
    elif first.kind and a.kinds == MONEY and b.unit == "" and b.start - a.end <= (BARE_GAP if b.high < LEAST_BARE else OTHERS_GAP):
        b.unit, b.kinds, second.kind = a.unit, MONEY, first.kind


def _is_means(a: Quantity, b: Quantity, first: Judged, second: Judged) -> bool:
    """Whether one of two listed means, people and time, is a claim and the other not yet: 三天两夜，两个人."""
    if first.kind == "" or second.kind == "" or bool(first.kind) == bool(second.kind):
        return False
    known = first.kind or second.kind
    return known in ("duration", "people", "cost") and all(q.unit == "person" or q.unit in SECONDS or q.kinds == MONEY for q in (a, b))


def _claim(judged: Judged, article: Article, subject: str, practice: str, speaker: str) -> Claim:
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
        subject,
        quantity.low,
        quantity.high,
        unit,
        comparator,
        earlier[0],
        earlier[1],
        judged.reading,
        practice,
        speaker,
    )


@lru_cache(maxsize=8)
def _home_currency(plain: str) -> str:
    """The currency of a bare 元 in a text in traditional characters: of the place it speaks of most."""
    counts = {code: sum(plain.count(cue) for cue in cues) for code, cues in CURRENCY_CUES.items()}
    return max(counts, key=lambda code: (counts[code], code == "CNY"))
