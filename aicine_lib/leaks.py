"""The leak bound: how long a run of source text stands in the tables (or anywhere else that is to be published).

A run counts where it holds a Chinese character: a URL or a name in Latin letters is no run of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_RUN = 24  # characters, design.md section 3
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def has_chinese(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    return _CHINESE.search(text) is not None


def longest_run(cells: Iterable[str], source: str, longer_than: int = 0) -> str:
    """Return the longest run of a source that stands in any of some texts.

    Parameters
    ----------
    cells : iterable of str
        Cells of tables, or whole files.
    source : str
        The text that must not leak.
    longer_than : int, default 0
        Runs up to this length are not looked for.

    Returns
    -------
    str
        The run that comes first among the longest; empty where none is longer.

    Examples
    --------
    >>> longest_run(["导演林一", "雾港影展"], "青年导演林一携新作来到雾港", longer_than=2)
    '导演林一'
    """
    best, size = "", longer_than + 1
    grams: set[str] | None = None
    for cell in cells:
        if len(cell) < size or not has_chinese(cell):
            continue
        if grams is None:
            grams = {source[at : at + size] for at in range(len(source) - size + 1)}
            first = size
        for at in range(len(cell) - size + 1):
            if len(cell) - at < size:
                break
            if cell[at : at + first] not in grams or cell[at : at + size] not in source:
                continue
            run_size = size
            while at + run_size < len(cell) and cell[at : at + run_size + 1] in source:
                run_size += 1
            if has_chinese(cell[at : at + run_size]):
                best, size = cell[at : at + run_size], run_size + 1
    return best
