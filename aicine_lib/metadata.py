"""What is known of a document besides its text: outlet, date, address, title; under which column names it comes, and how
dates are written. A user's own table (``metadata.csv`` beside the files) is read here. What is not known stays empty.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from .articles import Document
from .decoding import decode
from .errors import InputError
from .plausibility import RejectedInput

# Names of columns and keys, in lower case and simplified as well as traditional characters; the first that is there is taken.
TEXT_COLUMNS = ("text", "content", "body", "article", "full_text", "fulltext", "maintext", "article_text",
                "正文", "内容", "全文", "文章", "文本", "文章内容", "新闻内容", "正文内容",
                "內容", "內文", "本文", "文章內容", "新聞內容")  # fmt: skip
METADATA_COLUMNS = {
    "title": ("title", "headline", "标题", "標題", "题目", "題目", "篇名", "新闻标题", "新聞標題"),
    "outlet": ("outlet", "source", "sitename", "site_name", "media", "publisher", "newspaper",
               "来源", "來源", "媒体", "媒體", "报纸", "報紙", "报刊", "刊名", "公众号", "出处"),
    "published_date": ("published_date", "date", "published", "publish_date", "pub_date", "published_at", "time", "datetime",
                       "日期", "发布时间", "發布時間", "发布日期", "發布日期", "發佈時間", "時間", "时间", "发表日期", "出版日期"),
    "url": ("url", "link", "permalink", "链接", "鏈接", "連結", "网址", "網址", "地址"),
}  # fmt: skip
TABLE_COLUMNS = ("outlet", "published_date", "date_precision", "url", "title")
KEY_COLUMNS = ("sha256", "file_name")
METADATA_NAME = "metadata.csv"  # of a table beside the files
FIRST_YEAR, LAST_YEAR = 1900, 2099  # numbers outside are no years of publication

_DATE = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?)?(?=$|[T\s年月日])")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")

MetadataTable = Mapping[str, Mapping[str, str]]


def parse_date(value: str) -> tuple[str, str]:
    """Turn a date as written into ISO form and its precision; both empty where it is no date.

    Parameters
    ----------
    value : str
        For instance 2025-03-08, 2025/3/8 10:20, 2025年3月, 20250308, 2025.

    Returns
    -------
    (str, str)
        The date as precise as it is written, and `day`, `month`, `year` or nothing.

    Examples
    --------
    >>> parse_date("2025年3月8日 10:20"), parse_date("2025/03"), parse_date("3月8日")
    (('2025-03-08', 'day'), ('2025-03', 'month'), ('', ''))
    """
    found = _COMPACT_DATE.match(value.strip()) or _DATE.match(value.strip())
    if not found:
        return "", ""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return "", ""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return "", ""
    parts = [f"{year:04}", f"{month:02}", f"{day:02}"][: 1 + bool(month) + bool(month and day)]
    return "-".join(parts), ("year", "month", "day")[len(parts) - 1]


@lru_cache(maxsize=256)
def find_column(names: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    """Return the name that is among those wanted, the earliest wanted first; empty if none is there.

    Examples
    --------
    >>> find_column(("Title", " 正文 "), TEXT_COLUMNS)
    ' 正文 '
    """
    known = {name.strip().lower().replace(" ", "_"): name for name in reversed(names)}
    return next((known[name] for name in wanted if name in known), "")


def find_metadata(row: Mapping[str, object]) -> dict[str, str]:
    """Return the metadata fields that a row (or a page's head) holds, under the names of Document.

    Examples
    --------
    >>> find_metadata({"标题": "雾港", "发布时间": "2025/3/8", "阅读量": 3})
    {'title': '雾港', 'published_date': '2025-03-08', 'date_precision': 'day'}
    """
    fields: dict[str, str] = {}
    for field, names in METADATA_COLUMNS.items():
        value = row.get(find_column(tuple(row), names))
        text = " ".join(str(value).split()) if isinstance(value, (str, int)) else ""
        if field == "published_date":
            date, precision = parse_date(text)
            fields |= {"published_date": date, "date_precision": precision} if date else {}
        elif text:
            fields[field] = text
    return fields


def load_metadata(path: str | Path) -> dict[str, dict[str, str]]:
    """Read a user's table of outlets and dates.

    Parameters
    ----------
    path : str or Path
        A CSV file with a column `sha256` or `file_name` (or both) and any of `outlet`, `published_date` (YYYY, YYYY-MM or
        YYYY-MM-DD), `date_precision` (else taken from the date), `url`, `title`. Other columns, as `note`, are left alone.

    Returns
    -------
    dict
        From sha256 or file name to the fields that are not empty. A bare file name stands for every file of that name.

    Raises
    ------
    InputError
        If the file is missing, has no key column, repeats a key, or a date is not as it must be; names the line.
    """
    path = Path(path)
    try:
        text = decode(path.read_bytes()).text
        rows = csv.DictReader(io.StringIO(text), strict=True)
        missing = not set(KEY_COLUMNS) & set(rows.fieldnames or ())
        if missing:
            raise InputError(f"{path}: no column sha256 or file_name, found {', '.join(rows.fieldnames or ())}; add one of them")
        table: dict[str, dict[str, str]] = {}
        for row in rows:
            fields = _checked_fields(row, f"{path}, line {rows.line_num}")
            for key in filter(None, ((row.get(column) or "").strip() for column in KEY_COLUMNS)):
                if key in table:
                    raise InputError(f"{path}, line {rows.line_num}: {key} stands in the table twice; keep one row")
                table[key] = fields
    except (OSError, RejectedInput, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as a metadata table ({error}); give a CSV file in UTF-8") from error
    return table


def is_metadata_table(path: str | Path) -> bool:
    """Tell whether a CSV file is a table of metadata: it has a key column, and none with texts.

    Examples
    --------
    >>> is_metadata_table("no/such/metadata.csv")
    False
    """
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            names = tuple(next(csv.reader([file.readline(4096)]), []))
    except OSError:
        return False
    return bool(set(KEY_COLUMNS) & set(names)) and not find_column(names, TEXT_COLUMNS)


def apply_metadata(document: Document, table: MetadataTable) -> Document:
    """Return the document with what the table says of it; what the table leaves empty stays as it was.

    Looked up by sha256, then by the whole file name, then by its last part.

    Examples
    --------
    >>> document = Document("0" * 12, "press/a.txt", "0" * 64, 9, "影", "utf-8", "text")
    >>> apply_metadata(document, {"a.txt": {"outlet": "江城晚报"}}).outlet
    '江城晚报'
    """
    for key in (document.sha256, document.file_name, document.file_name.rsplit("/", 1)[-1]):
        if key in table:
            return replace(document, **table[key])  # type: ignore[arg-type]
    return document


def _checked_fields(row: Mapping[str, str | None], place: str) -> dict[str, str]:
    fields = {name: (row.get(name) or "").strip() for name in TABLE_COLUMNS}
    date, precision = parse_date(fields["published_date"])
    if date != fields["published_date"]:
        raise InputError(f"{place}: published_date '{fields['published_date']}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    if fields["date_precision"] not in ("", precision):
        raise InputError(f"{place}: date_precision '{fields['date_precision']}' does not fit '{date}'; it must be '{precision}' or empty")
    fields["date_precision"] = precision
    return {name: value for name, value in fields.items() if value}
