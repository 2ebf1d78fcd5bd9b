"""From a document to its articles: reading order, roles, paragraphs, sentences, and where each piece stands in the source.

Reading text is made of pieces of the source, never of anything else. A sentence that a column, a sidebar or a caption
broke is closed again; what stood between follows the paragraph. Cues are general (how a line ends and begins, words
that the break cut in two, quotation marks left open, headings, bylines, the subject of the words): nothing here knows
a particular page.
"""

from __future__ import annotations

from .articles import Article, Document, Segment, Unit
from .blocks import cut_blocks
from .grouping import Paragraph, find_title, group_articles
from .joining import join_blocks
from .roles import judge_blocks
from .script import fold
from .sentences import cut_sentences

SPACE = frozenset(" \n\t\r\u3000\xa0")
LONGEST_MARK = 12  # characters of markup between the end of a paragraph and its line break


def lay_out(document: Document) -> tuple[list[Article], list[Segment]]:
    """Lay a document out as articles.

    Parameters
    ----------
    document : Document
        As read; offsets of the result count in its ``text``.

    Returns
    -------
    articles : list of Article
        In source order; an article that is not about AI and screen work is there too, its units ``offtopic``.
    rest : list of Segment
        The pieces of the source that are in no article: ``boilerplate``, and ``break`` for white space. Their start
        and end are 0. Together with the articles' segments they hold every character of the source once.

    Examples
    --------
    >>> source = "AI电影进影院\\n记者 林一\\n观众看完AI短片，说镜头比想的稳。导演正在\\n等下一部片子开机。\\n扫码关注我们"
    >>> articles, rest = lay_out(Document("d" * 12, "a.txt", "", 0, source, "utf-8", "text"))
    >>> [(articles[0].text[u.start : u.end], u.role) for u in articles[0].units][2:]
    [('观众看完AI短片，说镜头比想的稳。', 'body'), ('导演正在等下一部片子开机。', 'body')]
    >>> [(source[s.source_start : s.source_end], s.role) for s in rest]
    [('\\n', 'break'), ('扫码关注我们', 'boilerplate')]
    """
    source = document.text
    folded = fold(source)
    blocks = cut_blocks(folded)
    judge_blocks(folded, blocks)
    paragraphs = join_blocks(blocks)
    articles = [_compose(document, folded, group, on_topic) for group, on_topic in group_articles(paragraphs)]
    articles.sort(key=lambda article: article.article_id)
    return articles, _rest(source, articles)


def _compose(document: Document, folded: str, group: list[Paragraph], on_topic: bool) -> Article:
    """Lay an article's pieces one behind the other, and cut them into units."""
    source = document.text
    pieces: list[tuple[int, int, str]] = []  # in reading order, white space behind a paragraph included
    spans: list[tuple[int, int, str]] = []
    at = 0
    for paragraph in group:
        role = paragraph.role if on_topic else "offtopic"
        begin = at
        for block in paragraph.blocks:
            pieces += [(start, end, role) for start, end in block.pieces]
            at += len(block.text)
        spans.append((begin, at, role))
        start, end = _space_after(source, paragraph.blocks[-1].end)
        if end > start:
            pieces.append((start, end, role))
            at += end - start
    text = "".join([source[start:end] for start, end, _ in pieces])
    plain = "".join([folded[start:end] for start, end, _ in pieces])
    units = [
        Unit(start, stop, role, number)
        for number, (begin, end, role) in enumerate(spans)
        for start, stop in (cut_sentences(text, begin, end) if role != "byline" else [(begin, end)])
    ]
    segments = _merge(pieces)
    first = min(segment.source_start for segment in segments)
    title = document.title if document.title and len(group) > 1 else find_title(group)
    byline = " ".join(paragraph.text for paragraph in group if paragraph.role == "byline")
    return Article(
        f"{document.document_id}-{first:06d}", document.document_id, title, byline, text, plain, units, segments, on_topic, spans
    )


def _space_after(source: str, end: int) -> tuple[int, int]:
    """The line breaks behind a paragraph; marks such as ** may stand between."""
    start = end
    if source[end : end + 1] not in SPACE:
        start = source.find("\n", end, end + LONGEST_MARK)
        if start < 0 or any(map(str.isalnum, source[end:start])):
            return end, end
    stop = start
    while source[stop : stop + 1] in SPACE and stop < len(source):
        stop += 1
    return start, stop


def _merge(pieces: list[tuple[int, int, str]]) -> list[Segment]:
    """Segments of the pieces; one that follows the last in the source too makes it longer."""
    segments: list[Segment] = []
    at = begin = source_begin = source_end = 0
    last = ""
    for start, end, role in pieces:
        if start != source_end or role != last:
            if at > begin:
                segments.append(Segment(begin, at, source_begin, source_end, last))
            begin, source_begin, last = at, start, role
        at, source_end = at + end - start, end
    segments.append(Segment(begin, at, source_begin, source_end, last))
    return segments


def _rest(source: str, articles: list[Article]) -> list[Segment]:
    """The pieces of the source that no article holds."""
    held = sorted((s.source_start, s.source_end) for article in articles for s in article.segments)
    rest, at = [], 0
    for start, end in [*held, (len(source), len(source))]:
        if at < start:
            rest.extend(_gap(source, at, start))
        at = max(at, end)
    return rest


def _gap(source: str, start: int, end: int) -> list[Segment]:
    """A stretch outside every article: white space around it apart from what it says."""
    piece = source[start:end]
    lead = start + len(piece) - len(piece.lstrip())
    tail = start + len(piece.rstrip())
    if lead >= tail:
        return [Segment(0, 0, start, end, "break")]
    parts = [(start, lead, "break"), (lead, tail, "boilerplate"), (tail, end, "break")]
    return [Segment(0, 0, a, b, role) for a, b, role in parts if a < b]
