"""Who speaks: sums agree with the tables, and roles and stances with a count by hand."""

from __future__ import annotations

import copy

import pytest
from sample_corpus import build_sample

from aicine_lib.speaking import count_speaker_aspects, count_speaker_roles, count_voices
from aicine_lib.units import one_article_per_story, select_units


def test_all_that_is_said_is_counted_once() -> None:
    corpus = build_sample()
    voices, roles = count_voices(corpus), count_speaker_roles(corpus)
    assert voices["n_chars"].sum() == roles["n_chars"].sum() == corpus.voices["n_chars"].sum()
    assert voices["share_said"].sum() == pytest.approx(1) == roles["share_said"].sum()
    assert voices["n_chars"].is_monotonic_decreasing and (voices["n_stories"] <= voices["n_articles"]).all()


def test_who_is_named_but_silent_is_listed_where_asked() -> None:
    corpus = build_sample()
    everyone = count_voices(corpus, silent=True)
    assert set(everyone.index) == set(corpus.voices["name"]) > set(count_voices(corpus).index)


def test_articles_that_differ_are_outvoted() -> None:
    corpus = copy.copy(build_sample())
    said = corpus.voices[corpus.voices["n_chars"] > 0].drop_duplicates("article_id").head(4)
    corpus.__dict__["voices"] = said.assign(name="沈青", role=["", "actor", "critic", "critic"], affiliation="")
    row = count_voices(corpus).loc["沈青"]
    assert (row["role"], row["affiliation"], row["n_articles"]) == ("critic", "", 4)


def test_the_role_is_the_one_that_most_articles_give() -> None:
    corpus = build_sample()
    for name, role in count_voices(corpus)["role"].items():
        told = corpus.voices.loc[(corpus.voices["name"] == name) & (corpus.voices["role"] != ""), "role"]
        assert role in set(told) if len(told) else role == "unknown"


def test_speakers_and_aspects() -> None:
    units = select_units(build_sample())
    table = count_speaker_aspects(units)
    assert (table["voice"] != "记者叙述").all() and (count_speaker_aspects(units, narration=True)["voice"] == "记者叙述").any()
    row = table.iloc[0]
    theirs = units[(units["speaker"] == row["voice"]) & (units["speaker_role"] == row["speaker_role"]) & (units["stance"] != "none")]
    assert row["n_units"] == theirs["aspects"].str.split().map(lambda held: row["aspects"] in held).sum()
    by_role = count_speaker_aspects(units, "speaker_role")
    assert by_role["n_units"].sum() == table["n_units"].sum() and "voice" not in by_role


def test_a_story_counts_once_where_reprints_are_left_out() -> None:
    corpus = build_sample()
    kept = one_article_per_story(corpus.articles[corpus.articles["is_on_topic"]])["article_id"]
    said = corpus.voices.loc[corpus.voices["article_id"].isin(kept), "n_chars"].sum()
    assert said < corpus.voices["n_chars"].sum()
    assert count_voices(corpus, reprints=False)["n_chars"].sum() == said == count_speaker_roles(corpus, reprints=False)["n_chars"].sum()
    assert (count_voices(corpus, reprints=False)["n_articles"] == count_voices(corpus, reprints=False)["n_stories"]).all()
