"""A file's format, told by its content before its name, and the text and metadata in it: one piece for a file, one for each row
of a table. Plain text, Markdown, HTML (main text), CSV/TSV, JSON and JSON Lines, PDF with a text layer, DOCX. Which part of a
text is the article is the layout's business, except in HTML, where the page's furniture is left out by trafilatura.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from .archives import check_packing
from .decoding import declared_charset, decode
from .metadata import find_metadata
from .plausibility import MIN_HAN, RejectedInput
from .rows import BadPiece, Piece, is_csv, is_json, read_csv, read_json

HTML_SUFFIXES, CSV_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml"), (".csv", ".tsv")
JSON_SUFFIXES, MARKDOWN_SUFFIXES = (".json", ".jsonl", ".ndjson"), (".md", ".markdown")
MAX_HTML_BYTES = 20_000_000  # trafilatura's own limit
HEAD = 4096  # characters in which a format shows

_FOREIGN_FORMATS = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"RIFF": "a RIFF media file",
    b"\xd0\xcf\x11\xe0": "an old Office file (.doc, .xls); save it as .docx", b"{\\rtf": "an RTF file; save it as .docx",
    b"\x1f\x8b": "a gzip file; unpack it", b"7z\xbc\xaf": "a 7z archive; unpack it", b"Rar!": "a RAR archive; unpack it",
    b"\xfd7zXZ": "an xz file; unpack it", b"BZh": "a bzip2 file; unpack it", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"SQLite format 3": "an SQLite database", b"PAR1": "a Parquet table", b"%!PS": "a PostScript file",
}  # fmt: skip
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_TAG = re.compile(r"<(?:p|div|br|body|span|a|h[1-6]|meta|li|td)\b[^>]*>", re.I)
_FRONT_MATTER = re.compile(r"---\n(.{1,4000}?)\n---\s*\n", re.S)
_SENTENCE_LINE = re.compile(r".*[，。！？].*")
_HTML_DATES = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}  # only dates that the page states as its own


class Parsed(NamedTuple):
    """What is in a file."""

    format: str  # text, markdown, html, csv, jsonl, pdf, docx
    encoding: str
    confidence: float
    n_dropped: int
    pieces: list[Piece | BadPiece]


def parse(data: bytes, name: str, first_line: int = 0) -> Parsed:
    """Tell a file's format and take the text and the metadata out of it.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name; the suffix decides only where the content does not.
    first_line : int
        Number of lines before it, where `data` is a part of a JSON Lines file.

    Returns
    -------
    Parsed
        At least one piece, good or bad. DOCX is UTF-8 inside; a PDF maps its own codes ("to-unicode").

    Raises
    ------
    RejectedInput
        If nothing in the file can be taken.

    Examples
    --------
    >>> parsed = parse("标题,正文\\n雾港,一部短片\\n".encode("utf-8"), "a.csv")
    >>> parsed.format, parsed.pieces
    ('csv', [Piece(text='一部短片', metadata={'title': '雾港'}, row='1')])
    """
    kind = sniff_bytes(data)
    if kind in ("pdf", "docx"):
        read, encoding = {"pdf": (_read_pdf, "to-unicode"), "docx": (_read_docx, "utf-8")}[kind]
        return Parsed(kind, encoding, 1.0, 0, [_guarded(read, data)])
    if kind == "zip":
        raise RejectedInput("unsupported_format", "a zip archive inside a zip archive; unpack it")
    decoded = decode(data, declared_charset(data))
    kind = _sniff_text(decoded.text, PurePosixPath(name.lower()).suffix)
    if kind == "html":
        pieces: list[Piece | BadPiece] = [_guarded(_read_html, decoded.text)]
    elif kind == "csv":
        pieces = list(read_csv(decoded.text))
    elif kind == "jsonl":
        pieces = list(read_json(decoded.text, first_line))
    else:
        pieces = [Piece(decoded.text, _front_matter(decoded.text) if kind == "markdown" else {})]
    if not pieces:
        raise RejectedInput("empty", "no rows below the column names")
    return Parsed(kind, decoded.encoding, decoded.confidence, decoded.n_dropped, pieces)


def sniff_bytes(data: bytes) -> str:
    """Tell formats that are no text by their first bytes: pdf, docx, zip, or nothing.

    Raises
    ------
    RejectedInput
        `unsupported_format` or `corrupt`.

    Examples
    --------
    >>> sniff_bytes(b"%PDF-1.7 ...")
    'pdf'
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    for magic, what in _FOREIGN_FORMATS.items():
        if data.startswith(magic):
            raise RejectedInput("unsupported_format", what)
    if data[4:8] == b"ftyp":
        raise RejectedInput("unsupported_format", "a video or a picture")
    return ""


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "word/document.xml" in names:
                check_packing(archive.getinfo("word/document.xml"))
                return "docx"
    except zipfile.BadZipFile as error:
        raise RejectedInput("corrupt", f"damaged zip archive or Office file ({error})") from error
    for start, what in (
        ("xl/", "an Excel workbook; save it as CSV"),
        ("ppt/", "a slide deck"),
        ("mimetype", "an OpenDocument or EPUB file"),
    ):
        if any(name.startswith(start) for name in names):
            raise RejectedInput("unsupported_format", what)
    return "zip"


