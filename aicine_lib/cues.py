"""The words that stance and aspects are read from: one pass over an article finds them all.

Three tables of the lexicon (stance_words, ai_words, aspect_words) become one automaton, so that the article is read
once, the longest term wins, and a term may speak for several tables. This module finds and counts; what the counts
mean is for stance.py and aspects.py to say.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from string import ascii_letters
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from .articles import Article
from .errors import LexiconError
from .lexicon import load_table

ASPECTS = ("cost", "efficiency", "quality", "emotion", "creativity", "access", "labour", "rights", "market", "audience", "future")
STRENGTHS = ("strong", "weak", "carry")
VALUED = ("valence", "domain", "comparison")  # carry a weight of their own
# change the weight of what follows
OPERATORS = tuple("negator inability relief degree pivot concession overcome gone without normative rather rhetoric asked".split())
DIMENSIONS = ("increase", "decrease", "burden", "asset", "jobs")  # a change and what it changes
# only counted
MARKS = tuple("able frame irrealis fact past self person plot craft scene meta this question exclaim says url".split())
VEHICLES = ("tool", "partner", "rival", "creature", "vehicle", "mirror", "child", "force", "other")  # the typology of the codebook
FIGURES = {  # of metaphor_words.csv: what likens, what AI is likened to, and how words end that no list holds
    "cue": ("likens", "regards", "calls", "becomes", "gives", "denies"),
    "vehicle": VEHICLES,
    "ending": VEHICLES,
}
STANDING = frozenset(("likens", "regards", "calls"))  # cues that make one look for a vehicle that no list holds
LIKE = ("一样", "一般", "般", "似的")  # what may follow a vehicle inside a longer term (像魔法一样)
PLAIN = "plain"  # words that only keep their parts from being read as cues
CLASSES = (*VALUED, *OPERATORS, *DIMENSIONS, *MARKS, PLAIN)
COLUMNS = (*STRENGTHS, *MARKS, "negator", "normative", *ASPECTS)  # what is counted
COLUMN = {name: i for i, name in enumerate(COLUMNS)}
_LETTERS = frozenset(ascii_letters)


class CueTable(NamedTuple):
    """The compiled tables: one row per distinct term."""

    automaton: AhoCorasick
    terms: tuple[str, ...]
    columns: NDArray[np.int64]  # terms x the most that one has: the COLUMNS that count it
    weights: NDArray[np.float64]  # the same shape: what one occurrence adds there; 0 where a term has fewer
    actions: tuple[tuple[tuple[str, float], ...], ...]  # per term: (class, weight) of those that make or change valence
    is_active: NDArray[np.bool_]  # the term has actions
    is_latin: NDArray[np.bool_]  # begins or ends with an ASCII letter: must stand alone
    likenings: dict[int, str]  # terms that liken or regard as
    vehicles: dict[int, tuple[str, str, int]]  # terms that end in what AI is likened to: the vehicle, its type, characters after it
    is_figure: NDArray[np.bool_]  # the term is in one of the two
    is_ai: NDArray[np.bool_]  # names AI
    is_pronoun: NDArray[np.bool_]  # may stand for AI
    is_local: tuple[bool, ...]  # does nothing but to what follows at once


class Hits(NamedTuple):
    """Every term in a text, in order of place: as Python's own tuples, and as columns of numbers."""

    found: list[tuple[int, int, int]]  # row in the table, start, end
    columns: NDArray[np.int64]  # the same three, a row each


class Cues(NamedTuple):
    """What one article holds."""

    active: list[tuple[int, int, int]]  # hits that may change valence: row in the table, start, end
    unit: list[int]  # where each of them stands; -1 outside the units
    counts: NDArray[np.float64]  # COLUMNS x units
    start: NDArray[np.int64]  # of the units
    end: NDArray[np.int64]


