"""Numerals against cases: tests/cases/numerals.csv (an empty value means that the text is no number)."""

from __future__ import annotations

import pytest
from cases_table import load_cases

from aicine_lib.numerals import Numeral, read_numeral, read_proportion


@pytest.mark.parametrize("row", load_cases("numerals"))
def test_numerals(row: dict[str, str]) -> None:
    text = row["text"]
    read = read_proportion if "分之" in text or "分一" in text or text.count("/") == 1 else read_numeral
    expected = Numeral(float(row["low"]), float(row["high"]), row["comparator"]) if row["low"] else None
    assert read(text) == expected


def test_every_integer_below_ten_thousand_in_characters() -> None:
    digits = "零一二三四五六七八九"
    for n in range(1, 10_000):
        text, zero = "", False
        for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // power % 10
            if digit:
                text += ("零" if zero and text else "") + digits[digit] + unit
            zero = not digit
        numeral = read_numeral(text)
        assert numeral is not None and numeral.low == numeral.high == n, text
