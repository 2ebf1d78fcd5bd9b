"""Code queries: `aspect=emotion & stance=critical & (speaker_role=director | tool=Sora)` read and checked, before any table is.

What a field may hold is the codebook's, so a misspelt code is an error that says what is allowed and never an empty answer.
Names, outlets and dates can be anything. Finding the sentences that a query asks for is selecting.py's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from .codebook import codes
from .errors import CorpusError
from .units import NARRATION, UNKNOWN

CODED = {  # field: its code list
    "stance": "stance",
    "aspect": "aspect",
    "task": "task",
    "role": "role",
    "speaker_role": "speaker_role",
    "mention": "mention_type",
    "claim": "claim_kind",
    "metaphor": "vehicle_type",
    "quotation": "form",
}
NAMED = ("tool", "film", "person", "org", "event", "work")  # types of mentions: a name of that type stands in the sentence
FREE = ("speaker", *NAMED, "outlet", "date", "document_id", "article_id", "story_id", "sentence_id")
FIELDS = (*CODED, *FREE)
ALIASES = {"aspects": "aspect", "tasks": "task", "published_date": "date"}
MAY_BE_EMPTY = ("speaker", "outlet", "date", "aspect", "task", "mention", "claim", "metaphor", "quotation")
SIGNS = str.maketrans("＝＆｜（）！“”＂", '=&|()!"""')  # as a Chinese keyboard types them
TOKEN = re.compile(r'\s*(?:(?P<sign>!=|[=&|()])|"(?P<quoted>[^"]*)"|(?P<word>[^\s=&|()!"]+(?: +[^\s=&|()!"]+)*))')


class Condition(NamedTuple):
    """A field has a value, or has it not."""

    field: str
    is_equal: bool
    value: str  # empty: the field has no value


class Group(NamedTuple):
    """Conditions of which all, or any, must hold."""

    is_all: bool
    parts: tuple[Condition | Group, ...]


class _Token(NamedTuple):
    kind: str  # sign, quoted, word, end
    text: str
    at: int  # characters before it


def parse_query(text: str) -> Condition | Group:
    """Read and check a query.

    Parameters
    ----------
    text : str
        Conditions `field=value` or `field!=value`, joined by & (and) and | (or), of which & binds closer; parentheses group.
        A value that holds one of these signs, or none (`speaker=""`, the reporter's own voice), stands in quotation marks.
        A condition on what a sentence may hold several of (aspect, task, mention, claim, metaphor, quotation, names) holds where
        one of them is it; with != where none is.

    Returns
    -------
    Condition or Group

    Raises
    ------
    CorpusError
        If it cannot be read, or names a field or a code that is not there; the message says which, where, and what is allowed.

    Examples
    --------
    >>> parse_query("stance=critical & aspect!=cost")
    Group(is_all=True, parts=(Condition(field='stance', is_equal=True, value='critical'), Condition(field='aspect', is_equal=False, value='cost')))
    """
    tokens = _cut(text)
    found, n = _any_of(text, tokens, 0)
    if tokens[n].kind != "end":
        raise _fault(text, tokens[n], "is not expected here: join conditions with & or |")
    return found


def make_query(wanted: Mapping[str, str | Iterable[str]]) -> Condition | Group:
    """Make a query of a dictionary: every field must have its value, or one of its values.

    Examples
    --------
    >>> make_query({"stance": ["mixed", "critical"]}).is_all
    False
    """
    if not wanted:
        raise CorpusError(f"the query is an empty dictionary: give at least one field of {', '.join(FIELDS)}")
    parts: list[Condition | Group] = []
    for name, value in wanted.items():
        where = f"query {dict(wanted)!r}"
        each = [value] if isinstance(value, str) else list(value)
        conditions = tuple(Condition(field := _known_field(name, where), True, _known_value(field, str(one), where)) for one in each)
        if not conditions:
            raise CorpusError(f"{where}: {name} has no value; give one, or leave it out")
        parts.append(conditions[0] if len(conditions) == 1 else Group(False, conditions))
    return parts[0] if len(parts) == 1 else Group(True, tuple(parts))


def _cut(text: str) -> list[_Token]:
    plain, tokens, at = text.translate(SIGNS), [], 0
    while plain[at:].strip():
        found = TOKEN.match(plain, at)
        if found is None:
            sign = plain[at:].lstrip()[0]
            what = "is not closed: add another" if sign == '"' else "has no meaning here: only = != & | ( ) have"
            raise _fault(text, _Token("sign", sign, plain.index(sign, at)), what)
        kind = found.lastgroup or "end"
        tokens.append(_Token(kind, found[kind], found.start(kind)))
        at = found.end()
    return [*tokens, _Token("end", "", len(text))]


def _any_of(text: str, tokens: list[_Token], n: int) -> tuple[Condition | Group, int]:
    return _joined(text, tokens, n, "|")


def _joined(text: str, tokens: list[_Token], n: int, sign: str) -> tuple[Condition | Group, int]:
    """Read what a sign joins: | joins what & joins, & joins single conditions and parentheses."""
    parts = []
    while True:
        part, n = _joined(text, tokens, n, "&") if sign == "|" else _one(text, tokens, n)
        parts.append(part)
        if tokens[n][:2] != ("sign", sign):
            return (parts[0] if len(parts) == 1 else Group(sign == "&", tuple(parts))), n
        n += 1


def _one(text: str, tokens: list[_Token], n: int) -> tuple[Condition | Group, int]:
    token = tokens[n]
    if token[:2] == ("sign", "("):
        found, n = _any_of(text, tokens, n + 1)
        if tokens[n].text != ")":
            raise _fault(text, token, "is not closed: add )")
        return found, n + 1
    if token.kind != "word":
        raise _fault(text, token, f"stands where a field should: give one of {', '.join(FIELDS)}")
    field = _known_field(token.text, _place(text, token))
    sign = tokens[n + 1]
    if sign.text not in ("=", "!=") or sign.kind != "sign":
        raise _fault(text, sign, f"stands where = or != should, after {token.text}")
    value = tokens[n + 2]
    if value.kind not in ("word", "quoted"):
        raise _fault(text, value, f'stands where the value of {field} should; an empty value is written ""')
    return Condition(field, sign.text == "=", _known_value(field, value.text, _place(text, value))), n + 3


def _known_field(name: str, where: str) -> str:
    field = ALIASES.get(name, name)
    if field not in FIELDS:
        raise CorpusError(f"{where}: {name!r} is no field{_meant(name, FIELDS)}; it must be one of {', '.join(FIELDS)}")
    return field


def _known_value(field: str, value: str, where: str) -> str:
    value = value.strip()
    if not value:
        if field in MAY_BE_EMPTY:
            return value
        raise CorpusError(f"{where}: {field} is never empty; give a value, or ask one of {', '.join(MAY_BE_EMPTY)}")
    if field in CODED:
        allowed = [*codes(CODED[field]), *((NARRATION, UNKNOWN) if field == "speaker_role" else ())]
        if value not in allowed:
            raise CorpusError(f"{where}: {value!r} is no code of {field}{_meant(value, allowed)}; it must be one of {', '.join(allowed)}")
    return value


def _meant(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), 1)
    return f" (did you mean {close[0]}?)" if close else ""


def _place(text: str, token: _Token) -> str:
    return f"query {text!r}, character {token.at}"


def _fault(text: str, token: _Token, what: str) -> CorpusError:
    return CorpusError(f"{_place(text, token)}: {repr(token.text) if token.text else 'the end'} {what}")
