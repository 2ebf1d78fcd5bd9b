"""Tables on disk: rows of the taggers into typed columns, columns into CSV or Parquet files, files into columns.

The order and types of the columns are the codebook's. CSV is UTF-8 without BOM, LF, quoted only where needed; numbers are
written the shortest way that reads back the same, so equal tables are equal bytes. No pandas here.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from .codebook import tables
from .datapackage import TableFile
from .errors import CorpusError

if TYPE_CHECKING:
    import pandas

CSV, PARQUET = "csv", "parquet"
FORMATS = (CSV, PARQUET)
ARROW_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
EXACT_INTEGERS = 2.0**53  # every whole number below it has a float of its own, so 1900000.0 may be written 1900000


@cache
def schema(name: str) -> pa.Schema:
    """Return the column names and types of a table."""
    return pa.schema([(column.name, ARROW_TYPES[column.type]) for column in tables()[name].columns])


class Columns:
    """Rows of a table gathered column by column: far lighter than the rows themselves, which can go at once.

    Parameters
    ----------
    name : str
        Name of the table; the codebook says which columns it has.

    Examples
    --------
    >>> terms = Columns("terms")
    >>> terms.add([("a1", "导演", "n", 3)])
    >>> terms.to_table().to_pylist()
    [{'article_id': 'a1', 'term': '导演', 'pos': 'n', 'n_tokens': 3}]
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.schema = schema(name)
        self.values: list[list[Any]] = [[] for _ in self.schema]

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows, their values in the codebook's order of columns.

        Raises
        ------
        CorpusError
            If a row is too short or too long.
        """
        if not rows:
            return
        try:
            for column, values in zip(self.values, zip(*rows, strict=True), strict=True):
                column.extend(values)
        except ValueError:
            raise CorpusError(
                f"rows of table {self.name} must have {len(self.values)} columns ({', '.join(self.schema.names)}), as the codebook says"
            ) from None

    def to_table(self) -> pa.Table:
        """Return the rows as typed columns.

        Raises
        ------
        CorpusError
            If a value has the wrong type.
        """
        arrays = []
        for field, values in zip(self.schema, self.values, strict=True):
            try:
                arrays.append(pa.array(values, field.type))
            except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
                raise CorpusError(f"column {self.name}.{field.name} must hold {field.type}: {str(error).splitlines()[0]}") from None
        return pa.Table.from_arrays(arrays, schema=self.schema)


def write_table(folder: Path, name: str, pieces: Iterable[pa.Table], table_format: str) -> TableFile:
    """Write a table, piece by piece, and tell what was written.

    Parameters
    ----------
    folder : Path
        Where the file goes, named after the table.
    name : str
        Name of the table.
    pieces : iterable of pyarrow.Table
        The rows in their final order.
    table_format : {"csv", "parquet"}
        Format of the file.

    Returns
    -------
    TableFile
        Name, path, format, rows, bytes and hash.
    """
    path = folder / f"{name}.{table_format}"
    n_rows = _write_csv(path, name, pieces) if table_format == CSV else _write_parquet(path, name, pieces)
    with open(path, "rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return TableFile(name, path.name, table_format, n_rows, path.stat().st_size, sha256)


def table_path(corpus: Path, name: str) -> Path:
    """Return the file that holds a table in a corpus folder: Parquet if there is one, else CSV."""
    large = corpus / f"{name}.{PARQUET}"
    return large if large.exists() else corpus / f"{name}.{CSV}"


def read_table(path: Path, name: str) -> pa.Table:
    """Read a table from its CSV or Parquet file.

    Raises
    ------
    CorpusError
        If the file is not there, or is not the table that the codebook describes.
    """
    fields = schema(name)
    try:
        if path.suffix == f".{PARQUET}":
            table = parquet.read_table(path)
        else:
            table = arrow_csv.read_csv(
                path,
                parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
                convert_options=arrow_csv.ConvertOptions(column_types=fields, strings_can_be_null=False, null_values=[""]),
            )
        if table.column_names != fields.names:
            raise CorpusError(
                f"{path} has the columns {', '.join(table.column_names)}; the codebook's are {', '.join(fields.names)}; build it anew"
            )
        return table.cast(fields)
    except FileNotFoundError:
        raise CorpusError(f"{path} is not there: the corpus folder is not complete; build it anew") from None
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise CorpusError(f"{path} cannot be read as the table {name}: {str(error).splitlines()[0]}") from None


def to_frame(table: pa.Table, name: str) -> pandas.DataFrame:
    """Turn a table into a DataFrame: str, float64, bool, int64, and Int64 for whole numbers that may be empty."""
    frame = table.to_pandas(split_blocks=True)
    gaps = [column.name for column in tables()[name].columns if column.type == "integer" and not column.required]
    return frame.astype(dict.fromkeys(gaps, "Int64"))


def _write_csv(path: Path, name: str, pieces: Iterable[pa.Table]) -> int:
    n_rows = 0
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(schema(name).names)
        for piece in pieces:
            writer.writerows(zip(*(_cells(column) for column in piece.columns), strict=True))
            n_rows += piece.num_rows
    return n_rows


def _cells(column: pa.ChunkedArray) -> Iterator[Any]:
    """Values as CSV shows them; csv writes None as an empty cell."""
    values = column.to_pylist()
    if pa.types.is_boolean(column.type):
        return (("true" if value else "false") for value in values)
    if pa.types.is_floating(column.type):
        return (int(value) if value is not None and value.is_integer() and abs(value) < EXACT_INTEGERS else value for value in values)
    return iter(values)


def _write_parquet(path: Path, name: str, pieces: Iterable[pa.Table]) -> int:
    n_rows = 0
    with parquet.ParquetWriter(path, schema(name), compression="zstd", store_schema=False) as writer:
        for piece in pieces:
            writer.write_table(piece, row_group_size=max(1, piece.num_rows))
            n_rows += piece.num_rows
    return n_rows
