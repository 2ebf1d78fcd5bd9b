"""Quotations: the words between quotation marks that somebody said, and what is reported without marks.

A pair of marks is a quotation if it encloses speech, not a term, a title, a prompt or a line of a film; it gets its
speaker from the verb beside it, or from who spoke or was spoken of before. Which mark closes which is marks.py's
business, who the subject of a verb is attributions.py's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from . import speech
from .adverbials import is_adverbial
from .articles import Article, Mention, Quotation, Unit
from .attributions import People
from .marks import CLOSING, OPENING, STRAIGHT, Span, find_spans
from .reported import find_reported
from .sources import Attribution

MAX_BEHIND = 45  # characters between a quotation and the verb behind it: a long affiliation
MAX_OWNED = 12  # characters behind that in which "a line of the film" may stand
MAX_CARRY = 2  # paragraphs over which a speaker is carried to words without attribution
COMMENTER = "网友"  # whose a comment is that nobody is named for
_JOINS_BEFORE, _JOINS_BEHIND = CLOSING + "、", OPENING + "、"  # marks beside words that are one of several terms
_OPENINGS = frozenset(OPENING + STRAIGHT)
_PARTS = frozenset("\n。；" + OPENING)  # where the sentence behind a quotation ends
_LOOSE = " *_>\u3000"
_LEAD = _LOOSE + "\n的" + OPENING + STRAIGHT


def find_quotations(article: Article, mentions: list[Mention]) -> list[Quotation]:
    """Find direct and indirect quotations with their speakers.

    Parameters
    ----------
    article : Article
        One article; offsets are those of its text.
    mentions : list of Mention
        Its names; persons among them become speakers.

    Returns
    -------
    list of Quotation
        By start, of which there are no two. ``start`` and ``end`` enclose the words between the marks, or what is reported.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "“机器不会做梦，人会。”王晓说。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, 11, "body", 0), Unit(11, 15, "body", 0)], [], True, [(0, 15, "body")])
    >>> [(q.speaker, q.cue, text[q.start : q.end]) for q in find_quotations(article, [Mention(11, 13, "person", "王晓")])]
    [('王晓', '说', '机器不会做梦，人会。')]
    """
    spans = find_spans(article)
    people = People(article, mentions, [(span[0], span[2]) for span in spans if speech.looks_spoken(article.plain, span)])
    linker = _Linker(article, people, people.read())
    direct = [quotation for quotation in map(linker.judge, spans) if quotation is not None]
    by_start: dict[int, Quotation] = {}  # of those that begin together the direct one stays, or else the longest
    for quotation in find_reported(article, people, linker.attributions, direct):
        if quotation.start not in by_start or quotation.end > by_start[quotation.start].end:
            by_start[quotation.start] = quotation
    by_start.update((quotation.start, quotation) for quotation in direct)
    return sorted(by_start.values())


class _Linker:
    """Decides for each span whether it is a quotation, and whose. Spans are to be judged in their order."""

    def __init__(self, article: Article, people: People, attributions: list[Attribution]) -> None:
        self.article = article
        self.plain = article.plain
        self.people = people
        self.attributions = attributions
        self.cue_starts = [a.cue_start for a in attributions]
        self.last = ("", -9, 0)  # speaker, paragraph and end of the last quotation

    def judge(self, span: Span) -> Quotation | None:
        """Return the quotation that a span is, or None."""
        plain, (opening, start, end, outer, is_healed) = self.plain, span
        while end > start and plain[end - 1] in _LOOSE:
            end -= 1
        while start < end and plain[start] in _LOOSE:
            start += 1
        if start == end:
            return None
        pre = plain[opening - 1 : opening]
        if not pre or pre in _LOOSE:
            pre = self._before_mark(opening - 1)
        is_open = plain[end - 1] not in speech.ENDING
        if is_open and end - start < speech.MIN_SAID and not (pre in speech.COLONS and end - start > 1):
            return None
        post = plain[outer : outer + 12].lstrip(_LOOSE)
        if is_open and post and pre != "\n" and (pre in _JOINS_BEFORE or post[0] in _JOINS_BEHIND):
            return None
        unit = self._unit(opening)
        if unit is None or unit.role != "body" and (unit.role != "heading" or pre not in speech.COLONS):
            return None
        before, after = self._before(span, unit.start), self._after(span)
        if is_healed and not before and not after:
            return None
        if_claimed, if_unclaimed = speech.is_speech(plain, plain[start:end], pre, post, unit, opening, before, after, self._is_split(span))
        if not if_claimed and not if_unclaimed:
            return None
        speaker, cue = self._speaker(span, unit, pre, before, after)
        if not (if_claimed if speaker else if_unclaimed):
            return None
        self.last = (speaker, unit.paragraph if outer <= unit.end else self._paragraph(end), outer)
        return Quotation(start, end, speaker, self.people.role_of(speaker), cue, "direct")

    def _is_split(self, span: Span) -> bool:
        """Tell whether a person does something between two halves of a quotation: “三天？”魏岩笑了，“三小时。”"""
        plain = self.plain
        first = speech.GESTURE.match(plain, span.outer)
        if first and plain[span.end - 1] in speech.ENDING:
            return bool(self.people.spoken_between(span.outer, first.end()))
        left = self.last[2]
        return (
            plain[span.opening - 1 : span.opening] in speech.COMMAS
            and left > 0
            and bool(speech.GESTURE.fullmatch(plain, left, span.opening + 1))
        )

    def _before_mark(self, position: int) -> str:
        """Return the character before an opening mark, Markdown's stars and spaces aside; a line break at the very start."""
        plain = self.plain
        while position >= 0 and plain[position] in _LOOSE:
            position -= 1
        return plain[position] if position >= 0 else "\n"

    def _unit(self, position: int) -> Unit | None:
        u = bisect_right(self.people.unit_starts, position) - 1
        return self.article.units[u] if u >= 0 else None

    def _paragraph(self, position: int) -> int:
        unit = self._unit(position)
        return unit.paragraph if unit else 0

    def _before(self, span: Span, left: int) -> Attribution | None:
        """Return the attribution before a quotation, in the sentence in which it begins or in the line that ends with a colon."""
        i = bisect_left(self.cue_starts, span.start) - 1
        if i < 0:
            return None
        a = self.attributions[i]
        if a.cue_start >= left:
            return a
        lead = self.plain[a.cue_end : span.start].strip(_LEAD)
        return a if lead in ("：", ":") else None

    def _after(self, span: Span) -> Attribution | None:
        """Return the attribution right behind a quotation."""
        i = bisect_left(self.cue_starts, span.outer)
        if i == len(self.attributions):
            return None
        a = self.attributions[i]
        if a.cue_start - span.outer > MAX_BEHIND or a.cue.position == "before":
            return None
        if a.start == a.cue_start and a.source == "person" or not _PARTS.isdisjoint(self.plain[span.outer : a.cue_start]):
            return None
        head = self.plain[span.outer : a.start].strip("，, ")
        return a if "，" not in head and "," not in head or is_adverbial(head) else None

    def _speaker(self, span: Span, unit: Unit, pre: str, before: Attribution | None, after: Attribution | None) -> tuple[str, str]:
        """Return who speaks and the verb that says so."""
        asked = (
            speech.ASKED.search(self.plain, max(unit.start, span.opening - speech.MAX_ASIDE), span.opening)
            if pre in speech.COLONS
            else None
        )
        if asked and not self.people.spoken_between(asked.end(), span.opening):
            return "记者", "问"
        if before and (pre in speech.COLONS or not self.plain[before.cue_end : span.opening].strip(speech.BESIDE)):
            return before.speaker, before.cue.text
        if after and not self._begins_own(span, unit, after):
            return after.speaker, after.cue.text
        if before:
            return before.speaker, before.cue.text
        if pre == "是" and speech.COMMENT.search(self.plain, max(unit.start, span.opening - speech.MAX_ASIDE), span.opening):
            return COMMENTER, ""
        if pre in speech.COLONS:
            name = self.people.spoken_between(unit.start, span.opening)
            if not name and re.search("[他她]", self.plain[unit.start : span.opening]):
                name = self._nearest(unit.start, unit.paragraph)
            if speech.COMMENT.search(self.plain, max(unit.start, span.opening - speech.MAX_ASIDE), span.opening):
                return COMMENTER, ""
            name = name or self.people.source_in(unit.start, span.opening)
            if name:
                return name, ""
        return self._carried(span, unit), ""

    def _begins_own(self, span: Span, unit: Unit, after: Attribution) -> bool:
        """Tell whether the verb behind a finished quotation begins another speaker's report: "X说…。“…。”Y则认为，…"."""
        if self.plain[span.end - 1] in speech.COMMAS or self.plain[after.cue_end : after.cue_end + 1] not in "，,：:":
            return False
        name = self._nearest(span.opening, unit.paragraph, self.article.paragraphs[unit.paragraph][0])
        return bool(name) and name != after.speaker

    def _carried(self, span: Span, unit: Unit) -> str:
        """Return the speaker of words without an attribution: of before in the paragraph, of right behind, of the paragraph before."""
        plain, start = self.plain, self.article.paragraphs[unit.paragraph][0]
        signed = speech.SIGNED.match(plain, span.outer)
        if signed:
            name = self.people.spoken_between(span.outer, plain.find("\n", signed.end()) if "\n" in plain[signed.end() :] else len(plain))
            if name:
                return name
        owned = speech.OWNED.match(plain, self.people.behind_quotations(span.outer))
        if owned and not speech.SCENE.search(plain, span.outer, owned.end() + MAX_OWNED):
            name = self.people.spoken_between(owned.start(), owned.end()) or self.people.source_in(owned.start(), owned.end())
            if name:
                return name
        if self.last[1] == unit.paragraph and self.last[2] >= start and plain[self.last[2] : self.last[2] + 1] in ("他", "她"):
            return self.last[0]
        name = self._nearest(span.start, unit.paragraph, start) or self.people.subject_at(span.outer)
        if name:
            return name
        k = bisect_left(self.cue_starts, span.outer)
        is_next = k < len(self.attributions) and (
            self.attributions[k].left <= span.outer + 1 or plain[span.outer : span.outer + 1] in _OPENINGS
        )
        if is_next and self._paragraph(self.cue_starts[k]) == unit.paragraph:
            return self.attributions[k].speaker
        is_first = not plain[start : span.opening].strip(_LOOSE)
        return self._nearest(span.start, unit.paragraph) if is_first else ""

    def _nearest(self, right: int, paragraph: int, left: int = -1) -> str:
        """Return who spoke, was quoted or was spoken of last before a place."""
        if left < 0:
            left = self.article.paragraphs[max(0, paragraph - MAX_CARRY)][0]
        place, name = left, ""
        i = bisect_left(self.cue_starts, right) - 1
        if i >= 0 and self.cue_starts[i] >= place:
            place, name = self.cue_starts[i], self.attributions[i].speaker
        if self.last[2] > place:
            place, name = self.last[2], self.last[0]
        return self.people.spoken_between(place, right) or name