@cache
def load_cues() -> CueTable:
    """Load the three tables and compile them into one automaton.

    Returns
    -------
    CueTable
        Terms with what each adds to the counts, and what it does to valence.

    Raises
    ------
    LexiconError
        If a class, strength, aspect or weight is not one of those allowed; the message names file and term.

    Examples
    --------
    >>> len(load_cues().terms) > 3000
    True
    """
    stance = _load("stance_words.csv", "class", {c: c for c in CLASSES})
    about = _load("ai_words.csv", "strength", {s: s for s in STRENGTHS})
    aspect = _load("aspect_words.csv", "aspect", {a: a for a in ASPECTS})
    likenings, vehicles = _figures()
    drivers = {term for term, kind in likenings.items() if kind in STANDING}
    terms = tuple(sorted({*stance, *about, *aspect, *drivers, *vehicles}))
    inner = AhoCorasick(terms, implementation=Implementation.DFA)
    longest = AhoCorasick(sorted(stance), matchkind=MatchKind.LeftmostLongest)
    counted: list[dict[int, float]] = []
    actions = []
    for term in terms:
        mine = dict(stance.get(term) or _inherited(longest, term, stance))
        adds: dict[int, float] = {}
        for part in {terms[i] for i, _, _ in inner.find_matches_as_indexes(term, overlapping=True)}:
            for name, weight in (*about.get(part, ()), *(aspect.get(part, ()) if part == term or _lends(part, term, about) else ())):
                adds[COLUMN[name]] = max(adds.get(COLUMN[name], 0.0), weight)
        counted.append(adds | {COLUMN[name]: 1.0 for name in mine if name in COLUMN})
        actions.append(tuple((name, weight) for name, weight in mine.items() if name in VALUED + OPERATORS + DIMENSIONS))
    rows = range(len(terms))
    likening_rows = {row: likenings[terms[row]] for row in rows if terms[row] in drivers}
    vehicle_rows = {row: found for row in rows if (found := _ending(terms[row], vehicles))}
    columns, weights = _pad(counted)
    return CueTable(
        AhoCorasick(terms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA),
        terms,
        columns,
        weights,
        tuple(actions),
        is_active=np.array([bool(a) for a in actions]),
        is_latin=np.array([t[0].isascii() and t[0].isalpha() or t[-1].isascii() and t[-1].isalpha() for t in terms]),
        likenings=likening_rows,
        vehicles=vehicle_rows,
        is_figure=np.isin(np.arange(len(terms)), [*likening_rows, *vehicle_rows]),
        is_ai=np.array([adds.get(COLUMN["strong"], 0) > 0 for adds in counted]),
        is_pronoun=np.array([adds.get(COLUMN["carry"], 0) > 0 for adds in counted]),
        is_local=tuple(bool(a) and all(name in ("degree", "negator") for name, _ in a) for a in actions),
    )


