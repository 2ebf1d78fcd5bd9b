"""Run the tools that one would otherwise take over the texts with gold codes, and store what they say: labels and spans, no text.

They are given every advantage: simplified text, the gold's own units, and none of the furniture and foreign articles that ours
has to find. aicine_lib/baselines.py scores what is stored here. They need an environment of their own:

    uv venv out/baselines && uv pip install --python out/baselines/bin/python -r benchmarks/baselines.txt
    out/baselines/bin/python -m benchmarks.baselines [--shared FOLDER]

HarvestText's named_entity_recognition needs pyhanlp, which loads a model from a site of its own; it was not to be had, and
what HarvestText offers without it, its part-of-speech tags, stands in for it.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import multiprocessing
import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from aicine_lib import paths
from aicine_lib.script import fold

OUT = paths.DATA / "gold" / "baselines"
PACKAGES = ("snownlp", "cntext", "jionlp", "harvesttext", "jieba")
ON_TOPIC = ("body", "heading", "caption", "byline")
QUOTED = re.compile(r'“([^”]+)”|「([^」]+)」|『([^』]+)』|"([^"]+)"')
DUTIR = {"positive": ("乐", "好"), "negative": ("怒", "哀", "惧", "恶")}  # 惊 has no sign
HOWNET = {"positive": ("pos",), "negative": ("neg",)}
TAGS = {"nr": "person", "nt": "org"}  # of jieba, through HarvestText
CURRENCIES = {
    "元": "CNY",
    "美元": "USD",
    "港元": "HKD",
    "新台币": "TWD",
    "台币": "TWD",
    "韩元": "KRW",
    "日元": "JPY",
    "欧元": "EUR",
    "英镑": "GBP",
}
DAYS_OF_A_WEEK = 7  # JioNLP reads a week as seven days, the gold as one week


class Unit(NamedTuple):
    """A unit of the gold, or several in a row, with its simplified text."""

    corpus: str
    document: str
    start: int
    end: int
    text: str

    def place(self, start: int = 0, end: int | None = None) -> tuple[str, str, int, int]:
        """Where a part of it stands in the source."""
        return self.corpus, self.document, self.start + start, self.end if end is None else self.start + end


Rows = list[tuple[Any, ...]]
PLACE = ("set", "document", "start", "end")


def read_units(corpus: str, gold: Path, texts: Path) -> Iterator[list[Unit]]:
    """Yield the units of each run of text that is on topic."""
    sources = {path.name: fold(path.read_text(encoding="utf-8")) for path in sorted(texts.glob("*.txt"))}
    with open(gold / "sentences.csv", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["document"], int(row["start"])))
    run: list[Unit] = []
    for row in rows:
        key, start, end = row["document"], int(row["start"]), int(row["end"])
        is_on_topic = row["role"] in ON_TOPIC
        if run and (not is_on_topic or run[-1].document != key):
            yield run
            run = []
        if is_on_topic:
            text = next(text for name, text in sources.items() if name.startswith(key))
            run.append(Unit(corpus, key, start, end, text[start:end]))
    if run:
        yield run


def say_snownlp(units: list[Unit]) -> Rows:
    from snownlp import SnowNLP

    return [(*unit.place(), round(SnowNLP(unit.text).sentiments, 4) if unit.text.strip() else "") for unit in units]


def say_dutir(units: list[Unit]) -> Rows:
    return count_signs(units, "zh_common_DUTIR.yaml", DUTIR)


def say_hownet(units: list[Unit]) -> Rows:
    return count_signs(units, "zh_common_HowNet.yaml", HOWNET)


def count_signs(units: list[Unit], lexicon: str, signs: Mapping[str, tuple[str, ...]]) -> Rows:
    """Count positive and negative words as cntext does."""
    import cntext

    words = cntext.read_yaml_dict(lexicon)["Dictionary"]
    wanted = {name: set(words[name]) for names in signs.values() for name in names}
    rows = []
    for unit in units:
        counts = cntext.sentiment(text=unit.text, diction=wanted, lang="chinese")
        rows.append((*unit.place(), *(sum(counts[f"{name}_num"] for name in names) for names in signs.values())))
    return rows


def say_jionlp(units: list[Unit]) -> Rows:
    import jionlp

    logging.disable(logging.CRITICAL)  # it logs a traceback for every time it cannot parse

    rows: Rows = []
    for unit in units:
        for found in jionlp.ner.extract_money(unit.text, with_parsing=True):
            low, high = read_ends(found["detail"]["num"])
            case = found["detail"]["case"]
            rows.append((*unit.place(*found["offset"]), low, high, CURRENCIES.get(case, case)))
        for found in jionlp.ner.extract_time(unit.text, time_base={"year": 2025}, with_parsing=True):
            if found["type"] == "time_delta" and (read := read_duration(found)):
                rows.append((*unit.place(*found["offset"]), *read))
    return rows


def read_ends(value: Any) -> tuple[float, float]:
    ends = [float(each) for each in value] if isinstance(value, list) else [float(value)] * 2
    return ends[0], ends[-1]


def read_duration(found: dict[str, Any]) -> tuple[float, float, str] | None:
    """Value and unit of a duration of one unit, as JioNLP parsed it."""
    time = found["detail"]["time"]
    ends = time if isinstance(time, list) else [time]
    units = {unit for end in ends for unit in end}
    if len(units) != 1:
        return None
    unit = units.pop()
    low, high = (float(end[unit][0] if isinstance(end[unit], list) else end[unit]) for end in (ends[0], ends[-1]))
    if unit == "day" and re.search("周|星期|礼拜", found["text"]):
        return low / DAYS_OF_A_WEEK, high / DAYS_OF_A_WEEK, "week"
    return low, high, unit


def say_harvesttext(units: list[Unit]) -> Rows:
    from harvesttext import HarvestText

    reader, rows = HarvestText(), []
    for unit in units:
        at = 0
        for word, tag in reader.posseg(unit.text):
            at = unit.text.index(word, at)
            if tag[:2] in TAGS and len(word) > 1:
                rows.append((*unit.place(at, at + len(word)), TAGS[tag[:2]]))
            at += len(word)
    return rows


def say_regex(runs: list[Unit]) -> Rows:
    return [run.place(*found.span(found.lastindex or 0)) for run in runs for found in QUOTED.finditer(run.text)]


BASELINES: dict[str, tuple[Callable[[list[Unit]], Rows], tuple[str, ...]]] = {
    "snownlp": (say_snownlp, ("sentiment",)),
    "dutir": (say_dutir, ("n_positive", "n_negative")),
    "hownet": (say_hownet, ("n_positive", "n_negative")),
    "jionlp": (say_jionlp, ("low", "high", "unit")),
    "harvesttext": (say_harvesttext, ("type",)),
    "regex": (say_regex, ()),
}  # name of the file: what says it, and in which columns


def join_runs(runs: Iterable[list[Unit]], texts: dict[tuple[str, str], str]) -> list[Unit]:
    """Make one piece of each run of units, with what stands between them."""
    joined = []
    for run in runs:
        first, last = run[0], run[-1]
        text = texts[first.corpus, first.document][first.start : last.end]
        joined.append(Unit(first.corpus, first.document, first.start, last.end, text))
    return joined


def write(name: str, columns: tuple[str, ...], rows: Rows) -> None:
    with open(OUT / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow((*PLACE, *columns))
        table.writerows(sorted(rows))
    print(f"{name}: {len(rows)} rows")


def describe() -> dict[str, Any]:
    """Say with what, where and when it was run."""
    machine = f"{platform.system()} {platform.machine()}"
    return {
        "packages": {name: version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "machine": machine,
        "date": date.today().isoformat(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=paths.ROOT.parent / "shared", help="folder of the press and dev texts")
    shared = parser.parse_args().shared
    folders = {"press": (shared / "gold", shared / "corpus"), "dev": (shared / "dev/gold", shared / "dev/texts")}
    folders |= {name: (paths.DATA / "gold" / name / "gold", paths.DATA / "gold" / name / "texts") for name in ("unseen", "blind")}
    if missing := [str(texts) for _, texts in folders.values() if not texts.is_dir()]:
        sys.exit(f"no texts in {', '.join(missing)}; name the folder with --shared")
    runs = [run for name, (gold, texts) in folders.items() for run in read_units(name, gold, texts)]
    sources = {
        (name, path.name[:3]): fold(path.read_text(encoding="utf-8"))
        for name, (_, texts) in folders.items()
        for path in texts.glob("*.txt")
    }
    units, joined = [unit for run in runs for unit in run], join_runs(runs, sources)
    OUT.mkdir(parents=True, exist_ok=True)
    spawn = multiprocessing.get_context("spawn")  # a process each: they add words to one and the same jieba
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
        told = {name: pool.submit(say, joined if name == "regex" else units) for name, (say, _) in BASELINES.items()}
        for name, rows in told.items():
            write(name, BASELINES[name][1], rows.result())
    (OUT / "about.json").write_text(json.dumps(describe(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
