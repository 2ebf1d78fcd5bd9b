"""Persons that no list holds: found where the text introduces or quotes them, then everywhere in the article.

A string is evidence of a person beside a title (导演X, X教授), before a verb of saying (X表示), in a cast bracket
（X饰）, as a turn of an interview (X：) or as a line of its own. Evidence adds up per string; common words and strings
without a surname need more of it. Foreign names are the business of name_foreign.
"""

from __future__ import annotations

import re
from collections import defaultdict

from . import words
from .articles import Mention, Unit
from .name_foreign import dotted_names, glossed_names, latin_names
from .name_parts import BEFORE_NAME, INTRODUCING, NAME_CHARACTERS, Span, first_characters, is_cjk, is_common_word, load_surnames, not_names, places, right_boundary, surname_length

ENOUGH = 2.0  # evidence from which a string is a person
STRONG, FAIR, WEAK = 2.0, 1.5, 1.0
VERBAL_POS = frozenset("vpcd")  # verbs, prepositions, conjunctions, adverbs by jieba's codes
SHORT_TITLES = ("导", "总")  # 陈导, 王总: only before a mark or a function word
NAMING_POS = frozenset("ns")  # parts of speech of common words that also serve as names: 冰河, 蓝天
CAST = re.compile(r"[（(]([\u4e00-\u9fff]{2,4}?)\s?(?:饰|饰演|扮演|配音)[^（）()]{0,10}[）)]")
SELF = re.compile(r"\**([\u4e00-\u9fff]{2,4})\**(?=[，,。、！;；\s])")
LABEL = re.compile(r"[*#>\s]*([\u4e00-\u9fff]{2,4}|[A-Za-z][A-Za-z .]{1,20})\**\s?[:：]")
LONGEST_LABEL = 26
HANDLE = re.compile(r"[“「\"@]([^”」\"\s，。@]{2,12})[”」\"]?")
HANDLE_ROLES = ("博主", "UP主", "up主", "创作者", "作者", "网红", "制作者", "漫画家", "音乐人")
ADVERBS = frozenset(
    "则 也 还 又 都 却 就 便 曾 直 并 更 笑着 进一步 接着 随后 继续 同时 同样 特别 明确 反复 多次 此前 一直 始终 最后 后来 公开 日前 近日 当时 对此 导演 老师 教授 先生 女士 受访时 再次 首先 因此 由此 反而 甚至 率先 主动 坚定 半开玩笑".split()
)  # may stand between a name and its verb of saying
PHRASE = re.compile(r"(?:在[^，。]{2,12}(?:时|中|上|里|后)|(?:接受|受)[^，。]{1,12}(?:时|中)|[\u4e00-\u9fff]{1,3}地)$")
PHRASE_ENDS = frozenset("地时中上里后")
ADVERB_ENDS = PHRASE_ENDS | {adverb[-1] for adverb in ADVERBS} | {"*", " "}
REACH_LEFT = 16  # characters before a verb of saying in which adverbs and then a name may stand
NICKNAME = re.compile(r"[小阿老晓][\u4e00-\u9fff]")


def find_persons(plain: str, cue_spans: dict[str, list[Span]], org_ends: frozenset[int], units: list[Unit], known: list[Mention]) -> list[Mention]:
    """Find the occurrences of persons who are introduced in this article.

    Parameters
    ----------
    plain : str
        The article's folded text.
    cue_spans : dict
        What :func:`aicine_lib.name_parts.cue_spans` found.
    org_ends : frozenset of int
        Where names of organisations end: a person's name may follow at once.
    units : list of Unit
        The article's units.
    known : list of Mention
        Persons that the lexicon found.

    Returns
    -------
    list of Mention
        Unsorted, may overlap; every mention of a person carries one canonical name.
    """
    evidence = _Evidence(plain, cue_spans, org_ends, units)
    foreign = dotted_names(plain)
    dotted = {mention.name for mention in foreign}
    mentions = list(foreign)
    for surface, name in _joined_misprints(plain, evidence.accepted()).items():
        if not any(name in full for full in dotted):
            mentions += [Mention(at, at + len(surface), "person", name) for at in places(plain, surface)]
    mentions += [
        Mention(at, at + len(alias), "person", name) for alias, name in evidence.aliases.items() for at in places(plain, alias) if _is_whole(plain, at, alias)
    ]
    mentions += latin_names(plain, evidence.saying_starts, evidence.title_ends)
    mentions += _listed(plain, mentions + known)
    mentions += _titled_surnames(plain, cue_spans, {m.name for m in mentions + known})
    glosses = {(m.start, m.end): m for m in glossed_names(plain, mentions + known)}
    return [m for m in mentions if (m.start, m.end) not in glosses] + list(glosses.values())


