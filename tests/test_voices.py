"""Voices: who is named or speaks, as what, from where, and how much."""

from __future__ import annotations

import pytest
from cases_table import load_cases

from aicine_lib.articles import Article, Mention, Quotation, Segment, Unit, Voice
from aicine_lib.names import find_mentions
from aicine_lib.quotations import find_quotations
from aicine_lib.script import fold
from aicine_lib.sentences import cut_sentences
from aicine_lib.speakers import unit_speakers
from aicine_lib.voices import find_voices


def article_of(text: str) -> Article:
    units = [Unit(start, end, "body", 0) for start, end in cut_sentences(text)]
    segments = [Segment(0, len(text), 0, len(text), "body")]
    return Article("a", "d", "", "", text, fold(text), units, segments, True, [(0, len(text), "body")])


def voices_in(text: str, known: str = "") -> dict[str, Voice]:
    """Find the voices of a text; one sentence may be too little to tell that a name is one, so it can be given."""
    article = article_of(text)
    mentions = find_mentions(article)
    start = article.plain.find(known) if known else -1
    if start >= 0 and known not in {m.name for m in mentions} and not known.startswith(("一", "网友", "平台")):
        apart = [m for m in mentions if m.end <= start or start + len(known) <= m.start]
        mentions = sorted([*apart, Mention(start, start + len(known), "person", known)])
    quotations = find_quotations(article, mentions)
    return {voice.name: voice for voice in find_voices(article, mentions, quotations, unit_speakers(article, quotations, mentions))}


@pytest.mark.parametrize("case", load_cases("voices"))
def test_case(case: dict[str, str]) -> None:
    voice = voices_in(case["text"], case["name"])[case["name"]]
    assert (voice.role, voice.affiliation) == (case["role"], case["affiliation"]), case["gloss"]


def test_words_are_counted_once() -> None:
    text = "林一说：“机器不会做梦，人会。”她没有再说什么。"
    quotations = [Quotation(4, 14, "林一", "", "说", "direct"), Quotation(6, 14, "林一", "", "说", "indirect")]
    voice = find_voices(article_of(text), [Mention(0, 2, "person", "林一")], quotations, ["林一", ""])[0]
    assert (voice.n_quotations, voice.n_reports, voice.n_units, voice.n_chars) == (1, 1, 1, 10)
    assert voice.share == round(10 / len(text), 3)


def test_a_turn_of_an_interview_counts_whole() -> None:
    text = "林一：我先画草图。再交给机器。"
    voice = find_voices(article_of(text), [Mention(0, 2, "person", "林一")], [], ["林一", "林一"])[0]
    assert (voice.n_quotations, voice.n_units, voice.n_chars, voice.share) == (0, 2, len(text), 1.0)


def test_shares_do_not_exceed_one() -> None:
    voices = voices_in("导演林一说：“AI很快。”编剧周二说：“AI很慢。”一位观众说：“AI很像。”")
    assert len(voices) == 3 and sum(voice.share for voice in voices.values()) < 1
