"""Evidence: every mark of a saved figure leads to the rows it counts, to their places in the sources, and to their words."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sample_corpus import build_sample
from small_corpus import build_small

import aicine_lib as al
from aicine_lib import cli, evidence, figure_marks, paths
from aicine_lib.corpus import Corpus
from aicine_lib.errors import CorpusError, FigureError
from aicine_lib.evidence import trace_ids
from aicine_lib.figure_marks import add_ids, find_ids, store_marks
from aicine_lib.measures import count_names, mentions_in_context
from aicine_lib.texts import iter_texts

WORDS: dict[str, Any] = {"alt": "bars", "caption_zh": "图。", "caption_en": "A figure."}
TRACED = ("sentences", "mentions", "quotations", "claims", "metaphors", "voices", "articles", "documents")


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Rows of a table, whose values are read by name."""
    return list(frame.itertuples())


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return build_sample()


@pytest.fixture(scope="module")
def tools(corpus: Corpus) -> pd.DataFrame:
    return mentions_in_context(corpus, "tool")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AICINE_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    return tmp_path / "figures"


def save(figure_id: str, table: pd.DataFrame, **options: Any) -> None:
    fig, _ = al.plot_counts(pd.Series({"a": 1}), xlabel="n")
    al.save_figure(fig, figure_id, table, **WORDS, **options)


def by_stance(tools: pd.DataFrame) -> pd.DataFrame:
    return pd.crosstab(tools["name"], tools["stance"]).rename_axis(columns=None)


# From marks to ids


def test_every_bar_leads_to_what_it_counts(corpus: Corpus, tools: pd.DataFrame, folder: Path) -> None:
    counts = count_names(tools)
    save("03_tools_named", add_ids(counts, tools, "name"))
    for name, n in counts["n_mentions"].items():
        rows = corpus.evidence("03_tools_named", str(name))
        assert len(rows) == n and set(rows["id"]) == set(tools.loc[tools["name"] == name, "mention_id"])
    assert len(corpus.evidence("03_tools_named")) == len(tools)


def test_every_cell_leads_to_what_it_counts(corpus: Corpus, tools: pd.DataFrame, folder: Path) -> None:
    table = by_stance(tools)
    save("03_tools_by_stance", add_ids(table, tools, "name", "stance"))
    for name, stance in product(table.index, table.columns):
        rows, n = corpus.evidence("03_tools_by_stance", (name, stance)), table.loc[name, stance]
        assert len(rows) == n and set(rows["stance"]) == ({stance} if n else set())
    assert len(corpus.evidence("03_tools_by_stance", str(table.index[0]))) == table.iloc[0].sum()


def test_marks_are_labels_or_numbers(corpus: Corpus, tools: pd.DataFrame, folder: Path) -> None:
    save("03_tools_named", add_ids(count_names(tools), tools, "name"))
    first = count_names(tools).index[0]
    for mark in (0, "0", (first,)):
        assert corpus.evidence("03_tools_named", mark).equals(corpus.evidence("03_tools_named", first))


def test_a_label_that_is_a_number_goes_before_the_number_of_a_row(tmp_path: Path) -> None:
    pd.DataFrame({"tenth": [3, 1], "ids": ["a", "b"]}).to_csv(tmp_path / "01_places.csv", index=False)
    assert (find_ids(tmp_path, "01_places", "1"), find_ids(tmp_path, "01_places", 1)) == (["b"], ["b"])
    assert find_ids(tmp_path, "01_places", "3") == ["a"] and find_ids(tmp_path, "01_places", "0") == ["a"]


def test_labels_in_several_columns_lead_to_a_row(tmp_path: Path) -> None:
    long = pd.DataFrame({"aspect": ["cost", "cost"], "stance": ["mixed", "critical"], "n": [1, 2], "ids": ["a", "b c"]})
    long.to_csv(tmp_path / "01_long.csv", index=False)
    assert find_ids(tmp_path, "01_long", ("cost", "critical")) == ["b", "c"]
    assert find_ids(tmp_path, "01_long", "cost") == ["a", "b", "c"]


