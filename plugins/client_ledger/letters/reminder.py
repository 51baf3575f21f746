"""The letter that asks for what is past due, and states no limit."""

from __future__ import annotations

from client_ledger.book.phrase import Speaker
from client_ledger.judgement import JudgedClient
from client_ledger.letters.boundary import common
from client_ledger.letters.invoices import asked_for, past_due
from client_ledger.letters.letter import Letter, write


def reminder(client: JudgedClient, speaker: Speaker) -> Letter | None:
    """Return the letter that asks for what is past due, however long, None when nothing is."""
    bills = past_due(client)
    return write("reminder", {**common(client), **asked_for(client, bills)}, speaker) if bills else None
