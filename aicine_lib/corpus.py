"""The Corpus: a folder of tagged articles as tables, with a readable summary, the texts where they are, and ways to search it.

Tables are read when they are first asked for, so opening a corpus takes no time. They are read-only by convention: make a
copy before you change one. Building a corpus is building.py's business, proving that it is sound is checking.py's, searching
it (kwic, select, collocates, positions, evidence) is searching.py's.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import paths, searching
from .codebook import tables
from .datapackage import FILE_NAME, is_corpus
from .errors import CorpusError
from .tables import read_table, to_frame
from .texts import has_texts, reading_texts

if TYPE_CHECKING:
    import pandas as pd

VARIABLE = "AICINE_CORPUS"  # names the corpus that load_corpus() opens; `aicine run --corpus` sets it for the notebooks
SAMPLE_CORPUS = paths.SAMPLE / "corpus"
KNOWN = {"press": paths.PRESS, "sample": SAMPLE_CORPUS}
MANY = 6  # outlets shown in the summary


class _Table:
    """A table of the corpus, read from its file the first time."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.__doc__ = f"A row is {tables()[name].row}."

    def __get__(self, corpus: Corpus | None, owner: type) -> Any:
        if corpus is None:
            return self
        frame = corpus.__dict__[self.name] = to_frame(read_table(corpus.table_file(self.name), self.name), self.name)
        return frame


class Corpus:
    """A corpus folder: its tables as DataFrames, and its texts where they are beside the tables.

    Parameters
    ----------
    folder : path
        A folder that `aicine build` made.

    Attributes
    ----------
    documents, rejects, articles, segments, sentences, mentions, quotations, voices, claims, metaphors, terms : pandas.DataFrame
        The tables; data/README.md says what every column means.
    folder : Path
        Where the corpus stands.
    description : dict
        Its datapackage.json.

    Raises
    ------
    CorpusError
        If the folder holds no corpus.

    Examples
    --------
    >>> corpus = load_corpus("sample")
    >>> corpus.articles["is_on_topic"].any()
    np.True_
    """

    documents, rejects, articles, segments, sentences = _Table(), _Table(), _Table(), _Table(), _Table()
    mentions, quotations, voices, claims, metaphors, terms = _Table(), _Table(), _Table(), _Table(), _Table(), _Table()

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not is_corpus(self.folder):
            what = "holds no aicine corpus" if self.folder.exists() else "is not there"
            raise CorpusError(f"{self.folder} {what}: give a folder that aicine build PATH... --out DIR made, or sample, or press")
        self.description: dict[str, Any] = json.loads((self.folder / FILE_NAME).read_bytes())

    @property
    def has_texts(self) -> bool:
        """Whether texts are beside the tables."""
        return has_texts(self.folder)

    @cached_property
    def texts(self) -> pd.Series:
        """Reading texts by article_id, rebuilt from the sources beside the tables."""
        import pandas as pd

        found = {each.article_id: each.text for each in reading_texts(self.folder)}
        return pd.Series(found, index=pd.Index(sorted(found), name="article_id", dtype="str"), name="text", dtype="str")

    def claims_normalised(self) -> pd.DataFrame:
        """Return the claims in comparable units: money in yuan, time in days; see :func:`aicine_lib.normalising.normalise_claims`."""
        from .normalising import normalise_claims

        return normalise_claims(self.claims, self.articles, self.documents)

    kwic, select, collocates = searching.kwic, searching.select, searching.collocates
    positions, evidence = searching.positions, searching.evidence

    def about_articles(self, on_topic: bool = True) -> dict[str, tuple[str, str]]:
        """Return outlet and date of every article, or of those on topic only."""
        articles = self.articles[self.articles["is_on_topic"]] if on_topic else self.articles
        known = articles[["article_id", "document_id"]].merge(self.documents, on="document_id", validate="m:1")
        return dict(zip(known["article_id"], zip(known["outlet"], known["published_date"], strict=True), strict=True))

    def table_file(self, name: str) -> Path:
        """Return the file of a table."""
        return self.folder / self.resource(name)["path"]

    def n_rows(self, name: str) -> int:
        """Return the number of rows of a table, without reading it."""
        return int(self.resource(name)["rows"])

    def resource(self, name: str) -> dict[str, Any]:
        """Return what datapackage.json says of a table."""
        for resource in self.description["resources"]:
            if resource["name"] == name:
                return dict(resource)
        raise CorpusError(f"{self.folder / FILE_NAME} names no table {name}: build the corpus anew")

    def _facts(self) -> list[tuple[str, str, str]]:
        """What the summary says: label in Chinese, in English, value."""
        outlets = self.documents["outlet"].replace("", "unknown 不详").value_counts()
        dates = self.documents["published_date"][self.documents["published_date"] != ""]
        n_off = int((~self.articles["is_on_topic"]).sum())
        named = [f"{outlet} {n}" for outlet, n in outlets.head(MANY).items()] + (
            [f"{len(outlets) - MANY} more"] if len(outlets) > MANY else []
        )
        missing = "not here 未附: aicine texts FILE... puts them beside the tables"
        counted = ("sentences", "mentions", "quotations", "voices", "claims", "metaphors", "terms")
        return [
            ("文献", "documents", f"{self.n_rows('documents'):,} (rejects 未收录 {self.n_rows('rejects'):,})"),
            ("文章", "articles", f"{len(self.articles):,} ({n_off:,} off topic 离题)"),
            ("媒体", "outlets", ", ".join(named)),
            ("日期", "dates", f"{dates.min()} to {dates.max()} ({len(dates):,} known)" if len(dates) else "unknown 不详"),
            *((tables()[name].label["zh"], name, f"{self.n_rows(name):,}") for name in counted),
            ("文本", "texts", "beside the tables 已附" if self.has_texts else missing),
        ]

    def __repr__(self) -> str:
        return "\n".join([f"Corpus 语料 {_short(self.folder)}", *(f"  {zh} {en:<11}{value}" for zh, en, value in self._facts())])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th style="text-align:left">{zh} {en}</th><td style="text-align:left">{escape(value)}</td></tr>'
            for zh, en, value in self._facts()
        )
        return f'<table><caption style="text-align:left">Corpus 语料 <b>{escape(_short(self.folder))}</b></caption><tbody>{rows}</tbody></table>'


def load_corpus(where: str | Path | None = None) -> Corpus:
    """Open a corpus.

    Parameters
    ----------
    where : path or {"press", "sample"}, optional
        A corpus folder, the press release, or the sample of made-up articles with their texts. Where left out, what the
        environment variable AICINE_CORPUS names, else the press release.

    Returns
    -------
    Corpus
        Its tables are read when they are first used.

    Raises
    ------
    CorpusError
        If there is no corpus in that place.

    Examples
    --------
    >>> load_corpus("nowhere")
    Traceback (most recent call last):
    aicine_lib.errors.CorpusError: nowhere is not there: give a folder that aicine build PATH... --out DIR made, or sample, or press
    """
    chosen = where if where is not None else os.environ.get(VARIABLE) or "press"
    return Corpus(KNOWN.get(str(chosen), Path(chosen)))


def _short(folder: Path) -> str:
    """A folder as a reader would name it, the same on every machine for those of the project."""
    return folder.relative_to(paths.ROOT).as_posix() if folder.is_relative_to(paths.ROOT) else str(folder)
