"""Networks of names that are mentioned together, as lists of edges and of nodes with a place on the page.

The same network has the same picture on every run and machine: places come from a layout without chance. networkx is not
used, as its layouts start from random places or need scipy, and nothing else of it would be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .co_occurrence import compute_co_occurrence

Floats = NDArray[np.float64]

MOST_NODES = 40  # names that can still be read on a page
ROUNDS = 300  # of majorization; places of forty nodes move less than a thousandth long before
APART = 1.5  # distance of unconnected parts, as a multiple of the longest way within one
DIGITS = 3
EDGE_COLUMNS = ["source", "target", "n_together", "n_articles", "expected", "lift"]
NODE_COLUMNS = ["name", "n_units", "degree", "x", "y"]


def build_network(
    names: pd.DataFrame, *, n_units: int, min_together: int = 1, most_nodes: int = MOST_NODES
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build the network of names that occur in the same units.

    Parameters
    ----------
    names : pandas.DataFrame
        As `list_names` returns it: unit, code, article_id.
    n_units : int
        Units in all, for the expected counts.
    min_together : int, default 1
        Edges that rest on fewer units are left out.
    most_nodes : int, default 40
        Only the names that occur in most units, ties by name.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        Edges: source, target, n_together, n_articles, expected, lift, as of `compute_co_occurrence`, most units first.
        Nodes: name, n_units, degree (number of edges), x, y (between -1 and 1), most units first; names without an edge are
        not in it.

    Examples
    --------
    >>> names = pd.DataFrame({"unit": list("sstt"), "code": ["Sora", "可灵", "Sora", "即梦AI"], "article_id": list("aabb")})
    >>> edges, nodes = build_network(names, n_units=2)
    >>> nodes[["name", "n_units", "degree"]].values.tolist()
    [['Sora', 2, 2], ['即梦AI', 1, 1], ['可灵', 1, 1]]
    """
    counts = names.groupby("code").size().rename("n_units").rename_axis("name").reset_index()
    counts = counts.sort_values(["n_units", "name"], ascending=[False, True], ignore_index=True).head(most_nodes)
    pairs = compute_co_occurrence(names[names["code"].isin(counts["name"])], n_units=n_units, min_together=max(1, min_together))
    edges = pairs.rename(columns={"first": "source", "second": "target"})[EDGE_COLUMNS]
    edges = edges.sort_values(["n_together", "source", "target"], ascending=[False, True, True], ignore_index=True)
    degree = pd.concat([edges["source"], edges["target"]]).value_counts()
    nodes = counts[counts["name"].isin(degree.index)].reset_index(drop=True)
    placed = place_nodes(nodes["name"].tolist(), edges)
    return edges, nodes.assign(degree=nodes["name"].map(degree).astype("int64"), x=placed[:, 0], y=placed[:, 1])[NODE_COLUMNS]


def place_nodes(names: list[str], edges: pd.DataFrame) -> Floats:
    """Place nodes so that their distance on the page is the number of steps between them, as nearly as a plane allows.

    Parameters
    ----------
    names : list of str
        In the order in which they are set on the circle from which the layout starts.
    edges : pandas.DataFrame
        Columns source and target.

    Returns
    -------
    array, shape (n_names, 2)
        Between -1 and 1, rounded to three digits.

    References
    ----------
    .. [1] Gansner, E. R., Koren, Y. & North, S. (2004). Graph drawing by stress majorization. Graph Drawing, LNCS 3383, 239-250.

    Examples
    --------
    >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    >>> a, b, c = place_nodes(["a", "b", "c"], edges)
    >>> bool(np.linalg.norm(a - c) > 1.9 * np.linalg.norm(a - b))
    True
    """
    n = len(names)
    angles = 2 * np.pi * np.arange(n) / max(1, n)
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    if n < 2:
        return np.zeros((n, 2))
    wanted = _steps(names, edges)
    weights = np.where(wanted > 0, 1 / np.maximum(wanted, 1) ** 2, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(ROUNDS):
        distance = np.linalg.norm(places[:, None] - places[None], axis=2)
        pull = np.divide(weights * wanted, distance, out=np.zeros_like(distance), where=distance > 0)
        places = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ places)
    return np.round(places / np.abs(places).max(), DIGITS) + 0.0


def _steps(names: list[str], edges: pd.DataFrame) -> Floats:
    """The least number of steps between each two nodes; what is not connected stands somewhat further off than all that is."""
    number = {name: i for i, name in enumerate(names)}
    steps = np.full((len(names), len(names)), np.inf)
    np.fill_diagonal(steps, 0)
    a, b = edges["source"].map(number).to_numpy(dtype="int64"), edges["target"].map(number).to_numpy(dtype="int64")
    steps[a, b] = steps[b, a] = 1
    for k in range(len(names)):
        steps = np.minimum(steps, steps[:, k, None] + steps[None, k])
    return np.where(np.isfinite(steps), steps, APART * max(1.0, steps[np.isfinite(steps)].max()))
