"""Say what each block is: body, heading, caption, byline or site furniture, by its own words and by its neighbours.

Cues are general: how a line begins and ends, how long it is, the room before it, a picture above it, words of the trade
(data/lexicon/layout_words.csv). Order and articles are layout.py's business. Blocks come from folded text, so that every
word stands here in simplified characters only.
"""

from __future__ import annotations

import re

from .blocks import Block
from .layout_words import CLOSING_MARKS, END_MARKS, byline, byline_first, byline_inside, byline_signs, furniture_first, layout_words

LONG_LINE = 36  # characters; a longer line without an end is broken text, not a heading (headings here reach 29)
SHORT_LINE = 60  # bylines, captions and headings are shorter
MAX_NOTICE = 400  # a longer line that holds a notice's words is an article that quotes it
MAX_QUESTION = 26  # a longer question is body
MAX_CAPTION = 48
MAX_TITLE = 45
SHORTEST_SENTENCE = 22  # a shorter line among links is a link that asks or exclaims
ECHO = 0.45  # share of a line's pairs of characters that its paragraph had; headings of our samples stay below a third

SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[章节部]|[（(]?\d{1,2}(?:\.\d)?[)）.、．\s](?!\d)|[IVX]{1,4}\.|Part\s?\d)"
)
FUNCTION_END = re.compile(
    r"(?:[是正在与和跟及或为将把被对从向而并让使比由于以其这那该每各等但]|[,，、(（“「『《—])$|(?<=.{20})[里中上下时后前]$"
)
_ENDS = frozenset(END_MARKS)
_PAGE_LABEL = re.compile(
    r"[A-Z]\d{1,2}版?(?:\s|$)|第?\d{1,2}版(?:\s|$)|-{3,}$|[|\s:-]+$|(?:评论|阅读|点赞|收藏)\s*[(（]?\d|首页\s*[>»›/]|广告$"
)
_OPENERS = "【[（(《·•●■◆*-—> /↓↑👇👍🎧▼～~"
_LIST_ITEM = re.compile(r"[-–—·•●*]\s*(?=\S{4})(?!—)")
_CRUMBS = "›»>"
_CAPTION_MARK = re.compile(
    r"[\s*]*(?:[〓▲△▼▽◆●■↑↓►▶]|图[:：]|图为|图片?[:：]|图片?来源|图源|图\s?\d+[\s.:：]|[（(]图|资料图|剧照|海报|视频截图)"
)
_CAPTION_TAIL = re.compile(
    r"(?:[（(]\S{2,14}提供|图[/／]\S{1,12}|(?:拍摄|绘制)的\w{1,10}|图片来源.{0,20}|图源.{0,16}|[\u4e00-\u9fff]{2,4}[ 　/／]?(?<!拍)摄)$"
)
_CAPTION_TAIL_SIGNS = ("图", "提供", "摄", "绘制的")
_TITLE_ONLY = re.compile(r"[^，,。:：《》“”]{0,8}《[^》]{1,30}》$")
CARRIES_ON = re.compile(r"[而但也又还就才他她它我你这那]|于是|所以|因为|如果|不过")


def judge_blocks(source: str, blocks: list[Block]) -> None:
    """Give every block its role.

    Parameters
    ----------
    source : str
        The folded text that the blocks were cut from.
    blocks : list of Block
        Their ``role`` and ``ends`` are set.

    Examples
    --------
    >>> from aicine_lib.blocks import cut_blocks
    >>> source = "# 片名\\n文/林一\\n机器替人打光，省下两天。\\n▲ 打光现场\\n扫码关注我们"
    >>> blocks = cut_blocks(source)
    >>> judge_blocks(source, blocks)
    >>> [block.role for block in blocks]
    ['heading', 'byline', 'body', 'caption', 'boilerplate']
    """
    usual = _usual_gap(blocks)
    notices = [sign for sign in layout_words("furniture_anywhere") if sign in source]
    for block in blocks:
        _judge(block, usual, notices)
    _judge_front_matter(blocks)
    _judge_bare_names(blocks)
    _judge_first(blocks)
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        _judge_beside(block, blocks, i, seen, usual)
        if len(block.text) >= 15:
            seen.update([block.text, *(f"{sentence}。" for sentence in block.text.split("。", 3)[:3])])
    _judge_end(blocks)


