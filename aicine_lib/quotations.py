"""Quotations: the words between quotation marks that somebody said, and what is reported without marks.

A pair of marks is a quotation if it encloses speech, not a term, a title, a prompt or a line of a film; it gets its
speaker from the verb beside it, or from who spoke or was spoken of before. Which mark closes which is marks.py's
business, who the subject of a verb is attributions.py's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .articles import Article, Mention, Quotation, Unit
from .attribution_words import is_adverbial
from .attributions import Attribution, People
from .marks import CLOSING, OPENING, STRAIGHT, Span, find_spans

TERMINAL = "。！？!?…~～"
COMMAS = "，,"
COLONS = "：:"
MIN_CLAUSE = 8  # characters of an unpunctuated clause that stands on its own as a quotation
MIN_SAID = 6  # the same where a verb of speech stands beside it
MIN_EMBEDDED = 12  # the same where it is built into the reporter's sentence
MIN_REPORTED = 2  # characters of what is reported without marks
MIN_UNCLAIMED = 20  # characters of a sentence that nobody can be found to have said
MAX_BEHIND = 45  # characters between a quotation and the verb behind it: a long affiliation
MAX_ASIDE = 30  # characters in which the subject of a colon stands
MAX_HERALD = 12  # characters between a verb and the colon that ends its paragraph
MAX_CARRY = 2  # paragraphs over which a speaker is carried to words without attribution

OPINIONS = ("judging", "feeling", "noticing", "likening", "advocating", "advising")  # classes of verbs that also take terms as objects
_INNER = re.compile("[，。！？；：,;!?…]")
_TERM_AFTER = re.compile(
    r"(?:的(?!是)|之类|式|等|感|一词|这[样种个些一]|二字|字样|一说|之说|之称|为[题名例]|为主题|奖|计划|模式|现象|概念)"
)
_FICTION = re.compile(
    r"(?:片中|影片|剧中|台词|对白|旁白|画外音|字幕|主角|角色|歌词|提示词|指令|输入|标题|题为|口号|标语|写着|打出|弹幕|简介|名为|主题|来信|短信|私信|弹出|灵感|片名|设定)"
)
_SCENE = re.compile(r"片[中尾头里]|剧[中里]|戏里|故事里|台词|旁白|对白|画外音")
_TO_MACHINE = re.compile(
    r"(?:[问对让跟和](?:AI|机器人?|它|模型|系统|ChatGPT|Gemini|豆包|Sora)|(?:AI|机器人?|模型|系统|ChatGPT|Gemini|豆包)[回答说给生写])[^，。]{0,6}$"
)
_SIGNED = re.compile(r"[\s>]*[—–-]+\s*[^\n，。]{0,12}")
_LINE_OF = re.compile(r"(?:[那这]句|说了一句|对白|台词|指令|词是)[是：:]?$")
_UTTERANCE = re.compile(r"的?(?:感[叹慨想]|疑问|声音|呼[声吁]|疑惑|追问|质疑|慨叹|担忧|评价|赞叹|提醒)")
_ASKED = re.compile(r"(?:记者|主持人)[^，。]{0,12}(?:问|抛出|提)")
_COUNTED = re.compile(r"\s*(?:另?一方面|[一二三四五]是|其[一二三四五次]|第[一二三四五]|再次|再者|最后|此外|\d[.、）)])")
_LINE_ENDS = frozenset("句白词令是：:\n")  # the last characters of _LINE_OF, behind which a line may break
_ENDING = frozenset(TERMINAL + COMMAS)
_JOINS_BEFORE, _JOINS_BEHIND = CLOSING + "、", OPENING + "、"  # marks beside words that are one of several terms
_BEFORE_FIRST = frozenset("\n。！？!?…）" + CLOSING + STRAIGHT)
_BEFORE_PART = frozenset(COMMAS + "—但而却")
_BEHIND_CLOSED = frozenset("，,。；;！？!?\n—")
_PARTS = frozenset("\n。" + OPENING)  # where the sentence behind a quotation ends
_HEADS, _TAILS = frozenset("，,：: 道了过着到*"), frozenset("。！？!?，,；;：: \n*" + OPENING + STRAIGHT)  # around what is reported
_BESIDE = "，,：:了着过道 *"  # all that stands between a verb and the quotation beside it
_LOOSE = " *_>\u3000"
_LEAD = _LOOSE + "\n的" + OPENING + STRAIGHT


def find_quotations(article: Article, mentions: list[Mention]) -> list[Quotation]:
    """Find direct and indirect quotations with their speakers.

    Parameters
    ----------
    article : Article
        One article; offsets are those of its text.
    mentions : list of Mention
        Its names; persons among them become speakers.

    Returns
    -------
    list of Quotation
        By start, of which there are no two. ``start`` and ``end`` enclose the words between the marks, or what is reported.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "“机器不会做梦，人会。”王晓说。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, 11, "body", 0), Unit(11, 15, "body", 0)], [], True, [(0, 15, "body")])
    >>> [(q.speaker, q.cue, text[q.start : q.end]) for q in find_quotations(article, [Mention(11, 13, "person", "王晓")])]
    [('王晓', '说', '机器不会做梦，人会。')]
    """
    spans = find_spans(article)
    people = People(article, mentions, [(span[0], span[2]) for span in spans if _looks_spoken(article.plain, span)])
    linker = _Linker(article, people, people.read())
    direct = [quotation for quotation in map(linker.judge, spans) if quotation is not None]
    by_start: dict[int, Quotation] = {}  # of those that begin together the direct one stays, or else the longest
    for quotation in _find_indirect(article, people, linker.attributions, direct):
        if quotation.start not in by_start or quotation.end > by_start[quotation.start].end:
            by_start[quotation.start] = quotation
    by_start.update((quotation.start, quotation) for quotation in direct)
    return sorted(by_start.values())


def _looks_spoken(plain: str, span: Span) -> bool:
    """Tell whether a span could be speech by its looks alone: reporting verbs inside it are then not the reporter's."""
    _, start, end, _, _ = span
    return end - start >= MIN_EMBEDDED or plain[end - 1] in _ENDING or _INNER.search(plain, start, end) is not None


