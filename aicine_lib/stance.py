"""Stance toward AI in film-making: is a unit about AI, and does it praise, blame, both or neither?

Two linear models in turn, both in data/lexicon/stance_weights.csv, where every weight can be read: one says whether the
unit is about AI (named, carried over from the units before, or an AI-made work), one which way it evaluates. Their
features are counts of cue words and their surroundings, never words of the texts they were tried on. Neighbouring
units then lend each other a little, because evaluation comes in runs. Not for general sentiment, and not for the
opinion of one person: a unit's stance is whoever's the unit reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .articles import Article, Mention, Stance
from .aspects import find_aspects
from .cues import scan
from .errors import LexiconError
from .lexicon import load_table
from .stance_features import FEATURES, Frame, frame_units
from .valence import Step

CLASSES = ("favourable", "critical", "mixed", "neutral")
WEIGHTS = ("about", *CLASSES)  # columns of stance_weights.csv
MARGIN = 0.25  # favourable and critical nearer than this are mixed or neutral: a flip of polarity is the worst error
NEIGHBOURS = {"paragraph": 0.4, "across": 0.15}  # how much a unit takes from those beside it; set by hand
COUPLING = np.array(  # how well two stances stand side by side, in the order of CLASSES and none; set by hand
    [
        [0.7, -0.6, 0.0, 0.1, -0.3],
        [-0.6, 0.7, 0.2, 0.0, -0.3],
        [0.0, 0.2, 0.2, 0.0, -0.2],
        [0.1, 0.0, 0.0, 0.4, -0.2],
        [-0.3, -0.3, -0.2, -0.2, 0.8],
    ]
)
ROUNDS = 2
TRACE = 1e-9  # a feature that is less is there by rounding only
_NONE = Stance("none", 0.0, "")


@cache
def load_weights() -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Load the two models.

    Returns
    -------
    features : tuple of str
        Names in the order of the rows; "bias" is the last.
    weights : numpy.ndarray, shape (5, n_features)
        First those of being about AI, then those of the four classes.

    Examples
    --------
    >>> load_weights()[0][-1]
    'bias'
    """
    rows = load_table("stance_weights.csv", ("feature", *WEIGHTS), key=("feature",))
    if tuple(row["feature"] for row in rows) != FEATURES:
        raise LexiconError("stance_weights.csv: its rows must be the features in order, as in stance_features.FEATURES; restore the file")
    try:
        table = np.array([[float(row[column]) for column in WEIGHTS] for row in rows])
    except ValueError as error:
        raise LexiconError(f"stance_weights.csv: {error}; every weight must be a number such as 0.5") from error
    return tuple(row["feature"] for row in rows), np.ascontiguousarray(table.T)


def find_stance(article: Article, mentions: Sequence[Mention], speakers: Sequence[str]) -> list[Stance]:
    """Find the stance and the aspects of every unit.

    Parameters
    ----------
    article : Article
        An on-topic article.
    mentions : sequence of Mention
        Its names; those of tools and films are used.
    speakers : sequence of str
        The speaker of each unit, empty for the reporter.

    Returns
    -------
    list of Stance
        One per unit; captions and bylines have none.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "AI大幅降低了动画的制作成本。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> found = find_stance(article, [], [""])[0]
    >>> found.stance, found.aspects
    ('favourable', 'cost')
    """
    if not article.units:
        return []
    cues = scan(article)
    frame = frame_units(article, cues, mentions, speakers)
    shares = _judge(frame)
    scores = (shares[0] - shares[1]).round(3).tolist()
    aspects = find_aspects(cues.counts, frame.same, frame.heading)
    return [
        _NONE if kind == len(CLASSES) or unit.role in ("caption", "byline") else Stance(CLASSES[kind], score, codes)
        for unit, kind, score, codes in zip(article.units, map(_decide, *shares.tolist()), scores, aspects)
    ]


def explain_unit(article: Article, mentions: Sequence[Mention], speakers: Sequence[str], index: int) -> list[dict[str, Any]]:
    """List what made the stance of one unit: each cue, and each feature with what it added.

    Parameters
    ----------
    article, mentions, speakers
        As for :func:`find_stance`.
    index : int
        Which unit of ``article.units``.

    Returns
    -------
    list of dict
        ``rule``, ``surface``, ``start``, ``end`` and ``weight``; features have no place (-1) and their weights are for
        "about" and for the class that was chosen.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "AI大幅降低了动画的制作成本。"
    >>> article = Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True)
    >>> [row["rule"] for row in explain_unit(article, [], [""], 0)][:1]
    ['decrease burden']
    """
    steps: list[Step] = []
    frame = frame_units(article, scan(article), mentions, speakers, steps)
    kind = _decide(*_judge(frame)[:, index].tolist())
    names, (about, *which) = load_weights()
    rows = [_row(step.rule, article.text[step.start : step.end], step.start, step.end, step.weight) for step in steps if step.unit == index]
    for name, value, to_about, to_class in zip(names, frame.features[:, index].tolist(), about.tolist(), which[min(kind, 3)].tolist()):
        if to_about and abs(value) > TRACE:
            rows.append(_row(f"about: {name}", "", -1, -1, value * to_about))
        if to_class and abs(value) > TRACE and kind < len(CLASSES):
            rows.append(_row(f"{CLASSES[kind]}: {name}", "", -1, -1, value * to_class))
    return rows


def _row(rule: str, surface: str, start: int, end: int, weight: float) -> dict[str, Any]:
    return {"rule": rule, "surface": surface, "start": start, "end": end, "weight": round(weight, 3)}


def _judge(frame: Frame) -> NDArray[np.float64]:
    """Give every unit its shares of the four classes and none: five rows."""
    powers = np.exp(load_weights()[1] @ frame.features)
    shares = np.empty_like(powers)
    shares[4] = 1 / (1 + powers[0])
    shares[:4] = powers[1:] * ((1 - shares[4]) / powers[1:].sum(0))
    shares += 1e-9  # no share is nothing: its logarithm is taken
    first = np.log(shares)
    link = NEIGHBOURS["across"] + (NEIGHBOURS["paragraph"] - NEIGHBOURS["across"]) * frame.same[1:]
    for _ in range(ROUNDS):
        lent, total = COUPLING @ shares, first.copy()
        total[:, 1:] += link * lent[:, :-1]
        total[:, :-1] += link * lent[:, 1:]
        shares = np.exp(total)
        shares /= shares.sum(0)
    return shares


def _decide(favourable: float, critical: float, mixed: float, neutral: float, none: float) -> int:
    """Choose the class of a unit; none is the last. Praise and blame too near each other are neither."""
    about = 1 - none
    if about < 0.5:
        return len(CLASSES)
    shares = (favourable, critical, mixed, neutral)
    best = shares.index(max(shares))
    if best < 2 and abs(favourable - critical) < MARGIN * about:
        return 2 if mixed > neutral else 3
    return best
