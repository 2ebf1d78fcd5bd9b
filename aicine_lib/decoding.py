"""Bytes to text: which encoding a file is in, how sure that is, and whether the text is plausible Chinese.

Nothing is repaired by guessing. A text that does not decode to plausible Chinese is refused with a reason; only a last
character that a broken copy cut in two is left out, and that is told. Line ends become \\n (from \\r\\n and from \\r),
in every format; a UTF-8 file with \\n alone decodes to exactly what Python's ``decode("utf-8")`` gives, less the mark
at its start. What the text means, and where it is cut, is not this module's business.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import numpy as np

from .plausibility import BROKEN, FOREIGN, FREQUENT_HAN, LATIN, MARK, OTHER, RARE_HAN, RejectedInput, find_garbled, kinds_of

SAMPLE_BYTES = 65_536  # an encoding shows in its first pages
MIN_SCORE = 0.2  # of a decoding: Chinese in its own encoding scores 0.5–0.8, in another one below 0
CONTROLS_OF_BINARY = 0.01  # share of control bytes above which undecodable bytes are called binary
MAX_GUESS = 0.99  # confidence of the surest encoding that only the text speaks for; 1 is for marks and strict UTF-8
MAX_TAIL = 3  # bytes that a character cut at the end of a file can leave

# Big5 is read by its Windows form, which alone gives ‧ and ～ as they were typed; then with Hong Kong's additions.
_LEGACY = (("gb18030", "gb18030"), ("big5", "cp950"), ("big5hkscs", "big5hkscs"))
_UTF_16 = (("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "big5-hkscs": "big5hkscs",
             "big5hkscs": "big5hkscs", "big5": "big5", "x-x-big5": "big5", "cp950": "big5"}  # fmt: skip
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b")
# Six Chinese characters of UTF-8 in a row; in GB18030 or Big5 such a run of 18 bytes does not come about.
_UTF_8_RUN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){6,}")


class Decoded(NamedTuple):
    """A text with its encoding, how sure that is (0 to 1), and how many bytes of a cut last character were left out."""

    text: str
    encoding: str
    confidence: float
    n_dropped: int


def decode(data: bytes, declared: str = "") -> Decoded:
    """Find the encoding of bytes and decode them.

    A byte order mark decides; else what is strictly UTF-8 is UTF-8; else UTF-16 where there are NUL bytes, and GB18030
    against Big5 where there are none, by how many frequent characters and Chinese marks each gives. What is declared
    (a page's charset) is taken where it decodes to plausible Chinese.

    Parameters
    ----------
    data : bytes
        A whole file.
    declared : str
        The charset that the file names itself, if any.

    Returns
    -------
    Decoded

    Raises
    ------
    RejectedInput
        `empty`, `binary`, `undecodable`, or `mixed_encodings`.

    Examples
    --------
    >>> decode("导演说：“这部电影用了三天。”".encode("gb18030"))[:2]
    ('导演说：“这部电影用了三天。”', 'gb18030')
    """
    decoded = _decode(data, declared)
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise RejectedInput("empty", f"only white space ({len(data)} bytes)" if data else "no bytes")
    if "\0" in text:
        raise RejectedInput("binary", f"{text.count(chr(0))} NUL characters in {len(text)}")
    return decoded._replace(text=text)


def declared_charset(data: bytes) -> str:
    """Return the charset that a page names in its head, in lower case; empty if none.

    Examples
    --------
    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">')
    'gb2312'
    """
    found = re.search(rb"""charset\s*=\s*["']?\s*([\w-]+)""", data[:4096])
    return found[1].decode("ascii", "ignore").lower() if found else ""


def _decode(data: bytes, declared: str) -> Decoded:
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            return _certain(data[len(mark) :], name, codec)
    if b"\0" in data:
        return _decode_scored(data, _UTF_16, binary=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0, 0)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - MAX_TAIL and error.reason == "unexpected end of data" and not data[: error.start].isascii():
            return Decoded(data[: error.start].decode("utf-8"), "utf-8", 1.0, len(data) - error.start)
        _check_damaged_utf_8(data, error.start)
    wanted = _DECLARED.get(declared, "")
    candidates = sorted(_LEGACY, key=lambda pair: pair[0] != wanted)
    return _decode_scored(data, (*candidates, *_UTF_16), wanted)


def _certain(data: bytes, name: str, codec: str) -> Decoded:
    """Decode what a byte order mark names."""
    try:
        text, n_dropped = _strict(data, codec)
    except UnicodeDecodeError as error:
        if codec == "utf-8":
            _check_damaged_utf_8(data, error.start)
        raise RejectedInput("undecodable", f"not {codec} at {_place(data, error.start)}, though the file's mark says so") from error
    return Decoded(text, name, 1.0, n_dropped)


def _strict(data: bytes, codec: str) -> tuple[str, int]:
    """Decode all but a last character that is cut; return the text and the number of bytes left out."""
    try:
        return data.decode(codec), 0
    except UnicodeDecodeError as error:
        n_left = len(data) - error.start
        if 0 < error.start and n_left <= MAX_TAIL and re.match("incomplete|truncated|unexpected end", error.reason):
            return data[: error.start].decode(codec), n_left
        raise


def _decode_scored(data: bytes, candidates: tuple[tuple[str, str], ...], wanted: str = "", binary: bool = False) -> Decoded:
    """Decode with the encoding whose text looks most like Chinese."""
    scores = {name: _score_of(data, codec) for name, codec in candidates}
    ranked = sorted(candidates, key=lambda pair: (pair[0] != wanted, -scores[pair[0]]))
    failed_at = -1
    for name, codec in ranked:
        if scores[name] < MIN_SCORE:
            continue
        try:
            text, n_dropped = _strict(data, codec)
        except UnicodeDecodeError as error:
            failed_at = max(failed_at, error.start)
            continue
        _check_one_encoding(data, text, name)
        rivals = (score for other, score in scores.items() if other.removesuffix("hkscs") != name.removesuffix("hkscs"))
        return Decoded(text, name, round(min(MAX_GUESS, max(0.0, (1 + scores[name] - max(rivals)) / 2)), 2), n_dropped)
    n_controls = len(data) - len(data.translate(None, _CONTROLS))
    if binary or n_controls > CONTROLS_OF_BINARY * len(data):
        raise RejectedInput("binary", f"{n_controls} control bytes in {len(data)}; not a text file")
    if failed_at >= 0:
        found = _UTF_8_RUN.search(data)
        reason = "mixed_encodings" if found else "undecodable"
        part = " (a part is UTF-8)" if found else ""
        raise RejectedInput(reason, f"{_place(data, failed_at)} does not belong to the encoding of the rest{part}")
    raise RejectedInput("undecodable", "not plausible Chinese in UTF-8, UTF-16, GB18030 or Big5")


def _check_damaged_utf_8(data: bytes, at: int) -> None:
    """Refuse a file that is UTF-8 for a good part and then something else."""
    if not _UTF_8_RUN.search(data[max(0, at - SAMPLE_BYTES) : at]):
        return
    line = data[data.rfind(b"\n", 0, at) + 1 : (data.find(b"\n", at) + 1 or len(data))]
    for name, codec in _LEGACY:
        if _score_of(line, codec) >= MIN_SCORE and _UTF_8_RUN.search(line) is None:
            raise RejectedInput("mixed_encodings", f"UTF-8 up to {_place(data, at)}, which reads as {name}")
    raise RejectedInput("undecodable", f"UTF-8 with a broken character at {_place(data, at)}")


def _check_one_encoding(data: bytes, text: str, name: str) -> None:
    """Refuse a text that is plausible only in part, because its bytes are in two encodings."""
    found = None if name.startswith("utf") else _UTF_8_RUN.search(data)
    if found:
        raise RejectedInput("mixed_encodings", f"{name}, but UTF-8 at {_place(data, found.start())}")
    at = find_garbled(kinds_of(text))
    if at is not None:
        raise RejectedInput("mixed_encodings", f"{name}, but line {text.count(chr(10), 0, at) + 1} is no plausible Chinese in it")


def _place(data: bytes, at: int) -> str:
    return f"byte {at} (line {data.count(bytes([10]), 0, at) + 1})"


def _score_of(data: bytes, codec: str) -> float:
    """Score how much like Chinese the first pages of non-ASCII bytes look in an encoding; at most 1."""
    found = re.search(rb"[\x80-\xff]", data)
    start = 0 if codec.startswith("utf-16") or not found else found.start()
    text = codecs.getincrementaldecoder(codec)("replace").decode(data[start : start + SAMPLE_BYTES], final=False)
    counts = np.bincount(kinds_of("".join(re.findall(r"[^\x00-\x7f]+", text))), minlength=BROKEN + 1)
    wrong = counts[RARE_HAN] + counts[FOREIGN] + counts[BROKEN] + counts[OTHER] + counts[LATIN]
    return float(counts[FREQUENT_HAN] + counts[MARK] - wrong) / max(int(counts.sum()), 1)
