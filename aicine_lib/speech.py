"""Speech: whether the words between two marks were said, or are a term, a title, a prompt, a line of a film.

Decided by their place, punctuation and the verb beside them. Whose words they are is quotations.py's business.
"""

from __future__ import annotations

import re

from .articles import Unit
from .marks import CLOSING, STRAIGHT, Span
from .sources import Attribution

TERMINAL = "。！？!?…~～"
COMMAS = "，,"
COLONS = "：:"
MIN_CLAUSE = 8  # characters of an unpunctuated clause that stands on its own as a quotation
MIN_SAID = 6  # the same where a verb of speech stands beside it
MIN_EMBEDDED = 12  # the same where it is built into the reporter's sentence
MIN_UNCLAIMED = 20  # characters of a sentence that nobody can be found to have said
MAX_TOPIC = 4  # characters between a verb and what it quotes: "坦言自己“…”"
MAX_ASIDE = 30  # characters in which the subject of a colon stands
OPINIONS = ("judging", "feeling", "noticing", "likening", "advocating", "advising")  # classes of verbs that also take terms as objects
_INNER = re.compile("[，。！？；：,;!?…]")
_TERM_AFTER = re.compile(
    r"(?:的(?!是)|之类|式|等|感|一词|这[样种个些一]|二字|字样|一说|之说|之称|为[题名例]|为主题|奖|计划|模式|现象|概念)"
)
_FICTION = re.compile(
    r"(?:片中|影片|剧中|台词|对白|旁白|画外音|字幕|主角|角色|歌词|提示词|指令|输入|标题|题为|口号|标语|写着|打出|弹幕|简介|名为|主题|来信|短信|私信|弹出|灵感|片名|设定)"
)
SCENE = re.compile(r"片[中尾头里]|剧[中里]|戏里|故事里|台词|旁白|对白|画外音")
_CHARACTER = re.compile("主角|主人公|角色")
_TO_MACHINE = re.compile(
    r"(?:[问对让跟和](?:AI|机器人?|它|模型|系统|ChatGPT|Gemini|豆包|Sora)|(?:AI|机器人?|模型|系统|ChatGPT|Gemini|豆包)[回答说给生写])[^，。]{0,6}$"
)
_LINE_OF = re.compile(r"(?:[那这]句|说了一句|对白|台词|指令|词是)[是：:]?$")
_UTTERANCE = re.compile(r"的?(?:感[叹慨想]|疑问|声音|呼[声吁]|疑惑|追问|质疑|慨叹|担忧|评价|赞叹|提醒)")
COMMENT = re.compile("(?:评论区?|弹幕|留言|跟帖|热评|短评)里?[^，。“”「」\n]{0,14}(?:(?:一[条句]|是|写道|说)[：:]|是)$")
SIGNED = re.compile(r"[\s>]*[—–-]+\s*[^\n，。]{0,12}")
OWNED = re.compile(
    r"[，,]?(?:说这[句番]?话的(?:人?是|正是)[^，。“”「」\n]{1,16}|这(?:就?是|也?是|句话是)[^，。“”「」\n]{1,24}|这[句番]话[，,]?[^，。“”「」\n]{2,18}(?:[讲说念]了?|重复|念叨|挂在)[^。“”]{0,10}(?:遍|多年|嘴边|口头)|[^，。“”「」\n]{1,16}的(?:锐评|评论|吐槽|点评|留言|调侃|神评|话|原话|回答|忠告|口头禅|名言|感慨|说法|告白|开场白|肺腑之言)|[发写贴留说讲问喊][^，。“”「」\n]{0,10}的(?:人)?(?:正?是|叫)[^，。“”「」\n]{1,18})"
)  # says behind a quotation whose words it was
ASKED = re.compile(r"(?:记者|主持人)[^，。]{0,12}(?:问|抛出|提)")
GESTURE = re.compile(
    r"[^，。！？：；“”「」《》\n]{2,24}(?:，[^，。！？：；“”「」《》\n]{2,24})?[，：][“「]"
)  # between two halves of a quotation
_LINE_ENDS = frozenset("句白词令是：:\n")  # the last characters of _LINE_OF, behind which a line may break
ENDING = frozenset(TERMINAL + COMMAS)
_BEFORE_FIRST = frozenset("\n。！？!?…）" + CLOSING + STRAIGHT)
_BEFORE_PART = frozenset(COMMAS + "—但而却")
_BEHIND_CLOSED = frozenset("，,。；;！？!?\n—")
BESIDE = "，,：:了着过道 *"  # all that stands between a verb and the quotation beside it


