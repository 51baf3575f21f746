"""Mails from a client: an mbox, or one .eml file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.importer import Importer, Message, Options, Reading
from client_ledger.importers.source_file import Export
from client_ledger.importers.time_entries import task_of
from client_ledger.text.cli_language import tr

HEADER = re.compile(rb"[!-9;-~]+:")
BYTE_COUNT = re.compile(rb"\s*(\d+)\s*\n")
SEPARATOR = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n(?=[!-9;-~]+:|>From )")
BLANK_LINE = re.compile(rb"\n\r?\n")
KNOWN_HEADERS = re.compile(
    rb"^(?:from|date|subject|received|message-id|return-path|delivered-to|mime-version):",
    re.IGNORECASE | re.MULTILINE,
)
# The standard library raises these for headers and bodies that are not a mail's.
UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, OverflowError, AssertionError, MessageError)
LONGEST_BODY = 500
BEGINNING = 20_000


def _unwrapped(export: Export) -> bytes:
    """Return the file without a byte order mark; in Apple Mail's format, the mail after its byte count."""
    data = export.data.removeprefix(b"\xef\xbb\xbf")
    count = BYTE_COUNT.match(data)
    return data[count.end() : count.end() + int(count[1])] if count else data


def _recognises(export: Export) -> bool:
    start = _unwrapped(export).lstrip(b"\r\n")
    if SEPARATOR.match(start):
        return True
    head = _headers(start, 0, BEGINNING)
    return bool(HEADER.match(head)) and len(set(KNOWN_HEADERS.findall(head))) > 1


def _messages(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each mail's first line, start and end.

    A file that does not begin with a separator is one mail; every later separator follows a blank line.
    """
    starts = [match for match in SEPARATOR.finditer(data) if _after_blank(data, match.start())]
    if not starts or data[: starts[0].start()].strip():
        yield 1, len(data) - len(data.lstrip(b"\r\n")), len(data)
        return
    line, counted = 1, 0
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        line += data.count(b"\n", counted, match.start())
        counted = match.start()
        yield line, match.end(), following.start() if following else len(data)


def _after_blank(data: bytes, start: int) -> bool:
    return not data[:start].strip() if start < len(b"\r\n\r\n") else data.endswith((b"\n\n", b"\n\r\n"), 0, start)


def _headers(data: bytes, start: int, end: int) -> bytes:
    blank = BLANK_LINE.search(data, start, end)
    return data[start : blank.end() if blank else end]


def _when(message: EmailMessage) -> datetime | None:
    """Return the mail's date, or else its last server's; a date without an offset is UTC."""
    received = str(message.get("Received", "")).rpartition(";")[2]
    for text in (str(message.get("Date", "")), received):
        try:
            at = parsedate_to_datetime(" ".join(text.split()))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def _sender(message: EmailMessage, senders: tuple[str, ...]) -> str:
    """Return a mail's sender address if it is the client's, else nothing."""
    addresses = [address.casefold() for _, address in getaddresses([str(message.get("From", ""))])]
    return next((each for each in addresses if any(_is_same(each, sender) for sender in senders)), "")


def _is_same(address: str, sender: str) -> bool:
    return address == sender or (sender.startswith("@") and address.endswith(sender))


def _body(data: bytes) -> str:
    try:
        message = BytesParser(policy=default).parsebytes(data)
        part = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
        text = part.get_content() if part else ""
    except UNREADABLE:
        return ""
    lines = (line for line in str(text).splitlines() if not line.startswith(">"))
    return task_of(" ".join(lines))[:LONGEST_BODY]


def read(export: Export, options: Options) -> Reading:
    """Return the client's mails with their subjects; with `body`, the beginning of their text."""
    if not options.senders:
        raise EditRefused(tr("say which mails are the client's: --from ADDRESS, or --from @DOMAIN"))
    senders = tuple(sender.casefold() for sender in options.senders)
    reading = Reading()
    seen: set[str] = set()
    parser = BytesHeaderParser(policy=default)
    mails = _unwrapped(export)
    for line, start, end in options.track(list(_messages(mails))):
        try:
            message = parser.parsebytes(_headers(mails, start, end))
            identity = str(message.get("Message-ID", "")).strip()
            sender, at, subject = (
                _sender(message, senders),
                _when(message),
                task_of(str(message.get("Subject", ""))),
            )
        except UNREADABLE as error:
            reading.skip(line, tr("its headers cannot be read ({reason})", reason=str(error)))
            continue
        if not sender:
            reading.skip(line, tr("it is not from the client"))
        elif at is None:
            reading.skip(line, tr("it has no date"))
        elif identity and identity in seen:
            reading.skip(line, tr("the file has it twice"))
        else:
            seen.add(identity)
            reading.items.append(
                Message(line, at, task_of(subject, _body(mails[start:end]) if options.body else ""), sender=sender)
            )
    return reading


MAIL = Importer(
    "mail",
    "mailbox (mbox) or mail (.eml, .emlx)",
    "a mailbox (mbox) or one mail (.eml, or .emlx of Apple Mail)",
    ("messages",),
    _recognises,
    read,
)
