"""How fast is the whole tagger (layout included), beside jieba.cut alone, on one core and in one run?

The text: sentences of the sample articles, and of the press files where they are beside the project, shuffled into
articles of about 2,000 characters until there are enough megabytes. That repeats sentences, which flatters caches; jieba
and the tagger get the same text. The sample is denser in claims and quotations than the press is. Only the ratio means
anything on another machine. Run: python benchmarks/tagging_speed.py [--megabytes 2]; the last result is beside this file.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import platform
import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jieba

from aicine_lib import paths
from aicine_lib.articles import Document
from aicine_lib.reading import read
from aicine_lib.sentences import cut_sentences
from aicine_lib.tagging import tag_documents

PRESS_TEXTS = paths.ROOT.parent / "shared" / "corpus"
RESULT = Path(__file__).with_suffix(".json")
CHARS_PER_ARTICLE = 2000
SENTENCES_PER_PARAGRAPH = 4
RUNS = 3
TOGETHER = 128  # documents tagged together, about as many as a build takes


def make_articles(folder: Path, megabytes: float) -> list[Document]:
    """Shuffle the sentences of a folder's texts into articles, the same on every run."""
    texts = [document.text for document in read([folder]) if isinstance(document, Document)]
    sentences = [
        text[a:b]
        for text in texts
        for line in text.split("\n")
        for text, spans in [(line, cut_sentences(line))]
        for a, b in spans
        if b - a > 8
    ]
    shuffler, size = random.Random(0), 0.0
    articles: list[Document] = []
    while size < megabytes * 1e6:
        shuffler.shuffle(sentences)
        text, n = ["AI电影怎么拍"], 0
        for i, sentence in enumerate(sentences):
            text.append(sentence + ("\n" if i % SENTENCES_PER_PARAGRAPH == 3 else ""))
            n += len(sentence)
            if n > CHARS_PER_ARTICLE:
                break
        joined = text[0] + "\n" + "".join(text[1:])
        size += len(joined.encode())
        articles.append(Document(f"{len(articles):012d}", f"{len(articles)}.txt", "", 0, joined, "utf-8", "text"))
    return articles


def megabytes_per_second(work: Callable[[], object], megabytes: float) -> float:
    """Best of some runs, in time of the processor: noise only ever adds. The search for cycles is off, as in a build."""
    seconds = []
    gc.collect()
    gc.disable()
    for _ in range(RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    gc.enable()
    return megabytes / min(seconds)


def measure(folder: Path, megabytes: float) -> dict[str, object]:
    """Tagger and jieba on one text, in one run."""
    documents = make_articles(folder, megabytes)
    texts = [document.text for document in documents]
    size = sum(len(text.encode()) for text in texts) / 1e6
    together = [documents[i : i + TOGETHER] for i in range(0, len(documents), TOGETHER)]
    tag_documents(documents[:1])
    list(jieba.cut("热身"))
    tagger = megabytes_per_second(lambda: [tag_documents(some) for some in together], size)
    segmenter = megabytes_per_second(lambda: [list(jieba.cut(text)) for text in texts], size)
    return {
        "megabytes": round(size, 2),
        "tagger_mb_per_s": round(tagger, 2),
        "jieba_cut_mb_per_s": round(segmenter, 2),
        "ratio": round(tagger / segmenter, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=2.0)
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    result: dict[str, object] = {
        "measured": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "sample": measure(paths.SAMPLE / "texts", options.megabytes),
    }
    if PRESS_TEXTS.exists():
        result["press"] = measure(PRESS_TEXTS, options.megabytes)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
