"""Collocation: windows counted by hand, measures by their formulas and bounds, and the sample."""

from __future__ import annotations

import numpy as np
import pytest
from sample_corpus import build_sample

from aicine_lib.collocation import count_windows, find_collocates, score_collocates
from aicine_lib.tokens import SentenceTokens

SENTENCES = [
    SentenceTokens("a", "a-1", ["AI", "没有", "灵魂"]),
    SentenceTokens("a", "a-2", ["灵魂", "在", "人", "那里", "AI", "只是", "AI"]),
    SentenceTokens("b", "b-1", ["画笔", "没有", "灵魂"]),
]


def test_windows_by_hand() -> None:
    windows = count_windows(SENTENCES, {"AI"}, span=2)
    assert dict(windows.together) == {"没有": 1, "灵魂": 1, "人": 1, "那里": 1, "只是": 1}, "只是 stands between two nodes and counts once"
    assert windows.count_node({"AI"}) == 3 and windows.terms["灵魂"] == 3 and windows.articles["灵魂"] == {"a"}


def test_window_ends_with_the_sentence() -> None:
    assert count_windows(SENTENCES, {"画笔"}, span=9).together.keys() == {"没有", "灵魂"}


def test_measures_by_hand() -> None:
    table = score_collocates(count_windows(SENTENCES, {"AI"}, span=4), {"AI"}, 1)
    row = table.loc["灵魂"]  # twice within four words of AI, three times in all; AI three times; 7 of 10 other words in windows
    assert row["n_together"] == 2 and row["expected"] == pytest.approx(7 * 3 / 10)
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 3)))
    assert row["mi"] == pytest.approx(np.log2(2 / 2.1)) and row["t_score"] == pytest.approx((2 - 2.1) / np.sqrt(2))
    assert row["g2"] < 0, "less often than expected"


def test_words_that_never_part_have_14() -> None:
    pairs = [SentenceTokens("a", str(i), ["光", "影"]) for i in range(5)] + [SentenceTokens("a", "x", ["人"] * 20)]
    assert score_collocates(count_windows(pairs, {"光"}), {"光"}).loc["影", "log_dice"] == pytest.approx(14)


def test_log_dice_does_not_depend_on_the_size_of_the_corpus() -> None:
    more = [*SENTENCES, SentenceTokens("c", "c-1", ["雨"] * 5000)]
    small, large = (score_collocates(count_windows(each, {"AI"}), {"AI"}, 1) for each in (SENTENCES, more))
    assert small["log_dice"].equals(large["log_dice"]) and (large["mi"] > small["mi"]).all()


def test_several_words_are_one_node() -> None:
    table = score_collocates(count_windows(SENTENCES, {"AI", "画笔"}, span=2), {"AI", "画笔"}, 1)
    assert table.loc["没有", "n_together"] == 2 and table["n_node"].iloc[0] == 4


def test_a_word_that_never_occurs_has_no_collocates() -> None:
    corpus = build_sample()
    assert find_collocates(corpus, "无此词").empty and find_collocates(corpus, "AI", sentences=corpus.sentences.iloc[:0]).empty


def test_sample() -> None:
    table = find_collocates(build_sample(), {"AI", "生成式AI"}, span=5, min_together=3)
    assert len(table) and (table["n_together"] >= 3).all() and (table["n_together"] <= table["n_term"]).all()
    assert table["log_dice"].is_monotonic_decreasing and (table["n_articles"] <= table["n_together"]).all()
