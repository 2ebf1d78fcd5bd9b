"""What the modules hand to one another: a document as read, an article as laid out, and the rows of the taggers.

Only shapes live here, no work. All offsets count characters (Python string indices); start is inclusive, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class Document:
    """One source file (or one row of a CSV/JSONL file, one member of a .zip) as decoded text."""

    document_id: str  # first 16 hexadecimal digits of sha256
    file_name: str  # as given below its folder; members "a.zip/b.txt", rows "a.csv#3"
    sha256: str  # of the file's bytes (of the row's text in UTF-8 for a row)
    n_bytes: int
    text: str  # what source offsets count in
    encoding: str
    format: str  # text, markdown, html, csv, jsonl, pdf, docx
    script: str = ""  # hans, hant, mixed
    title: str = ""  # only where the format carries it as metadata
    outlet: str = ""
    published_date: str = ""  # ISO, as precise as it is known
    date_precision: str = ""  # day, month, year, or empty
    url: str = ""
    encoding_confidence: float = 1.0


class Reject(NamedTuple):
    """A file or piece that was not taken, and why."""

    file_name: str
    reason_code: str
    detail: str


class Segment(NamedTuple):
    """A piece of reading text (start, end) and where it stands in the source."""

    start: int
    end: int
    source_start: int
    source_end: int
    role: str


class Unit(NamedTuple):
    """A sentence, heading, caption or byline of an article."""

    start: int
    end: int
    role: str  # body, heading, caption, byline; offtopic for every unit of an article that is off topic
    paragraph: int  # counted from 0 within the article


@dataclass(slots=True)
class Article:
    """One piece of writing: its reading text, and the units that it is cut into."""

    article_id: str
    document_id: str
    title: str
    byline: str
    text: str  # the reading text as printed (line breaks of the source included)
    plain: str  # the same, character for character: simplified, full-width letters and digits made half-width
    units: list[Unit]
    segments: list[Segment]
    is_on_topic: bool
    paragraphs: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, role; units lie inside


class Mention(NamedTuple):
    """One occurrence of a name."""

    start: int
    end: int
    type: str  # tool, film, work, person, org, event
    name: str  # canonical


class Quotation(NamedTuple):
    """One quotation; start and end enclose the words between the marks, or the span of what is reported."""

    start: int
    end: int
    speaker: str
    speaker_role: str
    cue: str
    form: str  # direct, indirect


class Claim(NamedTuple):
    """One quantified claim."""

    start: int
    end: int
    kind: str
    subject: str
    low: float
    high: float
    unit: str
    comparator: str  # = ~ < > range
    from_low: float | None
    from_high: float | None
    reading: str  # by, to, empty
    practice: str  # ai, conventional
    speaker: str


class Stance(NamedTuple):
    """What one unit asserts about AI."""

    stance: str  # favourable, critical, mixed, neutral, none
    score: float  # in [-1, 1]
    aspects: str  # codes, space-separated, in the codebook's order


class Metaphor(NamedTuple):
    """One likening of AI to something."""

    start: int
    end: int
    vehicle: str
    speaker: str
    vehicle_type: str  # tool, partner, rival, creature, vehicle, mirror, child, force, other


class Voice(NamedTuple):
    """One who is named or speaks in an article, and how much of it is theirs."""

    start: int  # where the name, or what is said, first stands
    name: str
    kind: str  # person, org, unnamed
    role: str
    affiliation: str
    n_mentions: int
    n_quotations: int  # direct
    n_reports: int  # indirect
    n_units: int  # that report their words or opinion
    n_chars: int  # said, directly or indirectly
    share: float  # of the characters of the article's units
