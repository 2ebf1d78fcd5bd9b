"""Coding sheets: a sample of units as an .xlsx workbook for people to code, with the codebook's choices as drop-downs.

The sheet is blind: coders see a unit and what stands around it, never what the tagger said of it. The sheet `sample`, which is
hidden, holds what is needed to weigh their codes back; nothing is protected. What coders filled in is read by coded_sheets.py.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from . import paths
from .codebook import codes
from .coding import SAMPLE_COLUMNS
from .corpus import Corpus
from .errors import CorpusError, OutputError
from .lexicon import load_table
from .texts import reading_texts

CODES, CODEBOOK, SAMPLE = "codes", "codebook", "sample"  # the sheets
SHOWN = {"number": "序号", "title": "文章", "before": "上文", "unit": "要编码的句子", "after": "下文"}
ASKED = {"stance": "态度", "speaker": "说话人", "note": "备注"}
WIDTHS = {"number": 6, "title": 12, "before": 26, "unit": 44, "after": 26, "stance": 17, "speaker": 14, "note": 20}  # characters
ASPECT_WIDTH = 9.5
LONGEST = 2000  # characters of a unit or its context that are shown; a cell holds 32,767
YES = "1"
FONT = "Microsoft YaHei"  # comes with Windows and Office; LibreOffice and WPS put their own Chinese font in its place elsewhere
HEAD, ASK, QUIET = PatternFill("solid", fgColor="DDE3EA"), PatternFill("solid", fgColor="FFF7DC"), "6B6B6B"
MADE = datetime(2000, 1, 1)  # every date in the file, so that the same sample gives the same bytes
HOW = (
    "每行只就黄色格中的句子编码，上下文只用来看懂它。先选 stance；凡不是 none 的，再在谈到的方面下填 1（可多选）。",
    "拿不准的行留空，在 note 里写明。speaker 填这句话转述的是谁的话或看法，记者自己的话留空。编码员各自编码，不要商量。",
    "Code the unit in the yellow cell alone; its context only helps to understand it. Choose a stance first; where it is not none, "
    "put 1 below every aspect spoken of.",
    "Leave a row empty where you cannot tell, and say why in note. speaker is whose words or opinion the unit reports, empty for the "
    "reporter's own voice. Coders work alone.",
)


def choice(code: str) -> str:
    """Return a stance as the drop-down shows it.

    Examples
    --------
    >>> choice("favourable")
    'favourable 肯定'
    """
    return f"{code} {codes('stance')[code].label['zh']}"


def unit_mark(text: str) -> str:
    """Return what tells the text of a unit from others, whatever a spreadsheet does to its spaces."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:12]


def write_coding_sheet(corpus: Corpus, sample: pd.DataFrame, out: str | Path, context: int = 1) -> Path:
    """Write a sample as a workbook for a coder; every coder gets a copy, named after them.

    Parameters
    ----------
    corpus : Corpus
        The corpus that the sample was drawn from, with its texts.
    sample : pandas.DataFrame
        What `draw_sample` returned.
    out : path
        A new file that ends in .xlsx; one that is there is never replaced, as it may hold codes.
    context : int, default 1
        Units shown before and after each.

    Returns
    -------
    Path
        The file. The same sample gives the same bytes.

    Raises
    ------
    CorpusError
        If texts of the sample are not beside the tables.
    OutputError
        If the file is there, has another ending, or cannot be written.
    """
    out = Path(out)
    if out.suffix.lower() != ".xlsx":
        raise OutputError(f"{out} must end in .xlsx: coding sheets are workbooks")
    if out.exists():
        raise OutputError(f"{out} is there already and may hold codes: give another name with --out, or move it away")
    units = _show_units(corpus, sample, context)
    book = Workbook()
    book.properties.creator, book.properties.created, book.properties.modified = "aicine", MADE, MADE
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = CODES
    stances = _write_codebook(book.create_sheet(CODEBOOK))
    _write_codes(first, units, stances)
    hidden = book.create_sheet(SAMPLE)
    hidden.sheet_state = "veryHidden"  # not on the list that "unhide" offers: whoever codes must not see the strata by accident
    _write_rows(
        hidden,
        [[*SAMPLE_COLUMNS, "unit_mark"], *sample[list(SAMPLE_COLUMNS)].assign(unit_mark=units["unit"].map(unit_mark)).values.tolist()],
    )
    try:
        out.write_bytes(_pack(book))
    except OSError as error:
        raise OutputError(f"cannot write {out}: {error.strerror or error}; name another place with --out") from error
    return out


