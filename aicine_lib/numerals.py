"""Chinese, Arabic and mixed numerals to numbers: 1.2万, 三万五, 十几, 六七十, 200至300, 百分之六七十, 三分之一.

For the number itself, cut from the text without its unit. Not for units, for hedges written before the number (约, 不到,
超过), or for telling a quantity from a date: see quantities.py.

Conventions for what a vague numeral means (codebook.md gives 几十人 as 20-100):

- 几 and 数十 are two to ten times what they multiply: 几十 20-100, 几万 20,000-100,000, 数十万 200,000-1,000,000;
- within a number 几 is one to nine: 十几 11-19, 二十几万 210,000-290,000;
- 数百, 数千, 数万, 数亿 promise only more than one of their unit: low and high are the unit, comparator ``>``;
- 多, 余 and 几 after a number (三十多, 5000余) keep the number, comparator ``>``; 来 (十来, 百来) gives ``~``;
- a bare power (百亿, 千万) is that power, comparator ``~``;
- digits side by side are a range: 两三 2-3, 六七十 60-70, 三五百 300-500;
- w is how blogs write 万: 12w is 120,000.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

DIGITS = {c: float(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0.0, "两": 2.0}
SMALL_POWERS = {"十": 10.0, "百": 100.0, "千": 1000.0}
LARGE_POWERS = {"万": 1e4, "亿": 1e8}
SEVERAL = (2.0, 10.0)  # 几十人 is 20-100 in the codebook
SIGNIFICANT_DIGITS = 3  # the codebook gives a third as 33.3 percent
_POWERS = {**SMALL_POWERS, **LARGE_POWERS}
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九](?:点[零一二三四五六七八九]+)?|[十百千万亿]")
_RANGE = re.compile(r"\s?(?:[至到~～\-—–－〜]|——)\s?上?")
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])、?([二两三四五六七八九])(?![零〇一二两三四五六七八九])")
_PAIRS = frozenset({"一二", "一两", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"})
_POSITIONAL = re.compile(r"[零〇一二三四五六七八九]{3,}|二[零〇]")
_TRAILING_POWERS = re.compile(r"[十百千万亿]+$")
_INNER_VAGUE = re.compile(r"(?<=[0-9十百千])[多余来](?=[百千万亿])")
_REPEATED = re.compile(r"([十百千万亿])\1")


class Numeral(NamedTuple):
    """What a numeral says."""

    low: float
    high: float
    comparator: str  # = ~ > range


@lru_cache(maxsize=8192)
def read_numeral(text: str) -> Numeral | None:
    """Read one numeral, or a range of two.

    Parameters
    ----------
    text : str
        Simplified, half-width characters; the numeral alone, with a closing 多, 余, 来 or 几 where it has one.

    Returns
    -------
    Numeral or None
        None where the characters are no number (千千万万, 2024/09/18).

    Examples
    --------
    >>> read_numeral("三万五")
    Numeral(low=35000.0, high=35000.0, comparator='=')
    >>> read_numeral("2至3万")
    Numeral(low=20000.0, high=30000.0, comparator='range')
    >>> read_numeral("12w")
    Numeral(low=120000.0, high=120000.0, comparator='=')
    >>> read_numeral("数十万")
    Numeral(low=200000.0, high=1000000.0, comparator='range')
    """
    text = re.sub(r"[,，]|(?<=[0-9]) (?=[万亿])", "", text).replace("w", "万").replace("W", "万")
    text = text.replace("廿", "二十").replace("卅", "三十")  # 廿二万
    separator = _RANGE.search(text)
    if separator and separator.start() > 0:
        return _read_range(text[: separator.start()], text[separator.end() :])
    return _read_single(text)


@lru_cache(maxsize=1024)
def read_proportion(text: str) -> Numeral | None:
    """Read a fraction or 百分之… as percent.

    Examples
    --------
    >>> read_proportion("近三分之一".removeprefix("近"))
    Numeral(low=33.3, high=33.3, comparator='=')
    >>> read_proportion("百分之六七十")
    Numeral(low=60.0, high=70.0, comparator='range')
    """
    whole, mark, part = text.partition("分之")
    if not mark:
        whole, mark, part = text.partition("分")  # Cantonese 三分一
    if not mark:
        part, mark, whole = text.partition("/")
    if not mark:
        return None
    parts, base = read_numeral(part), _value(whole)
    if parts is None or not base:
        return None
    return Numeral(
        _rounded(parts.low * 100 / base), _rounded(parts.high * 100 / base), "=" if parts.comparator == "~" else parts.comparator
    )


def _rounded(value: float) -> float:
    return value if value == round(value, 2) else float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def _read_range(left: str, right: str) -> Numeral | None:
    first, second = _read_single(left), _read_single(right)
    if first is None or second is None:
        return None
    powers = _TRAILING_POWERS.search(right)
    if powers and not _TRAILING_POWERS.search(left):
        coefficient = _value(right[: powers.start()])
        factor = _value(powers.group())
        if coefficient and factor and first.high < coefficient:  # 2至3万 shares its 万, 800至1万 does not
            first = Numeral(first.low * factor, first.high * factor, first.comparator)
    if first.low >= second.high:
        return None
    return Numeral(first.low, second.high, "range")


def _read_single(text: str) -> Numeral | None:
    comparator = "="
    inner = _INNER_VAGUE.search(text)
    vague = inner or (re.search(r"[多余来+]$", text) if len(text) > 1 else None)
    if vague:
        text, comparator = text[: vague.start()] + text[vague.end() :], "~" if vague.group() == "来" else ">"
    if text == "半":
        return Numeral(0.5, 0.5, comparator)
    if "几" in text or text[:1] == "数":
        return _read_vague(text)
    pair = _NEIGHBOURS.search(text)
    if pair and pair[1] + pair[2] in _PAIRS:
        low, high = (_value(text[: pair.start()] + pair[i] + text[pair.end() :]) for i in (1, 2))
        return Numeral(low, high, "range") if low is not None and high is not None else None
    value = _value(text)
    if value is None:
        return None
    if comparator == "=" and text[0] in "百千万亿":
        comparator = "~"
    return Numeral(value, value, comparator)


def _read_vague(text: str) -> Numeral | None:
    if text[0] in "几数":
        power = _value(text[1:]) if len(text) > 1 else 1.0
        if power is None or (len(text) > 1 and text[1] not in _POWERS):
            return None
        if text[0] == "数" and text[1:2] != "十":
            return Numeral(power, power, ">")
        return Numeral(SEVERAL[0] * power, SEVERAL[1] * power, "range")
    low, high = _value(text.replace("几", "一")), _value(text.replace("几", "九"))
    if text[0].isdigit() and text[-1] == "几":  # 20几
        base = _value(text[:-1])
        low, high = (base + 1, base + 9) if base is not None else (None, None)
    return Numeral(low, high, "range") if low is not None and high is not None else None


def _value(text: str) -> float | None:
    """One exact number, or None."""
    if _POSITIONAL.match(text):
        text = "".join(str(int(DIGITS[c])) if c in DIGITS else c for c in text)
    total = section = 0.0
    digit: float | None = None
    power = 1.0  # the last power read, for 三万五
    position = 0
    for token in _TOKEN.finditer(text):
        if token.start() != position:
            return None
        position, word = token.end(), token.group()
        if word in SMALL_POWERS:
            if section and section % (SMALL_POWERS[word] * 10):
                return None  # powers fall: 百十, never 十百
            power = SMALL_POWERS[word]
            section += (1.0 if digit is None else digit) * power
            digit = None
        elif word in LARGE_POWERS:
            power = LARGE_POWERS[word]
            section += digit or 0.0
            total = (total + section if total + section else 1.0) * power if word == "亿" else total + (section or 1.0) * power
            section, digit = 0.0, None
        elif digit is None or digit == 0:
            zero_before, digit = digit == 0, _digit(word)
            power = 1.0 if zero_before else power
        else:
            return None
    if position != len(text) or not text or _REPEATED.search(text):
        return None
    return round(total + section + _last(digit, power, text), 6)


def _digit(word: str) -> float:
    if word[0].isdigit():
        return float(word)
    whole, _, decimals = word.partition("点")
    return DIGITS[whole] + (float("0." + "".join(str(int(DIGITS[c])) for c in decimals)) if decimals else 0.0)


def _last(digit: float | None, power: float, text: str) -> float:
    """What a closing digit is worth: 三万五 is 35,000, 一百二 120, but 一百零五 105 and 十五 15."""
    if digit is None:
        return 0.0
    return digit * power / 10 if power >= 100 and digit < 10 and text[-1] not in "十百千万亿" else digit
