"""Persons that no list holds: introduced somewhere in an article, then found everywhere in it.

What introduces them is the business of name_evidence, foreign names that of name_foreign. Here the occurrences are
collected: full names, the lists they stand in, surnames with a title (刘教授), originals in brackets; every one carries
the one canonical name of its person.
"""

from __future__ import annotations

import re
from collections import defaultdict

from . import words
from .articles import Mention, Unit
from .name_evidence import KINSHIP, SHORT_TITLES, Evidence
from .name_foreign import dotted_names, glossed_names, latin_names, transliterated_names
from .name_introductions import latin_speakers
from .name_nicknames import NICKNAME, lettered_and_hidden
from .name_parts import BEFORE_NAME, Span, is_cjk, is_common_word, load_surnames, name_at, places, right_boundary, surname_length

POST = re.compile(r"[（(][^（()）\n，。]{1,12}[）)]")  # between two names of a list: 许之恒（导演）、毛小雨
LISTING_MARKS = ("、", "和", "与", "及")


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
    full = {mention.name for mention in mentions + known}
    for alias, name in evidence.aliases.items():
        owners = [other for other in full if alias == name != other and other.endswith(alias)]
        evidence.aliases[alias] = owners[0] if len(owners) == 1 else name  # 我是冬至 of 梁冬至
    mentions += _in_two_scripts(plain, mentions)
    mentions += [
        Mention(at, at + len(alias), "person", name)
        for alias, name in evidence.aliases.items()
        for at in places(plain, alias)
        if _is_whole(plain, at, alias)
    ]
    mentions += lettered_and_hidden(plain)
    for name in latin_speakers(plain, evidence.verb_starts):
        mentions += [Mention(at, at + len(name), "person", name) for at in places(plain, name) if _is_whole(plain, at, name)]
    mentions += _given_names(plain, evidence.verb_starts, mentions + known)
    mentions += latin_names(plain, evidence.saying_starts, evidence.title_ends)
    mentions += _listed(plain, mentions + known)
    mentions += _bare_surnames(plain, cue_spans["say"], {m.name for m in mentions + known})
    mentions += _titled_surnames(plain, cue_spans, {m.name for m in mentions + known})
    glosses = {(m.start, m.end): m for m in glossed_names(plain, mentions + known)}
    return [m for m in mentions if (m.start, m.end) not in glosses] + list(glosses.values())


def _in_two_scripts(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Find by the English name alone who is called by it and a surname: Leo for Leo 周."""
    found = []
    for name in sorted({mention.name for mention in mentions if mention.name[0].isascii() and is_cjk(mention.name[-1])}):
        given = name.split(" ")[0].rstrip("·")
        if given.isascii():
            found += [Mention(at, at + len(given), "person", name) for at in places(plain, given) if _is_whole(plain, at, given)]
    return found


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
        while True:
            if plain[end : end + 1] in ("（", "("):
                post = POST.match(plain, end)
                end = post.end() if post else end
            if plain[end : end + 1] not in LISTING_MARKS:
                break
            nickname = NICKNAME.match(plain, end + 1)
            name = name_at(plain, end + 1) or (nickname[0] if nickname and NICKNAME.match(mention.name) else "")
            if not name or name in names or is_common_word(name) or right_boundary(plain, end + 1 + len(name)) < 1:
                break
            names.add(name)
            found += [Mention(at, at + len(name), "person", name) for at in places(plain, name)]
            end += 1 + len(name)
    return found


def _given_names(plain: str, verbs: frozenset[int], people: list[Mention]) -> list[Mention]:
    """Find persons who are called by their given name later: 沈知微, then 知微说; it must speak at least once."""
    found = []
    for name in sorted({m.name for m in people if len(m.name) == 3 and surname_length(m.name, 0) == 1}):
        given = name[1:]
        if plain.count(given) == plain.count(name) or is_common_word(given) or words.has_word(given):
            continue
        alone = [
            at for at in places(plain, given) if not is_cjk(plain[at - 1 : at]) or plain[at - 1] in BEFORE_NAME and plain[at - 1] != name[0]
        ]
        if any(at + 2 in verbs for at in alone):
            found += [Mention(at, at + 2, "person", name) for at in alone]
    return found


def _titled_surnames(plain: str, cue_spans: dict[str, list[Span]], names: set[str]) -> list[Mention]:
    """Find 刘教授 and 冯先生: a bare surname with a title, joined to the article's one person of that surname."""
    surnames = load_surnames()
    role_ends = {end for kind in ("role", "title") for _, end in cue_spans[kind]}
    verbs = {start for start, _ in cue_spans["say"]}
    found = []
    for span in cue_spans["title"] + cue_spans["honorific"]:
        start, end = span[0] - 1, span[1]
        if plain[start - 1 : start + 1] in surnames.compound:
            start -= 1
        elif start < 0 or plain[start] not in surnames.plain:
            continue
        if start and start not in role_ends and not _may_follow(plain, start):
            continue
        surname, title, surface = plain[start : span[0]], plain[span[0] : end], plain[start:end]
        people = sorted(name for name in names if name.startswith(surname) and is_cjk(name[1:2]))
        if title in SHORT_TITLES and right_boundary(plain, end) < 2 and end not in verbs and len(people) != 1:
            if title not in KINSHIP or is_cjk(plain[start - 1 : start]):
                continue
        if not is_common_word(surface):
            found.append(Mention(start, end, "person", people[0] if len(people) == 1 else surface))
    return found


def _bare_surnames(plain: str, verbs: list[Span], names: set[str]) -> list[Mention]:
    """Find a person who speaks by the surname alone, as in Hong Kong: 关若翘…，关透露."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) == 3 and name[0] in load_surnames().single:
            by_surname[name[0]].append(name)
    found = []
    for start, _ in verbs:
        people = by_surname.get(plain[start - 1 : start])
        if people and len(people) == 1 and not is_cjk(plain[start - 2 : start - 1]) and not words.has_word(plain[start - 1 : start + 1]):
            found.append(Mention(start - 1, start, "person", people[0]))
    return found


def _may_follow(plain: str, start: int) -> bool:
    """Tell whether a surname may begin at a place: after a mark, a word of one character, or a word for people (游客|王女士)."""
    before = plain[start - 1]
    if not is_cjk(before) or before in BEFORE_NAME:
        return True
    word = plain[max(0, start - 2) : start]
    return is_common_word(word) and words.tag_term(word) == "n" and not is_common_word(plain[start - 1 : start + 1])
