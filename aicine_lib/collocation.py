"""Collocation: which words stand near a word more often than chance would have them, within its sentence.

Counted as surface co-occurrence [1]_: a window of so many words to the left and right that ends with the sentence; a word in
the windows of two occurrences of the node counts once. Needs the texts.

References
----------
.. [1] Evert, S. (2008). Corpora and collocations. In Lüdeling, A. & Kytö, M. (eds), Corpus Linguistics, chapter 58. De Gruyter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from .contingency import compute_g2
from .tokens import SentenceTokens, iter_tokens

if TYPE_CHECKING:
    from .corpus import Corpus

SPAN = 5  # words on either side, the custom since Sinclair, Jones & Daley (1970), English Collocation Studies
MIN_TOGETHER = 3
LOG_DICE_MAX = 14  # Rychlý (2008)
COLUMNS = ["n_together", "n_articles", "n_term", "n_node", "expected", "log_dice", "mi", "t_score", "g2"]


class Windows(NamedTuple):
    """What was counted around a node, in tokens."""

    together: Counter[str]  # by term, in the windows
    articles: dict[str, set[str]]  # by term, those in whose windows it stands
    terms: Counter[str]  # by term, in all sentences

    def count_node(self, node: Collection[str]) -> int:
        """Return how often the node occurs."""
        return sum(self.terms[word] for word in node)


def find_collocates(
    corpus: Corpus,
    node: str | Collection[str],
    *,
    span: int = SPAN,
    min_together: int = MIN_TOGETHER,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the collocates of a word in the texts of a corpus.

    Parameters
    ----------
    corpus : Corpus
        With its texts.
    node : str or collection of str
        The word, or several words that count as one, such as {"AI", "人工智能"}; simplified, as the segmenter cuts them.
    span : int, default 5
        Words on either side.
    min_together : int, default 3
        Terms that stand near the node less often are left out.
    sentences : pandas.DataFrame, optional
        Rows of the table sentences to look in, such as those of one stance; all of articles on topic where left out.

    Returns
    -------
    pandas.DataFrame
        As `score_collocates` returns it.

    Raises
    ------
    CorpusError
        If no text is beside the tables.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> "log_dice" in find_collocates(load_corpus("sample"), "AI")
    True
    """
    if sentences is None:
        on_topic = corpus.articles.loc[corpus.articles["is_on_topic"], "article_id"]
        sentences = corpus.sentences[corpus.sentences["article_id"].isin(on_topic)]
    nodes = {node} if isinstance(node, str) else set(node)
    return score_collocates(count_windows(iter_tokens(corpus, sentences), nodes, span), nodes, min_together)


def count_windows(sentences: Iterable[SentenceTokens], node: Collection[str], span: int = SPAN) -> Windows:
    """Count the words around every occurrence of a node.

    Examples
    --------
    >>> count_windows([SentenceTokens("a", "a-s1", ["AI", "没有", "灵魂", "吗"])], {"AI"}, span=2).together.most_common()
    [('没有', 1), ('灵魂', 1)]
    """
    nodes = frozenset(node)
    found = Windows(Counter(), defaultdict(set), Counter())
    for sentence in sentences:
        tokens = sentence.tokens
        found.terms.update(tokens)
        if nodes.isdisjoint(tokens):
            continue
        places = [i for i, token in enumerate(tokens) if token in nodes]
        around = {j for i in places for j in range(max(0, i - span), min(len(tokens), i + span + 1))}.difference(places)
        for term in (tokens[j] for j in sorted(around)):
            found.together[term] += 1
            found.articles[term].add(sentence.article_id)
    return found


def score_collocates(windows: Windows, node: Collection[str], min_together: int = MIN_TOGETHER) -> pd.DataFrame:
    """Score the words around a node.

    Returns
    -------
    pandas.DataFrame
        Index term; sorted by falling log_dice, then term. Columns:

        - n_together: its tokens in windows of the node; n_articles: articles of these; n_term, n_node: all tokens of each;
        - expected: tokens in the windows if words were shuffled;
        - log_dice [1]_: 14 + log2 of the Dice coefficient; 14 where the two never part (more only where a term stands several
          times in one window), a point less is half as strong; does not depend on the size of the corpus;
        - mi [2]_: log2 of n_together to expected; favours rare terms;
        - t_score [3]_: (n_together - expected) / sqrt(n_together); favours frequent terms;
        - g2 [4]_: log-likelihood, positive where more often together than expected, else negative.

    References
    ----------
    .. [1] Rychlý, P. (2008). Proceedings of RASLAN 2008, 6-9.
    .. [2] Church, K. W. & Hanks, P. (1990). Computational Linguistics 16(1), 22-29.
    .. [3] Church, K., Gale, W., Hanks, P. & Hindle, D. (1991). In Zernik, U. (ed.), Lexical Acquisition, 115-164.
    .. [4] Dunning, T. (1993). Computational Linguistics 19(1), 61-74.

    Examples
    --------
    >>> windows = count_windows([SentenceTokens("a", "s", ["AI", "没有", "灵魂"]), SentenceTokens("a", "t", ["画笔"] * 9)], {"AI"})
    >>> score_collocates(windows, {"AI"}, 1)[["n_together", "expected", "log_dice"]].round(2).to_dict("index")["灵魂"]
    {'n_together': 1, 'expected': 0.18, 'log_dice': 14.0}
    """
    terms = sorted(term for term, n in windows.together.items() if n >= min_together)
    together, all_of = (np.array([counts[term] for term in terms], dtype=float) for counts in (windows.together, windows.terms))
    n_node, in_windows = windows.count_node(node), float(windows.together.total())
    n_others = float(windows.terms.total() - n_node)
    expected = in_windows * all_of / max(1.0, n_others)
    g2 = compute_g2(together, all_of, in_windows, n_others)
    table = pd.DataFrame(
        {
            "n_together": together.astype("int64"),
            "n_articles": np.array([len(windows.articles[term]) for term in terms], dtype="int64"),
            "n_term": all_of.astype("int64"),
            "n_node": n_node,
            "expected": expected,
            "log_dice": LOG_DICE_MAX + np.log2(2 * together / (n_node + all_of)),
            "mi": np.log2(together / expected),
            "t_score": (together - expected) / np.sqrt(together),
            "g2": np.where(together >= expected, g2, -g2),
        },
        index=pd.Index(terms, name="term", dtype="str"),
    )
    ordered = table.reset_index().sort_values(["log_dice", "term"], ascending=[False, True], kind="stable")
    return ordered.set_index("term")[COLUMNS]
