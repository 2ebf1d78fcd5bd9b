"""Units of analysis: reprints once, places in the article, roles of speakers, stance by group."""

from __future__ import annotations

import pandas as pd
from sample_corpus import build_sample

from aicine_lib.units import add_context, count_stance, find_speaker_roles, find_tenths, one_article_per_story, select_units


def test_each_story_keeps_its_longest_article_in_place() -> None:
    articles = pd.DataFrame(
        {"article_id": list("abcd"), "story_id": ["s", "t", "s", "t"], "n_chars": [900, 500, 900, 700]}, index=[7, 5, 3, 1]
    )
    kept = one_article_per_story(articles)
    assert sorted(kept["article_id"]) == ["a", "d"] and articles["article_id"].tolist() == list("abcd")


def test_units_are_sentences_and_headings_of_articles_on_topic() -> None:
    corpus = build_sample()
    units = select_units(corpus)
    on_topic = set(corpus.articles.loc[corpus.articles["is_on_topic"], "article_id"])
    assert set(units["article_id"]) <= on_topic and set(units["role"]) == {"body", "heading"}
    assert len(units) == corpus.sentences["role"].isin(["body", "heading"]).sum() and units["sentence_id"].is_unique


def test_reprints_are_left_out_where_asked() -> None:
    corpus = build_sample()
    once = select_units(corpus, reprints=False)
    reprints = set(corpus.articles.loc[corpus.articles["reprint"] != "", "article_id"])
    assert reprints and not reprints & set(once["article_id"])
    assert once["story_id"].nunique() == once["article_id"].nunique() == select_units(corpus)["story_id"].nunique()


def test_tenths_by_hand() -> None:
    units = pd.DataFrame({"start": [0, 40, 95, 0], "end": [8, 60, 105, 0], "n_chars": [100, 100, 100, 0]})
    assert find_tenths(units).tolist() == [1, 6, 10, 1]


def test_role_is_that_of_the_same_article() -> None:
    voices = pd.DataFrame({"article_id": ["a", "b"], "name": ["导演", "导演"], "role": ["director", ""]})
    rows = pd.DataFrame({"article_id": ["b", "a"], "speaker": ["导演", "导演"]}, index=[9, 4])
    roles = find_speaker_roles(rows, voices)
    assert roles.tolist() == ["unknown", "director"] and roles.index.tolist() == [9, 4]


def test_context_adds_no_row_and_names_the_voice() -> None:
    corpus = build_sample()
    for rows in (corpus.claims, corpus.metaphors, corpus.mentions):
        joined = add_context(corpus, rows)
        assert len(joined) == len(rows) and (joined["voice"] != "").all() and joined["stance"].notna().all()


def test_stance_is_counted_by_each_aspect() -> None:
    units = select_units(build_sample(), about_ai=True)
    table = count_stance(units, ["aspects"]).set_index("aspects")
    for aspect in ("cost", "labour"):
        has = units[units["aspects"].str.split().map(lambda held, wanted=aspect: wanted in held)]
        assert table.loc[aspect, "n_units"] == len(has) and table.loc[aspect, "critical"] == (has["stance"] == "critical").sum()
        assert table.loc[aspect, "n_stories"] == has["story_id"].nunique()
