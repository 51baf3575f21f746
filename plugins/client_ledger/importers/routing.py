"""Find the client of each record in a file, if no client was named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.importers.import_result import Target
from client_ledger.importers.importer import Asked, Bill, CreditNote, Fee, Income, Item, Message, Reading, Return, Work
from client_ledger.importers.invoice_numbers import InvoiceNumbers
from client_ledger.importers.money import shown
from client_ledger.importers.payers import is_client, is_writer
from client_ledger.importers.returns import may_have_gone_back
from client_ledger.project import Project
from client_ledger.text.cli_language import tr


@dataclass(slots=True)
class Routed:
    """The records of each client, and in `rest` those of no known client, with the reason."""

    parts: dict[tuple[str, str], list[Item]] = field(default_factory=lambda: defaultdict(list))
    rest: Reading = field(default_factory=Reading)


class Router:
    """Recognises the ledger's clients by invoice numbers, names, addresses and accounts."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._clients = list(project.ledger.clients.values())
        self._owner = {
            invoice.id: contract.client
            for contract in project.ledger.contracts.values()
            for invoice in contract.invoices
            if contract.client in project.ledger.clients
        }
        self._numbers = InvoiceNumbers(self._owner)

    def route(self, items: Iterable[Item]) -> Routed:
        """Return the client of each record; a return goes with its payment."""
        items = list(items)
        lines = {item.id: item.line for item in items if isinstance(item, Income) and item.id}
        routed = Routed()
        paid_by: dict[str, str] = {}
        for item in sorted(items, key=lambda item: isinstance(item, Return)):
            if isinstance(item, Return):
                client = paid_by[item.of] if item.of in paid_by else self._by_return(item)
            else:
                client = self._client(item)
                if isinstance(item, Income) and item.id:
                    paid_by[item.id] = client
            if client:
                routed.parts[client, self._contract(client, item)].append(item)
            else:
                routed.rest.skip(item.line, _unknown(item, lines))
        return routed

    def target(self, client: str, contract: str) -> Target:
        """Return a client with all its contracts, or with one."""
        contracts = self._project.contracts_of.get(client, [])
        mine = [each for each in contracts if not contract or each.id == contract]
        return Target(self._project.ledger.clients[client], tuple(mine))

    def _client(self, item: Item) -> str:
        if isinstance(item, Income):
            named = {self._owner[identity] for identity in self._numbers.named(item.reference)}
            return _only(named) or self._known(item.payer, item.iban) or self._by_amount(item)
        if isinstance(item, Fee):
            return self._known(item.payer)
        if isinstance(item, Bill):
            return self._owner.get(item.id, "") or self._known(item.client)
        if isinstance(item, CreditNote):
            return self._owner.get(item.of, "") or self._known(item.client)
        if isinstance(item, Work):
            of_contract = self._named_contract(item.groups)
            return of_contract.client if of_contract else self._known(item.groups[0] if item.groups else "")
        if isinstance(item, Message):
            return _only({each.id for each in self._clients if is_writer(item.sender, each)})
        return ""

    def _known(self, name: str, iban: str = "") -> str:
        return _only({each.id for each in self._clients if is_client(name, each, iban)})

    def _by_amount(self, income: Income) -> str:
        """Return the only client with an open invoice of an amount; the freelancer is then asked."""
        found = {
            billed.contract.client
            for billed in self._project.invoices.values()
            if income.currency in ("", billed.currency) and status_on(billed, date.max).open == income.amount
        }
        return _only(found & self._project.ledger.clients.keys())

    def _by_return(self, back: Return) -> str:
        """Return the only client who paid exactly the returned amount."""
        found = {billed.contract.client for billed, _ in may_have_gone_back(back, self._project.invoices.values())}
        return _only(found & self._project.ledger.clients.keys())

    def _named_contract(self, groups: Iterable[str]) -> Contract | None:
        names = {name.casefold() for name in groups if name}
        found = [
            contract
            for contract in self._project.ledger.contracts.values()
            if {contract.id.casefold(), contract.title.casefold()} & names
            and contract.client in self._project.ledger.clients
        ]
        return found[0] if len(found) == 1 else None

    def _contract(self, client: str, item: Item) -> str:
        """Return the contract of hours or an invoice, if it is clear."""
        if not isinstance(item, (Work, Bill)):
            return ""
        named = self._named_contract(item.groups) if isinstance(item, Work) else None
        if named:
            return named.id
        contracts = self._project.contracts_of.get(client, [])
        running = [each for each in contracts if each.stage in RUNNING]
        return running[0].id if len(running) == 1 else ""


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _unknown(item: Item, lines: Mapping[str, int]) -> str:
    """Return why a record without a known client is skipped; `lines` are the payments' lines by id."""
    if isinstance(item, Income):
        who = " ".join(item.payer.split()) or tr("no one named")
        return tr("it is from {who} and names no invoice recorded here; no known client matches it", who=who)
    if isinstance(item, Return):
        return _unknown_return(item, lines)
    if isinstance(item, Fee):
        return tr("it is a fee")
    if isinstance(item, (Bill, CreditNote)):
        return tr("it is to {client}, who is not a client here", client=item.client or tr("no one named")) + _hint()
    if isinstance(item, Work):
        return (
            tr(
                "it is for {client}, who is not a client here",
                client=" / ".join(filter(None, item.groups)) or tr("no one named"),
            )
            + _hint()
        )
    if isinstance(item, Asked):
        return tr("name its client or contract with --client or --contract")
    return tr("no client's `contact` names its sender; name the client with --client")


def _unknown_return(back: Return, lines: Mapping[str, int]) -> str:
    money = shown(back.amount, back.currency)
    if back.of in lines:
        line = str(lines[back.of])
        return tr("{money} of the payment on line {line} went back on {day}", money=money, line=line, day=back.day)
    if back.of:
        return tr("{money} went back on {day}, from a payment that is not in the file", money=money, day=back.day)
    return tr(
        "{money} went back on {day}, and the file does not say of which payment; if you know it, import the file "
        "again with --client",
        money=money,
        day=back.day,
    )


def _hint() -> str:
    return tr(": use --contract, or start one with `client-ledger add client`")
