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
    "errors": ("AicineError", "CorpusError", "FigureError", "InputError", "LexiconError", "OutputError"),
}  # module: public names
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

if TYPE_CHECKING:
    from .building import build_corpus as build_corpus
    from .checking import check_corpus as check_corpus
    from .codebook import codes as codes
    from .corpus import Corpus as Corpus
    from .corpus import load_corpus as load_corpus
    from .errors import (
        AicineError as AicineError,
    )
    from .errors import (
        CorpusError as CorpusError,
    )

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
