"""Timeclock files as hledger and ledger read them: `i` when work begins, `o` when it ends."""

from __future__ import annotations

import re
from datetime import date, datetime

from client_ledger.importers.dates import parse_clock
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import elapsed, own_day, task_of, zone_note
from client_ledger.text.cli_language import tr

LINE = re.compile(
    r"([iIoO]) (\d{4})[-/.](\d{1,2})[-/.](\d{1,2}) (\d{1,2}:\d\d(?::\d\d)?)(?:[+-]\d{4})?(?:\s+(.*?))?\s*$"
)
COMMENT = re.compile(r"\s*(?:[;#*].*)?$")
FEWEST = 2


def _recognises(export: Export) -> bool:
    if not export.is_text:
        return False
    lines = [line for line in export.text.splitlines() if not COMMENT.match(line)]
    return len(lines) >= FEWEST and all(LINE.match(line) or line[:1] in "bhO" for line in lines)


def read(export: Export, options: Options) -> Reading:
    """Return each time from `i` to `o`; the account's parts are its groups, the words after it its task."""
    reading = Reading()
    begun: tuple[int, datetime, str] | None = None
    for number, line in enumerate(options.track(export.text.splitlines()), 1):
        match = LINE.match(line)
        if match is None:
            continue
        try:
            day = date(int(match[2]), int(match[3]), int(match[4]))
            at = datetime.combine(day, parse_clock(match[5]), options.zone)
        except ValueError as error:
            reading.skip(number, str(error))
            continue
        if match[1] in "iI":
            if begun is not None:
                reading.skip(begun[0], tr("it has no end"))
            begun = number, at, match[6] or ""
        elif begun is None:
            reading.skip(number, tr("it has no start"))
        else:
            _add(reading, begun, at, options)
            begun = None
    if begun is not None:
        reading.skip(begun[0], tr("it is still running"))
    reading.notes.append(zone_note(options))
    return reading


def _add(reading: Reading, begun: tuple[int, datetime, str], end: datetime, options: Options) -> None:
    number, start, words = begun
    account, _, description = words.partition("  ")
    groups = tuple(part.strip() for part in account.split(":") if part.strip())
    task = task_of(description.partition(";")[0]) or task_of(*groups[-1:])
    reading.add(Work(number, own_day(start, options), elapsed(start, end), task, groups=groups))


TIMECLOCK = Importer(
    "timeclock",
    "timeclock file",
    "a timeclock file of hledger or ledger (`i` and `o` lines)",
    ("hours",),
    _recognises,
    read,
)