def _usual_gap(blocks: list[Block]) -> int:
    """The line breaks that usually stand between two paragraphs here: an image left out leaves more."""
    gaps = sorted(block.gap for block in blocks[1:] if block.gap)
    return gaps[len(gaps) // 2] if gaps else 1


def _judge(block: Block, usual_gap: int, notices: list[str]) -> None:
    """The role of a block by its own words and the space before it."""
    text = block.text
    bare = text.rstrip(CLOSING_MARKS)
    block.ends = bare[-1:] in _ENDS or bare.endswith(("...", "——"))
    if _is_furniture(text, notices):
        block.role = "boilerplate"
    elif block.level:
        block.role = "heading"
    elif len(text) > SHORT_LINE:
        block.role = "body"
    elif text[0] == "|" == text[-1]:
        block.role = "caption"  # a row of a table
    elif text[-1] in ",，、" or len(text) < 3 and not text.isalnum() or _LIST_ITEM.match(text):
        block.role = "body"
    else:
        block.role = _judge_short(block, usual_gap)


def _is_furniture(text: str, notices: list[str]) -> bool:
    bare = text.lstrip(_OPENERS)
    if bare[:1] in furniture_first() and bare.startswith(layout_words("furniture_start")) or _PAGE_LABEL.match(text):
        return True
    if len(text) < SHORT_LINE and (sum(map(text.count, _CRUMBS)) > 1 or text.count(" | ") > 2):
        return True
    return bool(notices) and len(text) < MAX_NOTICE and any(sign in text for sign in notices)


def _judge_short(block: Block, usual_gap: int) -> str:
    """The role of a line that may be a byline, a caption or a heading."""
    text, length = block.text, len(block.text)
    if text[0] in byline_first() and byline().match(text):
        return "byline"
    if _CAPTION_MARK.match(text) or _TITLE_ONLY.match(text) or length <= MAX_CAPTION and _is_captioned(text):
        return "caption"
    if not block.ends and length <= MAX_CAPTION and any(sign in text for sign in byline_signs()) and byline_inside().search(text):
        return "byline"
    if block.ends:
        # one sentence alone, set off by the room of an image that is gone
        alone = block.gap > usual_gap + 1 and length <= MAX_CAPTION and text.count("。") == 1 and not any(sign in text for sign in "“：:")
        return "caption" if alone and not CARRIES_ON.match(text) else _asked(text)
    if text[-1] in ":：":
        return "heading" if length <= 8 else "body"
    if SECTION.match(text) and length < 30:
        return "heading"
    return "body" if length > LONG_LINE or "。" in text or FUNCTION_END.search(text) and length > 12 or _is_pair(text) else "heading"


def _is_captioned(text: str) -> bool:
    """Does a line end as captions do: in the kind of picture, or in who made it?"""
    bare = text.rstrip("。.）)】] ")
    if bare.endswith(layout_words("caption_end")):
        return True
    return any(sign in bare for sign in _CAPTION_TAIL_SIGNS) and _CAPTION_TAIL.search(bare) is not None


def _asked(text: str) -> str:
    """A short line that only asks may be a heading: its neighbours tell."""
    asks = text[-1] in "?？" and len(text) <= MAX_QUESTION and text[0] not in '“「"' and not any(sign in text[:-1] for sign in "。！？!?")
    return "question" if asks else "body"


def _is_pair(text: str) -> bool:
    """`占比：53%` and `林一：我不同意`: a line of content in two halves."""
    head, sign, tail = text.replace(":", "：").partition("：")
    return bool(sign and tail and not head.isdigit() and (tail[0].isdigit() or len(tail) > 12 or len(head) <= 4))


def _judge_front_matter(blocks: list[Block]) -> None:
    """The lines between two rules at the head of a Markdown file are its metadata."""
    rules = [i for i, block in enumerate(blocks[:20]) if block.text == "---"]
    if len(rules) > 1 and rules[0] == 0:
        for block in blocks[: rules[1]]:
            block.role = "boilerplate"


def _judge_first(blocks: list[Block]) -> None:
    """A short first line with a byline or a paragraph below it is the title, even if it asks or names a speaker."""
    kept = [block for block in blocks[:6] if block.role != "boilerplate"]
    if len(kept) > 1 and kept[0].role in ("body", "question") and len(kept[0].text) <= MAX_TITLE and "。" not in kept[0].text:
        pair = _is_pair(kept[0].text) and kept[0].text[0] not in "“「" and (kept[1].role == "byline" or len(kept[1].text) > SHORT_LINE)
        if pair or kept[1].role == "byline" and kept[0].text[-1] not in ",，、:：" or kept[0].role == "question":
            kept[0].role = "heading"


def _judge_bare_names(blocks: list[Block]) -> None:
    """Two or more lines running of two or three characters each are labels of pictures, not headings."""
    run: list[Block] = []
    for block in [*blocks, Block("。", [(0, 0)], 0)]:
        if block.role == "heading" and not block.level and 2 <= len(block.text) <= 3 and block.text.isalpha():
            run.append(block)
            continue
        for label in run if len(run) > 1 else ():
            label.role = "caption"
        run = []


def _judge_beside(block: Block, blocks: list[Block], i: int, seen: set[str], usual_gap: int) -> None:
    """The role of a block where only its neighbours can tell."""
    before = blocks[i - 1] if i else None
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if block.role == "question":
        stands_alone = before is None or before.role in ("heading", "caption", "byline", "boilerplate") or before.ends and block.gap > 2
        block.role = "heading" if stands_alone and (after is None or len(after.text) > 30 or after.role != "body") else "body"
    if block.level or block.role not in ("heading", "body"):
        return
    if block.after_image and block.gap <= 2 * usual_gap and len(block.text) < SHORT_LINE and not FUNCTION_END.search(block.text):
        block.role = "caption" if block.role == "heading" or block.text in seen else "body"
    if block.role != "heading":
        return
    if before and before.role == "boilerplate" and "公益广告" in before.text:
        block.role = "boilerplate"  # the rest of the slogan
    elif any(other and other.role != "byline" and SECTION.match(block.text) and SECTION.match(other.text) for other in (before, after)):
        block.role = "body"  # items of a list
    elif block.text[-1] in ":：" and after and after.role == "body":
        block.role = "body"  # a lead-in, not a kicker
    elif i < 4 and before and before.role == "heading" and after and after.role == "body" and len(block.text) in (2, 3):
        block.role = "byline"  # a name alone between the title and the text
    elif _echoes(block, blocks, i):
        block.role = "caption"


def _echoes(block: Block, blocks: list[Block], i: int) -> bool:
    """Does a short line tell again what the paragraph before it told, rather than announce the next one?"""
    text = block.text
    if len(text) < 4 or "AI" in text or text[-1] in "?？":
        return False
    before = ""
    for other in reversed(blocks[max(0, i - 4) : i]):
        before += other.text if other.role == "caption" or len(other.text) > 30 else ""
        if other.role == "body" and len(other.text) > 30:
            break
    after = next((other.text for other in blocks[i + 1 : i + 4] if other.role == "body" and len(other.text) > 30), "")
    pairs = {text[k : k + 2] for k in range(len(text) - 1)}
    share_before, share_after = (sum(pair in side for pair in pairs) / len(pairs) for side in (before, after))
    return share_before >= ECHO and share_before > share_after + 0.15


def _judge_end(blocks: list[Block]) -> None:
    """Furniture in a row: what follows a legal notice, a list of links, and lines at the end that announce nothing."""
    notice, links = layout_words("end_mark"), layout_words("list_mark")
    linked = False
    for i, block in enumerate(blocks):
        bare = block.text.lstrip(_OPENERS)
        if (
            block.role == "boilerplate"
            and bare.startswith(notice)
            and not any(b.role == "body" and len(b.text) > 80 for b in blocks[i + 1 :])
        ):
            for rest in blocks[i + 1 :]:
                rest.role = "boilerplate"
            break
        linked = (
            block.role == "boilerplate" and bare.startswith(links) or linked and not (block.ends and len(block.text) >= SHORTEST_SENTENCE)
        )
        if linked:
            block.role = "boilerplate"
    last_body = max((i for i, b in enumerate(blocks) if b.role == "body" and (b.ends or len(b.text) > LONG_LINE)), default=len(blocks))
    for block in blocks[last_body + 1 :]:
        if block.role == "heading" and not block.level and not any(map(str.isdigit, block.text)):
            block.role = "boilerplate"
