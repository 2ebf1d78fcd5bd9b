"""Co-occurrence: against indicator matrices and scipy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sample_corpus import build_sample
from scipy import stats

from aicine_lib.co_occurrence import compute_co_occurrence, count_aspect_pairs, count_name_aspects, list_codes, list_names
from aicine_lib.units import select_units


def test_pairs_of_aspects_agree_with_an_indicator_matrix() -> None:
    units = select_units(build_sample(), about_ai=True)
    has = units["aspects"].str.get_dummies(sep=" ").drop(columns="", errors="ignore")
    table = count_aspect_pairs(units)
    assert len(table) == has.shape[1] * (has.shape[1] - 1) / 2
    rows: list[Any] = list(table.itertuples())
    for row in rows:
        a, b = has[row.first], has[row.second]
        assert row.n_together == (a & b).sum() and (row.n_first, row.n_second, row.n_units) == (a.sum(), b.sum(), len(units))
        assert row.expected == pytest.approx(a.sum() * b.sum() / len(units)) and row.phi == pytest.approx(np.corrcoef(a, b)[0, 1])
        assert row.n_articles == units.loc[(a & b) == 1, "article_id"].nunique()
        cells = pd.crosstab(a, b).to_numpy()
        second = (
            stats.fisher_exact(cells) if row.test == "fisher" else stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        )
        assert row.p == pytest.approx(second.pvalue) and row.p_holm >= row.p


def test_tools_with_aspects() -> None:
    corpus = build_sample()
    units = select_units(corpus)
    table = count_name_aspects(corpus, "tool", units)
    tools, aspects = list_names(corpus.mentions, "tool"), list_codes(units, "aspects")
    rows: list[Any] = list(table.head(5).itertuples())
    for row in rows:
        both = set(tools.loc[tools["code"] == row.first, "unit"]) & set(aspects.loc[aspects["code"] == row.second, "unit"])
        assert row.n_together == len(both)
    assert len(count_name_aspects(corpus, "tool", units, min_together=0)) >= len(table)


def test_by_article_a_name_counts_once() -> None:
    mentions = build_sample().mentions
    assert not list_names(mentions, "tool", "article_id").duplicated(["unit", "code"]).any()


def test_pairs_that_never_meet_have_rows_where_asked() -> None:
    first = pd.DataFrame({"unit": list("st"), "code": ["甲", "乙"], "article_id": "a"})
    table = compute_co_occurrence(first, n_units=10)
    assert table[["n_together", "n_articles", "lift"]].values.tolist() == [[0, 0, 0.0]] and table["g2"][0] <= 0
    assert compute_co_occurrence(first, n_units=10, min_together=1).empty


def test_a_code_that_every_unit_has_tells_nothing() -> None:
    first = pd.DataFrame({"unit": list("ss") + ["t"], "code": ["甲", "乙", "甲"], "article_id": "a"})
    row = compute_co_occurrence(first, n_units=2).iloc[0]
    assert row["lift"] == 1 and np.isnan(row["phi"]) and row["p"] == 1
