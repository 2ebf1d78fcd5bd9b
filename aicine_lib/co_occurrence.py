"""Which codes and names go together: in one sentence or one article, against what chance alone would bring together.

Sentences of one article are not independent, so small p-values are easy to come by: read lift and the number of articles first,
or count by article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .contingency import adjust_holm, association_p, compute_g2, compute_phi, expected_together
from .resampling import share_of

if TYPE_CHECKING:
    from .corpus import Corpus

SENTENCE, ARTICLE = "sentence_id", "article_id"
COLUMNS = [
    "first",
    "second",
    "n_first",
    "n_second",
    "n_together",
    "n_articles",
    "n_units",
    "expected",
    "lift",
    "phi",
    "g2",
    "p",
    "test",
    "p_holm",
]


def list_codes(units: pd.DataFrame, column: str, unit: str = SENTENCE) -> pd.DataFrame:
    """List which unit has which code, from a column that holds several, separated by spaces.

    Parameters
    ----------
    units : pandas.DataFrame
        Sentences, as of `select_units`: sentence_id, article_id and the column.
    column : str
        aspects or tasks, or a column of single codes such as stance.
    unit : {"sentence_id", "article_id"}
        In what codes go together.

    Returns
    -------
    pandas.DataFrame
        Columns unit, code, article_id; each pair of unit and code once.

    Examples
    --------
    >>> units = pd.DataFrame({"sentence_id": ["s", "t"], "article_id": "a", "aspects": ["cost quality", ""]})
    >>> list_codes(units, "aspects").values.tolist()
    [['s', 'cost', 'a'], ['s', 'quality', 'a']]
    """
    long = pd.DataFrame({"unit": units[unit], "code": units[column].str.split(), "article_id": units["article_id"]})
    return long.explode("code").dropna(subset=["code"]).drop_duplicates(["unit", "code"], ignore_index=True)


def list_names(mentions: pd.DataFrame, type: str, unit: str = SENTENCE) -> pd.DataFrame:
    """List which unit names what, in the shape of `list_codes`.

    Parameters
    ----------
    mentions : pandas.DataFrame
        The table mentions, or part of it.
    type : str
        tool, film, work, person, org or event.
    unit : {"sentence_id", "article_id"}

    Examples
    --------
    >>> mentions = pd.DataFrame({"sentence_id": ["s", "t"], "article_id": "a", "type": "tool", "name": ["Sora", "Sora"]})
    >>> list_names(mentions, "tool", "article_id").values.tolist()
    [['a', 'Sora', 'a']]
    """
    chosen = mentions[mentions["type"] == type]
    long = pd.DataFrame({"unit": chosen[unit], "code": chosen["name"], "article_id": chosen["article_id"]})
    return long.drop_duplicates(["unit", "code"], ignore_index=True)


def compute_co_occurrence(first: pd.DataFrame, second: pd.DataFrame | None = None, *, n_units: int, min_together: int = 0) -> pd.DataFrame:
    """Compute how often codes occur in the same unit, and how often they would by chance.

    Parameters
    ----------
    first, second : pandas.DataFrame
        As `list_codes` and `list_names` return them, of the same unit; with `first` alone each pair of its codes is one row.
    n_units : int
        Units in all, those without any code too: what chance is reckoned on.
    min_together : int, default 0
        Pairs that occur together less often are left out. With 0, pairs that never meet have rows too, which takes a row for
        each pair there could be; choose 1 or more for names.

    Returns
    -------
    pandas.DataFrame
        A row a pair, highest g2 first, then by name. Columns:

        - first, second: the codes; n_first, n_second, n_together: units with each, with both; n_articles: articles of these;
        - n_units; expected: units with both under independence; lift: n_together to expected, 1 as by chance;
        - phi [1]_: correlation, -1 to 1; g2 [2]_: log-likelihood, negative where less often together than expected;
        - p, test: by g2, or by Fisher's exact test where a cell is expected less than five times; p_holm: adjusted [3]_ for all rows.

        A measure is nan where it cannot be told, as with a code that every unit has.

    References
    ----------
    .. [1] Yule, G. U. (1912). Journal of the Royal Statistical Society 75, 579-652.
    .. [2] Dunning, T. (1993). Computational Linguistics 19(1), 61-74.
    .. [3] Holm, S. (1979). Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> units = pd.DataFrame({"sentence_id": list("stuv"), "article_id": "a", "aspects": ["cost market", "cost market", "emotion", ""]})
    >>> table = compute_co_occurrence(list_codes(units, "aspects"), n_units=4)
    >>> table[["first", "second", "n_together", "expected", "lift"]].values.tolist()[0]
    ['cost', 'market', 2, 1.0, 2.0]
    """
    other = first if second is None else second
    units = pd.factorize(pd.concat([first["unit"], other["unit"]]))[0]
    (which_a, names_a), (which_b, names_b) = (pd.factorize(each["code"], sort=True) for each in (first, other))
    left = pd.DataFrame({"unit": units[: len(first)], "a": which_a, "article": pd.factorize(first["article_id"])[0]})
    right = pd.DataFrame({"unit": units[len(first) :], "b": which_b})
    met = left.merge(right, on="unit")
    met = met[met["a"] < met["b"]] if second is None else met
    pairs = met.groupby(["a", "b"]).size().rename("n_together").to_frame()
    pairs["n_articles"] = met.drop_duplicates(["a", "b", "article"]).groupby(["a", "b"]).size()
    if min_together == 0:
        every = pd.MultiIndex.from_product([range(len(names_a)), range(len(names_b))], names=["a", "b"])
        pairs = pairs.reindex(every if second is not None else every[every.codes[0] < every.codes[1]], fill_value=0)
    pairs = pairs[pairs["n_together"] >= min_together].reset_index()
    a, b = pairs["a"].to_numpy(dtype="int64"), pairs["b"].to_numpy(dtype="int64")
    n_a, n_b = np.bincount(which_a, minlength=len(names_a))[a], np.bincount(which_b, minlength=len(names_b))[b]
    table = pairs.assign(first=np.array(names_a, dtype=str)[a], second=np.array(names_b, dtype=str)[b], n_first=n_a, n_second=n_b)
    scored = _score(table.assign(n_units=n_units))
    return scored.sort_values(["g2", "first", "second"], ascending=[False, True, True], ignore_index=True)[COLUMNS]


def count_aspect_pairs(units: pd.DataFrame, unit: str = SENTENCE) -> pd.DataFrame:
    """Compute how aspects go together in the units given; see `compute_co_occurrence`.

    Parameters
    ----------
    units : pandas.DataFrame
        As of `select_units`; those about AI, if chance is to be reckoned on them.
    unit : {"sentence_id", "article_id"}

    Examples
    --------
    >>> units = pd.DataFrame({"sentence_id": list("st"), "article_id": "a", "aspects": ["cost market", ""]})
    >>> count_aspect_pairs(units)["n_together"].tolist()
    [1]
    """
    return compute_co_occurrence(list_codes(units, "aspects", unit), n_units=units[unit].nunique())


def count_name_aspects(corpus: Corpus, type: str, units: pd.DataFrame, *, min_together: int = 1) -> pd.DataFrame:
    """Compute which aspects are spoken of in the sentences that name a tool, a film or another thing.

    Parameters
    ----------
    corpus : Corpus
    type : str
        tool, film, work, person, org or event.
    units : pandas.DataFrame
        As of `select_units`: names outside of them are not counted.

    Returns
    -------
    pandas.DataFrame
        As of `compute_co_occurrence`: first the name, second the aspect.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> from aicine_lib.units import select_units
    >>> press = load_corpus("press")
    >>> set(count_name_aspects(press, "tool", select_units(press))["test"]) <= {"g2", "fisher"}
    True
    """
    mentions = corpus.mentions[corpus.mentions["sentence_id"].isin(units["sentence_id"])]
    return compute_co_occurrence(list_names(mentions, type), list_codes(units, "aspects"), n_units=len(units), min_together=min_together)


def _score(table: pd.DataFrame) -> pd.DataFrame:
    together, first, second, n = (table[name].to_numpy(dtype=float) for name in ("n_together", "n_first", "n_second", "n_units"))
    expected = expected_together(first, second, n)
    p, test = association_p(together, first, second, n)
    g2 = compute_g2(together, first, second, n)
    return table.assign(
        expected=expected,
        lift=share_of(together, expected),
        phi=compute_phi(together, first, second, n),
        g2=np.where(together >= expected, g2, -g2),
        p=p,
        test=test,
        p_holm=adjust_holm(p),
    )
