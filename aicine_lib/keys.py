"""Keys of figures, for what no direct label can say: how hedges, stances and groups of roles are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.patches import Rectangle

from .drawing import LINE, MARGIN, Sheet, page_mm
from .figures import INK
from .lettering import SMALL, text_mm


class Sign(NamedTuple):
    """An entry of a key: its name, and the look of its swatch (a patch) or of its marker."""

    name: str
    look: Mapping[str, Any]
    is_marker: bool = False


def key_height(signs: Sequence[Sign], width: str) -> float:
    """Return the mm that a key takes, with a gap below it; 0 for none.

    Examples
    --------
    >>> key_height([], "page")
    0.0
    """
    return LINE * len(_lines(signs, page_mm(width) - 2 * MARGIN)) + 1.5 if signs else 0.0


def draw_key(sheet: Sheet, signs: Sequence[Sign]) -> None:
    """Draw a key at the top of the content."""
    if not signs:
        return
    ax = sheet.canvas()
    for i, line in enumerate(_lines(signs, sheet.width - 2 * MARGIN)):
        y = (i + 0.5) * LINE
        for x, sign in line:
            if sign.is_marker:
                ax.plot([MARGIN + x + 1.4], [y], linestyle="none", **sign.look)
            else:
                ax.add_patch(Rectangle((MARGIN + x, y - 1.0), 2.9, 2.0, **{"linewidth": 0.3, "edgecolor": INK, **sign.look}))
            ax.text(MARGIN + x + 3.7, y, sign.name, fontsize=SMALL, va="center")


def _lines(signs: Sequence[Sign], room: float) -> list[list[tuple[float, Sign]]]:
    """Set the entries of a key side by side, on as many lines as needed: x of each, in mm."""
    lines: list[list[tuple[float, Sign]]] = [[]]
    x = 0.0
    for sign in signs:
        wide = text_mm(sign.name, SMALL) + 8
        if x and x + wide > room + 4:
            lines.append([])
            x = 0.0
        lines[-1].append((x, sign))
        x += wide
    return [line for line in lines if line]
