"""Timewarrior: `timew export`; times are UTC, and an interval's `id` changes with every new one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import elapsed, own_day, task_of, texts
from client_ledger.text.cli_language import tr

FORM = "%Y%m%dT%H%M%SZ"


def _intervals(export: Export) -> list[dict[str, Any]] | None:
    data = export.json
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        return None
    return data if data and all("start" in each and "project" not in each for each in data) else None


def _moment(value: object) -> datetime:
    try:
        return datetime.strptime(str(value), FORM).replace(tzinfo=UTC)
    except ValueError:
        raise ValueError(tr("'{value}' is not a time", value=value)) from None


def read(export: Export, options: Options) -> Reading:
    """Return the intervals; an interval without an end is still running."""
    reading = Reading(unit="interval")
    for number, interval in enumerate(options.track(_intervals(export) or []), 1):
        try:
            start = _moment(interval["start"])
            if "end" not in interval:
                reading.skip(number, tr("it is still running"))
                continue
            hours = elapsed(start, _moment(interval["end"]))
        except ValueError as error:
            reading.skip(number, str(error))
            continue
        tags = texts(interval.get("tags"))
        task = task_of(str(interval.get("annotation", "")) or ", ".join(tags))
        reading.add(Work(number, own_day(start, options), hours, task, groups=tags))
    return reading


TIMEWARRIOR = Importer(
    "timewarrior",
    "Timewarrior JSON",
    "`timew export > file.json`",
    ("hours",),
    lambda export: _intervals(export) is not None,
    read,
)
