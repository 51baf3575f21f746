"""The letter that ends the work for a client, neutral or with reasons, and what to record once it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from client_ledger.book.contract import RUNNING, Stage
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.afterwards import Afterwards
from client_ledger.letters.greeting import ANSWER_WITHIN_DAYS, addressee
from client_ledger.letters.letter import Letter, write
from client_ledger.letters.reasons import reasons
from client_ledger.signs.invoice_lines import invoice_line, open_invoices, owed
from client_ledger.signs.sign import Facts
from client_ledger.text.message import Formatter, Message, msg, plural_msg

OFFERED: frozenset[Stage] = frozenset({"proposal", "negotiation"})
DELIVERED: frozenset[Stage] = frozenset({"completed", "terminated"})


def leaving_letter(client: JudgedClient, last_day: date, formatter: Formatter, *, with_reasons: bool = False) -> Letter:
    """Return the letter that ends the work on a day; if no sign is at warning, there are no reasons to give.

    If no contract runs, there is nothing to finish: the letter asks for payment of delivered work, or
    declines new work. A last day in the past is described as such. What is past due must be paid within
    the time for an answer, and nothing is handed over before open invoices are paid.
    """
    bills = open_invoices(client.view)
    day = client.status.day
    answer_by = day + timedelta(days=ANSWER_WITHIN_DAYS)
    form = _form(client, last_day, bills)
    why = reasons(client) if with_reasons else []
    values: Facts = {
        "name": addressee(client),
        "last_day": last_day,
        "answer_by": answer_by,
        "why": msg("My reasons:") if why else "",
        "reasons": why,
        "handover": _handover(client, form, bills),
        "rights": _rights(bills),
        "offers": _offers(client),
        "invoices": [invoice_line(each) for each in bills],
        "overdue": owed(bills),
        "still_open": _still_open(bills) if bills else "",
        "please_pay": _please_pay(bills, answer_by) if bills else "",
        "ask": _ask(form, bills, min(answer_by, last_day) if last_day > day else answer_by),
        "wish": "" if why or bills or _harms(client) else msg("I wish you and the project every success."),
    }
    return write(form, values, formatter)


def _form(client: JudgedClient, last_day: date, bills: Sequence[InvoiceStatus]) -> str:
    """Return the letter's form: for work that ends, that has ended, that is unpaid, or that was never agreed."""
    day = client.status.day
    if last_day <= day and not runs(client):
        unpaid = any(each.is_past_due and each.contract.stage in DELIVERED for each in bills)
        return "delivered-unpaid" if unpaid and not _harms(client) else "declining"
    return "ended" if last_day < day else "leaving"


def runs(client: JudgedClient) -> bool:
    """Tell whether any contract with the client runs."""
    return any(each.stage in RUNNING for each in client.timeline.contracts)


def _harms(client: JudgedClient) -> bool:
    """Tell whether a knock-out is critical: then no work is finished, and the letter has no good wishes."""
    return client.status.verdict == "leave-now"


def _handover(client: JudgedClient, form: str, bills: Sequence[InvoiceStatus]) -> Message | str:
    """Return what is still finished and handed over; if anything is open, only on payment."""
    if form == "delivered-unpaid":
        return msg("Once it is paid, I will hand over what I still have.")
    if form == "declining":
        return ""
    if bills and any(each.contract.rights for each in bills):
        return msg(
            "I will not start anything new. As soon as the open invoices are paid, I will hand over the files and "
            "the access you need to go on. The rights in the work then pass to you as we agreed."
        )
    if bills:
        return msg(
            "I will not start anything new. As soon as the open invoices are paid, I will hand over the files and "
            "the access you need to go on."
        )
    if _harms(client):
        return msg("I will not start anything new, and I will hand over the files and the access that are yours.")
    if form == "ended":
        return msg("I will now hand over the files, the access and the notes you need to go on.")
    return msg(
        "Until then I will finish what we agreed and you have paid for, "
        "and hand over the files, the access and the notes you need to go on."
    )


def _ask(form: str, bills: Sequence[InvoiceStatus], answer_by: date) -> Message:
    if form == "declining":
        return msg("Please tell me by {day} whether I should return or delete what you gave me.", day=answer_by)
    if bills:
        return msg("Please tell me by {day} who should receive everything once it is paid.", day=answer_by)
    return msg("Please tell me by {day} who should receive everything.", day=answer_by)


def _rights(bills: Sequence[InvoiceStatus]) -> Message | str:
    """Return when the rights in unpaid work pass, if its contract says so."""
    clauses = tuple(dict.fromkeys(each.contract.rights for each in bills if each.contract.rights))
    return (
        msg("The rights in the work pass to you as our contract says: {clauses}.", clauses=clauses) if clauses else ""
    )


def _offers(client: JudgedClient) -> Message | str:
    offers = tuple(each.title for each in client.timeline.contracts if each.stage in OFFERED)
    if not offers:
        return ""
    return plural_msg("I withdraw my offer: {titles}.", "I withdraw my offers: {titles}.", len(offers), titles=offers)


def _still_open(bills: Sequence[InvoiceStatus]) -> Message:
    return plural_msg(
        "One invoice is still open:",
        "{count} invoices are still open, {amounts} in all:",
        len(bills),
        amounts=owed(bills),
    )


def _please_pay(bills: Sequence[InvoiceStatus], pay_by: date) -> Message:
    """Return when to pay the invoices: those past due by a day, the others by their due days."""
    past = sum(each.is_past_due for each in bills)
    if past == len(bills):
        return plural_msg("Please pay it by {day}.", "Please pay them by {day}.", past, day=pay_by)
    if not past:
        return plural_msg("Please pay it by its due date.", "Please pay each by its due date.", len(bills))
    return msg("Please pay what is past due by {day}, and the rest by its due date.", day=pay_by)


def after_leaving(client: JudgedClient, last_day: date) -> Afterwards:
    """Return what to record on the day the letter is sent, and the last day to look at again."""
    line = f"- {{date: {client.status.day}, decision: leave, last_day: {last_day}}}"
    return Afterwards("decisions", line, last_day)
