"""Plot of likenings: what AI is likened to, by type of vehicle and stance, each vehicle named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from .drawing import MARGIN, Sheet, check_columns, draw_nothing, page_mm, styled
from .figures import PALE, SOFT, STANCE_COLOURS, STANCE_HATCHES, label
from .lettering import SIZE, SMALL, drawable, fit, say, text_mm

ORDER = ("favourable", "mixed", "neutral", "critical", "none")
LETTERS = 3.1  # mm from one line of names to the next
MOST_LINES = 5  # of names in a cell
DISC = 2.3  # mm, radius of the largest disc


@styled
def plot_metaphors(table: pd.DataFrame, *, title: str = "", width: str = "page", most: int = 12) -> Figure:
    """Draw vehicles by type (rows) and stance (columns): a disc with the number of likenings, and the vehicles by name beside it.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a likening, or with n a row a vehicle and stance. Columns: vehicle, vehicle_type (a code), stance (a code). Optional: n.
    most : int
        Types to draw; of more, those with most likenings. Vehicles that have no room in their cell are counted there.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = plot_metaphors(pd.DataFrame({"vehicle": ["画笔", "画笔"], "vehicle_type": "tool", "stance": "favourable"}))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['肯定', 'n = 2', '工具', 'n = 2', '2', '画笔 2']
    """
    check_columns(table, ("vehicle", "vehicle_type", "stance"), "plot_metaphors")
    counted = table.assign(n=table.get("n", 1)).groupby(["vehicle_type", "stance", "vehicle"], sort=True)["n"].sum().reset_index()
    if not len(counted):
        return draw_nothing(width, title)[0]
    sums = counted.groupby("vehicle_type")["n"].sum()
    types = sorted(sums.index, key=lambda code: (-sums[code], code))[:most]
    stances = [code for code in ORDER if code in set(counted["stance"])]
    wide, left = page_mm(width), MARGIN + max(text_mm(label("vehicle_type", code)) for code in types) + 2
    left = max(left, MARGIN + text_mm("n = 999", SMALL) + 1)
    cell = (wide - left - MARGIN) / len(stances)
    cells = {(kind, code): _names(counted, kind, code, cell - 2 * DISC - 3) for kind in types for code in stances}
    highs = [max(7.4, 2.8 + LETTERS * max(len(cells[kind, code]) for code in stances)) for kind in types]
    rest = len(sums) - len(types)
    note = say(f"另有 {rest} 类较少者未示，见数据表。", f"{rest} rarer types are not shown; see the data table.")
    sheet = Sheet(width, 9.5 + sum(highs) + 1, title=title, notes=[note if rest else ""])
    ax = sheet.canvas()
    totals = counted.groupby("stance")["n"].sum()
    for j, code in enumerate(stances):
        x = left + cell * j
        ax.add_patch(
            Rectangle(
                (x + 0.5, 7),
                cell - 1,
                1.4,
                facecolor=STANCE_COLOURS[code],
                hatch=STANCE_HATCHES.get(code, ""),
                edgecolor="white",
                linewidth=0,
            )
        )
        ax.text(x + 0.5, 3.4, fit(label("stance", code), cell - 1), fontsize=SIZE, va="bottom")
        ax.text(x + 0.5, 6.4, f"n = {totals[code]}", fontsize=SMALL, color=SOFT, va="bottom")
    top = 9.5
    for kind, high in zip(types, highs):
        ax.plot([MARGIN, wide - MARGIN], [top - 0.3] * 2, color=PALE, linewidth=0.4)
        ax.text(left - 1.5, top + 2.4, label("vehicle_type", kind), fontsize=SIZE, ha="right", va="center")
        ax.text(left - 1.5, top + 5.4, f"n = {sums[kind]}", fontsize=SMALL, color=SOFT, ha="right", va="center")
        for j, code in enumerate(stances):
            n = int(counted.loc[(counted["vehicle_type"] == kind) & (counted["stance"] == code), "n"].sum())
            if n:
                _draw_cell(
                    ax, left + cell * j, top, n, int(counted.groupby(["vehicle_type", "stance"])["n"].sum().max()), cells[kind, code]
                )
        top += high
    return sheet.fig


def _names(counted: pd.DataFrame, kind: str, code: str, room: float) -> list[str]:
    """The vehicles of a cell, most frequent first, in lines; of too many, how many more."""
    part = counted[(counted["vehicle_type"] == kind) & (counted["stance"] == code)]
    part = part.sort_values(["n", "vehicle"], ascending=[False, True], kind="stable")
    texts = [f"{vehicle} {n}" if n > 1 else str(vehicle) for vehicle, n in zip(part["vehicle"], part["n"])]
    for shown in range(len(texts), -1, -1):
        more = [say(f"另 {len(texts) - shown} 种", f"{len(texts) - shown} more")] if shown < len(texts) else []
        lines = _set([*texts[:shown], *more], room)
        if len(lines) <= MOST_LINES:
            break
    return lines


def _set(texts: Sequence[str], room: float) -> list[str]:
    """Set names in lines; no name is broken, one that is too long is cut."""
    mark = say("、", ", ")
    lines: list[str] = []
    for text in map(drawable, texts):
        if lines and text_mm(lines[-1] + mark + text + mark.rstrip(), SMALL) <= room:
            lines[-1] += mark + text
        else:
            lines.append(fit(text, room - 1, SMALL))
    return [line + (mark.rstrip() if i < len(lines) - 1 else "") for i, line in enumerate(lines)]


def _draw_cell(ax: Axes, x: float, top: float, n: int, largest: int, lines: Sequence[str]) -> None:
    """A disc whose area is n, the number on it, and the names."""
    middle = x + 0.8 + DISC
    ax.add_patch(Circle((middle, top + 2.6), DISC * float(np.sqrt(n / max(largest, 4))), facecolor=PALE, linewidth=0))
    ax.text(middle, top + 2.6, f"{n}", fontsize=SMALL, ha="center", va="center_baseline")
    for i, line in enumerate(lines):
        ax.text(x + 2 * DISC + 2, top + 2.6 + LETTERS * i, line, fontsize=SMALL, va="center_baseline")
