"""Plots of how sure an answer is: estimates with intervals, raw and corrected; where the tagger errs; how it compares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.ticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .drawing import MARGIN, Sheet, check_columns, draw_nothing, left_out, page_mm, styled
from .figures import INK, PALE, SERIES, SOFT, language
from .keys import Sign, draw_key, key_height
from .lettering import SMALL, drawable, fit, say, text_mm
from .matrices import draw_heads, plan_heads
from .placing import spread
from .row_axes import FOOT, ROW, draw_rows, plan_rows

OPEN: dict[str, Any] = {"marker": "o", "markersize": 4, "markerfacecolor": "white", "color": SOFT, "markeredgewidth": 0.9}
FILLED: dict[str, Any] = {"marker": "o", "markersize": 4, "color": SERIES[0]}
OTHER: dict[str, Any] = {**OPEN, "marker": "s", "markersize": 3.6}
BESIDE = 0.17  # rows, by which raw and corrected are set apart
DARKEST = 0.75  # of black, for a row share of 1
MOST = 40


@styled
def plot_intervals(
    table: pd.DataFrame,
    *,
    xlabel: str,
    title: str = "",
    references: Mapping[str, float] | None = None,
    percent: bool = True,
    width: str = "page",
    most: int = MOST,
) -> Figure:
    """Draw estimates with their intervals; where there are corrected ones, raw (open) and corrected (filled) side by side.

    Parameters
    ----------
    table : pandas.DataFrame
        A row an estimate, drawn in its order. Columns: label, estimate, low, high (nan where there is no interval). Optional: group
        (rows of one group stand together below its name), n (written behind), corrected, corrected_low, corrected_high (nan where
        nothing can be corrected).
    xlabel : str
    references : mapping, optional
        Name to the value at which a line is drawn, such as 0 or the share of all.
    percent : bool, default True
        Write values, which lie between 0 and 1, in per cent.
    most : int
        Rows to draw; of more, the first.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> row = {"label": "成本", "estimate": 0.4, "low": 0.3, "high": 0.5, "n": 60}
    >>> fig = plot_intervals(pd.DataFrame([row]), xlabel="占比")
    >>> [text.get_text() for text in fig.texts]
    ['n', '60']
    """
    check_columns(table, ("label", "estimate", "low", "high"), "plot_intervals")
    if not len(table):
        return draw_nothing(width, title)[0]
    is_corrected = "corrected" in table and bool(table["corrected"].notna().any())
    signs = [Sign(say("原始", "raw"), OPEN, True), Sign(say("校正", "corrected"), FILLED, True)] if is_corrected else []
    sheet, ax, shown = _rows_in_groups(table.assign(group=table.get("group", "")), xlabel, title, width, most, signs, references)
    for y, row in shown:
        pairs = [("", FILLED, 0.0)] if not is_corrected else [("", OPEN, -BESIDE), ("corrected_", FILLED, BESIDE)]
        for name, look, beside in pairs:
            _draw_estimate(ax, y + beside, row[name.rstrip("_") or "estimate"], row[f"{name}low"], row[f"{name}high"], look)
    if percent:
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    return sheet.fig


@styled
def plot_baselines(table: pd.DataFrame, *, xlabel: str, title: str = "", width: str = "page", most: int = MOST) -> Figure:
    """Draw what our tags and the tools that users would otherwise take reach, by variable, with intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a variable and tool, drawn in its order. Columns: variable, tool, estimate (F1, alpha, …), low, high, is_ours. Optional: n.
    xlabel : str
    most : int
        Rows to draw; of more, the first.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> rows = [["态度", "aicine", 0.6, 0.5, 0.7, True], ["态度", "SnowNLP", 0.2, 0.1, 0.3, False]]
    >>> fig = plot_baselines(pd.DataFrame(rows, columns=["variable", "tool", "estimate", "low", "high", "is_ours"]), xlabel="F1")
    >>> [label.get_text() for label in fig.axes[-1].get_yticklabels()]
    ['aicine', 'SnowNLP']
    """
    check_columns(table, ("variable", "tool", "estimate", "low", "high", "is_ours"), "plot_baselines")
    if not len(table):
        return draw_nothing(width, title)[0]
    named = table.rename(columns={"variable": "group", "tool": "label"})
    sheet, ax, shown = _rows_in_groups(named, xlabel, title, width, most, [], None)
    for y, row in shown:
        _draw_estimate(ax, y, row["estimate"], row["low"], row["high"], FILLED if row["is_ours"] else OTHER)
    low, high = ax.get_xlim()
    ax.set_xlim(min(low, -0.02), max(high, 1.02))
    return sheet.fig


def _rows_in_groups(
    table: pd.DataFrame, xlabel: str, title: str, width: str, most: int, signs: Sequence[Sign], references: Mapping[str, float] | None
) -> tuple[Sheet, Axes, list[tuple[int, dict[Any, Any]]]]:
    """Lay out rows below the names of their groups; return the sheet, the axis, and each row with its place."""
    shown = table.head(most)
    labels, cells = [], []
    placed: list[tuple[int, dict[Any, Any]]] = []
    for group, part in shown.groupby("group", sort=False):
        if group:
            labels.append(str(group))
            cells.append("")
        for row in part.to_dict("records"):
            placed.append((len(labels), row))
            labels.append(str(row["label"]))
            cells.append(f"{int(row['n']):,}" if pd.notna(row.get("n")) else "")
    rows = plan_rows(labels, {"n": cells} if "n" in table else {}, width)
    key = key_height(signs, width)
    head = key + (3.5 if references or "n" in table else 0)
    cut = left_out(len(table) - len(shown), "项", "rows").replace("较小者", "").replace("smaller ", "")
    sheet = Sheet(width, head + ROW * len(labels) + FOOT, title=title, notes=[cut])
    draw_key(sheet, signs)
    ax = draw_rows(sheet, rows, head)
    at = {y for y, _ in placed}
    ax.set_yticks(sorted(at), [rows.labels[y] for y in sorted(at)])
    for y in set(range(len(labels))) - at:
        sheet.write(MARGIN, head + ROW * (y + 0.6), fit(labels[y], sheet.width / 2), color=SOFT, va="center")
    ends = shown.filter(regex="^(estimate|low|high|corrected|corrected_low|corrected_high)$").to_numpy(dtype=float)
    span = [*ends[np.isfinite(ends)], *(references or {}).values()] or [0.0, 1.0]
    spare = 0.03 * (max(span) - min(span)) or 0.05
    ax.set_xlim(min(span) - spare, max(span) + spare)
    ax.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(8 if width == "page" else 4))
    for y in sorted(at):
        ax.axhline(y, color=PALE, linewidth=0.4, zorder=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(drawable(xlabel))
    _draw_references(sheet, ax, references or {}, head)
    return sheet, ax, placed


def _draw_references(sheet: Sheet, ax: Axes, references: Mapping[str, float], top: float) -> None:
    start, room = ax.get_position().x0 * sheet.width, ax.get_position().width * sheet.width
    low, high = ax.get_xlim()
    texts = [fit(name, room / 2, SMALL) for name in references]
    middles = [start + (value - low) / (high - low) * room for value in references.values()]
    for value in references.values():
        ax.axvline(value, color=SOFT, linewidth=0.6, linestyle=(0, (4, 2)), zorder=0)
    for text, place in zip(texts, spread(middles, [text_mm(text, SMALL) + 2 for text in texts], start - 5, start + room + 5)):
        sheet.write(place, top - 0.6, text, size=SMALL, color=SOFT, ha="center", va="bottom")


def _draw_estimate(ax: Axes, y: float, value: float, low: float, high: float, look: Mapping[str, Any]) -> None:
    if pd.isna(value):
        return
    if pd.notna(low) and pd.notna(high):
        ax.hlines(y, low, high, color=look["color"], linewidth=1.0)
    ax.plot([value], [y], linestyle="none", **look)


@styled
def plot_confusion(
    matrix: pd.DataFrame, *, names: Mapping[str, str] | None = None, title: str = "", width: str = "column", most: int = 14
) -> Figure:
    """Draw a confusion matrix: rows gold, columns the tagger; counts, and the share of the row, by which cells are shaded.

    Parameters
    ----------
    matrix : pandas.DataFrame
        Counts; index and columns are codes.
    names : mapping, optional
        Code to the name it is shown by.
    most : int
        Codes to draw; of more, the most frequent in gold.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = plot_confusion(pd.DataFrame([[8, 2], [1, 9]], index=["肯定", "批评"], columns=["肯定", "批评"]))
    >>> [text.get_text() for text in fig.axes[0].texts][:2]
    ['8', '80%']
    """
    codes = [code for code in matrix.index if code in matrix.columns]
    if not codes or not matrix.loc[codes, codes].to_numpy().sum():
        return draw_nothing(width, title)[0]
    n_of = matrix.sum(axis=1)
    kept = sorted(sorted(codes, key=lambda code: -n_of[code])[:most], key=codes.index)
    shown = matrix.loc[kept, kept]
    wide = page_mm(width)
    texts = [fit((names or {}).get(code, code), 0.22 * wide, SMALL) for code in kept]
    left, right = MARGIN + 3.5 + max(text_mm(text, SMALL) for text in texts) + 1.2, 2 + max(text_mm(f"{n:,}", SMALL) for n in n_of)
    heads = plan_heads(texts, wide - left - right - MARGIN, 18.0)
    cell, top = heads.cell, heads.height + 3
    high = min(8.0, max(cell, 6.2))
    note = say("格中：数量与占该行的比例；n：该行总数。", "In cells: number, and share of its row; n: sum of the row.")
    sheet = Sheet(width, top + high * len(kept) + 1, title=title, notes=[note, left_out(len(codes) - len(kept), "项", "codes")])
    ax = sheet.canvas()
    for i, code in enumerate(kept):
        for j, n in enumerate(shown.loc[code]):
            _draw_cell(ax, left + cell * j, top + high * i, cell, high, int(n), float(n / n_of[code]) if n_of[code] else 0.0, i == j)
    draw_heads(ax, heads, left, top)
    for i, (text, code) in enumerate(zip(texts, kept)):
        ax.text(left - 1, top + high * (i + 0.5), text, fontsize=SMALL, ha="right", va="center")
        ax.text(left + cell * len(kept) + right - 0.5, top + high * (i + 0.5), f"{n_of[code]:,}", fontsize=SMALL, ha="right", va="center")
    ax.text(left + cell * len(kept) + right - 0.5, top - 0.9, "n", fontsize=SMALL, color=SOFT, ha="right", va="bottom")
    ax.text(left + cell * len(kept) / 2, 1.6, say("标注器", "tagger"), fontsize=SMALL, color=SOFT, ha="center", va="center")
    upright: dict[str, Any] = {"rotation": 0 if language() == "zh" else 90, "ha": "center", "va": "center"}
    ax.text(MARGIN + 1.4, top + high * len(kept) / 2, say("人\n工", "gold"), fontsize=SMALL, color=SOFT, **upright)
    return sheet.fig


def _draw_cell(ax: Axes, x: float, y: float, wide: float, high: float, n: int, share: float, is_right: bool) -> None:
    grey = 1 - DARKEST * share
    ax.add_patch(Rectangle((x, y), wide, high, facecolor=(grey, grey, grey), edgecolor="white", linewidth=0.8))
    if is_right:
        ax.add_patch(
            Rectangle((x + 0.25, y + 0.25), wide - 0.5, high - 0.5, facecolor="none", edgecolor=SERIES[0], linewidth=1.0, zorder=3)
        )
    if n:
        ink = "white" if grey < 0.55 else INK
        ax.text(x + wide / 2, y + high / 2 - 1.25, f"{n:,}", fontsize=SMALL, ha="center", va="center", color=ink)
        ax.text(x + wide / 2, y + high / 2 + 1.55, f"{share:.0%}", fontsize=6, ha="center", va="center", color=ink)
