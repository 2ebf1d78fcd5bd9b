"""The words themselves as evidence: what single words and pairs of words in a unit speak for, in stance and in aspects.

Weights are learnt from coded articles (benchmarks/learn_weights.py), one row per term in data/lexicon/learned_terms.csv, where
each can be read. They complement the cues: a cue is a word that evaluates wherever it stands, a term is one that coders met
oftener in units of one code. Names are masked, so that nothing is learnt about a film, a person or a tool.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .articles import Article, Mention
from .cues import ASPECTS
from .errors import LexiconError
from .lexicon import load_table
from .words import tokenize

NAME, NUMBER = "□", "0"  # stand for any name, any number
JOINT = " "  # between the words of a pair
STANCE_CODES = ("about", "favourable", "critical", "mixed", "neutral")  # being about AI, and the classes of what is
CODES = (*STANCE_CODES, *ASPECTS)  # columns of learned_terms.csv; an empty cell is 0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class TermTable(NamedTuple):
    """The learnt table: a row per term."""

    words: dict[str, int]  # single words
    pairs: dict[tuple[str, str], int]
    weights: Floats  # terms x CODES


class Terms(NamedTuple):
    """The terms of an article that the table knows; one that stands twice in a unit is there once."""

    row: Ints  # in the table
    unit: Ints
    start: Ints  # where the first of them stands
    end: Ints


@cache
def load_terms() -> TermTable:
    """Load the learnt weights.

    Returns
    -------
    TermTable
        Terms by word or pair, and their weights.

    Raises
    ------
    LexiconError
        If a weight is not a number.

    Examples
    --------
    >>> load_terms().weights.shape[1]
    16
    """
    rows = load_table("learned_terms.csv", ("term", *CODES), key=("term",))
    words: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        first, joint, second = row["term"].partition(JOINT)
        if joint:
            pairs[first, second] = number
        else:
            words[first] = number
    try:
        weights = np.array([[float(row[code] or 0) for code in CODES] for row in rows]).reshape(-1, len(CODES))
    except ValueError as error:
        raise LexiconError(f"learned_terms.csv: {error}; every weight must be a number such as 0.5") from error
    return TermTable(words, pairs, weights)


def read_words(article: Article, mentions: Sequence[Mention], tokens: Sequence[str] | None = None) -> tuple[list[str], Ints, Ints]:
    """Read the words of an article as terms are made of them.

    Parameters
    ----------
    article : Article
        One article.
    mentions : sequence of Mention
        Its names, each read as one □.
    tokens : sequence of str, optional
        The words of ``article.plain``, where they are known already.

    Returns
    -------
    words : list of str
        In lower case, numbers as 0; marks and spaces are left out.
    start, end : numpy.ndarray, shape (n_words,)
        Where each stands.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "导演沈若谷说，AI拍了3部短片。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> read_words(article, [Mention(2, 5, "person", "沈若谷")])[0]
    ['导演', '□', '说', 'ai', '拍', '了', '0', '部', '短片']
    """
    found = tokenize(article.plain) if tokens is None else tokens
    ends = np.fromiter(accumulate(map(len, found)), dtype=np.int64, count=len(found))
    starts = np.concatenate(([0], ends[:-1])) if len(found) else ends
    words = list(map(_normal.__getitem__, found))
    if mentions:
        low = starts.searchsorted([m.start for m in mentions]).tolist()
        high = starts.searchsorted([m.end for m in mentions]).tolist()
        for first, behind in zip(low, high):
            if first < behind:
                words[first:behind] = [NAME, *[""] * (behind - first - 1)]
    kept = [i for i, word in enumerate(words) if word]
    return [words[i] for i in kept], starts[kept], ends[kept]


def find_terms(article: Article, mentions: Sequence[Mention], tokens: Sequence[str] | None = None) -> Terms:
    """Find the terms of an article that the table knows.

    Parameters
    ----------
    article, mentions, tokens
        As for :func:`read_words`.

    Returns
    -------
    Terms
        By unit.
    """
    table = load_terms()
    words, start, end = read_words(article, mentions, tokens)
    unit = np.array([u.start for u in article.units]).searchsorted(start, "right") - 1
    count = len(words)
    single = np.fromiter(map(table.words.get, words, [-1] * count), dtype=np.int64, count=count)
    double = np.fromiter(map(table.pairs.get, zip(words, words[1:]), [-1] * count), dtype=np.int64, count=max(0, count - 1))
    double[unit[1:] != unit[:-1]] = -1
    row, unit = np.concatenate((single, double)), np.concatenate((unit, unit[:-1]))
    first, last = np.concatenate((start, start[:-1])), np.concatenate((end, end[1:]))
    known = np.flatnonzero((row >= 0) & (unit >= 0))
    once = known[np.unique(unit[known] * len(table.weights) + row[known], return_index=True)[1]]
    return Terms(row[once], unit[once], first[once], last[once])


def weigh_terms(terms: Terms, n_units: int) -> Floats:
    """Sum the weights of the terms of every unit.

    Returns
    -------
    numpy.ndarray, shape (16, n_units)
        One row per code of CODES.

    Examples
    --------
    >>> empty = np.zeros(0, dtype=np.int64)
    >>> weigh_terms(Terms(empty, empty, empty, empty), 2).shape
    (16, 2)
    """
    weights = load_terms().weights[terms.row]
    return np.array([np.bincount(terms.unit, weights[:, i], n_units) for i in range(len(CODES))])


def known_terms(terms: Terms, unit: int) -> Iterator[tuple[int, int, Floats]]:
    """Yield start, end and weights of the terms of one unit, for explaining it."""
    weights = load_terms().weights
    for i in np.flatnonzero(terms.unit == unit).tolist():
        yield int(terms.start[i]), int(terms.end[i]), weights[terms.row[i]]


class _Normal(dict[str, str]):
    """A token as terms know it, kept until there are too many."""

    def __missing__(self, token: str) -> str:
        if len(self) >= 1 << 17:
            self.clear()
        word = token.lower()
        if not word[:1].isalnum():
            word = ""
        elif word.replace(".", "").isdecimal():
            word = NUMBER
        self[token] = word
        return word


_normal = _Normal()
