"""Clockify: Reports, Detailed, Export, Save as CSV; English and German headers."""

from __future__ import annotations

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.time_entries import own_day, started, task_of, zone_note
from client_ledger.text.cli_language import tr

EXACT = ("duration (h)", "dauer (h)", "durée (h)")
DECIMAL = ("duration (decimal)", "dauer (dezimal)", "dauer (dezimalzahl)", "durée (décimale)")
START_DATE = ("start date", "startdatum", "date de début")
START_TIME = ("start time", "startzeit", "heure de début")
END_DATE = ("end date", "enddatum", "date de fin")
END_TIME = ("end time", "endzeit", "heure de fin")
CLIENT = ("client", "kunde")
PROJECT = ("project", "projekt", "projet")
# "Activity" is another name for a task in Clockify's settings.
TASK = ("task", "activity", "aufgabe", "tâche")
DESCRIPTION = ("description", "beschreibung")


def _table(export: Export) -> Table | None:
    return export.table((*EXACT, *DECIMAL), START_DATE, START_TIME)


def read(export: Export, options: Options) -> Reading:
    """Return the entries; the clock format is exact, while decimal hours are rounded."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, *START_DATE, *END_DATE, "date of creation")
    numbers = numbers_of(table, options, *DECIMAL, *EXACT)

    def work(row: Row) -> Work | str:
        start = started(dates.day(row.get(*START_DATE)), row.get(*START_TIME), options)
        if table.names.intersection(END_TIME) and not row.get(*END_TIME):
            return tr("it is still running")
        hours = numbers.hours(row.get(*EXACT, *DECIMAL))
        client, project = row.get(*CLIENT), row.get(*PROJECT)
        task = task_of(row.get(*TASK), row.get(*DESCRIPTION)) or project
        return Work(row.line, own_day(start, options), hours, task, groups=(client, project))

    reading = read_rows(table, options, work)
    reading.notes.append(zone_note(options))
    return reading


CLOCKIFY = Importer(
    "clockify",
    "Clockify detailed CSV",
    "Clockify, Reports, Detailed, CSV (also with German and French headers)",
    ("hours",),
    lambda export: _table(export) is not None,
    read,
)
