"""Which sides of the matter a unit speaks of: eleven aspects, several at once.

The words of an aspect (data/lexicon/aspect_words.csv) reach a threshold or not, which rises with what speaks for other aspects in
the unit; words in the neighbouring units and in the heading above lend a little, so that half a hint is enough where the talk is
of it anyway, and a unit without such words goes on about what the unit before was about. How far they reach, and the learnt
weights of all words of the unit, make the odds of the aspect (data/lexicon/aspect_weights.csv, learned_terms.csv). Only units
with a stance have aspects: stance.py asks for them.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .cues import ASPECTS, COLUMN
from .weights import load_weights_table

THRESHOLD = 0.5  # one clear word is enough; of 0.4 to 0.8, 0.5 was best on three sets of gold of four, 0.6 on the fourth
THRESHOLDS = {"emotion": 0.4, "creativity": 0.6, "market": 0.6}  # as far from THRESHOLD as chosen when it was 0.8
CROWD, RISE = 0.1, 0.5  # so much of what speaks for other aspects is added to the threshold, and no more: in a crowd a hint says less
# of a neighbour's weight: in the same paragraph and across; the last where a unit has hardly a word of its own
FROM_BEFORE, ACROSS, FROM_AFTER, FROM_HEADING, GOES_ON = 0.35, 0.1, 0.2, 0.3, 0.6
SPOKEN = 0.45  # from here on a unit has words of its own
REACHED = np.array([[THRESHOLDS.get(aspect, THRESHOLD) - 1e-6] for aspect in ASPECTS])  # sums of tenths are not exact
MOST = 1.5  # more words than that say no more
FEATURES = ("reach", "reached", "bias")  # columns of aspect_weights.csv
LEAST = math.log(0.33 / 0.67)  # odds from which an aspect is given; .30 to .40 were tried on texts that took no part
_BITS = 1 << np.arange(len(ASPECTS))


@cache
def load_weights() -> NDArray[np.float64]:
    """Load how much the words of an aspect speak for it.

    Returns
    -------
    numpy.ndarray, shape (11, 3)
        A row for each of ASPECTS, a column for each of FEATURES.

    Examples
    --------
    >>> load_weights().shape == (len(ASPECTS), len(FEATURES))
    True
    """
    return load_weights_table("aspect_weights.csv", "aspect", ASPECTS, FEATURES)


def find_aspects(
    counts: NDArray[np.float64], weighed: NDArray[np.float64], same_paragraph: NDArray[np.float64], heading: NDArray[np.int64]
) -> list[str]:
    """Name the aspects of every unit of an article.

    Parameters
    ----------
    counts : numpy.ndarray, shape (n_columns, n_units)
        Counts of cues, from :func:`aicine_lib.cues.scan`.
    weighed : numpy.ndarray, shape (11, n_units)
        What the terms of the units come to, from :func:`aicine_lib.learned_terms.weigh_terms`.
    same_paragraph : numpy.ndarray, shape (n_units,)
        1 where a unit is in the paragraph of the unit before it, else 0.
    heading : numpy.ndarray, shape (n_units,)
        Index of the heading above a unit; -1 where there is none, and for headings.

    Returns
    -------
    list of str
        Codes separated by spaces, in the codebook's order; empty where there is none.

    Examples
    --------
    >>> from aicine_lib.cues import COLUMNS
    >>> counts = np.zeros((len(COLUMNS), 1))
    >>> counts[COLUMNS.index("cost")] = counts[COLUMNS.index("labour")] = 1
    >>> find_aspects(counts, np.zeros((11, 1)), np.zeros(1), np.array([-1]))
    ['cost labour']
    """
    features = lay_out(measure_reach(counts, same_paragraph, heading))
    odds = np.einsum("af,fau->au", load_weights(), features) + weighed
    return [_codes(bits) for bits in (_BITS @ (odds > LEAST)).tolist()]


def measure_reach(counts: NDArray[np.float64], same_paragraph: NDArray[np.float64], heading: NDArray[np.int64]) -> NDArray[np.float64]:
    """Measure by how much the words of every aspect reach its threshold, or fall short of it: 11 x units."""
    own = np.minimum(counts[COLUMN[ASPECTS[0]] :], MOST)
    lent = np.minimum(own, 1.0)
    link = same_paragraph[1:]
    goes_on = own[:, 1:].max(0, initial=0.0) < SPOKEN
    own[:, 1:] += lent[:, :-1] * np.where(goes_on, GOES_ON, ACROSS + (FROM_BEFORE - ACROSS) * link)
    own[:, :-1] += lent[:, 1:] * (FROM_AFTER * link)
    own += lent.take(heading, 1) * (FROM_HEADING * (heading >= 0))
    return np.asarray(own - np.minimum((own.sum(0) - own) * CROWD, RISE) - REACHED)


def lay_out(reach: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay out FEATURES of how far the words of aspects reach; their axis comes first."""
    return np.stack((np.minimum(reach, MOST), reach >= 0, np.ones_like(reach)))


@cache
def _codes(bits: int) -> str:
    return " ".join(aspect for i, aspect in enumerate(ASPECTS) if bits >> i & 1)
