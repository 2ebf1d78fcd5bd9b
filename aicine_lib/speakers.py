"""Who speaks in each unit of an article: whose words or opinion it reports, by quotation, by report, or by interview turn.

Works on quotations that are found already; finding them is quotations.py's business.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .articles import Article, Mention, Quotation, Unit
from .attribution_words import is_collective
from .name_parts import is_common_word, is_name_shaped, surname_length

MAX_LABEL = 14  # characters of the label of an interview turn
MAX_ASIDE = 30  # characters within which the verb follows a quotation

_LABEL = re.compile(
    r"\s*(?:[【\[（(]?\d{1,2}[:：]\d\d(?:[:：]\d\d)?[】\]）)]?\s*)?(?:[【《]([^】》\s]{1,12})(?:】|》[：:])|(?:\*\*|__)?([^\s：:*，。？！“”「」《》（）()【】|｜#>_]{1,14}?(?: [A-Z][\w.]+){0,2}|[A-Z][a-z]+ [\u4e00-\u9fff]{1,3})(?:\*\*|__)?(?:[（(][^（()）]{1,12}[）)])?\s*[：:｜](?:\*\*|__)?)"
)
_LABEL_END = re.compile("[：:】｜]")
_OWN_VOICE = re.compile(
    "(?:因此|所以|不过|但|然而|当然)?[，,]?(?:记者|笔者|本文|本报|本刊|小编|据|另据|若|如果说|由此|与此同时|业[内界]|市场上|(?:该片|影片)[将于]|问题|在此|就此|对此|这一|以[^，,。]{2,20}为例|截至|被问|采访[中时]|采访结束|值得|众所周知|事实上|问题在于|[^，,。]{0,12}(?:数据|资料|报告)显示)"
)  # begins a sentence in which the writer goes on
_LIFE = re.compile("[^，。]{2,8}(?:今年|现年|生于|出生|毕业于|没有|并未|则)")  # begins a sentence on what somebody is or does
_SEVERAL = re.compile("[多几数两三四五]|.*们$")  # begins an unnamed source that is more than one
_WRITERS = ("编辑", "主编", "评论员", "媒体人", "主笔", "撰稿人")  # colleagues of reporters who are themselves reported
_NUMBERED = re.compile(r"(?<=[QA问答])\d+$")
_NARRATES = re.compile(
    "(?:但是?|而|不过|后来|之后|如今|于是)?[，,]?(?:[在当从][^，,。]{1,14}[，,]|[^，,。]{1,6}[年月日天晚季][，,])?[他她]"
)  # begins a sentence that tells of a person
_VIEW = re.compile(
    "(?:(?:对此|对[^，。]{1,12})?(?:倒是|则|却|也|并|同样|仍|依然|始终|一直)*(?:真心喜欢|持[^，。]{2,8}(?:意见|态度|看法|观点|立场)"
    "|(?:更|更为|并不|不太|相当|比较|较|最|谨慎|十分)(?:乐观|悲观|谨慎|保守|克制|激进|警惕|审慎)|有(?:不同|另一种|自己的|另外的|别的)(?:看法|理解|判断|观点|意见))|(?:(?:关于|对于?)[^，。]{1,16})?的(?:看法|观点|态度|判断|回答|担忧|体会|体验|解释|说法|理由|意见|想法|感受|论述|立场|主张|结论|顾虑|回应)"
    "(?:则|也|更|却|亦|很|相当|要|就|是|显得|恰恰|[^，。“”]{0,6}得多|[^，。“”]{2,6}[。：]))"
)  # behind a name at the start of a sentence: it gives that person's view
_LEAD = re.compile("[^，。：；“”「」对向给被由把和与跟请]{0,24}")  # post and house before a name at the start of a sentence
_LIKENED = re.compile("[^，。“”「」]{0,8}用[“「][^”」]{2,24}[”」]来?(?:形容|概括|比喻|总结|描述|评价)")
_ACCOUNT = re.compile("的(?:说法|观察|经验|理解|描述|话说|估算|判断|介绍|计算|设想)(?:里|中|来看|看)?[，,]")
_ACCOUNT_STARTS = frozenset("按照依用在据以")
_ASKING_LABELS = frozenset("记者 主持人 主持 问 Q 提问 编辑 采访者 采访人 提问者 观众提问 观众 Question".split())
_ANSWERING_LABELS = frozenset("答 A 回答 受访者 嘉宾 被采访者 Answer".split())


def unit_speakers(article: Article, quotations: list[Quotation], mentions: list[Mention]) -> list[str]:
    """Return for each unit the person whose words or opinion it reports.

    Parameters
    ----------
    article : Article
        One article.
    quotations : list of Quotation
        What quotations.find_quotations returned for it.
    mentions : list of Mention
        Its names.

    Returns
    -------
    list of str
        One canonical speaker for each of ``article.units``; empty for the reporter's own voice.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "王晓认为，机器只是工具。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, 12, "body", 0)], [], True, [(0, 12, "body")])
    >>> unit_speakers(article, [Quotation(5, 11, "王晓", "other", "认为", "indirect")], [Mention(0, 2, "person", "王晓")])
    ['王晓']
    """
    reported = [""] * len(article.units)
    persons = [mention for mention in mentions if mention[2] == "person"]
    heads = {person[0]: person for person in persons}
    if quotations:
        starts = [start for start, _, _, _ in article.units]
        writers = {name for start, _, _, name in persons if article.plain[max(0, start - 3) : start].endswith(_WRITERS)}
        voices = {name for _, _, kind, name in mentions if kind == "org"}
        spans = [(max(0, bisect_right(starts, q[0]) - 1), bisect_left(starts, q[1]), q) for q in quotations]
        for form in ("indirect", "direct"):
            for first, behind, (_, _, speaker, role, _, q_form) in spans:
                if q_form == form and not (form == "indirect" and (speaker in voices or is_collective(speaker))):
                    for u in range(first, behind):
                        reported[u] = "" if role == "reporter" and speaker not in writers else speaker
        _carry(article, spans, heads, reported)
    _head(article, persons, reported)
    _view(article, persons, reported)
    turns = _turn_speakers(article, heads)
    if not turns:
        return reported
    return [report if turn is None else turn for turn, report in zip(turns, reported)]


def _carry(article: Article, spans: list[tuple[int, int, Quotation]], heads: dict[int, Mention], reported: list[str]) -> None:
    """Carry speakers on: to sentences that go on with a report, to what announces a quotation or says whose it was."""
    units, plain = article.units, article.plain
    last_in: dict[int, Quotation] = {}
    for first, end, q in spans:
        last_in[max(0, end - 1)] = q
        if q.form == "direct" and first > 0:
            lead = first - 1 if units[first - 1].end - units[first - 1].start > 2 else first - 2
            if lead >= 0 and not reported[lead] and plain[units[lead].end - 1] in "：:" and units[lead].role == "body":
                reported[lead] = reported[first]
    for u, q in last_in.items():
        if not reported[u]:
            continue
        behind, paragraph = u + 1, units[u].paragraph
        if q.form == "indirect":
            is_cited = _goes_on(units, behind, paragraph) and _is_cited(plain, units[u].start, q)
            while not is_cited and _goes_on(units, behind, paragraph) and not reported[behind]:
                if _tells(plain, units[behind].start, reported[u], heads):
                    break
                reported[behind] = reported[u]
                behind += 1
        elif q.cue and _goes_on(units, behind, paragraph) and not reported[behind]:
            if plain.find(q.cue, units[behind].start, min(units[behind].end, units[behind].start + MAX_ASIDE)) >= 0:
                reported[behind] = reported[u]


def _is_cited(plain: str, left: int, q: Quotation) -> bool:
    """Tell whether a report is of what an author wrote once, or of several people: the writer then goes on himself."""
    lead = plain[left : q.start]
    return _SEVERAL.match(q.speaker) is not None or "曾" in lead or "》中" in lead or "》里" in lead


def _tells(plain: str, start: int, name: str, heads: dict[int, Mention]) -> bool:
    """Tell whether a sentence speaks of the person who spoke, of another's life, or is the writer's own."""
    head = heads.get(start)
    if head is not None and (head.name == name or _LIFE.match(plain, start)):
        return True
    return _NARRATES.match(plain, start) is not None or _OWN_VOICE.match(plain, start) is not None


def _view(article: Article, persons: list[Mention], reported: list[str]) -> None:
    """Give sentences on somebody's view to that person: X的看法更悲观, X并不买账, 按照X的说法，…, X用“…”形容…."""
    units, plain = article.units, article.plain
    starts = [unit.start for unit in units]
    last = -1
    for start, end, _, name in persons:
        u = bisect_right(starts, start) - 1
        if u == last or u < 0:
            continue
        last = u  # of a sentence only the person named first
        unit = units[u]
        if reported[u] or unit.role != "body" or start - unit.start > MAX_ASIDE:
            continue
        if _VIEW.match(plain, end) and _LEAD.fullmatch(plain, unit.start, start) or _LIKENED.match(plain, end):
            reported[u] = name
        elif _ACCOUNT.match(plain, end) and plain[unit.start] in _ACCOUNT_STARTS:
            while u < len(units) and units[u].paragraph == unit.paragraph and units[u].role == "body" and not reported[u]:
                reported[u] = name
                u += 1


