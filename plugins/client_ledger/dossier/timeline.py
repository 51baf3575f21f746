"""One client's records as facts by day, each with its place and its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import Contract
from client_ledger.book.records import Incident, Request
from client_ledger.frontmatter.problems import Place
from client_ledger.history.values import choices
from client_ledger.judging.judgement import JudgedClient
from client_ledger.text.message import Amount, Label, Message, Quantity, Share, Value, msg


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened; `kind` is the list it is in, `evidence` is relative to evidence/.

    An acceptance has no day of its own.
    """

    day: date | None
    kind: str
    text: Message
    place: Place
    moment: datetime | None = None
    evidence: tuple[str, ...] = ()

    @property
    def is_field(self) -> bool:
        """Whether it is a single field of a file and not a record in a list."""
        return self.kind == "contract"

    @property
    def order(self) -> tuple[date, time, Place, str]:
        """Its sort key by time; facts without a day come last."""
        return self.day or date.max, self.moment.time() if self.moment else time.min, self.place, self.kind


def facts(judged: JudgedClient) -> tuple[Fact, ...]:
    """Return all of a client's facts up to the day judged."""
    day = judged.status.day
    found = [*_of_client(judged)]
    for contract in judged.timeline.contracts:
        found += _of_contract(contract, judged)
    return tuple(sorted((fact for fact in found if fact.day is None or fact.day <= day), key=lambda fact: fact.order))


def _of_client(judged: JudgedClient) -> Iterator[Fact]:
    client = judged.timeline.client
    for message in client.messages:
        text = msg("message ({channel}): {text}", text=message.text or "–", channel=message.channel or "–")
        yield Fact(message.day, "messages", _whole(text, message, "at"), message.place, message.at)
    for incident in client.incidents:
        yield _incident(incident)
    for request in client.requests:
        yield _request(request)
    for boundary in client.boundaries:
        text = msg("boundary stated ({sign}): {text}", sign=Label(boundary.sign), text=boundary.text)
        yield Fact(boundary.date, "boundaries", _whole(text, boundary, "date"), boundary.place)
    for decision in client.decisions:
        text = msg("decision: {decision}; {why}", decision=Label(decision.decision), why=decision.why or "–")
        yield Fact(decision.date, "decisions", _whole(text, decision, "date"), decision.place)
    for accepted in client.accepted:
        sign = Label(accepted.sign)
        text = msg("{sign} accepted until {until}: {why}", sign=sign, until=accepted.until, why=accepted.why)
        yield Fact(None, "accepted", _whole(text, accepted), accepted.place)


def _whole(text: Message, record: Any, *covered: str) -> Message:  # noqa: ANN401 - any of the format's records
    """Return a sentence extended by the record's other fields; its values are named like the fields it covers.

    `covered` are fields that the fact already covers. Fields with their default value are left out.
    """
    known = {"place", "evidence", *text.values, *covered}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in known and value != field.default:
            text = msg(
                "{fact}; {field}: {value}", fact=text, field=Label(field.name), value=_value_of(field.name, value)
            )
    return text


def _value_of(name: str, value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(each for each in value if isinstance(each, date))
    if isinstance(value, bool):
        return Label("yes" if value else "no")
    if isinstance(value, date):
        return value
    if isinstance(value, Fraction):
        return Share(value) if name in {"vat", "withholding"} else Quantity(value)
    return Label(str(value)) if name in choices() else str(value)


def _incident(incident: Incident) -> Fact:
    text = msg(
        "{kind} ({severity}): {text}",
        kind=Label(incident.kind),
        severity=Label(incident.severity),
        text=incident.text or "–",
    )
    return Fact(incident.date, "incidents", _whole(text, incident, "date"), incident.place, evidence=incident.evidence)


def _request(request: Request) -> Fact:
    text = msg("request: {text}; answer: {answer}", text=request.text, answer=Label(request.answer))
    return Fact(request.date, "requests", _whole(text, request, "date"), request.place, evidence=request.evidence)


def _of_contract(contract: Contract, judged: JudgedClient) -> Iterator[Fact]:
    currency = currency_of(contract, judged.timeline.client, judged.timeline.settings)
    if contract.signed:
        text = msg("contract signed: {title}", title=contract.title)
        yield Fact(contract.signed, "contract", text, contract.places.get("signed", contract.place))
    for request in contract.requests:
        yield _request(request)
    for worked in contract.hours:
        hours = Quantity(worked.hours)
        text = msg("{hours} h: {task}", hours=hours, task=worked.task or "–")
        if not worked.in_scope:
            text = msg("{hours} h outside the scope: {task}", hours=hours, task=worked.task or "–")
        yield Fact(worked.date, "hours", _whole(text, worked, "date", "in_scope"), worked.place)
    for billed in judged.timeline.bills[contract.id]:
        invoice = billed.record
        amount = Amount(invoice.amount, currency)
        text = msg("invoice {id} of {amount}, due {due}", id=invoice.id, amount=amount, due=contract.due(invoice))
        if invoice.void:
            text = msg("void invoice {id} of {amount}", id=invoice.id, amount=amount)
        text = _whole(text, invoice, "issued", "paid", "payments", "void")
        yield Fact(invoice.issued, "invoices", text, invoice.place)
        for each in billed.payments:
            amount = Amount(each.amount, currency)
            text = msg("payment of {amount} for invoice {id}", amount=amount, id=invoice.id)
            yield Fact(each.day, "payments", text, invoice.place)
            if each.returned and each.why:
                why = Label(each.why)
                text = msg(
                    "payment of {amount} for invoice {id} returned: {why}", amount=amount, id=invoice.id, why=why
                )
                yield Fact(each.returned, "payments", text, invoice.place)
    for note in contract.credit_notes:
        amount = Amount(note.amount, currency)
        text = msg(
            "credit note {id} of {amount} for invoice {invoice}", id=note.id, amount=amount, invoice=note.invoice
        )
        yield Fact(note.issued, "credit_notes", _whole(text, note, "issued", "amount", "invoice"), note.place)
