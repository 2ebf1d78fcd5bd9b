"""What may stand between a person's name and its verb of saying: adverbs, 在采访中, 认真地, 向记者."""

from __future__ import annotations

import re
from functools import cache

from .name_parts import NAME_CHARACTERS, cue_set

PHRASE = re.compile(r"(?:在[^，。]{2,12}(?:时|中|上|里|后)|(?:接受|受)[^，。]{1,12}(?:时|中)|[\u4e00-\u9fff]{1,3}地)$")
PHRASE_ENDS = frozenset("地时中上里后")
REACH_LEFT = 16  # characters before a verb of saying in which adverbs and then a name may stand


def before_adverbs(plain: str, position: int) -> int:
    """Step left over what may stand between a name and its verb: adverbs, 在采访中, 认真地, 向记者.

    Examples
    --------
    >>> before_adverbs("周雯进一步指出", 5)
    2
    """
    adverbs, ends = cue_set("adverb"), adverb_ends()
    for _ in range(3):
        last = plain[position - 1 : position]
        length = 0
        if last in PHRASE_ENDS:
            phrase = PHRASE.search(plain, max(0, position - REACH_LEFT), position)
            length = position - phrase.start() if phrase else 0
        if not length and last in ends:
            length = next((n for n in (3, 2, 1, 4) if plain[position - n : position] in adverbs), 0)
        if not length:
            break
        position -= length
    left = max(0, position - 8)
    reach = plain[left:position]
    if "向" not in reach and "对" not in reach:
        return position
    addressed = max(plain.rfind("向", left, position), plain.rfind("对", left, position))
    if addressed > 0 and position - addressed > 2 and NAME_CHARACTERS.issuperset(plain[addressed:position]):
        return addressed
    return position


@cache
def adverb_ends() -> frozenset[str]:
    """Return the characters before a verb of saying that something may stand between it and the name."""
    return PHRASE_ENDS | {adverb[-1] for adverb in cue_set("adverb")} | {"*", " "}
