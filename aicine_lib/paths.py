"""Where things stand: the only module that builds paths, always from its own place, never from the working folder."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from .errors import FigureError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
LEXICON = DATA / "lexicon"
PRESS = DATA / "press"
PRESS_METADATA = DATA / "press_metadata.csv"
SAMPLE = DATA / "sample"
CODEBOOK = DATA / "codebook.yaml"
NOTEBOOKS = ROOT / "notebooks"
FIGURES = ROOT / "figures"
REPORT = ROOT / "report"
TEMPLATES = ROOT / "aicine_lib" / "templates"


def font_file() -> Path:
    """Return the TrueType Noto Sans SC that the pinned wheel ``zhplot`` carries, without importing it."""
    spec = find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise FigureError("the Chinese font is missing: package zhplot is not installed; run python run.py setup")
    return Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"


def figures_folder() -> Path:
    """Return where figures are written: figures/, or the folder named in AICINE_FIGURES (another corpus has its own)."""
    return Path(os.environ.get("AICINE_FIGURES") or FIGURES)
