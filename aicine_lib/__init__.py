"""aicine: how the Chinese press writes about AI in film-making.

Load a corpus of tagged articles, look at its tables, search it, or build one from your own articles.
Names are imported when they are first used, so that ``import aicine_lib as al`` is quick and workers load only what they need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "corpus": ("Corpus", "load_corpus"),
    "building": ("build_corpus",),
    "checking": ("check_corpus",),
    "codebook": ("codes",),
    "explaining": ("explain",),
    "figures": ("ROLE_COLOURS", "label", "save_figure"),
    "measures": ("count_characters", "count_codes", "count_names", "label_documents", "mentions_in_context", "name_facts", "wilson"),
    "plots": ("plot_counts", "plot_diverging", "plot_matrix", "plot_stacked"),
    "report": ("report_answer",),
    "errors": ("AicineError", "CorpusError", "FigureError", "InputError", "LexiconError", "OutputError"),
}  # module: public names
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

if TYPE_CHECKING:
    from .building import build_corpus as build_corpus
    from .checking import check_corpus as check_corpus
    from .codebook import codes as codes
    from .corpus import Corpus as Corpus
    from .corpus import load_corpus as load_corpus
    from .errors import AicineError as AicineError
    from .errors import CorpusError as CorpusError
    from .errors import FigureError as FigureError
    from .errors import InputError as InputError
    from .errors import LexiconError as LexiconError
    from .errors import OutputError as OutputError
    from .explaining import explain as explain
    from .figures import ROLE_COLOURS as ROLE_COLOURS
    from .figures import label as label
    from .figures import save_figure as save_figure
    from .measures import count_characters as count_characters
    from .measures import count_codes as count_codes
    from .measures import count_names as count_names
    from .measures import label_documents as label_documents
    from .measures import mentions_in_context as mentions_in_context
    from .measures import name_facts as name_facts
    from .measures import wilson as wilson
    from .plots import plot_counts as plot_counts
    from .plots import plot_diverging as plot_diverging
    from .plots import plot_matrix as plot_matrix
    from .plots import plot_stacked as plot_stacked
    from .report import report_answer as report_answer

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
