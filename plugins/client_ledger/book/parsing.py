"""Parse the text of a field; the error of each function says what to write instead."""

from __future__ import annotations

import re
import zoneinfo
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from pydantic import ValidationInfo

from client_ledger.book import refusals
from client_ledger.book.refusals import YEARS, refuse, text_of
from client_ledger.text.currencies import CODES

LONGEST_SPAN = 3650

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?) ?(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_DECIMAL = re.compile(r"\d{1,15}(\.\d{1,20})?", re.ASCII)
_PERCENT_NUMBER = re.compile(r"\d{1,3}(\.\d{1,20})?", re.ASCII)
_CLOCK_HOURS = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)
_PERCENT = re.compile(r"(\d{1,6}(?:\.\d{1,20})?) ?%", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def parse_text(value: object) -> str:
    """Return any text as it is."""
    return text_of(value, *refusals.NOT_A_TEXT)


def parse_day(value: object) -> date:
    """Return `YYYY-MM-DD` as a date."""
    return _day(text_of(value, *refusals.NOT_A_DAY))


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise refuse(text, *refusals.NOT_A_DAY)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refuse(text, *refusals.NOT_A_DAY) from None
    if day.year not in YEARS:
        raise refuse(text, *refusals.NOT_LIKELY)
    return day


def parse_month(value: object) -> str:
    """Return `YYYY-MM` as it is."""
    text = text_of(value, *refusals.NOT_A_MONTH)
    if not _MONTH.fullmatch(text):
        raise refuse(text, *refusals.NOT_A_MONTH)
    if int(text[:4]) not in YEARS:
        raise refuse(text, *refusals.NOT_LIKELY)
    return text


def parse_moment(value: object, info: ValidationInfo) -> datetime:
    """Return `YYYY-MM-DD HH:MM[:SS][offset]` as an aware datetime in the freelancer's zone (context `zone`)."""
    text = text_of(value, *refusals.NOT_A_MOMENT)
    match = _MOMENT.fullmatch(text)
    if not match:
        raise refuse(text, *refusals.NOT_A_MOMENT)
    zone: zoneinfo.ZoneInfo = _context(info)["zone"]
    parse_day(match[1])
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}")
        return moment.astimezone(zone) if match[3] else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise refuse(text, *refusals.NOT_A_MOMENT) from None


def parse_money(value: object) -> Decimal:
    """Return a plain decimal, 0 or more, exactly."""
    text = text_of(value, *refusals.NOT_MONEY)
    if not _DECIMAL.fullmatch(text):
        raise refuse(text, *refusals.NOT_MONEY)
    return Decimal(text)


def parse_rate(value: object) -> Decimal:
    """Return a plain decimal above 0: what one unit of a currency is worth in another."""
    rate = parse_money(value)
    if not rate:
        raise refuse(value, *refusals.NO_RATE)
    return rate


def parse_share(value: object) -> Fraction:
    """Return `30%` or `0.3` exactly."""
    text = text_of(value, *refusals.NOT_A_SHARE)
    if match := _PERCENT.fullmatch(text):
        return Fraction(match[1]) / 100
    if not _DECIMAL.fullmatch(text):
        raise refuse(text, *refusals.NOT_A_SHARE)
    return Fraction(text)


def parse_share_of_whole(value: object) -> Fraction:
    """Return a share of at most 100%."""
    share = parse_share(value)
    if share > 1:
        raise refuse(value, *refusals.NOT_A_PART)
    return share


def parse_percent(value: object) -> Fraction:
    """Return `1.5` or `1.5%` as 0.015, below 1000%."""
    text = text_of(value, *refusals.NOT_A_PERCENTAGE)
    number = text.removesuffix("%").rstrip()
    if not _PERCENT_NUMBER.fullmatch(number):
        raise refuse(text, *refusals.NOT_A_PERCENTAGE)
    return Fraction(number) / 100


def parse_money_or_share(value: object) -> Decimal | Fraction:
    """Return a share if written with % or as a decimal below 1, else money."""
    text = text_of(value, *refusals.NEITHER_MONEY_NOR_SHARE)
    if "%" in text or re.fullmatch(r"0\.\d*[1-9]\d*", text, re.ASCII):
        return parse_share_of_whole(text)
    if not _DECIMAL.fullmatch(text):
        raise refuse(text, *refusals.NEITHER_MONEY_NOR_SHARE)
    return Decimal(text)


@lru_cache(maxsize=4096)
def _hours(text: str) -> Fraction | None:
    if match := _CLOCK_HOURS.fullmatch(text):
        return int(match[1]) + Fraction(int(match[2]), 60)
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def parse_hours(value: object) -> Fraction:
    """Return `1.5` or `1:30` as hours above 0, exactly."""
    text = text_of(value, *refusals.NOT_HOURS)
    hours = _hours(text)
    if hours is None:
        raise refuse(text, *refusals.NOT_HOURS)
    if hours == 0:
        raise refuse(text, *refusals.NO_TIME_AT_ALL)
    return hours


def parse_whole(value: object) -> int:
    """Return a whole number, 0 or more."""
    text = text_of(value, *refusals.NOT_WHOLE)
    if not _WHOLE.fullmatch(text):
        raise refuse(text, *refusals.NOT_WHOLE)
    return int(text)


def parse_days(value: object) -> int:
    """Return a number of days, at most ten years."""
    days = parse_whole(value)
    if days > LONGEST_SPAN:
        raise refuse(value, *refusals.TOO_MANY_DAYS)
    return days


def parse_yes_no(value: object) -> bool:
    """Return yes, true and on as True, and no, false and off as False, in upper or lower case."""
    text = text_of(value, *refusals.NEITHER_YES_NOR_NO)
    answer = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}.get(text.lower())
    if answer is None:
        raise refuse(text, *refusals.NEITHER_YES_NOR_NO)
    return answer


def parse_texts(value: object) -> tuple[str, ...]:
    """Return one text or a list of texts as a tuple, without empty ones."""
    items = value if isinstance(value, list) else [value]
    return tuple(text for item in items if (text := text_of(item, *refusals.NOT_TEXTS)))


def parse_evidence(value: object, info: ValidationInfo) -> tuple[str, ...]:
    """Return the paths of evidence files; the context's `evidence` function finds faults in a path."""
    paths = parse_texts(value)
    for path in paths:
        if fault := _context(info)["evidence"](path):
            raise refuse(path, *fault)
    return paths


def parse_currency(value: object) -> str:
    """Return an ISO 4217 code."""
    text = text_of(value, *refusals.NOT_A_CURRENCY)
    if text not in CODES:
        raise refuse(text, *refusals.NOT_A_CURRENCY)
    return text


def parse_zone(value: object) -> str:
    """Return an IANA time zone's name."""
    text = text_of(value, *refusals.NOT_A_ZONE)
    if text not in zones():
        raise refuse(text, *refusals.NOT_A_ZONE)
    return text


def _context(info: ValidationInfo) -> dict[str, Any]:
    return info.context or {}


@cache
def zones() -> frozenset[str]:
    """Return the names of all IANA time zones."""
    return frozenset(zoneinfo.available_timezones())