class _Evidence:
    """How much speaks for each string being a person's name."""

    def __init__(self, plain: str, cue_spans: dict[str, list[Span]], org_ends: frozenset[int], units: list[Unit]) -> None:
        self.plain = plain
        self.scores: dict[str, float] = defaultdict(float)
        self.aliases: dict[str, str] = {}
        titles = cue_spans["title"] + cue_spans["role"]
        self.title_ends = frozenset(span.end for span in titles)
        self.saying_starts = frozenset(span.start for kind in ("say", "title", "honorific") for span in cue_spans[kind])
        self.hard_starts = self.title_ends | org_ends
        for span in cue_spans["say"]:
            self._add_saying(span.start)
        for span in cue_spans["title"] + cue_spans["honorific"]:
            if plain[span.start : span.end] not in SHORT_TITLES:
                self._add_titled(span.start)
        for span in titles:
            self._add_after(span)
        self._add_introductions(cue_spans["self"])
        self._add_units(units)

    def accepted(self) -> list[str]:
        """Return the strings with enough evidence, without those that only ever begin a longer one."""
        kept = sorted(name for name, score in self.scores.items() if score >= ENOUGH)
        longer = {name: [other for other in kept if other != name and other.startswith(name)] for name in kept}
        return [name for name in kept if not any(self.plain.count(other) == self.plain.count(name) for other in longer[name])]

    def _add(self, name: str, score: float) -> None:
        """Add evidence: half of it for a word of the dictionary, none for one that cannot name a person."""
        if is_common_word(name):
            score *= 0.5 if name not in not_names() and words.tag_term(name)[0] in NAMING_POS else 0
        self.scores[name] += score

    def _add_saying(self, position: int) -> None:
        """Weigh the string before a verb of saying, adverbs between left out: 周雯(进一步)指出."""
        last = self.plain[position - 1 : position]
        if last not in NAME_CHARACTERS and last not in ADVERB_ENDS:
            return
        name, is_hard = self._name_before(position)
        if not name:
            verb, position = position, self._before_adverbs(position)
            name, is_hard = self._name_before(position) if position < verb else ("", False)
        if name:
            is_doubtful = name[0] in load_surnames().ambiguous
            self._add(name, WEAK if is_doubtful else STRONG if is_hard else FAIR)
        else:
            self._add_unusual(position)

    def _before_adverbs(self, position: int) -> int:
        """Step left over what may stand between a name and its verb: adverbs, 在采访中, 认真地, 向记者."""
        plain = self.plain
        for _ in range(3):
            length = next((n for n in (3, 2, 1, 4) if plain[position - n : position] in ADVERBS), 0)
            if not length and plain[position - 1 : position] in PHRASE_ENDS:
                phrase = PHRASE.search(plain, max(0, position - REACH_LEFT), position)
                length = position - phrase.start() if phrase else 0
            if not length:
                break
            position -= length
        addressed = max(plain.rfind("向", max(0, position - 8), position), plain.rfind("对", max(0, position - 8), position))
        return addressed if addressed > 0 and NAME_CHARACTERS.issuperset(plain[addressed:position]) and position - addressed > 2 else position

    def _add_titled(self, position: int) -> None:
        """Weigh the string before a title: 曾赠导演."""
        name, _ = self._name_before(position)
        if name:
            self._add(name, STRONG)
        else:
            self._add_unusual(position)

    def _name_before(self, end: int) -> tuple[str, bool]:
        """Return the name with a surname that ends here, and whether a mark or a title stands before it."""
        plain = self.plain
        while end and plain[end - 1] in "* ":
            end -= 1
        if end < 2 or plain[end - 1] not in NAME_CHARACTERS:
            return "", False
        for start in (end - 4, end - 3, end - 2):
            if start < 0 or plain[start] not in first_characters():
                continue
            size = surname_length(plain, start)
            if not size < end - start <= size + 2 or not NAME_CHARACTERS.issuperset(plain[start + 1 : end]):
                continue
            is_hard = self._is_hard(start)
            if is_hard or plain[start - 1] in BEFORE_NAME:
                return plain[start:end], is_hard
        return "", False

    def _add_unusual(self, end: int) -> None:
        """Weigh a string without a surname between a mark and here, such as a pen-name; titles must second it."""
        plain = self.plain
        if plain[end - 1 : end] not in NAME_CHARACTERS:
            return
        for start in (end - 3, end - 2):
            if start < 0 or not self._is_hard(start) or plain[start] in BEFORE_NAME or not NAME_CHARACTERS.issuperset(plain[start:end]):
                continue
            name = plain[start:end]
            if not surname_length(plain, start) and not any(len(word) > 1 and word != name for word, _ in words.tag_text(name)):
                self._add(name, WEAK)
            return

    def _is_hard(self, start: int) -> bool:
        before = self.plain[start - 1 : start]
        return start in self.hard_starts or not is_cjk(before) or before in INTRODUCING

    def _add_after(self, title: Span) -> None:
        """Weigh the string after a title: 导演陈小雨, 作家冰河, 漫画家米二的《…》."""
        plain, position = self.plain, title.end
        while plain[position : position + 1] in (" ", "*", "：", ":", "　") and position < len(plain):
            position += 1
        if plain[position : position + 1] not in NAME_CHARACTERS and plain[title.start : title.end] not in HANDLE_ROLES:
            return
        name = name_at(plain, position)
        if name:
            is_doubtful = name[0] in load_surnames().ambiguous or words.has_word(name) and plain[position + len(name) : position + len(name) + 1] == "的"
            self._add(name, WEAK if is_doubtful else STRONG)
            return
        nickname = NICKNAME.match(plain, position)
        if nickname and right_boundary(plain, nickname.end()) == 2:
            self._add(nickname[0], STRONG)
            return
        for length in (4, 3, 2):
            name = plain[position : position + length]
            if name in self.scores and not surname_length(name, 0):
                self._add(name, STRONG)
                return
        work = plain.find("的《", position + 2, position + 6)
        if work > 0 and is_name_shaped(plain[position:work]):
            self._add(plain[position:work], STRONG)
        elif plain[title.start : title.end] in HANDLE_ROLES:
            self._add_handle(position)

    def _add_handle(self, position: int) -> None:
        """Weigh a pen-name: in quotation marks, or unquoted where the article repeats it."""
        handle = HANDLE.match(self.plain, position)
        if handle:
            self.aliases[handle[1]] = handle[1]
            return
        end = next((e for e in range(position + 2, position + 6) if right_boundary(self.plain, e) == 2), 0)
        name = self.plain[position:end]
        if end and is_name_shaped(name) and self.plain.count(name) > 1 and any(len(word) == 1 for word, _ in words.tag_text(name)):
            self._add(name, STRONG)

    def _add_introductions(self, selves: list[Span]) -> None:
        """Weigh cast brackets and introductions of oneself; a label before the latter is an alias."""
        plain = self.plain
        if "饰" in plain or "配音" in plain:
            for match in CAST.finditer(plain):
                if surname_length(match[1], 0):
                    self._add(match[1], 2 * STRONG)
        for span in selves:
            match = SELF.match(plain, span.end)
            if match and name_at(match[1], 0) == match[1]:
                self._add(match[1], STRONG)
                label = LABEL.match(plain, plain.rfind("\n", 0, span.start) + 1, span.start)
                if label and label[1] != match[1]:
                    self.aliases[label[1]] = match[1]

    def _add_units(self, units: list[Unit]) -> None:
        """Weigh units that are a bare name, and labels of turns at the start of paragraphs."""
        plain, paragraph = self.plain, -1
        for unit in units:
            if unit.paragraph == paragraph:
                continue
            paragraph = unit.paragraph
            line = plain[unit.start : min(unit.end, unit.start + LONGEST_LABEL)]
            if len(line) < 5:
                name = line.strip("* ")
                if name and name_at(name, 0) == name:
                    self._add(name, FAIR)
            elif "：" in line or ":" in line:
                label = LABEL.match(line)
                if label and name_at(label[1], 0) == label[1]:
                    self._add(label[1], FAIR)


