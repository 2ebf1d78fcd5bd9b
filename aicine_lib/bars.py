"""Horizontal bars in rows, whole or in parts: what the plots of bars have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import matplotlib.ticker
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .drawing import MARGIN, Sheet, ink_on
from .figures import SOFT
from .lettering import SMALL, drawable, fit, text_mm
from .placing import spread
from .row_axes import FOOT, ROW, draw_rows, plan_rows


def rows_with_axis(
    labels: Sequence[Any], columns: Mapping[str, Sequence[str]], width: str, title: str, xlabel: str, note: str, head: float = 1.0
) -> tuple[Sheet, Axes]:
    """Lay out a sheet of rows on one axis, which has `head` mm above it."""
    rows = plan_rows(labels, columns, width)
    top = max(head, 3.6 if columns else 0)
    sheet = Sheet(width, top + len(labels) * ROW + FOOT, title=title, notes=[note])
    ax = draw_rows(sheet, rows, top)
    ax.set_xlabel(drawable(xlabel))
    return sheet, ax


def fit_bars(sheet: Sheet, ax: Axes, values: Any, ends: Sequence[str]) -> None:
    """Choose the axis so that what is written behind each bar has room."""
    room = ax.get_position().width * sheet.width
    ends = [fit(end, 0.6 * room, 7) for end in ends]
    top = max((value * room / (room - text_mm(end, 7) - 2) for value, end in zip(values, ends)), default=1) or 1
    ax.set_xlim(0, top)
    ax.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    for y, (value, end) in enumerate(zip(values, ends)):
        ax.annotate(end, (value, y), (2, 0), textcoords="offset points", va="center", fontsize=7)


def draw_part(sheet: Sheet, ax: Axes, left: Any, values: Any, colour: str, hatch: str = "", shares: bool = False) -> None:
    """Draw one part of all bars, with its numbers where there is room."""
    per_mm = (ax.get_xlim()[1] - ax.get_xlim()[0]) / (ax.get_position().width * sheet.width)
    at = range(len(values))
    ax.barh(at, values, left=left, color=colour, height=0.68, edgecolor="white", linewidth=0.4, hatch=hatch)
    back = {"boxstyle": "square,pad=0.1", "facecolor": colour, "edgecolor": "none"} if hatch else None
    for y, value in enumerate(values):
        text = f"{value:.0%}" if shares else number(value)
        if value > 0 and text_mm(text, SMALL) < value / per_mm - 0.6:
            ax.annotate(text, (left[y] + value / 2, y), ha="center", va="center_baseline", fontsize=SMALL, color=ink_on(colour), bbox=back)


def name_parts(
    sheet: Sheet, ax: Axes, left: pd.Series, values: pd.Series, names: Mapping[str, str], looks: Mapping[str, tuple[str, str]]
) -> None:
    """Write the names of the parts above the first bar, each over its part, with a line to it where it has one."""
    place = ax.get_position()
    start, room = place.x0 * sheet.width, place.width * sheet.width
    low, high = ax.get_xlim()
    middles = [start + (left[code] + values[code] / 2 - low) / (high - low) * room for code in names]
    texts = [fit(name, room / len(names) + 9, SMALL) for name in names.values()]
    wide = [text_mm(text, SMALL) + 3 for text in texts]
    places = spread(middles, [each + 2 for each in wide], MARGIN, sheet.width - MARGIN)
    canvas = sheet.canvas()
    top = sheet.content - FOOT - ax.get_position().height * sheet.height
    for x, middle, text, code, each in zip(places, middles, texts, names, wide):
        colour, hatch = looks[code]
        canvas.add_patch(Rectangle((x - each / 2, top - 4.3), 2, 1.9, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0))
        canvas.text(x - each / 2 + 2.8, top - 2.2, text, fontsize=SMALL, va="bottom")
        if values[code]:
            canvas.plot([x, middle], [top - 1.9, top + 0.5], color=SOFT, linewidth=0.4)


def named(codes: Iterable[str], names: Mapping[str, str] | None) -> dict[str, str]:
    """The names that codes are shown by."""
    return {code: str((names or {}).get(code, code)) for code in codes}


def number(value: float) -> str:
    """A number as it is written on a bar: whole where it is whole."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
