"""Attributions: the reporting verbs of an article, each with its subject resolved to a person or an unnamed source.

One pass over the text finds verbs, role words and pronouns; only where a verb stands is its clause looked at. Names are
resolved through the mentions that are given: recognising names is names.py's business, finding the words that are
reported is quotations.py's.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from .articles import Article, Mention
from .attribution_words import (
    ADDRESSED,
    ADDRESSEE,
    BELONGING,
    BRACKET,
    DEFINITE,
    INTERVIEWER,
    NOMINAL,
    NOUN_CUES,
    OBJECT,
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
)

SPOKEN_UNITS = ("body", "heading")  # roles of units in which somebody may be reported
MAX_GAP = 30  # characters between a subject and its verb in one clause
MAX_BARE = 20  # characters of a name that no mention vouches for, and the adverbs behind it
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


class Subject(NamedTuple):
    """Who may be the subject of a verb, and where."""

    start: int
    end: int
    name: str
    source: str


class People:
    """The persons of one article while it is read from top to bottom: their titles, and who was spoken of last.

    Parameters
    ----------
    article : Article
        One article.
    mentions : list of Mention
        Its names.
    spans : list of (int, int)
        Places between quotation marks, in order: verbs inside them are not the reporter's.
    """

    def __init__(self, article: Article, mentions: list[Mention], spans: list[tuple[int, int]]) -> None:
        self.plain = article.plain
        self.units = article.units
        self.unit_starts = [unit.start for unit in article.units]
        persons = sorted(m for m in mentions if m.type == "person")
        self.starts = [m.start for m in persons]
        self.ends = [m.end for m in persons]
        self.names = [m.name for m in persons]
        self.at_start = dict(zip(self.starts, self.names))
        self.at_end = dict(zip(self.ends, self.names))
        self.orgs = {m.name for m in mentions if m.type == "org"}
        self._orgs = sorted(m for m in mentions if m.type == "org")
        self._org_ends = [m.end for m in self._orgs]
        self.span_starts = [s for s, _ in spans]
        self.span_ends = [e for _, e in spans]
        self.titles: dict[str, str] = {}  # role word → the person last introduced by it
        self.roles: dict[str, str] = {}  # person → code of the role
        self._title_starts: dict[int, int] = {}  # where a name begins → where the title before it begins
        self._gender: dict[str, str] = {}
        self._recent: list[str] = []  # persons in the order they were last spoken of
        self._sources: list[str] = []  # unnamed sources, the last one last
        self._last = ("", -1)  # last speaker, and the paragraph
        self._next = 0
        self._role_places: list[tuple[int, int]] = []
        self._role = self._pronoun = Subject(-1, -1, "", "")
        self._found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        """Go through all cues of the article outside quotations, and return those that have a speaker."""
        automaton, cues = load_cues()
        span_starts, span_ends, unit_starts = [*self.span_starts, len(self.plain)], [*self.span_ends, len(self.plain)], self.unit_starts
        i, u, last = 0, -1, len(unit_starts) - 1
        for number, start, end in automaton.find_matches_as_indexes(self.plain):
            cue = cues[number]
            kind = cue.kind
            if kind == "blocked":
                continue
            while span_ends[i] <= start:
                i += 1
            if span_starts[i] <= start:
                continue
            if kind == "role":
                self._introduce(start, end, cue)
            elif kind == "pronoun":
                self._pronoun = Subject(start, end, "", "pronoun")
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
        automaton, cues = load_cues()
        words = [cues[n] for n, _, _ in automaton.find_matches_as_indexes(speaker) if cues[n].kind == "role"]
        return words[-1].form if words else "company" if speaker in self.orgs else ""

    def inside(self, position: int) -> bool:
        """Tell whether a position stands between quotation marks."""
        i = bisect_right(self.span_starts, position) - 1
        return i >= 0 and position < self.span_ends[i]

    def is_object(self, start: int) -> bool:
        """Tell whether the name at start is spoken to or asked, not speaking."""
        start = self._title_starts.get(start, start)
        return OBJECT.search(self.plain, max(0, start - 3), start) is not None

    def source_in(self, left: int, right: int) -> str:
        """Return the unnamed source that is spoken of last between two places, or an empty string."""
        i = bisect_right(self._role_places, (right,)) - 1
        if i < 0 or self._role_places[i][0] < left:
            return ""
        return self._source(left, *self._role_places[i]).name

    def _introduce(self, start: int, end: int, cue: Cue) -> None:
        """Note a role word, and the person whose title it is."""
        i = bisect_right(self.starts, start) - 1
        if i >= 0 and start < self.ends[i]:
            return
        behind = end + 1 if self.plain[end : end + 1] == " " else end
        name = self.at_start.get(behind) or self.at_end.get(start)
        if not name:
            if not ADDRESSEE.search(self.plain, max(0, start - 2), start):
                self._role = Subject(start, end, "", "role")
                self._role_places.append((start, end))
            return
        self._title_starts[behind] = start
        self.titles[cue.text] = name
        if self.roles.get(name, "other") == "other":
            self.roles[name] = cue.form

    def _attribute(self, start: int, end: int, cue: Cue, u: int, left: int) -> None:
        """Find the subject of the verb, if it reports anything, and note the attribution."""
        if not reports(self.plain, start, end, cue.text):
            return
        unit = self.units[u]
        if start >= unit.end or unit.role not in SPOKEN_UNITS:
            return
        left = max(left, unit.start)
        self._advance(start)
        subject = self._subject(left, start, end, cue, u)
        if subject is not None and subject.name:
            self._speak(subject, unit.paragraph)
            self._found.append(Attribution(subject.start, start, end, left, u, subject.name, subject.source, cue))

    def _advance(self, position: int) -> None:
        """Move on to a position: the persons before it are now those last spoken of."""
        while self._next < len(self.starts) and self.starts[self._next] < position:
            start, name = self.starts[self._next], self.names[self._next]
            if not self.inside(start) and not self.is_object(start):
                self._remember(name)
            self._next += 1

    def _remember(self, name: str) -> None:
        if name in self._recent:
            self._recent.remove(name)
        self._recent.append(name)

    def _speak(self, subject: Subject, paragraph: int) -> None:
        self._last = (subject.name, paragraph)
        if subject.source == "role" and subject.name not in self._sources[-1:]:
            self._sources.append(subject.name)
        if subject.source != "org":
            self._remember(subject.name)

    def _subject(self, left: int, start: int, end: int, cue: Cue, u: int) -> Subject | None:
        """Return the subject of a verb: named in its clause, named before an adverbial, or carried over."""
        plain = self.plain
        rfind = plain.rfind
        clause = (
            max(
                rfind("，", left, start),
                rfind(",", left, start),
                rfind("：", left, start),
                rfind(":", left, start),
                rfind("；", left, start),
            )
            + 1
            or left
        )
        is_embedded = bool(self._found) and self._found[-1].unit == u and self._found[-1].left == left
        for candidate in self._candidates(clause, start):
            subject = self._named(candidate, clause)
            if subject.name and self._fits(subject, start, end, cue, is_embedded):
                return self._belonging(subject, start)
        if cue.position == "frame" or plain.find("我", clause, start) >= 0:
            return None
        raw = self._raw_name(left, clause, start, end)
        if raw:
            return Subject(clause, start, raw, "alias")
        if start - clause > MAX_GAP or not is_adverbial(plain[clause:start]):
            return None
        if is_embedded and self._found[-1].source != "org":
            return Subject(start, start, self._found[-1].speaker, self._found[-1].source)
        if clause > left:
            for candidate in self._candidates(left, clause):
                subject = self._named(candidate, left)
                behind = plain[subject.end : subject.end + 1]
                if subject.source == "role" and (cue.kind in PERSONAL or self._comma_gap(subject.end, clause)):
                    continue
                if behind not in "的、和与":
                    return None if self.is_object(subject.start) else subject
        if cue.kind in PERSONAL or self._last[1] != self.units[u].paragraph:
            return None
        return Subject(start, start, self._last[0], "person")

    def _comma_gap(self, start: int, clause: int) -> bool:
        """Tell whether more than adverbs stands between a role word and the end of its clause."""
        comma = min((i for i in (self.plain.find("，", start, clause), self.plain.find(",", start, clause)) if i >= 0), default=clause)
        return comma > start and not is_adverbial(self.plain[start:comma])

    def _candidates(self, left: int, right: int) -> list[Subject]:
        """Return who may be meant between two places, the nearest first."""
        found = []
        i = bisect_right(self.ends, right) - 1
        while i >= 0 and self.starts[i] >= left:
            found.append(Subject(self.starts[i], self.ends[i], self.names[i], "person"))
            i -= 1
        i = bisect_right(self._org_ends, right) - 1
        if i >= 0 and self._orgs[i].start >= left:
            found.append(Subject(self._orgs[i].start, self._orgs[i].end, self._orgs[i].name, "org"))
        if left <= self._pronoun.start < right:
            found.append(self._pronoun)
        if left <= self._role.start and self._role.end <= right:
            found.append(self._role)
        if len(found) > 1:
            found.sort(reverse=True)
        return found

    def _named(self, subject: Subject, left: int) -> Subject:
        """Return a subject with its name: whom a pronoun stands for, or how a source is called."""
        if subject.source == "pronoun":
            return Subject(subject.start, subject.end, self._resolve_pronoun(self.plain[subject.start]), "person")
        return self._source(left, subject.start, subject.end) if subject.source == "role" else subject

    def _fits(self, subject: Subject, start: int, end: int, cue: Cue, is_embedded: bool) -> bool:
        """Tell whether what stands between a name and a verb lets the name be its subject."""
        plain = self.plain
        gap = plain[subject.end : start]
        if gap[:1] in "（(" and gap:
            gap = BRACKET.sub("", gap, count=1)
        if len(gap) > MAX_GAP or self.is_object(subject.start) and cue.position != "frame":
            return False
        if subject.source != "person":
            if is_embedded or cue.kind in PERSONAL or not is_adverbial(gap) or cue.text in NOMINAL and not is_said(plain, start, end):
                return False
        if cue.position == "frame":
            return (
                len(gap) <= 6
                and (subject.source == "person" or cue.text == "看来")
                and (cue.text not in ("而言", "来说") or "对" in plain[max(0, subject.start - 12) : subject.start])
            )
        if cue.text in NOUN_CUES:
            return gap[-1:] == "的"
        if cue.kind == "noticing" and len(gap) > 2 and not is_said(plain, start, end):
            return False
        return not INTERVIEWER.match(gap) and ("的" not in gap or is_adverbial(gap))

    def _belonging(self, subject: Subject, start: int) -> Subject:
        """Return a person, or the person's team or relative where that is who speaks."""
        match = BELONGING.match(self.plain, subject.end, start) if subject.source == "person" and subject.end > subject.start + 1 else None
        return Subject(subject.start, match.end(), self.plain[subject.start : match.end()], "role") if match else subject

    def _resolve_pronoun(self, pronoun: str) -> str:
        for name in reversed(self._recent):
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
            return Subject(begin, end, "", "role")
        definite = DEFINITE.match(phrase)
        bare = phrase[definite.end() :] if definite else phrase
        if plain.find("这位", left, begin + 2) >= 0 and self._recent:
            return Subject(begin, end, self.titles.get(plain[start:end], self._recent[-1]), "person")
        if bare in self.titles:
            return Subject(begin, end, self.titles[bare], "person")
        if definite and plain[begin - 1 : begin] in ("，", ","):
            name = self.at_end.get(begin - 1)
            if name:
                return Subject(begin, end, name, "person")
        for source in reversed(self._sources) if definite else ():
            if source.endswith(bare[-2:]):
                return Subject(begin, end, source, "role")
        return Subject(begin, end, phrase, "role")

    def _raw_name(self, left: int, clause: int, start: int, end: int) -> str:
        """Return the name before a verb that stands right beside a quotation, where no mention says that it is one."""
        plain = self.plain
        if start - clause > MAX_GAP:
            return ""
        is_titled = clause <= self._role.start and self._role.end < start
        is_beside = left == clause and left > 0 and plain[left - 1] in '”」』"' or plain[end : end + 2][-1:] in ("“", "「", "『")
        if (
            not is_titled
            and not is_beside
            and plain[clause : clause + 1] not in load_surnames()
            and plain[clause : clause + 1] not in "一某多几"
        ):
            return ""
        begin = self._role.end if is_titled else clause
        return find_bare_name(plain[begin:start], is_titled, is_beside) if start - begin <= MAX_BARE else ""
