"""Tags against gold: the rules of matching by cases, the numbers against the scorer that came with the project, errors one by one."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cases_table import load_cases

from aicine_lib import codes, load_corpus, paths
from aicine_lib.agreement import compute_alpha
from aicine_lib.building import build_corpus
from aicine_lib.correction import correct_shares
from aicine_lib.disagreements import list_errors
from aicine_lib.errors import InputError
from aicine_lib.matching import GOLD_TABLES, Placed, is_same, pair_spans, read_gold
from aicine_lib.validity import GOLD, GOLD_SETS, Evaluation, evaluate, evaluate_set
from benchmarks import store_gold

SHARED = paths.ROOT.parent / "shared"
SCORER = SHARED / "score.py"
GOLD_OF = {"press": GOLD / "press", "dev": GOLD / "dev", "unseen": GOLD / "unseen" / "gold", "blind": GOLD / "blind" / "gold"}
needs_shared = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer and the coded texts are not beside the project")


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return build_corpus(GOLD / "unseen" / "texts", tmp_path_factory.mktemp("unseen") / "corpus", progress=False, texts=False)


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return build_corpus(GOLD / "blind" / "texts", tmp_path_factory.mktemp("blind") / "corpus", progress=False, texts=False)


@pytest.fixture(scope="module")
def evaluations(unseen: Any, blind: Any) -> dict[str, Evaluation]:
    found = {"press": evaluate_set("press"), "dev": evaluate_set("dev")}
    return found | {"unseen": evaluate(unseen, GOLD_OF["unseen"]), "blind": evaluate(blind, GOLD_OF["blind"])}


# Matching


def spans(text: str) -> list[list[tuple[int, int]]]:
    """Read "10-15+17-22 30-40": two rows, the first in two pieces."""
    return [[(int(a), int(b)) for a, b in (piece.strip("?").split("-") for piece in row.split("+"))] for row in text.split()]


@pytest.mark.parametrize("case", load_cases("matching"))
def test_spans_are_matched(case: dict[str, str]) -> None:
    due, found = spans(case["gold"]), spans(case["predicted"])
    gold = pd.DataFrame({"document": "x", "start": [row[0][0] for row in due], "end": [row[-1][1] for row in due]}, dtype="object")
    gold = gold.astype({"start": "int64", "end": "int64"}).assign(
        optional=["?" in word for word in case["gold"].split()], number=range(len(due))
    )
    rows = pd.DataFrame({"start": [row[0][0] for row in found], "end": [row[-1][1] for row in found], "number": range(len(found))})
    pieces = pd.DataFrame([(i, *piece) for i, row in enumerate(found) for piece in row], columns=["row", "start", "end"]).astype("int64")
    pairs = pair_spans(gold, Placed(rows.assign(document="x", is_on_topic=True), pieces), float(case["least"]))
    both = pairs[pairs["is_gold"] & pairs["is_predicted"]]
    assert " ".join(f"{int(a)}:{int(b)}" for a, b in zip(both["number_gold"], both["number_predicted"])) == case["expected"]
    assert pairs["is_gold"].sum() == case["gold"].count("-") - case["gold"].count("?")


@pytest.mark.parametrize("case", load_cases("same_value"))
def test_values_are_compared(case: dict[str, str]) -> None:
    assert is_same(case["left"], case["right"]) is is_same(case["right"], case["left"]) is (case["expected"] == "yes")


# The numbers


@needs_shared
@pytest.mark.parametrize("name", GOLD_SETS)
def test_numbers_are_those_of_the_scorer(name: str, unseen: Any, blind: Any, evaluations: dict[str, Evaluation]) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    folder = {"press": paths.PRESS, "dev": GOLD / "dev" / "corpus", "unseen": unseen.folder, "blind": blind.folder}[name]
    theirs = scorer.main(str(folder), str(GOLD_OF[name]))
    scores: Any = evaluations[name].scores()
    rates, agreement = evaluations[name].rates()["share"], evaluations[name].agreement()
    f1 = scores["f1"]
    ours = {
        ("role_accuracy",): rates["role right"],
        ("role_kept_accuracy",): rates["kept or left out rightly"],
        ("stance", "n"): agreement.loc["stance", "n"],
        ("stance", "accuracy"): rates["stance right"],
        ("stance", "alpha"): agreement.loc["stance", "alpha"],
        ("stance", "macro_f1"): f1["stance", "mean"],
        ("stance", "polarity_recall"): rates["pole kept"],
        ("stance", "polarity_flips"): evaluations[name].rates().loc["pole flipped", "k"],
        ("aspects", "micro"): f1["aspects", "all"],
        ("aspects", "macro"): f1["aspects", "mean"],
        ("speaker_of_unit", "f1"): f1["speaker", "all"],
        ("mentions", "exact", "f1"): f1["mentions", "all"],
        ("mentions", "exact", "pred"): scores.loc[("mentions", "all"), "n_predicted"],
        ("mentions", "name_given_match"): rates["name of mention"],
        ("mentions", "recall_any_overlap"): rates["mention touched"],
        ("claims", "value", "f1"): f1["claims, value", "all"],
        ("claims", "value_unit"): f1["claims, unit", "all"],
        ("claims", "value_unit_kind"): f1["claims, kind", "all"],
        ("claims", "practice_given_value"): rates["practice of claim"],
    }
    ours |= {("stance", "f1", code): f1["stance", code] for code in codes("stance")}
    ours |= {("aspects", "each", code): f1["aspects", code] for code in codes("aspect")}
    for least in (0.3, 0.8):
        ours[f"quotations@{least}", "f1"] = f1[f"quotations {least}", "all"]
        ours[f"quotations@{least}", "with_speaker_f1"] = f1[f"quotations {least}, speaker", "all"]
        ours[f"quotations@{least}", "speaker_given_match"] = rates[f"speaker of quotation {least}"]
    for keys, value in ours.items():
        told: Any = theirs
        for key in keys:
            told = told[key]
        assert value == pytest.approx(told, abs=0.0011), keys  # it rounds before it takes means
    confusion = evaluations[name].confusion()
    assert {f"{a}>{b}": n for a, row in confusion.iterrows() for b, n in row.items() if n} == theirs["_confusion"]


def test_alpha_of_stance_lies_in_its_interval(evaluations: dict[str, Evaluation]) -> None:
    for evaluation in evaluations.values():
        row: Any = evaluation.agreement().loc["stance"]
        assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
        matched = evaluation.matched()
        assert compute_alpha(matched[["gold", "predicted"]]).value == row["alpha"]


@pytest.mark.parametrize("name", GOLD_SETS)
def test_errors_are_what_the_scores_say(name: str, evaluations: dict[str, Evaluation]) -> None:
    evaluation = evaluations[name]
    errors, scores = list_errors(evaluation), evaluation.scores()
    rates: Any = evaluation.rates()
    counted = errors["variable"].value_counts().reindex(["stance", "role", "mention", "name"], fill_value=0)
    assert counted["stance"] == rates.loc["stance right", "n"] - rates.loc["stance right", "k"]
    assert counted["role"] == rates.loc["role right", "n"] - rates.loc["role right", "k"]
    assert counted["name"] == rates.loc["name of mention", "n"] - rates.loc["name of mention", "k"]
    mentions: Any = scores.loc[("mentions", "all")]
    assert counted["mention"] == mentions["n_gold"] + mentions["n_predicted"] - 2 * mentions["n_both"]
    assert (errors["gold"] != errors["predicted"]).all() and (errors["start"] < errors["end"]).all()
    assert errors.groupby("variable")["document"].apply(lambda keys: keys.is_monotonic_increasing).all()


def test_matched_units_give_corrected_shares(evaluations: dict[str, Evaluation]) -> None:
    pooled = pd.concat([evaluation.matched() for evaluation in evaluations.values()])
    sentences = load_corpus("press").sentences
    shares = correct_shares(sentences["stance"].replace("", "none"), sentences["article_id"], pooled, list(codes("stance")))
    assert shares["corrected"].sum() == pytest.approx(1) and (shares["corrected"] >= 0).all()
    cost = evaluations["press"].matched("cost")
    assert set(cost["gold"]) == set(cost["predicted"]) == {"cost", "-"} and len(cost) < len(evaluations["press"].matched())


def test_an_evaluation_is_told_in_a_line(evaluations: dict[str, Evaluation]) -> None:
    assert repr(evaluations["dev"]).startswith("Evaluation of 13 documents: 373 units, ")


# Gold by hand, of two made-up articles


@pytest.fixture
def by_hand(tmp_path: Path) -> tuple[Path, Path]:
    text = "AI短片《雾港来信》亮相雾港影展\n导演周一帆说：“过去要三个月，现在用即梦AI只要五天。”\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a1_fog.txt").write_text(text, encoding="utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()
    at = text.index
    start = at("过去要")
    files: dict[str, list[tuple[Any, ...]]] = {
        "sentences": [("document", "start", "end", "role", "stance", "aspects", "speaker"), ("a1", 0, 17, "heading", "neutral", "", "")],
        "mentions": [("document", "start", "end", "type", "name")],
        "claims": [
            ("document", "start", "end", "kind", "low", "high", "unit", "practice"),
            ("a1", at("五天"), at("五天") + 2, "duration", 6, 6, "day", "ai"),
        ],
        "quotes": [("document", "start", "end", "speaker", "cue"), ("a1", start, at("”"), "周一凡", "说")],
    }
    files["mentions"] += [("a1", at("周一帆"), at("周一帆") + 3, "person", "周一帆"), ("a1", at("即梦"), at("即梦") + 4, "tool", "即梦")]
    files["sentences"].append(("a1", 18, len(text) - 1, "body", "?", "", "周一帆"))
    for name, rows in files.items():
        with open(gold / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return tmp_path / "texts", gold


def test_errors_by_hand(by_hand: tuple[Path, Path], tmp_path: Path) -> None:
    texts, gold = by_hand
    evaluation = evaluate(build_corpus(texts, tmp_path / "corpus", progress=False), gold)
    assert len(evaluation.units) == 2 and len(evaluation.scored) == 1  # stance ? is not scored
    errors: Any = list_errors(evaluation).set_index("variable")
    assert errors.loc["quotation speaker", ["gold", "predicted"]].tolist() == ["周一凡", "周一帆"]
    assert errors.loc["name", ["gold", "predicted"]].tolist() == ["即梦", "即梦AI"]
    claims = errors.loc[["claim"]]
    assert "duration 6 6 day ai" in claims["gold"].tolist() and claims["id"].str.contains("-c").any()
    rates: Any = evaluation.rates()
    assert rates.loc["speaker of quotation 0.8", ["k", "n"]].tolist() == [0, 1]


def test_a_corpus_without_the_documents_is_refused(by_hand: tuple[Path, Path]) -> None:
    with pytest.raises(InputError, match=r"press holds no document that .*gold has codes of: their file names begin with a1"):
        evaluate("press", by_hand[1])


def test_documents_that_are_not_there_are_named(tmp_path: Path, unseen: Any) -> None:
    texts = sorted((GOLD / "unseen" / "texts").glob("b*.txt"))
    part = evaluate(build_corpus(texts, tmp_path / "corpus", progress=False, texts=False), GOLD_OF["unseen"])
    assert len(part.missing) == 30 and part.missing[0] == "c01" and not part.units["document"].isin(part.missing).any()


def test_missing_gold_and_unknown_sets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sentences\.csv is not there: gold codes are sentences\.csv, mentions\.csv"):
        read_gold(tmp_path)
    with pytest.raises(InputError, match="there is no gold set 'pres': it must be one of press, dev, unseen, blind"):
        evaluate_set("pres")


# What is stored


def test_stored_gold_is_of_the_codebook() -> None:
    for folder in GOLD_OF.values():
        gold = read_gold(folder)
        assert set(gold["sentences"]["stance"]) <= {*codes("stance"), "?"} and set(gold["sentences"]["role"]) <= {*codes("role")}
        assert set(gold["mentions"]["type"]) <= {*codes("mention_type")}
        assert all((table["start"] < table["end"]).all() for table in gold.values())


@needs_shared
def test_stored_gold_and_tables_are_made_anew_the_same(tmp_path: Path) -> None:
    for name, codes_of, texts in (("press", "gold", "corpus"), ("dev", "dev/gold", "dev/texts")):
        store_gold.store_codes(SHARED / codes_of, tmp_path / name)
        for stem in GOLD_TABLES.values():
            assert (tmp_path / name / f"{stem}.csv").read_bytes() == (GOLD / name / f"{stem}.csv").read_bytes()
        assert store_gold.find_leak(sorted((GOLD / name).rglob("*.*")), SHARED / texts) == ""
    store_gold.store_tables(SHARED / "dev/texts", tmp_path / "dev" / "corpus")
    for path in sorted((tmp_path / "dev" / "corpus").glob("*.csv")):
        assert path.read_bytes() == (GOLD / "dev" / "corpus" / path.name).read_bytes(), "python -m benchmarks.store_gold"


def test_a_leak_stops_the_storing(tmp_path: Path) -> None:
    sentence = "导演在雾港的码头等了一整夜，只为拍下渡轮靠岸时那盏忽明忽暗的灯。"
    (tmp_path / "codes.csv").write_text(f"note\n{sentence}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"前言。{sentence}", encoding="utf-8")
    assert store_gold.find_leak([tmp_path / "codes.csv"], tmp_path) == sentence
