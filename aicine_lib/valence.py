"""Valence of a unit: what the evaluating words come to, once what stands around them is heard.

"效率" says nothing, "效率提升" is a gain, "并未提升效率" is none; what stands after "但" weighs more than what it takes
back. Rules of scope, not of grammar: a cue reaches so many characters within its clause. Whether the evaluation is of
AI is not this module's business.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .articles import Article, Unit
from .cues import DIMENSIONS, VALUED, Cues, load_cues

REACH = {
    "negator": 6,
    "inability": 12,
    "relief": 10,
    "overcome": 18,
    "normative": 60,
    "degree": 4,
    "gone": 8,
    "change": 16,
    "without": 60,
    "rhetoric": 40,
    "asked": 16,
}
OPENING = 2  # characters before a pivot that opens its unit: quotation marks
_FAR = 1 << 40
PRAISE_NEGATED, BLAME_NEGATED = -0.8, -0.6  # 不完美 is blame, 不差 is faint praise
SUMS = (
    "pos",
    "neg",
    "late_pos",
    "late_neg",
    "inability",
    "relief",
    "pivot",
    "concession",
    "without",
    "late_inability",
    "rhetoric",
    "opens",
)
SUM = {name: i for i, name in enumerate(SUMS)}
PIVOT = SUM["pivot"]
_VALUED, _DIMENSIONS = frozenset(VALUED), frozenset(DIMENSIONS)
_STOPS = frozenset("，,；;。：:！!？?")
_JOINTS = ("与", "和", "及", "、")  # 突破与短板: the breakthrough does not reach the shortcoming
_GAINS = {
    ("increase", "asset"): 0.7,
    ("decrease", "asset"): -0.7,
    ("increase", "burden"): -0.6,
    ("decrease", "burden"): 0.7,
    ("increase", "jobs"): 0.5,
    ("decrease", "jobs"): -0.9,
}


class Step(NamedTuple):
    """One contribution to a unit's valence, for explaining it."""

    unit: int
    start: int
    end: int
    rule: str
    weight: float


class _Unit:
    """What has been read of one unit so far; class attributes are the state before its first cue."""

    late = False  # a pivot has been passed
    comma = -1  # where a concession ends
    negator = inability = relief = overcome = normative = degree = without = rhetoric = asked = -1000  # where the last of these ended
    reached = -1  # beyond this no operator reaches
    strength = 1.0  # of the last degree
    change: tuple[str, int, bool] | None = None  # an increase, or what may change; its end; negated
    bad: tuple[int, float] | None = None  # end and weight of the last bad thing


def weigh(article: Article, cues: Cues, steps: list[Step] | None = None) -> NDArray[np.float64]:
    """Sum the valence of every unit.

    Parameters
    ----------
    article : Article
        The article that was scanned.
    cues : Cues
        Its cues, from :func:`aicine_lib.cues.scan`.
    steps : list, optional
        Where given, what was added is appended to it, in order of place.

    Returns
    -------
    numpy.ndarray, shape (len(SUMS), n_units)
        Praise and blame before and after the pivot, and how often each operator stood.
    """
    table, plain, units = load_cues(), article.plain, article.units
    actions, is_local, width = table.actions, table.is_local, len(SUMS)
    flat = bytearray(8 * width * len(units))  # numpy reads it without a copy
    cells = memoryview(flat).cast("d")
    current, state, row = -1, _Unit(), cells
    nexts = iter([*[start for _, start, _ in cues.active[1:]], _FAR])
    for (term, start, end), unit, following in zip(cues.active, cues.unit, nexts):
        if unit < 0 or is_local[term] and following - end > REACH["negator"]:
            continue
        if unit != current:
            current, state, row = unit, _Unit(), cells[unit * width : unit * width + width]
        if 0 <= state.comma < start:
            state.late, state.comma = True, -1
            row[PIVOT] = 1.0
        for name, weight in actions[term]:
            if name in _VALUED:
                value, rule = _in_scope(state, plain, start, weight, name) if start <= state.reached else (weight, name)
                state.bad = (end, value) if value < 0 else None
            elif name in _DIMENSIONS:
                value, rule = _change(state, plain, name, start, end)
            elif name == "gone":
                value, rule = _undo(row, state, start), name
            else:
                _operate(row, state, plain, name, weight, start, end, units[unit])
                continue
            if value:
                row[2 * state.late + (value < 0)] += abs(value)
                if steps is not None:
                    steps.append(Step(unit, start, end, rule, value))
    return np.frombuffer(flat).reshape(-1, width).T


