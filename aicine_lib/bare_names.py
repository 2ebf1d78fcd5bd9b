"""Bare names: who a speaker is by the place of the words before a verb, where no mention vouches for a name.

Only the grammar of a reporting clause is asked; recognising names in general is names.py's business.
"""

from __future__ import annotations

import re

from .adverbials import before_adverbials
from .name_parts import load_surnames

_MACHINES = frozenset(
    "AI ChatGPT Sora Gemini Claude DeepSeek Midjourney GPT Kimi 机器人 系统 模型 豆包".split()
)  # what answers is output, not speech
_NAME_LIKE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}|[A-Z][\w.]*(?:[ ·][\w.·]+){0,3}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,10})")
_DIMINUTIVE = re.compile("(?:^|的)([小老阿](?![师板人孩编外家乡伙兵])[\u4e00-\u9fffA-Z])$")
_FOREIGN = re.compile(r"[\u4e00-\u9fffA-Z][\u4e00-\u9fff\w.]*(?:·[\u4e00-\u9fff\w.]+)+$")
_LATIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][\w.'’-]*){1,3}$")
_PREPOSED = re.compile("^(?:正如|在|据|按|用)")
_HANZI = re.compile("[\u4e00-\u9fff]{2,3}")
_PERSON_ENDINGS = "人者师家员长手工生任官秘监管裁席授演友东士匠问"  # the last character of words for what a person is
_NOT_PERSON = re.compile("[部局院社司奖省市区台网报层面方党团组案]")  # of an institution or a thing
_NOT_NAME = re.compile(r"[时我你他她它这那谁们人片书剧家会其有没不是的了着过里来去为和与对]")
_SOME = re.compile(
    r"(?<![与和对向跟同给被让])(?:(?:[一多几数两三有][位名])[^，。“”、位名]{1,18}|(?:一个|某)[^，。“”、]{1,16}[师员人者家长手工生])$"
)  # a source whose role no list has


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
    text = before_adverbials(text)
    nickname = _DIMINUTIVE.search(text) if is_beside or is_titled else None
    if nickname:
        return nickname[1]
    foreign = (_FOREIGN.search(text) or _LATIN.search(text)) if is_titled or is_beside else _FOREIGN.fullmatch(text)
    if foreign and foreign[0] not in _MACHINES:
        return foreign[0]
    some = _SOME.search(text)
    if some:
        return some[0].removeprefix("有")
    for size in (3, 2):
        name, before = text[-size:], text[:-size]
        is_headed = not before or before[-1] in _PERSON_ENDINGS or is_titled and size == 3
        if name[:1] in load_surnames().single and is_headed and (size == 3 or is_titled) and _HANZI.fullmatch(name):
            if not _NOT_NAME.search(name, 1) and not _NOT_PERSON.search(name, 1):
                return name
    text = _PREPOSED.sub("", text)
    return text if is_beside and text not in _MACHINES and _NAME_LIKE.fullmatch(text) and not _NOT_NAME.search(text) else ""
