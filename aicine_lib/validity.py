"""What the tags of a corpus are worth: scores, agreement and errors against gold codes, as tables.

Gold of this project was coded by a language model, not by people; data/gold/README.md says how. A score on texts that
rules were made on says that the rules work there, not that they work elsewhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from . import paths
from .agreement import compare_codes, compute_scores, count_confusion, count_found, score_codes, score_found
from .building import build_corpus
from .codebook import codes
from .corpus import Corpus, load_corpus
from .errors import InputError
from .matching import is_among, pair_claims, pair_mentions, pair_quotations, pair_units, place_corpus, read_gold
from .measures import wilson

GOLD = paths.DATA / "gold"
GOLD_SETS = ("press", "dev", "unseen", "blind")
WITH_TEXTS = ("unseen", "blind")  # sets whose texts are ours, and tagged anew
OVERLAPS = (0.3, 0.8)  # least intersection over union: those of the Gender Gap Tracker (Asr et al. 2021, PLoS ONE 16(1), e0245533)
TEXT_ROLES = ("body", "heading", "caption")  # units whose stance, aspects and speaker are scored
UNSURE = "?"  # a gold value that is not scored
POLES = ("favourable", "critical")


@dataclass(frozen=True)
class Evaluation:
    """Gold codes beside the tagger's, matched: offsets are those of the sources, and there is no text.

    Attributes
    ----------
    units : pandas.DataFrame
        A row a unit of gold, with the sentence that shares most characters with it.
    mentions : pandas.DataFrame
        A row a mention, of gold, the tagger or both (same span and type).
    quotations : pandas.DataFrame
        A row a direct quotation of either or both, once for each least overlap of 0.3 and 0.8 (column `overlap`).
    claims : pandas.DataFrame
        A row a claim of either or both (any overlap); has_value, has_unit, has_kind and has_practice tell in what they agree.
    missing : tuple of str
        Documents of the gold that the corpus has not.
    """

    units: pd.DataFrame
    mentions: pd.DataFrame
    quotations: pd.DataFrame
    claims: pd.DataFrame
    missing: tuple[str, ...] = ()

    @property
    def scored(self) -> pd.DataFrame:
        """The units whose stance, aspects and speaker are scored: text, of a stance that the gold is sure of."""
        return self.units[self.units["role_gold"].isin(TEXT_ROLES) & (self.units["stance_gold"] != UNSURE)]

    def scores(self) -> pd.DataFrame:
        """Compute precision, recall and F1 by variable and code.

        Returns
        -------
        pandas.DataFrame
            Index variable, code; columns as of `compute_scores`.
        """
        units, mentions, claims = self.scored, self.mentions, self.claims
        parts = {
            "stance": score_codes(units["document"], units["stance_gold"], units["stance_predicted"], list(codes("stance"))),
            "aspects": _score_aspects(units[units["stance_gold"] != "none"]),
            "speaker": _score_speakers(units[units["speaker_gold"] != UNSURE]),
        }
        found = count_found(mentions["document"], mentions["is_gold"], mentions["is_predicted"], code=mentions["type"])
        parts["mentions"] = compute_scores(found, list(codes("mention_type")))
        for least, pairs in self.quotations.groupby("overlap"):
            sides = pairs["document"], pairs["is_gold"], pairs["is_predicted"]
            parts |= {f"quotations {least}": score_found(*sides), f"quotations {least}, speaker": score_found(*sides, pairs["has_speaker"])}
        right = claims["has_value"]
        for name in ("value", "unit", "kind"):
            right = right & claims[f"has_{name}"]
            parts[f"claims, {name}"] = score_found(claims["document"], claims["is_gold"], claims["is_predicted"], right)
        return pd.concat(parts, names=["variable"])

    def agreement(self) -> pd.DataFrame:
        """Compute percent agreement and Krippendorff's alpha of gold and tagger, with intervals by article.

        Returns
        -------
        pandas.DataFrame
            Index variable: role, stance, and every aspect (there or not, in units about AI); columns n, agreement and alpha,
            each with _low and _high.
        """
        units = self.scored
        about = units[units["stance_gold"] != "none"]
        rows = {
            "role": compare_codes(self.units["role_gold"], self.units["role_predicted"], self.units["document"]),
            "stance": compare_codes(units["stance_gold"], units["stance_predicted"], units["document"]),
        }
        for code in codes("aspect"):
            gold, given = (_holds(about[f"aspects_{side}"], code) for side in ("gold", "predicted"))
            rows[f"aspect {code}"] = compare_codes(gold, given, about["document"])
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="variable").astype({"n": "int64"})

    def rates(self) -> pd.DataFrame:
        """Compute the shares that are no F1: what is right of what was matched, and poles kept or taken for one another.

        Returns
        -------
        pandas.DataFrame
            Index measure; columns k, n, share, low, high (Wilson's interval).
        """
        units, mentions, claims = self.scored, self.mentions, self.claims
        gold, given = units["stance_gold"], units["stance_predicted"]
        kept = [self.units[f"role_{side}"].isin((*TEXT_ROLES, "byline")) for side in ("gold", "predicted")]
        exact = mentions[mentions["is_gold"] & mentions["is_predicted"]]
        named = [is_among(*pair) for pair in zip(exact["name_predicted"], exact["name_gold"])]
        has_pole = gold.isin(POLES)
        counts = {
            "role right": (self.units["role_gold"] == self.units["role_predicted"], len(self.units)),
            "kept or left out rightly": (kept[0] == kept[1], len(self.units)),
            "stance right": (gold == given, len(units)),
            "pole kept": (has_pole & (gold == given), has_pole.sum()),
            "pole flipped": (has_pole & given.isin(POLES) & (gold != given), len(units)),
            "mention touched": (mentions["is_overlapped"], mentions["is_gold"].sum()),
            "name of mention": (pd.Series(named, dtype=bool), len(exact)),
            "practice of claim": (claims["has_value"] & claims["has_practice"], claims["has_value"].sum()),
        }
        for least, pairs in self.quotations.groupby("overlap"):
            counts[f"speaker of quotation {least}"] = (pairs["has_speaker"], (pairs["is_gold"] & pairs["is_predicted"]).sum())
        rows = {name: _share_row(int(is_so.sum()), int(n)) for name, (is_so, n) in counts.items()}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["k", "n", "share", "low", "high"]).rename_axis(index="measure")

    def confusion(self, variable: str = "stance") -> pd.DataFrame:
        """Count gold codes against the tagger's: of stance (the units scored) or role (all units)."""
        units = self.units if variable == "role" else self.scored
        return count_confusion(units[f"{variable}_gold"], units[f"{variable}_predicted"], list(codes(variable)))

    def matched(self, variable: str = "stance") -> pd.DataFrame:
        """Return what `correct_shares` asks for: columns document, gold, predicted.

        Parameters
        ----------
        variable : str, default "stance"
            stance, or an aspect: there (its code) or not (`-`), in the units that gold says are about AI.
        """
        units = self.scored.reset_index(drop=True)
        if variable == "stance":
            return units[["document"]].assign(gold=units["stance_gold"], predicted=units["stance_predicted"])
        about = units[units["stance_gold"] != "none"].reset_index(drop=True)
        is_there = {side: _holds(about[f"aspects_{side}"], variable) for side in ("gold", "predicted")}
        return about[["document"]].assign(**{side: there.map({True: variable, False: "-"}) for side, there in is_there.items()})

    def __repr__(self) -> str:
        n_documents = self.units["document"].nunique()
        once = self.quotations[self.quotations["overlap"] == OVERLAPS[0]]
        counted = {"units": self.units, "mentions": self.mentions, "quotations": once, "claims": self.claims}
        return f"Evaluation of {n_documents} documents: " + ", ".join(f"{len(rows):,} {name}" for name, rows in counted.items())


def evaluate(corpus: Corpus | Path | str, gold: Path | str) -> Evaluation:
    """Match the tags of a corpus with gold codes.

    Parameters
    ----------
    corpus : Corpus or path
        A corpus built from the texts that were coded; it may hold others too.
    gold : path
        Folder of sentences.csv, mentions.csv, claims.csv and quotes.csv; a document's key is how its file name begins.

    Returns
    -------
    Evaluation

    Raises
    ------
    InputError
        If the corpus holds no document of the gold, or a file of the gold is not there.

    Examples
    --------
    >>> evaluate(load_corpus("press"), GOLD / "press").missing
    ()
    """
    opened, coded = corpus if isinstance(corpus, Corpus) else load_corpus(corpus), read_gold(Path(gold))
    keys = sorted(coded["sentences"]["document"].unique())
    placed = place_corpus(opened, keys)
    missing = tuple(key for key in keys if not any(Path(name).name.startswith(key) for name in opened.documents["file_name"]))
    if len(missing) == len(keys):
        raise InputError(f"{opened.folder} holds no document that {gold} has codes of: their file names begin with {', '.join(keys[:5])}")
    units = coded["sentences"][~coded["sentences"]["document"].isin(missing)].reset_index(drop=True)
    quotations = [pair_quotations(coded["quotations"], placed["quotations"], least).assign(overlap=least) for least in OVERLAPS]
    return Evaluation(
        units=pair_units(units, placed["sentences"]),
        mentions=pair_mentions(coded["mentions"], placed["mentions"]),
        quotations=pd.concat(quotations, ignore_index=True),
        claims=pair_claims(coded["claims"], placed["claims"]),
        missing=missing,
    )


def evaluate_set(name: str) -> Evaluation:
    """Evaluate the tags on one of the gold sets of this project.

    Parameters
    ----------
    name : {"press", "dev", "unseen", "blind"}
        The press release; the thirteen development texts, whose tables are stored; the texts written for this project,
        which are tagged anew: those that rules were mended on after a first score, and those that nobody has looked at.

    Raises
    ------
    InputError
        If there is no such set.
    """
    if name not in GOLD_SETS:
        raise InputError(f"there is no gold set {name!r}: it must be one of {', '.join(GOLD_SETS)}")
    if name not in WITH_TEXTS:
        return evaluate(load_corpus("press") if name == "press" else GOLD / "dev" / "corpus", GOLD / name)
    with TemporaryDirectory() as folder:
        return evaluate(build_corpus(GOLD / name / "texts", Path(folder) / name, progress=False, texts=False), GOLD / name / "gold")


def read_left_out() -> pd.DataFrame:
    """Read what stance and aspects score on articles that took no part in learning their weights.

    Returns
    -------
    pandas.DataFrame
        Index set; columns n (units), agreement and alpha of stance with _low and _high (by article), flips (favourable for
        critical or the reverse) and aspects_f1 (micro). benchmarks/learn_weights.py made them, leaving articles out.

    Examples
    --------
    >>> read_left_out()["alpha"].between(-1, 1).all()
    np.True_
    """
    return pd.DataFrame(json.loads((GOLD / "left_out.json").read_bytes())["left_out"]).set_index("set")


def _score_aspects(units: pd.DataFrame) -> pd.DataFrame:
    counted = []
    for code in codes("aspect"):
        gold, given = (_holds(units[f"aspects_{side}"], code) for side in ("gold", "predicted"))
        counted.append(count_found(units["document"], gold, given, code=code))
    return compute_scores(pd.concat(counted), list(codes("aspect")))


def _score_speakers(units: pd.DataFrame) -> pd.DataFrame:
    gold, given = units["speaker_gold"], units["speaker_predicted"]
    return score_found(units["document"], gold != "", given != "", (gold == given) & (gold != ""))


def _holds(lists: pd.Series, code: str) -> pd.Series:
    """Whether each list of codes, separated by spaces, holds one."""
    return lists.str.split().map(lambda held: code in held).astype(bool)


def _share_row(k: int, n: int) -> tuple[float, ...]:
    return k, n, k / n if n else float("nan"), *wilson(k, n)
