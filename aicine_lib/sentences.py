"""Where sentences end: 。！？!?… with the closing marks behind them, never inside a number, an address or a title."""

from __future__ import annotations

import re

# A run of end marks is one end; closing marks belong to it. A mark shut in by 》 ends a title, not a sentence. The
# pattern begins with one set of characters and nothing optional: that is what makes the search fast.
_END = re.compile(r"[。！？!?…][。！？!?…]*(?:[”’」』）)】]+|\"(?=\s|$|[，。、；：！？,]|[\u4e00-\u9fff]))?(?!》)")
SHORTEST = 4  # a longer piece holds a word for certain


def cut_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut a paragraph into sentences.

    Parameters
    ----------
    text : str
        The reading text.
    start, end : int
        The paragraph's place in it, in characters.

    Returns
    -------
    list of (int, int)
        Start and end of each sentence, white space around it left out; together they hold all the rest.

    Examples
    --------
    >>> t = "她说：“真快！三天？”然后笑了……《你好！李焕英》是3.5版。"
    >>> [t[a:b] for a, b in cut_sentences(t)]
    ['她说：“真快！', '三天？”', '然后笑了……', '《你好！李焕英》是3.5版。']
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    titled = text.find("《", start, end) >= 0
    for found in _END.finditer(text, start, end):
        mark, stop = found.span()
        if (titled or text[mark] in "?!") and _inside(text, at, mark, end):
            continue
        if text[stop - 1] == '"' and text.count('"', start, stop) % 2:
            stop -= 1  # an opening mark belongs to what follows
        _add(spans, text, at, stop)
        at = stop
    if at < end:
        _add(spans, text, at, end)
    return spans


def _inside(text: str, at: int, mark: int, end: int) -> bool:
    """Is the mark inside a title, or an ASCII mark inside an address?"""
    opened = text.rfind("《", at, mark)
    if opened >= 0 and text.find("》", opened, mark) < 0:
        closed = text.find("》", mark, min(end, opened + 40))
        if closed >= 0:
            return True
    if text[mark] in "?!":
        nxt = text[mark + 1 : mark + 2]
        return nxt.isascii() and nxt.isalnum() and "/" in text[max(at, mark - 60) : mark]
    return False


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence without the white space around it; marks alone belong to the sentence before."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > SHORTEST or any(map(str.isalnum, text[start:end])):
        spans.append((start, end))
    elif start < end and spans:
        spans[-1] = (spans[-1][0], end)
    elif start < end:
        spans.append((start, end))
