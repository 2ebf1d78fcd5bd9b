"""What a claim is about: the film, tool or programme in reach, or that the article is about; else the thing as the sentence calls it.

Names come from the article's mentions. Which type is asked for first depends on what is counted: a fee is a tool's, entries are a
programme's, money, people and days a film's. The nouns are in data/lexicon/claim_cues.csv, class subject: `change` names what rises
or falls (成本), `genre` a kind of work at large (AI漫剧), the rest a part or a work. Not for finding names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .articles import Article, Mention
from .claim_cues import cue_pattern, load_cues
from .claim_rates import Judged

HEADING_WEIGHT = 3  # a name in a heading counts as so many in the text
FILM_WEIGHT = 1.5  # an article that names a film and a tool as often is about the film
LEAD = 0.5  # a topic makes up half of the mentions of its type
LEAST_TOPIC = 2
EARLIER_REACH = 200  # characters before the sentence searched for names
BEHIND_REACH = 40  # characters between a quantity and a name behind it
FUND_REACH = 20  # characters between an amount and the word that it is a grant or prize
NOUN_REACH = 500  # characters in which an article says what it is about
TOOL_REACH = 24  # characters between a tool and the time that it takes
TYPES_IN_REACH = 3
FILM_FIRST = ("film", "event", "tool")
TOOL_FIRST = ("tool", "film", "event")
EVENT_FIRST = ("event", "film", "tool")
OF_COMPANY = frozenset({"revenue", "ratio", "cost", "people", "audience", "share", "output"})  # kinds that a company may have
_MARKET = re.compile(r"((?:AI|AIGC)?[一-龥]{0,3}?(?:漫剧|短剧|动画|电影|影视|视频|动漫|影像|视效|特效|配音))(?:的)?(?:行业|产业)?市场")
_CONVENTIONAL = re.compile(
    r"(?:传统|实拍|真人|人工|人手|手工|手绘|常规|普通|同类|同(?:等|样)(?:体量|规模|水平)的?|同体量的?)[一-龥A-Za-z0-9]{0,6}?"
    r"(?:动画片|动画|动态漫|短剧|漫剧|电影|影片|短片|长片|特效|视效|流程|修复|广告|配音|分镜|中割|实拍|制作|拍摄|剧)"
)
_FANS = re.compile(r"粉丝|粉|订阅者?|追踪者?|关注者?")
_OF_COMPANY = re.compile(r"营收|净利|净亏|盈利|毛利|利润|融资|估值|市值|财报|年报|业绩|亏损|裁[员减了]|员工|集团|就业|斥资")
_GENERATES = re.compile(r"支持|单次|一次性?(?:可|能)?(?:生成|输出|直出)|最长可|可生成|能生成|可输出|直出")
_PLANS = re.compile(r"会员|订阅|月费|年费|API|积分|套餐|[Tt]oken|Pro|专业版|标准版|调用|充值")
_ENTRIES = re.compile(r"参赛|入围|入选|征集|收到|投稿|报名|补助|扶持|资助|首映|展映|参展|学员|训练营|单元|计划")
_ATTACHED = re.compile(r"的?[^，。；！？《》]{0,14}《?")  # 20分钟的AI短片《…》
_FUNDED = re.compile(r"补助|扶持|资助|奖金|参赛|申请|计划|大赛")
_SEVERAL_WORKS = re.compile(
    r"(?:[2-9二两三四五六七八九十]|[0-9]{2})余?多?\s?[部支](?:[^，。；]{0,8}的)?[^，。；]{0,4}(?:短片|影片|作品|电影|动画)"
)
_SINGLE = re.compile(r"(?:这|该|本|首|一|两|几|[0-9])[部支条段集个]?[^，。]{0,6}$")


class Reach(NamedTuple):
    """The nearest name of each type: before a quantity in its sentence, behind it, shortly before its sentence."""

    attached: dict[str, str]  # behind it and belonging to it: 20分钟的短片《…》
    before: dict[str, str]
    behind: dict[str, str]
    earlier: dict[str, str]
    tool: str  # right before it


class Topic(NamedTuple):
    """What an article is about: the name that leads in each type, the noun that leads, and which of all leads."""

    names: dict[str, str]
    noun: str
    main: str


def topic_of(article: Article, mentions: Sequence[Mention]) -> Topic:
    """Find what an article is about: names that make up half of their type's mentions, and the one said most.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> article = Article("a", "d", "", "", "星河用了AI", "星河用了AI", [Unit(0, 6, "body", 0)], [], True)
    >>> topic_of(article, [Mention(0, 2, "film", "星河")] * 2)
    Topic(names={'film': '星河'}, noun='', main='星河')
    """
    counts: dict[str, Counter[str]] = {"film": Counter(), "tool": Counter(), "event": Counter(), "org": Counter()}
    headings = [unit[:2] for unit in article.units if unit[2] == "heading"]
    starts = [start for start, _ in headings]
    for start, _, mention_type, name in mentions:
        if mention_type in counts:
            at = bisect_right(starts, start) - 1
            counts[mention_type][name] += HEADING_WEIGHT if at >= 0 and start < headings[at][1] else 1
    values = load_cues("subject")
    nouns = Counter(noun for noun in cue_pattern("subject").findall(article.plain, 0, NOUN_REACH) if values[noun] != "change")
    genres = Counter({noun: n for noun, n in nouns.items() if values[noun] == "genre"})
    ranked = {mention_type: _leading(each) for mention_type, each in counts.items()}
    film, others = ranked["film"], (ranked["tool"], ranked["event"], _leading(genres))
    main = max((film, *others), key=lambda leader: leader[1] * (FILM_WEIGHT if leader is film else 1.0))
    names = {mention_type: name for mention_type, (name, _) in ranked.items() if name}
    return Topic(names, nouns.most_common(1)[0][0] if nouns else "", main[0])


def _leading(counts: Counter[str]) -> tuple[str, int]:
    """The most frequent with its count, if it makes up half of all."""
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    return (name, count) if count >= LEAD * counts.total() and (count >= LEAST_TOPIC or len(counts) == 1) else ("", 0)


def subject_of(judged: Judged, article: Article, mentions: Sequence[Mention], topic: Topic, practice: str) -> str:
    """Name the subject of a claim.

    Parameters
    ----------
    judged : Judged
        With its kind.
    article : Article
    mentions : sequence of Mention
        Of the article, in reading order.
    topic : Topic
        Of the article.
    practice : str
        ai or conventional: 传统动画 is the subject of what it costs without AI.

    Returns
    -------
    str
        A canonical name, else a noun; empty where the article gives none.
    """
    plain, low, start = article.plain, judged.low, judged.quantity.start
    reach = _names_in_reach(judged, article, mentions)
    said = _as_written(judged, plain, practice) or _owner(judged, plain, reach)
    if said:
        return said
    order = _order(judged, plain)
    company = reach.before.get("org") or topic.names.get("org")
    if company and order is FILM_FIRST and judged.kind in OF_COMPANY and _OF_COMPANY.search(plain, low, judged.high):
        return reach.before.get("film") or company
    for near in (reach.attached, reach.before, reach.behind):
        if order[0] in near:
            return near[order[0]]
    nouns = cue_pattern("subject").findall(plain, low, start)
    values = load_cues("subject")
    genre = next((noun for noun in reversed(nouns) if values[noun] == "genre"), "")
    if genre and not _SINGLE.search(plain, low, plain.rfind(genre, low, start)):
        return genre
    counted = cue_pattern("subject").search(plain, judged.quantity.end - 6, judged.quantity.end + 2) if judged.kind == "output" else None
    if counted and counted.group().startswith("AI"):
        return counted.group()
    if reach.tool and order is not EVENT_FIRST and (judged.kind == "duration" or judged.quantity.unit.startswith("picture")):
        return reach.tool
    if order[0] in reach.earlier:
        return reach.earlier[order[0]]
    if order[0] in topic.names and order[0] == "event":
        return topic.names[order[0]]
    if topic.main:
        return topic.main
    for near in (reach.before, reach.behind, reach.earlier):
        for mention_type in order[:TYPES_IN_REACH]:
            if mention_type in near:
                return near[mention_type]
    wanted = ("", "genre", "change") if judged.kind in ("ratio", "share") else ("", "genre")
    return next((noun for noun in reversed(nouns) if values[noun] in wanted), "") or topic.noun


def _as_written(judged: Judged, plain: str, practice: str) -> str:
    """The market, or the conventional practice, as the sentence calls it."""
    low, start, high = judged.low, judged.quantity.start, judged.high
    if judged.kind == "revenue" and (market := _MARKET.search(plain, low, start)):
        return market[1] + "市场"
    if practice == "conventional" and (named := _CONVENTIONAL.search(plain, low, start) or _CONVENTIONAL.search(plain, start, high)):
        return named.group()
    return ""


def _owner(judged: Judged, plain: str, reach: Reach) -> str:
    """Whose followers they are: the person named last."""
    if judged.quantity.unit != "user" or not _FANS.search(plain, judged.low, judged.high) or "film" in reach.before:
        return ""
    return reach.before.get("person") or reach.earlier.get("person") or ""


def _names_in_reach(judged: Judged, article: Article, mentions: Sequence[Mention]) -> Reach:
    start, end = judged.quantity.start, judged.quantity.end
    first = max(0, judged.low - EARLIER_REACH)
    reach = Reach({}, {}, {}, {}, "")
    for place, _, mention_type, name in mentions[bisect_left(mentions, (first,)) : bisect_left(mentions, (judged.high,))]:
        if place < judged.low:
            reach.earlier[mention_type] = name
        elif place < start:
            reach.before[mention_type] = name
            if mention_type == "tool" and start - place <= TOOL_REACH:
                reach = reach._replace(tool=name)
        elif place - end <= BEHIND_REACH and "；" not in article.plain[end:place]:
            reach.behind.setdefault(mention_type, name)
            if place >= end and _ATTACHED.fullmatch(article.plain, end, place):
                reach.attached.setdefault(mention_type, name)
    return reach


def _order(judged: Judged, plain: str) -> tuple[str, ...]:
    """Which type of name to ask for first, by what is counted."""
    kind, unit, sentence = judged.kind, judged.quantity.unit, plain[judged.low : judged.high]
    if (kind == "price" and _PLANS.search(sentence)) or (kind == "quality" and unit != "point"):
        return TOOL_FIRST
    if kind in ("output", "ratio", "runtime") and _GENERATES.search(sentence):
        return TOOL_FIRST
    if unit in ("work", "user", "person") and kind in ("output", "audience", "people") and _ENTRIES.search(sentence):
        return EVENT_FIRST
    if kind in ("output", "people", "duration") and _SEVERAL_WORKS.search(sentence):
        return EVENT_FIRST
    if kind in ("cost", "share") and _FUNDED.search(plain, judged.quantity.start - FUND_REACH, judged.quantity.end + FUND_REACH):
        return EVENT_FIRST
    return FILM_FIRST
