"""Every plot: with nothing, one row, few, many; in both languages and widths; nothing cut off, no missing glyph, the same bytes twice."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextPath

import aicine_lib as al
from aicine_lib import paths
from aicine_lib.codebook import load_codebook
from aicine_lib.drawing import draw_nothing, page_mm
from aicine_lib.figures import _rendered
from aicine_lib.lettering import MISSING, drawable, fit, fit_middle, short_number, text_mm, wrap
from aicine_lib.placing import Box, place_labels, spread
from aicine_lib.plot_claims import plot_dumbbell
from aicine_lib.plot_clouds import plot_cloud
from aicine_lib.plot_likenings import plot_metaphors
from aicine_lib.plot_networks import plot_co_occurrence, plot_network
from aicine_lib.plot_speaking import plot_bipartite, plot_voices
from aicine_lib.plot_time import plot_stance_line, plot_timeline
from aicine_lib.plot_validity import plot_baselines, plot_confusion, plot_intervals
from aicine_lib.plot_words import plot_collocates, plot_dispersion, plot_keyness
from aicine_lib.plots import plot_counts, plot_diverging, plot_matrix, plot_stacked

STANCES = ["critical", "mixed", "neutral", "favourable"]
ROLES = ["director", "scholar", "", "technician", "audience"]
WORDS = ["灵魂", "效率", "AIGC", "A very long product name 4.0 Pro", "導演", "画笔"]


def named(n: int) -> list[str]:
    """Labels such as corpora have: long, with dollars, line breaks, characters that the font lacks."""
    tails = ["", "：" + "一部短片和它的账本" * 4, " costs $5 or $6", "\n第二行", "🎬", "ＡＩ時代的電影人", " _x^2_"]
    return [f"第{i}项{tails[i % len(tails)]}" for i in range(n)]


def numbers(n: int) -> np.ndarray:
    return (np.arange(n) * 37 % 101 + 1).astype("int64")


def stances(n: int) -> pd.DataFrame:
    return pd.DataFrame({code: numbers(n) * i % 11 for i, code in enumerate(STANCES)}, index=named(n), dtype="int64")


def keyness(n: int) -> pd.DataFrame:
    sign = np.where(np.arange(n) % 2, -1, 1)
    scores = {"log_ratio": sign * (1 + numbers(n) % 5), "g2": sign * numbers(n) / 3, "p_holm": numbers(n) % 3 / 10}
    counts = dict.fromkeys(["n_target", "n_reference", "n_articles_target", "n_articles_reference"], numbers(n))
    return pd.DataFrame(scores | counts, index=named(n))


def claims(n: int) -> pd.DataFrame:
    low = 10.0 ** (np.arange(n) % 7)
    table = pd.DataFrame({"quantity": "money", "unit": "CNY", "subject": named(n), "speaker": named(n), "low": low, "high": low})
    table = table.assign(from_low=low * 5, from_high=low * 5, comparator=[["=", "~", "<", ">", "range"][i % 5] for i in range(n)])
    table.loc[table["comparator"] == "range", "high"] = table["low"] * 2
    table.loc[table.index % 4 == 3, ["from_low", "from_high"]] = np.nan
    table.loc[table.index % 3 == 2, ["quantity", "unit"]] = ["time", "day"]
    return table


def network(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    angles = np.arange(n) * 2.4
    nodes = pd.DataFrame({"name": named(n), "n_units": numbers(n), "x": np.cos(angles) * angles, "y": np.sin(angles) * angles})
    ends = [(nodes["name"][i], nodes["name"][i // 2]) for i in range(1, n)]
    return nodes, pd.DataFrame(ends, columns=["source", "target"]).assign(n_together=numbers(max(0, n - 1)))


def pairs(n: int) -> pd.DataFrame:
    rows = [(a, b, 9, 8, (i * j) % 7, 2.5) for i, a in enumerate(named(n)) for j, b in enumerate(named(n)) if i < j]
    return pd.DataFrame(rows, columns=["first", "second", "n_first", "n_second", "n_together", "expected"])


def links(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {"left": named(n), "right": [WORDS[i % 6] for i in range(n)], "stance": [STANCES[i % 4] for i in range(n)], "n_units": numbers(n)}
    )


def units(n: int) -> pd.DataFrame:
    names = [name for name in named(n) for _ in range(12)]
    rows = {"article": names, "role": ["heading" if i % 6 == 0 else "body" for i in range(12 * n)]}
    return pd.DataFrame(rows | {"score": np.sin(np.arange(12 * n)), "stance": ["none" if i % 5 == 0 else "neutral" for i in range(12 * n)]})


def voices(n: int) -> pd.DataFrame:
    rows = [(article, name, ROLES[i % 5], 0.3 / (i + 1)) for article in named(n) for i, name in enumerate(named(7))]
    return pd.DataFrame(rows, columns=["article", "name", "role", "share"])


def estimates(n: int) -> pd.DataFrame:
    share = numbers(n) / 120
    table = pd.DataFrame({"label": named(n), "estimate": share, "low": share - 0.05, "high": share + 0.05, "n": numbers(n)})
    return table.assign(
        group=[WORDS[i // 4 % 6] for i in range(n)], corrected=share + 0.02, corrected_low=share - 0.1, corrected_high=np.nan
    )


def baselines(n: int) -> pd.DataFrame:
    table = estimates(n).rename(columns={"label": "tool", "group": "variable"})
    return table.assign(is_ours=[i % 4 == 0 for i in range(n)])


def months(n: int) -> pd.DataFrame:
    index = pd.period_range("2015-01", periods=n, freq="M").astype(str)
    return pd.DataFrame({code: (numbers(n) + i) / 110 for i, code in enumerate(STANCES)}, index=index)


def hits(n: int) -> tuple[pd.DataFrame, pd.Series]:
    lengths = pd.Series(numbers(n) * 100, index=named(n))
    return pd.DataFrame({"article": [name for name in lengths.index for _ in range(3)], "start": np.tile([1, 40, 90], n)}), lengths


def matrix(n: int) -> pd.DataFrame:
    return pd.DataFrame(np.add.outer(numbers(n), numbers(n)), index=named(n), columns=named(n))


def likenings(n: int) -> pd.DataFrame:
    types = sorted(load_codebook().code_lists["vehicle_type"].codes)
    return pd.DataFrame(
        {"vehicle": named(n), "vehicle_type": [types[i % len(types)] for i in range(n)], "stance": [STANCES[i % 4] for i in range(n)]}
    )


def terms(n: int) -> pd.DataFrame:
    return pd.DataFrame({"n_tokens": numbers(n), "n_articles": 1}, index=[f"{WORDS[i % 6]}{i}" for i in range(n)])


def collocates(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {name: numbers(n) / 9 for name in ("log_dice", "n_together", "expected", "mi", "t_score", "n_articles")}, index=named(n)
    )


PLOTS: dict[str, Callable[[int, str], Figure]] = {
    "counts": lambda n, width: plot_counts(
        pd.Series(numbers(n), index=named(n)), xlabel="次数", notes={"第0项": "很长的说明" * 9}, width=width
    )[0],
    "stacked": lambda n, width: plot_stacked(stances(n), xlabel="句数", width=width)[0],
    "diverging": lambda n, width: plot_diverging(stances(n), xlabel="句数", title="长标题" * 40, width=width)[0],
    "matrix": lambda n, width: plot_matrix(stances(n), width=width)[0],
    "dumbbell": lambda n, width: plot_dumbbell(claims(n), width=width),
    "co_occurrence": lambda n, width: plot_co_occurrence(pairs(n + 1 if n else 0), width=width),
    "network": lambda n, width: plot_network(*network(n), width=width),
    "bipartite": lambda n, width: plot_bipartite(links(n), width=width),
    "voices": lambda n, width: plot_voices(voices(n), width=width),
    "stance_line": lambda n, width: plot_stance_line(units(n), width=width),
    "timeline": lambda n, width: plot_timeline(months(n + 2 if n else 0), ylabel="占比", percent=True, width=width),
    "cloud": lambda n, width: plot_cloud(terms(n), width=width),
    "keyness": lambda n, width: plot_keyness(keyness(n), target="肯定", reference="批评", width=width),
    "collocates": lambda n, width: plot_collocates(collocates(n), node="AI", width=width),
    "dispersion": lambda n, width: plot_dispersion(*hits(n), width=width),
    "intervals": lambda n, width: plot_intervals(
        estimates(n), xlabel="占比", references={"总体": 0.3, "另一条很长的参考线": 0.31}, width=width
    ),
    "baselines": lambda n, width: plot_baselines(baselines(n), xlabel="F1", width=width),
    "confusion": lambda n, width: plot_confusion(matrix(n), width=width),
    "metaphors": lambda n, width: plot_metaphors(likenings(n), width=width),
}
CASES = [(0, "column", "zh"), (1, "column", "en"), (1, "page", "zh"), (4, "page", "en")]
CASES += [(60, width, lang) for width in ("column", "page") for lang in ("zh", "en")]
plots = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)


def cut_off(fig: Figure) -> list[str]:
    """The texts that leave the page, by more than the width of a hair line."""
    fig.set_dpi(100)
    fig.canvas.draw()
    page, hidden = fig.bbox.padded(1), beyond_limits(fig)
    found: list[Any] = fig.findobj(Text)
    shown = [text for text in found if text.get_visible() and text.get_text().strip() and id(text) not in hidden]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    return [words for words, box in boxes if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1]


def beyond_limits(fig: Figure) -> set[int]:
    """The labels of ticks that are not drawn, because they lie beyond the limits or their axes are off."""
    hidden = set()
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not ax.axison or not low <= tick.get_loc() <= high:
                    hidden |= {id(tick.label1), id(tick.label2)}
    return hidden


@plots
@pytest.mark.parametrize(("n", "width", "lang"), CASES)
def test_any_number_of_rows_is_drawn_within_the_page(
    plot: Callable[[int, str], Figure], n: int, width: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AICINE_LANG", lang)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fig = plot(n, width)
        assert cut_off(fig) == []
    assert fig.get_figwidth() * 25.4 == pytest.approx(page_mm(width)) and fig.get_figheight() * 25.4 < 300


@plots
def test_nothing_is_said(plot: Callable[[int, str], Figure]) -> None:
    (words,) = [text.get_text() for ax in plot(0, "column").axes for text in ax.texts]
    assert words.startswith(("此语料无可示者", "日期不足 3 个时段"))


@plots
def test_the_same_bytes_twice(plot: Callable[[int, str], Figure]) -> None:
    first, second = plot(9, "page"), plot(9, "page")
    for kind in ("pdf", "svg"):
        assert _rendered(first, kind, "99_x") == _rendered(second, kind, "99_x")


@plots
def test_a_png_is_made_and_is_not_blank(plot: Callable[[int, str], Figure]) -> None:
    out = io.BytesIO()
    plot(4, "column").savefig(out, format="png", dpi=50)
    assert len(out.getvalue()) > 2000


def test_a_figure_shows_itself_in_a_notebook() -> None:
    picture, how = draw_nothing("column")[0]._repr_png_()  # type: ignore[attr-defined]
    assert picture.startswith(b"\x89PNG") and how == {"width": 340}


@pytest.mark.parametrize("name", ["counts", "diverging", "dumbbell", "dispersion", "intervals", "voices", "network", "keyness", "cloud"])
def test_what_is_not_drawn_is_counted(name: str) -> None:
    words = " ".join(text.get_text() for text in PLOTS[name](90, "page").texts)
    assert "未示" in words or "未入云" in words


@pytest.mark.parametrize(
    "plot", [plot_dumbbell, plot_co_occurrence, plot_bipartite, plot_voices, plot_stance_line, plot_cloud, plot_metaphors]
)
def test_a_missing_column_is_named(plot: Callable[[pd.DataFrame], Figure]) -> None:
    with pytest.raises(al.FigureError, match=f"{plot.__name__}: the table has no column .*; it has x"):
        plot(pd.DataFrame({"x": [1]}))


def test_an_unknown_width_is_an_error() -> None:
    with pytest.raises(al.FigureError, match="width 'poster' is unknown"):
        draw_nothing("poster")


def test_hedges_have_their_marks() -> None:
    table = claims(4).assign(quantity="money", unit="CNY", comparator=["=", "~", "<", ">"], from_low=np.nan, from_high=np.nan)
    lines = [line for line in plot_dumbbell(table).axes[-1].get_lines() if line.get_marker() not in ("", "None", None)]
    assert [(line.get_marker(), line.get_markerfacecolor() == "white") for line in lines] == [
        ("o", False),
        ("o", True),
        ("<", False),
        (">", False),
    ]


@pytest.mark.parametrize(
    ("low", "high", "from_low", "comparator", "expected"),
    [(1, 1, 3, "=", "÷ 3"), (1, 1, 7, "<", "÷ > 7"), (6, 6, 2, ">", "× > 3"), (2, 4, 8, "range", "÷ 2–4"), (4, 4, 20, "~", "÷ ≈ 5")],
)
def test_a_change_is_printed_as_a_factor(low: float, high: float, from_low: float, comparator: str, expected: str) -> None:
    row = {"quantity": "time", "unit": "day", "subject": "短片", "speaker": "", "low": low, "high": high, "comparator": comparator}
    fig = plot_dumbbell(pd.DataFrame([row | {"from_low": from_low, "from_high": from_low}]))
    assert expected in [text.get_text() for text in fig.texts]


def test_claims_that_no_log_axis_can_show_are_counted() -> None:
    table = claims(2)
    table.loc[0, "low"] = 0
    assert any("1 条不大于零" in text.get_text() for text in plot_dumbbell(table).texts)


def test_intervals_of_stance_are_drawn_at_the_outer_ends() -> None:
    table = pd.DataFrame({"critical": [3], "neutral": [2], "favourable": [5]}, index=["成本"])
    bounds = pd.DataFrame(
        {"critical_low": [0.2], "critical_high": [0.4], "favourable_low": [0.4], "favourable_high": [0.6]}, index=["成本"]
    )
    _, ax = plot_diverging(table, xlabel="占比", intervals=bounds, shares=True)
    lines: list[Any] = list(ax.collections)
    ends = [line.get_segments()[0][:, 0].round(2).tolist() for line in lines]
    assert ends == [[-0.5, -0.3], [0.5, 0.7]]


def test_the_cloud_does_not_lie() -> None:
    fig = plot_cloud(pd.DataFrame({"n_tokens": [400, 100, 25]}, index=["电影", "情感", "导演"]))
    sizes = {text.get_text(): float(text.get_fontsize()) for text in fig.axes[0].texts}
    assert sizes["电影"] / sizes["情感"] == pytest.approx(2, rel=0.05) and sizes["情感"] / sizes["导演"] == pytest.approx(2, rel=0.05)


def test_words_of_the_cloud_do_not_overlap() -> None:
    font = FontProperties(fname=str(paths.font_file()))
    placed = [
        (*text.get_position(), text.get_text(), float(text.get_fontsize()) * 25.4 / 72) for text in plot_cloud(terms(60)).axes[0].texts
    ]
    inks = [(x, y, TextPath((0, 0), words, size=size, prop=font).get_extents()) for x, y, words, size in placed]
    boxes = [(x + ink.x0, y - ink.y1, x + ink.x1, y - ink.y0) for x, y, ink in inks]
    assert len(boxes) > 20 and not any(overlap(a, b, 0.1) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_labels_of_a_network_do_not_overlap() -> None:
    fig = plot_network(*network(40))
    fig.canvas.draw()
    boxes = [text.get_window_extent() for text in fig.axes[-1].texts]
    assert len(boxes) > 20 and not any(overlap(a.extents, b.extents, 1) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def overlap(a: Any, b: Any, spare: float) -> bool:
    return bool(min(a[2], b[2]) - max(a[0], b[0]) > spare and min(a[3], b[3]) - max(a[1], b[1]) > spare)


def test_spread_keeps_order_and_bounds() -> None:
    places = spread([5.0, 5.1, 5.2, 0.0], [2.0] * 4, 0.0, 10.0)
    assert sorted(places) == [places[3], places[0], places[1], places[2]] and min(places) >= 1 and max(places) <= 9
    assert all(b - a >= 2 - 1e-6 for a, b in zip(sorted(places), sorted(places)[1:]))
    assert spread([], [], 0, 1) == []


def test_a_label_without_room_is_left_out() -> None:
    assert place_labels([(2, 2)], [1], [(50, 3)], Box(0, 0, 10, 10)) == [None]
    placed = place_labels([(20, 20)], [1], [(5, 2)], Box(0, 0, 40, 40), np.array([[0.0, 20.0, 40.0, 20.0]]))[0]
    assert placed is not None and not placed.top < 20 < placed.bottom


@pytest.mark.parametrize(("text", "expected"), [("电影🎬", f"电影{MISSING}"), ("a\n b\t c", "a b c"), (12, "12"), ("", "")])
def test_what_the_font_cannot_draw_is_marked(text: object, expected: str) -> None:
    assert drawable(text) == expected


@pytest.mark.parametrize("room", [3.0, 9.0, 20.0, 80.0])
def test_texts_keep_to_their_room(room: float) -> None:
    for text in (*named(7), *WORDS):
        assert max(map(text_mm, [fit(text, room), fit_middle(text, room), *wrap(text, room, most=2)])) <= room
        assert len(wrap(text, room, most=2)) <= 2


def test_no_line_begins_with_a_stop() -> None:
    assert not any(line[0] in "，。；" for line in wrap("字的面积与词次成正比，词次少于四者未入云。" * 5, 21.0))


def test_numbers_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [short_number(value) for value in (0.5, 1095, 24_000, 1.68e10)] == ["0.5", "1,095", "2.4万", "168亿"]
    monkeypatch.setenv("AICINE_LANG", "en")
    assert [short_number(value) for value in (0.5, 1095, 24_000, 1.68e10)] == ["0.5", "1,095", "24k", "16.8bn"]
