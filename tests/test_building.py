"""Building: the same bytes whatever the division of work, nothing lost, and an output folder that is whole or not there."""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter

import pytest
from small_corpus import ARTICLES, build_small, read_folder, write_articles

from aicine_lib import building, parts, processes, reading, shards, tagging, texts
from aicine_lib.checking import check_corpus
from aicine_lib.errors import AicineError, CorpusError, InputError, LexiconError, OutputError


@pytest.fixture
def small_shards(monkeypatch):
    """Divide so finely that even a few articles make many shards and parts."""
    monkeypatch.setattr(shards, "SHARD_BYTES", 1)


# The tables


def test_a_corpus_holds_every_article_and_is_sound(tmp_path):
    corpus = build_small(tmp_path)
    assert sorted(corpus.documents["file_name"]) == sorted(ARTICLES)
    assert corpus.rejects["reason_code"].tolist() == ["metadata_table"]
    assert dict(zip(corpus.documents["file_name"], corpus.documents["outlet"])) == {
        "fog.txt": "江城晚报",
        "studio.txt": "",
        "island.md": "海島電子報",
        "stew.txt": "",
    }
    assert set(corpus.articles["is_on_topic"]) == {True, False}
    assert {"即梦AI"} <= set(corpus.mentions["name"]) and 8000 in set(corpus.claims["low"])
    report = check_corpus(corpus)
    assert report.is_sound, report


def test_parquet_holds_the_same_tables_as_csv(tmp_path):
    csv, parquet = (build_small(tmp_path / name, table_format=name) for name in ("csv", "parquet"))
    for name in parts.content_tables():
        assert getattr(csv, name).equals(getattr(parquet, name)), name
        assert getattr(csv, name).dtypes.equals(getattr(parquet, name).dtypes), name
    assert csv.texts.equals(parquet.texts)
    assert check_corpus(parquet).is_sound


def test_much_text_becomes_parquet(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "PARQUET_BYTES", 1000)
    assert build_small(tmp_path).table_file("terms").suffix == ".parquet"


def test_an_unknown_format_is_an_error(tmp_path):
    with pytest.raises(InputError, match="table format 'xlsx' must be one of csv, parquet"):
        build_small(tmp_path, table_format="xlsx")


# The same bytes


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_workers_division_and_order_do_not_change_a_byte(tmp_path, monkeypatch, small_shards, table_format):
    folder = write_articles(tmp_path / "in")
    (folder / "twin.txt").write_bytes((folder / "fog.txt").read_bytes())
    files = sorted(path for path in folder.iterdir() if path.name != "metadata.csv")
    options = {"metadata": folder / "metadata.csv", "progress": False, "table_format": table_format}
    building.build_corpus(files, tmp_path / "one", **options)
    random.Random(1).shuffle(files)
    building.build_corpus(files, tmp_path / "two", workers=2, **options)
    monkeypatch.undo()
    building.build_corpus(files[::-1], tmp_path / "whole", **options)
    assert read_folder(tmp_path / "one") == read_folder(tmp_path / "two") == read_folder(tmp_path / "whole")


def test_merging_a_few_documents_at_a_time_gives_the_same_rows(tmp_path, monkeypatch, small_shards):
    whole = read_folder(build_small(tmp_path / "whole").folder)
    monkeypatch.setattr(parts, "MERGE_DOCUMENTS", 1)
    assert read_folder(build_small(tmp_path / "bit_by_bit").folder) == whole


