"""The subject of a file's changes: the client or contract it is of, or those that named it at the time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from client_ledger.history.facts import Kind

Subject: TypeAlias = tuple[Kind, str]


def subject_of(kind: Kind, path: str) -> Subject:
    """Return the subject of a file's own changes: a client or a contract by its id, any other file by its path."""
    return kind, path.rpartition("/")[2].removesuffix(".md") if kind in {"client", "contract"} else path


class _Turn(NamedTuple):
    """A subject, and the first and last commit at which it named a file."""

    subject: Subject
    first: int
    last: int


class Owners:
    """The clients and contracts that name a file, by numbers of commits."""

    def __init__(self) -> None:
        self._turns: dict[str, list[_Turn]] = defaultdict(list)

    def note(self, file: str, subject: Subject, turns: Sequence[int], end: int) -> None:
        """Note when a subject began and stopped naming a file, alternately; if it has not stopped, until `end`."""
        closed = [*turns, end] if len(turns) % 2 else turns
        firsts, lasts = closed[::2], closed[1::2]
        self._turns[file] += [_Turn(subject, *turn) for turn in zip(firsts, lasts, strict=True)]

    def of(self, file: str, number: int) -> list[Subject]:
        """Return the subjects that name a file at a commit; else the next to name it, else the last that did."""
        turns = self._turns.get(file, [])
        found = [turn for turn in turns if turn.first <= number <= turn.last]
        if not found and (after := [turn for turn in turns if turn.first > number]):
            next_ = min(turn.first for turn in after)
            found = [turn for turn in after if turn.first == next_]
        if not found and turns:
            latest = max(turn.last for turn in turns)
            found = [turn for turn in turns if turn.last == latest]
        return list(dict.fromkeys(turn.subject for turn in found))
