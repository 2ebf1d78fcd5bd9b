"""How common codes are: their shares among units, with what they rest on, an interval, and a correction for the tagger's errors.

A share of five collected articles describes these articles; its interval says how far it hangs on which of them are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .codebook import codes
from .correction import correct_shares
from .measures import wilson
from .resampling import Floats, bootstrap, share_of

CODE_LISTS = {"stance": "stance", "aspects": "aspect", "tasks": "task", "role": "role", "speaker_role": "speaker_role"}
JOINED = ("aspects", "tasks")  # columns that hold several codes, separated by spaces
ABSENT = "-"  # what Evaluation.matched calls a code that is not there
ALL = "all"
NO_GOLD = "no gold codes were given for it"
MOST_DRAWN = 2000  # stories drawn one by one; of more, bundles: an interval of so many is known to 2 % of its width
Interval = Literal["stories", "wilson"]
COLUMNS = ["code", "n_code", "n_units", "n_articles", "n_stories", "share", "low", "high"]
CORRECTED = ["corrected", "corrected_low", "corrected_high", "not_corrected"]


def compute_shares(units: pd.DataFrame, column: str = "stance", *, by: str = "", interval: Interval = "stories") -> pd.DataFrame:
    """Compute which share of the units has each code, overall or by group.

    Parameters
    ----------
    units : pandas.DataFrame
        As `select_units` returns them: article_id, story_id, and the columns named.
    column : str, default "stance"
        stance, role, speaker_role, aspects or tasks. A unit may have several aspects or tasks, so that their shares may sum
        to more or less than 1.
    by : str, optional
        A column to group by, such as aspects, article_id, speaker_role, tenth or outlet; a unit with several aspects
        counts in the group of each.
    interval : {"stories", "wilson"}
        Draw stories with replacement, for units of one story resemble one another; or take units as independent [1]_.

    Returns
    -------
    pandas.DataFrame
        A row a group and code: the group (column `by`, where given), code, n_code (units with the code), n_units, n_articles,
        n_stories (of the group), share (0 to 1), low, high (95 %). Codes in the codebook's order, those that never occur left
        out. An interval is nan where drawing cannot tell it: a single story, or a code that each unit has, or none.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": ["a", "a", "b", "c"], "story_id": ["a", "a", "b", "b"],
    ...     "stance": ["favourable", "critical", "favourable", "favourable"]})
    >>> compute_shares(units)[["code", "n_code", "n_units", "n_articles", "n_stories", "share"]].values.tolist()
    [['favourable', 3, 4, 3, 2, 0.75], ['critical', 1, 4, 3, 2, 0.25]]
    """
    grouped = _group(units, by)
    known = _codes_of(units[column], column)
    groups = _in_order(grouped["group"], by)
    group = pd.Categorical(grouped["group"], categories=groups).codes.astype("int64")
    story, stories = pd.factorize(grouped["story_id"])
    pairs, pair = np.unique(group * max(1, len(stories)) + story, return_inverse=True)
    has = _indicators(grouped[column], column, known)
    weights = [*has.T, np.ones(len(grouped))]
    counts: Floats = np.stack([np.bincount(pair, weights=each, minlength=len(pairs)).astype(float) for each in weights], axis=1)
    starts = np.searchsorted(pairs, np.arange(len(groups)) * max(1, len(stories)))
    sums: Floats = np.add.reduceat(counts, starts, axis=0).astype(float) if len(groups) else counts
    k, n = sums[:, :-1], sums[:, -1:]
    low, high = _wilsons(k, n) if interval == "wilson" else _by_story(counts, k, n, starts)
    n_articles = grouped.assign(group=group).drop_duplicates(["group", "article_id"]).groupby("group").size().to_numpy()
    about = {"n_units": n[:, 0].astype("int64"), "n_articles": n_articles, "n_stories": np.diff([*starts, len(pairs)])}
    cells = {"n_code": k.astype("int64"), "share": k / n, "low": low, "high": high}
    named = pd.Series(groups, dtype=grouped["group"].dtype)
    table = pd.DataFrame({"group": named.repeat(len(known)).array, "code": np.tile(np.array(known, dtype=str), len(groups))})
    table = table.assign(**{name: np.repeat(values, len(known)) for name, values in about.items()})
    table = table.assign(**{name: values.ravel() for name, values in cells.items()})
    return table[["group", *COLUMNS]].rename(columns={"group": by}) if by else table[COLUMNS]


def compute_corrected_shares(
    units: pd.DataFrame, matched: pd.DataFrame | Mapping[str, pd.DataFrame], column: str = "stance", *, by: str = ""
) -> pd.DataFrame:
    """Compute shares raw and corrected for what the tagger gets wrong, side by side.

    Parameters
    ----------
    units, column, by
        As in `compute_shares`; stance must hold all units, those not about AI too, as the gold does.
    matched : pandas.DataFrame, or mapping of code to pandas.DataFrame
        Gold and predicted codes, as ``Evaluation.matched`` gives them: for stance one table, for aspects one a code (then the
        codes of the mapping are corrected, each there or not).

    Returns
    -------
    pandas.DataFrame
        The columns of `compute_shares`, and corrected, corrected_low, corrected_high (nan where gold does not allow it) and
        not_corrected (why, else empty).

    Examples
    --------
    >>> units = pd.DataFrame({"article_id": list("ab") * 5, "story_id": list("ab") * 5, "stance": ["critical"] * 4 + ["none"] * 6})
    >>> gold = pd.DataFrame({"document": "x", "gold": ["critical"] * 4 + ["none"] * 4, "predicted": ["critical"] * 3 + ["none"] * 5})
    >>> compute_corrected_shares(units, gold)[["code", "share", "corrected"]].round(2).values.tolist()
    [['critical', 0.4, 0.53], ['none', 0.6, 0.47]]
    """
    raw = compute_shares(units, column, by=by)
    parts = []
    for group, of_group in _group(units, by).groupby("group", sort=False):
        stories = pd.Series(pd.factorize(of_group["story_id"])[0] % MOST_DRAWN)
        if isinstance(matched, pd.DataFrame):
            labels = _codes_of(pd.concat([of_group[column], matched["gold"], matched["predicted"]]), column)
            parts.append(_corrected(of_group[column], stories, matched, labels).assign(group=group))
            continue
        for code, pairs in matched.items():
            held = pd.Series(_indicators(of_group[column], column, [code])[:, 0] > 0).map({True: code, False: ABSENT})
            parts.append(_corrected(held, stories, pairs, [code, ABSENT]).iloc[:1].assign(group=group))
    if not parts:
        return raw.assign(**dict.fromkeys(CORRECTED[:3], np.nan), not_corrected=NO_GOLD)
    table = pd.concat(parts, ignore_index=True).rename(columns={"group": by or ALL})
    joined = raw.merge(table, on=[by, "code"], how="left") if by else raw.merge(table.drop(columns=ALL), on="code", how="left")
    return joined.fillna({"not_corrected": NO_GOLD})


def _corrected(given: pd.Series, stories: pd.Series, matched: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Corrected shares of the labels, or nan with the reason."""
    try:
        table = correct_shares(given.reset_index(drop=True), stories, matched, labels).reset_index()
        return table[["code", "corrected", "corrected_low", "corrected_high"]].assign(not_corrected="")
    except ValueError as error:
        return pd.DataFrame({"code": labels, **dict.fromkeys(CORRECTED[:3], np.nan), "not_corrected": str(error)})


