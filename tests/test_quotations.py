"""Quotations, who says them, and who speaks in each unit: cases as data in cases/quotations.csv.

``persons`` names the mentions ("surface=canonical" where they differ; "*": those that names.py finds), ``expected`` is "speaker>words" for each direct
quotation ("…" at the end: begins so), or the speaker of each unit ("-" for the reporter).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases_table import load_cases, read_cases

from aicine_lib import attribution_words, lexicon, quotations, script, speakers
from aicine_lib.articles import Article, Mention, Unit
from aicine_lib.errors import LexiconError
from aicine_lib.names import find_mentions

UNIT = re.compile(r"[^。！？!?…\n]*[。！？!?…]+[”’」』\"*]*|[^。！？!?…\n]+")


def make_article(text: str) -> Article:
    """Lay a text out: one paragraph a line, units cut as layout cuts them."""
    plain, units, paragraphs, at = script.fold(text), [], [], 0
    for number, line in enumerate(text.split("\n")):
        paragraphs.append((at, at + len(line), "body"))
        units += [Unit(at + m.start(), at + m.end(), "body", number) for m in UNIT.finditer(line)]
        at += len(line) + 1
    return Article("a-1", "a", "", "", text, plain, units, [], True, paragraphs)


def make_mentions(text: str, persons: str) -> list[Mention]:
    mentions = []
    for person in filter(None, persons.split(";")):
        surface, _, name = person.partition("=")
        mentions += [Mention(m.start(), m.end(), "person", name or surface) for m in re.finditer(re.escape(surface), text)]
    return sorted(mentions)


@pytest.mark.parametrize("row", load_cases("quotations"))
def test_case(row: dict[str, str]) -> None:
    article = make_article(row["text"].replace("\\n", "\n"))
    mentions = find_mentions(article) if row["persons"] == "*" else make_mentions(article.text, row["persons"])
    found = quotations.find_quotations(article, mentions)
    if row["kind"] == "unit":
        assert [name or "-" for name in speakers.unit_speakers(article, found, mentions)] == row["expected"].split("/")
        return
    expected = [entry for entry in row["expected"].split(" / ") if entry]
    direct = [f"{q.speaker}>{article.text[q.start : q.end]}" for q in found if q.form == "direct"]
    assert len(direct) == len(expected), direct
    for got, want in zip(direct, expected):
        assert got.startswith(want[:-1]) if want.endswith("…") else got == want


def test_cases_are_many_and_labels_unique() -> None:
    rows = read_cases("quotations")
    assert len(rows) >= 150
    assert len({row["label"] for row in rows}) == len(rows)


def test_reporting_verbs_are_many_and_explained() -> None:
    rows = lexicon.load_table("cues.csv", ("cue", "class", "form", "position", "note"))
    assert sum(row["class"] != "blocked" for row in rows) >= 150
    assert all(row["note"] for row in rows)


def test_bad_role_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "speaker_roles.csv").write_text("word,role,note\n灯光师,lamp,\n", encoding="utf-8")
    monkeypatch.setenv("AICINE_LEXICON", str(tmp_path))
    with pytest.raises(LexiconError, match="lamp"):
        attribution_words.load_cues.__wrapped__()


def test_same_article_same_rows() -> None:
    article = make_article("“机器很快，”王晓说，“可是快不等于好。”她又补充，人还在学。")
    mentions = make_mentions(article.text, "王晓")
    assert quotations.find_quotations(article, mentions) == quotations.find_quotations(article, mentions)


def test_unbalanced_mark_does_not_swallow_the_page() -> None:
    text = "王晓说：“工具会变。\n" + "\n".join(f"第{i}段是记者自己的话，讲的是另一件事。" for i in range(20)) + "\n有人把它叫做“火车”。"
    article = make_article(text)
    found = [q for q in quotations.find_quotations(article, make_mentions(text, "王晓")) if q.form == "direct"]
    assert all(q.end - q.start < 20 for q in found)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("机器只是一支新的画笔，王晓认为，林安说。", "机器只是一支新的画笔，王晓认为"),
        ("在周五晚间的访谈节目里，王晓回应“红布景被吐槽”，她说：“红布景”是大家一起画的。", "在周五晚间的访谈节目里"),
    ],
)
def test_of_quotations_that_begin_together_one_stays(text: str, kept: str) -> None:
    found = quotations.find_quotations(make_article(text), make_mentions(text, "王晓;林安"))
    assert len({q.start for q in found}) == len(found)
    assert text[found[0].start : found[0].end] == kept


def test_of_direct_and_indirect_at_one_place_the_direct_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article("王晓说：“工具会变，故事不会变。”")
    (direct,) = quotations.find_quotations(article, make_mentions(article.text, "王晓"))
    longer = direct._replace(end=direct.end + 1, form="indirect")
    monkeypatch.setattr(quotations, "find_reported", lambda *_: [longer])
    assert quotations.find_quotations(article, make_mentions(article.text, "王晓")) == [direct]


def test_speaker_role_comes_from_the_title() -> None:
    article = make_article("北方大学教授王晓说：“工具会变，故事不会变。”")
    (quotation,) = quotations.find_quotations(article, make_mentions(article.text, "王晓"))
    assert (quotation.speaker_role, quotation.cue) == ("scholar", "说")
