"""Foreign persons: transliterated names with a dot, names in Latin letters, and originals in brackets after a name.

A dotted name is met in full once; its last part then stands for it in the rest of the article (塔可夫斯基 for
安德烈·塔可夫斯基).
"""

from __future__ import annotations

import re
from functools import cache

from . import words
from .articles import Mention
from .lexicon import load_table
from .name_parts import BEFORE_NAME, cue_set, is_cjk, is_common_word, places, right_boundary, transliteration_characters

DOTS = "·‧•・∙"
DOT = re.compile(f"[{DOTS}]")
SPACED_DOT = re.compile(rf"\s?[{DOTS}]\s?")
LONGEST_PART = 7  # characters of one transliterated part (塔可夫斯基 has 5)
LATIN_PERSON = re.compile(
    r"[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.)?(?: (?:[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Dd]e|"
    r"[Dd]el|[Ll]a|[Dd]i))*(?: [A-Z][A-Za-zà-ÿ'’-]+){1,2}"
)
INITIALED = re.compile(r"[A-Z]\. ?(?:[A-Z]\. ?){0,2}[A-Z][a-zà-ÿ'’-]{2,}")  # J. R. Coleman
LATIN_END = re.compile(r"[A-Za-z0-9.] ?$")
MIDDLE_INITIAL = re.compile(r"[A-Z][a-z]+ [A-Z]\. ")  # David K. Moore
LATIN_GAP = re.compile(r" (?<=[a-zà-ÿ'’.-] )[A-Za-z]")  # no person in Latin letters is without; a space is found fastest
LATIN_SURNAME = re.compile(r"[A-Z][a-zà-ÿ]{2,}(?![A-Za-z0-9 .-])")
LATIN_GLOSS = re.compile(r"\s?[（(]([A-Z][A-Za-zÀ-ÿ .'’·-]{2,40})[）)]")

NICK_GLOSS = re.compile(
    r"[（(](?:人称|昵称|绰号|外号|花名|艺名|笔名|网名|又名|原名|本名)?[：:]?[“「『]?(阿[A-Z][a-z]+|[小阿老][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}[哥姐叔]"
    r"|(?<=[称号名][“「『：:])[\u4e00-\u9fff]{2,4}|(?<=[称号名])[\u4e00-\u9fff]{2,4})[”」』]?[）)]"
)


def dotted_names(plain: str, saying_starts: frozenset[int] = frozenset(), title_ends: frozenset[int] = frozenset()) -> list[Mention]:
    """Find dotted names, and their last part wherever it stands; a title before or a verb behind is no part of them.

    Examples
    --------
    >>> text = "导演安德烈·塔可夫斯基拍长镜头，塔可夫斯基很慢。"
    >>> [text[m.start:m.end] for m in dotted_names(text)]
    ['安德烈·塔可夫斯基', '塔可夫斯基', '塔可夫斯基']
    """
    if not any(dot in plain for dot in DOTS):
        return []
    found: dict[tuple[int, int], str] = {}
    for dot in DOT.finditer(plain):
        match = _after_dot().match(plain, dot.end())
        start = _start_before_dot(plain, dot.start())
        if match and start < dot.start():
            start = next((at for at in range(dot.start() - 1, start, -1) if at in title_ends), start)
            end = _end_before_verb(plain, dot.end(), match.end(), saying_starts)
            found[start, end] = SPACED_DOT.sub("·", plain[start:end])
    spans = sorted(found)
    full = {span: found[span] for i, span in enumerate(spans) if not i or span[0] >= spans[i - 1][1]}
    mentions = [Mention(start, end, "person", name) for (start, end), name in full.items()]
    for name in sorted(set(full.values())):
        last = name.rsplit("·", 1)[1]
        if len(last) > 1:
            mentions += [Mention(at, at + len(last), "person", name) for at in places(plain, last)]
    return mentions


def latin_names(plain: str, starts: frozenset[int], ends: frozenset[int]) -> list[Mention]:
    """Find persons in Latin letters: a title before, a title or a verb of saying behind, or a usual given name.

    Parameters
    ----------
    plain : str
        The article's folded text.
    starts, ends : frozenset of int
        Where a title or verb of saying begins; where a title ends.
    """
    found: list[Mention] = []
    surnames: dict[str, str] = {}
    for match in LATIN_PERSON.finditer(plain) if LATIN_GAP.search(plain) else ():
        start, end = match.span()
        before = start - 1 if plain[start - 1 : start] in (" ", "*") else start
        after = end + 1 if plain[end : end + 1] in (" ", "*") else end
        near_latin = plain[start - 2 : start - 1].isascii() and plain[start - 2 : start - 1].isalpha()
        if (
            before in ends
            or start in ends
            or after in starts
            or MIDDLE_INITIAL.match(match[0])
            or (match[0].split()[0] in given_names() and not near_latin)
        ):
            found.append(Mention(start, end, "person", match[0]))
            surnames[match[0].rsplit(" ", 1)[1]] = match[0]
    for match in INITIALED.finditer(plain) if any("A" <= plain[at - 1 : at] <= "Z" for at in places(plain, ".")) else ():
        if not LATIN_END.search(plain, max(0, match.start() - 2), match.start()):
            found.append(Mention(match.start(), match.end(), "person", match[0]))
    for surname, name in surnames.items():
        found += [Mention(at, at + len(surname), "person", name) for at in places(plain, surname) if not plain[at - 1 : at].isascii()]
    for end in ends:
        if not "A" <= plain[end : end + 1] <= "Z":
            continue
        surname_match = LATIN_SURNAME.match(plain, end)
        if surname_match and is_cjk(plain[surname_match.end() : surname_match.end() + 1]):
            name = surnames.get(surname_match[0], surname_match[0])
            alone = places(plain, surname_match[0]) if surname_match[0] in given_names() else [end]
            found += [Mention(at, at + len(surname_match[0]), "person", name) for at in alone if not plain[at - 1 : at].isascii()]
    return found


