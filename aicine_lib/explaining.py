"""Why a sentence got its tags: every name, cue, rule and weight that the taggers found in it, as one table.

The taggers themselves are asked, nothing is computed twice. A sentence alone lacks its article: names introduced earlier,
a speaker carried over and what the sentences before spoke of are not there, so the tags may differ from those in a corpus.
"""

from __future__ import annotations

import pandas as pd

from .articles import Article, Segment, Unit
from .claims import find_claims
from .metaphors import find_metaphors
from .names import find_mentions
from .quotations import find_quotations
from .script import fold
from .sentences import cut_sentences
from .speakers import unit_speakers
from .stance import explain_unit, find_stance

COLUMNS = ("tag", "surface", "start", "end", "value", "rule", "weight")


def explain(sentence: str) -> pd.DataFrame:
    """Explain the tags of a sentence, or of a few.

    Parameters
    ----------
    sentence : str
        Taken as an article on topic of its own.

    Returns
    -------
    pandas.DataFrame
        A row a finding: tag (mention, quotation, claim, metaphor, cue, stance), surface, start and end (characters),
        value (what was tagged), rule (what led to it) and weight (of a cue in the sum that decides the stance; missing
        elsewhere). The row ``stance`` of each unit follows the cues that make it.

    Raises
    ------
    ValueError
        If the sentence is empty.

    Examples
    --------
    >>> table = explain("AI让成本降了八成，但人物表情仍然僵硬。")
    >>> table.loc[table["tag"] == "claim", ["surface", "value"]].values.tolist()
    [['八成', 'ratio 80 percent by']]
    >>> table.loc[table["tag"] == "stance", "value"].tolist()
    ['mixed: cost quality']
    """
    if not sentence.strip():
        raise ValueError("the sentence is empty: give the words that you want explained")
    article = _as_article(sentence)
    mentions = find_mentions(article)
    quotations = find_quotations(article, mentions)
    speakers = unit_speakers(article, quotations, mentions)
    rows: list[tuple[str, int, int, str, str, float | None]] = [
        ("mention", m.start, m.end, f"{m.type}: {m.name}", "", None) for m in mentions
    ]
    rows += [("quotation", q.start, q.end, f"{q.form}: {q.speaker or '?'}", q.cue, None) for q in quotations]
    rows += [
        ("claim", c.start, c.end, f"{c.kind} {_range(c.low, c.high)} {c.unit} {c.reading}".strip(), f"{c.comparator} {c.practice}", None)
        for c in find_claims(article, mentions, speakers)
    ]
    rows += [("metaphor", x.start, x.end, x.vehicle, x.speaker, None) for x in find_metaphors(article, mentions, speakers)]
    for i, stance in enumerate(find_stance(article, mentions, speakers)):
        unit = article.units[i]
        for cue in explain_unit(article, mentions, speakers, i):
            start, end = (cue["start"], cue["end"]) if cue["start"] >= 0 else (unit.start, unit.start)
            rows.append(("cue", start, end, "", cue["rule"], cue["weight"]))
        rows.append(("stance", unit.start, unit.end, f"{stance.stance}: {stance.aspects}".rstrip(": "), "", stance.score))
    table = [(tag, sentence[start:end], start, end, value, rule, weight) for tag, start, end, value, rule, weight in rows]
    return pd.DataFrame(table, columns=list(COLUMNS)).astype({"start": "int64", "end": "int64", "weight": "float64"})


def _as_article(text: str) -> Article:
    units = [Unit(start, end, "body", 0) for start, end in cut_sentences(text)]
    whole = [Segment(0, len(text), 0, len(text), "body")]
    return Article("explained", "explained", "", "", text, fold(text), units, whole, True, [(0, len(text), "body")])


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"
