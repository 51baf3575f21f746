"""Finds the client, contract or invoice that a few letters mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.records import Invoice
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.problems import nearest
from client_ledger.project import Project

LISTED = 6


def find_client(project: Project, word: str) -> Client:
    """Return the client of this id, name or unambiguous part of either; raise EditRefused otherwise."""
    clients = project.ledger.clients
    names = {identity: (identity, client.name) for identity, client in clients.items()}
    return clients[_one("client", word, names, [])]


def find_contract(project: Project, word: str) -> Contract:
    """Return the contract of this id or unambiguous part of it; one that runs comes before those that do not."""
    contracts = project.ledger.contracts
    running = [contract.id for contract in contracts.values() if contract.stage in RUNNING]
    return contracts[_one("contract", word, {identity: (identity,) for identity in contracts}, running)]


def find_either(project: Project, word: str) -> Client | Contract:
    """Return the contract or the client of this id or unambiguous part of it; raise EditRefused otherwise."""
    ledger = project.ledger
    if word in ledger.contracts:
        return ledger.contracts[word]
    if word in ledger.clients:
        return ledger.clients[word]
    names: dict[str, tuple[str, ...]] = {
        identity: (identity, client.name) for identity, client in ledger.clients.items()
    }
    names |= {identity: (identity,) for identity in ledger.contracts}
    found = _one("client or contract", word, names, [])
    return ledger.contracts.get(found) or ledger.clients[found]


def find_invoice(project: Project, word: str) -> tuple[Contract, Invoice]:
    """Return the invoice of this id or unambiguous part of it, open ones first, and its contract."""
    found = {
        invoice.id: (contract, invoice)
        for contract in project.ledger.contracts.values()
        for invoice in contract.invoices
    }
    unpaid = [identity for identity, (_, invoice) in found.items() if is_open(invoice)]
    return found[_one("invoice", word, {identity: (identity,) for identity in found}, unpaid)]


def is_open(invoice: Invoice) -> bool:
    """Tell whether an invoice is still to be paid."""
    received = sum(amount for _, amount in invoice.received)
    return not invoice.void and received < invoice.amount


def _one(kind: str, word: str, names: Mapping[str, Iterable[str]], preferred: Collection[str]) -> str:
    """Return the one id that `word` names: exactly, by a beginning, or by a part."""
    sought = word.casefold().strip()
    lowered = {identity: [name.casefold() for name in known] for identity, known in names.items()}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [identity for identity, known in lowered.items() if any(fits(name, sought) for name in known)]
        likely = [identity for identity in found if identity in preferred]
        if len(found) == 1 or len(likely) == 1:
            return (found if len(found) == 1 else likely)[0]
        if found:
            listed = ", ".join(found[:LISTED]) + (", …" if len(found) > LISTED else "")
            raise EditRefused(f"'{word}' may be any of {listed}; write more of it")
    by_lowered = {identity.casefold(): identity for identity in names}
    meant = by_lowered.get(nearest(word, by_lowered) or "")
    raise EditRefused(f"there is no {kind} '{word}'" + (f" (did you mean '{meant}'?)" if meant else ""))
