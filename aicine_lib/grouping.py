"""Group the paragraphs of a document into articles, and find each article's title.

A page may hold several pieces: another begins where a heading, a byline or a dateline stands and the subject changes, or
where the agency behind the last paragraph says that the one before is over.
"""

from __future__ import annotations

import re
from itertools import takewhile

from .blocks import Block
from .roles import SECTION
from .topics import Subject, count_subject, is_on_topic

MIN_FOREIGN_CHARS = 250  # a shorter passage without a word of the subject is no article of its own
MIN_ITEM_CHARS = 60  # an item with a title and a byline of its own may be this short
SUBJECT_DENSITY = 2  # words of the subject in a hundred characters: the page is back at it
MIN_FOREIGN_LEAD = 5  # paragraphs, headings counted, that tell what a headed item is about
MIN_CHARS_BEFORE = 100  # so much must stand before it for its subject to be another
MAX_TITLE_LEAD = 250  # characters of body that may stand above a title (a lead set over it)
_DATELINE = re.compile(r"(?:本报|本网|新华社|中新社|中央社)(?:讯|电|[^，。]{2,12}电)|【[^】]{2,20}(?:报道|讯|电)】|[(（](?:本报)?记者")


class Paragraph:
    """Blocks that make one paragraph, halves of broken sentences joined."""

    __slots__ = ("blocks", "role", "text", "subject")

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.role = blocks[0].role
        self.text = blocks[0].text if len(blocks) == 1 else "".join(block.text for block in blocks)
        self.subject = count_subject(self.text) if self.role in ("body", "heading") else Subject(0, 0, 0, 0, 0)


def group_articles(paragraphs: list[Paragraph]) -> list[tuple[list[Paragraph], bool]]:
    """Group paragraphs into articles, and tell of each whether it is on topic."""
    groups: list[list[list[Paragraph]]] = []
    for section in _sections(paragraphs):
        if not groups:
            groups.append([section])
            continue
        if not _starts_article(section, groups[-1]):
            groups[-1].append(section)
            continue
        item = _item(section) if _is_foreign(_profile([section[:MIN_FOREIGN_LEAD]])) else len(section)
        groups.append([section[:item]])
        if item < len(section):  # the page goes back to the article that the item interrupted
            groups.append(groups.pop(-2))
            groups[-1].append(section[item:])
    laid = []
    for group in groups:
        flat = [paragraph for section in group for paragraph in section]
        laid.append((flat, is_on_topic([p.subject for p in flat if p.role == "heading"], [p.subject for p in flat if p.role == "body"])))
    return laid


def _sections(paragraphs: list[Paragraph]) -> list[list[Paragraph]]:
    """Cut at headings and datelines; headings in a row open one section."""
    sections: list[list[Paragraph]] = []
    for i, paragraph in enumerate(paragraphs):
        headed = paragraph.role == "heading" and not (i and paragraphs[i - 1].role == "heading")
        if not sections or headed or _dateline(paragraph) and sections[-1][-1].role != "heading":
            sections.append([])
        sections[-1].append(paragraph)
    return sections


def _item(section: list[Paragraph]) -> int:
    """How many paragraphs of a foreign section are its own, until one speaks of AI or screen work again."""
    for i, paragraph in enumerate(section):
        n_words = paragraph.subject.n_ai + paragraph.subject.n_screen
        if i and paragraph.role == "body" and n_words > 1 and n_words * 100 >= SUBJECT_DENSITY * paragraph.subject.n_chars:
            return i
    return len(section)


def _dateline(paragraph: Paragraph) -> bool:
    return paragraph.role == "body" and _DATELINE.match(paragraph.text) is not None


def _starts_article(section: list[Paragraph], before: list[list[Paragraph]]) -> bool:
    """Does a section begin another article: a new dateline or the end of the last, or another subject?"""
    if SECTION.match(section[0].text):
        return False  # a numbered section is a part, whatever it speaks of
    here, last = _profile([section]), _profile(before)
    if _end_mark(before[-1]) and section[0].role == "heading":
        return True
    if any(_dateline(p) for p in section[:4]) and last.n_chars > MIN_FOREIGN_CHARS and section[0].role == "heading":
        return True
    roles = [paragraph.role for paragraph in section[:3]]
    headed = roles[:2] == ["heading", "heading"] or "heading" in roles[:1] and "byline" in roles
    if here.n_chars < (MIN_ITEM_CHARS if headed else MIN_FOREIGN_CHARS) or last.n_chars < MIN_CHARS_BEFORE:
        return False
    # On one side the words of the subject run thick, on the other they are missing.
    opening = _profile([section[:MIN_FOREIGN_LEAD]]) if headed else here
    return _is_foreign(opening) and not _is_foreign(last) or _is_foreign(last) and not _is_foreign(here)


def _end_mark(section: list[Paragraph]) -> bool:
    """Agency or reporter behind the last paragraph: the article is over."""
    return len(section) > 1 and section[-1].role == "byline" and section[-2].role == "body"


def _profile(sections: list[list[Paragraph]]) -> Subject:
    """What some sections speak of, as one."""
    return Subject(*map(sum, zip(*(paragraph.subject for section in sections for paragraph in section))))


def _is_foreign(subject: Subject) -> bool:
    """Fewer than one AI word and three of screen work in a thousand characters."""
    return subject.n_ai * 1000 < subject.n_chars and subject.n_screen * 1000 < 3 * subject.n_chars


def find_title(group: list[Paragraph]) -> str:
    """The title: a heading of the first level, else the first heading where little stands above it.

    Below a lead a heading is the title only when another heading or the byline follows it at once; else it heads a section.
    """
    lead = 0
    run: list[str] = []
    for i, paragraph in enumerate(group):
        block = paragraph.blocks[0]
        if paragraph.role == "heading" and block.level == 1:
            return block.text
        if paragraph.role == "heading" and not run and lead <= MAX_TITLE_LEAD and not SECTION.match(block.text):
            following = [p.role for p in group[i + 1 : i + 2]]
            if not lead or following and following[0] in ("heading", "byline"):
                run = [p.text for p in _leading(group[i:]) if p.text[0] not in "—-（("]
        lead += len(paragraph.text) if paragraph.role == "body" else 0
    return max(run, key=len, default="")


def _leading(group: list[Paragraph]) -> list[Paragraph]:
    """The headings in a row that a group begins with: kicker, title, subtitle; the longest is the title."""
    return list(takewhile(lambda paragraph: paragraph.role == "heading", group))