def _head(article: Article, persons: list[Mention], reported: list[str]) -> None:
    """Give headings of the form "导演王晓：…" to the person they quote."""
    names = {end: name for _, end, _, name in persons}
    if not names:
        return
    for u, (start, end, role, _) in enumerate(article.units):
        if role == "heading" and not reported[u]:
            reported[u] = names.get(max(article.plain.find("：", start, end), article.plain.find(":", start, end)), "")


def _goes_on(units: list[Unit], u: int, paragraph: int) -> bool:
    """Tell whether unit u still is running text of a paragraph."""
    return u < len(units) and units[u].paragraph == paragraph and units[u].role == "body"


def _turn_speakers(article: Article, persons: dict[int, Mention]) -> list[str | None]:
    """Return for each unit who has the turn in an interview printed as turns ("记者：…", "**王晓**：…"); nothing if it is none.

    A turn of whoever asks is the reporter's own voice; None stands for units outside all turns, and for a line of marks only.
    """
    turns = _find_turns(article, persons)
    if not turns:
        return []
    speakers: list[str | None] = [None] * len(article.units)
    active: str | None = None
    paragraph = -1
    for u, unit in enumerate(article.units):
        if unit.role == "heading":
            active = None
        elif unit.paragraph != paragraph:
            paragraph = unit.paragraph
            active = turns.get(paragraph, active)
        if unit.role == "body":
            speakers[u] = active if unit.end - unit.start > 1 or active is None else ""
    return speakers


