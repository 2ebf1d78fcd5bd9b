"""The words that tell one kind of line from another (data/lexicon/layout_words.csv), and the patterns made of them.

What a line is, roles.py decides; here is only what bylines, notices and captions are worded like.
"""

from __future__ import annotations

import re
from functools import cache

from .lexicon import load_table

NAME = r"[\u4e00-\u9fff·]{2,4}"
END_MARKS = "。！？!?…；;"
CLOSING_MARKS = "”’」』）)】》\"'"
_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月](?:\d{1,2}日?)?")


@cache
def layout_words(kind: str) -> tuple[str, ...]:
    """Return the words that tell one kind of line."""
    return tuple(row["word"] for row in load_table("layout_words.csv", ("word", "kind"), key=("word", "kind")) if row["kind"] == kind)


@cache
def byline_tail() -> re.Pattern[str]:
    """An agency, or a reporter in brackets, behind the last sentence of a text."""
    agency, label = ("|".join(map(re.escape, layout_words(kind))) for kind in ("agency", "byline_label"))
    return re.compile(
        rf"(?<=[{re.escape(END_MARKS + CLOSING_MARKS)}])[ \t\u3000]*((?:{agency})(?:记者|电)?[ \t]?(?:{NAME})?"
        rf"|[（(](?:(?:本[报刊网])?(?:{label}|记者|通讯员)[^（）()。]{{1,30}}|完)[）)])[ \t\u3000]*$"
    )


@cache
def furniture_first() -> frozenset[str]:
    """What furniture begins with: most lines are told from it by one look."""
    return frozenset(word[0] for word in layout_words("furniture_start"))


@cache
def byline() -> re.Pattern[str]:
    """A whole line that names author, editor, agency or date."""
    label, agency = ("|".join(map(re.escape, layout_words(kind))) for kind in ("byline_label", "agency"))
    return re.compile(
        rf"(?:【[^】]{{2,8}}】)?[\s（(【\[]*(?:原创\s.{{1,40}}|(?:本[报刊网]|新华社|中新社|特约|见习|实习|首席)*(?:记者|通讯员)[:：/／|丨｜\s]*{NAME}(?:[\s、,，/]{{1,2}}{NAME}){{0,4}}(?:[\s/／]*\S{{2,8}}?(?:报[道导]|电|摄|文))?"
        rf"|(?:{label})\s*(?:[:：/／|丨｜]|\s(?={NAME}\s*$)).{{1,40}}|IP属地.*|(?:发布|更新|发表|刊登)?(?:时间|日期)\s*[:：].*"
        rf"|{_DATE.pattern}(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s*(?:来源|作者|编辑|发布|\||｜).*)?"
        rf"|(?:{agency})(?:记者)?\s*(?:{NAME})?|[Bb]y\s+[A-Z][\w.]+.*)[\s）)】\]]*$"
    )


@cache
def byline_first() -> frozenset[str]:
    """What a byline begins with."""
    words = [*layout_words("byline_label"), *layout_words("agency")]
    return frozenset("【（([ \u3000本新中特见实首记通原IBb发更刊时日12") | frozenset(word[0] for word in words)


@cache
def byline_signs() -> tuple[str, ...]:
    """Without one of these there is no date and no reporter in a line."""
    return ("19", "20", *layout_words("reporter"))


@cache
def byline_inside() -> re.Pattern[str]:
    """A date, a reporter or an editor anywhere in a line."""
    return re.compile(rf"{_DATE.pattern}|(?:{'|'.join(layout_words('reporter'))})[\s:：/／]+{NAME}(?:\s|$)")
