"""Persons by the sentence that introduces them: an assumed name, an apposition, an author's part, a nickname that speaks.

冯小禾（化名）, 丁慕白，星轨影业创始人, 由叶知行监制, “太快了。”阿梨说, Kevin说. What is found here is evidence, weighed in name_evidence.
"""

from __future__ import annotations

import re

from . import words
from .name_foreign import given_names
from .name_parts import (
    BEFORE_NAME,
    NAME_CHARACTERS,
    Span,
    is_cjk,
    is_common_word,
    is_name_shaped,
    load_surnames,
    name_at,
    places,
    right_boundary,
    surname_length,
)

ASSUMED = re.compile(r"([\u4e00-\u9fff]{2,4})[（(](?:化名|网名|笔名|艺名|音译)[）)]")
PART = re.compile(
    r"\s?(?:监制|执导|编导|编剧|主演|导演|制作|创作|撰写|配音|剪辑|出演|担任|饰演|操刀|作曲|掌镜|主持|讲述|领衔|带队|率队|领导|独立完成|一人完成)"
)
LATIN_SPEAKER = re.compile(r"(?<![A-Za-z.])([A-Z][a-z]{2,10})\s?$")
CAST = re.compile(r"[（(]([\u4e00-\u9fff]{2,4}?)\s?(?:饰|饰演|扮演|配音)[^（）()]{0,10}[）)]")
HANDLE = re.compile(r"[“「\"@]([^”」\"\s，。@]{2,12})[”」\"]?")
NICKNAME_STARTS = frozenset("小阿老大")
APPOSITION_REACH = 24  # characters of an apposition: ，某某影业联合创始人，
MARKS_IN_APPOSITION = frozenset("，。；：！？“”「」\n")


def introduced(plain: str, cue_spans: dict[str, list[Span]]) -> list[str]:
    """Return the names of persons whom a sentence introduces.

    Examples
    --------
    >>> from aicine_lib.name_parts import cue_spans
    >>> text = "冯小禾（化名）演过三年戏。本片由叶知行监制。“太快了。”阿梨说。"
    >>> introduced(text, cue_spans(text))
    ['冯小禾', '叶知行', '阿梨']
    """
    names = []
    for at in (*places(plain, "名）"), *places(plain, "名)")):
        match = ASSUMED.search(plain, max(0, at - 8), at + 2)
        if match and match.end() == at + 2:
            names += _ending_name(plain, match.end(1))
    for at in places(plain, "由"):
        name = name_at(plain, at + 1)
        if name and PART.match(plain, at + 1 + len(name)):
            names.append(name)
    for start, end in cue_spans["title"] + cue_spans["role"]:
        if plain[end : end + 1] in ("，", "。", ","):
            names += _apposed(plain, start)
    for start, _ in cue_spans["say"]:
        if plain[start - 2 : start - 1] in NICKNAME_STARTS:
            names += _speaking_nickname(plain, start)
    return names


def cast_names(plain: str) -> list[str]:
    """Return the names of actors in brackets of the cast: 女主（宋知夏饰）."""
    if "饰" not in plain and "配音" not in plain:
        return []
    return [cast[1] for cast in CAST.finditer(plain) if surname_length(cast[1], 0)]


def handle_at(plain: str, position: int) -> tuple[str, bool]:
    """Return the pen-name that begins at a place, quoted or unquoted and repeated, and whether it is quoted."""
    handle = HANDLE.match(plain, position)
    if handle:
        return handle[1], True
    end = next((e for e in range(position + 2, position + 6) if right_boundary(plain, e) == 2), 0)
    name = plain[position:end]
    if end and is_name_shaped(name) and plain.count(name) > 1 and any(len(word) == 1 for word, _ in words.tag_text(name)):
        return name, False
    return "", False


def latin_speakers(plain: str, verbs: frozenset[int]) -> list[str]:
    """Return the given names in Latin letters that speak: Kevin说."""
    names = set()
    for start in verbs:
        last = plain[start - 1 : start]
        match = LATIN_SPEAKER.search(plain, max(0, start - 12), start) if last.isascii() and (last.islower() or last == " ") else None
        if match and match[1] in given_names():
            names.add(match[1])
    return sorted(names)


def _ending_name(plain: str, end: int) -> list[str]:
    """Return the name that ends at a place and begins after a mark or a word of one character."""
    for start in (end - 4, end - 3, end - 2):
        if (
            start >= 0
            and (not is_cjk(plain[start - 1 : start]) or plain[start - 1] in BEFORE_NAME)
            and name_at(plain, start) == plain[start:end]
        ):
            return [plain[start:end]]
    return []


def _apposed(plain: str, title: int) -> list[str]:
    """Return the name before the comma that opens an apposition with this title: 丁慕白，星轨影业创始人，."""
    comma = plain.rfind("，", max(0, title - APPOSITION_REACH), title)
    if comma < 3 or MARKS_IN_APPOSITION.intersection(plain[comma + 1 : title]) or is_cjk(plain[comma - 4 : comma - 3]):
        return []
    name = plain[comma - 3 : comma]
    return [name] if name[0] in load_surnames().plain and name_at(plain, comma - 3) == name else []


def _speaking_nickname(plain: str, verb: int) -> list[str]:
    """Return the nickname right before a verb of saying: ”阿梨说, 大刘笑道."""
    start = verb - 2
    name = plain[start:verb]
    if start < 0 or name[1] not in NAME_CHARACTERS or is_common_word(name):
        return []
    before = plain[start - 1 : start]
    if is_cjk(before) and before not in BEFORE_NAME or name[0] in "老大" and name[1] not in load_surnames().plain:
        return []
    return [name]
