"""The result card: frozen, valid JSON, in two languages, traceable to the corpus."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from sample_corpus import build_sample

from aicine_lib.errors import FigureError
from aicine_lib.result_cards import ResultCard, hash_corpus, result_card
from aicine_lib.tag_scores import SCORED, Validation, find_score
from aicine_lib.units import select_units

QUESTION = {"zh": "多少句子持批评态度？", "en": "How many sentences are critical?"}


@pytest.fixture
def card() -> ResultCard:
    corpus = build_sample()
    checked = Validation("stance", "alpha", 0.63, gold="dev")
    return result_card(corpus, QUESTION, select_units(corpus), (0.165, 0.126, 0.208), is_share=True, validation=checked)


def test_card_says_what_the_answer_rests_on(card: ResultCard) -> None:
    corpus, units = build_sample(), select_units(build_sample())
    assert (card.n_units, card.n_articles, card.n_stories) == (len(units), units["article_id"].nunique(), units["story_id"].nunique())
    assert card.lexicon_sha256 == corpus.description["aicine"]["lexicon_sha256"] and len(card.corpus_sha256) == 64


def test_stories_are_found_where_the_rows_have_none() -> None:
    corpus = build_sample()
    card = result_card(corpus, QUESTION, corpus.claims, unit="claims")
    stories = corpus.articles.set_index("article_id")["story_id"]
    assert card.n_stories == corpus.claims["article_id"].map(stories).nunique() and card.interval == {} and card.tag == ""


def test_json_has_no_nan(card: ResultCard) -> None:
    read = json.loads(json.dumps(card.to_dict(), ensure_ascii=False, allow_nan=False))
    assert read == card.to_dict() and read["validation"]["low"] is None and read["estimate"] == 0.165
    assert result_card(build_sample(), QUESTION, build_sample().claims.iloc[:0]).to_dict()["estimate"] is None


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["篇文章", "估计 16.5% [12.6%, 20.8%]", "stance alpha 0.63 (dev)"]), ("en", ["articles", "estimate 16.5%", QUESTION["en"]])],
)
def test_line_in_two_languages(card: ResultCard, language: str, words: list[str]) -> None:
    line = card.line(language)
    assert [word for word in words if word not in line] == [] and "\n" not in line and card.corpus_sha256[:8] in line


def test_what_is_asked_in_one_language_only_is_refused() -> None:
    corpus = build_sample()
    with pytest.raises(FigureError, match="must be given in zh and en"):
        result_card(corpus, {"zh": "问"}, corpus.claims)
    with pytest.raises(FigureError, match="interval 'guess' is unknown"):
        result_card(corpus, QUESTION, corpus.claims, interval="guess")


def test_card_cannot_be_changed(card: ResultCard) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        card.estimate = 1.0  # type: ignore[misc]


def test_corpus_hash_follows_the_tables() -> None:
    corpus = build_sample()
    before = hash_corpus(corpus)
    resource = corpus.resource("claims")
    changed = [r if r["name"] != "claims" else resource | {"hash": "sha256:0"} for r in corpus.description["resources"]]
    other = type(corpus)(corpus.folder)
    other.description = corpus.description | {"resources": changed}
    assert hash_corpus(other) != before == hash_corpus(type(corpus)(corpus.folder))


# How good the tag is


def test_the_score_of_a_tag_is_looked_up() -> None:
    corpus = build_sample()
    found = result_card(corpus, QUESTION, corpus.claims, unit="claims", tag="claims")
    assert found.validation == find_score("claims", "dev") and "claims F1 0." in found.line("en") and "(dev, seen)" in found.line("en")


def test_a_tag_that_was_never_measured_says_so() -> None:
    corpus = build_sample()
    card = result_card(corpus, QUESTION, corpus.metaphors, unit="metaphors", tag="metaphors")
    assert card.validation is None and "metaphors 未测" in card.line("zh") and "metaphors not measured" in card.line("en")


def test_an_answer_that_rests_on_no_tag_states_no_score() -> None:
    corpus = build_sample()
    assert "未测" not in result_card(corpus, QUESTION, corpus.articles, unit="articles").line("zh")


@pytest.mark.parametrize("tag", SCORED)
def test_every_tag_with_gold_has_a_score(tag: str) -> None:
    score = find_score(tag, "dev", Path("nothing is left out"))
    assert score is not None and 0 < score.value <= 1 and score.low <= score.value <= score.high


def test_what_was_left_out_while_learning_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "left_out.json"
    row = {"set": "press", "alpha": 0.41, "alpha_low": 0.3, "alpha_high": 0.5, "aspects_f1": 0.62}
    file.write_text(json.dumps({"machine": "x", "date": "2026-01-01", "left_out": [row]}), "utf-8")
    assert find_score("stance", "press", file) == Validation("stance", "alpha", 0.41, 0.3, 0.5, "press, left out")
    aspects = find_score("aspects", "press", file)
    assert aspects is not None and (aspects.measure, aspects.value) == ("F1", 0.62) and aspects.low != aspects.low
    seen = find_score("stance", "dev", file)
    assert seen is not None and seen.gold == "dev, seen"


def test_a_broken_file_of_scores_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "left_out.json"
    file.write_text("[]", "utf-8")
    with pytest.raises(FigureError, match="is not what benchmarks/learn_weights.py writes"):
        find_score("stance", "dev", file)


def test_a_line_in_another_language_is_refused(card: ResultCard) -> None:
    with pytest.raises(FigureError, match="language 'fr' is unknown: must be one of zh, en"):
        card.line("fr")
