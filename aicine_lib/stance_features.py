"""What the models of stance look at: per unit, where AI stands near it and what its words come to.

Every feature is a count or a share of cue words, in the unit or around it; none is a word of its own. The names here are
the rows of data/lexicon/stance_weights.csv.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .articles import Article, Mention
from .cues import ASPECTS, COLUMN, COLUMNS, Cues
from .valence import SUM, Step, weigh

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FADES = {"back": 0.65, "back_any": 0.8, "practice_back": 0.7, "tone": 0.8}  # what a topic keeps from unit to unit; set by hand
NEAR = 120.0  # characters over which a topic that was named fades to a third; set by hand
WORDY = 80  # characters of a long unit: one that does not name AI in so many words speaks of something else
ROOMY = 60  # units of an article that has room to digress
WINDOW = 4  # units on either side
SHORT = 16  # characters of a unit that only says who spoke
ASKED = 0.4  # what evaluation is left in a question
FAINT = 0.15  # a balance below this leaves the tone of the units before standing; set by hand
CLEAR = 0.3  # from here on praise or blame is there


_SIMPLE = (  # features that only count: name, column, cap
    ("question", "question", 1),
    ("this", "this", 2),
    ("weak", "weak", 3),
    ("carry", "carry", 1),
    ("past", "past", 2),
    ("self", "self", 3),
    ("person", "person", 3),
    ("plot", "plot", 3),
    ("craft", "craft", 3),
    ("scene", "scene", 2),
    ("meta", "meta", 2),
    ("url", "url", 1),
    ("able", "able", 3),
    ("frame", "frame", 1),
    ("irrealis", "irrealis", 2),
    ("normative", "normative", 3),
    ("fact", "fact", 3),
    ("exclaim", "exclaim", 1),
    *((f"on_{aspect}", aspect, 1) for aspect in ASPECTS),
)
_QUESTION, _THIS, _SILENT = 0, 1, slice(1, 11)  # rows of these; this to meta are not asked of a unit that names AI
_TONE = tuple("pos neg is_pos is_neg both pivot late_pos late_neg pos_then_neg neg_then_pos unable relief concession without".split())
_TONE_AROUND = ("before", "after", "paragraph_tone", "window_tone", "article_tone", "heading_tone", "last_tone", "turned_tone")
_TOPIC = tuple(
    "ai back back_any paragraph_share turn_share window density ai_work film practice_back this_back"
    " makes evaluated_before chars_back long room no_ai no_ai_yet".split()
)
_REST = ("is_heading", "wordless", "says", "starts_but", "negated_ai", "spoken", "named", "bias")
FEATURES = (*(name for name, *_ in _SIMPLE), *_TONE, *_TONE_AROUND, *_TOPIC, *_REST)
_ENDS = (0, *accumulate(map(len, (_SIMPLE, _TONE, _TONE_AROUND, _TOPIC, _REST))))
_PARTS = [slice(a, b) for a, b in pairwise(_ENDS)]  # rows of each group of FEATURES
_COLUMNS = np.array([COLUMN[column] for _, column, _ in _SIMPLE])
_CAPS = np.array([[cap] for *_, cap in _SIMPLE], dtype=np.float64)
_MAKING = np.array([float(name in ("cost", "efficiency", "quality", "labour", "rights", "access")) for name in COLUMNS])
_PRACTICE = np.array([{"past": 0.5, "craft": 0.25, "plot": 0.25}.get(name, 0.0) for name in COLUMNS])  # set by hand
_NET = np.array([0.5, -0.5, 0.0, 0.0, -0.3, 0.25])  # tone of a unit, from the first six of SUMS; set by hand


class Frame(NamedTuple):
    """The features of an article's units, with what they were made from."""

    features: Floats  # FEATURES x units
    same: Floats  # 1 where the unit is in the paragraph of the one before
    heading: Ints  # the heading above, or -1


