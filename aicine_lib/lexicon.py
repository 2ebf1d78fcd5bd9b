"""The lexicon: CSV tables of names and words, loaded and checked at the door.

Every list that a tagger works with is a CSV file under data/lexicon, so that a reader can open it and a user can add to
it: a folder given as argument or in the environment variable AICINE_LEXICON holds files of the same names, and their
rows are merged over ours. This module knows the shape of tables and of names; what the other lists mean is
their taggers' business.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .errors import LexiconError

USER_FOLDER_VARIABLE = "AICINE_LEXICON"
NAME_TABLES = {
    "tools": "tool",
    "films": "film",
    "persons": "person",
    "organisations": "org",
    "events": "event",
    "works": "work",
}  # file stem: type of mention
NAME_COLUMNS = ("name", "aliases", "owner", "country", "valid_from", "valid_to", "context", "note", "source")
CONTEXTS = ("", "film", "ai", "bracket")


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name of the lexicon with all the ways it is written."""

    name: str
    type: str
    aliases: tuple[str, ...]  # the name itself first
    owner: str
    country: str
    context: str  # what an ambiguous name needs near it: film, ai, bracket (only inside 《》), or nothing


def load_table(
    name: str, columns: tuple[str, ...], *, key: tuple[str, ...] = (), base: Path | None = None, user_folder: Path | None = None
) -> list[dict[str, str]]:
    """Load one CSV table of the lexicon, with the user's own rows merged over it.

    Parameters
    ----------
    name : str
        File name, such as "tools.csv".
    columns : tuple of str
        Columns that the header must name; others are allowed and returned too.
    key : tuple of str, optional
        Columns that together identify a row. A repeated key within one file is an error; a user's row with the
        same key takes the place of ours.
    base : Path, optional
        Folder of our table; data/lexicon where left out.
    user_folder : Path, optional
        Folder of the user's tables; the environment variable AICINE_LEXICON where left out. A file that is not
        there adds nothing.

    Returns
    -------
    list of dict
        One per row, values stripped of outer white space, in the order of the files.

    Raises
    ------
    LexiconError
        If a file cannot be read, a column is missing, a row has too many or too few fields, its first column is
        empty or its key is repeated; the message names file and line.

    Examples
    --------
    >>> load_table("supplement.csv", ("character", "simplified"), base=paths.DATA / "script")[0]["simplified"]
    '着'
    """
    folder = user_folder or (Path(os.environ[USER_FOLDER_VARIABLE]) if os.environ.get(USER_FOLDER_VARIABLE) else None)
    rows = _read_rows((base or paths.LEXICON) / name, columns, key)
    if folder is None or not (folder / name).exists():
        return rows
    extra = _read_rows(folder / name, columns, key)
    replaced = {tuple(row[c] for c in key) for row in extra} if key else set()
    return [row for row in rows if not key or tuple(row[c] for c in key) not in replaced] + extra


def _read_rows(path: Path, columns: tuple[str, ...], key: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            lines = [(reader.line_num, fields) for fields in reader if fields]
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 CSV ({error}); restore the file or check its encoding") from error
    missing = [column for column in columns if column not in header]
    if missing:
        raise LexiconError(f"{path}, line 1: column {missing[0]!r} is missing; the header must name {', '.join(columns)}")
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for line, fields in lines:
        if len(fields) != len(header):
            raise LexiconError(f"{path}, line {line}: {len(fields)} fields, but the header has {len(header)}; quote commas inside a field")
        row = {column: field.strip() for column, field in zip(header, fields)}
        if not row[header[0]]:
            raise LexiconError(f"{path}, line {line}: column {header[0]!r} is empty; every row needs it")
        identity = tuple(row[column] for column in key)
        if key and identity in seen:
            raise LexiconError(f"{path}, line {line}: {'/'.join(identity)} stands in line {seen[identity]} already; keep one of the two")
        seen[identity] = line
        rows.append(row)
    return rows


def load_names(user_folder: Path | None = None) -> list[NameEntry]:
    """Load and check the six lists of names.

    The same alias in two types is allowed (context decides); in one type it is an error.

    Returns
    -------
    list of NameEntry
        In the order of the files.

    Raises
    ------
    LexiconError
        If a table is not as :func:`load_table` asks, a context is unknown, or two names of a type share an alias.
    """
    entries: list[NameEntry] = []
    for stem, kind in NAME_TABLES.items():
        owners: dict[str, str] = {}
        for row in load_table(f"{stem}.csv", NAME_COLUMNS, key=("name",), user_folder=user_folder):
            entry = _entry(row, kind, stem)
            for alias in entry.aliases:
                if owners.setdefault(alias, entry.name) != entry.name:
                    raise LexiconError(
                        f"{stem}.csv: alias {alias!r} belongs to {owners[alias]!r} and to {entry.name!r}; keep it in one of them"
                    )
            entries.append(entry)
    return entries


def _entry(row: dict[str, str], kind: str, stem: str) -> NameEntry:
    if row["context"] not in CONTEXTS:
        raise LexiconError(
            f"{stem}.csv: context {row['context']!r} of {row['name']!r} is unknown; allowed are {', '.join(repr(c) for c in CONTEXTS)}"
        )
    aliases = dict.fromkeys([row["name"], *(a.strip() for a in row["aliases"].split("|") if a.strip())])
    return NameEntry(row["name"], kind, tuple(aliases), row["owner"], row["country"], row["context"])
