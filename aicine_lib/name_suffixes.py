"""Where a name begins that a suffix ends: 北京电影|学院, walked leftwards word by word.

The walk ends at the first word that cannot belong to a name; what is common at the left end is dropped, for a name begins
with a place, a name, Latin letters or a word that no dictionary holds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import words
from .name_parts import Span, cue_set, cues, is_cjk, not_names

REACH = 16  # characters before a suffix that are looked at
OUTSIDE = re.compile(r".*[^\u4e00-\u9fffA-Za-z0-9·]", re.DOTALL)  # up to the last character that no name holds
STOP_POS = frozenset(["p", "c", "u", "uj", "ul", "uz", "r", "m", "q", "d", "v", "f", "t", "mq", "y", "zg"])
STOP_CHARACTERS = frozenset(
    "的了是在和与由据被向从对为于及或等让给到把将自某该这那各每本其有说称去拿当以并家所个届次名位后前时如像至凭获得捧夺奖项摘占遭即她他它我你您任兼系现入赴往能用可会要想都也没不就才叫循着嘅咗喺啲嗰佢哋冇唔诉跟又进走"
)
PROPER_POS = frozenset(["ns", "nr", "nt", "nz", "nrt", "nrfg", "eng", "x"])
PROPER_WORDS = frozenset(
    [
        "国立",
        "首尔",
        "中国",
        "中央",
        "国家",
        "全国",
        "世界",
        "亚洲",
        "欧洲",
        "国际",
        "中华",
        "华东",
        "华南",
        "华北",
        "西南",
        "东南",
        "亚太",
        "联合国",
    ]
)
AWARD_WORDS = frozenset(["最佳", "优秀", "年度"])  # 最佳动画奖 is a category of a festival's prizes, not a festival
COMPANY_SUFFIXES = frozenset(["影业", "传媒", "戏院"])  # after one word these make a name, common as the word may be: 星火影业
LIST_MARKS = ("、", "和", "与", "及")
AFTER_MARK = frozenset(
    ["咨询", "证券", "映画", "工坊", "剧社", "影业", "传媒", "工作室"]
)  # make a name with a common word after a mark: ，晨光咨询
BEFORE_OFFICER = frozenset(
    "科技 智能 文化 娱乐 影视 互娱 文创 数字 视界 短剧 动画 动漫 工坊 映画 影画 影创 数码 映像 视觉 特效 影坊 影社 传媒 制作".split()
)  # and before an officer: 深空智能创始人
FIRM_WORDS = frozenset(["公司", "企业", "厂商", "品牌", "团队", "新创", "初创"])  # and behind the word for its kind: 本地公司南岛数码
TRADES = frozenset(["传媒", "科技", "娱乐", "影视", "文化", "智能"])  # of an analyst, too: 证券传媒分析师
BROKERS = frozenset(["证券", "银行", "资本", "基金", "研究院"])


def name_start(plain: str, suffix: Span, before_officer: bool = False) -> int:
    """Return where the name that ends with this suffix begins, or -1 where what stands before is no name.

    Examples
    --------
    >>> text = "他毕业于北京电影学院"
    >>> text[name_start(text, (8, 10)):]
    '北京电影学院'
    >>> name_start("多家影视公司", (4, 6))
    -1
    """
    position, end = suffix
    last = plain[position - 1 : position]
    if last in STOP_CHARACTERS or not (is_cjk(last) or last.isascii() and last.isalnum()):
        return -1
    ending = plain[position:end]
    if ending in TRADES and plain[position - 2 : position] in BROKERS:
        return -1  # 西岭证券|传媒分析师
    is_named_firm = plain[position - 4 : position - 2] in FIRM_WORDS or plain[position - 5 : position - 3] in FIRM_WORDS
    is_brand = ending in cue_set("brand_ending") and ending not in AFTER_MARK and not before_officer and not is_named_firm
    if is_brand and words.has_word(plain[position - 2 : position]):
        return -1  # no coined word
    if is_named_firm and plain[position - 4 : position - 2] in FIRM_WORDS and ending in cue_set("brand_ending"):
        return -1 if _is_common(plain[position - 2 : position]) else position - 2
    left = max(0, position - REACH)
    outside = OUTSIDE.match(plain, left, position)
    kept: list[tuple[int, str, str]] = []
    for word, pos in reversed(words.tag_text(plain[outside.end() if outside else left : position])):
        if stops(word, pos):
            break
        position -= len(word)
        kept.append((position, word, pos))
    if not kept:
        return -1
    if _is_plain_brand(plain, kept, ending, before_officer):
        return kept[0][0]
    if plain[kept[-1][0] - 1 : kept[-1][0]] == "届" and ending in cue_set("event") and _may_begin(kept):
        return kept[-1][0]
    return _name_before(kept, ending)


def _is_plain_brand(plain: str, kept: list[tuple[int, str, str]], ending: str, before_officer: bool) -> bool:
    """Tell whether one common word makes a name: after a mark (，晨光咨询), before an officer (深空智能创始人), after 公司."""
    start, word, _ = kept[0]
    is_named_firm = len(kept) > 1 and kept[1][1] in FIRM_WORDS
    if len(kept) > 1 and not is_named_firm or not 2 <= len(word) <= 4 or _is_common(word) or not is_cjk(word[0]):
        return False
    if is_named_firm:
        return ending in cue_set("brand_ending")
    before = plain[start - 1 : start]
    is_apart = not is_cjk(before) or before in LIST_MARKS and ending != "咨询" or plain[:start].endswith(("旗下", "旗下的"))
    return ending in AFTER_MARK and is_apart or before_officer and ending in BEFORE_OFFICER


def _is_common(word: str) -> bool:
    """Tell whether a word says of what kind a firm is, or what somebody in it does: it then names none."""
    return any(word in cue_set(kind) for kind in ("generic", "genre", "role", "title"))


def _may_begin(kept: list[tuple[int, str, str]]) -> bool:
    """Tell whether the words after 第三届 are a name: the first is no common one, and no category of prizes follows."""
    first = kept[-1][1]
    is_coined = len(first) > 1 or len(kept) > 1 and len(kept[-2][1]) == 1
    return is_coined and first not in cue_set("generic") and not any(word in AWARD_WORDS for _, word, _ in kept)


def _name_before(kept: list[tuple[int, str, str]], ending: str) -> int:
    """Return where the name begins among the words before a suffix, the nearest first, or -1."""
    generic = cue_set("generic")
    if ending in cue_set("brand_ending") and not _is_coined(kept[0][1], kept):
        return -1
    if ending in COMPANY_SUFFIXES and len(kept) == 1 and kept[0][1] not in generic and len(kept[0][1]) > 1:
        return kept[0][0]
    while kept and not _is_proper(kept[-1][1], kept[-1][2], kept):
        kept.pop()
    while len(kept) > 1 and len(kept[-1][1]) == 1 and any(pos == "ns" and len(word) > 1 for _, word, pos in kept[:-1]):
        kept.pop()
    if not kept or any(word in AWARD_WORDS for _, word, _ in kept):
        return -1
    start, first, pos = kept[-1]
    is_bare_place = pos == "ns" or first in PROPER_WORDS
    if is_bare_place and ending in cue_set("weak_ending") and all(word in generic or word in PROPER_WORDS for _, word, _ in kept[:-1]):
        return -1
    return start


@lru_cache(maxsize=words.N_REMEMBERED)
def stops(word: str, pos: str) -> bool:
    if len(word) == 1:
        return word in STOP_CHARACTERS or word.isdigit()
    if word in PROPER_WORDS:
        return False
    if word in cue_set("stop") or word.isdigit() or word.endswith(cues("title")):
        return True
    is_known = words.has_word(word) or not STOP_CHARACTERS.isdisjoint(word)  # of others the part of speech is a guess
    return pos in STOP_POS and is_known and not word.isascii() and word not in cue_set("generic")


def _is_proper(word: str, pos: str, kept: list[tuple[int, str, str]]) -> bool:
    """Tell whether a name can begin with a word."""
    if word in cue_set("generic"):
        return False
    if word in PROPER_WORDS or pos in PROPER_POS and len(word) > 1 or word.isascii():
        return True
    return len(word) == 1 and len(kept) > 1 and len(kept[-2][1]) == 1


def _is_coined(word: str, kept: list[tuple[int, str, str]]) -> bool:
    """Tell whether what stands right before a suffix is no word of the dictionary."""
    if len(word) == 1 and len(kept) > 1 and len(kept[1][1]) == 1:
        return kept[1][1] + word not in not_names()
    return word.isascii() and word.isalpha() and word not in cue_set("generic")
