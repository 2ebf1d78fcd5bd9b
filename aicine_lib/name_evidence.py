"""How much speaks for a string being a person's name: the places where a text introduces or quotes people.

A string is evidence of a person beside a title (导演X, X教授), before a verb of saying (X表示), in a cast bracket
（X饰）, as a turn of an interview (X：) or as a line of its own. Evidence adds up per string; common words and strings
without a surname need more of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from . import words
from .articles import Unit
from .name_adverbs import adverb_ends, before_adverbs
from .name_foreign import transliteration_run
from .name_introductions import beside_quotations, cast_names, greeting_names, handle_at, introduced, user_names
from .name_labels import SHORTEST_LABELLED, is_head, labelled_names
from .name_nicknames import nickname_at, nicknames
from .name_parts import (
    BEFORE_NAME,
    NAME_CHARACTERS,
    NAMING_POS,
    WITHIN,
    Span,
    cue_set,
    first_characters,
    is_certain_name,
    is_common_word,
    is_name_shaped,
    load_surnames,
    name_at,
    not_names,
    right_boundary,
    surname_length,
    title_words,
)

ENOUGH = 2.0  # evidence from which a string is a person
STRONG, FAIR, WEAK = 2.0, 1.5, 1.0
SHORT_TITLES = ("导", "总", "姐", "哥", "伯", "叔", "嫂")  # 陈导, 王总: only before a mark or a function word
TEACHERS = ("老师", "导师", "师傅")  # also stand before a name: 大学老师|温如海
KINSHIP = ("姐", "哥", "伯", "叔", "嫂")
SELF = re.compile(r"\**([\u4e00-\u9fff]{2,4})\**(?=[，,。、！;；\s])")
LABEL = re.compile(r"[*#>\s]*([\u4e00-\u9fff]{2,4}|[A-Za-z][A-Za-z .]{1,20})\**\s?[:：]")
NOT_LAST = frozenset("裔籍界版派式系型类级届奖")  # no name ends so: 伊朗裔|导演
HANDLE_ROLES = ("博主", "UP主", "up主", "创作者", "作者", "网红", "制作者", "漫画家", "音乐人")
LAST_CHARACTER = "\U0010ffff"
BEHIND_PEOPLE = frozenset("的师员人家长手工匠生")  # a full name may follow: 从事美术三十年的|麦嘉乐直言
AFTER_TITLES = frozenset(" *：:　")  # may stand between a title and its person
BEFORE_TITLES = NAME_CHARACTERS | {"*", " "}  # may stand between a person and a title


class Evidence:
    """How much speaks for each string being a person's name."""

    def __init__(self, plain: str, cue_spans: dict[str, list[Span]], org_ends: frozenset[int], units: list[Unit]) -> None:
        self.plain = plain
        self.scores: dict[str, float] = defaultdict(float)
        self.initials: set[str] = set()
        self.aliases: dict[str, str] = {}
        titles = cue_spans["title"] + cue_spans["role"]
        self.title_ends = frozenset([end for _, end in titles])
        self.saying_starts = frozenset([start for kind in ("say", "title", "honorific") for start, _ in cue_spans[kind]])
        self.verb_starts = frozenset([start for start, _ in cue_spans["say"]])
        self.hard_starts = self.title_ends | org_ends
        self.first = first_characters()
        self.has_works = "的《" in plain
        ends_of_adverbs = adverb_ends()
        for start, _ in cue_spans["say"]:
            last = plain[start - 1 : start]
            if last in NAME_CHARACTERS or last in ends_of_adverbs:
                self._add_saying(start)
        for start, end in cue_spans["title"] + cue_spans["honorific"]:
            if plain[start - 1 : start] in BEFORE_TITLES and plain[start:end] not in SHORT_TITLES:
                self._add_titled(start)
        for start, end in titles + [span for span in cue_spans["honorific"] if plain[slice(*span)] in TEACHERS]:
            if plain[start - 1 : start] not in load_surnames().single or plain[start:end] not in TEACHERS:
                self._add_after(start, end)
        for name in introduced(plain, cue_spans) + nicknames(plain, cue_spans):
            self._add(name, STRONG)
        for name in beside_quotations(plain):
            self._add(name, STRONG if len(name) == 3 and name[0] in load_surnames().plain else FAIR)
        self.aliases.update((name, name) for name in user_names(plain) + greeting_names(plain, cue_spans["self"]))
        self._add_introductions(cue_spans["self"])
        self._add_units(units)

    def accepted(self) -> list[str]:
        """Return the strings with enough evidence, without those that only ever begin a longer one."""
        kept = sorted(name for name, score in self.scores.items() if score >= ENOUGH)
        # sorted, the longer ones follow at once
        longer = {name: kept[i + 1 : bisect_right(kept, name + LAST_CHARACTER)] for i, name in enumerate(kept)}
        return [name for name in kept if not any(self.plain.count(other) == self.plain.count(name) for other in longer[name])]

    def _add(self, name: str, score: float) -> None:
        """Add evidence: half of it for a word of the dictionary, none for one that cannot name a person."""
        if is_common_word(name):
            score *= 0.5 if name not in not_names() and words.tag_term(name)[0] in NAMING_POS else 0
        self.scores[name] += score
        self.initials.add(name[:1])

    def _add_saying(self, position: int) -> None:
        """Weigh the string before a verb of saying, adverbs between left out: 周雯(进一步)指出."""
        name, is_hard = self._name_before(position)
        if not name:
            verb, position = position, before_adverbs(self.plain, position)
            name, is_hard = self._name_before(position) if position < verb else ("", False)
        if name:
            is_doubtful = name[0] in load_surnames().ambiguous
            self._add(name, WEAK if is_doubtful else STRONG if is_hard else FAIR)
        else:
            self._add_unusual(position)

    def _add_titled(self, position: int) -> None:
        """Weigh the string before a title: 曾赠导演."""
        name, _ = self._name_before(position)
        if name:
            self._add(name, STRONG)
        else:
            self._add_unusual(position)

    def _name_before(self, end: int) -> tuple[str, bool]:
        """Return the name with a surname that ends here, and whether a mark or a title stands before it."""
        plain, first = self.plain, self.first
        while end and plain[end - 1] in "* ":
            end -= 1
        if end < 2 or plain[end - 1] not in NAME_CHARACTERS or first.isdisjoint(plain[max(0, end - 4) : end - 1]):
            return "", False
        for start in (end - 4, end - 3, end - 2):
            if start < 0 or plain[start] not in first:
                continue
            size = surname_length(plain, start)
            if not size < end - start <= size + 2 or not NAME_CHARACTERS.issuperset(plain[start + 1 : end]):
                continue
            name = plain[start:end]
            if (
                name[-1] in NOT_LAST
                or name[1:] in SHORT_TITLES
                or name[size:] in title_words()
                or len(name) == 3
                and name[:2] in cue_set("role")
            ):
                continue  # 高总, 游客王|女士
            is_hard = plain[start - 1 : start] not in WITHIN or start in self.hard_starts
            if not is_hard and plain[start - 1] in BEHIND_PEOPLE and len(name) == size + 2:
                is_hard = is_certain_name(plain, start, name)
            if is_hard or plain[start - 1] in BEFORE_NAME:
                return name, is_hard
        return "", False

    def _add_unusual(self, end: int) -> None:
        """Weigh a string without a surname between a mark and here, such as a pen-name; titles must second it."""
        plain = self.plain
        if plain[end - 1 : end] not in NAME_CHARACTERS:
            return
        for start in (end - 3, end - 2):
            if plain[start - 1 : start] in WITHIN and start not in self.hard_starts:
                continue
            if start < 0 or plain[start] in BEFORE_NAME or not NAME_CHARACTERS.issuperset(plain[start:end]):
                continue
            name = plain[start:end]
            if not surname_length(plain, start) and not any(len(word) > 1 and word != name for word, _ in words.tag_text(name)):
                self._add(name, WEAK)
            return

    def _add_after(self, start: int, end: int) -> None:
        """Weigh the string after a title: 导演陈小雨, 作家冰河, 漫画家米二的《…》."""
        plain, position = self.plain, end
        while plain[position : position + 1] in AFTER_TITLES:
            position += 1
        if plain[position : position + 1] == "叫":
            position += 1
        first = plain[position : position + 1]
        if first not in NAME_CHARACTERS and plain[start:end] not in HANDLE_ROLES:
            return
        name = (name_at(plain, position) or self._titled_name(position)) if first in self.first else ""
        if name:
            follows = plain[position + len(name) : position + len(name) + 1]
            is_doubtful = name[0] in load_surnames().ambiguous or words.has_word(name) and follows == "的"
            self._add(name, WEAK if is_doubtful else STRONG)
            return
        nickname = nickname_at(plain, position)
        if nickname:
            if is_common_word(nickname):
                self.aliases[nickname] = nickname
            self._add(nickname, STRONG)
            return
        for length in (4, 3, 2) if first in self.initials else ():
            name = plain[position : position + length]
            if name in self.scores and not surname_length(name, 0):
                self._add(name, STRONG)
                return
        transliterated = transliteration_run(plain, position, self.verb_starts)
        if transliterated:
            self._add(transliterated, STRONG)
            return
        work = plain.find("的《", position + 2, position + 6) if self.has_works else -1
        if work > 0 and is_name_shaped(plain[position:work]):
            self._add(plain[position:work], STRONG)
        elif plain[start:end] in HANDLE_ROLES:
            self._add_handle(position)

    def _titled_name(self, position: int) -> str:
        """Return the name of surname and a word for its given name behind a title, no verb of saying in it: 主席孙甘露."""
        name = self.plain[position : position + 3]
        if not is_name_shaped(name) or name[0] not in load_surnames().plain or name[0] in "方齐" or position + 1 in self.saying_starts:
            return ""
        is_certain = position + 3 in self.verb_starts or self.plain.count(name) > 1
        is_certain = is_certain or right_boundary(self.plain, position + 3) == 2 and not is_common_word(name[:2])
        return name if is_certain and not is_common_word(name) else ""

    def _add_handle(self, position: int) -> None:
        """Weigh a pen-name: in quotation marks, or unquoted where the article repeats it."""
        handle, is_alias = handle_at(self.plain, position)
        if is_alias:
            self.aliases[handle] = handle
        elif handle:
            self._add(handle, STRONG)

    def _add_introductions(self, selves: list[Span]) -> None:
        """Weigh cast brackets and introductions of oneself; a label before the latter is an alias."""
        plain = self.plain
        for name in cast_names(plain):
            self._add(name, 2 * STRONG)
        for start, end in selves:
            match = SELF.match(plain, end)
            if match and name_at(match[1], 0) == match[1]:
                self._add(match[1], STRONG)
                label = LABEL.match(plain, plain.rfind("\n", 0, start) + 1, start)
                if label and label[1] != match[1]:
                    self.aliases[label[1]] = match[1]

    def _add_units(self, units: list[Unit]) -> None:
        """Weigh units that are a bare name, and labels of turns at the start of paragraphs."""
        plain = self.plain
        for i, unit in enumerate(units):
            if unit[1] - unit[0] < SHORTEST_LABELLED and is_head(units, i):
                name = plain[unit.start : unit.end].strip("* ")
                if name and name_at(name, 0) == name:
                    self._add(name, FAIR)
        likely, certain = labelled_names(plain, units)
        for name in likely:
            self._add(name, FAIR)
        for name in certain:
            self._add(name, STRONG)
