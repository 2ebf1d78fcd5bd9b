"""Cases as data: rows of tests/cases/*.csv as pytest parameters, known failures as strict xfail."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[dict[str, str]]:
    """Read tests/cases/NAME.csv."""
    with open(CASES / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, f"tests/cases/{name}.csv holds no case"
    return rows


def load_cases(name: str) -> list[Any]:
    """Load the cases of a table as parameters, named by label, else by line and gloss; one expected to fail must fail."""
    marks = {"pass": (), "xfail": (pytest.mark.xfail(strict=True),)}
    return [
        pytest.param(row, id=row.get("label") or f"{line}-{row['gloss'][:60]}", marks=marks[row["expect"]])
        for line, row in enumerate(read_cases(name), 2)
    ]
