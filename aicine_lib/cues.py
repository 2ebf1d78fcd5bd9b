"""The words that stance and aspects are read from: one pass over an article finds them all.

Three tables of the lexicon (stance_words, ai_words, aspect_words) become one automaton, so that the article is read
once, the longest term wins, and a term may speak for several tables. This module finds and counts; what the counts
mean is for stance.py and aspects.py to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from .articles import Article
from .errors import LexiconError
from .lexicon import load_table

ASPECTS = ("cost", "efficiency", "quality", "emotion", "creativity", "access", "labour", "rights", "market", "audience", "future")
STRENGTHS = ("strong", "weak", "carry")
VALUED = ("valence", "domain", "comparison")  # carry a weight of their own
OPERATORS = (
    "negator",
    "inability",
    "relief",
    "degree",
    "pivot",
    "concession",
    "overcome",
    "gone",
    "without",
    "normative",
    "rather",
    "rhetoric",
    "asked",
)  # change the weight of what follows
DIMENSIONS = ("increase", "decrease", "burden", "asset", "jobs")  # a change and what it changes
MARKS = (
    "able",
    "frame",
    "irrealis",
    "fact",
    "past",
    "self",
    "person",
    "plot",
    "craft",
    "this",
    "question",
    "says",
    "url",
)  # only counted
FIGURES = {  # of metaphor_words.csv: what likens, and the typology of vehicles
    "cue": ("likens", "regards", "becomes", "denies"),
    "vehicle": ("tool", "partner", "rival", "creature", "vehicle", "mirror", "child", "force"),
}
PLAIN = "plain"  # words that only keep their parts from being read as cues
CLASSES = (*VALUED, *OPERATORS, *DIMENSIONS, *MARKS, PLAIN)
COLUMNS = (*STRENGTHS, *CLASSES[:-1], *ASPECTS)  # of the matrix of counts
COLUMN = {name: i for i, name in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class CueTable:
    """The compiled tables: one row per distinct term."""

    automaton: AhoCorasick
    terms: tuple[str, ...]
    counts: NDArray[np.float32]  # terms x COLUMNS: what one occurrence adds
    actions: tuple[tuple[tuple[str, float], ...], ...]  # per term: (class, weight) of those that make or change valence
    is_active: NDArray[np.bool_]  # the term has actions
    is_latin: NDArray[np.bool_]  # begins or ends with an ASCII letter: must stand alone
    likenings: dict[int, str]  # terms that liken or regard as
    vehicles: dict[int, tuple[str, str]]  # terms that end in what AI is likened to: the vehicle, its type
    is_figure: NDArray[np.bool_]  # the term is in one of the two
    is_ai: NDArray[np.bool_]  # names AI
    is_pronoun: NDArray[np.bool_]  # may stand for AI
    is_local: NDArray[np.bool_]  # does nothing but to what follows at once


@dataclass(frozen=True, slots=True)
class Cues:
    """What one article holds: its hits, sorted by place, and the counts per unit."""

    term: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    unit: NDArray[np.int64]
    counts: NDArray[np.float32]  # units x COLUMNS
    unit_start: NDArray[np.int64]
    unit_end: NDArray[np.int64]


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
    drivers = {term for term, kind in likenings.items() if kind in ("likens", "regards")}
    terms = tuple(sorted({*stance, *about, *aspect, *drivers, *vehicles}))
    inner = AhoCorasick(terms, implementation=Implementation.DFA)
    longest = AhoCorasick(sorted(stance), matchkind=MatchKind.LeftmostLongest)
    counts = np.zeros((len(terms), len(COLUMNS)), dtype=np.float32)
    actions = []
    for row, term in enumerate(terms):
        mine = dict(stance.get(term) or _inherited(longest, term, stance))
        for part in {terms[i] for i, _, _ in inner.find_matches_as_indexes(term, overlapping=True)}:
            for name, weight in (*about.get(part, ()), *(aspect.get(part, ()) if part == term or _lends(part, term, about) else ())):
                counts[row, COLUMN[name]] = max(counts[row, COLUMN[name]], weight)
        for name in mine:
            if name != PLAIN:
                counts[row, COLUMN[name]] = 1.0
        actions.append(tuple((name, weight) for name, weight in mine.items() if name in VALUED + OPERATORS + DIMENSIONS))
    automaton = AhoCorasick(terms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    active = np.array([bool(a) for a in actions])
    latin = np.array([t[0].isascii() and t[0].isalpha() or t[-1].isascii() and t[-1].isalpha() for t in terms])
    local = np.array([bool(a) and all(name in ("degree", "negator") for name, _ in a) for a in actions])
    rows = range(len(terms))
    likening_rows = {row: likenings[terms[row]] for row in rows if terms[row] in drivers}
    vehicle_rows = {row: found for row in rows if (found := _ending(terms[row], vehicles))}
    is_figure = np.isin(np.arange(len(terms)), [*likening_rows, *vehicle_rows])
    return CueTable(
        automaton,
        terms,
        counts,
        tuple(actions),
        active,
        latin,
        likening_rows,
        vehicle_rows,
        is_figure,
        counts[:, 0] > 0,
        counts[:, 2] > 0,
        local,
    )


def _figures() -> tuple[dict[str, str], dict[str, str]]:
    """Load the words of likening: what likens, and what AI is likened to with its type."""
    rows = load_table("metaphor_words.csv", ("term", "class", "type"), key=("term", "class"))
    for row in rows:
        if row["type"] not in FIGURES.get(row["class"], ()):
            raise LexiconError(f"metaphor_words.csv: {row['class']} {row['term']!r} has type {row['type']!r}; allowed are {FIGURES}")
    return {r["term"]: r["type"] for r in rows if r["class"] == "cue"}, {r["term"]: r["type"] for r in rows if r["class"] == "vehicle"}


def _ending(term: str, vehicles: dict[str, str]) -> tuple[str, str] | None:
    """Find the longest vehicle that a term ends in (助手 in 得力助手)."""
    return next(((term[i:], vehicles[term[i:]]) for i in range(len(term)) if term[i:] in vehicles), None)


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
def find_hits(plain: str) -> NDArray[np.int64]:
    """Find every term in a text; kept for the next tagger that reads the same article.

    Parameters
    ----------
    plain : str
        Simplified text.

    Returns
    -------
    numpy.ndarray, shape (n_hits, 3)
        Row in the table, start and end, in order of place; the longest term wins.

    Examples
    --------
    >>> [load_cues().terms[row] for row in find_hits("AI降低门槛")[:, 0]]
    ['AI', '降低门槛']
    """
    table = load_cues()
    found = table.automaton.find_matches_as_indexes(plain)
    hits = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
    cut = [i for i in np.flatnonzero(table.is_latin[hits[:, 0]]).tolist() if not _stands_alone(plain, found[i][1], found[i][2])]
    hits = np.delete(hits, cut, axis=0) if cut else hits
    hits.setflags(write=False)
    return hits


def scan(article: Article) -> Cues:
    """Find every cue of an article and count them by unit.

    Parameters
    ----------
    article : Article
        Read in its simplified form, ``article.plain``.

    Returns
    -------
    Cues
        Hits inside units, in order of place, and the matrix of counts.
    """
    units, hits = article.units, find_hits(article.plain)
    starts = np.array([u.start for u in units], dtype=np.int64)
    ends = np.array([u.end for u in units], dtype=np.int64)
    unit = np.searchsorted(starts, hits[:, 1], side="right") - 1
    keep = (unit >= 0) & (hits[:, 2] <= ends[unit]) if len(units) else np.zeros(len(hits), dtype=bool)
    hits, unit = hits[keep], unit[keep]
    counts = np.zeros((len(units), len(COLUMNS)), dtype=np.float32)
    if len(unit):
        first = np.flatnonzero(np.diff(unit, prepend=-1))
        counts[unit[first]] = np.add.reduceat(load_cues().counts[hits[:, 0]], first, axis=0)
    return Cues(hits[:, 0], hits[:, 1], hits[:, 2], unit, counts, starts, ends)


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Tell whether a hit is not a piece of a longer Latin word (the AI of MAIN)."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    cut_before = plain[start].isascii() and before.isascii() and before.isalpha()
    return not (cut_before or plain[end - 1].isascii() and after.isascii() and after.isalpha())
