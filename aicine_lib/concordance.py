"""Concordances (keyword in context): every occurrence of a word with the characters around it, as rows or as aligned lines.

Works on characters, not on words: 灵魂 is found wherever it stands. Simplified and traditional, half and full width find
one another; what is shown is always as printed.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from .errors import CorpusError
from .script import fold
from .texts import reading_texts

WIDE = ("W", "F")  # East Asian widths that take two columns of a terminal
MOST_KEYS = 5  # characters to the left and right that lines can be sorted by
SORT_KEYS = re.compile(f"(?:[LR][1-{MOST_KEYS}]|K)+")
Spans = Mapping[str, Sequence[tuple[int, int]]]  # article_id: start and end of its sentences, in order


class Line(NamedTuple):
    """One occurrence."""

    left: str
    key: str
    right: str
    outlet: str
    date: str
    article_id: str
    start: int  # in the reading text
    end: int
    source_start: int


def find_lines(
    corpus: Path,
    articles: Mapping[str, tuple[str, str]],
    pattern: str,
    width: int = 20,
    *,
    regex: bool = False,
    sort: str = "",
    within: Spans | None = None,
) -> list[Line]:
    """Find every occurrence of a word.

    Parameters
    ----------
    corpus : Path
        The corpus folder, with its texts.
    articles : mapping of str to (str, str)
        Outlet and date of the articles to search.
    pattern : str
        Characters to look for, or a regular expression.
    width : int, default 20
        Characters of context on either side; line ends in it are shown as spaces.
    regex : bool, default False
        Whether `pattern` is a regular expression.
    sort : str, optional
        What to sort by, such as ``R1R2R3`` or ``KL1``: L1 to L5 and R1 to R5 are the characters to the left and right, punctuation
        and spaces skipped, K is what was found; simplified, by code point. Lines that agree stay in the order of articles.
    within : mapping of str to sequence of (int, int), optional
        Spans by article; only what stands wholly inside one is found.

    Returns
    -------
    list of Line
        In the order of articles and places, or as sorted.

    Raises
    ------
    CorpusError
        If no text is beside the tables, the pattern is empty or no regular expression, or `sort` is not as it must be.
    """
    wanted, keys = _compile(fold(pattern), regex), _sort_keys(sort)
    if within is not None:
        articles = {article_id: about for article_id, about in articles.items() if article_id in within}
    lines: list[tuple[list[str], Line]] = []
    n_searched = 0
    for article in reading_texts(corpus):
        if article.article_id not in articles:
            continue
        n_searched += 1
        flat, plain = article.text.replace("\n", " "), fold(article.text)
        for start, end in _spans(wanted, plain, None if within is None else within[article.article_id]):
            context = flat[max(0, start - width) : start], flat[start:end], flat[end : end + width]
            line = Line(*context, *articles[article.article_id], article.article_id, start, end, article.source_offset(start))
            lines.append(([_sort_value(plain, start, end, key) for key in keys], line))
    if n_searched < len(articles):
        warnings.warn(
            f"texts of {len(articles) - n_searched} of {len(articles)} articles are not beside the tables, so not searched", stacklevel=4
        )
    return [line for _, line in sorted(lines, key=lambda each: (each[0], each[1].article_id, each[1].start))]


def align_lines(lines: Iterable[Line], width: int = 20) -> Iterator[str]:
    """Yield occurrences as lines of a terminal, the words found below one another.

    Parameters
    ----------
    lines : iterable of Line
        What find_lines returned.
    width : int, default 20
        Characters of context on either side; a Chinese one takes two columns.

    Examples
    --------
    >>> line = Line("这部AI短片有", "灵魂", "吗？", "江城晚报", "2025", "a-000000", 6, 8, 6)
    >>> list(align_lines([line], width=7))
    ['  这部AI短片有 灵魂 吗？           江城晚报 2025 a-000000:6']
    """
    for line in lines:
        right = line.right + " " * max(0, 2 * width - columns(line.right))
        about = " ".join(filter(None, (line.outlet, line.date, f"{line.article_id}:{line.start}")))
        yield f"{' ' * max(0, 2 * width - columns(line.left))}{line.left} {line.key} {right} {about}"


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    Examples
    --------
    >>> columns("AI短片")
    6
    """
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in WIDE else 1 for char in text)


def _compile(pattern: str, regex: bool) -> re.Pattern[str]:
    if not pattern:
        raise CorpusError("nothing to look for: give a word, or a regular expression with regex=True (--regex)")
    try:
        return re.compile(pattern if regex else re.escape(pattern))
    except re.error as error:
        raise CorpusError(
            f"{pattern!r} is no regular expression ({error}): leave regex (--regex) out to look for these characters"
        ) from None


def _spans(wanted: re.Pattern[str], plain: str, within: Sequence[tuple[int, int]] | None) -> Iterator[tuple[int, int]]:
    """Where a pattern stands, everywhere or inside one of some spans that are in order."""
    starts = [start for start, _ in within or ()]
    for found in wanted.finditer(plain):
        start, end = found.span()
        if start == end:
            continue
        if within is not None:
            n = bisect_right(starts, start) - 1
            if n < 0 or end > within[n][1]:
                continue
        yield start, end


def _sort_keys(sort: str) -> list[str]:
    if sort and not SORT_KEYS.fullmatch(sort):
        raise CorpusError(
            f"sort {sort!r} is unknown: give L1 to L{MOST_KEYS}, R1 to R{MOST_KEYS} and K in the order wanted, such as R1R2R3"
        )
    return re.findall("K|..", sort)


def _sort_value(plain: str, start: int, end: int, key: str) -> str:
    """The character that a sort key names; what was found for K; nothing beyond the end of the text."""
    if key == "K":
        return plain[start:end]
    places = range(start - 1, -1, -1) if key[0] == "L" else range(end, len(plain))
    number = int(key[1]) - 1
    return next(islice((plain[i] for i in places if plain[i].isalnum()), number, None), "")
