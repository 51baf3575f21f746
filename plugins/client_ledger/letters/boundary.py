"""The letter that states a boundary, and what to record once it is sent."""

from __future__ import annotations

import json
from datetime import timedelta

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.afterwards import Afterwards
from client_ledger.letters.forms import special_form
from client_ledger.letters.greeting import common
from client_ledger.letters.letter import Letter, has_form, write
from client_ledger.signs.invoice_lines import past_due
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.text.message import Formatter, Label, Message, msg

LOOK_AGAIN_AFTER_DAYS = 30


def boundary_letter(judged: Judged, client: JudgedClient, formatter: Formatter) -> Letter | None:
    """Return the letter that states the boundary for one sign, or None if the sign needs no letter.

    A sign asks for one from the level on that it names, while there is something to say. Who owes anything past due
    is asked for no more work: a letter that would has another form for then. The money itself is asked for by a
    reminder.
    """
    owing = bool(past_due(client.view))
    if owing and judged.sign is LATE_PAYMENTS:
        return None
    if special := special_form(judged, client):
        values = {**common(client), **special.facts}
        return write(special.name, values, formatter) if judged.level >= special.since else None
    facts = judged.sign.facts(client.case(judged))
    if judged.level < judged.sign.letter_from or facts.get("facts") == []:
        return None
    form = judged.sign.name
    if owing and has_form(f"{form}-past-due"):
        form = f"{form}-past-due"
    return write(form, {**common(client), "window": judged.reading.limits.window_days, **facts}, formatter)


def title(judged: Judged, client: JudgedClient) -> Message:
    """Return the purpose of the letter for one sign."""
    special = special_form(judged, client)
    return special.title if special else msg("State the boundary: {sign}", sign=Label(judged.sign.name))


def afterwards(judged: Judged, client: JudgedClient, formatter: Formatter) -> Afterwards:
    """Return what to record on the day the boundary is stated."""
    day = client.status.day
    # A JSON string is also a YAML string, whatever the rule contains.
    special = special_form(judged, client)
    rule = json.dumps(formatter.format(special.rule if special else judged.sign.rule), ensure_ascii=False)
    line = f"- {{date: {day}, sign: {judged.sign.name}, text: {rule}}}"
    return Afterwards("boundaries", line, day + timedelta(days=LOOK_AGAIN_AFTER_DAYS))
