"""Names: cases as data, the rules of spans, and that the finder is a pure function."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from cases_table import load_cases, read_cases

from aicine_lib import paths
from aicine_lib.articles import Article, Unit
from aicine_lib.names import find_mentions
from aicine_lib.script import fold

CASES = read_cases("names")
SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]*[”」』\"]*")


def make_article(text: str, role: str = "body") -> Article:
    """Lay a short text out as one article: a paragraph a line, a unit a sentence."""
    units, start = [], 0
    for paragraph, line in enumerate(text.split("\n")):
        units += [Unit(start + m.start(), start + m.end(), role, paragraph) for m in SENTENCE.finditer(line) if m[0].strip()]
        start += len(line) + 1
    return Article("a", "d", "", "", text, fold(text), units, [], True)


def listed(text: str) -> str:
    """Return the names of a text the way the case file writes them."""
    return "; ".join(f"{text[m.start : m.end]}/{m.type}/{m.name}" for m in find_mentions(make_article(text)))


@pytest.mark.parametrize("case", load_cases("names"))
def test_case(case: dict[str, str]) -> None:
    assert listed(case["text"].replace("\\n", "\n")) == case["expected"]


def test_there_are_enough_cases_and_no_case_twice() -> None:
    assert len(CASES) >= 500
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_mentions_are_sorted_apart_and_inside_their_units() -> None:
    for case in CASES:
        article = make_article(case["text"].replace("\\n", "\n"))
        mentions = find_mentions(article)
        assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:]))
        assert all(any(u.start <= m.start and m.end <= u.end for u in article.units) for m in mentions)


def test_bylines_carry_no_mentions() -> None:
    text = "记者 林子墨 编辑 何小满"
    assert find_mentions(make_article(text, role="byline")) == []
    assert find_mentions(make_article(text, role="body")) != []


def test_same_article_same_mentions() -> None:
    text = "导演林子墨用可灵2.0做片，林子墨说很快。"
    first = find_mentions(make_article(text))
    find_mentions(make_article("编剧何小满说，林子墨不在。"))
    assert find_mentions(make_article(text)) == first


def test_traditional_and_simplified_name_one_person() -> None:
    mentions = find_mentions(make_article("導演林曉風表示，很快。林晓风还在拍。"))
    assert {m.name for m in mentions} == {"林晓风"} and len(mentions) == 2


def test_a_misprinted_surname_joins_the_usual_one() -> None:
    text = "教授范立诚认为要慢。戴立诚说，不急。戴立诚指出，情感最难。"
    assert {m.name for m in find_mentions(make_article(text))} == {"戴立诚"}


def test_empty_text_has_no_mentions() -> None:
    assert find_mentions(make_article("")) == []


MODULES = [f"aicine_lib.{file.stem}" for file in sorted((paths.ROOT / "aicine_lib").glob("name*.py"))]


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings(module: str) -> None:
    import doctest

    assert doctest.testmod(import_module(module)).failed == 0
