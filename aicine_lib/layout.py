"""From a document to its articles: reading order, roles, paragraphs, sentences, and where each piece stands in the source.

Reading text is made of pieces of the source, never of anything else. A sentence that a column, a sidebar or a caption
broke is closed again; what stood between follows the paragraph. Cues are general (how a line ends and begins, words
that the break cut in two, quotation marks left open, headings, bylines, the subject of the words): nothing here knows
a particular page.
"""

from __future__ import annotations

import re

from .articles import Article, Document, Segment, Unit
from .blocks import Block, cut_blocks
from .grouping import Paragraph, find_title, group_articles
from .roles import FUNCTION_END, LONG_LINE, judge_blocks
from .script import fold
from .sentences import cut_sentences
from .words import has_word

MAX_DISTANCE = 14  # blocks between the halves of a broken sentence: a newspaper page holds about as many in a column
MIN_JOIN = 1.4  # a break needs one strong sign or two weak ones, see _continues
MIN_WRAPPED = 8  # fewer lines show no width
NO_DOUBT = 2.0  # the very next line goes on: no need to look further

_FRESH = re.compile(
    r"[“「\"]|(?:19|20)\d\d年|(?:今|去|明)年|近[日来年期]|日前|昨|据|记者|本报|此外|同时|然而|不过|但是?|而且|因此|所以|其[中次实]|首先|最[后终]|对于|在[^，。]{2,12}[，上中下里]|随着|目前|如今|一方面|另一方面|值得|与此同时|《"
)
_SHORT_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{1,4}[。！？，、”]")
_CLOSER = re.compile(r"[。！？，、；：”’」』）)》,.!?;]")


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
    >>> source = "AI电影进影院\\n记者 林一\\n观众看完AI短片，说镜头比想的稳。导演在等下一\\n部片子开机。\\n扫码关注我们"
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
    paragraphs = _join(blocks)
    articles = [_compose(document, source, group, on_topic) for group, on_topic in group_articles(paragraphs)]
    articles.sort(key=lambda article: article.article_id)
    return articles, _rest(source, blocks, articles)


