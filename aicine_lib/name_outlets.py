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
    return [Mention(at, at + len(name), "org", name) for name in sorted(names) for at in places(plain, name)]


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
