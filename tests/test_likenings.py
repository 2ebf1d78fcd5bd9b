"""Metaphors: counts agree with the table, by type, holder and stance."""

from __future__ import annotations

from sample_corpus import build_sample

from aicine_lib.likenings import count_likenings, list_likenings


def test_every_likening_is_counted_once() -> None:
    corpus = build_sample()
    likenings = list_likenings(corpus)
    for by in (["vehicle_type"], ["holder_role"], ["vehicle_type", "holder_role"], ["vehicle"]):
        table = count_likenings(likenings, by)
        assert table["n_likenings"].sum() == len(corpus.metaphors)
        assert (table[["favourable", "mixed", "neutral", "critical", "none"]].sum(axis=1) == table["n_likenings"]).all()


def test_vehicles_of_a_type_most_frequent_first() -> None:
    likenings = list_likenings(build_sample())
    table = count_likenings(likenings).set_index("vehicle_type")
    for kind, vehicles in table["vehicles"].items():
        counts = likenings.loc[likenings["vehicle_type"] == kind, "vehicle"].value_counts()
        assert set(vehicles.split()) == set(counts.index) and counts[vehicles.split()[0]] == counts.max()


def test_reprints_are_one_story() -> None:
    table = count_likenings(list_likenings(build_sample()), ["vehicle"]).set_index("vehicle")
    assert (table["n_stories"] <= table["n_articles"]).all() and (table["n_stories"] < table["n_articles"]).any()
