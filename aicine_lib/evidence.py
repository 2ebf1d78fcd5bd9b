"""The evidence: from ids to the rows they name, their places in article and source, their codes, and their words.

An id tells what it names: `…-s000123` is a sentence, `-m` a mention, `-c` a claim, `-q` a quotation, `-x` a metaphor, `-v` a
voice; without a letter it is an article or a document. A quotation is shown with the sentence in which it begins, a voice with
the one in which it first stands.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from . import paths
from .errors import CorpusError
from .figure_marks import Mark, find_ids, read_words
from .offsets import ID_MARKS
from .result_cards import hash_corpus
from .selecting import describe_articles
from .texts import reading_texts
from .units import find_speaker_roles

if TYPE_CHECKING:
    from .corpus import Corpus

TABLES = {mark: name for name, mark in ID_MARKS.items()} | {"v": "voices"}  # letter in an id: table
ID_SHAPE = re.compile(r"[0-9a-f]{16}(?P<article>-\d{6,})?(?:-(?P<letter>[a-z])\d+)?")
CODES = ["role", "speaker", "speaker_role", "stance", "aspects", "tasks"]
PLACES = ["start", "end", "source_start", "source_end"]
COLUMNS = ["id", "sentence_id", "article_id", "outlet", "date", *CODES, *PLACES]
LONGEST = 500  # characters of a row that are shown: all of a sentence, the beginning of an article
OWN_FIGURES = Path("report") / "figures"  # in a corpus folder, where `aicine run` writes them


def figures_of(corpus: Corpus) -> Path:
    """Return where the figures of a corpus are: the folder named in AICINE_FIGURES, its own, else figures/ of the project."""
    own = corpus.folder / OWN_FIGURES
    return own if not os.environ.get("AICINE_FIGURES") and own.is_dir() else paths.figures_folder()


def show_evidence(corpus: Corpus, figure_id: str, mark: Mark = (), width: int = 20) -> pd.DataFrame:
    """Show the rows behind a mark of a figure; see `Corpus.evidence`."""
    folder = figures_of(corpus)
    ids = find_ids(folder, figure_id, mark)
    card = read_words(folder, figure_id).get("card") or {}
    if card.get("corpus_sha256", hash_corpus(corpus)) != hash_corpus(corpus):
        raise CorpusError(
            f"figure {figure_id} in {folder} was made from other tables than those of {corpus.folder}: run its notebook again on this corpus"
        )
    return trace_ids(corpus, ids, width, what=f"figure {figure_id} in {folder}")


def trace_ids(corpus: Corpus, ids: Sequence[str], width: int = 20, *, what: str = "the list") -> pd.DataFrame:
    """Show the rows that ids name, in the order of articles and places.

    Parameters
    ----------
    corpus : Corpus
    ids : sequence of str
        Of any tables, mixed as you like; one that comes twice is shown once.
    width : int, default 20
        Characters of context on either side.
    what : str
        Where the ids come from, for the message.

    Returns
    -------
    pandas.DataFrame
        As `Corpus.evidence` returns it.

    Raises
    ------
    CorpusError
        If an id is not in the corpus.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> sample = load_corpus("sample")
    >>> shown = trace_ids(sample, sample.claims["claim_id"][:3])
    >>> (shown["text"] == sample.claims["surface"][:3]).all()
    np.True_
    """
    rows = _rows_of(corpus, pd.Index(ids).unique(), what)
    rows = _with_codes(corpus, _with_sentences(corpus, rows))
    rows = rows.assign(source_start=rows["start"], source_end=rows["end"])
    inside = rows["article_id"] != ""  # a document has source offsets only
    rows.loc[inside, "source_start"] = _source_offsets(corpus, rows.loc[inside, "article_id"], rows.loc[inside, "start"])
    rows.loc[inside, "source_end"] = _source_offsets(corpus, rows.loc[inside, "article_id"], rows.loc[inside, "end"] - 1) + 1
    rows = rows.sort_values(["document_id", "article_id", "start", "id"], kind="stable", ignore_index=True)
    shown = rows[COLUMNS].astype(dict.fromkeys(PLACES, "int64") | {name: "str" for name in COLUMNS if name not in PLACES})
    return add_lines(corpus, shown, width) if corpus.has_texts else shown


def add_lines(corpus: Corpus, rows: pd.DataFrame, width: int = 20) -> pd.DataFrame:
    """Add what stands at article_id, start and end, with the characters around it: columns left, text, right.

    They are empty where the text of an article is not beside the tables; line ends are shown as spaces.

    Raises
    ------
    CorpusError
        If no text is there at all.
    """
    wanted = set(rows["article_id"])
    texts = {each.article_id: each.text.replace("\n", " ") for each in reading_texts(corpus.folder) if each.article_id in wanted}
    cut = []
    for article_id, start, end in zip(rows["article_id"], rows["start"], rows["end"]):
        flat = texts.get(article_id, "")
        text = flat[start:end]
        cut.append((flat[max(0, start - width) : start], text[:LONGEST] + "…" * (len(text) > LONGEST), flat[end : end + width]))
    lines = pd.DataFrame(cut, columns=["left", "text", "right"], index=rows.index, dtype="str")
    return rows.assign(left=lines["left"], text=lines["text"], right=lines["right"])


def _rows_of(corpus: Corpus, ids: pd.Index, what: str) -> pd.DataFrame:
    """Look the ids up, each in the table it names: id, article_id, document_id, sentence_id, start, end."""
    found = []
    for kind, group in ids.to_series().groupby(ids.map(_table_of)):
        found.append(_look_up(corpus, str(kind), pd.Index(group)) if kind else pd.DataFrame({"id": []}))
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["id", "article_id", "sentence_id", "start", "end"])
    unknown = ids[~ids.isin(rows["id"])]
    if len(unknown):
        raise CorpusError(
            f"{what} names {len(unknown)} of {len(ids)} ids that are not in {corpus.folder} (first: {unknown[0]}): it was made from another "
            "corpus, or before this one was built anew; run the notebook again on this corpus"
        )
    return rows


def _table_of(one: str) -> str:
    shape = ID_SHAPE.fullmatch(one)
    if shape is None or (shape["letter"] and shape["letter"] not in TABLES):
        return ""
    return TABLES[shape["letter"]] if shape["letter"] else "articles" if shape["article"] else "documents"


def _look_up(corpus: Corpus, table: str, ids: pd.Index) -> pd.DataFrame:
    rows = getattr(corpus, table)
    key = rows.columns[0] if table not in ("articles", "documents") else f"{table[:-1]}_id"
    rows = rows[rows[key].isin(ids)].rename(columns={key: "id"})
    if table in ("articles", "documents"):
        own = rows["id"] if table == "articles" else ""
        return pd.DataFrame({"id": rows["id"], "article_id": own, "sentence_id": "", "start": 0, "end": rows["n_chars"]})
    if table == "sentences":
        return rows[["id", "article_id", "start", "end"]].assign(sentence_id=rows["id"])
    return rows[[name for name in ("id", "article_id", "sentence_id", "start", "end") if name in rows]]


def _with_sentences(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Fill in the sentence in which a row begins, and where it has no end, that of the sentence."""
    rows = rows.reindex(columns=["id", "article_id", "sentence_id", "start", "end"]).reset_index(drop=True)
    lacking = rows["sentence_id"].isna()
    sentences = corpus.sentences.loc[corpus.sentences["article_id"].isin(rows.loc[lacking, "article_id"])]
    found = _last_before(rows[lacking], sentences[["article_id", "start", "end", "sentence_id"]])
    return rows.assign(sentence_id=rows["sentence_id"].astype("object").fillna(found["sentence_id"]), end=rows["end"].fillna(found["end"]))


