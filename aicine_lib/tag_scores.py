"""How good the tag is that an answer rests on: the score that a result card states.

Stance and aspects were learnt from coded articles, so the score that counts is that of articles left out while learning
(data/gold/left_out.json, written by benchmarks/learn_weights.py). For other tags, or where that file is not there, the tags are
compared with the gold codes anew: those of the press release for its own figures, those of the development texts for other
corpora. Gold was coded by a language model, not by people; data/gold/README.md says how.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from . import paths
from .errors import FigureError

LEFT_OUT = paths.DATA / "gold" / "left_out.json"
LEARNT = {"stance": "alpha", "aspects": "aspects_f1"}  # tag: its score in left_out.json
SCORED = {  # tag: variable and code in the table of scores; of stance and role the agreement is stated, as every unit has one
    "stance": ("stance", ""),
    "role": ("role", ""),
    "aspects": ("aspects", "all"),
    "speaker": ("speaker", "all"),
    "mentions": ("mentions", "all"),
    **{f"mentions {kind}": ("mentions", kind) for kind in ("tool", "film", "person", "org", "event", "work")},
    "quotations": ("quotations 0.3", "all"),
    "claims": ("claims, kind", "all"),
}
NAN = float("nan")


class Validation(NamedTuple):
    """How good a tag was found to be, and on what; nan where a bound is not known."""

    tag: str
    measure: str  # F1, alpha
    value: float
    low: float = NAN  # of the 95 % interval by article
    high: float = NAN
    gold: str = ""  # the gold set, and whether its articles were left out, or seen, when the tagger was made


def find_score(tag: str, gold_set: str = "press", left_out: Path = LEFT_OUT) -> Validation | None:
    """Find the score of a tag.

    Parameters
    ----------
    tag : str
        stance, role, aspects, speaker, mentions, mentions tool (or another type), quotations, claims; or a tag that has no gold,
        such as metaphors.
    gold_set : {"press", "dev"}
        The gold it is compared with.

    Returns
    -------
    Validation or None
        Krippendorff's alpha of stance and role, F1 of the others (of claims: value, unit and kind right); none where the tag was
        never measured.

    Examples
    --------
    >>> find_score("metaphors") is None
    True
    >>> find_score("claims", "dev").measure
    'F1'
    """
    if tag in LEARNT and left_out.is_file():
        for row in _read(left_out):
            if row.get("set") == gold_set and LEARNT[tag] in row:
                low, high = (float(row.get(f"{LEARNT[tag]}_{end}", NAN)) for end in ("low", "high"))
                return Validation(
                    tag, "alpha" if LEARNT[tag] == "alpha" else "F1", float(row[LEARNT[tag]]), low, high, f"{gold_set}, left out"
                )
    return _compare(gold_set).get(tag)


@cache
def _compare(gold_set: str) -> dict[str, Validation]:
    """Compare the stored tags of a gold set with its codes: every tag that has both."""
    from .validity import evaluate_set

    evaluation = evaluate_set(gold_set)
    scores, agreement = evaluation.scores(), evaluation.agreement()
    found = {}
    for tag, (variable, code) in SCORED.items():
        table, key, name = (scores, (variable, code), "f1") if code else (agreement, variable, "alpha")
        if key in table.index:
            value, low, high = (round(float(table[f"{name}{end}"][key]), 3) for end in ("", "_low", "_high"))
            if value == value:  # nan where gold has none
                found[tag] = Validation(tag, "F1" if code else "alpha", value, low, high, f"{gold_set}, seen")
    return found


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["left_out"])
    except (ValueError, KeyError, TypeError) as error:
        raise FigureError(f"{path} is not what benchmarks/learn_weights.py writes ({error}): run it again, or remove the file") from None
