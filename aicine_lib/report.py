"""Execute every notebook, write its figures, and lay the results out as HTML pages that open without a network.

A notebook that fails stops the report: a page of half-run cells would be believed. The computed sentences that a notebook
ends with (:func:`report_answer`) are gathered on the first page.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from . import paths
from .errors import AicineError

ANSWER_MARK = "**答**"
FINDINGS = ("<!-- findings -->", "<!-- /findings -->")  # the README's place for answers
FOUND_IN = ("01", "02", "09")  # the notebooks whose answers stand there: what is found, and how good it is
CELL_SECONDS = 600
_BOLD = re.compile(r"[*][*](.+?)[*][*]")
AS_BOLD = r"<b>\1</b>"
SUBSET_FILE = "noto-sans-sc.woff2"


class ReportError(AicineError):
    """A notebook failed, so that there is no report."""


def report_answer(zh: str, en: str) -> Any:
    """Return a notebook's answer, one sentence a language, for its last cell; nbval compares it.

    Parameters
    ----------
    zh, en : str
        The sentence; every number in it computed in the notebook.

    Returns
    -------
    IPython.display.Markdown

    Examples
    --------
    >>> report_answer("共 5 篇。", "5 articles.").data
    '**答** 共 5 篇。\\n\\n**Answer.** 5 articles.'
    """
    from IPython.display import Markdown

    return Markdown(f"{ANSWER_MARK} {zh}\n\n**Answer.** {en}")


def make_report(corpus: str | Path | None = None, lang: str = "zh", update: bool = False) -> Path:
    """Execute the notebooks and write the report.

    Parameters
    ----------
    corpus : path, optional
        The corpus folder that the notebooks are run on; the press release where it is left out. Another corpus's
        figures and pages are written into its own folder.
    lang : {"zh", "en"}
        Language of the figures' labels.
    update : bool
        Store the outputs in notebooks/ too (maintainers; only for the press release).

    Returns
    -------
    pathlib.Path
        The page to open.

    Raises
    ------
    ReportError
        If a notebook fails; the message names it, its cell and the error.
    """
    target = paths.REPORT if corpus is None else Path(corpus).resolve() / "report"
    if corpus is not None:
        os.environ["AICINE_CORPUS"] = str(Path(corpus).resolve())
        os.environ["AICINE_FIGURES"] = str(target / "figures")
    os.environ["AICINE_LANG"] = lang
    notebooks = sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    if not notebooks:
        raise ReportError(f"{paths.NOTEBOOKS.name}/ holds no notebook NN_name.ipynb; restore the folder from the repository")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    entries = []
    for file in notebooks:
        print(f"  {file.stem} …", flush=True)
        notebook = _execute(file)
        if update and corpus is None:
            _store(notebook, file)
        (target / f"{file.stem}.html").write_text(_page(notebook), encoding="utf-8")
        entries.append((file.stem, _title(notebook), _answer(notebook)))
    if update and corpus is None:
        _write_findings([answer for name, _, answer in entries if name.startswith(FOUND_IN)])
    index = target / "index.html"
    index.write_text(_index(entries, corpus), encoding="utf-8")
    _write_font(target)  # last: it holds the characters of all the pages
    return index


def _execute(file: Path) -> Any:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(file, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],  # else every kernel warns of its own loopback port
    )
    try:
        client.execute()
    except CellExecutionError as error:
        done = sum(1 for cell in notebook.cells if cell.cell_type == "code" and cell.get("outputs"))
        raise ReportError(
            f"{file.name}, code cell {done}: {error.ename}: {error.evalue.splitlines()[0] if error.evalue else ''}; open it with python run.py lab"
        ) from error
    notebook.metadata.pop("widgets", None)
    return notebook


def _store(notebook: Any, file: Path) -> None:
    import nbformat

    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(notebook, file)


def _page(notebook: Any) -> str:
    """One notebook as a page of its own, no request to anywhere."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="aicine",
        extra_template_basedirs=[str(paths.TEMPLATES)],
        embed_images=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    body, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": _title(notebook)}})
    return str(body)


def _title(notebook: Any) -> str:
    return str(notebook.cells[0].source).splitlines()[0].lstrip("# ").strip()


def _answer(notebook: Any) -> str:
    for cell in reversed(notebook.cells):
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/markdown", "")
            if text.startswith(ANSWER_MARK):
                return str(text)
    return ""


def _index(entries: list[tuple[str, str, str]], corpus: str | Path | None) -> str:
    rows = []
    for stem, title, answer in entries:
        paragraphs = "".join(f"<p>{_BOLD.sub(AS_BOLD, html.escape(part))}</p>" for part in answer.split("\n\n"))
        rows.append(f'<section><h2><a href="{stem}.html">{html.escape(title)}</a></h2>{paragraphs}</section>')
    about = "五篇报道的发布版 · the press release" if corpus is None else html.escape(Path(corpus).name)
    template = (paths.TEMPLATES / "index.html").read_text(encoding="utf-8")
    return template.replace("{{corpus}}", about).replace("{{sections}}", "\n".join(rows))


def _write_findings(answers: list[str]) -> None:
    """Put the computed answers on the README's first screen, so that no number there is typed."""
    readme = paths.ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(FINDINGS[0])
    after = rest.partition(FINDINGS[1])[2]
    readme.write_text(before + FINDINGS[0] + "\n" + findings(answers) + FINDINGS[1] + after, encoding="utf-8")


def findings(answers: list[str]) -> str:
    """Lay answers out as the README shows them: a list, Chinese and English.

    Examples
    --------
    >>> findings(["**答** 共 5 篇。\\n\\n**Answer.** 5 articles."])
    '- 共 5 篇。\\n  5 articles.\\n'
    """
    lines = []
    for answer in answers:
        zh, _, en = answer.partition("\n\n")
        lines.append(f"- {zh.removeprefix(ANSWER_MARK).strip()}\n  {en.removeprefix('**Answer.**').strip()}\n")
    return "".join(lines)


def _write_font(target: Path) -> None:
    """Put a small cut of the font beside the pages, so that Chinese is drawn on a machine without a Chinese font."""
    from fontTools import subset

    characters = {c for page in target.glob("*.html") for c in page.read_text(encoding="utf-8")}
    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], name_IDs=[1, 2, 13, 14], notdef_outline=True)
    font = subset.load_font(str(paths.font_file()), options)
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    subset.save_font(font, str(target / SUBSET_FILE), options)


def main(arguments: list[str]) -> int:
    """Run as ``python -m aicine_lib.report [--update]``: the report of the press release."""
    try:
        index = make_report(update="--update" in arguments)
    except AicineError as error:
        print(f"aicine: {error}", file=sys.stderr)
        return 1
    print(f"\nreport: {index.relative_to(paths.ROOT)}   figures: {paths.figures_folder().name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
