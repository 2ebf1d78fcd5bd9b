"""Organisations and events that no list holds, found from how their names end.

From a suffix (大学, 影业, 电影节) the words before it are walked leftwards to the first that cannot belong to a name, then
what is common at the left end is dropped: a name begins with a place, a name, Latin letters or a word that no dictionary
holds. A department that follows at once belongs to the name of its house.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import words
from .articles import Mention
from .name_parts import Span, cue_set, cues, is_cjk, is_common_word, name_at, places

REACH = 16  # characters before a suffix that are looked at
OUTSIDE = re.compile(r".*[^\u4e00-\u9fffA-Za-z0-9·]", re.DOTALL)  # up to the last character that no name holds
STOP_POS = frozenset(["p", "c", "u", "uj", "ul", "uz", "r", "m", "q", "d", "v", "f", "t", "mq", "y", "zg"])
STOP_CHARACTERS = frozenset(
    "的了是在和与由据被向从对为于及或等让给到把将自某该这那各每本其有说称去拿当以并家所个届次名位后前时如像至凭获得捧夺奖项摘她他它我你您任兼系现入赴往能用可会要想都也没不就才"
)
PROPER_POS = frozenset(["ns", "nr", "nt", "nz", "nrt", "nrfg", "eng", "x"])
PROPER_WORDS = frozenset(
    ["中国", "中央", "国家", "全国", "世界", "亚洲", "欧洲", "国际", "中华", "华东", "华南", "华北", "西南", "东南", "亚太", "联合国"]
)
AWARD_WORDS = frozenset(["最佳", "优秀", "年度"])  # 最佳动画奖 is a category of a festival's prizes, not a festival
COMPANY_SUFFIXES = frozenset(["影业", "传媒"])  # after one word these make a name, common as the word may be: 星火影业
SHORTENED_SUFFIXES = ("影业", "集团", "影视", "传媒", "科技", "视频", "公司", "娱乐")
LIST_MARKS = ("、", "和", "与", "及")
HOUSES = ("大学", "学院", "科学院", "社科院", "研究院", "集团")
DEPARTMENT = re.compile(r"(?:[\u4e00-\u9fff]{2,9}?(?:学院|学系|研究所|研究院|研究中心|实验室|专业|系))(?![列统统])")
QUOTES = {"”": "“", "」": "「", "』": "『", '"': '"', "’": "‘"}
LONGEST_QUOTED = 24


def find_organisations(plain: str, cue_spans: dict[str, list[Span]], known: list[Mention]) -> list[Mention]:
    """Find organisations by their suffix, departments of known ones included.

    Parameters
    ----------
    plain : str
        The article's folded text.
    cue_spans : dict
        What :func:`aicine_lib.name_parts.cue_spans` found.
    known : list of Mention
        Organisations that the lexicon found.

    Returns
    -------
    list of Mention
        Unsorted, may overlap.
    """
    found = []
    for span in cue_spans["org"]:
        start = name_start(plain, span)
        if start >= 0:
            found.append(Mention(start, span[1], "org", plain[start : span[1]]))
    found += _brands(plain, cue_spans["role"] + cue_spans["title"], known)
    return [*found, *_departments(plain, found + known)]


def short_forms(plain: str, organisations: list[Mention]) -> list[Mention]:
    """Find companies named without their suffix beside another organisation: 迪士尼和环球 after 环球影业."""
    ends = {mention.end for mention in organisations}
    starts = {mention.start for mention in organisations}
    found = []
    for surface, name in sorted({(plain[start:end], name) for start, end, _, name in organisations}):
        suffix = next((s for s in SHORTENED_SUFFIXES if surface.endswith(s)), "")
        core = surface[: len(surface) - len(suffix)]
        if not suffix or not 2 <= len(core) <= 4:
            continue
        for at in places(plain, core):
            end = at + len(core)
            if plain[at - 1 : at] in LIST_MARKS and at - 1 in ends or plain[end : end + 1] in LIST_MARKS and end + 1 in starts:
                found.append(Mention(at, end, "org", name))
    return found


def find_events(plain: str, cue_spans: dict[str, list[Span]]) -> list[Mention]:
    """Find events by their suffix, and programmes whose name stands in quotation marks."""
    found = []
    for span in cue_spans["event"]:
        quoted = _quoted_start(plain, span)
        start = quoted if quoted >= 0 else name_start(plain, span)
        if start >= 0:
            found.append(Mention(start, span[1], "event", plain[start : span[1]]))
    return found


def name_start(plain: str, suffix: Span) -> int:
    """Return where the name that ends with this suffix begins, or -1 where what stands before is no name.

    Examples
    --------
    >>> text = "他毕业于北京电影学院"
    >>> text[name_start(text, (8, 10)):]
    '北京电影学院'
    >>> name_start("多家影视公司", (4, 6))
    -1
    """
    position, end = suffix
    last = plain[position - 1 : position]
    if last in STOP_CHARACTERS or not (is_cjk(last) or last.isascii() and last.isalnum()):
        return -1
    left = max(0, position - REACH)
    outside = OUTSIDE.match(plain, left, position)
    kept: list[tuple[int, str, str]] = []
    for word, pos in reversed(words.tag_text(plain[outside.end() if outside else left : position])):
        if _stops(word, pos):
            break
        position -= len(word)
        kept.append((position, word, pos))
    return _name_before(kept, plain[suffix[0] : end]) if kept else -1


def _name_before(kept: list[tuple[int, str, str]], ending: str) -> int:
    """Return where the name begins among the words before a suffix, the nearest first, or -1."""
    generic = cue_set("generic")
    if ending in cue_set("brand_ending") and not _is_coined(kept[0][1], kept):
        return -1
    if ending in COMPANY_SUFFIXES and len(kept) == 1 and kept[0][1] not in generic and len(kept[0][1]) > 1:
        return kept[0][0]
    while kept and not _is_proper(kept[-1][1], kept[-1][2], kept):
        kept.pop()
    while len(kept) > 1 and len(kept[-1][1]) == 1 and any(pos == "ns" for _, _, pos in kept[:-1]):
        kept.pop()
    if not kept or any(word in AWARD_WORDS for _, word, _ in kept):
        return -1
    start, first, pos = kept[-1]
    is_bare_place = pos == "ns" or first in PROPER_WORDS
    if is_bare_place and ending in cue_set("weak_ending") and all(word in generic or word in PROPER_WORDS for _, word, _ in kept[:-1]):
        return -1
    return start


@lru_cache(maxsize=words.N_REMEMBERED)
def _stops(word: str, pos: str) -> bool:
    if len(word) == 1:
        return word in STOP_CHARACTERS or word.isdigit()
    return word in cue_set("stop") or word.isdigit() or pos in STOP_POS and not word.isascii() or word.endswith(cues("title"))


def _is_proper(word: str, pos: str, kept: list[tuple[int, str, str]]) -> bool:
    """Tell whether a name can begin with a word."""
    if word in cue_set("generic"):
        return False
    if word in PROPER_WORDS or pos in PROPER_POS and len(word) > 1 or word.isascii():
        return True
    return len(word) == 1 and len(kept) > 1 and len(kept[-2][1]) == 1


def _brands(plain: str, titles: list[Span], known: list[Mention]) -> list[Mention]:
    """Find companies whose name no dictionary holds from the officer behind it, then everywhere: 星沐CEO陈一."""
    known_ends = {mention.end for mention in known}
    officers = cue_set("officer")
    brands = set()
    for title, end in titles:
        if plain[title:end] in officers and title not in known_ends and name_at(plain, end):
            start = name_start(plain, (title, title))
            name = plain[start:title] if start >= 0 else ""
            if (
                1 < len(name) < 8
                and name not in cue_set("brand_ending")
                and not any(is_common_word(word) for word, _ in words.tag_text(name) if len(word) > 1)
            ):
                brands.add(name)
    return [Mention(at, at + len(name), "org", name) for name in sorted(brands) for at in places(plain, name)]


def _is_coined(word: str, kept: list[tuple[int, str, str]]) -> bool:
    """Tell whether what stands right before a suffix is no word of the dictionary."""
    return len(word) == 1 and len(kept) > 1 and len(kept[1][1]) == 1 or word.isascii() and word.isalpha() and word not in cue_set("generic")


def _quoted_start(plain: str, suffix: Span) -> int:
    """Return where a quoted name that ends with the suffix begins, or -1."""
    start, end = suffix
    opening = QUOTES.get(plain[end : end + 1])
    if not opening:
        return -1
    quoted = plain.rfind(opening, max(0, end - LONGEST_QUOTED), start) + 1
    inner = plain[quoted:start]
    return quoted if quoted and len(inner) > 1 and not any(mark in inner for mark in "，。；：、！？”“\n") else -1


def _departments(plain: str, organisations: list[Mention]) -> list[Mention]:
    """Lengthen a house by the department that follows: 天津美术学院科技艺术系."""
    found = []
    for mention in organisations:
        end = mention.end
        while plain[mention.start : end].endswith(HOUSES) and is_cjk(plain[end : end + 1]):
            match = DEPARTMENT.match(plain, end)
            if not match or any(c in "的在是了" for c in match[0]) or words.has_word(plain[match.end() - 1 : match.end() + 1]):
                break
            end = match.end()
            found.append(Mention(mention.start, end, "org", plain[mention.start : end]))
    return found
