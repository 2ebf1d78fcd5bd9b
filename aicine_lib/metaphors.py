"""What AI is likened to: a horse, a mirror, a colleague.

A likening needs three things near each other: AI (named, or a pronoun that stands for it), words that liken (像, 当成,
是 …), and a vehicle: a word of the list, or what stands in quotation marks or after 一 and a measure word. What AI is
said not to be is no likening. Not for metaphors in general, nor for what people or films are likened to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import likening_words as lw
from .articles import Article, Mention, Metaphor
from .cues import STANDING, CueTable, Hits, find_hits, load_cues

SUBJECT = {"likens": 24, "regards": 16, "becomes": 8}  # at most so many characters from AI to what likens; tried on own cases
REACH = {"likens": 16, "regards": 16, "becomes": 14}  # and from there to the vehicle
FARTHEST = 60  # no vehicle is farther from AI than what likens and words of no weight between them can be long
CARRIED = 160  # a pronoun stands for AI that was named within so many characters
OMITTED = 6  # a unit that likens within so many characters of its start may have left its subject out
LONGEST_SPAN = 20  # longer modifiers are left out of the span
DENIED = 6  # 与其说 and 不要把 stand at most so many characters before AI
_TECHNICAL = ("技术", "工具", "模型", "系统", "软件")  # what a demonstrative phrase must end in to stand for AI
_WITH = "用起借靠让使"  # before AI: what follows a comma is about whoever uses it


class _Sign(NamedTuple):
    """A hit that matters here."""

    start: int
    end: int
    kind: str  # ai, pronoun, omitted, likened, denied; likens, regards, calls; or the type of a vehicle
    word: str  # the vehicle


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
        In order of place; ``start`` and ``end`` enclose the vehicle with its modifiers, ``vehicle`` is its head noun,
        ``vehicle_type`` its place in the typology.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "他说，AI像一匹野马。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> found = find_metaphors(article, [], ["周某"])[0]
    >>> found.vehicle, found.vehicle_type, found.speaker
    ('野马', 'creature', '周某')
    """
    table, hits, plain = load_cues(), find_hits(article.plain), article.plain
    figures = [hit for hit in _pick(hits, table.is_figure) if hit[2] - hit[1] > 1 or lw.LONE.match(plain, hit[1] - 1)]
    if not figures:
        return []
    tenors = _tenors(plain, hits, mentions)
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
        if can_omit or inside and inside[0][0] <= hits_here[-1][2]:
            omitted = _Sign(unit.start, unit.start, "omitted", "") if can_omit else None
            signs = _signs(table, hits_here)
            found += [
                Metaphor(start, end, head, speakers[index], lw.vehicle_type(head))
                for start, end, head in _likenings(plain, unit.end, signs, inside, omitted)
            ]
    return found


