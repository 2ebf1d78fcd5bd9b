"""Names in Latin letters beside the word of their kind, a verb of use, or a known tool in one list.

Lumeno模型, 一款叫Lumeno的工具, 用ToonFlow做分镜, Pixelon、即梦和可灵, 海外短剧平台ReelHarbor, 数据集OpenFilm-2M. What has no such word beside
it is not looked for here; quoted and Chinese names are name_products.py's business.
"""

from __future__ import annotations

import re

from .articles import Mention
from .name_parts import Span, places

VERSION = re.compile(r"\s?[vV]?\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?$")
NAMING = re.compile(r"(?:名为|名叫|叫做|称为|叫|款)\s?$")
LATIN_AFTER = re.compile(r"\s?([A-Z][A-Za-z0-9]+(?:[ -](?:[A-Z][A-Za-z0-9]*|AI))?(?:\.(?:ai|AI|io))?)")
LATIN_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]*)?(?:[ -]?[vV]?\d{1,2}(?:\.\d{1,2})?)?)\s?(的?)$")
ACRONYM = re.compile(r"[A-Z]{1,5}s?$|\dD$")  # AI, AIGC, VFX, LLM are kinds, not names
NO_NAMES = frozenset("App APP Agent Prompt Token Workflow Demo Logo Vlog Web Bug Top Plus Pro Max Mini Beta".split())
USED = re.compile(
    r"\s?([A-Z][A-Za-z]+(?: ?AI)?)((?: ?[vV]?\d{1,2}(?:\.\d{1,2})?)?)\s?"
    r"(?=做|生成|出图|出视频|出片|画|跑|写|剪|完成|制作|把|来|重做|配|搭|修|，再|和|[、，。；])"
)
CLAUSE_MARKS = frozenset("，。；")
CAMEL = re.compile("[a-z][A-Z]")
HANDED = re.compile(r"\s?([A-Z][a-z]+(?:[A-Z][A-Za-z]+| ?AI)?(?: [A-Z][A-Za-z]+){0,2})((?: ?[vV]?\d{1,2}(?:\.\d{1,2})?)?)(?![A-Za-z0-9])")
ITEM = r"([A-Z][A-Za-z]+(?: AI)?)(?: ?[vV]?\d{1,2}(?:\.\d{1,2})?)?"
ITEM_BEFORE = re.compile(rf"(?<![A-Za-z0-9 ]){ITEM}$")
ITEM_AFTER = re.compile(rf"\s?{ITEM}(?=[、和等，。；）)/])")
OUTLETS = re.compile("(?:(?<!AI)(?:海外|短剧|漫剧|流媒体|串流|影音|社交|发行|播放|众筹|直播|电商|内容|分发|点播)|(?:长|短|海外|社交)视频)$")
DATA_SET = re.compile(r"\s?([A-Z][A-Za-z]+(?:[- ]?\d+[A-Z]?)?)(?![A-Za-z0-9])")
DATA_SET_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Za-z]+(?:[- ]?\d+[A-Z]?)?)\s?$")
LATIN_FIRM = re.compile(r"\s?([A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z]+){0,2}(?:\.(?:ai|AI|io))?)(?![A-Za-z])")
FIRM_HEAD = re.compile(
    r"(?:上[周月]|今年|去年|昨|日前|近日|此前|曾|已|也|正|称|表示|首席|CEO|创始|联合创始|发言人|总裁|联席|宣布|发布|推出|完成|获得|的|与|和|联合|合作|旗下|开发|制作|[，。、（(”」]|$)"
)


def latin_beside(plain: str, start: int, end: int) -> str:
    """Return the name in Latin letters before or after a word of its kind: Lumeno模型, 一款叫Lumeno的工具, 工具Lumeno."""
    if plain[start - 1 : start].isascii() or plain[start - 1 : start] == "的" and plain[start - 2 : start - 1].isascii():
        name = latin_before(plain, start)
        if name:
            return name
    match = LATIN_AFTER.match(plain, end) if plain[end : end + 1].isascii() else None
    return match[1] if match and is_latin_name(match[1]) else ""


def latin_before(plain: str, start: int, needs_version: bool = False) -> str:
    match = LATIN_BEFORE.search(plain, max(0, start - 24), start)
    if not match or match[2] and not NAMING.search(plain, max(0, match.start() - 4), match.start()):
        return ""
    version = VERSION.search(match[1])
    core = match[1][: version.start()].rstrip(" -") if version else match[1]
    return core if is_latin_name(core) and (version or not needs_version) else ""


def used_tools(plain: str, handling: list[Span]) -> set[str]:
    """Return the names after a verb of use: 用ToonFlow做分镜, 丢给Framora, 打开Lumeno; before a mark only those like MidBoard."""
    found = set()
    for pattern, ends in ((USED, [at + 1 for at in places(plain, "用")]), (HANDED, [end for _, end in handling])):
        for end in ends:
            match = pattern.match(plain, end) if plain[end : end + 1].isascii() else None
            if match and is_latin_name(match[1]) and (match[2] or not match[1].isupper()):
                if pattern is HANDED or plain[match.end() : match.end() + 1] not in CLAUSE_MARKS or CAMEL.search(match[1]):
                    found.add(match[1])
    return found


def listed_beside(plain: str, listed: list[Mention]) -> set[str]:
    """Return the names in Latin letters that stand in one list with a known tool: Pixelon、即梦和可灵."""
    found = set()
    for mention in listed:
        if mention.type != "tool":
            continue
        if plain[mention.start - 1 : mention.start] == "、":
            match = ITEM_BEFORE.search(plain, max(0, mention.start - 20), mention.start - 1)
            found.add(match[1] if match else "")
        if plain[mention.end : mention.end + 1] in ("、", "和"):
            match = ITEM_AFTER.match(plain, mention.end + 1)
            found.add(match[1] if match else "")
    return {name for name in found if is_latin_name(name)}


def latin_platform(plain: str, start: int, end: int) -> list[str]:
    """Return the name of an outlet in Latin letters behind what it carries: 海外短剧平台ReelHarbor, not 视频生成平台X."""
    if not (plain[end : end + 1].isascii() and OUTLETS.search(plain, max(0, start - 6), start)):
        return []
    match = LATIN_AFTER.match(plain, end)
    return [match[1]] if match and is_latin_name(match[1]) else []


def latin_firm(plain: str, end: int) -> str:
    """Return the name in Latin letters after the word company."""
    match = LATIN_FIRM.match(plain, end)
    return match[1] if match and is_latin_name(match[1]) and FIRM_HEAD.match(plain, match.end()) else ""


def data_sets(plain: str) -> set[str]:
    """Return the names of data sets by the word for them: 数据集OpenFilm-2M, OpenFilm-2M数据集."""
    names: set[str] = set()
    for at in places(plain, "数据集"):
        after, before = DATA_SET.match(plain, at + 3), DATA_SET_BEFORE.search(plain, max(0, at - 24), at)
        names.update(match[1] for match in (after, before) if match and is_latin_name(match[1]))
    return names


def is_latin_name(core: str) -> bool:
    first = core.split(" ")[0].split("-")[0]
    return len(core) > 2 and not ACRONYM.match(first) and first not in NO_NAMES
