"""Coding by people: the sample, the sheets there and back, and what the codes say, against figures computed by hand."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from cases_table import load_cases
from small_corpus import ARTICLES, build_small

from aicine_lib import cli, codes, paths
from aicine_lib.agreement import compute_agreement, compute_alpha
from aicine_lib.building import build_corpus
from aicine_lib.coded_sheets import read_coding_sheets, write_codes
from aicine_lib.coding import CODE_COLUMNS, Coding, draw_sample, find_units
from aicine_lib.coding_sheets import _chinese, choice, write_coding_sheet
from aicine_lib.corpus import Corpus
from aicine_lib.errors import CorpusError, InputError, OutputError
from aicine_lib.judging import judge_codes
from aicine_lib.stratified import alpha_of, due_shares, weigh_confusion

STANCES, ASPECTS = list(codes("stance")), list(codes("aspect"))
Coder = Callable[[dict[str, Any]], tuple[str, str]]  # the tagger's row of a unit: stance and aspects by the coder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return build_corpus([paths.SAMPLE / "texts"], tmp_path_factory.mktemp("coding") / "corpus", progress=False)


@pytest.fixture(scope="module")
def exported(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_coding_sheet(corpus, draw_sample(corpus, n=40), tmp_path_factory.mktemp("sheets") / "codes.xlsx")


def copy_cells(exported: Path, to: Path, row: int, cells: dict[str, Any], sheet: str = "codes") -> Path:
    """Copy a workbook with some cells of a row changed, columns by the first word of their head."""
    book = openpyxl.load_workbook(exported)
    heads = {cell.value.split(" ")[0]: cell.column for cell in book[sheet][1]}
    for name, value in cells.items():
        book[sheet].cell(row, heads[name]).value = value
    book.save(to)
    return to


def fill(exported: Path, to: Path, corpus: Corpus, coder: Coder) -> Path:
    """Copy a workbook as a coder fills it in: a made-up one, who starts from the tagger's codes."""
    book = openpyxl.load_workbook(exported)
    sheet, tagged = book["codes"], corpus.sentences.set_index("sentence_id")
    ids = {row[0]: row[1] for row in book["sample"].iter_rows(min_row=2, values_only=True)}
    heads = {cell.value.split(" ")[0]: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        stance, aspects = coder({**tagged.loc[ids[sheet.cell(row, 1).value]].to_dict(), "number": sheet.cell(row, 1).value})
        if stance:
            sheet.cell(row, heads["stance"]).value = choice(stance)
        for aspect in aspects.split():
            sheet.cell(row, heads[aspect]).value = 1
    book.save(to)
    return to


def like_tagger(unit: dict[str, Any]) -> tuple[str, str]:
    return unit["stance"], unit["aspects"]


def never_favourable(unit: dict[str, Any]) -> tuple[str, str]:
    return ("neutral" if unit["stance"] == "favourable" else unit["stance"]), unit["aspects"]


def code_all(corpus: Corpus, sample: pd.DataFrame, coder: Coder, name: str = "anna") -> pd.DataFrame:
    """The codes of a made-up coder, without a sheet."""
    tagged = corpus.sentences.set_index("sentence_id")
    rows = []
    for number, sentence, article in zip(sample["number"], sample["sentence_id"], sample["article_id"]):
        stance, aspects = coder({**tagged.loc[sentence].to_dict(), "number": number})
        rows.append((name, sentence, article, stance, aspects, "", ""))
    return pd.DataFrame(rows, columns=list(CODE_COLUMNS))


def judge(corpus: Corpus, sample: pd.DataFrame, *coders: Coder, by: str | None = None) -> Any:
    names = tuple("abc"[: len(coders)])
    table = pd.concat([code_all(corpus, sample, coder, name) for coder, name in zip(coders, names)])
    return judge_codes(corpus, Coding(table, sample, names), by)


# The sample


def test_strata_are_about_equal_and_what_one_lacks_goes_to_the_others(corpus: Corpus) -> None:
    sample, sizes = draw_sample(corpus, n=100), find_units(corpus)["stance"].value_counts()
    drawn = sample["stratum"].value_counts()
    assert sizes["mixed"] < 20 and drawn["mixed"] == sizes["mixed"] and drawn.sum() == 100
    assert drawn.drop("mixed").max() - drawn.drop("mixed").min() <= 1
    assert (sample["n_stratum"] == sample["stratum"].map(sizes)).all() and (sample["n_drawn"] == sample["stratum"].map(drawn)).all()
    assert sample["sentence_id"].is_unique and sample["number"].tolist() == list(range(1, 101))


def test_every_article_gives_its_part_of_a_stratum(corpus: Corpus) -> None:
    units, sample = find_units(corpus), draw_sample(corpus, n=100)
    for stance, stratum in units.groupby("stance"):
        drawn = sample[sample["stratum"] == stance]["article_id"].value_counts()
        due = stratum["article_id"].value_counts() * drawn.sum() / len(stratum)
        assert (drawn.reindex(due.index, fill_value=0) - due).abs().max() < 1


def test_rows_are_mixed_and_the_seed_decides(corpus: Corpus) -> None:
    one, again, other = draw_sample(corpus, n=60), draw_sample(corpus, n=60), draw_sample(corpus, n=60, seed=2)
    pd.testing.assert_frame_equal(one, again)
    assert set(one["sentence_id"]) != set(other["sentence_id"])
    assert (one["stratum"] != one["stratum"].shift()).sum() > 30


def test_only_headings_and_sentences_on_topic_are_drawn_and_never_more_than_there_are(corpus: Corpus) -> None:
    sample = draw_sample(corpus, n=10_000)
    assert set(sample["sentence_id"]) == set(find_units(corpus)["sentence_id"]) and (sample["n_drawn"] == sample["n_stratum"]).all()
    roles = corpus.sentences.set_index("sentence_id").loc[sample["sentence_id"], "role"]
    assert set(roles) == {"body", "heading"}


def test_a_sample_must_have_two_units_of_every_stance(corpus: Corpus) -> None:
    with pytest.raises(InputError, match=r"^9 units are too few: the corpus has 5 stances, and each needs 2; ask for more with --n$"):
        draw_sample(corpus, n=9)


def test_a_corpus_off_topic_has_nothing_to_code(tmp_path: Path) -> None:
    (tmp_path / "stew.txt").write_text(ARTICLES["stew.txt"], "utf-8")
    with pytest.raises(CorpusError, match="has no unit to code: no heading or sentence of an article on topic"):
        draw_sample(build_corpus([tmp_path / "stew.txt"], tmp_path / "corpus", progress=False))


# The sheet


def test_the_sheet_shows_units_in_their_context_and_no_code_of_the_tagger(corpus: Corpus, exported: Path) -> None:
    book = openpyxl.load_workbook(exported)
    sheet, sample = book["codes"], draw_sample(corpus, n=40)
    heads = [cell.value.split(" ")[0] for cell in sheet[1]]
    assert heads == ["number", "title", "before", "unit", "after", "stance", *ASPECTS, "speaker", "note"]
    sentences, rows = corpus.sentences.set_index("sentence_id"), list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 40
    for sentence, article, row in zip(sample["sentence_id"], sample["article_id"], rows):
        shown, (start, end) = dict(zip(heads, row)), sentences.loc[sentence, ["start", "end"]]
        text = corpus.texts[article]
        assert shown["unit"] == text[start:end].strip()
        assert text[:start].rstrip().endswith(shown["before"] or "") and text[end:].lstrip().startswith(shown["after"] or "")
        assert {shown[name] for name in ("stance", *ASPECTS, "speaker", "note")} == {None}
    assert {name: book[name].sheet_state for name in book.sheetnames} == {"codes": "visible", "codebook": "visible", "sample": "veryHidden"}
    assert not any(book[name].protection.sheet for name in book.sheetnames)


def test_choices_are_those_of_the_codebook(exported: Path) -> None:
    book = openpyxl.load_workbook(exported)
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in book["codes"].data_validations.dataValidation}
    assert offered["F2"] == "codebook!$B$2:$B$6" and set(offered.values()) == {"codebook!$B$2:$B$6", '"1"'}
    assert len(offered) == 1 + len(ASPECTS)
    assert [cell.value for cell in book["codebook"]["B"][1:6]] == list(map(choice, STANCES))
    assert all(code in book["codes"]["F1"].comment.text for code in STANCES)


