"""Metaphors: every case of tests/cases/metaphors.csv, with span, holder and type."""

from __future__ import annotations

import re

import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Mention, Unit
from aicine_lib.metaphors import find_metaphors, vehicle_types
from aicine_lib.script import fold

TYPES = {"tool", "partner", "rival", "creature", "vehicle", "mirror", "child", "force"}


def build_article(text: str) -> Article:
    units = [Unit(m.start(), m.end(), "body", 0) for m in re.finditer(r"[^。！？]+[。！？]?", text)]
    return Article("a", "d", "", "", text, fold(text), units, [], True)


@pytest.mark.parametrize("case", load_cases("metaphors"))
def test_case(case: dict[str, str]) -> None:
    text, expected = case["text"], case["expected"]
    article = build_article(text)
    assert " ".join(found.vehicle for found in find_metaphors(article, [], [""] * len(article.units))) == expected


def test_span_holds_the_modifiers_and_the_speaker_holds_the_likening() -> None:
    text = "顾澜说，AI是一位不会累的搭档。"
    found = find_metaphors(build_article(text), [], ["顾澜"])[0]
    assert text[found.start : found.end] == "不会累的搭档"
    assert (found.vehicle, found.speaker) == ("搭档", "顾澜")


def test_a_tool_is_ai() -> None:
    text = "蓝鲸三号像一匹野马。"
    assert find_metaphors(build_article(text), [], [""]) == []
    assert find_metaphors(build_article(text), [Mention(0, 4, "tool", "蓝鲸三号")], [""])[0].vehicle == "野马"


def test_the_offsets_count_in_traditional_text_too() -> None:
    text = "他說AI就像一面鏡子。"
    found = find_metaphors(build_article(text), [], ["他"])[0]
    assert (text[found.start : found.end], found.vehicle) == ("鏡子", "镜子")


def test_the_typology_is_that_of_the_codebook() -> None:
    assert set(vehicle_types().values()) == TYPES
