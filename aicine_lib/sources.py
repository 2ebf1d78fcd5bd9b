"""Sources: who can be meant in an article: persons by name and title, unnamed sources by role, and who a pronoun stands for.

Which of them is the subject of a verb is attributions.py's business.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from .articles import Article, Mention
from .attribution_words import Cue, is_collective, role_in
from .speaker_roles import first_given, house_role, known_roles, role_beside

MAX_BACK = 500  # persons spoken of among whom that of a pronoun is sought
SOME_ONE = re.compile("[一多几数两三有][位名]|一个|某")  # where an unnamed source may begin
ADDRESSES = frozenset(("先生", "女士", "小姐", "同学"))  # behind a surname
LISTING = frozenset(("、", "和", "与", "及"))  # between persons of one list
UNNAMED = frozenset(("一位", "一名", "某位", "另一", "多位", "多名"))  # how an unnamed source begins
MAX_ROLE = 18  # characters of an unnamed source, as "一位不愿具名的制片人"
OBJECT_ENDS = frozenset("对向跟请给被由听问访了诉教电系谢\n")  # the last characters of OBJECT, behind which a line may break
OBJECT = re.compile(r"(?:[对向跟请给被由听]|(?<!顾)问|采访|采访了|专访|专访了|询问|告诉|邀请|请教|致电|联系|感谢)$")
ADDRESSING = frozenset("向对给")  # one of these characters, or one of these words, before a role word: not the speaker
ADDRESSING_WORDS = frozenset(("接受", "告诉"))
ROLE_EDGE = re.compile(r".*[，,。：:；;！？!?“”「」『』\s、（）()》*\]]", re.S)
ROLE_PREFIX = re.compile(
    r"(?:应|评论区里?|弹幕里?|留言区里?|台下|现场|席间|这是|正如|一如|按照|按|但|而|对此|不过|此外|另外|据|根据|也有|还有|有的|有些|有|不少|许多|很多|部分|众多|一些|更有|就连|连|引发|引起|引得|令|让|使|(?:我们|记者)?(?:采访|接触|走访)[到过了]?的?|记者从|来自|随后|曾|当|在|从|和|与|跟|同|如同|对|向)+"
)
COMPANION = re.compile(
    "(?:[她他我]的?|[和与跟同])(?:恩师|师父|师傅|老师|朋友|好友|友人|[伙夥]伴|同事|搭档|拍档|学生|徒弟|妻子|太太|丈夫|先生|爱人|男友|女友|女儿|儿子|父亲|母亲"
    "|老板|编辑|助理|舅舅|闺蜜|室友|同学|前辈|合伙人|弟弟|妹妹|哥哥|姐姐)$"
)  # before a name: of whom it is told because of another person
COMPANION_ENDS = frozenset("师父傅友伴事档生弟子太夫先人儿亲板辑理舅蜜学辈妹哥姐")
ADDRESSED = re.compile(
    "[对向和给让他她我你]|(?<!参)与"
)  # in a phrase that ends with a role: two parties, of which it is not known who speaks
DEFINITE = re.compile(r"(?:该片|影片|本片|该剧|电影|上述|前述|这位|那位|这名|该名|该|此)")
CROWD = re.compile("记者|主持人|(?:网友|网民|观众|影迷|粉丝|读者|用户|市民)们?")  # for whom no pronoun of one person stands


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


class Sources:
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
        self._codes: dict[str, str] = {}  # speaker → code, once it was asked for
        self.title_starts: dict[int, int] = {}  # where a name begins → where the title before it begins
        self._gender: dict[str, str] = {}
        self._verb = self._sentence = 0  # where the verb in hand stands, and where its sentence begins
        self._sources: list[str] = []  # unnamed sources, the last one last
        self._roles: list[Subject] = []  # role words that are nobody's title
        self._role: Subject = (-1, -1, "", "role")  # the last of them
        self._pronoun: Subject = (-1, -1, "", "pronoun")
        self._found: list[Attribution] = []

    def role_of(self, speaker: str) -> str:
        """Return the code of a speaker's role: by the title beside the name, by the words of the role, or by what is known."""
        if speaker not in self._codes:
            self._codes[speaker] = first_given(self._possible_roles(speaker)) if speaker else ""
        return self._codes[speaker]

    def _possible_roles(self, speaker: str) -> Iterator[str]:
        """Yield the codes that a speaker may have, the likeliest first; every one costs more than the one before."""
        yield self.roles.get(speaker, "")
        yield house_role(speaker)
        yield role_in(speaker)
        places = [(start, end) for start, end, name, _ in self._persons if name == speaker]
        yield role_beside(self.plain, places, {end: name for _, end, name, _ in self._orgs})
        yield known_roles().get(speaker, "")
        yield "company" if any(name == speaker for _, _, name, _ in self._orgs) else ""
        for start, _ in places:
            before = self.at_end.get(start - 1, "") if self.plain[start - 1 : start] in LISTING else ""
            yield self.roles.get(before, "")  # 导演王晓、林安

    def inside(self, position: int) -> bool:
        """Tell whether a position stands between quotation marks."""
        i = bisect_right(self.span_starts, position) - 1
        return i >= 0 and position < self.span_ends[i]

    def is_object(self, start: int) -> bool:
        """Tell whether the name at start is spoken to or asked, not speaking."""
        start = self.title_starts.get(start, start)
        return self.plain[start - 1 : start] in OBJECT_ENDS and OBJECT.search(self.plain, max(0, start - 3), start) is not None

    def is_companion(self, start: int) -> bool:
        """Tell whether the name at start is told of because of another person: 她恩师X, 和伙伴X."""
        return self.plain[start - 1 : start] in COMPANION_ENDS and COMPANION.search(self.plain, max(0, start - 6), start) is not None

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
            is_addressed = not ADDRESSING.isdisjoint(before) or before[-1:] in ("同", "跟") or before[-1:] == "》" and self._is_told(start)
            if before not in ADDRESSING_WORDS and not is_addressed:
                self._role = (start, end, "", "role")
                self._roles.append(self._role)
            return
        self.title_starts[behind] = start
        self.titles[cue.text] = name
        if self.roles.get(name, "other") == "other":
            self.roles[name] = "other" if cue.text == "老师" and behind not in self.at_start else cue.form  # 秦朗老师 need not teach

    def _is_told(self, start: int) -> bool:
        """Tell whether the role word behind a title is spoken to: 向《…》记者."""
        opening = self.plain.rfind("《", max(0, start - MAX_ROLE), start)
        return self.plain[opening - 1 : opening] in ("向", "对", "给", "告诉")

    def _spoken_of(self) -> Iterator[str]:
        """Yield the persons who are spoken of, or speak, before the verb in hand; the last one first."""
        i = bisect_left(self.starts, self._verb) - 1
        for a in chain(reversed(self._found), (None,)):
            while i >= 0 and (a is None or self.starts[i] >= a.cue_start):
                if not self.inside(self.starts[i]) and not self.is_object(self.starts[i]) and not self.is_companion(self.starts[i]):
                    yield self.names[i]
                i -= 1
            if a is not None and a.source != "org":
                yield a.speaker

    def _resolve_pronoun(self, pronoun: str) -> str:
        for name in islice(self._spoken_of(), MAX_BACK):
            if pronoun == "其":
                return name
            if CROWD.fullmatch(name) or is_collective(name):
                continue
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
        someone = SOME_ONE.search(phrase, 1)
        begin += (
            someone.start() - (phrase[someone.start() - 1] == "另")
            if someone
            else phrase.rfind("的") + 1
            if phrase[-2:] in ADDRESSES
            else phrase[0] == "的"
        )
        phrase = plain[begin:end]
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
        if definite:
            phrase = self._unnamed_earlier(bare, begin) or phrase
        return begin, end, phrase.replace("嘅", "的"), "role"

    def _unnamed_earlier(self, bare: str, before: int) -> str:
        """Return the unnamed source for which 该负责人 stands: one that spoke, or one that was spoken of."""
        for source in reversed(self._sources):
            if source.endswith(bare[-2:]):
                return source
        for start, end, _, _ in reversed(self._roles):
            if end <= before and self.plain[start:end].endswith(bare[-2:]):
                unit = self.unit_starts[bisect_right(self.unit_starts, start) - 1]
                name = self._source(unit, start, end)[2]
                if SOME_ONE.match(name):
                    return name
        return ""

    def _unnamed_before(self, start: int, end: int) -> Subject | None:
        """Return the unnamed source for which a pronoun stands in one sentence: "一位剪辑师更直接，他说"."""
        left, (begin, behind, _, _) = self._sentence, self._role
        if begin < left or self._in_sentence(left, start):
            return None
        name = self._source(left, begin, behind)[2]
        return (start, end, name, "role") if name[:2] in UNNAMED else None

    def _in_sentence(self, left: int, right: int) -> bool:
        """Tell whether a person is named between two places."""
        i = bisect_left(self.starts, left)
        return i < len(self.starts) and self.starts[i] < right
