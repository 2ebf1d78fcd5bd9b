"""Names of the lexicon in a text: one pass over the characters, leftmost and longest, with guards at both ends.

Versions belong to a tool's name (即梦4.0). Short names that are also something else (即梦, Flow) need the words of their
field near them or a certain occurrence elsewhere; a name that a tool shares with its maker is settled by what it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

from . import words
from .articles import Mention
from .lexicon import NameEntry, load_names, load_table
from .name_parts import AUTOMATON, is_cjk, is_common_word
from .script import fold, lower

TYPE_ORDER = ("event", "tool", "org", "person", "film", "work")  # which type wins where nothing else decides
FALSE_FRIENDS = "false_friends.csv"  # longer words that contain a name: 立即, 豆包子
VERSION = re.compile(
    r"[ -]?[vV]?\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?(?![\d.]*\d|[A-Za-z%]|\s?[年月日个部万亿人种分秒张条天小款次家位集倍元项帧号至到周款代])"
)
EDITION = re.compile(
    r"[ -]?(?:Pro|Turbo|Master|Max|Plus|Ultra|Lite|Mini|mini|Flash|Preview|Alpha|Beta|Omni|Fast|大师版|专业版|国际版)(?![A-Za-z])"
)
EDITION_STARTS = "大专国"
LIST_MARKS = ("、", "和", "与", "及", "/", "，", ",", "+", "加", "配", "或", "跟")
SHORT_CHINESE = 2  # ideographs of names that may be something else: 即梦, 可灵
ALIGNED_CHINESE = 3  # names up to that many ideographs are checked against the words around them: 科技部|门
LOCATIVES = ("上", "中", "内")  # end a long name: 人民网|上, though 网上 is a word
AI_CONTEXT = re.compile(
    r"AI|DeepSeek|Kimi|配音|润色|脚本|文案|剪辑|调色|渲染|抠像|特效|建模|分镜|模型|生成|平台|工具|软件|使用|利用|运用|借助|通过|提示词|视频|推出|发布|升级|迭代|接入|上线|[Aa]pp|公司|科技|数字人|官方|开源|版本|内测|插件|助手|训练|输入|团队|OpenAI|产品|创作"
)
FILM_CONTEXT = re.compile(
    r"电影|影片|短片|剧集|动画|导演|主演|票房|上映|纪录片|电视剧|饰演|影院|片方|续集|大片|《|演员|剧组|主角|明星|影星"
)
ORG_AFTER = re.compile(
    r"\s?(?:公司|工作室|集团|方面|旗下|团队|总部|员工|高管|教授|等公司|等企业|宣布|回应|否认|起诉|被诉|被告|侵权|估值|融资|合作|联手|联合|达成|官方|收购|投资|出品|主办|举办|给了|告(?![诉别])|和[^，。]{2,8}(?:开启|合作|联手)|[^，。]{0,6}(?:创始人|首席|发言人|CEO|负责人))"
)
ORG_BEFORE = re.compile(
    r"(?:公司|企业|巨头|开放给|授权给|出售给|卖给|提供给|联同|连同|伙拍|牵手|联手|起诉|指控|状告|告了?|诉|与|跟|向|禁止|被告|加入|收购|投资|要求|任职于|就职于|毕业于|来自|创立|创办|供职于|旗下|登陆|携手|联合)[，\s]?$"
)
LAWSUIT = ("起诉", "诉讼", "诉状", "被告", "指控", "侵权案")
LAWSUITS_ENOUGH = 3  # from so many words of it an article is about a lawsuit, and a maker in it is a party
USED_AFTER = re.compile(r"\s?(?:配音|润色|改稿|写稿|起稿|跑图|抽卡|生成|出图|出的|制作|绘|里|上|中|等工具|等软件|这样的)")
USED_BEFORE = re.compile(r"(?:用|通过|借助|在|把|交给|丢给|丢进|扔进|打开|输入)[\s*]{0,3}$")
REGIONS, BUREAUS = frozenset("省市县区州地"), frozenset("局办部委会厅")  # 省电影局 is not the one of the state
PERSON_BEFORE = re.compile(
    r"(?:导演|编剧|监制|歌手|演员|董事长|总裁|创始人|作家|教授|CEO|[、“「《和与])$"
)  # names that are common words, too: 饺子
OFFICER_BEFORE = re.compile(r"(?:董事长|总裁|总经理|创始人|导演|教授|院长|主席|会长)$")  # a name begins behind it: 董事长|于冬
PERSON_AFTER = re.compile(r"(?:导演|教授|老师|先生|女士|执导|说|表示|认为|坦言|透露|指出|直言|称|曾|、|团队|自编|的《)")
CONTEXT_REACH = 12  # characters beside an ambiguous name that are looked at
LONG_FOREIGN = 5  # characters from which a foreign name is certain without its dot
TITLE_MIN_CHINESE = 5  # ideographs from which a title of the lexicon is taken without 《》

Guard: TypeAlias = Callable[[str, int, int], bool]  # of text, start and end


class _Alias(NamedTuple):
    """What is known of a written form before it is met."""

    entries: tuple[NameEntry, ...]
    is_free: Guard | None
    needs_context: bool  # in all its meanings


def lexicon_mentions(plain: str) -> list[Mention]:
    """Find the names of the lexicon, versions included; ambiguous ones only where the words around allow it."""
    automaton, aliases = _automaton()
    lowered = lower(plain)
    mentions: list[Mention] = []
    doubtful: list[tuple[Mention, str]] = []
    undecided: list[tuple[Mention, Mention]] = []
    for index, start, end in automaton.find_matches_as_indexes(lowered):
        entries, is_free, needs_context = aliases[index]
        if not entries or is_free and not is_free(plain, start, end) or plain[start - 1 : start] in REGIONS and plain[end - 1] in BUREAUS:
            continue
        entry, other = _chosen(plain, start, end, entries) if len(entries) > 1 else (entries[0], None)
        if entry.context == "bracket" or entry.type in ("film", "work") and not _is_distinctive(plain, start, end):
            continue
        whole = with_version(plain, end) if entry.type == "tool" else end
        mention = Mention(start, whole, entry.type, entry.name)
        if other:
            undecided.append((mention, Mention(start, end, other.type, other.name)))
        elif needs_context and whole == end and _is_ambiguous(plain[start:end], entry):
            doubtful.append((mention, entry.context))
        else:
            mentions.append(mention)
    certain = {m.name for m in mentions} | {
        m.name for m, context in doubtful if _in_context(plain, m, context) or _beside_tool(plain, m, mentions, doubtful)
    }
    return mentions + [mention for mention, _ in doubtful if mention.name in certain] + _decided(plain, mentions, undecided)


def _decided(plain: str, mentions: list[Mention], undecided: list[tuple[Mention, Mention]]) -> list[Mention]:
    """Settle tool or maker by the article's other occurrences, or by its being about a lawsuit."""
    if not undecided:
        return []
    is_lawsuit = sum(map(plain.count, LAWSUIT)) >= LAWSUITS_ENOUGH
    decided = []
    for tool, maker in undecided:
        n_tool = sum(m.name == tool.name and m.type == "tool" for m in mentions)
        n_maker = sum(m.name == maker.name and m.type == "org" for m in mentions)
        decided.append(maker if is_lawsuit or n_maker > n_tool else tool)
    return decided


