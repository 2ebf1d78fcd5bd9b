"""So many out of ten or a hundred as a percentage: 十次有六次, 十条里只有一条.

Not for parts of other counts, 20次里有17次, which are two counts: see quantity_rests.py.
"""

from __future__ import annotations

import re

from .numerals import read_numeral
from .quantity_hedges import Quantity

_ODDS = re.compile(
    r"(?P<all>[十百1](?<![0-9二三四五六七八九十百千万第].)0{0,2})(?P<word>[次个条张部人段遍])[^，。；！？0-9]{0,5}?(?:有|出|挑|留)(?:不到|近|约|不足)?"
    r"(?P<part>[0-9]{1,2}|[一二两三四五六七八九十几]{1,3})(?P=word)"
)  # 十次有六次, 十条里只有一条


def with_odds(quantities: list[Quantity], plain: str) -> list[Quantity]:
    """Put the odds in place of the counts that they consist of, in reading order.

    Examples
    --------
    >>> [(q.low, q.unit) for q in with_odds([], "十次有六次")]
    [(60.0, 'percent')]
    """
    odds = [_read_odds(match) for match in _ODDS.finditer(plain)]
    if not odds:
        return quantities
    kept = [q for q in quantities if not any(o.start <= q.number < o.end for o in odds)]
    return sorted(kept + odds, key=lambda q: q.number)


def _read_odds(match: re.Match[str]) -> Quantity:
    """十次有六次 as sixty percent."""
    whole, part = read_numeral(match["all"]), read_numeral(match["part"])
    assert whole is not None and part is not None  # the pattern admits no others
    low, high = (round(n * 100 / whole.high, 6) for n in (part.low, part.high))
    comparator = "range" if low < high else "="
    return Quantity(match.start(), match.start(), match.end(), low, high, comparator, "percent", ("share",), "分之", match["all"])