def _find_turns(article: Article, persons: dict[int, Mention]) -> dict[int, str]:
    """Return the speaker of each paragraph that begins with the label of a turn."""
    plain = article.plain
    labels: list[tuple[int, str, str]] = []  # paragraph, label, person
    for number, (start, end, role) in enumerate(article.paragraphs):
        edge = start + MAX_LABEL + 18
        if edge > end:
            edge = end
        if role != "body" or not _LABEL_END.search(plain, start, edge):
            continue
        match = _LABEL.match(plain, start, edge)
        if match and end - match.end() > 1:
            group = 1 if match[1] else 2
            person = persons.get(match.start(group))
            label = _NUMBERED.sub("", match[group])
            labels.append((number, label, person.name if person and person.end >= match.end(group) - 2 else ""))
    counts: dict[str, int] = {}
    for _, label, _ in labels:
        counts[label] = counts.get(label, 0) + 1
    known = [x for x in labels if x[2] or x[1] in _ASKING_LABELS or x[1] in _ANSWERING_LABELS or counts[x[1]] > 1]
    if len(known) < 2:
        return {}
    known = [x for x in labels if x in known or is_name_shaped(x[1]) and surname_length(x[1], 0) and not is_common_word(x[1])]
    names = list(dict.fromkeys([name for _, _, name in known if name] + [m.name for m in persons.values()]))
    return {number: _turn_name(article, known, label, name, names) for number, label, name in known}


def _turn_name(article: Article, labels: list[tuple[int, str, str]], label: str, name: str, names: list[str]) -> str:
    if name or label in _ASKING_LABELS:
        return name
    if label in _ANSWERING_LABELS:
        return names[0] if names else label
    short = [n for n in names if n.startswith(label) or (len(label) <= 3 and n.endswith(label))]
    if short:
        return short[0]
    turns = [article.paragraphs[number] for number, other, _ in labels if other == label]
    asking = sum(article.plain[start:end].rstrip()[-1:] in "？?" for start, end, _ in turns)
    return "" if 2 * asking > len(turns) else label
