"""The documents: what they name is there, and what is there they name."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import aicine_lib
import run
from aicine_lib import paths

DOCUMENTS = [paths.ROOT / "README.md", paths.ROOT / "CONTRIBUTING.md", paths.ROOT / "CHANGELOG.md", paths.DATA / "README.md"]
LINK = re.compile(r"!?\[[^\]\n]*\]\(<?([^)\s>]+)>?[^)\n]*\)|(?:href|src)=\"([^\"]+)\"")


def read(path: Path) -> str:
    """Return a document without its code blocks, in which nothing is a link."""
    return re.sub(r"(?ms)^```.*?^```", "", path.read_text("utf-8"))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ +(.+?)\s*$", read(path))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(path: Path) -> list[str]:
    """Return the links of a document that lead nowhere inside the project."""
    dead = []
    for link in (first or second for first, second in LINK.findall(read(path))):
        place, _, anchor = link.partition("#")
        target = path.parent / place if place else path
        if re.match(r"[a-z]+:", link):
            continue
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            dead.append(link)
    return dead


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(paths.ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    assert dead_links(path) == []


def test_dead_links_are_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '# Data and rights\n[a](page.md#data-and-rights) [b](#no) ![c](no.png) [d](https://example.org) <img src="x.svg">\n', "utf-8"
    )
    assert dead_links(page) == ["#no", "no.png", "x.svg"]


@pytest.mark.parametrize("name", aicine_lib.__all__)
def test_public_name_is_documented(name: str) -> None:
    value = getattr(aicine_lib, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        assert (value.__doc__ or "").strip(), f"{name} has no docstring"
    told = (paths.ROOT / "README.md").read_text("utf-8") + (paths.DATA / "README.md").read_text("utf-8")
    assert re.search(rf"\b{re.escape(name)}\b", told), f"{name} is in neither README.md nor data/README.md"


def test_there_are_public_names() -> None:
    assert aicine_lib.__all__


@pytest.mark.parametrize("command", run.PROGRAMS)
def test_commands_of_the_readme_are_those_of_the_house(command: str) -> None:
    assert re.search(rf"\bpython3? run\.py {command}\b", (paths.ROOT / "README.md").read_text("utf-8"))


def test_make_and_ci_call_the_same_commands() -> None:
    makefile = (paths.ROOT / "Makefile").read_text("utf-8")
    targets, recipe = re.search(r"(?m)^(\w[\w ]*):\n\t(.+)$", makefile).groups()  # type: ignore[union-attr]
    assert {*targets.split()} == {*run.PROGRAMS, "setup", "lock"} and recipe == "$(PYTHON) run.py $@"
    assert re.search(r"(?m)^python3 run\.py test$", (paths.ROOT / ".ci" / "run").read_text("utf-8"))


def test_each_sub_command_is_in_the_readme() -> None:
    ask = "import sys; sys.argv = ['aicine', '--help']; from aicine_lib.cli import main; sys.exit(main())"
    told = subprocess.run([sys.executable, "-c", ask], cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"(?m)^    ([a-z]+) +\S", told)
    assert len(commands) >= 5, told
    readme = (paths.ROOT / "README.md").read_text("utf-8")
    assert [command for command in commands if not re.search(rf"\baicine {command}\b", readme)] == []
