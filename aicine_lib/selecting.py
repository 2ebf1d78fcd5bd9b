"""Which sentences a code query asks for: rows of the table sentences, chosen by tables alone, so that no texts are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

import pandas as pd

from .errors import CorpusError
from .queries import NAMED, Condition, Group, make_query, parse_query
from .script import fold
from .units import find_speaker_roles

if TYPE_CHECKING:
    from .corpus import Corpus

Query = str | Mapping[str, str | Iterable[str]] | pd.DataFrame | Iterable[str]
JOINED = {"aspect": "aspects", "task": "tasks"}  # field: column with several codes in a cell
KINDS = {"mention": ("mentions", "type"), "claim": ("claims", "kind"), "metaphor": ("metaphors", "vehicle_type")}
OF_ARTICLES = ("document_id", "story_id", "outlet", "date")
IDS_SHOWN = 3  # in a message


def select_sentences(corpus: Corpus, where: Query, *, on_topic: bool = True) -> pd.DataFrame:
    """Select sentences by their codes; see `Corpus.select`."""
    sentences = corpus.sentences
    if on_topic:
        sentences = sentences[sentences["article_id"].isin(corpus.about_articles())]
    chosen = sentences[_matches(corpus, sentences, where)].reset_index(drop=True)
    about = describe_articles(corpus).reindex(chosen["article_id"])
    places = {name: about[name].to_numpy() for name in ("outlet", "date")}
    return chosen.assign(speaker_role=find_speaker_roles(chosen, corpus.voices), **places).astype(dict.fromkeys(places, "str"))


def describe_articles(corpus: Corpus) -> pd.DataFrame:
    """Return document_id, story_id, outlet and date (of publication) of every article, by article_id."""
    documents = corpus.documents[["document_id", "outlet", "published_date"]].rename(columns={"published_date": "date"})
    articles = corpus.articles[["article_id", "document_id", "story_id"]]
    return articles.merge(documents, on="document_id", validate="m:1").set_index("article_id")


def _matches(corpus: Corpus, sentences: pd.DataFrame, where: Query) -> pd.Series:
    if isinstance(where, str):
        return _evaluate(corpus, sentences, parse_query(where))
    if isinstance(where, Mapping):
        return _evaluate(corpus, sentences, make_query(where))
    if isinstance(where, pd.DataFrame) and "sentence_id" not in where:
        raise CorpusError(f"a table to select by must have a column sentence_id; it has {', '.join(map(str, where.columns))}")
    ids = pd.Index(where["sentence_id"] if isinstance(where, pd.DataFrame) else list(where))
    unknown = ids[~ids.isin(corpus.sentences["sentence_id"])]
    if len(unknown):
        some = ", ".join(map(str, unknown[:IDS_SHOWN]))
        raise CorpusError(
            f"{len(unknown)} of {len(ids)} ids are no sentence_id of {corpus.folder} (first: {some}); give ids of this corpus"
        )
    return sentences["sentence_id"].isin(ids)


def _evaluate(corpus: Corpus, sentences: pd.DataFrame, query: Condition | Group) -> pd.Series:
    if isinstance(query, Condition):
        holds = _holds(corpus, sentences, query.field, query.value)
        return holds if query.is_equal else ~holds
    return reduce(and_ if query.is_all else or_, (_evaluate(corpus, sentences, part) for part in query.parts))


def _holds(corpus: Corpus, sentences: pd.DataFrame, field: str, value: str) -> pd.Series:
    """Tell of every sentence whether a field has a value, or is empty where the value is."""
    if field in JOINED:
        cells = sentences[JOINED[field]]
        return (" " + cells + " ").str.contains(f" {value} ", regex=False) if value else cells == ""
    if field == "speaker_role":
        return find_speaker_roles(sentences, corpus.voices) == value
    if field in OF_ARTICLES:
        articles = describe_articles(corpus)[field]
        there = articles.str.startswith(value) if field == "date" and value else _is(articles, value)
        return sentences["article_id"].isin(there.index[there])
    if field == "quotation":
        rows = corpus.quotations
        return _quoted(sentences, rows[rows["form"] == value] if value else rows) != (not value)
    if field in KINDS:
        table, column = KINDS[field]
        rows = getattr(corpus, table)
        found = sentences["sentence_id"].isin(rows.loc[rows[column] == value if value else slice(None), "sentence_id"])
        return found if value else ~found
    if field in NAMED:
        named = corpus.mentions[corpus.mentions["type"] == field]
        return sentences["sentence_id"].isin(named.loc[_is(named["name"], value), "sentence_id"])
    return _is(sentences[field], value)


def _is(cells: pd.Series, value: str) -> pd.Series:
    """Whether cells are a value, in simplified or traditional, half or full width."""
    wanted = fold(value)
    return cells.isin([cell for cell in cells.unique() if fold(cell) == wanted])


def _quoted(sentences: pd.DataFrame, quotations: pd.DataFrame) -> pd.Series:
    """Whether any part of a sentence stands in a quotation; quotations of an article may stand inside one another."""
    ends = quotations[["article_id", "start", "end"]].sort_values("start", kind="stable")
    ends = ends.assign(furthest=ends.groupby("article_id")["end"].cummax())
    places = (
        sentences[["article_id", "end"]].assign(last=sentences["end"] - 1, row=range(len(sentences))).sort_values("last", kind="stable")
    )
    joined = pd.merge_asof(places, ends[["article_id", "start", "furthest"]], left_on="last", right_on="start", by="article_id")
    furthest = joined.sort_values("row")["furthest"].fillna(-1).set_axis(sentences.index)
    return furthest > sentences["start"]