def _join(blocks: list[Block]) -> list[Paragraph]:
    """Close the sentences that a break cut in two, each half with the other."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    width = _wrap_width(blocks)
    for i, block in enumerate(blocks):
        if (
            block.role in ("boilerplate", "byline", "caption")
            and not (block.role == "caption" and block.ends)
            or not _is_open(blocks, i, width)
        ):
            continue
        best, score = None, MIN_JOIN
        for j in range(i + 1, min(len(blocks), i + 1 + MAX_DISTANCE)):
            if j not in taken and blocks[j].role in ("body", "heading") and not blocks[j].level:
                found = _continues(blocks, i, j, width)
                if found >= score and (best is None or found > score):
                    best, score = j, found
                if j == i + 1 and score >= NO_DOUBT:
                    break
        if best is not None:
            partner[i] = best
            taken.add(best)
            blocks[best].role = "body"
            block.role = "body" if block.role == "heading" else block.role
    paragraphs = []
    for i, block in enumerate(blocks):
        if i in taken or block.role == "boilerplate":
            continue
        chain = [block]
        while i in partner:
            i = partner[i]
            chain.append(blocks[i])
        paragraphs.append(Paragraph(chain))
    return paragraphs


def _wrap_width(blocks: list[Block]) -> int:
    """The width that lines were broken at, where a text comes in lines of one width; else 0."""
    if len(blocks) < MIN_WRAPPED:
        return 0
    widths = sorted(map(_width, blocks))
    widest = widths[int(len(widths) * 0.95)]
    full = sum(widest - 2 <= width <= widest + 1 for width in widths)
    return widest if 12 <= widest <= 90 and full >= 0.4 * len(widths) else 0


def _width(block: Block) -> int:
    """How wide a line is printed, in Chinese characters: two Latin letters or figures take the room of one."""
    return len(block.text.encode("gb18030", "replace")) // 2


def _is_open(blocks: list[Block], i: int, width: int) -> bool:
    """Does a block stop before its sentence does?"""
    block = blocks[i]
    if block.level or block.text[-1] in ":：" and len(block.text) > 1:
        return False
    if width and _width(block) >= width - 2:
        return True
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    if block.ends:
        return following is not None and len(following.text) < 3 and _CLOSER.match(following.text) is not None
    if FUNCTION_END.search(block.text) or len(block.text) == 1 or block.role == "body" and len(block.text) > LONG_LINE:
        return True
    return bool(following and (_CLOSER.match(following.text) or following.role == "body" and _spanning_word(block.text, following.text, 3)))


def _continues(blocks: list[Block], i: int, j: int, width: int) -> float:
    """How well block j goes on where block i stops: strong signs count 2, weak ones 1 or less."""
    first, second = blocks[i], blocks[j]
    score = 0.0
    between = blocks[i + 1 : j]
    if not between:
        score += 2.0
    elif all(block.role in ("caption", "boilerplate", "byline") for block in between):
        score += 1.0
    else:
        score -= 0.06 * len(between)
        if blocks[j - 1].role == "body" and not blocks[j - 1].ends:
            score -= 1.0  # rather the other half of the block right before it
        if blocks[j - 1].role in ("byline", "heading", "caption", "boilerplate"):
            score += 0.5  # the top of a column
    if _CLOSER.match(second.text):
        return score + 2 if not between else score
    if between and _spanning_word(first.text, second.text):
        score += 1.5
    if between and _SHORT_TAIL.match(second.text):
        score += 1.0
    if _left_open(first.text):
        score += 1.0 if _closes(second.text) else 0.0
    elif _closes(second.text):
        score += 1.0 if between else 0.5
    if _FRESH.match(second.text) and (between or not FUNCTION_END.search(first.text)):
        score -= 0.0 if width else 1.0
    if second.role == "heading" and not FUNCTION_END.search(first.text):
        full = bool(width) and _width(second) >= width - 2
        score -= 0.0 if full else 2.0 if first.ends else 1.0
    return score


def _spanning_word(left: str, right: str, shortest: int = 2) -> bool:
    """Did the break cut a word of the dictionary in two?"""
    for a in (1, 2, 3):
        for b in (1, 2, 3):
            if a + b >= shortest and len(left) >= a and len(right) >= b:
                word = left[-a:] + right[:b]
                if word.isalpha() and not word.isascii() and has_word(word):
                    return True
    return left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()


def _left_open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count("「") > text.count("」") or text.count("（") > text.count("）")


def _closes(text: str) -> bool:
    """Does a text close a quotation that it did not open?"""
    closing = text.find("”")
    opening = text.find("“")
    return closing >= 0 and (opening < 0 or closing < opening)


def _compose(document: Document, source: str, group: list[Paragraph], on_topic: bool) -> Article:
    """Lay an article's pieces one behind the other, and cut them into units."""
    segments: list[Segment] = []
    units: list[Unit] = []
    spans: list[tuple[int, int, str]] = []
    parts: list[str] = []
    at = 0
    for paragraph in group:
        role = paragraph.role if on_topic else "offtopic"
        begin = at
        for block in paragraph.blocks:
            for start, end in block.pieces:
                at = _lay(segments, parts, source, start, end, at, role)
        spans.append((begin, at, role))
        last = paragraph.blocks[-1].end
        stop = last
        while stop < len(source) and source[stop].isspace():
            stop += 1
        if stop > last:
            at = _lay(segments, parts, source, last, stop, at, role)
    text = "".join(parts)
    for number, (begin, end, role) in enumerate(spans):
        cut = cut_sentences(text, begin, end) if role in ("body", "offtopic", "caption", "heading") else [(begin, end)]
        units.extend(Unit(start, stop, role, number) for start, stop in cut)
    first = min(s.source_start for s in segments)
    title = document.title if document.title and len(group) > 1 else find_title(group)
    byline = " ".join(p.text for p in group if p.role == "byline")
    return Article(
        f"{document.document_id}-{first:06d}", document.document_id, title, byline, text, fold(text), units, segments, on_topic, spans
    )


def _lay(segments: list[Segment], parts: list[str], source: str, start: int, end: int, at: int, role: str) -> int:
    """Add a piece to the reading text; a piece that follows the last one in the source too makes it longer."""
    parts.append(source[start:end])
    if segments and segments[-1].source_end == start and segments[-1].role == role:
        last = segments[-1]
        segments[-1] = Segment(last.start, last.end + end - start, last.source_start, end, role)
    else:
        segments.append(Segment(at, at + end - start, start, end, role))
    return at + end - start


def _rest(source: str, blocks: list[Block], articles: list[Article]) -> list[Segment]:
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
