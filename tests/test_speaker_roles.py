"""The role of speakers: cases as data in cases/speaker_roles.csv, one code for a person in an article, and the lexicon's codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_table import load_cases
from test_quotations import make_article

from aicine_lib import lexicon, speaker_roles
from aicine_lib.errors import LexiconError
from aicine_lib.names import find_mentions
from aicine_lib.quotations import find_quotations


def roles_in(text: str) -> dict[str, set[str]]:
    """Return the codes of all speakers of a text."""
    article = make_article(text)
    found: dict[str, set[str]] = {}
    for quotation in find_quotations(article, find_mentions(article)):
        found.setdefault(quotation.speaker, set()).add(quotation.speaker_role)
    return found


@pytest.mark.parametrize("row", load_cases("speaker_roles"))
def test_case(row: dict[str, str]) -> None:
    assert roles_in(row["text"])[row["speaker"]] == {row["role"]}


def test_a_person_has_one_role_in_an_article() -> None:
    text = "林若川说：“慢一点才好。”导演林若川说：“快了就散。”林若川教授说：“散了就没了。”"
    assert roles_in(text) == {"林若川": {"director"}}


def test_an_unknown_role_in_the_lexicon_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "persons.csv").write_text("name,aliases,role\n林若川,,wizard\n", encoding="utf-8")
    monkeypatch.setenv(lexicon.USER_FOLDER_VARIABLE, str(tmp_path))
    speaker_roles.known_roles.cache_clear()
    try:
        with pytest.raises(LexiconError, match="wizard"):
            speaker_roles.known_roles()
    finally:
        monkeypatch.undo()
        speaker_roles.known_roles.cache_clear()
