"""What the models of stance look at: per unit, where AI stands near it and what its words come to.

Every feature is a count or a share of cue words, in the unit or around it; none is a word of its own. The names here are
the rows of data/lexicon/stance_weights.csv.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .articles import Article, Mention
from .cues import COLUMN, Cues, load_cues
from .valence import SUM, Step, weigh

Floats = NDArray[np.float64]
FADES = {"back": 0.65, "back_any": 0.8, "practice_back": 0.7}  # what a topic keeps from unit to unit; set by hand
WINDOW = 4  # units on either side
SHORT = 16  # characters of a unit that only says who spoke
ASKED = 0.4  # what evaluation is left in a question
CLEAR = 0.3  # from here on praise or blame is there


_SIMPLE = (  # features that only count: name, column, cap, whether the unit that names AI has none
    ("question", "question", 1, False),
    ("this", "this", 2, True),
    ("weak", "weak", 3, True),
    ("carry", "carry", 1, True),
    ("past", "past", 2, True),
    ("self", "self", 3, True),
    ("person", "person", 3, True),
    ("plot", "plot", 3, True),
    ("craft", "craft", 3, True),
    ("url", "url", 1, False),
    ("able", "able", 3, False),
    ("frame", "frame", 1, False),
    ("irrealis", "irrealis", 2, False),
    ("normative", "normative", 3, False),
    ("fact", "fact", 3, False),
    *((f"on_{aspect}", aspect, 1, False) for aspect in ("rights", "emotion", "efficiency", "labour", "access")),
)
_TONE = (
    "pos",
    "neg",
    "is_pos",
    "is_neg",
    "both",
    "pivot",
    "late_pos",
    "late_neg",
    "pos_then_neg",
    "neg_then_pos",
    "unable",
    "relief",
    "concession",
    "without",
)
_TONE_AROUND = ("before", "after", "paragraph_tone", "window_tone", "article_tone", "heading_tone")
_TOPIC = (
    "ai",
    "back",
    "back_any",
    "paragraph_share",
    "turn_share",
    "window",
    "density",
    "under_ai_heading",
    "ai_work",
    "film",
    "practice_back",
    "this_back",
)
_REST = ("is_heading", "wordless", "says", "starts_but", "negated_ai", "bias")
FEATURES = (*(name for name, *_ in _SIMPLE), *_TONE, *_TONE_AROUND, *_TOPIC, *_REST)
_SIMPLE_COLUMNS = np.array([COLUMN[column] for _, column, _, _ in _SIMPLE])
_SIMPLE_CAPS = np.array([cap for _, _, cap, _ in _SIMPLE], dtype=np.float64)
_SIMPLE_SILENT = np.array([i for i, (*_, silent) in enumerate(_SIMPLE) if silent])


@dataclass(frozen=True, slots=True)
class Frame:
    """The features of an article's units, with what they were made from."""

    features: Floats  # units x FEATURES
    same: Floats  # 1 where the unit is in the paragraph of the one before
    heading: NDArray[np.int64]  # the heading above, or -1


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
    units, n, counts = article.units, len(article.units), cues.counts
    paragraph = np.array([u.paragraph for u in units])
    same = np.zeros(n)
    same[1:] = paragraph[1:] == paragraph[:-1]
    is_heading = np.array([u.role == "heading" for u in units])
    heading = np.where(is_heading, -1, np.maximum.accumulate(np.where(is_heading, np.arange(n), -1)))
    group = np.cumsum(same == 0) - 1
    tool, film = _mentioned(mentions, cues)
    ai = ((counts[:, COLUMN["strong"]] > 0) | tool).astype(float)
    simple = np.minimum(counts[:, _SIMPLE_COLUMNS], _SIMPLE_CAPS) / _SIMPLE_CAPS
    simple[:, _SIMPLE_SILENT] *= (1 - ai)[:, None]
    sums = weigh(article, cues, steps)
    practice = np.minimum(counts[:, COLUMN["past"]] + (counts[:, COLUMN["craft"]] + counts[:, COLUMN["plot"]]) / 2, 2) / 2 * (1 - ai)
    columns = [
        *_tone(sums, simple[:, 0], group, heading),
        *_topic(ai, film, same, group, heading, practice, simple[:, 1], speakers),
        is_heading,
        _wordless(article, cues),
        (counts[:, COLUMN["says"]] > 0) & (cues.unit_end - cues.unit_start <= SHORT),
        _opens(cues),
        np.minimum(counts[:, COLUMN["negator"]], 3) / 3 * np.maximum(ai, counts[:, COLUMN["carry"]] > 0),
        np.ones(n),
    ]
    return Frame(np.hstack((simple, np.array(columns, dtype=float).T)), same, heading)


def _mentioned(mentions: Sequence[Mention], cues: Cues) -> tuple[NDArray[np.bool_], dict[str, list[int]]]:
    """Say which units name a tool, and in which units each film is named."""
    tool = np.zeros(len(cues.unit_start), dtype=bool)
    film: dict[str, list[int]] = {}
    wanted = [m for m in mentions if m.type in ("tool", "film")]
    at = np.searchsorted(cues.unit_start, [m.start for m in wanted], side="right") - 1
    for mention, unit in zip(wanted, at.tolist()):
        if unit < 0:
            continue
        if mention.type == "tool":
            tool[unit] = True
        else:
            film.setdefault(mention.name, []).append(unit)
    return tool, film


