"""Reported speech: what somebody is said to have said, without quotation marks.

Who says it is attributions.py's business.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from .articles import Article, Quotation, Unit
from .attributions import People
from .marks import OPENING, STRAIGHT
from .sources import Attribution
from .speech import COLONS, MIN_CLAUSE

MIN_REPORTED = 2  # characters of what is reported without marks
MAX_HERALD = 12  # characters between a verb and the colon that ends its paragraph
_COUNTED = re.compile(r"\s*(?:另?一方面|[一二三四五]是|其[一二三四五次]|第[一二三四五]|再次|再者|最后|此外|\d[.、）)])")
_HEADS, _TAILS = frozenset("，,：: 道了过着到*"), frozenset("。！？!?，,；;：: \n*" + OPENING + STRAIGHT)  # around what is reported


def find_reported(article: Article, people: People, attributions: list[Attribution], direct: list[Quotation]) -> list[Quotation]:
    """Return what is reported without marks: from the verb to the end of the sentence, to the next speaker or quotation."""
    found = []
    starts = [q.start for q in direct]
    for i, a in enumerate(attributions):
        if a.cue.form == "direct":
            continue
        unit = article.units[a.unit]
        end = unit.end
        if i + 1 < len(attributions) and attributions[i + 1].unit == a.unit and attributions[i + 1].start >= a.cue_end:
            end = attributions[i + 1].start
        j = bisect_left(starts, a.cue_end)
        if j < len(direct) and direct[j].start <= end:
            end = direct[j].start - 1
        start, end = _trim(article.plain, a.cue_end, end)
        if end - start <= MAX_HERALD and article.plain[unit.end - 1] in COLONS:
            start, end = _next_paragraphs(article, unit) or (start, end)
        is_behind = end - start < MIN_REPORTED and a.start - a.left >= MIN_CLAUSE and article.plain[unit.end - 1] not in COLONS
        if is_behind and not (j < len(direct) and direct[j].start - a.cue_end < MIN_CLAUSE):
            start, end = _trim(article.plain, a.left, a.start)
        if end - start >= MIN_REPORTED:
            found.append(Quotation(start, end, a.speaker, people.role_of(a.speaker), a.cue.text, "indirect"))
    return found


def _next_paragraphs(article: Article, unit: Unit) -> tuple[int, int] | None:
    """Return the paragraphs that a line ending with a colon announces: the next one, and all that go on counting."""
    paragraphs, first = article.paragraphs, unit.paragraph + 1
    if first >= len(paragraphs) or unit.end < paragraphs[unit.paragraph][1] or paragraphs[first][2] != "body":
        return None
    last = first
    while last + 1 < len(paragraphs) and paragraphs[last + 1][2] == "body" and _COUNTED.match(article.plain, paragraphs[last + 1][0]):
        last += 1
    return paragraphs[first][0], paragraphs[last][1]


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """Leave the punctuation and particles at both ends out."""
    while start < end and plain[start] in _HEADS:
        start += 1
    while end > start and plain[end - 1] in _TAILS:
        end -= 1
    return start, end
