"""The sub-commands that show words and rows: `aicine kwic` and `aicine evidence`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

KWIC = """Show a word with its context, wherever it stands: character by character, so that it is found inside longer words too.

  aicine kwic 灵魂 --sort R1R2                                     lines alike on the right stand together
  aicine kwic AI --within "stance=critical & aspect=labour"      only in sentences of these codes"""

EVIDENCE = """Show the rows behind a mark of a figure: where each stands in its source, how it was coded, and, where the texts are beside
the tables, its words. MARK is the label of the mark, or several that lead to it, or the number of its row, from 0.

  aicine evidence 03_tools_named Sora
  aicine evidence 03_tools_by_stance Sora critical"""

Positive = Callable[[str], int]


def kwic(chosen: argparse.Namespace) -> int:
    """aicine kwic."""
    from .concordance import align_lines
    from .corpus import load_corpus
    from .searching import kwic_lines

    lines = kwic_lines(
        load_corpus(chosen.corpus),
        chosen.word,
        chosen.width,
        regex=chosen.regex,
        on_topic=not chosen.all,
        sort=chosen.sort,
        within=chosen.within,
    )
    for line in align_lines(lines, chosen.width):
        print(line)
    print(f"{len(lines)} lines", file=sys.stderr)
    return 0


def evidence(chosen: argparse.Namespace) -> int:
    """aicine evidence."""
    from .corpus import load_corpus

    rows = load_corpus(chosen.corpus).evidence(chosen.figure, tuple(chosen.mark), chosen.width)
    for row in rows.astype("str").to_dict("records"):
        voice = f"{row['speaker']} ({row['speaker_role']})" if row["speaker"] else row["speaker_role"]
        codes = f"{row['stance']}: {row['aspects']}".removesuffix(": ")
        about = (row["id"], f"{row['outlet']} {row['date']}".strip(), voice, codes, f"source {row['source_start']}-{row['source_end']}")
        print(" · ".join(filter(None, about)))
        if row.get("text"):
            print(f"    {row['left']}【{row['text']}】{row['right']}")
    print(f"{len(rows)} rows", file=sys.stderr)
    return 0


def add_kwic(parser: argparse.ArgumentParser, positive: Positive) -> None:
    """Give `aicine kwic` its arguments."""
    parser.add_argument("word", metavar="WORD", help="characters to look for; simplified finds traditional and the reverse")
    parser.add_argument("--width", type=positive, default=20, metavar="N", help="characters of context on either side (default 20)")
    parser.add_argument("--regex", action="store_true", help="WORD is a regular expression")
    parser.add_argument(
        "--sort", default="", metavar="KEYS", help="such as R1R2R3: the characters to the right (R) and left (L), K the word"
    )
    parser.add_argument("--within", metavar="QUERY", help="only in sentences of these codes, such as stance=critical & aspect=labour")
    parser.add_argument("--all", action="store_true", help="search articles that are off topic too")


def add_evidence(parser: argparse.ArgumentParser, positive: Positive) -> None:
    """Give `aicine evidence` its arguments."""
    parser.add_argument("figure", metavar="FIGURE", help="such as 03_tools_named")
    parser.add_argument("mark", nargs="*", metavar="MARK", help="label or number of the mark (default: all marks)")
    parser.add_argument("--width", type=positive, default=20, metavar="N", help="characters of context on either side (default 20)")
