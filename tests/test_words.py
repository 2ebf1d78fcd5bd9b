"""Words: what stays whole, that nothing is lost, and parity of the two segmenters."""

from __future__ import annotations

import doctest

import pytest

from aicine_lib import words

TEXTS = [
    "导演用即梦AI和Stable Diffusion做文生视频，提示词改了三十次。",
    "机会可灵活把握，立即梦想成真。",
    "团队比较了Gen-4、Sora 2与可灵2.0，成本降到原来的1/3。",
    "观众在影院里安静地坐着，片尾字幕滚动了五分钟。",
    "AI短片《纸鸢》入围上海国际电影节，编剧直言情感最难。",
    "",
    " \n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(words.tokenize(text)) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("他用Stable Diffusion出图", "Stable Diffusion"),
        ("换成Gen-4再试", "Gen-4"),
        ("即梦AI上线了", "即梦AI"),
        ("做文生视频要会写提示词", "文生视频"),
        ("提示词很长", "提示词"),
        ("一部AI漫剧", "AI漫剧"),
        ("上海国际电影节开幕", "上海国际电影节"),
    ],
)
def test_names_and_terms_stay_whole(text: str, whole: str) -> None:
    assert whole in words.tokenize(text)


def test_false_friends_are_cut_as_words() -> None:
    assert "可灵" not in words.tokenize("机会可灵活把握") and "即梦" not in words.tokenize("立即梦想起来")


def test_a_spaced_name_is_not_cut_out_of_a_longer_word() -> None:
    assert "Stable Diffusion" not in words.tokenize("unStable Diffusions")


def test_part_of_speech_and_dictionary() -> None:
    assert words.tag_term("北京") == "ns" and words.tag_term("") == "x"
    assert words.has_word("观察") and not words.has_word("雯观")


def test_stopwords() -> None:
    assert {"的", "了", "我们"} <= words.stopwords() and "电影" not in words.stopwords()


def test_jieba_cuts_the_same() -> None:
    reference = words._JiebaSegmenter()
    rust = words._new_segmenter()
    if isinstance(rust, words._JiebaSegmenter):
        pytest.skip("rjieba has no wheel here")
    for word, frequency, pos in words.load_user_words():
        if len(word) > 1 and not words.OPEN_WORD.search(word):
            for segmenter in (reference, rust):
                if not segmenter.has_word(word):
                    segmenter.add_word(word, frequency, pos)
    for text in TEXTS:
        assert rust.cut(text) == reference.cut(text)


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(words).failed == 0
