"""Plots along a line: months of a corpus, and units of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.ticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .drawing import LINE, MARGIN, Sheet, check_columns, draw_nothing, left_out, page_mm, styled
from .figures import INK, PALE, SERIES, SOFT, STANCE_COLOURS
from .lettering import SIZE, SMALL, drawable, fit, say, text_mm
from .placing import spread

LEAST_PERIODS = 3
HIGH, FEET = 42.0, 5.0  # mm, of the axis of a timeline, and of the periods below it
DASHES = ("-", (0, (4, 1.5)), (0, (1, 1.2)), (0, (4, 1.2, 1, 1.2)))
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
PANEL, PANEL_HEAD = 20.0, 5.0  # mm, heights of an article's panel and of its name
MOST_SERIES, MOST_IN_COLUMN = 8, 8


@styled
def plot_timeline(
    table: pd.DataFrame,
    *,
    ylabel: str,
    title: str = "",
    names: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    n: pd.Series | None = None,
    percent: bool = False,
    width: str = "page",
) -> Figure:
    """Draw counts or shares by month: bars for one column, else lines with their names at the end; n below each period.

    Parameters
    ----------
    table : pandas.DataFrame
        Index: period (2025-04, 2025-Q2, 2025), without gaps, in order. Columns: numbers, nan where there is nothing to count.
    ylabel : str
    names, colours : mapping, optional
        Column to the name it is shown by, and to its colour.
    n : pandas.Series, optional
        Articles or units that a period rests on, written below it.
    percent : bool, default False
        Write values, which lie between 0 and 1, in per cent.

    Returns
    -------
    matplotlib.figure.Figure
        With fewer than three periods one that says that there is nothing to show over time.

    Examples
    --------
    >>> months = ["2025-01", "2025-02", "2025-03"]
    >>> fig = plot_timeline(pd.DataFrame({"n_articles": [2, 0, 5]}, index=months), ylabel="篇数")
    >>> len(fig.axes[0].patches)
    3
    """
    if len(table) < LEAST_PERIODS or not len(table.columns) or not table.notna().to_numpy().any():
        why = say(
            f"日期不足 {LEAST_PERIODS} 个时段，不作时间图", f"dates cover fewer than {LEAST_PERIODS} periods: nothing is shown over time"
        )
        return draw_nothing(width, title, why)[0]
    columns = list(table.columns[:MOST_SERIES])
    labels = [fit((names or {}).get(column, column), page_mm(width) * 0.2) for column in columns]
    right = max(text_mm(label) for label in labels) + 3 if len(columns) > 1 else 3.0
    sheet = Sheet(
        width,
        4 + HIGH + FEET + (LINE if n is not None else 0),
        title=title,
        notes=[left_out(len(table.columns) - len(columns), "列", "series")],
    )
    ax = sheet.axes(MARGIN + 12, 4, sheet.width - 2 * MARGIN - 12 - right, HIGH)
    at = np.arange(len(table))
    if len(columns) == 1:
        ax.bar(at, table[columns[0]].fillna(0), width=0.75, color=(colours or {}).get(columns[0], SERIES[0]))
    for i, column in enumerate(columns if len(columns) > 1 else []):
        colour = (colours or {}).get(column, SERIES[i % len(SERIES)])
        colour = SOFT if colour == STANCE_COLOURS["neutral"] else colour  # too pale for a line
        ax.plot(at, table[column], color=colour, linestyle=DASHES[i % 4], marker=MARKS[i] if len(table) <= 40 else "", markersize=3)
    ax.set_xlim(-0.6, len(table) - 0.4)
    ax.set_ylim(0, (float(np.nanmax(table[columns].to_numpy(dtype=float))) or 1.0) * 1.05)
    ax.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=not percent))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}" if percent else f"{value:,g}")
    ax.grid(axis="y", color=PALE, linewidth=0.4)
    ax.set_axisbelow(True)
    ax.set_ylabel("")
    sheet.write(MARGIN, 3.2, drawable(ylabel), va="bottom")
    _name_periods(sheet, ax, list(map(str, table.index)), None if n is None else [int(value) for value in n.reindex(table.index).fillna(0)])
    if len(columns) > 1:
        _name_ends(sheet, ax, table[columns], labels)
    return sheet.fig


def _name_periods(sheet: Sheet, ax: Axes, periods: Sequence[str], n: Sequence[int] | None) -> None:
    """Write as many periods as have room, and the n of each below it."""
    start, room = ax.get_position().x0 * sheet.width, ax.get_position().width * sheet.width
    step = max(1, int(np.ceil(len(periods) * (text_mm("2025-12", SMALL) + 1.5) / room)))
    step = next((s for s in (1, 2, 3, 4, 6, 12, 24, 60, 120) if s >= step), step)
    shown = range(0, len(periods), step)
    ax.set_xticks(shown, [periods[i] for i in shown], fontsize=SMALL)
    if n is None:
        return
    low, high = ax.get_xlim()
    for i in shown:
        x = start + (i - low) / (high - low) * room
        sheet.write(x, 4 + HIGH + 6.2, f"{n[i]:,}", size=SMALL, color=SOFT, ha="center", va="center")
    sheet.write(MARGIN, 4 + HIGH + 6.2, "n", size=SMALL, color=SOFT, va="center")


def _name_ends(sheet: Sheet, ax: Axes, table: pd.DataFrame, labels: Sequence[str]) -> None:
    """Write each line's name at its end."""
    low, high = ax.get_ylim()
    last = [float(table[column].dropna().iloc[-1]) if table[column].notna().any() else 0.0 for column in table]
    heights = [4 + HIGH * (1 - (value - low) / (high - low)) for value in last]
    x = (ax.get_position().x0 + ax.get_position().width) * sheet.width
    for line, label, place in zip(ax.get_lines(), labels, spread(heights, [3.1] * len(labels), 1.0, 4 + HIGH + 2)):
        sheet.write(x + 1, place, label, va="center", color=line.get_color())


