"""The result card: one answer with everything a reviewer needs to trace it, as data and as a line under a figure.

It goes into the figure's JSON (:func:`aicine_lib.figures.save_figure`). Nothing in it depends on the day or the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from . import paths
from .codebook import tables
from .errors import FigureError
from .tag_scores import NAN, Validation, find_score

if TYPE_CHECKING:
    import pandas as pd

    from .corpus import Corpus
    from .resampling import Estimate

HASH_SHOWN = 8  # hexadecimal digits in the line; the JSON has all
LANGUAGES = ("zh", "en")
INTERVALS = {  # how an interval can have been made
    "story": {"zh": "按报道自助抽样，95%", "en": "bootstrap by story, 95 %"},
    "article": {"zh": "按文章自助抽样，95%", "en": "bootstrap by article, 95 %"},
    "wilson": {"zh": "Wilson，95%", "en": "Wilson, 95 %"},
}
WORDS = {
    "zh": ("问", "{:,} 篇文章、{:,} 则报道、{:,} 个单位（{}）", "估计", "标注", "未测", "编码手册", "词典", "语料"),
    "en": ("Q", "{:,} articles, {:,} stories, {:,} units ({})", "estimate", "tag", "not measured", "codebook", "lexicon", "corpus"),
}


@dataclass(frozen=True)
class ResultCard:
    """An answer, and what it rests on.

    Attributes
    ----------
    question : dict
        What was asked, zh and en.
    n_articles, n_stories, n_units : int
    unit : dict
        What n_units counts, zh and en.
    estimate, low, high : float
        The answer and its 95 % interval; nan where there is none.
    is_share : bool
        Whether the estimate is a share from 0 to 1, shown as per cent.
    interval : dict
        How the interval was made, zh and en; empty without one.
    tag : str
        The tag that the answer rests on; empty where it rests on none.
    validation : Validation or None
        How good that tag was found to be; none where it was not measured.
    aicine_version, codebook_version, codebook_sha256, lexicon_sha256, corpus_sha256 : str
        What the corpus was built with, and its hash (`hash_corpus`).
    """

    question: dict[str, str]
    n_articles: int
    n_stories: int
    n_units: int
    unit: dict[str, str]
    estimate: float
    low: float
    high: float
    is_share: bool
    interval: dict[str, str]
    tag: str
    validation: Validation | None
    aicine_version: str
    codebook_version: str
    codebook_sha256: str
    lexicon_sha256: str
    corpus_sha256: str

    def to_dict(self) -> dict[str, Any]:
        """Return the card as a dictionary for JSON; what is not known is None."""
        fields = asdict(self) | {"validation": self.validation._asdict() if self.validation else None}
        return {name: _known(value) for name, value in fields.items()}

    def line(self, language: str = "zh") -> str:
        """Return the line under the figure, in Chinese (zh) or English (en)."""
        if language not in LANGUAGES:
            raise FigureError(f"language {language!r} is unknown: must be one of {', '.join(LANGUAGES)}")
        question, counts, estimate, tag, unmeasured, codebook, lexicon, corpus = WORDS[language]
        parts = [f"{question}：{self.question[language]}" if language == "zh" else f"{question}: {self.question[language]}"]
        parts.append("n = " + counts.format(self.n_articles, self.n_stories, self.n_units, self.unit[language]))
        if isfinite(self.estimate):
            bounds = f" [{self._shown(self.low)}, {self._shown(self.high)}] ({self.interval[language]})" if self.interval else ""
            parts.append(f"{estimate} {self._shown(self.estimate)}{bounds}")
        if self.validation:
            low, high, gold = self.validation.low, self.validation.high, self.validation.gold
            bounds = f" [{low:.2f}, {high:.2f}]" if isfinite(low) and isfinite(high) else ""
            parts.append(f"{tag} {self.tag} {self.validation.measure} {self.validation.value:.2f}{bounds}" + (f" ({gold})" if gold else ""))
        elif self.tag:
            parts.append(f"{tag} {self.tag} {unmeasured}")
        hashes = (f"{lexicon} {self.lexicon_sha256[:HASH_SHOWN]}", f"{corpus} {self.corpus_sha256[:HASH_SHOWN]}")
        return " · ".join([*parts, f"{codebook} {self.codebook_version}", *hashes])

    def _shown(self, value: float) -> str:
        return f"{value:.1%}" if self.is_share else f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def result_card(
    corpus: Corpus,
    question: Mapping[str, str],
    units: pd.DataFrame,
    estimate: Estimate | tuple[float, float, float] = (NAN, NAN, NAN),
    *,
    unit: str | Mapping[str, str] = "sentences",
    is_share: bool = False,
    interval: str = "story",
    tag: str = "",
    validation: Validation | None = None,
) -> ResultCard:
    """Make the card of an answer.

    Parameters
    ----------
    corpus : Corpus
    question : mapping
        As the notebook asks it, zh and en.
    units : pandas.DataFrame
        The rows that the answer is counted over: article_id, and story_id where it has it.
    estimate : (value, low, high), optional
        The answer as one number and its interval, where it is one.
    unit : str or mapping
        What a row of `units` is: a table of the corpus, or words, zh and en.
    is_share : bool, default False
        Whether the estimate is a share from 0 to 1.
    interval : {"story", "article", "wilson"}
        How the interval was made.
    tag : str, optional
        The tag that the answer rests on, such as stance or claims; its score is looked up (`find_score`), against the gold of
        the press for the press release, else that of the development texts.
    validation : Validation, optional
        Its score, where it is to be another one.

    Returns
    -------
    ResultCard

    Raises
    ------
    FigureError
        If the question or the unit is not given in both languages, or the interval is unknown.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> press = load_corpus("press")
    >>> card = result_card(press, {"zh": "多少说法？", "en": "How many claims?"}, press.claims, unit="claims")
    >>> card.n_units == len(press.claims), card.to_dict()["estimate"] is None
    (True, True)
    """
    stories = units["story_id"] if "story_id" in units else units["article_id"].map(_stories(corpus))
    made, (value, low, high) = corpus.description["aicine"], (float(each) for each in estimate)
    if interval not in INTERVALS:
        raise FigureError(f"interval {interval!r} is unknown: must be one of {', '.join(INTERVALS)}")
    gold = "press" if corpus.folder.resolve() == paths.PRESS.resolve() else "dev"
    return ResultCard(
        question=_both(question, "question"),
        n_articles=int(units["article_id"].nunique()),
        n_stories=int(stories.nunique()),
        n_units=len(units),
        unit=dict(tables()[unit].label) if isinstance(unit, str) and unit in tables() else _both(unit, "unit"),
        estimate=value,
        low=low,
        high=high,
        is_share=is_share,
        interval=dict(INTERVALS[interval]) if isfinite(low) and isfinite(high) else {},
        tag=tag or (validation.tag if validation else ""),
        validation=validation or (find_score(tag, gold) if tag else None),
        aicine_version=made["version"],
        codebook_version=made["codebook_version"],
        codebook_sha256=made["codebook_sha256"],
        lexicon_sha256=made["lexicon_sha256"],
        corpus_sha256=hash_corpus(corpus),
    )


def hash_corpus(corpus: Corpus) -> str:
    """Return one SHA-256 for all tables of a corpus: that of the lines ``name hash``, sorted, of its datapackage.json.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> len(hash_corpus(load_corpus("press")))
    64
    """
    lines = sorted(f"{resource['name']} {resource['hash']}\n" for resource in corpus.description["resources"])
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _both(words: object, what: str) -> dict[str, str]:
    """Words in both languages, or an error that says which are missing."""
    if not isinstance(words, Mapping) or not all(str(words.get(language, "")).strip() for language in LANGUAGES):
        raise FigureError(f"the {what} of a result card must be given in zh and en, not as {words!r}: {{'zh': '…', 'en': '…'}}")
    return {language: str(words[language]) for language in LANGUAGES}


def _stories(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.articles["article_id"], corpus.articles["story_id"]))


def _known(value: Any) -> Any:
    """A value with None for what is not known, inside a dictionary too."""
    if isinstance(value, dict):
        return {name: _known(each) for name, each in value.items()}
    return None if isinstance(value, float) and not isfinite(value) else value
