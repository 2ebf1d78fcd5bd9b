"""The role of a speaker who has no title beside the name: from an apposition, a list, a house the person belongs to, or the lexicon.

丁慕白，星轨影业创始人，; 郑晓波（独立导演）; 她是一名动画师; 南风影业的陈一; 尹鸿 of the list of persons. The codes are those of
data/lexicon/speaker_roles.csv and of the column `role` of data/lexicon/persons.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from .attribution_words import ROLES, role_in
from .errors import LexiconError
from .lexicon import load_table

MAX_OCCURRENCES = 8  # of a name that are looked at; whoever is introduced is introduced early
_APPOSED = re.compile(r"(?:[，,]|\s?[（(])([^，,。；！？：“”「」\n（）()]{2,22})(?:[，,。]|[）)])")
_DEFINED = re.compile(
    r"(?:本?是|担任|作为|身为|现任|曾任|曾是|出任|做过)(?:一?[名位个])?([^，,。；！？：“”「」\n]{1,16}?)(?:出身|[，,。；])"
)
_MADE_OF = re.compile(r"(?:身为|作为|担任|出身|同为|本身是|同样是|这位|那位|是)([^，,。；！？：“”「」\n]{1,12})的$")
_HONOURED = re.compile(r"([\u4e00-\u9fff]{2,6})(?:拿督斯里|拿督|拿汀|丹斯里|爵士|先生|女士)$")  # 主席拿督卡玛鲁
_TRADES = (
    (re.compile("(?:做|干|拍|搞|从事)[^，。]{0,8}(?:特效|建模|渲染|算法|编程|技术|后期|合成)[^，。]{0,6}的$"), "technician"),
    (re.compile("(?:做|干|拍|搞|从事)[^，。]{0,8}(?:剪辑|动画|美术|摄影|灯光|配乐|分镜|插画|原画|设计|漫剧)[^，。]{0,6}的$"), "maker"),
    (re.compile("(?:写|做|干)[^，。]{0,6}(?:剧本|小说|编剧|网文)[^，。]{0,6}的$"), "writer"),
    (re.compile("(?:做|干|拍)[^，。]{0,6}(?:导演|纪录片|短片|广告片)[^，。]{0,6}的$"), "director"),
)
_HOUSES = (
    (re.compile("(?:大学|学院|研究院|研究所|社科院|科学院|研究中心|实验室|北电|中戏|上戏|中传|北师大|浸大|政大|北艺大)$"), "scholar"),
    (re.compile("(?:局|部|委|署|院|办公室|政府|法院|检察院|办事处)$"), "official"),
    (re.compile("(?:报|网|新闻|周刊|杂志|通讯社|电视台|电台|卫视)$"), "reporter"),
)
_OFFICE = re.compile(
    "(?:(?<!结)局|署|厅|政府|法院|检察院|办公厅|委员会|宣传部|[文化教育工信发展新闻外交]{2}部|策进院|影委会|电影委员会)"
    "(?:有关|相关|方面|一位|某)?(?:部门)?(?:负责人|发言人|工作人员|官员|代表|负责同志)?$"
)
_BETWEEN = ("", "的", " ")


def role_beside(plain: str, places: Sequence[tuple[int, int]], house_ends: dict[int, str]) -> str:
    """Return the code of the role that the words around a person's name give, or an empty string.

    Parameters
    ----------
    plain : str
        The article's folded text.
    places : sequence of (int, int)
        Where the person is named, in order.
    house_ends : dict of int to str
        Where names of organisations end, with those names.

    Examples
    --------
    >>> role_beside("丁慕白，星轨影业创始人，做过广告。", [(0, 3)], {})
    'company'
    >>> role_beside("南风影业的陈一说。", [(5, 7)], {4: "南风影业"})
    'company'
    """
    for start, end in places[:MAX_OCCURRENCES]:
        for pattern in (_APPOSED, _DEFINED):
            match = pattern.match(plain, end)
            role = role_in(match[1]) if match else ""
            if role:
                return role
        lead = plain[max(0, start - 22) : start]
        honoured = _HONOURED.search(lead)
        if honoured and role_in(honoured[1]):
            return role_in(honoured[1])
        made = _MADE_OF.search(lead)
        role = role_in(made[1]) if made else next((code for pattern, code in _TRADES if pattern.search(lead)), "")
        if role:
            return role
    for start, _ in places[:MAX_OCCURRENCES]:
        for between in _BETWEEN:
            house = house_ends.get(start - len(between), "")
            if house and plain[start - len(between) : start] == between:
                return next((code for pattern, code in _HOUSES if pattern.search(house)), "company")
    return ""


def first_given(codes: Iterable[str]) -> str:
    """Return the first code that says something: neither empty nor `other`; else `other` where it was given.

    Examples
    --------
    >>> first_given(["", "other", "director"]), first_given(["", "other"]), first_given([""])
    ('director', 'other', '')
    """
    vague = ""
    for code in codes:
        if code and code != "other":
            return code
        vague = vague or code
    return vague


def house_role(name: str) -> str:
    """Return the code of the role of a house that speaks, or of somebody who speaks for it without a name; empty for other names.

    Examples
    --------
    >>> house_role("省电影局有关负责人"), house_role("市场部负责人"), house_role("海城互联网法院")
    ('official', '', 'official')
    """
    return "official" if _OFFICE.search(name) else ""


@cache
def known_roles() -> dict[str, str]:
    """Return the code of the role of each person of the lexicon who has one."""
    roles = {row["name"]: row.get("role", "") for row in load_table("persons.csv", ("name",), key=("name",))}
    for name, role in roles.items():
        if role and role not in ROLES:
            raise LexiconError(f"persons.csv: role {role!r} of {name!r} is unknown; allowed are {ROLES}")
    return {name: role for name, role in roles.items() if role}
