"""How far codes agree, and how good a tagger is by class: every number with the interval that resampling articles gives."""

from __future__ import annotations

from collections.abc import Sequence

import krippendorff
import numpy as np
import pandas as pd

from .measures import wilson
from .resampling import Estimate, Floats, bootstrap, estimate, share_of, sum_by


def count_confusion(gold: pd.Series, predicted: pd.Series, labels: Sequence[str] | None = None) -> pd.DataFrame:
    """Count which code was given where which was due.

    Parameters
    ----------
    gold, predicted : pandas.Series
        Two codes of every unit, in the same order.
    labels : sequence of str, optional
        The codes in the order wanted; all that occur, sorted, where left out.

    Returns
    -------
    pandas.DataFrame
        Units; a row a gold code, a column a predicted code.

    Examples
    --------
    >>> count_confusion(pd.Series(["a", "a", "b"]), pd.Series(["a", "b", "b"])).to_numpy().tolist()
    [[1, 1], [0, 1]]
    """
    known = list(labels) if labels is not None else sorted({*gold, *predicted})
    table = pd.crosstab(gold.to_numpy(), predicted.to_numpy()).reindex(index=known, columns=known, fill_value=0)
    return table.rename_axis(index="gold", columns="predicted")


def compute_agreement(gold: pd.Series, predicted: pd.Series, articles: pd.Series) -> Estimate:
    """Compute the share of units with the same code from both, between 0 and 1, with its interval by article.

    Examples
    --------
    >>> compute_agreement(pd.Series(["a", "a", "b"]), pd.Series(["a", "b", "b"]), pd.Series(["x", "y", "y"])).value
    0.6666666666666666
    """
    same = pd.DataFrame({"n_same": (gold.to_numpy() == predicted.to_numpy()).astype(float), "n": 1.0})
    counts = same.groupby(articles.to_numpy()).sum().to_numpy()
    return estimate(counts, lambda sums: share_of(sums[..., 0], sums[..., 1]))


def compute_alpha(codes: pd.DataFrame, articles: pd.Series | None = None) -> Estimate:
    """Compute Krippendorff's alpha for nominal codes, with its interval by article.

    Parameters
    ----------
    codes : pandas.DataFrame
        A row a unit, a column a coder (or a tagger); a missing value where a coder did not code the unit.
    articles : pandas.Series, optional
        The article of every unit; without it there is no interval.

    Returns
    -------
    Estimate
        Alpha is 1 where all agree and 0 where they agree as often as chance would have it; .800 is usually asked for and
        .667 the least for tentative conclusions [1]_. It is nan where only one code occurs.

    References
    ----------
    .. [1] Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd ed., 241-243.
    .. [2] Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.

    Examples
    --------
    >>> codes = pd.DataFrame({"ben": list("aabbdcccedda"), "gerry": list("babbbcccedd") + ["d"]})  # section B of [2]_
    >>> round(compute_alpha(codes).value, 3)
    0.692
    """
    labels = sorted({code for column in codes for code in codes[column].dropna()})
    counts = np.stack([(codes == label).sum(axis=1).to_numpy(dtype=float) for label in labels], axis=1) if labels else np.zeros((0, 0))
    pairable = counts.sum(axis=1) > 1
    if len(labels) < 2 or not pairable.any() or (counts[pairable].sum(axis=0) > 0).sum() < 2:
        return Estimate(np.nan, np.nan, np.nan)
    value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
    if articles is None:
        return Estimate(value, np.nan, np.nan)
    low, high = bootstrap(sum_by(articles.to_numpy()[pairable], _coincidences(counts[pairable])), _alpha_of)
    return Estimate(value, float(low), float(high))


