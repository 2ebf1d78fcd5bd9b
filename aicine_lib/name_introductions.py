"""Persons by the sentence that introduces them: an assumed name, an apposition, an author's part, a given name that speaks.

冯小禾（化名）, 丁慕白，星轨影业创始人, 由叶知行监制, Kevin说. What is found here is evidence, weighed in name_evidence.
"""

from __future__ import annotations

import re

from . import words
from .name_foreign import given_names
from .name_parts import (
    BEFORE_NAME,
    Span,
    cue_set,
    is_cjk,
    is_name_shaped,
    load_surnames,
    name_at,
    places,
    right_boundary,
    surname_length,
    title_words,
)

ASSUMED = re.compile(r"([\u4e00-\u9fff]{2,4})[（(](?:化名|网名|笔名|艺名|音译)[）)]")
PART = re.compile(
    r"\s?(?:监制|执导|编导|编剧|主演|导演|制作|创作|撰写|配音|剪辑|出演|担任|饰演|操刀|作曲|掌镜|主持|讲述|领衔|带队|率队|领导|独立完成|一人完成)"
)
LATIN_SPEAKER = re.compile(r"(?<![A-Za-z.])([A-Z][a-z]{2,10})\s?$")
VIEWED = re.compile(r"在([\u4e00-\u9fff]{2,3})的$")  # 在沈慕白的|印象里
VIEWS = tuple(f"{view}{place}" for view in ("印象", "记忆", "设想", "构想", "经验", "理解", "观察", "想象") for place in "里中")
DATED = re.compile(r"[（(]\d{1,2}[）)]日?")
DAYS = ("今（", "昨（", "今(", "昨(")  # 魏子谦今（15）日
CLAUSE = re.compile(r".*[，。！？；：”」\n]", re.S)  # up to where the last clause begins
FINISHED = ("。", "！", "？", "，", "…")
CAST = re.compile(r"[（(]([\u4e00-\u9fff]{2,4}?)\s?(?:饰|饰演|扮演|配音)[^（）()]{0,10}[）)]")
BRACKETED_HANDLE = re.compile(r"[（(]@([^）)@\s，。]{2,14})[）)]")
QUOTED_USER = re.compile(
    r"[“「]([^”」\s，。！？]{2,10})[”」](?=[在也就则还]?(?:评论|说|表示|写道|留言|认为|吐槽|感叹|感慨|直言|问|调侃|称|发文|发帖|[：:]))"
)
USERS = tuple(user + mark for user in ("网友", "网民", "观众", "读者", "用户", "影迷") for mark in "“「")
GREETING = re.compile("大家好|各位好|哈喽|你们好|嗨")  # opens a talk or a letter to readers, in which somebody names himself
OWN_NAME = re.compile(r"([\u4e00-\u9fff]{2,4}|[A-Z][a-z]{2,10})(?=[，,。！~～])")
FAR_FROM_GREETING = 20  # characters between a greeting and the name
HANDLE = re.compile(r"[“「\"@]([^”」\"\s，。@]{2,12})[”」\"]?")
APPOSITION_REACH = 24  # characters of an apposition: ，某某影业联合创始人，
MARKS_IN_APPOSITION = frozenset("，。；：！？“”「」\n")


def introduced(plain: str, cue_spans: dict[str, list[Span]]) -> list[str]:
    """Return the names of persons whom a sentence introduces.

    Examples
    --------
    >>> from aicine_lib.name_parts import cue_spans
    >>> text = "冯小禾（化名）演过三年戏。本片由叶知行监制。"
    >>> introduced(text, cue_spans(text))
    ['冯小禾', '叶知行']
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
    return names


def beside_quotations(plain: str) -> list[str]:
    """Return the names that begin the clause whose colon opens a quotation, or stand right behind a finished one.

    Examples
    --------
    >>> beside_quotations("汪若谷算了一笔账：“贵。”周若彤语气沉重。")
    ['汪若谷', '周若彤']
    """
    names = []
    for view in VIEWS:
        for at in places(plain, view):
            match = VIEWED.search(plain, max(0, at - 5), at)
            names += [name_at(plain, match.start(1))] if match else []
    for day in DAYS:
        names += [name for at in places(plain, day) if DATED.match(plain, at + 1) for name in _ending_name(plain, at)]
    for mark in ("：“", "：「"):
        for at in places(plain, mark):
            clause = CLAUSE.match(plain, max(0, at - 24), at)
            start = clause.end() if clause else 0
            name = name_at(plain, start) if clause or at < 24 else ""
            if name and start + len(name) < at and right_boundary(plain, start + len(name)):
                names.append(name)
    for mark in ("”", "」"):
        for at in places(plain, mark):
            name = name_at(plain, at + 1) if plain[at - 1 : at] in FINISHED else ""
            if name and right_boundary(plain, at + 1 + len(name)):
                names.append(name)
    return [name for name in names if name and name[1:] not in title_words()]


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


def user_names(plain: str) -> list[str]:
    """Return the names of users: in brackets after a sign, or in quotation marks before a verb of saying.

    Examples
    --------
    >>> user_names("有人（@小山回声）说得狠。网友“糖醋月亮”评论：“好。”网友“炸锅”了。")
    ['小山回声', '糖醋月亮']
    """
    found = [match[1] for match in BRACKETED_HANDLE.finditer(plain)] if "@" in plain else []
    for user in USERS:
        for at in places(plain, user):
            match = QUOTED_USER.match(plain, at + 2)
            found += [match[1]] if match else []
    return found


def greeting_names(plain: str, selves: list[Span]) -> list[str]:
    """Return the names by which a host or an author greets: 大家好，我是饭团.

    Examples
    --------
    >>> greeting_names("大家好，我是饭团。", [(4, 6)])
    ['饭团']
    """
    found = []
    for start, end in selves:
        own = OWN_NAME.match(plain, end) if GREETING.search(plain, max(0, start - FAR_FROM_GREETING), start) else None
        if own and not own[1].endswith(tuple(cue_set("role"))):
            found.append(own[1])
    return found


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
