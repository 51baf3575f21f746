"""The letter that lets a client go, neutral or with the reasons, and what to record once it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from client_ledger.book.contract import RUNNING, Stage
from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.boundary import ANSWER_WITHIN_DAYS, Afterwards
from client_ledger.letters.greeting import addressee
from client_ledger.letters.letter import Letter, write
from client_ledger.letters.reasons import reasons
from client_ledger.signs.invoice_lines import invoice_line, open_invoices, owed
from client_ledger.signs.sign import Facts
from client_ledger.signs.view import InvoiceStatus
from client_ledger.text.message import Formatter, Message, msg, plural_msg

OFFERED: frozenset[Stage] = frozenset({"proposal", "negotiation"})


def leaving_letter(client: JudgedClient, last_day: date, formatter: Formatter, *, with_reasons: bool = False) -> Letter:
    """Return the letter that ends the work on a day; without any sign at warning there are no reasons to give.

    Where no contract runs there is nothing to finish: the letter says that one takes on nothing new. A last day
    that is over is told as such, and what is past due is to be paid within the days one waits for an answer.
    """
    bills = open_invoices(client.view)
    day = client.status.day
    answer_by = day + timedelta(days=ANSWER_WITHIN_DAYS)
    offers = [each.title for each in client.timeline.contracts if each.stage in OFFERED]
    values: Facts = {
        "name": addressee(client),
        "last_day": last_day,
        "answer_by": min(answer_by, last_day) if last_day > day else answer_by,
        "invoices": [invoice_line(client.view, each) for each in bills],
        "still_open": plural_msg(
            "One invoice is still open:",
            "{count} invoices are still open, {amounts} in all:",
            len(bills),
            amounts=owed(client.view, bills),
        )
        if bills
        else "",
        "please_pay": _please_pay(bills, day, answer_by) if bills else "",
        "offers": plural_msg(
            "I withdraw my offer: {titles}.", "I withdraw my offers: {titles}.", len(offers), titles=tuple(offers)
        )
        if offers
        else "",
    }
    why = reasons(client) if with_reasons else []
    form = _form(client, last_day)
    return (
        write(f"{form}-with-reasons", {**values, "reasons": why}, formatter) if why else write(form, values, formatter)
    )


def _form(client: JudgedClient, last_day: date) -> str:
    """Return the letter's form: for work that ends, that has ended, or that was never agreed."""
    day = client.status.day
    if last_day <= day and not runs(client):
        return "declining"
    return "ended" if last_day < day else "leaving"


def runs(client: JudgedClient) -> bool:
    """Tell whether any contract with the client runs."""
    return any(each.stage in RUNNING for each in client.timeline.contracts)


def _please_pay(bills: Sequence[InvoiceStatus], day: date, pay_by: date) -> Message:
    """Return by when to pay invoices: those past due by a day, the others by their own."""
    past = sum(each.due < day for each in bills)
    if past == len(bills):
        return plural_msg("Please pay it by {day}.", "Please pay them by {day}.", past, day=pay_by)
    if not past:
        return plural_msg("Please pay it by its due date.", "Please pay each by its due date.", len(bills))
    return msg("Please pay what is past due by {day}, and the rest by its due date.", day=pay_by)


def after_leaving(client: JudgedClient, last_day: date) -> Afterwards:
    """Return what to record on the day the letter is sent, and the last day, on which to look again."""
    line = f"- {{date: {client.status.day}, decision: leave, last_day: {last_day}}}"
    return Afterwards("decisions", line, last_day)
