"""Attributions: the reporting verbs of an article, each with its subject resolved to a person or an unnamed source.

One pass over the text finds verbs, role words and pronouns; only where a verb stands is its clause looked at. Who can be
meant is sources.py's business, finding the words that are reported is quotations.py's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .adverbials import is_adverbial
from .attribution_words import NOMINAL, NOUN_CUES, PERSONAL, Cue, is_said, load_cues, reports
from .bare_names import find_bare_name
from .marks import OPENING, STRAIGHT
from .name_parts import load_surnames
from .sources import SOME_ONE, Attribution, Sources, Subject

SPOKEN_UNITS = ("body", "heading")  # roles of units in which somebody may be reported
MAX_GAP = 30  # characters between a subject and its verb in one clause
MAX_BARE = 20  # characters of a name that no mention vouches for, and the adverbs behind it
TOPIC = re.compile(r"(?:谈[及到起]|说[到起]|提[及到起]|面对|对于|回忆起|回想起|想起)[^，。“”]{1,18}，")  # may precede who spoke
OPENINGS = frozenset(OPENING + STRAIGHT)
CLAUSE_EDGE = re.compile(".*[，,：:；]", re.S)
INTERVIEWER = re.compile("采访|专访|访问|访谈|提问|询问")  # behind a name: the interviewer, in "接受X采访时说"
BELONGING = re.compile(r"(?:工作室|团队|经纪人|粉丝|方面|公司|妻子|丈夫|儿子|女儿|父亲|母亲|助理|律师)")
BRACKET = re.compile(r"[（(][^（()）]{0,40}[）)]")


class People(Sources):
    """The persons of one article while its reporting verbs are read from top to bottom."""

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

    def spoken_between(self, left: int, right: int) -> str:
        """Return the last person named between two places, outside quotations."""
        i = bisect_right(self.ends, right) - 1
        while i >= 0 and self.starts[i] >= left:
            if not self.inside(self.starts[i]) and not self.is_companion(self.starts[i]):
                return self.names[i]
            i -= 1
        return ""

    def subject_at(self, position: int) -> str:
        """Return the person with whom the sentence at a place begins, title and topic left out: 谈及票房，X语气沉重."""
        topic = TOPIC.match(self.plain, position)
        position = topic.end() if topic else position
        i = bisect_left(self.starts, position)
        is_there = i < len(self.starts) and position in (self.starts[i], self.title_starts.get(self.starts[i], -1))
        return self.names[i] if is_there else ""

    def behind_quotations(self, outer: int) -> int:
        """Return the place behind the last of the quotations that stand side by side: “…，”“…，”网友的锐评."""
        while self.plain[outer : outer + 1] in OPENINGS:
            i = bisect_left(self.span_starts, outer)
            if i == len(self.span_starts) or self.span_starts[i] != outer:
                break
            outer = self.span_ends[i] + 1
        return outer

    def _attribute(self, start: int, end: int, cue: Cue, u: int, left: int) -> None:
        """Find the subject of the verb, if it reports anything, and note the attribution."""
        if not reports(self.plain, start, end, cue.text):
            return
        unit_start, unit_end, role, _ = self.units[u]
        if start >= unit_end or role not in SPOKEN_UNITS:
            return
        if left < unit_start:
            left = unit_start
        self._verb, self._sentence = start, unit_start
        subject = self._subject(left, start, end, cue, u)
        if subject and subject[2]:
            begin, _, name, source = subject
            self._found.append(Attribution(begin, start, end, left, u, name, source, cue))
            if source == "role" and name not in self._sources[-1:]:
                self._sources.append(name)

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
        is_view = cue.position == "frame"
        if is_view and cue.text != "看来" or plain.find("我", clause, start) >= 0 and plain.find("跟我", clause, start) < 0:
            return None
        raw = self._raw_name(left, clause, start, end)
        if raw:
            return clause, start, raw, "alias"
        if is_view or start - clause > MAX_GAP or not is_adverbial(plain[clause:start]):
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
        if left <= self._role[0] and self._role[1] <= right and not (i and self._orgs[i - 1][0] <= self._role[0] < self._orgs[i - 1][1]):
            found.append(self._role)
        if len(found) > 1:  # rarely
            found.sort(reverse=True)
        return found

    def _named(self, subject: Subject, left: int) -> Subject:
        """Return a pronoun with whom it stands for, a role word with how the source is called."""
        start, end, _, source = subject
        if source == "pronoun":
            return self._unnamed_before(start, end) or (start, end, self._resolve_pronoun(self.plain[start]), "person")
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
            if source == "org" and plain[begin - 1 : begin] in "在于从经":
                return False  # 在微博写道
            if is_embedded or kind in PERSONAL or not is_adverbial(gap) or verb in NOMINAL and not is_said(plain, start, end):
                return False
        if position == "frame":
            return (
                len(gap) <= 6
                and (source == "person" or verb == "看来")
                and (verb not in ("而言", "来说") or "对" in plain[max(0, begin - 12) : begin])
            )
        if verb in NOUN_CUES:
            return gap[-1:] == "的" or source == "person" and is_said(plain, start, end) and is_adverbial(gap)
        if kind == "noticing" and len(gap) > 2 and not is_said(plain, start, end):
            return False
        return not INTERVIEWER.match(gap) and ("的" not in gap or is_adverbial(gap))

    def _belonging(self, subject: Subject, start: int) -> Subject:
        """Return a person, or the person's team or relative where that is who speaks."""
        begin, end, _, source = subject
        match = BELONGING.match(self.plain, end, start) if begin + 1 < end < start and source == "person" else None
        return (begin, match.end(), self.plain[begin : match.end()], "role") if match else subject

    def _raw_name(self, left: int, clause: int, start: int, end: int) -> str:
        """Return the name before a verb that stands right beside a quotation, where no mention says that it is one."""
        plain = self.plain
        if not 0 < start - clause <= MAX_GAP:
            return ""
        is_titled = clause <= self._role[0] and self._role[1] < start
        is_beside = left == clause and left > 0 and plain[left - 1] in '”」』"' or plain[end : end + 2][-1:] in ("“", "「", "『")
        if not (is_titled or is_beside or plain[clause] in load_surnames().single or plain.find("·", clause, start) >= 0):
            if SOME_ONE.search(plain, clause, start) is None:
                return ""
        begin = self._role[1] if is_titled and SOME_ONE.search(plain, clause, start) is None else clause
        return find_bare_name(plain[begin:start], is_titled, is_beside) if start - begin <= MAX_BARE else ""
