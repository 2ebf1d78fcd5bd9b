"""One document in, the rows of every table out: lay it out, call each tagger once, give every row its id.

A pure function of the document and the lexicon: no clock, no order of processing, no other document enters. Nothing here
imports pandas: building calls this for millions of articles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, compress, repeat
from typing import Any, NamedTuple

from .articles import Article, Claim, Document, Mention, Metaphor, Quotation, Segment, Stance, Voice
from .claims import find_claims
from .layout import lay_out
from .metaphors import find_metaphors
from .names import find_mentions
from .quotations import find_quotations
from .reprints import sign
from .speakers import unit_speakers
from .stance import find_stance
from .tasks import find_tasks
from .voices import find_voices
from .words import tag_term, tokenize

MAX_SURFACE = 24  # characters in a row that a release may print of its source, design.md section 3
SIGNATURES = "signatures"  # what building needs to find reprints; no table of the corpus
MAX_KNOWN = 1 << 17  # tokens remembered as words or marks before the memory is emptied

Rows = dict[str, list[tuple[object, ...]]]
Counted = tuple[list[int], Counter[str]]  # words per unit, and how often each stands in the article


class Tags(NamedTuple):
    """What the taggers found in one article."""

    mentions: list[Mention]
    quotations: list[Quotation]
    voices: list[Voice]
    speakers: list[str]  # one per unit, as stances and tasks
    stances: list[Stance]
    metaphors: list[Metaphor]
    claims: list[Claim]
    tasks: list[str]


def tag_document(document: Document) -> Rows:
    """Tag one document.

    Parameters
    ----------
    document : Document
        As read.

    Returns
    -------
    dict of str to list of tuple
        Table name to rows, columns in the order of data/codebook.yaml, every table but ``documents`` and ``rejects``; and
        per article its signature. Reprints are not known yet: every article is its own story.

    Examples
    --------
    >>> source = "AI短片《雨巷》入围影展\\n导演林一说：“AI只用了三天，成本不到5000元。”影展评委认为，AI短片的镜头很稳。"
    >>> rows = tag_document(Document("0" * 16, "a.txt", "", 0, source, "utf-8", "text"))
    >>> rows["articles"][0][:5]
    ('0000000000000000-000000', '0000000000000000', 'AI短片《雨巷》入围影展', '', True)
    >>> [(row[7], row[10]) for row in rows["claims"]]
    [(3.0, '='), (5000.0, '<')]
    """
    return tag_documents([document])[0]


def tag_documents(documents: Sequence[Document]) -> list[Rows]:
    """Tag some documents, each as :func:`tag_document` does, one tagger after the other.

    Each tagger goes over all the articles before the next one starts, so that its automaton stays in the processor's
    cache: a third faster than one article after the other.
    """
    laid = [lay_out(document) for document in documents]
    articles = [article for found, _ in laid for article in found]
    tokens = [tokenize(article.plain) for article in articles]
    counted = [_count_tokens(*each) for each in zip(articles, tokens)]
    on_topic = [each for each in zip(articles, tokens) if each[0].is_on_topic]
    tags = {article.article_id: found for (article, _), found in zip(on_topic, _tag(on_topic))}
    counts = {article.article_id: count for article, count in zip(articles, counted)}
    return [_rows(document, found, rest, counts, tags) for document, (found, rest) in zip(documents, laid)]


def _tag(tokenized: list[tuple[Article, list[str]]]) -> list[Tags]:
    """The tags of articles that are on topic, each given with its tokens."""
    articles = [article for article, _ in tokenized]
    mentions = [find_mentions(article) for article in articles]
    quotations = [find_quotations(article, found) for article, found in zip(articles, mentions)]
    speakers = [unit_speakers(article, quoted, found) for article, quoted, found in zip(articles, quotations, mentions)]
    voices = [find_voices(*each) for each in zip(articles, mentions, quotations, speakers)]
    known = list(zip(articles, mentions, speakers))
    weighed = [  # both read one pass of the same automaton
        (find_stance(*each, tokens), find_metaphors(*each)) for each, (_, tokens) in zip(known, tokenized)
    ]
    claims = [find_claims(*each) for each in known]
    tasks = [find_tasks(article) for article in articles]
    return [
        Tags(m, q, v, s, stances, found, c, t)
        for m, q, v, s, (stances, found), c, t in zip(mentions, quotations, voices, speakers, weighed, claims, tasks)
    ]


def _rows(document: Document, articles: list[Article], rest: list[Segment], counts: dict[str, Counted], tags: dict[str, Tags]) -> Rows:
    """The rows of one document; an article that is off topic has sentences, but no tags and no terms."""
    rows: Rows = {
        name: []
        for name in ("articles", "segments", "sentences", "mentions", "quotations", "voices", "claims", "metaphors", "terms", SIGNATURES)
    }
    for article in articles:
        n_tokens, terms = counts[article.article_id]
        rows["segments"].extend((article.article_id, *segment, document.document_id) for segment in article.segments)
        rows["articles"].append(_article_row(article, sum(n_tokens)))
        rows[SIGNATURES].append(sign(article))
        if article.is_on_topic:
            _add_tags(rows, article, n_tokens, tags[article.article_id])
            ordered = sorted(terms)
            rows["terms"].extend(zip(repeat(article.article_id), ordered, map(_pos.__getitem__, ordered), map(terms.__getitem__, ordered)))
        else:
            aid = article.article_id
            rows["sentences"].extend(
                (f"{aid}-s{unit.start:06d}", aid, unit.paragraph, unit.start, unit.end, unit.role, "", "none", 0.0, "", n, "")
                for unit, n in zip(article.units, n_tokens)
            )
    rows["segments"].extend(("", None, None, s.source_start, s.source_end, s.role, document.document_id) for s in rest)
    return rows


def _article_row(article: Article, n_tokens: int) -> tuple[object, ...]:
    a = article
    title, byline = shorten(a.title), shorten(a.byline)
    return (a.article_id, a.document_id, title, byline, a.is_on_topic, len(a.text), len(a.units), n_tokens, a.article_id, "")


def _add_tags(rows: Rows, article: Article, n_tokens: list[int], tags: Tags) -> None:
    """Add the rows of an article's sentences, mentions, quotations, voices, claims and metaphors."""
    aid, text = article.article_id, article.text
    sentence_ids = [f"{aid}-s{unit.start:06d}" for unit in article.units]
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
        for sid, unit, speaker, stance, n, tasks in zip(sentence_ids, article.units, tags.speakers, tags.stances, n_tokens, tags.tasks)
    )
    starts = [unit.start for unit in article.units]

    def sentence_of(start: int) -> str:
        return sentence_ids[max(0, bisect_right(starts, start) - 1)]

    rows["mentions"].extend(
        (f"{aid}-m{m.start:06d}", sentence_of(m.start), aid, m.start, m.end, shorten(text[m.start : m.end]), m.type, m.name)
        for m in tags.mentions
    )
    rows["quotations"].extend((f"{aid}-q{q.start:06d}", aid, *q) for q in tags.quotations)
    rows["voices"].extend((f"{aid}-v{n:03d}", aid, *voice) for n, voice in enumerate(tags.voices, 1))
    rows["claims"].extend((f"{aid}-c{c.start:06d}", sentence_of(c.start), aid, *c, shorten(text[c.start : c.end])) for c in tags.claims)
    rows["metaphors"].extend((f"{aid}-x{x.start:06d}", sentence_of(x.start), aid, *x) for x in tags.metaphors)


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


def _count_tokens(article: Article, tokens: list[str]) -> Counted:
    """Words per unit, and how often each word stands in the article."""
    is_word = list(map(_known.__getitem__, tokens))
    ends = list(accumulate(map(len, tokens)))
    before = [0, *accumulate(is_word)]
    n_tokens = [before[bisect_right(ends, unit.end)] - before[bisect_right(ends, unit.start)] for unit in article.units]
    return n_tokens, Counter(compress(tokens, is_word))