def _pick(hits: Hits, wanted: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    return [hits.found[i] for i in wanted[hits.columns[0]].nonzero()[0].tolist()]


def _tenors(plain: str, hits: Hits, mentions: Sequence[Mention]) -> list[tuple[int, int, str, str]]:
    """Collect where AI stands, by name or by a pronoun that stands for one named shortly before; what signs are made of."""
    table = load_cues()
    named = {(start, end, "ai", "") for _, start, end in _pick(hits, table.is_ai) if not plain.endswith(lw.WORKS, start, end)}
    named.update((m.start, m.end, "ai", "") for m in mentions if m.type == "tool")
    ends = sorted(end for _, end, _, _ in named)
    signs = list(named)
    for _, start, end in _pick(hits, table.is_pronoun):
        if plain[start] == "它" or plain[end - 2 : end] in _TECHNICAL:
            last = bisect_right(ends, start) - 1
            if last >= 0 and start - ends[last] <= CARRIED and not lw.WORK.search(plain, ends[last], start):
                signs.append((start, end, "pronoun", ""))
    return sorted(signs)


def _signs(table: CueTable, rows: Iterable[tuple[int, int, int]]) -> list[_Sign]:
    """Turn the hits of a unit into signs."""
    signs = []
    for row, start, end in rows:
        if row in table.vehicles:
            word, kind, tail = table.vehicles[row]
            signs.append(_Sign(end - tail - len(word), end - tail, kind, word))
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
        if sign.end <= begin and sign.kind != "calls":
            continue
        vehicle = _unlisted(plain, sign, unit_end, signs, tenors) if sign.kind in STANDING else (sign.start, sign.end, sign.word)
        if vehicle is None or last and vehicle[0] < last.end:
            continue
        tenor = max((t for t in (*tenors, last) if t and t.end <= vehicle[0]), default=omitted, key=lambda t: t.end)
        if tenor is None or vehicle[0] - tenor.end > FARTHEST:
            continue
        kind, start = _kind(plain, tenor, *vehicle)
        if kind is not None:
            last = _Sign(vehicle[0], vehicle[1], "denied" if kind == "denies" else "likened", "")
            if kind != "denies":
                yield (start if vehicle[1] - start <= LONGEST_SPAN else vehicle[0]), vehicle[1], vehicle[2]


def _kind(plain: str, tenor: _Sign, vehicle: int, end: int, word: str) -> tuple[str | None, int]:
    """Say how AI is likened to a vehicle, and where the vehicle's modifiers begin; None where it is not."""
    between, is_ai = plain[tenor.end : vehicle], tenor.kind in ("ai", "pronoun")
    if is_ai and _is_shown(tenor, plain, between, word):
        return "becomes", vehicle
    if not lw.AFTER.match(plain, end):
        return None, 0
    if is_ai and lw.OWNED.fullmatch(between):
        return "becomes", vehicle
    if tenor.kind in ("likened", "denied") and lw.ALSO.fullmatch(between):
        return ("becomes", vehicle) if tenor.kind == "likened" else (None, 0)
    if is_ai and lw.ASKED.fullmatch(between) and plain.startswith(("还是", "抑或"), end):
        return "becomes", vehicle
    if is_ai and lw.SAME.fullmatch(between) and lw.AS_IF.match(plain, end):
        return "likens", vehicle
    if is_ai and plain[tenor.start - 1 : tenor.start] in lw.CALLS and between[:1] in lw.NAMES:
        return (None, 0) if lw.STOP.search(between) else ("regards", tenor.end + 1 + len(lw.LEAD.match(between[1:]).group()))  # type: ignore[union-attr]
    match = _last_cue(between)
    if match is None:
        return None, 0
    kind = lw.cue_kinds()[match.group()]
    gap, rest = lw.FOR_WHOM.sub("", between[: match.start()]), between[match.end() :]
    lead = lw.LEAD.match(rest).group()  # type: ignore[union-attr]  # it matches nothing too
    is_part = len(word) == 1 and rest != lead and rest[-1] not in "的“「『"  # 雨 of 细雨 or of a name
    if is_part or lw.STOP.search(rest) or lead in lw.PRODUCTS and word in lw.PLAIN_NAMES or not _reaches(plain, tenor, kind, gap, rest):
        return None, 0
    if lw.DENIED.search(plain, max(0, tenor.start - DENIED), tenor.start):
        return "denies", 0
    return kind, tenor.end + match.end() + len(lead)


def _last_cue(between: str) -> re.Match[str] | None:
    """Find what likens nearest to the vehicle; what gives counts only where it gives somebody something."""
    found = None
    for match in lw.cues().finditer(between):
        if lw.cue_kinds()[match.group()] != "gives" or lw.GIVEN.fullmatch(between, 0, match.start()):
            found = match
    return found


def _is_shown(tenor: _Sign, plain: str, between: str, word: str) -> bool:
    """Tell whether AI is called the vehicle by the way: AI这匹快马, 插上AI的翅膀, AI浪潮."""
    if between[:1] in ("这", "那", "技") and lw.SHOWN.fullmatch(between):
        return word not in lw.PLAIN_NAMES
    if not lw.ALONE.fullmatch(between):
        return False
    return word in lw.TIDES or word in lw.WINGED and plain.endswith(lw.RIDES, max(0, tenor.start - 2), tenor.start)


def _reaches(plain: str, tenor: _Sign, kind: str, gap: str, rest: str) -> bool:
    """Tell whether AI, what likens and the vehicle belong together."""
    if kind == "gives":
        return tenor.kind in ("ai", "pronoun") and len(rest) <= REACH["becomes"]
    reach = "becomes" if kind in ("denies", "calls") else kind
    if len(gap) > SUBJECT[reach] or len(rest) > REACH[reach] or lw.LIKE_TOO.search(rest) or lw.NEEDS.search(rest):
        return False
    if tenor.kind == "omitted":
        return kind == "likens" and len(gap) <= OMITTED and not lw.OTHER.search(gap)
    if tenor.kind in ("likened", "denied"):
        return not lw.OTHER.search(gap)
    if lw.STOP.search(gap) and (kind == "becomes" or plain[tenor.start - 1] in _WITH):
        return False
    if kind == "becomes" and (lw.TURNS.search(lw.LEAD.sub("", rest, count=1)) or lw.TURNS.search(gap)):
        return False
    return not lw.OTHER.search(gap) or kind == "regards" and "被" in gap


def _unlisted(plain: str, sign: _Sign, unit_end: int, signs: list[_Sign], tenors: list[_Sign]) -> tuple[int, int, str] | None:
    """Take as vehicle what is quoted, or stands after a measure word, right after what likens (or, after 形容, after AI为)."""
    begin = sign.end
    if sign.kind == "calls":
        named = next((t for t in tenors if t.start == sign.end), None)
        called = lw.CALLED.match(plain, named.end, unit_end) if named else None
        if called is None:
            return None
        begin = called.end() if plain[called.end() - 1] in lw.NAMES else called.start() + 1
    match = lw.QUOTED.match(plain, begin, unit_end) or lw.FREE.match(plain, begin, unit_end)
    if match is None:
        return None
    start, end = match.span(match.lastindex or 0)
    if any(start < s.end <= end and s.word and lw.AFTER.match(plain, s.end) for s in signs) or plain[start:end].endswith("们"):
        return None
    head = lw.COUNTED.sub("", plain[start:end].rsplit("的", 1)[-1].strip())
    return (end - len(head), end, head) if head else None
