"""Articles with gold codes, as learning needs them: units cut as the coders cut them, with names and codes beside them.

The gold of press and dev points into texts beside the project, in ../shared; all other texts are ours, in data/gold.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from aicine_lib import paths
from aicine_lib.articles import Article, Mention, Unit
from aicine_lib.names import find_mentions
from aicine_lib.script import fold

GOLD = paths.DATA / "gold"
SETS: dict[str, tuple[Path | str, Path | str, str]] = {
    # folders of gold and texts (those of press and dev below ../shared), and how the names of the texts begin
    "press": ("gold", "corpus", ""),
    "dev": ("dev/gold", "dev/texts", ""),
    "unseen b": (GOLD / "unseen" / "gold", GOLD / "unseen" / "texts", "b"),
    "unseen c": (GOLD / "unseen" / "gold", GOLD / "unseen" / "texts", "c"),
    "unseen d": (GOLD / "unseen" / "gold", GOLD / "unseen" / "texts", "d"),
    "training": (GOLD / "training" / "gold", GOLD / "training" / "texts", ""),
}
OUT = ("boilerplate", "offtopic")  # roles of units that are in no article

Rows = list[dict[str, str]]


class Coded(NamedTuple):
    """One article with its gold codes, a row per unit."""

    name: str  # of its set
    article: Article
    mentions: list[Mention]
    speakers: list[str]
    codes: Rows


def read_rows(path: Path) -> Rows:
    """Read a CSV table."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_set(shared: Path, name: str) -> list[Coded]:
    """Read the coded articles of one set; names are those of its gold, or what the tagger finds where none were coded."""
    gold, texts = (shared / folder for folder in SETS[name][:2])
    codes = _by_document(gold / "sentences.csv")
    mentions = _by_document(gold / "mentions.csv") if (gold / "mentions.csv").exists() else None
    coded = []
    for path in sorted(texts.glob(f"{SETS[name][2]}*.txt")):
        key = path.stem[:3]
        rows = sorted((row for row in codes[key] if row["role"] not in OUT), key=lambda row: int(row["start"]))
        if rows:
            article = _as_article(key, path.read_text("utf-8"), rows)
            found = find_mentions(article) if mentions is None else [_mention(row) for row in mentions[key]]
            speakers = ["" if row["speaker"] == "?" else row["speaker"].split("|")[0] for row in rows]
            coded.append(Coded(name, article, found, speakers, rows))
    return coded


def _by_document(path: Path) -> dict[str, Rows]:
    rows: dict[str, Rows] = defaultdict(list)
    for row in read_rows(path):
        rows[row["document"]].append(row)
    return rows


def _mention(row: dict[str, str]) -> Mention:
    return Mention(int(row["start"]), int(row["end"]), row["type"], row["name"].split("|")[0])


def _as_article(key: str, text: str, rows: Rows) -> Article:
    units: list[Unit] = []
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        is_new = not units or "\n" in text[units[-1].end : start]
        units.append(Unit(start, end, row["role"], units[-1].paragraph + is_new if units else 0))
    return Article(key, key, "", "", text, fold(text), units, [], True, [(0, len(text), "body")])
