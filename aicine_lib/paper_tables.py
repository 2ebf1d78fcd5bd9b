"""Tables for papers: one frame as CSV, LaTeX, HTML that Word takes as a table, and Markdown, beside the figures.

The CSV holds the values as computed; in the others every number is formatted once, in the same way: whole numbers with thousands
separated, shares as per cent, other numbers with stated decimals. Heads and codes are labelled from the codebook, in the language
of the figures. The same frame gives the same bytes. How each format is written is table_formats.py's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from . import paths
from .codebook import load_codebook
from .errors import FigureError
from .figure_marks import is_ids
from .table_formats import WRITERS, to_markdown

if TYPE_CHECKING:
    from IPython.display import Markdown

    from .result_cards import ResultCard

FOLDER = "tables"  # below the folder of the figures
ID_SHAPE = re.compile(r"\d\d_[a-z0-9_]+")
HOUSE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")  # a column of ours, which a reader should not meet unlabelled
MISSING = "—"
TRUTH = {"zh": ("否", "是"), "en": ("no", "yes")}
COUNTED = {  # what a column n_X or share_X counts, where the codebook has no table of that name
    "units": {"zh": "单位", "en": "units"},
    "stories": {"zh": "报道", "en": "stories"},
    "together": {"zh": "共现", "en": "together"},
    "outlets": {"zh": "媒体", "en": "outlets"},
    "tools": {"zh": "工具", "en": "tools"},
    "films": {"zh": "影片", "en": "films"},
}
LABELS = {
    "share": {"zh": "占比", "en": "share"},
    "low": {"zh": "下限", "en": "lower bound"},
    "high": {"zh": "上限", "en": "upper bound"},
    "article": {"zh": "文章", "en": "article"},
    "document": {"zh": "文献", "en": "document"},
    "voice": {"zh": "声音", "en": "voice"},
    "claimant": {"zh": "主张者", "en": "claimant"},
}
JOINED = {"aspects": "aspect", "tasks": "task"}  # columns with several codes in a cell: their code list
Words = Mapping[str, str]


class PaperTable(NamedTuple):
    """A table whose cells are formatted: what every format is written from."""

    table_id: str
    title: str
    heads: list[str]
    rows: list[list[str]]
    is_number: list[bool]  # of the columns
    notes: list[str]
    language: str


def save_table(
    frame: pd.DataFrame,
    table_id: str,
    *,
    title: Words,
    note: Words | None = None,
    labels: Mapping[str, Words] | None = None,
    percent: Collection[str] = (),
    decimals: int | Mapping[str, int] = 1,
    units: Mapping[str, str] | None = None,
    card: ResultCard | None = None,
    lang: str = "",
) -> Markdown:
    """Save a table for a paper as tables/ID.csv, .tex, .html and .md in the folder of the figures, and show it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Its index is the first column where it has a name. Columns of ids (`add_ids`) are in the CSV only.
    table_id : str
        Notebook number and slug, such as ``04_voices_by_role``.
    title, note : mapping
        Words in zh and en; every number in them computed.
    labels : mapping, optional
        Heads of columns that the codebook has no label for, zh and en.
    percent : collection of str
        Columns of shares from 0 to 1; those whose name begins with ``share`` are, without being named.
    decimals : int or mapping, default 1
        Of per cent and of numbers that are not whole, for all columns or by column.
    units : mapping, optional
        Column to the unit that is written behind its head.
    card : ResultCard, optional
        Its line becomes the last note.
    lang : {"zh", "en"}, optional
        The language of the figures where left out.

    Returns
    -------
    IPython.display.Markdown
        The table as its .md has it, for the notebook.

    Raises
    ------
    FigureError
        If the id, the words or a column is not as it must be, or the folder cannot be written.

    Examples
    --------
    >>> counts = pd.DataFrame({"stance": ["critical"], "n_sentences": [1234], "share": [0.256]})
    >>> print(make_table(counts, "01_stance", {"zh": "态度", "en": "Stance"}, lang="en").rows)
    [['critical', '1,234', '25.6%']]
    """
    table = make_table(
        frame, table_id, title, note=note, labels=labels, percent=percent, decimals=decimals, units=units, card=card, lang=lang
    )
    folder = paths.figures_folder() / FOLDER
    files = {"csv": frame.to_csv(index=frame.index.name is not None, lineterminator="\n").encode("utf-8-sig")}
    files |= {kind: write(table).encode("utf-8") for kind, write in WRITERS.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, content in files.items():
            (folder / f"{table_id}.{kind}").write_bytes(content)
    except OSError as error:
        raise FigureError(f"table {table_id}: cannot be written to {folder.name}/ ({error.strerror}); make the folder writable") from error
    from IPython.display import Markdown

    return Markdown(to_markdown(table))


def make_table(
    frame: pd.DataFrame,
    table_id: str,
    title: Words,
    *,
    note: Words | None = None,
    labels: Mapping[str, Words] | None = None,
    percent: Collection[str] = (),
    decimals: int | Mapping[str, int] = 1,
    units: Mapping[str, str] | None = None,
    card: ResultCard | None = None,
    lang: str = "",
) -> PaperTable:
    """Label and format a frame; see `save_table`."""
    from .figures import LANGUAGES, language  # matplotlib, only where no language is given

    lang = lang or language()
    where = f"table {table_id}"
    if not ID_SHAPE.fullmatch(table_id):
        raise FigureError(f"{where}: an id is the number of a notebook and a name, such as 03_tools_named")
    if lang not in LANGUAGES:
        raise FigureError(f"{where}: lang {lang!r} is unknown: must be one of {', '.join(LANGUAGES)}")
    if not all((words or {}).get(each, "").strip() for words in (title, *([note] if note else [])) for each in LANGUAGES):
        raise FigureError(f"{where}: title and note must be given in zh and en: {{'zh': '…', 'en': '…'}}")
    shown = frame.reset_index() if frame.index.name is not None else frame
    shown = shown[[name for name in shown.columns if not is_ids(name)]]
    given = [*percent, *(units or {}), *(labels or {}), *(decimals if isinstance(decimals, Mapping) else ())]
    if unknown := [name for name in given if name not in shown.columns]:
        raise FigureError(f"{where}: there is no column {unknown[0]!r}; it has {', '.join(map(str, shown.columns))}")
    list_of_heads = str(frame.columns.name or "")  # a cross table names what its columns are codes of
    heads = [_head(name, list_of_heads, labels or {}, lang, where) for name in shown.columns]
    heads = [head + f" ({(units or {})[name]})" if name in (units or {}) else head for name, head in zip(shown.columns, heads)]
    columns = []
    for name in shown.columns:
        places = decimals.get(name, 1) if isinstance(decimals, Mapping) else decimals
        is_share = name in percent or str(name).startswith("share")
        columns.append([_formatter(name, shown[name], is_share, places, lang)(value) for value in shown[name]])
    is_number = [_is_number(shown[name]) for name in shown.columns]
    notes = ([note[lang]] if note else []) + ([card.line(lang)] if card else [])
    return PaperTable(table_id, title[lang], heads, [list(row) for row in zip(*columns)], is_number, notes, lang)


def _formatter(name: Any, values: pd.Series, is_share: bool, places: int, lang: str) -> Callable[[Any], str]:
    """How the values of a column are written."""
    codes = load_codebook().code_lists
    if pd.api.types.is_bool_dtype(values):
        return lambda value: TRUTH[lang][bool(value)]
    if not _is_number(values):
        known = codes[_code_list(name, values)].codes if _code_list(name, values) else {}
        joined = "、" if lang == "zh" else ", "
        return lambda value: (
            MISSING
            if pd.isna(value) or str(value) == ""
            else joined.join(known[part].label[lang] if part in known else part for part in (str(value).split() if known else [str(value)]))
        )
    if is_share:
        return lambda value: MISSING if pd.isna(value) else f"{value:.{places}%}"
    is_whole = (values.dropna() % 1 == 0).all()
    return lambda value: MISSING if pd.isna(value) else f"{value:,.{0 if is_whole else places}f}".replace("-", "−")


def _head(name: Any, code_list: str, labels: Mapping[str, Words], lang: str, where: str) -> str:
    """The label of a column: given, of a code, of the codebook's columns, or its own name where that is one for readers."""
    if name in labels:
        if not labels[name].get(lang, "").strip():
            raise FigureError(f"{where}: the label of {name} must be given in zh and en")
        return labels[name][lang]
    lists = load_codebook().code_lists
    named = lists[_code_list(code_list)].codes if _code_list(code_list) else {}
    if name in named:
        return named[name].label[lang]
    if str(name) in (known := _column_labels()):
        return known[str(name)][lang]
    found = {code.label[lang] for each in lists.values() for code in each.codes.values() if code.code == name}
    if len(found) == 1:
        return found.pop()
    if HOUSE_NAME.fullmatch(str(name)):
        raise FigureError(f"{where}: the codebook has no label for column {name}; give labels={{{str(name)!r}: {{'zh': '…', 'en': '…'}}}}")
    return str(name)


