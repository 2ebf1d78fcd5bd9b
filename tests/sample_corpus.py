"""The sample's corpus, built afresh with its texts, and smaller ones cut from it; for tests of measures."""

from __future__ import annotations

import atexit
import copy
from collections.abc import Collection
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from aicine_lib import paths
from aicine_lib.building import build_corpus
from aicine_lib.corpus import Corpus

OF_ARTICLES = ("articles", "sentences", "mentions", "quotations", "voices", "claims", "metaphors", "terms")


@cache
def build_sample() -> Corpus:
    """Build a corpus of the sample's texts, once for all tests."""
    folder = TemporaryDirectory(prefix="aicine_sample_")
    atexit.register(folder.cleanup)
    return build_corpus(paths.SAMPLE / "texts", Path(folder.name) / "corpus", progress=False)


def cut_corpus(corpus: Corpus, articles: Collection[str]) -> Corpus:
    """Return a corpus whose tables hold some articles only; an empty collection leaves none."""
    cut = copy.copy(corpus)
    for name in OF_ARTICLES:
        table = getattr(corpus, name)
        cut.__dict__[name] = table[table["article_id"].isin(list(articles))].reset_index(drop=True)
    documents = corpus.documents
    cut.__dict__["documents"] = documents[documents["document_id"].isin(cut.articles["document_id"])].reset_index(drop=True)
    return cut


def first_article(corpus: Corpus) -> str:
    """Return the id of an article on topic."""
    return str(corpus.articles.loc[corpus.articles["is_on_topic"], "article_id"].iloc[0])
