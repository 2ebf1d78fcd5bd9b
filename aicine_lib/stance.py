"""Stance toward AI in film-making: is a unit about AI, and does it praise, blame, both or neither?

Two linear models in turn, whose every weight can be read: one says whether the unit is about AI (named, carried over from
the units before, or an AI-made work), one which way it evaluates. Their features are counts of cue words and their
surroundings (data/lexicon/stance_weights.csv) and the words themselves (data/lexicon/learned_terms.csv). A third one has the
last word (data/lexicon/stance_context.csv): it looks at what the first two say of the unit and of those beside it, because
evaluation comes in runs. Not for general sentiment, and not for the
opinion of one person: a unit's stance is whoever's the unit reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .articles import Article, Mention, Stance
from .aspects import find_aspects
from .cues import scan
from .learned_terms import find_terms, known_terms, weigh_terms
from .stance_features import FEATURES, frame_units
from .stance_models import CLASSES, CONTEXT, SHARES, WEIGHTS, first_shares, last_shares, load_context, load_weights, look_around
from .valence import Step

# Favourable and critical nearer than this are mixed or neutral, for a flip of polarity is the worst error; 0.15 to 0.6 were tried.
MARGIN = 0.3
TRACE = 1e-9  # a feature that is less is there by rounding only
_NONE = Stance("none", 0.0, "")


def find_stance(
    article: Article, mentions: Sequence[Mention], speakers: Sequence[str], tokens: Sequence[str] | None = None
) -> list[Stance]:
    """Find the stance and the aspects of every unit.

    Parameters
    ----------
    article : Article
        An on-topic article.
    mentions : sequence of Mention
        Its names; those of tools and films are used.
    speakers : sequence of str
        The speaker of each unit, empty for the reporter.
    tokens : sequence of str, optional
        The words of ``article.plain``, where they are known already.

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
    weighed = weigh_terms(find_terms(article, mentions, tokens), len(article.units))
    shares = last_shares(look_around(first_shares(frame, weighed), article, speakers))
    scores = (shares[0] - shares[1]).round(3).tolist()
    aspects = find_aspects(cues.counts, weighed[len(WEIGHTS) :], frame.same, frame.heading)
    return [
        _NONE if kind == len(CLASSES) or unit.role in ("caption", "byline") else Stance(CLASSES[kind], score, codes)
        for unit, kind, score, codes in zip(article.units, map(decide, *shares.tolist()), scores, aspects)
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
    terms = find_terms(article, mentions)
    around = look_around(first_shares(frame, weigh_terms(terms, len(article.units))), article, speakers)
    kind = decide(*last_shares(around)[:, index].tolist())
    about, *which = load_weights()
    rows = [_row(step.rule, article.text[step.start : step.end], step.start, step.end, step.weight) for step in steps if step.unit == index]
    for name, value, to_about, to_class in zip(FEATURES, frame.features[:, index].tolist(), about.tolist(), which[min(kind, 3)].tolist()):
        if to_about and abs(value) > TRACE:
            rows.append(_row(f"about: {name}", "", -1, -1, value * to_about))
        if to_class and abs(value) > TRACE and kind < len(CLASSES):
            rows.append(_row(f"{CLASSES[kind]}: {name}", "", -1, -1, value * to_class))
    for start, end, weights in known_terms(terms, index):
        to_about, *to_classes = weights[: len(WEIGHTS)].tolist()
        surface, to_class = article.text[start:end], to_classes[min(kind, 3)]
        rows.append(_row("about: term", surface, start, end, to_about))
        if kind < len(CLASSES):
            rows.append(_row(f"{CLASSES[kind]}: term", surface, start, end, to_class))
    for name, value, weight in zip(CONTEXT, around[:, index].tolist(), load_context()[kind].tolist()):
        if abs(value * weight) > TRACE:
            rows.append(_row(f"{SHARES[kind]}, seen around: {name}", "", -1, -1, value * weight))
    return rows


def _row(rule: str, surface: str, start: int, end: int, weight: float) -> dict[str, Any]:
    return {"rule": rule, "surface": surface, "start": start, "end": end, "weight": round(weight, 3)}


def decide(favourable: float, critical: float, mixed: float, neutral: float, none: float) -> int:
    """Choose the class of a unit; none is the last. Praise and blame too near each other are neither."""
    about = 1 - none
    if about < 0.5:
        return len(CLASSES)
    shares = (favourable, critical, mixed, neutral)
    best = shares.index(max(shares))
    if best < 2 and abs(favourable - critical) < MARGIN * about:
        return 2 if mixed > neutral else 3
    return best
