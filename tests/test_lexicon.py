"""Lexicon: loading, checking, merging, and what each error says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from aicine_lib import lexicon, paths
from aicine_lib.errors import LexiconError
from aicine_lib.lexicon import NAME_COLUMNS, NAME_TABLES, load_names, load_table

HEADER = ",".join(NAME_COLUMNS) + "\n"


def write(folder: Path, text: str, name: str = "t.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_rows_come_stripped_and_in_order(tmp_path: Path) -> None:
    assert load_table("t.csv", ("a",), base=write(tmp_path, "a,b\n 一 , x\n二,\n")) == [{"a": "一", "b": "x"}, {"a": "二", "b": ""}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("b\n1\n", "line 1: column 'a' is missing"),
        ("a,b\n1\n", "line 2: 1 fields, but the header has 2"),
        ("a,b\n1,2\n,3\n", "line 3: column 'a' is empty"),
        ("a,b\n1,2\n1,3\n", "line 3: 1 stands in line 2 already"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message) as error:
        load_table("t.csv", ("a",), key=("a",), base=write(tmp_path, text))
    assert "t.csv" in str(error.value)


def test_missing_or_undecodable_file(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        load_table("none.csv", ("a",), base=tmp_path)
    (tmp_path / "t.csv").write_bytes(b"a\n\xff\xfe\n")
    with pytest.raises(LexiconError, match="UTF-8"):
        load_table("t.csv", ("a",), base=tmp_path)


def test_user_rows_replace_ours_or_are_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    write(ours, "a,b\n一,1\n二,2\n"), write(theirs, "a,b\n二,22\n三,3\n")
    expected = [{"a": "一", "b": "1"}, {"a": "二", "b": "22"}, {"a": "三", "b": "3"}]
    assert load_table("t.csv", ("a",), key=("a",), base=ours, user_folder=theirs) == expected
    monkeypatch.setenv(lexicon.USER_FOLDER_VARIABLE, str(theirs))
    assert load_table("t.csv", ("a",), key=("a",), base=ours) == expected


def test_a_users_tool_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, HEADER + "梦工坊X,梦坊,,CN,,,,,\n", "tools.csv")
    assert [e.aliases for e in load_names(tmp_path) if e.name == "梦工坊X"] == [("梦工坊X", "梦坊")]


def test_one_alias_for_two_names_of_a_type_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, HEADER + "甲,共名,,,,,,,\n乙,共名,,,,,,,\n", "tools.csv")
    with pytest.raises(LexiconError, match="alias '共名' belongs to '甲' and to '乙'"):
        load_names(tmp_path)


def test_unknown_context_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, HEADER + "甲,,,,,,someday,,\n", "events.csv")
    with pytest.raises(LexiconError, match="context 'someday' of '甲' is unknown"):
        load_names(tmp_path)


def test_our_lists_are_sound_and_wide() -> None:
    kinds = [entry.type for entry in load_names()]
    assert kinds.count("tool") >= 120 and kinds.count("org") >= 60 and kinds.count("event") >= 40
    assert set(NAME_TABLES.values()) == set(kinds)


def test_every_lexicon_file_is_readable_csv() -> None:
    for path in sorted(paths.LEXICON.glob("*.csv")):
        assert load_table(path.name, ()), path.name
        assert b"\r" not in path.read_bytes(), f"{path.name} must have LF line ends"


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(lexicon).failed == 0
