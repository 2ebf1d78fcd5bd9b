"""The errors of the tags, one by one: where gold and tagger differ, in what, and where to look it up. No text."""

from __future__ import annotations

import pandas as pd

from .validity import UNSURE, Evaluation

COLUMNS = ["variable", "document", "start", "end", "gold", "predicted", "id"]
CODED = ("role", "stance", "aspects", "speaker")  # what every unit has


def list_errors(evaluation: Evaluation, overlap: float = 0.3) -> pd.DataFrame:
    """List every disagreement of gold and tagger.

    Parameters
    ----------
    evaluation : Evaluation
    overlap : float, default 0.3
        Least overlap at which quotations are taken for the same: 0.3 or 0.8.

    Returns
    -------
    pandas.DataFrame
        Columns variable (role, stance, aspects, speaker, mention, name, quotation, quotation speaker, claim), document,
        start and end (in the source; of the gold where there is one), gold, predicted (each empty where there is none), and
        id of the tagger's row. Sorted by variable, document and place.

    Examples
    --------
    >>> from aicine_lib.validity import evaluate_set
    >>> set(list_errors(evaluate_set("press"))["variable"]) <= {*CODED, "mention", "name", "quotation", "quotation speaker", "claim"}
    True
    """
    parts = [_unit_errors(evaluation, variable) for variable in CODED]
    parts += [_mention_errors(evaluation.mentions), _quotation_errors(evaluation.quotations.query("overlap == @overlap"))]
    parts.append(_claim_errors(evaluation.claims))
    return pd.concat(parts)[COLUMNS].sort_values(["variable", "document", "start", "end"], ignore_index=True)


def _unit_errors(evaluation: Evaluation, variable: str) -> pd.DataFrame:
    units = evaluation.units if variable == "role" else evaluation.scored
    if variable == "aspects":
        units = units[units["stance_gold"] != "none"]
        units = units.assign(**{f"aspects_{side}": _ordered(units[f"aspects_{side}"]) for side in ("gold", "predicted")})
    gold, given = units[f"{variable}_gold"], units[f"{variable}_predicted"]
    wrong = units[(gold != given) & (gold != UNSURE)]
    return wrong.assign(
        variable=variable, gold=wrong[f"{variable}_gold"], predicted=wrong[f"{variable}_predicted"], id=wrong["sentence_id"]
    )


def _mention_errors(mentions: pd.DataFrame) -> pd.DataFrame:
    both = mentions["is_gold"] & mentions["is_predicted"]
    kind = mentions["type"] + " "
    alone = mentions.assign(
        variable="mention",
        gold=(kind + mentions["name_gold"]).where(mentions["is_gold"], ""),
        predicted=(kind + mentions["name_predicted"]).where(mentions["is_predicted"], ""),
    )[~both]
    allowed = [given in gold.split("|") for given, gold in zip(mentions["name_predicted"], mentions["name_gold"])]
    named = mentions[both & ~pd.Series(allowed, index=mentions.index, dtype=bool)]
    misnamed = named.assign(variable="name", gold=named["name_gold"], predicted=named["name_predicted"])
    return pd.concat([alone, misnamed]).assign(id=lambda rows: rows["mention_id"])


def _quotation_errors(pairs: pd.DataFrame) -> pd.DataFrame:
    both = pairs["is_gold"] & pairs["is_predicted"]
    alone = _placed(pairs[~both]).assign(variable="quotation")
    alone["gold"], alone["predicted"] = (_words(alone, side, "speaker").where(alone[f"is_{side}"], "") for side in ("gold", "predicted"))
    wrong = _placed(pairs[both & ~pairs["has_speaker"]]).assign(variable="quotation speaker")
    wrong["gold"], wrong["predicted"] = wrong["speaker_gold"], wrong["speaker_predicted"]
    return pd.concat([alone, wrong]).assign(id=lambda rows: rows["quotation_id_predicted"].fillna(""))


def _claim_errors(pairs: pd.DataFrame) -> pd.DataFrame:
    right = pairs["has_value"] & pairs["has_unit"] & pairs["has_kind"] & pairs["has_practice"]
    wrong = _placed(pairs[~right]).assign(variable="claim")
    for side in ("gold", "predicted"):
        wrong[side] = _words(wrong, side, "kind", "low", "high", "unit", "practice").where(wrong[f"is_{side}"], "")
    return wrong.assign(id=wrong["claim_id_predicted"].fillna(""))


def _placed(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs with the span of the gold row, or of the tagger's where there is none."""
    return pairs.assign(**{edge: pairs[f"{edge}_gold"].fillna(pairs[f"{edge}_predicted"]) for edge in ("start", "end")})


def _words(pairs: pd.DataFrame, side: str, *columns: str) -> pd.Series:
    """Values of several columns in one cell; `-` for one that is empty, as a quotation may have no speaker."""
    cells = [pairs[f"{column}_{side}"].map(lambda value: f"{value:.10g}" if isinstance(value, float) else value) for column in columns]
    words = cells[0].astype(str).replace("", "-")
    for cell in cells[1:]:
        words = words + " " + cell.astype(str).replace("", "-")
    return words


def _ordered(lists: pd.Series) -> pd.Series:
    return lists.str.split().map(lambda held: " ".join(sorted(held))).astype("str")
