"""Which row of a tagger answers to which row of gold: both as spans of the source, matched by overlap.

Gold is a folder of stand-off codes (sentences, mentions, claims, quotes): `document` is how the file's name begins, start and
end are offsets in the source; a value may list alternatives (a|b), ? is not scored, an optional row is neither demanded nor
counted as wrong. What is made of the pairs is validity.py's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, nan
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .corpus import Corpus
from .errors import InputError

GOLD_TABLES = {"sentences": "sentences", "mentions": "mentions", "claims": "claims", "quotations": "quotes"}  # table: gold file
NUMBERS = ("low", "high")
CLOSE, CLOSE_SHARE = 1e-3, 0.02  # values are the same within a thousandth of them (or of 1), or within 2 %
NOWHERE = "boilerplate"  # the role of a unit that the tagger left out


class Placed(NamedTuple):
    """Rows of a tagger and where they stand in the sources: a row may be several pieces, as a column break may cut it."""

    rows: pd.DataFrame  # with document, is_on_topic, and start, end: the whole of its pieces in the source
    pieces: pd.DataFrame  # row (number of the row), start, end; sorted by row


def read_gold(folder: Path) -> dict[str, pd.DataFrame]:
    """Read the gold codes of a folder: tables by name, all values strings but start and end.

    Raises
    ------
    InputError
        If a file is not there.
    """
    gold = {}
    for table, stem in GOLD_TABLES.items():
        path = folder / f"{stem}.csv"
        if not path.is_file():
            raise InputError(f"{path} is not there: gold codes are sentences.csv, mentions.csv, claims.csv and quotes.csv in one folder")
        read = pd.read_csv(path, dtype=str, keep_default_na=False).astype({"start": "int64", "end": "int64"})
        gold[table] = read.assign(optional=read["optional"] != "" if "optional" in read else False)
    return gold


def place_corpus(corpus: Corpus, keys: list[str]) -> dict[str, Placed]:
    """Place the rows of a corpus in the sources that have gold."""
    names = corpus.documents.set_index("document_id")["file_name"].map(lambda name: name.replace("\\", "/").rpartition("/")[2])
    homes = names.map(lambda name: next((key for key in keys if name.startswith(key)), ""))
    articles = corpus.articles.assign(document=corpus.articles["document_id"].map(homes)).query("document != ''")
    segments = corpus.segments[corpus.segments["article_id"].isin(articles["article_id"])].astype({"start": "int64", "end": "int64"})
    return {table: _place(getattr(corpus, table), articles, segments) for table in GOLD_TABLES}


def place_spans(rows: pd.DataFrame) -> Placed:
    """Place rows that are spans of the source already: columns document, start, end."""
    numbered = rows.reset_index(drop=True).assign(is_on_topic=True)
    return Placed(numbered, numbered[["start", "end"]].rename_axis("row").reset_index())


def overlaps(gold: pd.DataFrame, placed: Placed) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, NDArray[np.int64]]]:
    """Go through the documents: gold rows, the tagger's rows, and the characters that each pair has in common."""
    for document in sorted({*gold["document"], *placed.rows["document"]}):
        due, given = gold[gold["document"] == document], placed.rows[placed.rows["document"] == document]
        pieces = placed.pieces[placed.pieces["row"].isin(given.index)]
        common = np.minimum.outer(due["end"].to_numpy(), pieces["end"].to_numpy())
        common = np.maximum(common - np.maximum.outer(due["start"].to_numpy(), pieces["start"].to_numpy()), 0)
        firsts = np.flatnonzero(~pieces["row"].duplicated().to_numpy())
        yield due, given, np.add.reduceat(common, firsts, axis=1) if len(firsts) else np.zeros((len(due), 0), dtype="int64")


def match(weights: NDArray[np.float64], least: float) -> dict[int, int]:
    """Give every row, in order, the column of greatest weight that is left, if that is at least `least`.

    Examples
    --------
    >>> match(np.array([[0.5, 0.9], [0.0, 0.8]]), 0.3)
    {0: 1}
    """
    left, pairs = weights.copy(), {}
    for row in range(len(left)):
        if left.shape[1] and left[row].max() >= least:
            pairs[row] = int(left[row].argmax())
            left[:, pairs[row]] = -1
    return pairs


