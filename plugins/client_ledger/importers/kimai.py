"""Kimai: Export, CSV, in the languages Kimai's users speak most; the duration may be clock, decimal or seconds."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from client_ledger.importers.dates import Dates, parse_clock
from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.numbers import Numbers
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.time_entries import between, own_day, task_of, zone_note
from client_ledger.text.cli_language import tr

DATE = ("date", "datum", "fecha", "data", "dato")
BEGIN = ("from", "begin", "in", "start", "von", "beginn", "de", "início", "début", "van", "da", "od", "från", "fra")
END = ("to", "end", "out", "stop", "bis", "ende", "à", "fin", "tot", "para", "até", "a", "do", "till", "til")
DURATION = (
    *("duration", "h:m", "time", "hours", "duration (decimal)"),
    *("dauer", "durée", "duración", "durata", "duur", "duração", "czas trwania", "varaktighet", "varighed"),
)
CUSTOMER = ("customer", "kunde", "client", "cliente", "klant", "klient", "kund", "kunde")
PROJECT = ("project", "projekt", "projet", "proyecto", "progetto", "projeto")
ACTIVITY = (
    "activity",
    "tätigkeit",
    "activité",
    "actividad",
    "attività",
    "activiteit",
    "atividade",
    "aktywność",
    "aktivitet",
)
DESCRIPTION = (
    "description",
    "beschreibung",
    "descripción",
    "descrizione",
    "beschrijving",
    "descrição",
    "opis",
    "beskrivning",
    "beskrivelse",
)
RATES = ("rate", "price", "preis", "taux", "tarifa", "prezzo", "bedrag", "taxa", "preço", "hourly rate", "hourly price")
ID = ("id", "identifiant", "id.")
# No entry lasts this many hours; a larger whole number is in seconds.
MOST_HOURS = 48
SECONDS = 3600


def _table(export: Export) -> Table | None:
    return export.table((*DATE, *BEGIN), DURATION, CUSTOMER, ACTIVITY)


def _start(row: Row, dates: Dates, options: Options) -> datetime:
    begin = row.get(*BEGIN)
    if not row.get(*DATE):
        return dates.moment(begin).replace(tzinfo=options.zone)
    clock = begin.rpartition(" ")[2] if "-" in begin else begin
    return datetime.combine(dates.day(row.get(*DATE)), parse_clock(clock or "12:00"), options.zone)


def _hours(row: Row, start: datetime, numbers: Numbers, options: Options, *, in_seconds: bool) -> Fraction:
    """Return the duration; a whole number is hours or seconds, whichever is nearer to the clock times."""
    text = row.get(*DURATION)
    if not text.isdecimal():
        return numbers.hours(text)
    end = row.get(*END).rpartition(" ")[2]
    if end:
        lasted = between(start, datetime.combine(start.date(), parse_clock(end), options.zone))
        in_seconds = abs(Fraction(int(text), SECONDS) - lasted) < abs(int(text) - lasted)
    return Fraction(int(text), SECONDS) if in_seconds else Fraction(int(text))


def read(export: Export, options: Options) -> Reading:
    """Return the entries; an entry without an end is still running."""
    table = _table(export) or Table(frozenset(), (), ())
    dates = dates_of(table, options, *DATE, *BEGIN)
    numbers = numbers_of(table, options, *DURATION, *RATES)
    in_seconds = any(text.isdecimal() and int(text) > MOST_HOURS for text in table.cells(*DURATION))

    def work(row: Row) -> Work | str:
        start = _start(row, dates, options)
        if table.names.intersection(END) and not row.get(*END):
            return tr("it is still running")
        client, project = row.get(*CUSTOMER), row.get(*PROJECT)
        task = task_of(row.get(*ACTIVITY), row.get(*DESCRIPTION)) or project
        hours = _hours(row, start, numbers, options, in_seconds=in_seconds)
        number = row.get(*ID)
        identity = f"kimai-{number}" if number else ""
        return Work(row.line, own_day(start, options), hours, task, identity, (client, project))

    reading = read_rows(table, options, work)
    reading.notes.append(zone_note(options))
    return reading


KIMAI = Importer(
    "kimai",
    "Kimai CSV",
    "Kimai, Export, CSV (also in nine other languages)",
    ("hours",),
    lambda export: _table(export) is not None,
    read,
)
