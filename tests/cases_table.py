"""Cases as data: rows of tests/cases/*.csv as pytest parameters, known failures as strict xfail."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def load_cases(name: str) -> list[Any]:
    """Load tests/cases/NAME.csv; a row whose ``expect`` is xfail must fail."""
    with open(CASES / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, f"tests/cases/{name}.csv holds no case"
    marks = {"pass": (), "xfail": (pytest.mark.xfail(strict=True),)}
    return [pytest.param(row, id=f"{number}-{row['gloss'][:60]}", marks=marks[row["expect"]]) for number, row in enumerate(rows, 2)]
