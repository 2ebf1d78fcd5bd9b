"""Where labels stand so that they do not overlap: along a line, and around points. Without chance, so always the same.

Positions and sizes are in one unit (mm on a figure's sheet); nothing here draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GAP = 0.6  # mm between a point and its label
# Where a label is tried, as (x, y) steps from the point: right, left, above, below, the corners.
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
REACHES = (0.0, 1.5, 3.5, 6.0)  # mm further away, where nearer is taken


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move the centres of labels along a line as little as needed, so that none overlaps and all stay between two ends.

    Parameters
    ----------
    wanted, sizes : sequence of float
        Where each would stand, and its length, with the gap to the next.
    low, high : float
        The ends. Where there is too little room, all stand as near to it as they can, from `low` on.

    Examples
    --------
    >>> spread([1, 1, 9], [2, 2, 2], 0, 10)
    [1.0, 3.0, 9.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    groups: list[tuple[list[int], float, float]] = []  # members, length, start
    for i in order:
        group = ([i], float(sizes[i]), wanted[i] - sizes[i] / 2)
        group = (group[0], group[1], max(low, min(group[2], high - group[1])))
        while groups and groups[-1][2] + groups[-1][1] > group[2] + 1e-9:
            before = groups.pop()
            members, length = before[0] + group[0], before[1] + group[1]
            starts, offset = [], 0.0
            for j in members:
                starts.append(wanted[j] - sizes[j] / 2 - offset)
                offset += sizes[j]
            group = (members, length, max(low, min(sum(starts) / len(starts), high - length)))
        groups.append(group)
    places = [0.0] * len(wanted)
    for members, _, start in groups:
        for j in members:
            places[j] = round(start + sizes[j] / 2, 6)
            start += sizes[j]
    return places


def place_labels(
    points: Sequence[tuple[float, float]],
    radii: Sequence[float],
    sizes: Sequence[tuple[float, float]],
    page: Box,
    lines: Floats | None = None,
) -> list[Box | None]:
    """Find a place beside its point for each label, the first ones first; None where there is none.

    Parameters
    ----------
    points : sequence of (x, y)
    radii : sequence of float
        Of the discs at the points, which no label covers.
    sizes : sequence of (width, height)
        Of the labels.
    page : Box
        What no label may leave.
    lines : array, shape (n_lines, 4), optional
        x, y of one end and of the other; a place on few of these is preferred.

    Examples
    --------
    >>> place_labels([(5, 5), (5, 5)], [1, 1], [(4, 2), (4, 2)], Box(0, 0, 20, 20))[0]
    Box(left=6.6, top=4.0, right=10.6, bottom=6.0)
    """
    discs = [Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii)]
    placed: list[Box | None] = []
    taken = np.array(discs, dtype=float).reshape(-1, 4)
    for i, ((x, y), radius, size) in enumerate(zip(points, radii, sizes)):
        others = np.delete(taken, i, axis=0)
        free = [(cost, box) for cost, box in _candidates(x, y, radius, size) if _is_inside(box, page) and not _hits(box, others)]
        found = min(free, key=lambda each: each[0] + _crossed(each[1], lines), default=(0.0, None))[1]
        placed.append(found)
        if found is not None:
            taken = np.vstack([taken, np.array(found)])
    return placed


def _candidates(x: float, y: float, radius: float, size: tuple[float, float]) -> list[tuple[float, Box]]:
    """Places around a disc, each with what it costs to stand so far away."""
    wide, high = size
    boxes = []
    for reach in REACHES:
        for step_x, step_y in SIDES:
            away = (radius + GAP) * (0.75 if step_x and step_y else 1) + reach
            middle_x, middle_y = x + step_x * (away + wide / 2), y + step_y * (away + high / 2)
            corners = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
            boxes.append((reach, Box(*(round(corner, 4) for corner in corners))))
    return boxes


def _is_inside(box: Box, page: Box) -> bool:
    return box.left >= page.left and box.top >= page.top and box.right <= page.right and box.bottom <= page.bottom


def _hits(box: Box, others: Floats) -> bool:
    left, top, right, bottom = others.T
    return bool(((left < box.right) & (right > box.left) & (top < box.bottom) & (bottom > box.top)).any())


def _crossed(box: Box, lines: Floats | None) -> int:
    """How many lines run through a box [1]_.

    .. [1] Liang, Y.-D. & Barsky, B. A. (1984). ACM Transactions on Graphics 3(1), 1-22.
    """
    if lines is None or not len(lines):
        return 0
    first, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    at = np.stack([(np.array(box[:2]) - first) / step, (np.array(box[2:]) - first) / step])
    enters, leaves = at.min(axis=0).max(axis=1), at.max(axis=0).min(axis=1)
    return int(((enters < leaves) & (leaves > 0) & (enters < 1)).sum())
