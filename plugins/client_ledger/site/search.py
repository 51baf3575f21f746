"""What search finds a page by."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date

from markupsafe import escape

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.book.records import Invoice
from client_ledger.frontmatter.problems import Place
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.past import MESSAGES_SHOWN, messages_up_to, past_invoices, past_messages
from client_ledger.site.pages import Kind


def searchable(kind: Kind | None, words: str, judgement: Judgement) -> str:
    """Return the HTML to index for a page: its own Markdown and its client's or contract's records.

    Other pages' records are found on the pages of clients and contracts. A heading without a name ends the last section
    of the Markdown, so that the records are found on the page as a whole.
    """
    ledger = judgement.project.ledger
    found: Iterable[str | None] = ()
    if kind is None:
        return words
    if kind.name == "client" and kind.subject:
        contracts = judgement.project.contracts_of.get(kind.subject, [])
        elsewhere = _elsewhere(judgement, kind.subject)
        found = _of_client(ledger.clients[kind.subject], contracts, judgement.day, elsewhere)
    elif kind.name == "invoices" and kind.subject:
        settled = _past_invoices(judgement, kind.subject)[int(kind.part or 0)]
        found = (_of_invoice(each.record) for each in settled)
    elif kind.name == "messages" and kind.subject:
        messages = past_messages(ledger.clients[kind.subject], judgement.day)
        found = (each.text for each in messages[int(kind.part or 0)])
    elif kind.name == "contract" and kind.subject:
        contract = ledger.contracts[kind.subject]
        found = _of_contract(contract, _elsewhere(judgement, contract.client))
    elif kind.name == "hours" and kind.subject:
        worked = judgement.clients[kind.subject].timeline.hours.between(date.min, judgement.day)
        found = (each.record.task for each in worked if str(each.record.date.year) == kind.part)
    texts = "\n".join(text for text in dict.fromkeys(found) if text)
    return f"{words}<h2></h2><p>{escape(texts)}</p>" if texts else words


def _past_invoices(judgement: Judgement, client: str) -> dict[int, tuple[InvoiceStatus, ...]]:
    if client not in judgement.clients:
        return {}
    return past_invoices(judgement.clients[client].timeline.invoices, judgement.day)


def _elsewhere(judgement: Judgement, client: str) -> set[Place]:
    """Return the places of a client's invoices that are on pages of past years."""
    return {each.record.place for settled in _past_invoices(judgement, client).values() for each in settled}


def _of_invoice(invoice: Invoice) -> str:
    return f"{invoice.id} {invoice.disputed or ''}".strip()


def _of_client(
    client: Client, contracts: Iterable[Contract], day: date, elsewhere: Container[Place]
) -> Iterator[str | None]:
    yield from (client.name, client.id, *client.contact, client.source, client.country)
    earlier = {each.place for each in messages_up_to(client, day)[MESSAGES_SHOWN:]}
    for message in client.messages:
        if message.place not in earlier:
            yield message.text
    for request in client.requests:
        yield request.text
    for incident in client.incidents:
        yield f"{incident.kind.replace('-', ' ')} {incident.text or ''}"
        yield from incident.evidence
    for boundary in client.boundaries:
        yield boundary.text
    for acceptance in client.accepted:
        yield acceptance.why
    for decision in client.decisions:
        yield decision.why
    for contract in contracts:
        yield contract.title
        yield " ".join(invoice.id for invoice in contract.invoices if invoice.place not in elsewhere)


def _of_contract(contract: Contract, elsewhere: Container[Place]) -> Iterator[str | None]:
    yield from (contract.title, contract.id, contract.client, contract.next_action)
    yield from (*contract.objectives, *contract.deliverables, *contract.responsibilities)
    for invoice in contract.invoices:
        if invoice.place not in elsewhere:
            yield _of_invoice(invoice)
    for request in contract.requests:
        yield request.text
        yield from request.evidence