class _Walk(NamedTuple):
    """What is told unit by unit, from the first to the last."""

    opened: list[int]  # where the unit's paragraph began
    turned: list[int]  # where the turn of its speaker began
    heading: list[int]  # the heading above, or -1
    headings: list[int]  # which units are headings
    carried: list[float]  # four a unit: AI carried over in the paragraph, and anywhere; the practice before AI; the last tone


def frame_units(
    article: Article, cues: Cues, mentions: Sequence[Mention], speakers: Sequence[str], steps: list[Step] | None = None
) -> Frame:
    """Compute the features of every unit of an article.

    Parameters
    ----------
    article : Article
        With at least one unit.
    cues : Cues
        Its cues, from :func:`aicine_lib.cues.scan`.
    mentions : sequence of Mention
        Its names.
    speakers : sequence of str
        The speaker of each unit.
    steps : list, optional
        Where given, the steps of valence are appended to it.

    Returns
    -------
    Frame
        The matrix of features, and what aspects need too.
    """
    counts, sums, n = cues.counts, weigh(article, cues, steps), len(article.units)
    features = np.zeros((len(FEATURES), n))
    simple, tone, tone_around, topic, rest = [features[part] for part in _PARTS]
    tools, films = _mentioned(mentions, cues)
    ai = (counts[COLUMN["strong"]] > 0).astype(float)
    ai[tools] = 1.0
    silent = 1 - ai
    np.minimum(counts.take(_COLUMNS, 0), _CAPS, out=simple)
    simple /= _CAPS
    simple[_SILENT] *= silent
    practice = np.minimum(_PRACTICE @ counts, 1) * silent
    net = _fill_tone(tone, sums, simple[_QUESTION])
    walk = _walk(article, speakers, ai.tolist(), practice.tolist(), net.tolist())
    opened, heading, order = np.array(walk.opened), np.array(walk.heading), np.arange(n)
    same = (opened < order).astype(float)
    around = _around(np.array((ai, net)), opened, np.array(walk.turned), order)
    under = heading >= 0
    tone_around[0, 1:], tone_around[1, :-1] = net[:-1], net[1:]
    tone_around[2], tone_around[3], tone_around[4], tone_around[5] = around[1, 0], around[1, 2], net.sum() / n, net[heading] * under
    topic[1:3], topic[9], tone_around[6] = (carried := np.array(walk.carried).reshape(-1, 4).T)[:2], carried[2], carried[3]
    tone_around[7] = sums[SUM["opens"]] * carried[3]
    topic[3:6], topic[6], topic[10] = around[0], ai.sum() / n, simple[_THIS] * carried[0]
    _fill_films(topic[7:9], films, ai, same)
    topic[11], topic[12, 1:] = np.minimum(_MAKING @ counts, 2) / 2, np.abs(net[:-1])
    topic[13] = np.exp((np.maximum.accumulate(np.where(ai > 0, cues.end, -1000)) - cues.start) / NEAR)
    topic[14], topic[15] = np.minimum(cues.end - cues.start, WORDY) / WORDY, min(n, ROOMY) / ROOMY
    topic[16], topic[17] = not ai.any(), carried[1] == 0
    topic *= silent
    topic[0] = ai
    rest[0, walk.headings] = 1.0
    rest[1, _wordless(article, cues)] = 1.0
    rest[2] = (counts[COLUMN["says"]] > 0) & (cues.end - cues.start <= SHORT)
    rest[3] = sums[SUM["opens"]]
    rest[4] = np.minimum(counts[COLUMN["negator"]], 3) / 3 * np.maximum(ai, counts[COLUMN["carry"]] > 0)
    rest[5], rest[6], rest[7] = list(map(bool, speakers)), ai, 1.0
    return Frame(features, same, heading)


def _mentioned(mentions: Sequence[Mention], cues: Cues) -> tuple[list[int], dict[str, list[int]]]:
    """Say which units name a tool, and in which units each film is named."""
    tools: list[int] = []
    films: dict[str, list[int]] = {}
    wanted = [m for m in mentions if m.type in ("tool", "film")]
    at = cues.start.searchsorted([m.start for m in wanted], "right") - 1
    for mention, unit in zip(wanted, at.tolist()):
        if unit >= 0:
            (tools if mention.type == "tool" else films.setdefault(mention.name, [])).append(unit)
    return tools, films


