"""What is learnt from coded articles, and how: linear models of stance and aspects with priors, from cues and from words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from aicine_lib import aspects, stance, stance_models
from aicine_lib.cues import ASPECTS, scan
from aicine_lib.learned_terms import JOINT, NAME, read_words
from aicine_lib.stance_features import FEATURES, frame_units
from aicine_lib.stance_models import CONTEXT, SHARES, WEIGHTS
from benchmarks.coded_articles import Coded, Rows

PULL = 15.0  # of the weights of features toward their priors; 4, 8, 15 and 20 were tried leaving one article out
TERM_PULL = 3.0  # of the weights of terms toward 0; 1, 2, 3, 5 and 15 were tried on texts that took no part
FREE = 1e-3  # of the bias
FIXED = 1e6  # of features without a prior
LEAST_ARTICLES = 3  # that a term must stand in: one article's subject is no evidence
CONTEXT_PULL = 10.0  # of the weights of the context toward 0
ASPECT_C = 1.0  # inverse strength of scikit-learn's penalty
STEPS = 150
PARTS = 8  # of the articles that are not left out one by one
REAL = ("press", "dev")  # sets of real articles, left out one by one. No term is learnt from them: they only move what cues weigh
SEED = 0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Units(NamedTuple):
    """All units of all coded articles, in order."""

    coded: list[Coded]
    article: Ints  # which of them a unit stands in
    part: Ints  # which part is left out with it
    features: Floats  # of stance
    reach: Floats  # of aspects, from their own words
    terms: list[set[str]]
    stance: Floats  # shares of SHARES that the coders give
    aspects: Floats  # shares of coders that give each
    is_real: NDArray[np.bool_]
    is_learnt: NDArray[np.bool_]


class Model(NamedTuple):
    """What is learnt from some of the units."""

    features: Floats  # FEATURES x WEIGHTS
    vocabulary: list[str]
    terms: Floats  # vocabulary x WEIGHTS
    aspects: Floats  # ASPECTS x aspects.FEATURES
    aspect_terms: Floats  # vocabulary x ASPECTS


def gather(coded: list[Coded]) -> Units:
    """Look at every unit once."""
    parts = np.random.default_rng(SEED).integers(PARTS, size=len(coded))
    is_real = np.array([each.name in REAL for each in coded])
    parts = np.where(is_real, PARTS + np.arange(len(coded)), parts)
    counts = [len(each.codes) for each in coded]
    features, reach = [], []
    terms: list[set[str]] = []
    for each in coded:
        cues = scan(each.article)
        frame = frame_units(each.article, cues, each.mentions, each.speakers)
        features.append(frame.features.T)
        reach.append(aspects.measure_reach(cues.counts, frame.same, frame.heading).T)
        terms += unit_terms(each)
    rows = [row for each in coded for row in each.codes]
    is_text = [row["role"] not in ("caption", "byline") and row["stance"] in SHARES for row in rows]
    return Units(
        coded,
        np.repeat(np.arange(len(coded)), counts),
        np.repeat(parts, counts),
        np.concatenate(features),
        np.concatenate(reach),
        terms,
        _share(rows, "stance", lambda code: [code == share for share in SHARES]),
        _share(rows, "aspects", lambda code: [aspect in code.split() for aspect in ASPECTS]),
        np.repeat(is_real, counts),
        np.array(is_text),
    )


def _share(rows: Rows, column: str, flags: Callable[[str], list[bool]]) -> Floats:
    """The mean of what the coders say; a second coder, where there is one, stands in the column with _second."""
    return np.array([np.mean([flags(row[column]), flags(row.get(f"{column}_second", row[column]))], axis=0) for row in rows])


def unit_terms(coded: Coded) -> list[set[str]]:
    """The words and pairs of words of every unit, as the tagger reads them."""
    words, start, _ = read_words(coded.article, coded.mentions)
    unit = np.array([u.start for u in coded.article.units]).searchsorted(start, "right") - 1
    terms: list[set[str]] = [set() for _ in coded.article.units]
    for i, (word, place) in enumerate(zip(words, unit.tolist())):
        if place >= 0:
            terms[place].add(word)
            if i + 1 < len(words) and unit[i + 1] == place:
                terms[place].add(f"{word}{JOINT}{words[i + 1]}")
    return terms


def make_vocabulary(units: Units, rows: Ints) -> list[str]:
    """Terms that stand in enough articles; a name alone is none."""
    seen: dict[str, set[int]] = {}
    for row in rows.tolist():
        for term in units.terms[row]:
            seen.setdefault(term, set()).add(int(units.article[row]))
    return sorted(term for term, articles in seen.items() if len(articles) >= LEAST_ARTICLES and term != NAME)


def term_matrix(units: Units, vocabulary: Sequence[str]) -> csr_matrix:
    """Units x vocabulary, 1 where a term stands."""
    place = {term: column for column, term in enumerate(vocabulary)}
    cells = [(row, place[term]) for row, terms in enumerate(units.terms) for term in terms if term in place]
    rows, columns = zip(*cells)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(units.terms), len(vocabulary)))


def fit_softmax(features: csr_matrix | Floats, wanted: Floats, prior: Floats, pull: Floats, known: Floats | float = 0.0) -> Floats:
    """Fit a softmax model to shares, pulled toward its priors, each feature as hard as `pull` says; `known` sums are added."""
    turned, shape = csr_matrix(features.T), prior.shape

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        sums = features @ weights + known
        sums -= sums.max(1, keepdims=True)
        logs = sums - np.log(np.exp(sums).sum(1, keepdims=True))
        away = weights - prior
        slope = turned @ (np.exp(logs) * wanted.sum(1, keepdims=True) - wanted) + pull[:, None] * away
        return float(-(wanted * logs).sum() + 0.5 * (pull[:, None] * away * away).sum()), slope.ravel()

    return np.asarray(minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x).reshape(shape)


def learn(units: Units, rows: Ints, prior: Floats) -> Model:
    """Learn from units of texts written for the purpose: about AI or not, the class of what is, and the aspects of what is."""
    vocabulary = make_vocabulary(units, rows)
    terms, n = term_matrix(units, vocabulary)[rows], len(FEATURES)
    both = hstack([csr_matrix(units.features[rows]), terms]).tocsr()
    weights = _fit_both(both, units.stance[rows], np.vstack((prior, np.zeros((len(vocabulary), prior.shape[1])))), TERM_PULL)
    is_about = units.stance[rows, 4] < 0.5
    of_aspects, of_terms = learn_aspects(units.reach[rows][is_about], terms[is_about], units.aspects[rows][is_about])
    return Model(weights[:n], vocabulary, weights[n:], of_aspects, of_terms)


def adapt(model: Model, units: Units, rows: Ints) -> Model:
    """Move what the cues weigh by units of real articles; the terms stay as they are."""
    known = term_matrix(units, model.vocabulary)[rows] @ model.terms
    return model._replace(features=_fit_both(units.features[rows], units.stance[rows], model.features, 0.0, known))


def _fit_both(features: csr_matrix | Floats, shares: Floats, prior: Floats, term_pull: float, known: Floats | None = None) -> Floats:
    """Fit both models of stance; the rows of `prior` are FEATURES, then terms. Features without a prior take no part."""
    is_term = np.arange(len(prior)) >= len(FEATURES)
    is_bias = np.arange(len(prior)) == len(FEATURES) - 1
    given = np.zeros((len(shares), len(WEIGHTS))) if known is None else known

    def fit(before: Floats, keep: NDArray[np.bool_], wanted: Floats, sums: Floats) -> Floats:
        pull = np.where(is_term, term_pull, np.where(is_bias, FREE, np.where(before.any(1), PULL, FIXED)))
        return fit_softmax(features[keep], wanted[keep], before, pull, sums[keep])

    half, known_half = prior[:, :1] / 2, given[:, :1] / 2
    wanted = np.stack((shares[:, 4], shares[:, :4].sum(1)), axis=1)
    pair = fit(np.hstack((-half, half)), np.full(len(shares), True), wanted, np.hstack((-known_half, known_half)))
    which = fit(prior[:, 1:], shares[:, 4] < 0.75, shares[:, :4], given[:, 1:])
    return np.hstack((pair[:, 1:] - pair[:, :1], which))


def learn_aspects(reach: Floats, terms: csr_matrix, shares: Floats) -> tuple[Floats, Floats]:
    """Learn for every aspect how much its own words and all terms speak for it."""
    weights, of_terms = np.zeros((len(ASPECTS), len(aspects.FEATURES))), np.zeros((terms.shape[1], len(ASPECTS)))
    for i in range(len(ASPECTS)):
        own = aspects.lay_out(reach[:, i])[:-1]  # the bias is the intercept
        features = hstack([csr_matrix(own.T), terms]).tocsr()
        fitted = LogisticRegression(C=ASPECT_C, max_iter=400).fit(
            vstack([features, features]), np.repeat([1, 0], len(shares)), sample_weight=np.concatenate((shares[:, i], 1 - shares[:, i]))
        )
        weights[i] = (*fitted.coef_[0, : len(own)], fitted.intercept_[0])
        of_terms[:, i] = fitted.coef_[0, len(own) :]
    return weights, of_terms


def first_shares(model: Model, units: Units, rows: Ints) -> Floats:
    """What a model says of some units: a share of each of SHARES."""
    sums = units.features[rows] @ model.features + term_matrix(units, model.vocabulary)[rows] @ model.terms
    none = 1 / (1 + np.exp(sums[:, :1]))
    powers = np.exp(sums[:, 1:] - sums[:, 1:].max(1, keepdims=True))
    return np.hstack((powers / powers.sum(1, keepdims=True) * (1 - none), none))


def aspect_sums(model: Model, units: Units, rows: Ints) -> Floats:
    """What a model says of the aspects of some units, as logarithms of odds."""
    own = np.stack([model.aspects[i] @ aspects.lay_out(units.reach[rows, i]) for i in range(len(ASPECTS))], axis=1)
    return np.asarray(own + term_matrix(units, model.vocabulary)[rows] @ model.aspect_terms)


def look_around(units: Units, shares: Floats) -> Floats:
    """The features of the context, from the shares of all units: units x CONTEXT."""
    found = []
    for number, each in enumerate(units.coded):
        here = units.article == number
        found.append(stance_models.look_around(shares[here].T, each.article, each.speakers).T)
    return np.concatenate(found)


def learn_context(around: Floats, wanted: Floats) -> Floats:
    """Learn what the units beside say of a unit: SHARES x CONTEXT."""
    pull = np.full(len(CONTEXT), CONTEXT_PULL)
    pull[-1] = FREE
    return fit_softmax(around, wanted, np.zeros((len(CONTEXT), len(SHARES))), pull).T


def decide(context: Floats, around: Floats) -> list[str]:
    """The code of every unit, as the tagger decides it."""
    sums = around @ context.T
    powers = np.exp(sums - sums.max(1, keepdims=True))
    return [SHARES[stance.decide(*each)] for each in (powers / powers.sum(1, keepdims=True)).tolist()]
