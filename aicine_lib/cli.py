"""The command `aicine`: build a corpus, check it, search it, put texts beside it, run the notebooks on it.

Each sub-command is a thin cover over a function of the library. What is asked for goes to standard output, all else to standard
error; an error is one line that begins with `aicine:`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__, cli_gold, cli_search, paths
from .errors import AicineError, InputError

if TYPE_CHECKING:
    from .corpus import Corpus

OK, UNSOUND, FAILED, INCOMPLETE, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143  # exit statuses; the last two as shells have them
EXPECTED = ("duplicate", "hidden", "metadata_table")  # rejects by which no article is lost
MOST_REJECTS = 10  # shown by name after a build

ABOUT = """Tag Chinese press articles on AI in film-making, and work with the tables.

  aicine build my_articles/ --out my_corpus     tag articles into a corpus folder
  aicine check my_corpus                        prove that its tables are sound
  aicine kwic 灵魂 --corpus my_corpus            a concordance
  aicine evidence 03_tools_named Sora           the rows behind a mark of a figure
  aicine run --corpus my_corpus                 the notebooks, on that corpus
  aicine texts ~/press/*.txt                    put your copies of the press texts beside the release
  aicine gold export --out codes.xlsx           a sample for people to code; aicine gold import judges the tags by it"""

STATUSES = """exit status: 0 all is well; 1 a check failed; 2 an error, nothing was done; 3 done, but not every input was taken;
130 interrupted. Where no corpus is named, the environment variable AICINE_CORPUS names it, else it is the press release."""

BUILD = """Read files, tag them, and write a corpus folder.

PATH is a file, a folder, a .zip, or a pattern in quotation marks. Text, Markdown, HTML, PDF, Word, CSV and JSON Lines are read,
in UTF-8, GB18030, Big5 or UTF-16. Every input ends as a document or as a row of the table rejects, which says why."""

BUILD_STATUSES = f"""exit status: 0 every input was taken ({", ".join(EXPECTED)} aside); 2 nothing was written, and a corpus that was there is
as it was; 3 the corpus is written, but something was not taken: see its table rejects (--allow-rejects makes this 0, unless
aicine itself failed on an input, which is always 3).

  aicine build articles/ --out corpus
  aicine build "2025/**/*.html" archive.zip --out corpus --metadata outlets.csv --workers 8"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line where left out.

    Examples
    --------
    >>> main(["kwic", "灵魂", "--corpus", "nowhere"])
    2
    """
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        chosen = _parser().parse_args(arguments)
        return int(chosen.action(chosen))
    except AicineError as error:
        print(f"aicine: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("aicine: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has enough, as in aicine kwic 灵魂 | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    finally:
        signal.signal(signal.SIGTERM, before)


def build(chosen: argparse.Namespace) -> int:
    """aicine build."""
    from .building import build_corpus

    workers = chosen.workers or _usable_cores()
    corpus = build_corpus(
        chosen.paths,
        chosen.out,
        workers=workers,
        metadata=chosen.metadata,
        progress=not chosen.quiet,
        table_format=chosen.format,
        texts=chosen.texts,
    )
    reasons = corpus.rejects["reason_code"]
    if not chosen.quiet:
        print(_build_summary(corpus))
    if "internal_error" in set(reasons):
        return INCOMPLETE
    return OK if chosen.allow_rejects or reasons.isin(EXPECTED).all() else INCOMPLETE


def check(chosen: argparse.Namespace) -> int:
    """aicine check."""
    from .checking import check_corpus
    from .corpus import load_corpus

    report = check_corpus(load_corpus(chosen.corpus))
    print(report)
    return OK if report.is_sound else UNSOUND


def texts(chosen: argparse.Namespace) -> int:
    """aicine texts."""
    from .corpus import load_corpus
    from .texts import iter_texts, place_texts

    corpus = load_corpus(chosen.corpus)
    placed = place_texts(corpus.folder, chosen.files)
    for name in placed.unknown:
        print(
            f"aicine: {name} is no source of {corpus.folder}: no document has its sha256; give the file as it was received", file=sys.stderr
        )
    if not placed.document_ids:
        raise InputError(f"none of the files is a source of {corpus.folder}; nothing was written")
    n_texts = sum(1 for _ in iter_texts(corpus.folder))
    print(
        f"{len(placed.document_ids)} texts checked and put into {corpus.folder / 'texts'}; {n_texts} of {corpus.n_rows('documents')} are there now"
    )
    return INCOMPLETE if placed.unknown else OK


def run(chosen: argparse.Namespace) -> int:
    """aicine run."""
    from .corpus import load_corpus
    from .report import make_report

    folder = load_corpus(chosen.corpus).folder
    page = make_report(corpus=None if folder == paths.PRESS else folder, lang=chosen.lang)
    print(page)
    return OK


def _build_summary(corpus: Corpus) -> str:
    """What was built, what was not taken, and what to do next."""
    rejects = corpus.rejects
    lines = [repr(corpus)]
    for reason, n in rejects["reason_code"].value_counts().items():
        lines.append(f"  not taken 未收录: {n} {reason}")
    shown = rejects[~rejects["reason_code"].isin(EXPECTED)].head(MOST_REJECTS)
    lines += [f"    {name}: {reason} ({detail})" for name, reason, detail in shown.itertuples(index=False)]
    folder = corpus.folder
    return "\n".join([*lines, f"next: aicine check {folder}; aicine run --corpus {folder}; in Python al.load_corpus({str(folder)!r})"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("aicine", description=ABOUT, epilog=STATUSES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"aicine {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(action: object, name: str, about: str, description: str = "", epilog: str = STATUSES) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name, help=about, description=description or about, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        one.set_defaults(action=action)
        return one

    one = add(build, "build", "tag articles into a corpus folder", BUILD, BUILD_STATUSES)
    one.add_argument("paths", nargs="+", metavar="PATH", help="what to read")
    one.add_argument("--out", required=True, metavar="DIR", type=Path, help="the corpus folder; one that was built before is replaced")
    one.add_argument("--workers", type=_positive, metavar="N", help="processes (default: the usable cores)")
    one.add_argument(
        "--metadata", metavar="CSV", type=Path, help="outlets and dates by sha256 or file_name (default: a metadata.csv beside the files)"
    )
    one.add_argument("--format", choices=("csv", "parquet"), help="of the tables (default: csv, and parquet from 20 MB of source files)")
    one.add_argument("--no-texts", dest="texts", action="store_false", help="do not keep the texts beside the tables, as for a release")
    one.add_argument("--allow-rejects", action="store_true", help="exit with 0 though something was not taken")
    one.add_argument("--quiet", action="store_true", help="no progress bar, no summary")
    one = add(check, "check", "prove schema, keys, offsets, hashes and the leak bound of a corpus")
    one.add_argument("corpus", nargs="?", metavar="DIR", help="the corpus folder, or press, or sample")
    one = add(texts, "texts", "put your copies of the sources beside the tables, each checked by its sha256")
    one.add_argument("files", nargs="+", metavar="FILE", help="files or folders that hold them, under any names")
    _add_corpus(one)
    one = add(cli_search.kwic, "kwic", "show a word with its context, wherever it stands", cli_search.KWIC)
    cli_search.add_kwic(one, _positive)
    _add_corpus(one)
    one = add(cli_search.evidence, "evidence", "show the rows behind a mark of a figure", cli_search.EVIDENCE)
    cli_search.add_evidence(one, _positive)
    _add_corpus(one)
    one = add(run, "run", "execute the notebooks on a corpus; figures and an HTML report come out")
    one.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the report (default zh)")
    _add_corpus(one)
    one = add(None, "gold", "validate the tags: a sample for people to code, and what their codes say", cli_gold.ABOUT)
    cli_gold.add_gold(one, _add_corpus, _positive)
    return parser


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", metavar="DIR", help="the corpus folder, or press, or sample")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _terminate(*_: object) -> NoReturn:
    """Leave by way of an exception, so that a half-built folder is cleared away."""
    sys.exit(TERMINATED)


if __name__ == "__main__":
    sys.exit(main())
