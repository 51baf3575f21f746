"""The letter that lets a client go, neutral or with the reasons, and what to record once it is sent."""

from __future__ import annotations

from datetime import date, timedelta

from client_ledger.book.phrase import Phrase, Speaker, Value, phrase
from client_ledger.letters.boundary import ANSWER_WITHIN_DAYS, Afterwards, addressee
from client_ledger.letters.facts import invoice_line, open_invoices, owed
from client_ledger.letters.letter import Letter, write
from client_ledger.letters.reasons import reasons
from client_ledger.project import JudgedClient


def leaving_letter(client: JudgedClient, last_day: date, speaker: Speaker, *, with_reasons: bool = False) -> Letter:
    """Return the letter that ends the work on a day; without any sign at warning there are no reasons to give."""
    bills = open_invoices(client)
    day = client.standing.day
    values: dict[str, Value | list[Phrase]] = {
        "name": addressee(client),
        "today": day,
        "last_day": last_day,
        "answer_by": min(day + timedelta(days=ANSWER_WITHIN_DAYS), last_day),
        "invoices": [invoice_line(client, each) for each in bills],
        "still_open": phrase("Still open are {amounts}:", amounts=owed(client, bills)) if bills else "",
        "please_pay": phrase("Please pay each by its due day, and what is past due by {day}.", day=last_day)
        if bills
        else "",
    }
    why = reasons(client) if with_reasons else []
    return (
        write("leaving-with-reasons", {**values, "reasons": why}, speaker) if why else write("leaving", values, speaker)
    )


def after_leaving(client: JudgedClient, last_day: date) -> Afterwards:
    """Return what to record on the day the letter is sent, and the last day, on which to look again."""
    line = f"- {{date: {client.standing.day}, decision: leave, last_day: {last_day}}}"
    return Afterwards("decisions", line, last_day)