def _clear(plain: str, end: int, start: int) -> bool:
    """Tell whether no clause ends between two places."""
    return _STOPS.isdisjoint(plain[end:start])


def _in_scope(state: _Unit, plain: str, start: int, weight: float, rule: str) -> tuple[float, str]:
    """Weigh an evaluating word by the operators that reach it."""
    value = weight * state.strength if start - state.degree <= REACH["degree"] else weight
    if start - state.negator <= REACH["negator"] and _clear(plain, state.negator, start):
        state.negator = -1000
        return value * (PRAISE_NEGATED if value > 0 else BLAME_NEGATED), "negated " + rule
    if start - state.inability <= REACH["inability"] and _clear(plain, state.inability, start):
        return (-0.8 * value if value > 0 else 0.5 * value), "not able: " + rule
    if value < 0 and _is_undone(state, plain, start):
        return -0.6 * value, "overcome " + rule
    if start - state.normative <= REACH["normative"]:
        return 0.3 * value, "wished " + rule
    if value < 0 and start - state.without <= REACH["without"]:
        return -value, "without AI: " + rule
    if start - state.rhetoric <= REACH["rhetoric"]:
        return -0.8 * value, "asked to deny: " + rule
    if start - state.asked <= REACH["asked"] and _clear(plain, state.asked, start):
        return 0.4 * value, "left open: " + rule
    return value, rule


def _is_undone(state: _Unit, plain: str, start: int) -> bool:
    if start - state.relief <= REACH["relief"] and _clear(plain, state.relief, start):
        return True
    if start - state.overcome > REACH["overcome"] or plain[state.overcome : state.overcome + 1] in _JOINTS:
        return False
    return _clear(plain, state.overcome, start)


def _change(state: _Unit, plain: str, name: str, start: int, end: int) -> tuple[float, str]:
    """Join an increase or decrease with what it changes, whichever comes first."""
    is_verb, before = name in ("increase", "decrease"), state.change
    negated = start - state.negator <= REACH["negator"] and _clear(plain, state.negator, start)
    state.change = (name, end, negated)
    if (
        not before
        or (before[0] in ("increase", "decrease")) == is_verb
        or start - before[1] > REACH["change"]
        or not _clear(plain, before[1], start)
    ):
        return 0.0, name
    pair = (name, before[0]) if is_verb else (before[0], name)
    negated = negated if is_verb else before[2]
    state.change = None if is_verb else before
    return _GAINS[pair] * (-1 if negated else 1), " ".join(pair)


def _undo(row: memoryview[float], state: _Unit, start: int) -> float:
    """Take back the bad thing that is said to be gone, and count it as good."""
    if not state.bad or start - state.bad[0] > REACH["gone"]:
        return 0.0
    value = -state.bad[1]
    row[2 * state.late + 1] = max(0.0, row[2 * state.late + 1] - value)
    state.bad = None
    return value


def _operate(row: memoryview[float], state: _Unit, plain: str, name: str, weight: float, start: int, end: int, unit: Unit) -> None:
    """Remember an operator for what follows, and count it."""
    if name == "pivot":
        state.late = True
        row[PIVOT] = 1.0
        if start - unit.start <= OPENING:
            row[SUM["opens"]] = 1.0
    elif name == "concession":
        commas = [at for at in (plain.find("，", end, unit.end), plain.find(",", end, unit.end)) if at >= 0]
        state.comma = min(commas, default=-1)
        row[SUM["concession"]] = 1.0
    elif name == "rather":
        row[0] = row[1] = 0.0
        state.late, row[PIVOT] = True, 1.0
    elif name == "overcome" and (start - state.negator <= REACH["negator"] or start - state.inability <= REACH["inability"]):
        return
    else:
        setattr(state, name, end)
        if end + REACH[name] > state.reached:
            state.reached = end + REACH[name]
        if name == "degree":
            state.strength = weight
        elif name == "overcome":
            row[SUM["relief"]] += weight
        elif name == "inability":
            row[SUM["relief" if start - state.without <= REACH["without"] else "inability"]] += 1.0
            row[SUM["late_inability"]] += state.late
        elif name in SUM:
            row[SUM[name]] += 1.0
