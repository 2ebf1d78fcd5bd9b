"""Claims in common units, on demand: money in CNY of the article's year, per minute of film where its length is known, time in days.

What stands in the ledger is what was said; this table is what a reader makes of it, so every row says in `assumption` how. Money is
converted at the yearly mean rate of the year in which the article appeared (data/exchange_rates.csv, whose `source` column says where each
rate is from and what was checked); nothing is deflated. What cannot be brought to a common unit stays out and is counted by reason.
Not a tagger: it runs on tables, with pandas. Rate units other than time of film (CNY/episode, CNY/month) stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from . import paths
from .errors import LexiconError
from .lexicon import load_table

if TYPE_CHECKING:
    import pandas as pd

RATES = "exchange_rates.csv"
HOME = "CNY"
DAYS = {"minute": 1 / 1440, "second": 1 / 86400, "hour": 1 / 24, "day": 1.0, "weekend": 2.0, "week": 7.0, "month": 30.0, "year": 365.0}
MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
AS_THEY_ARE = {"person": "people", "percent": "share", "times": "ratio"}  # unit: quantity; a percentage of change is a ratio
COLUMNS = ["claim_id", "quantity", "unit", "low", "high", "from_low", "from_high", "assumption"]
DIGITS = 6  # decimals kept


class Rate(NamedTuple):
    """What a unit of a currency was worth in a year, on the mean."""

    year: int
    cny_per_unit: float


class Scale(NamedTuple):
    """How a claim becomes a row: its new unit, what its numbers are multiplied by, and why."""

    quantity: str
    unit: str
    factor: float
    assumption: str


@cache
def load_rates() -> dict[str, dict[int, float]]:
    """Load data/exchange_rates.csv: yuan per unit, by currency and year.

    Raises
    ------
    LexiconError
        If a year is no whole number or a rate is not positive.

    Examples
    --------
    >>> load_rates()["HKD"][2024] < 1 < load_rates()["USD"][2024]
    True
    """
    rates: dict[str, dict[int, float]] = {}
    for row in load_table(RATES, ("currency", "year", "cny_per_unit", "source"), key=("currency", "year"), base=paths.DATA):
        try:
            year, value = int(row["year"]), float(row["cny_per_unit"])
        except ValueError:
            year, value = 0, 0.0
        if not (value > 0 and year > 0):
            raise LexiconError(f"{RATES}: {row['currency']} {row['year']} is {row['cny_per_unit']!r}; must be a year and a positive number")
        rates.setdefault(row["currency"], {})[year] = value
    return rates


def rate_of(currency: str, year: int) -> Rate | None:
    """Find the mean rate of a year; for a year after the table's last, that of the last.

    Returns
    -------
    Rate or None
        None for a currency that the table does not have, or a year before its first.

    Examples
    --------
    >>> rate_of("USD", 2030).year == max(load_rates()["USD"])
    True
    >>> rate_of("USD", 1990) is None
    True
    """
    of_years = load_rates().get(currency, {})
    if not of_years or year < min(of_years):
        return None
    year = min(year, max(of_years))
    return Rate(year, of_years[year]) if year in of_years else None


def normalise_claims(claims: pd.DataFrame, articles: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Bring claims to common units.

    Parameters
    ----------
    claims, articles, documents : pandas.DataFrame
        The tables of a corpus. Nothing in them is changed.

    Returns
    -------
    pandas.DataFrame
        A row is a claim in a common unit: claim_id, quantity (money, money_per_minute, time, runtime, people, share, ratio), unit (CNY,
        CNY/minute, CNY/episode …, day, minute, person, percent, times), low, high, from_low, from_high in that unit, and the
        assumption made. Money spent on a film of known length has a second row, per minute. ``attrs["left_out"]`` counts the claims
        that have no row, by reason: no_date (foreign money in an article without a year), no_rate (a currency or year that the
        table of rates does not have), no_common_unit (works, shots, views …: counted in different things).

    Examples
    --------
    >>> import pandas as pd
    >>> documents = pd.DataFrame({"document_id": ["d"], "published_date": ["2024-05-01"]})
    >>> articles = pd.DataFrame({"article_id": ["a"], "document_id": ["d"]})
    >>> claims = pd.DataFrame([["c", "a", "duration", "", 2.0, 2.0, "week", None, None]],
    ...     columns=["claim_id", "article_id", "kind", "subject", "low", "high", "unit", "from_low", "from_high"])
    >>> normalise_claims(claims, articles, documents)[["quantity", "low", "unit", "assumption"]].values.tolist()
    [['time', 14.0, 'day', 'a week is 7 days']]
    """
    import pandas as pd

    dates = articles.merge(documents[["document_id", "published_date"]], on="document_id", how="left").set_index("article_id")[
        "published_date"
    ]
    years = {article: int(str(date)[:4]) for article, date in dates.items() if str(date)[:4].isdigit()}
    lengths = _lengths(claims)
    rows: list[dict[str, Any]] = []
    left_out: Counter[str] = Counter()
    for claim in map(_named, claims.to_dict("records")):
        scale = _scale(str(claim["unit"]), str(claim["kind"]), years.get(claim["article_id"]))
        if isinstance(scale, str):
            left_out[scale] += 1
            continue
        rows.extend(_row(claim, each) for each in _with_length(scale, claim, lengths))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame[["low", "high", "from_low", "from_high"]] = frame[["low", "high", "from_low", "from_high"]].astype("float64")
    frame.attrs["left_out"] = dict(sorted(left_out.items()))
    return frame


