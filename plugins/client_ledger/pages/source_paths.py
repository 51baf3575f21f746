"""The place in the site of a record file's numbered text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from client_ledger.frontmatter.reader import read_text

if TYPE_CHECKING:
    from client_ledger.project import Project

FOLDER = "source"
LINES_A_PAGE = 1000


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part of a file's numbered text with a page of its own; `number` counts from 1 to `count`."""

    file: str
    number: int = 1
    count: int = 1

    @property
    def path(self) -> str:
        """The page's path in the site."""
        return source_path(self.file, self.first)

    @property
    def first(self) -> int:
        """The number of its first line."""
        return (self.number - 1) * LINES_A_PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last line that fits on it."""
        return self.number * LINES_A_PAGE


def source_path(file: str, line: int = 1) -> str:
    """Return the path in the site of a file's numbered text, for one of its lines."""
    part = (line - 1) // LINES_A_PAGE
    return f"{FOLDER}/{file}.{part + 1}.html" if part else f"{FOLDER}/{file}.html"


def lines_of(text: str) -> list[str]:
    """Return the numbered lines of a text."""
    return text.removesuffix("\n").split("\n")


def source_parts(project: Project) -> list[SourcePart]:
    """Return the pages of all numbered texts by file; only a large file is read to count its lines."""
    parts = []
    for file in sorted(numbered_files(project)):
        path = project.site.docs_dir / file
        text = read_text(path, file)[0] if path.is_file() and path.stat().st_size > LINES_A_PAGE else None
        count = (len(lines_of(text or "")) - 1) // LINES_A_PAGE + 1
        parts += [SourcePart(file, number, count) for number in range(1, count + 1)]
    return parts


def numbered_files(project: Project) -> set[str]:
    """Return the files whose numbered text is in the site: those of clients and contracts, and CSV files."""
    ledger = project.ledger
    named = {client.place.file for client in ledger.clients.values()}
    named |= {contract.place.file for contract in ledger.contracts.values()}
    return named | {file for file in ledger.files if file.lower().endswith(".csv") and not file.startswith("evidence/")}