def _show_units(corpus: Corpus, sample: pd.DataFrame, context: int) -> pd.DataFrame:
    """What coders see of every unit of a sample: number, title, before, unit, after."""
    wanted = set(sample["article_id"])
    texts = {each.article_id: each.text for each in reading_texts(corpus.folder) if each.article_id in wanted} if corpus.has_texts else {}
    if missing := len(wanted - set(texts)):
        raise CorpusError(
            f"the texts of {missing} of {len(wanted)} articles of the sample are not beside the tables in {corpus.folder}, so nobody can read "
            f"them: run aicine texts FILE... --corpus {corpus.folder} with your copies, or build the corpus without --no-texts"
        )
    titles = dict(zip(corpus.articles["article_id"], corpus.articles["title"]))
    units = corpus.sentences[corpus.sentences["article_id"].isin(wanted)].sort_values("start")
    by_article = {article: rows.reset_index(drop=True) for article, rows in units.groupby("article_id")}
    shown = []
    for number, sentence, article in zip(sample["number"], sample["sentence_id"], sample["article_id"]):
        rows, text = by_article[article], texts[article]
        at = rows.index[rows["sentence_id"] == sentence][0]
        start, end = rows["start"][at], rows["end"][at]
        before, after = rows["start"][max(0, at - context)], rows["end"][min(len(rows) - 1, at + context)]
        pieces = (_clean(text[before:start])[-LONGEST:], _clean(text[start:end])[:LONGEST], _clean(text[end:after])[:LONGEST])
        shown.append((number, _clean(titles[article]), *pieces))
    return pd.DataFrame(shown, columns=list(SHOWN))


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub(" ", text).strip()


def _write_codes(sheet: Worksheet, units: pd.DataFrame, stances: str) -> None:
    """Write the sheet that coders fill in; `stances` is where its drop-down finds the choices."""
    aspects = codes("aspect")
    labels = {**SHOWN, "stance": ASKED["stance"], **{code: about.label["zh"] for code, about in aspects.items()}, **ASKED}
    names = [*SHOWN, "stance", *aspects, "speaker", "note"]
    rows = [[f"{name} {labels[name]}" for name in names], *units.to_numpy().tolist()]
    _write_rows(sheet, rows)
    last = len(rows)
    for i, name in enumerate(names, 1):
        letter = sheet.cell(1, i).column_letter
        sheet.column_dimensions[letter].width = WIDTHS.get(name, ASPECT_WIDTH)
        if name in aspects:
            _note(sheet, i, f"{_defined('aspect', name)}\n\n谈到则填 1，否则留空。 1 where it is spoken of, else empty.")
            _offer(sheet, f'"{YES}"', f"{letter}2:{letter}{last}", "填 1 或留空。 1 or empty.")
        elif name == "stance":
            _note(sheet, i, "\n".join(_defined("stance", code) for code in codes("stance")), height=420)
            _offer(sheet, stances, f"{letter}2:{letter}{last}", "请从列表中选择。 Choose from the list.")
    for row in sheet.iter_rows(min_row=2, max_row=last):
        for name, cell in zip(names, row):
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if name in aspects or name == "number" else None)
            cell.font = Font(FONT, 10, color=QUIET if name in ("number", "title", "before", "after") else None)
            if name == "unit":
                cell.fill = ASK
    sheet.freeze_panes = "B2"


def _write_codebook(sheet: Worksheet) -> str:
    """Write the sheet that says what the codes mean, and return where the choices of the stance stand in it."""
    rows: list[Sequence[object]] = [
        ["list 类别", "choice 选项", "definition 定义（中）", "not 不包括（中）", "definition 定义（英）", "not 不包括（英）"]
    ]
    chinese = _chinese()
    for name in ("stance", "aspect"):
        for code, about in codes(name).items():
            shown = choice(code) if name == "stance" else f"{code} {about.label['zh']}"
            rows.append([name, shown, *chinese.get((name, code), ("", "")), about.definition, about.excludes])
    _write_rows(sheet, [*rows, [], *([line] for line in HOW)])
    for letter, width in zip("ABCDEF", (10, 20, 44, 36, 44, 36)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2, max_row=len(rows)):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    return f"{CODEBOOK}!$B$2:$B${1 + len(codes('stance'))}"


def _chinese() -> dict[tuple[str, str], tuple[str, str]]:
    """Definitions and what they exclude, in Chinese, by list and code."""
    table = load_table("codebook_zh.csv", ("list", "code", "definition", "excludes"), key=("list", "code"), base=paths.DATA / "gold")
    return {(row["list"], row["code"]): (row["definition"], row["excludes"]) for row in table}


def _defined(name: str, code: str) -> str:
    about, (definition, _) = codes(name)[code], _chinese().get((name, code), ("", ""))
    return f"{code} {about.label['zh']}：{definition} {about.definition}"


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
    """Write rows, the first as a head; a text is a text, though it begins with an equals sign."""
    for i, row in enumerate(rows, 1):
        for j, value in enumerate(row, 1):
            cell = sheet.cell(i, j, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.font = Font(FONT, 10, bold=i == 1)
            if i == 1:
                cell.fill, cell.border = HEAD, Border(bottom=Side("thin"))
                cell.alignment = Alignment(wrap_text=True, vertical="top")


def _note(sheet: Worksheet, column: int, text: str, height: int = 150) -> None:
    sheet.cell(1, column).comment = Comment(text, "aicine", height=height, width=420)


def _offer(sheet: Worksheet, choices: str, cells: str, error: str) -> None:
    offered = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=True, error=error, errorTitle="aicine")
    offered.add(cells)
    sheet.add_data_validation(offered)


def _pack(book: Workbook) -> bytes:
    """The workbook as bytes that do not depend on the hour: its parts are packed anew, all with one date."""
    written, packed = BytesIO(), BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()  # Workbook.save would put in the time of now
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
