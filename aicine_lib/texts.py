"""Texts beside the tables: the decoded sources as they were read, and the reading texts that segments make of them.

They live in the folder texts/ of a corpus, which is never part of a release: one file a document, or one Parquet file where
the tables are Parquet. What a text must be is told by its sha256 in the table documents.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from pyarrow import parquet

from .articles import Reject
from .errors import CorpusError
from .parts import TEXT_SCHEMA
from .tables import CSV, read_table, table_path

FOLDER = "texts"
LARGE = "texts.parquet"


def text_sha256(text: str) -> str:
    """Return the hash of a decoded text, as the table documents holds it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def write_texts(corpus: Path, pieces: Iterable[pa.Table], table_format: str) -> None:
    """Write decoded texts (document_id, text) into a corpus folder."""
    if table_format == CSV:
        for document_id, text in _pairs(pieces):
            write_text(corpus, document_id, text)
        return
    (corpus / FOLDER).mkdir()
    with parquet.ParquetWriter(corpus / FOLDER / LARGE, TEXT_SCHEMA, compression="zstd", store_schema=False) as writer:
        for piece in pieces:
            writer.write_table(piece)


def iter_texts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield document_id and decoded text of every text beside a corpus, in the order of ids."""
    folder = corpus / FOLDER
    if (folder / LARGE).exists():
        with parquet.ParquetFile(folder / LARGE) as large:
            yield from _pairs(pa.Table.from_batches([batch]) for batch in large.iter_batches(batch_size=1000))
    for path in sorted(folder.glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8")


def has_texts(corpus: Path) -> bool:
    """Tell whether any text is beside a corpus."""
    return next((corpus / FOLDER).glob("*.*"), None) is not None


def text_hashes(corpus: Path) -> dict[str, str]:
    """Return the text_sha256 of every document of a corpus."""
    documents = read_table(table_path(corpus, "documents"), "documents")
    return dict(zip(documents["document_id"].to_pylist(), documents["text_sha256"].to_pylist(), strict=True))


def carry_texts(old: Path, new: Path) -> None:
    """Take over from a corpus folder the texts that are those of another's documents too."""
    hashes = text_hashes(new)
    for document_id, text in iter_texts(old):
        if hashes.get(document_id) == text_sha256(text):
            write_text(new, document_id, text)


def write_text(corpus: Path, document_id: str, text: str) -> None:
    """Put one text beside the tables."""
    (corpus / FOLDER).mkdir(exist_ok=True)
    (corpus / FOLDER / f"{document_id}.txt").write_bytes(text.encode("utf-8"))


class ReadingText(NamedTuple):
    """The reading text of an article, and where its pieces stand in the source."""

    article_id: str
    text: str
    starts: list[int]  # of the pieces in the reading text
    source_starts: list[int]

    def source_offset(self, offset: int) -> int:
        """Return the place in the source of a character of the reading text."""
        piece = bisect_right(self.starts, offset) - 1
        return self.source_starts[piece] + offset - self.starts[piece]


def reading_texts(corpus: Path) -> Iterator[ReadingText]:
    """Yield the reading text of every article whose source is beside the tables.

    Parameters
    ----------
    corpus : Path
        The corpus folder.

    Raises
    ------
    CorpusError
        If no text is beside the tables.
    """
    if not has_texts(corpus):
        raise CorpusError(
            f"the texts are not beside the tables in {corpus}: run aicine texts FILE... --corpus {corpus} with your copies of the files"
        )
    pieces: dict[str, dict[str, list[tuple[int, int, int]]]] = {}
    rows = read_table(table_path(corpus, "segments"), "segments").select(
        ["document_id", "article_id", "start", "source_start", "source_end"]
    )
    for document_id, article_id, start, low, high in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        if article_id:
            pieces.setdefault(document_id, {}).setdefault(article_id, []).append((start, low, high))
    for document_id, text in iter_texts(corpus):
        for article_id, places in pieces.get(document_id, {}).items():
            starts, lows, highs = map(list, zip(*sorted(places), strict=True))
            yield ReadingText(article_id, "".join(map(text.__getitem__, map(slice, lows, highs))), starts, lows)


class Placed(NamedTuple):
    """What became of the files given to place_texts."""

    document_ids: list[str]
    unknown: list[str]  # what matches no document of the corpus, by name


def place_texts(corpus: Path, files: Iterable[str | Path]) -> Placed:
    """Put a user's copies of the sources beside the tables, each checked by its sha256.

    Parameters
    ----------
    corpus : Path
        The corpus folder.
    files : iterable of paths
        Files or folders that hold the sources, under any names.

    Returns
    -------
    Placed
        The documents whose text is there now, and what was not recognised.

    Raises
    ------
    CorpusError
        If a file is the right one, but is read as another text than the tables were made from.
    """
    from .reading import list_inputs, read_source  # readers of formats are not needed to look at a corpus

    table = read_table(table_path(corpus, "documents"), "documents")
    wanted = {row["sha256"]: row for row in table.select(["sha256", "document_id", "text_sha256"]).to_pylist()}
    placed, unknown = [], []
    for result in chain.from_iterable(map(read_source, list_inputs(list(files)))):
        row = wanted.get(getattr(result, "sha256", ""))
        if row is None or isinstance(result, Reject):
            unknown.append(result.file_name)
            continue
        if row["text_sha256"] != text_sha256(result.text):
            raise CorpusError(
                f"{result.file_name} is the right file, but this aicine reads it otherwise than the one that built {corpus}; build it anew"
            )
        write_text(corpus, row["document_id"], result.text)
        placed.append(row["document_id"])
    return Placed(placed, unknown)


def _pairs(pieces: Iterable[pa.Table]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        yield from zip(piece["document_id"].to_pylist(), piece["text"].to_pylist(), strict=True)
