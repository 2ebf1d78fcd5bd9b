"""A formatted table as LaTeX, as HTML for Word, and as Markdown: text in, text out, escaped for its format."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .paper_tables import PaperTable

NOTE = {"zh": "注：", "en": "Note. "}
LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "−": r"\ensuremath{-}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}
HEADER = "% booktabs; Chinese needs XeLaTeX or LuaLaTeX and ctex: \\usepackage{booktabs,ctex}"
CELL = "padding:2pt 6pt;vertical-align:top"
FONT = "font-family:'Times New Roman','Noto Serif SC',SimSun,serif;font-size:10.5pt"


def escape_latex(text: str) -> str:
    """Return a text as LaTeX prints it; Chinese stays as it is.

    Examples
    --------
    >>> print(escape_latex("降了 80%_A&B"))
    降了 80\\%\\_A\\&B
    """
    return "".join(LATEX.get(char, char) for char in _one_line(text))


def to_latex(table: PaperTable) -> str:
    """Write a table with the rules of booktabs, its title as caption, a label to refer to, and its notes below."""
    columns = "".join("r" if number else "l" for number in table.is_number)
    lines = [HEADER, "\\begin{table}[htbp]", "\\centering", f"\\caption{{{escape_latex(table.title)}}}", f"\\label{{tab:{table.table_id}}}"]
    lines += [f"\\begin{{tabular}}{{@{{}}{columns}@{{}}}}", "\\toprule", _latex_row(table.heads), "\\midrule"]
    lines += [*map(_latex_row, table.rows), "\\bottomrule", "\\end{tabular}"]
    for note in table.notes:
        lines.append(f"\\par\\smallskip{{\\footnotesize {NOTE[table.language]}{escape_latex(note)}\\par}}")
    return "\n".join([*lines, "\\end{table}", ""])


def to_html(table: PaperTable) -> str:
    """Write a table as a page of its own that keeps its rules when pasted into Word: styles inline, no script, no request."""
    rule = "solid black"
    top = [f"border-top:1.5pt {rule};border-bottom:0.75pt {rule}"] * len(table.heads)
    last = len(table.rows) - 1
    body = [_html_row("td", row, table.is_number, f"border-bottom:1.5pt {rule}" if i == last else "") for i, row in enumerate(table.rows)]
    language = {"zh": "zh-Hans", "en": "en"}[table.language]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(table.title)}</title></head><body style="{FONT}">',
        f'<p style="margin:0 0 4pt 0"><b>{html.escape(_one_line(table.title))}</b></p>',
        '<table cellspacing="0" style="border-collapse:collapse">',
        "<thead>" + _html_row("th", table.heads, table.is_number, top[0] if top else "") + "</thead>",
        "<tbody>",
        *body,
        "</tbody></table>",
        *(f'<p style="margin:4pt 0 0 0;font-size:9pt">{NOTE[table.language]}{html.escape(_one_line(note))}</p>' for note in table.notes),
        "</body></html>",
        "",
    ]
    return "\n".join(lines)


def to_markdown(table: PaperTable) -> str:
    """Write a table as Markdown, numbers to the right."""
    lines = [f"**{_markdown(table.title)}**", "", _markdown_row(table.heads)]
    lines.append(_markdown_row(["---:" if number else "---" for number in table.is_number], escape=False))
    lines += map(_markdown_row, table.rows)
    for note in table.notes:
        lines += ["", NOTE[table.language] + _markdown(note)]
    return "\n".join([*lines, ""])


WRITERS: dict[str, Callable[[PaperTable], str]] = {"tex": to_latex, "html": to_html, "md": to_markdown}


def _latex_row(cells: Sequence[str]) -> str:
    row = " & ".join(map(escape_latex, cells))
    return ("{}" if row.startswith(("[", "*")) else "") + row + " \\\\"  # a row that began so would belong to the \\ before it


def _html_row(tag: str, cells: Sequence[str], is_number: Sequence[bool], rule: str) -> str:
    made = []
    for cell, number in zip(cells, is_number):
        style = ";".join(filter(None, (CELL, f"text-align:{'right' if number else 'left'}", rule)))
        made.append(f'<{tag} style="{style}">{html.escape(_one_line(cell))}</{tag}>')
    return f"<tr>{''.join(made)}</tr>"


def _markdown_row(cells: Sequence[str], escape: bool = True) -> str:
    return "| " + " | ".join(_markdown(cell) if escape else cell for cell in cells) + " |"


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