def compute_scores(counts: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Compute precision, recall and F1 of every code, with their intervals.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns document, code, n_both (given and due), n_predicted (given), n_gold (due); a row a document and code.
    codes : sequence of str
        The codes in the order wanted; others are left out.

    Returns
    -------
    pandas.DataFrame
        Index code, then `all` (all codes together, micro) and `mean` (the mean of their F1, macro) where there are several;
        columns precision, recall, f1, each with _low and _high, and n_both, n_predicted, n_gold. Intervals of precision and
        recall are Wilson's, those of F1 by article.

    Examples
    --------
    >>> counts = pd.DataFrame({"document": ["x", "y"], "code": "a", "n_both": [3, 1], "n_predicted": [4, 2], "n_gold": [3, 3]})
    >>> compute_scores(counts, ["a"])[["precision", "recall", "f1"]].round(3).loc["a"].tolist()
    [0.667, 0.667, 0.667]
    """
    kinds = ["n_both", "n_predicted", "n_gold"]
    columns = pd.MultiIndex.from_product([kinds, codes])
    wide = counts.pivot_table(index="document", columns="code", values=kinds, aggfunc="sum", fill_value=0)
    by_article = wide.reindex(columns=columns, fill_value=0).to_numpy(dtype=float).reshape(len(wide), len(kinds), len(codes))
    rows = {code: _score_code(by_article[:, :, i]) for i, code in enumerate(codes)}
    if len(codes) > 1:
        rows["all"] = _score_code(by_article.sum(axis=2))
        rows["mean"] = dict(zip(("f1", "f1_low", "f1_high"), estimate(by_article, lambda sums: _f1(np.moveaxis(sums, -2, -1)).mean(-1))))
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="code")
    return table.astype({kind: "Int64" for kind in kinds})


def compare_codes(gold: pd.Series, predicted: pd.Series, articles: pd.Series) -> dict[str, float]:
    """Compute both agreement and alpha of two codes of every unit.

    Returns
    -------
    dict
        n, agreement, agreement_low, agreement_high, alpha, alpha_low, alpha_high: a row of a table.
    """
    alpha = compute_alpha(pd.DataFrame({"gold": gold, "predicted": predicted}), articles)
    row: dict[str, float] = {"n": len(gold)}
    for name, measured in (("agreement", compute_agreement(gold, predicted, articles)), ("alpha", alpha)):
        row |= {name: measured.value, f"{name}_low": measured.low, f"{name}_high": measured.high}
    return row


def score_codes(documents: pd.Series, gold: pd.Series, predicted: pd.Series, labels: Sequence[str]) -> pd.DataFrame:
    """Score codes of which every unit has one; the table is that of `compute_scores`."""
    counted = [count_found(documents, gold == code, predicted == code, code=code) for code in labels]
    return compute_scores(pd.concat(counted), labels)


def score_found(documents: pd.Series, gold: pd.Series, predicted: pd.Series, both: pd.Series | None = None) -> pd.DataFrame:
    """Score things that are in gold, were found, or both; the table is that of `compute_scores`, its one row named `all`."""
    return compute_scores(count_found(documents, gold, predicted, both), ["all"])


def count_found(
    documents: pd.Series, gold: pd.Series, predicted: pd.Series, both: pd.Series | None = None, *, code: pd.Series | str = "all"
) -> pd.DataFrame:
    """Count by document and code what is in gold, what was found, and what is both (and right), for `compute_scores`."""
    right = gold & predicted if both is None else both
    rows = pd.DataFrame({"document": documents, "n_both": right, "n_predicted": predicted, "n_gold": gold}).assign(code=code)
    return rows.groupby(["document", "code"], as_index=False)[["n_both", "n_predicted", "n_gold"]].sum()


def _coincidences(counts: Floats) -> Floats:
    """Krippendorff's coincidence matrix of every unit, from how many coders gave it each code."""
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    return pairs / (counts.sum(axis=1) - 1)[:, None, None]


def _alpha_of(coincidences: Floats) -> Floats:
    by_code = coincidences.sum(axis=-1)
    n = by_code.sum(axis=-1)
    expected = n * (n - 1) - (by_code * (by_code - 1)).sum(axis=-1)
    disagreeing = n - np.trace(coincidences, axis1=-2, axis2=-1)
    return 1 - share_of(disagreeing * (n - 1), expected)


def _f1(counts: Floats) -> Floats:
    """F1 of (n_both, n_predicted, n_gold); 0 where nothing was given or due, as none was found."""
    return np.nan_to_num(share_of(2 * counts[..., 0], counts[..., 1] + counts[..., 2]))


def _score_code(counts: Floats) -> dict[str, float]:
    both, predicted, gold = (int(n) for n in counts.sum(axis=0))
    parts: dict[str, float] = {}
    for name, n in (("precision", predicted), ("recall", gold)):
        low, high = wilson(both, n)
        parts |= {name: both / n if n else np.nan, f"{name}_low": low, f"{name}_high": high}
    parts |= dict(zip(("f1", "f1_low", "f1_high"), estimate(counts, _f1)))
    return parts | {"n_both": both, "n_predicted": predicted, "n_gold": gold}
