"""What other tools would have said, scored as ours is: their stored outputs (benchmarks/baselines.py made them) against gold.

They were run on the gold's own units of text in simplified characters, so unlike ours they need not find headings, furniture
and foreign articles. Sentiment tools know neither `none` nor `mixed`: what they are worth is shown on all units as they are, with
our own judgement of which units are about AI put before them, and on the units where gold has one of their three codes.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd

from .agreement import compare_codes, score_codes, score_found
from .codebook import codes
from .errors import InputError
from .matching import pair_claims, pair_mentions, pair_spans, place_spans, read_gold
from .validity import GOLD, GOLD_SETS, OVERLAPS, POLES, WITH_TEXTS, Evaluation

OUTPUTS = GOLD / "baselines"
TOOLS = {
    "snownlp": "SnowNLP",
    "dutir": "cntext, DUTIR",
    "hownet": "cntext, HowNet",
    "jionlp": "JioNLP",
    "harvesttext": "HarvestText",
    "regex": "quotation marks",
}  # file of outputs: name of the tool
OURS = "aicine"
SENTIMENT = ("snownlp", "dutir", "hownet")
THREE = ("favourable", "critical", "neutral")  # what a sentiment tool can say
POSITIVE_FROM, NEGATIVE_TO = 0.6, 0.4  # SnowNLP's number is a probability of being positive; between them a sentence is neutral
NAMED = ("person", "org")  # types that part-of-speech tags tell
MEASURED = {"CNY", "USD", "TWD", "HKD", "KRW", "JPY", "EUR", "GBP", "second", "minute", "hour", "day", "week", "month", "year"}
LONG = 10  # characters: a usual way to tell quotations from scare quotes and titles


def describe_baselines() -> dict[str, Any]:
    """Return versions, machine and date of the stored outputs."""
    return dict(json.loads((OUTPUTS / "about.json").read_bytes()))


def read_outputs(tool: str, name: str) -> pd.DataFrame:
    """Read what a tool said of one gold set.

    Parameters
    ----------
    tool : str
        A file of data/gold/baselines: snownlp, dutir, hownet, jionlp, harvesttext or regex.
    name : {"press", "dev", "unseen", "blind"}

    Returns
    -------
    pandas.DataFrame
        Columns document, start, end (in the source) and what the tool says: sentiment; n_positive and n_negative; low,
        high and unit; type; nothing for the regular expression, which only finds spans.

    Raises
    ------
    InputError
        If there is no such tool or set.
    """
    if tool not in TOOLS or name not in GOLD_SETS:
        raise InputError(f"no outputs of {tool!r} on {name!r}: tools are {', '.join(TOOLS)}, gold sets {', '.join(GOLD_SETS)}")
    outputs = pd.read_csv(OUTPUTS / f"{tool}.csv", dtype={"document": "str"})
    return outputs[outputs["set"] == name].drop(columns="set").reset_index(drop=True)


def label_sentiment(outputs: pd.DataFrame) -> pd.Series:
    """Turn the number or the counts of a sentiment tool into favourable, critical or neutral.

    Examples
    --------
    >>> label_sentiment(pd.DataFrame({"n_positive": [2, 1, 0], "n_negative": [1, 1, 3]})).tolist()
    ['favourable', 'neutral', 'critical']
    """
    if "sentiment" in outputs:
        is_positive, is_negative = outputs["sentiment"] > POSITIVE_FROM, outputs["sentiment"] < NEGATIVE_TO
    else:
        is_positive, is_negative = outputs["n_positive"] > outputs["n_negative"], outputs["n_positive"] < outputs["n_negative"]
    return pd.Series(np.select([is_positive, is_negative], POLES, "neutral"), index=outputs.index, dtype="str")


def compare_stance(evaluation: Evaluation, name: str) -> pd.DataFrame:
    """Score our stance and that of the sentiment tools on the same units of a gold set.

    Parameters
    ----------
    evaluation : Evaluation
        Ours, of that set.
    name : {"press", "dev", "unseen", "blind"}

    Returns
    -------
    pandas.DataFrame
        Index task (five codes; five codes, about AI by ours; three codes), tool; columns n, agreement and alpha with _low and
        _high, f1 (mean over the codes of the task) with _low and _high, n_flipped (favourable for critical or the reverse).
    """
    units = evaluation.scored
    given = {OURS: units["stance_predicted"]}
    for tool in SENTIMENT:
        outputs = units[["document", "start", "end"]].merge(read_outputs(tool, name), how="left", validate="1:1")
        given[TOOLS[tool]] = label_sentiment(outputs).set_axis(units.index)
    five, is_sure = list(codes("stance")), units["stance_gold"].isin(THREE)
    is_about = units["stance_predicted"] != "none"
    rows = {}
    for tool, said in given.items():
        rows["five codes", tool] = _score_stance(units, said, five)
        rows["five codes, about AI by ours", tool] = _score_stance(units, said.where(is_about, "none"), five)
        rows["three codes", tool] = _score_stance(units[is_sure], said[is_sure], list(THREE))
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis(index=["task", "tool"])
    return table.astype({"n": "int64", "n_flipped": "int64"}).sort_index(level="task", sort_remaining=False)


def compare_spans(evaluation: Evaluation, name: str) -> pd.DataFrame:
    """Score names, numbers and quotations, ours and those of the other tools, on a gold set.

    Parameters
    ----------
    evaluation : Evaluation
        Ours, of that set.
    name : {"press", "dev", "unseen", "blind"}

    Returns
    -------
    pandas.DataFrame
        Index task, tool; columns as of `compute_scores`. Names: persons and organisations, exact span and type. Claims: value
        (and unit) of all, or of those in money and time only, which is what JioNLP reads. Quotations: overlap of 0.3 and 0.8.
    """
    gold = read_gold(GOLD / name / "gold" if name in WITH_TEXTS else GOLD / name)
    parts: dict[tuple[str, str], pd.DataFrame] = {}
    theirs = pair_mentions(gold["mentions"], place_spans(read_outputs("harvesttext", name).assign(name="")))
    for tool, mentions in ((OURS, evaluation.mentions), (TOOLS["harvesttext"], theirs)):
        for kind in NAMED:
            parts[f"names: {kind}", tool] = _score_pairs(mentions[mentions["type"] == kind])
    read = read_outputs("jionlp", name).assign(kind="", practice="")
    for tool, claims in ((OURS, evaluation.claims), (TOOLS["jionlp"], pair_claims(gold["claims"], place_spans(read)))):
        has_measure = (_is_measured(claims["unit_gold"]) & claims["is_gold"]) | (
            _is_measured(claims["unit_predicted"]) & ~claims["is_gold"]
        )
        for which, rows in (("all", claims), ("money and time", claims[has_measure])):
            parts[f"claims, {which}: value", tool] = _score_pairs(rows, rows["has_value"])
            parts[f"claims, {which}: value, unit", tool] = _score_pairs(rows, rows["has_value"] & rows["has_unit"])
    spans = read_outputs("regex", name)
    found = {TOOLS["regex"]: spans, f"{TOOLS['regex']}, {LONG} characters or more": spans[spans["end"] - spans["start"] >= LONG]}
    for least in OVERLAPS:
        task = f"quotations {least}"
        parts[task, OURS] = _score_pairs(evaluation.quotations[evaluation.quotations["overlap"] == least])
        for tool, quoted in found.items():
            parts[task, tool] = _score_pairs(pair_spans(gold["quotations"], place_spans(quoted), least))
    return pd.concat(parts, names=["task", "tool"]).droplevel("code").sort_index(level="task", sort_remaining=False)


def _score_stance(units: pd.DataFrame, said: pd.Series, labels: list[str]) -> dict[str, float]:
    gold, documents = units["stance_gold"], units["document"]
    scores: Any = score_codes(documents, gold, said, labels)
    flipped = gold.isin(POLES) & said.isin(POLES) & (gold != said)
    mean = {name: scores.loc["mean", name] for name in ("f1", "f1_low", "f1_high")}
    return {**compare_codes(gold, said, documents), **mean, "n_flipped": int(flipped.sum())}


def _score_pairs(pairs: pd.DataFrame, both: pd.Series | None = None) -> pd.DataFrame:
    return score_found(pairs["document"], pairs["is_gold"], pairs["is_predicted"], both)


def _is_measured(units: pd.Series) -> pd.Series:
    """Whether units (alternatives, or rates) are of money or time."""
    return units.fillna("").map(lambda unit: bool(MEASURED & {each.partition("/")[0] for each in unit.split("|")})).astype(bool)
