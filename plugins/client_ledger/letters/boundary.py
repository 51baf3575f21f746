"""The letter that states a limit, and what to record once it is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.case import Case
from client_ledger.letters.facts import FACTS
from client_ledger.letters.greeting import addressee
from client_ledger.letters.invoices import asked_for, past_due
from client_ledger.letters.letter import Facts, Letter, write
from client_ledger.signs.sign import Level
from client_ledger.text.message import Formatter, Message, msg


def reminder(client: JudgedClient, formatter: Formatter) -> Letter | None:
    """Return the letter that asks for what is past due, however long, None when nothing is."""
    bills = past_due(client)
    return write("reminder", {**common(client), **asked_for(client, bills)}, formatter) if bills else None


ANSWER_WITHIN_DAYS = 7
LOOK_AGAIN_AFTER_DAYS = 30

RULES: dict[str, Message] = {
    "unreasonable-requests": msg("I answer a request with what is possible, by when and at what price."),
    "scope-creep": msg("Additions begin with an approved price and date."),
    "disrespected-time": msg("I read and answer in my working hours; meetings are moved a day ahead."),
    "harmful-output": msg("I make nothing that misleads or harms others."),
    "late-payments": msg("Work pauses while an invoice is past due."),
    "unpaid-hours": msg("I stop when the agreed hours are used up, until more are agreed."),
    "toxic-behaviour": msg("Insults, threats and contempt end the conversation, then the contract."),
    "unsteady-work": msg("Days that are not booked go to other clients."),
    "contract-gaps": msg("What we agree is written down and signed."),
    "early-red-flags": msg("Work goes on once our terms are agreed in writing."),
}


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What to record once a letter is sent: a line under a field of the client's file, and the day to look again."""

    field: str
    line: str
    look_again: date


def boundary_letter(judged: Judged, client: JudgedClient, formatter: Formatter) -> Letter | None:
    """Return the letter that states the limit for one sign, or None while the sign asks for no letter.

    A sign asks for one from a warning on; contract gaps, which never warn, from watch on, while something is missing.
    """
    case = Case(client, judged.reading)
    name = judged.sign.name
    facts = FACTS[name](case)
    enough = Level.watch if name == "contract-gaps" else Level.warning
    if judged.level < enough or facts.get("facts") == []:
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
    rule = json.dumps(formatter.format(RULES[judged.sign.name]), ensure_ascii=False)
    line = f"- {{date: {day}, sign: {judged.sign.name}, text: {rule}}}"
    return Afterwards("boundaries", line, day + timedelta(days=LOOK_AGAIN_AFTER_DAYS))
