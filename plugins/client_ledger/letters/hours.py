"""The freelancer's working hours as a sentence has them."""

from __future__ import annotations

from datetime import time

from client_ledger.book.fields import DAYS_OF_WEEK
from client_ledger.book.phrase import Phrase, phrase
from client_ledger.settings import Settings

DAYS = (
    phrase("Monday"),
    phrase("Tuesday"),
    phrase("Wednesday"),
    phrase("Thursday"),
    phrase("Friday"),
    phrase("Saturday"),
    phrase("Sunday"),
)


def working_hours(settings: Settings) -> list[Phrase]:
    """Return the week's working days, those with the same hours together."""
    week = [settings.working_hours.get(day, ()) for day in DAYS_OF_WEEK]
    spans: list[tuple[int, int]] = []
    for index, hours in enumerate(week):
        if hours and spans and spans[-1][1] == index - 1 and week[index - 1] == hours:
            spans[-1] = (spans[-1][0], index)
        elif hours:
            spans.append((index, index))
    return [_span(first, last, week[first]) for first, last in spans]


def _span(first: int, last: int, hours: tuple[tuple[time, time], ...]) -> Phrase:
    times = ", ".join(f"{start:%H:%M}–{'24:00' if end == time.max else f'{end:%H:%M}'}" for start, end in hours)
    if first == last:
        return phrase("{day}: {times}", day=DAYS[first], times=times)
    return phrase("{first} to {last}: {times}", first=DAYS[first], last=DAYS[last], times=times)
