"""Titles in 《》: what stands there, and whether it is a screen work, another work or an outlet.

The words inside, before and after decide; titles of one list share their type, and a title keeps its type through the
article where its neighbours say nothing. In writing on AI and film the rest are screen works.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from . import words
from .articles import Mention
from .lexicon import NameEntry
from .name_parts import cues

TITLE = re.compile(r"《([^《》\n]{1,60})》")
LIST_LINK = re.compile(r"(?:等?[、和与及,，/]|以及|还有|)(?:\*\*)?\s*")  # between two titles of one list
OUTLET_END = re.compile(r"(?:日报|晚报|时报|晨报|早报|周报|邮报|快报|商报|周刊|新闻周刊|月刊|双周刊|电讯报|卫报|导报|报道者)$")
WORK_END = re.compile(
    r"(?:办法|条例|规定|规划|报告|白皮书|蓝皮书|指南|纲要|意见|通知|法|法案|法典|协议|公约|宣言|研究|论|概论|导论|教程|年鉴|手记|手册|倡议|标准|方案|草案|细则|规范|指引|准则|守则|探析|思考|史|史话|札记|全集|文集|诗集|杂志)"
    r"(?:[(（][^()（）]*[)）])?$"
)
REPORT_END = re.compile(
    r"(?:产业|行业|市场|生态|技术|趋势|人才|消费|用户|就业|年度|季度|20\d\d|影视|演员).*(?:观察|洞察|展望|盘点|图谱|全景图?|调查|指数|评估|综述|透视|蓝图|榜单|路线图|分析|预测|纪要)$"
)  # such words end titles of films, too, without the first ones
SHORT_TITLE = re.compile(r"[（(](?:以下|下文|下)?[简下]?称(?:为)?[：:]?")  # between a title and its short form
HASHED = re.compile(r"#([^#\n《》]{1,24}[^#\s])#")
SUBTITLE = re.compile(r"^(.{2,}?)(?:\s+|[:：·—-]+\s*)\S")
GLOSS = re.compile(r"[（(]([^（）()\n]{2,60})[）)]")
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 .,:;'’&!?-]+$")
CHINESE_NAME = re.compile(r"[\u4e00-\u9fff0-9：:·，]{2,16}$")
ADAPTED = re.compile(r"(?:改编自|小说家|作家|漫画家|学者)[^，。；《》]{0,8}$")  # 改编自漫画家某某的《…》
TAILS = ("的", "了", "中的", "里的", "作品", "系列", "版", "名为", "叫做", "之", "中", "集")  # may stand between a cue and its title
TAIL_ENDS = frozenset(tail[-1] for tail in TAILS)
LEAD_STARTS = frozenset("的这等全第一二三四0123456789")
LEAD = re.compile(r"的|这部|这一|等多部|等|全|第?[一二三四0-9]+[季部集]")  # may stand between a title and a cue
LONGEST_CUE = 6
N_REMEMBERED = 1 << 14  # titles whose ending is remembered; an article names the same ones again
REACH_BEFORE, REACH_AFTER = 14, 8  # characters beside a title in which a cue counts
BARE_MIN_CHINESE, BARE_MIN_LATIN = 4, 6  # length from which a title is looked for without 《》
TYPES = ("film", "work", "org")
KIND_OF_TYPE = {"film": "film", "work": "work", "medium": "org"}


def find_titles(plain: str, lexicon: dict[str, tuple[NameEntry, ...]]) -> list[Mention]:
    """Find the titles in 《》 and their glosses in brackets, each with type and canonical name.

    Parameters
    ----------
    plain : str
        The article's folded text.
    lexicon : dict of str to tuple of NameEntry
        Entries by folded alias.

    Returns
    -------
    list of Mention
        Sorted; spans leave 《》 out.

    Examples
    --------
    >>> [(m.type, m.name) for m in find_titles("电影《归途》改编自小说《长夜》。", {})]
    [('film', '归途'), ('work', '长夜')]
    """
    matches = list(TITLE.finditer(plain))
    if not matches:
        return []
    inner = [match[1].strip() for match in matches]
    known = set(inner)
    types = _types(plain, matches, inner, lexicon)
    mentions = []
    shorts = _short_titles(plain, matches, inner)
    for match, title, kind in zip(matches, inner, types):
        if title in shorts:
            whole = inner.index(shorts[title])
            mentions.append(Mention(match.start(1), match.end(1), types[whole], _canonical(inner[whole], types[whole], known, lexicon)))
            continue
        start = match.start(1) + match[1].index(title)
        gloss = GLOSS.match(plain, match.end()) if plain[match.end() : match.end() + 1] in ("（", "(") else None
        name = _canonical(title, kind, known, lexicon)
        if gloss and LATIN_NAME.match(title) and CHINESE_NAME.match(gloss[1]):
            name = _canonical(gloss[1], kind, known, lexicon)
            mentions.append(Mention(gloss.start(1), gloss.end(1), kind, name))
        elif gloss and LATIN_NAME.match(gloss[1]):
            mentions.append(Mention(gloss.start(1), gloss.end(1), kind, name))
        mentions.append(Mention(start, start + len(title), kind, name))
    return sorted(mentions)


def _short_titles(plain: str, matches: list[re.Match[str]], inner: list[str]) -> dict[str, str]:
    """Return the titles by their short forms: 《某某观察》（以下简称《观察》）."""
    if "称《" not in plain and "称：《" not in plain:
        return {}
    return {
        inner[i]: inner[i - 1]
        for i in range(1, len(matches))
        if matches[i].start() - matches[i - 1].end() < 8 and SHORT_TITLE.fullmatch(plain, matches[i - 1].end(), matches[i].start())
    }


def hashed_titles(titles: list[Mention], plain: str) -> list[Mention]:
    """Find the titles of the article behind the sign of a topic: #山河辞 换脸#."""
    if "#" not in plain:
        return []
    known = {plain[mention.start : mention.end]: mention for mention in titles}
    found = []
    for match in HASHED.finditer(plain):
        for length in range(len(match[1]), 1, -1):
            mention = known.get(match[1][:length])
            if mention:
                found.append(mention._replace(start=match.start(1), end=match.start(1) + length))
                break
    return found


