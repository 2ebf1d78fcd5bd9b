"""Coding by people: draw the units that they code, so that what they code can judge the tags of a corpus.

The sample is stratified by the tagger's stance, so that rare codes are seen often enough to be judged; judging.py weighs every
estimate back to the corpus. The sheets that coders fill in are coding_sheets.py's business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .codebook import codes
from .corpus import Corpus
from .errors import CorpusError, InputError

ROLES = ("body", "heading")  # what people write to be read; captions, bylines and furniture are `none` by the codebook
LEAST_IN_STRATUM = 2  # one unit of a stratum says nothing of how units of it differ
SAMPLE_COLUMNS = (
    *("number", "sentence_id", "article_id", "stratum", "n_stratum", "n_drawn"),
    *("corpus_sha256", "tags_sha256", "codebook_version", "seed"),
)
CODE_COLUMNS = ("coder", "sentence_id", "article_id", "stance", "aspects", "speaker", "note")


@dataclass(frozen=True)
class Coding:
    """What people coded, and the sample that they coded it from.

    Attributes
    ----------
    codes : pandas.DataFrame
        A row a coder and unit: coder, sentence_id, article_id, stance (empty where only a note was left), aspects, speaker, note.
    sample : pandas.DataFrame
        What `draw_sample` returned.
    coders : tuple of str
        Who coded, those who left every row empty too.
    """

    codes: pd.DataFrame
    sample: pd.DataFrame
    coders: tuple[str, ...]


def draw_sample(corpus: Corpus, n: int = 200, seed: int = 1) -> pd.DataFrame:
    """Draw units for people to code: at random, without replacement, as many of every stance that the tagger gave.

    Parameters
    ----------
    corpus : Corpus
        Headings and sentences of its articles on topic are drawn from.
    n : int, default 200
        Units in all; all there are where there are fewer. A stance with too few gives its places to the others.
    seed : int, default 1
        Where the random numbers start: the same seed draws the same units.

    Returns
    -------
    pandas.DataFrame
        In random order: number (from 1), sentence_id, article_id, stratum (the tagger's stance), n_stratum (its units in the
        corpus), n_drawn (its units here), corpus_sha256 (of the sources), tags_sha256, codebook_version, seed.

    Raises
    ------
    CorpusError
        If the corpus has no unit to code.
    InputError
        If n is too small for two units of every stance.

    Notes
    -----
    Within a stratum the articles are put in random order, and every (N_h / n_h)-th unit is taken from a random start (systematic
    sampling, [1]_): each unit has the same chance, and no article gives many while others give none.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 8.

    Examples
    --------
    >>> from aicine_lib import load_corpus
    >>> draw_sample(load_corpus("sample"), n=20)["stratum"].value_counts().max()
    np.int64(4)
    """
    units = find_units(corpus)
    sizes = {code: int(size) for code in codes("stance") if (size := (units["stance"] == code).sum())}
    if not sizes:
        raise CorpusError(f"{corpus.folder} has no unit to code: no heading or sentence of an article on topic")
    if n < LEAST_IN_STRATUM * len(sizes):
        raise InputError(
            f"{n} units are too few: the corpus has {len(sizes)} stances, and each needs {LEAST_IN_STRATUM}; ask for more with --n"
        )
    numbers, random = allot(sizes, n), np.random.default_rng(seed)
    articles = sorted(units["article_id"].unique())
    place = dict(zip(articles, random.permutation(len(articles)), strict=True))
    ordered = units.assign(place=units["article_id"].map(place)).sort_values(["place", "start"])
    strata = []
    for code, n_drawn in numbers.items():
        steps = (random.random() + np.arange(n_drawn)) * sizes[code] / n_drawn
        stratum = ordered[ordered["stance"] == code].iloc[steps.astype(int)]
        strata.append(stratum.assign(stratum=code, n_stratum=sizes[code], n_drawn=n_drawn))
    drawn = pd.concat(strata)
    sample = drawn.iloc[random.permutation(len(drawn))].reset_index(drop=True)
    return sample.assign(number=range(1, len(sample) + 1), seed=seed, **identify(corpus))[list(SAMPLE_COLUMNS)]


def find_units(corpus: Corpus) -> pd.DataFrame:
    """Return the sentences and headings of the articles on topic: what samples are drawn from, and shares are of."""
    on_topic = corpus.articles["article_id"][corpus.articles["is_on_topic"]]
    return corpus.sentences[corpus.sentences["article_id"].isin(on_topic) & corpus.sentences["role"].isin(ROLES)]


def identify(corpus: Corpus) -> dict[str, str]:
    """Return what tells a corpus and its tags from others: corpus_sha256 (of its sources), tags_sha256, codebook_version."""
    sources = "\n".join(sorted(corpus.documents["sha256"]))
    return {
        "corpus_sha256": hashlib.sha256(sources.encode()).hexdigest(),
        "tags_sha256": str(corpus.resource("sentences")["hash"]).removeprefix("sha256:"),
        "codebook_version": str(corpus.description["aicine"]["codebook_version"]),
    }


def allot(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Share n places out equally; what one cannot fill goes to the others.

    Examples
    --------
    >>> allot({"neutral": 50, "mixed": 3, "none": 40}, 30)
    {'neutral': 14, 'mixed': 3, 'none': 13}
    """
    left, places = n, dict(sizes)
    smallest_first = sorted(sizes, key=lambda name: sizes[name])
    for i, name in enumerate(smallest_first):
        places[name] = min(sizes[name], left // (len(sizes) - i))
        left -= places[name]
    return places


def check_sample(corpus: Corpus, sample: pd.DataFrame, where: str = "the sample") -> None:
    """Check that a sample was drawn from a corpus.

    Raises
    ------
    InputError
        If it was drawn from other sources, or has a unit that the corpus has not.
    """
    theirs, ours = sample["corpus_sha256"].iloc[0], identify(corpus)["corpus_sha256"]
    if theirs != ours:
        raise InputError(
            f"{where} was drawn from another corpus (sources {theirs[:8]}) than {corpus.folder} (sources {ours[:8]}): name its own with --corpus"
        )
    unknown = sample["sentence_id"][~sample["sentence_id"].isin(corpus.sentences["sentence_id"])]
    if len(unknown):
        raise InputError(
            f"{where} has {len(unknown)} sentence_id that {corpus.folder} has not, the first is {unknown.iloc[0]}: "
            "this aicine cuts its sentences otherwise than the one that drew them; read the sheet with that one"
        )