def is_name_shaped(text: str) -> bool:
    """Tell whether a string is 2 to 4 ideographs of which none is a function word."""
    return 2 <= len(text) <= 4 and NAME_CHARACTERS.issuperset(text)


def name_at(text: str, start: int) -> str:
    """Return the Chinese name of surname and one or two characters that begins at a place, or an empty string.

    Where both lengths are possible the article decides: what follows the shorter one elsewhere, then the words after it.

    Examples
    --------
    >>> name_at("王红卫直言", 0), name_at("周雯观察到", 0), name_at("表示不同意见", 0)
    ('王红卫', '周雯', '')
    """
    size = surname_length(text, start)
    short, long = text[start : start + size + 1], text[start : start + size + 2]
    if not size or len(short) <= size or not NAME_CHARACTERS.issuperset(short[1:]):
        return ""
    if words.tag_term(text[start + size : start + size + 2])[:1] in VERBAL_POS and words.has_word(text[start + size : start + size + 2]):
        return ""  # 方介绍: the surname's place is taken by the end of another word
    if len(long) < size + 2 or not NAME_CHARACTERS.issuperset(long[1:]):
        name = short
    elif text.count(short) > 1:
        name = long if 2 * text.count(long) > text.count(short) else short
    else:
        name = short if right_boundary(text, start + size + 1) > right_boundary(text, start + size + 2) else long
    word = next((text[start : start + n] for n in (4, 3, 2) if is_common_word(text[start : start + n])), "")
    return "" if word and (word != name or word in not_names() or words.tag_term(word)[0] not in NAMING_POS or len(name) == 2 and right_boundary(text, start + 2) < 2) else name


