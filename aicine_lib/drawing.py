"""The sheet that plots draw on: laid out in mm, so that no label is cut off and the width is that of print.

A sheet has a title, its content and notes below. A figure shows itself when it is saved, or as the last line of a cell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .errors import FigureError
from .figures import INK, MM, SHOWN_DPI, SOFT, WIDTHS, style
from .lettering import SIZE, SMALL, say, wrap

MARGIN = 1.5  # mm around everything
TITLE, LINE = 5.5, 3.3  # mm, heights of the title and of a line of small text
P = ParamSpec("P")
R = TypeVar("R")


def styled(plot: Callable[P, R]) -> Callable[P, R]:
    """Let a plot draw in the house style, ticks included, which matplotlib would make only when the figure is shown."""

    @wraps(plot)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with style():
            drawn = plot(*args, **kwargs)
            for part in drawn if isinstance(drawn, tuple) else (drawn,):
                if isinstance(part, Figure):
                    part.draw_without_rendering()
            return drawn

    return inside


class ShownFigure(Figure):
    """A figure that shows itself as the last line of a notebook's cell; pyplot, which would keep it open, is not used."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        out = io.BytesIO()
        with style():
            self.savefig(out, format="png", dpi=SHOWN_DPI, metadata={"Software": None})
        return out.getvalue(), {"width": round(self.get_figwidth() * 96)}


class Sheet:
    """A page with a title and notes; content is placed in mm from its left and its top.

    Parameters
    ----------
    width : {"column", "page"}
    height : float
        Of the content, in mm.
    title : str
    notes : sequence of str
        Small print below, broken to the width; empty ones are left out.
    """

    def __init__(self, width: str, height: float, *, title: str = "", notes: Sequence[str] = ()) -> None:
        self.width = page_mm(width)
        heads = wrap(title, self.width - 2 * MARGIN, SIZE + 1) if title else []
        lines = [line for note in notes if note for line in wrap(note, self.width - 2 * MARGIN, SMALL)]
        self.content = height
        self.top = MARGIN + (len(heads) * 4 + TITLE - 4 if heads else 0)
        self.height = self.top + height + len(lines) * LINE + MARGIN
        self.fig = ShownFigure(figsize=(self.width * MM, self.height * MM))
        for i, line in enumerate(heads):
            self.write(MARGIN, i * 4 - self.top + MARGIN, line, size=SIZE + 1, va="top")
        for i, line in enumerate(lines):
            self.write(MARGIN, height + i * LINE + 0.3, line, size=SMALL, color=SOFT, va="top")

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add an axis at a place of the content."""
        bottom = self.height - self.top - top - height
        return self.fig.add_axes((left / self.width, bottom / self.height, width / self.width, height / self.height))

    def canvas(self) -> Axes:
        """Add an axis without lines over all of the content, whose unit is the mm, from the top left."""
        ax = self.axes(0, 0, self.width, self.content)
        ax.set(xlim=(0, self.width), ylim=(self.content, 0))
        ax.set_axis_off()
        return ax

    def write(self, x: float, y: float, text: str, *, size: float = SIZE, **how: Any) -> None:
        """Write a text at a place of the content."""
        self.fig.text(x / self.width, 1 - (self.top + y) / self.height, text, fontsize=size, **how)


def page_mm(width: str) -> float:
    """Return a width of print in mm.

    Examples
    --------
    >>> page_mm("column")
    90.0
    """
    if width not in WIDTHS:
        raise FigureError(f"width {width!r} is unknown: must be one of {', '.join(WIDTHS)}")
    return round(WIDTHS[width] / MM, 6)


def check_columns(table: pd.DataFrame, needed: Sequence[str], plot: str) -> None:
    """Raise FigureError where a table lacks a column that a plot needs."""
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise FigureError(f"{plot}: the table has no column {', '.join(missing)}; it has {', '.join(map(str, table.columns)) or 'none'}")


@styled
def draw_nothing(width: str, title: str = "", why: str = "") -> tuple[Figure, Axes]:
    """Say on a figure that this corpus has nothing to show here."""
    sheet = Sheet(width, 18, title=title)
    ax = sheet.canvas()
    lines = wrap(why or say("此语料无可示者", "nothing to show in this corpus"), sheet.width - 8 * MARGIN, 8)
    ax.text(sheet.width / 2, 9, "\n".join(lines), ha="center", va="center", fontsize=8, color=SOFT)
    return sheet.fig, ax


def largest(sizes: Any, most: int) -> list[int]:
    """Return the positions of the largest, in the order in which they stand.

    Examples
    --------
    >>> largest([3, 9, 5], 2)
    [1, 2]
    """
    values = [float(value) for value in sizes]
    return sorted(sorted(range(len(values)), key=lambda i: (-values[i], i))[:most])


def left_out(n: int, zh: str = "项", en: str = "rows") -> str:
    """Return the note on what is not shown; empty where all is.

    Examples
    --------
    >>> left_out(3)
    '另有 3 项较小者未示，见数据表。'
    """
    return say(f"另有 {n:,} {zh}较小者未示，见数据表。", f"{n:,} smaller {en} are not shown; see the data table.") if n > 0 else ""


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour.

    Examples
    --------
    >>> ink_on("#0072B2"), ink_on("#C8C8C8")
    ('white', '#222222')
    """
    red, green, blue = mpl.colors.to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 else INK
