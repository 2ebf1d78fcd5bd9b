"""A shard of a build: some sources read, tagged and written as parts. This is what a worker does.

One that fails never stops the others: it becomes a reject that names the kind of error.
"""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from . import paths
from .articles import Document, Reject
from .codebook import tables
from .errors import AicineError
from .parts import content_tables, write_part
from .reading import Source, read_source
from .tables import Columns
from .tagging import SIGNATURES, Rows, tag_documents
from .texts import text_sha256

SHARD_BYTES = 4 << 20  # about half a second of tagging: enough to outweigh handing the task over
SHARD_FILES = 2_000
MEMBER_BYTES = 8 << 10  # an article of 2,700 characters
TOGETHER_CHARS = 1 << 18  # tagged together: enough to keep each tagger's automaton warm
PART_CHARS = 4 << 20  # a part is held as Python values while it is made: some 100 MB


class Job(NamedTuple):
    """What every shard of a build needs to know."""

    parts: Path
    texts: bool


class Outcome(NamedTuple):
    """What became of a shard."""

    n_results: int  # documents and rejects that reading gave
    n_bytes: int
    rejects: list[Reject]


def divide(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Divide sources into shards of about equal work."""
    shard: list[Source] = []
    n_bytes = 0
    for source in sources:
        shard.append(source)
        n_bytes += source_size(source)
        if n_bytes >= SHARD_BYTES or len(shard) >= SHARD_FILES:
            yield shard
            shard, n_bytes = [], 0
    if shard:
        yield shard


def tag_shard(job: Job, number: int, sources: Sequence[Source]) -> Outcome:
    """Read and tag some sources, and write what comes out as parts; runs in a worker."""
    results = list(chain.from_iterable(map(_read, sources)))
    documents = [result for result in results if isinstance(result, Document)]
    rejects = [result for result in results if isinstance(result, Reject)]
    for count, batch in enumerate(_batches(documents, PART_CHARS)):
        with _collector_paused():
            rejects += _tag_batch(job.parts / f"{number:06}-{count:06}", batch, job.texts)
    return Outcome(len(results), sum(map(source_size, sources)), rejects)


def source_size(source: Source) -> int:
    """Bytes to read, for dividing the work and for the progress bar; a guess for a member of a .zip."""
    if source.end:
        return source.end - source.start
    try:
        return MEMBER_BYTES if source.member else os.path.getsize(source.path)
    except OSError:
        return 0  # reading it will say what is wrong


def document_row(document: Document) -> tuple[object, ...]:
    """Return a document's row of the table documents."""
    d = document
    return (d.document_id, d.file_name, d.sha256, d.n_bytes, len(d.text), d.encoding, d.format, d.script, d.outlet,
            d.published_date, d.date_precision, d.url, round(d.encoding_confidence, 3), text_sha256(d.text))  # fmt: skip


def _read(source: Source) -> list[Document | Reject]:
    try:
        return read_source(source)
    except AicineError:  # the lexicon, or the table of metadata: no fault of this input
        raise
    except Exception as error:  # one input must never stop the others; it is named in rejects
        return [_crash(source.name, error)]


def _batches(documents: Sequence[Document], chars: int) -> Iterator[list[Document]]:
    batch: list[Document] = []
    n_chars = 0
    for document in documents:
        batch.append(document)
        n_chars += len(document.text)
        if n_chars >= chars:
            yield batch
            batch, n_chars = [], 0
    if batch:
        yield batch


def _tag_batch(folder: Path, batch: list[Document], texts: bool) -> list[Reject]:
    """Tag documents in the order of their ids, write them as one part, and return those that failed."""
    names = content_tables()
    columns = {name: Columns(name) for name in names}
    counts: dict[str, list[int]] = {name: [] for name in names}
    kept: list[str] = []
    signatures: list[tuple[object, ...]] = []
    rejects: list[Reject] = []
    for document, tagged in _tagged(sorted(batch, key=lambda each: (each.document_id, each.file_name))):
        if isinstance(tagged, Reject):
            rejects.append(tagged)
            continue
        tagged["documents"] = [document_row(document)]
        for name in names:
            columns[name].add(_in_order(name, tagged[name]))
            counts[name].append(len(tagged[name]))
        kept.append(document.text)
        signatures += tagged[SIGNATURES]
    if kept:
        write_part(folder, columns, counts, signatures, kept if texts else ())
    return rejects


def _tagged(documents: Sequence[Document]) -> Iterator[tuple[Document, Rows | Reject]]:
    """Tag documents some at a time; where that fails, one by one, so that only the one at fault is lost."""
    for some in _batches(documents, TOGETHER_CHARS):
        try:
            yield from zip(some, tag_documents(some))
        except AicineError:
            raise
        except Exception:  # as in _read; which of them failed shows when each is tagged alone
            yield from ((document, _tag_alone(document)) for document in some)


def _tag_alone(document: Document) -> Rows | Reject:
    try:
        return tag_documents([document])[0]
    except AicineError:
        raise
    except Exception as error:
        return _crash(document.file_name, error)


@cache
def _place_column() -> int:
    return [column.name for column in tables()["segments"].columns].index("source_start")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause Python's search for reference cycles: it costs a tenth of the time among millions of rows that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _in_order(name: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows of one document by id, segments by place; terms, which are many, come in order from the tagger."""
    if name == "terms":
        return rows
    return sorted(rows, key=itemgetter(_place_column() if name == "segments" else 0))


def _crash(file_name: str, error: Exception) -> Reject:
    """Name the kind of error and where it arose; its message is left out, for it may repeat words of the source."""
    home = paths.ROOT / "aicine_lib"
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(home)]
    place = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return Reject(file_name, "internal_error", f"{type(error).__name__}{place}")