def _is_distinctive(plain: str, start: int, end: int) -> bool:
    """Tell whether a title may stand without 《》: long or Latin, or 《》 elsewhere in the article, and no common word."""
    surface = plain[start:end]
    if f"《{surface}》" in plain:
        return True
    return (surface.isascii() or len(surface) >= TITLE_MIN_CHINESE) and not is_common_word(surface)


def _guard(alias: str) -> Guard | None:
    """Return what must hold where an alias stands; nothing for a long name in ideographs."""
    if alias[0].isascii() or alias[-1].isascii():
        return _is_free
    return _is_word_aligned if len(alias) <= ALIGNED_CHINESE else None


def _is_free(plain: str, start: int, end: int) -> bool:
    """Guard both ends of a name with Latin letters: none goes on outside it, and no Chinese word runs across."""
    before, after = plain[start - 1 : start] if start else "", plain[end : end + 1]
    first, last = plain[start], plain[end - 1]
    if first.isascii() and first.isalnum() and before.isascii() and (before.isalnum() or before in ("_", "@") and before):
        return False
    if last.isascii() and last.isalpha() and after.isascii() and after.isalpha():
        return False
    if first.islower() and first.isascii() and _amid_latin(plain, start, end):
        return False
    return end - start > ALIGNED_CHINESE or first.isascii() or _is_word_aligned(plain, start, end)


def _amid_latin(plain: str, start: int, end: int) -> bool:
    """Tell whether a name in small letters stands among other Latin words, where it is a common word."""
    near = plain[max(0, start - 2) : start].strip() + plain[end : end + 2].strip()
    return any(c.isascii() and c.isalpha() for c in near)


def _is_word_aligned(plain: str, start: int, end: int) -> bool:
    """Tell whether segmentation lets the name begin and end where it does."""
    if not plain[end : end + 1].isalnum() and not plain[start - 1 : start].isalnum():
        return True  # marks on both sides
    left, right = start if OFFICER_BEFORE.search(plain, max(0, start - 4), start) else max(0, start - 3), end + 3
    if end - start == ALIGNED_CHINESE and plain[end : end + 1] in LOCATIVES:
        right = end
    edges = set(accumulate(map(len, words.cut_text(plain[left:right])), initial=left))
    return start in edges and end in edges


