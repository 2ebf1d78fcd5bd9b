"""The three models of stance: what they look at, their weights, and the shares of each code that they give a unit.

All are tables that can be read: data/lexicon/stance_weights.csv (cues and their surroundings), data/lexicon/learned_terms.csv (words)
and data/lexicon/stance_context.csv (what the units beside say). benchmarks/learn_weights.py makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .articles import Article
from .learned_terms import STANCE_CODES
from .stance_features import FEATURES, Frame
from .weights import load_weights_table

CLASSES = ("favourable", "critical", "mixed", "neutral")
WEIGHTS = STANCE_CODES  # columns of stance_weights.csv
SHARES = (*CLASSES, "none")  # what every unit is given a share of
NEAR = ("own", "paragraph_before", "paragraph_after", "before", "after")  # whose shares the last word is made from
CONTEXT = (*(f"{place}_{share}" for place in NEAR for share in SHARES), "in_paragraph", "spoken", "heading", "bias")
FAINTEST = 1e-3  # below this a share says no more


@cache
def load_weights() -> NDArray[np.float64]:
    """Load the two models.

    Returns
    -------
    numpy.ndarray, shape (5, len(FEATURES))
        A row for each of WEIGHTS: being about AI, then the four classes.

    Examples
    --------
    >>> load_weights().shape == (5, len(FEATURES))
    True
    """
    return np.ascontiguousarray(load_weights_table("stance_weights.csv", "feature", FEATURES, WEIGHTS).T)


@cache
def load_context() -> NDArray[np.float64]:
    """Load the model that has the last word.

    Returns
    -------
    numpy.ndarray, shape (5, len(CONTEXT))
        A row for each of SHARES.

    Examples
    --------
    >>> load_context().shape == (5, len(CONTEXT))
    True
    """
    return np.ascontiguousarray(load_weights_table("stance_context.csv", "feature", CONTEXT, SHARES).T)


def look_around(shares: NDArray[np.float64], article: Article, speakers: Sequence[str]) -> NDArray[np.float64]:
    """Lay out what the last word is made from.

    Parameters
    ----------
    shares : numpy.ndarray, shape (5, n_units)
        What the first two models say.
    article, speakers
        As for :func:`find_stance`.

    Returns
    -------
    numpy.ndarray, shape (len(CONTEXT), n_units)
        The logarithms of the unit's own shares, those of the units beside it, in its paragraph or not, and what it is.
    """
    n = shares.shape[1]
    before, after = np.zeros((2, 5, n))
    before[:, 1:], after[:, :-1] = shares[:, :-1], shares[:, 1:]
    before[:, 0], after[:, -1] = shares[:, 0], shares[:, -1]  # at either end a unit stands in for the one that is not there
    paragraphs = np.array([unit.paragraph for unit in article.units])
    goes_on = np.zeros(n + 1)
    goes_on[1:-1] = paragraphs[1:] == paragraphs[:-1]
    flags = np.array([goes_on[:-1], list(map(bool, speakers)), [unit.role == "heading" for unit in article.units], np.ones(n)])
    own = np.log(shares + FAINTEST)
    return np.concatenate((own, before * goes_on[:-1], after * goes_on[1:], before, after, flags))


def first_shares(frame: Frame, weighed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the first two models say: every unit's shares of the four classes and none, five rows."""
    powers = np.exp(load_weights() @ frame.features + weighed[: len(WEIGHTS)])
    shares = np.empty_like(powers)
    shares[4] = 1 / (1 + powers[0])
    shares[:4] = powers[1:] * ((1 - shares[4]) / powers[1:].sum(0))
    return shares


def last_shares(around: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the third model says, in the same shape."""
    powers = np.exp(load_context() @ around)
    return np.asarray(powers / powers.sum(0))
