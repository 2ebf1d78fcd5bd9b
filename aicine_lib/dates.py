"""When articles appeared, by month, quarter or year, and whether their dates spread far enough to show a course of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from .corpus import Corpus

Period = Literal["month", "quarter", "year"]
FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
LEAST_MONTHS = 3  # for a line over time; of two months there is only a difference
LENGTHS = {"month": 7, "quarter": 7, "year": 4}  # characters of an ISO date that a period needs


def group_dates(dates: pd.Series, period: Period = "month") -> pd.Series:
    """Turn dates into the period they lie in.

    Parameters
    ----------
    dates : pandas.Series
        ISO dates as precise as they are known: 2025, 2025-12, 2025-12-30, or empty.
    period : {"month", "quarter", "year"}

    Returns
    -------
    pandas.Series
        2025-12, 2025-Q4 or 2025; empty where a date is not precise enough.

    Examples
    --------
    >>> group_dates(pd.Series(["2025-12-30", "2025-04", "2025", ""]), "quarter").tolist()
    ['2025-Q4', '2025-Q2', '', '']
    """
    known = dates.where(dates.str.len() >= LENGTHS[period], "").astype("str")
    if period == "quarter":
        number = ((known.str[5:7].where(known != "", "01").astype(int) - 1) // 3 + 1).astype(str)
        return (known.str[:4] + "-Q" + number).where(known != "", "")
    return known.str[: LENGTHS[period]]


def spans_months(corpus: Corpus) -> int:
    """Return how many months lie between the first and the last date of articles on topic, both counted; 0 where none is known.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> spans_months(load_corpus("press")) >= 0
    True
    """
    months = group_dates(_dates(corpus)["published_date"])
    months = months[months != ""]
    if not len(months):
        return 0
    first, last = (int(month[:4]) * 12 + int(month[5:7]) for month in (months.min(), months.max()))
    return last - first + 1


def shows_time(corpus: Corpus) -> bool:
    """Tell whether a figure over time may be drawn: dates spread over three months or more.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> shows_time(load_corpus("sample"))
    True
    """
    return spans_months(corpus) >= LEAST_MONTHS


def count_periods(corpus: Corpus, period: Period = "month") -> pd.DataFrame:
    """Count articles on topic by period, periods without one too.

    Parameters
    ----------
    corpus : Corpus
    period : {"month", "quarter", "year"}

    Returns
    -------
    pandas.DataFrame
        Index period, from the first to the last without gaps; columns n_articles, n_stories. ``attrs["n_undated"]`` counts the
        articles whose date is not known that precisely.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> counted = count_periods(load_corpus("sample"), "year")
    >>> counted.index.is_monotonic_increasing and counted["n_articles"].ge(counted["n_stories"]).all()
    np.True_
    """
    articles = _dates(corpus)
    grouped = articles.assign(period=group_dates(articles["published_date"], period))
    dated = grouped[grouped["period"] != ""].groupby("period")
    table = pd.DataFrame({"n_articles": dated.size(), "n_stories": dated["story_id"].nunique()})
    if len(table):
        table = table.reindex(_all_between(table.index.min(), table.index.max(), period), fill_value=0)
    table = table.rename_axis(index="period").astype("int64")
    table.attrs["n_undated"] = int((grouped["period"] == "").sum())
    return table


def _dates(corpus: Corpus) -> pd.DataFrame:
    articles = corpus.articles.loc[corpus.articles["is_on_topic"], ["article_id", "document_id", "story_id"]]
    return articles.merge(corpus.documents[["document_id", "published_date"]], on="document_id", validate="m:1")


def _all_between(first: str, last: str, period: Period) -> list[str]:
    between = pd.period_range(first.replace("-Q", "Q"), last.replace("-Q", "Q"), freq=FREQUENCIES[period])
    return [str(each).replace("Q", "-Q") for each in between]
