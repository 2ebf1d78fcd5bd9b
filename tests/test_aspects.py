"""Aspects: every case of tests/cases/aspects.csv, and what a neighbour lends."""

from __future__ import annotations

import numpy as np
import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Unit
from aicine_lib.aspects import FROM_BEFORE, THRESHOLD, find_aspects
from aicine_lib.cues import ASPECTS, COLUMN, COLUMNS, scan
from aicine_lib.lexicon import load_table
from aicine_lib.script import fold


@pytest.mark.parametrize("case", load_cases("aspects"))
def test_case(case: dict[str, str]) -> None:
    text, expected = case["text"], case["expected"]
    article = Article("a", "d", "", "", text, fold(text), [Unit(0, len(text), "body", 0)], [], True)
    assert find_aspects(scan(article).counts, np.zeros(1), np.array([-1])) == [expected]


def _two_units(first: float, second: float, same: float) -> list[str]:
    counts = np.zeros((len(COLUMNS), 2))
    counts[COLUMN["rights"]] = first, second
    return find_aspects(counts, np.array([0.0, same]), np.array([-1, -1]))


def test_half_a_hint_is_enough_after_a_unit_on_the_same() -> None:
    half = THRESHOLD - FROM_BEFORE
    assert _two_units(1, half + 0.01, 1) == ["rights", "rights"]
    assert _two_units(1, half + 0.01, 0) == ["rights", ""]


def test_codes_stand_in_the_order_of_the_codebook() -> None:
    counts = np.ones((len(COLUMNS), 1))
    assert find_aspects(counts, np.zeros(1), np.array([-1])) == [" ".join(ASPECTS)]


def test_every_aspect_has_words_enough() -> None:
    rows = load_table("aspect_words.csv", ("term", "aspect", "weight"), key=("term", "aspect"))
    assert all(sum(row["aspect"] == aspect for row in rows) >= 80 for aspect in ASPECTS)
