"""Plots of who speaks: the share of each voice in its article, and which aspects speakers speak of in which stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from .drawing import MARGIN, Sheet, check_columns, draw_nothing, largest, left_out, page_mm, styled
from .figures import INK, PALE, STANCE_COLOURS, STANCE_HATCHES, VOICE_COLOURS, VOICE_GROUPS, VOICE_HATCHES, label
from .keys import Sign, draw_key, key_height
from .lettering import SIZE, SMALL, fit, say, text_mm
from .placing import spread
from .row_axes import FOOT, draw_rows, plan_rows

STANCES = ("favourable", "mixed", "neutral", "critical")  # from top to bottom within a node
BAR, GAP = 2.2, 1.2  # mm, of a node's bar, and between nodes
PITCH = 9.5  # mm from one article's bar to the next, its labels below
GROUP_NAMES = {
    "making": ("创作", "film-makers"),
    "industry": ("技术与企业", "industry"),
    "expertise": ("学者、评论、官员、法律", "experts and officials"),
    "public": ("观众、其他、不详", "audience, others, unknown"),
    "narration": ("记者叙述", "narration"),
}


@styled
def plot_bipartite(
    links: pd.DataFrame,
    *,
    left_names: Mapping[str, str] | None = None,
    right_names: Mapping[str, str] | None = None,
    title: str = "",
    width: str = "page",
    most_left: int = 14,
    most_right: int = 14,
) -> Figure:
    """Draw who speaks of what: bands from speakers or roles to aspects, as wide as their units, by stance.

    Parameters
    ----------
    links : pandas.DataFrame
        Columns: left (speaker or role), right (aspect), stance (favourable, mixed, neutral, critical), n_units. Rows of the same three are
        added up.
    left_names, right_names : mapping, optional
        Value to the name it is shown by.
    most_left, most_right : int
        Names to draw on either side; of more, those with most units.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = plot_bipartite(pd.DataFrame({"left": ["导演"], "right": ["情感"], "stance": ["critical"], "n_units": [4]}))
    >>> [text.get_text() for text in fig.axes[-1].texts]
    ['导演 4', '情感 4']
    """
    check_columns(links, ("left", "right", "stance", "n_units"), "plot_bipartite")
    counts = links[links["stance"].isin(STANCES)].groupby(["left", "right", "stance"], sort=True)["n_units"].sum().reset_index()
    counts = counts[counts["n_units"] > 0]
    sides = [_biggest(counts, side, most) for side, most in (("left", most_left), ("right", most_right))]
    shown = counts[counts["left"].isin(sides[0]) & counts["right"].isin(sides[1])]
    if not len(shown):
        return draw_nothing(width, title)[0]
    sides = [[name for name in side if name in set(shown[column])] for side, column in zip(sides, ("left", "right"))]
    signs = [Sign(label("stance", code), _band_look(code)) for code in STANCES if code in set(shown["stance"])]
    missing = int(counts["n_units"].sum() - shown["n_units"].sum())
    note = say(f"另有 {missing:,} 句属于未示的较小者，见数据表。", f"{missing:,} units of smaller names are not shown; see the data table.")
    wide, key = page_mm(width), key_height(signs, width) + 1
    high = max(40.0, 7.5 * max(map(len, sides)))
    sheet = Sheet(width, key + high + 2.5, title=title, notes=[note if missing else ""])
    draw_key(sheet, signs)
    ax = sheet.canvas()
    tops, unit, ends = _draw_sides(ax, shown, sides, (left_names or {}, right_names or {}), wide, key, high)
    _draw_bands(ax, shown, sides, tops, unit, ends)
    return sheet.fig


def _biggest(counts: pd.DataFrame, side: str, most: int) -> list[str]:
    totals = counts.groupby(side)["n_units"].sum()
    return sorted(totals.index, key=lambda name: (-totals[name], name))[:most]


def _band_look(code: str, thick: float = 2.0) -> dict[str, Any]:
    """The look of a band; one too thin to show its hatch has none."""
    hatch = STANCE_HATCHES.get(code, "") if thick >= 0.8 else ""
    return {"facecolor": STANCE_COLOURS[code], "hatch": hatch, "edgecolor": "white", "linewidth": 0}


def _draw_sides(
    ax: Axes, shown: pd.DataFrame, sides: Sequence[Sequence[str]], names: Sequence[Mapping[str, str]], wide: float, key: float, high: float
) -> tuple[list[dict[str, float]], float, list[float]]:
    """Draw the bars of both sides with their names; return the top of each bar, mm a unit, and where bands begin and end."""
    total = int(shown["n_units"].sum())
    unit = (high - GAP * (max(map(len, sides)) - 1)) / total
    tops: list[dict[str, float]] = []
    ends: list[float] = []
    for column, side, named, is_left in (("left", sides[0], names[0], True), ("right", sides[1], names[1], False)):
        sums = shown.groupby(column)["n_units"].sum()
        texts = [f"{fit(named.get(name, name), 0.27 * wide - 8)} {sums[name]:,}" for name in side]
        room = max(map(text_mm, texts)) + 1.5
        x = MARGIN + room if is_left else wide - MARGIN - room - BAR
        y = key + (high - unit * total - GAP * (len(side) - 1)) / 2
        tops.append({})
        for name in side:
            tops[-1][name] = y
            ax.add_patch(Rectangle((x, y), BAR, unit * sums[name], facecolor=INK, linewidth=0))
            y += unit * sums[name] + GAP
        middles = [tops[-1][name] + unit * sums[name] / 2 for name in side]
        for text, place in zip(texts, spread(middles, [3.0] * len(side), key - 1, key + high + 1)):
            ax.text(x - 1 if is_left else x + BAR + 1, place, text, fontsize=SIZE, ha="right" if is_left else "left", va="center_baseline")
        ends.append(x + BAR if is_left else x)
    return tops, unit, ends


def _draw_bands(
    ax: Axes, shown: pd.DataFrame, sides: Sequence[Sequence[str]], tops: Sequence[dict[str, float]], unit: float, ends: Sequence[float]
) -> None:
    """Draw the bands; at each bar they lie in the order of the other side, then of stance."""
    ranks = [{name: i for i, name in enumerate(side)} for side in sides]
    bands = [(str(row.left), str(row.right), str(row.stance), float(str(row.n_units))) for row in shown.itertuples()]
    where: list[dict[tuple[str, str, str], float]] = []
    for own, other in ((0, 1), (1, 0)):
        filled, starts = dict(tops[own]), {}
        for band in sorted(bands, key=lambda b: (ranks[other][b[:3][other]], STANCES.index(b[2]))):
            starts[band[:3]] = filled[band[:3][own]]
            filled[band[:3][own]] += unit * band[3]
        where.append(starts)
    middle = sum(ends) / 2
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    for band in sorted(bands, key=lambda b: (b[2] != "neutral", -b[3], b[:3])):
        (x0, y0), (x1, y1), thick = (ends[0], where[0][band[:3]]), (ends[1], where[1][band[:3]]), unit * band[3]
        corners = [
            (x0, y0),
            (middle, y0),
            (middle, y1),
            (x1, y1),
            (x1, y1 + thick),
            (middle, y1 + thick),
            (middle, y0 + thick),
            (x0, y0 + thick),
        ]
        ax.add_patch(PathPatch(Path([*corners, (x0, y0)], curve), alpha=0.85, **_band_look(band[2], thick)))


@styled
def plot_voices(
    voices: pd.DataFrame, *, names: Mapping[str, str] | None = None, title: str = "", width: str = "page", most: int = 20
) -> Figure:
    """Draw how much of each article each voice holds: a bar an article, parts named below, coloured by group of roles.

    Parameters
    ----------
    voices : pandas.DataFrame
        Columns: article, name, role (a code of speaker_role, or empty), share (0 to 1, of the characters of the article). Articles are drawn
        in the order in which they first appear; what no voice holds is narration.
    names : mapping, optional
        Article to the name it is shown by.
    most : int
        Articles to draw; of more, those in which voices hold most.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = plot_voices(pd.DataFrame({"article": ["甲"], "name": ["周一帆"], "role": ["director"], "share": [0.4]}))
    >>> "周一帆（导演）40%" in [text.get_text() for text in fig.axes[-1].texts]
    True
    """
    check_columns(voices, ("article", "name", "role", "share"), "plot_voices")
    heard = voices[voices["share"] > 0].assign(role=voices["role"].fillna(""))
    if not len(heard):
        return draw_nothing(width, title)[0]
    order = list(dict.fromkeys(heard["article"]))
    held = heard.groupby("article")["share"].sum().reindex(order)
    shown = [order[i] for i in largest(held, most)]
    rows = plan_rows([(names or {}).get(article, article) for article in shown], {say("声音", "voices"): [f"{(heard['article'] == a).sum()}" for a in shown]},
                     width, 0.26)  # fmt: skip
    groups = [group for group in GROUP_NAMES if group == "narration" or heard["role"].map(_group).eq(group).any()]
    signs = [Sign(say(*GROUP_NAMES[group]), _voice_look(group)) for group in groups]
    key = key_height(signs, width) + 2.5
    how = say("名称自左至右，与色块同序。", "Names stand in the order of the parts, from left to right.")
    sheet = Sheet(width, key + PITCH * len(shown) + FOOT, title=title, notes=[how, left_out(len(order) - len(shown), "篇", "articles")])
    draw_key(sheet, signs)
    ax = draw_rows(sheet, rows, key, pitch=PITCH, shift=-0.2)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.set_xlabel(say("占文章字数", "share of the article's characters"))
    ax.spines["left"].set_visible(False)
    canvas = sheet.canvas()
    for y, article in enumerate(shown):
        part = heard[heard["article"] == article].sort_values(["share", "name"], ascending=[False, True], kind="stable")
        _draw_article(ax, canvas, y, part, (ax.get_position().x0 * sheet.width, ax.get_position().width * sheet.width), key + PITCH * y)
    return sheet.fig


def _group(role: str) -> str:
    return next((group for group, roles in VOICE_GROUPS.items() if role in roles), "public")


def _voice_look(group: str) -> dict[str, Any]:
    return {
        "facecolor": VOICE_COLOURS[group],
        "hatch": VOICE_HATCHES.get(group, ""),
        "edgecolor": "white" if group != "narration" else PALE,
        "linewidth": 0.4,
    }


def _draw_article(ax: Axes, canvas: Axes, y: int, part: pd.DataFrame, span: tuple[float, float], top: float) -> None:
    """Draw one bar, and below it as many names as have room, largest voices first."""
    start, room = span
    lefts = (part["share"].cumsum() - part["share"]).tolist()
    rest = max(0.0, 1 - float(part["share"].sum()))
    for left, share, role in zip(lefts, part["share"], part["role"]):
        ax.barh([y - 0.2], [share], left=[left], height=0.42, **_voice_look(_group(role)))
    ax.barh([y - 0.2], [rest], left=[1 - rest], height=0.42, **_voice_look("narration"))
    texts = [
        fit(f"{name}{_in_brackets(role)}{share:.0%}", room * 0.6, SMALL)
        for name, role, share in zip(part["name"], part["role"], part["share"])
    ]
    sizes = [text_mm(text, SMALL) + 2 for text in texts]
    n = int(np.searchsorted(np.cumsum(sizes), room - 14, side="right")) if sum(sizes) > room else len(texts)
    if n < len(texts):
        more = say(
            f"另 {len(texts) - n} 个 {part['share'].iloc[n:].sum():.0%}", f"{len(texts) - n} more {part['share'].iloc[n:].sum():.0%}"
        )
        texts, sizes = [*texts[:n], more], [*sizes[:n], text_mm(more, SMALL) + 2]
        lefts = [*lefts[:n], lefts[n]]
    shares = [*part["share"].tolist()[:n], float(part["share"].iloc[n:].sum())][: len(texts)]
    middles = [start + room * min(1.0, left + share / 2) for left, share in zip(lefts, shares)]
    for place, text in zip(spread(middles, sizes, start - 1, start + room + 1), texts):
        canvas.text(place, top + 6.5, text, fontsize=SMALL, ha="center", va="center_baseline")


def _in_brackets(role: str) -> str:
    return say(f"（{label('speaker_role', role)}）", f" ({label('speaker_role', role)}) ") if role else " "