def _with_codes(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Add outlet and date of the article or document, and the codes of the sentence; empty where it has none."""
    sentences = corpus.sentences[corpus.sentences["sentence_id"].isin(rows["sentence_id"])]
    coded = sentences.assign(speaker_role=find_speaker_roles(sentences, corpus.voices)).set_index("sentence_id")[CODES]
    rows = rows.join(coded, on="sentence_id").fillna(dict.fromkeys(CODES, ""))
    document_id = describe_articles(corpus)["document_id"].reindex(rows["article_id"]).set_axis(rows.index).fillna(rows["id"])
    about = corpus.documents.set_index("document_id")[["outlet", "published_date"]].rename(columns={"published_date": "date"})
    return rows.assign(document_id=document_id).join(about, on="document_id")


def _source_offsets(corpus: Corpus, article_ids: pd.Series, offsets: pd.Series) -> pd.Series:
    """Where characters of reading texts stand in their sources."""
    pieces = corpus.segments[corpus.segments["article_id"].isin(article_ids)].astype({"start": "int64"})
    found = _last_before(
        pd.DataFrame({"article_id": article_ids, "start": offsets}),
        pieces[["article_id", "start", "source_start"]].assign(piece=pieces["start"]),
    )
    return found["source_start"] + offsets - found["piece"]


def _last_before(rows: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """For each row, what stands last at or before its start in its article; missing where nothing does."""
    left = rows[["article_id", "start"]].astype({"article_id": "str", "start": "int64"}).rename_axis("row").reset_index()
    found = pd.merge_asof(left.sort_values("start"), places.sort_values("start"), on="start", by="article_id")
    return found.set_index("row").reindex(rows.index)