def test_every_code_has_a_definition_in_chinese() -> None:
    assert list(_chinese()) == [*(("stance", code) for code in STANCES), *(("aspect", code) for code in ASPECTS)]
    assert all(bool(chinese[1]) == bool(codes(name)[code].excludes) for (name, code), chinese in _chinese().items())


def test_the_same_sample_gives_the_same_bytes(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    assert write_coding_sheet(corpus, draw_sample(corpus, n=40), tmp_path / "x.xlsx").read_bytes() == exported.read_bytes()
    with zipfile.ZipFile(exported) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b">2000-01-01T00:00:00Z<") == 2
    wider = write_coding_sheet(corpus, draw_sample(corpus, n=40), tmp_path / "wide.xlsx", context=0)
    assert {row[2] for row in openpyxl.load_workbook(wider)["codes"].iter_rows(min_row=2, values_only=True)} <= {None, ""}


def test_a_sentence_that_begins_as_a_formula_is_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLES["studio.txt"] + "=1+1就是他们的AI动画公式，简单得让人发笑。\n", "utf-8")
    corpus = build_corpus([folder], tmp_path / "corpus", progress=False)
    out = write_coding_sheet(corpus, draw_sample(corpus, n=50), tmp_path / "x.xlsx")
    shown = [cell for cell in openpyxl.load_workbook(out)["codes"]["D"] if str(cell.value).startswith("=")]
    assert shown and all(cell.data_type == "s" for cell in shown)


