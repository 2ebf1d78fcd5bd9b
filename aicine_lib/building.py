"""Many documents into a corpus folder: shards of files over processes, parts merged by id, the folder put in place at once.

The same inputs give the same bytes with any number of workers and in any order. Every input ends as a document or as a row
of rejects; one that fails never stops the others. Made for corpora up to some ten gigabytes on one machine.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from . import __version__, paths
from .articles import Reject
from .datapackage import TableFile, datapackage, write_datapackage
from .errors import AicineError, InputError
from .lexicon import USER_FOLDER_VARIABLE
from .outputs import check_apart, new_folder
from .parts import TEXTS, Plan, content_tables, merge, plan_merge
from .processes import Run, run_over
from .reading import Source, list_inputs
from .reprints import Signature, find_stories
from .shards import Job, divide, source_size, tag_shard
from .tables import CSV, FORMATS, PARQUET, Columns, write_table
from .tagging import SIGNATURES
from .texts import carry_texts, write_texts

if TYPE_CHECKING:
    from .corpus import Corpus

PARQUET_BYTES = 20 << 20  # source bytes from which tables are Parquet; below, CSV opens in any program and reads as fast
MOST_REJECTS = 5  # named in an error


def build_corpus(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    metadata: str | Path | None = None,
    progress: bool = True,
    table_format: str | None = None,
    texts: bool = True,
) -> Corpus:
    """Tag articles into a corpus folder.

    Parameters
    ----------
    inputs : path or iterable of paths
        Files, folders, globs, .zip; see :mod:`aicine_lib.reading`.
    out : path
        The corpus folder. One that is there is replaced if it holds an aicine corpus and nothing else.
    workers : int, default 1
        Number of processes. A script that asks for more than one must call this under ``if __name__ == "__main__":``.
    metadata : path, optional
        A CSV table of outlets and dates by sha256 or file_name; else a ``metadata.csv`` beside the files.
    progress : bool, default True
        Show a progress bar on a terminal.
    table_format : {"csv", "parquet"}, optional
        Where left out, CSV, and Parquet from 20 MB of source files.
    texts : bool, default True
        Keep the decoded texts beside the tables, for concordances. Where False, texts that are there already stay.

    Returns
    -------
    Corpus
        The corpus that was built; its table `rejects` names what was not taken and why.

    Raises
    ------
    InputError
        If nothing at all could be taken. Nothing is written then.
    OutputError
        If `out` cannot be written to or holds something else.

    Examples
    --------
    >>> corpus = build_corpus("my_articles/", "my_corpus/", workers=4)  # doctest: +SKIP
    """
    from .corpus import Corpus  # reading a corpus is not needed where workers make its tables

    if table_format not in (None, *FORMATS):
        raise InputError(f"table format {table_format!r} must be one of {', '.join(FORMATS)}")
    out = Path(out)
    sources = list_inputs(inputs, metadata)
    if not sources:
        raise InputError(f"there is no file in {inputs if isinstance(inputs, (str, Path)) else ', '.join(map(str, inputs))}")
    check_apart(out, (source.path for source in sources))
    with new_folder(out) as work:
        job = Job(work / "parts", texts)
        job.parts.mkdir()
        shards = list(divide(sources))
        with run_over(min(workers, len(shards))) as run:
            n_results, rejects = _tag(shards, job, run, progress)
            _write_corpus(work, job, n_results, rejects, table_format, run)
        if not texts:
            carry_texts(out, work / "corpus")
    return Corpus(out)


def lexicon_sha256() -> str:
    """Return the hash of everything the taggers look up: names and contents of our files, then of the user's."""
    folders = [paths.LEXICON, paths.DATA / "script"]
    if user := os.environ.get(USER_FOLDER_VARIABLE):
        folders.append(Path(user))
    digest = hashlib.sha256()
    for path in chain.from_iterable(sorted(folder.glob("*.*")) for folder in folders):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _tag(shards: Sequence[list[Source]], job: Job, run: Run, progress: bool) -> tuple[int, list[Reject]]:
    """Tag all shards; return how many documents and rejects reading gave, and the rejects."""
    from tqdm import tqdm  # workers show no bar

    n_bytes = sum(source_size(source) for shard in shards for source in shard)
    n_results, rejects = 0, []
    with tqdm(total=n_bytes, unit="B", unit_scale=True, desc="tagging", leave=False, disable=None if progress else True) as bar:
        for outcome in run(partial(tag_shard, job), list(enumerate(shards))):
            n_results += outcome.n_results
            rejects += outcome.rejects
            bar.update(outcome.n_bytes)
    return n_results, rejects


