"""Watson: `watson log --json`, or its `frames` file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import elapsed, own_day, task_of, texts
from client_ledger.text.cli_language import tr

FRAME_FIELDS = 5


@dataclass(frozen=True, slots=True)
class _Frame:
    id: str
    project: str
    start: str | float
    stop: str | float
    tags: tuple[str, ...]


def _frames(export: Export) -> list[_Frame] | None:
    data = export.json
    if not isinstance(data, list) or not data:
        return None
    frames = []
    for each in data:
        if isinstance(each, dict) and {"id", "project", "start", "stop"} <= each.keys():
            tags = texts(each.get("tags"))
            frames.append(_Frame(str(each["id"]), str(each["project"]), each["start"], each["stop"], tags))
        elif isinstance(each, list) and len(each) >= FRAME_FIELDS and isinstance(each[4], list):
            frames.append(_Frame(str(each[3]), str(each[2]), each[0], each[1], texts(each[4])))
        else:
            return None
    return frames


def _moment(value: str | float) -> datetime:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        raise ValueError(tr("'{value}' is not a time", value=value)) from None


def read(export: Export, options: Options) -> Reading:
    """Return the frames, each with its uuid."""
    reading = Reading(unit="frame")
    for number, frame in enumerate(options.track(_frames(export) or []), 1):
        try:
            start, stop = _moment(frame.start), _moment(frame.stop)
            start, stop = (each if each.tzinfo else each.replace(tzinfo=options.zone) for each in (start, stop))
            hours = elapsed(start, stop)
        except ValueError as error:
            reading.skip(number, str(error))
            continue
        task = task_of(frame.project, ", ".join(frame.tags))
        reading.add(Work(number, own_day(start, options), hours, task, frame.id, (frame.project, *frame.tags)))
    return reading


WATSON = Importer(
    "watson",
    "Watson JSON",
    "`watson log --all --json > file.json`, or its `frames` file",
    ("hours",),
    lambda export: _frames(export) is not None,
    read,
)
