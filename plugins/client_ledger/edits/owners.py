"""Find the client, contract or invoice that a few letters mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import TypeAlias

from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.book.records import Invoice
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.problems import nearest
from client_ledger.project import Project
from client_ledger.text.cli_language import tr

LISTED = 6
Fits: TypeAlias = Callable[[str, str], bool]


class Ambiguous(EditRefused):
    """What was typed matches several; `ids` are the most likely ones."""

    def __init__(self, word: str, found: list[str], likely: list[str]) -> None:
        listed = ", ".join(found[:LISTED]) + (", …" if len(found) > LISTED else "")
        super().__init__(tr("'{word}' can mean {names}; write more of it", word=word, names=listed))
        self.ids = likely or found


def find_client(project: Project, word: str) -> Client:
    """Return the client with this id or name, or an unambiguous part of either; raise EditRefused otherwise."""
    clients = project.ledger.clients
    names = {identity: (identity, client.name) for identity, client in clients.items()}
    return clients[meant_by(tr("client"), word, names)]


def find_contract(project: Project, word: str) -> Contract:
    """Return the contract with this id or an unambiguous part of it, or the running contract of a client of this name.

    A running contract is preferred.
    """
    contracts = project.ledger.contracts
    running = running_contracts(project)
    names = {identity: (identity, *_client_with_one(project, contracts[identity], running)) for identity in contracts}
    return contracts[meant_by(tr("contract"), word, names, running)]


def find_either(project: Project, word: str) -> Client | Contract:
    """Return the contract or client with this id or an unambiguous part of it; raise EditRefused otherwise.

    A part that only fits a client and contracts of this client means the client.
    """
    ledger = project.ledger
    if word in ledger.contracts:
        return ledger.contracts[word]
    if word in ledger.clients:
        return ledger.clients[word]
    names: dict[str, tuple[str, ...]] = {
        identity: (identity, client.name) for identity, client in ledger.clients.items()
    }
    names |= {identity: (identity,) for identity in ledger.contracts}
    try:
        found = meant_by(tr("client or contract"), word, names)
    except Ambiguous as several:
        clients = {ledger.contracts[each].client if each in ledger.contracts else each for each in several.ids}
        if len(clients) > 1 or not clients <= {*several.ids}:
            raise
        (found,) = clients
    return ledger.contracts.get(found) or ledger.clients[found]


def find_invoice(project: Project, word: str) -> tuple[Contract, Invoice]:
    """Return the invoice whose id is, begins with or ends with this, open ones first, and its contract."""
    found = invoices_of(project)
    unpaid = [identity for identity in found if is_open(project, identity)]
    names = {identity: (identity,) for identity in found}
    return found[meant_by(tr("invoice"), word, names, unpaid, (str.__eq__, is_either_end))]


def invoices_of(project: Project) -> dict[str, tuple[Contract, Invoice]]:
    """Return every invoice of the ledger and its contract by the invoice's id."""
    contracts = project.ledger.contracts.values()
    return {invoice.id: (contract, invoice) for contract in contracts for invoice in contract.invoices}


def running_contracts(project: Project) -> list[str]:
    """Return the ids of the running contracts."""
    return [contract.id for contract in project.ledger.contracts.values() if contract.stage in RUNNING]


def is_open(project: Project, invoice: str) -> bool:
    """Tell whether the invoice with this id is still to be paid."""
    return status_on(project.invoices[invoice], date.max).is_open


def is_either_end(identity: str, word: str) -> bool:
    """Tell whether an id begins or ends with a word; a number only matches a whole number, leading zeros aside.

    `10` is the end of `F2026-010`, but `1` is neither the end of `F2026-011` nor the beginning of `12-A`.
    """
    if not word.isdecimal():
        return identity.startswith(word) or identity.endswith(word)
    return bool(re.match(rf"{word}(?!\d)", identity) or re.search(rf"(?<!\d)0*{word}$", identity))


def _client_with_one(project: Project, contract: Contract, running: Collection[str]) -> tuple[str, ...]:
    """Return the id and name of a contract's client if this is the client's only running contract."""
    client = project.ledger.clients.get(contract.client)
    theirs = [each.id for each in project.contracts_of.get(contract.client, ()) if each.id in running]
    return (client.id, client.name) if client and theirs == [contract.id] else ()


def meant_by(
    kind: str,
    word: str,
    names: Mapping[str, Iterable[str]],
    preferred: Collection[str] = (),
    ways: Iterable[Fits] = (str.__eq__, str.startswith, str.__contains__),
) -> str:
    """Return the id that `word` is, or else the one found by the first way of matching that finds any."""
    sought = word.casefold().strip()
    by_lowered = {identity.casefold(): identity for identity in names}
    if sought in by_lowered:
        return by_lowered[sought]
    lowered = {identity: [name.casefold() for name in known] for identity, known in names.items()}
    for fits in ways if sought else ():
        found = [identity for identity, known in lowered.items() if any(fits(name, sought) for name in known)]
        likely = [identity for identity in found if identity in preferred]
        if len(found) == 1 or len(likely) == 1:
            return (found if len(found) == 1 else likely)[0]
        if found:
            raise Ambiguous(word, found, likely)
    meant = by_lowered.get(nearest(word, by_lowered) or "")
    if meant:
        raise EditRefused(
            tr("there is no {kind} '{word}' (did you mean '{meant}'?)", kind=kind, word=word, meant=meant)
        )
    raise EditRefused(tr("there is no {kind} '{word}'", kind=kind, word=word))
