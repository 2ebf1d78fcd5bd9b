"""The words that attributions are made of: reporting verbs and role words.

Loads data/lexicon/cues.csv and data/lexicon/speaker_roles.csv into one automaton and tells a verb of speech from its
look-alikes. Which subject a verb has in an article is attributions.py's business.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from .errors import LexiconError
from .lexicon import load_table

CUE_FORMS = ("direct", "indirect", "both", "none")
CUE_POSITIONS = ("before", "after", "both", "frame", "none")
ROLES = (
    "director",
    "writer",
    "producer",
    "actor",
    "scholar",
    "critic",
    "company",
    "official",
    "audience",
    "reporter",
    "maker",
    "technician",
    "lawyer",
    "other",
)
PRONOUNS = ("他", "她", "其")
NOT_PRONOUNS = "其他 其中 其实 其次 其余 其间 尤其 极其 他们 她们 他人 他国 其它 与其 其后 其一 其二 他者".split()
MAX_KNOWN = 1 << 14  # short stretches of text of which the answer is kept: most are a few adverbs
PERSONAL = ("noticing", "feeling")  # classes that only a named person or a pronoun makes a report of

_NOT_REPORTING = re.compile("之[余后前际]|完|的(?![是：:])")  # behind a verb that does not introduce what is said
_BEHIND_OTHER = frozenset("之完的")  # the first characters of that
_ASKED_WHOM = re.compile(r"[^，。：:\s“「『]{1,8}[：:，,]\s*[“「『]")
_COLLECTIVE = re.compile(
    "(?:公司|工会|协会|商会|方面|平台方|主办方|主办单位|主办机构|组委会|委员会|法院|[警检资劳院校馆园局官]方|当局|剧组|厂商|供应商)$"
)  # ends the name of a source that is no person


class Cue(NamedTuple):
    """A word that the pass finds: a reporting verb, a role word, a pronoun, or a look-alike that is none of them."""

    text: str
    kind: str  # class of the verb; role, pronoun, blocked
    form: str  # of a verb; the code of a role word
    position: str


@cache
def load_cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Cue, ...]]:
    """Load reporting verbs and role words, and compile the one automaton that finds them.

    Returns
    -------
    automaton : ahocorasick_rs.AhoCorasick
        Leftmost-longest over all of them.
    cues : tuple of Cue
        By pattern number.

    Examples
    --------
    >>> next(cue.kind for cue in load_cues()[1] if cue.text == "坦言")
    'admitting'
    """
    cues = {word: Cue(word, "blocked", "none", "none") for word in NOT_PRONOUNS}
    cues.update({word: Cue(word, "pronoun", "", "") for word in PRONOUNS})
    for row in load_table("cues.csv", ("cue", "class", "form", "position"), key=("cue",)):
        if row["form"] not in CUE_FORMS or row["position"] not in CUE_POSITIONS:
            raise LexiconError(
                f"cues.csv: {row['cue']!r} has form {row['form']!r}, position {row['position']!r}; allowed are {CUE_FORMS}, {CUE_POSITIONS}"
            )
        cues[row["cue"]] = Cue(row["cue"], row["class"], row["form"], row["position"])
    for row in load_table("speaker_roles.csv", ("word", "role"), key=("word",)):
        if row["role"] not in ROLES:
            raise LexiconError(f"speaker_roles.csv: role {row['role']!r} of {row['word']!r} is unknown; allowed are {ROLES}")
        cues[row["word"]] = Cue(row["word"], "role", row["role"], "")
    longest, dfa = ahocorasick_rs.MatchKind.LeftmostLongest, ahocorasick_rs.Implementation.DFA
    return ahocorasick_rs.AhoCorasick(list(cues), matchkind=longest, implementation=dfa), tuple(cues.values())


@lru_cache(maxsize=MAX_KNOWN)
def role_in(source: str) -> str:
    """Return the code of the last role word in the name of a source; empty if there is none.

    Examples
    --------
    >>> role_in("一位不愿具名的制片人")
    'producer'
    """
    automaton, cues = load_cues()
    return next((cues[n].form for n, _, _ in reversed(automaton.find_matches_as_indexes(source)) if cues[n].kind == "role"), "")


@lru_cache(maxsize=MAX_KNOWN)
def is_collective(source: str) -> bool:
    """Tell whether the name of a source is that of a body, not of a person.

    Examples
    --------
    >>> is_collective("平台方面"), is_collective("平台编辑")
    (True, False)
    """
    return _COLLECTIVE.search(source) is not None


def reports(plain: str, start: int, end: int, verb: str) -> bool:
    """Tell whether a verb at a place introduces a report, or is part of a compound, an attribute, a time ("说完").

    Examples
    --------
    >>> reports("王晓说完就走", 2, 3, "说"), reports("王晓说，会来", 2, 3, "说")
    (False, True)
    """
    check = _CHECKS.get(verb)
    if check is not None and not check(plain, start, end):
        return False
    return plain[end : end + 1] not in _BEHIND_OTHER or _NOT_REPORTING.match(plain, end) is None


def is_said(plain: str, start: int, end: int) -> bool:
    """Tell whether a word is followed by what is said, as only the verb is, not the noun or compound it may be in."""
    return plain[end : end + 1] in '，,：:“「『"。道'


def _is_asked(plain: str, start: int, end: int) -> bool:
    """Tell whether a word for asking is followed by what is asked, or first by whom: "王晓问林安：“…”"."""
    return is_said(plain, start, end) or _ASKED_WHOM.match(plain, end) is not None


def _is_cantonese(plain: str, start: int, end: int) -> bool:
    """Tell whether 话 is the Cantonese verb: no compound's end, and what is said right behind it."""
    return plain[end : end + 1] in "，,：:“「『我佢" and plain[start - 1 : start] not in "的神童电笑废实空通说讲句番听对"


def _whole(plain: str, start: int, end: int) -> bool:
    """Tell whether a one-character verb is not part of a compound."""
    return plain[end : end + 1] not in "的法不话得" and plain[start - 1 : start] not in "所名全俗简统"


_CHECKS = {
    "道": is_said,
    "问": _is_asked,
    "话": _is_cantonese,
    "指": _whole,
    "讲": is_said,
    "谈": _whole,
    "称": _whole,
    "说": _whole,
    "发现": is_said,
    "说明": is_said,
}
NOUN_CUES = frozenset(
    "说法是 说法就是 看法是 观点是 答案是 话说 一句话是 口头禅是 原话 原话是 回答是 回复是 答复是 回应是 态度是 解释是 理由是 感受是 感觉是 体会是 经验是 建议是 判断是 结论是 评价是 反应是"
    " 第一反应是 第一句话是 第一句话就是 座右铭是 总结是 比喻是 想法是 心得是 态度很明确 态度明确 回答很干脆 回答很直接 回答很简单 回答很简短 回答很肯定 回复很简单 理由很简单 理由很直接"
    " 理由很朴素 解释很简单 判断很直接 结论很直接 名言是 感言是 说辞是 回答只有一句 心态是 口号是".split()
)
NOMINAL = frozenset(
    "评论 分析 留言 评价 总结 解读 建议 要求 提问 估计 感觉 遗憾 指控 质疑 批评 讽刺 声明 自白 预测 回应 介绍 分享 判断 期待 描述 感言".split()
)
