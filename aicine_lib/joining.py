"""Close the sentences that a column, a sidebar or a caption broke: which block goes on where another stops.

Cues are general: how a line ends and begins, a word of the dictionary that the break cut in two, quotation marks left
open, the width that lines were wrapped at. What stood between the halves follows the paragraph.
"""

from __future__ import annotations

import re

from .blocks import Block
from .grouping import Paragraph
from .roles import CARRIES_ON, FUNCTION_END, LONG_LINE
from .words import has_word

MAX_DISTANCE = 14  # blocks between the halves of a broken sentence: a newspaper page holds about as many in a column
MIN_JOIN = 1.4  # a break needs one strong sign or two weak ones, see _continues
MIN_WRAPPED = 8  # fewer lines show no width
NO_DOUBT = 2.0  # the very next line goes on: no need to look further

_FRESH = re.compile(
    r"[“「\"]|(?:19|20)\d\d年|(?:今|去|明)年|近[日来年期]|日前|昨|据|记者|本报|此外|同时|然而|不过|但是?|而且|因此|所以|其[中次实]|首先|最[后终]|对于|在[^，。]{2,12}[，上中下里]|随着|目前|如今|一方面|另一方面|值得|与此同时|《"
)
_SHORT_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{1,4}[。！？，、”]")
_CLOSER = re.compile(r"[。！？，、；：”’」』）)》,.!?;]")


def join_blocks(blocks: list[Block]) -> list[Paragraph]:
    """Close the sentences that a break cut in two, each half with the other."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    width = _wrap_width(blocks)
    for i, block in enumerate(blocks):
        if (
            block.role in ("boilerplate", "byline", "caption")
            and not (block.role == "caption" and block.ends)
            or not _is_open(blocks, i, width)
        ):
            continue
        best, score = None, MIN_JOIN
        for j in range(i + 1, min(len(blocks), i + 1 + MAX_DISTANCE)):
            if j not in taken and blocks[j].role in ("body", "heading") and not blocks[j].level:
                found = _continues(blocks, i, j, width)
                if found >= score and (best is None or found > score):
                    best, score = j, found
                if j == i + 1 and score >= NO_DOUBT:
                    break
        if best is not None:
            partner[i] = best
            taken.add(best)
            blocks[best].role = "body"
            block.role = "body" if block.role == "heading" else block.role
    paragraphs = []
    for i, block in enumerate(blocks):
        if i in taken or block.role == "boilerplate":
            continue
        chain = [block]
        while i in partner:
            i = partner[i]
            chain.append(blocks[i])
        paragraphs.append(Paragraph(chain))
    return paragraphs


def _wrap_width(blocks: list[Block]) -> int:
    """The width that lines were broken at, where a text comes in lines of one width; else 0."""
    if len(blocks) < MIN_WRAPPED:
        return 0
    widths = sorted(map(_width, blocks))
    widest = widths[int(len(widths) * 0.95)]
    full = sum(widest - 2 <= width <= widest + 1 for width in widths)
    return widest if 12 <= widest <= 90 and full >= 0.4 * len(widths) else 0


def _width(block: Block) -> int:
    """How wide a line is printed, in Chinese characters: two Latin letters or figures take the room of one."""
    return len(block.text.encode("gb18030", "replace")) // 2


def _is_open(blocks: list[Block], i: int, width: int) -> bool:
    """Does a block stop before its sentence does?"""
    block = blocks[i]
    if block.level or block.text[-1] in ":：" and len(block.text) > 1:
        return False
    if width and _width(block) >= width - 2:
        return True
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    if block.ends:
        return following is not None and len(following.text) < 3 and _CLOSER.match(following.text) is not None
    if FUNCTION_END.search(block.text) or len(block.text) == 1 or block.role == "body" and len(block.text) > LONG_LINE:
        return True
    if following is None or _CLOSER.match(following.text):
        return following is not None
    # the first line is a title, whatever word it seems to make with the next
    return i > 0 and following.role == "body" and _spanning_word(block.text, following.text, 2 if CARRIES_ON.match(block.text) else 3)


def _continues(blocks: list[Block], i: int, j: int, width: int) -> float:
    """How well block j goes on where block i stops: strong signs count 2, weak ones 1 or less."""
    first, second = blocks[i], blocks[j]
    score = 0.0
    between = blocks[i + 1 : j]
    if not between:
        score += 2.0
    elif all(block.role in ("caption", "boilerplate", "byline") for block in between):
        score += 1.0
    else:
        score -= 0.06 * len(between)
        if blocks[j - 1].role == "body" and not blocks[j - 1].ends:
            score -= 1.0  # rather the other half of the block right before it
        if blocks[j - 1].role in ("byline", "heading", "caption", "boilerplate"):
            score += 0.5  # the top of a column
    if _CLOSER.match(second.text):
        return score + 2 if not between else score
    if between and _spanning_word(first.text, second.text):
        score += 1.5
    if between and _SHORT_TAIL.match(second.text):
        score += 1.0
    if _left_open(first.text):
        score += 1.0 if _closes(second.text) else 0.0
    elif _closes(second.text):
        score += 1.0 if between else 0.5
    if _FRESH.match(second.text) and (between or not FUNCTION_END.search(first.text)):
        score -= 0.0 if width else 1.0
    if second.role == "heading" and not FUNCTION_END.search(first.text):
        full = bool(width) and _width(second) >= width - 2
        score -= 0.0 if full else 2.0 if first.ends else 1.0
    return score


def _spanning_word(left: str, right: str, shortest: int = 2) -> bool:
    """Did the break cut a word of the dictionary in two?"""
    for a in (1, 2, 3):
        for b in (1, 2, 3):
            if a + b >= shortest and len(left) >= a and len(right) >= b:
                word = left[-a:] + right[:b]
                if word.isalpha() and not word.isascii() and has_word(word):
                    return True
    return left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()


def _left_open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count("「") > text.count("」") or text.count("（") > text.count("）")


def _closes(text: str) -> bool:
    """Does a text close a quotation that it did not open?"""
    closing = text.find("”")
    opening = text.find("“")
    return closing >= 0 and (opening < 0 or closing < opening)
