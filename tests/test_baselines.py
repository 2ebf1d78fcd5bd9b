"""Other tools beside ours: their stored outputs are whole, hold no text, and are scored by the same rules."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from aicine_lib import paths
from aicine_lib.baselines import (
    OURS,
    OUTPUTS,
    SENTIMENT,
    TOOLS,
    compare_spans,
    compare_stance,
    describe_baselines,
    label_sentiment,
    read_outputs,
)
from aicine_lib.errors import InputError
from aicine_lib.leaks import has_chinese
from aicine_lib.validity import GOLD_SETS, Evaluation, evaluate_set
from benchmarks.baselines import Unit, read_duration, read_ends, say_regex


@pytest.fixture(scope="module")
def evaluations() -> dict[str, Evaluation]:
    return {name: evaluate_set(name) for name in GOLD_SETS}


@pytest.mark.parametrize(
    ("sentiment", "expected"),
    [(0.61, "favourable"), (0.6, "neutral"), (0.5, "neutral"), (0.4, "neutral"), (0.39, "critical"), (float("nan"), "neutral")],
)
def test_thresholds_of_snownlp(sentiment: float, expected: str) -> None:
    assert label_sentiment(pd.DataFrame({"sentiment": [sentiment]})).tolist() == [expected]


def test_outputs_hold_labels_and_spans_only() -> None:
    assert {path.stem for path in OUTPUTS.glob("*.csv")} == {*TOOLS}
    for path in OUTPUTS.glob("*.csv"):
        assert not has_chinese(path.read_text(encoding="utf-8")), path.name


def test_versions_are_those_that_are_asked_for() -> None:
    asked = re.findall(r"(?m)^([\w-]+)==(\S+)", (paths.ROOT / "benchmarks" / "baselines.txt").read_text("utf-8"))
    about = describe_baselines()
    assert len(asked) == 4 and {name: about["packages"][name] for name, _ in asked} == dict(asked)
    assert {"python", "machine", "date"} < {*about}


@pytest.mark.parametrize("name", GOLD_SETS)
def test_every_unit_has_a_sentiment(name: str, evaluations: dict[str, Evaluation]) -> None:
    places = ["document", "start", "end"]
    for tool in SENTIMENT:
        outputs = read_outputs(tool, name)
        assert not outputs.duplicated(places).any()
        joined = evaluations[name].scored[places].merge(outputs, how="left", indicator=True)
        assert (joined["_merge"] == "both").all()


@pytest.mark.parametrize("name", GOLD_SETS)
def test_ours_is_scored_as_everywhere(name: str, evaluations: dict[str, Evaluation]) -> None:
    evaluation = evaluations[name]
    stance: Any = compare_stance(evaluation, name)
    spans: Any = compare_spans(evaluation, name)
    scores: Any = evaluation.scores()
    assert stance.loc[("five codes", OURS), "alpha"] == evaluation.agreement().loc["stance", "alpha"]
    assert spans.loc[("claims, all: value, unit", OURS), "f1"] == scores.loc[("claims, unit", "all"), "f1"]
    assert spans.loc[("names: person", OURS), "f1"] == scores.loc[("mentions", "person"), "f1"]
    assert spans.loc[("quotations 0.8", OURS), "f1"] == scores.loc[("quotations 0.8", "all"), "f1"]
    assert spans.groupby("task")["n_gold"].nunique().eq(1).all() and stance.groupby("task")["n"].nunique().eq(1).all()


@pytest.mark.parametrize("name", GOLD_SETS)
def test_ours_is_better_than_what_one_would_otherwise_take(name: str, evaluations: dict[str, Evaluation]) -> None:
    tables = {"alpha": compare_stance(evaluations[name], name), "f1": compare_spans(evaluations[name], name)}
    for measure, table in tables.items():
        for _, rows in table[measure].groupby("task"):
            assert rows.xs(OURS, level="tool").iloc[0] >= rows.max()


def test_unknown_outputs_are_refused() -> None:
    with pytest.raises(InputError, match="no outputs of 'bert' on 'press': tools are snownlp, dutir"):
        read_outputs("bert", "press")


def test_spans_of_the_regular_expression_are_places_in_the_source() -> None:
    run = Unit("made up", "x", 100, 130, "他说：“画面很美。”她问「为什么」")
    assert say_regex([run]) == [("made up", "x", 104, 109), ("made up", "x", 113, 116)]


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        ("三个月", {"month": 3.0}, (3.0, 3.0, "month")),
        ("两周", {"day": 14.0}, (2.0, 2.0, "week")),
        ("十四天", {"day": 14.0}, (14.0, 14.0, "day")),
        ("三到五天", [{"day": 3.0}, {"day": 5.0}], (3.0, 5.0, "day")),
        ("三天到两周", [{"day": 3.0}, {"month": 1.0}], None),
    ],
)
def test_durations_of_jionlp(text: str, time: object, expected: object) -> None:
    assert read_duration({"text": text, "detail": {"time": time}}) == expected


def test_ends_of_jionlp() -> None:
    assert read_ends("8000.00") == (8000, 8000) and read_ends(["20000.00", "30000.00"]) == (20000, 30000)
