"""What the finders of names share: cue words, surnames, and where a name may begin and end.

The cues are data/lexicon/name_cues.csv, found in one pass over the article; surnames and the characters of
transliterated names are tables beside it. Nothing here decides whether something is a name.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from . import words
from .errors import LexiconError
from .lexicon import load_table

INTRODUCING = frozenset("在据对由")  # of these, the ones that open a frame of opinion or authorship: 在X看来, 由X执导
CUE_KINDS = frozenset(
    "title honorific role say self org event skip product product_use handling firm quoted_event presenting"
    " film_before film_after work_before work_after medium_before medium_after"
    " adverb officer generic genre stop weak_ending brand_ending".split()
)
SCANNED_KINDS = frozenset(
    "title honorific role say self org event skip product product_use handling firm quoted_event presenting".split()
)  # the others are looked for beside 《》 only
NEVER_IN_GIVEN = frozenset(
    "的了说是在和与这那们也就都还又很不没有个位等对把被让给从向于及或但而则因所其他她它我你谁么吗呢吧啊将会要再已最更比者导演编剧称觉认表指谈问答地氏想看做用去拍拿某"
)
BEFORE_NAME = frozenset("在据对由让给而但与和跟像如连是请为向问同找的经至及使叫")  # words of one character after which a name may begin
IDEOGRAPHS = frozenset(map(chr, range(0x4E00, 0xA000)))
NAME_CHARACTERS = IDEOGRAPHS - NEVER_IN_GIVEN
WITHIN = IDEOGRAPHS - INTRODUCING  # characters that do not by themselves open a name behind them
AUTOMATON = Implementation.ContiguousNFA  # a DFA of thousands of names takes 60 MB and is slower: the processor's cache does not hold it
VERB_TAILS = frozenset("了着过")  # stand behind a verb, never behind a name: 魏岩|笑了
VERBAL_POS = frozenset("vpcd")  # verbs, prepositions, conjunctions, adverbs by jieba's codes
NAMING_POS = frozenset("ns")  # parts of speech of common words that also serve as names: 冰河, 蓝天


Span: TypeAlias = tuple[int, int]  # start and end of a cue in the text


class Surnames(NamedTuple):
    """The table of surnames by kind."""

    plain: frozenset[str]
    ambiguous: frozenset[str]  # often another word: 于, 方, 时
    compound: frozenset[str]
    single: frozenset[str]  # plain and ambiguous


def cue_spans(plain: str) -> dict[str, list[Span]]:
    """Return the cue words of a text by kind, in order."""
    automaton, kinds = _cue_automaton()
    found: dict[str, list[Span]] = {kind: [] for kind in SCANNED_KINDS}
    for index, start, end in automaton.find_matches_as_indexes(plain):
        found[kinds[index]].append((start, end))
    return found


def places(text: str, part: str) -> list[int]:
    """Return where a string occurs in a text, without overlaps."""
    found = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found


def is_cjk(character: str) -> bool:
    """Tell whether a character is a Chinese ideograph of the basic block; the empty string is not."""
    return "\u4e00" <= character <= "\u9fff"


@lru_cache(maxsize=words.N_REMEMBERED)
def is_common_word(word: str) -> bool:
    """Tell whether the dictionary holds a string as something else than a name, or a table says that it is none."""
    return word in not_names() or words.has_word(word) and not words.tag_term(word).startswith(("nr", "nz"))


def surname_length(text: str, start: int) -> int:
    """Return how many characters the surname at a place has: 2 for compound ones, 1, or 0 where none stands there."""
    if text[start : start + 1] not in first_characters():
        return 0
    surnames = load_surnames()
    if text[start : start + 2] in surnames.compound:
        return 2
    return 1 if text[start] in surnames.single else 0


def right_boundary(text: str, position: int) -> int:
    """Say how surely a name can end at a place: 2 mark, space or function word, 1 a dictionary word follows, 0 neither."""
    character = text[position : position + 1]
    if not is_cjk(character) or character in NEVER_IN_GIVEN:
        return 2
    following = text[position : position + 2]
    return 1 if words.has_word(following) or following in cue_set("adverb") else 0


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
    if not size:
        return ""
    short, long = text[start : start + size + 1], text[start : start + size + 2]
    if len(short) <= size or not NAME_CHARACTERS.issuperset(short[1:]):
        return ""
    word = _word_at(text, start)
    if len(word) == 2 and len(long) == 3 and NAME_CHARACTERS.issuperset(long[1:]) and words.tag_term(word).startswith("nr"):
        return long if text.count(long) > 1 and text.count(long) == text.count(word) else ""  # 麦子谦, though 麦子 is a word
    if word and (word in not_names() or words.tag_term(word)[0] not in NAMING_POS):
        return ""
    given = text[start + size : start + size + 2]
    if words.has_word(given) and words.tag_term(given)[0] in VERBAL_POS and text.count(long) < 2:
        return ""  # 方介绍: the surname's place is taken by the end of another word
    if len(long) < size + 2 or not NAME_CHARACTERS.issuperset(long[1:]):
        name = short
    elif text.count(short) > 1:
        name = long if 2 * text.count(long) > text.count(short) else short
    else:
        is_verb = text[start + size + 2 : start + size + 3] in VERB_TAILS and text.count(long) < 2
        name = short if is_verb or right_boundary(text, start + size + 1) > right_boundary(text, start + size + 2) else long
    return "" if word and (word != name or len(name) == 2 and right_boundary(text, start + 2) < 2) else name


def is_certain_name(plain: str, start: int, name: str) -> bool:
    """Tell whether a string is a name wherever it stands: a usual surname, and no other word in or across it."""
    if name[0] not in load_surnames().plain and len(name) < 4 or words.has_word(plain[start - 1 : start + 1]):
        return False
    given = name[-2:]
    is_phrase = words.has_word(given) and words.tag_term(given)[0] in VERBAL_POS
    return not is_phrase and not is_common_word(name[:2]) and not is_common_word(name)


def _word_at(text: str, start: int) -> str:
    """Return the longest common word of 2 to 4 characters that begins at a place, or an empty string."""
    for length in (4, 3, 2):
        word = text[start : start + length]
        if is_common_word(word):
            return word
    return ""


@cache
def load_surnames() -> Surnames:
    """Load the table of surnames."""
    kinds: dict[str, set[str]] = {"plain": set(), "ambiguous": set(), "compound": set()}
    for row in load_table("surnames.csv", ("surname", "kind"), key=("surname",)):
        if row["kind"] not in kinds:
            raise LexiconError(f"surnames.csv: kind {row['kind']!r} of {row['surname']!r} must be one of {', '.join(kinds)}")
        kinds[row["kind"]].add(row["surname"])
    single = frozenset(kinds["plain"] | kinds["ambiguous"])
    return Surnames(frozenset(kinds["plain"]), frozenset(kinds["ambiguous"]), frozenset(kinds["compound"]), single)


@cache
def not_names() -> frozenset[str]:
    """Return words that look like names, or that jieba's dictionary takes for names: 阳光, 明星."""
    return frozenset(row["word"] for row in load_table("not_names.csv", ("word",), key=("word",)))


