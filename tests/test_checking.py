"""The checks: a sound corpus passes, and every fault that is put in is found and named."""

from __future__ import annotations

import hashlib
import json
import re
import shutil

import pytest
from cases_table import load_cases
from small_corpus import ARTICLES, build_small

from aicine_lib.checking import check_corpus
from aicine_lib.corpus import Corpus
from aicine_lib.errors import CorpusError
from aicine_lib.leaks import longest_run


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Corpus:
    return build_small(tmp_path_factory.mktemp("small"))


@pytest.fixture
def corpus(built, tmp_path) -> Corpus:
    """A copy to put faults into."""
    return Corpus(shutil.copytree(built.folder, tmp_path / "corpus"))


def put_fault(corpus: Corpus, table: str, old: str, new: str) -> Corpus:
    """Change the first place in a table, and make datapackage.json agree, so that only the fault itself can be found."""
    path = corpus.table_file(table)
    text = path.read_text("utf-8")
    changed = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    assert changed != text, f"{old} is not in {table}"
    path.write_text(changed, "utf-8")
    for resource in corpus.description["resources"]:
        if resource["name"] == table:
            resource |= {"hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}", "bytes": path.stat().st_size}
            resource["rows"] += changed.count("\n") - text.count("\n")
    (corpus.folder / "datapackage.json").write_text(json.dumps(corpus.description), "utf-8")
    return Corpus(corpus.folder)


def faults(corpus: Corpus) -> dict[str, list[str]]:
    return {check.name: check.faults for check in check_corpus(corpus).checks if check.faults}


def test_a_sound_corpus_passes_every_check(corpus):
    report = check_corpus(corpus.folder)
    assert report.is_sound, report
    assert [check.name for check in report.checks] == "files schema columns keys offsets segments counts texts leaks".split()
    assert f"{sum(map(len, ARTICLES.values()))} source characters accounted for" in str(report)
    assert "4 of 4 beside the tables" in str(report) and re.search(r"max_run \d+, bound 24", str(report))
    assert str(report).endswith("the corpus is sound")


@pytest.mark.parametrize("case", load_cases("checking"))
def test_a_fault_is_found_and_named(case, corpus):
    found = faults(put_fault(corpus, case["table"], case["old"], case["new"]))
    assert any(case["fault"] in fault for fault in found.get(case["check"], [])), found


def test_a_changed_file_is_found(corpus):
    with open(corpus.table_file("terms"), "a", encoding="utf-8") as file:
        file.write(f"{corpus.articles['article_id'][0]},词,n,1\n")
    report = check_corpus(corpus)
    assert [check.name for check in report.checks] == ["files"]
    assert "terms: the file is not the one that was built: its sha256 differs from that in datapackage.json" in report.checks[0].faults
    assert str(report).endswith("the corpus has 2 faults: build it anew")


def test_a_file_that_is_gone_is_found(corpus):
    corpus.table_file("claims").unlink()
    assert "claims.csv" in faults(corpus)["files"][0]


def test_a_corpus_of_another_codebook_is_found(corpus):
    corpus.description["aicine"]["codebook_sha256"] = "0" * 64
    assert "built with another codebook (version 1.0)" in faults(corpus)["files"][0]


def test_frictionless_finds_what_the_schema_forbids(corpus):
    assert faults(put_fault(corpus, "sentences", ",neutral,", ",good,"))["schema"]


def test_a_text_that_was_changed_or_is_foreign_is_found(corpus):
    texts = sorted((corpus.folder / "texts").iterdir())
    texts[0].write_text("别的文字", "utf-8")
    (corpus.folder / "texts" / f"{'f' * 12}.txt").write_text("x", "utf-8")
    assert faults(corpus)["texts"] == [
        f"texts/{texts[0].stem}: not the text that the tables were made from",
        f"texts/{'f' * 12}: no document of this corpus",
    ]


def test_without_texts_the_run_is_not_measured(corpus):
    shutil.rmtree(corpus.folder / "texts")
    report = check_corpus(corpus)
    assert report.is_sound and "max_run is measured where the texts are" in str(report)


def test_no_corpus_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="holds no aicine corpus"):
        check_corpus(tmp_path)


@pytest.mark.parametrize(
    ("cells", "source", "run"),
    [
        (["雾港影展开幕"], "昨晚雾港影展闭幕", "雾港影展"),
        (["https://example.org/ai", "影展"], "见 https://example.org/ai 影展", "影展"),
        (["影展", "导演林一", "林一"], "导演林一来到影展", "导演林一"),
        (["没有"], "完全不同", ""),
        ([], "影展", ""),
        (["影展" * 30], "影展" * 20, "影展" * 20),
        (["AI"], "AI", ""),
    ],
    ids=["part of a cell", "no URL", "the longest", "none", "no cell", "repetition", "no Chinese"],
)
def test_the_longest_run_is_found(cells, source, run):
    assert longest_run(cells, source) == run


def test_runs_that_are_short_enough_are_not_looked_for():
    assert longest_run(["雾港影展"], "雾港影展", longer_than=4) == ""
    assert longest_run(["雾港影展"], "雾港影展", longer_than=3) == "雾港影展"
