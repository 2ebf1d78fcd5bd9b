"""What AI is likened to: a horse, a mirror, a colleague.

A likening needs three things near each other: AI (named, or a pronoun that stands for it), words that liken (像, 当成,
是 …), and a vehicle: a word of the list, or what stands in quotation marks or after 一 and a measure word. What AI is
said not to be is no likening. Not for metaphors in general, nor for what people or films are likened to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .articles import Article, Mention, Metaphor
from .cues import CueTable, Hits, find_hits, load_cues
from .lexicon import load_table

SUBJECT = {"likens": 24, "regards": 16, "becomes": 8}  # at most so many characters from AI to what likens; tried on own cases
REACH = {"likens": 16, "regards": 16, "becomes": 14}  # and from there to the vehicle
CARRIED = 160  # a pronoun stands for AI that was named within so many characters
OMITTED = 6  # a unit that likens within so many characters of its start may have left its subject out
LONGEST_SPAN = 20  # longer modifiers are left out of the span
_STOP = re.compile(r"[，,。；;！!？?\n]")
_OTHER = re.compile(
    r"[他她我你谁]|导演|演员|编剧|观众|人们|创作者|公司|团队|艺术家|从业者|用户|电影|影片|短片|短剧|漫剧|作品|行业|时代|视频|画面|人物|角色(?!是)|的(?!角色|本质|身份|定位|作用)"
)
_MEASURE = "(?:一?[个位名匹头面把张种座辆台艘场道扇支条块股列副款类股]|一只|一本|一群|一)"
_AFTER = re.compile(
    r"$|席卷|来袭|涌|而来|扑|奔|[，,。；;：:！!？?、”」』’\"'）)\s—…]|一样|一般|般|似的|似地|那样|这样|的(?:角色|存在|身份|作用|位置|东西)|来[用使看对]|使用|看待|对待|和|与|或|及|吗|呢|了|罢了|而已|吧"
)
_QUOTED = re.compile(rf"[\s的]*{_MEASURE}?\s*[“「『\"‘]([^“”「」『』\"‘’，,。；]{{1,12}})[”」』\"’]")
_FREE = re.compile(
    rf"\s*{_MEASURE}((?:[^，,。；;！!？?、\n“”「」『』\"的]{{1,10}}的)?)([^，,。；;！!？?、\n“”「」『』\"的一样般]{{1,6}})(?=一样|一般|般|似的|那样|[，,。；;！!？?、\n”」』\"]|$)"
)
_OWNED = re.compile(r"(?:的|之)[“「『\"‘]")  # AI的“翅膀”
_ALSO = re.compile(rf"[”」』\"’]?(?:与|和|、|及|以及|或|也?是|,|，)\s*{_MEASURE}?[“「『\"‘]?")  # “美术指导”与“灯光师”
_TECHNICAL = ("技术", "工具", "模型", "系统", "软件")  # what a demonstrative phrase must end in to stand for AI
_WITH = "用起借靠让使"  # before AI: what follows a comma is about whoever uses it
_FOR_WHOM = re.compile(r"对[^，,。]{1,8}?(?:来说|而言|来讲)")
_CALLS, _AS = tuple("称喻誉叫视"), tuple("为作是")  # 称AI为“放大器”
_LEAD = re.compile(rf"[\s“「『\"‘]*(?:{_MEASURE})?[\s“「『\"‘]*")


class _Sign(NamedTuple):
    """A hit that matters here."""

    start: int
    end: int
    kind: str  # ai, pronoun, likens, regards, or the type of a vehicle
    word: str  # the vehicle


@cache
def vehicle_types() -> dict[str, str]:
    """Map the listed vehicles to their types.

    Returns
    -------
    dict
        Head noun to tool, partner, rival, creature, vehicle, mirror, child or force; a vehicle that is not listed has none.

    Examples
    --------
    >>> vehicle_types()["镜子"]
    'mirror'
    """
    rows = load_table("metaphor_words.csv", ("term", "class", "type"), key=("term", "class"))
    return {row["term"]: row["type"] for row in rows if row["class"] == "vehicle"}


def find_metaphors(article: Article, mentions: Sequence[Mention], speakers: Sequence[str]) -> list[Metaphor]:
    """Find what AI is likened to in an article.

    Parameters
    ----------
    article : Article
        An on-topic article.
    mentions : sequence of Mention
        Its names; a tool is AI.
    speakers : sequence of str
        The speaker of each unit.

    Returns
    -------
    list of Metaphor
        In order of place; ``start`` and ``end`` enclose the vehicle with its modifiers, ``vehicle`` is its head noun.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "他说，AI像一匹野马。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> find_metaphors(article, [], ["周某"])[0].vehicle
    '野马'
    """
    table, hits = load_cues(), find_hits(article.plain)
    figures = _pick(hits, table.is_figure)
    if not figures:
        return []
    tenors = _tenors(article.plain, hits, mentions)
    named = [end for _, end, kind, _ in tenors if kind == "ai"]
    begins, starts = [tenor[0] for tenor in tenors], [unit.start for unit in article.units]
    found = []
    for index, rows in groupby(figures, key=lambda hit: bisect_right(starts, hit[1]) - 1):
        unit = article.units[index]
        if index < 0 or unit.role not in ("body", "heading"):
            continue
        inside = tenors[bisect_left(begins, unit.start) : bisect_left(begins, unit.end)]
        last = bisect_right(named, unit.start) - 1
        is_carried = last >= 0 and unit.start - named[last] <= CARRIED
        hits_here = list(rows)
        can_omit = is_carried and any(table.likenings.get(row) == "likens" for row, _, _ in hits_here)
        if can_omit or inside and inside[0][0] < hits_here[-1][2]:
            omitted = _Sign(unit.start, unit.start, "omitted", "") if can_omit else None
            signs = _signs(table, hits_here)
            found += [Metaphor(*vehicle, speakers[index]) for vehicle in _likenings(article.plain, unit.end, signs, inside, omitted)]
    return found


def _pick(hits: Hits, wanted: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    return [hits.found[i] for i in wanted[hits.columns[0]].nonzero()[0].tolist()]


def _tenors(plain: str, hits: Hits, mentions: Sequence[Mention]) -> list[tuple[int, int, str, str]]:
    """Collect where AI stands, by name or by a pronoun that stands for one named shortly before; what signs are made of."""
    table = load_cues()
    named = {(start, end, "ai", "") for _, start, end in _pick(hits, table.is_ai)}
    named.update((m.start, m.end, "ai", "") for m in mentions if m.type == "tool")
    ends = sorted(end for _, end, _, _ in named)
    signs = list(named)
    for _, start, end in _pick(hits, table.is_pronoun):
        if plain[start] == "它" or plain[end - 2 : end] in _TECHNICAL:
            last = bisect_right(ends, start) - 1
            if last >= 0 and start - ends[last] <= CARRIED:
                signs.append((start, end, "pronoun", ""))
    return sorted(signs)


def _signs(table: CueTable, rows: Iterable[tuple[int, int, int]]) -> list[_Sign]:
    """Turn the hits of a unit into signs."""
    signs = []
    for row, start, end in rows:
        if row in table.vehicles:
            word, kind = table.vehicles[row]
            signs.append(_Sign(end - len(word), end, kind, word))
        if row in table.likenings:
            signs.append(_Sign(start, end, table.likenings[row], ""))
    return signs


def _likenings(
    plain: str, unit_end: int, signs: list[_Sign], inside: list[tuple[int, int, str, str]], omitted: _Sign | None
) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and head of each vehicle in a unit whose tenor is AI."""
    tenors = [_Sign(*tenor) for tenor in inside]
    begin = 0 if omitted else min(tenor.end for tenor in tenors)  # nothing before is a vehicle
    last: _Sign | None = None  # the vehicle before this one, and how AI was likened to it
    for sign in signs:
        if sign.end <= begin:
            continue
        vehicle = _unlisted(plain, sign, unit_end, signs) if sign.kind in ("likens", "regards") else _listed(plain, sign)
        if vehicle is None or last and vehicle[0] < last.end:
            continue
        tenor = max((t for t in (*tenors, last) if t and t.end <= vehicle[0]), default=omitted, key=lambda t: t.end)
        if tenor is None:
            continue
        kind, start = _kind(plain, tenor, vehicle[0])
        if kind is not None:
            last = _Sign(vehicle[0], vehicle[1], "denied" if kind == "denies" else "likened", "")
            if kind != "denies":
                yield (start if vehicle[1] - start <= LONGEST_SPAN else vehicle[0]), vehicle[1], vehicle[2]


