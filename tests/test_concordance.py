"""Searching: code queries against a second reading of every sentence, concordances sorted and inside codes, places, collocates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from cases_table import load_cases, read_cases
from sample_corpus import build_sample
from small_corpus import build_small

from aicine_lib import cli, queries
from aicine_lib.codebook import codes
from aicine_lib.corpus import Corpus
from aicine_lib.errors import CorpusError
from aicine_lib.queries import parse_query
from aicine_lib.script import fold

OF_SENTENCES = ("mentions", "claims", "metaphors")


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Rows of a table, whose values are read by name."""
    return list(frame.itertuples())


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return build_sample()


@pytest.fixture(scope="module")
def facts(corpus: Corpus) -> list[dict[str, Any]]:
    """What every sentence on topic holds, gathered row by row, for the rules of the cases."""
    outlets = {row.document_id: (row.outlet, row.published_date) for row in rows_of(corpus.documents)}
    on_topic = set(corpus.articles.loc[corpus.articles["is_on_topic"], "article_id"])
    voice_roles = {(row.article_id, row.name): row.role for row in rows_of(corpus.voices)}
    tables = {name: getattr(corpus, name).to_dict("records") for name in OF_SENTENCES}
    quotations = corpus.quotations.to_dict("records")
    gathered = []
    for row in corpus.sentences.to_dict("records"):
        if row["article_id"] not in on_topic:
            continue
        own = {name: [r for r in rows if r["sentence_id"] == row["sentence_id"]] for name, rows in tables.items()}
        quoted = [
            q["form"] for q in quotations if q["article_id"] == row["article_id"] and q["start"] < row["end"] and q["end"] > row["start"]
        ]
        outlet, date = outlets[row["article_id"][:16]]
        gathered.append(
            {
                **row,
                "outlet": outlet,
                "date": date,
                "voice_roles": voice_roles,
                "forms": set(quoted),
                "names": {(m["type"], m["name"]) for m in own["mentions"]},
                "claim_kinds": {c["kind"] for c in own["claims"]},
                "vehicles": {m["vehicle_type"] for m in own["metaphors"]},
            }
        )
    return gathered


# Code queries


@pytest.mark.parametrize("case", load_cases("queries"))
def test_query(corpus: Corpus, facts: list[dict[str, Any]], case: dict[str, str]) -> None:
    if case["error"]:
        with pytest.raises(CorpusError) as raised:
            corpus.select(case["query"])
        assert case["error"] in str(raised.value) and str(raised.value).startswith(f"query {case['query']!r}")
        return
    expected = [row["sentence_id"] for row in facts if eval(case["rule"], {}, row)]
    assert corpus.select(case["query"])["sentence_id"].tolist() == expected


def test_the_cases_find_something(corpus: Corpus) -> None:
    found = [len(corpus.select(case["query"])) for case in read_cases("queries") if not case["error"]]
    assert sum(n > 0 for n in found) == len(found) - 1  # one asks for a film that is not there


def test_named_fields_are_the_types_of_mentions() -> None:
    assert set(queries.NAMED) == set(codes("mention_type"))


@pytest.mark.parametrize("field", queries.CODED)
def test_every_code_of_every_field_is_understood(corpus: Corpus, field: str) -> None:
    for code in codes(queries.CODED[field]):
        assert parse_query(f"{field}={code}") == queries.Condition(field, True, code)
    assert len(corpus.select(f"{field}={code}")) + len(corpus.select(f"{field}!={code}")) == len(corpus.select({"role": codes("role")}))


