"""Timedot files of hledger: days, and below each its accounts with a dot for each quarter of an hour."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import dropwhile

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.numbers import without_grouping
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import task_of
from client_ledger.text.cli_language import tr

DAY = re.compile(r"(?:\*+ )?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\s+(.*?))?\s*$")
ENTRY = re.compile(r"(?:\*+ )?\s*(?P<account>[^\s;#](?:\S| (?! ))*)\s{2,}(?P<time>[^;#]+?)\s*(?:[;#].*)?$")
DOTS = re.compile(r"[.\s]+")
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(s|m|h|d|w|mo|y)?")
# hledger's own lengths of longer units.
HOURS = {"s": Fraction(1, 3600), "m": Fraction(1, 60), "h": Fraction(1), "": Fraction(1), "d": Fraction(24)}
QUARTER = Fraction(1, 4)


def _hours(text: str) -> Fraction:
    """Return the hours of dots, of letters (each a quarter too), or of a number with its unit."""
    if DOTS.fullmatch(text):
        return QUARTER * text.count(".")
    amount = AMOUNT.fullmatch(text.strip())
    if amount and (amount[2] or "") in HOURS:
        return Fraction(without_grouping(amount[1]).number(amount[1])) * HOURS[amount[2] or ""]
    letters = "".join(text.split())
    if letters.isalpha() and letters.islower():
        return QUARTER * len(letters)
    raise ValueError(tr("'{text}' is not a time", text=text))


def _recognises(export: Export) -> bool:
    if not export.is_text:
        return False
    lines = [line for line in export.text.splitlines() if line.strip() and line.lstrip()[0] not in "#;"]
    # hledger ignores the headings of Org above the first day.
    lines = list(dropwhile(lambda line: line.startswith("*") and not DAY.match(line), lines))
    if not lines or not DAY.match(lines[0]):
        return False
    entries = [ENTRY.match(line) for line in lines if not DAY.match(line)]
    return all(entries) and any(entry and DOTS.fullmatch(entry["time"]) for entry in entries)


def read(export: Export, options: Options) -> Reading:
    """Return the times of each day; the account's parts are the groups, the last is the task."""
    reading = Reading()
    day: date | None = None
    for number, line in enumerate(options.track(export.text.splitlines()), 1):
        try:
            if match := DAY.match(line):
                day = date(int(match[1]), int(match[2]), int(match[3]))
            elif entry := ENTRY.match(line):
                hours = _hours(entry["time"])
                groups = tuple(part.strip() for part in entry["account"].split(":") if part.strip())
                if day is None or not hours:
                    reading.skip(number, tr("it took no time") if day else tr("it has no date"))
                else:
                    reading.items.append(Work(number, day, hours, task_of(*groups[-1:]), groups=groups))
        except ValueError as error:
            reading.skip(number, str(error))
    return reading


TIMEDOT = Importer("timedot", "timedot file", "a timedot file of hledger", ("hours",), _recognises, read)
