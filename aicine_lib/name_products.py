"""Tools and firms that no list holds, known by the word of their kind beside a quoted or Latin name.

"织梦3.0"视频大模型, 一款名为Framora的工具, 视频生成公司Orvexa: the kind stands beside the name once, and the name then counts
everywhere in the article. A name without its kind, and without a version, is not looked for here.
"""

from __future__ import annotations

import re

from . import words
from .articles import Mention
from .name_lexicon import with_version
from .name_parts import Span, cue_set, is_cjk, is_common_word, places

OPENING = {"“": "”", "「": "」", "『": "』", '"': '"', "‘": "’"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}
CLOSING_MARKS = frozenset(CLOSING)
LONGEST_QUOTED = 16  # characters of a quoted name
REACH_TO_KIND = 10  # characters between a quoted name and its kind: “织梦”影视创作大模型
VERSION = re.compile(r"\s?[vV]?\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?$")
LATIN_AFTER = re.compile(r"\s?([A-Z][A-Za-z0-9]+(?:[ -](?:[A-Z][A-Za-z0-9]*|AI))?(?:\.(?:ai|AI|io))?)")
LATIN_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]*)?(?:[ -]?[vV]?\d{1,2}(?:\.\d{1,2})?)?)\s?(的?)$")
NAMING = re.compile(r"(?:名为|名叫|叫做|称为|叫|款)\s?$")
BETWEEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 ]*")
ACRONYM = re.compile(r"[A-Z]{1,5}s?$|\dD$")  # AI, AIGC, VFX, LLM are kinds, not names
NO_NAMES = frozenset("App APP Agent Prompt Token Workflow Demo Logo Vlog Web Bug Top Plus Pro Max Mini Beta".split())
NO_PRODUCT_POS = frozenset("vdprcuymtqf")  # parts of speech that a name of several words does not hold
NO_PRODUCT = frozenset("的了是在不我你他它这那吗呢吧就都很被把让与和")
NOT_AFTER = ("功能", "模式", "服务", "计划", "战略", "理念", "流程", "效应", "属性", "思维", "时代")
USED = re.compile(
    r"\s?([A-Z][A-Za-z]+(?: ?AI)?)((?: ?[vV]?\d{1,2}(?:\.\d{1,2})?)?)\s?"
    r"(?=做|生成|出图|出视频|出片|画|跑|写|剪|完成|制作|把|来|重做|配|搭|修|，再|和|、)"
)
ITEM = r"([A-Z][A-Za-z]+(?: AI)?)(?: ?[vV]?\d{1,2}(?:\.\d{1,2})?)?"
ITEM_BEFORE = re.compile(rf"(?<![A-Za-z0-9 ]){ITEM}$")
ITEM_AFTER = re.compile(rf"\s?{ITEM}(?=[、和等，。；）)/])")
FIRMS = frozenset(["公司", "工作室", "企业", "初创企业", "团队", "制作公司", "影业公司", "机构", "厂商", "集团"])
LATIN_FIRM = re.compile(r"\s?([A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z]+){0,2}(?:\.(?:ai|AI|io))?)(?![A-Za-z])")
FIRM_HEAD = re.compile(r"(?:首席|CEO|创始|联合创始|发言人|总裁|联席|宣布|发布|推出|完成|获得|的|[，。、（(”」]|$)")


def find_products(plain: str, cue_spans: dict[str, list[Span]], listed: list[Mention]) -> list[Mention]:
    """Find tools and firms that stand beside the word of their kind, then everywhere.

    Parameters
    ----------
    plain : str
        The article's folded text.
    cue_spans : dict
        What :func:`aicine_lib.name_parts.cue_spans` found.
    listed : list of Mention
        What the lexicon found; a name is not found a second time.

    Returns
    -------
    list of Mention
        Unsorted, may overlap.

    Examples
    --------
    >>> from aicine_lib.name_parts import cue_spans
    >>> text = "公司发布“织梦3.0”视频大模型，织梦3.0能生成长镜头。"
    >>> [(text[m.start:m.end], m.name) for m in find_products(text, cue_spans(text), [])]
    [('织梦3.0', '织梦'), ('织梦3.0', '织梦')]
    """
    tools: set[str] = set()
    for start, end in cue_spans["product"]:
        tools.update(filter(None, (_quoted_after(plain, end), _quoted_before(plain, start), _latin_beside(plain, start, end))))
    for start, _ in cue_spans["product_use"]:
        if plain[start - 1 : start].isascii():
            tools.add(_latin_before(plain, start, needs_version=True))
    tools.update(_used(plain), _listed_beside(plain, listed))
    firms = set()
    for start, end in cue_spans["org"] + cue_spans["firm"]:
        following = plain[end : end + 1]
        if (following in OPENING or following == " " or following.isascii()) and plain[start:end] in FIRMS:
            firms.add(_quoted_after(plain, end, is_firm=True) or _latin_firm(plain, end))
    if not any(tools) and not any(firms):
        return []
    known = {plain[m.start : m.end] for m in listed} | {m.name for m in listed}
    found = []
    for name in sorted(tools - known - {""}):
        found += [Mention(at, with_version(plain, at + len(name)), "tool", name) for at in _standing(plain, name)]
    for name in sorted(firms - tools - known - {""}):
        found += [Mention(at, at + len(name), "org", name) for at in _standing(plain, name)]
    taken = [(m.start, m.end) for m in listed]
    return [m for m in found if not any(start < m.end and m.start < end for start, end in taken)] if found else []


