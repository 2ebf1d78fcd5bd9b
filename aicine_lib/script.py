"""Traditional to simplified Chinese, character for character, and which of the two scripts a text is written in.

Lengths never change: an offset in the simplified text is an offset in the text as printed. Regional vocabulary
(人工智慧, 影片) is not this module's business; the lexicon lists such words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from . import paths
from .lexicon import load_table

TABLES = paths.DATA / "script"
N_CODE_POINTS = 0x110000  # Unicode's range
FULL_WIDTH_OFFSET = 0xFEE0  # Ａ (U+FF21) minus A (U+0041); the same for digits, small letters and ％
FULL_WIDTH = "".join(chr(c + FULL_WIDTH_OFFSET) for c in range(0x21, 0x7F) if chr(c).isalnum() or chr(c) == "%")
MIXED_FROM, MIXED_TO = 0.1, 0.9  # share of traditional-only among script-specific characters; between them a text is mixed
ENOUGH_CHARS = 20_000  # a script shows in the first pages; measured on this many characters


def simplify(text: str) -> str:
    """Turn traditional characters into simplified ones, one for one.

    Parameters
    ----------
    text : str
        Any text; simplified text comes back as it is.

    Returns
    -------
    str
        The same number of characters.

    Examples
    --------
    >>> simplify("導演看著乾隆的畫像,計畫瞭解觀眾")
    '导演看着乾隆的画像,计划了解观众'
    """
    return _supplemented(text, _gathered(text, _tables()[0]))


def fold(text: str) -> str:
    """Simplify, and make full-width letters, digits and ％ half-width; other punctuation stays as it is.

    Examples
    --------
    >>> fold("ＡＩ影片《夢》，成本降８０％！")
    'AI影片《梦》，成本降80%！'
    """
    return _supplemented(text, _gathered(text, _tables()[1]))


def lower(text: str) -> str:
    """Lower-case a text for an automaton, its length kept.

    Examples
    --------
    >>> lower("即梦AI"), lower("İstanbul")
    ('即梦ai', 'İstanbul')
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text  # İ and its like grow; offsets must not move


def detect_script(text: str) -> Literal["hans", "hant", "mixed"]:
    """Tell whether a text is in simplified (hans) or traditional (hant) script.

    Only characters that exist in one of the scripts count. At most 10 % traditional is hans, at least 90 % hant,
    anything between mixed; a text without such characters is hans.

    Examples
    --------
    >>> detect_script("這部電影"), detect_script("这部电影"), detect_script("這部電影很好看 这部电影很好看")
    ('hant', 'hans', 'mixed')
    """
    kinds = _kinds()[_code_points(text[:ENOUGH_CHARS])]
    n_hans, n_hant = int((kinds == 1).sum()), int((kinds == 2).sum())
    if n_hans + n_hant == 0:
        return "hans"
    share = n_hant / (n_hans + n_hant)
    return "hans" if share <= MIXED_FROM else "hant" if share >= MIXED_TO else "mixed"


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _gathered(text: str, table: NDArray[np.uint32]) -> str:
    if text.isascii():
        return text
    return table.take(_code_points(text), mode="clip").tobytes().decode("utf-32-le", "surrogatepass")


def _supplemented(text: str, gathered: str) -> str:
    """Settle what depends on the neighbours, in text that was traditional before."""
    if gathered == text:
        return gathered
    for character, pattern, simplified in _supplement():
        if character in gathered:
            gathered = pattern.sub(simplified, gathered)
    return gathered


@cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the code point tables of simplify and of fold."""
    simple = np.arange(N_CODE_POINTS, dtype="<u4")
    for traditional, variants in _variants("TSCharacters.txt"):
        simple[ord(traditional)] = ord(variants[0])
    for row in _supplement_rows():
        if len(row["character"]) == 1:  # what depends on neighbours stays for _supplemented
            simple[ord(row["character"])] = ord(row["character"] if _has_neighbours(row) else row["simplified"])
    folded = simple.copy()
    for character in FULL_WIDTH:
        folded[ord(character)] = ord(character) - FULL_WIDTH_OFFSET
    return simple, folded


@cache
def _supplement() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return character, its pattern outside the words that keep it, and what it becomes."""
    rows = [row for row in _supplement_rows() if len(row["character"]) > 1 or _has_neighbours(row)]
    return tuple((row["character"], _pattern(row), row["simplified"]) for row in rows)


def _supplement_rows() -> list[dict[str, str]]:
    return load_table("supplement.csv", ("character", "simplified", "not_after", "not_before"), key=("character",), base=TABLES)


def _has_neighbours(row: dict[str, str]) -> bool:
    return bool(row["not_after"] or row["not_before"])


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    """Compile a pattern that starts with the rare character, so that the search is fast."""
    character, before, after = row["character"], row["not_after"], row["not_before"]
    return re.compile(character + (f"(?<![{before}]{character})" if before else "") + (f"(?![{after}])" if after else ""))


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return per code point 1 for simplified only, 2 for traditional only, else 0."""
    kinds = np.zeros(N_CODE_POINTS, dtype=np.uint8)
    for simplified, variants in _variants("STCharacters.txt"):
        kinds[ord(simplified)] = 0 if simplified in variants else 1
    for traditional, variants in _variants("TSCharacters.txt"):
        kinds[ord(traditional)] = 0 if traditional in variants else 2
    return kinds


def _variants(name: str) -> list[tuple[str, list[str]]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [(left, right.split()) for left, right in (line.split("\t") for line in lines)]