def _pad(counted: list[dict[int, float]]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Lay out what each term adds as two tables of equal rows."""
    columns = np.zeros((len(counted), max(map(len, counted))), dtype=np.int64)
    weights = np.zeros(columns.shape)
    for row, adds in enumerate(counted):
        columns[row, : len(adds)], weights[row, : len(adds)] = list(adds), list(adds.values())
    return columns, weights


def _figures() -> tuple[dict[str, str], dict[str, str]]:
    """Load the words of likening: what likens, and what AI is likened to with its type."""
    rows = load_table("metaphor_words.csv", ("term", "class", "type"), key=("term", "class"))
    for row in rows:
        if row["type"] not in FIGURES.get(row["class"], ()):
            raise LexiconError(f"metaphor_words.csv: {row['class']} {row['term']!r} has type {row['type']!r}; allowed are {FIGURES}")
    return {r["term"]: r["type"] for r in rows if r["class"] == "cue"}, {r["term"]: r["type"] for r in rows if r["class"] == "vehicle"}


def _ending(term: str, vehicles: dict[str, str]) -> tuple[str, str, int] | None:
    """Find the longest vehicle that a term ends in (助手 in 得力助手), or that stands before its last word (魔法 in 像魔法一样)."""
    tail = next((word for word in LIKE if term.endswith(word)), "")
    bare = term.removesuffix(tail)
    return next(((bare[i:], vehicles[bare[i:]], len(tail)) for i in range(len(bare)) if bare[i:] in vehicles), None)


def _load(name: str, column: str, allowed: dict[str, str]) -> dict[str, list[tuple[str, float]]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for row in load_table(name, ("term", column), key=("term", column)):
        if row[column] not in allowed:
            raise LexiconError(f"{name}: {column} {row[column]!r} of {row['term']!r} is unknown; allowed are {', '.join(allowed)}")
        try:
            weight = float(row.get("weight") or 1.0)
        except ValueError as error:
            raise LexiconError(f"{name}: weight {row['weight']!r} of {row['term']!r} is not a number; write one such as 0.5") from error
        table.setdefault(row["term"], []).append((allowed[row[column]], weight))
    return table


def _lends(part: str, term: str, about: dict[str, list[tuple[str, float]]]) -> bool:
    """Tell whether a part speaks for its aspect inside a longer term: not one character, not in names of AI (人工 in 人工智能)."""
    return len(part) > 1 and term not in about


def _inherited(longest: AhoCorasick, term: str, stance: dict[str, list[tuple[str, float]]]) -> list[tuple[str, float]]:
    """Give a term of another table the stance classes of the words inside it, which it hides from the automaton."""
    return list(chain.from_iterable(stance[term[s:e]] for _, s, e in longest.find_matches_as_indexes(term)))


@lru_cache(maxsize=1)
def find_hits(plain: str) -> Hits:
    """Find every term in a text; kept for the next tagger that reads the same article.

    Parameters
    ----------
    plain : str
        Simplified text.

    Returns
    -------
    Hits
        In order of place; the longest term wins.

    Examples
    --------
    >>> [load_cues().terms[row] for row, start, end in find_hits("AI降低门槛").found]
    ['AI', '降低门槛']
    """
    table = load_cues()
    found = table.automaton.find_matches_as_indexes(plain)
    columns = _columns(found)
    cut = {i for i in table.is_latin[columns[0]].nonzero()[0].tolist() if _is_cut(plain, found[i][1], found[i][2])}
    if not cut:
        return Hits(found, columns)
    whole = [hit for i, hit in enumerate(found) if i not in cut]
    return Hits(whole, _columns(whole))


def _columns(found: list[tuple[int, int, int]]) -> NDArray[np.int64]:
    return np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3).T


def _is_cut(plain: str, start: int, end: int) -> bool:
    """Tell whether a hit is a piece of a longer Latin word (the AI of MAIN)."""
    before, after = plain[start - 1 : start] in _LETTERS, plain[end : end + 1] in _LETTERS
    return before and plain[start] in _LETTERS or after and plain[end - 1] in _LETTERS


def scan(article: Article) -> Cues:
    """Find every cue of an article and count them by unit.

    Parameters
    ----------
    article : Article
        With at least one unit; read in its simplified form, ``article.plain``.

    Returns
    -------
    Cues
        Hits that may change valence, in order of place, and the matrix of counts.
    """
    table, (found, (term, start, end)) = load_cues(), find_hits(article.plain)
    starts, ends, _, _ = zip(*article.units)
    unit_start, unit_end, width = np.array(starts), np.array((-1, *ends)), len(starts) + 1
    unit = unit_start.searchsorted(start, "right")  # counted from 1: 0 takes what stands before, between or across units
    unit *= end <= unit_end[unit]
    cells = table.columns.take(term, 0) * width + unit[:, None]
    sums = np.bincount(cells.ravel(), weights=table.weights.take(term, 0).ravel(), minlength=len(COLUMNS) * width)
    counts: NDArray[np.float64] = sums.reshape(-1, width)[:, 1:].astype(np.float64, copy=False)  # whole numbers where nothing was found
    active = table.is_active[term].nonzero()[0]
    return Cues([found[i] for i in active.tolist()], (unit[active] - 1).tolist(), counts, unit_start, unit_end[1:])
