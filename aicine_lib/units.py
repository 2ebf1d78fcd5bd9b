"""The units that shares are counted over: the sentences and headings of articles on topic, with their story, place and speaker.

A story that several outlets reprint is one story: shares count its units once for each reprint, or once in all where
`one_article_per_story` has been asked first, and intervals always draw whole stories.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .codebook import codes
from .measures import REPORTER

if TYPE_CHECKING:
    from .corpus import Corpus

ROLES = ("body", "heading")  # captions and bylines have no stance by the codebook
NARRATION = "narration"  # the speaker role of a unit that reports nobody's words
UNKNOWN = "unknown"  # of one that reports somebody whom the article does not introduce
TENTHS = 10


def one_article_per_story(articles: pd.DataFrame) -> pd.DataFrame:
    """Keep the longest article of every story, so that a reprint is not counted twice.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table articles or part of it: article_id, story_id, n_chars.

    Returns
    -------
    pandas.DataFrame
        Its rows, one a story, in their order; of two of the same length the one that comes first by id.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "story_id": ["b", "b", "c"], "n_chars": [500, 900, 700]})
    >>> one_article_per_story(articles)["article_id"].tolist()
    ['b', 'c']
    """
    longest_first = articles.sort_values(["n_chars", "article_id"], ascending=[False, True], kind="stable")
    return articles.loc[longest_first.drop_duplicates("story_id").index.sort_values()]


def select_units(corpus: Corpus, *, reprints: bool = True, about_ai: bool = False) -> pd.DataFrame:
    """Select the sentences and headings of articles on topic, with what shares are counted by.

    Parameters
    ----------
    corpus : Corpus
    reprints : bool, default True
        Whether to count every reprint of a story; if not, its longest article only.
    about_ai : bool, default False
        Leave out units that are not about AI (stance none).

    Returns
    -------
    pandas.DataFrame
        The columns of sentences, and story_id, outlet, published_date, tenth (place in the article, 1 to 10) and speaker_role
        (a code of the codebook; narration for the reporter's own words, unknown for a speaker who is not introduced).

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> units = select_units(load_corpus("press"), about_ai=True)
    >>> set(units["role"]) <= {"body", "heading"} and units["tenth"].between(1, 10).all()
    np.True_
    """
    articles = corpus.articles[corpus.articles["is_on_topic"]]
    articles = articles if reprints else one_article_per_story(articles)
    known = articles.merge(corpus.documents[["document_id", "outlet", "published_date"]], on="document_id", validate="m:1")
    sentences = corpus.sentences[corpus.sentences["role"].isin(ROLES)]
    sentences = sentences[sentences["stance"] != "none"] if about_ai else sentences
    about = known[["article_id", "story_id", "outlet", "published_date", "n_chars"]]
    units = sentences.merge(about, on="article_id", validate="m:1")
    roles = find_speaker_roles(units, corpus.voices)
    return units.assign(tenth=find_tenths(units), speaker_role=roles).drop(columns="n_chars")


def add_context(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Join claims, metaphors or mentions with the sentence, the speaker and the story they belong to.

    Parameters
    ----------
    corpus : Corpus
    rows : pandas.DataFrame
        Rows of its tables claims, metaphors or mentions: article_id, sentence_id, and speaker where the table has it (else it is
        that of the sentence).

    Returns
    -------
    pandas.DataFrame
        The rows, and stance, score, aspects of the sentence, story_id, outlet, published_date, voice (the speaker, or 记者叙述) and
        speaker_role (as in `select_units`).

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> press = load_corpus("press")
    >>> len(add_context(press, press.claims)) == len(press.claims)
    True
    """
    taken = ["stance", "score", "aspects", *([] if "speaker" in rows else ["speaker"])]
    articles = corpus.articles[["article_id", "document_id", "story_id"]].merge(
        corpus.documents[["document_id", "outlet", "published_date"]], on="document_id", validate="m:1"
    )
    joined = rows.merge(corpus.sentences[["sentence_id", *taken]], on="sentence_id", validate="m:1").merge(
        articles.drop(columns="document_id"), on="article_id", validate="m:1"
    )
    return joined.assign(
        voice=joined["speaker"].where(joined["speaker"] != "", REPORTER), speaker_role=find_speaker_roles(joined, corpus.voices)
    )


def count_stance(units: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Count stance by one or several columns: what diverging bars and bipartite pictures are drawn from.

    Parameters
    ----------
    units : pandas.DataFrame
        Columns stance, score, article_id, story_id and those of `by`. Units not about AI (stance none) are left out.
    by : list of str
        Columns to group by; of aspects and tasks a unit counts for each of its codes.

    Returns
    -------
    pandas.DataFrame
        A row a group, most units first, then by group: the columns of `by`, favourable, mixed, neutral, critical (units), n_units,
        n_articles, n_stories, score (mean, from -1 critical to 1 favourable).

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": "a", "story_id": "a", "aspects": ["cost", "cost market"],
    ...     "stance": ["favourable", "critical"], "score": [0.5, -0.7]})
    >>> count_stance(units, ["aspects"])[["aspects", "favourable", "critical", "n_units", "score"]].round(2).values.tolist()
    [['cost', 1, 1, 2, -0.1], ['market', 0, 1, 1, -0.7]]
    """
    stances = [code for code in codes("stance") if code != "none"]
    long = units[units["stance"].isin(stances)]
    for column in {"aspects", "tasks"} & set(by):
        long = long.assign(**{column: long[column].str.split()}).explode(column).dropna(subset=[column])
    flags = long.assign(**{code: (long["stance"] == code).astype("int64") for code in stances})
    table = flags.groupby(by, as_index=False).agg(
        **{code: (code, "sum") for code in stances},
        n_units=("stance", "size"),
        n_articles=("article_id", "nunique"),
        n_stories=("story_id", "nunique"),
        score=("score", "mean"),
    )
    return table.sort_values(["n_units", *by], ascending=[False, *[True] * len(by)], ignore_index=True)


def find_tenths(units: pd.DataFrame) -> pd.Series:
    """Find in which tenth of its article the middle of each unit stands.

    Parameters
    ----------
    units : pandas.DataFrame
        Columns start, end (of the unit) and n_chars (of its article), in characters.

    Returns
    -------
    pandas.Series
        1 to 10, integers; 1 where an article has no characters.

    Examples
    --------
    >>> find_tenths(pd.DataFrame({"start": [0, 90], "end": [10, 100], "n_chars": 100})).tolist()
    [1, 10]
    """
    middle = (units["start"] + units["end"]) / 2
    tenth = (TENTHS * middle / units["n_chars"].clip(lower=1) + 1).clip(1, TENTHS)
    return tenth.astype("int64").rename("tenth")


def find_speaker_roles(rows: pd.DataFrame, voices: pd.DataFrame) -> pd.Series:
    """Find the role of who speaks in each row.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns article_id and speaker: units, claims or metaphors.
    voices : pandas.DataFrame
        The table voices.

    Returns
    -------
    pandas.Series
        Codes of speaker_role, narration where nobody is reported, unknown where no role is known.

    Examples
    --------
    >>> voices = pd.DataFrame({"article_id": ["a"], "name": ["周一帆"], "role": ["director"]})
    >>> find_speaker_roles(pd.DataFrame({"article_id": "a", "speaker": ["周一帆", "", "何田"]}), voices).tolist()
    ['director', 'narration', 'unknown']
    """
    known = voices[voices["role"] != ""].drop_duplicates(["article_id", "name"])
    roles = rows[["article_id", "speaker"]].merge(
        known[["article_id", "name", "role"]].rename(columns={"name": "speaker", "role": "speaker_role"}),
        on=["article_id", "speaker"],
        how="left",
        validate="m:1",
    )["speaker_role"]
    roles = roles.fillna(UNKNOWN).set_axis(rows.index)
    return roles.where(rows["speaker"] != "", NARRATION).astype("str").rename("speaker_role")