class _Linker:
    """Decides for each span whether it is a quotation, and whose. Spans are to be judged in their order."""

    def __init__(self, article: Article, people: People, attributions: list[Attribution]) -> None:
        self.article = article
        self.plain = article.plain
        self.people = people
        self.attributions = attributions
        self.cue_starts = [a.cue_start for a in attributions]
        self.last = ("", -9, 0)  # speaker, paragraph and end of the last quotation

    def judge(self, span: Span) -> Quotation | None:
        """Return the quotation that a span is, or None."""
        plain, (opening, start, end, outer, is_healed) = self.plain, span
        while end > start and plain[end - 1] in _LOOSE:
            end -= 1
        while start < end and plain[start] in _LOOSE:
            start += 1
        if start == end:
            return None
        pre = plain[opening - 1 : opening]
        if not pre or pre in _LOOSE:
            pre = self._before_mark(opening - 1)
        is_open = plain[end - 1] not in _ENDING
        if is_open and end - start < MIN_SAID and not (pre in COLONS and end - start > 1):
            return None
        post = plain[outer : outer + 12].lstrip(_LOOSE)
        if is_open and post and pre != "\n" and (pre in _JOINS_BEFORE or post[0] in _JOINS_BEHIND):
            return None
        unit = self._unit(opening)
        if unit is None or unit.role != "body" and (unit.role != "heading" or pre not in COLONS):
            return None
        before, after = self._before(span, unit.start), self._after(span)
        if is_healed and not before and not after:
            return None
        if_claimed, if_unclaimed = self._is_speech(plain[start:end], pre, post, unit, opening, before, after)
        if not if_claimed and not if_unclaimed:
            return None
        speaker, cue = self._speaker(span, unit, pre, before, after)
        if not (if_claimed if speaker else if_unclaimed):
            return None
        self.last = (speaker, unit.paragraph if outer <= unit.end else self._paragraph(end), outer)
        return Quotation(start, end, speaker, self.people.role_of(speaker), cue, "direct")

    def _before_mark(self, position: int) -> str:
        """Return the character before an opening mark, Markdown's stars and spaces aside; a line break at the very start."""
        plain = self.plain
        while position >= 0 and plain[position] in _LOOSE:
            position -= 1
        return plain[position] if position >= 0 else "\n"

    def _unit(self, position: int) -> Unit | None:
        u = bisect_right(self.people.unit_starts, position) - 1
        return self.article.units[u] if u >= 0 else None

    def _paragraph(self, position: int) -> int:
        unit = self._unit(position)
        return unit.paragraph if unit else 0

    def _is_speech(
        self, words: str, pre: str, post: str, unit: Unit, opening: int, before: Attribution | None, after: Attribution | None
    ) -> tuple[bool, bool]:
        """Tell speech from terms and titles by its place and punctuation: if a speaker is found for it, and if none is."""
        n, is_final, is_broken = len(words), words[-1] in TERMINAL, words[-1] in COMMAS
        if self._is_performed(unit, opening, before, after):
            return False, False
        is_term = _TERM_AFTER.match(post) is not None
        if after is not None and not is_term:
            return (is_final or is_broken or n >= MIN_SAID,) * 2
        if pre in COLONS:
            return n >= (1 if is_final else MIN_SAID) and not self._is_thing(unit.start, opening), is_final and n >= MIN_UNCLAIMED
        is_inner = _INNER.search(words, 0, n - 1) is not None
        is_closed = is_broken or not post or post[0] in _BEHIND_CLOSED
        is_first = pre in _BEFORE_FIRST or opening == unit.start
        if is_term and not (is_first and is_final):
            return (bool(before and is_inner and before.cue_end >= opening - 3 and _UTTERANCE.match(post)),) * 2
        if is_first and is_final:
            return n >= MIN_SAID or is_inner, n >= MIN_UNCLAIMED
        if is_first:
            return is_inner and (is_broken or n >= MIN_UNCLAIMED) or n >= MIN_CLAUSE and is_closed and post[:1] == "。", False
        if before and before.cue.form != "indirect" and not self.plain[before.cue_end : opening].strip(_BESIDE):
            least = MIN_CLAUSE if before.cue.kind in OPINIONS else MIN_SAID
            return (is_final or is_inner or n >= least and is_closed and before.cue.kind != "likening",) * 2
        if pre in _BEFORE_PART:
            return is_final or n >= (MIN_SAID if pre == "—" else MIN_CLAUSE) and is_closed, False
        return (before is not None and is_inner and is_final and n >= MIN_EMBEDDED,) * 2

    def _is_performed(self, unit: Unit, opening: int, before: Attribution | None, after: Attribution | None) -> bool:
        """Tell whether what stands before a mark announces a prompt, a title or a line of a film."""
        left = unit.start
        lead = self.plain[max(left, opening - 16) : opening]
        if lead[-1:] in _LINE_ENDS and _LINE_OF.search(lead) or _TO_MACHINE.search(lead.rstrip(COLONS)):
            return True
        if after is None and _FICTION.search(self.plain, max(before.cue_end if before else left, opening - 16), opening):
            return True
        return before is not None and before.source != "person" and _SCENE.search(self.plain, left, opening) is not None

    def _is_thing(self, left: int, right: int) -> bool:
        """Tell whether the subject before a colon is a thing: "它提醒我们：…"."""
        lead = self.plain[max(left, right - MAX_ASIDE) : right]
        return "它" in lead and "他" not in lead and "她" not in lead

    def _before(self, span: Span, left: int) -> Attribution | None:
        """Return the attribution before a quotation, in the sentence in which it begins or in the line that ends with a colon."""
        i = bisect_left(self.cue_starts, span.start) - 1
        if i < 0:
            return None
        a = self.attributions[i]
        if a.cue_start >= left:
            return a
        lead = self.plain[a.cue_end : span.start].strip(_LEAD)
        return a if lead in ("：", ":") else None

    def _after(self, span: Span) -> Attribution | None:
        """Return the attribution right behind a quotation."""
        i = bisect_left(self.cue_starts, span.outer)
        if i == len(self.attributions):
            return None
        a = self.attributions[i]
        if a.cue_start - span.outer > MAX_BEHIND or a.cue.position == "before":
            return None
        gap = self.plain[span.outer : a.cue_start]
        if not _PARTS.isdisjoint(gap):
            return None
        head = self.plain[span.outer : a.start].strip("，, ")
        if a.start == a.cue_start and a.source == "person":
            return None
        return a if "，" not in gap.strip("，, ") and "," not in gap.strip("，, ") or is_adverbial(head) else None

    def _speaker(self, span: Span, unit: Unit, pre: str, before: Attribution | None, after: Attribution | None) -> tuple[str, str]:
        """Return who speaks and the verb that says so."""
        if pre in COLONS and _ASKED.search(self.plain, max(unit.start, span.opening - MAX_ASIDE), span.opening):
            return "记者", "问"
        if before and (pre in COLONS or not self.plain[before.cue_end : span.opening].strip(_BESIDE)):
            return before.speaker, before.cue.text
        if after and not self._begins_own(span, unit, after):
            return after.speaker, after.cue.text
        if before:
            return before.speaker, before.cue.text
        if pre in COLONS:
            name = self._spoken_of(unit.start, span.opening)
            if not name and re.search("[他她]", self.plain[unit.start : span.opening]):
                name = self._nearest(unit.start, unit.paragraph)
            name = name or self.people.source_in(unit.start, span.opening)
            if name:
                return name, ""
        return self._carried(span, unit), ""

    def _begins_own(self, span: Span, unit: Unit, after: Attribution) -> bool:
        """Tell whether the verb behind a finished quotation begins another speaker's report: "X说…。“…。”Y则认为，…"."""
        if self.plain[span.end - 1] in COMMAS or self.plain[after.cue_end : after.cue_end + 1] not in "，,：:":
            return False
        name = self._nearest(span.opening, unit.paragraph, self.article.paragraphs[unit.paragraph][0])
        return bool(name) and name != after.speaker

    def _spoken_of(self, left: int, right: int) -> str:
        """Return the last person named between two places, outside quotations."""
        people = self.people
        i = bisect_right(people.ends, right) - 1
        while i >= 0 and people.starts[i] >= left:
            if not people.inside(people.starts[i]):
                return people.names[i]
            i -= 1
        return ""

    def _carried(self, span: Span, unit: Unit) -> str:
        """Return the speaker of words without an attribution: of before in the paragraph, of right behind, of the paragraph before."""
        plain, start = self.plain, self.article.paragraphs[unit.paragraph][0]
        signed = _SIGNED.match(plain, span.outer)
        if signed:
            name = self._spoken_of(span.outer, plain.find("\n", signed.end()) if "\n" in plain[signed.end() :] else len(plain))
            if name:
                return name
        if self.last[1] == unit.paragraph and self.last[2] >= start and plain[self.last[2] : self.last[2] + 1] in ("他", "她"):
            return self.last[0]
        name = self._nearest(span.start, unit.paragraph, start) or self.people.at_start.get(span.outer, "")
        if name:
            return name
        k = bisect_left(self.cue_starts, span.outer)
        if k < len(self.attributions) and self.article.units[self.attributions[k].unit].paragraph == unit.paragraph:
            return self.attributions[k].speaker
        is_first = not plain[start : span.opening].strip(_LOOSE)
        return self._nearest(span.start, unit.paragraph) if is_first else ""

    def _nearest(self, right: int, paragraph: int, left: int = -1) -> str:
        """Return who spoke, was quoted or was spoken of last before a place."""
        if left < 0:
            left = self.article.paragraphs[max(0, paragraph - MAX_CARRY)][0]
        place, name = left, ""
        i = bisect_left(self.cue_starts, right) - 1
        if i >= 0 and self.cue_starts[i] >= place:
            place, name = self.cue_starts[i], self.attributions[i].speaker
        if self.last[2] > place:
            place, name = self.last[2], self.last[0]
        return self._spoken_of(place, right) or name