def _write_corpus(work: Path, job: Job, n_results: int, rejects: list[Reject], table_format: str | None, run: Run) -> None:
    """Merge the parts into the tables of the corpus folder."""
    plan, duplicates = plan_merge(job.parts)
    rejects = sorted(rejects + duplicates)
    if n_results != len(plan.part) + len(rejects):
        raise AicineError(
            f"{n_results} inputs, but {len(plan.part)} documents and {len(rejects)} rejects: a fault of aicine, please report it"
        )
    if not len(plan.part):
        raise InputError(f"nothing could be taken, nothing was written: {_list_rejects(rejects)}")
    corpus = work / "corpus"
    chosen = table_format or (PARQUET if plan.n_bytes >= PARQUET_BYTES else CSV)
    stories = _find_stories(job.parts, plan)
    names = (*reversed(content_tables()), *([TEXTS] if job.texts else []))
    tasks = [(job.parts, corpus, name, plan, chosen, stories if name == "articles" else None) for name in names]
    files = {file.name: file for file in run(write_merged, tasks) if file is not None}
    turned_away = Columns("rejects")
    turned_away.add(rejects)
    files["rejects"] = write_table(corpus, "rejects", [turned_away.to_table()], chosen)
    write_datapackage(corpus, datapackage(files, version=__version__, lexicon_sha256=lexicon_sha256()))


def write_merged(parts: Path, corpus: Path, name: str, plan: Plan, table_format: str, stories: pa.Table | None) -> TableFile | None:
    """Merge one table (or the texts) of all parts into its file; runs in a worker."""
    pieces = merge(parts, name, plan)
    if name == TEXTS:
        write_texts(corpus, pieces, table_format)
        return None
    return write_table(corpus, name, pieces if stories is None else _with_columns(pieces, stories), table_format)


def _find_stories(parts: Path, plan: Plan) -> pa.Table:
    """Find the reprints among all articles: the columns story_id and reprint, in the order of the table articles."""
    ids = [each for piece in merge(parts, "articles", plan) for each in piece["article_id"].to_pylist()]
    pieces = (zip(*(column.to_pylist() for column in piece.columns)) for piece in merge(parts, SIGNATURES, plan))
    stories = find_stories(ids, list(starmap(Signature, chain.from_iterable(pieces))))
    return pa.table([[*column] for column in zip(*stories)], schema=pa.schema([("story_id", pa.string()), ("reprint", pa.string())]))


def _with_columns(pieces: Iterable[pa.Table], columns: pa.Table) -> Iterator[pa.Table]:
    """Put other columns in the place of those of the same name, row by row."""
    done = 0
    for piece in pieces:
        for name in columns.column_names:
            piece = piece.set_column(piece.schema.get_field_index(name), name, columns[name].slice(done, len(piece)))
        done += len(piece)
        yield piece


def _list_rejects(rejects: Sequence[Reject]) -> str:
    """Say what was turned away, the first few by name."""
    named = "; ".join(f"{name}: {reason} ({detail})" for name, reason, detail in rejects[:MOST_REJECTS])
    return named + (f"; and {len(rejects) - MOST_REJECTS} more" if len(rejects) > MOST_REJECTS else "")
