"""Organisations and events that no list holds, found from how their names end.

From a suffix (大学, 影业, 电影节) the words before it are walked leftwards to the first that cannot belong to a name, then
what is common at the left end is dropped: a name begins with a place, a name, Latin letters or a word that no dictionary
holds. A department that follows at once belongs to the name of its house.
"""

from __future__ import annotations

import re

from . import words
from .articles import Mention
from .name_parts import BEFORE_NAME, Span, cue_set, is_cjk, is_common_word, name_at, places
from .name_suffixes import AWARD_WORDS, LIST_MARKS, STOP_CHARACTERS, name_start

SHORTENED_SUFFIXES = ("影业", "集团", "影视", "传媒", "科技", "视频", "公司", "娱乐", "工作室", "互娱", "视界", "动画", "短剧", "证券")
FIRM_GOES_ON = re.compile("(?:的(?!确)|是怎么|最|还|也|曾|去年|今年|目前|现在|方面|旗下|创始|团队|宣布|表示|回应|推出|上线|称)")
UNIONS = ("工会", "协会", "学会", "行会", "公会", "联盟", "商会")
SHORT_UNION = "特效工会"  # as short as the end of a full name may be
HOUSES = ("大学", "学院", "科学院", "社科院", "研究院", "集团")
DEPARTMENT = re.compile(r"(?:[\u4e00-\u9fff]{2,9}?(?:学院|学系|研究所|研究院|研究中心|实验室|专业|系))(?![列统统])")
QUOTES = {"”": "“", "」": "「", "』": "『", '"': '"', "’": "‘"}
LONGEST_QUOTED = 24
LONGEST_CHANNEL = 4  # characters of a platform named after its short dramas
FESTIVAL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,10}?(?:电影节|影展|电影周|影视节|动画节|动画周|影像展|短片节|电影展|博览会|文博会)")
NOT_BETWEEN = frozenset("的了是在与和被把为及等")  # between a quoted name and its kind
NOT_QUOTED_POS = frozenset("vmrqpcdu")  # parts of speech that a quoted name of a firm does not hold
QUOTED_ONLY = frozenset(["制作", "特效"])  # also common words: a name only in quotation marks
FIRM_ONLY = frozenset(["旗下", "创始", "创办", "公告", "股价", "高层"])  # said of firms alone
FIRM_FRAMES = FIRM_ONLY | {"为例", "出品", "推出", "宣布", "发言", "回应", "今年", "去年", "签下", "成立", "总部"}
HOUSE_SUFFIXES = frozenset("互娱 映画 工坊 视界 影画 影创 娱乐 影视 文创 科技 数码 映像 影坊 影社".split())  # seldom end a kind of works
QUOTED_BEFORE = re.compile(
    r"[“「『]([^“”「」『』，。；：、！？\n]{2,12})[”」』][\u4e00-\u9fffA-Z]{0,10}$"
)  # of kind words: 「薪火」影像訓練營
HOUSES_IN_QUOTES = frozenset(["工作室", "影业", "传媒", "映画", "工坊", "公司"])


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
    officer_starts = {start for kind in ("role", "title") for start, end in cue_spans[kind] if plain[start:end] in cue_set("officer")}
    for span in cue_spans["org"]:
        is_framed = span[1] in officer_starts or _is_framed(plain, span)
        start = -1 if plain[span[0] : span[1]] in QUOTED_ONLY else name_start(plain, span, is_framed)
        if start < 0 and plain[span[1] : span[1] + 1] in QUOTES:
            start = _quoted_house(plain, span)
        if start >= 0 and not (plain[span[0] : span[1]] == "短剧" and span[1] - start > LONGEST_CHANNEL):
            found.append(Mention(start, span[1], "org", plain[start : span[1]]))
    found += _brands(plain, cue_spans["role"] + cue_spans["title"], known)
    return [*found, *_departments(plain, found + known)]


def _is_framed(plain: str, suffix: Span) -> bool:
    """Tell whether what follows is told of a firm: 飞马影视公告, 云境互娱旗下, 以云境互娱为例."""
    following = plain[suffix[1] : suffix[1] + 2]
    if following == "联合":
        return plain[suffix[1] + 2 : suffix[1] + 4] in ("制作", "出品", "摄制", "打造", "发行")
    if following not in FIRM_FRAMES:
        return False
    return following in FIRM_ONLY or plain[suffix[0] : suffix[1]] in HOUSE_SUFFIXES


