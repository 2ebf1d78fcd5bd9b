"""Column heads of matrices: side by side where they fit, else slanted, and never beyond the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from .lettering import SMALL, fit, text_mm

SLANT = 0.71  # sine and cosine of 45 degrees
LONGEST = 24.0  # mm, of a slanted head


class Heads(NamedTuple):
    """Heads before they are drawn: their texts, the width of a column and the height they take, in mm."""

    texts: list[str]
    cell: float
    height: float
    is_flat: bool


def plan_heads(names: Sequence[Any], room: float, widest: float) -> Heads:
    """Share a room among columns, so that their heads fit.

    Examples
    --------
    >>> plan_heads(["成本", "效率"], 40, 16).is_flat, plan_heads(["一个很长的名称"] * 9, 40, 16).is_flat
    (True, False)
    """
    cell = min(widest, room / len(names))
    texts = [fit(name, LONGEST, SMALL) for name in names]
    wide = max(text_mm(text, SMALL) for text in texts)
    if wide < cell - 0.6:
        return Heads(texts, cell, 4.0, True)
    return Heads(texts, min(cell, (room - wide * SLANT) / len(names)), wide * SLANT + 3, False)


def draw_heads(ax: Axes, heads: Heads, left: float, top: float) -> None:
    """Write heads above a matrix that begins at a place, in mm."""
    how: dict[str, Any] = (
        {"ha": "center", "va": "bottom"} if heads.is_flat else {"rotation": 45, "rotation_mode": "anchor", "va": "baseline"}
    )
    for i, text in enumerate(heads.texts):
        ax.text(left + heads.cell * (i + 0.5), top - (0.6 if heads.is_flat else 1.2), text, fontsize=SMALL, **how)
