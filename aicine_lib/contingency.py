"""Two things that each occur or not in n cases: how far they go together, and how surprising that is.

The four-cell table behind keyness, collocation and co-occurrence, vectorised over pairs. Its tests take cases as independent;
words of one text and sentences of one article are not, so small p-values rank pairs rather than prove them.
"""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LEAST_EXPECTED = 5  # below it the chi-squared approximation is poor (Cochran, W. G. 1954, Biometrics 10, 417-451), so Fisher's test is used
SAME = 1 + 1e-7  # tables this much more probable than the one seen still count as equally so, as in R's fisher.test


def expected_together(first: ArrayLike, second: ArrayLike, n: ArrayLike) -> Floats:
    """Return how often both would occur if they had nothing to do with one another; nan where n is 0.

    Examples
    --------
    >>> float(expected_together(20, 30, 100))
    6.0
    """
    a, b, cases = (np.asarray(values, dtype=float) for values in (first, second, n))
    return np.divide(a * b, cases, out=np.full(np.broadcast(a, b, cases).shape, np.nan), where=cases > 0)


def compute_g2(both: ArrayLike, first: ArrayLike, second: ArrayLike, n: ArrayLike) -> Floats:
    """Compute the log-likelihood ratio of tables with two rows and two columns.

    Parameters
    ----------
    both, first, second, n : array of numbers
        Cases with both, with the first, with the second, and cases in all.

    Returns
    -------
    array
        G2, no unit, 0 or more: 3.84 is exceeded by chance in 5 % of cases. nan where n is 0.

    Notes
    -----
    This is the form of [1]_, with all four cells. That of [2]_ and of the UCREL calculator leaves out the two cells of other
    words; for words that are rare the two agree in their first digits.

    References
    ----------
    .. [1] Dunning, T. (1993). Computational Linguistics 19(1), 61-74.
    .. [2] Rayson, P. & Garside, R. (2000). Proceedings of the Workshop on Comparing Corpora, 1-6.

    Examples
    --------
    >>> float(compute_g2(110, 2552, 221, 31777).round(2))  # "the swiss", table 2 of [1]_
    270.72
    """
    k, a, b, cases = np.broadcast_arrays(*(np.asarray(values, dtype=float) for values in (both, first, second, n)))
    cells = np.stack([k, a - k, b - k, cases - a - b + k])
    rows, columns = np.stack([a, a, cases - a, cases - a]), np.stack([b, cases - b, b, cases - b])
    is_seen = cells > 0
    ratios = np.divide(cells * cases, rows * columns, out=np.ones_like(cells), where=is_seen)
    return np.where(cases > 0, np.maximum(2 * (cells * np.log(ratios)).sum(axis=0), 0.0), np.nan)


def chi_squared_p(statistic: ArrayLike) -> Floats:
    """Return how probable a chi-squared value with one degree of freedom, or a greater one, is by chance; nan stays nan.

    Examples
    --------
    >>> float(chi_squared_p(3.841459).round(4))
    0.05
    """
    values = np.atleast_1d(np.asarray(statistic, dtype=float))
    tails = [erfc(sqrt(value / 2)) if value == value else np.nan for value in values.ravel()]
    return np.array(tails, dtype=float).reshape(np.shape(statistic))


def compute_phi(both: ArrayLike, first: ArrayLike, second: ArrayLike, n: ArrayLike) -> Floats:
    """Compute phi, the correlation of two things that occur or not: -1 to 1; nan where one occurs never or always.

    References
    ----------
    .. [1] Yule, G. U. (1912). Journal of the Royal Statistical Society 75, 579-652.

    Examples
    --------
    >>> float(compute_phi(10, 10, 10, 20))
    1.0
    """
    k, a, b, cases = (np.asarray(values, dtype=float) for values in (both, first, second, n))
    scale = np.sqrt(a * b) * np.sqrt((cases - a) * (cases - b))
    difference = k * cases - a * b
    return np.divide(difference, scale, out=np.full(np.broadcast(difference, scale).shape, np.nan), where=scale > 0)


def fisher_p(both: ArrayLike, first: ArrayLike, second: ArrayLike, n: ArrayLike) -> Floats:
    """Compute the two-sided p-value of Fisher's exact test: of all tables with these margins, those no more probable.

    Parameters
    ----------
    both, first, second, n : array of whole numbers, one-dimensional
        As in `compute_g2`.

    References
    ----------
    .. [1] Fisher, R. A. (1935). The Design of Experiments, section 11 (the lady tasting tea).

    Examples
    --------
    >>> fisher_p([3], [4], [4], [8]).round(4).tolist()  # three of four cups right
    [0.4857]
    """
    tables = np.stack([np.atleast_1d(np.asarray(values, dtype=np.int64)) for values in np.broadcast_arrays(both, first, second, n)], axis=1)
    largest = int(tables[:, 3].max(initial=0))
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, largest + 1)))])
    return np.array([_exact(factorials, *table) for table in tables.tolist()], dtype=float)


def association_p(both: ArrayLike, first: ArrayLike, second: ArrayLike, n: ArrayLike) -> tuple[Floats, NDArray[np.str_]]:
    """Return p-values by G2, or by Fisher's test where a cell is expected less than five times, and which test it was.

    Examples
    --------
    >>> p, test = association_p([3, 60], [4, 100], [4, 100], [8, 200])
    >>> p.round(3).tolist(), test.tolist()
    ([0.486, 0.005], ['fisher', 'g2'])
    """
    k, a, b, cases = (np.atleast_1d(np.asarray(v, dtype=float)) for v in np.broadcast_arrays(both, first, second, n))
    least = expected_together(np.minimum(a, cases - a), np.minimum(b, cases - b), cases)
    p = chi_squared_p(compute_g2(k, a, b, cases))
    is_small = least < LEAST_EXPECTED
    p[is_small] = fisher_p(k[is_small], a[is_small], b[is_small], cases[is_small])
    return p, np.where(is_small, "fisher", "g2")


def adjust_holm(p: ArrayLike) -> Floats:
    """Adjust p-values for being many, so that one false positive among all of them has the probability named.

    Parameters
    ----------
    p : array of float
        One-dimensional; nan stays nan and is not counted.

    References
    ----------
    .. [1] Holm, S. (1979). Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> adjust_holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    adjusted = np.full(values.shape, np.nan)
    known = np.flatnonzero(np.isfinite(values))
    order = known[np.argsort(values[known], kind="stable")]
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * np.arange(len(order), 0, -1)), 1.0)
    return adjusted


def _exact(factorials: Floats, both: int, first: int, second: int, n: int) -> float:
    """Fisher's p of one table, from the logarithms of the factorials."""
    k = np.arange(max(0, first + second - n), min(first, second) + 1)
    f = factorials
    margins = f[first] + f[n - first] + f[second] + f[n - second] - f[n]
    probabilities = np.exp(margins - f[k] - f[first - k] - f[second - k] - f[n - first - second + k])
    return float(min(1.0, probabilities[probabilities <= probabilities[both - k[0]] * SAME].sum()))
