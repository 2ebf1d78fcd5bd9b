"""Rows of CSV, TSV, JSON and JSON Lines: which text is such a table, and the piece in each row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .metadata import TEXT_COLUMNS, find_column, find_metadata
from .plausibility import RejectedInput

DELIMITERS = ",\t;|"
MAX_CELL = 40  # characters of a column name; what is longer is a sentence
MAX_FIELD = 2**31 - 1  # characters in a cell; Python's own limit of 131,072 is less than a long feature
N_LINES_TRIED = 5  # lines of which one must be JSON; the first may be broken


class Piece(NamedTuple):
    """The text of a file or of one row, and its metadata under the names of Document."""

    text: str
    metadata: dict[str, str]
    row: str = ""  # number of the row or line, from 1


class BadPiece(NamedTuple):
    """A row that cannot be taken, and why."""

    row: str
    reason_code: str
    detail: str


def is_json(text: str) -> bool:
    """Tell whether a text is JSON, or JSON Lines.

    Examples
    --------
    >>> is_json('{"text": "影"}'), is_json("[图1] 影片的剧照")
    (True, False)
    """
    lines = [line for line in text[: 64 * 1024].split("\n") if line.strip()][:N_LINES_TRIED]
    return isinstance(_loaded(text), (dict, list)) or any(isinstance(_loaded(line), dict) for line in lines)


def is_csv(line: str, is_named_so: bool) -> bool:
    """Tell whether a text is a table by its first line; one not named .csv or .tsv must have a text column among others.

    Examples
    --------
    >>> is_csv("标题,正文", False), is_csv("标题,作者", False), is_csv("标题,作者", True), is_csv("他说,这部电影", False)
    (True, False, True, False)
    """
    cells = next(csv.reader([line], delimiter=_delimiter(line)), [])
    if any(len(cell) > MAX_CELL for cell in cells):
        return False
    has_text = bool(find_column(tuple(cells), TEXT_COLUMNS))
    return (len(cells) > 1 or has_text) if is_named_so else (len(cells) > 1 and has_text)


def read_csv(text: str) -> Iterator[Piece | BadPiece]:
    """Take the rows of a table whose first line names its columns.

    Raises
    ------
    RejectedInput
        `no_text_column`, naming those found and those allowed, or `corrupt`.

    Examples
    --------
    >>> list(read_csv("标题,正文,日期\\n雾港,一部短片,2025年\\n"))
    [Piece(text='一部短片', metadata={'title': '雾港', 'published_date': '2025', 'date_precision': 'year'}, row='1')]
    """
    csv.field_size_limit(MAX_FIELD)
    text = text.lstrip("\n")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.split("\n", 1)[0]), strict=True)
    try:
        names = next(rows)
    except csv.Error as error:
        raise RejectedInput("corrupt", f"line 1 of the table: {error}") from error
    if not find_column(tuple(names), TEXT_COLUMNS):
        raise _no_text_column(names)
    n = 0
    try:
        for row in filter(None, rows):
            n += 1
            if len(row) > len(names):
                yield BadPiece(
                    str(n), "corrupt", f"{len(row)} cells under {len(names)} columns, before line {rows.line_num + 1}; quote the text"
                )
            else:
                yield _piece(dict(zip(names, row, strict=False)), str(n))
    except csv.Error as error:
        yield BadPiece(str(n + 1), "corrupt", f"line {rows.line_num}: {error}; nothing from this row on was read")


def read_json(text: str, first_line: int = 0) -> Iterator[Piece | BadPiece]:
    """Take the objects of a JSON list (or of the list in an object), or one from each line.

    Parameters
    ----------
    text : str
        JSON or JSON Lines.
    first_line : int
        Lines before it in its file.

    Raises
    ------
    RejectedInput
        `no_text_column`, if no object has one.

    Examples
    --------
    >>> list(read_json('{"text": "一部短片"}\\n{"text": ""}', 0))
    [Piece(text='一部短片', metadata={}, row='1'), BadPiece(row='2', reason_code='empty', detail='nothing in column text')]
    """
    n_good = 0
    keys: list[str] = []
    for n, row in _json_rows(text, first_line):
        piece = _piece(row, str(n)) if isinstance(row, dict) else BadPiece(str(n), "corrupt", "not a JSON object")
        if isinstance(row, dict) and not keys:
            keys = list(row)
        n_good += not (isinstance(piece, BadPiece) and piece.reason_code == "no_text_column")
        yield piece
    if keys and not n_good:
        raise _no_text_column(keys)


def _json_rows(text: str, first_line: int) -> Iterator[tuple[int, object]]:
    whole = _loaded(text)
    if isinstance(whole, dict) and not find_column(tuple(whole), TEXT_COLUMNS):
        lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        whole = lists[0] if lists else whole
    if whole is not None:
        yield from enumerate(whole if isinstance(whole, list) else [whole], first_line + 1)
        return
    for n, line in enumerate(text.split("\n"), first_line + 1):
        if line.strip():
            yield n, _loaded(line)


def _loaded(text: str) -> Any:
    """Return what a JSON text says; None where it is none, which stands for no article either."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def _piece(row: Mapping[str, object], n: str) -> Piece | BadPiece:
    column = find_column(tuple(row), TEXT_COLUMNS)
    value = row.get(column)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if not column:
        return BadPiece(n, "no_text_column", _no_text_column(row).detail)
    if not isinstance(value, str) or not value.strip():
        return BadPiece(n, "empty", f"nothing in column {column.strip()}")
    return Piece(value, find_metadata(row), n)


def _no_text_column(names: Iterable[str]) -> RejectedInput:
    found = ", ".join(str(name) for name in names)[:200]
    return RejectedInput("no_text_column", f"found: {found}; allowed: {', '.join(TEXT_COLUMNS)}")
