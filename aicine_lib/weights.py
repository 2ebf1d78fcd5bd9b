"""Tables of weights: the linear models of stance and aspects as CSV files that can be read; benchmarks/learn_weights.py makes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .errors import LexiconError
from .lexicon import load_table


def load_weights_table(name: str, key: str, rows: Sequence[str], columns: Sequence[str]) -> NDArray[np.float64]:
    """Load a table of weights from data/lexicon.

    Parameters
    ----------
    name : str
        File name.
    key : str
        Column that names the rows.
    rows, columns : sequence of str
        What the rows must be, in order, and which columns hold weights.

    Returns
    -------
    numpy.ndarray, shape (len(rows), len(columns))

    Raises
    ------
    LexiconError
        If rows are missing or in another order, or a weight is not a number; the message names the file.
    """
    table = load_table(name, (key, *columns), key=(key,))
    if [row[key] for row in table] != list(rows):
        raise LexiconError(f"{name}: column {key} must be, in this order: {', '.join(rows)}; restore the file")
    try:
        return np.array([[float(row[column]) for column in columns] for row in table])
    except ValueError as error:
        raise LexiconError(f"{name}: {error}; every weight must be a number such as 0.5") from error