def short_forms(plain: str, organisations: list[Mention], cue_spans: dict[str, list[Span]]) -> list[Mention]:
    """Find companies without their suffix: beside another organisation, 迪士尼和环球 after 环球影业, or where a clause tells of them.

    A union is found by the end of its name: 特效工会 after 美国视觉特效工会.
    """
    officer_starts = {start for kind in ("role", "title") for start, end in cue_spans[kind] if plain[start:end] in cue_set("officer")}
    ends = {mention.end for mention in organisations}
    starts = {mention.start for mention in organisations}
    found = []
    for surface, name in sorted({(plain[start:end], name) for start, end, _, name in organisations}):
        suffix = next((s for s in SHORTENED_SUFFIXES if surface.endswith(s)), "")
        core = surface[: len(surface) - len(suffix)]
        if surface.endswith(UNIONS) and len(surface) > len(SHORT_UNION):
            found += [Mention(at, end, "org", name) for at, end in _union_places(plain, surface)]
        if not suffix or not 2 <= len(core) <= 4:
            continue
        alone = [at for at in places(plain, core) if not plain.startswith(surface, at)]
        heads = [at for at in alone if not is_cjk(plain[at - 1 : at]) and FIRM_GOES_ON.match(plain, at + len(core))]
        is_certain = len(heads) > 1 or not is_common_word(core)
        for at in alone:
            end = at + len(core)
            is_listed = plain[at - 1 : at] in LIST_MARKS and at - 1 in ends or plain[end : end + 1] in LIST_MARKS and end + 1 in starts
            if is_listed or at in heads and is_certain or end in officer_starts and not is_cjk(plain[at - 1 : at]):
                found.append(Mention(at, end, "org", name))
    return found


def _union_places(plain: str, surface: str) -> list[Span]:
    """Return where the end of a union's full name stands by itself: 特效工会 for 美国视觉特效工会."""
    found = []
    for at in places(plain, surface[-len(SHORT_UNION) :]):
        start, size = at, len(SHORT_UNION)
        while size < len(surface) and plain[start - 1 : start] == surface[len(surface) - size - 1]:
            start, size = start - 1, size + 1
        if size < len(surface) and (not is_cjk(plain[start - 1 : start]) or plain[start - 1] in BEFORE_NAME):
            found.append((start, at + len(SHORT_UNION)))
    return found


def find_events(plain: str, cue_spans: dict[str, list[Span]]) -> list[Mention]:
    """Find events by their suffix, and programmes whose name stands in quotation marks."""
    found = []
    starts = set(cue_spans["event"])
    for span in cue_spans["event"] + cue_spans["quoted_event"]:
        quoted = _quoted_start(plain, span)
        start, end = (quoted, span[1]) if quoted >= 0 else _quoted_before(plain, span)
        if start < 0 and span in starts:
            start, end = name_start(plain, span), span[1]
            inner = FESTIVAL.match(plain, start, span[0]) if start >= 0 else None
            if inner:
                end = inner.end()  # 东京国际电影节|设AI论坛
        if start >= 0:
            found.append(Mention(start, end, "event", plain[start:end]))
    return found


def _quoted_before(plain: str, suffix: Span) -> Span:
    """Return the quoted name that stands before its kind, 「薪火」影像訓練營, or (-1, -1)."""
    match = QUOTED_BEFORE.search(plain, max(0, suffix[0] - LONGEST_QUOTED), suffix[0])
    if not match or match[1] in cue_set("generic") or any(word in match[1] for word in AWARD_WORDS):
        return -1, -1
    if NOT_BETWEEN.intersection(plain[match.end(1) + 1 : suffix[0]]):
        return -1, -1
    return match.span(1)


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


def _quoted_house(plain: str, suffix: Span) -> int:
    """Return where a quoted name of a firm begins that ends with the suffix, or -1: “北岸制作”."""
    start = _quoted_start(plain, suffix)
    inner = plain[start : suffix[0]]
    if start < 0 or len(inner) > 6 or inner in cue_set("generic") or not all(map(is_cjk, inner)) or STOP_CHARACTERS.intersection(inner):
        return -1
    return (
        start
        if plain[slice(*suffix)] in cue_set("brand_ending") | HOUSES_IN_QUOTES
        and not any(pos[0] in NOT_QUOTED_POS for _, pos in words.tag_text(inner))
        else -1
    )


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
