"""Convert days, numbers and hours as people type them into the format's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Literal, get_args, get_type_hints

from pydantic import PlainValidator

from client_ledger.book.parsing import parse_day, parse_hours, parse_moment, parse_money
from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.clean import clean
from client_ledger.text.cli_language import tr

DateOrder = Literal["dmy", "mdy"]

CLOCK_TIME = re.compile(r"\d\d:\d\d")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
HOURS_AND_MINUTES = re.compile(r"(?:(\d{1,5}) ?h)? ?(?:(\d{1,4}) ?(?:m|min)?)?", re.ASCII | re.IGNORECASE)
DECIMAL_COMMA = re.compile(r"\d{1,15},\d{1,20}", re.ASCII)
GROUPED = re.compile(r"(\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,2}))?", re.ASCII)
NOON, MINUTES = 12, 60


@dataclass(frozen=True, slots=True)
class Typing:
    """How to read typed values: what day and time (`HH:MM`) it is, and whether the day or the month comes first."""

    today: date
    order: DateOrder | None = None
    now: str = "23:59"

    def day(self, text: str) -> str:
        """Return a day or time in the format's form; `today`, `yesterday`, `18:30` and `30/11/2026` are accepted.

        The two words may be in the command line's language. A time that is still to come today is yesterday's.
        """
        text = text.strip()
        if CLOCK_TIME.fullmatch(text):
            return f"{self.today - timedelta(days=text > self.now)} {text}"
        first, _, rest = text.partition(" ")
        words = {"today": 0, "yesterday": 1, tr("today"): 0, tr("yesterday"): 1}
        ago = words.get(first.lower().replace("'", "’"))
        day = (self._year_last(first) or first) if ago is None else self.today - timedelta(days=ago)
        return f"{day} {rest}".rstrip()

    def _year_last(self, text: str) -> date | None:
        match = YEAR_LAST.fullmatch(text)
        if match is None:
            return None
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        order = self.order or ("dmy" if match[2] == "." or first > NOON or first == second else None)
        order = order or ("mdy" if second > NOON else None)
        if order is None:
            raise EditRefused(
                tr(
                    "'{text}' can mean {year}-{second}-{first} or {year}-{first}-{second}; write one of "
                    "them, or use --date-order dmy or mdy",
                    text=text,
                    year=str(year),
                    second=f"{second:02}",
                    first=f"{first:02}",
                )
            )
        day, month = (first, second) if order == "dmy" else (second, first)
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def field(self, model: type, name: str, text: str) -> str:
        """Return a field's text in the format's form, without control characters; what is valid is left alone."""
        ways: dict[Callable[..., Any], Callable[[str], str]] = {
            parse_day: self.day,
            parse_moment: self.day,
            parse_money: money,
            parse_hours: hours,
        }
        hint = get_type_hints(model, include_extras=True).get(name)
        return next((way(text) for parse, way in ways.items() if parse in _parsers(hint)), clean(text))


def typing_of(zone: tzinfo, order: str | None) -> Typing:
    """Return how values typed now, in a time zone, are read."""
    now = datetime.now(zone)
    return Typing(now.date(), "dmy" if order == "dmy" else "mdy" if order == "mdy" else None, f"{now:%H:%M}")


def money(text: str) -> str:
    """Return `900,00` or `1.800,00` as `900.00` or `1800.00`; raise EditRefused for the ambiguous `1,800`."""
    text = text.strip()
    grouped = GROUPED.fullmatch(text)
    if grouped and grouped[3] != grouped[2]:
        whole = re.sub(r"\D", "", grouped[1])
        several = len(re.findall(r"\D", grouped[1])) > 1
        if grouped[2] in ".," and not grouped[4] and not several:
            fraction = Decimal(text.replace(",", ".")).normalize()
            raise EditRefused(
                tr(
                    "'{text}' can mean {whole} or {fraction}; write one of them",
                    text=text,
                    whole=whole,
                    fraction=f"{fraction:f}",
                )
            )
        return f"{whole}.{grouped[4]}" if grouped[4] else whole
    return text.replace(",", ".") if DECIMAL_COMMA.fullmatch(text) else text


def hours(text: str) -> str:
    """Return `2,5`, `2h30`, `2 h` or `45 min` in the format's form: `2.5`, `2:30`, `2:00`, `0:45`."""
    text = text.strip()
    if DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    match = HOURS_AND_MINUTES.fullmatch(text)
    if text.isdecimal() or match is None or not any(match.groups()):
        return text
    whole, minutes = divmod(int(match[2] or 0), MINUTES)
    return text if match[1] and whole else f"{int(match[1] or whole)}:{minutes:02}"


def _parsers(hint: object) -> list[object]:
    """Return the functions that parse a field of this type."""
    found: list[object] = [part.func for part in getattr(hint, "__metadata__", ()) if isinstance(part, PlainValidator)]
    for part in get_args(hint):
        found += _parsers(part)
    return found
