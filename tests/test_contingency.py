"""Two-by-two tables: against Dunning's published values, and scipy as a second implementation."""

from __future__ import annotations

import numpy as np
import pytest
from cases_table import load_cases
from scipy import stats

from aicine_lib.contingency import (
    adjust_holm,
    association_p,
    chi_squared_p,
    compute_g2,
    compute_phi,
    expected_together,
    fisher_p,
)

TABLES = np.random.default_rng(3).integers(0, 40, size=(200, 4))  # cells: both, first only, second only, neither


def margins() -> tuple[np.ndarray, ...]:
    both, first, second, neither = TABLES.T
    return both, both + first, both + second, both + first + second + neither


@pytest.mark.parametrize("case", load_cases("contingency"))
def test_g2_agrees_with_published_values(case: dict[str, str]) -> None:
    found = compute_g2(*(int(case[name]) for name in ("both", "first", "second", "n")))
    assert float(found) == pytest.approx(float(case["g2"]), abs=0.005)


def test_g2_and_p_agree_with_scipy() -> None:
    g2 = compute_g2(*margins())
    for cells, found, p in zip(TABLES, g2, chi_squared_p(g2)):
        table = cells.reshape(2, 2)
        if table.sum(axis=0).all() and table.sum(axis=1).all():
            expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
            assert (found, p) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-9)


def test_fisher_agrees_with_scipy() -> None:
    expected = [stats.fisher_exact(cells.reshape(2, 2)).pvalue for cells in TABLES]
    assert fisher_p(*margins()) == pytest.approx(expected, abs=1e-9)


def test_fisher_holds_with_millions_of_units() -> None:
    rare = stats.fisher_exact([[3, 17], [40, 3_999_940]]).pvalue
    assert fisher_p([3], [20], [43], [4_000_000])[0] == pytest.approx(rare, rel=1e-5)


def test_phi_is_the_correlation_of_the_indicators() -> None:
    for cells, phi in zip(TABLES[:20], compute_phi(*margins())):
        first, second = np.repeat([1, 1, 0, 0], cells), np.repeat([1, 0, 1, 0], cells)
        assert phi == pytest.approx(np.corrcoef(first, second)[0, 1])


def test_small_expected_counts_are_tested_exactly() -> None:
    p, test = association_p([2, 60, 0], [5, 100, 0], [5, 100, 3], [50, 200, 10])
    assert test.tolist() == ["fisher", "g2", "fisher"] and p[2] == 1.0


def test_what_cannot_be_told_is_nan() -> None:
    assert np.isnan(compute_g2(0, 0, 0, 0)) and np.isnan(compute_phi(5, 5, 10, 10)) and np.isnan(expected_together(0, 0, 0))
    assert len(fisher_p([], [], [], [])) == 0 and len(adjust_holm([])) == 0
    assert np.isnan(chi_squared_p([np.nan, 1.0])).tolist() == [True, False]


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([0.01, 0.02, 0.03, 0.04, 0.05], [0.05, 0.08, 0.09, 0.09, 0.09]),  # p.adjust(…, "holm") of R
        ([0.01, 0.013, 0.014, 0.19, 0.35, 0.5, 0.63, 0.67, 0.75, 0.81], [0.1, 0.117, 0.117, 1, 1, 1, 1, 1, 1, 1]),
        ([0.04, np.nan, 0.01], [0.04, np.nan, 0.02]),
    ],
)
def test_holm(p: list[float], expected: list[float]) -> None:
    assert adjust_holm(p) == pytest.approx(expected, nan_ok=True)
