"""Tables for papers: four files from one frame, the same numbers in each, escaped for each, the same bytes on every run."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cases_table import load_cases
from sample_corpus import build_sample

import aicine_lib as al
from aicine_lib.errors import FigureError
from aicine_lib.paper_tables import make_table
from aicine_lib.table_formats import WRITERS, escape_latex, to_html, to_latex, to_markdown

TITLE = {"zh": "各方面的态度", "en": "Stance by aspect"}
NOTE = {"zh": "n = 5 篇；占比为 100% 以内。", "en": "n = 5 articles & 3 outlets."}
FRAME = pd.DataFrame(
    {
        "aspects": ["cost market", "quality"],
        "n_units": [1200, 7],
        "share": [0.994, 0.006],
        "score": [-0.25, 0.5],
        "speaker": ["沈青", "A&B_[x] | <50%> #1 {~^\\}"],
    }
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AICINE_FIGURES", str(tmp_path / "figures"))
    return tmp_path / "figures" / "tables"


def made(frame: pd.DataFrame = FRAME, **options: Any) -> Any:
    return make_table(frame, "01_stance", TITLE, **{"note": NOTE, "decimals": {"score": 2}, **options})


class Cells(HTMLParser):
    """The cells of a page's table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and self.get_starttag_text().startswith(("<td", "<th")) and data.strip():  # type: ignore[union-attr]
            self.rows[-1][-1] += data


# Files


def test_four_files_are_written_and_the_table_is_shown(folder: Path) -> None:
    shown = al.save_table(FRAME, "01_stance", title=TITLE, note=NOTE)
    assert sorted(file.name for file in folder.iterdir()) == ["01_stance.csv", "01_stance.html", "01_stance.md", "01_stance.tex"]
    assert shown.data == (folder / "01_stance.md").read_text("utf-8")


def test_the_csv_holds_the_values_as_computed(folder: Path) -> None:
    al.save_table(FRAME.set_index("aspects"), "01_stance", title=TITLE)
    rows = list(csv.reader(io.StringIO((folder / "01_stance.csv").read_text("utf-8-sig"))))
    assert rows[0] == FRAME.columns.tolist() and rows[1] == ["cost market", "1200", "0.994", "-0.25", "沈青"]


def test_the_same_frame_gives_the_same_bytes(folder: Path) -> None:
    al.save_table(FRAME, "01_stance", title=TITLE, note=NOTE)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    al.save_table(FRAME.copy(), "01_stance", title=TITLE, note=NOTE)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first
    assert all(b"\r" not in content for content in first.values())


def test_ids_are_in_the_csv_only(folder: Path) -> None:
    al.save_table(FRAME.assign(ids="a b", ids_critical="c"), "01_stance", title=TITLE)
    assert "ids_critical" in (folder / "01_stance.csv").read_text("utf-8-sig")
    assert not any("ids" in (folder / f"01_stance.{kind}").read_text("utf-8") for kind in WRITERS)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figures").write_text("a file stands here")
    monkeypatch.setenv("AICINE_FIGURES", str(tmp_path / "figures"))
    with pytest.raises(FigureError, match="table 01_stance: cannot be written to tables/"):
        al.save_table(FRAME, "01_stance", title=TITLE)


# Numbers and labels


@pytest.mark.parametrize("case", load_cases("paper_cells"))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cell(case: dict[str, str], lang: str) -> None:
    value: Any = {"true": True, "false": False}.get(case["value"], case["value"])
    if case["column"].startswith(("n_", "score", "share", "low")):
        value = pd.to_numeric(value) if value else float("nan")
    frame = pd.DataFrame({case["column"]: [value]})
    assert make_table(frame, "01_x", TITLE, decimals=int(case["decimals"]), lang=lang).rows == [[case[lang]]]


@pytest.mark.parametrize(
    ("lang", "heads"), [("zh", ["方面", "单位数", "占比", "态度分", "说话人"]), ("en", ["aspects", "units", "share", "score", "speaker"])]
)
def test_heads_are_those_of_the_codebook(lang: str, heads: list[str]) -> None:
    assert made(lang=lang).heads == heads


def test_a_language_is_that_of_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made().title == TITLE["zh"]
    monkeypatch.setenv("AICINE_LANG", "en")
    assert made().title == TITLE["en"] and made().notes == [NOTE["en"]]


def test_columns_of_a_cross_table_are_labelled() -> None:
    table = pd.crosstab(pd.Series(["director"], name="speaker_role"), pd.Series(["none"], name="stance"))
    assert made(table, decimals=1, lang="en").heads == ["role of a speaker", "none"]
    assert made(table.rename_axis(columns=None), decimals=1).rows == [["导演", "1"]]


def test_labels_and_units_are_those_given() -> None:
    frame = pd.DataFrame({"n_new_things": [1], "Sora": [2]})
    table = made(frame, decimals=1, labels={"n_new_things": {"zh": "新", "en": "new"}}, units={"Sora": "次"})
    assert table.heads == ["新", "Sora (次)"]


