"""Keyness: by hand, against scipy, and on the sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sample_corpus import build_sample
from scipy import stats

from aicine_lib.keyness import compute_keyness, count_terms
from aicine_lib.tokens import count_tokens, iter_tokens


def counted(**frequencies: int) -> pd.DataFrame:
    return pd.DataFrame({"n_tokens": frequencies, "n_articles": 1}).rename_axis(index="term")


def test_terms_are_counted_with_their_document_frequency() -> None:
    corpus = build_sample()
    table = count_terms(corpus.terms)
    assert table["n_tokens"].sum() == table.attrs["n_tokens"] == corpus.terms["n_tokens"].sum()
    assert table["n_articles"].max() == corpus.terms["article_id"].nunique()
    nouns = count_terms(corpus.terms, corpus.terms["article_id"].unique()[:3], pos={"n"})
    assert nouns["n_articles"].max() <= 3 and nouns.attrs["n_tokens"] > nouns["n_tokens"].sum()


def test_measures_by_hand() -> None:
    table = compute_keyness(counted(word=52, other=49_948), counted(word=57, other=74_943))
    row = table.loc["word"]
    assert row["g2"] == pytest.approx(2.65, abs=0.005)  # the UCREL calculator's, see cases/contingency.csv
    assert row["per_10k_target"] == pytest.approx(10.4) and row["per_10k_reference"] == pytest.approx(7.6)
    assert row["log_ratio"] == pytest.approx(np.log2(10.4 / 7.6)) and row["percent_diff"] == pytest.approx(100 * (10.4 - 7.6) / 7.6)


def test_g2_is_signed_and_agrees_with_scipy() -> None:
    target, reference = counted(甲=30, 乙=5, 丙=65), counted(甲=20, 乙=60, 丙=120)
    table = compute_keyness(target, reference)
    for term in target.index:
        a, b = int(target["n_tokens"][term]), int(reference["n_tokens"][term])
        expected = stats.chi2_contingency([[a, b], [100 - a, 200 - b]], correction=False, lambda_="log-likelihood")
        assert abs(table.loc[term, "g2"]) == pytest.approx(expected.statistic) and table.loc[term, "p"] == pytest.approx(expected.pvalue)
    assert table.index.tolist()[0] == "甲" and table["g2"]["乙"] < 0 < table["g2"]["甲"]
    assert (table["p_holm"] >= table["p"]).all()


def test_two_sets_swapped_change_only_the_sign() -> None:
    target, reference = counted(甲=30, 乙=5), counted(甲=20, 乙=60)
    there, back = compute_keyness(target, reference), compute_keyness(reference, target)
    assert there["g2"].to_dict() == pytest.approx((-back["g2"]).to_dict()) and there["log_ratio"].to_dict() == pytest.approx(
        (-back["log_ratio"]).to_dict()
    )


def test_a_term_that_the_reference_lacks() -> None:
    row = compute_keyness(counted(甲=8, 乙=92), counted(乙=100)).loc["甲"]
    assert row["log_ratio"] == pytest.approx(np.log2(8 / 0.5)) and np.isnan(row["percent_diff"]) and row["n_reference"] == 0


def test_least_frequency_and_least_articles() -> None:
    target = pd.DataFrame({"n_tokens": [4, 9, 90], "n_articles": [2, 1, 3]}, index=["少", "一篇", "多"])
    reference = pd.DataFrame({"n_tokens": [100], "n_articles": [3]}, index=["多"])
    assert compute_keyness(target, reference).index.tolist() == ["一篇", "多"]
    assert "一篇" not in compute_keyness(target, reference, min_articles=2).index


def test_an_empty_set_has_no_keyness() -> None:
    table = compute_keyness(counted(甲=10), counted(甲=10).iloc[:0])
    assert table[["g2", "p", "log_ratio"]].isna().all(axis=None) and table["n_target"].tolist() == [10]
    assert compute_keyness(counted(甲=1).iloc[:0], counted(甲=1).iloc[:0]).empty


def test_sentences_of_two_codes_are_compared() -> None:
    corpus = build_sample()
    by_stance = {code: rows for code, rows in corpus.sentences.groupby("stance")}
    favourable, critical = (count_terms(count_tokens(iter_tokens(corpus, by_stance[code]))) for code in ("favourable", "critical"))
    table = compute_keyness(favourable, critical, min_tokens=3)
    assert len(table) and table["g2"].is_monotonic_decreasing and table["n_target"].sum() <= favourable.attrs["n_tokens"]
