"""Counts and shares of a corpus, each with the numbers it rests on: what the notebooks show and the figures draw.

Every function takes tables and returns a table; none draws, none decides what a number means. With a handful of articles
these are descriptions of those articles, not estimates of a press.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import pandas as pd

from .codebook import codes
from .lexicon import load_names

if TYPE_CHECKING:
    from .corpus import Corpus

Z_95 = 1.959963984540054  # two-sided 95 % quantile of the normal distribution
REPORTER = "记者叙述"  # the voice of a sentence that reports nobody's words
UNKNOWN = "不详"
DOMESTIC = ("CN", "HK", "MO", "TW")


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share k of n.

    Parameters
    ----------
    k, n : int
        Cases counted and cases in all, 0 <= k <= n.

    Returns
    -------
    (float, float)
        Bounds of the share between 0 and 1; (0, 1) where n is 0.

    Raises
    ------
    ValueError
        If k is not between 0 and n.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(10, 20)]
    [0.299, 0.701]
    """
    if not 0 <= k <= n:
        raise ValueError(f"k = {k} of n = {n}: k must lie between 0 and n")
    if n == 0:
        return 0.0, 1.0
    share, z2 = k / n, Z_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def label_documents(corpus: Corpus) -> pd.Series:
    """Return a short name for each document: outlet and date, numbered where two would be the same.

    Returns
    -------
    pandas.Series
        Strings by document_id; an unknown outlet is 不详.
    """
    documents = corpus.documents.set_index("document_id")
    names = (documents["outlet"].where(documents["outlet"] != "", UNKNOWN) + " " + documents["published_date"]).str.strip()
    number = names.groupby(names).cumcount() + 1
    return names.where(number == 1, names + " (" + number.astype(str) + ")").rename("document")


def label_articles(corpus: Corpus) -> pd.Series:
    """Return a short name for each article: that of its document (`label_documents`), numbered where it holds several.

    Returns
    -------
    pandas.Series
        Strings by article_id, each once.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> label_articles(load_corpus("sample")).is_unique
    True
    """
    names = corpus.articles.set_index("article_id")["document_id"].map(label_documents(corpus))
    number = names.groupby(names).cumcount() + 1
    return names.where(number == 1, names + " · " + number.astype(str)).rename("article")


def count_characters(corpus: Corpus) -> pd.DataFrame:
    """Count the characters of every document by what they are: kept by role, or left out.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    pandas.DataFrame
        Index document_id; a column for each role of the codebook that occurs, in its order; values in characters.
        Each row sums to the document's n_chars.
    """
    pieces = corpus.segments.assign(n_chars=corpus.segments["source_end"] - corpus.segments["source_start"])
    table = pieces.pivot_table(index="document_id", columns="role", values="n_chars", aggfunc="sum", fill_value=0)
    return table[[role for role in codes("role") if role in table.columns]].astype("int64")


def mentions_in_context(corpus: Corpus, type: str = "") -> pd.DataFrame:
    """Join mentions with the sentence and the article they stand in.

    Parameters
    ----------
    corpus : Corpus
    type : str, optional
        Only mentions of this type (tool, film, person, org, event, work).

    Returns
    -------
    pandas.DataFrame
        The columns of mentions and role, speaker, stance, aspects, tasks of the sentence, voice (the speaker, or
        记者叙述 where the sentence reports nobody), outlet and published_date of the document; a row a mention.
    """
    mentions = corpus.mentions[corpus.mentions["type"] == type] if type else corpus.mentions
    sentences = corpus.sentences[["sentence_id", "role", "speaker", "stance", "aspects", "tasks"]]
    articles = corpus.articles[["article_id", "document_id"]].merge(
        corpus.documents[["document_id", "outlet", "published_date"]], on="document_id", validate="m:1"
    )
    joined = mentions.merge(sentences, on="sentence_id", validate="m:1").merge(articles, on="article_id", validate="m:1")
    assert len(joined) == len(mentions)
    return joined.assign(voice=joined["speaker"].where(joined["speaker"] != "", REPORTER))


def count_names(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count how often each name is mentioned, in how many sentences and in how many articles.

    Parameters
    ----------
    mentions : pandas.DataFrame
        With columns name, sentence_id, article_id.

    Returns
    -------
    pandas.DataFrame
        Index name; columns n_mentions, n_sentences, n_articles; most articles first, then most mentions, then by name.

    Examples
    --------
    >>> count_names(pd.DataFrame({"name": ["Sora", "Sora"], "sentence_id": ["s1", "s2"], "article_id": ["a", "a"]})).loc["Sora"].tolist()
    [2, 2, 1]
    """
    grouped = mentions.groupby("name")
    table = pd.DataFrame(
        {"n_mentions": grouped.size(), "n_sentences": grouped["sentence_id"].nunique(), "n_articles": grouped["article_id"].nunique()}
    )
    return table.reset_index().sort_values(["n_articles", "n_mentions", "name"], ascending=[False, False, True]).set_index("name")


def count_codes(table: pd.DataFrame, by: str, column: str, code_list: str) -> pd.DataFrame:
    """Count rows by one column and by the codes of another that holds several, separated by spaces.

    Parameters
    ----------
    table : pandas.DataFrame
    by, column : str
        Names of its columns.
    code_list : str
        The codebook's list that the codes belong to, such as aspect or task.

    Returns
    -------
    pandas.DataFrame
        Index the values of `by`, most rows first; columns the codes that occur, in the codebook's order.

    Examples
    --------
    >>> count_codes(pd.DataFrame({"name": ["Sora", "Sora"], "tasks": ["video", "video voice"]}), "name", "tasks", "task").to_dict("index")
    {'Sora': {'video': 2, 'voice': 1}}
    """
    long = table[[by, column]].assign(code=table[column].str.split()).explode("code").dropna(subset=["code"])
    counts = pd.crosstab(long[by], long["code"])
    ordered = counts[[code for code in codes(code_list) if code in counts.columns]]
    return ordered.loc[
        ordered.assign(total=ordered.sum(axis=1), key=ordered.index).sort_values(["total", "key"], ascending=[False, True]).index
    ]


def name_facts(type: str) -> pd.DataFrame:
    """Return what the lexicon knows of the names of one type.

    Parameters
    ----------
    type : str
        tool, film, person, org, event or work.

    Returns
    -------
    pandas.DataFrame
        Index name; columns owner, country (ISO 3166, empty where it is not known) and origin: domestic (mainland,
        Hong Kong, Macau, Taiwan), foreign, or unknown.
    """
    rows = [(entry.name, entry.owner, entry.country) for entry in load_names() if entry.type == type]
    table = pd.DataFrame(rows, columns=["name", "owner", "country"]).set_index("name")
    origin = table["country"].map(lambda country: "unknown" if not country else "domestic" if country in DOMESTIC else "foreign")
    return table.assign(origin=origin)