def _find_indirect(article: Article, people: People, attributions: list[Attribution], direct: list[Quotation]) -> list[Quotation]:
    """Return what is reported without marks: from the verb to the end of the sentence, to the next speaker or quotation."""
    found = []
    starts = [q.start for q in direct]
    for i, a in enumerate(attributions):
        if a.cue.form == "direct":
            continue
        unit = article.units[a.unit]
        end = unit.end
        if i + 1 < len(attributions) and attributions[i + 1].unit == a.unit and attributions[i + 1].start >= a.cue_end:
            end = attributions[i + 1].start
        j = bisect_left(starts, a.cue_end)
        if j < len(direct) and direct[j].start <= end:
            end = direct[j].start - 1
        start, end = _trim(article.plain, a.cue_end, end)
        if end - start <= MAX_HERALD and article.plain[unit.end - 1] in COLONS:
            start, end = _next_paragraphs(article, unit) or (start, end)
        if end - start < MIN_REPORTED and a.start - a.left >= MIN_CLAUSE and article.plain[unit.end - 1] not in COLONS:
            start, end = _trim(article.plain, a.left, a.start)
        if end - start >= MIN_REPORTED:
            found.append(Quotation(start, end, a.speaker, people.role_of(a.speaker), a.cue.text, "indirect"))
    return found


def _next_paragraphs(article: Article, unit: Unit) -> tuple[int, int] | None:
    """Return the paragraphs that a line ending with a colon announces: the next one, and all that go on counting."""
    paragraphs, first = article.paragraphs, unit.paragraph + 1
    if first >= len(paragraphs) or unit.end < paragraphs[unit.paragraph][1] or paragraphs[first][2] != "body":
        return None
    last = first
    while last + 1 < len(paragraphs) and paragraphs[last + 1][2] == "body" and _COUNTED.match(article.plain, paragraphs[last + 1][0]):
        last += 1
    return paragraphs[first][0], paragraphs[last][1]


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """Leave the punctuation and particles at both ends out."""
    while start < end and plain[start] in _HEADS:
        start += 1
    while end > start and plain[end - 1] in _TAILS:
        end -= 1
    return start, end
