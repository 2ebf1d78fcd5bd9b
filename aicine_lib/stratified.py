"""Estimates for a corpus from a stratified sample of its units: what a weighted table of two codes says, and how surely.

Every unit of a sample stands for N_h / n_h units of its stratum [1]_. Everything asked of a tagger (agreement, alpha, precision,
recall, what the shares really are) is then a function of one table: how many units of the corpus have which code where the
tagger gave which. Resampling gives the table two thousand times over. Not for texts that were coded to the last unit:
agreement.py has the plain counts.

References
----------
.. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapters 5 and 5A.
.. [2] Rao, J. N. K. & Wu, C. F. J. (1988). Journal of the American Statistical Association 83, 231-241.
.. [3] Cameron, A. C., Gelbach, J. B. & Miller, D. L. (2008). Review of Economics and Statistics 90, 414-427.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .resampling import DRAWS, PERCENTILES, SEED, Floats, share_of

UNITS, ARTICLES = "units", "articles"
ENOUGH_ARTICLES = 30  # with fewer clusters the plain cluster bootstrap is too narrow: simulations of [3]_, from 5 to 30 clusters


class Interval(NamedTuple):
    """Values with their 95 % interval; nan where they cannot be told."""

    value: Floats
    low: Floats
    high: Floats


class Confusion(NamedTuple):
    """Units of the corpus by code due (rows) and code given (columns), as estimated, and as estimated from every draw."""

    value: Floats  # (n_codes, n_codes)
    draws: Floats  # (draws, n_codes, n_codes)

    def measure(self, function: Callable[[Floats], Floats]) -> Interval:
        """Take a measure of the table, with the interval that the draws give it."""
        values = function(self.draws)
        is_known = np.isfinite(values).any(axis=0)
        low, high = np.nanpercentile(np.where(is_known, values, 0), PERCENTILES, axis=0)
        return Interval(function(self.value[None])[0], *(np.where(is_known, bound, np.nan)[()] for bound in (low, high)))


def weigh_confusion(units: pd.DataFrame, tagged: Mapping[str, int], by: str = UNITS) -> Confusion:
    """Estimate for a corpus which code the tagger gives where which is due.

    Parameters
    ----------
    units : pandas.DataFrame
        The sample: columns gold, predicted, article_id, stratum and n_stratum (units of the corpus in the stratum).
    tagged : mapping of str to int
        How many units of the corpus the tagger gave each code, all codes in the order wanted. What was given each is made to
        sum to it (post-stratification, [1]_ chapter 5A), unless the sample has no unit that was given it.
    by : {"units", "articles"}
        What is resampled. Units within strata: how far another sample of this corpus might have led elsewhere (rescaled so
        that a stratum that was coded wholly has no error [2]_). Articles: the same for other articles like these.

    Returns
    -------
    Confusion

    Examples
    --------
    >>> units = pd.DataFrame({"gold": list("aab"), "predicted": list("abb"), "article_id": list("xyz"), "stratum": list("abb")})
    >>> weigh_confusion(units.assign(n_stratum=[10, 30, 30]), {"a": 10, "b": 30}).value.tolist()
    [[10.0, 15.0], [0.0, 15.0]]
    """
    labels = {label: i for i, label in enumerate(tagged)}
    cells = units["gold"].map(labels).to_numpy(dtype=int) * len(labels) + units["predicted"].map(labels).to_numpy(dtype=int)
    strata, sizes = pd.factorize(units["stratum"])[0], units["n_stratum"].to_numpy(dtype=float)
    weights = sizes / np.bincount(strata)[strata]
    drawn = _draw_units(weights, strata, sizes) if by == UNITS else _draw_articles(weights, units["article_id"])
    tables = (np.vstack([weights, drawn]) @ np.eye(len(labels) ** 2)[cells]).reshape(-1, len(labels), len(labels))
    given = tables.sum(axis=-2)
    tables *= np.nan_to_num(share_of(np.array([*tagged.values()], dtype=float), given))[:, None, :]
    tables[((given == 0) & (given[0] > 0)).any(axis=-1)] = np.nan  # a draw that lost a code says nothing of the corpus
    return Confusion(tables[0], tables[1:])


def agreement_of(confusion: Floats) -> Floats:
    """Share of units with the same code from both; takes tables (..., n_codes, n_codes)."""
    return share_of(np.trace(confusion, axis1=-2, axis2=-1), confusion.sum(axis=(-2, -1)))


def alpha_of(confusion: Floats) -> Floats:
    """Krippendorff's alpha (nominal) of two codes of every unit; nan where only one code occurs.

    Examples
    --------
    >>> round(float(alpha_of(np.array([[2, 0, 0, 0], [1, 3, 0, 0], [0, 1, 3, 0], [0, 0, 0, 2.0]]))), 3)
    0.782
    """
    n = 2 * confusion.sum(axis=(-2, -1))
    by_code = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    disagreeing = n - 2 * np.trace(confusion, axis1=-2, axis2=-1)
    return 1 - share_of(disagreeing * (n - 1), n**2 - (by_code**2).sum(axis=-1))


def precision_of(confusion: Floats) -> Floats:
    """Of the units that were given a code, the share where it was due; a value a code."""
    return share_of(np.diagonal(confusion, axis1=-2, axis2=-1), confusion.sum(axis=-2))


def recall_of(confusion: Floats) -> Floats:
    """Of the units where a code was due, the share that was given it; a value a code."""
    return share_of(np.diagonal(confusion, axis1=-2, axis2=-1), confusion.sum(axis=-1))


def f1_of(confusion: Floats) -> Floats:
    """Harmonic mean of precision and recall; a value a code."""
    return share_of(2 * np.diagonal(confusion, axis1=-2, axis2=-1), confusion.sum(axis=-2) + confusion.sum(axis=-1))


def due_shares(confusion: Floats) -> Floats:
    """Share of units where each code was due; a value a code."""
    return share_of(confusion.sum(axis=-1), confusion.sum(axis=(-2, -1))[..., None])


def _draw_units(weights: Floats, strata: NDArray[np.intp], sizes: Floats) -> Floats:
    """Weights of every draw of units within strata: n_h - 1 of n_h, rescaled [2]_; they sum to N_h in every draw."""
    random = np.random.default_rng(SEED)
    drawn = np.tile(weights, (DRAWS, 1))
    for stratum in range(strata.max() + 1):
        rows = np.flatnonzero(strata == stratum)
        n = len(rows)
        if n > 1:
            spread = np.sqrt(1 - n / sizes[rows[0]])
            times = random.multinomial(n - 1, np.full(n, 1 / n), size=DRAWS)
            drawn[:, rows] *= 1 - spread + spread * times * n / (n - 1)
    return drawn


def _draw_articles(weights: Floats, articles: pd.Series) -> Floats:
    """Weights of every draw of articles."""
    which, names = pd.factorize(articles)
    times = np.random.default_rng(SEED).multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)
    return weights * times[:, which]
