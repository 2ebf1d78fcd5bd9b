"""The report: what the README says was found is what the notebooks answer; pages ask nothing of the network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from fontTools.ttLib import TTFont

from aicine_lib import paths, report


def answers() -> list[str]:
    files = [file for file in sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")) if file.name.startswith(report.FOUND_IN)]
    books = [nbformat.read(file, as_version=4) for file in files]
    return [report._answer(book) for book in books]


def test_readme_states_the_answers_of_the_notebooks() -> None:
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    stated = readme.partition(report.FINDINGS[0])[2].partition(report.FINDINGS[1])[0].strip("\n") + "\n"
    assert stated == report.findings(answers()), "run python -m aicine_lib.report --update"


def test_a_failing_notebook_stops_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# 00 x"), nbformat.v4.new_code_cell("print(1)\n"), nbformat.v4.new_code_cell("1 / 0")]
    )
    nbformat.write(book, tmp_path / "00_broken.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(paths, "REPORT", tmp_path / "report")
    with pytest.raises(report.ReportError, match="00_broken.ipynb, code cell 2: ZeroDivisionError: division by zero"):
        report.make_report()


def test_no_notebook_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(paths, "REPORT", tmp_path / "report")
    with pytest.raises(report.ReportError, match="holds no notebook"):
        report.make_report()


def test_pages_ask_nothing_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# 00 一"),
            nbformat.v4.new_code_cell('import aicine_lib as al\nal.report_answer("共 1 篇。", "1 article.")'),
        ]
    )
    nbformat.write(book, tmp_path / "00_one.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(paths, "REPORT", tmp_path / "report")
    index = report.make_report()
    pages = [page.read_text(encoding="utf-8") for page in index.parent.glob("*.html")]
    assert len(pages) == 2 and "共 1 篇。" in index.read_text(encoding="utf-8")
    for page in pages:
        assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//[^\"']+", page)
    drawn = TTFont(index.parent / report.SUBSET_FILE).getBestCmap()
    assert {character for page in pages for character in page if "\u4e00" <= character <= "\u9fff"} <= set(map(chr, drawn))


def test_figures_are_those_of_the_notebooks() -> None:
    """A figure without a notebook, or a notebook without its figure, is a left-over."""
    saved = {
        figure
        for file in paths.NOTEBOOKS.glob("*.ipynb")
        for figure in re.findall(r'save_figure\(fig, \\?"(\w+)\\?"', file.read_text(encoding="utf-8"))
    }
    assert saved == {file.stem for file in paths.FIGURES.glob("*.json")}
    for name in saved:
        words = json.loads((paths.FIGURES / f"{name}.json").read_text(encoding="utf-8"))
        assert words["alt"] and list(paths.NOTEBOOKS.glob(words["notebook"]))
