"""One document in, the rows of every table out: lay it out, call each tagger once, give every row its id.

A pure function of the document and the lexicon: no clock, no order of processing, no other document enters. Nothing here
imports pandas: building calls this for millions of articles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from itertools import accumulate, compress, repeat
from typing import Any

from .articles import Article, Document
from .claims import find_claims
from .layout import lay_out
from .metaphors import find_metaphors
from .names import find_mentions
from .quotations import find_quotations
from .speakers import unit_speakers
from .stance import find_stance
from .tasks import find_tasks
from .words import tag_term, tokenize

MAX_SURFACE = 24  # characters in a row that a release may print of its source, design.md section 3
MAX_KNOWN = 1 << 17  # tokens remembered as words or marks before the memory is emptied

Rows = dict[str, list[tuple[object, ...]]]


def tag_document(document: Document) -> Rows:
    """Tag one document.

    Parameters
    ----------
    document : Document
        As read.

    Returns
    -------
    dict of str to list of tuple
        Table name to rows, columns in the order of data/codebook.yaml, every table but ``documents`` and ``rejects``.

    Examples
    --------
    >>> source = "AI短片《雨巷》入围影展\\n导演林一说：“AI只用了三天，成本不到5000元。”影展评委认为，AI短片的镜头很稳。"
    >>> rows = tag_document(Document("0" * 12, "a.txt", "", 0, source, "utf-8", "text"))
    >>> rows["articles"][0][:5]
    ('000000000000-000000', '000000000000', 'AI短片《雨巷》入围影展', '', True)
    >>> [(row[7], row[10]) for row in rows["claims"]]
    [(3.0, '='), (5000.0, '<')]
    """
    articles, rest = lay_out(document)
    rows: Rows = {name: [] for name in ("articles", "segments", "sentences", "mentions", "quotations", "claims", "metaphors", "terms")}
    for article in articles:
        rows["segments"].extend((article.article_id, *segment, document.document_id) for segment in article.segments)
        _tag_article(article, rows)
    rows["segments"].extend(("", None, None, s.source_start, s.source_end, s.role, document.document_id) for s in rest)
    return rows


def _tag_article(article: Article, rows: Rows) -> None:
    """Add one article's rows; an article that is off topic has sentences, but no tags and no terms."""
    aid, units = article.article_id, article.units
    tokens = tokenize(article.plain)
    n_tokens, counts = _count_tokens(article, tokens)
    rows["articles"].append(
        (
            aid,
            article.document_id,
            shorten(article.title),
            shorten(article.byline),
            article.is_on_topic,
            len(article.text),
            len(units),
            sum(n_tokens),
            aid,
        )
    )
    sentence_ids = [f"{aid}-s{unit.start:06d}" for unit in units]
    if not article.is_on_topic:
        rows["sentences"].extend(
            (sid, aid, unit.paragraph, unit.start, unit.end, unit.role, "", "none", 0.0, "", n, "")
            for sid, unit, n in zip(sentence_ids, units, n_tokens)
        )
        return
    mentions = find_mentions(article)
    quotations = find_quotations(article, mentions)
    speakers = unit_speakers(article, quotations, mentions)
    stances = find_stance(article, mentions, speakers)
    rows["sentences"].extend(
        (
            sid,
            aid,
            unit.paragraph,
            unit.start,
            unit.end,
            unit.role,
            speaker,
            stance.stance,
            round(stance.score, 3),
            stance.aspects,
            n,
            tasks,
        )
        for sid, unit, speaker, stance, n, tasks in zip(sentence_ids, units, speakers, stances, n_tokens, find_tasks(article))
    )
    starts = [unit.start for unit in units]
    text = article.text

    def sentence_of(start: int) -> str:
        return sentence_ids[max(0, bisect_right(starts, start) - 1)]

    rows["mentions"].extend(
        (f"{aid}-m{m.start:06d}", sentence_of(m.start), aid, m.start, m.end, shorten(text[m.start : m.end]), m.type, m.name)
        for m in mentions
    )
    rows["quotations"].extend((f"{aid}-q{q.start:06d}", aid, *q) for q in quotations)
    rows["claims"].extend(
        (f"{aid}-c{c.start:06d}", sentence_of(c.start), aid, *c, shorten(text[c.start : c.end]))
        for c in find_claims(article, mentions, speakers)
    )
    rows["metaphors"].extend((f"{aid}-x{x.start:06d}", sentence_of(x.start), aid, *x) for x in find_metaphors(article, mentions, speakers))
    terms = sorted(counts)
    rows["terms"].extend(zip(repeat(aid), terms, map(_pos.__getitem__, terms), map(counts.__getitem__, terms)))


def shorten(text: str) -> str:
    """Cut a string for a table to what may be published of a source.

    Examples
    --------
    >>> shorten("短"), len(shorten("长" * 30))
    ('短', 24)
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_SURFACE else flat[: MAX_SURFACE - 1] + "…"


class _Memory(dict[str, Any]):
    """What a function says of each token, kept until there are too many: a look-up is a tenth of a call."""

    def __init__(self, function: Callable[[str], object]) -> None:
        self.function = function

    def __missing__(self, token: str) -> object:
        if len(self) >= MAX_KNOWN:
            self.clear()
        found = self[token] = self.function(token)
        return found


def _is_word(token: str) -> bool:
    """A word begins with a letter, a digit or a Chinese character, and is not endless."""
    return token[0].isalnum() and len(token) <= MAX_SURFACE


_known = _Memory(_is_word)
_pos = _Memory(tag_term)


def _count_tokens(article: Article, tokens: list[str]) -> tuple[list[int], Counter[str]]:
    """Words per unit, and how often each word stands in the article."""
    is_word = list(map(_known.__getitem__, tokens))
    ends = list(accumulate(map(len, tokens)))
    before = [0, *accumulate(is_word)]
    n_tokens = [before[bisect_right(ends, unit.end)] - before[bisect_right(ends, unit.start)] for unit in article.units]
    return n_tokens, Counter(compress(tokens, is_word))
