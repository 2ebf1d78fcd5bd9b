"""The word cloud beside a bar chart of the same numbers, because a cloud alone is read by the length of its words.

In the cloud the area of a letter goes with the number: twice as often, letters of twice the area. All words lie flat, and none is
smaller than print allows; words that find no room at their true size are left out and counted, never shrunk.
"""

from __future__ import annotations

import math
import random

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from wordcloud.wordcloud import IntegralOccupancyMap

from .drawing import MARGIN, Sheet, check_columns, draw_nothing, page_mm, styled
from .figures import INK, SERIES
from .lettering import POINT, SMALL, drawable, fit, say, text_box, text_mm
from .row_axes import ROW

BETWEEN = 2  # pixels of the layout left free around a word
PIXELS = 6  # a mm, of the layout; the cloud is drawn as letters, not pixels
LEAST = 6.5  # points
SEED = 42
SHADES = (SERIES[0], "#222222", "#56778B", "#8A5A00")  # of like darkness, told by no meaning: neighbours are easier to tell apart
TRIES = (1.0, 0.85, 0.7, 0.58, 0.48, 0.4, 0.33, 0.27)


@styled
def plot_cloud(counts: pd.DataFrame, *, title: str = "", width: str = "page", most: int = 60, bars: int = 20) -> Figure:
    """Draw a word cloud, and beside it (below it in a column) a bar chart of its most frequent words with n and articles.

    Parameters
    ----------
    counts : pandas.DataFrame
        As of `count_terms`. Index: term. Column: n_tokens. Optional: n_articles, written behind n.
    most : int
        Words in the cloud at most.
    bars : int
        Words in the bar chart.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = plot_cloud(pd.DataFrame({"n_tokens": [9, 4]}, index=["电影", "情感"]))
    >>> sorted(text.get_text() for text in fig.axes[0].texts)
    ['情感', '电影']
    """
    check_columns(counts, ("n_tokens",), "plot_cloud")
    ranked = counts[counts["n_tokens"] > 0].sort_values("n_tokens", ascending=False, kind="stable")
    if not len(ranked):
        return draw_nothing(width, title)[0]
    top = ranked.head(bars)
    wide, is_page = page_mm(width), width == "page"
    chart = ROW * len(top) + 4
    cloud = (wide * 0.58 - MARGIN, max(40.0, chart)) if is_page else (wide - 2 * MARGIN, 52.0)
    placed = _place_words({drawable(term): int(n) for term, n in ranked["n_tokens"].head(most).items()}, *cloud)
    least = ranked["n_tokens"].iloc[min(most, len(ranked)) - 1]
    note = say(
        f"云中 {len(placed)} 词（共 {len(ranked):,} 词），字的面积与词次成正比；词次少于 {least} 或无处可放者未入云。",
        f"{len(placed)} of {len(ranked):,} words in the cloud; the area of letters is proportional to tokens; words below {least} tokens, or without room, are left out.",
    )
    sheet = Sheet(width, (max(cloud[1], chart) if is_page else cloud[1] + chart + 2) + 1.5, title=title, notes=[note])
    ax = sheet.axes(MARGIN, 0, *cloud)
    ax.set(xlim=(0, cloud[0]), ylim=(cloud[1], 0))
    ax.set_axis_off()
    for i, (term, size, x, y) in enumerate(placed):
        ax.text(x, y, term, fontsize=size, color=SHADES[i % len(SHADES)], ha="left", va="baseline")
    left = wide * 0.58 + 3 if is_page else MARGIN
    _draw_bars(sheet, top, left, wide - left - MARGIN, 0 if is_page else cloud[1] + 2)
    return sheet.fig


def _place_words(counts: dict[str, int], wide: float, high: float) -> list[tuple[str, float, float, float]]:
    """Words with their size in points and the start of their base line in mm; sizes as true as the numbers, as large as there is room."""
    roots = {term: math.sqrt(n) for term, n in counts.items()}
    top = max(roots.values())
    longest = max(text_mm(term, 10) / 10 * root / top for term, root in roots.items())  # mm a point of the largest size
    biggest = max(LEAST, min(high / 2.5 / POINT, 0.9 * wide / longest))
    best: list[tuple[str, float, float, float]] = []
    for part in TRIES:
        true = {term: part * biggest * root / top for term, root in roots.items()}
        placed = _set_words({term: size for term, size in true.items() if size >= LEAST}, wide, high)
        best = placed if len(placed) > len(best) else best
        if len(best) == len(counts):
            break
    return best or _set_words({next(iter(roots)): LEAST}, wide, high)


def _set_words(sizes: dict[str, float], wide: float, high: float) -> list[tuple[str, float, float, float]]:
    """Set words where wordcloud's map of what is free finds room, the largest first; those without room are left out.

    The class WordCloud is not used: it shrinks words that find no room, and it measures Chinese letters higher than it draws them.
    """
    free = IntegralOccupancyMap(round(high * PIXELS), round(wide * PIXELS), None)
    taken = np.zeros((round(high * PIXELS), round(wide * PIXELS)), dtype=np.int32)
    chance, placed = random.Random(SEED), []
    for term, size in sizes.items():
        left, top, right, bottom = (edge * PIXELS for edge in text_box(term, size))
        tall, long = math.ceil(bottom - top) + 2 * BETWEEN, math.ceil(right - left) + 2 * BETWEEN
        place = free.sample_position(tall, long, chance)
        if place is None:
            continue
        y, x = place
        taken[y : y + tall, x : x + long] = 1
        free.update(taken, y, x)
        placed.append((term, size, (x + BETWEEN - left) / PIXELS, (y + BETWEEN - top) / PIXELS))
    return placed


def _draw_bars(sheet: Sheet, top: pd.DataFrame, left: float, room: float, start: float) -> Axes:
    names = [fit(term, room * 0.35) for term in top.index]
    ends = [f"{int(n):,}" for n in top["n_tokens"]]
    if "n_articles" in top:
        ends = [f"{end} · {int(n)} {say('篇', 'art.')}" for end, n in zip(ends, top["n_articles"])]
    label_room = max(map(text_mm, names)) + 1.2
    end_room = max(text_mm(end, SMALL) for end in ends) + 1.5
    ax = sheet.axes(left + label_room, start + 4, room - label_room - end_room, ROW * len(top))
    ax.barh(range(len(top)), top["n_tokens"], height=0.68, color=SERIES[0])
    ax.set(ylim=(len(top) - 0.5, -0.5), xlim=(0, float(top["n_tokens"].max())), xticks=[])
    ax.set_yticks(range(len(top)), names)
    ax.tick_params(axis="y", length=0, pad=2)
    ax.spines["bottom"].set_visible(False)
    sheet.write(left + label_room, start + 3.4, say("词次", "tokens"), size=SMALL, va="bottom")
    for y, (n, end) in enumerate(zip(top["n_tokens"], ends)):
        ax.annotate(end, (n, y), (2, 0), textcoords="offset points", fontsize=SMALL, va="center", color=INK, annotation_clip=False)
    return ax