@cache
def _column_labels() -> dict[str, dict[str, str]]:
    """Labels of columns: those of the tables, of the code lists, of counts n_X, and the house's own."""
    book = load_codebook()
    found = {column.name: dict(column.label) for table in reversed(book.tables.values()) for column in table.columns}
    counted = {name: dict(table.label) for name, table in book.tables.items()} | COUNTED
    found |= {f"n_{name}": {"zh": f"{label['zh']}数", "en": label["en"]} for name, label in counted.items()}
    found |= {f"share_{name}": {"zh": f"{label['zh']}占比", "en": f"share of {label['en']}"} for name, label in counted.items()}
    return {**found, **{name: dict(each.label) for name, each in book.code_lists.items()}, **LABELS}


def _code_list(name: Any, values: pd.Series | None = None) -> str:
    """The code list that the values of a column are of; empty where it has none."""
    book = load_codebook()
    named = [JOINED.get(name, name)] if name in JOINED or name in book.code_lists else []
    named += [column.codes for table in book.tables.values() for column in table.columns if column.name == name and column.codes]
    found = set() if values is None else {part for cell in values.dropna().astype(str).unique() for part in cell.split()}
    return next((each for each in named if found <= set(book.code_lists[each].codes)), named[0] if named else "")


def _is_number(values: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values))
