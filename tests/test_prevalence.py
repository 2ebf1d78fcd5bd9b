"""Shares: by hand, against another implementation of the cluster bootstrap, and corrected against known errors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sample_corpus import build_sample
from scipy import stats

import aicine_lib.prevalence as prevalence
from aicine_lib.measures import wilson
from aicine_lib.prevalence import compute_corrected_shares, compute_shares
from aicine_lib.units import select_units


def made_units(n_stories: int = 60, seed: int = 1) -> pd.DataFrame:
    """Units of stories that differ in how critical they are."""
    random = np.random.default_rng(seed)
    sizes = random.integers(3, 30, n_stories)
    leaning = np.repeat(random.beta(2, 3, n_stories), sizes)
    story = np.repeat([f"s{i:03d}" for i in range(n_stories)], sizes)
    stance = np.where(random.random(len(story)) < leaning, "critical", "favourable")
    return pd.DataFrame({"article_id": story, "story_id": story, "stance": stance})


def test_interval_agrees_with_scipy() -> None:
    units = made_units()
    counts = units.assign(k=units["stance"] == "critical").groupby("story_id")["k"].agg(["sum", "size"]).to_numpy(dtype=float)

    def share(k: np.ndarray, n: np.ndarray, axis: int = -1) -> np.ndarray:
        return k.sum(axis=axis) / n.sum(axis=axis)

    expected = stats.bootstrap(tuple(counts.T), share, paired=True, vectorized=True, method="percentile", n_resamples=5000, rng=0)
    found = compute_shares(units).set_index("code").loc["critical"]
    assert (found["low"], found["high"]) == pytest.approx(tuple(expected.confidence_interval), abs=0.01)
    low, high = wilson((units["stance"] == "critical").sum(), len(units))
    assert found["high"] - found["low"] > high - low, "stories that lean one way make the interval wider than Wilson's"


def test_bundles_of_stories_give_the_same_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    units = made_units(3000)
    whole = compute_shares(units).set_index("code")
    monkeypatch.setattr(prevalence, "MOST_DRAWN", 1000)
    bundled = compute_shares(units).set_index("code")
    widths = [(table["high"] - table["low"])["critical"] for table in (whole, bundled)]
    assert widths[1] == pytest.approx(widths[0], rel=0.1) and bundled["share"].equals(whole["share"])


def test_shares_of_single_codes_sum_to_one_in_each_group() -> None:
    units = select_units(build_sample(), about_ai=True)
    for by in ("aspects", "tenth", "speaker_role", "outlet"):
        shares = compute_shares(units, by=by)
        assert shares.groupby(by)["share"].sum().to_numpy() == pytest.approx(1.0)
        assert (shares["n_code"] <= shares["n_units"]).all() and (shares["n_stories"] <= shares["n_articles"]).all()


def test_groups_and_codes_come_in_the_order_of_the_codebook() -> None:
    units = select_units(build_sample(), about_ai=True)
    shares = compute_shares(units, by="aspects")
    assert shares["aspects"].drop_duplicates().tolist()[:3] == ["cost", "efficiency", "quality"]
    assert shares["code"].drop_duplicates().tolist() == ["favourable", "critical", "mixed", "neutral"]
    assert compute_shares(units, by="tenth")["tenth"].drop_duplicates().tolist() == list(range(1, 11))


def test_units_with_several_aspects_count_for_each() -> None:
    units = pd.DataFrame({"article_id": "a", "story_id": "a", "aspects": ["cost quality", "cost", ""]})
    shares = compute_shares(units, "aspects", interval="wilson").set_index("code")
    assert shares["n_code"].to_dict() == {"cost": 2, "quality": 1} and shares["n_units"].tolist() == [3, 3]
    assert (shares.loc["cost", "low"], shares.loc["cost", "high"]) == pytest.approx(wilson(2, 3))


def test_a_story_alone_has_no_interval_but_wilsons() -> None:
    units = made_units(1)
    assert compute_shares(units)[["low", "high"]].isna().all(axis=None)
    assert compute_shares(units, interval="wilson")[["low", "high"]].notna().all(axis=None)


def test_reprints_are_one_story() -> None:
    units = pd.DataFrame({"article_id": ["a", "b"], "story_id": "a", "stance": ["critical", "favourable"]})
    shares = compute_shares(units)
    assert shares["n_articles"].tolist() == [2, 2] and shares["n_stories"].tolist() == [1, 1] and shares["low"].isna().all()


def test_known_errors_are_corrected() -> None:
    random = np.random.default_rng(0)
    true = np.where(random.random(20_000) < 0.3, "critical", "none")
    given = np.where(random.random(20_000) < 0.2, np.where(true == "critical", "none", "critical"), true)  # every fifth wrong
    units = pd.DataFrame({"article_id": [f"a{i // 20}" for i in range(20_000)], "stance": given})
    units["story_id"] = units["article_id"]
    gold = pd.DataFrame({"document": units["article_id"], "gold": true, "predicted": given}).iloc[:5000]
    row = compute_corrected_shares(units, gold).set_index("code").loc["critical"]
    assert row["share"] == pytest.approx(0.38, abs=0.02) and row["corrected"] == pytest.approx(0.3, abs=0.03)
    assert row["corrected_low"] < 0.3 < row["corrected_high"] and row["not_corrected"] == ""


def test_aspects_are_corrected_one_by_one() -> None:
    units = pd.DataFrame({"article_id": list("abcd"), "story_id": list("abcd"), "aspects": ["cost", "cost market", "", "market"]})
    gold = pd.DataFrame({"document": list("xxyy"), "gold": ["cost", "-", "cost", "-"], "predicted": ["cost", "-", "cost", "-"]})
    table = compute_corrected_shares(units, {"cost": gold}, "aspects").set_index("code")["corrected"]
    assert table["cost"] == pytest.approx(0.5) and np.isnan(table["market"])


def test_why_shares_are_not_corrected() -> None:
    units = made_units(4)
    gold = pd.DataFrame({"document": "x", "gold": ["critical"], "predicted": ["critical"]})
    table = compute_corrected_shares(units, gold)
    assert table["corrected"].isna().all() and table["not_corrected"].str.contains("no gold unit is coded favourable").all()


def test_corrected_shares_by_group() -> None:
    units = made_units(6).assign(outlet=lambda t: np.where(t["story_id"] < "s003", "甲报", "乙报"))
    gold = pd.DataFrame({"document": list("xxyy"), "gold": ["critical", "favourable"] * 2, "predicted": ["critical", "favourable"] * 2})
    table = compute_corrected_shares(units, gold, by="outlet")
    assert len(table) == 4 and table["corrected"].to_numpy() == pytest.approx(table["share"].to_numpy(), abs=1e-6)
