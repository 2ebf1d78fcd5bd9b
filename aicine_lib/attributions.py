"""Attributions: the reporting verbs of an article, each with its subject resolved to a person or an unnamed source.

One pass over the text finds reporting verbs (data/lexicon/cues.csv), words for roles (data/lexicon/speaker_roles.csv)
and pronouns; only where a verb stands is its clause looked at. Names are resolved through the mentions that are given:
recognising names is names.py's business, finding the words that are reported is quotations.py's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from .articles import Article, Mention
from .errors import LexiconError
from .lexicon import load_table

CUE_FORMS = ("direct", "indirect", "both", "none")
CUE_POSITIONS = ("before", "after", "both", "frame", "none")
ROLES = ("director", "writer", "producer", "actor", "scholar", "critic", "company", "official", "audience", "reporter", "maker")
ROLES += ("technician", "lawyer", "other")
SPOKEN_UNITS = ("body", "heading")  # roles of units in which somebody may be reported
PRONOUNS = ("他", "她", "其")
NOT_PRONOUNS = "其他 其中 其实 其次 其余 其间 尤其 极其 他们 她们 他人 他国 其它 与其 其后 其一 其二 他者".split()
MAX_GAP = 30  # characters between a subject and its verb in one clause
MAX_ROLE = 18  # characters of an unnamed source, as "一位不愿具名的制片人"
PERSONAL = ("noticing", "feeling")  # classes that only a named person or a pronoun makes a report of

_OBJECT = re.compile(r"(?:[对向跟请给被由听]|(?<!顾)问|采访|采访了|专访|专访了|询问|告诉|邀请|请教|致电|联系|感谢)$")
_ASKING = re.compile("采访|专访|访问|访谈|提问|询问")  # behind a name: the interviewer, in "接受X采访时说"
_BELONGING = re.compile(r"(?:工作室|团队|经纪人|粉丝|方面|公司|妻子|丈夫|儿子|女儿|父亲|母亲|助理|律师)")
_BRACKET = re.compile(r"[（(][^（()）]{0,40}[）)]")
_ADVERB = (
    r"(?:[也还又曾则却就便更都并亦再已均将能可会要才且只仅常总很最，, ]"
    r"|同样|同时|随后|此后|之后|后来|接着|继续|进一步|再次|一再|多次|反复|始终|一直|最后|最终|此前|近日|日前|当天|当时|今天|昨日|昨天|如今|现在|目前"
    r"|明确|坦率|坦白|直接|公开|忍不住|不禁|甚至|因此|所以|但|但是|而|而且|不过|然而|于是|其实|也许|或许|一度|逐渐|渐渐|慢慢|突然|曾经|如此|这样|这么|是"
    r"|特别|尤其|非常|十分|真的|另外|此外|与此同时|例如|比如|互相|纷纷|主动|更加|更为|愈发|越来越|直到.{1,6}才|.{1,6}[地着]|(?:话锋|语气)一转|一方面|另一方面|首先|其次"
    r"|[向对在]《[^》]{1,16}》|[向对跟](?:[他她我]们?|观众|大家|台下)"
    r"|(?:在|于|从|对|向|就|以|用|通过|因|当|据|针对|围绕|结合|面对|谈到|谈及|谈起|提到|说到|聊到|回忆|作为|接受|受访|被问|随着).{0,24}?"
    r"(?:时|中|上|里|后|前|间|下|期间|之余|方面|问题|此|记者|媒体|方式|角度|会|说|采访|平台|账号|微博|脸书|推特|现场|节目|声明|论坛|看来|而言|来说))"
)
_ADVERBS = re.compile(f"{_ADVERB}*")
_TAIL = re.compile(f"{_ADVERB}*$")
_MACHINES = frozenset("AI ChatGPT Sora Gemini Claude DeepSeek Midjourney GPT Kimi 机器人 系统 模型 豆包".split())  # what answers is output, not speech
_NAME_LIKE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}|[A-Z][\w.]*(?:[ ·][\w.·]+){0,3}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10})")
_FULL_NAME = re.compile(r"([\u4e00-\u9fff])[\u4e00-\u9fff]{1,2}$")
_NOT_NAME = re.compile(r"[我你它这那谁们人片书剧家会其有没不是的了着过里来去为和与对部局院社司奖省市区台网报层面方党团组案]")
_ADDRESSEE = re.compile("[向对给]|接受|告诉")  # before a role word: not the speaker
_SOME = re.compile(r"(?:一[位名个]|某|多[位名]|几[位名])[^，。“”]{1,16}[师员人者家长手工生]")  # an unnamed source whose role no list has
_ROLE_EDGE = re.compile(r".*[，,。：:；;！？!?“”「」『』\s、（）()》*\]]", re.S)
_ROLE_PREFIX = re.compile(
    r"(?:但|而|对此|不过|此外|另外|据|根据|也有|还有|有的|有些|有|不少|许多|很多|部分|众多|一些|更有|就连|连|引发|引起|引得|令|让|使|(?:我们|记者)?(?:采访|接触|走访)[到过了]?的?|记者从|来自|随后|曾|当|在|从|和|与|跟|同|如同|对|向)+"
)
_STOPPERS = ("之", "完", "的")
_NOT_REPORTING = re.compile("之[余后前际]|完|的(?![是：:])")  # behind a verb that does not introduce what is said
_ADDRESSED = re.compile("[对向和给让他她我你]|(?<!参)与")  # in a phrase that ends with a role: two parties, of which it is not known who speaks
_DEFINITE = re.compile(r"(?:该片|影片|本片|该剧|电影|上述|前述|这位|那位|这名|该名|该|此)")


class Cue(NamedTuple):
    """A word that the pass finds: a reporting verb, a role word, a pronoun, or a look-alike that is none of them."""

    text: str
    kind: str  # class of the verb; role, pronoun, blocked
    form: str  # of a verb; the code of a role word
    position: str


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


@cache
def load_cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Cue, ...]]:
    """Load reporting verbs and role words, and compile the one automaton that finds them.

    Returns
    -------
    automaton : ahocorasick_rs.AhoCorasick
        Leftmost-longest over all of them.
    cues : tuple of Cue
        By pattern number.

    Examples
    --------
    >>> next(cue.kind for cue in load_cues()[1] if cue.text == "坦言")
    'admitting'
    """
    cues = {word: Cue(word, "blocked", "none", "none") for word in NOT_PRONOUNS}
    cues.update({word: Cue(word, "pronoun", "", "") for word in PRONOUNS})
    for row in load_table("cues.csv", ("cue", "class", "form", "position"), key=("cue",)):
        if row["form"] not in CUE_FORMS or row["position"] not in CUE_POSITIONS:
            raise LexiconError(f"cues.csv: {row['cue']!r} has form {row['form']!r}, position {row['position']!r}; allowed are {CUE_FORMS}, {CUE_POSITIONS}")
        cues[row["cue"]] = Cue(row["cue"], row["class"], row["form"], row["position"])
    for row in load_table("speaker_roles.csv", ("word", "role"), key=("word",)):
        if row["role"] not in ROLES:
            raise LexiconError(f"speaker_roles.csv: role {row['role']!r} of {row['word']!r} is unknown; allowed are {ROLES}")
        cues[row["word"]] = Cue(row["word"], "role", row["role"], "")
    longest, dfa = ahocorasick_rs.MatchKind.LeftmostLongest, ahocorasick_rs.Implementation.DFA
    return ahocorasick_rs.AhoCorasick(list(cues), matchkind=longest, implementation=dfa), tuple(cues.values())


@cache
def load_surnames() -> frozenset[str]:
    """Load the surnames by which a name is known where no mention vouches for it.

    Examples
    --------
    >>> "陈" in load_surnames()
    True
    """
    return frozenset(row["surname"] for row in load_table("surnames.csv", ("surname",)))


def is_adverbial(text: str) -> bool:
    """Tell whether a stretch of text consists of adverbs, conjunctions and prepositional phrases only.

    Examples
    --------
    >>> is_adverbial("在首映现场也"), is_adverbial("观众普遍")
    (True, False)
    """
    return _ADVERBS.fullmatch(text) is not None


def _said(plain: str, start: int, end: int) -> bool:
    """Tell whether a word is followed by what is said, as only the verb is, not the noun or compound it may be in."""
    return plain[end : end + 1] in "，,：:“「『\"。道"


def _whole(plain: str, start: int, end: int) -> bool:
    """Tell whether a one-character verb is not part of a compound."""
    return plain[end : end + 1] not in "的法不话得" and plain[start - 1 : start] not in "所名全俗简统"


_CHECKS = {"道": _said, "问": _said, "指": _whole, "讲": _said, "谈": _whole, "称": _whole, "说": _whole, "发现": _said}
_NOUN_CUES = frozenset(("说法是", "看法是", "观点是", "答案是", "话说", "一句话是", "口头禅是"))
_NOMINAL = frozenset("评论 分析 留言 评价 总结 解读 建议 要求 提问 估计 感觉 遗憾 指控 质疑 批评 讽刺 声明 自白 预测 回应 介绍 分享 判断 期待 描述 感言".split())


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
        return words[-1].form if words else "company" if speaker in self.orgs else "other"

    def inside(self, position: int) -> bool:
        """Tell whether a position stands between quotation marks."""
        i = bisect_right(self.span_starts, position) - 1
        return i >= 0 and position < self.span_ends[i]

    def is_object(self, start: int) -> bool:
        """Tell whether the name at start is spoken to or asked, not speaking."""
        start = self._title_starts.get(start, start)
        return _OBJECT.search(self.plain, max(0, start - 3), start) is not None

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
            if not _ADDRESSEE.search(self.plain, max(0, start - 2), start):
                self._role = Subject(start, end, "", "role")
                self._role_places.append((start, end))
            return
        self._title_starts[behind] = start
        self.titles[cue.text] = name
        if self.roles.get(name, "other") == "other":
            self.roles[name] = cue.form

    def _attribute(self, start: int, end: int, cue: Cue, u: int, left: int) -> None:
        """Find the subject of the verb, if it reports anything, and note the attribution."""
        check = _CHECKS.get(cue.text)
        if check is not None and not check(self.plain, start, end):
            return
        if self.plain[end : end + 1] in _STOPPERS and _NOT_REPORTING.match(self.plain, end):
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
        clause = max(rfind("，", left, start), rfind(",", left, start), rfind("：", left, start), rfind(":", left, start), rfind("；", left, start)) + 1 or left
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
        if start - clause > MAX_GAP or not _ADVERBS.fullmatch(plain, clause, start):
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
            gap = _BRACKET.sub("", gap, count=1)
        if len(gap) > MAX_GAP or self.is_object(subject.start) and cue.position != "frame":
            return False
        if subject.source != "person":
            if is_embedded or cue.kind in PERSONAL or not _ADVERBS.fullmatch(gap) or cue.text in _NOMINAL and not _said(plain, start, end):
                return False
        if cue.position == "frame":
            return len(gap) <= 6 and (subject.source == "person" or cue.text == "看来") and (cue.text not in ("而言", "来说") or "对" in plain[max(0, subject.start - 12) : subject.start])
        if cue.text in _NOUN_CUES:
            return gap[-1:] == "的"
        if cue.kind == "noticing" and len(gap) > 2 and not _said(plain, start, end):
            return False
        return not _ASKING.match(gap) and ("的" not in gap or _ADVERBS.fullmatch(gap) is not None)

    def _belonging(self, subject: Subject, start: int) -> Subject:
        """Return a person, or the person's team or relative where that is who speaks."""
        match = _BELONGING.match(self.plain, subject.end, start) if subject.source == "person" and subject.end > subject.start + 1 else None
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
        edge = _ROLE_EDGE.match(plain, nearest, start)
        begin = edge.end() if edge else max(nearest, plain.rfind("的", nearest, start) + 1) if nearest > left else left
        prefix = _ROLE_PREFIX.match(plain, begin, start)
        begin = prefix.end() if prefix else begin
        if plain[end : end + 1] == "们":
            end += 1
        phrase = plain[begin:end]
        if _ADDRESSED.search(phrase):
            return Subject(begin, end, "", "role")
        definite = _DEFINITE.match(phrase)
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
        text = plain[clause:start]
        tail = _TAIL.search(text)
        text = text[: tail.start()].strip() if tail else text
        if clause <= self._role.start and self._role.end < clause + len(text):
            text = plain[self._role.end : clause + len(text)]
        if _SOME.fullmatch(text):
            return text
        full = _FULL_NAME.search(text)
        is_titled = clause <= self._role.start
        if full and full[1] in load_surnames() and not _NOT_NAME.search(full[0]) and (is_titled or full.start() == 0 and len(full[0]) == 3):
            return full[0]
        is_beside = left == clause and left > 0 and plain[left - 1] in "”」』\"" or plain[end : end + 2][-1:] in ("“", "「", "『")
        return text if is_beside and text not in _MACHINES and _NAME_LIKE.fullmatch(text) and not _NOT_NAME.search(text) else ""
