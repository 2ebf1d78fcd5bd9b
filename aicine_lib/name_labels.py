"""Labels of turns: who is named before a colon at the start of a paragraph, 阿桃：…, **大鹏哥**：…, 郑晓波（独立导演）：….

A label is a person's name where it has a surname, or where it comes back like one of a talk; words for what people are
(主持人, 嘉宾, 观众) name nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from .articles import Unit
from .name_parts import cue_set, is_common_word, is_name_shaped, name_at, places

LABEL = re.compile(
    r"(?:[【\[（(]?\d{1,2}[:：]\d\d(?:[:：]\d\d)?[】\]）)]?)?[*#>【\s]*([\u4e00-\u9fff]{2,4}|[A-Z][a-z]+ ?[\u4e00-\u9fff]{1,3}|[A-Za-z][A-Za-z .]{1,20})([（(][^（()）\n]{1,14}[）)])?】?\**\s?[:：]"
)
SHORTEST_LABELLED, LONGEST_LABEL = 5, 34  # characters of a unit that can begin with a label; of such a beginning
FAMILIAR = re.compile(r"[小阿老大晓][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}[哥姐叔伯嫂]|([\u4e00-\u9fff])\1")
IN_TWO_SCRIPTS = re.compile(r"[A-Z][a-z]+ ?[\u4e00-\u9fff]{1,3}")  # Leo 周
TIMES_LIKE_A_NAME = 2  # occurrences from which a familiar form is the label of a person; more labels than that make a talk


def labelled_names(plain: str, units: list[Unit]) -> tuple[list[str], list[str]]:
    """Return the names that stand as labels: likely ones, one entry for each turn, and certain ones.

    Examples
    --------
    >>> text = "阿桃：我插一句哈。\\n陆川泽：你说吧。\\n阿桃：粗剪还在的。"
    >>> labelled_names(text, [Unit(0, 9, "body", 0), Unit(10, 18, "body", 1), Unit(19, 28, "body", 2)])
    ([], ['阿桃', '阿桃', '陆川泽'])
    """
    likely: list[str] = []
    certain: list[str] = []
    familiar: list[str] = []
    n_others = 0  # labels of a talk that name nobody: 主持人
    for i in {bisect_right(units, (at + 1,)) - 1 for at in places(plain, "：") + places(plain, ":")}:
        start, end = units[i][:2] if i >= 0 else (0, 0)
        if end - start < SHORTEST_LABELLED or not is_head(units, i):
            continue
        label = LABEL.match(plain, start, min(end, start + LONGEST_LABEL))
        if not label or label[1].endswith(_kinds()):
            n_others += label is not None
            continue
        if name_at(label[1], 0) == label[1]:
            (certain if label[2] else likely).append(label[1])
        elif IN_TWO_SCRIPTS.fullmatch(label[1]):
            familiar.append(label[1])
        elif FAMILIAR.fullmatch(label[1]) and is_name_shaped(label[1]) and not is_common_word(label[1]):
            familiar.append(label[1])
    times = Counter(familiar)
    is_talk = len(likely) + len(certain) + len(familiar) + n_others > TIMES_LIKE_A_NAME
    certain += [name for name in familiar if is_talk or times[name] >= TIMES_LIKE_A_NAME]
    return ([], certain + likely) if is_talk else (likely, certain)


def is_head(units: list[Unit], i: int) -> bool:
    """Tell whether a unit is the first of its paragraph."""
    return not i or units[i - 1].paragraph != units[i].paragraph


@cache
def _kinds() -> tuple[str, ...]:
    """Return the words that end a label which says what somebody is, not who."""
    return tuple(cue_set("role"))
