"""Dates: periods, gaps, and whether time may be shown."""

from __future__ import annotations

import pandas as pd
import pytest
from cases_table import load_cases
from sample_corpus import build_sample, cut_corpus, first_article

from aicine_lib.corpus import Corpus
from aicine_lib.dates import count_periods, group_dates, shows_time, spans_months


def dated(dates: list[str]) -> Corpus:
    """A corpus of the sample's first articles, with other dates."""
    corpus = build_sample()
    on_topic = corpus.articles[corpus.articles["is_on_topic"]].drop_duplicates("document_id")["article_id"].head(len(dates))
    cut = cut_corpus(corpus, set(on_topic))
    cut.__dict__["documents"] = cut.documents.assign(published_date=pd.Series(dates, dtype="str"))
    return cut


@pytest.mark.parametrize("case", load_cases("dates"))
def test_periods(case: dict[str, str]) -> None:
    assert group_dates(pd.Series([case["date"]], dtype="str"), case["period"]).tolist() == [case["expected"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["2025-01-31"], 1),
        (["2025-01", "2025-02"], 2),
        (["2024-12-01", "2025-02-28", "2025"], 3),
        (["2025", ""], 0),
        (["2023-05", "2025-05"], 25),
    ],
)
def test_span_in_months(dates: list[str], months: int) -> None:
    corpus = dated(dates)
    assert spans_months(corpus) == months and shows_time(corpus) == (months >= 3)


def test_periods_without_articles_are_counted_too() -> None:
    table = count_periods(dated(["2024-11-02", "2025-02", "2025"]))
    assert table["n_articles"].to_dict() == {"2024-11": 1, "2024-12": 0, "2025-01": 0, "2025-02": 1} and table.attrs["n_undated"] == 1
    assert count_periods(dated(["2024-11-02", "2025-02"]), "quarter").index.tolist() == ["2024-Q4", "2025-Q1"]


def test_one_article_without_a_date() -> None:
    corpus = cut_corpus(build_sample(), {first_article(build_sample())})
    corpus.__dict__["documents"] = corpus.documents.assign(published_date="")
    assert spans_months(corpus) == 0 and count_periods(corpus).empty and count_periods(corpus).attrs["n_undated"] == 1
