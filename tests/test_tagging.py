"""Tagging: a pure function whose rows keep the contract of the tables."""

from __future__ import annotations

from typing import Any

import pytest

from aicine_lib import paths
from aicine_lib.articles import Article, Document, Unit
from aicine_lib.codebook import tables
from aicine_lib.reading import read
from aicine_lib.tagging import MAX_SURFACE, SIGNATURES, shorten, tag_document, tag_documents
from aicine_lib.tasks import find_tasks

SAMPLE = [document for document in read([paths.SAMPLE / "texts"]) if isinstance(document, Document)]


@pytest.mark.parametrize("document", SAMPLE, ids=lambda document: document.file_name)
def test_rows_keep_the_contract(document: Document) -> None:
    rows: dict[str, list[Any]] = tag_document(document)
    assert rows == tag_document(document)
    assert set(rows) == {*tables(), SIGNATURES} - {"documents", "rejects"}
    assert len(rows.pop(SIGNATURES)) == len(rows["articles"])
    for name, found in rows.items():
        assert all(len(row) == len(tables()[name].columns) for row in found), name
    text = {}
    for article in rows["articles"]:
        pieces = [row for row in rows["segments"] if row[0] == article[0]]
        text[article[0]] = "".join(document.text[row[3] : row[4]] for row in pieces)
    for row in rows["mentions"]:
        assert shorten(text[row[2]][row[3] : row[4]]) == row[5]
    for row in rows["claims"]:
        assert shorten(text[row[2]][row[3] : row[4]]) == row[-1]


def test_documents_tagged_together_are_tagged_alike() -> None:
    assert tag_documents(SAMPLE) == [tag_document(document) for document in SAMPLE]


def test_an_article_off_topic_has_no_tags() -> None:
    document = next(document for document in SAMPLE if document.file_name.startswith("13_"))
    rows = tag_document(document)
    assert [row[4] for row in rows["articles"]] == [False] and rows["sentences"]
    assert not any(rows[name] for name in ("mentions", "quotations", "voices", "claims", "metaphors", "terms"))
    assert {row[5] for row in rows["sentences"]} == {"offtopic"} and {row[7] for row in rows["sentences"]} == {"none"}


def test_no_table_of_the_sample_is_empty() -> None:
    found = [tag_document(document) for document in SAMPLE]
    assert all(any(rows[name] for rows in found) for name in found[0])


def test_tasks_are_found_in_sentences() -> None:
    rows = [row for document in SAMPLE for row in tag_document(document)["sentences"]]
    assert sum(row[-1] != "" for row in rows) > 20 and all(row[-1] == "" for row in rows if row[5] in ("caption", "byline"))


@pytest.mark.parametrize(("text", "short"), [("短", "短"), ("长" * 24, "长" * 24), ("长" * 25, "长" * 23 + "…"), ("两\n行", "两 行")])
def test_surfaces_are_bounded(text: str, short: str) -> None:
    assert shorten(text) == short and len(short) <= MAX_SURFACE


def test_a_letter_that_grows_in_lower_case_moves_no_offset() -> None:
    text = "İİİİ。AI配音。他走了很远的路。"  # each İ is two characters in lower case
    units = [Unit(0, 5, "body", 0), Unit(5, 10, "body", 0), Unit(10, len(text), "body", 0)]
    assert find_tasks(Article("a", "d", "", "", text, text, units, [], True)) == ["", "voice", ""]
