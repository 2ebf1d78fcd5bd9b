"""Shares of codes, corrected for what the tagger gets wrong; needs gold codes, and holds as far as they are like the corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .resampling import DRAWS, PERCENTILES, SEED, Floats, bootstrap, draw_sums, share_of, sum_by


def project_to_simplex(points: Floats) -> Floats:
    """Move points to the nearest ones whose coordinates are shares: none below 0, sum 1.

    Parameters
    ----------
    points : array, shape (..., n_classes)

    Returns
    -------
    array, shape (..., n_classes)

    References
    ----------
    .. [1] Duchi, J., Shalev-Shwartz, S., Singer, Y. & Chandra, T. (2008). Proceedings of the 25th ICML, 272-279, figure 1.

    Examples
    --------
    >>> project_to_simplex(np.array([1.1, -0.1])).tolist()
    [1.0, 0.0]
    """
    falling = -np.sort(-points, axis=-1)
    excess = np.cumsum(falling, axis=-1) - 1
    n_kept = (falling * np.arange(1, points.shape[-1] + 1) > excess).sum(axis=-1, keepdims=True)
    return np.maximum(points - np.take_along_axis(excess, n_kept - 1, axis=-1) / n_kept, 0)


def correct_shares(codes: pd.Series, articles: pd.Series, matched: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    """Correct the shares of codes that a tagger gave for what it was seen to get wrong on gold.

    The shares seen, q, are the true ones, p, seen through the tagger: q = M'p, where M holds how often each code is given
    where each is due. M is taken from gold and the equation solved: for two codes the estimator of Rogan and Gladen [1]_,
    for more the matrix method [2]_, "adjusted count" in machine learning [3]_. An answer outside the possible is moved to the
    nearest possible one.

    Parameters
    ----------
    codes : pandas.Series
        The tagger's code of every unit of the corpus.
    articles : pandas.Series
        The article of every unit.
    matched : pandas.DataFrame
        Units with gold: columns document, gold, predicted.
    labels : sequence of str
        The codes; units with others are left out.

    Returns
    -------
    pandas.DataFrame
        Index code; columns n, share, share_low, share_high (as seen), corrected, corrected_low, corrected_high. Intervals are
        by article: those of `corrected` draw the corpus and the gold, each for itself.

    Raises
    ------
    ValueError
        If a code has no gold unit, or the tagger confuses codes so much that their shares cannot be told apart.

    Notes
    -----
    It holds where the tagger errs on the corpus as it erred on the gold: same kinds of outlets, same script, same way of
    writing [4]_. It corrects totals; no single sentence becomes more right. Its price is a wider interval, the wider the
    more the tagger errs. A correction from the very articles that rules were made on is too small.

    References
    ----------
    .. [1] Rogan, W. J. & Gladen, B. (1978). American Journal of Epidemiology 107, 71-76.
    .. [2] Barron, B. A. (1977). Biometrics 33, 414-418; Tenenbein, A. (1972). Technometrics 14, 187-202.
    .. [3] Forman, G. (2008). Data Mining and Knowledge Discovery 17, 164-206.
    .. [4] Hopkins, D. J. & King, G. (2010). American Journal of Political Science 54, 229-247.

    Examples
    --------
    >>> gold = pd.DataFrame({"document": "x", "gold": list("aaaab"), "predicted": list("aaabb")})
    >>> correct_shares(pd.Series(list("aaabb")), pd.Series(list("xxyyy")), gold, ["a", "b"])["corrected"].round(3).tolist()
    [0.8, 0.2]
    """
    names = list(labels)
    seen = sum_by(articles.to_numpy(), np.stack([(codes == name).to_numpy(dtype=float) for name in names], axis=1))
    pairs = np.stack([(matched["gold"] == a) & (matched["predicted"] == b) for a in names for b in names], axis=1).astype(float)
    confusion = sum_by(matched["document"].to_numpy(), pairs.reshape(-1, len(names), len(names)))
    pooled = confusion.sum(axis=0)
    if (unknown := [name for name, n in zip(names, pooled.sum(axis=1)) if not n]) or not seen.sum():
        raise ValueError(f"shares cannot be corrected: no gold unit is coded {', '.join(unknown) or 'at all'}; code some, or leave it out")
    given = pooled / pooled.sum(axis=1, keepdims=True)
    if np.linalg.matrix_rank(given) < len(names):
        raise ValueError(f"shares cannot be corrected: on the gold the tagger does not tell {', '.join(names)} apart; join some of them")

    def solve(totals: Floats, confusions: Floats) -> Floats:
        with_one_more = confusions + given  # a unit more of each code, erring as all do: a draw without the code has a row too
        rates = with_one_more / with_one_more.sum(axis=-1, keepdims=True)
        shares = share_of(totals, totals.sum(axis=-1, keepdims=True))
        return project_to_simplex((np.linalg.pinv(np.swapaxes(rates, -1, -2)) @ shares[..., None])[..., 0])

    draws = solve(draw_sums(seen, DRAWS, SEED), draw_sums(confusion, DRAWS, SEED + 1))
    low, high = np.nanpercentile(draws, PERCENTILES, axis=0) if min(len(seen), len(confusion)) > 1 else np.full((2, len(names)), np.nan)
    share_low, share_high = bootstrap(seen, lambda sums: share_of(sums, sums.sum(axis=-1, keepdims=True)))
    total = seen.sum(axis=0)
    return pd.DataFrame(
        {
            "n": total.astype(int),
            "share": total / total.sum(),
            "share_low": share_low,
            "share_high": share_high,
            "corrected": solve(total, pooled),
            "corrected_low": low,
            "corrected_high": high,
        },
        index=pd.Index(names, name="code"),
    )
