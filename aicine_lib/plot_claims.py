"""Plot of quantified claims: before and after on a log axis, with the hedge drawn, who says it and of what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.ticker
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .drawing import MARGIN, Sheet, check_columns, draw_nothing, page_mm, styled
from .figures import PALE, SERIES, SOFT, label
from .keys import Sign, draw_key, key_height
from .lettering import fit, say, short_number, text_mm
from .row_axes import FOOT, LABEL_SHARE, MOST_ROWS, ROW, draw_rows, plan_rows

NEEDED = ("quantity", "unit", "subject", "speaker", "low", "high", "from_low", "from_high", "comparator")
BEFORE, AFTER = SOFT, SERIES[0]
QUANTITIES = {
    "money": ("金额", "money"),
    "money_per_minute": ("每分钟金额", "money per minute"),
    "time": ("制作时间", "time to make"),
    "runtime": ("片长", "runtime"),
    "people": ("人数", "people"),
    "share": ("比例", "share"),
    "ratio": ("倍数", "ratio"),
}
MARKERS = {"<": "<", ">": ">"}  # arrows point to where the value may lie; all others are discs
HEDGES = {"~": "≈ ", "<": "< ", ">": "> "}
HEAD, BETWEEN = 4.0, 1.5  # mm above a facet for its name, and below its foot


@styled
def plot_dumbbell(claims: pd.DataFrame, *, title: str = "", width: str = "page", most: int = MOST_ROWS) -> Figure:
    """Draw claims as before → after on a log axis, a facet a quantity and unit, each with its change as a factor.

    Filled: exact. Open: about. An arrow to the left or right: under or over. A bar: a range.

    Parameters
    ----------
    claims : pandas.DataFrame
        A row a claim, drawn in its order within a facet. Columns: quantity (money, time, people …), unit, subject, speaker (empty:
        the reporter's own words), low, high, from_low, from_high (nan where nothing is compared: then one mark and no factor),
        comparator (=, ~, <, >, range); as of `normalise_claims`, joined with the claims. Optional: from_comparator, the hedge of the
        value before; practice, by which a single value of conventional practice is drawn like a value before. Values that are not above zero cannot stand on a log axis and are counted in a note.
    title : str
    width : {"column", "page"}
    most : int
        Claims to draw; of more, those that compare two values, then those with the largest change.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> claim = {"quantity": "time", "unit": "day", "subject": "雾港三日", "speaker": "", "low": 90, "high": 90, "comparator": "~"}
    >>> fig = plot_dumbbell(pd.DataFrame([claim | {"from_low": 270, "from_high": 270}]))
    >>> [text.get_text() for text in fig.texts if text.get_text().startswith("÷")]
    ['÷ ≈ 3']
    """
    check_columns(claims, NEEDED, "plot_dumbbell")
    fit_for_log = claims[(claims[["low", "high", "from_low", "from_high"]].fillna(1) > 0).all(axis=1) & claims["low"].notna()]
    chosen = _choose(fit_for_log, most)
    if not len(chosen):
        return draw_nothing(width, title)[0]
    chosen = chosen.assign(speaker=chosen["speaker"].fillna(""), subject=chosen["subject"].fillna(""))
    labels = [_name(subject, speaker, page_mm(width) * LABEL_SHARE) for subject, speaker in zip(chosen["subject"], chosen["speaker"])]
    heads = say("前 → 后", "before → after"), say("变化", "change")
    columns = {heads[0]: [_values(row) for row in _records(chosen)], heads[1]: [_factor(row) for row in _records(chosen)]}
    if width == "column":
        columns.pop(heads[0])  # the axis would have no room; the values can be read from it
    rows = plan_rows(labels, columns, width)
    facets = _facets(chosen)
    signs = _signs(chosen)
    key = key_height(signs, width)
    height = key + sum(HEAD + ROW * len(part) + FOOT - 3 + BETWEEN for _, part in facets)
    not_above = len(claims) - len(fit_for_log)
    zero = say(f"{not_above} 条不大于零，对数轴上无处可画。", f"{not_above} claims are not above zero and have no place on a log axis.")
    notes = [_rest(len(fit_for_log) - len(chosen)), zero if not_above else ""]
    sheet = Sheet(width, height, title=title, notes=notes)
    draw_key(sheet, signs)
    top = key
    for (quantity, unit), part in facets:
        ax = draw_rows(sheet, rows, top + HEAD, at=part["at"].tolist(), heads=top == key)
        facet = say(*QUANTITIES.get(quantity, (quantity, quantity)))
        sheet.write(
            MARGIN,
            top + HEAD - 0.6,
            say(f"{facet}（{_unit(unit)}），n = {len(part)}", f"{facet} ({_unit(unit)}), n = {len(part)}"),
            va="bottom",
        )
        _draw_facet(ax, part, page_mm(width) * ax.get_position().width)
        top += HEAD + ROW * len(part) + FOOT - 3 + BETWEEN
    return sheet.fig


def _name(subject: str, speaker: str, room: float) -> str:
    """Of what, and who says it; where there is too little room, the subject is cut."""
    end = f" · {fit(speaker or say('记者叙述', 'narration'), room * 0.6)}"
    return fit(subject or say("不详", "unknown"), room - text_mm(end)) + end


def _choose(claims: pd.DataFrame, most: int) -> pd.DataFrame:
    """The claims to draw: those that compare first, then by the size of the change."""
    change = pd.Series(np.abs(np.log(claims["from_low"].astype(float) / claims["low"].astype(float))), index=claims.index).fillna(-1)
    kept = change.sort_values(ascending=False, kind="stable").index[:most]
    return claims[claims.index.isin(kept)]


def _facets(claims: pd.DataFrame) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    """The claims of each quantity and unit, with the place of each among all, in the order of QUANTITIES."""
    parts = claims.assign(at=range(len(claims))).groupby(["quantity", "unit"])
    order = list(QUANTITIES)
    facets = [((str(quantity), str(unit)), part) for (quantity, unit), part in parts]
    return sorted(facets, key=lambda facet: (order.index(facet[0][0]) if facet[0][0] in order else len(order), facet[0]))


def _rest(n: int) -> str:
    """The note on the claims that are not drawn."""
    words = say(f"另有 {n:,} 条无前值或变化较小者未示", f"{n:,} claims without a value before, or of smaller change, are not shown")
    return say(f"{words}，见数据表。", f"{words}; see the data table.") if n > 0 else ""


def _records(claims: pd.DataFrame) -> list[Mapping[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in claims.to_dict("records")]


def _draw_facet(ax: Axes, claims: pd.DataFrame, wide: float) -> None:
    values = claims[["low", "high", "from_low", "from_high"]].to_numpy(dtype=float)
    ax.set_xscale("log")
    low, high = np.nanmin(values), np.nanmax(values)
    spare = max((high / low) ** 0.06, 1.25)
    ax.set_xlim(low / spare, high * spare)
    ax.xaxis.set_major_locator(_ticks(low / spare, high * spare, wide))
    ax.xaxis.set_minor_locator(matplotlib.ticker.NullLocator())
    ax.xaxis.set_major_formatter(lambda value, _: short_number(value))
    ax.grid(axis="x", color=PALE, linewidth=0.4)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    for y, row in enumerate(_records(claims)):
        if pd.notna(row["from_low"]):
            before, after = _middle(row["from_low"], row["from_high"]), _middle(row["low"], row["high"])
            ax.annotate(
                "", (after, y), (before, y), arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkA": 2, "shrinkB": 2}
            )
            _draw_mark(ax, y, row["from_low"], row["from_high"], str(row.get("from_comparator", "=")), BEFORE, "s")
        is_other = pd.isna(row["from_low"]) and row.get("practice") == "conventional"
        _draw_mark(ax, y, row["low"], row["high"], str(row["comparator"]), *((BEFORE, "s") if is_other else (AFTER, "o")))


def _draw_mark(ax: Axes, y: int, low: float, high: float, hedge: str, colour: str, marker: str) -> None:
    if pd.notna(high) and high > low:
        ax.plot([low, high], [y, y], color=colour, linewidth=3, solid_capstyle="butt")
        return
    ax.plot([low], [y], **_look(hedge, colour, marker))


def _look(hedge: str, colour: str, marker: str) -> dict[str, Any]:
    face = "white" if hedge == "~" else colour
    return {"marker": MARKERS.get(hedge, marker), "markersize": 4.6 if hedge in MARKERS else 4, "markerfacecolor": face, "color": colour,
            "markeredgewidth": 0.9}  # fmt: skip


def _signs(claims: pd.DataFrame) -> list[Sign]:
    """The key: before and after, and the hedges that occur."""
    hedges = {*claims["comparator"], *claims.get("from_comparator", [])}
    is_other = claims["practice"].eq("conventional") if "practice" in claims else pd.Series(False, claims.index)
    names = [say("前", "before")] if claims["from_low"].notna().any() else []
    names += [label("practice", "conventional")] if is_other.any() else []
    signs = [Sign(say("、", ", ").join(names), _look("=", BEFORE, "s"), True)] if names else []
    signs.append(Sign(say("后（实心：确数）", "after (filled: exact)"), _look("=", AFTER, "o"), True))
    signs += [Sign(label("comparator", code), _look(code, AFTER, "o"), True) for code in ("~", "<", ">") if code in hedges]
    if (claims["high"] > claims["low"]).any() or (claims["from_high"] > claims["from_low"]).any():
        signs.append(Sign(label("comparator", "range"), {"marker": "_", "markersize": 8, "markeredgewidth": 3, "color": AFTER}, True))
    return signs


def _values(row: Mapping[str, Any]) -> str:
    after = HEDGES.get(str(row["comparator"]), "") + _span(row["low"], row["high"])
    return after if pd.isna(row["from_low"]) else f"{_span(row['from_low'], row['from_high'])} → {after}"


def _factor(row: Mapping[str, Any]) -> str:
    """How many times less (÷) or more (×): of the ends of ranges, the smallest and the largest."""
    if pd.isna(row["from_low"]):
        return ""
    before, after = (row["from_low"], _or(row["from_high"], row["from_low"])), (row["low"], _or(row["high"], row["low"]))
    is_less = before[0] * before[1] >= after[0] * after[1]
    ends = (before[0] / after[1], before[1] / after[0]) if is_less else (after[0] / before[1], after[1] / before[0])
    first, last = (f"{end:.0f}" if end >= 10 else f"{end:.2g}" for end in ends)
    hedge = {"<": "> " if is_less else "< ", ">": "< " if is_less else "> ", "~": "≈ "}.get(str(row["comparator"]), "")
    return f"{'÷' if is_less else '×'} {hedge}{first if first == last else f'{first}–{last}'}"


def _or(value: Any, other: float) -> float:
    return other if pd.isna(value) else float(value)


def _span(low: float, high: float) -> str:
    return short_number(low) if pd.isna(high) or high == low else f"{short_number(low)}–{short_number(high)}"


def _middle(low: float, high: float) -> float:
    return float(np.sqrt(low * _or(high, low)))


def _unit(unit: str) -> str:
    """A unit's name: of a rate, both."""
    return "/".join(label("unit", part) for part in unit.split("/"))


def _ticks(low: float, high: float, wide: float) -> matplotlib.ticker.Locator:
    """Powers of ten, and multiples of these where the axis is short; as many as have room."""
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    for steps in ((1,), (1, 2, 5), tuple(range(1, 10))):
        places = [step * 10.0**power for power in powers for step in steps if low <= step * 10.0**power <= high]
        if len(places) >= 3:
            break
    return matplotlib.ticker.FixedLocator(places[:: max(1, int(np.ceil(len(places) * 11 / wide)))])
