"""Stance: every case of tests/cases/stance.csv, the shape of the answer, and what explain_unit tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Mention, Unit
from aicine_lib.cues import ASPECTS, load_cues
from aicine_lib.errors import LexiconError
from aicine_lib.script import fold
from aicine_lib.stance import explain_unit, find_stance
from aicine_lib.stance_features import FEATURES
from aicine_lib.stance_models import CLASSES, WEIGHTS, load_weights
from aicine_lib.valence import SUMS

UNIT = re.compile(r"[^。！？!?…]+[。！？!?…]*[”」』]?|[。！？!?…]+")


def build_article(text: str, role: str = "body") -> Article:
    """Cut a text into units; ¶ ends a paragraph."""
    units, printed = [], ""
    for number, paragraph in enumerate(text.split("¶")):
        units += [Unit(len(printed) + m.start(), len(printed) + m.end(), role, number) for m in UNIT.finditer(paragraph)]
        printed += paragraph + "\n"
    return Article("a", "d", "", "", printed, fold(printed), units, [], True)


def stances(article: Article) -> list[str]:
    return [found.stance for found in find_stance(article, [], [""] * len(article.units))]


@pytest.mark.parametrize("case", load_cases("stance"))
def test_case(case: dict[str, str]) -> None:
    text, expected = case["text"], case["expected"]
    assert " ".join(stances(build_article(text))) == expected


def test_one_stance_per_unit_with_scores_on_its_side() -> None:
    article = build_article("AI让画面更逼真，效率也更高。AI人物没有灵魂。他笑着说。AI会取代谁？")
    found = find_stance(article, [], [""] * 4)
    assert len(found) == len(article.units)
    assert all(-1 <= one.score <= 1 for one in found)
    assert found[0].score > 0 > found[1].score
    assert [one.stance for one in found][:3] == ["favourable", "critical", "none"]


def test_none_has_neither_score_nor_aspects() -> None:
    assert find_stance(build_article("他在海边拍了一部关于成本的电影。"), [], [""])[0] == ("none", 0.0, "")


@pytest.mark.parametrize("role", ["caption", "byline"])
def test_captions_and_bylines_have_none(role: str) -> None:
    assert stances(build_article("AI太强大了。", role)) == ["none"]


def test_a_tool_makes_a_unit_be_about_ai() -> None:
    article = build_article("蓝鲸三号把渲染时间缩短了一半。")
    assert find_stance(article, [Mention(0, 4, "tool", "蓝鲸三号")], [""])[0].stance == "favourable"


def test_simplified_and_traditional_agree() -> None:
    assert stances(build_article("AI畫面粗糙，毫無靈魂。")) == stances(build_article("AI画面粗糙，毫无灵魂。")) == ["critical"]


def test_ai_inside_a_latin_word_is_not_ai() -> None:
    assert stances(build_article("MAIN STREET这部电影讲述了一个小镇的故事。")) == ["none"]


def test_an_article_without_units() -> None:
    assert find_stance(Article("a", "d", "", "", "", "", [], [], True), [], []) == []


def test_same_article_same_rows() -> None:
    article = build_article("AI降低了成本，但也带来了侵权风险。它还不够成熟。")
    assert find_stance(article, [], ["", ""]) == find_stance(article, [], ["", ""])


def test_explanation_names_cues_and_features() -> None:
    rows = explain_unit(build_article("AI并没有降低成本。"), [], [""], 0)
    cue = next(row for row in rows if row["start"] >= 0)
    assert cue["surface"] == "成本" and cue["rule"] == "decrease burden" and cue["weight"] < 0
    assert any(row["rule"] == "about: ai" for row in rows)


def test_tables_are_wide_and_sound() -> None:
    assert load_weights().shape == (len(WEIGHTS), len(FEATURES)) and len(WEIGHTS) == 1 + len(CLASSES)
    table = load_cues()
    assert len(table.columns) == len(table.terms) > 5000
    assert len(set(SUMS)) == len(SUMS) and len(ASPECTS) == 11


def test_a_wrong_class_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stance_words.csv").write_text("term,weight,class,note\n好得很,0.9,praise,\n", encoding="utf-8")
    monkeypatch.setenv("AICINE_LEXICON", str(tmp_path))
    load_cues.cache_clear()
    try:
        with pytest.raises(LexiconError, match="class 'praise' of '好得很' is unknown"):
            load_cues()
    finally:
        monkeypatch.delenv("AICINE_LEXICON")
        load_cues.cache_clear()