@cache
def first_characters() -> frozenset[str]:
    """Return the characters that surnames begin with."""
    surnames = load_surnames()
    return surnames.single | {name[0] for name in surnames.compound}


@cache
def transliteration_characters() -> str:
    """Return the characters that foreign names are written with, as one string."""
    return "".join(row["character"] for row in load_table("transliteration.csv", ("character",), key=("character",)))


@cache
def cues(kind: str) -> tuple[str, ...]:
    """Return the cue words of a kind, longest first."""
    return tuple(sorted((cue for cue, k in _cue_rows() if k == kind), key=lambda cue: (-len(cue), cue)))


@cache
def title_words() -> frozenset[str]:
    """Return the titles that stand behind a name, and behind a bare surname: 教授, 老师, 总."""
    return cue_set("title") | cue_set("honorific")


@cache
def cue_set(kind: str) -> frozenset[str]:
    """Return the cue words of a kind as a set."""
    return frozenset(cues(kind))


@cache
def _cue_rows() -> tuple[tuple[str, str], ...]:
    rows = tuple((row["cue"], row["kind"]) for row in load_table("name_cues.csv", ("cue", "kind"), key=("cue", "kind")))
    for cue, kind in rows:
        if kind not in CUE_KINDS:
            raise LexiconError(f"name_cues.csv: kind {kind!r} of {cue!r} must be one of {', '.join(sorted(CUE_KINDS))}")
    return rows


@cache
def _cue_automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    patterns: dict[str, str] = {}
    for cue, kind in _cue_rows():
        if kind in SCANNED_KINDS:
            if patterns.setdefault(cue, kind) != kind:
                raise LexiconError(f"name_cues.csv: {cue!r} is both {patterns[cue]} and {kind}; keep one of the two")
    automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=AUTOMATON)
    return automaton, tuple(patterns.values())