def _kind(plain: str, tenor: _Sign, vehicle: int) -> tuple[str | None, int]:
    """Say how AI is likened to a vehicle, and where the vehicle's modifiers begin; None where it is not."""
    between = plain[tenor.end : vehicle]
    if _OWNED.fullmatch(between) and tenor.kind in ("ai", "pronoun") or tenor.kind == "likened" and _ALSO.fullmatch(between):
        return "becomes", vehicle
    if plain[tenor.start - 1 : tenor.start] in _CALLS and between[:1] in _AS:
        return (None, 0) if _STOP.search(between) else ("regards", tenor.end + 1 + len(_LEAD.match(between[1:]).group()))  # type: ignore[union-attr]
    matches = list(_cues().finditer(between))
    if not matches:
        return None, 0
    match = matches[-1]
    kind = _cue_kinds()[match.group()]
    gap, rest = _FOR_WHOM.sub("", between[: match.start()]), between[match.end() :]
    if _STOP.search(rest) or not _reaches(plain, tenor, kind, gap, rest):
        return None, 0
    return kind, tenor.end + match.end() + len(_LEAD.match(rest).group())  # type: ignore[union-attr]  # it matches nothing too


def _reaches(plain: str, tenor: _Sign, kind: str, gap: str, rest: str) -> bool:
    """Tell whether AI, what likens and the vehicle belong together."""
    reach = "becomes" if kind == "denies" else kind
    if len(gap) > SUBJECT[reach] or len(rest) > REACH[reach]:
        return False
    if tenor.kind == "omitted":
        return kind == "likens" and len(gap) <= OMITTED and not _OTHER.search(gap)
    if tenor.kind in ("likened", "denied"):
        return not _OTHER.search(gap)
    if _STOP.search(gap) and (kind == "becomes" or plain[tenor.start - 1] in _WITH):
        return False
    if kind == "becomes" and ("把" in rest or "将" in rest):
        return False
    return not _OTHER.search(gap) or kind == "regards" and "被" in gap


def _listed(plain: str, sign: _Sign) -> tuple[int, int, str] | None:
    return (sign.start, sign.end, sign.word) if _AFTER.match(plain, sign.end) else None


@cache
def _cue_kinds() -> dict[str, str]:
    rows = load_table("metaphor_words.csv", ("term", "class", "type"), key=("term", "class"))
    return {row["term"]: row["type"] for row in rows if row["class"] == "cue"}


@cache
def _cues() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _cue_kinds()), key=len, reverse=True)))


def _unlisted(plain: str, sign: _Sign, unit_end: int, signs: list[_Sign]) -> tuple[int, int, str] | None:
    """Take as vehicle what is quoted, or stands after a measure word, right after what likens."""
    match = _QUOTED.match(plain, sign.end, unit_end) or _FREE.match(plain, sign.end, unit_end)
    if match is None:
        return None
    start, end = match.span(match.lastindex or 0)
    if any(start < s.end <= end and s.word and _listed(plain, s) for s in signs) or plain[start:end].endswith("们"):
        return None
    head = plain[start:end].rsplit("的", 1)[-1].strip()
    return (end - len(head), end, head) if head else None
