"""Numbers with their units and hedges: 约8000美元, 三千多张, 两个半月, 3分56秒, 48小时到72小时, 近三分之一.

Finds every quantity that could be of interest, cheaply, over a whole article. Whether a quantity is a claim, and of which
kind, is claims.py's business.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from .numerals import DIGITS, Numeral, read_numeral, read_proportion
from .quantity_hedges import MONEY, PREFIXES, Quantity, widen
from .quantity_odds import with_odds
from .quantity_rests import REST, is_rest
from .quantity_words import Word, head_pattern, load_units, quantity_pattern

SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2592000.0, "year": 31536000.0}
FACTORS = {"tenth": 10.0, "permille": 0.1, "half": 100.0}  # words that scale their number to percent
SIGNS = {"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP"}
LARGEST = {"年": 99.9, "成": 10.0}  # 1960年 and 2025年 are dates; 八成, never 30成
SMALLEST = {
    "字": 1000.0,
    "次": 2.0,
    "遍": 2.0,
    "轮": 2.0,
    "版": 2.0,
    "稿": 2.0,
    "格": 20.0,
}  # 十万字 is of interest, 四个字 and 一次 are not
SCALES = {"毛钱": 0.1, "分钱": 0.01, "个下午": 0.5, "个上午": 0.5, "个早上": 0.5, "个半天": 0.5}  # of the unit that the word is read in
HOME_WORDS = frozenset({"", "元", "块", "块钱"})  # money in the currency of the place
MAX_JOIN = 4  # characters between the parts of one quantity: 48小时 到 72小时
LEAST_LOOSE = 30.0  # a smaller number without a unit, 降到十二, may be anything
CROWD = 100.0  # 弹幕过万条, 素材四万余条: what is counted may be named before so high a count
POINTS = Word("point", ("quality",))
CLIPS = frozenset("条段支")  # measures of takes where no noun follows: 抽了20条

_RULED = frozenset("年日月成半数价番")  # units that stand with some numbers only
_RANGES = frozenset("至到~～-—–－〜")
_LOOSE_MONEY = re.compile(
    r"(?:(?:成本|价格?|费用?|买[^，。；\d]{1,4}|(?<![0-9一二三四五六七八九十])[一每](?:天|个?月|集|晚|条|张|镜|场)|报价|预算|开价|电费|工资|月薪|底薪|稿酬|稿费|片酬|单价|收费|开支|谈到|给到?|花了?|花费|花掉|赚|每(?:分钟|秒钟?|集|条|张|镜|个镜头|天|月|小时))"
    r"[^，。；！？\d]{0,6}|(?:砍|降|减|压|跌|缩|涨|升|提|压缩|变)(?:低|少)?[到至成为]了?)$"
)
_LOOSE_FROM = re.compile(r"[从由自](?:原来的|原先的|过去的|以前的)?(?:每(?:分钟|秒|集|条|张|月|个镜头))?$")
_TURNS = re.compile(r"(?:一路|直接|骤|猛|又)?[降砍涨跌升缩增变减压][^，。]{0,3}?[到至成为]")
_MADE_BETWEEN = re.compile(r"[做拍搞弄拿换买]|(?<!生)成(?!员|片)|出(?!品|版|镜)|完成|的")  # 6万做出一支短片 is money
_CUSTOMERS = re.compile(r"客户|用户|订户|商户")
_DESCRIBED = re.compile(  # 60段近乎静止的镜头, but 三十个国家的影片 are not thirty
    r"\s?(?:最|近乎|几乎|完全|高度|极|很|更|较|不同|全新|可用|能用|合格|重复|静止|复杂|普通|简单|独立|完整|资深|兼职|全职)[^，。！？；：、\s“”《》\d]{0,6}的(?![一二三四五六七八九十百\d])"
)
_RATED = re.compile(r"(?:评分|打了|给了|我给|开分|打分|得分|均分|分数|豆瓣|猫眼|淘票票|IMDb|打出?了?|给出?了?)[^，。；]{0,6}$")  # 打出8.9分
_CROWD = re.compile(r"(弹幕|留言|评论|短评|粉丝|用户|点赞|素材|镜头|视频|图片|短片|短剧|漫剧|作品)[^，。；]{0,5}$")
_CLIP = re.compile(
    r"(?:抽|生成|跑|拍|剪|废|毙|留|出|挑|做|画|录|倒|攒|喂|收集|标注|能用|可用|渲染|产出|采用|选用|留用|加起来)(?:的|了|掉|出|到|过|下)?了?(?:其中的?)?"
    r"(?:只有|只|仅|就|才|约|近|超过|超|至少|大约|整整|足足|将近|不下|不到|不足)?\s?$"
)
_SPENT_DAYS = re.compile(r"(?:用了?|花了?|[需耗历]时?|[减缩降压]短?[到至成为]|[由从])$")  # 14日 is a date elsewhere
_DAYS = re.compile(r"(?:内|之内|左右)?(?:便|就|即|已|全部)?(?:拍[完摄竣]|完成|煞科|杀青|搞掂|交片|做完|剪完|制作|[减缩降压])")
_CLIP_END = re.compile(r"[，。；、！？,）)」”\s]|$|能|可|才|里|都|全|就")


def find_quantities(plain: str) -> list[Quantity]:
    """Find the quantities of a text, in reading order.

    Parameters
    ----------
    plain : str
        Simplified text with half-width digits (Article.plain).

    Returns
    -------
    list of Quantity
        Compound times (3分56秒) and ranges with two units (48小时到72小时) are one quantity.

    Examples
    --------
    >>> [(q.low, q.high, q.unit, q.comparator) for q in find_quantities("仅用两个半月，成本不到5000元")]
    [(2.5, 2.5, 'month', '='), (5000.0, 5000.0, 'CNY', '<')]
    """
    quantities: list[Quantity] = []
    for match in quantity_pattern().finditer(plain):
        quantity = _read(match, plain)
        if quantity is None:
            continue
        joined = _join(quantities[-1], quantity, plain) if quantities and quantity.number - quantities[-1].end <= MAX_JOIN else None
        if joined:
            quantities[-1] = joined
        else:
            quantities.append(quantity)
    quantities = with_odds(quantities, plain)
    return [
        q
        for q in quantities
        if (q.word != "分" or q.unit == "point") and not (q.word == "" and q.numeral in "万亿" and q.start == q.number)
    ]


def _read(match: re.Match[str], plain: str) -> Quantity | None:
    if match["unit"] is not None:
        return _read_unit(match, plain)
    start, end = match.span()
    unit, word = "", ""
    kinds: tuple[str, ...] = ()
    number: Numeral | None = None
    if match["price"] is not None:
        number = read_numeral(match["price"].strip())
        prefix = plain[start - 2 : start]
        unit, kinds, word = PREFIXES.get(prefix, SIGNS[plain[start]]), MONEY, plain[start]
        start -= 2 if prefix in PREFIXES else 0
    elif match["fraction"] is not None:
        text = match.group()
        number = read_proportion(text)
        if number is None or (number.high > 100 and "/" in text):
            return None
        unit, kinds, word = "percent", ("share", "quality", "ratio"), "分之"
        if text.endswith(("/5", "/10")) and _RATED.search(plain, max(0, start - 12), start):
            number, (unit, kinds), word = read_numeral(text.partition("/")[0]), POINTS, "分"
    elif match["score"] is not None:
        number, (unit, kinds), word = read_numeral(match.group()), POINTS, "分"
    elif match["majority"] is not None:
        number, unit, kinds, word = Numeral(50.0, 50.0, "="), "percent", ("share", "ratio"), "半"
    elif match["halved"] is not None or match["cut"] is not None:
        number, unit, kinds, word = Numeral(50.0, 50.0, "="), "percent", ("ratio",), plain[end - 1]
    elif match["doubled"] is not None:
        number, unit, kinds, word = Numeral(2.0, 2.0, "="), "times", ("ratio",), match.group()
    elif match["loose"] is not None:
        near = plain[max(0, start - 14) : start]
        if not (_LOOSE_MONEY.search(near) or (_LOOSE_FROM.search(near) and _TURNS.match(plain, end))):
            return None
        number = read_numeral(match.group())
        if number is not None and number.low < LEAST_LOOSE:
            return None
    else:
        number = read_numeral(match.group())
        head = head_pattern(False).match(plain, end)
        if head and not _MADE_BETWEEN.search(plain, end, head.start(1)):
            counted = load_units("head")[head[2] or head[1]]
            unit, kinds, word, end = counted.code, counted.kinds, head[2] or head[1], head.end()
    if number is None:
        return None
    return widen(Quantity(start, match.start(), end, number.low, number.high, number.comparator, unit, kinds, word, match.group()), plain)


def _read_unit(match: re.Match[str], plain: str) -> Quantity | None:
    start, end = match.span()
    word, more, half, after = match.group("unit", "more", "half", "after")
    text = plain[start : match.end("number")]
    if word in _RULED and not _fits(word, text, plain, match, half):
        return None
    number = read_numeral(text)
    if word == "家" and not _CUSTOMERS.search(plain, max(0, start - 8), match.end() + 5):
        return None  # companies
    if number is None or number.high < SMALLEST.get(word, 0.0) or number.high > LARGEST.get(word, inf):
        return None
    if text == "半" and word in load_units("open"):
        return None
    counted = load_units("unit").get(word)
    if word == "分" and not half and _RATED.search(plain, max(0, start - 12), start):
        counted = POINTS
    elif counted is None:
        head = head_pattern(word in "名位").match(plain, end)
        if head is None and (described := _DESCRIBED.match(plain, end)):
            head = head_pattern(word in "名位").match(plain, described.end())
        if head:
            word, end = head[2] or head[1], head.end()
            counted = load_units("head")[word]
        elif plain[start - 2 : start] in ("我们", "咱们"):
            counted = load_units("unit")["个人"]
        elif number.low >= CROWD and (named := _CROWD.search(plain, max(0, start - 8), start)):
            counted = load_units("head")[named[1]]
        elif word in CLIPS and _CLIP.search(plain, max(0, start - 10), start) and _CLIP_END.match(plain, end):
            counted = load_units("head")["镜头"]
        elif word in load_units("open") and is_rest(word, number.high, plain, start, end):
            counted = REST
        else:
            return None
    low, high, comparator = number
    if half == "半" or (after and after[0] == "半"):
        low, high, word = low + 0.5, high + 0.5, word + "半"
    elif after and after not in "多余":  # 三块五, 八成五
        low, high = (round(n + DIGITS.get(after, float(after) if after in "0123456789" else 0.0) / 10, 6) for n in (low, high))
        word = "块钱" if word == "块" else word
    elif half or more or after or "多" in word:
        comparator = "~" if (half or more) in ("来", "把") else ">"
    unit = counted.code
    if word in SCALES:
        low, high = round(low * SCALES[word], 6), round(high * SCALES[word], 6)
    elif unit in FACTORS:
        factor = FACTORS[unit] / (2 if word == "半" else 1)  # 一半 is half of one
        low, high, unit = round(low * factor, 6), round(high * factor, 6), "percent"
    elif unit == "doubling":
        low, high, unit = 2.0**low, 2.0**high, "times"
    return widen(Quantity(start, start, end, low, high, comparator, unit, counted.kinds, word, text), plain)


def _fits(word: str, text: str, plain: str, match: re.Match[str], half: str | None) -> bool:
    """Whether this unit can stand with this number, by its looks."""
    before = plain[max(0, match.start() - 2) : match.start()]
    if word == "年":
        return not (len(text) == 4 and text.isdigit()) and text[0] != "0"
    if word == "日":
        if before.endswith("月"):
            return False
        return not text[-1].isdigit() or bool(
            _SPENT_DAYS.search(plain, max(0, match.start() - 8), match.start()) or _DAYS.match(plain, match.end())
        )
    if word == "月":
        return half is not None
    if word == "半":
        return text == "一"
    if word == "番":
        return "翻" in before
    return text == "半" or word == "成"


def _join(first: Quantity, second: Quantity, plain: str) -> Quantity | None:
    """One quantity of two: 3分|56秒, 48小时|到72小时, 没有上百人|也得几十人; None where they are two."""
    gap = plain[first.end : second.number].strip()
    if first.unit in SECONDS and second.unit in SECONDS and SECONDS[first.unit] > SECONDS[second.unit] and gap in ("", "零", "又"):
        factor = SECONDS[first.unit] / SECONDS[second.unit]
        word = first.word + second.word if second.word != "分" else first.word
        low, high = first.low * factor + second.low, first.high * factor + second.high
        return replace(
            first,
            end=second.end,
            low=round(low, 6),
            high=round(high, 6),
            unit=second.unit,
            word=word,
            numeral=first.numeral + second.numeral,
        )
    if first.kinds == MONEY and second.word in HOME_WORDS:
        second = replace(second, unit=first.unit, kinds=MONEY, word=first.word)  # 新台币3万元到5万元
    elif first.unit != second.unit and not (first.unit == "" and second.kinds == MONEY):
        return None
    if (
        gap in _RANGES
        and first.low < second.high
        and (plain[first.start - 1] not in "从由" or plain[second.end : second.end + 2] in ("不等", "之间"))
    ):
        return replace(second, start=first.start, number=first.number, low=first.low, comparator="range")
    if plain[first.start - 2 : first.start] == "没有" and gap[:1] == "也":
        low, high = sorted((first.low, second.low))
        return replace(second, start=first.start - 2, number=first.number, low=low, high=high, comparator="range")
    return None