def bare_titles(titles: list[Mention], plain: str) -> dict[str, Mention]:
    """Return the screen works whose title is distinctive enough to be looked for without 《》, by title."""
    bare = {}
    for mention in titles:
        title = plain[mention.start : mention.end]
        least = BARE_MIN_LATIN if title.isascii() else BARE_MIN_CHINESE
        if mention.type == "film" and len(title) >= least and not words.has_word(title):
            bare[title] = mention
    return bare


def _types(plain: str, matches: list[re.Match[str]], inner: list[str], lexicon: dict[str, tuple[NameEntry, ...]]) -> list[str]:
    """Decide the type of every title: by its neighbours, else by its list, else by the article, else film."""
    own = [_own_type(plain, match, title, lexicon) for match, title in zip(matches, inner)]
    listed = list(own)
    for i in range(1, len(matches)):
        if not listed[i] and listed[i - 1] and _is_linked(plain, matches[i - 1], matches[i]):
            listed[i] = listed[i - 1]
    for i in range(len(matches) - 1, 0, -1):
        if listed[i] and not listed[i - 1] and _is_linked(plain, matches[i - 1], matches[i]):
            listed[i - 1] = listed[i]
    votes: dict[str, Counter[str]] = {}
    for title, kind in zip(inner, listed):
        if kind:
            votes.setdefault(title, Counter())[kind] += 1
    return [kind or (votes[title].most_common(1)[0][0] if title in votes else "film") for title, kind in zip(inner, listed)]


def _is_linked(plain: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return second.start() - first.end() <= 6 and bool(LIST_LINK.fullmatch(plain, first.end(), second.start()))


def _own_type(plain: str, match: re.Match[str], title: str, lexicon: dict[str, tuple[NameEntry, ...]]) -> str:
    """Return the type that the title itself or its neighbours tell, or an empty string."""
    entries = {entry.type for entry in lexicon.get(title, ())}
    ending = _ending_type(title)
    if "org" in entries or ending == "org":
        return "org"
    near = _neighbour_type(plain, match)
    if near == "org" and (title in lexicon and "org" not in entries or ending == "work"):
        near = ""
    if near:
        return near
    for kind in ("film", "work", "event", "tool"):
        if kind in entries:
            return kind
    return "work" if ending == "work" and len(title) > 3 else ""


def _neighbour_type(plain: str, match: re.Match[str]) -> str:
    """Return what the cue beside a title says; before counts more than after."""
    before = plain[max(0, match.start() - REACH_BEFORE) : match.start()].rstrip('*“"「 ：:')
    kinds, edges = _cue_kinds("before")
    kind = _longest(before, kinds, edges, at_end=True)
    if kind:
        return kind
    if before[-1:] in TAIL_ENDS:
        for tail in TAILS:
            if before.endswith(tail):
                kind = _longest(before[: len(before) - len(tail)], kinds, edges, at_end=True)
                if kind:
                    return kind
    if ("家" in before or "学者" in before or "改编自" in before) and ADAPTED.search(before):
        return "work"
    after = plain[match.end() : match.end() + REACH_AFTER].lstrip('*”"」 ')
    kinds, edges = _cue_kinds("after")
    kind = _longest(after, kinds, edges, at_end=False)
    if kind or after[:1] not in LEAD_STARTS:
        return kind
    lead = LEAD.match(after)
    return _longest(after[lead.end() :], kinds, edges, at_end=False) if lead else ""


def _longest(text: str, kinds: dict[str, str], edges: frozenset[str], at_end: bool) -> str:
    """Return the type of the longest cue at one end of a text, or an empty string."""
    if (text[-1:] if at_end else text[:1]) not in edges:
        return ""
    for length in range(min(LONGEST_CUE, len(text)), 0, -1):
        kind = kinds.get(text[-length:] if at_end else text[:length])
        if kind:
            return kind
    return ""


@cache
def _cue_kinds(side: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return the type that each cue before or after a title speaks for, and the characters next to the title in them."""
    kinds = {cue: kind for name, kind in KIND_OF_TYPE.items() for cue in cues(f"{name}_{side}")}
    return kinds, frozenset(cue[-1] if side == "before" else cue[0] for cue in kinds)


@lru_cache(maxsize=N_REMEMBERED)
def _ending_type(title: str) -> str:
    """Return the type that a title's last characters tell, or an empty string."""
    return "org" if OUTLET_END.search(title) else "work" if WORK_END.search(title) or REPORT_END.search(title) else ""


def _canonical(title: str, kind: str, known: set[str], lexicon: dict[str, tuple[NameEntry, ...]]) -> str:
    """Return the lexicon's name, or the title without a subtitle where the article names it so too."""
    for entry in lexicon.get(title, ()):
        if entry.type == kind:
            return entry.name
    subtitle = SUBTITLE.match(title) if len(known) > 1 else None
    return subtitle[1] if subtitle and subtitle[1] in known else title
