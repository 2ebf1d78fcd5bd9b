"""Plots for the notebooks: a table in, figure and axes out, in the house style of figures.py.

A plot computes nothing that its table does not show. Widths are 90 mm (one column) or 190 mm (the page). An empty table
gives a figure that says so, because a notebook runs on any corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import matplotlib.ticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .errors import FigureError
from .figures import INK, MM, PALE, SERIES, STANCE_COLOURS, WIDTHS, language, style

CHARACTER = 3 * MM  # the room of a character at 7 points with its share of the gap
ROW_HEIGHT = 4.4 * MM  # of a bar with its label at 7 points


def plot_counts(
    counts: pd.Series,
    *,
    xlabel: str,
    title: str = "",
    colours: Sequence[str] | str = SERIES[0],
    notes: Mapping[Any, str] | None = None,
    width: str = "column",
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

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)

    """
    fig, ax = _canvas(len(counts), width)
    if not len(counts):
        return _nothing(fig, ax, title)
    at = np.arange(len(counts))
    with style():
        ax.barh(at, counts.to_numpy(), color=colours, height=0.7)
        _labels(ax, counts.index)
        for y, (key, value) in enumerate(counts.items()):
            note = f"  ·  {notes[key]}" if notes and key in notes else ""
            ax.annotate(f"{value:,}{note}", (value, y), (2, 0), textcoords="offset points", va="center", fontsize=7)
        ax.set_xlabel(xlabel)
        ax.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
        ax.margins(x=0.12)
        _finish(ax, title)
    return fig, ax


def plot_stacked(
    table: pd.DataFrame,
    *,
    xlabel: str,
    title: str = "",
    colours: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    least: float = 0.06,
    width: str = "page",
) -> tuple[Figure, Axes]:
    """Draw horizontal stacked bars, one a row, parts in the order of the columns and named above the first bar.

    Parameters
    ----------
    table : pandas.DataFrame
        Non-negative numbers; rows are bars, columns parts.
    least : float
        A part narrower than this share of the axis carries no number.
    colours, names : mapping, optional
        Column to colour and to its name in the legend.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)
    """
    fig, ax = _canvas(len(table) + 1, width)
    if not table.size:
        return _nothing(fig, ax, title)
    span = float(table.sum(axis=1).max()) or 1.0
    with style():
        left = np.zeros(len(table))
        for i, column in enumerate(table.columns):
            values = table[column].to_numpy(dtype=float)
            colour = (colours or {}).get(column, SERIES[i % len(SERIES)])
            ax.barh(
                np.arange(len(table)),
                values,
                left=left,
                color=colour,
                height=0.7,
                label=(names or {}).get(column, column),
                edgecolor="white",
                linewidth=0.4,
            )
            for y, value in enumerate(values):
                if value >= least * span:
                    ax.annotate(f"{value:,.0f}", (left[y] + value / 2, y), ha="center", va="center", fontsize=6.5, color=_on(colour))
            left += values
        _labels(ax, table.index)
        ax.set_xlabel(xlabel)
        ax.set_xlim(0, span * 1.01)
        fig.legend(
            loc="outside upper center", ncols=min(len(table.columns), 8), frameon=False, handlelength=1, handleheight=0.8, columnspacing=1.2
        )
        _finish(ax, title)
    return fig, ax


