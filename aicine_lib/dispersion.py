"""How evenly terms are spread over articles, and how varied the words of an article are: what a frequency does not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .tokens import iter_tokens

if TYPE_CHECKING:
    from .corpus import Corpus

MIN_TOKENS = 5
WINDOW = 100  # words: a short news article has three hundred; Covington and McFall used 500 on books
COLUMNS = ["n_tokens", "n_articles", "dp", "dp_norm"]


def compute_dispersion(terms: pd.DataFrame, *, min_tokens: int = MIN_TOKENS) -> pd.DataFrame:
    """Compute the deviation of proportions of every term over articles.

    Parameters
    ----------
    terms : pandas.DataFrame
        The table terms, whole: article_id, term, n_tokens. Its articles are the parts, their sizes the sums of their tokens.
    min_tokens : int, default 5
        Terms that are rarer are left out.

    Returns
    -------
    pandas.DataFrame
        Index term; columns n_tokens, n_articles, dp [1]_ (0: spread as the articles' sizes have it, towards 1: in few) and dp_norm [2]_
        (the same, made to reach 1; nan with a single article); most evenly spread first, then by term.

    References
    ----------
    .. [1] Gries, S. Th. (2008). International Journal of Corpus Linguistics 13(4), 403-437.
    .. [2] Lijffijt, J. & Gries, S. Th. (2012). International Journal of Corpus Linguistics 17(1), 147-149.

    Examples
    --------
    >>> terms = pd.DataFrame({"article_id": ["a", "a", "b"], "term": ["的", "算法", "的"], "n_tokens": [5, 5, 10]})
    >>> compute_dispersion(terms).round(2).reset_index().values.tolist()
    [['的', 15, 2, 0.17, 0.33], ['算法', 5, 1, 0.5, 1.0]]
    """
    (article, articles), (term, names) = (pd.factorize(terms[column]) for column in ("article_id", "term"))
    numbered = pd.DataFrame({"term": term, "article": article, "n": terms["n_tokens"].to_numpy()})  # half the time of grouping by strings
    counts = numbered.groupby(["term", "article"], as_index=False, sort=False)["n"].sum()
    sizes = np.bincount(article, weights=numbered["n"], minlength=len(articles))
    shares = sizes / max(1.0, sizes.sum())
    expected = shares[counts["article"]]
    observed = counts["n"] / counts.groupby("term")["n"].transform("sum")
    by_term = counts.assign(expected=expected, deviation=(observed - expected).abs()).groupby("term")
    table = by_term.agg(n_tokens=("n", "sum"), n_articles=("article", "size"), deviation=("deviation", "sum"), there=("expected", "sum"))
    table.index = pd.Index(np.asarray(names, dtype=str), name="term", dtype="str")
    table["dp"] = ((table["deviation"] + 1 - table["there"]) / 2).clip(0, 1)  # articles without the term deviate by all their share
    table["dp_norm"] = table["dp"] / (1 - shares.min()) if len(shares) > 1 else np.nan
    table = table[table["n_tokens"] >= min_tokens].reset_index()
    return table.sort_values(["dp", "term"], kind="stable").set_index("term")[COLUMNS]


def compute_mattr(tokens: Sequence[str], window: int = WINDOW) -> float:
    """Compute the moving-average type-token ratio: the mean share of different words in all windows of a length.

    Parameters
    ----------
    tokens : sequence of str
        The words of a text, in order.
    window : int, default 100
        Words in a window; compare only values of the same window.

    Returns
    -------
    float
        0 to 1, does not depend on the length of the text; nan where it is shorter than the window.

    References
    ----------
    .. [1] Covington, M. A. & McFall, J. D. (2010). Journal of Quantitative Linguistics 17(2), 94-100.

    Examples
    --------
    >>> compute_mattr(["光", "影", "光", "影"], window=2), compute_mattr(["光", "光", "影"], window=2)
    (1.0, 0.75)
    """
    n = len(tokens)
    if window < 1 or n < window:
        return float("nan")
    last: dict[str, int] = {}
    before = np.empty(n, dtype=np.int64)  # where the same word stood before
    for i, token in enumerate(tokens):
        before[i] = last.get(token, -1)
        last[token] = i
    places = np.arange(n)
    first_window = np.maximum(np.maximum(before + 1, places - window + 1), 0)
    n_counted = np.minimum(places, n - window) - first_window + 1  # windows in which it is the first of its type
    return float(np.maximum(n_counted, 0).sum() / ((n - window + 1) * window))


def compute_variety(corpus: Corpus, *, window: int = WINDOW) -> pd.DataFrame:
    """Compute the moving-average type-token ratio of every article on topic whose text is there.

    Returns
    -------
    pandas.DataFrame
        Index article_id; columns n_tokens, n_types, mattr (nan where the article is shorter than the window).

    Raises
    ------
    CorpusError
        If no text is beside the tables.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> compute_variety(load_corpus("sample"))["mattr"].dropna().between(0, 1).all()
    np.True_
    """
    on_topic = corpus.articles.loc[corpus.articles["is_on_topic"], "article_id"]
    sentences = corpus.sentences[corpus.sentences["article_id"].isin(on_topic)].sort_values(["article_id", "start"])
    rows: list[tuple[str, int, int, float]] = []
    current, tokens = "", list[str]()
    for sentence in iter_tokens(corpus, sentences):
        if sentence.article_id != current:
            rows += [(current, len(tokens), len(set(tokens)), compute_mattr(tokens, window))] if current else []
            current, tokens = sentence.article_id, []
        tokens += sentence.tokens
    rows += [(current, len(tokens), len(set(tokens)), compute_mattr(tokens, window))] if current else []
    return pd.DataFrame(rows, columns=["article_id", "n_tokens", "n_types", "mattr"]).set_index("article_id").sort_index()
