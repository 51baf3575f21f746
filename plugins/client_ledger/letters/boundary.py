"""The letter that states a limit, and what to record once it is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.greeting import addressee
from client_ledger.letters.letter import Letter, write
from client_ledger.signs.invoice_lines import asked_for, past_due
from client_ledger.signs.sign import Facts
from client_ledger.text.message import Formatter


def reminder(client: JudgedClient, formatter: Formatter) -> Letter | None:
    """Return the letter that asks for what is past due, however long, None when nothing is."""
    bills = past_due(client.view)
    return write("reminder", {**common(client), **asked_for(client.view, bills)}, formatter) if bills else None


ANSWER_WITHIN_DAYS = 7
LOOK_AGAIN_AFTER_DAYS = 30


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What to record once a letter is sent: a line under a field of the client's file, and the day to look again."""

    field: str
    line: str
    look_again: date


def boundary_letter(judged: Judged, client: JudgedClient, formatter: Formatter) -> Letter | None:
    """Return the letter that states the limit for one sign, or None while the sign asks for no letter.

    A sign asks for one from the level on that it names, while there is something to say.
    """
    name = judged.sign.name
    facts = judged.sign.facts(client.case(judged))
    if judged.level < judged.sign.letter_from or facts.get("facts") == []:
        return None
    form = "late-payments-settled" if name == "late-payments" and not facts["overdue"] else name
    window = judged.reading.limits.window_days
    return write(form, {**common(client), "window": window, **facts}, formatter)


def common(client: JudgedClient) -> Facts:
    """Return what every letter that asks for an answer names."""
    day = client.status.day
    return {"name": addressee(client), "today": day, "answer_by": day + timedelta(days=ANSWER_WITHIN_DAYS)}


def afterwards(judged: Judged, client: JudgedClient, formatter: Formatter) -> Afterwards:
    """Return what to record on the day the limit is stated."""
    day = client.status.day
    # A JSON string is a YAML string too, whatever the rule says.
    rule = json.dumps(formatter.format(judged.sign.rule), ensure_ascii=False)
    line = f"- {{date: {day}, sign: {judged.sign.name}, text: {rule}}}"
    return Afterwards("boundaries", line, day + timedelta(days=LOOK_AGAIN_AFTER_DAYS))
