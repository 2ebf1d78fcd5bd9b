"""Segmentation into words: the only module that imports the segmenter.

The algorithm and the dictionary are jieba's, through its Rust port rjieba (same tokens but for a handful, 29 times as
fast); where no wheel of rjieba exists, jieba itself takes its place. The segmenter is private to this module and filled
once: our domain words (data/lexicon/user_words.csv), then the names of the lexicon. Words are a view on the text for
counting and for looking words up; spans are never built on them.
"""

from __future__ import annotations

import logging
import re
import warnings
from functools import cache, lru_cache
from typing import Protocol

from ahocorasick_rs import AhoCorasick, MatchKind

from .errors import LexiconError
from .lexicon import load_names, load_table

USER_WORDS = "user_words.csv"
STOPWORDS = "stopwords.csv"
DEFAULT_FREQUENCY = 500  # of a dictionary total of 60 million: wins against two words of 150,000 each, loses 立即|梦想 to nobody
DEFAULT_POS = "nz"
N_REMEMBERED = 1 << 17  # terms whose part of speech is kept; a large corpus has about that many
OPEN_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9+#&._%-]")  # jieba cuts at every other character, whatever the dictionary says


class Segmenter(Protocol):
    """What both segmenters can do."""

    def cut(self, text: str, hmm: bool = True) -> list[str]: ...

    def tag(self, text: str, hmm: bool) -> list[tuple[str, str]]: ...

    def has_word(self, word: str) -> bool: ...

    def add_word(self, word: str, freq: int, tag: str) -> object: ...


def tokenize(plain: str) -> list[str]:
    """Cut simplified text into words; joined again they are the text.

    Parameters
    ----------
    plain : str
        Text as :func:`aicine_lib.script.fold` leaves it.

    Returns
    -------
    list of str
        Words, numbers, punctuation marks and white space, in order.

    Examples
    --------
    >>> tokenize("使用Stable Diffusion和即梦AI做文生视频")
    ['使用', 'Stable Diffusion', '和', '即梦AI', '做', '文生视频']
    """
    segmenter, open_words = _segmenter()
    tokens: list[str] = []
    position = 0
    for _, start, end in open_words.find_matches_as_indexes(plain):
        if _is_inside_word(plain, start, end):
            continue
        tokens += segmenter.cut(plain[position:start])
        tokens.append(plain[start:end])
        position = end
    return tokens + segmenter.cut(plain[position:])


@lru_cache(maxsize=N_REMEMBERED)
def tag_term(term: str) -> str:
    """Return a term's part of speech by jieba's codes; a term that falls into several words has that of its last.

    Examples
    --------
    >>> tag_term("电影"), tag_term("北京")
    ('n', 'ns')
    """
    return _segmenter()[0].tag(term, True)[-1][1] if term else "x"


def tag_text(text: str) -> list[tuple[str, str]]:
    """Cut a short text by the dictionary alone and return its words with their part of speech.

    Examples
    --------
    >>> tag_text("重庆国际")
    [('重庆', 'ns'), ('国际', 'n')]
    """
    return _segmenter()[0].tag(text, False)


def cut_text(text: str) -> list[str]:
    """Cut a short text by the dictionary alone.

    Examples
    --------
    >>> cut_text("重庆国际")
    ['重庆', '国际']
    """
    return _segmenter()[0].cut(text, False)


@lru_cache(maxsize=N_REMEMBERED)
def has_word(word: str) -> bool:
    """Tell whether the dictionary holds a word.

    Examples
    --------
    >>> has_word("观察"), has_word("雯观")
    (True, False)
    """
    return _segmenter()[0].has_word(word)


@cache
def stopwords() -> frozenset[str]:
    """Return the words that carry no content, for counting terms."""
    return frozenset(row["word"] for row in load_table(STOPWORDS, ("word", "note"), key=("word",)))


def load_user_words() -> list[tuple[str, int, str]]:
    """Load the words that jieba's dictionary lacks: word, frequency, part of speech, in the order they are added."""
    words = {}
    for row in load_table(USER_WORDS, ("word", "frequency", "pos", "note"), key=("word",)):
        if row["frequency"] and not row["frequency"].isdecimal():
            raise LexiconError(f"{USER_WORDS}: frequency {row['frequency']!r} of {row['word']!r} is not a whole number; or leave it empty")
        words[row["word"]] = (row["word"], int(row["frequency"] or DEFAULT_FREQUENCY), row["pos"] or DEFAULT_POS)
    for entry in load_names():
        if entry.context != "bracket":
            for alias in entry.aliases:
                words.setdefault(alias, (alias, DEFAULT_FREQUENCY, DEFAULT_POS))
    return sorted(words.values())


@cache
def _segmenter() -> tuple[Segmenter, AhoCorasick]:
    """Return the filled segmenter, and an automaton of the words that it would cut at a space or mark inside them."""
    segmenter = _new_segmenter()
    open_words = []
    for word, frequency, pos in load_user_words():
        if OPEN_WORD.search(word):
            open_words.append(word)
        elif len(word) > 1 and not segmenter.has_word(word):
            segmenter.add_word(word, frequency, pos)
    return segmenter, AhoCorasick(open_words, matchkind=MatchKind.LeftmostLongest)


def _is_inside_word(plain: str, start: int, end: int) -> bool:
    """Tell whether a Latin letter touches the span from outside."""
    before, after = plain[start - 1 : start] if start else "", plain[end : end + 1]
    return before.isascii() and before.isalpha() or after.isascii() and after.isalpha()


def _new_segmenter() -> Segmenter:
    try:
        from rjieba import Jieba
    except ImportError:
        return _JiebaSegmenter()
    return Jieba()


class _JiebaSegmenter:
    """jieba behind the same four methods, where rjieba has no wheel."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba's invalid escapes and pkg_resources
            import jieba
            import jieba.posseg
        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tagger = jieba.posseg.POSTokenizer(self._tokenizer)
        self._tokenizer.initialize()

    def cut(self, text: str, hmm: bool = True) -> list[str]:
        return list(self._tokenizer.cut(text, HMM=hmm))

    def tag(self, text: str, hmm: bool) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._tagger.cut(text, HMM=hmm)]

    def has_word(self, word: str) -> bool:
        return bool(self._tokenizer.FREQ.get(word))

    def add_word(self, word: str, freq: int, tag: str) -> None:
        self._tokenizer.add_word(word, freq, tag)