def _joined_misprints(plain: str, names: list[str]) -> dict[str, str]:
    """Join a full name that occurs once to one that differs in the surname alone and occurs more often."""
    joined = {name: name for name in names}
    by_given: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) == 3:
            by_given[name[1:]].append(name)
    for group in by_given.values():
        if len(group) == 2:
            rare, usual = sorted(group, key=plain.count)
            if plain.count(rare) == 1 < plain.count(usual):
                joined[rare] = usual
    return joined


def _is_whole(plain: str, at: int, alias: str) -> bool:
    """Tell whether an alias in Latin letters is not part of a longer word."""
    around = plain[at - 1 : at] + plain[at + len(alias) : at + len(alias) + 1]
    return not (alias.isascii() and any(c.isascii() and c.isalnum() for c in around))


def _listed(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Find names that stand in one list with a known person: 李嘉、陈小雨和康夫."""
    names = {mention.name for mention in mentions}
    found: list[Mention] = []
    for mention in mentions:
        end = mention.end
        while plain[end : end + 1] in ("、", "和", "与", "及"):
            nickname = NICKNAME.match(plain, end + 1)
            name = name_at(plain, end + 1) or (nickname[0] if nickname and NICKNAME.match(mention.name) else "")
            if not name or name in names or is_common_word(name) or right_boundary(plain, end + 1 + len(name)) < 1:
                break
            names.add(name)
            found += [Mention(at, at + len(name), "person", name) for at in places(plain, name)]
            end += 1 + len(name)
    return found


def _titled_surnames(plain: str, cue_spans: dict[str, list[Span]], names: set[str]) -> list[Mention]:
    """Find 刘教授 and 冯先生: a bare surname with a title, joined to the article's one person of that surname."""
    found = []
    for span in cue_spans["title"] + cue_spans["honorific"]:
        start = span.start - 1
        if start < 0 or plain[start] not in load_surnames().plain:
            continue
        if start and is_cjk(plain[start - 1]) and plain[start - 1] not in BEFORE_NAME and plain[max(0, start - 2) : start] not in ("博主", "记者", "作者", "市民", "网友"):
            continue
        if plain[span.start : span.end] in SHORT_TITLES and right_boundary(plain, span.end) < 2:
            continue
        people = sorted(name for name in names if name.startswith(plain[start]) and is_cjk(name[1:2]))
        surface = plain[start : span.end]
        if not is_common_word(surface):
            found.append(Mention(start, span.end, "person", people[0] if len(people) == 1 else surface))
    return found
