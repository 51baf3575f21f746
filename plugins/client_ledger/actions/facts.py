"""One client's records as facts in order of time, each with its place and the files it points at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from client_ledger.book.contract import Contract
from client_ledger.book.phrase import Amount, Phrase, Quantity, Term, Value, phrase
from client_ledger.book.problems import Place
from client_ledger.book.records import Incident, Request
from client_ledger.judgement import JudgedClient
from client_ledger.signs.view import currency_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened; `kind` is the list of the format it stands in, `evidence` relative to evidence/."""

    day: date
    kind: str
    text: Phrase
    place: Place
    moment: datetime | None = None
    evidence: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[date, time, Place, str]:
        """Its order in time."""
        return self.day, self.moment.time() if self.moment else time.min, self.place, self.kind


def facts(judged: JudgedClient) -> tuple[Fact, ...]:
    """Return all of a client's facts up to the day judged."""
    day = judged.standing.day
    found = [*_of_client(judged)]
    for contract in judged.timeline.contracts:
        found += _of_contract(contract, judged)
    return tuple(sorted((fact for fact in found if fact.day <= day), key=lambda fact: fact.order))


def _of_client(judged: JudgedClient) -> Iterator[Fact]:
    client = judged.timeline.client
    for message in client.messages:
        flags: dict[str, Value] = {"text": message.text or "–", "channel": message.channel or "–"}
        said = phrase("message ({channel}): {text}", **flags)
        if message.reply == "now" or message.urgent:
            said = phrase("urgent message, or one that asks for a reply now ({channel}): {text}", **flags)
        yield Fact(message.day, "messages", said, message.place, message.at)
    for incident in client.incidents:
        yield Fact(incident.date, "incidents", _incident(incident), incident.place, evidence=incident.evidence)
    for request in client.requests:
        yield _request(request)
    for boundary in client.boundaries:
        text = phrase("boundary stated ({sign}): {text}", sign=Term(boundary.sign), text=boundary.text)
        yield Fact(boundary.date, "boundaries", text, boundary.place)
    for decision in client.decisions:
        text = phrase("decision: {decision}; {why}", decision=Term(decision.decision), why=decision.why or "–")
        yield Fact(decision.date, "decisions", text, decision.place)


def _incident(incident: Incident) -> Phrase:
    return phrase(
        "{kind} ({severity}): {text}",
        kind=Term(incident.kind),
        severity=Term(incident.severity),
        text=incident.text or "–",
    )


def _request(request: Request) -> Fact:
    text = phrase("request: {text}; answer: {answer}", text=request.text, answer=Term(request.answer))
    return Fact(request.date, "requests", text, request.place, evidence=request.evidence)


def _of_contract(contract: Contract, judged: JudgedClient) -> Iterator[Fact]:
    currency = currency_of(contract, judged.timeline.client, judged.timeline.settings)
    if contract.signed:
        text = phrase("contract signed: {title}", title=contract.title)
        yield Fact(contract.signed, "contract", text, contract.places.get("signed", contract.place))
    for request in contract.requests:
        yield _request(request)
    for worked in contract.hours:
        hours = Quantity(worked.hours)
        text = phrase("{hours} h: {task}", hours=hours, task=worked.task or "–")
        if not worked.in_scope:
            text = phrase("{hours} h outside the scope: {task}", hours=hours, task=worked.task or "–")
        yield Fact(worked.date, "hours", text, worked.place)
    for invoice in contract.invoices:
        amount = Amount(invoice.amount, currency)
        text = phrase("invoice {id} of {amount}, due {due}", id=invoice.id, amount=amount, due=contract.due(invoice))
        if invoice.void:
            text = phrase("void invoice {id} of {amount}", id=invoice.id, amount=amount)
        yield Fact(invoice.issued, "invoices", text, invoice.place)
        for paid, part in invoice.received:
            text = phrase("payment of {amount} for invoice {id}", amount=Amount(part, currency), id=invoice.id)
            yield Fact(paid, "payments", text, invoice.place)
