"""Words of sentences, read from the texts beside the tables: what collocation, type-token ratios and the keyness of codes count.

The table `terms` counts words by article and needs no texts; a word's neighbours, and its sentence, are only in the texts.
Words are those of :mod:`aicine_lib.words`: simplified, and without punctuation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .script import fold
from .texts import reading_texts
from .words import tokenize

if TYPE_CHECKING:
    from .corpus import Corpus


class SentenceTokens(NamedTuple):
    """The words of one sentence, in order."""

    article_id: str
    sentence_id: str
    tokens: list[str]


def iter_tokens(corpus: Corpus, sentences: pd.DataFrame) -> Iterator[SentenceTokens]:
    """Yield the words of sentences, article by article.

    Parameters
    ----------
    corpus : Corpus
        With its texts.
    sentences : pandas.DataFrame
        Rows of its table sentences: all, or those of a code.

    Raises
    ------
    CorpusError
        If no text is beside the tables.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> sample = load_corpus("sample")
    >>> next(iter_tokens(sample, sample.sentences)).tokens[:1] != []
    True
    """
    wanted: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (sentences[name] for name in ("article_id", "start", "end", "sentence_id"))
    for article_id, start, end, sentence_id in zip(*columns):
        wanted[article_id].append((start, end, sentence_id))
    for article in reading_texts(corpus.folder):
        places = wanted.get(article.article_id)
        if places:
            plain = fold(article.text)
            for start, end, sentence_id in places:
                yield SentenceTokens(article.article_id, sentence_id, [token for token in tokenize(plain[start:end]) if token[0].isalnum()])


def count_tokens(sentences: Iterable[SentenceTokens]) -> pd.DataFrame:
    """Count the words of sentences by article.

    Parameters
    ----------
    sentences : iterable of SentenceTokens
        Each article's one after another, as `iter_tokens` yields them.

    Returns
    -------
    pandas.DataFrame
        Columns article_id, term, n_tokens, as in the table terms: what `count_terms` takes.

    Examples
    --------
    >>> count_tokens([SentenceTokens("a", "a-s1", ["机器", "学", "机器"])]).values.tolist()
    [['a', '学', 1], ['a', '机器', 2]]
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        counted[sentence.article_id].update(sentence.tokens)
    rows = [(article_id, term, n) for article_id in sorted(counted) for term, n in sorted(counted[article_id].items())]
    return pd.DataFrame(rows, columns=["article_id", "term", "n_tokens"]).astype({"article_id": "str", "term": "str", "n_tokens": "int64"})
