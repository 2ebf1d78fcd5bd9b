"""Nicknames and hidden names: 做后期的小芸, 我是阿哲, 徒弟毛毛, 老K, 陈Sir, 梁生, 沈某.

A nickname is two characters of which the first is 小, 阿 or 老, or one character twice. Most such strings are words
(小说, 老板, 刚刚), so a nickname needs a place where only a name stands.
"""

from __future__ import annotations

import re

from . import words
from .articles import Mention
from .name_adverbs import before_adverbs
from .name_parts import BEFORE_NAME, NAME_CHARACTERS, Span, is_cjk, is_common_word, load_surnames, not_names, places, right_boundary

NICKNAME = re.compile(r"[小阿老晓][\u4e00-\u9fff]|([\u4e00-\u9fff])\1(?!\1)")
ELDER = re.compile(r"[\u4e00-\u9fff]{1,2}[哥姐叔](?![\u4e00-\u9fff])")
NICKNAME_STARTS = frozenset("小阿老大")
BEHIND_ATTRIBUTE = re.compile(
    r"(?:[在来从做干当学刚][^，。；：！？\n]{1,18}|(?:负责|毕业|入行|从业|担任|兼职|转行)[^，。；：！？\n]{0,14}|岁|届|级|后|专业)的([小阿][\u4e00-\u9fff])"
)
LETTERED = re.compile(r"老[A-Z](?![A-Za-z0-9])|阿(?!AI|Q)[A-Za-z][a-z]*(?![A-Za-z0-9])|小[A-Z](?![A-Za-z0-9])(?=[说道表在是也和：、])")
SIR = re.compile(r"[\u4e00-\u9fff]Sir(?![A-Za-z])")
MISTER = re.compile(r"[\u4e00-\u9fff]生(?=[都话讲说嘅，。：、亦就])")
CANTONESE = ("嘅", "咗", "佢", "唔", "哋")
NOT_AFTER_SMALL = frozenset("金白黄石花米车毛雷马牛龙麦钱沙田江汤武方柳项时常安宁元庄")  # 小金人, 小白, 老方法: words more often than names
SENTENCE_STARTS = frozenset(["", "\n", "。", "！", "？", "”", "」"])
ASKED = frozenset("问请找")
FAR_FROM_VERB = 18  # characters between a nickname and its verb, adverbs included
HIDDEN = re.compile(r"[\u4e00-\u9fff]某[甲乙丙丁]?(?![某些个种家部位款类段项地省市公科平大头影企厂网短品])")


def nicknames(plain: str, cue_spans: dict[str, list[Span]]) -> list[str]:
    """Return the nicknames that stand where only a name does: before a verb of saying, behind what somebody is or does.

    Examples
    --------
    >>> from aicine_lib.name_parts import cue_spans
    >>> text = "组里做后期的小芸也说，描线最难。嗨，我是阿哲，住在高雄。"
    >>> nicknames(text, cue_spans(text))
    ['小芸', '阿哲', '小芸']
    """
    names = []
    for start, _ in cue_spans["say"]:
        names += _speaking(plain, start)
    for _, end in cue_spans["self"]:
        name = plain[end : end + 2]
        if NICKNAME.fullmatch(name) and _may_be_name(name) and right_boundary(plain, end + 2) == 2:
            names.append(name)
    for at in places(plain, "老") + places(plain, "小"):
        if plain[at + 1 : at + 2] in load_surnames().plain and _is_colleague(plain, at):
            names.append(plain[at : at + 2])
    for at in {*places(plain, "的小"), *places(plain, "的阿")}:
        match = BEHIND_ATTRIBUTE.search(plain, max(0, at - 22), at + 3)
        if match and match.end() == at + 3 and _may_be_name(match[1]) and not words.has_word(plain[at + 2 : at + 4]):
            names.append(match[1])
    return names


