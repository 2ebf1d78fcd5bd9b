"""The words that decide what a quantity is: loaded from data/lexicon/claim_cues.csv, searched near a number only.

Not for hedges, which quantities.py reads from the same table.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .errors import LexiconError
from .lexicon import load_table

CLASSES = frozenset(
    "hedge_before hedge_after money time_before time_after time_not_before time_not_after person person_not percent percent_not"
    " bare making count_not idiom practice then now hypothetical change subject tries".split()
)
COMMAS = "，、；,;："
COMMA_COST = 6  # a cue in another clause counts as this much farther away


class Cue(NamedTuple):
    """A cue near a quantity."""

    word: str
    value: str
    distance: int  # in characters, more where a comma stands between


@cache
def load_cues(name: str) -> dict[str, str]:
    """Load one class of cues with what each stands for.

    Examples
    --------
    >>> load_cues("money")["票房"]
    'revenue'
    """
    rows = load_table("claim_cues.csv", ("cue", "class", "value"), key=("cue", "class"))
    for row in rows:
        if row["class"] not in CLASSES:
            raise LexiconError(
                f"claim_cues.csv: class {row['class']!r} of {row['cue']!r} is unknown; must be one of {', '.join(sorted(CLASSES))}"
            )
    return {row["cue"]: row["value"] for row in rows if row["class"] == name}


@cache
def cue_pattern(name: str, leaving_out: str | None = None) -> re.Pattern[str]:
    """Compile a class of cues, the longest first; a branch a first character spares the search most places and most cues."""
    rests: dict[str, list[str]] = {}
    for cue in sorted((cue for cue, value in load_cues(name).items() if value != leaving_out), key=len, reverse=True):
        rests.setdefault(re.escape(cue[0]), []).append(re.escape(cue[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" if any(rest) else first for first, rest in rests.items()))


def cue_before(name: str, plain: str, low: int, end: int) -> Cue | None:
    """Find the last cue of a class in plain[low:end].

    Examples
    --------
    >>> cue_before("money", "总票房超", 0, 4)
    Cue(word='票房', value='revenue', distance=1)
    """
    found = list(cue_pattern(name).finditer(plain, low, end))
    if not found:
        return None
    word = found[-1].group()
    return Cue(word, load_cues(name)[word], _distance(plain, found[-1].end(), end))


def cue_after(name: str, plain: str, start: int, high: int) -> Cue | None:
    """Find the first cue of a class in plain[start:high]."""
    first = cue_pattern(name).search(plain, start, high)
    if first is None:
        return None
    word = first.group()
    return Cue(word, load_cues(name)[word], _distance(plain, start, first.start()))


def ends_with(name: str, plain: str, end: int, longest: int) -> str:
    """Return the longest cue of a class that ends exactly at a place, or an empty string.

    Examples
    --------
    >>> ends_with("change", "周期缩短到", 5, 5)
    '缩短到'
    """
    cues, last_characters = _endings(name)
    if plain[end - 1 : end] not in last_characters:
        return ""
    for n in range(min(longest, end), 0, -1):
        if plain[end - n : end] in cues:
            return plain[end - n : end]
    return ""


@cache
def _endings(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The cues of a class, and the characters that they end with."""
    cues = load_cues(name)
    return frozenset(cues), frozenset(cue[-1] for cue in cues)


def _distance(plain: str, start: int, end: int) -> int:
    between = plain[start:end]
    if not between or between.isalnum():
        return end - start
    return end - start + COMMA_COST * sum(map(between.count, COMMAS))