def _sniff_text(text: str, suffix: str) -> str:
    head = text[:HEAD]
    if _HTML_START.match(head) or (suffix in HTML_SUFFIXES and _HTML_TAG.search(head)):
        return "html"
    if head.lstrip().startswith("<?xml"):
        raise RejectedInput("unsupported_format", "an XML file; give its text as .txt, .html or .jsonl")
    if head.lstrip()[:1] in ("{", "["):
        if is_json(text):
            return "jsonl"
        if suffix in JSON_SUFFIXES:
            raise RejectedInput("corrupt", "not valid JSON, nor JSON Lines")
    if suffix not in MARKDOWN_SUFFIXES and is_csv(head.lstrip("\n").split("\n", 1)[0], suffix in CSV_SUFFIXES):
        return "csv"
    return "markdown" if suffix in MARKDOWN_SUFFIXES else "text"


def _guarded(read: Callable[[Any], Piece], content: bytes | str) -> Piece:
    """Read with a foreign library, whose errors on damaged files are of any class."""
    try:
        return read(content)
    except RejectedInput:
        raise
    except Exception as error:
        raise RejectedInput("corrupt", f"{type(error).__name__}: {' '.join(str(error).split())[:120]}") from error


def _read_html(text: str) -> Piece:
    """Take the main text, its headline first, and what the page's head says."""
    from trafilatura import bare_extraction  # slow to import (0.2 s), and needed for pages only

    if len(text) > MAX_HTML_BYTES:
        raise RejectedInput("too_large", f"a page of {len(text)} characters; {MAX_HTML_BYTES} is the limit")
    page = bare_extraction(text, with_metadata=True, include_comments=False, date_extraction_params=_HTML_DATES)
    main = (getattr(page, "text", None) or "").strip()
    if sum(len(line) for line in _SENTENCE_LINE.findall(main)) < MIN_HAN:
        raise RejectedInput("no_main_text", "a page without running text (navigation and furniture only)")
    found = find_metadata({field: getattr(page, field, None) for field in ("title", "sitename", "date", "url")})
    title = found.get("title", "")
    return Piece(main if title in main[: len(title) + HEAD // 16] else f"{title}\n{main}", found)


def _read_pdf(data: bytes) -> Piece:
    """Take the text layer, page by page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RejectedInput("encrypted", "the PDF needs a password; save it without one")
    text = "\n".join(page.extract_text() for page in reader.pages).strip()
    if len(text) < MIN_HAN:
        raise RejectedInput("no_text_layer", f"{len(text)} characters on {len(reader.pages)} pages; run text recognition (OCR) on it")
    return Piece(text, find_metadata({"title": reader.metadata.title if reader.metadata else None}))


def _read_docx(data: bytes) -> Piece:
    """Take paragraphs and table cells in their order; headers, footers and notes are left out."""
    import docx

    document = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += [block.text] if hasattr(block, "text") else [cell.text for row in block.rows for cell in row.cells]
    return Piece("\n".join(lines).strip(), find_metadata({"title": document.core_properties.title}))


def _front_matter(text: str) -> dict[str, str]:
    """Read the metadata between --- marks at the head of a Markdown file; the text keeps it."""
    found = _FRONT_MATTER.match(text)
    pairs = (line.partition(":") for line in found[1].split("\n")) if found else ()
    return find_metadata({key.strip(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()})
