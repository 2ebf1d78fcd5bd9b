"""Figures for print: the one place that knows matplotlib's style, the font, and how a figure is saved.

The plots themselves are in plots.py and the plot_*.py modules, on the sheets of drawing.py. A figure is saved only by :func:`save_figure`, in formats a publisher takes, with its data, alt text and captions, byte for byte the
same on every run. Widths are 90 mm (one column) or 190 mm (the page).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import matplotlib.font_manager as fm
import pandas as pd
from matplotlib.figure import Figure

from . import paths
from .codebook import load_codebook
from .errors import FigureError
from .figure_marks import EVIDENCE, store_marks

if TYPE_CHECKING:
    from .result_cards import ResultCard

MM = 1 / 25.4
WIDTHS = {"column": 90 * MM, "page": 190 * MM}  # what journals print: one column, the page
SHOWN_DPI = 160  # in the notebook; the file saved has 600
LANGUAGES = ("zh", "en")
BASIS = {"zh": "**依据**", "en": "**Basis.**"}  # opens the result card's line

# Okabe and Ito's colours, safe for colour-blind readers; the steps differ in grey too. Stance runs from blue to vermilion.
STANCE_COLOURS = {"favourable": "#0072B2", "mixed": "#CC79A7", "neutral": "#C8C8C8", "critical": "#D55E00", "none": "#F0F0F0"}
ROLE_COLOURS = {
    "body": "#0072B2",
    "heading": "#56B4E9",
    "caption": "#009E73",
    "byline": "#CC79A7",
    "boilerplate": "#E69F00",
    "offtopic": "#D55E00",
    "break": "#C8C8C8",
}
SERIES = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999"]
INK, SOFT, PALE = "#222222", "#666666", "#DDDDDD"
STANCE_HATCHES = {"critical": "/////", "mixed": "....."}  # so that a page copied in grey still tells them apart
# Who speaks, in five groups: more colours than that are not told apart.
VOICE_GROUPS = {
    "making": ("director", "writer", "producer", "actor", "maker"),
    "industry": ("technician", "company"),
    "expertise": ("scholar", "critic", "lawyer", "official"),
    "public": ("audience", "reporter", "other"),
}
VOICE_COLOURS = {"making": "#0072B2", "industry": "#009E73", "expertise": "#E69F00", "public": "#CC79A7", "narration": "#F0F0F0"}
VOICE_HATCHES = {"industry": "/////", "public": "....."}


@cache
def _font_name() -> str:
    """Make the font of the pinned wheel known to matplotlib."""
    file = paths.font_file()
    if not file.exists():
        raise FigureError(f"{file.name}: the Chinese font is missing from package zhplot; run python run.py setup")
    fm.fontManager.addfont(str(file))
    return fm.FontProperties(fname=str(file)).get_name()


def style() -> AbstractContextManager[None]:
    """Return the house style as a context; every plot draws inside it."""
    name = _font_name()
    settings: dict[Any, Any] = {
        "font.family": [name],
        "font.size": 8,
        "axes.titlesize": 8,
        "axes.labelsize": 8,
        "axes.titleweight": "normal",
        "xtick.labelsize": 7,
        "ytick.labelsize": 7,
        "legend.fontsize": 7,
        "mathtext.fontset": "custom",
        **{f"mathtext.{kind}": name for kind in ("rm", "it", "bf", "bfit", "cal", "sf", "tt")},
        "axes.unicode_minus": False,
        "text.hinting": "none",  # letters as wide on the screen as in print
        "text.parse_math": False,  # a name may hold a dollar sign
        "axes.edgecolor": INK,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.5,
        "xtick.major.width": 0.5,
        "ytick.major.width": 0.5,
        "xtick.major.size": 2.5,
        "xtick.major.pad": 2,
        "axes.labelpad": 1.5,
        "lines.linewidth": 1,
        "hatch.linewidth": 0.5,
        "pdf.fonttype": 42,
        "ps.fonttype": 42,
        "svg.fonttype": "path",
        "svg.hashsalt": "aicine",
        "savefig.dpi": 600,
        "savefig.bbox": "standard",
    }
    return mpl.rc_context(settings)


def language() -> str:
    """Return the language that figures are labelled in: AICINE_LANG, zh where it is not set."""
    chosen = os.environ.get("AICINE_LANG", "zh")
    if chosen not in LANGUAGES:
        raise FigureError(f"AICINE_LANG is {chosen!r}: must be one of {', '.join(LANGUAGES)}")
    return chosen


def label(code_list: str, code: str) -> str:
    """Return a code's label in the figures' language, from the codebook.

    Examples
    --------
    >>> label("aspect", "cost")
    '成本'
    """
    return load_codebook().code_lists[code_list].codes[code].label[language()]


def save_figure(
    fig: Figure, figure_id: str, data: pd.DataFrame, *, alt: str, caption_zh: str, caption_en: str, card: ResultCard | None = None
) -> None:
    """Save a figure for print as ID.pdf, .svg and .png, its numbers as ID.csv, its words as ID.json, and show it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    figure_id : str
        Notebook number and slug, such as ``03_tools_named``.
    data : pandas.DataFrame
        The table that the figure shows; its index is written too where it has a name. With the ids that `add_ids` adds, every
        mark leads to its rows (`Corpus.evidence`).
    alt : str
        What a reader who can't see it is told.
    caption_zh, caption_en : str
        Captions, every number in them computed.
    card : ResultCard, optional
        What the answer rests on; in the JSON, and a line under the figure.

    Raises
    ------
    FigureError
        If a text is empty or the folder cannot be written.
    """
    if not (alt.strip() and caption_zh.strip() and caption_en.strip()):
        raise FigureError(f"figure {figure_id}: alt, caption_zh and caption_en must not be empty; say what the figure shows")
    folder = paths.figures_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = {kind: _rendered(fig, kind, figure_id) for kind in ("pdf", "svg", "png")}
        shown, marks = store_marks(data.reset_index() if data.index.name is not None else data)
        files["csv"] = shown.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
        (folder / f"{figure_id}.{EVIDENCE}").unlink(missing_ok=True)
        if marks is not None:
            files[EVIDENCE] = marks.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
        words: dict[str, Any] = {
            "id": figure_id,
            "alt": alt,
            "caption_zh": caption_zh,
            "caption_en": caption_en,
            "notebook": f"{figure_id[:2]}_*.ipynb",
        }
        words["sha256"] = {kind: hashlib.sha256(content).hexdigest() for kind, content in files.items()}
        if card is not None:
            words["card"] = card.to_dict()
        files["json"] = (json.dumps(words, ensure_ascii=False, indent=1) + "\n").encode()
        for kind, content in files.items():
            (folder / f"{figure_id}.{kind}").write_bytes(content)
    except OSError as error:
        raise FigureError(
            f"figure {figure_id}: cannot be written to {folder.name}/ ({error.strerror}); make the folder writable"
        ) from error
    _show(fig, alt, caption_zh, caption_en, card)


def _rendered(fig: Figure, kind: str, title: str) -> bytes:
    """The bytes of one format, without anything that differs from run to run."""
    metadata: dict[str, dict[str, Any]] = {
        "pdf": {"CreationDate": None, "Producer": None, "Title": title},
        "svg": {"Date": None},
        "png": {"Software": None},
    }
    out = io.BytesIO()
    with style():
        fig.savefig(out, format=kind, metadata=metadata[kind])
    return out.getvalue()


def _show(fig: Figure, alt: str, caption_zh: str, caption_en: str, card: ResultCard | None) -> None:
    """Display the figure with its alt text, its captions and its result card below, in a notebook."""
    from IPython.display import Image, Markdown, display

    out = io.BytesIO()
    with style():
        fig.savefig(out, format="png", dpi=SHOWN_DPI, metadata={"Software": None})
    width_px = round(fig.get_figwidth() * 96)
    display(Image(out.getvalue(), alt=alt, width=width_px))
    line = f"\n\n{BASIS[language()]} {card.line(language())}" if card else ""
    display(Markdown(f"**图** {caption_zh}\n\n**Figure.** {caption_en}{line}"))
