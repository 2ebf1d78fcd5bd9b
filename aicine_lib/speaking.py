"""Who speaks: how much, in which role, and with which stance on which aspect.

Persons are counted under one name through all articles; unnamed sources (网友, 一位业内人士) are different people in each, so
under such a name stand as many as there are articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from .measures import REPORTER
from .resampling import share_of
from .units import UNKNOWN, count_stance, one_article_per_story

if TYPE_CHECKING:
    from .corpus import Corpus

SUMS = ["n_mentions", "n_quotations", "n_reports", "n_units", "n_chars"]
SPREAD = {"n_articles": ("article_id", "nunique"), "n_stories": ("story_id", "nunique")}


def count_voices(corpus: Corpus, *, silent: bool = False, reprints: bool = True) -> pd.DataFrame:
    """Count how much each voice says.

    Parameters
    ----------
    corpus : Corpus
    silent : bool, default False
        Whether to list persons who are named but say nothing, too.
    reprints : bool, default True
        Whether to count every reprint of a story; if not, its longest article only.

    Returns
    -------
    pandas.DataFrame
        Index name; columns kind (person, org, unnamed), role (the one most articles give, unknown where none does), affiliation
        (likewise, or empty), n_mentions, n_quotations (direct), n_reports (indirect), n_units, n_chars (said), share_said (of
        what all voices say, 0 to 1), n_articles, n_stories; who says most first, then by name.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> voices = count_voices(load_corpus("press"))
    >>> (voices["n_stories"] <= voices["n_articles"]).all()
    np.True_
    """
    voices = _with_story(corpus, reprints)
    voices = voices if silent else voices[voices["n_chars"] > 0]
    table = voices.groupby("name").agg(**{name: (name, "sum") for name in SUMS}, **SPREAD)
    facts = {name: _most_told(voices, name).reindex(table.index) for name in ("kind", "role", "affiliation")}
    table = table.assign(kind=facts["kind"], role=facts["role"].fillna(UNKNOWN), affiliation=facts["affiliation"].fillna(""))
    table["share_said"] = share_of(table["n_chars"].to_numpy(dtype=float), table["n_chars"].to_numpy(dtype=float).sum(keepdims=True))
    ordered = table.reset_index().sort_values(["n_chars", "n_quotations", "name"], ascending=[False, False, True]).set_index("name")
    return ordered[["kind", "role", "affiliation", *SUMS, "share_said", "n_articles", "n_stories"]]


def count_speaker_roles(corpus: Corpus, *, reprints: bool = True) -> pd.DataFrame:
    """Count how much is said in each role.

    Parameters
    ----------
    corpus : Corpus
    reprints : bool, default True
        As in `count_voices`.

    Returns
    -------
    pandas.DataFrame
        Index role (a code of speaker_role, or unknown); columns n_voices (who speaks, once an article), n_unnamed (of these, without
        a name), n_quotations, n_reports, n_units, n_chars, share_said (0 to 1), n_articles, n_stories; most said first, then by role.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> roles = count_speaker_roles(load_corpus("press"))
    >>> (roles["n_unnamed"] <= roles["n_voices"]).all()
    np.True_
    """
    voices = _with_story(corpus, reprints)
    voices = voices[voices["n_chars"] > 0]
    voices = voices.assign(role=voices["role"].where(voices["role"] != "", UNKNOWN), is_unnamed=(voices["kind"] == "unnamed").astype(int))
    sums = {name: (name, "sum") for name in SUMS[1:]}
    table = voices.groupby("role").agg(n_voices=("voice_id", "size"), n_unnamed=("is_unnamed", "sum"), **sums, **SPREAD)
    table["share_said"] = share_of(table["n_chars"].to_numpy(dtype=float), table["n_chars"].to_numpy(dtype=float).sum(keepdims=True))
    columns = ["n_voices", "n_unnamed", *SUMS[1:], "share_said", "n_articles", "n_stories"]
    return table.reset_index().sort_values(["n_chars", "role"], ascending=[False, True]).set_index("role")[columns]


def count_speaker_aspects(units: pd.DataFrame, by: Literal["voice", "speaker_role"] = "voice", *, narration: bool = False) -> pd.DataFrame:
    """Count with which stance each speaker, or each role, speaks of each aspect: the edges of a bipartite picture.

    Parameters
    ----------
    units : pandas.DataFrame
        As of `select_units`.
    by : {"voice", "speaker_role"}
    narration : bool, default False
        Whether the reporter's own words (记者叙述) are a speaker too.

    Returns
    -------
    pandas.DataFrame
        voice or speaker_role (with voice, both), aspects (one code a row), and the counts of `count_stance`.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": "a", "story_id": "a", "speaker": ["沈青", ""], "speaker_role": ["critic", "narration"],
    ...     "aspects": ["emotion quality", "cost"], "stance": ["critical", "neutral"], "score": [-0.8, 0.0]})
    >>> count_speaker_aspects(units)[["voice", "aspects", "critical", "n_units"]].values.tolist()
    [['沈青', 'emotion', 1, 1], ['沈青', 'quality', 1, 1]]
    """
    chosen = units if narration else units[units["speaker"] != ""]
    chosen = chosen.assign(voice=chosen["speaker"].where(chosen["speaker"] != "", REPORTER))
    keys = ["voice", "speaker_role"] if by == "voice" else [by]
    return count_stance(chosen, [*keys, "aspects"])


def list_links(counted: pd.DataFrame, left: str = "voice", right: str = "aspects") -> pd.DataFrame:
    """Return counts of stance as links from one side to another: a row a pair and stance, as `plot_bipartite` draws them.

    Parameters
    ----------
    counted : pandas.DataFrame
        As `count_speaker_aspects` or `count_stance` return it.
    left, right : str
        Its columns that are the two sides.

    Returns
    -------
    pandas.DataFrame
        Columns left, right, stance, n_units (more than 0).

    Examples
    --------
    >>> counted = pd.DataFrame({"voice": ["沈青"], "aspects": ["emotion"], "favourable": [0], "mixed": [1], "neutral": [0], "critical": [3]})
    >>> list_links(counted).values.tolist()
    [['沈青', 'emotion', 'mixed', 1], ['沈青', 'emotion', 'critical', 3]]
    """
    stances = ["favourable", "mixed", "neutral", "critical"]
    long = (
        counted[[left, right, *stances]]
        .melt([left, right], var_name="stance", value_name="n_units")
        .rename(columns={left: "left", right: "right"})
    )
    return long[long["n_units"] > 0].reset_index(drop=True)


def _with_story(corpus: Corpus, reprints: bool) -> pd.DataFrame:
    articles = corpus.articles[corpus.articles["is_on_topic"]]
    articles = articles if reprints else one_article_per_story(articles)
    return corpus.voices.merge(articles[["article_id", "story_id"]], on="article_id", validate="m:1")


def _most_told(voices: pd.DataFrame, column: str) -> pd.Series:
    """What most articles say of each name in a column; of as many the first by code."""
    told = voices[voices[column] != ""].groupby(["name", column]).size().rename("n").reset_index()
    told = told.sort_values(["name", "n", column], ascending=[True, False, True]).drop_duplicates("name")
    return told.set_index("name")[column]
