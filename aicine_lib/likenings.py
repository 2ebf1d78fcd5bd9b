"""What AI is likened to: vehicles by type, by who likens, and by the stance of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from .units import add_context

if TYPE_CHECKING:
    from .corpus import Corpus

STANCES = ["favourable", "mixed", "neutral", "critical", "none"]


def list_likenings(corpus: Corpus) -> pd.DataFrame:
    """List the metaphors with who makes them and in which stance.

    Returns
    -------
    pandas.DataFrame
        The columns of metaphors; stance, score, aspects of the sentence; story_id, outlet, published_date; holder (the speaker, or
        记者叙述 for the reporter) and holder_role (a code of speaker_role, narration or unknown).

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> "holder" in list_likenings(load_corpus("press"))
    True
    """
    return add_context(corpus, corpus.metaphors).rename(columns={"voice": "holder", "speaker_role": "holder_role"})


def count_likenings(likenings: pd.DataFrame, by: Sequence[str] = ("vehicle_type",)) -> pd.DataFrame:
    """Count metaphors by type of vehicle, by vehicle, by holder, or by any other columns.

    Parameters
    ----------
    likenings : pandas.DataFrame
        As `list_likenings` returns them.
    by : sequence of str, default ("vehicle_type",)

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, n_likenings, favourable, mixed, neutral, critical, none (by stance of the sentence toward AI), n_articles,
        n_stories, vehicles (all different ones, most frequent first, separated by spaces); most likenings first, then by group.

    Examples
    --------
    >>> likenings = pd.DataFrame({"vehicle": ["画笔", "助手", "画笔"], "vehicle_type": ["tool", "partner", "tool"], "stance": "favourable",
    ...     "article_id": list("aab"), "story_id": list("aaa")})
    >>> count_likenings(likenings)[["vehicle_type", "n_likenings", "n_articles", "n_stories", "vehicles"]].values.tolist()
    [['tool', 2, 2, 1, '画笔'], ['partner', 1, 1, 1, '助手']]
    """
    keys = list(by)
    flags = likenings.assign(**{code: (likenings["stance"] == code).astype("int64") for code in STANCES})
    table = flags.groupby(keys, as_index=False).agg(
        n_likenings=("vehicle", "size"),
        **{code: (code, "sum") for code in STANCES},
        n_articles=("article_id", "nunique"),
        n_stories=("story_id", "nunique"),
    )
    likened = likenings.assign(term=likenings["vehicle"]).groupby([*keys, "term"], as_index=False).agg(n=("vehicle", "size"))
    likened = likened.sort_values(["n", "term"], ascending=[False, True], kind="stable")
    vehicles = likened.groupby(keys, as_index=False).agg(vehicles=("term", " ".join))
    joined = table.merge(vehicles, on=keys, how="left", validate="1:1")
    return joined.sort_values(["n_likenings", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True)
