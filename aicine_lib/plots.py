"""Plots for the notebooks: a table in, figure and axes out, in the house style of figures.py.

A plot computes nothing that its table does not show. An empty table gives a figure that says so, because a notebook runs on
any corpus; of many rows the largest are drawn, and a note counts the others. Plots of one subject are in the plot_*.py modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.ticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .bars import draw_part, fit_bars, name_parts, named, number, rows_with_axis
from .drawing import MARGIN, Sheet, draw_nothing, ink_on, largest, left_out, page_mm, styled
from .figures import INK, PALE, SERIES, STANCE_COLOURS, STANCE_HATCHES
from .lettering import SMALL, text_mm
from .matrices import draw_heads, plan_heads
from .row_axes import MOST_ROWS, draw_rows, plan_rows

HEAD = 5.5  # mm above the first row for the names of its parts
SIDES, MIDDLE = ("critical", "favourable"), ("mixed", "neutral")


@styled
def plot_counts(
    counts: pd.Series,
    *,
    xlabel: str,
    title: str = "",
    colours: Sequence[str] | str = SERIES[0],
    notes: Mapping[Any, str] | None = None,
    width: str = "column",
    most: int = MOST_ROWS,
) -> tuple[Figure, Axes]:
    """Draw horizontal bars, each with its number and, where given, a note behind it.

    Parameters
    ----------
    counts : pandas.Series
        Non-negative numbers by label, drawn from top to bottom in its order.
    xlabel, title : str
        Axis name with its unit; heading of the figure.
    colours : str or sequence of str
        One colour, or one a bar.
    notes : mapping, optional
        Label to what is written behind the number.
    width : {"column", "page"}
    most : int
        Bars to draw; of more, the largest.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)

    Examples
    --------
    >>> fig, ax = plot_counts(pd.Series({"Sora": 4}), xlabel="次数")
    >>> [text.get_text() for text in ax.texts]
    ['4']
    """
    if not len(counts):
        return draw_nothing(width, title)
    kept = largest(counts, most)
    shown = counts.iloc[kept]
    colour = colours if isinstance(colours, str) else [colours[i] for i in kept]
    sheet, ax = rows_with_axis(list(shown.index), {}, width, title, xlabel, left_out(len(counts) - len(kept)))
    ax.barh(range(len(shown)), shown.to_numpy(dtype=float), color=colour, height=0.7)
    ends = [f"{number(value)}{f'  ·  {notes[key]}' if notes and key in notes else ''}" for key, value in shown.items()]
    fit_bars(sheet, ax, shown.to_numpy(dtype=float), ends)
    return sheet.fig, ax


@styled
def plot_stacked(
    table: pd.DataFrame,
    *,
    xlabel: str,
    title: str = "",
    colours: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    width: str = "page",
    most: int = MOST_ROWS,
) -> tuple[Figure, Axes]:
    """Draw horizontal stacked bars, one a row, parts in the order of the columns and named above the first bar.

    Parameters
    ----------
    table : pandas.DataFrame
        Non-negative numbers; rows are bars, columns parts. A part too narrow for its number carries none.
    colours, names : mapping, optional
        Column to colour, and to the name it is shown by.
    most : int
        Bars to draw; of more, the largest.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)

    Examples
    --------
    >>> fig, ax = plot_stacked(pd.DataFrame({"正文": [3], "标题": [1]}, index=["甲报"]), xlabel="句数")
    >>> len(ax.patches)
    2
    """
    if not table.size:
        return draw_nothing(width, title)
    kept = largest(table.sum(axis=1), most)
    shown = table.iloc[kept]
    totals = {"n": [number(value) for value in shown.sum(axis=1)]}
    sheet, ax = rows_with_axis(list(shown.index), totals, width, title, xlabel, left_out(len(table) - len(kept)), HEAD)
    ax.set_xlim(0, float(shown.sum(axis=1).max()) * 1.01 or 1.0)
    palette = {str(column): str((colours or {}).get(str(column), SERIES[i % len(SERIES)])) for i, column in enumerate(table.columns)}
    lefts = shown.cumsum(axis=1) - shown
    for column in shown.columns:
        draw_part(sheet, ax, lefts[column].to_numpy(dtype=float), shown[column].to_numpy(dtype=float), palette[str(column)])
    looks = {column: (colour, "") for column, colour in palette.items()}
    name_parts(sheet, ax, lefts.iloc[0].rename(str), shown.iloc[0].rename(str), named(palette, names), looks)
    ax.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(6, integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    return sheet.fig, ax


@styled
def plot_diverging(
    table: pd.DataFrame,
    *,
    xlabel: str,
    title: str = "",
    names: Mapping[str, str] | None = None,
    intervals: pd.DataFrame | None = None,
    shares: bool = False,
    width: str = "page",
    most: int = MOST_ROWS,
) -> tuple[Figure, Axes]:
    """Draw stance by row: critical to the left of zero, favourable to the right, neutral and mixed across it; n at the end.

    Parameters
    ----------
    table : pandas.DataFrame
        Numbers of units; columns among critical, mixed, neutral, favourable; rows are bars.
    names : mapping, optional
        Column to the name it is shown by.
    intervals : pandas.DataFrame, optional
        Index as of `table`; columns among critical_low, critical_high, favourable_low, favourable_high, in the unit of the
        bars (0 to 1 with `shares`); nan where there is none. A bracket at the outer end shows how far the part may reach.
    shares : bool, default False
        Draw each row's parts as shares of its sum.
    most : int
        Bars to draw; of more, the largest.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)

    Examples
    --------
    >>> fig, ax = plot_diverging(pd.DataFrame({"critical": [3], "favourable": [5]}, index=["成本"]), xlabel="句数")
    >>> len(ax.patches)
    2
    """
    order = [code for code in ("critical", "mixed", "neutral", "favourable") if code in table.columns]
    if not table.size or not order:
        return draw_nothing(width, title)
    kept = largest(table[order].sum(axis=1), most)
    n = table[order].iloc[kept].sum(axis=1)
    shown = table[order].iloc[kept].astype(float).div(n.where(n > 0, 1), axis=0) if shares else table[order].iloc[kept].astype(float)
    sheet, ax = rows_with_axis(
        list(shown.index), {"n": [f"{int(value):,}" for value in n]}, width, title, xlabel, left_out(len(table) - len(kept)), HEAD
    )
    middle = shown[[code for code in order if code in MIDDLE]].sum(axis=1)
    lefts = (shown.cumsum(axis=1) - shown).sub(middle / 2 + shown.get("critical", 0), axis=0)
    marks = {} if intervals is None else {code: _interval(shown, lefts, intervals, code) for code in SIDES if code in order}
    ends = np.nan_to_num(np.concatenate([lefts.to_numpy().ravel(), (lefts + shown).to_numpy().ravel(), *sum(marks.values(), ())]))
    spare = 0.02 * (ends.max() - ends.min() or 1)
    ax.set_xlim(ends.min() - spare, ends.max() + spare)
    looks = {code: (STANCE_COLOURS[code], STANCE_HATCHES.get(code, "")) for code in order}
    for code in order:
        draw_part(sheet, ax, lefts[code].to_numpy(), shown[code].to_numpy(), *looks[code], shares)
    for first, last in marks.values():
        ax.hlines(np.arange(len(shown)) - 0.42, first, last, color=INK, linewidth=0.9)
        ax.plot([*first, *last], [*np.arange(len(shown)) - 0.42] * 2, "|", color=INK, markersize=3, markeredgewidth=0.9)
    ax.axvline(0, color=INK, linewidth=0.5, zorder=0)
    name_parts(sheet, ax, lefts.iloc[0], shown.iloc[0], named(order, names), looks)
    ax.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(8, integer=not shares))
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0%}" if shares else f"{abs(value):,g}")
    return sheet.fig, ax


@styled
def plot_matrix(
    table: pd.DataFrame, *, title: str = "", colour: str = SERIES[0], width: str = "page", most: int = MOST_ROWS
) -> tuple[Figure, Axes]:
    """Draw a table of counts as discs whose area is the count, the number beside; an empty cell stays empty.

    Parameters
    ----------
    table : pandas.DataFrame
        Non-negative integers; rows and columns are drawn in their order.
    most : int
        Rows to draw; of more, the largest.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)

    Examples
    --------
    >>> fig, ax = plot_matrix(pd.DataFrame({"分镜": [2]}, index=["Sora"]))
    >>> [text.get_text() for text in ax.texts]
    ['2']
    """
    if not table.size:
        return draw_nothing(width, title)
    kept = largest(table.sum(axis=1), most)
    shown, pitch = table.iloc[kept], 6.0
    rows = plan_rows(list(shown.index), {"n": [f"{int(value):,}" for value in shown.sum(axis=1)]}, width)
    left = MARGIN + rows.label_room
    heads = plan_heads(list(shown.columns), page_mm(width) - left - MARGIN - 1.5 - sum(rows.column_rooms), 30.0)
    sheet = Sheet(width, heads.height + pitch * len(shown) + 1, title=title, notes=[left_out(len(table) - len(kept))])
    ax = draw_rows(sheet, rows, heads.height, pitch=pitch, room=heads.cell * len(heads.texts))
    draw_heads(sheet.canvas(), heads, left, heads.height)
    ax.set_xlim(-0.5, len(shown.columns) - 0.5)
    at, across = np.nonzero(shown.to_numpy())
    values = shown.to_numpy(dtype=float)[at, across]
    radius = np.sqrt(values / max(1, values.max(initial=1))) * min(2.5, heads.cell / 2 - 0.3)
    ax.scatter(across, at, s=(2 * radius / 25.4 * 72) ** 2, color=colour, linewidths=0, zorder=2)
    for x, y, value, r in zip(across, at, values, radius):
        text, is_inside = number(value), r > 1.2 and text_mm(number(value), SMALL) < 1.7 * r  # mm: a digit is 2 high
        ax.annotate(text, (x, y), (0 if is_inside else (r + 0.4) / 25.4 * 72, 0), textcoords="offset points", fontsize=SMALL, va="center_baseline",
                    ha="center" if is_inside else "left", color=ink_on(colour) if is_inside else INK)  # fmt: skip
    ax.set_xticks(range(len(shown.columns)), [])
    ax.tick_params(length=0, pad=1)
    ax.grid(color=PALE, linewidth=0.4)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)
    return sheet.fig, ax


def _interval(shown: pd.DataFrame, lefts: pd.DataFrame, intervals: pd.DataFrame, code: str) -> tuple[Any, Any]:
    """Where the outer end of a part may lie: from and to, on the axis."""
    bounds = [intervals[f"{code}_{end}"].reindex(shown.index).to_numpy(dtype=float) for end in ("low", "high")]
    if code == "critical":
        inner = (lefts[code] + shown[code]).to_numpy()
        return inner - bounds[1], inner - bounds[0]
    return lefts[code].to_numpy() + bounds[0], lefts[code].to_numpy() + bounds[1]