def _lengths(claims: pd.DataFrame) -> dict[tuple[str, str], float]:
    """The length in minutes of each film of an article, where one and only one is told."""
    told: dict[tuple[str, str], set[float]] = {}
    for claim in claims[(claims["kind"] == "runtime") & (claims["subject"] != "") & (claims["low"] == claims["high"])].to_dict("records"):
        if claim["unit"] in MINUTES and claim["low"] > 0:
            told.setdefault((claim["article_id"], claim["subject"]), set()).add(round(claim["low"] * MINUTES[claim["unit"]], DIGITS))
    return {film: lengths.pop() for film, lengths in told.items() if len(lengths) == 1}


def _scale(unit: str, kind: str, year: int | None) -> Scale | str:
    """How a unit is brought to a common one; a string is the reason why it is not."""
    if unit in AS_THEY_ARE:
        return Scale("ratio" if kind == "ratio" and unit == "percent" else AS_THEY_ARE[unit], unit, 1.0, "as it stands")
    if kind == "runtime" and unit in MINUTES:
        return Scale("runtime", "minute", MINUTES[unit], "length of the work in minutes")
    if unit in DAYS:
        return Scale("time", "day", DAYS[unit], _days_assumed(unit))
    currency, _, per = unit.partition("/")
    if not (len(currency) == 3 and currency.isalpha() and currency.isupper()):
        return "no_common_unit"
    if currency == HOME:
        return _per(Scale("money", HOME, 1.0, "yuan of the time, as they stand"), per)
    if year is None:
        return "no_date"
    rate = rate_of(currency, year)
    if rate is None:
        return "no_rate"
    stands_for = "" if rate.year == year else f" (the last there is, for {year})"
    return _per(Scale("money", HOME, rate.cny_per_unit, f"1 {currency} is {rate.cny_per_unit:g} CNY, mean of {rate.year}{stands_for}"), per)


def _days_assumed(unit: str) -> str:
    if unit == "day":
        return "days as they stand"
    if unit in ("hour", "minute", "second"):
        return f"a {unit} is that part of a day of 24 hours, not of a working day".replace("a hour", "an hour")
    return f"a {unit} is {DAYS[unit]:g} days"


def _per(scale: Scale, per: str) -> Scale:
    """Money by the second or minute of film is money per minute; by the episode or month it stays so."""
    if not per:
        return scale
    if per in ("second", "minute"):
        factor = scale.factor / MINUTES[per]
        return Scale("money_per_minute", f"{HOME}/minute", factor, f"{scale.assumption}; told by the {per}")
    return scale._replace(unit=f"{HOME}/{per}", assumption=f"{scale.assumption}; told by the {per}")


def _with_length(scale: Scale, claim: dict[str, Any], lengths: dict[tuple[str, str], float]) -> Iterator[Scale]:
    """A scale, and for money spent on a film of known length that of money per minute too."""
    yield scale
    minutes = lengths.get((claim["article_id"], claim["subject"]))
    if scale.quantity == "money" and scale.unit == HOME and claim["kind"] == "cost" and minutes:
        assumption = f"{scale.assumption}; {claim['subject']} runs {minutes:g} minutes"
        yield Scale("money_per_minute", f"{HOME}/minute", scale.factor / minutes, assumption)


def _named(record: dict[Any, Any]) -> dict[str, Any]:
    """A record with its columns as text, as pandas does not promise."""
    return {str(column): value for column, value in record.items()}


def _row(claim: dict[str, Any], scale: Scale) -> dict[str, Any]:
    numbers = {name: _scaled(claim[name], scale.factor) for name in ("low", "high", "from_low", "from_high")}
    return {"claim_id": claim["claim_id"], "quantity": scale.quantity, "unit": scale.unit, **numbers, "assumption": scale.assumption}


def _scaled(value: Any, factor: float) -> float | None:
    """A number in its new unit; none where there is none."""
    return None if value is None or value != value else round(float(value) * factor, DIGITS)
