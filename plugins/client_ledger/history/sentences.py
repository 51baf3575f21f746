"""Describe changes in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from client_ledger.history.changes import Change
from client_ledger.history.values import NUMBERS, YES_NO, Facts, choices
from client_ledger.text.message import Label, Message, Quantity, Single, Value, msg, plural_msg

LONGEST = 120
AROUND = 40
FIELD = re.compile(r"\{(\w+)\}")
MOST_REMEMBERED = 8192
PAYMENT = re.compile(r"amount (\S+), date (\S+?)(?:, returned (\S+), why (\S+))?")
SHORT_NUMBER = re.compile(r"\d{1,15}(\.\d{1,2})?", re.ASCII)


# The name of a record of each list, with its fields filled in.
NAMES = {
    "invoices": msg("invoice {id}"),
    "credit_notes": msg("credit note {id}"),
    "incidents": msg("incident {date} ({kind})"),
    "messages": msg("message {at}"),
    "requests": msg("request {date} (“{text}”)"),
    "boundaries": msg("boundary {date} ({sign})"),
    "accepted": msg("acceptance of {sign} until {until}"),
    "decisions": msg("decision {date} ({decision})"),
    "hours": msg("{hours} h on {date}"),
}
OF_A_FILE = {
    "added": msg("{file} added"),
    "removed": msg("{file} removed"),
    "content": msg("{file}: its content changed"),
    "unreadable": msg("{file} could not be read"),
    "format": msg("{file}: comments or formatting only"),
    "text": msg("{file}: the text below the fields edited"),
}
HOURS_WITH_TASK = msg("{hours} h on {date} ({task})")
FIELDS = {template.text: FIELD.findall(template.text) for template in (*NAMES.values(), HOURS_WITH_TASK)}


def sentences(file: str, change: Change) -> Iterator[Message]:
    """Yield the sentences for a change of a file, one for each field."""
    if change.kind == "record":
        yield from _record(change)
    elif change.kind == "field":
        yield _field(change.name, _text(change.before), _text(change.after))
    elif change.kind == "records":
        count = int(str(change.after))
        yield plural_msg("{list}: {count} record", "{list}: {count} records", count, list=Label(change.name))
    elif change.kind == "renamed":
        yield msg("{before} renamed to {after}", before=str(change.before), after=str(change.after))
    else:
        yield Message(OF_A_FILE[change.kind].text, {"file": file})


def _record(change: Change) -> Iterator[Message]:
    if not isinstance(change.before, tuple):
        yield msg("{record} added", record=record_name(change.name, change.after))
        return
    name = record_name(change.name, change.before)
    if change.after is None:
        yield msg("{record} removed", record=name)
        return
    for field, before, after in change.fields:
        yield msg("{record}: {change}", record=name, change=_field(field, before, after))


def _field(name: str, before: str | None, after: str | None) -> Message:
    head, _, rest = name.partition(".")
    if rest:
        return msg("{record}: {change}", record=Label(head), change=_field(rest, before, after))
    label = Label(name)
    if before is None:
        return msg("{field} set to {after}", field=label, after=_value(name, after or ""))
    if after is None:
        return msg("{field} removed (it was {before})", field=label, before=_value(name, before))
    before, after = _from_the_difference(before, after)
    return msg("{field}: {before} → {after}", field=label, before=_value(name, before), after=_value(name, after))


def _from_the_difference(before: str, after: str) -> tuple[str, str]:
    """Cut the common start of two long texts, so that their difference is not cut off."""
    shorter = min(len(before), len(after))
    same = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    if same < LONGEST - AROUND:
        return before, after
    start = max(before[: same - AROUND].rfind(" "), 0)
    return f"…{before[start:].lstrip()}", f"…{after[start:].lstrip()}"


def record_name(name: str, facts: Facts | str | None) -> Message:
    """Return the name of a record: an invoice's id; for any other, its day and what distinguishes it."""
    values = dict(facts) if isinstance(facts, tuple) else {}
    text = (HOURS_WITH_TASK if name == "hours" and "task" in values else NAMES[name]).text
    return Message(text, {field: _value(field, values.get(field, "?")) for field in FIELDS[text]})


@lru_cache(maxsize=MOST_REMEMBERED)
def _value(name: str, text: str) -> Value:
    with suppress(ValueError):
        return datetime.fromisoformat(text) if name == "at" else date.fromisoformat(text)
    if (name in choices() or name in YES_NO) and " " not in text:
        return Label(text)
    if name in NUMBERS and SHORT_NUMBER.fullmatch(text):
        return Quantity(Fraction(text))
    if name == "payments" and all(paid := [PAYMENT.fullmatch(line) for line in text.split("\n")]):
        return tuple(_payment(each) for each in paid if each)
    if "\n" in text and name == "reminders":
        return tuple(_single(name, line) for line in text.split("\n"))
    text = ", ".join(text.split("\n"))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _single(name: str, text: str) -> Single:
    """Return one value of a list."""
    value = _value(name, text)
    return text if isinstance(value, tuple) else value


def _payment(found: re.Match[str]) -> Message:
    """Return a payment in words, and why it was returned, if it was."""
    amount, day, returned, why = found.groups()
    paid = msg("{amount} on {date}", amount=_value("amount", amount), date=_value("date", day))
    if returned is None:
        return paid
    return msg("{paid}, which went back on {day} ({why})", paid=paid, day=_value("date", returned), why=Label(why))


def _text(value: Facts | str | None) -> str | None:
    return value if isinstance(value, str) else None
