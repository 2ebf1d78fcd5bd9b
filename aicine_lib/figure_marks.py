"""Which rows of a corpus stand behind each mark of a figure: their ids, in the table that is saved with it.

A column `ids` holds the ids of a whole row, a column `ids_X` those of what the row shows in column X; several are separated by
spaces. Where a cell would be longer than a spreadsheet can hold, the ids go into a file of their own, ID.evidence.csv.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .errors import FigureError

Mark = str | int | tuple[str | int, ...]
IDS = "ids"
EVIDENCE = "evidence.csv"  # ending of the file that holds long ids
ID_COLUMNS = ("mention_id", "claim_id", "quotation_id", "metaphor_id", "voice_id", "sentence_id", "article_id", "document_id")
JOINED = ("aspects", "tasks")  # columns with several codes in a cell
LONGEST_CELL = 32_767  # characters that Excel keeps of a cell
MARKS_SHOWN = 12  # in a message


def add_ids(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    by: str | Sequence[str],
    parts: str = "",
    *,
    id_column: str = "",
    names: Mapping[Any, str] | None = None,
) -> pd.DataFrame:
    """Add to a figure's table the ids of the rows that each of its marks was counted from, for `save_figure`.

    Parameters
    ----------
    table : pandas.DataFrame
        What the figure shows: a row for each value of `by`, which is its index, or columns of these names.
    rows : pandas.DataFrame
        What was counted: rows of mentions, sentences, claims … A row whose aspects or tasks are several counts for each.
    by : str or list of str
        Columns of `rows` that the rows of the table are grouped by.
    parts : str, optional
        The column of `rows` whose values are columns of the table, as in a cross table.
    id_column : str, optional
        The ids to take; where left out, the first that `rows` has of mention_id, claim_id, quotation_id, metaphor_id, voice_id,
        sentence_id, article_id, document_id.
    names : mapping, optional
        How values of `by` and `parts` are named in the table, where it shows labels of codes.

    Returns
    -------
    pandas.DataFrame
        The table with a column `ids`, or, with `parts`, a column `ids_X` for each of its columns X; an id once, in order.

    Raises
    ------
    FigureError
        If a column is not there, the table has two rows for the same value, or none of its columns is a value of `parts`.

    Examples
    --------
    >>> rows = pd.DataFrame({"mention_id": ["m1", "m2", "m3"], "name": ["Sora", "即梦AI", "Sora"], "stance": ["mixed", "mixed", "none"]})
    >>> table = pd.crosstab(rows["name"], rows["stance"])
    >>> add_ids(table, rows, "name")["ids"].to_dict()
    {'Sora': 'm1 m3', '即梦AI': 'm2'}
    >>> add_ids(table, rows, "name", "stance")[["ids_mixed", "ids_none"]].loc["Sora"].tolist()
    ['m1', 'm3']
    """
    keys = [by] if isinstance(by, str) else list(by)
    chosen = id_column or next((name for name in ID_COLUMNS if name in rows), "")
    if missing := [name for name in (*keys, parts, chosen) if name and name not in rows] or ([] if chosen else ["with ids"]):
        raise FigureError(f"the rows behind a figure have no column {', '.join(missing)}; they have {', '.join(map(str, rows.columns))}")
    long = rows[list(dict.fromkeys([*keys, *([parts] if parts else []), chosen]))]
    for name in (name for name in (*keys, parts) if name in JOINED):
        long = long.assign(**{name: long[name].str.split()}).explode(name)
    if names:
        long = long.assign(**{name: long[name].map(lambda value: names.get(value, value)) for name in (*keys, parts) if name})
    at = _row_keys(table, keys)
    if at.has_duplicates:
        raise FigureError(f"the table has two rows for {at[at.duplicated()][0]!r}: group its rows by {', '.join(keys)}, as the ids are")
    if not parts:
        return table.assign(**{IDS: _joined(long, keys, chosen).reindex(at).fillna("").to_numpy()})
    values = set(long[parts])
    shown = [column for column in table.columns if column in values]
    counted = table.drop(columns=[name for name in keys if name in table]).select_dtypes("number")
    if not shown and counted.to_numpy().any():
        some = ", ".join(sorted(map(str, values))[:MARKS_SHOWN])
        raise FigureError(f"no column of the table ({', '.join(map(str, table.columns))}) is a value of {parts} ({some}): give names=")
    cells = {f"{IDS}_{column}": _joined(long[long[parts] == column], keys, chosen) for column in shown or counted.columns}
    return table.assign(**{name: ids.reindex(at).fillna("").to_numpy() for name, ids in cells.items()})


def store_marks(data: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Split a figure's table where its ids are too long for a cell: the table without them, and a table row, part, id.

    Examples
    --------
    >>> store_marks(pd.DataFrame({"tool": ["Sora"], "ids": ["m1 m2"]}))[1] is None
    True
    """
    columns = [name for name in data.columns if is_ids(name)]
    if not any(data[name].str.len().max() > LONGEST_CELL for name in columns):
        return data, None
    numbered = data[columns].set_axis(range(len(data))).rename_axis("row").melt(var_name="part", value_name="id", ignore_index=False)
    numbered["part"] = numbered["part"].str.removeprefix(IDS).str.removeprefix("_")
    numbered["id"] = numbered["id"].str.split()
    long = numbered.explode("id").dropna().reset_index().sort_values("row", kind="stable", ignore_index=True)
    return data.drop(columns=columns), long