def test_a_row_counts_for_each_of_its_aspects(corpus: Corpus) -> None:
    units = corpus.select('aspect!=""')
    counts = units["aspects"].str.split().explode().value_counts().rename_axis("aspects").rename("n_units").reset_index()
    table = add_ids(counts, units, "aspects")
    assert table["ids"].map(lambda ids: len(ids.split())).tolist() == counts["n_units"].tolist()


def test_labels_of_codes_are_those_of_the_table(tools: pd.DataFrame) -> None:
    names = {"favourable": "肯定", "critical": "批评"}
    table = by_stance(tools).rename(columns=names)
    shown = add_ids(table, tools, "name", "stance", names=names)
    assert shown["ids_肯定"].map(lambda ids: len(ids.split())).tolist() == table["肯定"].tolist()


def test_a_table_of_zeros_has_empty_ids(tools: pd.DataFrame) -> None:
    empty = by_stance(tools).iloc[:0]
    assert add_ids(empty, tools.iloc[:0], "name", "stance").columns.tolist()[-1].startswith("ids_")
    zeros = pd.DataFrame({"critical": [0]}, index=pd.Index(["Sora"], name="name"))
    assert add_ids(zeros, tools[tools["stance"] == "none"], "name", "stance")["ids_critical"].tolist() == [""]


@pytest.mark.parametrize(
    ("by", "parts", "message"),
    [
        ("maker", "", "the rows behind a figure have no column maker; they have mention_id"),
        ("name", "maker", "have no column maker"),
        (["name", "stance"], "", "the table has no column name, stance, nor an index of them"),
        ("name", "outlet", "no column of the table \\(.*\\) is a value of outlet \\(.*\\): give names="),
    ],
)
def test_ids_that_cannot_be_added_are_an_error(tools: pd.DataFrame, by: Any, parts: str, message: str) -> None:
    with pytest.raises(FigureError, match=message):
        add_ids(by_stance(tools), tools, by, parts)


def test_rows_without_ids_are_an_error(tools: pd.DataFrame) -> None:
    with pytest.raises(FigureError, match="have no column with ids; they have name, stance"):
        add_ids(by_stance(tools), tools[["name", "stance"]], "name")


def test_two_rows_of_one_value_are_an_error(tools: pd.DataFrame) -> None:
    with pytest.raises(FigureError, match="the table has two rows for 'Sora'"):
        add_ids(pd.DataFrame({"name": ["Sora", "Sora"]}), tools, "name")


