"""Store the gold codes of the press and dev texts, and the tables of the dev texts, so that a fresh clone can be evaluated.

The texts stand beside the project, in ../shared, and are not part of it. What is stored are offsets, codes, names and cue words;
a run of more than 24 characters of a text stops it. To be run again when the taggers change.
Run: python -m benchmarks.store_gold [--shared FOLDER]
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from aicine_lib import paths
from aicine_lib.building import build_corpus
from aicine_lib.datapackage import FILE_NAME
from aicine_lib.leaks import MAX_RUN, longest_run
from aicine_lib.matching import GOLD_TABLES

GOLD = paths.DATA / "gold"
TABLES = ("documents", "rejects", "articles", "segments", "sentences", "mentions", "quotations", "claims")  # what evaluating reads


def find_leak(files: list[Path], texts: Path) -> str:
    """Return the longest run of the texts in the files that is longer than may be published; white space left out."""
    cells = ["".join(file.read_text(encoding="utf-8").split()) for file in files]
    sources = ["".join(path.read_text(encoding="utf-8").split()) for path in sorted(texts.glob("*.txt"))]
    return max((longest_run(cells, source, longer_than=MAX_RUN) for source in sources), key=len)


def store_codes(gold: Path, folder: Path) -> None:
    """Copy the four files of codes."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem in GOLD_TABLES.values():
        text = (gold / f"{stem}.csv").read_text(encoding="utf-8")
        (folder / f"{stem}.csv").write_text(text, encoding="utf-8", newline="\n")


def store_tables(texts: Path, folder: Path) -> None:
    """Build a corpus of the texts and keep the tables that evaluating reads, without the texts."""
    with tempfile.TemporaryDirectory() as temporary:
        built = build_corpus(texts, Path(temporary) / "corpus", progress=False, table_format="csv", texts=False)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in TABLES:
            shutil.copyfile(built.table_file(name), folder / f"{name}.csv")
        kept = [resource for resource in built.description["resources"] if resource["name"] in TABLES]
        description = json.dumps({**built.description, "resources": kept}, ensure_ascii=False, indent=1)
    (folder / FILE_NAME).write_text(description + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=paths.ROOT.parent / "shared", help="folder of the gold and its texts")
    shared = parser.parse_args().shared
    for name, gold, texts in (("press", "gold", "corpus"), ("dev", "dev/gold", "dev/texts")):
        if not (shared / texts).is_dir():
            parser.error(f"no texts in {shared / texts}; name the folder with --shared")
        store_codes(shared / gold, GOLD / name)
        if name == "dev":
            store_tables(shared / texts, GOLD / name / "corpus")
        if leak := find_leak(sorted((GOLD / name).rglob("*.*")), shared / texts):
            sys.exit(
                f"data/gold/{name} repeats {len(leak)} characters of a text, and no more than {MAX_RUN} may be published: {leak[:6]}..."
            )
        print(f"data/gold/{name}: {sum(path.stat().st_size for path in (GOLD / name).rglob('*.*')):,} bytes")


if __name__ == "__main__":
    main()
