"""Learn data/lexicon/stance_weights.csv: priors set by hand (columns *_prior), moved by all gold codes there are.

Prints accuracy, alpha and flips of polarity: of the priors alone, of the fitted weights, leaving one article out, and
leaving its whole corpus out. To teach the models something, edit the priors. The gold of press and dev stands beside the
project, in ../shared, and is not part of it; the rest is in data/gold/unseen.
Run: python benchmarks/learn_stance_weights.py [--shared FOLDER] [--write]
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aicine_lib import paths, stance
from aicine_lib.articles import Article, Mention, Unit
from aicine_lib.cues import scan
from aicine_lib.script import fold
from aicine_lib.stance_features import frame_units

TABLE = paths.LEXICON / "stance_weights.csv"
UNSEEN = paths.DATA / "gold" / "unseen"
CORPORA: dict[
    str, tuple[Path | str, Path | str, str]
] = {  # folders of gold and texts: those of press and dev below ../shared; and how the names of the texts begin
    "press": ("gold", "corpus", ""),
    "dev": ("dev/gold", "dev/texts", ""),
    "unseen b": (UNSEEN / "gold", UNSEEN / "texts", "b"),
    "unseen c": (UNSEEN / "gold", UNSEEN / "texts", "c"),
}
LABELS = (*stance.CLASSES, "none")
PULL = 15.0  # toward the priors; 4, 8, 15 and 20 were tried leaving one article out
STEPS = 400
RATE, MOMENTUM, SPREAD = 0.05, 0.9, 0.99  # of Adam

Floats = NDArray[np.float64]
Rows = list[dict[str, str]]


class Coded(NamedTuple):
    """One article with its gold codes, a row per unit."""

    corpus: str
    article: Article
    mentions: list[Mention]
    speakers: list[str]
    codes: Rows
    features: Floats  # units x features
    labels: NDArray[np.int64]  # which of LABELS; -1 where a unit is not learnt from


def read_rows(path: Path) -> Rows:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_document(path: Path) -> dict[str, Rows]:
    rows: dict[str, Rows] = defaultdict(list)
    for row in read_rows(path):
        rows[row["document"]].append(row)
    return rows


def read_corpus(shared: Path, corpus: str) -> list[Coded]:
    """Read the coded articles of one corpus; their units are those of the gold."""
    gold, texts = (shared / folder for folder in CORPORA[corpus][:2])
    codes, mentions = by_document(gold / "sentences.csv"), by_document(gold / "mentions.csv")
    coded = []
    for path in sorted(texts.glob(f"{CORPORA[corpus][2]}*.txt")):
        key = path.stem[:3]
        rows = sorted((r for r in codes[key] if r["role"] not in ("boilerplate", "offtopic")), key=lambda r: int(r["start"]))
        if rows:
            named = [Mention(int(m["start"]), int(m["end"]), m["type"], m["name"].split("|")[0]) for m in mentions[key]]
            coded.append(code_article(corpus, key, path.read_text("utf-8"), rows, named))
    return coded


def code_article(corpus: str, key: str, text: str, rows: Rows, mentions: list[Mention]) -> Coded:
    units: list[Unit] = []
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        is_new = not units or "\n" in text[units[-1].end : start]
        units.append(Unit(start, end, row["role"], units[-1].paragraph + is_new if units else 0))
    article = Article(key, key, "", "", text, fold(text), units, [], True)
    speakers = ["" if row["speaker"] == "?" else row["speaker"].split("|")[0] for row in rows]
    is_learnt = [row["stance"] in LABELS and unit.role not in ("caption", "byline") for row, unit in zip(rows, units)]
    labels = np.array([LABELS.index(row["stance"]) if learnt else -1 for row, learnt in zip(rows, is_learnt)])
    features = frame_units(article, scan(article), mentions, speakers).features.T
    return Coded(corpus, article, mentions, speakers, rows, features, labels)


def fit(features: Floats, labels: NDArray[np.int64], prior: Floats) -> Floats:
    """Fit a softmax model that is pulled toward its priors; the bias, the last row, is free."""
    weights, mean, square = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    wanted = np.eye(prior.shape[1])[labels]
    for step in range(1, STEPS + 1):
        powers = np.exp(features @ weights)
        pull = PULL * (weights - prior)
        pull[-1] = 0
        slope = (features.T @ (powers / powers.sum(1, keepdims=True) - wanted) + pull) / len(features)
        mean = MOMENTUM * mean + (1 - MOMENTUM) * slope
        square = SPREAD * square + (1 - SPREAD) * slope * slope
        weights = weights - RATE * (mean / (1 - MOMENTUM**step)) / (np.sqrt(square / (1 - SPREAD**step)) + 1e-8)
    return weights


def learn(articles: Iterable[Coded], prior: Floats) -> Floats:
    """Fit both models: about AI or not, and the class of what is; features without a prior take no part."""
    chosen = list(articles)
    features, labels = np.concatenate([a.features for a in chosen]), np.concatenate([a.labels for a in chosen])
    features, labels = features[labels >= 0], labels[labels >= 0]
    weights, is_bias = np.zeros_like(prior), np.arange(len(prior)) == len(prior) - 1
    about = np.flatnonzero(prior[:, 0].astype(bool) | is_bias)
    half = prior[about, :1] / 2
    pair = fit(features[:, about], (labels != 4).astype(int), np.hstack((-half, half)))
    weights[about, 0] = pair[:, 1] - pair[:, 0]
    which = np.flatnonzero(prior[:, 1:].any(1))
    weights[which, 1:] = fit(features[labels != 4][:, which], labels[labels != 4], prior[which, 1:])
    return weights


def alpha(pairs: list[tuple[str, str]]) -> float:
    """Krippendorff's alpha of two coders without gaps, nominal."""
    counts = Counter(code for pair in pairs for code in pair)
    total = sum(counts.values())
    expected = 1 - sum(n * (n - 1) for n in counts.values()) / (total * (total - 1))
    return 1 - sum(a != b for a, b in pairs) / len(pairs) / expected


