"""Counts without their noun: 其中一百二十个, 留下来的118条, 三十个项目里只有一个.

Which noun they count is claim_counts.py's business. Not for counts that name their noun: see quantities.py.
"""

from __future__ import annotations

import re

from .quantity_words import Word

REST = Word("", ("rest",))  # what a count without its noun is until the noun is found
MANY = 10.0  # 素材有三百条 is of clips, 理由有三条 of anything
CLIPS = {"条": "shot", "段": "shot", "支": "work", "件": "work"}  # measures that need no noun on a set
_ENTERED = re.compile(r"(?:收件|录取|入选|投稿|征件|征得|报名|退件|核定|补助|送审|过审)[了约近达共]?$")
_PEOPLE = frozenset("名位")
_PART = re.compile(
    r"(?:其中|其余|余下|里面?|里头|[当之]中|[部头目片品段人条支个员生]中，?|剩下?的?|留下来?的?|只有|仅有|只剩|仅剩|[还也]有|能用的?|不到|不足|(?:弃用|废[掉弃]?|报废|删[掉去]?|砍掉|淘汰|作废|打回)了?)"
    r"(?:只?有|就|只|仅|是|挑了|选了|留了|剩|剩下)?(?:约|近|不到|不足|超过)?\s?$"
)  # 里有, 其中, 只剩
_WEAK = re.compile(r"[了的有到至由从是出](?:约|近|不到|不足|超过|将近|大概)?\s?$")
_ENDS = re.compile(
    r"[，。；、！？,）)」”\s]|$|能|可|没|都|被|由|含|用|报|[进入]|出现|来自|以|已|还|靠|选择|在|[升降减增涨缩要得会需不]|里|中|当中|成"
)
_OUT_OF = re.compile(r"\s?(?:里面?|当?中|之中)，?[^，。；]{0,8}?(?:有|只|仅|能|留|挑)")


def is_rest(word: str, high: float, plain: str, start: int, end: int) -> bool:
    """Whether a measure without a noun counts something that was named before.

    Examples
    --------
    >>> text = "镜头里有417个含有"
    >>> is_rest("个", 417.0, text, 4, 8)
    True
    """
    if not _ENDS.match(plain, end):
        return False
    if _PART.search(plain, max(0, start - 8), start):
        return True
    if word in CLIPS and _ENTERED.search(plain, max(0, start - 6), start):
        return True
    if word in _PEOPLE and plain[start - 1 : start] in "，、":
        return plain[end : end + 1] not in "，。；、！？"  # 十四名演员，六名已经签了
    if word in CLIPS and _OUT_OF.match(plain, end):
        return True
    return word in CLIPS and high >= MANY and _WEAK.search(plain, max(0, start - 4), start) is not None
