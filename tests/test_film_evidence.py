"""Films as evidence: counts agree with the mentions, reprints are not stories, and the lexicon's country is found."""

from __future__ import annotations

from sample_corpus import build_sample

from aicine_lib.film_evidence import count_film_aspects, count_films, list_film_sentences


def test_every_mention_is_counted() -> None:
    mentions = build_sample().mentions
    films = mentions[mentions["type"] == "film"]
    table = count_films(build_sample())
    assert table["n_mentions"].to_dict() == films["name"].value_counts().to_dict()
    assert table["n_articles"].to_dict() == films.groupby("name")["article_id"].nunique().to_dict()


def test_a_film_of_a_reprinted_story_stands_in_one_story() -> None:
    corpus = build_sample()
    reprint = corpus.articles.loc[corpus.articles["reprint"] != "", "article_id"]
    named = corpus.mentions[corpus.mentions["article_id"].isin(reprint) & (corpus.mentions["type"] == "film")]["name"].unique()
    table = count_films(corpus)
    assert len(named) and (table.loc[named, "n_articles"] > table.loc[named, "n_stories"]).any()


def test_without_reprints_each_story_has_one_article() -> None:
    table = count_films(build_sample(), reprints=False)
    assert len(table) and (table["n_articles"] == table["n_stories"]).all()
    assert table["n_mentions"].sum() < count_films(build_sample())["n_mentions"].sum()


def test_stance_is_that_of_the_sentences_about_ai() -> None:
    table, sentences = count_films(build_sample()), list_film_sentences(build_sample())
    about = sentences[sentences["stance"] != "none"].groupby("name").size()
    assert table["n_about_ai"].to_dict() == about.reindex(table.index, fill_value=0).to_dict()
    assert (table[["favourable", "mixed", "neutral", "critical"]].sum(axis=1) == table["n_about_ai"]).all()


def test_country_and_origin_come_from_the_lexicon() -> None:
    tools = count_films(build_sample(), "tool")
    assert tools.loc["可灵AI", "country"] == "CN" and tools.loc["可灵AI", "origin"] == "domestic"
    assert set(count_films(build_sample())["origin"]) <= {"domestic", "foreign", "unknown"}


def test_aspects_of_each_film() -> None:
    long, table = count_film_aspects(build_sample()), count_films(build_sample())
    for name, held in table.loc[table["aspects"] != "", "aspects"].items():
        assert set(held.split()) == set(long.loc[long["name"] == name, "aspects"])