def test_what_is_there_is_never_written_over(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    sample, before = draw_sample(corpus, n=20), exported.read_bytes()
    with pytest.raises(OutputError, match="is there already and may hold codes: give another name with --out, or move it away"):
        write_coding_sheet(corpus, sample, exported)
    assert exported.read_bytes() == before
    with pytest.raises(OutputError, match=r"x\.csv must end in \.xlsx"):
        write_coding_sheet(corpus, sample, tmp_path / "x.csv")
    with pytest.raises(OutputError, match="cannot write .*No such file or directory; name another place with --out"):
        write_coding_sheet(corpus, sample, tmp_path / "nowhere" / "x.xlsx")


def test_a_sheet_needs_the_texts(tmp_path: Path) -> None:
    corpus = build_small(tmp_path, texts=False)
    with pytest.raises(
        CorpusError, match=r"run aicine texts FILE\.\.\. --corpus .* with your copies, or build the corpus without --no-texts"
    ):
        write_coding_sheet(corpus, draw_sample(corpus, n=20), tmp_path / "x.xlsx")


# Codes read back


def read_value(text: str) -> Any:
    """Read a cell of the cases: #1 is a number, #TRUE a truth value, nothing an empty cell."""
    return {"": None, "#TRUE": True}.get(
        text, (float(text[1:]) if "." in text else int(text[1:])) if text[1:2].isdigit() and text[0] == "#" else text
    )


@pytest.mark.parametrize("case", load_cases("coding"))
def test_cells_are_read_or_refused(case: dict[str, str], corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    cells = {name: read_value(value) for name, value in (cell.split("=", 1) for cell in case["cells"].split(";") if cell)}
    path = copy_cells(exported, tmp_path / "anna.xlsx", 4, cells)
    if "|" in case["expected"] or not case["expected"]:
        table = read_coding_sheets([path], corpus).codes
        assert ["|".join(row) for row in table[["stance", "aspects", "speaker"]].itertuples(index=False)] == [
            *filter(None, [case["expected"]])
        ]
        return
    with pytest.raises(InputError) as error:
        read_coding_sheets([path], corpus)
    assert str(error.value).startswith(f"{path}: sheet codes, row 4, column ") and case["expected"] in str(error.value)


def test_codes_come_back_without_text(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    anna = fill(exported, tmp_path / "anna.xlsx", corpus, lambda unit: like_tagger(unit) if unit["number"] > 10 else ("", ""))
    coding = read_coding_sheets([anna], corpus)
    assert coding.coders == ("anna",) and len(coding.codes) == 30
    tagged = coding.codes.merge(corpus.sentences, on="sentence_id", suffixes=("", "_tagged"), validate="1:1")
    assert (tagged["stance"] == tagged["stance_tagged"]).all() and (tagged["aspects"] == tagged["aspects_tagged"]).all()
    out = write_codes(coding.codes, tmp_path / "codes.csv")
    assert b"\r" not in out.read_bytes()
    with open(out, encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == coding.codes.to_dict("records")
    write_codes(coding.codes, out)
    out.write_text("my,own\n", "utf-8")
    with pytest.raises(OutputError, match="is there and is no table of codes: give another name with --out"):
        write_codes(coding.codes, out)


def test_rows_and_columns_may_be_moved(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    filled = fill(exported, tmp_path / "anna.xlsx", corpus, like_tagger)
    before = read_coding_sheets([filled], corpus).codes
    book = openpyxl.load_workbook(filled)
    rows = [list(row)[::-1] for row in book["codes"].iter_rows(values_only=True)]
    book["codes"].delete_rows(1, 99)
    for row in [rows[0], *rows[:0:-1], [None] * 3]:
        book["codes"].append(row)
    book.save(filled)
    pd.testing.assert_frame_equal(read_coding_sheets([filled], corpus).codes, before)


def drop_sheet(exported: Path, to: Path, name: str) -> Path:
    book = openpyxl.load_workbook(exported)
    del book[name]
    book.save(to)
    return to


def test_files_that_are_no_coding_sheets_are_refused(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("stance\n", "utf-8")
    (tmp_path / "codes.csv").write_text("stance\n", "utf-8")
    told = {
        tmp_path / "none.xlsx": "none.xlsx: no such file",
        tmp_path / "text.xlsx": "cannot be read as an .xlsx workbook",
        tmp_path / "codes.csv": "cannot be read as an .xlsx workbook",
        tmp_path: "cannot be read as an .xlsx workbook",
        drop_sheet(exported, tmp_path / "a.xlsx", "sample"): "has no sheet sample: give a copy of what aicine gold export wrote",
        drop_sheet(exported, tmp_path / "b.xlsx", "codes"): "has no sheet codes",
        copy_cells(exported, tmp_path / "c.xlsx", 1, {"stance": "view"}): "sheet codes, row 1: no column stance; columns may be moved",
        copy_cells(exported, tmp_path / "d.xlsx", 2, {"n_stratum": "many"}, "sample"): "its hidden sheet sample was changed",
        copy_cells(exported, tmp_path / "e.xlsx", 2, {"sentence_id": None}, "sample"): "its hidden sheet sample was changed",
        copy_cells(exported, tmp_path / "f.xlsx", 1, {"seed": "x"}, "sample"): "its hidden sheet sample was changed",
        copy_cells(exported, tmp_path / "g.xlsx", 2, {"sentence_id": "no-such-s1"}, "sample"): (
            f"has 1 sentence_id that {corpus.folder} has not, the first is no-such-s1"
        ),
    }
    for path, message in told.items():
        with pytest.raises(InputError) as error:
            read_coding_sheets([path], corpus)
        assert message in str(error.value) and str(path) in str(error.value) and "\n" not in str(error.value)


def test_sheets_must_be_of_one_sample_and_of_this_corpus(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    anna = Path(shutil.copy(exported, tmp_path / "anna.xlsx"))
    ben = write_coding_sheet(corpus, draw_sample(corpus, n=40, seed=2), tmp_path / "ben.xlsx")
    with pytest.raises(InputError, match=r"ben\.xlsx holds another sample than .*anna\.xlsx: coders must code copies of one sheet"):
        read_coding_sheets([anna, ben], corpus)
    with pytest.raises(InputError, match="have the same name, which is the coder's: rename one of them"):
        read_coding_sheets([anna, anna], corpus)
    with pytest.raises(InputError, match="no coding sheet was given"):
        read_coding_sheets([], corpus)
    with pytest.raises(InputError, match=r"anna\.xlsx was drawn from another corpus \(sources \w{8}\) than .*: name its own with --corpus"):
        read_coding_sheets([anna], build_small(tmp_path))


# What the codes say


def test_a_coder_like_the_tagger_finds_it_right_and_corrects_nothing(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    coding = read_coding_sheets([fill(exported, tmp_path / "anna.xlsx", corpus, like_tagger)], corpus)
    judged = judge_codes(corpus, coding)
    assert judged.coded.to_numpy().tolist() == [[40, 0]] and judged.coders.empty and judged.notes == ()
    assert (judged.tagger[["agreement", "agreement_low"]].to_numpy() == pytest.approx(1)) and judged.tagger["n"].eq(40).all()
    found = judged.shares.dropna()
    assert found["corrected"].tolist() == pytest.approx(found["share"].tolist())
    assert judged.shares.loc["stance"]["share"].sum() == pytest.approx(1)
    assert np.trace(judged.confusion) == 40 and judged.confusion_weighted.to_numpy().sum() == pytest.approx(len(find_units(corpus)))
    about = find_units(corpus)["aspects"].str.contains("cost")
    assert judged.shares.loc[("aspect", "cost"), "share"] == pytest.approx(about.mean())


def test_a_class_that_is_always_wrong_is_corrected_away(corpus: Corpus) -> None:
    sizes, judged = find_units(corpus)["stance"].value_counts(), judge(corpus, draw_sample(corpus, n=60), never_favourable)
    shares, scores = judged.shares.loc["stance"], judged.scores.loc["stance"]
    assert shares.loc["favourable", ["corrected", "corrected_low", "corrected_high"]].tolist() == [0, 0, 0]
    assert shares.loc["neutral", "corrected"] == pytest.approx((sizes["favourable"] + sizes["neutral"]) / sizes.sum())
    assert judged.tagger.loc["stance", "agreement"] == pytest.approx(1 - sizes["favourable"] / sizes.sum())
    assert scores.loc["neutral", ["precision", "recall"]].tolist() == pytest.approx(
        [1, sizes["neutral"] / (sizes["favourable"] + sizes["neutral"])]
    )
    assert scores.loc["favourable", ["precision", "f1"]].tolist() == [0, 0] and np.isnan(scores.loc["favourable", "recall"])


def test_a_share_is_weighted_by_the_size_of_its_stratum(corpus: Corpus) -> None:
    sample, sizes = draw_sample(corpus, n=60), find_units(corpus)["stance"].value_counts()
    wrong = set(sample[sample["stratum"] == "none"]["number"].head(5))
    judged = judge(corpus, sample, lambda unit: ("critical", "cost") if unit["number"] in wrong else like_tagger(unit))
    n_none = (sample["stratum"] == "none").sum()
    expected = (sizes["critical"] + sizes["none"] * 5 / n_none) / sizes.sum()
    critical, cost = judged.shares.loc[("stance", "critical")], judged.shares.loc[("aspect", "cost")]
    assert critical["corrected"] == pytest.approx(expected)
    assert critical["corrected_low"] < expected < critical["corrected_high"]
    assert judged.confusion.loc["critical", "none"] == 5
    assert judged.confusion_weighted.loc["critical", "none"] == pytest.approx(sizes["none"] * 5 / n_none)
    assert cost["corrected"] > cost["share"] and judged.scores.loc[("aspect", "cost"), "precision"] == pytest.approx(1)


def test_a_corpus_coded_wholly_gives_the_plain_figures_without_error(corpus: Corpus) -> None:
    def some(unit: dict[str, Any]) -> tuple[str, str]:
        return (STANCES[unit["number"] % 5], "") if unit["number"] % 3 == 0 else like_tagger(unit)

    sample = draw_sample(corpus, n=10_000)
    judged, table = judge(corpus, sample, some), code_all(corpus, sample, some)
    tagged = table.merge(corpus.sentences[["sentence_id", "stance"]], on="sentence_id", suffixes=("", "_tagged"))
    stance = judged.tagger.loc["stance"]
    assert stance["agreement"] == pytest.approx(compute_agreement(tagged["stance"], tagged["stance_tagged"], tagged["article_id"]).value)
    assert stance["alpha"] == pytest.approx(compute_alpha(tagged[["stance", "stance_tagged"]]).value)
    assert stance["alpha_low"] == pytest.approx(stance["alpha_high"]) and judged.resampled == "units"
    by_article = judge(corpus, sample, some, by="articles").tagger.loc["stance"]
    assert by_article["alpha"] == pytest.approx(stance["alpha"]) and by_article["alpha_low"] < stance["alpha"] < by_article["alpha_high"]


def test_alpha_of_a_table_is_krippendorffs() -> None:
    codes_of = pd.DataFrame({"one": list("aabbdcccedda"), "other": list("babbbccceddd")})
    table = pd.crosstab(codes_of["one"], codes_of["other"]).reindex(index=list("abcde"), columns=list("abcde"), fill_value=0)
    assert float(alpha_of(table.to_numpy(dtype=float))) == pytest.approx(compute_alpha(codes_of).value) == pytest.approx(0.692, abs=5e-4)


def test_over_many_samples_the_estimate_is_right_and_the_interval_covers_it(corpus: Corpus) -> None:
    random, units = np.random.default_rng(5), find_units(corpus)
    due = pd.Series(np.where(random.random(len(units)) < 0.25, random.choice(STANCES, len(units)), units["stance"]), units["sentence_id"])
    truth, tagged = (due == "critical").mean(), {code: int((units["stance"] == code).sum()) for code in STANCES}
    found, n_covered = [], 0
    for seed in range(1, 61):
        sample = draw_sample(corpus, n=100, seed=seed)
        sample = sample.assign(gold=sample["sentence_id"].map(due), predicted=sample["stratum"])
        value, low, high = (each[1] for each in weigh_confusion(sample, tagged).measure(due_shares))
        found.append(value)
        n_covered += low <= truth <= high
    assert np.mean(found) == pytest.approx(truth, abs=3 * np.std(found) / np.sqrt(len(found)))
    assert n_covered / len(found) >= 0.88


def test_units_on_which_coders_differ_are_left_out_and_counted(corpus: Corpus) -> None:
    sample = draw_sample(corpus, n=60)

    def other(unit: dict[str, Any]) -> tuple[str, str]:
        return ("neutral", "future") if unit["number"] <= 12 else like_tagger(unit)

    judged = judge(corpus, sample, like_tagger, other)
    n_left_out = int((sample["stratum"].head(12) != "neutral").sum())
    assert judged.tagger.loc["stance", ["n", "n_left_out"]].tolist() == [60 - n_left_out, n_left_out]
    assert judged.coders.loc["stance", ["n", "agreement"]].tolist() == pytest.approx([60, 1 - n_left_out / 60])
    both = pd.DataFrame({"a": sample["stratum"], "b": sample["stratum"].where(sample["number"] > 12, "neutral")})
    assert judged.coders.loc["stance", "alpha"] == pytest.approx(compute_alpha(both).value)
    assert judged.coders.loc["aspect future", "agreement"] < 1 == judged.coders.loc[
        "stance", "agreement_high"
    ].round() and judged.notes == (
        f"coders differ on the stance of {n_left_out} units, left out: the hard ones, so the tagger looks better than it is",
    )


def test_coders_may_share_the_work(corpus: Corpus) -> None:
    sample = draw_sample(corpus, n=60)
    judged = judge(
        corpus,
        sample,
        lambda unit: like_tagger(unit) if unit["number"] <= 40 else ("", ""),
        lambda unit: like_tagger(unit) if unit["number"] > 20 else ("", ""),
    )
    assert judged.coded.to_numpy().tolist() == [[40, 20], [40, 20]]
    assert judged.coders.loc["stance", "n"] == 20 and judged.tagger.loc["stance", "n"] == 60


def test_what_is_not_coded_is_told(corpus: Corpus) -> None:
    sample = draw_sample(corpus, n=40)
    last = sample[sample["stratum"] == "critical"]["number"].max()
    judged = judge(
        corpus,
        sample,
        lambda unit: (
            ("", "") if unit["stance"] == "mixed" or (unit["stance"] == "critical" and unit["number"] != last) else like_tagger(unit)
        ),
    )
    sizes = find_units(corpus)["stance"].value_counts()
    n_missing = int((sample["stratum"] == "mixed").sum() + (sample["stratum"] == "critical").sum() - 1)
    assert judged.notes == (
        f"{n_missing} of 40 units drawn have no code; the coded ones of their stratum stand for them",
        f"only one unit that was tagged critical, of {sizes['critical']}, has a code on which coders agree: intervals leave out its error",
        f"no unit that was tagged mixed has a code on which coders agree: nothing here speaks of those {sizes['mixed']} units",
    )
    assert np.isnan(judged.shares.loc[("stance", "mixed"), "corrected"])
    assert judged.shares.loc["stance"]["corrected"].sum() == pytest.approx(1)


def test_a_corpus_tagged_anew_is_judged_by_its_tags_of_now(corpus: Corpus, tmp_path: Path) -> None:
    sample = draw_sample(corpus, n=60)
    table = code_all(corpus, sample, like_tagger)
    anew = Corpus(shutil.copytree(corpus.folder, tmp_path / "anew"))
    anew.__dict__["sentences"] = corpus.sentences.assign(stance=corpus.sentences["stance"].replace("mixed", "neutral"))
    next(each for each in anew.description["resources"] if each["name"] == "sentences")["hash"] = "sha256:anew"
    judged = judge_codes(anew, Coding(table, sample, ("a",)))
    n = find_units(corpus)["stance"].value_counts()
    assert judged.notes == (
        "the corpus was tagged anew since the sample was drawn: the tagger's codes are those of now, the strata those of then",
    )
    assert list(judged.shares.loc["stance"].loc["mixed", ["n", "corrected"]]) == pytest.approx([0, n["mixed"] / n.sum()])


def test_nothing_coded_is_an_error(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    coding = read_coding_sheets([copy_cells(exported, tmp_path / "anna.xlsx", 2, {"note": "?"})], corpus)
    with pytest.raises(InputError, match="no row is coded by anna: choose a stance for some rows of the sheet codes"):
        judge_codes(corpus, coding)
    with pytest.raises(InputError, match="intervals by 'weeks': must be by units or articles"):
        judge_codes(corpus, coding, by="weeks")


# The command


def test_export_and_import(corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, table, at = tmp_path / "codes.xlsx", tmp_path / "codes.csv", ["--corpus", str(corpus.folder)]
    assert cli.main(["gold", "export", *at, "--out", str(sheet), "--n", "50", "--context", "2"]) == cli.OK
    assert capsys.readouterr().out.startswith(
        f"50 units of {draw_sample(corpus, n=50)['article_id'].nunique()} articles are in {sheet}\nnext: "
    )
    anna, ben = (
        fill(sheet, tmp_path / f"{name}.xlsx", corpus, coder) for name, coder in (("anna", like_tagger), ("ben", never_favourable))
    )
    assert cli.main(["gold", "import", str(anna), str(ben), *at, "--out", str(table)]) == cli.OK
    printed = capsys.readouterr()
    assert printed.err == f"100 codes written to {table}\n" and len(table.read_text("utf-8").splitlines()) == 101
    lines = [" ".join(line.split()) for line in printed.out.splitlines()]
    assert lines[:4] == ["Coders 编码员", "coded 已编码 not coded 未编码", "anna 50 0", "ben 50 0"]
    assert "Coders beside one another 编码员之间 (the sample, not weighted; intervals by article)" in lines
    n_other = int((draw_sample(corpus, n=50)["stratum"] == "favourable").sum())
    assert any(line.startswith(f"stance 态度 {50 - n_other} 1.000 [1.000, 1.000]") and line.endswith(f" {n_other}") for line in lines)
    assert lines[-2].startswith(f"note 注意: coders differ on the stance of {n_other} units, left out")
    assert lines[-1].startswith("note 注意: no unit that was tagged favourable has a code on which coders agree")
    assert all(any(line.startswith(f"{code} {about.label['zh']} ") for line in lines) for code, about in codes("aspect").items())


def test_one_coder_is_shown_without_agreement_between_coders(corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, at = tmp_path / "codes.xlsx", ["--corpus", str(corpus.folder)]
    cli.main(["gold", "export", *at, "--out", str(sheet), "--n", "50"])
    anna = fill(sheet, tmp_path / "anna.xlsx", corpus, never_favourable)
    assert cli.main(["gold", "import", str(anna), *at, "--out", str(tmp_path / "codes.csv")]) == cli.OK
    printed = capsys.readouterr().out
    assert "beside one another" not in printed and "units resampled within strata" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "--corpus", "nowhere", "--out", "x.xlsx"], "aicine: nowhere is not there"),
        (["import", "anna.xlsx", "--corpus", "nowhere"], "aicine: nowhere is not there"),
        (["import", "anna.xlsx", "--corpus", "sample"], "aicine: anna.xlsx: no such file"),
    ],
)
def test_an_error_is_one_line_and_status_2(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["gold", *arguments]) == cli.FAILED
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith(message) and printed.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["export"], ["export", "--out", "x.xlsx", "--context", "-1"], ["import"]])
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["gold", *arguments])
    assert ended.value.code == 2 and "usage: aicine gold" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["gold"], ["gold", "export"], ["gold", "import"]])
def test_help_names_the_exit_status(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments, "--help"])
    assert ended.value.code == 0 and "exit status:" in capsys.readouterr().out
