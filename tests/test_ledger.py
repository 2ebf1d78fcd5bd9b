"""The ledger: changes by hand, values set side by side, counts by kind and claimant."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from cases_table import load_cases
from sample_corpus import build_sample, cut_corpus, first_article

from aicine_lib.corpus import Corpus
from aicine_lib.ledger import count_claims, list_changes, list_claims, list_dumbbells


def claiming(*rows: Mapping[str, object]) -> Corpus:
    """A corpus of one article with these claims."""
    corpus = cut_corpus(build_sample(), {first_article(build_sample())})
    sentence = corpus.sentences.iloc[0]
    base = {
        "sentence_id": sentence["sentence_id"],
        "article_id": sentence["article_id"],
        "start": 0,
        "end": 1,
        "speaker": "",
        "surface": "",
    }
    gaps = {"from_low": np.nan, "from_high": np.nan, "reading": "", "comparator": "=", "subject": "云上短剧", "practice": "ai"}
    made = pd.DataFrame([{**base, **gaps, **row, "claim_id": f"c{i}"} for i, row in enumerate(rows)])
    numbers = dict.fromkeys(("low", "high", "from_low", "from_high"), "float64")
    corpus.__dict__["claims"] = made.astype(numbers)[corpus.claims.columns]
    return corpus


@pytest.mark.parametrize("case", load_cases("ledger"))
def test_changes(case: dict[str, str]) -> None:
    names = ("kind", "subject", "low", "high", "unit", "comparator", "from_low", "from_high", "reading", "practice")
    row = list_changes(claiming({name: case[name] or (np.nan if name.startswith("from") else "") for name in names})).iloc[0]
    assert row["basis"] == case["basis"] and row["hedge"] == case["comparator"]
    expected = [float(case[name] or "nan") for name in ("from", "to", "factor")]
    assert row[["from", "to", "factor"]].astype(float).tolist() == pytest.approx(expected, nan_ok=True)


def test_the_least_and_the_most_that_a_range_allows() -> None:
    row = list_changes(claiming({"kind": "duration", "low": 8, "high": 18, "unit": "day", "from_low": 40, "from_high": 90})).iloc[0]
    assert (row["factor_low"], row["factor"], row["factor_high"]) == pytest.approx((8 / 90, 0.2, 18 / 40))


def test_values_in_common_units() -> None:
    row = list_changes(
        claiming({"kind": "duration", "low": 2, "high": 2, "unit": "week", "from_low": 2, "from_high": 2, "reading": "to"})
    ).iloc[0]
    assert (row["quantity"], row["common_unit"], row["common_from_low"], row["common_to_high"]) == ("time", "day", 14, 14)


def test_an_ai_and_a_conventional_value_are_set_side_by_side() -> None:
    apart = claiming(
        {"kind": "duration", "low": 3, "high": 3, "unit": "month", "practice": "conventional"},
        {"kind": "duration", "low": 9, "high": 9, "unit": "day", "comparator": "~"},
        {"kind": "cost", "low": 9, "high": 9, "unit": "CNY"},
    )
    row = list_changes(apart).iloc[0]
    assert (row["claim_id"], row["basis"], row["unit"], row["from"], row["to"], row["hedge"]) == ("c1", "matched", "day", 90, 9, "~")
    assert (row["factor"], row["common_from_low"], row["common_to_low"]) == pytest.approx((0.1, 90, 9))
    assert len(list_changes(apart)) == 1 and list_changes(apart, matched=False).empty


def test_what_is_ambiguous_is_not_set_side_by_side() -> None:
    conventional = {"kind": "people", "low": 40, "high": 40, "unit": "person", "practice": "conventional"}
    ai = {"kind": "people", "low": 3, "high": 3, "unit": "person"}
    assert list_changes(claiming(conventional, ai, {**ai, "low": 5, "high": 5})).empty
    assert list_changes(claiming({**conventional, "subject": ""}, {**ai, "subject": ""})).empty
    assert list_changes(claiming(conventional, {**ai, "subject": "另一部"})).empty


def test_a_value_told_twice_is_not_ambiguous() -> None:
    values = {"kind": "people", "unit": "person"}
    before = values | {"low": 40, "high": 40, "practice": "conventional"}
    after = values | {"low": 3, "high": 3}
    assert list_changes(claiming(before, after, after))[["claim_id", "from", "to"]].values.tolist() == [["c1", 40, 3]]


def test_rows_of_a_dumbbell_plot() -> None:
    changes = list_changes(
        claiming(
            {
                "kind": "duration",
                "low": 1,
                "high": 2,
                "unit": "week",
                "from_low": 3,
                "from_high": 3,
                "comparator": "range",
                "speaker": "何田",
            },
            {"kind": "output", "low": 12, "high": 12, "unit": "work", "from_low": 2, "from_high": 2},
            {"kind": "ratio", "low": 20, "high": 20, "unit": "percent", "reading": "to"},
        )
    )
    columns = ["quantity", "unit", "speaker", "low", "high", "from_low", "from_high", "comparator"]
    assert list_dumbbells(changes)[columns].values.tolist() == [
        ["time", "day", "何田", 7, 14, 21, 21, "range"],
        ["output", "work", "", 12, 12, 2, 2, "="],
    ]


def test_claims_are_counted_by_kind_and_by_claimant() -> None:
    claims = list_claims(build_sample())
    by_kind = count_claims(claims)
    assert by_kind["n_claims"].sum() == len(claims) and (by_kind["n_ai"] + by_kind["n_conventional"] == by_kind["n_claims"]).all()
    by_role = count_claims(claims, ["claimant_role"]).set_index("claimant_role")["n_claims"]
    assert by_role["narration"] == (claims["speaker"] == "").sum() and by_role.sum() == len(claims)
