"""Script: cases as data, lengths kept, and the tables."""

from __future__ import annotations

import doctest

import pytest
from cases_table import load_cases

from aicine_lib import script
from aicine_lib.script import detect_script, fold, simplify


@pytest.mark.parametrize("case", load_cases("script"))
def test_case(case: dict[str, str]) -> None:
    assert simplify(case["text"]) == case["expected"]


def test_every_character_keeps_the_length() -> None:
    everything = "".join(chr(c) for c in range(1, 0x30000))
    assert len(simplify(everything)) == len(fold(everything)) == len(everything)


def test_no_character_of_the_supplement_is_left_open() -> None:
    assert all(len(row[0]) == len(row[2]) for row in script._supplement())


def test_fold_changes_letters_digits_and_percent_only() -> None:
    assert fold("ＡＩ２．０版，８０％！？（“”）　｜") == "AI2．0版，80%！？（“”）　｜"


def test_simplifying_twice_changes_nothing() -> None:
    text = "導演計畫瞭解觀眾，藉著AI製作"
    assert simplify(simplify(text)) == simplify(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "hans"),
        ("AI 2025", "hans"),
        ("電影與導演", "hant"),
        ("电影与导演", "hans"),
        ("电影导演編劇觀眾", "mixed"),
        ("大小中文", "hans"),
    ],
)
def test_detect_script(text: str, expected: str) -> None:
    assert detect_script(text) == expected


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(script).failed == 0
