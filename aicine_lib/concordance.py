"""Concordances (keyword in context): every occurrence of a word with the characters around it, as rows or as aligned lines.

Works on characters, not on words: 灵魂 is found wherever it stands. Simplified and traditional, half and full width find
one another; what is shown is always as printed.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .errors import CorpusError
from .script import fold
from .texts import reading_texts

WIDE = ("W", "F")  # East Asian widths that take two columns of a terminal


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


def find_lines(corpus: Path, articles: Mapping[str, tuple[str, str]], pattern: str, width: int = 20, *, regex: bool = False) -> list[Line]:
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

    Returns
    -------
    list of Line
        In the order of articles and places.

    Raises
    ------
    CorpusError
        If no text is beside the tables, or the pattern is empty or no regular expression.
    """
    wanted = _compile(fold(pattern), regex)
    lines = []
    n_searched = 0
    for article in reading_texts(corpus):
        if article.article_id not in articles:
            continue
        n_searched += 1
        flat = article.text.replace("\n", " ")
        for found in wanted.finditer(fold(article.text)):
            start, end = found.span()
            if start < end:
                context = flat[max(0, start - width) : start], flat[start:end], flat[end : end + width]
                lines.append(Line(*context, *articles[article.article_id], article.article_id, start, end, article.source_offset(start)))
    if n_searched < len(articles):
        warnings.warn(
            f"texts of {len(articles) - n_searched} of {len(articles)} articles are not beside the tables, so not searched", stacklevel=3
        )
    return sorted(lines, key=lambda line: (line.article_id, line.start))


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
