"""The codebook: complete, consistent with the modules that use its codes, and the files made from it fresh."""

from __future__ import annotations

import csv
import re

import pytest
from cases_table import load_cases

from aicine_lib import datapackage, paths, reading
from aicine_lib.codebook import allowed_pattern, codes, load_codebook, tables
from aicine_lib.errors import LexiconError

CONTRACT = {
    "documents": "document_id, file_name, sha256, n_bytes, n_chars, encoding, format, script, outlet, published_date, date_precision, url",
    "rejects": "file_name, reason_code, detail",
    "articles": "article_id, document_id, title, byline, is_on_topic, n_chars, n_sentences, n_tokens, story_id",
    "segments": "article_id, start, end, source_start, source_end, role",
    "sentences": "sentence_id, article_id, paragraph, start, end, role, speaker, stance, score, aspects, n_tokens",
    "mentions": "mention_id, sentence_id, article_id, start, end, surface, type, name",
    "quotations": "quotation_id, article_id, start, end, speaker, speaker_role, cue, form",
    "claims": "claim_id, sentence_id, article_id, start, end, kind, subject, low, high, unit, comparator, from_low, from_high, reading, practice, "
    "speaker, surface",
    "metaphors": "metaphor_id, sentence_id, article_id, start, end, vehicle, speaker",
    "terms": "article_id, term, pos, n_tokens",
}  # design.md section 5; columns may be added after these


def lexicon(name: str) -> list[dict[str, str]]:
    with open(paths.LEXICON / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", CONTRACT)
def test_tables_begin_with_the_columns_of_the_contract(name):
    promised = CONTRACT[name].split(", ")
    assert [column.name for column in tables()[name].columns][: len(promised)] == promised


def test_there_are_no_other_tables_but_voices():
    assert set(tables()) == {*CONTRACT, "voices"}


def test_every_code_list_is_used_by_a_column():
    used = {column.codes for table in tables().values() for column in table.columns}
    assert set(load_codebook().code_lists) == used - {""}


def test_codes_are_those_of_the_modules_and_the_lexicon():
    assert set(codes("reason_code")) == {*reading.REASON_CODES, "internal_error"}
    assert set(codes("speaker_role")) == {row["role"] for row in lexicon("speaker_roles.csv")}
    assert set(codes("vehicle_type")) == {row["type"] for row in lexicon("metaphor_words.csv") if row["class"] == "vehicle"}


def test_an_unknown_code_list_is_an_error():
    with pytest.raises(LexiconError, match="no code list 'stances': it has role, stance,"):
        codes("stances")


@pytest.mark.parametrize(
    ("table", "column", "right", "wrong"),
    [
        ("sentences", "aspects", ["cost", "cost market future"], ["costs", "cost,market", "cost "]),
        ("claims", "unit", ["CNY", "USD/minute"], ["RMB", "CNY/", "CNY/episode/day"]),
        ("documents", "published_date", ["2025", "2025-12", "2025-12-30"], ["25", "2025-1", "2025-12-30T10:00"]),
    ],
)
def test_patterns_allow_what_they_must(table, column, right, wrong):
    pattern = allowed_pattern(next(each for each in tables()[table].columns if each.name == column))
    assert all(re.fullmatch(pattern, value) for value in right)
    assert not any(re.fullmatch(pattern, value) for value in wrong)


@pytest.mark.parametrize("case", load_cases("codebook"))
def test_a_faulty_codebook_is_an_error_that_names_the_place(case, tmp_path):
    text = paths.CODEBOOK.read_text("utf-8")
    assert case["old"] in text
    faulty = tmp_path / "codebook.yaml"
    faulty.write_text(text.replace(case["old"], case["new"], 1), "utf-8")
    with pytest.raises(LexiconError, match=re.escape(case["message"])) as error:
        load_codebook(faulty)
    assert str(faulty) in str(error.value) and "\n" not in str(error.value)


def test_the_readme_of_data_is_fresh():
    assert (paths.DATA / "README.md").read_text("utf-8") == datapackage.readme(), "run python -m aicine_lib.codebook"


def test_the_readme_names_what_is_in_data():
    there = {path.name + "/" * path.is_dir() for path in paths.DATA.iterdir()} - {"README.md"}
    assert there <= set(load_codebook().files)
