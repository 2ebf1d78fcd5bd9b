"""Layout: reading order, roles, articles, sentences; and that every character of the source is accounted for once."""

from __future__ import annotations

import pytest
from cases_table import load_cases

from aicine_lib.articles import Document
from aicine_lib.layout import lay_out
from aicine_lib.sentences import cut_sentences


def document(source: str) -> Document:
    return Document("0" * 12, "case.txt", "", 0, source, "utf-8", "text")


def account(source: str) -> None:
    """Every reading text is rebuilt from its source, and every character of the source is held once."""
    articles, rest = lay_out(document(source))
    held = [(s.source_start, s.source_end) for s in rest]
    for article in articles:
        rebuilt = "".join(source[s.source_start : s.source_end] for s in article.segments)
        assert rebuilt == article.text
        assert [s.start for s in article.segments] == [0, *(s.end for s in article.segments[:-1])]
        assert article.segments[-1].end == len(article.text) == len(article.plain)
        held.extend((s.source_start, s.source_end) for s in article.segments)
        assert all(a.end <= b.start for a, b in zip(article.units, article.units[1:]))
        assert all(article.text[u.start : u.end] == article.text[u.start : u.end].strip() != "" for u in article.units)
    held.sort()
    assert [start for start, _ in held] == [0, *(end for _, end in held[:-1])] if held else source == ""
    assert not held or held[-1][1] == len(source)


@pytest.mark.parametrize("case", load_cases("layout"))
def test_layout_case(case: dict[str, str]) -> None:
    source = case["source"]
    account(source)
    articles, _ = lay_out(document(source))
    lines = [f"{u.role}|{a.text[u.start : u.end]}" for a in articles for u in a.units]
    facts = {f"@{line}" for line in lines} | {
        f"@articles|{len(articles)}",
        "@on_topic|" + ",".join(str(a.is_on_topic).lower() for a in articles),
    }
    expected = case["expected"].split("\n")
    if expected[0].startswith("@"):
        assert set(expected) <= facts
    else:
        assert lines == expected


@pytest.mark.parametrize("case", load_cases("sentences"))
def test_sentence_case(case: dict[str, str]) -> None:
    assert [case["text"][a:b] for a, b in cut_sentences(case["text"])] == case["units"].split("|")


@pytest.mark.parametrize(
    "source", ["", "\n\n \n", "。", "![](a.png)", "AI", "a" * 100_000, "电影，" * 20_000, "《" * 5000, "**" * 500, "“\n" * 800]
)
def test_strange_sources_are_accounted_for(source: str) -> None:
    account(source)


def test_title_and_byline() -> None:
    articles, _ = lay_out(document("AI短片入围影展\n记者 林一\n导演说，AI让短片的镜头更稳。\n评委不同意，说影像太干净。"))
    assert (articles[0].title, articles[0].byline, articles[0].is_on_topic) == ("AI短片入围影展", "记者 林一", True)
