"""Measures: against published numbers and a count by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import aicine_lib as al


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)  # 81/263, 15/148, 1/29: method 3 in Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, table I
def test_wilson_agrees_with_published_intervals(k: int, n: int, low: float, high: float) -> None:
    assert al.wilson(k, n) == pytest.approx((low, high), abs=0.0005)


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(k: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"k = {k} of n = {n}: k must lie between 0 and n"):
        al.wilson(k, n)


def test_characters_by_role_sum_to_the_documents() -> None:
    for name in ("press", "sample"):
        corpus = al.load_corpus(name)
        counted = al.count_characters(corpus).sum(axis=1)
        assert counted.to_dict() == corpus.documents.set_index("document_id")["n_chars"].to_dict()


def test_mentions_keep_their_number_and_gain_their_context() -> None:
    corpus = al.load_corpus("press")
    tools = al.mentions_in_context(corpus, "tool")
    assert len(tools) == (corpus.mentions["type"] == "tool").sum() and (tools["voice"] != "").all()
    assert (tools.loc[tools["speaker"] == "", "voice"] == "记者叙述").all()


def test_names_are_counted_by_articles_first() -> None:
    mentions = pd.DataFrame({"name": ["甲", "甲", "乙", "乙"], "sentence_id": ["1", "1", "2", "3"], "article_id": ["a", "a", "a", "b"]})
    assert al.count_names(mentions).reset_index().values.tolist() == [["乙", 2, 2, 2], ["甲", 2, 1, 1]]


def test_codes_are_counted_each() -> None:
    table = pd.DataFrame({"name": ["甲", "甲", "乙"], "aspects": ["cost quality", "quality", ""]})
    assert al.count_codes(table, "name", "aspects", "aspect").to_dict("index") == {"甲": {"cost": 1, "quality": 2}}
    assert al.count_codes(table.iloc[2:], "name", "aspects", "aspect").empty


def test_documents_have_labels_of_their_own() -> None:
    for name in ("press", "sample"):
        labels = al.label_documents(al.load_corpus(name))
        assert labels.is_unique and (labels != "").all()


def test_origin_of_names() -> None:
    facts = al.name_facts("tool")
    assert facts.loc["即梦AI", "origin"] == "domestic" and facts.loc["Sora", "origin"] == "foreign"
    assert set(facts["origin"]) <= {"domestic", "foreign", "unknown"}
