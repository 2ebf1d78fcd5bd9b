"""How a corpus is searched: the methods kwic, select, collocates, positions and evidence of the Corpus, each over one module.

Code queries and evidence need the tables only; words need the texts beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from .concordance import Line, Spans
    from .corpus import Corpus
    from .figure_marks import Mark
    from .selecting import Query

# pandas and what needs it are imported inside the functions, so that opening a corpus stays quick


def kwic(
    corpus: Corpus,
    pattern: str,
    width: int = 20,
    *,
    regex: bool = False,
    on_topic: bool = True,
    sort: str = "",
    within: Query | None = None,
) -> pd.DataFrame:
    """Show every occurrence of a word with the words around it (keyword in context).

    Parameters
    ----------
    pattern : str
        Characters to look for. Simplified and traditional, half and full width find one another.
    width : int, default 20
        Characters of context on either side.
    regex : bool, default False
        Whether `pattern` is a regular expression.
    on_topic : bool, default True
        Leave out articles that are off topic.
    sort : str, optional
        What to sort by, such as ``R1R2R3``: L1 to L5 and R1 to R5 are the characters to the left and right, punctuation skipped,
        K is what was found. In the order of articles and places where left out.
    within : str, dict or table, optional
        Only in sentences of these codes, as `select` takes them: ``aspect=emotion & stance=critical``.

    Returns
    -------
    pandas.DataFrame
        Columns left, key, right, outlet, date, article_id, start, end (offsets in the reading text) and source_start. Line ends
        in the context are shown as spaces.

    Raises
    ------
    CorpusError
        If the texts are not beside the tables, or the pattern, `sort` or `within` cannot be understood.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> load_corpus("sample").kwic("導演", width=2)["key"].isin(["导演", "導演"]).all()
    np.True_
    """
    import pandas as pd

    from .concordance import Line

    lines = kwic_lines(corpus, pattern, width, regex=regex, on_topic=on_topic, sort=sort, within=within)
    places = ("start", "end", "source_start")
    return pd.DataFrame(lines, columns=Line._fields).astype({name: "int64" if name in places else "str" for name in Line._fields})


def kwic_lines(
    corpus: Corpus,
    pattern: str,
    width: int = 20,
    *,
    regex: bool = False,
    on_topic: bool = True,
    sort: str = "",
    within: Query | None = None,
) -> list[Line]:
    """Return the lines of `kwic`: what the command prints."""
    from .concordance import find_lines

    spans = None if within is None else _spans(select(corpus, within, on_topic=on_topic))
    return find_lines(corpus.folder, corpus.about_articles(on_topic), pattern, width, regex=regex, sort=sort, within=spans)


def select(corpus: Corpus, where: Query, *, on_topic: bool = True, width: int | None = None) -> pd.DataFrame:
    """Select sentences by their codes; no texts are needed.

    Parameters
    ----------
    where : str, dict, pandas.DataFrame or sequence of str
        A code query, such as ``stance=critical & (aspect=labour | aspect=rights) & speaker_role!=narration``; fields are stance,
        aspect, task, role, speaker, speaker_role, outlet, date (2025 is every day of it), tool, film, person, org, event and work
        (a name that the sentence mentions), mention, claim, metaphor and quotation (what kind of one it holds), and ids. Or a
        dictionary of fields and their values; or ids of sentences, or a table that has them.
    on_topic : bool, default True
        Leave out articles that are off topic.
    width : int, optional
        Show each sentence too, with so many characters around it, in columns left, text and right; this needs the texts.

    Returns
    -------
    pandas.DataFrame
        Rows of the table sentences, with speaker_role (narration for the reporter's own voice), outlet and date.

    Raises
    ------
    CorpusError
        If the query cannot be read, or names a field, code or id that is not there.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> chosen = load_corpus("sample").select("stance=critical & aspect=labour")
    >>> set(chosen["stance"]), chosen["aspects"].str.contains("labour").all()
    ({'critical'}, np.True_)
    """
    from .evidence import add_lines
    from .selecting import select_sentences

    chosen = select_sentences(corpus, where, on_topic=on_topic)
    return chosen if width is None else add_lines(corpus, chosen, width)


def collocates(corpus: Corpus, word: str, span: int = 5, *, within: Query | None = None, min_together: int = 3) -> pd.DataFrame:
    """Find the words that stand near a word more often than chance would have them; see `collocation.find_collocates`.

    Parameters
    ----------
    word : str
        As the segmenter cuts it; simplified.
    span : int, default 5
        Words on either side, within the sentence.
    within : str, dict or table, optional
        Only in sentences of these codes, as `select` takes them.
    min_together : int, default 3
        Words that stand near it less often are left out.

    Returns
    -------
    pandas.DataFrame
        Index term; strongest by log-dice first.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> (load_corpus("sample").collocates("AI")["n_together"] >= 3).all()
    np.True_
    """
    from .collocation import find_collocates

    sentences = None if within is None else select(corpus, within)
    return find_collocates(corpus, word, span=span, min_together=min_together, sentences=sentences)


def positions(
    corpus: Corpus, pattern: str = "", *, within: Query | None = None, regex: bool = False, on_topic: bool = True
) -> pd.DataFrame:
    """Find where in their articles a word or sentences of some codes stand: what a dispersion plot is drawn from.

    Parameters
    ----------
    pattern : str, optional
        A word, or a regular expression; needs the texts. Where left out, the sentences of `within` themselves are placed.
    within : str, dict or table, optional
        Sentences, as `select` takes them.

    Returns
    -------
    pandas.DataFrame
        Columns article_id, outlet, date, start, end, n_chars (of the article) and position (of its middle, as a share of the
        article: 0 its first character, 1 its end), in the order of articles and places. Articles in which nothing was found
        are not in it: take those from corpus.articles.

    Examples
    --------
    >>> from aicine_lib.corpus import load_corpus
    >>> load_corpus("sample").positions(within="stance=critical")["position"].between(0, 1).all()
    np.True_
    """
    from .errors import CorpusError

    if not pattern and within is None:
        raise CorpusError("nothing to place: give a word, or within=... with a code query")
    if pattern or within is None:
        rows = kwic(corpus, pattern, 0, regex=regex, on_topic=on_topic, within=within)
    else:
        rows = select(corpus, within, on_topic=on_topic)
    placed = rows[["article_id", "outlet", "date", "start", "end"]].merge(corpus.articles[["article_id", "n_chars"]], on="article_id")
    placed["position"] = (placed["start"] + placed["end"]) / 2 / placed["n_chars"].clip(lower=1)
    return placed.sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def evidence(corpus: Corpus, figure_id: str, mark: Mark = (), width: int = 20) -> pd.DataFrame:
    """Show the rows behind a mark of a figure: where each stands, how it was coded, and its words where the texts are there.

    Parameters
    ----------
    figure_id : str
        Such as ``03_tools_named``.
    mark : str, int or tuple, optional
        The label of the mark: what stands in the first column of the figure's CSV, or in its first columns as a tuple, whose last
        may be the column that the mark shows: ``("Sora", "critical")``. Or the number of a row, from 0. All marks where left out.
    width : int, default 20
        Characters of context on either side.

    Returns
    -------
    pandas.DataFrame
        Columns id (what the mark counts: a sentence, mention, claim …), sentence_id, article_id, outlet, date, role, speaker,
        speaker_role, stance, aspects, tasks (of the sentence), start, end, source_start, source_end (of what is counted) and,
        where texts are beside the tables, left, text, right.

    Raises
    ------
    FigureError
        If there is no such figure or mark, or the figure carries no ids; the message says which there are.
    CorpusError
        If the figure was made from another corpus.
    """
    from .evidence import show_evidence

    return show_evidence(corpus, figure_id, mark, width)


def _spans(sentences: pd.DataFrame) -> Spans:
    spans: dict[str, list[tuple[int, int]]] = {}
    ordered = sentences.sort_values(["article_id", "start"])
    for article_id, start, end in zip(ordered["article_id"], ordered["start"], ordered["end"]):
        spans.setdefault(article_id, []).append((start, end))
    return spans
