"""Problems in a ledger, as values: each has its place; all are collected, none is raised."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from client_ledger.text.message import Formatter, Label, Message

Severity = Literal["error", "notice"]


class Place(NamedTuple):
    """A place: a file relative to the ledger folder, and a line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, and what to write instead; an error stops a build, a notice does not."""

    place: Place
    code: str
    message: Message
    hint: Message | None = None
    severity: Severity = "error"

    def sentence(self, formatter: Formatter) -> str:
        """Return the message with its hint in brackets."""
        message = formatter.format(self.message)
        return f"{message} ({formatter.format(self.hint)})" if self.hint else message

    def line(self, file: str, formatter: Formatter | None = None) -> str:
        """Return the problem as `path:line:column: error[code]: message (hint)`, with `file` as the path."""
        place = f"{file}:{self.place.line}:{self.place.column}"
        formatter = formatter or Formatter()
        return f"{place}: {formatter.term(Label(self.severity))}[{self.code}]: {self.sentence(formatter)}"


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without duplicates, sorted by file, line and column."""
    unique = {(problem.place, problem.code, str(problem.message)): problem for problem in problems}
    return tuple(unique[key] for key in sorted(unique))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most similar to `word`, if any is similar."""
    known = tuple(known)
    for spelling in (word.lower().replace("_", "-"), word.lower().replace("-", "_")):
        if matches := difflib.get_close_matches(spelling, known, 1, 0.6):
            return matches[0]
    return None
