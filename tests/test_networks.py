"""Networks: edges of pairs, and a layout that is the same each time and keeps neighbours near."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sample_corpus import build_sample

from aicine_lib.co_occurrence import list_names
from aicine_lib.networks import build_network, place_nodes

CHAIN = pd.DataFrame({"source": list("abc"), "target": list("bcd")})


def test_network_of_tools_named_in_one_article() -> None:
    corpus = build_sample()
    names = list_names(corpus.mentions, "tool", "article_id")
    edges, nodes = build_network(names, n_units=int(corpus.articles["is_on_topic"].sum()))
    assert set(nodes["name"]) == {*edges["source"], *edges["target"]} and nodes["degree"].sum() == 2 * len(edges)
    assert nodes[["x", "y"]].abs().max(axis=None) == 1 and not nodes.duplicated(["x", "y"]).any()
    again = build_network(names.sample(frac=1, random_state=1), n_units=int(corpus.articles["is_on_topic"].sum()))
    assert edges.equals(again[0]) and nodes.equals(again[1])


def test_only_the_most_frequent_names() -> None:
    names = list_names(build_sample().mentions, "tool", "article_id")
    edges, nodes = build_network(names, n_units=14, most_nodes=4, min_together=2)
    assert len(nodes) <= 4 and (edges["n_together"] >= 2).all()


def test_a_chain_is_drawn_as_one() -> None:
    a, b, c, d = place_nodes(list("abcd"), CHAIN)
    assert np.linalg.norm(a - d) > 2.7 * np.linalg.norm(b - c) and np.linalg.norm(a - c) > np.linalg.norm(a - b)


def test_parts_that_are_not_connected_stand_apart() -> None:
    edges = pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"]})
    a, b, c, d = place_nodes(list("abcd"), edges)
    assert min(np.linalg.norm(x - y) for x in (a, b) for y in (c, d)) > np.linalg.norm(a - b) * 0.9


def test_nothing_and_one_and_two() -> None:
    none = CHAIN.iloc[:0]
    assert place_nodes([], none).shape == (0, 2) and place_nodes(["a"], none).tolist() == [[0, 0]]
    assert np.isfinite(place_nodes(["a", "b"], CHAIN.iloc[:1])).all()
