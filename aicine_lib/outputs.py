"""The output folder of a build: complete or not there at all, and never in the place of something that is not ours."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .codebook import tables
from .datapackage import FILE_NAME, is_corpus
from .errors import OutputError
from .tables import FORMATS
from .texts import FOLDER

MADE_FROM_IT = ("figures", "report")  # what `aicine run` puts into a corpus folder; it goes with the tables it was made from


def check_output(out: Path) -> None:
    """Check that a corpus may be written to a folder: it is new, empty, or holds an aicine corpus and nothing else.

    Raises
    ------
    OutputError
        If it is a file or holds something else; the message says what.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out} is a file: give a folder with --out, a new one or one that holds a corpus built before")
    entries = sorted(entry.name for entry in out.iterdir())
    if entries and not is_corpus(out):
        raise OutputError(f"{out} holds something that is no aicine corpus ({_some(entries)}): give another folder with --out, or empty it")
    if foreign := [name for name in entries if name not in _corpus_entries()]:
        raise OutputError(f"{out} holds a corpus and other things too ({_some(foreign)}): move them away, then build again")


def check_apart(out: Path, inputs: Iterable[str | Path]) -> None:
    """Check that no input stands in the output folder: a corpus must not be made from the files of a corpus.

    Raises
    ------
    OutputError
        If one does; the message names it.
    """
    folder = os.path.realpath(out) + os.sep
    for path in inputs:
        if os.path.realpath(path).startswith(folder):
            raise OutputError(f"{path} is an input and stands in the output folder {out}: give a folder apart from the inputs with --out")


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Give a folder to build in, beside `out`; put it in the place of `out` at the end, or leave nothing behind.

    Parameters
    ----------
    out : Path
        Where the finished folder goes. One that is there is replaced.

    Yields
    ------
    Path
        An empty folder on the same disk. What is to stay goes into its folder "corpus", anything else is thrown away.

    Raises
    ------
    OutputError
        If it cannot be written to.
    """
    check_output(out)
    out = out.resolve()
    made = [folder for folder in out.parents if not folder.exists()]
    work = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}.building-", dir=out.parent))
        (work / "corpus").mkdir()
        yield work
        _replace(out, work)
        made = []
    except OSError as error:
        raise OutputError(f"cannot write to {out}: {error.strerror or error}; make room or name another place with --out") from error
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def _replace(out: Path, work: Path) -> None:
    if out.exists():
        os.rename(out, work / "old")
    try:
        os.rename(work / "corpus", out)
    except OSError:
        if (work / "old").exists():
            os.rename(work / "old", out)
        raise


def _corpus_entries() -> set[str]:
    return {FILE_NAME, FOLDER, *MADE_FROM_IT, *(f"{name}.{ending}" for name in tables() for ending in FORMATS)}


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
