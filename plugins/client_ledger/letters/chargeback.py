"""The letter that answers a chargeback, to the payment processor."""

from __future__ import annotations

from decimal import Decimal

from client_ledger.book.billed_invoice import Received
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.letter import write
from client_ledger.letters.reminders import Reminder
from client_ledger.signs.invoice_lines import open_invoices
from client_ledger.signs.sign import Facts
from client_ledger.text.message import Amount, Formatter, Message, msg


def chargeback(client: JudgedClient, formatter: Formatter) -> Reminder | None:
    """Return the answer to the chargebacks on invoices that are open again; None if there are none."""
    found = [(bill, each) for bill in open_invoices(client.view) for each in _taken_back(bill)]
    if not found:
        return None
    sums: dict[str, Decimal] = {}
    for bill, payment in found:
        sums[bill.currency] = sums.get(bill.currency, Decimal(0)) + payment.amount
    values: Facts = {
        "client": client.timeline.client.name,
        "amounts": tuple(Amount(value, currency) for currency, value in sorted(sums.items())),
        "facts": [_line(bill, payment) for bill, payment in found],
        "proof": [*_proof([bill for bill, _ in found])],
    }
    return Reminder(
        msg("Dispute the chargeback with the payment processor"), write("chargeback", values, formatter), None
    )


def _taken_back(bill: InvoiceStatus) -> list[Received]:
    return [each for each in bill.billed.payments if each.why == "chargeback" and each.is_back_by(bill.day)]


def _line(bill: InvoiceStatus, payment: Received) -> Message:
    return msg(
        "invoice {id}: {amount}, paid on {paid}, taken back on {returned}",
        id=bill.record.id,
        amount=Amount(payment.amount, bill.currency),
        paid=payment.day,
        returned=payment.returned or bill.day,
    )


def _proof(bills: list[InvoiceStatus]) -> list[Message]:
    """Return what to enclose: the contract if one was signed, the invoices, the approval and the delivery."""
    contracts = {bill.contract.id: bill.contract for bill in bills}.values()
    signed = [
        msg("the contract “{title}”, signed on {day}", title=each.title, day=each.signed)
        for each in contracts
        if each.signed
    ]
    numbers = tuple(dict.fromkeys(bill.record.id for bill in bills))
    return [
        *signed,
        msg("the invoice: {ids}", ids=numbers),
        msg("the client's approval, in writing"),
        msg("proof of the delivery, with its day"),
    ]
