"""The codebook: what every table, column and code is, loaded from data/codebook.yaml and checked at the door.

Column order, types, allowed values and keys of the tables all come from here; the descriptor that lies beside the tables
(datapackage.json) and data/README.md are made from it. What a tag means to a tagger is the tagger's business.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from . import paths
from .errors import LexiconError

TYPES = ("string", "integer", "number", "boolean")
TABLE_FIELDS = {"label", "row", "key", "columns"}
CODE_FIELDS = {"label", "definition", "not"}
CODE_SHAPE = re.compile(r"[A-Za-z_]+|[=~<>]")


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: str  # string, integer, number, boolean
    label: dict[str, str]  # zh, en
    definition: str
    unit: str = ""
    required: bool = False  # never empty
    codes: str = ""  # name of its code list
    joined: str = ""  # several codes in one cell, joined by this character
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    references: str = ""  # table.column
    printed: bool = False  # repeats words of the source


class Table(NamedTuple):
    """One table: what a row is, what identifies it, and its columns in order."""

    name: str
    label: dict[str, str]
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


class Code(NamedTuple):
    """One allowed value of a column."""

    code: str
    label: dict[str, str]
    definition: str
    excludes: str = ""  # what it is not


class CodeList(NamedTuple):
    """The allowed values of a column, in order."""

    name: str
    label: dict[str, str]
    definition: str
    codes: dict[str, Code]


class Codebook(NamedTuple):
    """Everything the codebook says."""

    version: str
    sha256: str
    files: dict[str, str]  # what lies in data/
    tables: dict[str, Table]
    code_lists: dict[str, CodeList]


def tables() -> dict[str, Table]:
    """Return the tables of a corpus by name, in the order in which they are documented.

    Examples
    --------
    >>> [column.name for column in tables()["terms"].columns]
    ['article_id', 'term', 'pos', 'n_tokens']
    """
    return load_codebook().tables


def codes(name: str) -> dict[str, Code]:
    """Return the codes of one list, in the codebook's order.

    Parameters
    ----------
    name : str
        Name of a code list, such as "stance" or "aspect".

    Returns
    -------
    dict of str to Code
        Keyed by the code itself.

    Raises
    ------
    LexiconError
        If there is no such list.

    Examples
    --------
    >>> list(codes("stance"))
    ['favourable', 'critical', 'mixed', 'neutral', 'none']
    >>> codes("stance")["critical"].label["zh"]
    '批评'
    """
    lists = load_codebook().code_lists
    if name not in lists:
        raise LexiconError(f"the codebook has no code list {name!r}: it has {', '.join(lists)}")
    return lists[name].codes


def allowed_pattern(column: Column) -> str:
    """Return the pattern that a cell with joined codes must match, or the column's own pattern.

    Examples
    --------
    >>> aspects = next(column for column in tables()["sentences"].columns if column.name == "aspects")
    >>> bool(re.fullmatch(allowed_pattern(aspects), "cost market"))
    True
    """
    if not column.joined:
        return column.pattern
    one = f"(?:{'|'.join(map(re.escape, codes(column.codes)))})"
    most = "?" if column.joined == "/" else "*"  # a rate has one unit below the line
    return f"{one}(?:{re.escape(column.joined)}{one}){most}"


@cache
def load_codebook(path: Path = paths.CODEBOOK) -> Codebook:
    """Load and check a codebook.

    Parameters
    ----------
    path : Path, optional
        A codebook in YAML; ours where left out.

    Returns
    -------
    Codebook
        Its tables and code lists.

    Raises
    ------
    LexiconError
        If it cannot be read, or an entry is not as it must be; the message names the entry.
    """
    try:
        content = path.read_bytes()
        raw = yaml.load(content, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"cannot read the codebook {path}: {' '.join(str(error).split())}") from None
    try:
        code_lists = {name: _code_list(name, entry) for name, entry in raw["codes"].items()}
        loaded = {name: _table(name, entry) for name, entry in raw["tables"].items()}
        _check_links(loaded, code_lists)
        return Codebook(str(raw["version"]), hashlib.sha256(content).hexdigest(), dict(raw["files"]), loaded, code_lists)
    except (KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"codebook {path}: the part {error} is missing or has the wrong shape; see the comment at its head") from None
    except LexiconError as error:
        raise LexiconError(f"codebook {path}: {error}") from None


def _code_list(name: str, entry: Mapping[str, Any]) -> CodeList:
    found = {}
    for code, said in entry["codes"].items():
        where = f"code {code!r} of {name}"
        if not isinstance(code, str) or not CODE_SHAPE.fullmatch(code):
            raise LexiconError(f"{where}: a code is letters and _, or one of = ~ < >; put it in quotation marks")
        if unknown := set(said) - CODE_FIELDS:
            raise LexiconError(f"{where}: unknown field {sorted(unknown)[0]!r}, known are {', '.join(sorted(CODE_FIELDS))}")
        found[code] = Code(code, _label(said, where), _words(said["definition"], where), said.get("not", ""))
    return CodeList(name, _label(entry, f"code list {name}"), _words(entry["definition"], name), found)


def _table(name: str, entry: Mapping[str, Any]) -> Table:
    if set(entry) != TABLE_FIELDS:
        raise LexiconError(f"table {name}: its fields must be {', '.join(sorted(TABLE_FIELDS))}, found {', '.join(sorted(entry))}")
    columns = []
    for raw in entry["columns"]:
        where = f"column {name}.{raw.get('name')}"
        if unknown := set(raw) - set(Column._fields):
            raise LexiconError(f"{where}: unknown field {sorted(unknown)[0]!r}, known are {', '.join(Column._fields)}")
        if raw["type"] not in TYPES:
            raise LexiconError(f"{where}: type {raw['type']!r} must be one of {', '.join(TYPES)}")
        columns.append(Column(**{**raw, "label": _label(raw, where), "definition": _words(raw["definition"], where)}))
    return Table(name, _label(entry, f"table {name}"), _words(entry["row"], name), tuple(entry["key"]), tuple(columns))


def _label(entry: Mapping[str, Any], where: str) -> dict[str, str]:
    label = entry["label"]
    if not isinstance(label, Mapping) or set(label) != {"zh", "en"} or not all(isinstance(text, str) and text for text in label.values()):
        raise LexiconError(f"{where}: label must give zh and en")
    return dict(label)


def _words(text: object, where: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise LexiconError(f"{where}: its definition is empty")
    return text


def _check_links(loaded: Mapping[str, Table], code_lists: Mapping[str, CodeList]) -> None:
    """Keys, references and code lists must name what there is."""
    columns = {f"{table.name}.{column.name}" for table in loaded.values() for column in table.columns}
    for table in loaded.values():
        names = [column.name for column in table.columns]
        if missing := set(table.key) - set(names):
            raise LexiconError(f"table {table.name}: its key names {sorted(missing)[0]!r}, which is no column")
        if repeated := {name for name in names if names.count(name) > 1}:
            raise LexiconError(f"table {table.name}: column {sorted(repeated)[0]!r} is there twice")
        for column in table.columns:
            if column.references and column.references not in columns:
                raise LexiconError(f"column {table.name}.{column.name}: references {column.references!r}, which is no column")
            if column.codes and column.codes not in code_lists:
                raise LexiconError(f"column {table.name}.{column.name}: codes {column.codes!r} is no code list")


if __name__ == "__main__":
    from .datapackage import write_readme

    print(f"written: {write_readme()}")
