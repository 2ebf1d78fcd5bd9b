"""Figures: the same bytes on every run, with data and words beside them; plots of any table, empty ones too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

import aicine_lib as al
from aicine_lib.figures import WIDTHS

COUNTS = pd.Series({"即梦AI": 10, "Sora": 4}, name="n_mentions").rename_axis("tool")
STANCES = pd.DataFrame({"critical": [3, 1], "neutral": [5, 4], "favourable": [4, 8]}, index=["甲报", "乙报"])
WORDS: dict[str, Any] = {"alt": "bars", "caption_zh": "次数 14。", "caption_en": "14 mentions."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AICINE_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    return tmp_path / "figures"


def save(figure_id: str = "99_tools") -> None:
    fig, _ = al.plot_counts(COUNTS, xlabel="次数", title="n = 14", notes={"Sora": "2 篇"})
    al.save_figure(fig, figure_id, COUNTS.reset_index(), **WORDS)


def test_a_figure_is_saved_with_data_and_words(folder: Path) -> None:
    save()
    assert sorted(file.suffix for file in folder.iterdir()) == [".csv", ".json", ".pdf", ".png", ".svg"]
    assert (folder / "99_tools.csv").read_text("utf-8-sig") == "tool,n_mentions\n即梦AI,10\nSora,4\n"
    words = json.loads((folder / "99_tools.json").read_text("utf-8"))
    assert (words["alt"], words["caption_en"]) == ("bars", "14 mentions.") and set(words["sha256"]) == {"pdf", "svg", "png", "csv"}


def test_a_figure_has_the_same_bytes_twice(folder: Path) -> None:
    save()
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    save()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_the_font_is_embedded_and_is_the_only_one(folder: Path) -> None:
    save()
    content = (folder / "99_tools.pdf").read_bytes()
    assert b"NotoSansSC" in content and b"/FontFile2" in content and b"DejaVu" not in content


@pytest.mark.parametrize("missing", ["alt", "caption_zh", "caption_en"])
def test_a_figure_without_its_words_is_refused(folder: Path, missing: str) -> None:
    fig, _ = al.plot_counts(COUNTS, xlabel="次数")
    with pytest.raises(al.FigureError, match="99_tools: alt, caption_zh and caption_en must not be empty"):
        al.save_figure(fig, "99_tools", COUNTS.reset_index(), **{**WORDS, missing: " "})


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figures").write_text("a file stands here")
    monkeypatch.setenv("AICINE_FIGURES", str(tmp_path / "figures"))
    fig, _ = al.plot_counts(COUNTS, xlabel="次数")
    with pytest.raises(al.FigureError, match="cannot be written to figures/"):
        al.save_figure(fig, "99_tools", COUNTS.reset_index(), **WORDS)


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_widths_are_those_of_print(width: str) -> None:
    fig, _ = al.plot_counts(COUNTS, xlabel="次数", width=width)
    assert fig.get_figwidth() == pytest.approx(WIDTHS[width])


def test_an_unknown_width_is_an_error() -> None:
    with pytest.raises(al.FigureError, match="width 'poster' is unknown: must be one of column, page"):
        al.plot_counts(COUNTS, xlabel="次数", width="poster")


def test_a_bar_is_drawn_for_every_number() -> None:
    _, ax = al.plot_diverging(STANCES, xlabel="句数")
    assert len(ax.patches) == STANCES.size
    _, ax = al.plot_stacked(STANCES, xlabel="句数")
    assert [round(bar.get_bbox().width) for bar in ax.patches if isinstance(bar, Rectangle)] == [3, 1, 5, 4, 4, 8]


def test_a_matrix_leaves_empty_cells_empty() -> None:
    _, ax = al.plot_matrix(pd.DataFrame([[1, 0], [0, 2]], index=["甲", "乙"], columns=["分镜", "配音"]))
    assert [text.get_text() for text in ax.texts] == ["1", "2"]


def test_empty_tables_say_so() -> None:
    empty = pd.DataFrame(columns=["critical", "favourable"], dtype="int64")
    for _, ax in (
        al.plot_counts(pd.Series(dtype="int64"), xlabel="次数"),
        al.plot_stacked(empty, xlabel="次数"),
        al.plot_diverging(empty, xlabel="次数"),
        al.plot_matrix(empty),
    ):
        assert [text.get_text() for text in ax.texts] == ["此语料无可示者"]


def test_labels_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert al.label("stance", "critical") == "批评"
    monkeypatch.setenv("AICINE_LANG", "en")
    assert al.label("stance", "critical") == "critical"
    monkeypatch.setenv("AICINE_LANG", "fr")
    with pytest.raises(al.FigureError, match="AICINE_LANG is 'fr': must be one of zh, en"):
        al.label("stance", "critical")
