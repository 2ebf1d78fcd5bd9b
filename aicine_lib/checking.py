"""Proofs that a corpus folder is sound: what `aicine check` says.

Schema (by frictionless, and by the codebook column by column), hashes, keys, the order of rows, offsets, texts and the leak
bound. Every check says what it looked at and, where it fails, how many rows and the first of them. What the tags are worth
is another question, which the gold codes answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .codebook import Column, Table, allowed_pattern, codes, load_codebook, tables
from .corpus import Corpus
from .datapackage import FILE_NAME
from .errors import CorpusError
from .leaks import MAX_RUN, has_chinese, longest_run
from .offsets import rows_at_fault, segment_faults, span_faults
from .tables import CSV
from .texts import iter_texts, text_sha256

FRICTIONLESS_ROWS = 200_000  # it reads 100,000 rows a second; larger corpora are checked by the codebook alone
SHORT = 6  # characters of a cell that no leak is looked for in: single terms
INFINITY = float("inf")
MOST_FAULTS = 20  # shown of one check


class Check(NamedTuple):
    """One proof: what was looked at, and the faults that were found."""

    name: str
    looked_at: str
    faults: list[str]


class CheckReport(NamedTuple):
    """All proofs of a corpus."""

    corpus: str
    checks: list[Check]

    @property
    def is_sound(self) -> bool:
        """Whether no fault was found."""
        return not any(check.faults for check in self.checks)

    def __str__(self) -> str:
        lines = [f"aicine check {self.corpus}"]
        for check in self.checks:
            lines.append(f"  {'FAIL' if check.faults else 'ok':<5}{check.name:<11}{check.looked_at}")
            lines += [f"         {fault}" for fault in check.faults[:MOST_FAULTS]]
            if len(check.faults) > MOST_FAULTS:
                lines.append(f"         and {len(check.faults) - MOST_FAULTS} more")
        n_faults = sum(len(check.faults) for check in self.checks)
        return "\n".join([*lines, "the corpus is sound" if not n_faults else f"the corpus has {n_faults} faults: build it anew"])


def check_corpus(where: str | Path | Corpus) -> CheckReport:
    """Prove that a corpus folder keeps the contract of its tables.

    Parameters
    ----------
    where : path or Corpus
        The corpus folder.

    Returns
    -------
    CheckReport
        Print it to read it; `is_sound` tells whether all is well.

    Raises
    ------
    CorpusError
        If the folder holds no corpus.

    Examples
    --------
    >>> check_corpus("data/sample/corpus").is_sound  # doctest: +SKIP
    True
    """
    corpus = where if isinstance(where, Corpus) else Corpus(where)
    checks: list[Check] = []
    for look, is_basis in _CHECKS:
        checks.append(look(corpus))
        if is_basis and checks[-1].faults:
            break  # what follows relies on it
    return CheckReport(str(corpus.folder), checks)


def _check_files(corpus: Corpus) -> Check:
    faults = []
    for name in tables():
        try:
            content = corpus.table_file(name).read_bytes()
            frame = getattr(corpus, name)
        except (OSError, CorpusError) as error:
            faults.append(str(error))
            continue
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != corpus.resource(name)["hash"]:
            faults.append(f"{name}: the file is not the one that was built: its sha256 differs from that in {FILE_NAME}")
        if len(frame) != corpus.n_rows(name):
            faults.append(f"{name}: {len(frame)} rows, but {FILE_NAME} says {corpus.n_rows(name)}")
    about = corpus.description["aicine"]
    if about["codebook_sha256"] != load_codebook().sha256:
        faults.append(f"built with another codebook (version {about['codebook_version']}) than the one here ({load_codebook().version})")
    return Check("files", f"{len(tables())} tables, their columns, rows and sha256; made by aicine {about['version']}", faults)


def _check_schema(corpus: Corpus) -> Check:
    n_rows = sum(map(corpus.n_rows, tables()))
    if any(corpus.table_file(name).suffix != f".{CSV}" for name in tables()) or n_rows > FRICTIONLESS_ROWS:
        return Check("schema", f"{n_rows:,} rows are more than frictionless is asked to read, or are Parquet: see columns and keys", [])
    import frictionless

    report = frictionless.validate(str(corpus.folder / FILE_NAME))
    return Check("schema", f"{n_rows:,} rows against {FILE_NAME}, by frictionless", [message for (message,) in report.flatten(["message"])])


def _check_columns(corpus: Corpus) -> Check:
    faults = [fault for table in tables().values() for column in table.columns for fault in _column_faults(corpus, table, column)]
    n_columns = sum(len(table.columns) for table in tables().values())
    return Check("columns", f"{n_columns} columns: required values, codes, patterns, bounds", faults)


def _column_faults(corpus: Corpus, table: Table, column: Column) -> Iterator[str]:
    frame = getattr(corpus, table.name)
    values = frame[column.name]
    is_text = column.type == "string"
    blank = values == "" if is_text else values.isna()
    if column.required:
        yield from rows_at_fault(frame, table.name, blank, f"have no {column.name}")
    distinct = pd.Series(values[~blank].unique())
    if column.codes and not column.joined:
        wrong = distinct[~distinct.isin(list(codes(column.codes)))]
    elif pattern := allowed_pattern(column):
        wrong = distinct[~distinct.str.fullmatch(pattern)]
    elif is_text or column.type == "boolean":
        return
    else:
        low, high = (bound if bound is not None else limit for bound, limit in ((column.minimum, -INFINITY), (column.maximum, INFINITY)))
        wrong = distinct[~distinct.between(low, high)]
    for value in wrong:
        yield from rows_at_fault(
            frame, table.name, values == value, f"have the value {value!r} in {column.name}, which the codebook does not allow"
        )


def _check_keys(corpus: Corpus) -> Check:
    faults = []
    for table in tables().values():
        frame = getattr(corpus, table.name)
        key = list(table.key)
        if key:
            faults += rows_at_fault(frame, table.name, frame.duplicated(key), f"repeat the {' + '.join(key)} of another")
            in_order = frame.sort_values(key, kind="stable").index.equals(frame.index)
            faults += [] if in_order else [f"{table.name}: rows are not sorted by {' + '.join(key)}"]
        for column in table.columns:
            if column.references:
                other, name = column.references.split(".")
                lost = ~frame[column.name].isin(getattr(corpus, other)[name]) & (frame[column.name] != "")
                faults += rows_at_fault(frame, table.name, lost, f"have a {column.name} that {other} does not hold")
    return Check("keys", "ids are unique and in order, and lead to a row", faults)


def _check_spans(corpus: Corpus) -> Check:
    return Check("offsets", "spans lie inside their articles, names and figures inside their sentences", span_faults(corpus))


def _check_segments(corpus: Corpus) -> Check:
    what = f"segments make up every reading text; {corpus.documents['n_chars'].sum():,} source characters accounted for"
    return Check("segments", what, segment_faults(corpus))


def _check_counts(corpus: Corpus) -> Check:
    by_article = (
        corpus.sentences.groupby("article_id")["n_tokens"].agg(["size", "sum"]).reindex(corpus.articles["article_id"], fill_value=0)
    )
    faults = []
    for column, found in (("n_sentences", "size"), ("n_tokens", "sum")):
        differ = corpus.articles[column] != by_article[found].to_numpy()
        faults += rows_at_fault(corpus.articles, "articles", differ, f"have another {column} than their sentences tell")
    return Check("counts", "articles agree with their sentences", faults)


def _check_texts(corpus: Corpus) -> Check:
    hashes = dict(zip(corpus.documents["document_id"], corpus.documents["text_sha256"], strict=True))
    faults, n_texts = [], 0
    for document_id, text in iter_texts(corpus.folder):
        n_texts += 1
        if document_id not in hashes:
            faults.append(f"texts/{document_id}: no document of this corpus")
        elif hashes[document_id] != text_sha256(text):
            faults.append(f"texts/{document_id}: not the text that the tables were made from")
    return Check("texts", f"{n_texts} of {len(hashes)} beside the tables, by sha256", faults)


def _check_leaks(corpus: Corpus) -> Check:
    """Cells that repeat the source are short; with the texts, the longest run of an article in its own rows is measured."""
    printed = [(table.name, column.name) for table in tables().values() for column in table.columns if column.printed]
    faults, by_document = [], dict[str, set[str]]()
    longest = 0
    home = corpus.articles.set_index("article_id")["document_id"]
    for table, column in printed:
        frame = getattr(corpus, table)
        cells = frame[frame[column].str.len() > SHORT][["article_id", column]].drop_duplicates()
        cells = cells[cells[column].map(has_chinese).astype(bool)]
        too_long = cells[column].str.len() > MAX_RUN
        faults += rows_at_fault(cells, table, too_long, f"have more than {MAX_RUN} characters in {column}")
        longest = max(longest, int(cells[column].str.len().max()) if len(cells) else 0)
        for document_id, cell in zip(cells["article_id"].map(home), cells[column], strict=True):
            by_document.setdefault(document_id, set()).add(cell)
    run, searched = "", False
    for document_id, text in iter_texts(corpus.folder):
        searched = True
        run = longest_run(sorted(by_document.get(document_id, ())), text, max(len(run), SHORT)) or run
    if len(run) > MAX_RUN:
        faults.append(f"a run of {len(run)} characters of the source stands in the tables")
    measured = f"max_run {len(run) or f'at most {SHORT}'}" if searched else "max_run is measured where the texts are"
    return Check(
        "leaks", f"longest cell that repeats the source {longest or f'at most {SHORT}'} characters, {measured}, bound {MAX_RUN}", faults
    )


_CHECKS: tuple[tuple[Callable[[Corpus], Check], bool], ...] = (
    (_check_files, True),
    (_check_schema, False),
    (_check_columns, True),
    (_check_keys, True),
    (_check_spans, False),
    (_check_segments, False),
    (_check_counts, False),
    (_check_texts, False),
    (_check_leaks, False),
)  # and whether later ones rely on it
