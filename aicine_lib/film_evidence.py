"""Films as evidence: which works articles name, from which countries, for what, and in which stance toward AI."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .measures import name_facts
from .units import add_context, count_stance, one_article_per_story

if TYPE_CHECKING:
    from .corpus import Corpus

STANCES = ["favourable", "mixed", "neutral", "critical"]
COLUMNS = ["owner", "country", "origin", "n_mentions", "n_sentences", "n_articles", "n_stories", *STANCES, "n_about_ai", "score", "aspects"]


def list_film_sentences(corpus: Corpus, type: str = "film", *, reprints: bool = True) -> pd.DataFrame:
    """List the sentences that name a film, each film of a sentence once.

    Parameters
    ----------
    corpus : Corpus
    type : str, default "film"
        Another type of name, such as tool, event or org.
    reprints : bool, default True
        Whether to count every reprint of a story; if not, its longest article only.

    Returns
    -------
    pandas.DataFrame
        Columns name, sentence_id, article_id, story_id, outlet, published_date, n_mentions (in the sentence), speaker, voice,
        speaker_role, stance, score, aspects.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> list_film_sentences(load_corpus("press")).duplicated(["name", "sentence_id"]).any()
    np.False_
    """
    mentions = corpus.mentions[corpus.mentions["type"] == type]
    if not reprints:
        kept = one_article_per_story(corpus.articles[corpus.articles["is_on_topic"]])["article_id"]
        mentions = mentions[mentions["article_id"].isin(kept)]
    counted = mentions.groupby(["name", "sentence_id", "article_id"], as_index=False).agg(n_mentions=("mention_id", "size"))
    return add_context(corpus, counted)


def count_films(corpus: Corpus, type: str = "film", *, reprints: bool = True) -> pd.DataFrame:
    """Count how often each film is named, with what is known of it and what the sentences that name it say of AI.

    Parameters
    ----------
    corpus : Corpus
    type : str, default "film"
        Another type of name, such as tool, event or org.
    reprints : bool, default True
        Whether to count every reprint of a story; if not, its longest article only.

    Returns
    -------
    pandas.DataFrame
        Index name; most articles first, then most mentions, then by name. Columns:

        - owner, country (ISO 3166), origin (domestic, foreign, unknown): from the lexicon; empty and unknown for a film that it
          does not hold;
        - n_mentions, n_sentences, n_articles, n_stories: reprints of a story count as articles, not as stories;
        - favourable, mixed, neutral, critical: sentences by stance toward AI; n_about_ai: their sum; score: their mean, nan without any;
        - aspects: codes that those sentences speak of, most frequent first, separated by spaces.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> films = count_films(load_corpus("press"))
    >>> (films["n_stories"] <= films["n_articles"]).all()
    np.True_
    """
    named = list_film_sentences(corpus, type, reprints=reprints)
    table = named.groupby("name").agg(
        n_mentions=("n_mentions", "sum"),
        n_sentences=("sentence_id", "size"),
        n_articles=("article_id", "nunique"),
        n_stories=("story_id", "nunique"),
    )
    stance = count_stance(named, ["name"]).set_index("name")[[*STANCES, "n_units", "score"]].rename(columns={"n_units": "n_about_ai"})
    by_aspect = count_stance(named, ["name", "aspects"])
    aspects = by_aspect.groupby("name")["aspects"].agg(" ".join)
    table = table.join(stance).join(aspects).join(name_facts(type))
    table[[*STANCES, "n_about_ai"]] = table[[*STANCES, "n_about_ai"]].fillna(0).astype("int64")
    table = table.fillna({"aspects": "", "owner": "", "country": "", "origin": "unknown"})
    ordered = table.rename_axis(index="name").reset_index()
    return ordered.sort_values(["n_articles", "n_mentions", "name"], ascending=[False, False, True]).set_index("name")[COLUMNS]


def count_film_aspects(corpus: Corpus, type: str = "film", *, reprints: bool = True) -> pd.DataFrame:
    """Count for what each film stands: stance by aspect of the sentences that name it.

    Returns
    -------
    pandas.DataFrame
        name, aspects (one code a row) and the counts of `count_stance`.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> count_film_aspects(load_corpus("press")).columns[:2].tolist()
    ['name', 'aspects']
    """
    return count_stance(list_film_sentences(corpus, type, reprints=reprints), ["name", "aspects"])
