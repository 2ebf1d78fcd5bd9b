"""Words of sentences: the same that the table terms counts."""

from __future__ import annotations

import pytest
from sample_corpus import build_sample

from aicine_lib.corpus import load_corpus
from aicine_lib.errors import CorpusError
from aicine_lib.tokens import count_tokens, iter_tokens


def test_words_of_all_sentences_are_the_terms_of_the_corpus() -> None:
    corpus = build_sample()
    counted = count_tokens(iter_tokens(corpus, corpus.sentences[corpus.sentences["article_id"].isin(corpus.terms["article_id"])]))
    sums = counted["n_tokens"].sum(), corpus.terms["n_tokens"].sum()
    assert sums[0] == pytest.approx(sums[1], rel=0.005)  # a word may be cut otherwise where a sentence ends
    assert sum(len(sentence.tokens) for sentence in iter_tokens(corpus, corpus.sentences)) == pytest.approx(
        corpus.sentences["n_tokens"].sum(), rel=0.005
    )


def test_no_punctuation_and_simplified() -> None:
    corpus = build_sample()
    words = {token for sentence in iter_tokens(corpus, corpus.sentences) for token in sentence.tokens}
    assert "，" not in words and "電影" not in words and "电影" in words


def test_without_texts_it_says_so() -> None:
    press = load_corpus("press")
    if not press.has_texts:
        with pytest.raises(CorpusError, match="the texts are not beside the tables"):
            list(iter_tokens(press, press.sentences))
