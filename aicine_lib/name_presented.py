"""Tools known by the sentence that presents them: who made, trained or named something, and what it is of whom.

自研的“梭子”, 自己训练的「风沙模型」, 取名叫“抖抖”, 松影是台中新创今年推出的服务, 小偶是你们公司的产品, 接入文澜大模型. The name then counts
everywhere in the article. Names beside the word of their kind are name_products.py's business.
"""

from __future__ import annotations

import re

from . import words
from .articles import Mention
from .name_parts import BEFORE_NAME, Span, cue_set, is_cjk, is_common_word, not_names, places

QUOTED = re.compile(r"[“「『‘]([^“”「」『』‘’，。；：、！？《》\n]{2,10})[”」』’]")
MADE = frozenset("自研 自研的 自主研发 自主研发的 自行研发的 自行开发的 自己训练的 自行训练的".split())
NAMED = frozenset("取名叫 取名为 起名叫 起名为 命名为".split())
KIND_BEFORE = re.compile("(?:工具|软件|模型|插件|程序|系统|脚本|平台|引擎|助手|流程)[^。\n]{0,36}$")
KIND_BEHIND = re.compile(
    "(?:的)?(?:AI|影视|视频|视觉|图像|语音|制作|创作|生成|智能|虚拟|数字|实时)*(?:大?模型|平台|系统|引擎|工具|软件|管线|算法|插件|程序|智能体)"
)
NO_TOOL = re.compile("计划|大赛|论坛|峰会|活动|奖|节|营|剧|片|理念|模式|战略|概念|方法论|团队|品牌")
LIST_BEFORE = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][、和与及跟](?:他们|我们|她们|公司|团队|你们)?$")
SUBJECT = re.compile(
    r"(?:^|[\n，。；！？：—])(?:所以|其实|原来|那么?|而)?([\u4e00-\u9fff]{2,4}?|[A-Z][A-Za-z]{2,14})(?:就|也|正|则)?是[^，。；！？：\n]{0,24}$"
)
MADE_KIND = re.compile(r"(?:[^，。；“「《、]{0,8}?)(?:服务|工具|模型|平台|软件|产品|应用|程序|系统|插件|引擎|助手)(?=[，。；！？\n—]|$)")
BIG_MODEL = re.compile(r"([\u4e00-\u9fff]{2,3})(?=(?:视频|多模态|影视|语言|视觉|图像)?大模型)")
BEFORE_MODEL = frozenset("用入和与、了于及，：")
IN_TWO_SCRIPTS = re.compile(r"([\u4e00-\u9fff]{2,4}) ([A-Z][A-Za-z0-9]+)(?![A-Za-z0-9])")
FARTHEST_SUBJECT = 36  # characters before 推出的 in which its clause begins


def presented_tools(plain: str, cue_spans: dict[str, list[Span]], listed: list[Mention]) -> set[str]:
    """Return the names of tools that a sentence presents.

    Parameters
    ----------
    plain : str
        The article's folded text.
    cue_spans : dict
        What :func:`aicine_lib.name_parts.cue_spans` found.
    listed : list of Mention
        What the lexicon found: a known tool makes its neighbour in a list one.

    Examples
    --------
    >>> from aicine_lib.name_parts import cue_spans
    >>> text = "依托自研的“梭子”，松影是本地新创今年推出的服务。"
    >>> sorted(presented_tools(text, cue_spans(text), []))
    ['松影', '梭子']
    """
    ends = {mention.end for mention in listed if mention.type == "tool"}
    found = {_made(plain, start, end, ends) or _subject(plain, start, end) for start, end in cue_spans["presenting"]}
    found.update(_big_models(plain))
    return found - {""}


def names_in_two_scripts(plain: str, listed: list[Mention]) -> list[tuple[str, str]]:
    """Return the Chinese and Latin names of tools that stand together in one list with a known tool: Veo 3、流影 FlowReel."""
    found = []
    for mention in listed:
        if mention.type == "tool" and plain[mention.end : mention.end + 1] in ("、", "和", "与"):
            match = IN_TWO_SCRIPTS.match(plain, mention.end + 1)
            if match and not is_common_word(match[1]):
                found.append((match[1], match[2]))
    return found


def _made(plain: str, start: int, end: int, tool_ends: set[int]) -> str:
    """Return the quoted name behind a word of making: 自研的“梭子”; behind a weak one only where a kind or a list seconds it."""
    match = QUOTED.match(plain, end)
    if not match or NO_TOOL.search(match[1]) or not is_nameable(match[1]):
        return ""
    cue = plain[start:end]
    if cue in MADE:
        return "" if NO_TOOL.match(plain, match.end()) else match[1]
    if cue in NAMED:
        return match[1] if KIND_BEFORE.search(plain, max(0, start - 44), start) else ""
    is_listed = LIST_BEFORE.search(plain, max(0, start - 6), start) and any(start - 6 < at < start for at in tool_ends)
    return match[1] if is_listed or KIND_BEHIND.match(plain, match.end()) or match[1].endswith(("模型", "引擎", "系统")) else ""


def is_nameable(name: str) -> bool:
    """Tell whether a quoted string of a few ideographs may be what a thing is called: no phrase."""
    return (
        1 < len(name) < 9
        and all(is_cjk(c) or c.isascii() and c.isalnum() for c in name)
        and name not in cue_set("product") | cue_set("generic")
    )


def _subject(plain: str, start: int, end: int) -> str:
    """Return what is said to be a firm's product: 松影是台中新创今年推出的服务, 小偶是你们公司的产品."""
    if plain[start:end] == "推出的" and not MADE_KIND.match(plain, end) or plain[end - 2 : end] not in ("产品", "工具", "出的"):
        return ""
    match = SUBJECT.search(plain, max(0, start - FARTHEST_SUBJECT), start)
    name = match[1] if match else ""
    is_word = is_common_word(name) or any(len(word) > 2 for word, _ in words.tag_text(name)) if is_cjk(name[:1]) else not name
    return "" if is_word or name[:1] in "这那它他她我你该" else name


def _big_models(plain: str) -> set[str]:
    """Return the coined names right before 大模型: 接入文澜大模型."""
    found = set()
    for at in places(plain, "大模型"):
        for length in (2, 3):
            name, before = plain[at - length : at], plain[at - length - 1 : at - length]
            if before in BEFORE_MODEL and len(name) == length and _is_coined(name):
                found.add(name)
    return found


def _is_coined(name: str) -> bool:
    """Tell whether no dictionary and no table holds a string or a part of it."""
    if not all(map(is_cjk, name)) or name in cue_set("generic") or name in not_names() or BEFORE_NAME.intersection(name):
        return False
    return not any(is_common_word(name[i:j]) for i, j in ((0, 2), (1, 3), (0, 3)) if j <= len(name))