def glossed_names(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Find the original or the nickname of a person in brackets after the name: 乔·罗素（Joe Russo）, 潘志聪（阿潘）."""
    found = []
    for mention in mentions:
        if plain[mention.end : mention.end + 1] in ("（", "(", " "):
            gloss = LATIN_GLOSS.match(plain, mention.end)
            if gloss:
                short = " " not in gloss[1] and gloss[1].isalpha()
                found += [
                    Mention(at, at + len(gloss[1]), "person", mention.name)
                    for at in (places(plain, gloss[1]) if short else [gloss.start(1)])
                    if not short or not (plain[at - 1 : at] + plain[at + len(gloss[1]) : at + len(gloss[1]) + 1]).isascii()
                ]
            alias = NICK_GLOSS.match(plain, mention.end)
            if alias:
                found += [Mention(at, at + len(alias[1]), "person", mention.name) for at in places(plain, alias[1])]
    return found


def transliteration_run(plain: str, start: int, verb_starts: frozenset[int] = frozenset()) -> str:
    """Return the foreign surname that begins at a place, or an empty string: every character by itself, then a boundary.

    A verb of saying at its end, or at the end of the adverb behind it, is a boundary, too.

    Examples
    --------
    >>> transliteration_run("布洛迪在新片中", 0), transliteration_run("希望的", 0)
    ('布洛迪', '')
    """
    characters = _characters()
    end = start
    while plain[end : end + 1] in characters and end - start < LONGEST_PART:
        end += 1
    verb = next((at for at in range(start + 2, end + 3) if at in verb_starts), -1)
    if verb > 0:
        adverb = next((n for n in (2, 1) if plain[verb - n : verb] in cue_set("adverb")), 0)
        end = min(end, verb - adverb)
    if not 1 + (verb < 0) < end - start < 6 or verb < 0 and right_boundary(plain, end) < 2:
        return ""
    return "" if any(is_common_word(word) for word, _ in words.tag_text(plain[start:end]) if len(word) > 1) else plain[start:end]


def transliterated_names(plain: str) -> list[Mention]:
    """Find names without a dot that are known by the original behind them: 艾美莉布朗特（Emily Blunt）."""
    found = []
    for at in sorted([*places(plain, "（"), *places(plain, "(")]):
        match = LATIN_GLOSS.match(plain, at - plain[at - 1 : at].isspace()) if "A" <= plain[at + 1 : at + 2] <= "Z" else None
        if not match:
            continue
        start = _start_before_dot(plain, match.start())
        name = plain[start : match.start()]
        is_part = DOT.match(plain, start - 1) if start else None
        if not is_part and LATIN_PERSON.fullmatch(match[1]) and len(name) > 1 and not words.has_word(name):
            found += [Mention(at, at + len(name), "person", name) for at in places(plain, name)]
    return found


def _end_before_verb(plain: str, start: int, end: int, saying_starts: frozenset[int]) -> int:
    """Shorten a run of characters by the verb of saying, and the adverb before it, that it has swallowed."""
    verb = next((at for at in range(start + 2, end + 1) if at in saying_starts), end + 1)
    if verb > end:
        word = plain[end - 1 : end + 1]
        return end - 1 if end - start > 2 and is_common_word(word) and words.tag_term(word)[0] == "v" else end  # 汤姆·弗林|加入
    return verb - 1 if verb - start > 2 and plain[verb - 1] in cue_set("adverb") else verb


def _start_before_dot(plain: str, dot: int) -> int:
    """Walk left from a dot over the characters that foreign names are written with."""
    characters = _characters()
    end = dot - 1 if plain[dot - 1 : dot] == " " else dot
    start = end
    while start and plain[start - 1] in characters and end - start < LONGEST_PART:
        if plain[start - 1] in BEFORE_NAME and start < end:
            break
        start -= 1
    if plain[start - 2 : start] in ("彼得", "大卫"):  # 得 and 卫 alone end too many words to be among the characters
        start -= 2
    return start if start < end else dot


@cache
def _characters() -> frozenset[str]:
    return frozenset(transliteration_characters())


@cache
def _after_dot() -> re.Pattern[str]:
    """Compile the pattern of what follows the first dot of a name."""
    part = f"(?:[A-Z]\\.?|[{transliteration_characters()}]{{1,{LONGEST_PART}}})"
    return re.compile(rf"\s?{part}(?:\s?[{DOTS}]\s?{part}|[-－–]{part})*")


@cache
def given_names() -> frozenset[str]:
    """Return the usual given names in Latin letters."""
    return frozenset(row["name"] for row in load_table("given_names.csv", ("name",), key=("name",)))
