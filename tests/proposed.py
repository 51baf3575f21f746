"""The letters that are proposed for client `acme`, and the lists in a letter."""

from __future__ import annotations

from datetime import date

from acting import OPTIONS, client, judged, ledger
from client_ledger.letters.choice import proposals
from client_ledger.letters.leaving import leaving_letter


def letters_on(day, folder, formatter, acme, *contracts, options=OPTIONS, last_day=None):
    """Return the letters one may choose from on a day, by their titles."""
    judgement = judged(folder, ledger(acme, *contracts), day, options)
    last = date.fromisoformat(last_day) if last_day else judgement.pipeline.last_day("acme")
    return {formatter.format(each.title): each for each in proposals(judgement.clients["acme"], last, formatter)}


def leaving(folder, formatter, *contracts, day="2026-03-01", last="2026-03-15", acme=None, with_reasons=False):
    """Return the letter that ends the work for `acme`, on a day, with a last day."""
    found = judged(folder, ledger(acme or client(), *contracts), day).clients["acme"]
    return leaving_letter(found, date.fromisoformat(last), formatter, with_reasons=with_reasons)


def lines_of(letter):
    """Return the lines of a letter's lists."""
    return [line for line in letter.text.splitlines() if line.startswith("– ")]
