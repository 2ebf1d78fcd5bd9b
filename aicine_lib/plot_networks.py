"""Plots of what goes with what: codes in one unit, names in one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.patheffects import withStroke

from .drawing import MARGIN, Sheet, check_columns, draw_nothing, largest, left_out, page_mm, styled
from .figures import INK, PALE, SERIES, SOFT
from .keys import Sign, draw_key, key_height
from .lettering import SIZE, SMALL, fit, say, text_mm
from .matrices import draw_heads, plan_heads
from .placing import Box, place_labels

MORE, LESS = SERIES[0], SERIES[5]
CLEARLY = 1.25  # as a ratio of observed and expected
LETTERS = 2.9  # mm, height of a line of labels
RADII = 0.8, 4.2  # mm, of the smallest and the largest node
FEW = 5  # a largest number below this is not drawn at full size or width


@styled
def plot_co_occurrence(
    pairs: pd.DataFrame, *, names: Mapping[str, str] | None = None, title: str = "", width: str = "page", most: int = 14
) -> Figure:
    """Draw how often codes go together: below the diagonal a disc (observed) in a ring (expected), above it both numbers.

    A disc larger than its ring goes together more often than chance would have it. On the diagonal stands how often a code occurs.

    Parameters
    ----------
    pairs : pandas.DataFrame
        A row a pair of codes of one list, as of `count_aspect_pairs`. Columns: first, second, n_first, n_second, n_together, expected.
    names : mapping, optional
        Code to the name it is shown by.
    most : int
        Codes to draw; of more, the most frequent.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> pair = {"first": "成本", "second": "效率", "n_first": 9, "n_second": 7, "n_together": 5, "expected": 2.1}
    >>> fig = plot_co_occurrence(pd.DataFrame([pair]))
    >>> [text.get_text() for text in fig.axes[0].texts][-1]
    '5 / 2.1'
    """
    check_columns(pairs, ("first", "second", "n_first", "n_second", "n_together", "expected"), "plot_co_occurrence")
    counts = dict(zip([*pairs["first"], *pairs["second"]], [*pairs["n_first"], *pairs["n_second"]]))
    codes = sorted(counts, key=lambda code: (-counts[code], code))[:most]
    if not codes:
        return draw_nothing(width, title)[0]
    wide = page_mm(width)
    texts = [fit((names or {}).get(code, code), 0.24 * wide, SMALL) for code in codes]
    left = MARGIN + max(text_mm(text, SMALL) for text in texts) + 1.5
    heads = plan_heads(texts, wide - left - MARGIN, 16.0)
    cell, top = heads.cell, heads.height
    high = min(cell, 8.0)
    how = say("左下：圆为同现，环为偶然期望；右上：同现 / 期望；对角线：出现次数。", "Below: disc observed together, ring expected by chance; above: observed / expected; diagonal: occurrences.")  # fmt: skip
    sheet = Sheet(width, top + high * len(codes) + 1, title=title, notes=[how, left_out(len(counts) - len(codes), "项", "codes")])
    ax = sheet.canvas()
    draw_heads(ax, heads, left, top)
    for i, text in enumerate(texts):
        ax.text(left - 1.2, top + high * (i + 0.5), text, fontsize=SMALL, ha="right", va="center")
        ax.add_patch(Rectangle((left + cell * i, top + high * i), cell, high, facecolor=PALE, linewidth=0))
        ax.text(left + cell * (i + 0.5), top + high * (i + 0.5), f"{counts[codes[i]]:,}", fontsize=SMALL, ha="center", va="center")
    for i in range(len(codes) + 1):
        ax.plot([left, left + cell * len(codes)], [top + high * i] * 2, color=PALE, linewidth=0.4)
        ax.plot([left + cell * i] * 2, [top, top + high * len(codes)], color=PALE, linewidth=0.4)
    _fill_cells(ax, pairs[pairs["first"].isin(codes) & pairs["second"].isin(codes)], codes, left, top, cell, high)
    return sheet.fig


def _fill_cells(ax: Axes, pairs: pd.DataFrame, codes: Sequence[str], left: float, top: float, cell: float, high: float) -> None:
    scale = (min(cell, high) / 2 - 0.5) / np.sqrt(max(1.0, pairs["n_together"].max(), pairs["expected"].max()) if len(pairs) else 1.0)
    is_wide = all(text_mm(f"{a:.0f} / {b:.1f}", SMALL) < cell - 1.2 for a, b in zip(pairs["n_together"], pairs["expected"]))
    for pair in pairs.itertuples():
        near, far = sorted((codes.index(str(pair.first)), codes.index(str(pair.second))))
        seen, expected = float(str(pair.n_together)), float(str(pair.expected))
        x, y = left + cell * (near + 0.5), top + high * (far + 0.5)
        ax.add_patch(Circle((x, y), scale * np.sqrt(seen), facecolor=_colour(seen, expected), linewidth=0))
        ax.add_patch(Circle((x, y), scale * np.sqrt(max(0.0, expected)), facecolor="none", edgecolor=INK, linewidth=0.7))
        text = f"{seen:.0f} / {expected:.1f}" if is_wide else f"{seen:.0f}"
        colour = INK if seen >= expected else SOFT
        ax.text(left + cell * (far + 0.5), top + high * (near + 0.5), text, fontsize=SMALL, ha="center", va="center", color=colour)


def _colour(seen: float, expected: float) -> str:
    """Blue for clearly more than expected, vermilion for clearly less, grey between."""
    return MORE if seen > expected * CLEARLY else LESS if seen * CLEARLY < expected else "#999999"


@styled
def plot_network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    size: str = "n_units",
    weight: str = "n_together",
    names: Mapping[str, str] | None = None,
    title: str = "",
    width: str = "page",
    most: int = 40,
) -> Figure:
    """Draw a network at given places: discs by size with their numbers, lines by weight, labels that do not overlap.

    Parameters
    ----------
    nodes : pandas.DataFrame
        Columns: name, x, y (any unit; y upwards), and the one named by `size` (articles, or other units, that name it). Optional: type, by
        which discs are coloured and the key made.
    edges : pandas.DataFrame
        Columns: source, target (names of nodes), and the one named by `weight`.
    names : mapping, optional
        Type to the name it is shown by.
    most : int
        Nodes to draw; of more, the largest.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> nodes = pd.DataFrame({"name": ["Sora", "可灵"], "n_units": [3, 2], "x": [-1, 1], "y": [0, 0]})
    >>> fig = plot_network(nodes, pd.DataFrame({"source": ["Sora"], "target": ["可灵"], "n_together": [2]}))
    >>> [text.get_text() for text in fig.axes[-1].texts]
    ['Sora 3', '可灵 2']
    """
    check_columns(nodes, ("name", "x", "y", size), "plot_network")
    check_columns(edges, ("source", "target", weight), "plot_network")
    if not len(nodes):
        return draw_nothing(width, title)[0]
    kept = nodes.iloc[largest(nodes[size], most)].sort_values([size, "name"], ascending=[False, True], kind="stable")
    types = sorted(kept["type"].unique()) if "type" in kept else []
    palette = {kind: SERIES[i % len(SERIES)] for i, kind in enumerate(types)}
    signs = [Sign(str((names or {}).get(kind, kind)), _disc(palette[kind]), True) for kind in types]
    key = key_height(signs, width)
    wide, high = page_mm(width), min(max(36.0, 7.0 * np.sqrt(len(kept)) * 3), 0.75 * page_mm(width))
    places = _scale(kept[["x", "y"]].to_numpy(dtype=float), Box(MARGIN + 18, key + 7, wide - MARGIN - 18, key + high - 7))
    radii = np.maximum(RADII[0], RADII[1] * np.sqrt(kept[size].to_numpy(dtype=float) / max(FEW, kept[size].max())))
    labels = [fit(f"{name} {value:,}", 0.3 * wide) for name, value in zip(kept["name"], kept[size])]
    page = Box(MARGIN, key, wide - MARGIN, key + high)
    at = dict(zip(kept["name"], places))
    drawn = edges[edges["source"].isin(at) & edges["target"].isin(at)]
    lines = np.array([[*at[a], *at[b]] for a, b in zip(drawn["source"], drawn["target"])]).reshape(-1, 4)
    boxes = place_labels([(x, y) for x, y in places], list(radii), [(text_mm(each) + 0.6, LETTERS) for each in labels], page, lines)
    unnamed = sum(box is None for box in boxes)
    dense = say(f"{unnamed} 个点无处标名，见数据表。", f"{unnamed} nodes have no room for their names; see the data table.")
    most_together = int(drawn[weight].max()) if len(drawn) else 0
    how = say(
        f"圆的面积：名后之数；线的粗细：一同出现之数，至多 {most_together}。",
        f"Area of discs: the number at the name; width of lines: how often together, at most {most_together}.",
    )
    sheet = Sheet(
        width, key + high, title=title, notes=[how, dense if unnamed else "", left_out(len(nodes) - len(kept), "个名称", "names")]
    )
    draw_key(sheet, signs)
    ax = sheet.canvas()
    for (x0, y0, x1, y1), value in zip(lines, drawn[weight]):
        thick = 0.4 + 2.6 * value / max(FEW, most_together)
        ax.plot([x0, x1], [y0, y1], color="#BBBBBB", linewidth=thick, zorder=1, solid_capstyle="round")
    for (x, y), radius, kind in zip(places, radii, kept["type"] if types else [""] * len(kept)):
        ax.add_patch(Circle((x, y), radius, facecolor=palette.get(kind, SERIES[0]), edgecolor="white", linewidth=0.6, zorder=2))
    for text, box in zip(labels, boxes):
        if box is not None:
            ax.text((box.left + box.right) / 2, (box.top + box.bottom) / 2, text, fontsize=SIZE, ha="center", va="center_baseline", zorder=3,
                    path_effects=[withStroke(linewidth=1.6, foreground="white")])  # fmt: skip
    return sheet.fig


def _disc(colour: str) -> dict[str, object]:
    return {"marker": "o", "color": colour, "markersize": 5}


def _scale(places: np.ndarray, page: Box) -> np.ndarray:
    """Stretch places over a box; y upwards becomes y downwards."""
    low, high = places.min(axis=0), places.max(axis=0)
    share = np.divide(places - low, high - low, out=np.full_like(places, 0.5), where=high > low)
    return np.column_stack([page.left + share[:, 0] * (page.right - page.left), page.bottom - share[:, 1] * (page.bottom - page.top)])
