"""Persons that no list holds: introduced somewhere in an article, then found everywhere in it.

What introduces them is the business of name_evidence, foreign names that of name_foreign. Here the occurrences are
collected: full names, the lists they stand in, surnames with a title (刘教授), originals in brackets; every one carries
the one canonical name of its person.
"""

from __future__ import annotations

import re
from collections import defaultdict

from .articles import Mention, Unit
from .name_evidence import KINSHIP, NICKNAME, SHORT_TITLES, Evidence
from .name_foreign import dotted_names, glossed_names, latin_names, transliterated_names
from .name_introductions import latin_speakers
from .name_parts import BEFORE_NAME, Span, is_cjk, is_common_word, load_surnames, name_at, places, right_boundary

LISTING_MARKS = ("、", "和", "与", "及")
LETTERED = re.compile(r"老[A-Z](?![A-Za-z0-9])|阿[A-Z][a-z]+(?![A-Za-z0-9])")
SIR = re.compile(r"[\u4e00-\u9fff]Sir(?![A-Za-z])")
MISTER = re.compile(r"[\u4e00-\u9fff]生(?=[都话讲说嘅，。：、亦就])")
CANTONESE = ("嘅", "咗", "佢", "唔", "哋")


def find_persons(
    plain: str, cue_spans: dict[str, list[Span]], org_ends: frozenset[int], units: list[Unit], known: list[Mention]
) -> list[Mention]:
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
    evidence = Evidence(plain, cue_spans, org_ends, units)
    foreign = dotted_names(plain, evidence.verb_starts, evidence.title_ends) + transliterated_names(plain)
    dotted = {mention.name for mention in foreign}
    mentions = list(foreign)
    for surface, name in _joined_misprints(plain, evidence.accepted()).items():
        if not any(name in full for full in dotted):
            mentions += [Mention(at, at + len(surface), "person", name) for at in places(plain, surface)]
    mentions += [
        Mention(at, at + len(alias), "person", name)
        for alias, name in evidence.aliases.items()
        for at in places(plain, alias)
        if _is_whole(plain, at, alias)
    ]
    mentions += _lettered(plain)
    for name in latin_speakers(plain, evidence.verb_starts):
        mentions += [Mention(at, at + len(name), "person", name) for at in places(plain, name) if _is_whole(plain, at, name)]
    mentions += latin_names(plain, evidence.saying_starts, evidence.title_ends)
    mentions += _listed(plain, mentions + known)
    mentions += _titled_surnames(plain, cue_spans, {m.name for m in mentions + known})
    glosses = {(m.start, m.end): m for m in glossed_names(plain, mentions + known)}
    return [m for m in mentions if (m.start, m.end) not in glosses] + list(glosses.values())


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
        while plain[end : end + 1] in LISTING_MARKS:
            nickname = NICKNAME.match(plain, end + 1)
            name = name_at(plain, end + 1) or (nickname[0] if nickname and NICKNAME.match(mention.name) else "")
            if not name or name in names or is_common_word(name) or right_boundary(plain, end + 1 + len(name)) < 1:
                break
            names.add(name)
            found += [Mention(at, at + len(name), "person", name) for at in places(plain, name)]
            end += 1 + len(name)
    return found


def _lettered(plain: str) -> list[Mention]:
    """Find pen-names with a letter (老K, 小M) and Hong Kong's 陈Sir and, in Cantonese, 梁生."""
    found = []
    for at in places(plain, "老") + places(plain, "阿"):
        match = LETTERED.match(plain, at)
        if match:
            found.append(match)
    for at in places(plain, "Sir"):
        match = SIR.match(plain, at - 1) if at else None
        if match and match[0][0] in load_surnames().single:
            found.append(match)
    if any(word in plain for word in CANTONESE):
        for at in places(plain, "生"):
            before = plain[at - 2 : at - 1]
            match = MISTER.match(plain, at - 1) if at and (not is_cjk(before) or before in "同和与话") else None
            if match and match[0][0] in load_surnames().plain:
                found.append(match)
    return [Mention(match.start(), match.end(), "person", match[0]) for match in found]


def _titled_surnames(plain: str, cue_spans: dict[str, list[Span]], names: set[str]) -> list[Mention]:
    """Find 刘教授 and 冯先生: a bare surname with a title, joined to the article's one person of that surname."""
    surnames = load_surnames().plain
    found = []
    for span in cue_spans["title"] + cue_spans["honorific"]:
        start, end = span[0] - 1, span[1]
        if start < 0 or plain[start] not in surnames:
            continue
        if (
            start
            and is_cjk(plain[start - 1])
            and plain[start - 1] not in BEFORE_NAME
            and plain[max(0, start - 2) : start] not in ("博主", "记者", "作者", "市民", "网友")
        ):
            continue
        title = plain[start + 1 : end]
        if title in SHORT_TITLES and right_boundary(plain, end) < 2 and (title not in KINSHIP or is_cjk(plain[start - 1 : start])):
            continue
        people = sorted(name for name in names if name.startswith(plain[start]) and is_cjk(name[1:2]))
        surface = plain[start:end]
        if not is_common_word(surface):
            found.append(Mention(start, end, "person", people[0] if len(people) == 1 else surface))
    return found
