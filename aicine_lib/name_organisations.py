"""Organisations and events that no list holds, found from how their names end.

From a suffix (大学, 影业, 电影节) the words before it are walked leftwards to the first that cannot belong to a name, then
what is common at the left end is dropped: a name begins with a place, a name, Latin letters or a word that no dictionary
holds. A department that follows at once belongs to the name of its house.
"""

from __future__ import annotations

import re

from . import words
from .articles import Mention
from .name_parts import Span, cues, is_cjk, places

REACH = 16  # characters before a suffix that are looked at
WINDOW = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]+$")
STOP_POS = frozenset(["p", "c", "u", "uj", "ul", "uz", "r", "m", "q", "d", "v", "f", "t", "mq", "y", "zg"])
STOP_CHARACTERS = frozenset("的了是在和与由据被向从对为于及或等让给到把将自某该这那各每本其有说称去拿当以并家所个届次名位后前时如像至凭获得捧夺奖项摘她他它我你您任兼系现入赴往")
PROPER_POS = frozenset(["ns", "nr", "nt", "nz", "nrt", "nrfg", "eng", "x"])
PROPER_WORDS = frozenset(["中国", "中央", "国家", "全国", "世界", "亚洲", "欧洲", "国际", "中华", "华东", "华南", "华北", "西南", "东南", "亚太", "联合国"])
STOP_WORDS = frozenset(["来自", "作为", "根据", "毕业", "任职", "加盟", "国内", "国外", "海外", "记者", "嘉宾", "多家", "一家", "知名", "著名", "旗下", "全球", "联合", "携手", "入围", "荣获", "获得", "参加", "出席", "亮相", "举办", "主办", "承办", "加入", "成立", "参与", "创办", "包括", "以及"])
GENERIC_WORDS = frozenset(
    "影视 电影 科技 传媒 文化 动画 视频 互联网 制作 娱乐 广告 游戏 媒体 网络 艺术 大型 特效 后期 投资 短剧 技术 上市 初创 创业 创意 数字 人工智能 智能 影片 短片 发行 影音 AI 民营 国有 传统 巨头 头部 青年 大学生 国际 主流 专业 新 大 小 老 各大 人工 商业 独立 专门 相关 个人 科研 教育 高等".split()
)
AWARD_WORDS = frozenset(["最佳", "优秀", "年度"])  # 最佳动画奖 is a category of a festival's prizes, not a festival
WEAK_SUFFIXES = frozenset("公司 工作室 集团 影视 文化 科技 传媒 动画 资本 证券 数据 娱乐 影院 影城 电影院 频道 实验室 创投 片场 事业部 银行 中心 法院 图书馆 博物馆 美术馆 研究所 中学 计划 大会 论坛 峰会 单元 奖 大奖 金奖 竞赛 训练营 盛典 展映 研讨会 年会 委员会 商会 理事会 总局 协会 学会 工会 联盟 电视台".split())
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
            found.append(Mention(start, span.end, "org", plain[start : span.end]))
    return [*found, *_departments(plain, found + known)]


def short_forms(plain: str, organisations: list[Mention]) -> list[Mention]:
    """Find companies named without their suffix beside another organisation: 迪士尼和环球 after 环球影业."""
    ends = {mention.end for mention in organisations}
    starts = {mention.start for mention in organisations}
    found = []
    for surface, name in sorted({(plain[m.start : m.end], m.name) for m in organisations}):
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
            found.append(Mention(start, span.end, "event", plain[start : span.end]))
    return found


def name_start(plain: str, suffix: Span) -> int:
    """Return where the name that ends with this suffix begins, or -1 where what stands before is no name.

    Examples
    --------
    >>> text = "他毕业于北京电影学院"
    >>> text[name_start(text, Span(8, 10)):]
    '北京电影学院'
    >>> name_start("多家影视公司", Span(4, 6))
    -1
    """
    last = plain[suffix.start - 1 : suffix.start]
    if not (is_cjk(last) or last.isalnum()) or last in STOP_CHARACTERS:
        return -1
    window = WINDOW.search(plain, max(0, suffix.start - REACH), suffix.start)
    if not window:
        return -1
    tokens = words.tag_text(window[0])
    position = suffix.start
    kept: list[tuple[int, str, str]] = []
    for word, pos in reversed(tokens):
        if _stops(word, pos):
            break
        position -= len(word)
        kept.append((position, word, pos))
    if plain[suffix.start : suffix.end] in COMPANY_SUFFIXES and len(kept) == 1 and kept[0][1] not in GENERIC_WORDS and len(kept[0][1]) > 1:
        return kept[0][0]
    while kept and not _is_proper(kept[-1][1], kept[-1][2], kept):
        kept.pop()
    if not kept:
        return -1
    rest = [word for _, word, _ in kept[:-1] if word not in GENERIC_WORDS and word not in PROPER_WORDS]
    is_bare_place = kept[-1][2] == "ns" or kept[-1][1] in PROPER_WORDS
    if any(word in AWARD_WORDS for _, word, _ in kept):
        return -1
    if is_bare_place and not rest and plain[suffix.start : suffix.end] in WEAK_SUFFIXES:
        return -1
    return kept[-1][0]


def _stops(word: str, pos: str) -> bool:
    if len(word) == 1:
        return word in STOP_CHARACTERS or word.isdigit()
    return word in STOP_WORDS or word.isdigit() or pos in STOP_POS and not word.isascii() or word.endswith(cues("title"))


def _is_proper(word: str, pos: str, kept: list[tuple[int, str, str]]) -> bool:
    """Tell whether a name can begin with a word."""
    if word in GENERIC_WORDS:
        return False
    if word in PROPER_WORDS or pos in PROPER_POS and len(word) > 1 or word.isascii():
        return True
    return len(word) == 1 and len(kept) > 1 and len(kept[-2][1]) == 1


def _quoted_start(plain: str, suffix: Span) -> int:
    """Return where a quoted name that ends with the suffix begins, or -1."""
    opening = QUOTES.get(plain[suffix.end : suffix.end + 1])
    if not opening:
        return -1
    start = plain.rfind(opening, max(0, suffix.end - LONGEST_QUOTED), suffix.start) + 1
    inner = plain[start : suffix.start]
    return start if start and len(inner) > 1 and not any(mark in inner for mark in "，。；：、！？”“\n") else -1


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
