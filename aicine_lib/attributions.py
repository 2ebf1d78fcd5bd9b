"""Attributions: the reporting verbs of an article, each with its subject resolved to a person or an unnamed source.

One pass over the text finds verbs, role words and pronouns; only where a verb stands is its clause looked at. Names are
resolved through the mentions that are given: recognising names is names.py's business, finding the words that are
reported is quotations.py's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from .articles import Article, Mention
from .attribution_words import (
    ADDRESSED,
    ADDRESSING,
    ADDRESSING_WORDS,
    BELONGING,
    BRACKET,
    CLAUSE_EDGE,
    DEFINITE,
    INTERVIEWER,
    NOMINAL,
    NOUN_CUES,
    OBJECT,
    OBJECT_ENDS,
    PERSONAL,
    ROLE_EDGE,
    ROLE_PREFIX,
    Cue,
    find_bare_name,
    is_adverbial,
    is_said,
    load_cues,
    load_surnames,
    reports,
    role_in,
)

SPOKEN_UNITS = ("body", "heading")  # roles of units in which somebody may be reported
MAX_GAP = 30  # characters between a subject and its verb in one clause
MAX_BARE = 20  # characters of a name that no mention vouches for, and the adverbs behind it
MAX_BACK = 500  # persons spoken of among whom that of a pronoun is sought
MAX_ROLE = 18  # characters of an unnamed source, as "一位不愿具名的制片人"


class Attribution(NamedTuple):
    """One reporting verb and who its subject is."""

    start: int  # of the subject; of the verb where the subject is carried over
    cue_start: int
    cue_end: int
    left: int  # where its stretch of reporter's text begins: the sentence, or behind the quotation before it
    unit: int
    speaker: str
    source: str  # person, alias (a name that no mention vouches for), role, org
    cue: Cue


Subject = tuple[int, int, str, str]  # who may be the subject of a verb: start, end, name, source


class People:
    """The persons of one article while it is read from top to bottom: their titles, and who was spoken of last.

    Parameters
    ----------
    article : Article
        One article.
    mentions : list of Mention
        Its names, in reading order.
    spans : list of (int, int)
        Places between quotation marks, in order: verbs inside them are not the reporter's.
    """

    def __init__(self, article: Article, mentions: list[Mention], spans: list[tuple[int, int]]) -> None:
        self.plain = article.plain
        self.units = article.units
        self.unit_starts = [unit.start for unit in article.units]
        persons = [mention for mention in mentions if mention[2] == "person"]
        self.starts = [start for start, _, _, _ in persons]
        self.ends = [end for _, end, _, _ in persons]
        self.names = [name for _, _, _, name in persons]
        self.at_start = dict(zip(self.starts, self.names))
        self.at_end = dict(zip(self.ends, self.names))
        self._persons: list[Subject] = [(start, end, name, "person") for start, end, _, name in persons]
        self._orgs: list[Subject] = [(start, end, name, "org") for start, end, kind, name in mentions if kind == "org"]
        self._org_ends = [end for _, end, _, _ in self._orgs]
        self.span_starts = [s for s, _ in spans]
        self.span_ends = [e for _, e in spans]
        self.titles: dict[str, str] = {}  # role word → the person last introduced by it
        self.roles: dict[str, str] = {}  # person → code of the role
        self._title_starts: dict[int, int] = {}  # where a name begins → where the title before it begins
        self._gender: dict[str, str] = {}
        self._verb = 0  # where the verb in hand stands
        self._sources: list[str] = []  # unnamed sources, the last one last
        self._roles: list[Subject] = []  # role words that are nobody's title
        self._role: Subject = (-1, -1, "", "role")  # the last of them
        self._pronoun: Subject = (-1, -1, "", "pronoun")
        self._found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        """Go through all cues of the article outside quotations, and return those that have a speaker."""
        automaton, cues = load_cues()
        span_starts, span_ends, unit_starts = [*self.span_starts, len(self.plain)], [*self.span_ends, len(self.plain)], self.unit_starts
        i, u, last = 0, -1, len(unit_starts) - 1
        for number, start, end in automaton.find_matches_as_indexes(self.plain):
            cue = cues[number]
            kind = cue[1]
            if kind == "blocked":
                continue
            while span_ends[i] <= start:
                i += 1
            if span_starts[i] <= start:
                continue
            if kind == "role":
                self._introduce(start, end, cue)
            elif kind == "pronoun":
                self._pronoun = (start, end, "", "pronoun")
            else:
                while u < last and unit_starts[u + 1] <= start:
                    u += 1
                if u >= 0:
                    self._attribute(start, end, cue, u, span_ends[i - 1] + 1 if i else 0)
        return self._found

    def role_of(self, speaker: str) -> str:
        """Return the code of a speaker's role: by the title beside the name, or by the words of the role itself."""
        if not speaker or speaker in self.roles:
            return self.roles.get(speaker, "")
        return role_in(speaker) or ("company" if any(name == speaker for _, _, name, _ in self._orgs) else "")

    def inside(self, position: int) -> bool:
        """Tell whether a position stands between quotation marks."""
        i = bisect_right(self.span_starts, position) - 1
        return i >= 0 and position < self.span_ends[i]

    def is_object(self, start: int) -> bool:
        """Tell whether the name at start is spoken to or asked, not speaking."""
        start = self._title_starts.get(start, start)
        return self.plain[start - 1 : start] in OBJECT_ENDS and OBJECT.search(self.plain, max(0, start - 3), start) is not None

    def source_in(self, left: int, right: int) -> str:
        """Return the unnamed source that is spoken of last between two places, or an empty string."""
        i = bisect_right(self._roles, (right,)) - 1
        if i < 0 or self._roles[i][0] < left:
            return ""
        return self._source(left, self._roles[i][0], self._roles[i][1])[2]

    def _introduce(self, start: int, end: int, cue: Cue) -> None:
        """Note a role word, and the person whose title it is."""
        plain = self.plain
        i = bisect_right(self.starts, start)
        if i and start < self.ends[i - 1]:
            return
        behind = end + 1 if plain.startswith(" ", end) else end
        name = self.at_start.get(behind) or self.at_end.get(start)
        if not name:
            before = plain[start - 2 : start] or plain[:start]
            if before not in ADDRESSING_WORDS and ADDRESSING.isdisjoint(before):
                self._role = (start, end, "", "role")
                self._roles.append(self._role)
            return
        self._title_starts[behind] = start
        self.titles[cue.text] = name
        if self.roles.get(name, "other") == "other":
            self.roles[name] = cue.form

    def _attribute(self, start: int, end: int, cue: Cue, u: int, left: int) -> None:
        """Find the subject of the verb, if it reports anything, and note the attribution."""
        if not reports(self.plain, start, end, cue.text):
            return
        unit_start, unit_end, role, _ = self.units[u]
        if start >= unit_end or role not in SPOKEN_UNITS:
            return
        if left < unit_start:
            left = unit_start
        self._verb = start
        subject = self._subject(left, start, end, cue, u)
        if subject and subject[2]:
            begin, _, name, source = subject
            self._found.append(Attribution(begin, start, end, left, u, name, source, cue))
            if source == "role" and name not in self._sources[-1:]:
                self._sources.append(name)

    def _spoken_of(self) -> Iterator[str]:
        """Yield the persons who are spoken of, or speak, before the verb in hand; the last one first."""
        i = bisect_left(self.starts, self._verb) - 1
        for a in chain(reversed(self._found), (None,)):
            while i >= 0 and (a is None or self.starts[i] >= a.cue_start):
                if not self.inside(self.starts[i]) and not self.is_object(self.starts[i]):
                    yield self.names[i]
                i -= 1
            if a is not None and a.source != "org":
                yield a.speaker

    def _subject(self, left: int, start: int, end: int, cue: Cue, u: int) -> Subject | None:
        """Return the subject of a verb: named in its clause, named before an adverbial, or carried over."""
        plain = self.plain
        edge = CLAUSE_EDGE.match(plain, left, start)
        clause = edge.end() if edge else left
        last = self._found[-1] if self._found else None
        is_embedded = last is not None and last.unit == u and last.left == left
        for candidate in self._candidates(clause, start):
            subject = candidate if candidate[2] else self._named(candidate, clause)
            if subject[2] and self._fits(subject, start, end, cue, is_embedded):
                return self._belonging(subject, start)
        if cue.position == "frame" or plain.find("我", clause, start) >= 0:
            return None
        raw = self._raw_name(left, clause, start, end)
        if raw:
            return clause, start, raw, "alias"
        if start - clause > MAX_GAP or not is_adverbial(plain[clause:start]):
            return None
        if is_embedded and last and last.source != "org":
            return start, start, last.speaker, last.source
        if clause > left:
            for candidate in self._candidates(left, clause):
                subject = candidate if candidate[2] else self._named(candidate, left)
                if subject[3] == "role" and (cue.kind in PERSONAL or self._comma_gap(subject[1], clause)):
                    continue
                if plain[subject[1] : subject[1] + 1] not in "的、和与":
                    return None if self.is_object(subject[0]) else subject
        if cue.kind in PERSONAL or last is None or self.units[last.unit].paragraph != self.units[u].paragraph:
            return None
        return start, start, last.speaker, "person"

    def _comma_gap(self, start: int, clause: int) -> bool:
        """Tell whether more than adverbs stands between a role word and the end of its clause."""
        comma = min((i for i in (self.plain.find("，", start, clause), self.plain.find(",", start, clause)) if i >= 0), default=clause)
        return comma > start and not is_adverbial(self.plain[start:comma])

    def _candidates(self, left: int, right: int) -> list[Subject]:
        """Return who may be meant between two places, the nearest first."""
        stop = bisect_right(self.ends, right)
        first = bisect_left(self.starts, left, 0, stop)
        found = self._persons[first:stop]
        i = bisect_right(self._org_ends, right)
        if i and self._orgs[i - 1][0] >= left:
            found.append(self._orgs[i - 1])
        if left <= self._pronoun[0] < right:
            found.append(self._pronoun)
        if left <= self._role[0] and self._role[1] <= right:
            found.append(self._role)
        if len(found) > 1:  # rarely
            found.sort(reverse=True)
        return found

    def _named(self, subject: Subject, left: int) -> Subject:
        """Return a pronoun with whom it stands for, a role word with how the source is called."""
        start, end, _, source = subject
        if source == "pronoun":
            return start, end, self._resolve_pronoun(self.plain[start]), "person"
        return self._source(left, start, end)

    def _fits(self, subject: Subject, start: int, end: int, cue: Cue, is_embedded: bool) -> bool:
        """Tell whether what stands between a name and a verb lets the name be its subject."""
        plain, (begin, behind, _, source), (verb, kind, _, position) = self.plain, subject, cue
        if behind == start and source == "person" and position != "frame":  # as nearly all are
            return verb not in NOUN_CUES and not self.is_object(begin)
        gap = plain[behind:start]
        if gap and gap[0] in "（(":
            gap = BRACKET.sub("", gap, count=1)
        if len(gap) > MAX_GAP or position != "frame" and self.is_object(begin):
            return False
        if source != "person":
            if is_embedded or kind in PERSONAL or not is_adverbial(gap) or verb in NOMINAL and not is_said(plain, start, end):
                return False
        if position == "frame":
            return (
                len(gap) <= 6
                and (source == "person" or verb == "看来")
                and (verb not in ("而言", "来说") or "对" in plain[max(0, begin - 12) : begin])
            )
        if verb in NOUN_CUES:
            return gap[-1:] == "的"
        if kind == "noticing" and len(gap) > 2 and not is_said(plain, start, end):
            return False
        return not INTERVIEWER.match(gap) and ("的" not in gap or is_adverbial(gap))

    def _belonging(self, subject: Subject, start: int) -> Subject:
        """Return a person, or the person's team or relative where that is who speaks."""
        begin, end, _, source = subject
        match = BELONGING.match(self.plain, end, start) if begin + 1 < end < start and source == "person" else None
        return (begin, match.end(), self.plain[begin : match.end()], "role") if match else subject

    def _resolve_pronoun(self, pronoun: str) -> str:
        for name in islice(self._spoken_of(), MAX_BACK):
            if pronoun == "其":
                return name
            if self._gender.setdefault(name, pronoun) == pronoun:
                return name
        return ""

    def _source(self, left: int, start: int, end: int) -> Subject:
        """Return an unnamed source as printed, or the person whose title stands for the name."""
        plain = self.plain
        nearest = max(left, start - MAX_ROLE)
        edge = ROLE_EDGE.match(plain, nearest, start)
        begin = edge.end() if edge else max(nearest, plain.rfind("的", nearest, start) + 1) if nearest > left else left
        prefix = ROLE_PREFIX.match(plain, begin, start)
        begin = prefix.end() if prefix else begin
        if plain[end : end + 1] == "们":
            end += 1
        phrase = plain[begin:end]
        if ADDRESSED.search(phrase):
            return begin, end, "", "role"
        definite = DEFINITE.match(phrase)
        bare = phrase[definite.end() :] if definite else phrase
        nearest_name = next(self._spoken_of(), "") if plain.find("这位", left, begin + 2) >= 0 else ""
        if nearest_name:
            return begin, end, self.titles.get(plain[start:end], nearest_name), "person"
        if bare in self.titles:
            return begin, end, self.titles[bare], "person"
        if definite and plain[begin - 1 : begin] in ("，", ","):
            name = self.at_end.get(begin - 1)
            if name:
                return begin, end, name, "person"
        for source in reversed(self._sources) if definite else ():
            if source.endswith(bare[-2:]):
                return begin, end, source, "role"
        return begin, end, phrase, "role"

    def _raw_name(self, left: int, clause: int, start: int, end: int) -> str:
        """Return the name before a verb that stands right beside a quotation, where no mention says that it is one."""
        plain = self.plain
        if not 0 < start - clause <= MAX_GAP:
            return ""
        is_titled = clause <= self._role[0] and self._role[1] < start
        is_beside = left == clause and left > 0 and plain[left - 1] in '”」』"' or plain[end : end + 2][-1:] in ("“", "「", "『")
        if (
            not is_titled
            and not is_beside
            and plain[clause : clause + 1] not in load_surnames()
            and plain[clause : clause + 1] not in "一某多几"
        ):
            return ""
        begin = self._role[1] if is_titled else clause
        return find_bare_name(plain[begin:start], is_titled, is_beside) if start - begin <= MAX_BARE else ""
