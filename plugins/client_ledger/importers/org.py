"""Org mode: the clocks below the headings of an .org file."""

from __future__ import annotations

import re
from datetime import date, datetime

from client_ledger.importers.dates import parse_clock
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import elapsed, own_day, task_of, zone_note
from client_ledger.text.cli_language import tr

HEADING = re.compile(r"(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING|CANCELED|CANCELLED)\s+)?(.*?)\s*(:[\w@#%:]+:)?\s*$")
STAMP = r"\[(\d{4}-\d\d-\d\d)[^\]\d]*(\d{1,2}:\d\d)\]"
CLOCK = re.compile(rf"\s*CLOCK:\s*{STAMP}(?:--{STAMP})?")


def _moment(day: str, clock: str, options: Options) -> datetime:
    return datetime.combine(date.fromisoformat(day), parse_clock(clock), options.zone)


def read(export: Export, options: Options) -> Reading:
    """Return the clocks; a clock without an end is still running. The headings above and the tags are its groups."""
    reading = Reading()
    headings: list[tuple[int, str, tuple[str, ...]]] = []
    for number, line in enumerate(options.track(export.text.splitlines()), 1):
        if heading := HEADING.match(line):
            level, tags = len(heading[1]), tuple(tag for tag in (heading[3] or "").split(":") if tag)
            headings = [*(each for each in headings if each[0] < level), (level, heading[2], tags)]
        clock = CLOCK.match(line)
        if clock is None:
            continue
        if clock[3] is None:
            reading.skip(number, tr("it is still running"))
            continue
        try:
            start, end = _moment(clock[1], clock[2], options), _moment(clock[3], clock[4], options)
        except ValueError as error:
            reading.skip(number, str(error))
            continue
        names = [name for _, name, _ in headings]
        groups = (*names[:-1], *(tag for _, _, tags in headings for tag in tags))
        reading.add(Work(number, own_day(start, options), elapsed(start, end), task_of(*names[-1:]), groups=groups))
    reading.notes.append(zone_note(options))
    return reading


def _recognises(export: Export) -> bool:
    if not export.is_text:
        return False
    lines = export.text.splitlines()
    return any(CLOCK.match(line) for line in lines) and any(HEADING.match(line) for line in lines)


ORG = Importer("org", "Org mode clocks", "an Org mode file with `CLOCK:` lines", ("hours",), _recognises, read)
