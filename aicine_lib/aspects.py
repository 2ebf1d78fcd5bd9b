"""Which sides of the matter a unit speaks of: eleven aspects, several at once.

An aspect is given where the weights of its words in the unit reach a threshold; words in the neighbouring units and in
the heading above lend a little, so that half a hint is enough where the talk is of it anyway, and a unit without such
words goes on about what the unit before was about. Only units with a stance have aspects: stance.py asks for them.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .cues import ASPECTS, COLUMN

THRESHOLD = 0.8  # best of 0.6 to 1.4 in steps of 0.2 on the press gold, and on the dev gold
THRESHOLDS = {"emotion": 0.7, "creativity": 0.9, "market": 0.9}  # where another served all gold but one set, which was kept apart
# of a neighbour's weight: in the same paragraph and across; the last where a unit has hardly a word of its own
FROM_BEFORE, ACROSS, FROM_AFTER, FROM_HEADING, GOES_ON = 0.35, 0.1, 0.2, 0.3, 0.8
SPOKEN = 0.45  # from here on a unit has words of its own
REACHED = np.array([[THRESHOLDS.get(aspect, THRESHOLD) - 1e-6] for aspect in ASPECTS])  # sums of tenths are not exact
MOST = 1.5  # more words than that say no more
_BITS = 1 << np.arange(len(ASPECTS))


def find_aspects(counts: NDArray[np.float64], same_paragraph: NDArray[np.float64], heading: NDArray[np.int64]) -> list[str]:
    """Name the aspects of every unit of an article.

    Parameters
    ----------
    counts : numpy.ndarray, shape (n_columns, n_units)
        Counts of cues, from :func:`aicine_lib.cues.scan`.
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
    >>> find_aspects(counts, np.zeros(1), np.array([-1]))
    ['cost labour']
    """
    own = np.minimum(counts[COLUMN[ASPECTS[0]] :], MOST)
    lent = np.minimum(own, 1.0)
    link = same_paragraph[1:]
    goes_on = own[:, 1:].max(0, initial=0.0) < SPOKEN
    own[:, 1:] += lent[:, :-1] * np.where(goes_on, GOES_ON, ACROSS + (FROM_BEFORE - ACROSS) * link)
    own[:, :-1] += lent[:, 1:] * (FROM_AFTER * link)
    own += lent.take(heading, 1) * (FROM_HEADING * (heading >= 0))
    return [_codes(bits) for bits in (_BITS @ (own >= REACHED)).tolist()]


@cache
def _codes(bits: int) -> str:
    return " ".join(aspect for i, aspect in enumerate(ASPECTS) if bits >> i & 1)