@styled
def plot_stance_line(
    units: pd.DataFrame,
    *,
    window: int = 9,
    names: Mapping[str, str] | None = None,
    title: str = "",
    width: str = "page",
    most: int = 12,
) -> Figure:
    """Draw the stance score along each article: a panel an article, units in order, smoothed by a stated window.

    Thin lines are single units (up: favourable, down: critical), the thick line is their mean over the window; headings are marked by a
    triangle at the top and a dotted line.

    Parameters
    ----------
    units : pandas.DataFrame
        A row a unit, in the order of the article. Columns: article, role (heading, body …), score (nan or stance none: not about AI),
        stance (a code).
    window : int, default 9
        Units in the moving mean, centred; fewer at the ends.
    names : mapping, optional
        Article to the name it is shown by.
    most : int
        Articles to draw; of more, those with most units.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> units = pd.DataFrame({"article": "a", "role": "body", "score": [0.2, -0.4, 0.1], "stance": "neutral"})
    >>> len(plot_stance_line(units, window=3).axes)
    1
    """
    check_columns(units, ("article", "role", "score", "stance"), "plot_stance_line")
    counts = units["article"].value_counts()
    most = most if width == "page" else min(most, MOST_IN_COLUMN)
    articles = [
        article for article in dict.fromkeys(units["article"]) if article in set(counts.sort_index().nlargest(most, keep="first").index)
    ]
    if not articles:
        return draw_nothing(width, title)[0]
    n_columns = min(len(articles), 2 if width == "page" else 1)
    n_rows = -(-len(articles) // n_columns)
    how = say(
        f"细线：各句得分；粗线：居中移动平均（窗口 {window} 句）；▼：标题。上为肯定，下为批评。",
        f"Thin: score of each unit; thick: centred moving mean (window {window} units); ▼: heading. Up: favourable, down: critical.",
    )
    pitch = PANEL_HEAD + PANEL + 5
    notes = [how, left_out(len(counts) - len(articles), "篇", "articles")]
    sheet = Sheet(width, pitch * n_rows + 5, title=title, notes=notes)
    reach = max(0.1, float(units.loc[units["article"].isin(articles), "score"].abs().max() or 0)) * 1.05
    wide = (sheet.width - 2 * MARGIN - (n_columns - 1) * 4) / n_columns
    for i, article in enumerate(articles):
        left, top = MARGIN + (i % n_columns) * (wide + 4), (i // n_columns) * pitch
        part = units[units["article"] == article]
        about = int((part["stance"] != "none").sum())
        end = f"  n = {about}"
        name = fit((names or {}).get(article, article), wide - 8 - text_mm(end)) + end
        sheet.write(left + 8, top + PANEL_HEAD - 0.8, name, size=SIZE, va="bottom")
        ax = sheet.axes(left + 8, top + PANEL_HEAD, wide - 8, PANEL)
        _draw_line(ax, part, window, reach)
    for column in range(n_columns):
        middle = MARGIN + column * (wide + 4) + 8 + (wide - 8) / 2
        below = pitch * len(range(column, len(articles), n_columns))
        sheet.write(middle, below + 2.2, say("文中第几句", "unit of the article"), size=SIZE, ha="center", va="center")
    return sheet.fig


def _draw_line(ax: Axes, units: pd.DataFrame, window: int, reach: float) -> None:
    at = np.arange(1, len(units) + 1)
    scores = units["score"].where(units["stance"] != "none").astype(float).reset_index(drop=True)
    smooth = scores.rolling(window, center=True, min_periods=1).mean()
    up, down = scores > 0, scores < 0
    ax.vlines(at[up], 0, scores[up], color=STANCE_COLOURS["favourable"], linewidth=0.6, alpha=0.6)
    ax.vlines(at[down], 0, scores[down], color=STANCE_COLOURS["critical"], linewidth=0.6, alpha=0.6)
    ax.axhline(0, color=SOFT, linewidth=0.4)
    ax.plot(at, smooth, color=INK, linewidth=1.1)
    headings = at[(units["role"] == "heading").to_numpy()]
    ax.vlines(headings, -reach, reach, color=SOFT, linewidth=0.5, linestyle=(0, (1, 2)), zorder=0)
    ax.plot(headings, np.full(len(headings), reach), "v", color=SOFT, markersize=2.8, clip_on=False, markeredgewidth=0)
    ax.set(xlim=(0.5, max(2, len(units)) + 0.5), ylim=(-reach, reach))
    ax.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(3))
    ax.yaxis.set_major_formatter(lambda value, _: f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):g}")
    ax.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=True))
    ax.tick_params(labelsize=SMALL)
