"""Outlets and firms known by the frame around them: who reported, whom somebody told, a firm's full and short name.

据海岸财经报道, 告诉云端新闻网, 接受云端新闻采访; 墨池科技（成都）有限公司（以下简称“墨池”）.
"""

from __future__ import annotations

import re

from .articles import Mention
from .name_parts import cue_set, is_common_word, places

OUTLET = (
    r"([\u4e00-\u9fffA-Za-z0-9]{2,8}?(?:网|新闻|财经|娱乐|周刊|日报|晚报|时报|商报|快报|早报|导报|通讯社|电视台|电台|卫视|观察|在线"
    r"|杂志|视频|广播|传媒|影视|电影|娱乐圈|客户端|社))"
)
FRAMES = {
    "告诉": re.compile("告诉" + OUTLET + "(?:记者)?[：:，,]"),
    "接受": re.compile("接受(?:了|过)?" + OUTLET + "(?:记者)?(?:的)?(?:独家)?(?:采访|专访|访问|访谈)"),
    "据": re.compile("据" + OUTLET + "(?:记者)?(?:此前|近日|独家|昨日|等媒体)?(?:报道|消息|披露|援引)"),
    "向": re.compile("向" + OUTLET + "(?:记者)?(?:透露|证实|表示|确认|回应)"),
}
NO_OUTLETS = ("本报", "本网", "该", "多家", "一家", "某", "其他", "外国", "当地", "国外", "海外", "记者", "我们", "上述", "这家", "那家")
KIND_OF_LIST = re.compile(
    r"等(?:\d+|[几多数两三四五六七八九十百]+)?[家个]?(?:戏院|影院|影城|院线|公司|媒体|机构|工作室|企业|厂商|工会|协会|电视台|出品方)"
)
LATIN_LIST = re.compile(r"(?<![A-Za-z0-9 ])[A-Z][A-Za-z0-9&' ]+(?:、[A-Z][A-Za-z0-9&' ]+)*$")
LONGEST_LIST = 60
COPRODUCER = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]{2,15}$")
TOGETHER = re.compile("(?:联合|共同|合作|合资)(?:制作|出品|开发|拍摄|摄制|打造|发行)")
TOGETHER_WORDS = ("联合", "共同", "合作", "合资")
NO_FIRMS = frozenset("AI AIGC VR AR XR IP CG CGI VFX LED 3D APP IT".split())
SEAT = re.compile(r"(?:[（(][\u4e00-\u9fff]{2,6}[）)])?(?:股份|集团|控股|国际)?有限(?:责任)?公司")
LEGAL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由与和据对]))([\u4e00-\u9fff]{3,14})([（(][\u4e00-\u9fff]{2,6}[）)])?(?:股份|集团|控股)?$"
)
SEAT_STARTS = frozenset("（(股集控国有")
SHORT_FORM = re.compile(r"[（(](?:以下|下文|下称)?(?:简称|下称|称)?(?:为)?[：:]?[“「\"]([\u4e00-\u9fffA-Za-z]{2,8})[”」\"][）)]")


def find_outlets(plain: str) -> list[Mention]:
    """Find outlets in the frames of reporting, then everywhere.

    Examples
    --------
    >>> text = "她告诉云端新闻网：“没人失业。”"
    >>> [text[m.start:m.end] for m in find_outlets(text)]
    ['云端新闻网']
    """
    names = set()
    for word, frame in FRAMES.items():
        for at in places(plain, word):
            match = frame.match(plain, at)
            if match and not match[1].startswith(NO_OUTLETS) and not is_common_word(match[1]) and match[1] not in cue_set("generic"):
                names.add(match[1])
    names.update(_listed_before_kind(plain), _coproducers(plain))
    return [Mention(at, at + len(name), "org", name) for name in sorted(names) for at in places(plain, name) if _is_whole(plain, at, name)]


def _listed_before_kind(plain: str) -> list[str]:
    """Return the names in Latin letters in a list that ends with its kind: TGV、GSC等48家戏院."""
    found = []
    for at in places(plain, "等"):
        if plain[at - 1 : at].isascii() and KIND_OF_LIST.match(plain, at):
            listed = LATIN_LIST.search(plain, max(0, at - LONGEST_LIST), at)
            found += listed[0].split("、") if listed else []
    return [name for name in found if name.upper() not in NO_FIRMS]


def _coproducers(plain: str) -> list[str]:
    """Return the names in Latin letters before 联合制作 and its like."""
    found = []
    for word in TOGETHER_WORDS:
        for at in places(plain, word):
            if plain[at - 1 : at].isascii() and TOGETHER.match(plain, at):
                match = COPRODUCER.search(plain, max(0, at - 18), at)
                found += [match[0]] if match else []
    return found


def _is_whole(plain: str, at: int, name: str) -> bool:
    """Tell whether a name in Latin letters is not part of a longer word."""
    around = plain[at - 1 : at] + plain[at + len(name) : at + len(name) + 1]
    return not name.isascii() or not any(c.isascii() and c.isalnum() for c in around)


def full_names(plain: str, organisations: list[Mention]) -> list[Mention]:
    """Find full and short names of firms: 墨池科技（成都）有限公司, and 墨池 after （以下简称“墨池”）."""
    found = []
    shorts: dict[str, str] = {}
    legal = []
    for at in places(plain, "有限"):
        match = LEGAL.search(plain, max(0, at - 24), at)
        if match and not match[1].startswith(NO_OUTLETS):
            legal.append(Mention(match.start(1), match.end(1), "org", match[1]))
    for mention in organisations + legal:
        end = mention.end
        if plain[end : end + 1] not in SEAT_STARTS:
            continue
        seat = SEAT.match(plain, end)
        if seat:
            end = seat.end()
            found.append(Mention(mention.start, end, "org", mention.name))
        short = SHORT_FORM.match(plain, end)
        if short and short[0][1] in "以下简":
            shorts[short[1]] = mention.name
    for surface, name in sorted(shorts.items()):
        found += [Mention(at, at + len(surface), "org", name) for at in places(plain, surface)]
    return found
