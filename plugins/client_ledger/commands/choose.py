"""The client, contract or invoice that a command is about: found by a few letters, or chosen from a list."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.book.records import Invoice
from client_ledger.edits.owners import (
    Ambiguous,
    find_client,
    find_contract,
    find_either,
    find_invoice,
    invoices_of,
    is_open,
    running_contracts,
)
from client_ledger.edits.prompts import confirm, pick
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import Amount, Value, msg

T = TypeVar("T")


def choose_client(project: Project, word: str | None) -> Client:
    """Return the client that a word names; in a terminal, ask if the word is missing or names several."""
    likely = [client.id for client in project.ledger.clients.values() if client.status != "former"]
    return _choose(project, tr("client"), word, likely, find_client)


def choose_contract(project: Project, word: str | None) -> Contract:
    """Return the contract that a word names; in a terminal, ask if the word is missing or names several."""
    return _choose(project, tr("contract"), word, running_contracts(project), find_contract)


def choose_either(project: Project, word: str | None) -> Client | Contract:
    """Return the contract or client that a word names; in a terminal, ask if the word is missing or names several."""
    likely = [*running_contracts(project), *project.ledger.clients]
    return _choose(project, tr("contract or client"), word, likely, find_either)


def choose_invoice(
    project: Project, word: str | None, *, is_likely: Callable[[Project, str], bool] = is_open
) -> tuple[Contract, Invoice]:
    """Return the invoice that a word names, and its contract; in a terminal, confirm a part of an id."""
    likely = [identity for identity in invoices_of(project) if is_likely(project, identity)]
    if word is None and not likely:
        raise EditRefused(tr("there is no invoice for which this can be recorded"))
    return _choose(project, tr("invoice"), word, likely, _find_and_confirm)


def _find_and_confirm(project: Project, word: str) -> tuple[Contract, Invoice]:
    contract, invoice = find_invoice(project, word)
    if word.strip().casefold() != invoice.id.casefold() and sys.stdin.isatty():
        confirm(tr("Is it {invoice}?", invoice=described(project, invoice.id)), abort=True)
    return contract, invoice


def described(project: Project, identity: str) -> str:
    """Describe an invoice, contract or client by what distinguishes it: client, amount and day."""
    invoices, contracts, clients = invoices_of(project), project.ledger.contracts, project.ledger.clients
    if identity in invoices:
        billed = project.invoices[identity]
        amount = cli_formatter().value(Amount(status_on(billed, date.max).open or billed.payable, billed.currency))
        due = tr("due {day}", day=billed.due)
        return f"{identity}  {_name(project, billed.contract)}  {amount}  {due}"
    if identity in contracts:
        contract = contracts[identity]
        values: dict[str, Value] = {"amount": Amount(contract.price, _currency(project, contract))}
        price = cli_formatter().format(replace(PER[contract.billing], values=values))
        began = contract.start or contract.signed
        day = "  " + tr("since {day}", day=began) if began else ""
        return f"{identity}  {_name(project, contract)}  {price}{day}"
    return f"{identity}  {clients[identity].name}"


PER = {"fixed": msg("{amount} in all"), "hourly": msg("{amount} an hour"), "retainer": msg("{amount} a month")}


def _name(project: Project, contract: Contract) -> str:
    client = project.ledger.clients.get(contract.client)
    return client.name if client else contract.client


def _currency(project: Project, contract: Contract) -> str:
    client = project.ledger.clients.get(contract.client)
    return contract.currency or (client.currency if client else None) or project.settings.currency


def _choose(project: Project, label: str, word: str | None, likely: list[str], find: Callable[[Project, str], T]) -> T:
    if word is not None:
        try:
            return find(project, word)
        except Ambiguous as several:
            if not sys.stdin.isatty():
                raise
            likely = several.ids
    return pick(
        label, {identity: described(project, identity) for identity in likely}, lambda text: find(project, text)
    )
