"""Claims in common units, against cases: tests/cases/normalising.csv.

A case is one claim: its article's date (empty: none), kind, low, high, unit, from_low, from_high and the length of its film in minutes
(empty: not told). `expected` lists the rows as `quantity low high unit [from LOW-HIGH]`, separated by ";", or the reason why there is none.
"""

from __future__ import annotations

import pandas as pd
import pytest
from cases_table import load_cases, read_cases

from aicine_lib.errors import LexiconError
from aicine_lib.lexicon import load_table
from aicine_lib.normalising import COLUMNS, load_rates, normalise_claims, rate_of

CLAIM = ["claim_id", "article_id", "kind", "subject", "low", "high", "unit", "from_low", "from_high"]


def tables(rows: list[dict[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The claims, articles and documents of some cases, one article a case."""
    claims = []
    for n, row in enumerate(rows):
        numbers = [float(row[name]) if row[name] else None for name in ("low", "high", "from_low", "from_high")]
        claims.append([f"c{n}", f"a{n}", row["kind"], "星河", *numbers[:2], row["unit"], *numbers[2:]])
        if row["minutes"]:
            claims.append([f"r{n}", f"a{n}", "runtime", "星河", float(row["minutes"]), float(row["minutes"]), "minute", None, None])
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(rows))], "document_id": [f"d{n}" for n in range(len(rows))]})
    documents = pd.DataFrame({"document_id": articles["document_id"], "published_date": [row["date"] for row in rows]})
    return pd.DataFrame(claims, columns=CLAIM), articles, documents


def describe(row: pd.Series) -> str:
    told = f"{row['quantity']} {row['low']:g} {row['high']:g} {row['unit']}"
    return told if pd.isna(row["from_low"]) else f"{told} from {row['from_low']:g}-{row['from_high']:g}"


@pytest.mark.parametrize("row", load_cases("normalising"))
def test_normalising(row: dict[str, str]) -> None:
    frame = normalise_claims(*tables([row]))
    mine = frame[frame["claim_id"] == "c0"]
    assert (";".join(describe(each) for _, each in mine.iterrows()) or next(iter(frame.attrs["left_out"]))) == row["expected"]
    assert all(row["assumes"] in assumption for assumption in mine["assumption"].tail(1))


def test_every_claim_has_a_row_or_a_reason() -> None:
    claims, articles, documents = tables(read_cases("normalising"))
    frame = normalise_claims(claims, articles, documents)
    assert frame["claim_id"].nunique() + sum(frame.attrs["left_out"].values()) == len(claims)
    assert list(frame.columns) == COLUMNS and frame["assumption"].str.len().gt(0).all()


def test_arguments_stay_as_they_are_and_rows_are_the_same_again() -> None:
    given = tables(read_cases("normalising"))
    kept = [table.copy() for table in given]
    pd.testing.assert_frame_equal(normalise_claims(*given), normalise_claims(*given))
    for table, copy in zip(given, kept, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_no_claims_give_an_empty_table() -> None:
    claims, articles, documents = tables([])
    frame = normalise_claims(claims, articles, documents)
    assert len(frame) == 0 and frame.attrs["left_out"] == {}


def test_a_film_with_two_lengths_gives_no_amount_per_minute() -> None:
    rows = [["c", "a", "cost", "星河", 100.0, 100.0, "CNY", None, None]]
    rows += [[f"r{n}", "a", "runtime", "星河", float(n), float(n), "minute", None, None] for n in (5, 6)]
    _, articles, documents = tables([dict.fromkeys(("date", "kind", "low", "high", "unit", "from_low", "from_high", "minutes"), "")])
    frame = normalise_claims(pd.DataFrame(rows, columns=CLAIM), articles.assign(article_id="a"), documents)
    assert "money_per_minute" not in set(frame["quantity"])


def test_rates_are_a_full_table_with_sources() -> None:
    rates = load_rates()
    assert set(rates) == {"EUR", "GBP", "HKD", "JPY", "KRW", "MYR", "SGD", "TWD", "USD"}
    assert all(sorted(of_years) == list(range(2015, 2026)) for of_years in rates.values())
    from aicine_lib import paths

    assert all(row["source"] for row in load_table("exchange_rates.csv", ("source",), base=paths.DATA))


def test_a_year_before_the_table_has_no_rate() -> None:
    assert rate_of("USD", 2014) is None and rate_of("XXX", 2024) is None


def test_a_bad_rate_is_named(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "exchange_rates.csv").write_text("currency,year,cny_per_unit,source\nUSD,2024,-1,x\n", encoding="utf-8")
    monkeypatch.setenv("AICINE_LEXICON", str(folder))
    load_rates.cache_clear()
    with pytest.raises(LexiconError, match="USD 2024"):
        load_rates()
    monkeypatch.delenv("AICINE_LEXICON")
    load_rates.cache_clear()
