"""A page as blocks, written once for the site, for Markdown and for a file of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from client_ledger.frontmatter.problems import Place
from client_ledger.pages.made_by import GENERATOR, MADE_BY
from client_ledger.text.message import Formatter, Message, Single, Value, msg

SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
CODE = re.compile(r"(`[^`]+`)")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")
LINE_STARTS = re.compile(r"^(\s*)([-+=])|^(\s*\d+)([.)])(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with one value or several; numbers are right-aligned. `place` is its record, `about` its page."""

    value: Value
    number: bool = False
    place: Place | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `id` is its anchor."""

    level: int
    text: Message
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two; a quiet one is set small."""

    text: Single
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; with `steps`, a checklist."""

    items: tuple[Cell, ...]
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; `total` is its last row. A narrow one stays a table on a phone."""

    caption: Message
    headings: tuple[Message, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in a language; what to record after sending is a line under a field of the client's file."""

    id: str
    title: Message
    subject: str
    text: str
    field: str
    line: str
    language: str = ""


Block: TypeAlias = Heading | Paragraph | Items | Table | Letter


def to_markdown(blocks: Iterable[Block], formatter: Formatter) -> str:
    """Return blocks as Markdown, with places as file:line, and a last line that identifies the file as generated."""
    return "\n\n".join([*(_markdown(block, formatter) for block in blocks), MADE_BY]) + "\n"


def _markdown(block: Block, formatter: Formatter) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {plain(_sentence(formatter.value(block.text)))}"
        case Paragraph():
            return plain(_sentence(formatter.value(block.text), stop=True))
        case Items():
            mark = "- [ ] " if block.steps else "- "
            return "\n".join(mark + _markdown_cell(item, formatter) for item in block.items)
        case Table():
            return _markdown_table(block, formatter)
        case Letter():
            quoted = "\n".join(f"    {line}".rstrip() for line in [block.subject, "", *block.text.splitlines()])
            record = f"\n\n`{block.field}`:\n\n    {block.line}" if block.field else ""
            return f"### {plain(formatter.value(block.title))}\n\n{quoted}{record}"


def _markdown_table(table: Table, formatter: Formatter) -> str:
    sides = ["--:" if _is_number(table, index) else "---" for index in range(len(table.headings))]
    head = [plain(formatter.value(heading)) for heading in table.headings]
    rows = [[_markdown_cell(cell, formatter) for cell in row] for row in (*table.rows, *_totals(table))]
    lines = ["| " + " | ".join(cells) + " |" for cells in [head, sides, *rows]]
    return f"{plain(formatter.value(table.caption))}\n\n" + "\n".join(lines)


def _markdown_cell(cell: Cell, formatter: Formatter) -> str:
    text = plain(_said(cell.value, formatter))
    return f"{text} ({plain(formatter.value(str(cell.place)))})" if cell.place else text


def plain(text: str) -> str:
    """Escape a text for Markdown, on one line."""
    one_line = SPACES.sub(" ", text).strip()
    parts = CODE.split(one_line)
    parts[::2] = [MARKDOWN_SIGNS.sub(r"\\\1", part) for part in parts[::2]]
    return LINE_STARTS.sub(r"\1\3\\\2\4", "".join(parts))


def _marked_up(text: str) -> str:
    """Return a text as HTML, with text in backquotes as code."""
    return CODE.sub(lambda code: f"<code>{code[0][1:-1]}</code>", escape(text))


def to_html(title: str, blocks: Sequence[Block], formatter: Formatter) -> str:
    """Return blocks as a self-contained page of HTML without scripts."""
    body = "\n".join(_html(block, formatter) for block in blocks)
    return (
        f'<!doctype html>\n<html lang="{escape(formatter.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{GENERATOR}\n"
        '<meta name="robots" content="noindex, nofollow, noarchive">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _html(block: Block, formatter: Formatter) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(_sentence(formatter.value(block.text)))}</h{block.level}>"
        case Paragraph():
            kind = ' class="quiet"' if block.quiet else ""
            return f"<p{kind}>{_marked_up(_sentence(formatter.value(block.text), stop=True))}</p>"
        case Items():
            kind = ' class="steps"' if block.steps else ""
            return (
                f"<ul{kind}>\n"
                + "\n".join(f"<li>{_html_cell(item, formatter)}</li>" for item in block.items)
                + "\n</ul>"
            )
        case Table():
            return _html_table(block, formatter)
        case Letter():
            record = f"\n<p><code>{escape(block.field)}:</code></p>\n<pre><code>{escape(block.line)}</code></pre>"
            return (
                f"<h3>{escape(formatter.value(block.title))}</h3>\n"
                f'<pre lang="{escape(block.language)}">{escape(block.subject)}\n\n{escape(block.text)}</pre>'
                f"{record if block.field else ''}"
            )


def _html_table(table: Table, formatter: Formatter) -> str:
    def cell(index: int, inner: str, scope: str = "") -> str:
        tag = f'th scope="{scope}"' if scope else "td"
        number = ' class="number"' if _is_number(table, index) else ""
        return f"<{tag}{number}>{inner}</{tag[:2]}>"

    def line(row: Sequence[Cell]) -> str:
        inner = enumerate(_html_cell(each, formatter) for each in row)
        return "<tr>" + "".join(cell(index, text, "" if index else "row") for index, text in inner) + "</tr>"

    head = "".join(cell(index, escape(formatter.value(text)), "col") for index, text in enumerate(table.headings))
    lines = [
        f'<div class="wide">\n<table>\n<caption>{escape(formatter.value(table.caption))}</caption>',
        f"<thead><tr>{head}</tr></thead>",
        *(line(row) for row in table.rows),
        *(f"<tfoot>{line(row)}</tfoot>" for row in _totals(table)),
    ]
    return "\n".join([*lines, "</table>\n</div>"])


def _html_cell(cell: Cell, formatter: Formatter) -> str:
    parts = cell.value if isinstance(cell.value, tuple) else (cell.value,)
    text = "<br>".join(_marked_up(_said(part, formatter)) for part in parts)
    return f'{text} <span class="place">{escape(formatter.value(str(cell.place)))}</span>' if cell.place else text


def _totals(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return (table.total,) if table.total else ()


def _is_number(table: Table, index: int) -> bool:
    return bool(table.rows) and table.rows[0][index].number


def _said(value: Value, formatter: Formatter) -> str:
    """Return a cell's text; recorded text is unchanged, and several values are joined."""
    if isinstance(value, tuple):
        return formatter.format(msg("; ")).join(formatter.value(part) for part in value)
    return formatter.value(value) if isinstance(value, str) else _sentence(formatter.value(value))


def _sentence(text: str, *, stop: bool = False) -> str:
    """Return a text with a capital first letter, and with a full stop if it needs one."""
    text = text[:1].upper() + text[1:]
    return f"{text}." if stop and text[-1:] not in ".!?…:" else text


STYLE = """\
:root { color-scheme: light dark; --ink: #1d1d1b; --paper: #fff; --soft: #595959; --line: #ccc }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8e5de; --paper: #171614; --soft: #a8a49c; --line: #4a4843 }
}
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; font: 1rem/1.5 Georgia, serif;
  color: var(--ink); background: var(--paper) }
.wide { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-style: italic }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line) }
tbody th { font-weight: normal }
tfoot :is(th, td) { font-weight: bold }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.place, .quiet { color: var(--soft); font-size: .85em; overflow-wrap: anywhere }
.steps { list-style: "☐  " }
pre { white-space: pre-wrap; border-left: 2px solid var(--line); padding-left: 1rem; font: inherit }
code { overflow-wrap: anywhere }
:is(th, td) .place { display: block }
pre code { font: .85em/1.5 monospace }
h2, h3 { break-after: avoid; line-height: 1.25 }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt }
  tr, li, pre { break-inside: avoid }
  thead { display: table-header-group }
}
"""
