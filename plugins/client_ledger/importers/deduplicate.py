"""Find the records that are new to the ledger: by the source's id, else by matching equal records in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from client_ledger.book.client import Client
from client_ledger.book.parsing import parse_hours
from client_ledger.book.records import Hours, Request
from client_ledger.edits.record import Record
from client_ledger.importers.importer import Asked, Message, Work
from client_ledger.importers.numbers import hours_text
from client_ledger.project import Project
from client_ledger.text.cli_language import tr


@dataclass(slots=True)
class New:
    """The records to write, the number already in the ledger, and those of them that the source has changed since."""

    records: list[Record] = field(default_factory=list)
    known: int = 0
    changed: list[str] = field(default_factory=list)


def new_hours(project: Project, existing: Sequence[Hours], found: Iterable[Work]) -> New:
    """Return the hours that are not in the ledger yet; equal ones are compared only within their contract."""
    new = New()
    taken: set[str] = set()
    by_id = {each.id: each for contract in project.ledger.contracts.values() for each in contract.hours if each.id}
    unmatched = Counter((each.date, each.hours, each.task) for each in existing if not each.id)
    for work in found:
        hours = hours_text(work.hours)
        key = work.day, parse_hours(hours), work.task or None
        if work.id and work.id in by_id:
            new.known += 1
            known = by_id[work.id]
            if (known.date, known.hours) != key[:2]:
                new.changed.append(
                    tr(
                        "{place}: {date}, {recorded} h; now {day}, {hours} h",
                        place=known.place,
                        date=known.date,
                        recorded=hours_text(known.hours),
                        day=work.day,
                        hours=hours,
                    )
                )
        elif unmatched[key] > 0:
            unmatched[key] -= 1
            new.known += 1
        elif work.id and work.id in taken:
            new.known += 1
        else:
            taken.add(work.id)
            fields = {"date": work.day.isoformat(), "hours": hours, "task": work.task, "id": work.id}
            new.records.append({name: value for name, value in fields.items() if value})
    return new


def new_messages(client: Client, found: Iterable[Message]) -> New:
    """Return the messages that are not in the ledger yet; a mail is the same with or without its body."""
    new = New()
    unmatched: defaultdict[float, list[str]] = defaultdict(list)
    for message in client.messages:
        unmatched[message.at.timestamp()].append(message.text or "")
    for mail in found:
        at_once = unmatched[mail.at.timestamp()]
        same = next((text for text in at_once if _is_same(text, mail.text)), None)
        if same is not None:
            at_once.remove(same)
            new.known += 1
            continue
        fields = {"at": mail.at.isoformat(" ", "seconds"), "channel": mail.channel, "text": mail.text}
        new.records.append({name: value for name, value in fields.items() if value})
    return new


def new_requests(existing: Iterable[Request], found: Iterable[Asked]) -> New:
    """Return the requests that are not in the list yet, by day and text."""
    new = New()
    unmatched = Counter((each.date, each.text) for each in existing)
    for asked in found:
        key = asked.day, asked.text
        if unmatched[key] > 0:
            unmatched[key] -= 1
            new.known += 1
        else:
            new.records.append({"date": asked.day.isoformat(), "text": asked.text})
    return new


def _is_same(recorded: str, text: str) -> bool:
    shorter, longer = sorted((recorded, text), key=len)
    return shorter == longer or (not shorter or longer.startswith(f"{shorter}: "))
