"""What the site and the commands show of the history: entries, trails, where a record comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from client_ledger.book.phrase import Phrase
from client_ledger.history.changes import Change
from client_ledger.history.facts import Kind
from client_ledger.history.log import Commit
from client_ledger.history.sentences import sentences

Signature: TypeAlias = Literal["verified", "unverified", "none"]


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What changed in one file, which stood at `file` then (relative to the ledger folder)."""

    kind: Kind
    file: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one commit changed of one subject: a client, a contract, a page, the settings, or a stray file.

    `commit` is None for what is not yet committed. `client` is the client a contract belongs to.
    """

    commit: Commit | None
    kind: Kind
    id: str
    client: str | None
    files: tuple[FileChanges, ...]

    @property
    def sentences(self) -> Iterator[Phrase]:
        """The changes in words, one sentence a field."""
        for part in self.files:
            for change in part.changes:
                yield from sentences(part.file, change)


@dataclass(frozen=True, slots=True)
class Day:
    """A day's entries, newest first; `day` is None for what is not yet committed."""

    day: date | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record comes from.

    `recorded` is the commit it was first written in, `changed` the last that changed it since, `altered` the
    last that replaced or took away a fact already given (setting `paid` completes an invoice, changing its
    amount alters it). It is not `exact` where it may have stood in a version before that cannot be read.
    `committed` tells whether it stands in the last commit as it stands now; where that cannot be read, `recorded`
    is None all the same. `days_after` is how many days after it happened it was recorded, negative when before,
    None when either is unknown.
    """

    recorded: Commit | None
    changed: Commit | None
    altered: Commit | None
    committed: bool
    days_after: int | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that records point at: its SHA-256 as it stands now, the commit that added it, the last to change it."""

    file: str
    sha256: str | None
    added: Commit | None
    changed: Commit | None
    committed: bool
