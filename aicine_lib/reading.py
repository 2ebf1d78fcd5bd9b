"""Paths to documents: which inputs there are, what is in each, and what is not taken and why.

Every input ends as a document or as a reject, and a reject never stops the others. Files are told apart by their bytes; a
file that comes twice is read once. Line ends are \\n in every format. Decoding is decoding.py's, formats are formats.py's
business, outlets and dates metadata.py's; what stands where inside a text is the layout's.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from .articles import Document, Reject
from .formats import Parsed, parse, sniff_bytes
from .inputs import Source, list_inputs, list_members, read_bytes
from .metadata import MetadataTable, apply_metadata, load_metadata
from .plausibility import RejectedInput, check_chinese, count_lost
from .rows import BadPiece, Piece

__all__ = [
    "REASONS",
    "REASON_CODES",
    "Source",
    "apply_metadata",
    "list_inputs",
    "load_metadata",
    "read",
    "read_source",
    "reject_duplicates",
]

REASONS = {
    "empty": "no bytes, only white space, or no rows",
    "too_short": "fewer than 30 Chinese characters",
    "not_chinese": "mostly in another language",
    "mojibake": "decoded wrongly before it was saved (锟斤拷, ä¸­æ–‡), or with characters lost",
    "undecodable": "no encoding gives plausible Chinese, or a byte is broken",
    "mixed_encodings": "parts in different encodings",
    "binary": "no text file (NUL or many control bytes)",
    "unsupported_format": "a format that is not read; the detail names it",
    "corrupt": "a damaged file, or a row that breaks its format",
    "encrypted": "needs a password",
    "too_large": "above the limits of formats.py, or a zip bomb",
    "no_main_text": "a web page without running text",
    "no_text_column": "a table without a column for the text",
    "no_text_layer": "a PDF of pictures",
    "unreadable": "cannot be opened: permissions, a broken link, a device",
    "duplicate": "the same bytes as an earlier input",
    "hidden": "a hidden or system file in a folder or an archive",
    "linked_folder": "a link to a folder, not followed",
    "metadata_table": "read as the table of outlets and dates, not as an article",
    "truncated_tail": "of an accepted document: a last character, cut in two, was left out",
    "damaged_text": "of an accepted document: one or two places hold replaced characters",
}
REASON_CODES = tuple(REASONS)


class _Keyed(Protocol):
    """What duplicates are told by."""

    @property
    def sha256(self) -> str: ...
    @property
    def file_name(self) -> str: ...


_Read = TypeVar("_Read", bound=_Keyed)


def read(paths: str | Path | Iterable[str | Path], metadata: str | Path | None = None) -> Iterator[Document | Reject]:
    """Read all inputs in the order of their names.

    Parameters
    ----------
    paths : path or paths
        Files, folders, patterns (``texts/*.txt``, ``**`` too), .zip archives.
    metadata : path, optional
        A table for :func:`load_metadata`; else a ``metadata.csv`` beside the files is taken, or in a folder above, below the folder given.

    Yields
    ------
    Document or Reject
        At least one of them for each input; a table gives one for each row.

    Raises
    ------
    InputError
        If a path is missing or the metadata table is wrong.

    Examples
    --------
    >>> from aicine_lib.paths import SAMPLE
    >>> sorted({type(result).__name__ for result in read(SAMPLE / "texts")})
    ['Document', 'Reject']
    """
    sources = list_inputs(paths, metadata)
    return reject_duplicates(result for source in sources for result in read_source(source))


def read_source(source: Source) -> list[Document | Reject]:
    """Read one input.

    Returns
    -------
    list of Document and Reject
        Never empty. A document that was accepted with a defect has a reject row of its name beside it (`truncated_tail`,
        `damaged_text`), so that nothing is left out silently.

    Examples
    --------
    >>> read_source(Source("a/.hidden", ".hidden", "a", reason_code="hidden", detail="a hidden file"))
    [Reject(file_name='.hidden', reason_code='hidden', detail='a hidden file')]
    """
    if source.reason_code:
        return [Reject(source.name, source.reason_code, source.detail)]
    try:
        data = read_bytes(source)
        if not source.member and sniff_bytes(data) == "zip":  # an archive under another name
            return [result for member in list_members(source) for result in read_source(member)]
        parsed = parse(data, source.member or source.path, source.first_line)
    except RejectedInput as rejected:
        return [Reject(source.name, rejected.reason_code, rejected.detail)]
    results = [result for piece in parsed.pieces for result in _results(piece, parsed, source.name, data)]
    assert len({result.file_name for result in results}) == len(parsed.pieces), f"{source.name}: a piece was lost"
    table = _table(source.metadata, os.stat(source.metadata).st_mtime_ns) if source.metadata else {}
    return [apply_metadata(result, table) if isinstance(result, Document) else result for result in results]


def reject_duplicates(results: Iterable[_Read | Reject]) -> Iterator[_Read | Reject]:
    """Replace each document whose sha256 came before by a reject that names the first.

    Give it all results in the order of :func:`list_inputs`: then it does not matter which process read which. Rows of the
    documents table do as well, or anything else with `sha256` and `file_name`.

    Examples
    --------
    >>> one, two = (Document("0" * 12, name, "0" * 64, 9, "影", "utf-8", "text") for name in ("a.txt", "b.txt"))
    >>> list(reject_duplicates([one, two]))[1]
    Reject(file_name='b.txt', reason_code='duplicate', detail='the same bytes as a.txt')
    """
    first: dict[str, str] = {}
    for result in results:
        if not isinstance(result, Reject):
            name = first.setdefault(result.sha256, result.file_name)
            if name != result.file_name:
                yield Reject(result.file_name, "duplicate", f"the same bytes as {name}")
                continue
        yield result


def _results(piece: Piece | BadPiece, parsed: Parsed, source_name: str, data: bytes) -> Iterator[Document | Reject]:
    """Turn a piece into a document, with a reject beside it where it has a defect, or into a reject."""
    name = f"{source_name}#{piece.row}" if piece.row else source_name
    if isinstance(piece, BadPiece):
        yield Reject(name, piece.reason_code, piece.detail)
        return
    try:
        yield _document(piece, parsed, name, data)
    except RejectedInput as rejected:
        yield Reject(name, rejected.reason_code, rejected.detail)
        return
    n_lost = count_lost(piece.text)
    if n_lost:
        yield Reject(name, "damaged_text", f"{n_lost} places with replaced characters (U+FFFD, 锟斤拷 …); the rest is taken")
    if parsed.n_dropped and piece is parsed.pieces[-1]:
        yield Reject(
            name,
            "truncated_tail",
            f"the file ends inside a character; {parsed.n_dropped} bytes left out, and the text may go on in the original",
        )


def _document(piece: Piece, parsed: Parsed, name: str, data: bytes) -> Document:
    from .script import detect_script

    text = piece.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in piece.text else piece.text
    check_chinese(text)
    try:
        content = text.encode("utf-8") if piece.row else data
    except UnicodeEncodeError as error:
        raise RejectedInput("undecodable", f"half a character (a lone surrogate) at character {error.start}") from error
    sha256 = hashlib.sha256(content).hexdigest()
    return Document(
        document_id=sha256[:16], file_name=name, sha256=sha256, n_bytes=len(content), text=text, encoding=parsed.encoding,
        format=parsed.format, script=detect_script(text), encoding_confidence=parsed.confidence, **piece.metadata,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _table(path: str, changed: int) -> MetadataTable:
    """Load a table once for all its documents, and again when it changed."""
    return load_metadata(path)
