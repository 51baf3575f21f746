"""The result of one import: its target, its changes, and its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.edits.record import Owner, Record, model_of, read_record
from client_ledger.edits.save import Change
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.importer import Income, Reading
from client_ledger.project import Project
from client_ledger.text.cli_language import tr

GROUPS_LISTED = 8


@dataclass(slots=True)
class Outcome:
    """The result of an import: what it read, what it would change, and what the freelancer should know.

    `returned` are notes on the ledger's payments that it would mark as returned. `unsure` are payments of exactly
    what is open on one invoice, by someone not known to be the client.
    """

    reading: Reading
    read: str = ""
    added: int = 0
    known: int = 0
    returned: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsure: list[tuple[Income, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """The client that gets the records, and one contract or all of the client's."""

    client: Client
    contracts: tuple[Contract, ...]

    def contract(self) -> Contract:
        """Return the contract; raise EditRefused unless there is exactly one."""
        if len(self.contracts) == 1:
            return self.contracts[0]
        identities = ", ".join(contract.id for contract in self.contracts)
        if not identities:
            raise EditRefused(tr("the client {client} has no contract; add one first", client=self.client.id))
        raise EditRefused(
            tr(
                "the client {client} has several contracts ({names}); name one with --contract",
                client=self.client.id,
                names=identities,
            )
        )


def values_of(project: Project, owner: Owner, key: str, records: Sequence[Record]) -> list[object]:
    """Return records as the ledger's reader parses them; raise EditRefused if it cannot."""
    model = model_of(owner, key)
    return [read_record(project, model, record) for record in records]


def listed(names: Iterable[str]) -> str:
    """Return names with their counts, the most frequent first."""
    counted = Counter(names)
    shown = ", ".join(f"{name} ({count})" for name, count in counted.most_common(GROUPS_LISTED))
    return (
        tr("{names} and {count} more", names=shown, count=len(counted) - GROUPS_LISTED)
        if len(counted) > GROUPS_LISTED
        else shown
    )
