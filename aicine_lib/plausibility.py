"""Whether a text is plausible Chinese: by how frequent its characters are, and by the traces that wrong decoding leaves."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .errors import AicineError

MIN_HAN = 30  # Chinese characters that a document needs; below it stand captions and stray notes, not articles
MIN_HAN_SHARE = 0.3  # of all letters, a Latin word counting as one; blogs full of code and names have 0.5 and more
MAX_FOREIGN_PER_HAN = 0.2  # kana, hangul, Cyrillic … to a Chinese character; Japanese prose has about 1
WINDOW = 64  # characters looked at together for garbled text
GARBLED_RARE, GARBLED_FREQUENT = 0.3, 0.1  # of a window's Chinese characters: more rare and fewer frequent ones is no Chinese
GARBLED_MIN = 20  # characters in a window without which nothing is said
LOST_CHARACTERS = 3  # places with replaced characters from which a text counts as lost

# The 300 most frequent characters of jieba's dictionary (69 % of running text), and their traditional forms.
FREQUENT = (
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进"
    "区事代那去心小同北定开产前其军还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度"
    "加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共"
    "马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五"
    "瞭國這個箇來會時齣學說傢們於後發髮對長過業哩經門動進衕開產軍還種現機體錶與當噹兩實麼隻祇關從製內沒將員東頭間無見閤戰點場嚮曏數樣問並併萬級應資務迴係繫氣漢總電聲設義"
    "統處馬兒領隊計別彆權話報給變書幾華議稱決張導術朮纔結師達題"
)
PUNCTUATION = "，。、；：？！“”‘’「」『』《》〈〉（）【】—…·．〔〕　"
OTHER, FREQUENT_HAN, COMMON_HAN, RARE_HAN, MARK, LATIN, FOREIGN, BROKEN = range(8)


# UTF-8 that was read as Latin-1 or Windows-1252 and saved again: ä¸­æ–‡, ï¼Œ, ã€‚
_LATIN_RUN = re.compile(
    "[ãäåæçèéï][\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{5,}"
)
_LOST = ("\ufffd", "锟斤拷", "烫烫烫烫", "屯屯屯屯")


class RejectedInput(AicineError):
    """An input, or a piece of one, that is not taken: why (a code of reading.REASON_CODES), and what was seen."""

    def __init__(self, reason_code: str, detail: str) -> None:
        super().__init__(f"{reason_code}: {detail}")
        self.reason_code = reason_code
        self.detail = detail


def check_chinese(text: str) -> None:
    """Refuse text that is not plausible Chinese.

    Raises
    ------
    RejectedInput
        `not_chinese`, `too_short` (fewer than 30 Chinese characters), or `mojibake` (text that was once decoded wrongly and saved).

    Examples
    --------
    >>> check_chinese("The film was made in three days.")
    Traceback (most recent call last):
    aicine_lib.plausibility.RejectedInput: not_chinese: 0 Chinese characters among 32
    """
    kinds = kinds_of(text)
    latin_words = int(np.count_nonzero(kinds == LATIN)) / 5  # letters of an English word
    foreign = int(np.count_nonzero(kinds == FOREIGN))
    han = int(np.count_nonzero((kinds >= FREQUENT_HAN) & (kinds <= RARE_HAN)))
    _check_latin_runs(text)
    if han < MIN_HAN_SHARE * (han + latin_words + foreign) or foreign > MAX_FOREIGN_PER_HAN * han or not han:
        raise RejectedInput("not_chinese", f"{han} Chinese characters among {len(text)}")
    at = find_garbled(kinds)
    if at is not None:
        raise RejectedInput(
            "mojibake", f"line {text.count(chr(10), 0, at) + 1} is no plausible Chinese: decoded wrongly before it was saved"
        )
    n_lost = count_lost(text)
    if n_lost >= LOST_CHARACTERS:
        raise RejectedInput("mojibake", f"{n_lost} places with replaced characters (U+FFFD, 锟斤拷 …): get the text from its source again")
    if han < MIN_HAN:
        raise RejectedInput("too_short", f"{han} Chinese characters; {MIN_HAN} are needed")


def count_lost(text: str) -> int:
    """Count the places where characters were lost in an earlier conversion.

    Examples
    --------
    >>> count_lost("电影锟斤拷上映\ufffd")
    2
    """
    return sum(text.count(sign) for sign in _LOST)


def _check_latin_runs(text: str) -> None:
    for found in _LATIN_RUN.finditer(text):
        for codec in ("cp1252", "latin-1"):
            try:
                found.group().encode(codec).decode("utf-8")
            except UnicodeError as error:
                cut = isinstance(error, UnicodeDecodeError) and error.start > 2  # the run may end inside a character
                if not cut:
                    continue
            raise RejectedInput("mojibake", f"UTF-8 that was read as {codec} and saved, line {text.count(chr(10), 0, found.start()) + 1}")


def find_garbled(kinds: NDArray[np.uint8]) -> int | None:
    """Return where the first window begins that looks like wrongly decoded text, if any."""
    rare = (kinds == RARE_HAN) | (kinds == BROKEN)
    if int(np.count_nonzero(rare)) <= GARBLED_RARE * GARBLED_MIN:
        return None
    starts = np.arange(0, max(len(kinds), 1), WINDOW)
    n_rare = np.add.reduceat(rare, starts, dtype=np.int64)
    n_frequent = np.add.reduceat(kinds == FREQUENT_HAN, starts, dtype=np.int64)
    n_all = n_rare + n_frequent + np.add.reduceat(kinds == COMMON_HAN, starts, dtype=np.int64)
    garbled = (n_all >= GARBLED_MIN) & (n_rare > GARBLED_RARE * n_all) & (n_frequent < GARBLED_FREQUENT * n_all)
    return int(starts[int(np.argmax(garbled))]) if garbled.any() else None


def kinds_of(text: str) -> NDArray[np.uint8]:
    return _table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")]


@cache
def _table() -> NDArray[np.uint8]:
    """Return the kind of every code point; what GB2312 and Big5 hold on their first levels is common."""
    table = np.full(0x110000, OTHER, dtype=np.uint8)
    for first, last, kind in (
        (0x41, 0x5A, LATIN), (0x61, 0x7A, LATIN), (0xC0, 0x24F, LATIN), (0x370, 0x1FFF, FOREIGN), (0x3041, 0x30FA, FOREIGN),
        (0xAC00, 0xD7A3, FOREIGN), (0x3400, 0x4DBF, RARE_HAN), (0x4E00, 0x9FFF, RARE_HAN), (0x20000, 0x323AF, RARE_HAN),
        (0x80, 0x9F, BROKEN), (0xD800, 0xF8FF, BROKEN), (0xFF66, 0xFFDC, FOREIGN), (0xFFFD, 0xFFFF, BROKEN),
    ):  # fmt: skip
        table[first : last + 1] = kind
    levels = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
    common = "".join(
        bytes((a, b)).decode(codec, "ignore") for codec, low, high in levels for a in range(low, high + 1) for b in range(0x40, 0xFF)
    )
    for characters, kind in ((common, COMMON_HAN), (FREQUENT, FREQUENT_HAN), (PUNCTUATION, MARK)):
        for character in characters:
            if kind != COMMON_HAN or table[ord(character)] == RARE_HAN:
                table[ord(character)] = kind
    return table
