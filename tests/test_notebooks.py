"""The notebooks as files: what nbval does not look at when it runs them again (that is the other half of the test)."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aicine_lib import paths

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
LONGEST_CELL = 15  # lines
Notebook = dict[str, Any]
Rule = Callable[[Notebook], Iterator[str]]


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    """Return the cells that hold code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    """Return what a cell holds, without white space around it."""
    return "".join(cell["source"]).strip()


def outputs(notebook: Notebook) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of a code cell, counted from 1, and an output of it."""
    for number, cell in enumerate(code_cells(notebook), 1):
        for output in cell["outputs"]:
            yield number, output


def texts(output: dict[str, Any]) -> Iterator[str]:
    """Yield every text of an output that a reader may see; not the bytes of images."""
    yield "".join(output.get("text", []))
    yield from ("".join(value) for kind, value in output.get("data", {}).items() if kind.startswith("text/"))
    yield json.dumps(output.get("metadata", {}), ensure_ascii=False)


def is_run_from_the_top(notebook: Notebook) -> Iterator[str]:
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)) or not counts:
        yield f"execution counts are {counts}: restart the kernel and run all"


def has_no_error(notebook: Notebook) -> Iterator[str]:
    yield from (f"cell {number} ends in {output['ename']}" for number, output in outputs(notebook) if output["output_type"] == "error")


def has_no_warning(notebook: Notebook) -> Iterator[str]:
    for number, output in outputs(notebook):
        if output.get("name") == "stderr" or any(re.search(r"\w*Warning\b|Traceback", text) for text in texts(output)):
            yield f"cell {number} warns, or writes on stderr"


def has_a_title(notebook: Notebook) -> Iterator[str]:
    first = notebook["cells"][0]
    if first["cell_type"] != "markdown" or not re.match(r"# \d\d .+", source(first)):
        yield "the first cell is not Markdown that starts with '# NN Title'"


def ends_in_an_answer(notebook: Notebook) -> Iterator[str]:
    if not code_cells(notebook) or "al.report_answer(" not in source(code_cells(notebook)[-1]):
        yield "the last code cell does not call al.report_answer"


def has_short_plain_cells(notebook: Notebook) -> Iterator[str]:
    for number, cell in enumerate(code_cells(notebook), 1):
        text = source(cell)
        if not text or text.endswith(";"):
            yield f"cell {number} is empty, or ends in a semicolon, which hides nothing under nbval"
        if len(text.splitlines()) > LONGEST_CELL:
            yield f"cell {number} has more than {LONGEST_CELL} lines"
        try:
            parts = [*ast.walk(ast.parse(text))]
        except SyntaxError:
            yield f"cell {number} is not plain Python (a magic, a shell command?)"
            continue
        if any(isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) for part in parts):
            yield f"cell {number} defines a function or a class, which belongs into aicine_lib"
        if any(isinstance(part, ast.Constant) and isinstance(part.value, str) and is_path(part.value) for part in parts):
            yield f"cell {number} holds a path"
        if re.search(r"\bsys\.path|\bos\.|\bpathlib\b|\bPath\(|\bopen\(|get_ipython|subprocess", text):
            yield f"cell {number} reaches for files or processes, which is the library's work"


def is_path(text: str) -> bool:
    """Tell whether a text looks like the path of a file."""
    return bool(re.search(r"^[/~]|\.\./|^[A-Za-z]:\\|\.(csv|json|parquet|txt|png|pdf|svg|xlsx)$", text))


def has_fixed_ids(notebook: Notebook) -> Iterator[str]:
    ids = [cell.get("id", "") for cell in notebook["cells"]]
    if len({*ids}) < len(ids) or not all(ids):
        yield "cells have no id, or the same id"
    yield from (
        f"cell id {name!r} is a random one, as an editor gives" for name in ids if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f-]{27})?", name)
    )


def has_lasting_metadata(notebook: Notebook) -> Iterator[str]:
    if "widgets" in notebook["metadata"]:
        yield "metadata hold the state of widgets"
    yield from (
        f"cell {number} holds times of execution" for number, cell in enumerate(code_cells(notebook), 1) if "execution" in cell["metadata"]
    )


def names_no_place(notebook: Notebook) -> Iterator[str]:
    here = "|".join(re.escape(str(place)) for place in (paths.ROOT, Path.home()))
    for number, output in outputs(notebook):
        if any(re.search(rf"{here}|/(home|Users|root|tmp|work|mnt|private)/|[A-Z]:\\\\?Users", text) for text in texts(output)):
            yield f"cell {number} shows a path of this machine"


def has_figures_with_alt_text(notebook: Notebook) -> Iterator[str]:
    for number, cell in enumerate(code_cells(notebook), 1):
        images = [output for output in cell["outputs"] if "image/png" in output.get("data", {})]
        if bool(images) != ("figure" in cell["metadata"].get("tags", [])):
            yield f"cell {number} is tagged figure without an image, or has an image without the tag"
        for image in images:
            if not (image["metadata"].get("image/png", {}).get("alt") or cell["metadata"].get("alt")):
                yield f"cell {number} shows an image without alt text"


RULES: list[Rule] = [
    is_run_from_the_top,
    has_no_error,
    has_no_warning,
    has_a_title,
    ends_in_an_answer,
    has_short_plain_cells,
    has_fixed_ids,
    has_lasting_metadata,
    names_no_place,
    has_figures_with_alt_text,
]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS, f"{paths.NOTEBOOKS} holds no notebook"


def test_each_notebook_has_its_own_number() -> None:
    numbers = [re.fullmatch(r"(\d\d)_[a-z0-9_]+\.ipynb", path.name) for path in NOTEBOOKS]
    assert all(numbers) and len({match[1] for match in numbers if match}) == len(NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_title_has_the_number_of_the_file(path: Path) -> None:
    assert source(json.loads(path.read_text("utf-8"))["cells"][0]).startswith(f"# {path.name[:2]} ")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(path: Path, rule: Rule) -> None:
    assert [*rule(json.loads(path.read_text("utf-8")))] == []


def cell(text: str, *results: dict[str, Any], count: int | None = 1, name: str = "answer", **metadata: Any) -> dict[str, Any]:
    """Return a code cell."""
    return {"cell_type": "code", "id": name, "source": [text], "outputs": [*results], "execution_count": count, "metadata": metadata}


def book(*cells: dict[str, Any], title: str = "# 03 Which tools?", **metadata: Any) -> Notebook:
    """Return a notebook."""
    return {"cells": [{"cell_type": "markdown", "id": "title", "source": [title], "metadata": {}}, *cells], "metadata": metadata}


ANSWER = 'al.report_answer(f"{n} tools")'
IMAGE = {"output_type": "display_data", "data": {"image/png": "", "text/plain": "figure"}, "metadata": {}}
IMAGE_WITH_ALT = {**IMAGE, "metadata": {"image/png": {"alt": "bars"}}}
GOOD = [
    book(cell(ANSWER)),
    book(cell("al.plot_tools(tools)", IMAGE_WITH_ALT, tags=["figure"], name="figure"), cell(ANSWER, count=2)),
]
BAD = [
    (is_run_from_the_top, book(cell(ANSWER, count=None))),
    (is_run_from_the_top, book(cell("n = 1", count=2, name="n"), cell(ANSWER, count=1))),
    (is_run_from_the_top, book()),
    (has_no_error, book(cell(ANSWER, {"output_type": "error", "ename": "NameError"}))),
    (has_no_warning, book(cell(ANSWER, {"output_type": "stream", "name": "stderr", "text": ["Loading"]}))),
    (has_no_warning, book(cell(ANSWER, {"output_type": "stream", "name": "stdout", "text": ["UserWarning: glyph"]}))),
    (has_a_title, book(cell(ANSWER), title="Tools")),
    (has_a_title, {"cells": [cell(ANSWER)], "metadata": {}}),
    (ends_in_an_answer, book(cell("n = 1"))),
    (has_short_plain_cells, book(cell("plot();"))),
    (has_short_plain_cells, book(cell(""))),
    (has_short_plain_cells, book(cell("n = 1\n" * 16))),
    (has_short_plain_cells, book(cell("def f():\n    pass"))),
    (has_short_plain_cells, book(cell("%matplotlib inline"))),
    (has_short_plain_cells, book(cell("!pip install pandas"))),
    (has_short_plain_cells, book(cell("pd.read_csv('../data/x.csv')"))),
    (has_short_plain_cells, book(cell("sys.path.append(here)"))),
    (has_fixed_ids, book(cell(ANSWER, name="title"))),
    (has_fixed_ids, book(cell(ANSWER, name="0f3c9a1b"))),
    (has_lasting_metadata, book(cell(ANSWER), widgets={})),
    (has_lasting_metadata, book(cell(ANSWER, execution={"iopub.status.busy": "2026"}))),
    (names_no_place, book(cell(ANSWER, {"output_type": "stream", "name": "stdout", "text": ["/home/lin/aicine/x"]}))),
    (names_no_place, book(cell(ANSWER, {"output_type": "display_data", "data": {"text/html": [str(paths.ROOT)]}, "metadata": {}}))),
    (has_figures_with_alt_text, book(cell(ANSWER, IMAGE, tags=["figure"]))),
    (has_figures_with_alt_text, book(cell(ANSWER, IMAGE_WITH_ALT))),
    (has_figures_with_alt_text, book(cell(ANSWER, tags=["figure"]))),
]


@pytest.mark.parametrize("notebook", GOOD)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_notebook_passes(rule: Rule, notebook: Notebook) -> None:
    assert [*rule(notebook)] == []


@pytest.mark.parametrize(("rule", "notebook"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_each_rule_catches_a_bad_notebook(rule: Rule, notebook: Notebook) -> None:
    assert [*rule(notebook)] != []
