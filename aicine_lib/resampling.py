"""Intervals from resampling whole articles, for measures that are functions of counts.

Sentences of one article resemble one another, so articles are drawn with replacement (the cluster bootstrap of [1]_), their
counts are summed, and the measure is taken of the sums: two thousand draws are one multiplication of matrices. With five or
ten articles such an interval is too narrow rather than too wide, and it says nothing of kinds of articles that are not there.

References
----------
.. [1] Field, C. A. & Welsh, A. H. (2007). Journal of the Royal Statistical Society B 69, 369-390.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 2000  # enough for two digits of a 95 % percentile interval (Davison & Hinkley 1997, Bootstrap Methods, section 5.2)
BLOCK = 4_000_000  # numbers held at once; a corpus may have many articles
SEED = 0  # the same intervals on every run
PERCENTILES = (2.5, 97.5)


class Estimate(NamedTuple):
    """A number with its 95 % interval; nan where it cannot be told."""

    value: float
    low: float
    high: float


def bootstrap(counts: Floats, measure: Callable[[Floats], Floats], *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Draw articles with replacement, and measure the sums of their counts.

    Parameters
    ----------
    counts : array, shape (n_articles, ...)
        What was counted in every article.
    measure : callable
        Takes sums, shape (draws, ...), and returns values, shape (draws, ...).
    draws, seed : int
        Number of draws, and where the random numbers start.

    Returns
    -------
    array, shape (2, ...)
        Lower and upper 95 % percentile of the measure; nan with fewer than two articles.

    Examples
    --------
    >>> bootstrap(np.array([[1, 2], [3, 4], [5, 5]]), lambda sums: sums[:, 0] / sums[:, 1]).round(2).tolist()
    [0.5, 1.0]
    """
    if len(counts) < 2:
        return np.full((2, *measure(counts.sum(axis=0, keepdims=True)).shape[1:]), np.nan)
    values = measure(draw_sums(counts, draws, seed))
    is_known = np.isfinite(values).any(axis=0)
    return np.where(is_known, np.nanpercentile(np.where(is_known, values, 0), PERCENTILES, axis=0), np.nan)


def estimate(counts: Floats, measure: Callable[[Floats], Floats]) -> Estimate:
    """Measure the counts of all articles, with the interval of the measure."""
    low, high = bootstrap(counts, measure)
    return Estimate(float(measure(counts.sum(axis=0)[None])[0]), float(low), float(high))


def draw_sums(counts: Floats, draws: int, seed: int) -> Floats:
    """Sums of counts over articles drawn with replacement; a draw a row."""
    n, random = len(counts), np.random.default_rng(seed)
    sums, at_once = [], max(1, BLOCK // n)
    for done in range(0, draws, at_once):
        times = random.multinomial(n, np.full(n, 1 / n), size=min(at_once, draws - done))
        sums.append(np.tensordot(times.astype(float), counts, axes=1))
    return np.concatenate(sums)


def sum_by(keys: NDArray[np.object_], values: Floats) -> Floats:
    """Sums of values over the rows of each key, in the order of the keys."""
    known, which = np.unique(keys.astype(str), return_inverse=True)
    sums = np.zeros((len(known), *values.shape[1:]))
    np.add.at(sums, which, values)
    return sums


def share_of(part: Floats, whole: Floats) -> Floats:
    """Part of a whole; nan where the whole is nothing."""
    return np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=np.asarray(whole) > 0)
