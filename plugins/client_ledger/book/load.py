"""Read a folder into a ledger and its problems; one broken file never hides another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.copies import copies, pointers
from client_ledger.book.files import read_file
from client_ledger.book.ledger_files import ledger_files
from client_ledger.book.logs import Folder, Logs, csv_records, unused
from client_ledger.book.rates import RATES_FILE, ReferenceRate, rate_faults
from client_ledger.book.reading_cache import Page, Reading, ReadingCache
from client_ledger.book.records import CreditNote, Invoice
from client_ledger.book.validate import Context
from client_ledger.frontmatter.problems import Place, Problem, in_file_order, nearest
from client_ledger.frontmatter.reader import Source
from client_ledger.text.message import msg

INDEX_NAMES = frozenset({"index.md", "README.md"})
OTHER_PAGES = (".markdown", ".mdown", ".mkdn", ".mkd")  # as MkDocs has it
WRONG_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".txt", ".yml", ".yaml")  # in any case of letters


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything in one folder, sorted by id, and what could not be read.

    `incomplete` are the clients with a record that could not be read: all clients, if it is not known whose it was.
    `logs` has the CSV files that record lists name, each with the Markdown file that names it. `digests` tell the
    Markdown files' texts, their CSV files' with them, from any other; a file is left out whose reading cannot be told
    by texts alone. `unread` are the clients of whom nothing could be read.
    """

    clients: dict[str, Client]
    contracts: dict[str, Contract]
    pages: dict[str, Page]
    files: frozenset[str]
    incomplete: frozenset[str]
    problems: tuple[Problem, ...]
    rates: tuple[ReferenceRate, ...] = ()
    logs: dict[str, str] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    @property
    def orphan_contracts(self) -> list[Contract]:
        """The contracts whose client is not in the ledger."""
        known = self.clients.keys() | self.unread
        return [contract for contract in self.contracts.values() if contract.client not in known]


@dataclass(slots=True)
class _Loading:
    """What has been read so far."""

    logs: Logs
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    unreadable_clients: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    whose_unknown: bool = False


def load(
    root: Path, zone: ZoneInfo, drafts: Mapping[str, bytes] | None = None, recall: ReadingCache | None = None
) -> Ledger:
    """Return the ledger in a folder; times without an offset are in `zone`.

    `drafts` are new contents of files, relative to the folder, to read in place of those on the disk.
    `recall` keeps what was read from one call to the next.
    """
    files, problems = ledger_files(root)
    files |= frozenset(drafts or ())
    recall = recall or ReadingCache()
    recall.begin(zone, files)
    folder = Folder(root, files, drafts or {})
    shelf = _Loading(Logs(folder, Context(zone, folder.evidence_fault)), list(problems))
    for file in sorted(files):
        kind = file.partition("/")[0]
        name = PurePosixPath(file).name
        if not name.endswith(".md"):
            if kind in ("clients", "contracts") and "/" in file and name.lower().endswith(WRONG_ENDINGS):
                message = msg("a client's or a contract's file ends in .md")
                shelf.problems.append(Problem(Place(file), "wrong-ending", message, msg("rename it")))
                shelf.whose_unknown = True
                continue
            if not name.endswith(OTHER_PAGES):
                continue
        text, faults = folder.read(file)
        shelf.problems += faults
        is_record = kind in ("clients", "contracts") and "/" in file and name not in INDEX_NAMES
        if text is None:
            if is_record and kind == "clients":
                shelf.unreadable_clients.add(PurePosixPath(file).stem)
            shelf.whose_unknown |= is_record and kind == "contracts"
            continue
        role = kind if is_record else "page"
        reading = recall.of(file, text, shelf.logs)
        if reading is None:
            before = set(shelf.logs.named)
            reading = read_file(file, text, role, shelf.logs)
            recall.keep(file, text, shelf.logs, shelf.logs.named.keys() - before, reading)
        _shelve(shelf, file, role, reading)
    recall.save(shelf.pages)
    rates = _rates(shelf)
    incomplete = frozenset(shelf.clients if shelf.whose_unknown else shelf.incomplete)
    shelf.problems += [
        *_links(shelf),
        *_invoice_ids(shelf.contracts.values()),
        *unused(folder, shelf.logs.named),
        *copies(files),
        *pointers(root, files),
    ]
    return Ledger(
        dict(sorted(shelf.clients.items())),
        dict(sorted(shelf.contracts.items())),
        shelf.pages,
        files,
        incomplete,
        in_file_order(shelf.problems),
        rates,
        shelf.logs.named,
        recall.digests(shelf.pages),
        frozenset(shelf.unreadable_clients),
    )


def _rates(shelf: _Loading) -> tuple[ReferenceRate, ...]:
    """Return the rates of the ledger's own table, unless a record list has that file."""
    folder = shelf.logs.folder
    if RATES_FILE not in folder.files or RATES_FILE in shelf.logs.named:
        return ()
    shelf.logs.named[RATES_FILE] = RATES_FILE
    text, faults = folder.read(RATES_FILE)
    log = Source(RATES_FILE)
    rates = () if text is None else tuple(csv_records(ReferenceRate, text, log, shelf.logs.context, "rates"))
    shelf.problems += [*faults, *log.problems, *rate_faults(rates)]
    return rates


def _shelve(shelf: _Loading, file: str, kind: str, reading: Reading) -> None:
    identity = PurePosixPath(file).stem
    problems = list(reading.problems)
    if kind == "clients":
        problems += _keep(shelf.clients, reading.value, file, identity)
        if identity not in shelf.clients:
            shelf.unreadable_clients.add(identity)
        if problems:
            shelf.incomplete.add(identity)
    elif kind == "contracts":
        problems += _keep(shelf.contracts, reading.value, file, identity)
        if problems and reading.owner:
            shelf.incomplete.add(reading.owner)
        shelf.whose_unknown |= bool(problems and not reading.owner)
    shelf.problems += problems
    shelf.pages[file] = reading.page


def _keep(kept: dict[str, Any], value: Client | Contract | None, file: str, identity: str) -> Iterator[Problem]:
    if identity in kept:
        first = kept[identity].place.file
        message = msg("{file} already has the id '{id}'", id=identity, file=first)
        yield Problem(Place(file), "duplicate-id", message, msg("rename this file"))
    elif value is not None:
        kept[identity] = value


def _links(shelf: _Loading) -> Iterator[Problem]:
    for value in shelf.contracts.values():
        if value.client not in shelf.clients and value.client not in shelf.unreadable_clients:
            meant = nearest(value.client, shelf.clients)
            hint = (
                msg("did you mean `{key}`?", key=meant)
                if meant
                else msg("write the name of a file in clients/, without .md")
            )
            if any(normalize("NFC", value.client) == normalize("NFC", client) for client in shelf.clients):
                hint = msg(
                    "the file's name encodes its accents differently (NFC or NFD); rename the file to exactly this text"
                )
            message = msg("client: there is no client '{id}'", id=value.client)
            yield Problem(value.places.get("client", value.place), "unknown-client", message, hint)


def _invoice_ids(contracts: Iterable[Contract]) -> Iterator[Problem]:
    first: dict[str, Invoice | CreditNote] = {}
    for value in contracts:
        records: list[Invoice | CreditNote] = [*value.invoices, *value.credit_notes]
        for invoice in records:
            if invoice.id in first:
                other = first[invoice.id].place
                message = msg("the ledger has the invoice number '{id}' twice", id=invoice.id)
                hint = msg("the first is at {place}", place=str(other))
                yield Problem(invoice.place, "duplicate-invoice", message, hint)
            else:
                first[invoice.id] = invoice
