"""Working hours, holidays and days off: which messages are out of hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from client_ledger.book.client import Client
from client_ledger.book.records import ClientMessage
from client_ledger.book.settings import USUAL_WEEK, Settings
from client_ledger.book.working_hours import DAYS_OF_WEEK, WorkingHours
from client_ledger.text.message import Message, msg

if TYPE_CHECKING:
    from holidays import HolidayBase

DAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


class Excuse(Enum):
    """A possible excuse for an out-of-hours message."""

    clients_own_hours = "clients-own-hours"
    urgent = "urgent"


@cache
def public_holidays(code: str) -> HolidayBase:
    """Return the public holidays of a country or country-region code."""
    from holidays import country_holidays  # noqa: PLC0415 - slow, and needed only with a country

    country, _, region = code.partition("-")
    return country_holidays(country, subdiv=region or None)


def within(week: WorkingHours, moment: datetime) -> bool:
    """Tell whether a moment falls into a week's working hours: from each start up to, not including, its end."""
    clock = moment.time()
    return any(start <= clock < end for start, end in week.get(DAYS_OF_WEEK[moment.weekday()], ()))


def is_day_off(day: date, settings: Settings) -> bool:
    """Tell whether a day is a public holiday or one of the freelancer's days off."""
    return day in settings.days_off or bool(settings.holidays and day in public_holidays(settings.holidays))


def is_out_of_hours(message: ClientMessage, settings: Settings) -> bool:
    """Tell whether a message came outside the freelancer's working time."""
    return not within(settings.working_hours, message.at) or is_day_off(message.day, settings)


def excuses(client: Client, settings: Settings) -> Iterator[tuple[ClientMessage, Excuse | None]]:
    """Yield the client's out-of-hours messages by time, each with its possible excuse."""
    zone = ZoneInfo(client.timezone) if client.timezone else settings.zone
    week = USUAL_WEEK if client.working_hours is None else client.working_hours
    for message in sorted(client.messages, key=lambda message: message.at.timestamp()):
        if not is_out_of_hours(message, settings):
            continue
        local = message.at.astimezone(zone)
        if message.reply != "now" and within(week, local):
            yield message, Excuse.clients_own_hours
        else:
            yield message, Excuse.urgent if message.urgent else None


def working_hours(settings: Settings) -> list[Message]:
    """Return the week's working days, grouped by equal hours."""
    week = [settings.working_hours.get(day, ()) for day in DAYS_OF_WEEK]
    spans: list[tuple[int, int]] = []
    for index, hours in enumerate(week):
        if hours and spans and spans[-1][1] == index - 1 and week[index - 1] == hours:
            spans[-1] = (spans[-1][0], index)
        elif hours:
            spans.append((index, index))
    return [_span(first, last, week[first]) for first, last in spans]


def _span(first: int, last: int, hours: tuple[tuple[time, time], ...]) -> Message:
    times = ", ".join(f"{start:%H:%M}–{'24:00' if end == time.max else f'{end:%H:%M}'}" for start, end in hours)
    if first == last:
        return msg("{day}: {times}", day=DAYS[first], times=times)
    return msg("{first} to {last}: {times}", first=DAYS[first], last=DAYS[last], times=times)
