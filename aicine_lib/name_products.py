"""Tools and firms that no list holds, known by the word of their kind beside a quoted or Latin name.

"织梦3.0"视频大模型, 一款名为Framora的工具, 视频生成公司Orvexa: the kind stands beside the name once, and the name then counts
everywhere in the article. A name without its kind, and without a version, is not looked for here.
"""

from __future__ import annotations

import re

from . import words
from .articles import Mention
from .name_latin import (
    NAMING,
    VERSION,
    data_sets,
    is_latin_name,
    latin_before,
    latin_beside,
    latin_firm,
    latin_platform,
    listed_beside,
    used_tools,
)
from .name_lexicon import with_version
from .name_parts import Span, cue_set, is_cjk, is_common_word, places
from .name_presented import is_nameable, names_in_two_scripts, presented_tools

OPENING = {"“": "”", "「": "」", "『": "』", '"': '"', "‘": "’"}
CLOSING = {closing: opening for opening, closing in OPENING.items()}
CLOSING_MARKS = frozenset(CLOSING)
LONGEST_QUOTED = 16  # characters of a quoted name
REACH_TO_KIND = 10  # characters between a quoted name and its kind: “织梦”影视创作大模型
BETWEEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 ]*")
NO_PRODUCT_POS = frozenset("vdprcuymtqf")  # parts of speech that a name of several words does not hold
NO_PRODUCT = frozenset("的了是在不我你他它这那吗呢吧就都很被把让与和")
NOT_AFTER = ("功能", "模式", "服务", "计划", "战略", "理念", "流程", "效应", "属性", "思维", "时代")
DOTTED = re.compile(r"([\u4e00-\u9fff]{2,5}·[\u4e00-\u9fff]{2,5})(?=[\d（(，。、vV ])")
SHORT_NAME = re.compile(r"[（(](?:以下|下文)?[简下]称(?:为)?[：:]?[“「\"]([\u4e00-\u9fffA-Za-z]{2,8}?)(?:\s?[vV]?\d[\d.]*)?[”」\"][）)]")
FIRMS = frozenset(["公司", "工作室", "企业", "初创企业", "团队", "制作公司", "影业公司", "机构", "厂商", "集团"])


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
        tools.update(
            filter(
                None, (_dotted_after(plain, end), _quoted_after(plain, end), _quoted_before(plain, start), latin_beside(plain, start, end))
            )
        )
    for start, _ in cue_spans["product_use"]:
        if plain[start - 1 : start].isascii():
            tools.add(latin_before(plain, start, needs_version=True))
    tools.update(used_tools(plain, cue_spans["handling"]), listed_beside(plain, listed), presented_tools(plain, cue_spans, listed))
    twins = dict(names_in_two_scripts(plain, listed))
    tools.update(twins)
    firms = {name for start, end in cue_spans["product"] if plain[start:end] == "平台" for name in latin_platform(plain, start, end)}
    tools -= firms
    for start, end in cue_spans["org"] + cue_spans["firm"]:
        following = plain[end : end + 1]
        if (following in OPENING or following == " " or following.isascii()) and plain[start:end] in FIRMS:
            firms.add(_quoted_after(plain, end, is_firm=True) or latin_firm(plain, end))
    sets = data_sets(plain)
    if not any(tools) and not any(firms) and not sets and "简称" not in plain:
        return []
    known = {plain[m.start : m.end] for m in listed} | {m.name for m in listed}
    found = []
    for name in sorted(tools - known - {""}):
        found += [Mention(at, with_version(plain, at + len(name)), "tool", name) for at in _standing(plain, name)]
    for name, twin in twins.items():
        both = f"{name} {twin}"
        found += [Mention(at, at + len(both), "tool", name) for at in places(plain, both)]
        found += [Mention(at, at + len(twin), "tool", name) for at in _standing(plain, twin)]
    found += _shortened(plain, found + [m for m in listed if m.type == "tool"])
    for name in sorted(firms - tools - known - {""}):
        found += [Mention(at, at + len(name), "org", name) for at in _standing(plain, name)]
    found += [Mention(at, at + len(name), "work", name) for name in sorted(sets) for at in _standing(plain, name)]
    taken = [(m.start, m.end) for m in listed]  # what is longer to the left stays: Scenario Flow, though Flow is listed
    return [m for m in found if not any(start < m.end and m.start < end and m.start >= start for start, end in taken)] if found else []


def _dotted_after(plain: str, end: int) -> str:
    """Return the name of two parts with a dot after the word of its kind: 大模型星澜·造梦3.0."""
    match = DOTTED.match(plain, end) if "·" in plain[end : end + 6] else None
    return match[1] if match else ""


def _shortened(plain: str, tools: list[Mention]) -> list[Mention]:
    """Find a tool by its short name, given in brackets after the full one: （以下简称“造梦3.0”）."""
    found = []
    for tool in tools:
        match = SHORT_NAME.match(plain, tool.end) if plain[tool.end : tool.end + 1] in ("（", "(") else None
        if match:
            found += [Mention(at, with_version(plain, at + len(match[1])), "tool", tool.name) for at in places(plain, match[1])]
    return found


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
    opening = plain.rfind(CLOSING[plain[last]], max(0, last - LONGEST_QUOTED), last)
    quoted = plain[opening + 1 : last]
    if opening >= 0 and between in ("", "的") and NAMING.search(plain, max(0, opening - 4), opening) and is_nameable(quoted):
        return quoted  # 名叫“飞檐”的系统
    if any(character in NO_PRODUCT for character in between):
        return ""
    return _core(quoted) if opening >= 0 else ""


def _core(quoted: str) -> str:
    """Return a quoted name without its version, or an empty string where it is no name of a product."""
    version = VERSION.search(quoted)
    core = quoted[: version.start()] if version else quoted
    if not 2 <= len(core) <= 14 or NO_PRODUCT.intersection(core) or core in cue_set("product") or core in cue_set("generic"):
        return ""
    if core[0].isascii():
        return core if core[0].isupper() and is_latin_name(core) else ""
    if not all(is_cjk(c) or c.isascii() and c.isalnum() or c in " ·" for c in core) or len(core) > 8:
        return ""
    if version and version.start():
        return core
    parts = words.tag_text(core)
    if is_common_word(core) or core.endswith(tuple(cue_set("product"))) and len(parts) < 3 and is_common_word(parts[0][0]):
        return ""
    return "" if any(pos[0] in NO_PRODUCT_POS and len(word) > 1 and words.has_word(word) for word, pos in parts) else core