def test_workers_know_the_folder_and_environment_of_now(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AICINE_TEST_OF_WORKERS", "seen")
    with processes.run_over(2) as run:
        assert set(run(os.getcwd, [()] * 4)) == {str(tmp_path)}
        assert set(run(os.getenv, [("AICINE_TEST_OF_WORKERS",)] * 4)) == {"seen"}


def test_a_worker_that_dies_is_an_error():
    with pytest.raises(AicineError, match="a worker process died.*fewer --workers"):
        with processes.run_over(2) as run:
            list(run(os._exit, [(1,)]))


# Nothing lost


def test_duplicates_are_rejects_that_name_the_one_kept(tmp_path, small_shards):
    folder = write_articles(tmp_path / "in")
    for name in ("a_copy.txt", "z_copy.txt"):
        (folder / name).write_bytes((folder / "fog.txt").read_bytes())
    corpus = building.build_corpus(folder, tmp_path / "out", progress=False)
    assert "a_copy.txt" in set(corpus.documents["file_name"]) and len(corpus.documents) == len(ARTICLES)
    found = corpus.rejects[corpus.rejects["reason_code"] == "duplicate"]
    assert list(zip(found["file_name"], found["detail"])) == [
        ("fog.txt", "the same bytes as a_copy.txt"),
        ("z_copy.txt", "the same bytes as a_copy.txt"),
    ]


def test_rows_of_a_table_keep_the_first_of_equal_ones(tmp_path):
    text = ARTICLES["fog.txt"].replace("\n", " ")
    rows = [f'{number},"{text}"' for number in range(1, 13)]
    (tmp_path / "in.csv").write_text("\n".join(["number,text", *rows]), "utf-8")
    corpus = building.build_corpus(tmp_path / "in.csv", tmp_path / "out", progress=False)
    assert corpus.documents["file_name"].str.endswith("#10").sum() == 0 and len(corpus.documents) == 1
    assert len(corpus.rejects) == 11


def test_a_crash_in_one_article_is_a_reject_without_its_words(tmp_path, monkeypatch):
    def crash(documents):
        if any(document.file_name == "fog.txt" for document in documents):
            raise ZeroDivisionError("雾港来信")
        return tagging.tag_documents(documents)

    monkeypatch.setattr(shards, "tag_documents", crash)
    corpus = build_small(tmp_path)
    assert Counter(corpus.rejects["reason_code"]) == {"internal_error": 1, "metadata_table": 1}
    reject = corpus.rejects.set_index("reason_code").loc["internal_error"]
    assert reject["file_name"] == "fog.txt" and reject["detail"].startswith("ZeroDivisionError at shards.py:")
    assert len(corpus.documents) == len(ARTICLES) - 1


def test_a_crash_of_reading_is_a_reject(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "read_source", lambda source: 1 / 0 if source.name == "fog.txt" else reading.read_source(source))
    assert "internal_error" in set(build_small(tmp_path).rejects["reason_code"])


def test_a_broken_lexicon_stops_the_build_and_leaves_nothing(tmp_path, monkeypatch):
    def fail(documents):
        raise LexiconError("tools.csv, line 3: no name")

    monkeypatch.setattr(shards, "tag_documents", fail)
    with pytest.raises(LexiconError, match="line 3"):
        build_small(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles"]


def test_a_result_that_goes_missing_is_an_error(tmp_path, monkeypatch):
    tag = shards.tag_shard
    monkeypatch.setattr(building, "tag_shard", lambda *task: tag(*task)._replace(rejects=[]))
    with pytest.raises(AicineError, match="5 inputs, but 4 documents and 0 rejects: a fault of aicine"):
        build_small(tmp_path)


def test_rows_that_do_not_fit_the_codebook_stop_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(
        shards, "tag_documents", lambda documents: [{**rows, "terms": [("a", "b")]} for rows in tagging.tag_documents(documents)]
    )
    with pytest.raises(CorpusError, match=r"rows of table terms must have 4 columns \(article_id, term, pos, n_tokens\)"):
        build_small(tmp_path)


def test_nothing_that_can_be_taken_is_an_error_and_leaves_an_old_corpus_alone(tmp_path):
    build_small(tmp_path)
    before = read_folder(tmp_path / "corpus")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"nothing could be taken, nothing was written: empty.txt: empty \(no bytes\)"):
        building.build_corpus(tmp_path / "bad", tmp_path / "corpus", progress=False)
    assert read_folder(tmp_path / "corpus") == before


def test_an_empty_folder_is_an_error(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError):
        building.build_corpus(tmp_path / "in", tmp_path / "out", progress=False)
    assert not (tmp_path / "out").exists()


def test_a_missing_path_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        building.build_corpus(tmp_path / "nowhere", tmp_path / "out", progress=False)


# The output folder


def test_a_corpus_is_replaced_with_what_was_made_from_it(tmp_path):
    build_small(tmp_path)
    (tmp_path / "corpus" / "report").mkdir()
    build_small(tmp_path, table_format="parquet")
    left = set(read_folder(tmp_path / "corpus"))
    assert not any(name.endswith(".csv") for name in left) and not (tmp_path / "corpus" / "report").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "corpus"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda out: out.write_text("x"), "out is a file: give a folder"),
        (lambda out: (out / "thesis").mkdir(parents=True), r"holds something that is no aicine corpus \(thesis\)"),
        (lambda out: (out.mkdir(), (out / "datapackage.json").write_text('{"name": "other"}')), "no aicine corpus"),
        (lambda out: (out.mkdir(), (out / "datapackage.json").write_text("{")), "no aicine corpus"),
        (lambda out: out.parent.joinpath("out").symlink_to("nowhere/file"), None),
    ],
    ids=["file", "folder", "other package", "broken package", "dangling link"],
)
def test_what_is_not_ours_is_never_replaced(tmp_path, make, message):
    folder = write_articles(tmp_path / "in")
    out = tmp_path / "out"
    make(out)
    before = read_folder(tmp_path)
    if message is None:
        building.build_corpus(folder, out, progress=False)
        assert out.is_symlink() and (tmp_path / "nowhere" / "file" / "terms.csv").exists()
        return
    with pytest.raises(OutputError, match=message):
        building.build_corpus(folder, out, progress=False)
    assert read_folder(tmp_path) == before


