"""The letters that are proposed for client `acme`, and the lists in a letter."""

from __future__ import annotations

from datetime import date

from acting import OPTIONS, judged, ledger
from client_ledger.letters.choice import proposals


def letters_on(day, folder, formatter, acme, *contracts, options=OPTIONS, last_day=None):
    """Return the letters one may choose from on a day, by their titles."""
    judgement = judged(folder, ledger(acme, *contracts), day, options)
    last = date.fromisoformat(last_day) if last_day else judgement.pipeline.last_day("acme")
    return {formatter.format(each.title): each for each in proposals(judgement.clients["acme"], last, formatter)}


def lines_of(letter):
    """Return the lines of a letter's lists."""
    return [line for line in letter.text.splitlines() if line.startswith("– ")]
