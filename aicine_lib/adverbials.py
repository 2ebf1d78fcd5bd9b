"""Adverbials: what may stand between the subject and the verb of a Chinese reporting clause.

Time, place, occasion, manner, gestures and whom one speaks to; not the verbs, which are attribution_words.py's.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_KNOWN = 1 << 14  # short stretches of text of which the answer is kept: most are a few adverbs
_MANNER = (
    r"(?:[看听说笑写读讲聊忙拍试]完|想了[一]?想|顿了顿|停顿片刻|沉默片刻|沉默良久|举手|起身|站起[来身]|当场|开口|私下|大方|霸气|幽默|淡定|淡淡|无奈|正色|坦然|爽快|率直|随口|脱口|低声|小声|大声|轻声|高声|半开玩笑|开玩笑"
    r"|摇[了着]?摇?头|点[了着]?点?头|摆[了着]?摆?手|耸[了着]?耸?肩|叹[了着]?口?气|苦笑|微笑|大笑|笑了笑|笑着|红着眼|皱眉|回头|转头|转身|(?:第二|隔|前|昨|当)[天晚日])"
)
_ADVERB = (
    r"(?:[也还又曾则却就便更都并亦再已均将能可会要才且只仅常总很最，, ]"
    r"|同样|同时|随后|此后|之后|后来|接着|继续|进一步|再次|一再|多次|反复|始终|一直|最后|最终|此前|近日|日前|当天|当时|如是|今天|[今昨前]?日?[（(]\d{1,2}[）)]日?|今早|今晨|今日|今晚|昨晚|昨早|昨日|昨天|前日|早前|较早前|事后|会后|席间|当晚|如今|现在|目前"
    r"|明确|坦率|坦白|直接|公开|忍不住|不禁|甚至|因此|所以|但|但是|而|而且|然后|便又|不过|然而|于是|其实|也许|或许|一度|逐渐|渐渐|慢慢|突然|曾经|如此|这样|这么|是"
    r"|特别|尤其|非常|十分|真的|另外|此外|与此同时|例如|比如|互相|纷纷|主动|更加|更为|愈发|越来越|直到.{1,6}才|.{1,6}[地着]|(?:话锋|语气)一转|一方面|另一方面|首先|其次"
    rf"|{_MANNER}"
    r"|[向对在]《[^》]{1,16}》|(?:发|发出|发布|发表)?(?:长文|贴文|PO文|po文|视频|声明|公开信|限动|微博|动态|公告)|(?:PO|po|发|贴|限动发|微博发|脸书发|IG发|连发|深夜发)[文帖]|开直播|晒图|晒照"
    r"|[向对跟同](?:[他她我]们?|观众|大家|台下|外界|公众|粉丝|本[报刊台网社站号栏]|[^，。]{0,8}?(?:记者|媒体|新闻|周刊|[日晚时早]报|社|网|卫视|电视台))"
    r"|(?:在|于|从|对|向|就|以|用|通过|因|当|据|针对|围绕|结合|面对|谈到|谈及|谈起|提到|说到|聊到|回忆|作为|接受|受访|回复|回应|回覆|回答|出席|参加|被问|随着).{0,24}?"
    r"(?:时|中|上|里|后|前|间|下|期间|之余|方面|问题|此|记者|媒体|方式|角度|会|说|采访|平台|账号|微博|脸书|推特|限动|IG|Threads|小红书|抖音|B站|推文|动态|直播间|片场|现场|节目|声明|论坛|[头边端群圈信文件函]|看来|而言|来说))"
)
_ADVERBS = re.compile(f"{_ADVERB}*")
_TAIL = re.compile(f"{_ADVERB}*$")


@lru_cache(maxsize=MAX_KNOWN)
def is_adverbial(text: str) -> bool:
    """Tell whether a stretch of text consists of adverbs, conjunctions and prepositional phrases only.

    Examples
    --------
    >>> is_adverbial("在首映现场也"), is_adverbial("观众普遍")
    (True, False)
    """
    return _ADVERBS.fullmatch(text) is not None


def before_adverbials(text: str) -> str:
    """Return a stretch of text without the adverbials at its end.

    Examples
    --------
    >>> before_adverbials("沈若川随后在首映现场")
    '沈若川'
    """
    tail = _TAIL.search(text)
    return text[: tail.start()].strip() if tail else text