def plot_diverging(
    table: pd.DataFrame, *, xlabel: str, title: str = "", names: Mapping[str, str] | None = None, width: str = "page"
) -> tuple[Figure, Axes]:
    """Draw stance by row: critical to the left of zero, favourable to the right, neutral and mixed across it.

    Parameters
    ----------
    table : pandas.DataFrame
        Numbers of units; columns among critical, mixed, neutral, favourable; rows are bars.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)
    """
    order = [code for code in ("critical", "mixed", "neutral", "favourable") if code in table.columns]
    fig, ax = _canvas(len(table) + 1, width)
    if not table.size:
        return _nothing(fig, ax, title)
    at = np.arange(len(table))
    with style():
        middle = sum((table[c].to_numpy(dtype=float) for c in order if c in ("mixed", "neutral")), np.zeros(len(table)))
        left = -(table["critical"].to_numpy(dtype=float) if "critical" in order else 0) - middle / 2
        for code in order:
            values = table[code].to_numpy(dtype=float)
            ax.barh(
                at,
                values,
                left=left,
                color=STANCE_COLOURS[code],
                height=0.7,
                label=(names or {}).get(code, code),
                edgecolor="white",
                linewidth=0.4,
            )
            for y, value in enumerate(values):
                if value:
                    ax.annotate(
                        f"{value:.0f}", (left[y] + value / 2, y), ha="center", va="center", fontsize=6.5, color=_on(STANCE_COLOURS[code])
                    )
            left = left + values
        ax.axvline(0, color=INK, linewidth=0.5, zorder=0)
        _labels(ax, table.index)
        ax.set_xlabel(xlabel)
        ax.margins(x=0.04)
        ax.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
        ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        fig.legend(loc="outside upper center", ncols=len(order), frameon=False, handlelength=1, handleheight=0.8, columnspacing=1.2)
        _finish(ax, title)
    return fig, ax


def plot_matrix(table: pd.DataFrame, *, title: str = "", colour: str = SERIES[0], width: str = "page") -> tuple[Figure, Axes]:
    """Draw a table of counts as discs whose area is the count, the number inside; an empty cell stays empty.

    Parameters
    ----------
    table : pandas.DataFrame
        Non-negative integers; rows and columns are drawn in their order.

    Returns
    -------
    (matplotlib.figure.Figure, matplotlib.axes.Axes)
    """
    fig, ax = _canvas(len(table) + 2.5, width)
    if not table.size:
        return _nothing(fig, ax, title)
    top = max(1, int(table.to_numpy().max(initial=0)))
    with style():
        rows, columns = np.nonzero(table.to_numpy())
        values = table.to_numpy()[rows, columns]
        ax.scatter(columns, rows, s=18 + 150 * values / top, color=colour, linewidths=0)
        for x, y, value in zip(columns, rows, values):
            ax.annotate(f"{value}", (x, y), ha="center", va="center", fontsize=6.5, color="white")
        ax.set_xticks(
            range(len(table.columns)), list(table.columns), rotation=0 if sum(map(len, table.columns)) * CHARACTER < WIDTHS[width] else 30
        )
        ax.xaxis.tick_top()
        ax.set_xlim(-0.6, len(table.columns) - 0.4)
        ax.set_axisbelow(True)
        ax.grid(color=PALE, linewidth=0.4)
        _labels(ax, table.index)
        ax.set_ylim(len(table) - 0.3, -0.7)
        ax.tick_params(length=0)
        for spine in ax.spines.values():
            spine.set_visible(False)
        _finish(ax, title)
    return fig, ax


def _canvas(n_rows: float, width: str) -> tuple[Figure, Axes]:
    if width not in WIDTHS:
        raise FigureError(f"width {width!r} is unknown: must be one of {', '.join(WIDTHS)}")
    with style():
        return plt.subplots(figsize=(WIDTHS[width], 14 * MM + ROW_HEIGHT * n_rows))


def _nothing(fig: Figure, ax: Axes, title: str) -> tuple[Figure, Axes]:
    """Say on the figure that this corpus has nothing to show here."""
    with style():
        ax.set_axis_off()
        ax.annotate(
            {"zh": "此语料无可示者", "en": "nothing to show in this corpus"}[language()], (0.5, 0.5), xycoords="axes fraction", ha="center"
        )
        _finish(ax, title)
    return fig, ax


def _labels(ax: Axes, labels: Any) -> None:
    ax.set_yticks(range(len(labels)), [str(name) for name in labels])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)


def _finish(ax: Axes, title: str) -> None:
    if title:
        ax.set_title(title, loc="left")


def _on(colour: str) -> str:
    """Black or white, whichever is read better on a colour."""
    red, green, blue = mpl.colors.to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 else INK