def nickname_at(plain: str, position: int) -> str:
    """Return the nickname that begins right behind what somebody is, or an empty string: 徒弟|毛毛, 灯光师|老魏.

    Examples
    --------
    >>> nickname_at("徒弟毛毛和我", 2), nickname_at("徒弟刚刚来", 2)
    ('毛毛', '')
    """
    elder = ELDER.match(plain, position)
    if elder and right_boundary(plain, elder.end()) == 2 and NAME_CHARACTERS.issuperset(elder[0]) and not is_common_word(elder[0]):
        return elder[0]
    match = NICKNAME.match(plain, position)
    if match and match[0][0] in "小阿" and is_common_word(match[0]) and _is_called(plain, position, match[0]):
        return match[0]
    if not match or not _may_be_name(match[0]):
        return ""
    if match[0][0] == "老" and match[0][1] in load_surnames().plain and not words.has_word(plain[position + 1 : position + 3]):
        return match[0]
    boundary = right_boundary(plain, match.end())
    return match[0] if boundary == 2 or boundary + (plain.count(match[0]) > 1) > 1 else ""


def lettered_and_hidden(plain: str) -> list[Mention]:
    """Find pen-names with a letter (老K, 阿May), Hong Kong's 陈Sir and, in Cantonese, 梁生, and hidden names (沈某)."""
    found = []
    for at in places(plain, "老") + places(plain, "阿") + places(plain, "小"):
        match = LETTERED.match(plain, at) if plain[at + 1 : at + 2].isascii() else None
        if match:
            found.append(match)
    for at in places(plain, "Sir"):
        match = SIR.match(plain, at - 1) if at else None
        if match and match[0][0] in load_surnames().single:
            found.append(match)
    for at in places(plain, "某"):
        match = HIDDEN.match(plain, at - 1) if at else None
        if match and match[0][0] in load_surnames().plain and not (at > 1 and words.has_word(plain[at - 2 : at])):
            found.append(match)
    if any(word in plain for word in CANTONESE):
        for at in places(plain, "生"):
            before = plain[at - 2 : at - 1]
            match = MISTER.match(plain, at - 1) if at and (not is_cjk(before) or before in "同和与话") else None
            if match and match[0][0] in load_surnames().plain:
                found.append(match)
    return [Mention(match.start(), match.end(), "person", match[0]) for match in found]


def _speaking(plain: str, verb: int) -> list[str]:
    """Return the nickname before a verb of saying, adverbs between left out: ”阿梨说, 大刘笑道, 做后期的小芸也说."""
    if NICKNAME_STARTS.isdisjoint(plain[max(0, verb - FAR_FROM_VERB) : verb]):
        return []
    end = verb
    if plain[verb - 2 : verb - 1] not in NICKNAME_STARTS:
        end = before_adverbs(plain, verb)
    start, name = end - 2, plain[end - 2 : end]
    if start < 0 or name[0] not in NICKNAME_STARTS or not _may_be_name(name):
        return []
    before = plain[start - 1 : start]
    if is_cjk(before) and before not in BEFORE_NAME and before != "的" or name[0] in "老大" and name[1] not in load_surnames().plain:
        return []
    return [name]


def _is_called(plain: str, position: int, name: str) -> bool:
    """Tell whether a common word behind what somebody is calls a person: it also begins a sentence, 编辑小鱼…。小鱼."""
    if name in not_names() or is_cjk(plain[position + 2 : position + 3]) and words.has_word(plain[position : position + 3]):
        return False
    return any(at != position and plain[at - 1 : at] in SENTENCE_STARTS for at in places(plain, name))


def _is_colleague(plain: str, at: int) -> bool:
    """Tell whether 老 or 小 with a surname calls a person: asked, or standing by itself more than once."""
    name, before = plain[at : at + 2], plain[at - 1 : at]
    if name[1] in NOT_AFTER_SMALL or is_common_word(name) or words.has_word(plain[at + 1 : at + 3]) or words.has_word(plain[at : at + 3]):
        return False
    return before in ASKED or (not is_cjk(before) or before in BEFORE_NAME) and plain.count(name) > 1


def _may_be_name(name: str) -> bool:
    return name[1] in NAME_CHARACTERS and name[1] not in NICKNAME_STARTS and not is_common_word(name)
