"""Axes of rows: labels on the left, an axis, columns of numbers on the right, all measured before they are drawn."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from .drawing import MARGIN, Sheet, page_mm
from .figures import SOFT
from .lettering import SMALL, drawable, fit, fit_middle, text_mm

ROW = 4.4  # mm from one row of 7 points to the next
FOOT = 10.0  # mm below an axis: its numbers and its name
LABEL_SHARE = 0.38  # of the width, at most, for row labels
MOST_ROWS = 30


class Rows(NamedTuple):
    """Rows before they are drawn: what they are called, the columns of numbers beside them, and the room that both take."""

    labels: list[str]
    columns: dict[str, list[str]]
    label_room: float
    column_rooms: list[float]


def plan_rows(labels: Sequence[Hashable], columns: Mapping[str, Sequence[str]], width: str, share: float = LABEL_SHARE) -> Rows:
    """Cut labels to the room there is, and measure them and the columns."""
    room = page_mm(width) * share
    names = [fit(label, room) for label in labels]
    if len(set(names)) < len(set(labels)):  # what tells them apart was cut off: keep the ends too
        names = [name if name == drawable(label) else fit_middle(label, room) for name, label in zip(names, labels)]
    cells = {drawable(head): [drawable(value) for value in values] for head, values in columns.items()}
    rooms = [max(text_mm(text, SMALL) for text in [*(head.split("|")), *values]) + 2.5 for head, values in cells.items()]
    return Rows(names, cells, max((text_mm(name) for name in names), default=0) + 1.2, rooms)


def draw_rows(
    sheet: Sheet,
    rows: Rows,
    top: float,
    *,
    at: Sequence[int] | None = None,
    pitch: float = ROW,
    heads: bool = True,
    shift: float = 0.0,
    room: float = 0.0,
) -> Axes:
    """Add an axis whose rows are 0, 1, … from the top, labels and columns `shift` rows lower; heads of columns stand above `top`.

    The axis is as wide as there is room, or `room` mm.
    """
    shown = range(len(rows.labels)) if at is None else at
    left = MARGIN + rows.label_room
    ax = sheet.axes(left, top, room or sheet.width - left - MARGIN - 1.5 - sum(rows.column_rooms), pitch * len(shown))
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_yticks([y + shift for y in range(len(shown))], [rows.labels[i] for i in shown])
    ax.tick_params(axis="y", length=0, pad=2)
    right = sheet.width - MARGIN - sum(rows.column_rooms)
    for (head, values), room in zip(rows.columns.items(), rows.column_rooms):
        right += room
        for line, words in enumerate(reversed(head.split("|") if heads else [])):
            sheet.write(right, top - 1.2 - line * 2.9, words, size=SMALL, color=SOFT, ha="right", va="baseline")
        for y, i in enumerate(shown):
            sheet.write(right, top + pitch * (y + 0.5 + shift), values[i], size=SMALL, ha="right", va="center")
    return ax
