"""Aspects: every case of tests/cases/aspects.csv, and what a neighbour lends."""

from __future__ import annotations

import numpy as np
import pytest
from cases_table import load_cases
from numpy.typing import NDArray

from aicine_lib.articles import Article, Unit
from aicine_lib.aspects import ACROSS, SPOKEN, THRESHOLDS, find_aspects, measure_reach
from aicine_lib.cues import ASPECTS, COLUMN, COLUMNS, scan
from aicine_lib.learned_terms import STANCE_CODES, find_terms, weigh_terms
from aicine_lib.lexicon import load_table
from aicine_lib.script import fold


@pytest.mark.parametrize("case", load_cases("aspects"))
def test_case(case: dict[str, str]) -> None:
    text, expected = case["text"], case["expected"]
    article = Article("a", "d", "", "", text, fold(text), [Unit(0, len(text), "body", 0)], [], True)
    weighed = weigh_terms(find_terms(article, []), 1)[len(STANCE_CODES) :]
    assert find_aspects(scan(article).counts, weighed, np.zeros(1), np.array([-1])) == [expected]


def reached(counts: NDArray[np.float64], same: float = 0.0) -> list[list[str]]:
    """Return the aspects whose own words reach their threshold, by unit."""
    n = counts.shape[1]
    reach = measure_reach(counts, np.array([0.0, same][:n]), np.array([-1, -1][:n]))
    return [[aspect for aspect, far in zip(ASPECTS, column) if far >= 0] for column in reach.T]


def test_half_a_hint_is_enough_after_a_unit_on_the_same() -> None:
    half = THRESHOLDS["market"] - ACROSS - 0.01
    assert half > SPOKEN  # so the unit does not simply go on about what was spoken of
    counts = np.zeros((len(COLUMNS), 2))
    counts[COLUMN["market"]] = 1, half
    assert reached(counts, 1) == [["market"], ["market"]]
    assert reached(counts, 0) == [["market"], []]


def test_in_a_crowd_a_hint_says_less() -> None:
    counts = np.zeros((len(COLUMNS), 1))
    counts[COLUMN["rights"]] = 0.6
    assert reached(counts) == [["rights"]]
    for aspect in ("cost", "quality"):
        counts[COLUMN[aspect]] = 1
    assert reached(counts) == [["cost", "quality"]]


def test_codes_stand_in_the_order_of_the_codebook() -> None:
    counts = np.full((len(COLUMNS), 1), 2.0)
    assert find_aspects(counts, np.full((len(ASPECTS), 1), 9.0), np.zeros(1), np.array([-1])) == [" ".join(ASPECTS)]


def test_terms_alone_can_make_an_aspect() -> None:
    weighed = np.zeros((len(ASPECTS), 1))
    weighed[ASPECTS.index("labour")] = 9
    assert find_aspects(np.zeros((len(COLUMNS), 1)), weighed, np.zeros(1), np.array([-1])) == ["labour"]


def test_every_aspect_has_words_enough() -> None:
    rows = load_table("aspect_words.csv", ("term", "aspect", "weight"), key=("term", "aspect"))
    assert all(sum(row["aspect"] == aspect for row in rows) >= 80 for aspect in ASPECTS)