def report(name: str, articles: list[Coded], weights: Callable[[int], Floats]) -> None:
    """Print how each corpus fares with the weights that each article is given."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    features, ours = stance.load_weights()[0], stance.load_weights
    for i, coded in enumerate(articles):
        table = (features, np.ascontiguousarray(weights(i).T))
        setattr(stance, "load_weights", lambda table=table: table)  # noqa: B010  # mypy minds the plain assignment
        found = stance.find_stance(coded.article, coded.mentions, coded.speakers)
        judged = [(row["stance"], one.stance) for row, one in zip(coded.codes, found) if row["role"] != "byline" and row["stance"] != "?"]
        pairs[coded.corpus] += judged
    setattr(stance, "load_weights", ours)  # noqa: B010
    for corpus, both in pairs.items():
        right = sum(a == b for a, b in both) / len(both)
        flips = sum({a, b} == {"favourable", "critical"} for a, b in both)
        print(f"{name:22} {corpus:8} n {len(both)} accuracy {right:.3f} alpha {alpha(both):.3f} flips {flips}")


def write(rows: Rows, weights: Floats) -> None:
    fitted: list[dict[str, Any]] = [
        {**row, **{column: round(float(w), 2) for column, w in zip(stance.WEIGHTS, line)}} for row, line in zip(rows, weights)
    ]
    with open(TABLE, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(fitted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=paths.ROOT.parent / "shared", help="folder of the gold and its texts")
    parser.add_argument("--write", action="store_true", help=f"write the fitted weights to {TABLE.name}")
    options = parser.parse_args()
    if not (options.shared / CORPORA["press"][0]).is_dir():
        parser.error(f"no gold in {options.shared}; name its folder with --shared")
    rows = read_rows(TABLE)
    prior = np.array([[float(row[f"{column}_prior"]) for column in stance.WEIGHTS] for row in rows])
    articles = [coded for corpus in CORPORA for coded in read_corpus(options.shared, corpus)]
    fitted = learn(articles, prior)
    left = [learn(articles[:i] + articles[i + 1 :], prior) for i in range(len(articles))]
    other = {corpus: learn([a for a in articles if a.corpus != corpus], prior) for corpus in CORPORA}
    report("priors alone", articles, lambda i: prior)
    report("fitted", articles, lambda i: fitted)
    report("one article left out", articles, lambda i: left[i])
    report("corpus left out", articles, lambda i: other[articles[i].corpus])
    if options.write:
        write(rows, fitted)


if __name__ == "__main__":
    main()
