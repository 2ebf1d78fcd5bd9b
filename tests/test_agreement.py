"""Agreement, scores and corrected shares: against published examples, closed forms and second implementations."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cases_table import load_cases

from aicine_lib.agreement import compute_agreement, compute_alpha, compute_scores, count_confusion, score_codes, score_found
from aicine_lib.correction import correct_shares, project_to_simplex
from aicine_lib.resampling import BLOCK, bootstrap, draw_sums

LABELS = ["a", "b", "c"]


def made_up(seed: int, n: int = 400, n_articles: int = 12) -> pd.DataFrame:
    """Units with a gold code and a tagger that is right three times of four."""
    random = np.random.default_rng(seed)
    gold = random.choice(LABELS, n, p=[0.5, 0.3, 0.2])
    given = np.where(random.random(n) < 0.75, gold, random.choice(LABELS, n))
    return pd.DataFrame({"document": random.integers(0, n_articles, n).astype(str), "gold": gold, "predicted": given})


@pytest.mark.parametrize("case", load_cases("agreement"))
def test_alpha(case: dict[str, str]) -> None:
    coders = {str(i): [None if code == "." else code for code in row] for i, row in enumerate(case["codes"].split("/"))}
    assert compute_alpha(pd.DataFrame(coders)).value == pytest.approx(float(case["expected"]), abs=0.0005, nan_ok=True)


@pytest.mark.parametrize("seed", range(3))
def test_the_bootstrap_measures_what_the_package_measures(seed: int) -> None:
    """Alpha from coincidences, which the draws use, of one draw that is every article once."""
    table = made_up(seed)
    whole = compute_alpha(table[["gold", "predicted"]], pd.Series("x", index=table.index))
    twice = compute_alpha(pd.concat([table] * 2)[["gold", "predicted"]], pd.Series([*"x" * len(table), *"y" * len(table)]))
    assert np.isnan([whole.low, whole.high]).all()
    assert twice.low == twice.high == pytest.approx(twice.value)


def test_intervals_are_those_of_a_loop_over_drawn_articles() -> None:
    table = made_up(5)
    quick = compute_agreement(table["gold"], table["predicted"], table["document"])
    by_article: dict[Any, Any] = {key: (rows["gold"] == rows["predicted"]).to_numpy() for key, rows in table.groupby("document")}
    keys, random = sorted(by_article), np.random.default_rng(99)
    slow = [np.concatenate([by_article[key] for key in random.choice(keys, len(keys))]).mean() for _ in range(4000)]
    assert (quick.low, quick.high) == pytest.approx(tuple(np.percentile(slow, [2.5, 97.5])), abs=0.01)


def test_intervals_are_the_same_every_time_and_hold_the_value() -> None:
    table = made_up(7)
    first, again = (compute_alpha(table[["gold", "predicted"]], table["document"]) for _ in range(2))
    assert first == again and first.low < first.value < first.high


def test_draws_do_not_depend_on_how_many_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = np.arange(12.0).reshape(6, 2)
    whole = draw_sums(counts, 50, 0)
    monkeypatch.setattr("aicine_lib.resampling.BLOCK", 6 * 7)
    assert BLOCK > 6 * 50 and (draw_sums(counts, 50, 0) == whole).all()


def test_one_article_has_no_interval() -> None:
    assert np.isnan(bootstrap(np.ones((1, 2)), lambda sums: sums[:, 0] / sums[:, 1])).all()
    assert np.isnan(compute_agreement(*(pd.Series(["a", "b"]),) * 2, pd.Series(["x", "x"])).low)


def test_confusion_keeps_the_order_of_the_labels_and_all_units() -> None:
    table = made_up(1)
    confusion = count_confusion(table["gold"], table["predicted"], ["c", "a", "b"])
    counted = Counter(zip(table["gold"], table["predicted"]))
    assert list(confusion.index) == list(confusion.columns) == ["c", "a", "b"] and confusion.to_numpy().sum() == len(table)
    assert all(confusion.loc[gold, given] == n for (gold, given), n in counted.items())


def test_scores_by_code_by_hand() -> None:
    gold, given = pd.Series(list("aaabbc")), pd.Series(list("aabbba"))
    scores: Any = score_codes(pd.Series(list("xxxyyy")), gold, given, LABELS)
    assert scores.loc["a", ["n_both", "n_predicted", "n_gold"]].tolist() == [2, 3, 3]
    assert scores.loc["b", ["precision", "recall", "f1"]].tolist() == pytest.approx([2 / 3, 1, 0.8])
    assert scores.loc["c", "f1"] == 0 and np.isnan(scores.loc["c", "precision"])
    assert scores.loc["mean", "f1"] == pytest.approx((2 / 3 + 0.8 + 0) / 3) and scores.loc["all", "f1"] == pytest.approx(4 / 6)
    assert (scores["f1_low"] <= scores["f1"]).all() and (scores["f1"] <= scores["f1_high"]).all()


def test_scores_of_things_found() -> None:
    gold, given = pd.Series([True, True, False]), pd.Series([True, False, True])
    row: Any = score_found(pd.Series(list("xyx")), gold, given).loc["all"]
    assert row[["precision", "recall", "f1"]].tolist() == [0.5, 0.5, 0.5]
    nothing: Any = score_found(pd.Series([], dtype=str), *(pd.Series([], dtype=bool),) * 2).loc["all"]
    assert nothing["f1"] == 0 and nothing["n_gold"] == 0 and pd.isna(nothing["f1_low"])


def test_scores_leave_out_codes_not_asked_for() -> None:
    counts = pd.DataFrame({"document": "x", "code": ["a", "z"], "n_both": 1, "n_predicted": [1, 9], "n_gold": 1})
    assert compute_scores(counts, ["a"])["f1"].tolist() == [1.0]


# Corrected shares


def test_projection_is_the_nearest_point_of_the_simplex() -> None:
    """Against bisection of the one multiplier: max(x - t, 0) must sum to 1."""
    for point in np.random.default_rng(0).normal(0.3, 0.8, (50, 5)):
        low, high = point.min() - 1, point.max()
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if np.maximum(point - middle, 0).sum() > 1 else (low, middle)
        assert project_to_simplex(point) == pytest.approx(np.maximum(point - low, 0), abs=1e-9)
    assert project_to_simplex(np.array([0.2, 0.5, 0.3])) == pytest.approx([0.2, 0.5, 0.3])


@pytest.mark.parametrize(("n_seen", "sensitivity", "specificity"), [(30, 0.8, 0.9), (55, 0.75, 0.85), (90, 0.95, 0.6)])
def test_two_codes_are_corrected_as_rogan_and_gladen_do(n_seen: int, sensitivity: float, specificity: float) -> None:
    n = 200
    gold = pd.DataFrame({"document": "x", "gold": ["yes"] * n + ["no"] * n})
    right = [round(n * sensitivity), round(n * specificity)]
    gold["predicted"] = ["yes"] * right[0] + ["no"] * (n - right[0]) + ["no"] * right[1] + ["yes"] * (n - right[1])
    seen = pd.Series(["yes"] * n_seen + ["no"] * (100 - n_seen))
    corrected: Any = correct_shares(seen, pd.Series(["x"] * 100), gold, ["yes", "no"])
    closed = (n_seen / 100 + specificity - 1) / (sensitivity + specificity - 1)
    assert corrected.loc["yes", "corrected"] == pytest.approx(min(1, max(0, closed)))
    assert np.isnan(corrected.loc["yes", "corrected_low"])


def test_correction_finds_shares_that_the_tagger_hides() -> None:
    random = np.random.default_rng(3)
    rates = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.3, 0.6]])

    def tag(codes: np.ndarray) -> np.ndarray:
        return np.array([random.choice(3, p=rates[code]) for code in codes])

    true = random.choice(3, 6000, p=[0.1, 0.3, 0.6])
    coded = random.choice(3, 12000, p=[0.5, 0.3, 0.2])
    names = np.array(LABELS)
    gold = pd.DataFrame({"document": random.integers(0, 30, 12000).astype(str), "gold": names[coded], "predicted": names[tag(coded)]})
    table = correct_shares(pd.Series(names[tag(true)]), pd.Series(random.integers(0, 60, 6000)), gold, LABELS)
    wanted = np.bincount(true) / len(true)
    assert abs(table["share"] - wanted).max() > 0.1 and abs(table["corrected"] - wanted).max() < 0.04
    assert ((table["corrected_low"] <= wanted) & (wanted <= table["corrected_high"])).all()
    assert table["corrected"].sum() == pytest.approx(1) and table["n"].sum() == 6000
    assert (table["corrected_high"] - table["corrected_low"] > table["share_high"] - table["share_low"]).all()


def test_a_draw_without_a_code_does_not_break_the_intervals() -> None:
    gold = pd.DataFrame({"document": list("xxyyzz"), "gold": list("aabbac"), "predicted": list("aabbac")})
    table = correct_shares(pd.Series(list("aabc")), pd.Series(list("xxyy")), gold, LABELS)
    assert table["corrected"].tolist() == pytest.approx([0.5, 0.25, 0.25]) and table.notna().all(axis=None)


def test_what_cannot_be_corrected_is_refused() -> None:
    codes, articles = pd.Series(["a", "b"]), pd.Series(["x", "y"])
    gold = pd.DataFrame({"document": "x", "gold": ["a", "b"], "predicted": ["a", "a"]})
    with pytest.raises(ValueError, match="does not tell a, b apart; join some of them"):
        correct_shares(codes, articles, gold, ["a", "b"])
    with pytest.raises(ValueError, match="no gold unit is coded c; code some"):
        correct_shares(codes, articles, gold, LABELS)