def test_long_ids_go_into_a_file_of_their_own(corpus: Corpus, tools: pd.DataFrame, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = add_ids(by_stance(tools), tools, "name", "stance")
    save("03_tools_by_stance", table)
    short = [corpus.evidence("03_tools_by_stance", (name, "favourable")) for name in table.index]
    monkeypatch.setattr(figure_marks, "LONGEST_CELL", 40)
    save("03_tools_by_stance", table)
    head = (folder / "03_tools_by_stance.csv").read_text("utf-8-sig").splitlines()[0]
    assert "ids" not in head and (folder / "03_tools_by_stance.evidence.csv").read_text("utf-8-sig").startswith("row,part,id\n0,")
    for name, rows in zip(table.index, short):
        assert corpus.evidence("03_tools_by_stance", (name, "favourable")).equals(rows)
    monkeypatch.undo()
    monkeypatch.setenv("AICINE_FIGURES", str(folder))
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    save("03_tools_by_stance", table)
    assert not (folder / "03_tools_by_stance.evidence.csv").exists()


def test_short_ids_stay_in_their_cells() -> None:
    table = pd.DataFrame({"tool": ["Sora"], "ids": ["a" * figure_marks.LONGEST_CELL]})
    assert store_marks(table)[1] is None
    assert store_marks(table.assign(ids=table["ids"] + "a"))[1] is not None
    assert store_marks(table.iloc[:0])[1] is None


# What is not there


def test_figures_and_marks_that_are_not_there_are_errors(corpus: Corpus, tools: pd.DataFrame, folder: Path) -> None:
    with pytest.raises(FigureError, match="there is no figure '03_tools_named' in .*figures: it has none; run the notebooks first"):
        corpus.evidence("03_tools_named")
    save("03_tools_named", add_ids(count_names(tools), tools, "name"))
    save("03_plain", count_names(tools))
    with pytest.raises(FigureError, match="there is no figure '03_tool' in .*: it has 03_plain, 03_tools_named"):
        corpus.evidence("03_tool")
    with pytest.raises(FigureError, match="figure 03_plain carries no ids, so its marks lead nowhere"):
        corpus.evidence("03_plain", "Sora")
    first = count_names(tools).index[0]
    for mark in ("Nobody", 99, -1, "99", ("Sora", "critical"), ("a", "b", "c", "d", "e", "f", "g", "h")):
        with pytest.raises(FigureError, match=f"figure 03_tools_named has no mark .*: its marks are {first}, .* \\(rows 0 to"):
            corpus.evidence("03_tools_named", mark)


def test_an_unknown_mark_is_told_the_parts_there_are(corpus: Corpus, tools: pd.DataFrame, folder: Path) -> None:
    save("03_tools_by_stance", add_ids(by_stance(tools), tools, "name", "stance"))
    with pytest.raises(FigureError, match="has no mark 'Sora / blue': .*, each with critical, favourable"):
        corpus.evidence("03_tools_by_stance", ("Sora", "blue"))


def test_an_empty_figure_says_so(corpus: Corpus, tools: pd.DataFrame, folder: Path) -> None:
    save("03_tools_named", add_ids(count_names(tools.iloc[:0]), tools.iloc[:0], "name"))
    with pytest.raises(FigureError, match="figure 03_tools_named has no mark: its table is empty"):
        corpus.evidence("03_tools_named", "Sora")


def test_ids_of_another_corpus_are_an_error(corpus: Corpus, tools: pd.DataFrame, folder: Path, tmp_path: Path) -> None:
    other = build_small(tmp_path)
    save("03_tools_named", add_ids(count_names(tools), tools, "name"))
    with pytest.raises(CorpusError, match=f"names {len(tools)} of {len(tools)} ids that are not in .*: it was made from another corpus"):
        other.evidence("03_tools_named")
    question = {"zh": "问", "en": "Q"}
    save("03_tools_named", add_ids(count_names(tools), tools, "name"), card=al.result_card(corpus, question, tools, unit="mentions"))
    assert len(corpus.evidence("03_tools_named")) == len(tools)
    with pytest.raises(CorpusError, match="was made from other tables than those of .*: run its notebook again on this corpus"):
        other.evidence("03_tools_named")


# From ids to rows, places and words


@pytest.mark.parametrize("table", TRACED)
def test_every_id_of_a_table_leads_to_its_row(corpus: Corpus, table: str) -> None:
    rows = getattr(corpus, table)
    key = f"{table[:-1]}_id"
    shown = trace_ids(corpus, rows[key].tolist())
    assert sorted(shown["id"]) == sorted(rows[key]) and shown.columns.tolist() == [*evidence.COLUMNS, "left", "text", "right"]
    if "end" in rows:
        joined = shown.merge(rows, left_on="id", right_on=key, suffixes=("", "_there"))
        there = {name: f"{name}_there" if f"{name}_there" in joined else name for name in ("start", "end")}
        assert (joined["start"] == joined[there["start"]]).all() and (joined["end"] == joined[there["end"]]).all()


@pytest.mark.parametrize("table", ["sentences", "mentions", "quotations", "claims", "metaphors"])
def test_places_in_the_source_hold_the_words(corpus: Corpus, table: str) -> None:
    sources = dict(iter_texts(corpus.folder))
    rows = getattr(corpus, table)
    for row in rows_of(trace_ids(corpus, rows.iloc[:, 0].tolist(), 6)):
        source = sources[row.article_id[:16]][row.source_start : row.source_end]
        text = corpus.texts[row.article_id][row.start : row.end]
        assert (source[0], source[-1], row.text) == (text[0], text[-1], text.replace("\n", " "))
        assert len(row.left) <= 6 and len(row.right) <= 6
        if table in ("mentions", "claims"):
            assert text == rows.loc[rows.iloc[:, 0] == row.id, "surface"].item()


def test_a_row_is_shown_with_the_codes_of_its_sentence(corpus: Corpus) -> None:
    sentences = corpus.sentences.set_index("sentence_id")
    for table in ("mentions", "claims", "metaphors"):
        rows = getattr(corpus, table).set_index(getattr(corpus, table).columns[0])
        for row in rows_of(trace_ids(corpus, rows.index.tolist())):
            assert row.sentence_id == rows.loc[row.id, "sentence_id"]
            assert (row.stance, row.aspects, row.speaker) == tuple(sentences.loc[row.sentence_id, ["stance", "aspects", "speaker"]])
    for row in rows_of(trace_ids(corpus, corpus.quotations["quotation_id"].tolist())):
        begins = sentences.loc[row.sentence_id]
        assert begins["article_id"] == row.article_id and begins["start"] <= row.start < begins["end"]


def test_without_texts_rows_are_shown_without_words(tmp_path: Path) -> None:
    release = build_small(tmp_path, texts=False)
    shown = trace_ids(release, release.claims["claim_id"].tolist())
    assert shown.columns.tolist() == evidence.COLUMNS and len(shown) == len(release.claims) > 0


def test_an_id_that_comes_twice_is_shown_once_and_none_gives_none(corpus: Corpus) -> None:
    one = corpus.claims["claim_id"].iloc[0]
    assert len(trace_ids(corpus, [one, one])) == 1
    assert trace_ids(corpus, []).dtypes.equals(trace_ids(corpus, [one]).dtypes)


@pytest.mark.parametrize("unknown", ["nonsense", "0123456789abcdef-000000-s000000", "0123456789abcdef-000000-k000000", ""])
def test_an_unknown_id_is_named(corpus: Corpus, unknown: str) -> None:
    with pytest.raises(CorpusError, match=f"the list names 1 of 2 ids that are not in .* \\(first: {unknown}\\)"):
        trace_ids(corpus, [corpus.claims["claim_id"].iloc[0], unknown])


def test_figures_of_another_corpus_are_in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = build_small(tmp_path)
    monkeypatch.delenv("AICINE_FIGURES", raising=False)
    assert evidence.figures_of(own) == paths.FIGURES
    (own.folder / "report" / "figures").mkdir(parents=True)
    assert evidence.figures_of(own) == own.folder / "report" / "figures"


# The figure's JSON and the line under it; the command


def test_the_card_is_in_the_json_and_under_the_figure(
    corpus: Corpus, tools: pd.DataFrame, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    card = al.result_card(corpus, {"zh": "哪些工具？", "en": "Which tools?"}, tools, unit="mentions", tag="mentions tool")
    save("03_tools_named", add_ids(count_names(tools), tools, "name"), card=card)
    assert figure_marks.read_words(folder, "03_tools_named")["card"] == card.to_dict()
    assert card.line("zh") in shown[-1].data


def test_the_command_shows_rows_and_words(corpus: Corpus, tools: pd.DataFrame, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save("03_tools_by_stance", add_ids(by_stance(tools), tools, "name", "stance"))
    assert cli.main(["evidence", "03_tools_by_stance", "Sora", "favourable", "--corpus", str(corpus.folder)]) == cli.OK
    printed = capsys.readouterr()
    assert printed.err == "1 rows\n" and "【Sora】" in printed.out and "favourable" in printed.out and "· source " in printed.out
    assert cli.main(["evidence", "03_tools_by_stance", "--corpus", str(corpus.folder)]) == cli.OK
    assert capsys.readouterr().err == f"{len(tools)} rows\n"
    assert cli.main(["evidence", "nothing", "--corpus", str(corpus.folder)]) == cli.FAILED
    assert capsys.readouterr().err.startswith("aicine: there is no figure 'nothing'")
