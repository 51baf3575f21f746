"""WhatsApp: a chat's export, `_chat.txt` or the zip with it, of iOS and Android."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from client_ledger.importers.archive import member_of_zip
from client_ledger.importers.dates import Dates, parse_clock
from client_ledger.importers.importer import Importer, Message, Options, Reading
from client_ledger.importers.senders import expect_sender, is_sender, kept_text
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import started, zone_note
from client_ledger.importers.unclear import on_its_line
from client_ledger.text.cli_language import tr

DAY = r"(?P<day>\d{1,4}(?:[./-]|\. )\d{1,2}(?:[./-]|\. )\d{1,4})\.?"
# Some languages write a word between the two, such as "à", "klo", "kl." and "r.".
GAP = r"(?: [^\W\d]{1,3}\.?){0,2},? "
TIME = r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?)"
ANDROID = rf"{DAY}{GAP}{TIME} - ".replace("day>", "day2>").replace("time>", "time2>")
START = re.compile(rf"(?:\[{DAY}{GAP}{TIME}\] |{ANDROID})", re.IGNORECASE)
WRITER = re.compile(r"([^:]{1,80}): ?(.*)", re.DOTALL)
# Marks of the writing direction, and the narrow space before AM and PM.
MARKS = str.maketrans({"\u200e": None, "\u200f": None, "\u202a": None, "\u202c": None, "\u202f": " ", "\u00a0": " "})
MEMBER = re.compile(r"(?:.*/)?(?:_chat|[^/]*WhatsApp[^/]*)\.txt")
LINES_LOOKED_AT = 20


@dataclass(slots=True)
class _Written:
    line: int
    day: str
    time: str
    writer: str
    words: list[str] = field(default_factory=list)


def _text(export: Export) -> str:
    data = member_of_zip(export.data, MEMBER)
    text = Export(export.name, data).text if data is not None else export.text
    return text.translate(MARKS)


def _recognises(export: Export) -> bool:
    if b"\0" in export.data and not export.data.startswith(b"PK"):
        return False
    if export.data.startswith(b"PK") and member_of_zip(export.data, MEMBER) is None:
        return False
    lines = [line for line in _text(export).splitlines()[:LINES_LOOKED_AT] if line.strip()]
    return bool(lines) and bool(START.match(lines[0])) and any(_has_writer(line) for line in lines)


def _has_writer(line: str) -> bool:
    start = START.match(line)
    return start is not None and WRITER.match(line, start.end()) is not None


def _messages(text: str) -> list[_Written]:
    """Return the messages, each with all its lines; WhatsApp's own messages have no writer."""
    found: list[_Written] = []
    for number, line in enumerate(text.splitlines(), 1):
        start = START.match(line)
        if start is None:
            if found:
                found[-1].words.append(line)
            continue
        written = WRITER.match(line, start.end())
        day, time = (start["day"] or start["day2"]).replace(" ", ""), start["time"] or start["time2"]
        writer, words = (written[1].strip(), [written[2]]) if written else ("", [])
        found.append(_Written(number, day, time, writer, words))
    return found


def read(export: Export, options: Options) -> Reading:
    """Return the client's messages, with their text if it is to be kept."""
    reading = Reading()
    entries = _messages(_text(export))
    expect_sender(((each.writer,) for each in entries), options.senders)
    with on_its_line((each.line, each.day) for each in entries):
        dates = Dates([each.day for each in entries], options.order)
    for each in options.track(entries):
        if not is_sender((each.writer,), options.senders):
            reading.skip(each.line, tr("it is not from the client"))
            continue
        try:
            clock = re.sub(r"(?<=\d)\.(?=\d)", ":", each.time)
            at = started(dates.day(each.day), parse_clock(clock).isoformat(), options)
        except ValueError as error:
            reading.skip(each.line, str(error))
            continue
        text = kept_text(" ".join(each.words), body=options.body)
        reading.items.append(Message(each.line, at, text, "whatsapp", each.writer))
    reading.notes.append(zone_note(options))
    return reading


WHATSAPP = Importer(
    "whatsapp",
    "WhatsApp chat",
    "WhatsApp, a chat, Export chat: `_chat.txt`, or the zip with it (`--from NAME`)",
    ("messages",),
    _recognises,
    read,
)
