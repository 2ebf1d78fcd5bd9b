"""Quotation marks: which mark closes which, within a paragraph and across paragraphs.

Gives the outer pairs of nested marks and supplies a mark where one is missing, without ever swallowing the page.
Whether what stands between two marks is a quotation is quotations.py's business.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from .articles import Article

OPENING = "“「『〝„"
CLOSING = "”」』〞”"  # by place, what closes each of OPENING
STRAIGHT = '"＂'
MAX_PARAGRAPHS = 8  # over which one quotation may run
MAX_CHARS = 1500  # of a quotation that runs over paragraphs
MIN_HEALED = 8  # characters between a mark and the place where its missing partner is supplied

_MARK = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
_STOP = re.compile(r"[。！？!?…]+[’』]*")
_PAIR = {**dict(zip(OPENING, CLOSING)), **{mark: mark for mark in STRAIGHT}}


class Span(NamedTuple):
    """The words between two marks."""

    opening: int  # the opening mark; where one is supplied, the place behind which it would stand
    start: int  # of the words
    end: int  # before the closing mark
    outer: int  # behind the closing mark
    is_healed: bool  # a missing mark was supplied


class _Marks(NamedTuple):
    plain: str
    paragraphs: list[tuple[int, int, str]]
    starts: list[int]  # of paragraphs
    marks: list[int]  # places of all marks of the article


def find_spans(article: Article) -> list[Span]:
    """Pair the quotation marks of an article; of nested pairs only the outer one counts.

    Parameters
    ----------
    article : Article
        One article; marks outside its paragraphs are left out.

    Returns
    -------
    list of Span
        By start, not overlapping.

    Examples
    --------
    >>> text = "“机器说‘好’，人不说。”"
    >>> article = Article("a", "d", "", "", text, text, [], [], True, [(0, len(text), "body")])
    >>> [text[span.start : span.end] for span in find_spans(article)]
    ['机器说‘好’，人不说。']
    """
    plain, paragraphs = article.plain, article.paragraphs
    marks = [match.start() for match in _MARK.finditer(plain)]
    starts = [start for start, _, _ in paragraphs]
    page = _Marks(plain, paragraphs, starts, marks)
    spans: list[Span] = []
    i, last, p, end = 0, len(marks) - 1, -1, 0
    while i <= last:
        position = marks[i]
        if position >= end:
            p = bisect_right(starts, position) - 1
            end = paragraphs[p][1] if p >= 0 else 0
            if position >= end:
                i += 1
                continue
        closing, place = _PAIR.get(plain[position]), marks[i + 1] if i < last else end
        if closing is None:
            _supply_opening(page, p, position, spans)
            i += 1
        elif place < end and plain[place] == closing:  # nearly all marks
            spans.append(Span(position, position + 1, place, place + 1, False))
            i += 2
        else:
            i = _close(page, i, p, spans)
    return spans


def _close(page: _Marks, i: int, p: int, spans: list[Span]) -> int:
    """Find the end of what mark i opens, add the span, and return the number of the mark to go on with."""
    plain, marks, end = page.plain, page.marks, page.paragraphs[p][1]
    position, mark = marks[i], plain[marks[i]]
    closing = _PAIR[mark]
    depth, j = 1, i + 1
    while j < len(marks) and marks[j] < end:
        place, other = marks[j], plain[marks[j]]
        if other == closing:
            depth -= 1
            if not depth:
                spans.append(Span(position, position + 1, place, place + 1, False))
                return j + 1
        elif other == mark:
            if not _is_nested(page, j, end):
                stops = [m.end() for m in _STOP.finditer(plain, position, place)]
                if stops:
                    spans.append(Span(position, position + 1, stops[-1], stops[-1], True))
                return j
            depth += 1
        j += 1
    is_lone = not plain[position + 1 : end].strip(" *_\u3000")
    if mark not in STRAIGHT or is_lone:
        later = _close_later(page, i, j, p, spans)
        if later:
            return later
    if mark not in STRAIGHT and end - position > MIN_HEALED:
        spans.append(Span(position, position + 1, end, end, True))
        return j
    return i + 1


def _is_nested(page: _Marks, j: int, end: int) -> bool:
    """Tell whether a second opening mark of the same shape is closed twice, as a nested one is."""
    following = [page.plain[place] for place in page.marks[j + 1 : j + 3] if place < end]
    return len(following) == 2 and all(mark in CLOSING for mark in following)


def _close_later(page: _Marks, i: int, j: int, p: int, spans: list[Span]) -> int:
    """Close what runs over paragraphs, each of which may open anew; return the next mark's number, or 0 if nothing does."""
    position, mark = page.marks[i], page.plain[page.marks[i]]
    for number in range(j, len(page.marks)):
        place, other = page.marks[number], page.plain[page.marks[number]]
        q = bisect_right(page.starts, place) - 1
        if q - p > MAX_PARAGRAPHS or place - position > MAX_CHARS:
            return 0
        if other == _PAIR[mark]:
            start, end = position + 1, place
            while page.plain[start : start + 1].isspace():
                start += 1
            while end > start and page.plain[end - 1] in " \r\n\t*":
                end -= 1
            spans.append(Span(position, start, end, place + 1, False))
            return number + 1
        if other == mark and page.plain[page.starts[q] : place].strip(" *_\u3000"):
            return 0
    return 0


def _supply_opening(page: _Marks, p: int, position: int, spans: list[Span]) -> None:
    """Supply the opening mark that a closing one lacks: behind the last colon before it."""
    left = max(page.starts[p], spans[-1].outer if spans else 0)
    colon = max(page.plain.rfind("：", left, position), page.plain.rfind(":", left, position))
    if colon >= 0 and position - colon > MIN_HEALED:
        spans.append(Span(colon + 1, colon + 1, position, position + 1, True))
