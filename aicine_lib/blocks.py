"""Cut a source into blocks: its lines, without the marks of Markdown and HTML.

What a block is (heading, caption, furniture …) roles.py decides, where it belongs layout.py. Nothing is ever added: a block
is a list of pieces of the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .layout_words import END_MARKS, byline_tail

# Markdown and HTML remains that are not part of what a reader reads. Each pattern begins with one set of characters and
# looks behind for which it was: that is what makes the search fast.
_INLINE = re.compile(
    r"[!(<&*_](?:(?<=!)\[[^\]\n]*\]\([^)\n]*\)"  # an image
    r"|(?<=\]\()[^)\n\s]*(?:\s\"[^\"\n]*\")?\)"  # the address of a link
    r"|(?<=<)/?[a-zA-Z][^<>\n]{0,300}>"  # a tag
    r"|(?<=&)(?:nbsp|emsp|ensp|amp|lt|gt|quot);"
    r"|(?<=\*)\*|(?<=_)_|(?<=_)(?<![\w《“]_)(?=\S)|(?<=\S_)(?!\w))"
)
_LINE_START = re.compile(r"\n[ \t]*(?:#{1,6}(?=[ \t]|[^#\W])|>|[*+-](?=[ \t]))[ \t]*")  # of a heading, a quotation, an item
_MARKUP_SIGNS = (
    "](",
    "</",
    "<b",
    "<p",
    "<d",
    "**",
    "__",
    "#",
    "&nbsp;",
    "&emsp;",
    "&amp;",
    "&quot;",
    "![",
    "\n>",
    "\n* ",
    "\n- ",
    "\n_",
    "_\n",
)
_LINK_OPEN = re.compile(r"\[(?=[^\]\n]*\]\()")
_LINK_CLOSE = re.compile(r"\](?=\()")
_LINE = re.compile(r"[^\n]+")
_BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|tr|h[1-6]|section|article|blockquote)\b", re.I)


@dataclass(slots=True)
class Block:
    """One line of the source without its markup: its text, its pieces, and what surrounds it."""

    text: str
    pieces: list[tuple[int, int]]  # (start, end) in the source, in order; their texts joined are `text`
    gap: int  # how many line breaks stand before it
    level: int = 0  # heading level by Markdown or HTML, 0 for none
    after_image: bool = False
    role: str = "body"
    ends: bool = True  # does it end where a sentence may end

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


def cut_blocks(source: str) -> list[Block]:
    """Cut a source text into its blocks, markup left out.

    Parameters
    ----------
    source : str
        A document's text; lines end in ``\\n``.

    Returns
    -------
    list of Block
        In source order; blank lines and lines of nothing but markup give no block.

    Examples
    --------
    >>> [(b.text, b.level, b.after_image) for b in cut_blocks("# 片名\\n![](a.png)\\n机器**打光**，省下两天。")]
    [('片名', 1, False), ('机器打光，省下两天。', 0, True)]
    """
    lines = _marked_lines(source) if any(sign in source for sign in _MARKUP_SIGNS) else _plain_lines(source)
    blocks: list[Block] = []
    for block in lines:
        blocks.extend(_split_tail(block))
    return blocks


def _plain_lines(source: str) -> list[Block]:
    blocks, last = [], 0
    for line in _LINE.finditer(source):
        text = line.group()
        bare = text.strip()
        if bare:
            start = line.start() + len(text) - len(text.lstrip())
            blocks.append(Block(bare, [(start, start + len(bare))], source.count("\n", last, start)))
            last = start + len(bare)
    return blocks


def _marked_lines(source: str) -> list[Block]:
    """Lines as pieces between markup; a breaking tag ends a line as a line break does."""
    spans = [m.span() for pattern in (_INLINE, _LINK_OPEN, _LINK_CLOSE) for m in pattern.finditer(source)]
    spans += [(m.start(), m.end() - 1) for m in _LINE_START.finditer(f"\n{source}")]  # the line break itself is kept
    spans.sort()
    blocks: list[Block] = []
    pieces: list[tuple[int, int]] = []
    state = {"level": 0, "image": False, "last": 0}

    def flush() -> None:
        while pieces and not source[pieces[0][0] : pieces[0][1]].strip():
            pieces.pop(0)
        while pieces and not source[pieces[-1][0] : pieces[-1][1]].strip():
            pieces.pop()
        if pieces:
            first = pieces[0]
            head = source[first[0] : first[1]]
            pieces[0] = (first[1] - len(head.lstrip()), first[1])
            final = pieces[-1]
            pieces[-1] = (final[0], final[0] + len(source[final[0] : final[1]].rstrip()))
            text = "".join(source[a:b] for a, b in pieces)
            gap = source.count("\n", state["last"], pieces[0][0]) + ("<br" in source[state["last"] : pieces[0][0]])
            blocks.append(Block(text, list(pieces), gap, int(state["level"]), bool(state["image"])))
            state["image"], state["last"] = False, pieces[-1][1]
        state["level"] = 0
        pieces.clear()

    def take(start: int, end: int) -> None:
        while start < end:
            stop = source.find("\n", start, end)
            if stop < 0:
                pieces.append((start, end))
                return
            if stop > start:
                pieces.append((start, stop))
            flush()
            start = stop + 1

    at = 0
    for start, end in spans:
        if start < at:
            continue
        take(at, start)
        mark = source[start:end]
        if mark.startswith("!["):
            state["image"] = True
        elif _BREAKING_TAG.match(mark):
            flush()
            if mark[1:2] in "hH" and mark[2:3].isdigit():
                state["level"] = int(mark[2])
        elif "#" in mark and mark.strip().strip("#") == "":
            state["level"] = mark.count("#")
        at = end
    take(at, len(source))
    flush()
    return blocks


def _split_tail(block: Block) -> list[Block]:
    """An agency or reporter set behind the last sentence becomes a block of its own."""
    if len(block.text) < 30 or block.text[-1] in END_MARKS or len(block.pieces) > 1:
        return [block]
    tail = byline_tail().search(block.text[-48:])
    if not tail:
        return [block]
    cut = block.end - len(block.text[-48:]) + tail.start(1)
    body = block.text[: cut - block.start].rstrip()
    return [
        Block(body, [(block.start, block.start + len(body))], block.gap, block.level, block.after_image),
        Block(block.text[cut - block.start :].rstrip(), [(cut, block.end)], 0),
    ]
