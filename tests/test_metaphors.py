"""Metaphors: every case of tests/cases/metaphors.csv, with span, holder and type."""

from __future__ import annotations

import re

import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Mention, Unit
from aicine_lib.codebook import codes
from aicine_lib.cues import VEHICLES
from aicine_lib.likening_words import vehicle_type, vehicle_types
from aicine_lib.metaphors import find_metaphors
from aicine_lib.script import fold


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
    assert (found.vehicle, found.vehicle_type, found.speaker) == ("搭档", "partner", "顾澜")


def test_a_tool_is_ai() -> None:
    text = "蓝鲸三号像一匹野马。"
    assert find_metaphors(build_article(text), [], [""]) == []
    assert find_metaphors(build_article(text), [Mention(0, 4, "tool", "蓝鲸三号")], [""])[0].vehicle == "野马"


def test_the_offsets_count_in_traditional_text_too() -> None:
    text = "他說AI就像一面鏡子。"
    found = find_metaphors(build_article(text), [], ["他"])[0]
    assert (text[found.start : found.end], found.vehicle) == ("鏡子", "镜子")


def test_the_typology_is_that_of_the_codebook() -> None:
    assert set(vehicle_types().values()) == set(VEHICLES) == set(codes("vehicle_type"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AI像一支画笔。", "tool"),
        ("AI是我的队友。", "partner"),
        ("AI被看作对手。", "rival"),
        ("AI是一匹野马。", "creature"),
        ("AI是动画业的新引擎。", "vehicle"),
        ("AI就像一面镜子。", "mirror"),
        ("AI像个孩子。", "child"),
        ("AI如同海啸。", "force"),
        ("AI是穷人的摄影棚。", "other"),
        ("AI像一台造雾机。", "tool"),  # no list holds it: by its last character
        ("AI像一团“夹生饭”。", "other"),
    ],
)
def test_every_vehicle_has_a_type(text: str, kind: str) -> None:
    assert [found.vehicle_type for found in find_metaphors(build_article(text), [], [""])] == [kind]


def test_an_unlisted_vehicle_has_the_type_of_the_longest_word_it_ends_in() -> None:
    assert [vehicle_type(head) for head in ("小镜子", "造雾机", "夹生饭")] == ["mirror", "tool", "other"]
