"""The deadlines ahead as a calendar that other programs subscribe to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256

from client_ledger.judging.judgement import Judgement
from client_ledger.reminders.deadlines import Deadline, all_deadlines
from client_ledger.text.message import Formatter, msg

END = b"END:VCALENDAR\r\n"


def calendar(judgement: Judgement, formatter: Formatter) -> bytes:
    """Return the deadlines ahead as all-day events; missed ones are on the day judged.

    An event keeps its identity when its day or its text changes, so that a calendar moves it.
    """
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, and needed only when something has changed

    found = Calendar()
    found.add("prodid", "-//Client Ledger//deadlines//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Client Ledger")
    events: dict[str, bytes] = {}
    for each in all_deadlines(judgement):
        late = each.kind in ("stalled", "review") and (each.day is None or each.day < judgement.day)
        day = judgement.day if late else each.day
        identity = _identity(each)
        if day is None or day < judgement.day or identity in events:
            continue
        words = formatter.format(msg("{name}: {text}", name=each.name, text=each.text))
        events[identity] = _event(identity, judgement.day, day, words, str(each.place), each.kind)
    return b"".join([found.to_ical().removesuffix(END), *events.values(), END])


@lru_cache(maxsize=20_000)  # events are slow to write, and an edit changes few of them
def _event(identity: str, stamp: date, day: date, words: str, place: str, kind: str) -> bytes:
    from icalendar import Event  # noqa: PLC0415 - the same

    event = Event()
    event.add("uid", identity)
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", words)
    event.add("description", place)
    event.add("categories", [kind])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return bytes(event.to_ical())


def _identity(each: Deadline) -> str:
    kind = "next-action" if each.kind == "stalled" else each.kind
    named = f"{kind}\n{each.id}"
    digest = sha256(named.encode()).hexdigest()
    return f"{digest[:32]}@client-ledger"
