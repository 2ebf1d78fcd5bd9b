"""Parts of a corpus while it is being built: every worker writes its own, then all are merged in the order of ids.

A part is a folder of Arrow files: the tables of some documents, how many rows each document has in each table, and the
decoded texts. Merging takes a fixed number of documents at a time, so its memory does not grow with the corpus (parts are
mapped, not read; made for up to some hundred parts), and what comes out does not depend on how the work was divided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .articles import Reject
from .codebook import tables
from .tables import Columns
from .tagging import SIGNATURES

COUNTS, TEXTS = "counts", "texts"
SIGNATURE_SCHEMA = pa.schema([("n_letters", pa.int64()), ("minhash", pa.binary()), ("sentences", pa.binary())])  # reprints.Signature
TEXT_SCHEMA = pa.schema([("document_id", pa.string()), ("text", pa.string())])
MERGE_DOCUMENTS = 2_000  # documents merged at a time, and the row group of a Parquet file: about 100 MB of tables


class Plan(NamedTuple):
    """The documents in their final order: the part each stands in, and its row there."""

    part: NDArray[np.int64]
    row: NDArray[np.int64]
    n_bytes: int  # size of their files


class _Found(NamedTuple):
    """A document of a part."""

    document_id: str
    file_name: str
    sha256: str
    n_bytes: int
    part: int
    row: int


def content_tables() -> list[str]:
    """Return the names of the tables that are made document by document (all but rejects)."""
    return [name for name in tables() if name != "rejects"]


def write_part(
    folder: Path,
    columns: Mapping[str, Columns],
    counts: Mapping[str, Sequence[int]],
    signatures: Sequence[tuple[object, ...]],
    texts: Sequence[str],
) -> None:
    """Write the tables of some documents.

    Parameters
    ----------
    folder : Path
        A new folder.
    columns : mapping of str to Columns
        Every table but rejects, documents one after the other, in the order of their ids.
    counts : mapping of str to sequence of int
        Per table, the number of rows of each document.
    signatures : sequence of Signature
        One per article, in the order of the table articles.
    texts : sequence of str
        The decoded text of each document; empty where texts are not kept.
    """
    folder.mkdir()
    for name in content_tables():
        _write(folder / name, columns[name].to_table())
    _write(folder / COUNTS, pa.table({name: pa.array(counts[name], pa.int64()) for name in content_tables()}))
    _write(folder / SIGNATURES, pa.table([[*column] for column in zip(*signatures)], schema=SIGNATURE_SCHEMA))
    if texts:
        ids = columns["documents"].values[0]
        _write(folder / TEXTS, pa.Table.from_arrays([pa.array(ids), pa.array(texts)], schema=TEXT_SCHEMA))


def plan_merge(folder: Path) -> tuple[Plan, list[Reject]]:
    """Put the documents of all parts in order and set duplicates aside.

    Parameters
    ----------
    folder : Path
        The folder that holds the parts.

    Returns
    -------
    (Plan, list of Reject)
        Of documents with the same bytes, the one whose file name comes first is kept; each other one is a reject.
    """
    found = []
    for number, part in enumerate(_parts(folder)):
        documents = _read(part / "documents").select(["document_id", "file_name", "sha256", "n_bytes"]).to_pylist()
        found += [_Found(**facts, part=number, row=row) for row, facts in enumerate(documents)]
    kept: list[_Found] = []
    rejects = []
    for entry in sorted(found, key=_final_order):
        if kept and kept[-1].document_id == entry.document_id:
            rejects.append(_turned_away(entry, kept[-1]))
        else:
            kept.append(entry)
    parts, rows = (np.array([getattr(each, field) for each in kept], np.int64) for field in ("part", "row"))
    return Plan(parts, rows, sum(each.n_bytes for each in kept)), rejects


def merge(folder: Path, name: str, plan: Plan) -> Iterator[pa.Table]:
    """Yield one table of all parts in the order of the plan, some thousand documents at a time.

    Parameters
    ----------
    folder : Path
        The folder that holds the parts.
    name : str
        A table of the codebook other than rejects, or TEXTS, or SIGNATURES.
    plan : Plan
        What plan_merge returned.

    Yields
    ------
    pyarrow.Table
        The rows of the next documents.
    """
    parts = _parts(folder)
    pieces = [_read(part / name) for part in parts]
    counted = {TEXTS: "documents", SIGNATURES: "articles"}.get(name, name)
    offsets = [np.concatenate([[0], np.cumsum(_read(part / COUNTS)[counted].to_numpy())]) for part in parts]
    for first in range(0, len(plan.part), MERGE_DOCUMENTS):
        chunk = slice(first, first + MERGE_DOCUMENTS)
        yield _gather(pieces, offsets, plan.part[chunk], plan.row[chunk])


def _gather(
    pieces: Sequence[pa.Table], offsets: Sequence[NDArray[np.int64]], parts: NDArray[np.int64], rows_in_part: NDArray[np.int64]
) -> pa.Table:
    """Documents of a part are sorted, so those of a chunk stand together in it: cut them out, then put rows in order."""
    starts, lengths = np.zeros((2, len(parts)), np.int64)
    cuts, base = [], 0
    for part in np.unique(parts):
        here = parts == part
        rows, offset = rows_in_part[here], offsets[part]
        low, high = offset[rows.min()], offset[rows.max() + 1]
        cuts.append(pieces[part].slice(low, high - low))
        starts[here] = base + offset[rows] - low
        lengths[here] = offset[rows + 1] - offset[rows]
        base += high - low
    ends = np.cumsum(lengths)
    return pa.concat_tables(cuts).combine_chunks().take(np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths))


def _final_order(entry: _Found) -> tuple[str, str, int]:
    """By id, then name, rows of one file by their number: a.csv#2 before a.csv#10."""
    file, _, row = entry.file_name.rpartition("#")
    return (entry.document_id, file, int(row)) if row.isdecimal() else (entry.document_id, entry.file_name, 0)


def _turned_away(entry: _Found, kept: _Found) -> Reject:
    if entry.sha256 == kept.sha256:
        return Reject(entry.file_name, "duplicate", f"the same bytes as {kept.file_name}")
    return Reject(
        entry.file_name, "internal_error", f"document_id {entry.document_id} is also that of {kept.file_name}, whose bytes differ"
    )


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _write(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, table.schema) as writer:
        writer.write_table(table)


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as stream:
        return pa.ipc.open_file(stream).read_all()
