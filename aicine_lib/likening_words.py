"""The words and patterns of likening: what likens AI to something, and what sort of thing it is likened to.

The words are those of data/lexicon/metaphor_words.csv; metaphors.py puts them together.
"""

from __future__ import annotations

import re
from functools import cache

from .lexicon import load_table

_NOT = '，,。；;！!？?、\\n“”「」『』"的'
STOP = re.compile(r"[，,。；;！!？?\n]")
OTHER = re.compile(  # between AI and what likens: somebody or something else is likened
    r"[他她我你谁]|导演|演员|编剧|主角|观众|人们|人类|创作者|公司|团队|艺术家|从业者|用户|大赛|论坛|课程"
    r"|电影|影片|短片|短剧|漫剧|作品|故事|剧情|台词|视频|影像|画面|图像|图片|声音|音乐|镜头|人物|角色(?!是|则|就|也|更)|表演|形象"
    r"|行业|产业|市场|赛道|时代|项目|平台|成本|价格|票房|费用|收入|热度|风险|问题|争议|的(?!角色|本质|身份|定位|作用|出现|到来|诞生)"
)
_UNITS = "个位名匹头面把张种座辆台艘场道扇支条块股列副款类件"  # measure words that stand alone; the others after 一 only
MEASURE = rf"(?:另?一?[{_UNITS}]|另?[一两][只本群阵口滴盏盆堆团枚颗根套门剂记番片层双对部盘杯]|另?一(?![夜切直旦定边次样般起下些点时]))"
_QUOTE, _UNQUOTE = '[“「『"‘]', '[”」』"’]'
AFTER = re.compile(  # what follows a vehicle, so that it is not the first part of something else
    r"$|席卷|来袭|涌|而来|扑|奔|[，,。；;：:！!？?、”」』’\"'）)\s—…]|一样|一般|般|似的|似地|那样|这样|那般|之于|还是|抑或"
    r"|的(?:角色|存在|身份|作用|位置|东西|发明|诞生|出现|普及)|的(?=[。，,！？]|$)|角色|身份|一职|[一二两]职|来|使|用|看待|对待|和|与|或|及|吗|呢|了|罢了|而已|吧|嘅|啊|啦|，"
)
LONE = re.compile(
    rf".(?:像|称|.(?:{AFTER.pattern}))|[{_UNITS}只].", re.DOTALL
)  # a character that may be a vehicle by itself, and the one before it
QUOTED = re.compile(rf"[\s的]*{MEASURE}?\s*{_QUOTE}([^“”「」『』\"‘’，,。；]{{1,12}}){_UNQUOTE}")
FREE = re.compile(
    rf"\s*{MEASURE}((?:[^{_NOT}]{{1,10}}的)?)([^{_NOT}一样般来]{{1,6}})(?=一样|一般|般|似的|那样|来|[，,。；;！!？?、\n”」』\"]|$)"
)
OWNED = re.compile(rf"(?:的|之){_QUOTE}")  # AI的“翅膀”
SHOWN = re.compile(rf"(?:技术)?[这那]{MEASURE}\s*{_QUOTE}?(?:[^{_NOT}]{{1,6}}的?)?")  # AI这匹快马
ALONE = re.compile("(?:技术)?的?")  # AI浪潮, AI的洪流
ALSO = re.compile(
    rf"{_UNQUOTE}?(?:与|和|、|及|以及|或|还是|抑或|也?是|，也是|,|，)\s*(?:{MEASURE}(?:[^{_NOT}]{{1,10}}的)?)?{_QUOTE}?"
)  # “美术指导”与“灯光师”
SAME = re.compile(rf"(?:就|都|也|真|简直)?[跟和同与如若似]{MEASURE}?(?:[^{_NOT}]{{1,8}}的?)?")  # AI跟孩子一样, 如洪水般
AS_IF = re.compile("一样|一般|般|似的|没有?什?么?(?:两样|区别|分别)|差不多|无异")
ASKED = re.compile(rf"(?:技术|工具)?[：:，,—]*(?:究竟|到底)?是?[^{_NOT}：:]{{0,4}}")  # AI：帮手还是杀手
GIVEN = re.compile(r"[^，,。]{0,3}[给为让替帮][^，,。]{1,12}")  # AI给创作插上了翅膀
LIKE_TOO = re.compile("一样|一般|似的|那样|那般")
TURNS = re.compile("[让使令]|[把将](?!会|要|来|可能|逐渐|继续|不|最终|再|是|成)")  # what AI turns into something else
NEEDS = re.compile("需要|离不开|遇到|遇见|碰到")  # like fish need water: no noun that AI is likened to
DENIED = re.compile(
    "与其说|(?:别|不要|不能|不应|不该|不必|不会|不愿|不敢|不想|莫|勿|没有?人)(?:再|只|仅仅|简单地?|轻易)?[把将视当拿]"
)  # before AI
FOR_WHOM = re.compile(  # between AI and what likens, and of no weight
    r"对[^，,。]{1,10}?(?:来说|而言|来讲|嚟讲)[，,]?|[之于]于?[^，,。是像]{1,8}[，,]"
    r"|[，,]?(?:从?本质上[说讲看]?|说到底|说白了|归根结底|在?某种(?:意义|程度)上|实际上|事实上|其实|毕竟)[，,]?"
)
LEAD = re.compile(rf"[\s“「『\"‘]*(?:{MEASURE})?[\s“「『\"‘]*")
COUNTED = re.compile(rf"(?:第[一二三四五六七八九十]+|另一|一)[{_UNITS}只本](?=..)")  # 第八位主创
CALLS, NAMES = tuple("称喻誉叫视管容看当待"), tuple("为作是叫如若系成")  # 称AI为“放大器”, 管AI叫“徒弟”
CALLED = re.compile(rf"(?:就|像)?[为作是叫如若系成](?:{MEASURE}|(?=\s*{_QUOTE}))")
RIDES = ("插上", "乘着", "借着", "乘上", "搭上", "坐上", "登上", "踏上", "骑上", "搭乘", "驾驭", "乘", "借助", "凭借", "插着")
OPENS = ("掀起", "面对", "应对", "迎接", "拥抱", "追赶", "直面", "顺应", "身处", "席卷")
WORKS = tuple(
    "剧 片 电影 动画 影像 视频 作品 导演 公司 时代 行业 产业 大赛 影展 影院 演员 歌手 图 画 换脸 修复 配音".split()
)  # made with AI, not AI
WORK = re.compile("》(?!中|里|一片)|(?:AI|生成式?)(?:影像|视频|电影|影片|短片|短剧|漫剧|动画)")  # a pronoun after it may stand for the work
PRODUCTS = ("一款", "款", "一项", "项", "一类", "一套")  # 一款工具 is a product
TIDES = frozenset("浪潮 大潮 巨浪 狂潮 洪流 洪水 海啸 风暴 旋风 飓风 潮水 狂飙".split())  # AI浪潮, without a word that likens
WINGED = frozenset("翅膀 东风 快车 列车 高铁 顺风车 风口 火箭 浪潮 大潮 春风 便车 快马 巨轮 大船".split())  # 插上AI的翅膀
PLAIN_NAMES = frozenset("工具 团队 学生 老师 员工 工程师 摄影机 搜索引擎 计算机 导演 编剧 演员 画师".split())  # AI这个工具


