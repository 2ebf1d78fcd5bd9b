"""Dispersion against Gries's published example; the moving average against a count of every window."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from cases_table import load_cases
from sample_corpus import build_sample

from aicine_lib.dispersion import compute_dispersion, compute_mattr, compute_variety


@pytest.mark.parametrize("case", load_cases("dispersion"))
def test_dp_agrees_with_published_values(case: dict[str, str]) -> None:
    rows = [(str(i), term, n) for i, part in enumerate(case["parts"].split("/")) for term, n in Counter(part.split()).items()]
    found = compute_dispersion(pd.DataFrame(rows, columns=["article_id", "term", "n_tokens"]), min_tokens=1).loc[
        case["term"], ["dp", "dp_norm"]
    ]
    expected = [float(case[name] or "nan") for name in ("dp", "dp_norm")]
    assert found.to_numpy() == pytest.approx(expected, abs=0.0005, nan_ok=True)


def test_dp_is_the_sum_over_all_articles() -> None:
    terms = build_sample().terms
    wide = terms.pivot_table(index="article_id", columns="term", values="n_tokens", aggfunc="sum", fill_value=0)
    sizes = wide.sum(axis=1) / wide.sum(axis=None)
    expected = (wide / wide.sum()).sub(sizes, axis=0).abs().sum() / 2
    found = compute_dispersion(terms, min_tokens=1)["dp"]
    assert found.sort_index().to_numpy() == pytest.approx(expected.reindex(found.sort_index().index).to_numpy())


@pytest.mark.parametrize("window", [1, 7, 50])
def test_moving_average_is_the_mean_of_all_windows(window: int) -> None:
    tokens = [f"w{i}" for i in np.random.default_rng(2).zipf(1.6, 300)]
    ratios = [len(set(tokens[i : i + window])) / window for i in range(len(tokens) - window + 1)]
    assert compute_mattr(tokens, window) == pytest.approx(np.mean(ratios))


def test_a_text_shorter_than_the_window_has_none() -> None:
    assert np.isnan(compute_mattr(["光"], 2)) and np.isnan(compute_mattr([], 1)) and compute_mattr(["光", "影"], 2) == 1.0


def test_variety_of_articles_on_topic() -> None:
    corpus = build_sample()
    table = compute_variety(corpus)
    assert set(table.index) == set(corpus.articles.loc[corpus.articles["is_on_topic"], "article_id"])
    assert (table["n_types"] <= table["n_tokens"]).all() and compute_variety(corpus, window=10**6)["mattr"].isna().all()