def with_version(plain: str, end: int) -> int:
    """Lengthen a tool's span by its version and edition: 即梦4.0, Sora Turbo, Kling 2.1 Master."""
    if is_cjk(plain[end : end + 1]) and plain[end] not in EDITION_STARTS:
        return end
    version = VERSION.match(plain, end)
    if version and (plain[end] != " " or "." in version[0] or plain[end - 1].isascii()):
        end = version.end()
    edition = EDITION.match(plain, end)
    return edition.end() if edition else end


def _chosen(plain: str, start: int, end: int, entries: tuple[NameEntry, ...]) -> tuple[NameEntry, NameEntry | None]:
    """Choose among the types that share a name; the second entry is the other choice where nothing near decides.

    A maker acts, sues and employs; a tool is used.
    """
    by_type = {entry.type: entry for entry in entries}
    if "tool" not in by_type or "org" not in by_type:
        return next(by_type[kind] for kind in TYPE_ORDER if kind in by_type), None
    if ORG_AFTER.match(plain, end):
        return by_type["org"], None
    if USED_AFTER.match(plain, end) or USED_BEFORE.search(plain, max(0, start - 4), start):
        return by_type["tool"], None
    if ORG_BEFORE.search(plain, max(0, start - 6), start):
        return by_type["org"], None
    return by_type["tool"], by_type["org"]


def _is_ambiguous(surface: str, entry: NameEntry) -> bool:
    """Tell whether a written form is short enough to be something else: 即梦 and Flow are, 即梦AI and 通义万相 are not."""
    if entry.type in ("person", "event") or len(surface) <= SHORT_CHINESE or surface.isascii() and surface.isalpha():
        return True
    return len(surface) == ALIGNED_CHINESE and words.tag_term(surface).startswith("nr")  # 达芬奇


def _beside_tool(plain: str, mention: Mention, certain: list[Mention], doubtful: list[tuple[Mention, str]]) -> bool:
    """Tell whether an ambiguous tool stands in a list with another one: Sora和Kling, 即梦、可灵."""
    if mention.type != "tool":
        return False
    others = [m for m in [*certain, *(other for other, _ in doubtful)] if m.type == "tool" and m is not mention]
    gaps = [(m.end, mention.start) for m in others] + [(mention.end, m.start) for m in others]
    return any(0 < right - left < 4 and plain[left:right].strip() in LIST_MARKS for left, right in gaps)


def _in_context(plain: str, mention: Mention, context: str) -> bool:
    """Tell whether the words around an ambiguous name are those of its field."""
    if mention.type == "org" and is_common_word(plain[mention.start : mention.end]):
        return bool(ORG_AFTER.match(plain, mention.end) or ORG_BEFORE.search(plain, max(0, mention.start - 6), mention.start))
    if mention.type == "person" and OFFICER_BEFORE.search(plain, max(0, mention.start - 4), mention.start):
        return True
    if mention.type == "person" and is_common_word(plain[mention.start : mention.end]):
        near = PERSON_BEFORE.search(plain, max(0, mention.start - 3), mention.start) or PERSON_AFTER.match(plain, mention.end)
        return bool(near)
    reach = CONTEXT_REACH * (4 if mention.type == "person" else 1)
    window = plain[max(0, mention.start - reach) : mention.start] + " " + plain[mention.end : mention.end + reach]
    if context == "ai" and USED_BEFORE.search(plain, max(0, mention.start - 6), mention.start):
        return True
    return bool((FILM_CONTEXT if context == "film" else AI_CONTEXT).search(window))


@cache
def entries_by_alias() -> dict[str, tuple[NameEntry, ...]]:
    """Return the lexicon's entries by folded alias, as written and in small letters."""
    found: dict[str, dict[NameEntry, None]] = {}
    for entry in load_names():
        for alias in entry.aliases:
            for key in _written(fold(alias), entry.type):
                found.setdefault(key, {})[entry] = None
    return {alias: tuple(entries) for alias, entries in found.items()}


def _written(alias: str, kind: str) -> set[str]:
    """Return the ways an alias is written: in small letters, too, and a foreign person without the dot, as in Taiwan."""
    forms = {alias, alias.lower()}
    return forms | {form.replace("·", "") for form in forms} if kind == "person" and "·" in alias and len(alias) > LONG_FOREIGN else forms


@cache
def _automaton() -> tuple[AhoCorasick, tuple[_Alias, ...]]:
    """Return the automaton of all aliases in small letters, and what is known of each; false friends have no entries."""
    patterns: dict[str, tuple[NameEntry, ...]] = {alias: e for alias, e in entries_by_alias().items() if alias == alias.lower()}
    for row in load_table(FALSE_FRIENDS, ("word", "note"), key=("word",)):
        patterns.setdefault(fold(row["word"]).lower(), ())
    automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=AUTOMATON)
    return automaton, tuple(_Alias(entries, _guard(alias), all(e.context for e in entries)) for alias, entries in patterns.items())