def test_a_corpus_with_a_readers_notes_is_not_replaced(tmp_path):
    corpus = build_small(tmp_path)
    (corpus.folder / "my_notes.md").write_text("x")
    with pytest.raises(OutputError, match=r"holds a corpus and other things too \(my_notes.md\): move them away"):
        build_small(tmp_path)


def test_a_place_that_cannot_be_written_to_is_an_error(tmp_path):
    folder = write_articles(tmp_path / "in")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot write to .*file/deep/out: Not a directory"):
        building.build_corpus(folder, tmp_path / "file" / "deep" / "out", progress=False)


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_an_error(tmp_path):
    folder = write_articles(tmp_path / "in")
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        building.build_corpus(folder, tmp_path / "locked" / "out", progress=False)


def test_a_full_disk_is_an_error_and_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "write_datapackage", full)
    with pytest.raises(OutputError, match="No space left on device"):
        building.build_corpus(write_articles(tmp_path / "in"), tmp_path / "new" / "deep" / "out", progress=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_an_interrupt_leaves_nothing(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "plan_merge", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_small(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles"]


def test_a_failed_exchange_puts_the_old_corpus_back(tmp_path, monkeypatch):
    build_small(tmp_path)
    before = read_folder(tmp_path / "corpus")
    rename = os.rename

    def fail(source, target):
        if source.name == "corpus" and source.parent != tmp_path:
            raise OSError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(OutputError, match="Permission denied"):
        build_small(tmp_path)
    assert read_folder(tmp_path / "corpus") == before


def test_inputs_in_the_output_folder_are_an_error(tmp_path):
    corpus = build_small(tmp_path)
    with pytest.raises(OutputError, match="is an input and stands in the output folder"):
        building.build_corpus(tmp_path, corpus.folder, progress=False)


# Texts


def test_a_release_is_built_without_texts_and_keeps_those_of_its_reader(tmp_path):
    with_texts = read_folder(build_small(tmp_path).folder)
    (tmp_path / "corpus" / "texts" / f"{'0' * 12}.txt").write_text("an old one")
    corpus = build_small(tmp_path, texts=False)
    assert read_folder(corpus.folder) == with_texts
    other = building.build_corpus(tmp_path / "articles", tmp_path / "release", texts=False, progress=False)
    assert not other.has_texts and not (tmp_path / "release" / "texts").exists()


def test_texts_are_as_decoded(tmp_path):
    corpus = build_small(tmp_path)
    ids = dict(zip(corpus.documents["document_id"], corpus.documents["file_name"]))
    assert {ids[name]: text for name, text in texts.iter_texts(corpus.folder)} == ARTICLES


def test_the_description_says_with_what_it_was_built(tmp_path, monkeypatch):
    about = json.loads((build_small(tmp_path).folder / "datapackage.json").read_text("utf-8"))["aicine"]
    assert set(about) == {"version", "codebook_version", "codebook_sha256", "lexicon_sha256"}
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "tools.csv").write_text("name,aliases\n", "utf-8")
    monkeypatch.setenv("AICINE_LEXICON", str(tmp_path / "lexicon"))
    assert building.lexicon_sha256() != about["lexicon_sha256"]