def _used(plain: str) -> set[str]:
    """Return the names in Latin letters after the verb to use and before another verb: 用ToonFlow做分镜."""
    found = set()
    for at in places(plain, "用"):
        if plain[at + 1 : at + 2].isascii():
            match = USED.match(plain, at + 1)
            if match and _is_latin_name(match[1]) and (match[2] or not match[1].isupper()):
                found.add(match[1])
    return found


def _listed_beside(plain: str, listed: list[Mention]) -> set[str]:
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
    return {name for name in found if _is_latin_name(name)}


def _standing(plain: str, name: str) -> list[int]:
    """Return where a name stands by itself; one that is a common word only in quotation marks or with a version."""
    found = []
    for at in places(plain, name):
        end = at + len(name)
        before, after = plain[at - 1 : at], plain[end : end + 1]
        if name.isascii():
            is_whole = not (before.isascii() and before.isalnum() or after.isascii() and after.isalpha())
        else:
            is_whole = not is_common_word(name) or before in OPENING and (after in CLOSING or after.isdigit())
        if is_whole:
            found.append(at)
    return found


def _quoted_after(plain: str, end: int, is_firm: bool = False) -> str:
    """Return the name in quotation marks that begins at a place."""
    closing = OPENING.get(plain[end : end + 1])
    last = plain.find(closing, end + 1, end + 2 + LONGEST_QUOTED) if closing else -1
    if last < 0 or plain.startswith(NOT_AFTER, last + 1):
        return ""
    quoted = plain[end + 1 : last]
    if is_firm and is_common_word(quoted) and words.tag_term(quoted) == "n" and quoted not in cue_set("generic"):
        return quoted
    return _core(quoted)


def _quoted_before(plain: str, start: int) -> str:
    """Return the name in quotation marks before a place, words on its kind between."""
    left = max(0, start - REACH_TO_KIND)
    if CLOSING_MARKS.isdisjoint(plain[left:start]):
        return ""
    last = max(plain.rfind(mark, left, start) for mark in CLOSING)
    if not BETWEEN.fullmatch(plain, last + 1, start):
        return ""
    between = plain[last + 1 : start]
    if any(character in NO_PRODUCT for character in between):
        return ""
    opening = plain.rfind(CLOSING[plain[last]], max(0, last - LONGEST_QUOTED), last)
    return _core(plain[opening + 1 : last]) if opening >= 0 else ""


def _core(quoted: str) -> str:
    """Return a quoted name without its version, or an empty string where it is no name of a product."""
    version = VERSION.search(quoted)
    core = quoted[: version.start()] if version else quoted
    if not 2 <= len(core) <= 14 or NO_PRODUCT.intersection(core) or core in cue_set("product") or core in cue_set("generic"):
        return ""
    if core[0].isascii():
        return core if core[0].isupper() and _is_latin_name(core) else ""
    if not all(is_cjk(c) or c.isascii() and c.isalnum() or c in " ·" for c in core) or len(core) > 8:
        return ""
    if version and version.start():
        return core
    parts = words.tag_text(core)
    if is_common_word(core) or core.endswith(tuple(cue_set("product"))) and len(parts) < 3 and is_common_word(parts[0][0]):
        return ""
    return "" if any(pos[0] in NO_PRODUCT_POS and len(word) > 1 for word, pos in parts) else core


def _latin_beside(plain: str, start: int, end: int) -> str:
    """Return the name in Latin letters before or after a word of its kind: Lumeno模型, 一款叫Lumeno的工具, 工具Lumeno."""
    if plain[start - 1 : start].isascii() or plain[start - 1 : start] == "的" and plain[start - 2 : start - 1].isascii():
        name = _latin_before(plain, start)
        if name:
            return name
    match = LATIN_AFTER.match(plain, end) if plain[end : end + 1].isascii() else None
    return match[1] if match and _is_latin_name(match[1]) else ""


def _latin_before(plain: str, start: int, needs_version: bool = False) -> str:
    match = LATIN_BEFORE.search(plain, max(0, start - 24), start)
    if not match or match[2] and not NAMING.search(plain, max(0, match.start() - 4), match.start()):
        return ""
    version = VERSION.search(match[1])
    core = match[1][: version.start()].rstrip(" -") if version else match[1]
    return core if _is_latin_name(core) and (version or not needs_version) else ""


def _is_latin_name(core: str) -> bool:
    first = core.split(" ")[0].split("-")[0]
    return len(core) > 2 and not ACRONYM.match(first) and first not in NO_NAMES


def _latin_firm(plain: str, end: int) -> str:
    """Return the name in Latin letters after the word company."""
    match = LATIN_FIRM.match(plain, end)
    return match[1] if match and _is_latin_name(match[1]) and FIRM_HEAD.match(plain, match.end()) else ""
