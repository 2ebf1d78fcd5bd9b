"""Explaining: the table says what the taggers say, and nothing else."""

from __future__ import annotations

import pytest

import aicine_lib as al

SENTENCE = "导演许澜说：“即梦AI只用了三天，成本不到5000元。它像一匹野马，不太听话。”"


def test_every_tag_is_there() -> None:
    table = al.explain(SENTENCE)
    assert {"mention", "quotation", "claim", "metaphor", "cue", "stance"} <= set(table["tag"])
    places = zip(table["start"].tolist(), table["end"].tolist(), table["surface"].tolist())
    assert all(SENTENCE[start:end] == surface for start, end, surface in places)
    assert "tool: 即梦AI" in set(table["value"]) and "direct: 许澜" in set(table["value"])


def test_cues_carry_weights_and_stances_scores() -> None:
    table = al.explain(SENTENCE)
    assert table.loc[table["tag"].isin(["cue", "stance"]), "weight"].notna().all()
    assert table.loc[~table["tag"].isin(["cue", "stance"]), "weight"].isna().all()


def test_nothing_to_explain() -> None:
    with pytest.raises(ValueError, match="the sentence is empty"):
        al.explain(" \n")