def _topic(
    ai: Floats,
    film: dict[str, list[int]],
    same: Floats,
    group: NDArray[np.int64],
    heading: NDArray[np.int64],
    practice: Floats,
    this: Floats,
    speakers: Sequence[str],
) -> list[Floats]:
    """Where AI stands: in the unit, carried over from before, or around it. Units that name it need no context."""
    n, silent = len(ai), 1 - ai
    turn = np.cumsum([not (s and s == before) for s, before in zip(speakers, ["", *speakers[:-1]])]) - 1
    near = ai.copy()
    near[1:] += ai[:-1] * same[1:]
    near[:-1] += ai[1:] * same[1:]
    is_film, is_work = np.zeros(n), np.zeros(n)
    for places in film.values():
        is_film[places] = 1.0
        if near[places].any():
            is_work[places] = 1.0
    back, back_any, practice_back = _carried(ai, same, practice)
    density = np.full(n, ai.mean())
    above = ai[heading] * (heading >= 0)
    around = np.array(
        (back, back_any, _others(ai, group), _others(ai, turn), _around(ai), density, above, is_work, is_film, practice_back, this * back)
    )
    return [ai, *(around * silent)]


def _tone(sums: Floats, question: Floats, group: NDArray[np.int64], heading: NDArray[np.int64]) -> list[Floats]:
    """What the words of the unit come to, and those around it."""
    asks = question * (sums[:, SUM["rhetoric"]] == 0)
    early_pos, early_neg, late_pos, late_neg = (sums[:, :4] * (1 - (1 - ASKED) * asks)[:, None]).T
    pos, neg = early_pos + late_pos, early_neg + late_neg
    unable, relief = sums[:, SUM["inability"]], sums[:, SUM["relief"]]
    net = np.clip(pos - neg - 0.6 * unable + 0.5 * relief, -2, 2) / 2
    is_pos, is_neg, n = pos > CLEAR, neg > CLEAR, len(net)
    before, after = np.zeros(n), np.zeros(n)
    before[1:], after[:-1] = net[:-1], net[1:]
    halves = np.minimum((pos, neg, late_pos, late_neg, unable, relief), 2) / 2
    return [
        *halves[:2],
        is_pos,
        is_neg,
        is_pos & is_neg,
        sums[:, SUM["pivot"]],
        *halves[2:4],
        (early_pos > CLEAR) & ((late_neg > CLEAR) | (sums[:, SUM["late_inability"]] > 0)),
        (early_neg > CLEAR) & (late_pos > CLEAR),
        *halves[4:],
        sums[:, SUM["concession"]],
        sums[:, SUM["without"]] > 0,
        before,
        after,
        _others(net, group),
        _around(net),
        np.full(n, net.mean()),
        net[heading] * (heading >= 0),
    ]


def _carried(ai: Floats, same: Floats, practice: Floats) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Let the topic of AI (in the paragraph, anywhere) and of the practice before it fade from unit to unit."""
    order = np.arange(len(ai))
    last_ai, last_practice, opening = (np.maximum.accumulate(np.where(here, order, -1)) for here in (ai > 0, practice > 0, same == 0))
    before_ai, before_practice = np.concatenate(([-1], last_ai[:-1])), np.concatenate(([-1], last_practice[:-1]))
    gap = order - before_ai - 1
    is_known = before_ai >= 0
    back = FADES["back"] ** gap * (is_known & (before_ai >= opening))
    old = FADES["practice_back"] ** (order - before_practice - 1) * practice[before_practice] * (before_practice > before_ai)
    return back, FADES["back_any"] ** gap * is_known, old


def _others(values: Floats, group: NDArray[np.int64]) -> Floats:
    """Average over the other units of the same group."""
    total, size = np.bincount(group, values), np.bincount(group)
    return (total[group] - values) / np.maximum(size[group] - 1, 1)


def _around(values: Floats) -> Floats:
    """Average over the other units of the window."""
    n = len(values)
    total = np.concatenate(([0.0], np.cumsum(values)))
    low, high = np.maximum(np.arange(n) - WINDOW, 0), np.minimum(np.arange(n) + WINDOW + 1, n)
    return (total[high] - total[low] - values) / np.maximum(high - low - 1, 1)


def _opens(cues: Cues) -> Floats:
    """Say which units begin with a pivot (但, 然而), quotation marks aside."""
    opening = np.zeros(len(cues.unit_start))
    is_pivot = load_cues().counts[cues.term, COLUMN["pivot"]] > 0
    opening[cues.unit[is_pivot & (cues.start - cues.unit_start[cues.unit] <= 2)]] = 1.0
    return opening


def _wordless(article: Article, cues: Cues) -> Floats:
    """Say which units hold no word: marks and dots."""
    wordless = np.zeros(len(cues.unit_start))
    for i in np.flatnonzero(cues.unit_end - cues.unit_start < 8).tolist():
        wordless[i] = not any(c.isalpha() for c in article.plain[cues.unit_start[i] : cues.unit_end[i]])
    return wordless
