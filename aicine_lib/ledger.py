"""The ledger of quantified claims: who claims what, and each change from before to after as a row that can be drawn.

What is claimed is not what was measured: every row carries its hedge and who said it, and nothing here checks the sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .resampling import share_of
from .units import NARRATION, add_context

if TYPE_CHECKING:
    from .corpus import Corpus

STATED, MATCHED, RELATIVE = "stated", "matched", "relative"
COMPARED = ("cost", "duration", "people", "output", "price")  # kinds of which an AI and a conventional value may be set side by side
ENDS = ["from_low", "from_high", "to_low", "to_high"]
COMMON = [f"common_{name}" for name in ENDS]
COLUMNS = [
    *("claim_id", "article_id", "story_id", "subject", "kind", "unit", "from", "to", *ENDS, "factor", "factor_low", "factor_high"),
    *("hedge", "claimant", "claimant_role", "practice", "basis", "quantity", "common_unit", *COMMON, "surface"),
]


def list_claims(corpus: Corpus) -> pd.DataFrame:
    """List the claims with who makes them and where.

    Returns
    -------
    pandas.DataFrame
        The columns of claims; stance, score, aspects of the sentence; story_id, outlet, published_date; claimant (the speaker, or
        记者叙述 for the reporter) and claimant_role (a code of speaker_role, narration or unknown).

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> "claimant_role" in list_claims(load_corpus("press"))
    True
    """
    return add_context(corpus, corpus.claims).rename(columns={"voice": "claimant", "speaker_role": "claimant_role"})


def count_claims(claims: pd.DataFrame, by: Sequence[str] = ("kind",)) -> pd.DataFrame:
    """Count claims by kind, by claimant role, or by any other columns.

    Parameters
    ----------
    claims : pandas.DataFrame
        As `list_claims` returns them.
    by : sequence of str, default ("kind",)

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, n_claims, n_ai, n_conventional (by practice), n_hedged (with a comparator other than =), n_changes (with
        an earlier value), n_articles, n_stories; most claims first, then by group.

    Examples
    --------
    >>> claims = pd.DataFrame({"claim_id": ["c1", "c2"], "kind": "cost", "practice": ["ai", "conventional"], "comparator": ["~", "="],
    ...     "from_low": [6000.0, None], "article_id": "a", "story_id": "a"})
    >>> count_claims(claims).values.tolist()
    [['cost', 2, 1, 1, 1, 1, 1, 1]]
    """
    flags = claims.assign(
        n_ai=(claims["practice"] == "ai").astype("int64"),
        n_conventional=(claims["practice"] == "conventional").astype("int64"),
        n_hedged=(claims["comparator"] != "=").astype("int64"),
        n_changes=claims["from_low"].notna().astype("int64"),
    )
    sums = {name: (name, "sum") for name in ("n_ai", "n_conventional", "n_hedged", "n_changes")}
    spread = {"n_articles": ("article_id", "nunique"), "n_stories": ("story_id", "nunique")}
    table = flags.groupby(list(by), as_index=False).agg(n_claims=("claim_id", "size"), **sums, **spread)
    return table.sort_values(["n_claims", *by], ascending=[False, *[True] * len(by)], ignore_index=True)


def list_changes(corpus: Corpus, *, matched: bool = True) -> pd.DataFrame:
    """List the changes that are claimed, from before to after: the rows of a dumbbell plot on a logarithmic axis.

    Parameters
    ----------
    corpus : Corpus
    matched : bool, default True
        Whether to set side by side, too, an AI and a conventional value that an article states apart: the only two of one kind and
        quantity on one subject. The comparison is then ours (basis matched).

    Returns
    -------
    pandas.DataFrame
        A row a change, by basis (stated, matched, relative), kind and factor. Columns:

        - claim_id (of the value after), article_id, story_id, subject, kind, unit, surface;
        - from, to: before and after in unit, the geometric mean of a range's ends; from_low, from_high, to_low, to_high: the ends;
        - factor: to / from (0.2: a fifth, 5: five times), factor_low, factor_high: the least and the most that the ends allow;
        - hedge (comparator of the value after: = ~ < > range), claimant, claimant_role, practice;
        - basis: stated in one claim, matched, or relative (a ratio such as 降到两成, without values: only factor is known; of a
          change by so much, 降了三成 or 提升三成, the direction is not coded, so factor is nan too);
        - quantity, common_unit, common_from_low … common_to_high: the ends in units that can share an axis (CNY, day …); what has no
          common unit (works, shots) has its kind and its own unit.

        A value of 0 cannot be drawn on a logarithmic axis; a factor of 0 before is nan.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> changes = list_changes(load_corpus("press"))
    >>> set(changes["basis"]) <= {"stated", "matched", "relative"}
    True
    """
    claims = list_claims(corpus)
    scaled = corpus.claims_normalised().drop_duplicates("claim_id").set_index("claim_id")
    named = claims.rename(columns={"low": "to_low", "high": "to_high", "comparator": "hedge"})
    parts = [_stated(named), _match(named, scaled) if matched else named.iloc[:0].assign(basis=MATCHED), _relative(named)]
    changes = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return _measure(changes, scaled).sort_values(["order", "kind", "factor", "claim_id"], ignore_index=True)[COLUMNS]


def list_dumbbells(changes: pd.DataFrame) -> pd.DataFrame:
    """Return changes in the shape that `plot_dumbbell` draws: in common units, those with a value before only.

    Parameters
    ----------
    changes : pandas.DataFrame
        As `list_changes` returns them.

    Returns
    -------
    pandas.DataFrame
        Columns claim_id, basis, quantity, unit, subject, speaker (empty for the reporter), low, high, from_low, from_high,
        comparator, practice.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> rows = list_dumbbells(list_changes(load_corpus("press")))
    >>> rows["from_low"].notna().all()
    np.True_
    """
    drawn = changes[changes["from"].notna()].drop(columns=["unit", *ENDS])
    names = dict(zip(COMMON, ("from_low", "from_high", "low", "high"))) | {"common_unit": "unit", "hedge": "comparator"}
    drawn = drawn.rename(columns=names).assign(speaker=drawn["claimant"].where(drawn["claimant_role"] != NARRATION, ""))
    return drawn[
        ["claim_id", "basis", "quantity", "unit", "subject", "speaker", "low", "high", "from_low", "from_high", "comparator", "practice"]
    ].reset_index(drop=True)


def _stated(claims: pd.DataFrame) -> pd.DataFrame:
    return claims[claims["from_low"].notna()].assign(basis=STATED)


def _relative(claims: pd.DataFrame) -> pd.DataFrame:
    return claims[claims["from_low"].isna() & (claims["kind"] == "ratio") & (claims["reading"] != "")].assign(basis=RELATIVE)


def _match(claims: pd.DataFrame, scaled: pd.DataFrame) -> pd.DataFrame:
    """AI values without an earlier one, each with the one conventional value of its article, subject, kind and quantity."""
    apart = claims[claims["from_low"].isna() & claims["kind"].isin(COMPARED) & (claims["subject"] != "")]
    common = apart.drop(columns=["to_low", "to_high", "unit", "from_low", "from_high"]).join(
        scaled[["quantity", "unit", "low", "high"]], on="claim_id", how="inner"
    )
    keys = ["article_id", "subject", "kind", "quantity", "unit"]
    common = common.drop_duplicates([*keys, "practice", "low", "high"])  # a value told twice is one value
    alone = common[~common.duplicated([*keys, "practice"], keep=False)]
    before, after = (alone[alone["practice"] == practice] for practice in ("conventional", "ai"))
    before = before[[*keys, "low", "high"]].rename(columns={"low": "from_low", "high": "from_high"})
    pairs = after.rename(columns={"low": "to_low", "high": "to_high"}).merge(before, on=keys, validate="1:1")
    return pairs.drop(columns="quantity").assign(basis=MATCHED)


def _measure(changes: pd.DataFrame, scaled: pd.DataFrame) -> pd.DataFrame:
    """Add middles, factors and common units."""
    ends = {name: changes[name].to_numpy(dtype=float) for name in ENDS}
    before, after = _middle(ends["from_low"], ends["from_high"]), _middle(ends["to_low"], ends["to_high"])
    is_relative = (changes["basis"] == RELATIVE).to_numpy()
    whole = np.where(changes["unit"] == "percent", 100.0, 1.0)
    is_result = is_relative & (changes["reading"] == "to").to_numpy()

    def factor(to: np.ndarray, of: np.ndarray) -> np.ndarray:
        return np.where(is_relative, np.where(is_result, to / whole, np.nan), share_of(to, of))

    common = scaled.rename(columns={"low": "to_low", "high": "to_high"}).reindex(changes["claim_id"]).set_index(changes.index)
    as_stated = common["unit"].isna() | (changes["basis"] == MATCHED)  # matched values are in common units already
    common_ends = {f"common_{name}": common[name].where(~as_stated, changes[name]).astype(float) for name in ENDS}
    return changes.assign(
        **{"from": before, "to": np.where(is_relative, np.nan, after)},
        factor=factor(after, before),
        factor_low=factor(ends["to_low"], ends["from_high"]),
        factor_high=factor(ends["to_high"], ends["from_low"]),
        quantity=common["quantity"].fillna(changes["kind"]),
        common_unit=common["unit"].where(~as_stated, changes["unit"]),
        **common_ends,
        order=changes["basis"].map({STATED: 0, MATCHED: 1, RELATIVE: 2}),
    )


def _middle(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The middle of a range on a logarithmic axis."""
    return np.where(low == high, low, np.sqrt(np.maximum(low * high, 0)))
