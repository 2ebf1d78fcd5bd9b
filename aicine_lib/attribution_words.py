"""The words that attributions are made of: reporting verbs, role words, and what may stand between a subject and its verb.

Loads data/lexicon/cues.csv and data/lexicon/speaker_roles.csv into one automaton and holds the small grammar of Chinese
reporting clauses. Which subject a verb has in an article is attributions.py's business.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from .errors import LexiconError
from .lexicon import load_table

CUE_FORMS = ("direct", "indirect", "both", "none")
CUE_POSITIONS = ("before", "after", "both", "frame", "none")
ROLES = (
    "director",
    "writer",
    "producer",
    "actor",
    "scholar",
    "critic",
    "company",
    "official",
    "audience",
    "reporter",
    "maker",
    "technician",
    "lawyer",
    "other",
)
PRONOUNS = ("他", "她", "其")
NOT_PRONOUNS = "其他 其中 其实 其次 其余 其间 尤其 极其 他们 她们 他人 他国 其它 与其 其后 其一 其二 他者".split()
MAX_KNOWN = 1 << 14  # short stretches of text of which the answer is kept: most are a few adverbs
PERSONAL = ("noticing", "feeling")  # classes that only a named person or a pronoun makes a report of

CLAUSE_EDGE = re.compile(".*[，,：:；]", re.S)
OBJECT_ENDS = frozenset("对向跟请给被由听问访了诉教电系谢\n")  # the last characters of OBJECT, behind which a line may break
OBJECT = re.compile(r"(?:[对向跟请给被由听]|(?<!顾)问|采访|采访了|专访|专访了|询问|告诉|邀请|请教|致电|联系|感谢)$")
INTERVIEWER = re.compile("采访|专访|访问|访谈|提问|询问")  # behind a name: the interviewer, in "接受X采访时说"
BELONGING = re.compile(r"(?:工作室|团队|经纪人|粉丝|方面|公司|妻子|丈夫|儿子|女儿|父亲|母亲|助理|律师)")
BRACKET = re.compile(r"[（(][^（()）]{0,40}[）)]")
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
_MACHINES = frozenset(
    "AI ChatGPT Sora Gemini Claude DeepSeek Midjourney GPT Kimi 机器人 系统 模型 豆包".split()
)  # what answers is output, not speech
_NAME_LIKE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}|[A-Z][\w.]*(?:[ ·][\w.·]+){0,3}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10})")
_HANZI = re.compile("[\u4e00-\u9fff]{2,3}")
_PERSON_ENDINGS = "人者师家员长手工生任"  # the last character of words for what a person is
_NOT_PERSON = re.compile("[部局院社司奖省市区台网报层面方党团组案]")  # of an institution or a thing
_NOT_NAME = re.compile(r"[我你它这那谁们人片书剧家会其有没不是的了着过里来去为和与对]")
ADDRESSING = frozenset("向对给")  # one of these characters, or one of these words, before a role word: not the speaker
ADDRESSING_WORDS = frozenset(("接受", "告诉"))
_SOME = re.compile(r"(?:一[位名个]|某|多[位名]|几[位名])[^，。“”]{1,16}[师员人者家长手工生]")  # an unnamed source whose role no list has
ROLE_EDGE = re.compile(r".*[，,。：:；;！？!?“”「」『』\s、（）()》*\]]", re.S)
ROLE_PREFIX = re.compile(
    r"(?:但|而|对此|不过|此外|另外|据|根据|也有|还有|有的|有些|有|不少|许多|很多|部分|众多|一些|更有|就连|连|引发|引起|引得|令|让|使|(?:我们|记者)?(?:采访|接触|走访)[到过了]?的?|记者从|来自|随后|曾|当|在|从|和|与|跟|同|如同|对|向)+"
)
_NOT_REPORTING = re.compile("之[余后前际]|完|的(?![是：:])")  # behind a verb that does not introduce what is said
_BEHIND_OTHER = frozenset("之完的")  # the first characters of that
ADDRESSED = re.compile(
    "[对向和给让他她我你]|(?<!参)与"
)  # in a phrase that ends with a role: two parties, of which it is not known who speaks
DEFINITE = re.compile(r"(?:该片|影片|本片|该剧|电影|上述|前述|这位|那位|这名|该名|该|此)")


class Cue(NamedTuple):
    """A word that the pass finds: a reporting verb, a role word, a pronoun, or a look-alike that is none of them."""

    text: str
    kind: str  # class of the verb; role, pronoun, blocked
    form: str  # of a verb; the code of a role word
    position: str


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
            raise LexiconError(
                f"cues.csv: {row['cue']!r} has form {row['form']!r}, position {row['position']!r}; allowed are {CUE_FORMS}, {CUE_POSITIONS}"
            )
        cues[row["cue"]] = Cue(row["cue"], row["class"], row["form"], row["position"])
    for row in load_table("speaker_roles.csv", ("word", "role"), key=("word",)):
        if row["role"] not in ROLES:
            raise LexiconError(f"speaker_roles.csv: role {row['role']!r} of {row['word']!r} is unknown; allowed are {ROLES}")
        cues[row["word"]] = Cue(row["word"], "role", row["role"], "")
    longest, dfa = ahocorasick_rs.MatchKind.LeftmostLongest, ahocorasick_rs.Implementation.DFA
    return ahocorasick_rs.AhoCorasick(list(cues), matchkind=longest, implementation=dfa), tuple(cues.values())


@lru_cache(maxsize=MAX_KNOWN)
def role_in(source: str) -> str:
    """Return the code of the last role word in the name of a source; empty if there is none.

    Examples
    --------
    >>> role_in("一位不愿具名的制片人")
    'producer'
    """
    automaton, cues = load_cues()
    return next((cues[n].form for n, _, _ in reversed(automaton.find_matches_as_indexes(source)) if cues[n].kind == "role"), "")


@cache
def load_surnames() -> frozenset[str]:
    """Load the surnames by which a name is known where no mention vouches for it.

    Examples
    --------
    >>> "陈" in load_surnames()
    True
    """
    return frozenset(row["surname"] for row in load_table("surnames.csv", ("surname",)))


@lru_cache(maxsize=MAX_KNOWN)
def is_adverbial(text: str) -> bool:
    """Tell whether a stretch of text consists of adverbs, conjunctions and prepositional phrases only.

    Examples
    --------
    >>> is_adverbial("在首映现场也"), is_adverbial("观众普遍")
    (True, False)
    """
    return _ADVERBS.fullmatch(text) is not None


def find_bare_name(text: str, is_titled: bool, is_beside: bool) -> str:
    """Return the name that a stretch of text before a verb is, where no mention says that it is one.

    Parameters
    ----------
    text : str
        From the start of the clause, or from behind a role word, to the verb.
    is_titled : bool
        A role word stands before it.
    is_beside : bool
        The verb stands right beside a quotation: more shapes of names are then taken.

    Returns
    -------
    str
        The name or the unnamed source; empty where it looks like neither.

    Examples
    --------
    >>> find_bare_name("沈若川随后", False, False), find_bare_name("观众普遍", False, False)
    ('沈若川', '')
    """
    tail = _TAIL.search(text)
    text = text[: tail.start()].strip() if tail else text
    if _SOME.fullmatch(text):
        return text
    for size in (3, 2):
        name, before = text[-size:], text[:-size]
        is_headed = not before or before[-1] in _PERSON_ENDINGS or is_titled and size == 3
        if name[:1] in load_surnames() and is_headed and (size == 3 or is_titled) and _HANZI.fullmatch(name):
            if not _NOT_NAME.search(name) and not _NOT_PERSON.search(name):
                return name
    return text if is_beside and text not in _MACHINES and _NAME_LIKE.fullmatch(text) and not _NOT_NAME.search(text) else ""


def reports(plain: str, start: int, end: int, verb: str) -> bool:
    """Tell whether a verb at a place introduces a report, or is part of a compound, an attribute, a time ("说完").

    Examples
    --------
    >>> reports("王晓说完就走", 2, 3, "说"), reports("王晓说，会来", 2, 3, "说")
    (False, True)
    """
    check = _CHECKS.get(verb)
    if check is not None and not check(plain, start, end):
        return False
    return plain[end : end + 1] not in _BEHIND_OTHER or _NOT_REPORTING.match(plain, end) is None


def is_said(plain: str, start: int, end: int) -> bool:
    """Tell whether a word is followed by what is said, as only the verb is, not the noun or compound it may be in."""
    return plain[end : end + 1] in '，,：:“「『"。道'


def _whole(plain: str, start: int, end: int) -> bool:
    """Tell whether a one-character verb is not part of a compound."""
    return plain[end : end + 1] not in "的法不话得" and plain[start - 1 : start] not in "所名全俗简统"


_CHECKS = {"道": is_said, "问": is_said, "指": _whole, "讲": is_said, "谈": _whole, "称": _whole, "说": _whole, "发现": is_said}
NOUN_CUES = frozenset(("说法是", "看法是", "观点是", "答案是", "话说", "一句话是", "口头禅是"))
NOMINAL = frozenset(
    "评论 分析 留言 评价 总结 解读 建议 要求 提问 估计 感觉 遗憾 指控 质疑 批评 讽刺 声明 自白 预测 回应 介绍 分享 判断 期待 描述 感言".split()
)