def test_a_name_of_ours_without_a_label_is_an_error() -> None:
    with pytest.raises(FigureError, match="table 01_stance: the codebook has no label for column n_new_things; give labels="):
        made(pd.DataFrame({"n_new_things": [1]}), decimals=1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"title": {"zh": "题"}}, "title and note must be given in zh and en"),
        ({"note": {"zh": "注", "en": " "}}, "title and note must be given in zh and en"),
        ({"lang": "fr"}, "lang 'fr' is unknown: must be one of zh, en"),
        ({"percent": ["rate"]}, "there is no column 'rate'; it has aspects, n_units"),
        ({"units": {"rate": "%"}}, "there is no column 'rate'"),
        ({"decimals": {"rate": 1}}, "there is no column 'rate'"),
        ({"labels": {"score": {"zh": "分"}}, "lang": "en"}, "the label of score must be given in zh and en"),
        ({"table_id": "stance"}, "table stance: an id is the number of a notebook and a name"),
        ({"table_id": "../01_x"}, "an id is the number of a notebook and a name"),
    ],
)
def test_what_cannot_be_is_an_error(options: dict[str, Any], message: str) -> None:
    with pytest.raises(FigureError, match=message):
        make_table(FRAME, **{"table_id": "01_stance", "title": TITLE, "note": NOTE, **options})


def test_a_card_is_the_last_note() -> None:
    corpus = build_sample()
    card = al.result_card(corpus, {"zh": "问", "en": "Q"}, corpus.claims, unit="claims")
    assert made(card=card).notes == [NOTE["zh"], card.line("zh")]
    assert made(note=None, card=card, lang="en").notes == [card.line("en")]


# Formats


def test_all_formats_hold_the_same_cells() -> None:
    table = made()
    assert Cells(to_html(table)).rows == [table.heads, *table.rows]
    unescaped = re.sub(r"\\([\\`*_\[\]<>|#~])", r"\1", to_markdown(table).replace(r"\|", "\N{FULLWIDTH VERTICAL LINE}"))
    rows = [
        [cell.strip().replace("\N{FULLWIDTH VERTICAL LINE}", "|") for cell in line.split(" | ")] for line in unescaped.splitlines()[2:6]
    ]
    rows = [[cell.removeprefix("| ").removesuffix(" |") for cell in row] for row in rows]
    assert [rows[0], *rows[2:]] == [table.heads, *table.rows] and rows[1] == ["---", "---:", "---:", "---:", "---"]


def test_latex_is_escaped_and_has_the_rules_of_booktabs() -> None:
    text = to_latex(made())
    assert [text.count(f"\\{rule}\n") for rule in ("toprule", "midrule", "bottomrule", "centering")] == [1, 1, 1, 1]
    assert "\\begin{tabular}{@{}lrrrl@{}}" in text and "\\label{tab:01_stance}" in text
    body = text.partition("\\midrule\n")[2].partition("\\bottomrule")[0]
    assert body.count("\\\\\n") == 2 and len(re.findall(r"(?<!\\)&", body)) == 2 * 4
    assert not re.search(r"(?<!\\)[%#$_]", body)
    depth = 0
    for char in re.sub(r"\\[{}\\]", "", text):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50%", r"50\%"),
        ("a_b", r"a\_b"),
        ("\\", r"\textbackslash{}"),
        ("{~}", r"\{\textasciitilde{}\}"),
        ("两行\n一行", "两行 一行"),
        ("−1", r"\ensuremath{-}1"),
    ],
)
def test_latex_escapes(text: str, expected: str) -> None:
    assert escape_latex(text) == expected


def test_a_row_that_begins_with_a_bracket_does_not_belong_to_the_row_before() -> None:
    text = to_latex(made(pd.DataFrame({"speaker": ["甲", "[乙]", "*丙"]}), decimals=1))
    assert "甲 \\\\\n{}[乙] \\\\\n{}*丙 \\\\\n" in text


def test_html_asks_for_nothing_and_runs_nothing() -> None:
    page = to_html(made())
    tags = Cells(page).tags
    assert tags <= {"html", "head", "meta", "title", "body", "p", "b", "table", "thead", "tbody", "tr", "th", "td"}
    assert "http" not in page and "class=" not in page and page.count("border-bottom:1.5pt") == FRAME.shape[1]


def test_an_empty_table_is_written_too(folder: Path) -> None:
    al.save_table(FRAME.iloc[:0], "01_stance", title=TITLE, note=NOTE)
    assert Cells((folder / "01_stance.html").read_text("utf-8")).rows == [["方面", "单位数", "占比", "态度分", "说话人"]]
    assert "\\midrule\n\\bottomrule" in (folder / "01_stance.tex").read_text("utf-8")
