"""Voices: who is named or speaks in an article, as what, from where, and how much of it is theirs.

One row for every person that is named and every source that speaks; what they say is quotations.py's finding and who
speaks in a unit speakers.py's. An affiliation is an organisation named right before or behind the person, with nothing but
a post between (某某学院科技系教授林一; 林一，某某学院教授); what an article tells elsewhere about a person is not put together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from .articles import Article, Mention, Quotation, Unit, Voice
from .attribution_words import load_cues, role_in

REACH = 22  # characters of a post between an organisation and a person: 科技艺术系副教授、硕士生导师
LONGEST_POST = 8  # characters of a role word
_MARK = "，,。；;：:！？!?“”「」『』《》（）()\n"
_OPENS = re.compile(r"(?:[，,（(]|——?)(?:是|现任|现为|任职于|就职于|来自)?|(?:是|系|为|现为|现任|任职于|供职于|就职于|来自)(?!的)")
_POST = re.compile(rf"\s?(?:一[名位个])?([^{_MARK}]{{0,{REACH}}})(?=[{_MARK}]|$)")
_MARKS = frozenset(_MARK)
_NO_POST = re.compile(
    r"^、|[了着过将把被让使和与跟同及]|发布|推出|宣布|表示|合作|邀请|采访|专访|对话|联合(?!创始|创办|出品|制片|导演|编剧)|携手|起诉|告诉|签约|收购|投资|举[办行]|成立|授予|开发|使用"
)  # what does something, or names another beside it


def find_voices(article: Article, mentions: Sequence[Mention], quotations: Sequence[Quotation], speakers: Sequence[str]) -> list[Voice]:
    """Find the voices of an article.

    Parameters
    ----------
    article : Article
        An on-topic article.
    mentions : sequence of Mention
        Its names.
    quotations : sequence of Quotation
        Its quotations.
    speakers : sequence of str
        The speaker of each unit, empty for the reporter.

    Returns
    -------
    list of Voice
        In the order in which they first appear. Shares are of the characters of the units, between 0 and 1.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "海岛大学电影系教授林一说：“机器不会做梦。”"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> named = [Mention(0, 4, "org", "海岛大学"), Mention(9, 11, "person", "林一")]
    >>> find_voices(article, named, [Quotation(14, 21, "林一", "scholar", "说", "direct")], ["林一"])[0]
    Voice(start=9, name='林一', kind='person', role='scholar', affiliation='海岛大学', n_mentions=1, n_quotations=1, n_reports=0, n_units=1, n_chars=7, share=0.318)
    """
    kinds = {mention.name: mention.type for mention in mentions if mention.type in ("person", "org")}
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.type == "person":
            named[mention.name].append(mention)
    said: dict[str, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        said[quotation.speaker].append(quotation)
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit, speaker in zip(article.units, speakers):
        units[speaker].append(unit)
    n_chars = sum(unit.end - unit.start for unit in article.units)
    beside = _Beside(article.plain, mentions)
    voices = []
    for name in sorted({*named, *said, *units} - {""}):
        role, affiliation = beside.introduce(named[name])
        told = Counter(q.speaker_role for q in said[name] if q.speaker_role).most_common(1)
        forms = Counter(q.form for q in said[name])
        spans = _spans(said[name], units[name])
        length = _length(spans)
        start = min(start for start, _ in [*((m.start, 0) for m in named[name]), *spans])
        kind = kinds.get(name, "unnamed")
        role = told[0][0] if told else role or (role_in(name) if kind == "unnamed" else "")
        counts = (len(named[name]), forms["direct"], forms["indirect"], len(units[name]), length, round(length / n_chars, 3))
        voices.append(Voice(start, name, kind, role, affiliation, *counts))
    return sorted(voices)


class _Beside:
    """Reads what stands beside a person: the post, and the organisation that it is held in."""

    def __init__(self, plain: str, mentions: Sequence[Mention]) -> None:
        self.plain = plain
        self.orgs = [mention for mention in mentions if mention.type == "org"]
        self.starts = [mention.start for mention in self.orgs]

    def introduce(self, persons: Iterable[Mention]) -> tuple[str, str]:
        """Return role and affiliation of a person, each from the first mention beside which it stands."""
        role = affiliation = ""
        for person in persons:
            for found, org in (self._before(person), self._behind(person)):
                role, affiliation = role or found, affiliation or org
            if role and affiliation:
                break
        return role, affiliation

    def _before(self, person: Mention) -> tuple[str, str]:
        """某某大学电影系教授林一, 来自某某公司的林一, or only 导演林一."""
        i = bisect_left(self.starts, person.start) - 1
        org = self.orgs[i] if i >= 0 and self.orgs[i].end <= person.start <= self.orgs[i].end + REACH else None
        gap = self.plain[org.end if org else max(0, person.start - LONGEST_POST) : person.start].strip()
        role = _role(gap)
        is_held = org is not None and (role or gap in ("", "的")) and not _NO_POST.search(gap) and _MARKS.isdisjoint(gap)
        return role, org.name if org and is_held else ""

    def _behind(self, person: Mention) -> tuple[str, str]:
        """林一，某某大学教授，; 林一（某某公司导演）; 林一是某某公司的制片人."""
        opening = _OPENS.match(self.plain, person.end)
        if not opening:
            return "", ""
        i = bisect_left(self.starts, opening.end())
        org = self.orgs[i] if i < len(self.starts) and self.starts[i] <= opening.end() + 2 else None
        post = _POST.match(self.plain, org.end if org else opening.end())
        role = _role(post[1]) if post and not _NO_POST.search(post[1]) else ""
        return role, org.name if org and role else ""


@cache
def _roles() -> dict[str, str]:
    return {cue.text: cue.form for cue in load_cues()[1] if cue.kind == "role"}


def _role(post: str) -> str:
    """Return the role of the longest role word that a post ends with."""
    roles = _roles()
    return next((roles[post[i:]] for i in range(max(0, len(post) - LONGEST_POST), len(post)) if post[i:] in roles), "")


def _spans(quotations: Sequence[Quotation], units: Sequence[Unit]) -> list[tuple[int, int]]:
    """What somebody says: the quotations, and whole units that report them in another way, as turns of an interview do."""
    said = [(q.start, q.end) for q in quotations]
    return said + [(u.start, u.end) for u in units if not any(start < u.end and u.start < end for start, end in said)]


def _length(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many characters some spans cover together."""
    total = last = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, last))
        last = max(last, end)
    return total