def is_ids(name: object) -> bool:
    """Tell whether a column of a figure's table holds ids.

    Examples
    --------
    >>> [is_ids(name) for name in ("ids", "ids_critical", "idle")]
    [True, True, False]
    """
    return isinstance(name, str) and (name == IDS or name.startswith(f"{IDS}_"))


def find_ids(folder: Path, figure_id: str, mark: Mark = ()) -> list[str]:
    """Find the ids behind a mark of a saved figure, sorted; `Corpus.evidence` says what a mark is.

    Raises
    ------
    FigureError
        If there is no such figure or mark, or the figure carries no ids.
    """
    if not figure_id or not (folder / f"{figure_id}.csv").is_file():
        there = sorted(file.stem for file in folder.glob("*.json"))
        known = f"it has {', '.join(there)}" if there else "it has none; run the notebooks first"
        raise FigureError(f"there is no figure {figure_id!r} in {folder}: {known}")
    table = _read(folder / f"{figure_id}.csv")
    ids = [name for name in table.columns if is_ids(name)]
    labels, cells = table.drop(columns=ids), {name.removeprefix(IDS).removeprefix("_"): table[name] for name in ids}
    companion = folder / f"{figure_id}.{EVIDENCE}"
    if companion.is_file():
        long = _read(companion)
        for part, rows in long.groupby("part"):
            cells[str(part)] = rows.groupby(rows["row"].astype(int))["id"].agg(" ".join).reindex(table.index, fill_value="")
    if not cells:
        raise FigureError(f"figure {figure_id} carries no ids, so its marks lead nowhere: save it with a table that al.add_ids made")
    chosen, part = _resolve(figure_id, labels, list(cells), (mark,) if isinstance(mark, (str, int)) else tuple(mark))
    found = (cells[name].iloc[chosen] for name in ([part] if part else cells))
    return sorted({one for column in found for cell in column for one in cell.split()})


def read_words(folder: Path, figure_id: str) -> dict[str, Any]:
    """Return what is saved in words with a figure: its captions, and its result card where it has one."""
    path = folder / f"{figure_id}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _resolve(figure_id: str, labels: pd.DataFrame, parts: list[str], path: tuple[str | int, ...]) -> tuple[list[int], str]:
    """The numbers of the rows that a mark names, and its part where it names one."""
    part = str(path[-1]) if len(path) > 1 and str(path[-1]) in parts else ""
    wanted = path[:-1] if part else path
    n = len(labels)
    rows = list(range(n))
    if len(wanted) == 1 and isinstance(wanted[0], int):
        rows = [wanted[0]] if 0 <= wanted[0] < n else []
    elif len(wanted) <= labels.shape[1]:
        rows = [i for i in rows if all(labels.iat[i, k] == str(label) for k, label in enumerate(wanted))]
        if not rows and len(wanted) == 1 and str(wanted[0]).isdecimal() and int(wanted[0]) < n:
            rows = [int(wanted[0])]
    else:
        rows = []
    if not rows:
        named = list(dict.fromkeys(labels.iloc[:, 0])) if labels.shape[1] else []
        more = f" and {len(named) - MARKS_SHOWN} more" if len(named) > MARKS_SHOWN else ""
        of_parts = f", each with {', '.join(filter(None, parts))}" if any(parts) else ""
        shown = ", ".join(named[:MARKS_SHOWN]) + more if n else "none, as it shows nothing"
        raise FigureError(
            f"figure {figure_id} has no mark {' / '.join(map(str, path))!r}: its marks are {shown} (rows 0 to {n - 1}){of_parts}"
            if n
            else f"figure {figure_id} has no mark: its table is empty, as this corpus has nothing to show there"
        )
    return rows, part


def _row_keys(table: pd.DataFrame, keys: list[str]) -> pd.Index:
    """What identifies the rows of a table: its columns of these names, else its index."""
    if all(name in table.columns for name in keys):
        return pd.MultiIndex.from_frame(table[keys]) if len(keys) > 1 else pd.Index(table[keys[0]])
    if table.index.nlevels != len(keys):
        raise FigureError(f"the table has no column {', '.join(keys)}, nor an index of them; it has {', '.join(map(str, table.columns))}")
    return table.index


def _joined(rows: pd.DataFrame, keys: list[str], id_column: str) -> pd.Series:
    once = rows.drop_duplicates().dropna().sort_values(id_column, kind="stable")
    return once.groupby(keys if len(keys) > 1 else keys[0])[id_column].agg(lambda ids: " ".join(dict.fromkeys(ids)))


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
