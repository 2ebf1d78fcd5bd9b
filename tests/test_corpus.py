"""The Corpus: opened at once, types fixed, a readable summary, texts and concordances where the texts are."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import warnings

import pandas as pd
import pytest
from small_corpus import ARTICLES, build_small, read_folder, write_articles

import aicine_lib as al
from aicine_lib import concordance, paths
from aicine_lib.codebook import tables
from aicine_lib.corpus import SAMPLE_CORPUS, Corpus, load_corpus
from aicine_lib.errors import CorpusError
from aicine_lib.texts import place_texts

DTYPES = {"string": "str", "number": "float64", "boolean": "bool", "integer": "int64"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    return build_small(tmp_path_factory.mktemp("small"))


@pytest.fixture
def release(tmp_path) -> Corpus:
    """A corpus without texts, as the press release is; its articles are in the folder articles beside it."""
    return build_small(tmp_path, texts=False)


# Opening


def test_importing_and_opening_load_neither_pandas_nor_matplotlib(corpus):
    code = f"import aicine_lib as al, sys; al.load_corpus({str(corpus.folder)!r}); print({{'pandas', 'matplotlib'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT, check=True)
    assert done.stdout.strip() == "set()"


def test_workers_load_neither_pandas_nor_matplotlib_nor_tqdm():
    code = "import aicine_lib.shards, sys; print({'pandas', 'matplotlib', 'tqdm'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT, check=True)
    assert done.stdout.strip() == "set()"


def test_all_tables_open_in_half_a_second(corpus):
    start = time.perf_counter()
    again = load_corpus(corpus.folder)
    assert all(len(getattr(again, name)) == again.n_rows(name) for name in tables())
    assert time.perf_counter() - start < 0.5


def test_types_are_those_of_the_codebook(corpus):
    for name, table in tables().items():
        found = {column: str(dtype) for column, dtype in getattr(corpus, name).dtypes.items()}
        wanted = {column.name: DTYPES[column.type] for column in table.columns}
        if name == "segments":  # offsets of pieces that are in no article are empty
            wanted |= {"start": "Int64", "end": "Int64"}
        assert found == wanted, name


def test_empty_text_is_empty_and_not_missing(corpus):
    assert (corpus.documents["outlet"] == "").any() and not corpus.documents["outlet"].isna().any()
    assert corpus.segments["start"].isna().any()


def test_a_table_is_read_once(corpus):
    assert corpus.terms is corpus.terms


@pytest.mark.parametrize(
    ("where", "variable", "opened"), [(None, None, paths.PRESS), ("press", "sample", paths.PRESS), ("sample", None, SAMPLE_CORPUS)]
)
def test_corpora_have_names(where, variable, opened, monkeypatch):
    monkeypatch.delenv("AICINE_CORPUS", raising=False)
    if variable:
        monkeypatch.setenv("AICINE_CORPUS", variable)
    if not opened.exists():
        pytest.skip(f"{opened} is not built yet")
    assert load_corpus(where).folder == opened


def test_the_environment_names_the_corpus_of_the_notebooks(corpus, monkeypatch):
    monkeypatch.setenv("AICINE_CORPUS", str(corpus.folder))
    assert al.load_corpus().folder == corpus.folder


def test_a_folder_without_a_corpus_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="holds no aicine corpus: give a folder that aicine build"):
        load_corpus(tmp_path)


def test_a_table_that_is_gone_is_an_error(release):
    (release.folder / "terms.csv").unlink()
    with pytest.raises(CorpusError, match="terms.csv is not there: the corpus folder is not complete; build it anew"):
        release.terms  # noqa: B018


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"article_id,term", b"article,term", "terms.csv cannot be read|has the columns article, term"),
        (b",n,", b",n,x", "terms.csv cannot be read as the table terms"),
    ],
)
def test_a_table_that_was_changed_is_an_error(release, old, new, message):
    path = release.folder / "terms.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(CorpusError, match=message):
        release.terms  # noqa: B018


def test_public_names_are_there():
    assert {"load_corpus", "build_corpus", "Corpus", "AicineError"} <= set(al.__all__) <= set(dir(al))
    assert all(getattr(al, name) is not None for name in ("load_corpus", "build_corpus", "check_corpus", "AicineError"))
    with pytest.raises(AttributeError, match="has no attribute 'load_corpora'"):
        al.load_corpora  # noqa: B018


# The summary


def test_the_summary_says_what_there_is(corpus, release):
    lines = repr(corpus).splitlines()
    assert lines[0] == f"Corpus 语料 {corpus.folder}"
    assert "  文献 documents  4 (rejects 未收录 1)" in lines
    assert "  文章 articles   4 (1 off topic 离题)" in lines
    assert "  媒体 outlets    unknown 不详 2, 江城晚报 1, 海島電子報 1" in lines
    assert "  日期 dates      2025-03-08 to 2025-04 (2 known)" in lines
    assert lines[-1] == "  文本 texts      beside the tables 已附"
    assert "aicine texts FILE..." in repr(release).splitlines()[-1]


def test_the_summary_in_a_notebook_is_a_table_with_the_same_facts(corpus):
    html = corpus._repr_html_()
    assert html.startswith("<table>") and html.count("<tr>") == len(repr(corpus).splitlines()) - 1
    assert '<td style="text-align:left">4 (1 off topic 离题)</td>' in html


# Texts


def test_reading_texts_are_rebuilt_from_the_sources(corpus):
    articles = corpus.articles.set_index("article_id")
    assert corpus.texts.index.equals(articles.index)
    assert corpus.texts.str.len().tolist() == articles["n_chars"].tolist()
    names = corpus.documents.set_index("document_id")["file_name"]
    for article_id, text in corpus.texts.items():
        source = ARTICLES[names[articles.loc[article_id, "document_id"]]]
        assert set(text) <= set(source)
    for mention in corpus.mentions.itertuples():
        assert corpus.texts[mention.article_id][mention.start : mention.end] == mention.surface


def test_without_texts_a_concordance_says_how_to_get_them(release):
    with pytest.raises(
        CorpusError, match=f"the texts are not beside the tables in .*corpus: run aicine texts FILE... --corpus {release.folder}"
    ):
        release.kwic("灵魂")


def test_texts_are_put_beside_the_tables_by_their_sha256(release, tmp_path):
    (tmp_path / "articles" / "stew.txt").write_text(ARTICLES["stew.txt"] + "改过的一句。", "utf-8")
    (tmp_path / "articles" / "fog.txt").rename(tmp_path / "articles" / "renamed.txt")
    placed = place_texts(release.folder, [tmp_path / "articles"])
    assert len(placed.document_ids) == 3 and "stew.txt" in placed.unknown
    with pytest.warns(UserWarning, match="texts of 1 of 4 articles are not beside the tables"):
        assert len(release.kwic("面馆", on_topic=False)) == 0
    assert len(release.kwic("即梦")) == 1


def test_a_text_that_is_read_otherwise_than_it_was_is_an_error(release, tmp_path):
    path = release.folder / "documents.csv"
    path.write_text(re.sub("[0-9a-f]{64}\n", "0" * 64 + "\n", path.read_text("utf-8")), "utf-8")
    with pytest.raises(CorpusError, match="is the right file, but this aicine reads it otherwise"):
        place_texts(release.folder, [tmp_path / "articles"])


# Concordances


def test_a_concordance_shows_the_words_around(corpus):
    lines = corpus.kwic("灵魂", width=6)
    assert lines.columns.tolist() == ["left", "key", "right", "outlet", "date", "article_id", "start", "end", "source_start"]
    assert sorted(map(tuple, lines[["left", "key", "right", "outlet", "date"]].to_numpy())) == [
        ("人物的脸没有", "灵魂", "，AI还不懂", "江城晚报", "2025-03-08"),
        ("變，說故事的", "靈魂", "不會變。」 ", "海島電子報", "2025-04"),
    ]


def test_a_concordance_leads_back_to_the_source(corpus):
    names = corpus.documents.set_index("document_id")["file_name"]
    for line in corpus.kwic("AI", on_topic=False).itertuples():
        source = ARTICLES[names[line.article_id[:16]]]
        assert source[line.source_start : line.source_start + 2] == line.key == "AI"


def test_traditional_and_simplified_find_one_another(corpus):
    assert len(corpus.kwic("靈魂")) == len(corpus.kwic("灵魂")) == 2
    assert len(corpus.kwic("ＡＩ")) == len(corpus.kwic("AI"))


def test_articles_off_topic_are_searched_when_asked_for(corpus):
    assert corpus.kwic("面馆").empty and len(corpus.kwic("面馆", on_topic=False)) == 2


def test_regular_expressions_are_patterns_only_when_asked_for(corpus):
    assert corpus.kwic("三个月|五天").empty
    assert corpus.kwic("三个月|五天", regex=True)["key"].tolist() == ["三个月", "五天"]
    assert corpus.kwic("x*", regex=True).empty


@pytest.mark.parametrize(
    ("pattern", "regex", "message"), [("", False, "nothing to look for"), ("(", True, "'\\(' is no regular expression")]
)
def test_a_pattern_that_cannot_be_is_an_error(corpus, pattern, regex, message):
    with pytest.raises(CorpusError, match=message):
        corpus.kwic(pattern, regex=regex)


def test_a_concordance_without_a_line_has_its_columns_and_types(corpus):
    empty = corpus.kwic("不会有的词")
    assert empty.dtypes.equals(corpus.kwic("AI").dtypes) and isinstance(empty, pd.DataFrame)


def test_lines_are_aligned_for_characters_of_two_columns(corpus):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = concordance.find_lines(corpus.folder, corpus.about_articles(), "AI", 10)
    lines = list(concordance.align_lines(found, 10))
    assert {concordance.columns(line[: line.index(" AI ", max(0, len(each.left) - 1))]) for line, each in zip(lines, found)} == {20}


# The sample


@pytest.mark.skipif(not (paths.SAMPLE / "texts").exists() or not SAMPLE_CORPUS.exists(), reason="the sample is not there yet")
def test_the_sample_is_fresh(tmp_path):
    rebuilt = al.build_corpus(paths.SAMPLE / "texts", tmp_path / "out", progress=False)
    assert read_folder(rebuilt.folder) == read_folder(SAMPLE_CORPUS), "run aicine build data/sample/texts --out data/sample/corpus"


def test_two_builds_of_the_same_articles_are_the_same_folder(corpus, tmp_path):
    write_articles(tmp_path / "articles")
    assert read_folder(build_small(tmp_path).folder) == read_folder(corpus.folder)
