"""What the tags of a corpus are worth by what people coded of it: agreement, scores, and shares set right.

The coded units are a stratified sample (coding.py), so whatever is said of the tagger is weighed back to the corpus
(stratified.py). For the gold that comes with the project, whole articles coded to the last unit, see validity.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from . import stratified
from .agreement import compute_agreement, compute_alpha, count_confusion
from .codebook import codes
from .coding import Coding, check_sample, find_units, identify
from .corpus import Corpus
from .errors import InputError
from .stratified import ARTICLES, ENOUGH_ARTICLES, UNITS, Confusion, weigh_confusion

STANCE, ASPECT = "stance", "aspect"
ABSENT = "-"  # the code of a unit that does not have an aspect
SCORES = {"precision": stratified.precision_of, "recall": stratified.recall_of, "f1": stratified.f1_of}


@dataclass(frozen=True)
class Judgement:
    """What the tags of a corpus are worth, as far as a coded sample tells.

    Attributes
    ----------
    coded : pandas.DataFrame
        Index coder; n_coded, n_not_coded.
    coders : pandas.DataFrame
        Index variable (stance, then aspect cost and so on, there or not); n (units with two codes or more), agreement (of all pairs of
        coders) and Krippendorff's alpha, each with _low and _high, by article. Not weighted. Empty with one coder.
    tagger : pandas.DataFrame
        Index variable; n, n_left_out (units on which coders differ), agreement and alpha of tagger and coders, weighted.
    scores : pandas.DataFrame
        Index variable, code; precision, recall, f1 of the tagger, weighted; n_both, n_predicted, n_gold (units of the sample).
    confusion : pandas.DataFrame
        Units of the sample; a row the coders' stance, a column the tagger's.
    confusion_weighted : pandas.DataFrame
        The same as units of the corpus.
    shares : pandas.DataFrame
        Index variable, code; n and share as tagged in the whole corpus, and corrected, the post-stratified estimate, nan where
        no coded unit was tagged so.
    resampled : str
        What the intervals of tagger, scores and shares rest on: units (within strata) or articles.
    notes : tuple of str
        What a reader of these numbers must know.
    """

    coded: pd.DataFrame
    coders: pd.DataFrame
    tagger: pd.DataFrame
    scores: pd.DataFrame
    confusion: pd.DataFrame
    confusion_weighted: pd.DataFrame
    shares: pd.DataFrame
    resampled: str
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        n, agreement, alpha = self.tagger.loc[STANCE, ["n", "agreement", "alpha"]]
        coders = ", ".join(self.coded.index)
        return f"Judgement of {n:.0f} units coded by {coders}: stance of tagger and coders, agreement {agreement:.3f}, alpha {alpha:.3f}"


def judge_codes(corpus: Corpus, coding: Coding, by: str | None = None) -> Judgement:
    """Judge the tags of a corpus by what people coded: how far coders agree, how good the tagger is, what the shares really are.

    Parameters
    ----------
    corpus : Corpus
        The corpus that the sample was drawn from; it may have been tagged anew since.
    coding : Coding
        What `read_coding_sheets` read.
    by : {"units", "articles"}, optional
        What the intervals of tagger and shares resample. Units within strata: how far another sample of this corpus would have
        led elsewhere. Articles: how far other articles like these would. Where left out, articles, if 30 or more have codes.

    Returns
    -------
    Judgement

    Raises
    ------
    InputError
        If no unit is coded, coders agree on none, or the sample is of another corpus.

    Notes
    -----
    The code of a unit is the one that all who coded it gave; units on which coders differ are left out and counted. Those are
    the hard ones, so the tagger looks better than it is: let coders settle them, and import one sheet of what they settled on.
    A coded unit stands for N_h / n_h units, n_h being the coded ones of its stratum: what is left without a code must be so by
    chance. The corrected share of a code is the post-stratified estimate [1]_: of all units that the tagger gave the same code,
    the share that is due another is taken from the sample, and weighed by how many of them the corpus has. Nothing is assumed of
    how the tagger errs elsewhere. Where the codes that are resampled never differ, an interval has no width: that says that the
    sample is small, not that there is no doubt.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapters 5 and 5A.

    Examples
    --------
    >>> from aicine_lib.coding import draw_sample
    >>> from aicine_lib.corpus import load_corpus
    >>> corpus = load_corpus("sample")
    >>> sample = draw_sample(corpus, n=30)
    >>> tagged = sample.merge(corpus.sentences[["sentence_id", "stance", "aspects"]], on="sentence_id")
    >>> judge_codes(corpus, Coding(tagged.assign(coder="anna", speaker="", note=""), sample, ("anna",)))
    Judgement of 30 units coded by anna: stance of tagger and coders, agreement 1.000, alpha 1.000
    """
    if by not in (None, UNITS, ARTICLES):
        raise InputError(f"intervals by {by!r}: must be by {UNITS} or {ARTICLES}, or left out")
    check_sample(corpus, coding.sample)
    coded = coding.codes[coding.codes["stance"] != ""]
    if coded.empty:
        raise InputError(f"no row is coded by {', '.join(coding.coders)}: choose a stance for some rows of the sheet codes")
    resampled = by or (ARTICLES if coded["article_id"].nunique() >= ENOUGH_ARTICLES else UNITS)
    tagged = corpus.sentences[["sentence_id", "stance", "aspects"]]
    units = coding.sample.merge(tagged, on="sentence_id", validate="1:1").set_index("sentence_id")
    population = find_units(corpus)
    variables = (STANCE, *(f"{ASPECT} {code}" for code in codes(ASPECT)))
    compared = {variable: _compare(units, coded, population, variable, resampled) for variable in variables}
    stance = compared[STANCE]
    confusion = count_confusion(stance.units["gold"], stance.units["predicted"], stance.labels)
    return Judgement(
        coded=_count_coded(coded, coding),
        coders=_table({name: each.between_coders() for name, each in compared.items()}).query("n > 0"),
        tagger=_table({name: each.with_tagger() for name, each in compared.items()}),
        scores=_stack({name: each.scores() for name, each in compared.items()}),
        confusion=confusion,
        confusion_weighted=pd.DataFrame(stance.confusion.value, confusion.index, confusion.columns),
        shares=_stack({name: each.shares() for name, each in compared.items()}),
        resampled=resampled,
        notes=tuple(_notes(corpus, coding, stance)),
    )


@dataclass(frozen=True)
class _Compared:
    """The codes of one variable: of every coder, and of coders and tagger where coders agree."""

    tagged: pd.Series  # units of the corpus by the code that the tagger gave them; its index holds all codes
    by_coder: pd.DataFrame  # a row a unit, a column a coder
    articles: pd.Series  # of its rows
    units: pd.DataFrame  # gold, predicted, article_id, stratum, n_stratum; units on which coders differ are left out
    confusion: Confusion

    @property
    def labels(self) -> list[str]:
        return list(self.tagged.index)

    @property
    def n_coded(self) -> int:
        return int(self.by_coder.notna().any(axis=1).sum())

    def between_coders(self) -> dict[str, Any]:
        pairs = [self.by_coder[[a, b]].dropna().set_axis(["one", "other"], axis=1) for a, b in combinations(self.by_coder, 2)]
        both = pd.concat(pairs) if pairs else pd.DataFrame(columns=["one", "other"])
        row: dict[str, Any] = {"n": both.index.nunique()}
        agreement = compute_agreement(both["one"], both["other"], self.articles.reindex(both.index))
        return row | _with_bounds("agreement", agreement) | _with_bounds("alpha", compute_alpha(self.by_coder, self.articles))

    def with_tagger(self) -> dict[str, Any]:
        row: dict[str, Any] = {"n": len(self.units), "n_left_out": self.n_coded - len(self.units)}
        for name, function in (("agreement", stratified.agreement_of), ("alpha", stratified.alpha_of)):
            row |= _with_bounds(name, self.confusion.measure(function))
        return row

    def scores(self) -> pd.DataFrame:
        columns: dict[str, Any] = {}
        for name, function in SCORES.items():
            columns |= _with_bounds(name, self.confusion.measure(function))
        counts = count_confusion(self.units["gold"], self.units["predicted"], self.labels).to_numpy()
        columns |= {"n_both": counts.diagonal(), "n_predicted": counts.sum(axis=0), "n_gold": counts.sum(axis=1)}
        return pd.DataFrame(columns, index=self.labels)

    def shares(self) -> pd.DataFrame:
        corrected = pd.DataFrame(_with_bounds("corrected", self.confusion.measure(stratified.due_shares)), index=self.labels)
        is_told = self.tagged.index.isin(self.units["predicted"]) | (self.tagged == 0)
        return corrected.where(is_told).assign(n=self.tagged, share=self.tagged / self.tagged.sum())[["n", "share", *corrected]]


def _compare(units: pd.DataFrame, coded: pd.DataFrame, population: pd.DataFrame, variable: str, by: str) -> _Compared:
    by_coder = coded.assign(code=_codes_of(coded, variable)).pivot(index="sentence_id", columns="coder", values="code").reindex(units.index)
    agreed = by_coder.nunique(axis=1) == 1
    if not agreed.any():
        raise InputError(f"coders agree on {variable} in no unit: there is nothing to compare the tagger with")
    pairs = units.assign(gold=by_coder.bfill(axis=1).iloc[:, 0], predicted=_codes_of(units, variable))[agreed]
    labels = list(codes(STANCE)) if variable == STANCE else [_aspect(variable), ABSENT]
    tagged = _codes_of(population, variable).value_counts().reindex(labels, fill_value=0)
    return _Compared(tagged, by_coder, units["article_id"], pairs, weigh_confusion(pairs, dict(zip(labels, tagged)), by))


def _codes_of(rows: pd.DataFrame, variable: str) -> pd.Series:
    """The code of every row: its stance, or whether it has an aspect."""
    if variable == STANCE:
        return rows[STANCE]
    aspect = _aspect(variable)
    return rows["aspects"].str.split().map(lambda held: aspect if aspect in held else ABSENT)


def _aspect(variable: str) -> str:
    return variable.removeprefix(f"{ASPECT} ")


def _notes(corpus: Corpus, coding: Coding, stance: _Compared) -> Iterator[str]:
    drawn, now, sample = coding.sample.iloc[0], identify(corpus), coding.sample
    if (n_coded := stance.n_coded) < len(sample):
        yield f"{len(sample) - n_coded} of {len(sample)} units drawn have no code; the coded ones of their stratum stand for them"
    if n_left_out := n_coded - len(stance.units):
        yield f"coders differ on the stance of {n_left_out} units, left out: the hard ones, so the tagger looks better than it is"
    counts = stance.units["stratum"].value_counts().reindex(sorted(sample["stratum"].unique()), fill_value=0)
    for stratum, n in counts[counts < 2].items():
        size = sample.loc[sample["stratum"] == stratum, "n_stratum"].iloc[0]
        if n == 0:
            yield f"no unit that was tagged {stratum} has a code on which coders agree: nothing here speaks of those {size} units"
        elif size > 1:
            yield f"only one unit that was tagged {stratum}, of {size}, has a code on which coders agree: intervals leave out its error"
    if drawn["tags_sha256"] != now["tags_sha256"]:
        yield "the corpus was tagged anew since the sample was drawn: the tagger's codes are those of now, the strata those of then"
    if drawn["codebook_version"] != now["codebook_version"]:
        yield f"coders had codebook {drawn['codebook_version']}, the corpus has {now['codebook_version']}"


def _count_coded(coded: pd.DataFrame, coding: Coding) -> pd.DataFrame:
    n_coded = coded["coder"].value_counts().reindex(list(coding.coders), fill_value=0)
    return pd.DataFrame({"n_coded": n_coded, "n_not_coded": len(coding.sample) - n_coded}).rename_axis("coder")


def _with_bounds(name: str, measured: Iterable[Any]) -> dict[str, Any]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), measured))


def _table(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(dict(rows), orient="index").rename_axis("variable")


def _stack(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Tables of all variables as one; of an aspect, the row that says that it is there."""
    aspects = pd.concat(part.iloc[:1] for name, part in parts.items() if name != STANCE)
    return pd.concat({STANCE: parts[STANCE], ASPECT: aspects}, names=["variable", "code"])
