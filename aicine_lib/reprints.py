"""Reprints: articles that print the same story, wholly or in part, whatever their dates and their script.

Every article is signed while it is tagged (a MinHash of its runs of characters, and a hash of each long sentence); when all
are known, those that share enough are put together. Texts are compared in simplified characters, letters and digits alone,
so another script, page or punctuation does not hide a reprint. Two reports of one event in other words are no reprints.

A part is found by whole sentences that it shares; rewritten sentences are not seen. A digest that takes over two stories
in full stands in one story with both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from .articles import Article

RUN = 5  # characters of a run (shingle): long enough that two articles on one subject share few
HASHES, SEED = 128, 1  # of a MinHash: the standard error of a similarity of 0.5 is 0.04
BAND = 3  # hashes of a band; bands that are equal make a pair of candidates: 99.6 % of pairs that are half the same
WHOLE = 0.5  # similarity (Jaccard, Broder 1997) from which an article is a reprint of the whole
PART = 0.5  # share of the shorter article's letters, in long sentences, from which it is a reprint in part
LONG = 12  # letters of a sentence that two writers hardly hit on by chance
LEAST = 60  # letters in such sentences that a part must share
COMMON = 200  # articles that share one sentence: from here on it is furniture, not a story

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


class Signature(NamedTuple):
    """What is kept of an article to compare it."""

    n_letters: int
    minhash: bytes  # HASHES numbers of 4 bytes; empty where the article has no run
    sentences: bytes  # per long sentence, 8 bytes: a hash, whose lowest byte is the number of letters (255 at most)


def sign(article: Article) -> Signature:
    """Sign an article.

    Parameters
    ----------
    article : Article
        As laid out.

    Returns
    -------
    Signature
        The same for the same letters, on any machine.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "一家小公司用三天拍完了一部短片。"
    >>> signature = sign(Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True))
    >>> signature.n_letters, len(signature.minhash), len(signature.sentences)
    (15, 512, 8)
    """
    sentences = ["".join(filter(str.isalnum, article.plain[unit.start : unit.end])).lower() for unit in article.units]
    letters = "".join(sentences)
    minhash = b""
    if len(letters) >= RUN:
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update([letters[i : i + RUN] for i in range(len(letters) - RUN + 1)])
        minhash = np.array(sketch.digest(), dtype="<u4").tobytes()
    return Signature(len(letters), minhash, b"".join(map(_hash, sentences)))


def find_stories(ids: Sequence[str], signatures: Sequence[Signature]) -> list[tuple[str, str]]:
    """Put reprints together.

    Parameters
    ----------
    ids : sequence of str
        Ids of the articles.
    signatures : sequence of Signature
        One per article.

    Returns
    -------
    list of (str, str)
        Per article its story, named after the longest article in it (of equals, the one whose id is first), and what it is
        there: "" for that one, "whole" or "part" for a reprint of it.

    Examples
    --------
    >>> find_stories(["a", "b"], [Signature(0, b"", b""), Signature(0, b"", b"")])
    [('a', ''), ('b', '')]
    """
    minhashes = np.zeros((len(ids), HASHES), dtype=np.uint32)
    for row, signature in enumerate(signatures):
        if signature.minhash:
            minhashes[row] = np.frombuffer(signature.minhash, dtype="<u4")
    n_letters = [signature.n_letters for signature in signatures]
    leader = list(range(len(ids)))

    def lead(row: int) -> int:
        while leader[row] != row:
            leader[row] = row = leader[leader[row]]
        return row

    def join(one: int, other: int) -> None:
        one, other = lead(one), lead(other)
        first, second = sorted((one, other), key=lambda row: (-n_letters[row], ids[row]))
        leader[second] = first

    signed = np.array([row for row, signature in enumerate(signatures) if signature.minhash], dtype=np.int64)
    for one, other in _alike(minhashes, signed):
        join(one, other)
    for one, other in _parts(signatures):
        join(one, other)
    leaders = [lead(row) for row in range(len(ids))]
    return [(ids[first], _kind(minhashes, row, first)) for row, first in enumerate(leaders)]


def _hash(sentence: str) -> bytes:
    if len(sentence) < LONG:
        return b""
    return bytes([min(len(sentence), 255)]) + hashlib.blake2b(sentence.encode(), digest_size=7).digest()


def _kind(minhashes: NDArray[np.uint32], row: int, first: int) -> str:
    if row == first:
        return ""
    return "whole" if (minhashes[row] == minhashes[first]).mean() >= WHOLE else "part"


def _alike(minhashes: NDArray[np.uint32], signed: Ints) -> Iterator[tuple[int, int]]:
    """Yield pairs of articles that are the same for the most part: candidates share a band, the whole hash decides."""
    for band in range(0, HASHES - BAND + 1, BAND):
        columns = minhashes[signed, band : band + BAND].astype(np.uint64)
        key = columns[:, 0] << np.uint64(32) | columns[:, 1]
        one, other, _ = _pairs(key ^ columns[:, 2] * np.uint64(0x9E3779B97F4A7C15), signed)
        for chunk in np.array_split(np.arange(len(one)), max(1, len(one) // 100_000)):
            same = (minhashes[one[chunk]] == minhashes[other[chunk]]).mean(1) >= WHOLE
            yield from zip(one[chunk][same].tolist(), other[chunk][same].tolist())


def _parts(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Yield pairs of which the shorter article has half its long sentences in the other."""
    hashes = [np.unique(np.frombuffer(signature.sentences, dtype="<u8")) for signature in signatures]
    long = np.array([int((each & np.uint64(255)).sum()) for each in hashes])
    keys = np.concatenate([*hashes, np.zeros(0, dtype=np.uint64)])
    one, other, shared = _shared(keys, np.repeat(np.arange(len(hashes)), [len(each) for each in hashes]))
    enough = (shared >= LEAST) & (shared >= PART * np.minimum(long[one], long[other]))
    yield from zip(one[enough].tolist(), other[enough].tolist())


def _pairs(key: Words, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Pair every place with the first of its key: as many pairs as places at most, however many are equal; third, the places."""
    order = np.argsort(key, kind="stable")
    is_first = np.r_[True, key[order][1:] != key[order][:-1]][: len(order)]
    first = np.maximum.accumulate(np.where(is_first, np.arange(len(order)), 0))
    places = order[~is_first]
    return rows[order[first[~is_first]]], rows[places], places


def _shared(key: Words, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Pair articles over the sentences that they share, and sum the letters of these; what very many share does not count."""
    _, kind, counts = np.unique(key, return_inverse=True, return_counts=True)
    is_told = counts[kind] < COMMON
    key, rows = key[is_told], rows[is_told]
    one, other, places = _pairs(key, rows)
    n = int(rows.max(initial=0)) + 1
    pair, kind = np.unique(one * n + other, return_inverse=True)
    letters = np.bincount(kind, weights=key[places] & np.uint64(255), minlength=len(pair))
    return pair // n, pair % n, letters.astype(np.int64)
