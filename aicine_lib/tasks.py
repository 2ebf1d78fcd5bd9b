"""Which tasks of film-making a sentence speaks of: writing, storyboard, images, voices, editing …

The words stand in data/lexicon/task_words.csv. A task found says that the sentence speaks of it, not that AI does it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from .articles import Article
from .codebook import load_codebook
from .errors import LexiconError
from .lexicon import load_table
from .script import lower


@cache
def _automaton() -> tuple[AhoCorasick, list[int], list[str]]:
    rows = load_table("task_words.csv", ("term", "task"), key=("term",))
    order = list(load_codebook().code_lists["task"].codes)
    for row in rows:
        if row["task"] not in order:
            raise LexiconError(
                f"task_words.csv: task {row['task']!r} of {row['term']!r} is not in the codebook: must be one of {order}; mend the row"
            )
    terms = [row["term"].lower() for row in rows]
    automaton = AhoCorasick(terms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return automaton, [order.index(row["task"]) for row in rows], order


def find_tasks(article: Article) -> list[str]:
    """Find the tasks each unit speaks of.

    Parameters
    ----------
    article : Article
        As laid out.

    Returns
    -------
    list of str
        One per unit: codes of the codebook's list ``task``, in its order, joined by spaces; captions and bylines have none.

    Examples
    --------
    >>> from aicine_lib.articles import Unit
    >>> text = "他用AI画分镜、配音。"
    >>> find_tasks(Article("a", "d", "", "", text, text, [Unit(0, len(text), "body", 0)], [], True))
    ['storyboard voice']
    """
    automaton, task_of, order = _automaton()
    starts = [unit.start for unit in article.units]
    found: dict[int, set[int]] = {}
    for index, start, _ in automaton.find_matches_as_indexes(lower(article.plain)):
        found.setdefault(bisect_right(starts, start) - 1, set()).add(task_of[index])
    tasks = [""] * len(starts)
    for i, codes in found.items():
        if i >= 0 and article.units[i].role in ("body", "heading"):
            tasks[i] = " ".join(order[code] for code in sorted(codes))
    return tasks