def pair_units(gold: pd.DataFrame, placed: Placed) -> pd.DataFrame:
    """Pair every unit of gold with the sentence that shares most characters with it; several may share one sentence."""
    best = pd.Series(pd.NA, index=gold.index, dtype="Int64")
    for due, given, common in overlaps(gold, placed):
        if common.size:
            best[due.index] = np.where(common.max(axis=1) > 0, given.index[common.argmax(axis=1)], -1)
    given = placed.rows.reindex(best.fillna(-1)).set_axis(gold.index)
    is_on_topic = given["is_on_topic"].eq(True)
    filled = given[["sentence_id", "stance", "aspects", "speaker"]].fillna("")
    role = given["role"].where(is_on_topic, "offtopic").where(given["sentence_id"].notna(), NOWHERE)
    stance = filled["stance"].where(is_on_topic, "").replace("", "none")
    codes = filled.assign(role=role, stance=stance).add_suffix("_predicted").rename(columns={"sentence_id_predicted": "sentence_id"})
    return gold.drop(columns="optional").rename(columns={c: f"{c}_gold" for c in ("role", "stance", "aspects", "speaker")}).join(codes)


def pair_spans(gold: pd.DataFrame, placed: Placed, shared: float) -> pd.DataFrame:
    """Pair spans that share at least a part of what they cover together (intersection over union).

    Returns
    -------
    pandas.DataFrame
        Index none; a row a pair, or a gold row or a tagger's row without one; columns of both, with _gold and _predicted.
        Optional gold rows are left out, and so is what is paired with one.
    """
    found = []
    for due, given, common in overlaps(gold.sort_values("optional", kind="stable"), _on_topic(placed)):
        n_chars = placed.pieces.assign(n=placed.pieces["end"] - placed.pieces["start"]).groupby("row")["n"].sum()
        together = np.add.outer((due["end"] - due["start"]).to_numpy(), n_chars.reindex(given.index).to_numpy()) - common
        found.append(_join(due, given, match(common / np.maximum(together, 1), shared)))
    return _stack(found)


def pair_quotations(gold: pd.DataFrame, placed: Placed, shared: float) -> pd.DataFrame:
    """Pair direct quotations as `pair_spans` does; `has_speaker` tells where the speaker is one that gold allows."""
    direct = Placed(placed.rows[placed.rows["form"].isin(("direct", ""))], placed.pieces)
    return _compare(pair_spans(gold, direct, shared), "speaker")


def pair_claims(gold: pd.DataFrame, placed: Placed) -> pd.DataFrame:
    """Pair claims that overlap, those first that agree in more of low, high, unit and kind.

    Returns
    -------
    pandas.DataFrame
        As of `pair_spans`; has_value, has_unit, has_kind and has_practice tell in what a pair agrees.
    """
    found = []
    for due, given, common in overlaps(gold.sort_values("optional", kind="stable"), _on_topic(placed)):
        weights = np.where(common > 0, 1.0, 0.0)
        for row, column in zip(*np.nonzero(common)):
            ours, theirs = due.iloc[row], given.iloc[column]
            weights[row, column] += sum(is_same(ours[name], theirs[name]) for name in NUMBERS)
            weights[row, column] += sum(is_among(theirs[name], ours[name]) for name in ("unit", "kind"))
        found.append(_join(due, given, match(weights, 1.0)))
    pairs = _compare(_stack(found), "unit", "kind", "practice")
    same = [all(is_same(row[f"{name}_gold"], row[f"{name}_predicted"]) for name in NUMBERS) for row in pairs.to_dict("records")]
    return pairs.assign(has_value=pairs["is_gold"] & pairs["is_predicted"] & pd.Series(same, index=pairs.index, dtype=bool))