def test_a_dictionary_asks_for_all_fields_and_any_of_their_values(corpus: Corpus) -> None:
    asked = corpus.select({"stance": ["critical", "mixed"], "aspect": "labour"})
    pd.testing.assert_frame_equal(asked, corpus.select("(stance=critical | stance=mixed) & aspect=labour"))


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({}, "the query is an empty dictionary"),
        ({"stance": []}, "stance has no value"),
        ({"stanse": "critical"}, "'stanse' is no field"),
        ({"stance": "crit"}, "'crit' is no code of stance"),
        (["nothing-s000000"], "1 of 1 ids are no sentence_id of .* \\(first: nothing-s000000\\)"),
        (pd.DataFrame({"article_id": []}), "must have a column sentence_id; it has article_id"),
    ],
)
def test_what_cannot_be_selected_by_is_an_error(corpus: Corpus, where: Any, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        corpus.select(where)


def test_ids_and_tables_select_their_sentences(corpus: Corpus) -> None:
    critical = corpus.select("stance=critical")
    assert corpus.select(critical["sentence_id"]).equals(critical) and corpus.select(critical).equals(critical)
    assert corpus.select([]).empty and corpus.select([]).columns.equals(critical.columns)


def test_selected_rows_are_those_of_the_table(corpus: Corpus) -> None:
    chosen = corpus.select("stance=critical")
    assert chosen.columns.tolist() == [*corpus.sentences.columns, "speaker_role", "outlet", "date"]
    again = corpus.sentences[corpus.sentences["sentence_id"].isin(chosen["sentence_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(chosen[corpus.sentences.columns.tolist()], again)


def test_articles_off_topic_are_left_out_unless_asked_for(corpus: Corpus) -> None:
    assert corpus.select("role=offtopic").empty and len(corpus.select("role=offtopic", on_topic=False))


def test_sentences_are_shown_with_their_words(corpus: Corpus) -> None:
    shown = corpus.select("stance=critical", width=5)
    for row in rows_of(shown):
        flat = corpus.texts[row.article_id].replace("\n", " ")
        assert flat[row.start - len(row.left) : row.end + len(row.right)] == row.left + row.text + row.right
    assert (shown["left"].str.len() <= 5).all()


def test_codes_are_selected_without_texts(tmp_path: Any) -> None:
    release = build_small(tmp_path, texts=False)
    assert len(release.select("stance!=none")) and len(release.positions(within="stance!=none"))
    with pytest.raises(CorpusError, match="the texts are not beside the tables"):
        release.select("stance!=none", width=5)
    with pytest.raises(CorpusError, match="the texts are not beside the tables"):
        release.kwic("AI", within="stance!=none")


# Concordances


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before a place, the nearest first, and after it, punctuation left out."""
    return "".join(filter(str.isalnum, reversed(text[:start]))), "".join(filter(str.isalnum, text[end:]))


@pytest.mark.parametrize("sort", ["R1", "R1R2R3", "L1", "L2L1R1", "KL1", "R5"])
def test_lines_are_sorted_by_the_characters_beside(corpus: Corpus, sort: str) -> None:
    lines = corpus.kwic("AI|导演", 3, regex=True, sort=sort)
    keys = []
    for line in rows_of(lines):
        text = fold(corpus.texts[line.article_id])
        left, right = neighbours(text, line.start, line.end)
        wanted = {
            "K": text[line.start : line.end],
            **{f"L{i}": left[i - 1 : i] for i in range(1, 6)},
            **{f"R{i}": right[i - 1 : i] for i in range(1, 6)},
        }
        order = sort.replace("K", "K ").replace(" ", "|").replace("L", "|L").replace("R", "|R")
        keys.append(([wanted[key] for key in order.split("|") if key], line.article_id, line.start))
    assert keys == sorted(keys) and len(keys) > 20
    unsorted = corpus.kwic("AI|导演", 3, regex=True)
    pd.testing.assert_frame_equal(lines.sort_values(["article_id", "start"], ignore_index=True), unsorted)


@pytest.mark.parametrize("sort", ["R6", "L0", "R", "x", "R1,R2", "r1", " R1"])
def test_sort_keys_that_cannot_be_are_an_error(corpus: Corpus, sort: str) -> None:
    with pytest.raises(CorpusError, match=f"sort '{sort}' is unknown: give L1 to L5, R1 to R5 and K"):
        corpus.kwic("AI", sort=sort)


def test_a_concordance_within_codes_is_the_part_that_stands_in_them(corpus: Corpus) -> None:
    everywhere, within = corpus.kwic("AI"), corpus.kwic("AI", within="stance=critical")
    spans = corpus.select("stance=critical")[["article_id", "start", "end"]].to_numpy().tolist()
    inside = [any(a == line.article_id and s <= line.start and line.end <= e for a, s, e in spans) for line in rows_of(everywhere)]
    pd.testing.assert_frame_equal(within, everywhere[inside].reset_index(drop=True))
    assert 0 < len(within) < len(everywhere)
    outside = corpus.kwic("AI", within="stance!=critical")
    assert len(within) + len(outside) == len(everywhere)


def test_what_crosses_the_end_of_a_sentence_is_not_within_it(corpus: Corpus) -> None:
    crossing = corpus.kwic("。.", regex=True)
    assert len(crossing) > len(corpus.kwic("。.", regex=True, within="role=body"))


def test_no_sentence_of_a_code_gives_no_line(corpus: Corpus) -> None:
    assert corpus.kwic("AI", within="film=无此片").empty


# Places and collocates


def test_positions_are_shares_of_the_article(corpus: Corpus) -> None:
    placed = corpus.positions("AI")
    lengths = corpus.articles.set_index("article_id")["n_chars"]
    assert len(placed) == len(corpus.kwic("AI"))
    for row in rows_of(placed):
        assert row.position == (row.start + row.end) / 2 / lengths[row.article_id] and 0 <= row.position <= 1
    within = corpus.positions("AI", within="stance=critical")
    assert len(within) == len(corpus.kwic("AI", within="stance=critical"))
    sentences = corpus.positions(within="stance=critical")
    assert sentences.columns.equals(placed.columns) and len(sentences) == len(corpus.select("stance=critical"))


def test_nothing_to_place_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="nothing to place: give a word, or within="):
        corpus.positions()


def test_collocates_can_be_those_of_sentences_of_a_code(corpus: Corpus) -> None:
    everywhere, within = corpus.collocates("AI", min_together=1), corpus.collocates("AI", within="stance=critical", min_together=1)
    assert set(within.index) < set(everywhere.index) and within["n_node"].max() < everywhere["n_node"].max()
    assert (corpus.collocates("AI", span=1, min_together=1)["n_together"].sum()) < everywhere["n_together"].sum()


# The command


def test_the_command_sorts_and_keeps_within_codes(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kwic", "AI", "--corpus", str(corpus.folder), "--sort", "R1", "--within", "stance=critical"]) == cli.OK
    printed = capsys.readouterr()
    assert printed.err == f"{len(corpus.kwic('AI', within='stance=critical'))} lines\n" and " AI " in printed.out


@pytest.mark.parametrize(("option", "value"), [("--sort", "R9"), ("--within", "stance=crit")])
def test_the_command_tells_what_it_cannot_understand(corpus: Corpus, option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kwic", "AI", "--corpus", str(corpus.folder), option, value]) == cli.FAILED
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith("aicine: ") and printed.err.count("\n") == 1