@cache
def vehicle_types() -> dict[str, str]:
    """Map the listed vehicles to their types.

    Returns
    -------
    dict
        Head noun to tool, partner, rival, creature, vehicle, mirror, child, force or other.

    Examples
    --------
    >>> vehicle_types()["镜子"]
    'mirror'
    """
    return _words("vehicle")


@cache
def vehicle_type(head: str) -> str:
    """Tell the type of a vehicle: its own, that of the longest listed word it ends in, that of its last character, or other.

    Examples
    --------
    >>> vehicle_type("照妖镜"), vehicle_type("造梦机"), vehicle_type("餐厅")
    ('mirror', 'tool', 'other')
    """
    known, endings = vehicle_types(), _words("ending")
    return next((known[head[i:]] for i in range(len(head)) if head[i:] in known), endings.get(head[-1:], "other"))


@cache
def cue_kinds() -> dict[str, str]:
    """Map what likens to its kind: likens, regards, calls, becomes, gives, denies."""
    return _words("cue")


@cache
def cues() -> re.Pattern[str]:
    """Compile what likens into one pattern, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, cue_kinds()), key=len, reverse=True)))


def _words(which: str) -> dict[str, str]:
    rows = load_table("metaphor_words.csv", ("term", "class", "type"), key=("term", "class"))
    return {row["term"]: row["type"] for row in rows if row["class"] == which}