def _walk(article: Article, speakers: Sequence[str], ai: list[float], practice: list[float], tones: list[float]) -> _Walk:
    """Walk through the units; a topic that was named fades from unit to unit."""
    walk = _Walk([], [], [], [], [])
    paragraph, opening, speaking, turning, above = -1, 0, "", 0, -1
    back = back_any = old = last = 0.0
    for i, ((_, _, role, place), speaker, is_ai, done, tone) in enumerate(zip(article.units, speakers, ai, practice, tones)):
        if place != paragraph:
            paragraph, opening, back = place, i, 0.0
        if speaker != speaking or not speaker:
            speaking, turning = speaker, i
        walk.opened.append(opening)
        walk.turned.append(turning)
        walk.heading.append(-1 if role == "heading" else above)
        if role == "heading":
            walk.headings.append(i)
            above = i
        walk.carried.extend((back, back_any, old, last))
        back, back_any = (1.0, 1.0) if is_ai else (back * FADES["back"], back_any * FADES["back_any"])
        old = 0.0 if is_ai else done or old * FADES["practice_back"]
        last = tone if abs(tone) > FAINT else last * FADES["tone"]
    return walk


def _fill_tone(tone: Floats, sums: Floats, question: Floats) -> Floats:
    """Enter what the words of each unit come to, and return its balance."""
    asks = question * (sums[SUM["rhetoric"]] == 0)
    spent = sums[:6].copy()
    spent[:4] *= 1 - (1 - ASKED) * asks
    early_pos, early_neg, late_pos, late_neg = spent[:4] > CLEAR
    spent[:2] += spent[2:4]
    net = np.minimum(np.maximum(_NET @ spent, -1), 1)
    tone[2:4] = is_clear = spent[:2] > CLEAR
    tone[4] = is_clear[0] & is_clear[1]
    tone[5], tone[12], tone[13] = sums[SUM["pivot"]], sums[SUM["concession"]], sums[SUM["without"]] > 0
    tone[8] = early_pos & (late_neg | (sums[SUM["late_inability"]] > 0))
    tone[9] = early_neg & late_pos
    tone[0:2], tone[6:8], tone[10:12] = (np.minimum(spent, 2) / 2).reshape(3, 2, -1)
    return net


def _fill_films(rows: Floats, films: dict[str, list[int]], ai: Floats, same: Floats) -> None:
    """Enter which units name a work that is made with AI (AI stands near it somewhere), and which name a film at all."""
    if not films:
        return
    near = ai.copy()
    near[1:] += ai[:-1] * same[1:]
    near[:-1] += ai[1:] * same[1:]
    is_near = near.tolist()
    rows[0, [unit for units in films.values() if any(is_near[unit] for unit in units) for unit in units]] = 1.0
    rows[1, [unit for units in films.values() for unit in units]] = 1.0


def _around(values: Floats, opened: Ints, turned: Ints, order: Ints) -> Floats:
    """Average each row over the other units of the paragraph, of the turn, and of the window."""
    n = len(order)
    total = np.zeros((len(values), n + 1))
    values.cumsum(1, out=total[:, 1:])
    low = np.array((opened, turned, np.maximum(order - WINDOW, 0)))
    high = np.array((opened.searchsorted(opened, "right"), turned.searchsorted(turned, "right"), np.minimum(order + WINDOW + 1, n)))
    return (total.take(high, 1) - total.take(low, 1) - values[:, None]) / np.maximum(high - low - 1, 1)


def _wordless(article: Article, cues: Cues) -> list[int]:
    """Say which units hold no word: marks and dots."""
    short = (cues.end - cues.start < 8).nonzero()[0].tolist()
    return [i for i in short if not any(map(str.isalpha, article.plain[article.units[i].start : article.units[i].end]))]
