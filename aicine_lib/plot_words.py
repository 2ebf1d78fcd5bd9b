"""Plots of words: which mark one side, which stand near a word, and where in the articles a word stands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .drawing import Sheet, check_columns, draw_nothing, largest, left_out, page_mm, styled
from .figures import INK, PALE, SERIES, SOFT
from .lettering import fit, say
from .row_axes import FOOT, ROW, draw_rows, plan_rows

TARGET, REFERENCE = SERIES[0], SERIES[5]
SIGNIFICANT = 0.05
LOG_DICE_MAX = 14  # Rychlý (2008)


@styled
def plot_keyness(table: pd.DataFrame, *, target: str, reference: str, title: str = "", width: str = "page", most: int = 15) -> Figure:
    """Draw the words that mark either of two sides: bars of the log ratio to both sides, with G2 and counts.

    A bar is filled where the difference remains significant after Holm's correction (p below 0.05), else open.

    Parameters
    ----------
    table : pandas.DataFrame
        As of `compute_keyness`. Index: term. Columns: log_ratio and g2 (positive: more in the target), n_target, n_reference,
        n_articles_target, n_articles_reference, p_holm.
    target, reference : str
        What the two sides are called.
    most : int
        Words of each side to draw; of more, those of the largest g2.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> row = {"log_ratio": 2.0, "g2": 9.1, "n_target": 8, "n_reference": 2, "p_holm": 0.01}
    >>> table = pd.DataFrame([row | {"n_articles_target": 3, "n_articles_reference": 1}], index=["效率"])
    >>> len(plot_keyness(table, target="肯定", reference="批评").axes[0].patches)
    1
    """
    check_columns(
        table, ("log_ratio", "g2", "n_target", "n_reference", "n_articles_target", "n_articles_reference", "p_holm"), "plot_keyness"
    )
    scored = table[table["g2"].notna() & (table["g2"] != 0)]
    sides = [
        scored[scored["g2"] > 0].nlargest(most, "g2", keep="first"),
        scored[scored["g2"] < 0].nsmallest(most, "g2", keep="first").iloc[::-1],
    ]
    shown = pd.concat(sides)
    if not len(shown):
        return draw_nothing(width, title)[0]
    counts = [f"{a} : {b}" for a, b in zip(shown["n_target"], shown["n_reference"])]
    articles = [f"{a} : {b}" for a, b in zip(shown["n_articles_target"], shown["n_articles_reference"])]
    columns = {say("词次", "tokens"): counts, say("篇数", "articles"): articles, "G²": [f"{abs(value):.1f}" for value in shown["g2"]]}
    if width == "column":
        columns.pop(say("篇数", "articles"))
    rows = plan_rows(list(shown.index), columns, width, 0.28)
    how = say(f"实心：Holm 校正后 p < {SIGNIFICANT}；空心：不显著。词次、篇数：{target} : {reference}。", f"Filled: p < {SIGNIFICANT} after Holm's correction; open: not significant. Tokens, articles: {target} : {reference}.")  # fmt: skip
    sheet = Sheet(width, 7.5 + ROW * len(shown) + FOOT, title=title, notes=[how, left_out(len(scored) - len(shown), "词", "words")])
    ax = draw_rows(sheet, rows, 7.5)
    is_sure = shown["p_holm"].to_numpy(dtype=float) < SIGNIFICANT
    for y, (ratio, sure) in enumerate(zip(shown["log_ratio"], is_sure)):
        colour = TARGET if ratio > 0 else REFERENCE
        ax.barh(y, ratio, height=0.66, facecolor=colour if sure else "white", edgecolor=colour if not sure else "white", linewidth=0.8,
                hatch="/////" if sure and ratio < 0 else "")  # fmt: skip
    reach = max(1.0, float(shown["log_ratio"].abs().max())) * 1.06
    ax.set_xlim(-reach if len(sides[1]) else 0, reach if len(sides[0]) else 0)
    ax.axvline(0, color=INK, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(lambda value, _: f"{'−' if value < 0 else ''}{abs(value):g}")
    ax.set_xlabel(say("相对频率之比的对数（以 2 为底）", "log ratio of relative frequencies (base 2)"))
    start, room = ax.get_position().x0 * sheet.width, ax.get_position().width * sheet.width
    if len(sides[1]):
        sheet.write(start, 6.6, fit(f"← {reference}", room / 2 - 2), va="bottom", color=REFERENCE)
    if len(sides[0]):
        sheet.write(start + room, 6.6, fit(f"{target} →", room / 2 - 2), va="bottom", ha="right", color=TARGET)
    return sheet.fig


@styled
def plot_collocates(table: pd.DataFrame, *, node: str, title: str = "", width: str = "page", most: int = 20) -> Figure:
    """Draw the words that stand near a word by log-dice, with counts and the other measures beside.

    Parameters
    ----------
    table : pandas.DataFrame
        As of `find_collocates`. Index: term. Columns: log_dice, n_together, expected, mi, t_score, n_articles; drawn in its order.
    node : str
        The word itself.
    most : int
        Words to draw; of more, those of the largest log-dice.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> row = {"log_dice": 11.2, "n_together": 6, "expected": 0.9, "mi": 2.7, "t_score": 2.1, "n_articles": 3}
    >>> fig = plot_collocates(pd.DataFrame([row], index=["灵魂"]), node="AI")
    >>> fig.axes[0].get_yticklabels()[0].get_text()
    '灵魂'
    """
    check_columns(table, ("log_dice", "n_together", "expected", "mi", "t_score", "n_articles"), "plot_collocates")
    if not len(table):
        return draw_nothing(width, title)[0]
    shown = table.iloc[largest(table["log_dice"], most)]
    columns = {
        say("同现", "together"): [f"{value:.0f}" for value in shown["n_together"]],
        say("期望", "expected"): [f"{value:.1f}" for value in shown["expected"]],
    }
    more = {"MI": [f"{value:.1f}" for value in shown["mi"]], "t": [f"{value:.1f}" for value in shown["t_score"]]}
    columns |= (more if width == "page" else {}) | {say("篇数", "articles"): [f"{value:.0f}" for value in shown["n_articles"]]}
    rows = plan_rows(list(shown.index), columns, width, 0.28)
    sheet = Sheet(width, 4 + ROW * len(shown) + FOOT, title=title, notes=[left_out(len(table) - len(shown), "词", "words")])
    ax = draw_rows(sheet, rows, 4)
    values = shown["log_dice"].to_numpy(dtype=float)
    low = min(0.0, float(values.min()))
    ax.hlines(range(len(shown)), low, values, color=SOFT, linewidth=0.7)
    ax.plot(values, range(len(shown)), "o", color=TARGET, markersize=4.5, clip_on=False)
    ax.set_xlim(low, max(LOG_DICE_MAX, values.max()))
    ax.set_xticks(range(2 * int(np.ceil(low / 2)), LOG_DICE_MAX + 1, 2))
    ax.grid(axis="x", color=PALE, linewidth=0.4)
    ax.set_axisbelow(True)
    ax.set_xlabel(say(f"与“{node}”的 log-dice（14 为形影不离）", f"log-dice with “{node}” (14: never apart)"))
    return sheet.fig


@styled
def plot_dispersion(
    hits: pd.DataFrame,
    lengths: pd.Series,
    *,
    names: Mapping[str, str] | None = None,
    title: str = "",
    width: str = "page",
    most: int = 30,
) -> Figure:
    """Draw where in each article a word stands: a line an article, from its first to its last character, a mark an occurrence.

    Parameters
    ----------
    hits : pandas.DataFrame
        A row an occurrence. Columns: article, start (offset in the article, in characters).
    lengths : pandas.Series
        Length in characters, by article: all articles searched, drawn in this order, those without an occurrence too.
    names : mapping, optional
        Article to the name it is shown by.
    most : int
        Articles to draw; of more, those with most occurrences.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> fig = plot_dispersion(pd.DataFrame({"article": ["a", "a"], "start": [10, 900]}), pd.Series({"a": 1000}))
    >>> [text.get_text() for text in fig.texts]
    ['次数', '2', '每千字', '2.0']
    """
    check_columns(hits, ("article", "start"), "plot_dispersion")
    if not len(lengths):
        return draw_nothing(width, title)[0]
    counts = hits["article"].value_counts().reindex(lengths.index, fill_value=0)
    kept = lengths.iloc[largest(counts, most)]
    numbers = counts.reindex(kept.index)
    per_1000 = [f"{1000 * k / max(1, n):.1f}" for k, n in zip(numbers, kept)]
    columns = {say("次数", "hits"): [f"{k:,}" for k in numbers], say("每千字", "per 1,000"): per_1000}
    rows = plan_rows([(names or {}).get(str(article), article) for article in kept.index], columns, width)
    sheet = Sheet(width, 4 + ROW * len(kept) + FOOT, title=title, notes=[left_out(len(lengths) - len(kept), "篇", "articles")])
    ax = draw_rows(sheet, rows, 4)
    room = page_mm(width) * ax.get_position().width
    for y, (article, n) in enumerate(kept.items()):
        places = hits.loc[hits["article"] == article, "start"].to_numpy(dtype=float) / max(1, n)
        ax.hlines(y, 0, 1, color=PALE, linewidth=2.5, zorder=1)
        ax.vlines(places, y - 0.34, y + 0.34, color=TARGET, linewidth=0.9, alpha=0.5 if len(places) > room else 0.9, zorder=2)
    ax.set_xlim(-0.005, 1.005)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.set_xticks(np.linspace(0, 1, 5))
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(say("在文章中的位置", "place in the article"))
    return sheet.fig