def pair_mentions(gold: pd.DataFrame, placed: Placed) -> pd.DataFrame:
    """Pair mentions of the same span and type; `is_overlapped` tells whether any mention of the type touches a gold one."""
    given = _on_topic(placed).rows.reset_index(drop=True)
    key = ["document", "start", "end", "type"]
    optional = pd.MultiIndex.from_frame(gold.loc[gold["optional"], key])
    given = given[~pd.MultiIndex.from_frame(given[key]).isin(optional)].copy()
    touched = pd.Series(False, index=gold.index)
    for due, near, common in overlaps(gold, place_spans(given)):
        same_type = due["type"].to_numpy()[:, None] == near["type"].to_numpy()[None, :]
        touched[due.index] = ((common > 0) & same_type).any(axis=1)
    due = gold[~gold["optional"]].assign(is_gold=True, is_overlapped=touched)[[*key, "name", "is_gold", "is_overlapped"]]
    given = given.assign(is_predicted=True, again=given.groupby(key).cumcount())
    columns = [column for column in (*key, "again", "mention_id", "name", "is_predicted") if column in given]
    both = due.assign(again=0).merge(given[columns], on=[*key, "again"], how="outer", suffixes=("_gold", "_predicted"))
    flags = ["is_gold", "is_predicted", "is_overlapped"]
    both[flags] = both[flags].eq(True)
    return both.drop(columns="again").fillna("").sort_values(key, ignore_index=True)


def is_same(left: str | float | None, right: str | float | None) -> bool:
    """Tell whether two values are the same number, or both none.

    Examples
    --------
    >>> is_same("33.3", 33.33), is_same("", None), is_same("1", "")
    (True, True, False)
    """
    a, b = _number(left), _number(right)
    if isnan(a) or isnan(b):
        return isnan(a) and isnan(b)
    return abs(a - b) <= CLOSE * max(1, abs(a), abs(b)) or (min(a, b) != 0 and abs(a / b - 1) < CLOSE_SHARE)


def is_among(value: str, alternatives: str) -> bool:
    """Tell whether a value is one of those that gold allows."""
    return value in alternatives.split("|")


def _number(value: str | float | None) -> float:
    """A value as a number; nan where it is none."""
    try:
        return float(value) if value is not None else nan
    except ValueError:
        return nan


def _place(rows: pd.DataFrame, articles: pd.DataFrame, segments: pd.DataFrame) -> Placed:
    known = rows.merge(articles[["article_id", "document", "is_on_topic"]], on="article_id", validate="m:1")
    cut = known[["article_id", "start", "end"]].rename_axis("row").reset_index().merge(segments, on="article_id", suffixes=("", "_of"))
    low, high = cut[["start", "start_of"]].max(axis=1), cut[["end", "end_of"]].min(axis=1)
    shift = cut["source_start"] - cut["start_of"]
    pieces = pd.DataFrame({"row": cut["row"], "start": low + shift, "end": high + shift})[low < high].sort_values(["row", "start"])
    whole = pieces.groupby("row").agg(start=("start", "min"), end=("end", "max"))
    return Placed(known.drop(columns=["start", "end"]).join(whole, how="inner"), pieces)


def _on_topic(placed: Placed) -> Placed:
    return Placed(placed.rows[placed.rows["is_on_topic"]], placed.pieces)


def _join(due: pd.DataFrame, given: pd.DataFrame, pairs: dict[int, int]) -> pd.DataFrame:
    """Gold rows beside what they are paired with, what is left of the tagger's rows below; optional gold and its pairs left out."""
    ours = due.reset_index(drop=True).add_suffix("_gold").assign(pair=pd.Series(pairs, dtype="Int64"))
    theirs = given.reset_index(drop=True).add_suffix("_predicted")
    demanded = ours[~ours["optional_gold"].astype(bool)].join(theirs, on="pair")
    return pd.concat([demanded, theirs.drop(index=list(pairs.values()))], ignore_index=True).drop(columns="pair")


def _stack(found: list[pd.DataFrame]) -> pd.DataFrame:
    table = pd.concat(found, ignore_index=True)
    is_gold, is_predicted = table["document_gold"].notna(), table["document_predicted"].notna()
    document = table["document_gold"].where(is_gold, table["document_predicted"])
    whole = {f"{place}_{side}": "Int64" for place in ("start", "end") for side in ("gold", "predicted")}
    return table.assign(document=document, is_gold=is_gold, is_predicted=is_predicted).astype(whole)


def _compare(pairs: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Tell of every pair whether a value is one that gold allows."""
    both = pairs["is_gold"] & pairs["is_predicted"]
    for column in columns:
        gold, given = (pairs[f"{column}_{side}"].fillna("") for side in ("gold", "predicted"))
        pairs[f"has_{column}"] = both & pd.Series([is_among(*pair) for pair in zip(given, gold)], index=pairs.index, dtype=bool)
    return pairs
