"""Learn the weights of stance and aspects from coded articles; every weight ends in a table that can be read.

Written to data/lexicon: stance_weights.csv (cues and surroundings; priors set by hand, columns *_prior, moved by the codes),
learned_terms.csv (words and pairs of words), stance_context.csv (the units beside) and aspect_weights.csv. Terms and aspects
are learnt from the texts written for this project only; real articles (press, dev) move what cues weigh. Cross-validated
leaving articles out: each of press and dev alone, the others in eight parts; all scores that are printed are of articles
left out. With --write they go to data/gold/left_out.json too, with machine and date.
Run: python -m benchmarks.learn_weights [--shared FOLDER] [--write]
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aicine_lib import aspects, paths
from aicine_lib.agreement import compare_codes
from aicine_lib.cues import ASPECTS
from aicine_lib.stance_models import CONTEXT, SHARES, WEIGHTS
from benchmarks.coded_articles import SETS, read_rows, read_set
from benchmarks.learning import (
    Floats,
    Model,
    Units,
    adapt,
    aspect_sums,
    decide,
    first_shares,
    gather,
    learn,
    learn_context,
    look_around,
    term_matrix,
)

SMALL = 0.015  # a term whose weights are all less is dropped
RESULT = paths.DATA / "gold" / "left_out.json"  # what the validity notebook reads
SCORED = ("body", "heading", "caption")  # captions have no stance: the tagger never gives them one


def cross_validate(units: Units, prior: Floats) -> tuple[Floats, list[dict[str, Any]]]:
    """Tag every unit with models that have not seen its article; return the first shares, and the scores by set."""
    shares, sums = np.zeros((len(units.article), len(SHARES))), np.zeros((len(units.article), len(ASPECTS)))
    own, real = units.is_learnt & ~units.is_real, units.is_learnt & units.is_real
    whole = learn(units, np.flatnonzero(own), prior)
    for part in np.unique(units.part).tolist():
        is_left = units.part == part
        model = whole if units.is_real[is_left].any() else learn(units, np.flatnonzero(own & ~is_left), prior)
        model, left = adapt(model, units, np.flatnonzero(real & ~is_left)), np.flatnonzero(is_left)
        shares[left], sums[left] = first_shares(model, units, left), aspect_sums(model, units, left)
    around, codes = look_around(units, shares), np.empty(len(units.article), dtype=object)
    for part in np.unique(units.part).tolist():
        others, is_left = units.is_learnt & (units.part != part), units.part == part
        codes[is_left] = decide(learn_context(around[others], units.stance[others]), around[is_left])
    return shares, score(units, codes, sums)


def score(units: Units, codes: NDArray[np.object_], sums: Floats) -> list[dict[str, Any]]:
    """Agreement of stance and micro-F1 of aspects, by set; aspects of units that gold says are about AI."""
    rows = [row for each in units.coded for row in each.codes]
    gold = np.array([row["stance"] for row in rows], dtype=object)
    names = np.array([units.coded[i].name for i in units.article])
    is_scored = np.array([row["role"] in SCORED and row["stance"] in SHARES for row in rows])
    codes = np.where(units.is_learnt, codes, "none")
    given = sums > aspects.LEAST
    results = []
    for name in SETS:
        here = is_scored & (names == name)
        agreed = compare_codes(pd.Series(gold[here]), pd.Series(codes[here]), pd.Series(units.article[here].astype(str)))
        flips = sum({a, b} == {"favourable", "critical"} for a, b in zip(gold[here], codes[here]))
        about = here & (gold != "none")
        wanted = units.aspects[about] == 1
        f1 = 2 * (wanted & given[about]).sum() / (wanted.sum() + given[about].sum())
        results.append({"set": name, **{key: round(value, 3) for key, value in agreed.items()}, "flips": flips, "aspects_f1": round(f1, 3)})
    return results


def write(units: Units, model: Model, context: Floats, rows: list[dict[str, str]]) -> None:
    """Write the four tables."""
    fitted = [{**row, **{w: round(float(x), 2) for w, x in zip(WEIGHTS, line)}} for row, line in zip(rows, model.features)]
    _write("stance_weights.csv", list(rows[0]), [list(row.values()) for row in fitted])
    _write("stance_context.csv", ["feature", *SHARES], [[name, *np.round(line, 2)] for name, line in zip(CONTEXT, context.T)])
    _write("aspect_weights.csv", ["aspect", *aspects.FEATURES], [[name, *np.round(line, 2)] for name, line in zip(ASPECTS, model.aspects)])
    weights = np.hstack((model.terms, model.aspect_terms))
    articles = _count_articles(units, model.vocabulary)
    kept = np.flatnonzero(np.abs(weights).max(1) >= SMALL)
    lines = [[model.vocabulary[i], *(f"{w:.2f}" if abs(w) >= 0.005 else "" for w in weights[i]), articles[i]] for i in kept.tolist()]
    _write("learned_terms.csv", ["term", *WEIGHTS, *ASPECTS, "n_articles"], lines)


def _count_articles(units: Units, vocabulary: list[str]) -> list[int]:
    matrix = term_matrix(units, vocabulary).tocsc()
    return [len(np.unique(units.article[matrix.indices[a:b]])) for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:])]


def _write(name: str, header: list[str], rows: list[list[Any]]) -> None:
    with open(paths.LEXICON / name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=paths.ROOT.parent / "shared", help="folder of the texts of press and dev")
    parser.add_argument("--write", action="store_true", help="write the weights to data/lexicon, and the scores to data/gold")
    options = parser.parse_args()
    if not (options.shared / "corpus").is_dir():
        parser.error(f"no texts of the press in {options.shared}; name their folder with --shared")
    rows = read_rows(paths.LEXICON / "stance_weights.csv")
    prior = np.array([[float(row[f"{column}_prior"]) for column in WEIGHTS] for row in rows])
    units = gather([coded for name in SETS for coded in read_set(options.shared, name)])
    shares, scores = cross_validate(units, prior)
    for line in scores:
        print(json.dumps(line))
    if options.write:
        learnt = np.flatnonzero(units.is_learnt)
        context = learn_context(look_around(units, shares)[learnt], units.stance[learnt])
        own, real = np.flatnonzero(units.is_learnt & ~units.is_real), np.flatnonzero(units.is_learnt & units.is_real)
        write(units, adapt(learn(units, own, prior), units, real), context, rows)
        made = {"machine": f"{platform.machine()}, Python {platform.python_version()}", "date": date.today().isoformat()}
        RESULT.write_text(json.dumps({**made, "left_out": scores}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
