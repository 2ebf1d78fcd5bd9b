"""Proofs about offsets: every span lies where it must, and segments cover reading texts and sources without gap or overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from .corpus import Corpus

ID_MARKS = {"sentences": "s", "mentions": "m", "quotations": "q", "claims": "c", "metaphors": "x"}  # table: letter in its ids


def span_faults(corpus: Corpus) -> list[str]:
    """Return what is wrong with the spans of sentences, mentions, quotations, claims and metaphors."""
    faults: list[str] = []
    n_chars = corpus.articles.set_index("article_id")["n_chars"]
    sentences = corpus.sentences.set_index("sentence_id")
    for name, mark in ID_MARKS.items():
        rows = getattr(corpus, name)
        end_of_article = _look_up(rows["article_id"], n_chars)
        faults += rows_at_fault(
            rows, name, (rows["start"] >= rows["end"]) | (rows["end"] > end_of_article), "are empty or end after their article"
        )
        made = rows["article_id"] + f"-{mark}" + rows["start"].astype("str").str.zfill(6)
        faults += rows_at_fault(rows, name, rows.iloc[:, 0] != made, "have an id that is not made from article and start")
        if "sentence_id" in rows and name != "sentences":
            low, high, article = (_look_up(rows["sentence_id"], sentences[column]) for column in ("start", "end", "article_id"))
            faults += rows_at_fault(
                rows, name, (rows["start"] < low) | (rows["end"] > high) | (rows["article_id"] != article), "stand outside their sentence"
            )
    ordered = corpus.sentences.sort_values(["article_id", "start"])
    before = ordered.groupby("article_id")["end"].shift(fill_value=0)
    return faults + rows_at_fault(ordered, "sentences", ordered["start"] < before, "overlap the sentence before")


def segment_faults(corpus: Corpus) -> list[str]:
    """Return what is wrong with the segments."""
    rows = corpus.segments
    placed = rows["article_id"] != ""
    inside = rows[placed].astype({"start": "int64", "end": "int64"})
    outside = rows[~placed]
    home = _look_up(inside["article_id"], corpus.articles.set_index("article_id")["document_id"])
    faults = rows_at_fault(inside, "segments", inside["document_id"] != home, "name another document than their article does")
    faults += rows_at_fault(
        inside,
        "segments",
        inside["end"] - inside["start"] != inside["source_end"] - inside["source_start"],
        "are longer or shorter than their source",
    )
    faults += rows_at_fault(
        outside, "segments", outside["start"].notna() | outside["end"].notna(), "are in no article, yet have a place in one"
    )
    lengths = corpus.articles.set_index("article_id")["n_chars"]
    faults += _tiling_faults(inside, "article_id", "start", "end", lengths, "reading text")
    lengths = corpus.documents.set_index("document_id")["n_chars"]
    return faults + _tiling_faults(rows, "document_id", "source_start", "source_end", lengths, "source")


def rows_at_fault(rows: pd.DataFrame, table: str, at_fault: pd.Series, what: str) -> list[str]:
    """Say how many rows are at fault and which is the first; nothing where none is."""
    if not at_fault.any():
        return []
    first = rows[at_fault].iloc[0]
    return [f"{table}: {int(at_fault.sum())} rows {what} (first: {', '.join(f'{key} {first[key]}' for key in rows.columns[:5])})"]


def _look_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value of every key; unlike Series.map it keeps the type where there is no key at all."""
    return values.reindex(keys).set_axis(keys.index)


def _tiling_faults(rows: pd.DataFrame, whole: str, start: str, end: str, lengths: pd.Series, what: str) -> list[str]:
    """Pieces of a whole must begin where the one before ended, from 0 to its length."""
    ordered = rows.sort_values([whole, start])
    before = ordered.groupby(whole)[end].shift(fill_value=0)
    gap = ordered[start] != before
    faults = rows_at_fault(ordered, "segments", gap, f"leave a gap in the {what} or overlap")
    reached = ordered.groupby(whole)[end].max().reindex(lengths.index, fill_value=0)
    short = lengths.index[reached != lengths]
    return faults + (
        [f"segments: {len(short)} times they do not reach the end of the {what} (first: {whole} {short[0]})"] if len(short) else []
    )