def looks_spoken(plain: str, span: Span) -> bool:
    """Tell whether a span could be speech by its looks alone: reporting verbs inside it are then not the reporter's."""
    _, start, end, _, _ = span
    return end - start >= MIN_EMBEDDED or plain[end - 1] in ENDING or _INNER.search(plain, start, end) is not None


def is_speech(
    plain: str,
    words: str,
    pre: str,
    post: str,
    unit: Unit,
    opening: int,
    before: Attribution | None,
    after: Attribution | None,
    is_split: bool,
) -> tuple[bool, bool]:
    """Tell speech from terms and titles by its place and punctuation: if a speaker is found for it, and if none is."""
    n, is_final, is_broken = len(words), words[-1] in TERMINAL, words[-1] in COMMAS
    if (pre in COLONS or pre == "是") and COMMENT.search(plain, max(unit.start, opening - MAX_ASIDE), opening):
        return (is_final or n >= MIN_CLAUSE,) * 2
    if not is_split and _is_performed(plain, unit, opening, before, after):
        return False, False
    is_term = _TERM_AFTER.match(post) is not None
    if after is not None and not is_term:
        return (is_final or is_broken or n >= MIN_SAID,) * 2
    if pre in COLONS:
        return n >= (1 if is_final else MIN_SAID) and not _is_thing(plain, unit.start, opening), is_final and n >= MIN_UNCLAIMED
    is_inner = _INNER.search(words, 0, n - 1) is not None
    is_closed = is_broken or not post or post[0] in _BEHIND_CLOSED
    is_first = pre in _BEFORE_FIRST or opening == unit.start
    if is_term and not (is_first and is_final):
        return (bool(before and is_inner and before.cue_end >= opening - 3 and _UTTERANCE.match(post)),) * 2
    if is_first and is_broken:
        return True, False
    if is_first and is_final:
        return n >= MIN_SAID or is_inner or is_split, n >= MIN_UNCLAIMED
    if is_first:
        return is_inner and n >= MIN_UNCLAIMED or n >= MIN_CLAUSE and is_closed and post[:1] == "。", False
    if before and before.cue.form != "indirect" and not plain[before.cue_end : opening].strip(BESIDE):
        least = MIN_CLAUSE if before.cue.kind in OPINIONS else MIN_SAID
        return (is_final or is_inner or n >= least and is_closed and before.cue.kind != "likening",) * 2
    if pre in _BEFORE_PART:
        least = MIN_SAID if pre == "—" or before and before.cue.kind not in OPINIONS else MIN_CLAUSE
        return is_final or n >= least and is_closed, False
    if before is None or n < MIN_CLAUSE:
        return False, False
    is_near = opening - before.cue_end <= MAX_TOPIC and before.cue.kind not in OPINIONS and before.source == "person"
    return (n >= MIN_EMBEDDED and is_inner and (is_final or is_closed) or is_near and is_closed and is_inner,) * 2


def _is_performed(plain: str, unit: Unit, opening: int, before: Attribution | None, after: Attribution | None) -> bool:
    """Tell whether what stands before a mark announces a prompt, a title or a line of a film."""
    left = unit.start
    lead = plain[max(left, opening - 16) : opening]
    if lead[-1:] in _LINE_ENDS and _LINE_OF.search(lead) or _TO_MACHINE.search(lead.rstrip(COLONS)):
        return True
    near = 6 if before and plain[opening - 1] in COMMAS else 16  # of what somebody reports it may be the subject
    if after is None and _FICTION.search(plain, max(before.cue_end if before else left, opening - near), opening):
        return True
    if before is not None and before.source == "role" and _CHARACTER.search(before.speaker):
        return True
    return before is not None and before.source != "person" and SCENE.search(plain, left, opening) is not None


def _is_thing(plain: str, left: int, right: int) -> bool:
    """Tell whether the subject before a colon is a thing: "它提醒我们：…"."""
    lead = plain[max(left, right - MAX_ASIDE) : right]
    return "它" in lead and "他" not in lead and "她" not in lead
