"""Keyness: which terms mark one set of texts against another, with how surely and how much.

G2 says how surely a term's frequencies differ, and grows with the texts; the log ratio says how much, whatever their size.
Read both, and the number of articles: a term of one article marks that article, not the set.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from .contingency import adjust_holm, chi_squared_p, compute_g2
from .resampling import share_of

PER = 10_000  # tokens
ZERO = 0.5  # stands for a frequency of 0 in the log ratio, as in Hardie (2014)
MIN_TOKENS = 5
COUNTS = ["n_target", "n_reference", "n_articles_target", "n_articles_reference"]
COLUMNS = [*COUNTS, "per_10k_target", "per_10k_reference", "g2", "log_ratio", "percent_diff", "p", "p_holm"]


def count_terms(terms: pd.DataFrame, articles: Collection[str] | None = None, *, pos: Collection[str] | None = None) -> pd.DataFrame:
    """Count how often each term occurs, and in how many articles (its document frequency).

    Parameters
    ----------
    terms : pandas.DataFrame
        The table terms, or what ``tokens.count_tokens`` returns: article_id, term, n_tokens, and pos where `pos` is given.
    articles : collection of str, optional
        Ids of the articles to count in; all where left out.
    pos : collection of str, optional
        Parts of speech to count, such as {"n", "v", "a"}; all where left out.

    Returns
    -------
    pandas.DataFrame
        Index term; columns n_tokens, n_articles; most tokens first, then by term. ``attrs["n_tokens"]`` is the number of tokens
        of these articles, of all parts of speech: what relative frequencies are taken of.

    Examples
    --------
    >>> terms = pd.DataFrame({"article_id": ["a", "b", "b"], "term": ["导演", "导演", "算法"], "n_tokens": [2, 1, 4]})
    >>> count_terms(terms).reset_index().values.tolist()
    [['算法', 4, 1], ['导演', 3, 2]]
    """
    kept = terms if articles is None else terms[terms["article_id"].isin(list(articles))]
    total = int(kept["n_tokens"].sum())
    kept = kept if pos is None else kept[kept["pos"].isin(list(pos))]
    grouped = kept.groupby("term")
    table = pd.DataFrame({"n_tokens": grouped["n_tokens"].sum(), "n_articles": grouped["article_id"].nunique()}).reset_index()
    table = table.sort_values(["n_tokens", "term"], ascending=[False, True], kind="stable").set_index("term")
    table.attrs["n_tokens"] = total
    return table


def compute_keyness(target: pd.DataFrame, reference: pd.DataFrame, *, min_tokens: int = MIN_TOKENS, min_articles: int = 1) -> pd.DataFrame:
    """Score terms that are more or less frequent in one set of texts than in another.

    Parameters
    ----------
    target, reference : pandas.DataFrame
        As `count_terms` returns them. The size of each set is its ``attrs["n_tokens"]``, else the sum of its n_tokens.
    min_tokens : int, default 5
        Terms with a lower frequency in both sets together are left out, before p-values are adjusted.
    min_articles : int, default 1
        Terms that occur in fewer articles of the set in which they are more frequent are left out too.

    Returns
    -------
    pandas.DataFrame
        Index term; sorted by falling g2, then term. Columns:

        - n_target, n_reference: frequency in tokens; n_articles_target, n_articles_reference: document frequency;
        - per_10k_target, per_10k_reference: tokens in 10,000 of the set;
        - g2: log-likelihood [1]_ [2]_, positive where the term is more frequent in the target, negative where in the reference;
        - log_ratio: binary logarithm of the relative frequencies' ratio [3]_: 1 is twice as frequent, -1 half; 0 tokens count as 0.5;
        - percent_diff: difference in per cent of the reference's relative frequency [4]_, nan where the reference lacks the term;
        - p of the g2, and p_holm, adjusted [5]_ for the number of terms tested.

        g2, log_ratio and p are nan where a set has no token.

    References
    ----------
    .. [1] Dunning, T. (1993). Computational Linguistics 19(1), 61-74.
    .. [2] Rayson, P. & Garside, R. (2000). Proceedings of the Workshop on Comparing Corpora, 1-6.
    .. [3] Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus Approaches to Social Science, Lancaster.
    .. [4] Gabrielatos, C. & Marchi, A. (2012). Keyness: appropriate metrics and practical issues. CADS conference, Bologna.
    .. [5] Holm, S. (1979). Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> counts = {"term": ["导演", "算法"], "n_articles": [3, 3]}
    >>> target = pd.DataFrame(counts | {"n_tokens": [90, 10]}).set_index("term")
    >>> reference = pd.DataFrame(counts | {"n_tokens": [50, 50]}).set_index("term")
    >>> compute_keyness(target, reference)[["g2", "log_ratio", "percent_diff"]].round(2).to_dict("index")["导演"]
    {'g2': 40.7, 'log_ratio': 0.85, 'percent_diff': 80.0}
    """
    sizes = [float(each.attrs.get("n_tokens", each["n_tokens"].sum())) for each in (target, reference)]
    table = pd.concat([target[["n_tokens", "n_articles"]], reference[["n_tokens", "n_articles"]]], axis=1, join="outer").fillna(0)
    table = table.set_axis(["n_target", "n_articles_target", "n_reference", "n_articles_reference"], axis=1).astype("int64")
    rates = share_of(table[["n_target", "n_reference"]].to_numpy(dtype=float), np.array(sizes))
    is_more = np.nan_to_num(rates[:, 0]) > np.nan_to_num(rates[:, 1])
    document_frequency = np.where(is_more, table["n_articles_target"], table["n_articles_reference"])
    is_kept = ((table["n_target"] + table["n_reference"]) >= min_tokens).to_numpy() & (document_frequency >= min_articles)
    table, rates, is_more = table[is_kept], rates[is_kept], is_more[is_kept]
    frequencies = table[["n_target", "n_reference"]].to_numpy(dtype=float)
    g2 = compute_g2(frequencies[:, 0], frequencies.sum(axis=1), sizes[0], sum(sizes)) if all(sizes) else np.full(len(table), np.nan)
    p = chi_squared_p(g2)
    smoothed = share_of(np.where(frequencies > 0, frequencies, ZERO), np.array(sizes))
    scored = table.assign(
        per_10k_target=PER * rates[:, 0],
        per_10k_reference=PER * rates[:, 1],
        g2=np.where(is_more, g2, -g2) + 0.0,
        log_ratio=np.log2(smoothed[:, 0] / smoothed[:, 1]),
        percent_diff=100 * share_of(rates[:, 0] - rates[:, 1], rates[:, 1]),
        p=p,
        p_holm=adjust_holm(p),
    )
    ordered = scored.rename_axis(index="term").reset_index().sort_values(["g2", "term"], ascending=[False, True], kind="stable")
    return ordered.set_index("term")[COLUMNS]
