"""Words on figures: how much room a text takes in the one font, cut or broken to the room there is, numbers written short.

Measured from the font itself, so that a plot knows before drawing what fits; nothing here draws.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.textpath import TextPath

from . import paths
from .figures import language

POINT = 25.4 / 72  # mm
SIZE = 7.0  # points, of row labels
SMALL = 6.5  # points, of numbers and notes: the smallest lettering of a figure
ELLIPSIS, MISSING = "…", "□"
_PIECES = re.compile(r"[A-Za-z0-9À-ɏ'’.,%:+*/_-]+|\s|.")
_NOT_FIRST = frozenset("，。、；：？！）》」』”’…,.;:?!)")
_ZH_UNITS, _EN_UNITS = ((1e8, "亿"), (1e4, "万")), ((1e9, "bn"), (1e6, "M"), (1e4, "k"))


@cache
def _font() -> FT2Font:
    font = FT2Font(str(paths.font_file()))
    font.set_size(100, 72)
    return font


@cache
def _known() -> frozenset[int]:
    return frozenset(_font().get_charmap())


def say(zh: str, en: str) -> str:
    """Return the wording in the figures' language.

    Examples
    --------
    >>> say("句", "units")
    '句'
    """
    return zh if language() == "zh" else en


def drawable(text: object) -> str:
    """Return a text on one line, with □ for what the font has no sign for.

    Examples
    --------
    >>> drawable("新\\n片🎬")
    '新 片□'
    """
    return "".join(c if ord(c) in _known() else MISSING for c in " ".join(str(text).split()))


@lru_cache(maxsize=20_000)
def text_mm(text: str, size: float = SIZE) -> float:
    """Return the width of a text in mm.

    Examples
    --------
    >>> round(text_mm("电影", 7), 1)
    4.9
    """
    if not text:
        return 0.0
    font = _font()
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / 100 * size * POINT


def text_box(text: str, size: float = SIZE) -> tuple[float, float, float, float]:
    """Return how far the ink of a text reaches from the start of its base line, in mm: left, top (upwards negative), right, bottom.

    Examples
    --------
    >>> [round(edge, 1) for edge in text_box("电影", 7)]
    [0.3, -2.1, 4.8, 0.2]
    """
    ink = TextPath((0, 0), text, size=size * POINT, prop=FontProperties(fname=str(paths.font_file()))).get_extents()
    return float(ink.x0), -float(ink.y1), float(ink.x1), -float(ink.y0)


def fit(text: object, room: float, size: float = SIZE) -> str:
    """Cut a text to a room in mm, with … where something was cut.

    Examples
    --------
    >>> fit("人工智能电影", 9)
    '人工…'
    """
    kept = drawable(text)
    if text_mm(kept, size) <= room:
        return kept
    while kept and text_mm(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def fit_middle(text: object, room: float, size: float = SIZE) -> str:
    """Cut a text to a room in mm in its middle, for texts that differ at their ends.

    Examples
    --------
    >>> fit_middle("人工智能电影之一", 14)
    '人工…之一'
    """
    kept = drawable(text)
    head, tail = (len(kept) + 1) // 2, len(kept) // 2
    while head + tail and text_mm(kept[:head] + ELLIPSIS + kept[len(kept) - tail :], size) > room:
        head, tail = (head - 1, tail) if head >= max(tail, 1) else (head, tail - 1)
    return kept if text_mm(kept, size) <= room else kept[:head] + ELLIPSIS + kept[len(kept) - tail :]


def wrap(text: object, room: float, size: float = SIZE, most: int = 99) -> list[str]:
    """Break a text into lines of a room in mm: between Chinese characters anywhere, else between words.

    Parameters
    ----------
    text : object
    room : float
    size : float
        Points.
    most : int
        Lines there may be; the last is cut.

    Examples
    --------
    >>> wrap("电影 by Sora", 9)
    ['电影 by', 'Sora']
    """
    lines: list[list[str]] = [[]]
    for piece in _PIECES.findall(drawable(text)):
        if not lines[-1] or text_mm("".join([*lines[-1], piece]).strip(), size) <= room:
            lines[-1].append(piece)
        elif piece in _NOT_FIRST and len(lines[-1]) > 1:
            moved = [piece]
            while len(lines[-1]) > 1 and all(mark in _NOT_FIRST or mark == " " for mark in moved[0]):
                moved.insert(0, lines[-1].pop())
            lines.append(moved)
        else:
            lines.append([] if piece == " " else [piece])
    texts = ["".join(line).strip() for line in lines]
    texts = [line for line in texts if line]
    if len(texts) > most:
        texts[most - 1 :] = [fit("".join(texts[most - 1 :]), room, size)]
    return [fit(line, room, size) for line in texts]


def short_number(value: float) -> str:
    """Write a number short, with 万, 亿 (k from 10,000, M, bn).

    Examples
    --------
    >>> short_number(1_900_000), short_number(0.25), short_number(1500)
    ('190万', '0.25', '1,500')
    """
    for least, name in _ZH_UNITS if language() == "zh" else _EN_UNITS:
        if abs(value) >= least:
            return f"{_digits(value / (1e3 if name == 'k' else least))}{name}"
    return _digits(value)


def _digits(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
