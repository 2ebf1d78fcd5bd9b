"""Coding sheets read back: what coders chose, every cell checked, as a tidy table without text that leads back to the units.

A row without a stance is not coded, which is no error; a value that the codebook does not allow is one, and so is a row that no
longer belongs to its unit.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .codebook import codes
from .coding import CODE_COLUMNS, SAMPLE_COLUMNS, Coding, check_sample
from .coding_sheets import CODES, SAMPLE, YES, choice, unit_mark
from .corpus import Corpus
from .errors import InputError, OutputError

WHOLE = ("number", "n_stratum", "n_drawn", "seed")  # columns of the sample that are whole numbers
NONE = "none"
NO = ("", "0")  # an aspect that is not spoken of
MOST_FAULTS = 5  # told of one file at once


class Fault(NamedTuple):
    """A cell that cannot be read."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        return f"sheet {CODES}, row {self.row}, column {self.column}: {self.what}"


def read_coding_sheets(files: Sequence[str | Path], corpus: Corpus) -> Coding:
    """Read what coders filled in.

    Parameters
    ----------
    files : sequence of paths
        Workbooks that `write_coding_sheet` wrote, one a coder, all of one sample; a file's name without .xlsx is the coder's.
    corpus : Corpus
        The corpus that the sample was drawn from.

    Returns
    -------
    Coding
        Codes (sorted by coder and unit) and sample.

    Raises
    ------
    InputError
        If a file is no coding sheet, or a cell is not as it must be (file, sheet, row and column are named), or files hold
        different samples, or the sample is of another corpus.
    """
    read: dict[str, tuple[Path, list[dict[str, Any]], pd.DataFrame]] = {}
    for path in map(Path, files):
        if path.stem in read:
            raise InputError(f"{path} and {read[path.stem][0]} have the same name, which is the coder's: rename one of them")
        read[path.stem] = path, *_read_workbook(path)
    if not read:
        raise InputError("no coding sheet was given: name the .xlsx files that coders filled in")
    first, _, sample = next(iter(read.values()))
    for path, _, other in read.values():
        if not other.equals(sample):
            raise InputError(f"{path} holds another sample than {first}: coders must code copies of one sheet")
    check_sample(corpus, sample, str(first))
    places = sample.set_index("number")[["sentence_id", "article_id"]]
    rows = [
        {"coder": coder, **places.loc[row["number"]].to_dict(), **row} for coder, (_, coded, _) in sorted(read.items()) for row in coded
    ]
    table = pd.DataFrame(rows, columns=list(CODE_COLUMNS), dtype="str").sort_values(["coder", "sentence_id"], ignore_index=True)
    return Coding(table, sample[list(SAMPLE_COLUMNS)], tuple(sorted(read)))


def write_codes(codes_table: pd.DataFrame, out: str | Path) -> Path:
    """Write codes as a stand-off table: CSV, UTF-8, LF, no text of any article.

    Raises
    ------
    OutputError
        If the file is there and is no such table, or cannot be written.
    """
    out, head = Path(out), ",".join(CODE_COLUMNS)
    try:
        if out.exists() and not out.read_bytes().startswith(head.encode()):
            raise OutputError(f"{out} is there and is no table of codes: give another name with --out")
        codes_table.to_csv(out, index=False, lineterminator="\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write {out}: {error.strerror or error}; name another place with --out") from error
    return out