def _wilsons(k: Floats, n: Floats) -> tuple[Floats, Floats]:
    bounds = [wilson(int(part), int(whole)) for part, whole in zip(k.ravel(), np.broadcast_to(n, k.shape).ravel())]
    low, high = np.array(bounds, dtype=float).reshape(-1, 2).T
    return low.reshape(k.shape), high.reshape(k.shape)


def _by_story(counts: Floats, k: Floats, n: Floats, starts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Intervals of every group by drawing its stories; nan where all units have a code, or none: a draw can show nothing else."""
    bounds = np.full((2, *k.shape), np.nan)
    for i, held in enumerate(np.split(counts, starts[1:])):
        if len(held) > 1:
            bounds[:, i] = bootstrap(_bundle(held), lambda sums: share_of(sums[..., :-1], sums[..., -1:]))
    low, high = np.where((k > 0) & (k < n), bounds, np.nan)
    return low, high


def _bundle(held: Floats) -> Floats:
    """Counts by story, or by bundle of stories where there are so many that drawing them one by one takes minutes [1]_.

    .. [1] Wolter, K. M. (2007). Introduction to Variance Estimation, 2nd ed., chapter 2: random groups. Ids begin with a hash, so
       every n-th story is a random group.
    """
    if len(held) <= MOST_DRAWN:
        return held
    bundles = np.zeros((MOST_DRAWN, held.shape[1]))
    np.add.at(bundles, np.arange(len(held)) % MOST_DRAWN, held)
    return bundles


def _group(units: pd.DataFrame, by: str) -> pd.DataFrame:
    """The units with their group; a row for each group of a unit that is in several."""
    if by in JOINED:
        return units.assign(group=units[by].str.split()).explode("group").dropna(subset=["group"])
    return units.assign(group=units[by] if by else ALL).dropna(subset=["group"])


def _codes_of(values: pd.Series, column: str) -> list[str]:
    """The codes that occur in a column."""
    found = pd.Series(values.unique())
    return _in_order(found.str.split().explode().dropna() if column in JOINED else found, column)


def _in_order(values: pd.Series, column: str) -> list[Any]:
    """Those of the codebook in its order, then others sorted."""
    occurring = set(values.unique())
    listed = [code for code in (codes(CODE_LISTS[column]) if column in CODE_LISTS else ()) if code in occurring]
    return listed + sorted(occurring - set(listed))


def _indicators(values: pd.Series, column: str, known: list[str]) -> Floats:
    """Whether each unit has each code: 1 or 0; a row a unit."""
    which, kinds = pd.factorize(values)
    has = np.array([[code in (kind.split() if column in JOINED else [kind]) for code in known] for kind in kinds], dtype=float)
    return has.reshape(len(kinds), len(known))[which]
