"""The sub-commands of `aicine gold`: put a sample of a corpus into a sheet for people to code, and judge the tags by their codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .concordance import columns

if TYPE_CHECKING:
    import pandas as pd

    from .judging import Judgement

ABOUT = """Validate the tags on your own corpus: people code a random sample of its sentences, blind, and their codes judge the tags.

  aicine gold export --corpus my_corpus --out codes.xlsx     draw a sample into a coding sheet
  cp codes.xlsx anna.xlsx; cp codes.xlsx ben.xlsx            a copy for each coder, named after them; they fill it in alone
  aicine gold import anna.xlsx ben.xlsx --corpus my_corpus   agreement, what the tags are worth, corrected shares"""

EXPORT = """Draw headings and sentences at random, as many of every stance that the tagger gave, and write them as an .xlsx workbook
with drop-downs. The tagger's codes are not shown. The texts must be beside the tables. The same seed draws the same sample.

The workbook repeats sentences of the articles: it is for coders, not for publication."""

IMPORT = """Read coding sheets, check every cell, write the codes as a table without text, and print: how far coders agree, how good the
tagger is, and the share of every stance and aspect as tagged and as corrected. All is weighed back from the sample to the corpus.
Rows without a stance are not coded. Units on which coders differ are left out of the comparison with the tagger."""

AGREEMENT = {"n": "n", "agreement": "agreement 一致率", "alpha": "alpha (Krippendorff)"}
SCORES = {"n_gold": "coded 人工", "n_predicted": "tagged 机器", "precision": "precision 精确率", "recall": "recall 召回率", "f1": "F1"}
SHARES = {"n": "n tagged 机器", "share": "as tagged 机器占比", "corrected": "corrected 校正占比"}
RESAMPLED = {
    "units": "units resampled within strata 层内重抽句子: how far another sample of this corpus might differ",
    "articles": "articles resampled 重抽文章: how far other articles like these might differ",
}


def export(chosen: argparse.Namespace) -> int:
    """aicine gold export."""
    from .coding import draw_sample
    from .coding_sheets import write_coding_sheet
    from .corpus import load_corpus

    corpus = load_corpus(chosen.corpus)
    sample = draw_sample(corpus, chosen.n, chosen.seed)
    out = write_coding_sheet(corpus, sample, chosen.out, chosen.context)
    print(f"{len(sample)} units of {sample['article_id'].nunique()} articles are in {out}")
    print(f"next: a copy for each coder, named after them; then aicine gold import CODER.xlsx... --corpus {corpus.folder}")
    return 0


def import_(chosen: argparse.Namespace) -> int:
    """aicine gold import."""
    from .coded_sheets import read_coding_sheets, write_codes
    from .corpus import load_corpus
    from .judging import judge_codes

    corpus = load_corpus(chosen.corpus)
    coding = read_coding_sheets(chosen.files, corpus)
    judgement = judge_codes(corpus, coding)
    write_codes(coding.codes, chosen.out)
    print("\n".join(describe(judgement)))
    print(f"{len(coding.codes)} codes written to {chosen.out}", file=sys.stderr)
    return 0


def describe(judgement: Judgement) -> Iterator[str]:
    """Yield a judgement as lines for a terminal, labels in Chinese and English."""
    names = _names()
    yield "Coders 编码员"
    yield from _align([["", "coded 已编码", "not coded 未编码"], *([name, *map(str, row)] for name, *row in judgement.coded.itertuples())])
    if len(judgement.coders):
        yield from ("", "Coders beside one another 编码员之间 (the sample, not weighted; intervals by article)")
        yield from _show(judgement.coders, AGREEMENT, names)
    yield from ("", "Tagger beside coders 机器与编码员 (weighted to the corpus)")
    yield from _show(judgement.tagger, AGREEMENT | {"n_left_out": "left out 未计"}, names)
    yield from ("", "Scores of the tagger 机器得分 (weighted to the corpus)")
    yield from _show(judgement.scores, SCORES, names)
    for title, table in (("units coded 编码句数", judgement.confusion), ("units of the corpus 加权到语料", judgement.confusion_weighted)):
        yield from ("", f"Stance 态度, {title}: rows coders 行为编码员, columns tagger 列为机器")
        yield from _align(
            [
                ["", *(names[str(code)] for code in table)],
                *([names[str(code)], *(f"{n:.0f}" for n in row)] for code, *row in table.itertuples()),
            ]
        )
    yield from ("", "Shares 占比 (of all headings and sentences of articles on topic)")
    yield from _show(judgement.shares, SHARES, names)
    yield from ("", f"95 % intervals of tagger, scores and shares: {RESAMPLED[judgement.resampled]}")
    yield from (f"note 注意: {note}" for note in judgement.notes)


def add_gold(
    parser: argparse.ArgumentParser, add_corpus: Callable[[argparse.ArgumentParser], None], positive: Callable[[str], int]
) -> None:
    """Give the command `aicine gold` its sub-commands."""
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(action: object, name: str, about: str, description: str) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name, help=about, description=description, epilog=parser.epilog, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        one.set_defaults(action=action)
        return one

    one = add(export, "export", "draw a sample into a coding sheet (.xlsx)", EXPORT)
    one.add_argument("--out", required=True, metavar="XLSX", type=Path, help="the workbook, a new file")
    one.add_argument("--n", type=positive, default=200, metavar="N", help="units to draw (default 200)")
    one.add_argument("--seed", type=positive, default=1, metavar="N", help="another seed draws another sample (default 1)")
    one.add_argument("--context", type=_natural, default=1, metavar="N", help="units shown before and after each (default 1)")
    add_corpus(one)
    one = add(import_, "import", "read coding sheets back, and judge the tags by them", IMPORT)
    one.add_argument("files", nargs="+", metavar="XLSX", type=Path, help="filled coding sheets, one a coder, named after them")
    one.add_argument("--out", default=Path("codes.csv"), metavar="CSV", type=Path, help="the codes as a table (default codes.csv)")
    add_corpus(one)


def _names() -> dict[str, str]:
    """Codes and variables with their Chinese labels."""
    from .codebook import codes

    stances, aspects = ({code: f"{code} {about.label['zh']}" for code, about in codes(name).items()} for name in ("stance", "aspect"))
    return {"stance": "stance 态度", **stances, **aspects, **{f"aspect {code}": shown for code, shown in aspects.items()}}


def _show(table: pd.DataFrame, heads: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    """Lines of a table: counts as they are, measures with their intervals."""
    lines = [["", *heads.values()]]
    for index, row in zip(table.index, table.to_dict("records")):
        lines.append([names[index[-1] if isinstance(index, tuple) else index], *(_measure(row, name) for name in heads)])
    return _align(lines)


def _measure(row: Mapping[Hashable, Any], name: str) -> str:
    value, low, high = (row.get(each) for each in (name, f"{name}_low", f"{name}_high"))
    if isinstance(value, int):
        return str(value)
    if value is None or isnan(value):
        return "-"
    return f"{value:.3f}" if low is None or isnan(low) else f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _align(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines whose columns stand below one another; a Chinese character takes two columns of a terminal."""
    widths = [max(map(columns, column)) for column in zip(*lines)]
    for line in lines:
        first, *others = (" " * (width - columns(cell)) for cell, width in zip(line, widths))
        yield "  " + "  ".join([line[0] + first, *(space + cell for space, cell in zip(others, line[1:]))])


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0")
    return int(text)