def _read_workbook(path: Path) -> tuple[list[dict[str, Any]], pd.DataFrame]:
    """The coded rows of a file, and its sample."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # Excel keeps drop-downs in a part that openpyxl does not read, and says so
            book = load_workbook(path, data_only=True)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{path} cannot be read as an .xlsx workbook ({error}): save it as Excel workbook (.xlsx)") from None
    for name in (CODES, SAMPLE):
        if name not in book.sheetnames:
            raise InputError(f"{path} has no sheet {name}: give a copy of what aicine gold export wrote")
    sample = _read_sample(path, [list(row) for row in book[SAMPLE].iter_rows(values_only=True)])
    rows = _read_codes(path, [list(map(_cell, row)) for row in book[CODES].iter_rows(values_only=True)], sample)
    return rows, sample


def _read_sample(path: Path, rows: list[list[Any]]) -> pd.DataFrame:
    columns = [*SAMPLE_COLUMNS, "unit_mark"]
    try:
        table = pd.DataFrame(rows[1:], columns=rows[0])[columns].dropna(how="all")
        sample = table.astype({name: "int64" if name in WHOLE else "str" for name in columns}).reset_index(drop=True)
        is_sound = sample["number"].is_unique and sample["sentence_id"].is_unique and len(sample) > 0 and not table.isna().any().any()
    except (KeyError, IndexError, ValueError, TypeError):
        is_sound = False
    if not is_sound:
        raise InputError(
            f"{path}: its hidden sheet {SAMPLE} was changed, so its codes lead nowhere: paste them into a fresh copy of the export"
        )
    return sample


def _read_codes(path: Path, rows: list[list[str]], sample: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows that hold a stance or a note."""
    place = {cell.split(" ")[0]: i for i, cell in enumerate(rows[0] if rows else [])}
    needed = ["number", "unit", "stance", *codes("aspect"), "speaker", "note"]
    if missing := [name for name in needed if name not in place]:
        raise InputError(f"{path}, sheet {CODES}, row 1: no column {', '.join(missing)}; columns may be moved, but each keeps its head")
    marks, seen = dict(zip(sample["number"], sample["unit_mark"])), dict[int, int]()
    coded, faults = [], list[Fault]()
    for line, cells in enumerate(rows[1:], 2):
        row = {name: cells[i] for name, i in place.items()}
        if not any(cells):
            continue
        found = [*_check_place(line, row, marks, seen), *_check_codes(line, row)]
        faults += found
        if not found and (row["stance"] or row["note"]):
            held = [code for code in codes("aspect") if row[code] not in NO]
            coded.append(
                {
                    "number": int(row["number"]),
                    "stance": _stances().get(_plain(row["stance"]), ""),
                    "aspects": " ".join(held),
                    "speaker": row["speaker"],
                    "note": row["note"],
                }
            )
    if faults:
        more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise InputError(f"{path}: {'; '.join(map(str, faults[:MOST_FAULTS]))}{more}")
    return coded


def _check_place(line: int, row: Mapping[str, str], marks: Mapping[int, str], seen: dict[int, int]) -> Iterator[Fault]:
    """Does the row still belong to a unit of the sample, and only one row to it?"""
    number = int(row["number"]) if row["number"].isdecimal() else 0
    if number not in marks:
        yield Fault(line, "number", f"{row['number']!r} is no number of the sample, which has 1 to {len(marks)}")
    elif number in seen:
        yield Fault(line, "number", f"{number} stands in row {seen[number]} already; delete one of the two rows")
    elif unit_mark(row["unit"]) != marks[number]:
        yield Fault(
            line, "unit", f"is not the sentence that number {number} has in the sample; sort whole rows, and leave the text as it is"
        )
    seen.setdefault(number, line)


def _check_codes(line: int, row: Mapping[str, str]) -> Iterator[Fault]:
    """Are the codes those of the codebook, and do they go together?"""
    stance, held = _stances().get(_plain(row["stance"])), []
    if row["stance"] and stance is None:
        yield Fault(
            line, "stance", f"{row['stance']!r} is not allowed; choose {', '.join(map(choice, codes('stance')))}, or leave it empty"
        )
    for aspect in codes("aspect"):
        if row[aspect] == YES:
            held.append(aspect)
        elif row[aspect] not in NO:
            yield Fault(line, aspect, f"{row[aspect]!r} is not allowed; 1 where the aspect is spoken of, else empty")
    if held and not row["stance"]:
        yield Fault(line, "stance", f"is empty, but {', '.join(held)} are marked; choose a stance, or empty the row")
    elif held and stance == NONE:
        yield Fault(line, "stance", f"is {choice(NONE)}, but {', '.join(held)} are marked; only a unit about AI has aspects")
    elif row["speaker"] and not row["stance"]:
        yield Fault(line, "stance", f"is empty, but speaker is {row['speaker']!r}; choose a stance, or empty the row")


def _stances() -> dict[str, str]:
    """Stances by every way to write them: favourable 肯定, favourable, 肯定."""
    written: dict[str, str] = {}
    for code, about in codes("stance").items():
        written |= {_plain(way): code for way in (choice(code), code, about.label["zh"])}
    return written


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _cell(value: object) -> str:
    """A cell as text: 1, 1.0 and TRUE are all 1."""
    if value is None:
        return ""
    if isinstance(value, bool | float) and value == int(value):
        return str(int(value))
    return str(value).strip()
