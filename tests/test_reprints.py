"""Articles that print the same story, wholly or in part."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Unit
from aicine_lib.building import build_corpus
from aicine_lib.reprints import COMMON, Signature, find_stories, sign
from aicine_lib.script import fold
from aicine_lib.sentences import cut_sentences


def signed(text: str) -> Signature:
    units = [Unit(start, end, "body", 0) for start, end in cut_sentences(text)]
    return sign(Article("a", "d", "", "", text, fold(text), units, [], True))


@pytest.mark.parametrize("case", load_cases("reprints"))
def test_case(case: dict[str, str]) -> None:
    found = find_stories(["b", "a"], [signed(case["one"]), signed(case["other"])])
    told = [reprint for _, reprint in found if reprint]
    assert told == ([case["reprint"]] if case["reprint"] else []), case["gloss"]


def test_story_is_named_after_the_longest() -> None:
    short, long = (signed(text) for text in ("这是一家小工作室的故事，" * 4, "这是一家小工作室的故事，" * 5))
    assert find_stories(["a", "b"], [short, long])[0][0] == "b"
    assert find_stories(["b", "a"], [long, long]) == [("a", "whole"), ("a", "")]


def test_order_does_not_matter() -> None:
    cases = [param.values[0] for param in load_cases("reprints")]
    signatures = {f"{i}-{side}": signed(case[side]) for i, case in enumerate(cases) for side in ("one", "other")}
    names = sorted(signatures)
    forward = dict(zip(names, find_stories(names, [signatures[name] for name in names])))
    backward = dict(zip(names[::-1], find_stories(names[::-1], [signatures[name] for name in names[::-1]])))
    assert forward == backward


def test_a_sentence_that_very_many_share_makes_no_story() -> None:
    furniture = "本平台内容由用户上传，版权归原作者所有，如有侵权请与我们联系并及时删除相关的全部内容，感谢您的理解与支持以及长期以来对我们的关注和信任。"
    signatures = [
        signed(furniture + f"第{i}条消息说的是一件和别的消息都没有关系的{chr(0x4E00 + 97 * i)}{chr(0x5E00 + 31 * i)}事情。")
        for i in range(COMMON)
    ]
    parts = find_stories([f"{i:03}" for i in range(COMMON)], [s._replace(minhash=b"") for s in signatures])
    assert {reprint for _, reprint in parts} == {""}


def test_reprints_in_a_corpus_of_both_scripts(tmp_path: Path) -> None:
    case = next(param.values[0] for param in load_cases("reprints") if param.values[0]["case"] == "other script")
    for name, side in (("hans.txt", "one"), ("hant.txt", "other")):
        (tmp_path / name).write_text("AI短片的幕后\n" + case[side], encoding="utf-8")
    articles = build_corpus(tmp_path, tmp_path / "corpus", progress=False).articles
    assert articles["story_id"].nunique() == 1
    assert sorted(articles["reprint"].fillna("")) == ["", "whole"]
