"""What the codebook says, for others to read: datapackage.json beside the tables, and data/README.md.

The descriptor is a Frictionless Data Package with a Table Schema for every table. Nothing in it depends on the day, the
machine or the order of the work: the same tables give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import paths
from .codebook import Code, Column, Table, allowed_pattern, codes, load_codebook, tables

FILE_NAME = "datapackage.json"
PACKAGE_NAME = "aicine-corpus"  # tells our corpus folders from any other data package
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 (the tables; the articles stay with their publishers)",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


class TableFile(NamedTuple):
    """The file that holds a table."""

    name: str  # of the table
    path: str  # below the corpus folder
    format: str  # csv, parquet
    n_rows: int
    n_bytes: int
    sha256: str


def datapackage(files: Mapping[str, TableFile], *, version: str, lexicon_sha256: str) -> dict[str, Any]:
    """Describe a corpus folder as a Frictionless Data Package.

    Parameters
    ----------
    files : mapping of str to TableFile
        Where every table of the codebook stands.
    version : str
        Version of aicine that made the tables.
    lexicon_sha256 : str
        Hash of the lexicon they were made with.

    Returns
    -------
    dict
        The descriptor, ready for JSON.
    """
    book = load_codebook()
    return {
        "name": PACKAGE_NAME,
        "title": "Tables of facts about press articles on AI in film-making",
        "licenses": [LICENCE],
        "aicine": {"version": version, "codebook_version": book.version, "codebook_sha256": book.sha256, "lexicon_sha256": lexicon_sha256},
        "resources": [_resource(table, files[name]) for name, table in tables().items()],
    }


def write_datapackage(folder: Path, descriptor: Mapping[str, Any]) -> None:
    """Write a descriptor into a corpus folder."""
    text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    (folder / FILE_NAME).write_bytes(text.encode("utf-8"))


def is_corpus(folder: Path) -> bool:
    """Tell whether a folder holds an aicine corpus."""
    try:
        return json.loads((folder / FILE_NAME).read_bytes())["name"] == PACKAGE_NAME
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _resource(table: Table, file: TableFile) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    links = [(column.name, *column.references.split(".")) for column in table.columns if column.references]
    if links:
        schema["foreignKeys"] = [{"fields": [name], "reference": {"resource": other, "fields": [key]}} for name, other, key in links]
    return {
        "name": table.name,
        "type": "table",
        "path": file.path,
        "title": f"{table.label['zh']} {table.label['en']}",
        "description": f"A row is {table.row}.",
        "format": file.format,
        "mediatype": MEDIA_TYPES[file.format],
        "encoding": "utf-8",
        "rows": file.n_rows,
        "bytes": file.n_bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    bounds = {
        "required": column.required or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": allowed_pattern(column) or None,
    }
    constraints: dict[str, Any] = {name: value for name, value in bounds.items() if value is not None}
    if column.codes and not column.joined:
        constraints["enum"] = list(codes(column.codes))
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": f"{column.label['zh']} {column.label['en']}",
        "description": column.definition,
    }
    if column.unit:
        field["unit"] = column.unit
    return {**field, "constraints": constraints} if constraints else field


def readme() -> str:
    """Return the text of data/README.md: the codebook for readers.

    Examples
    --------
    >>> readme().splitlines()[0]
    '# Codebook 编码手册'
    """
    book = load_codebook()
    intro = [
        "# Codebook 编码手册",
        "",
        f"Version {book.version}. Made from `codebook.yaml` by `python -m aicine_lib.codebook`: change it there, not here.",
        "",
        "A corpus folder holds the tables below as CSV (UTF-8, LF) or, when built from much text, as Parquet; its `datapackage.json`",
        "describes them. Offsets count characters (Python string indices) from 0; start is inclusive, end exclusive. Rows are sorted",
        "by id, segments by document and place. An empty cell means unknown or not applicable, never no.",
        "",
        "## Files 文件",
        "",
        "| in data/ | what it is |",
        "|---|---|",
        *(f"| {name} | {what} |" for name, what in book.files.items()),
        "",
        "## Tables 数据表",
        "",
        "| table | 表 | a row is | key |",
        "|---|---|---|---|",
        *(f"| [{t.name}](#{t.name}) | {t.label['zh']} | {t.row} | {', '.join(t.key)} |" for t in book.tables.values()),
        "",
    ]
    table_parts = [line for table in book.tables.values() for line in _table_lines(table)]
    code_parts = ["## Codes 编码", ""]
    for each in book.code_lists.values():
        code_parts += [
            f"### {each.name} {each.label['zh']}",
            "",
            each.definition,
            "",
            "| code | 名称 | label | definition | not |",
            "|---|---|---|---|---|",
        ]
        code_parts += [_code_line(code) for code in each.codes.values()] + [""]
    return "\n".join(intro + table_parts + code_parts)


def write_readme(path: Path = paths.DATA / "README.md") -> Path:
    """Write data/README.md anew from the codebook, and return its path."""
    path.write_bytes(readme().encode("utf-8"))
    return path


def _table_lines(table: Table) -> list[str]:
    head = ["| column | 列 | type | unit | required | allowed | definition |", "|---|---|---|---|---|---|---|"]
    rows = [
        f"| {c.name} | {c.label['zh']} | {c.type} | {c.unit} | {'yes' if c.required else ''} | {_allowed(c)} | {c.definition} |"
        for c in table.columns
    ]
    return [f"### {table.name}", "", f"{table.label['zh']}: a row is {table.row}.", "", *head, *rows, ""]


def _allowed(column: Column) -> str:
    if column.codes:
        return f"codes of {column.codes}" + (f", joined by `{column.joined}`" if column.joined else "")
    if column.references:
        return column.references
    if column.pattern:
        return f"`{column.pattern}`"
    low, high = ("" if bound is None else f"{bound:g}" for bound in (column.minimum, column.maximum))
    return f"{low} to {high}" if high else f"{low} or more" if low else ""


def _code_line(code: Code) -> str:
    return f"| `{code.code}` | {code.label['zh']} | {code.label['en']} | {code.definition} | {code.excludes} |"
