"""A folder in, a ledger and its problems out; one broken file never hides another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from client_ledger.book import client, contract, nodes
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract, contract_faults
from client_ledger.book.logs import Folder, Logs, csv_records, unused
from client_ledger.book.phrase import Phrase, phrase
from client_ledger.book.problems import Place, Problem, in_file_order, nearest
from client_ledger.book.rates import RATES_FILE, ReferenceRate, rate_faults
from client_ledger.book.recall import Page, Reading, Recall
from client_ledger.book.records import Invoice, invoice_faults
from client_ledger.book.source import Source, read_source
from client_ledger.book.validate import Context, build, check_keys, field_names, place_of, plain

T = TypeVar("T", Client, Contract)
PAGE_KEYS = ("title", "template", "hide", "tags", "description")
FREE_KEYS = frozenset({"extra"})
INDEX_NAMES = frozenset({"index.md", "README.md"})
MARKDOWN_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything one folder holds, by id, in order of id, and what could not be read.

    `incomplete` are the clients of whom some record could not be read.
    """

    clients: dict[str, Client]
    contracts: dict[str, Contract]
    pages: dict[str, Page]
    files: frozenset[str]
    incomplete: frozenset[str]
    problems: tuple[Problem, ...]
    rates: tuple[ReferenceRate, ...] = ()


@dataclass(slots=True)
class _Shelf:
    """What has been read so far."""

    logs: Logs
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    unreadable_clients: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)


def load(root: Path, zone: ZoneInfo, drafts: Mapping[str, bytes] | None = None, recall: Recall | None = None) -> Ledger:
    """Return the ledger in a folder; times without an offset are in `zone`.

    `drafts` are files, relative to the folder, as they would be: they are read in place of those on the disk.
    `recall` keeps what was read from one call to the next.
    """
    files, problems = _walk(root)
    files |= frozenset(drafts or ())
    if recall:
        recall.begin(zone, files)
    folder = Folder(root, files, drafts or {})
    shelf = _Shelf(Logs(folder, Context(zone, folder.evidence_fault)), list(problems))
    for file in sorted(files):
        kind = file.partition("/")[0]
        name = PurePosixPath(file).name
        if name.lower().endswith(MARKDOWN_ENDINGS) and kind in ("clients", "contracts"):
            message = phrase("a client's or a contract's file ends in .md")
            shelf.problems.append(Problem(Place(file), "wrong-ending", message, phrase("rename it")))
        if not name.endswith(".md"):
            continue
        text, faults = folder.read(file)
        shelf.problems += faults
        is_record = kind in ("clients", "contracts") and "/" in file and name not in INDEX_NAMES
        if text is None:
            if is_record and kind == "clients":
                shelf.unreadable_clients.add(PurePosixPath(file).stem)
            continue
        role = kind if is_record else "page"
        reading = recall.of(file, text, shelf.logs) if recall else None
        if reading is None:
            before = set(shelf.logs.named)
            reading = _read_file(file, text, role, shelf.logs)
            if recall:
                recall.keep(file, text, shelf.logs, shelf.logs.named - before, reading)
        _shelve(shelf, file, role, reading)
    rates = _rates(shelf)
    shelf.problems += [
        *_links(shelf),
        *_invoice_ids(shelf.contracts.values()),
        *unused(folder, shelf.logs.named),
    ]
    return Ledger(
        dict(sorted(shelf.clients.items())),
        dict(sorted(shelf.contracts.items())),
        shelf.pages,
        files,
        frozenset(shelf.incomplete),
        in_file_order(shelf.problems),
        rates,
    )


def _rates(shelf: _Shelf) -> tuple[ReferenceRate, ...]:
    """Return the rates of the ledger's own table, unless a record list has that file."""
    folder = shelf.logs.folder
    if RATES_FILE not in folder.files or RATES_FILE in shelf.logs.named:
        return ()
    shelf.logs.named.add(RATES_FILE)
    text, faults = folder.read(RATES_FILE)
    log = Source(RATES_FILE)
    rates = () if text is None else tuple(csv_records(ReferenceRate, text, log, shelf.logs.context, "rates"))
    shelf.problems += [*faults, *log.problems, *rate_faults(rates)]
    return rates


def _walk(root: Path) -> tuple[frozenset[str], list[Problem]]:
    """Return the files below a folder, hidden ones left out, and the links that lead out of it or nowhere."""
    inside = root.resolve()
    files: set[str] = set()
    problems: list[Problem] = []
    stack = [(str(root), "", frozenset({str(inside)}))]
    while stack:
        folder, prefix, above = stack.pop()
        for entry in os.scandir(folder):
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            within = above
            if entry.is_symlink():
                target = Path(entry.path).resolve()
                fault = _link_fault(target, inside, above)
                if fault:
                    problems.append(Problem(Place(path), "link-leaves-ledger", fault, phrase("copy it here")))
                    continue
                within = above | {str(target)}
            if entry.is_dir():
                stack.append((entry.path, path + "/", within))
            else:
                files.add(path)
    return frozenset(files), problems


def _link_fault(target: Path, inside: Path, above: frozenset[str]) -> Phrase | None:
    if not target.is_relative_to(inside):
        return phrase("this link leaves the ledger folder")
    if not target.exists():
        return phrase("this link leads nowhere")
    return phrase("this link leads to a folder it stands in") if str(target) in above else None


def _read_file(file: str, text: str, kind: str, logs: Logs) -> Reading:
    """Return what stands in a Markdown file; the CSV files it names are read with it."""
    source = read_source(text, file, FREE_KEYS, required=kind != "page")
    identity = PurePosixPath(file).stem
    value: Client | Contract | None = None
    owner = ""
    if kind == "clients":
        value = read_client(identity, source, logs)
    elif kind == "contracts":
        value = read_contract(identity, source, logs)
        named = source.front.entries.get("client") if source.front else None
        owner = named.value if isinstance(named, nodes.Scalar) else ""
    else:
        _check_misplaced(source)
    entries = source.front.entries if source.front else {}
    kept = entries if kind == "page" else [key for key in PAGE_KEYS if key in entries]
    page = Page(file, source.body, {key: plain(entries[key]) for key in kept})
    return Reading(value, page, owner, tuple(source.problems))


def _shelve(shelf: _Shelf, file: str, kind: str, reading: Reading) -> None:
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
    shelf.problems += problems
    shelf.pages[file] = reading.page


def _keep(kept: dict[str, Any], value: Client | Contract | None, file: str, identity: str) -> Iterator[Problem]:
    if identity in kept:
        first = kept[identity].place.file
        message = phrase("the id '{id}' is already {file}'s", id=identity, file=first)
        yield Problem(Place(file), "duplicate-id", message, phrase("rename this file"))
    elif value is not None:
        kept[identity] = value


def _check_misplaced(source: Source) -> None:
    for key in ("invoices", "hours", "requests", "messages", "incidents"):
        if source.front and key in source.front.entries:
            message = phrase("`{key}` stands in an ordinary page, where no record is read", key=key)
            hint = phrase("move the file to clients/ or contracts/")
            source.fault(source.front.marks[key], "misplaced-records", message, hint)


def read_client(identity: str, source: Source, logs: Logs) -> Client | None:
    """Return a client's file as a value; a client without a readable name goes by its id."""
    return _read(Client, client.RECORDS, identity, source, logs, {"name": identity})


def read_contract(identity: str, source: Source, logs: Logs) -> Contract | None:
    """Return a contract's file as a value, or None when it lacks what every contract has."""
    value = _read(Contract, contract.RECORDS, identity, source, logs, {})
    if value is None:
        return None
    for name, message, hint in contract_faults(value):
        source.problems.append(Problem(value.places.get(name, value.place), "invalid-value", message, hint))
    for invoice in value.invoices:
        for message, hint in invoice_faults(invoice):
            source.problems.append(Problem(invoice.place, "invalid-value", message, hint))
    return value


def _read(
    model: type[T],
    kinds: Mapping[str, type],
    identity: str,
    source: Source,
    logs: Logs,
    fallback: dict[str, str],
) -> T | None:
    front = source.front
    if front is None:
        return None
    own = {"signs"} if model is Client else set()
    check_keys(source, front, dict.fromkeys([*field_names(model), *PAGE_KEYS, *FREE_KEYS]))
    scalars = nodes.Mapping(front.start_mark)
    given: dict[str, object] = {
        "id": identity,
        "place": Place(source.file),
        "places": {key: place_of(source, node.start_mark) for key, node in front.entries.items()},
        "body": source.body,
    }
    for key, node in front.entries.items():
        if key in kinds:
            given[key] = logs.records(kinds[key], source, key, node) if not _not_given(node) else ()
        elif key in own and isinstance(node, nodes.Mapping):
            given[key] = node
        elif key in own and not _not_given(node):
            hint = phrase("write `late-payments: {{grace_days: 5}}`")
            source.fault(node.start_mark, "wrong-type", phrase("`{key}` is a map of signs", key=key), hint)
        elif key in field_names(model):
            scalars.entries[key] = node
            scalars.marks[key] = front.marks[key]
    value = build(model, scalars, source, logs.context, "", given)
    if value is None:
        value = _read_what_fits(model, scalars, source, logs, given, fallback)
    return value


def _not_given(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Scalar) and not node.value.strip()


def _read_what_fits(
    model: type[T],
    scalars: nodes.Mapping,
    source: Source,
    logs: Logs,
    given: dict[str, object],
    fallback: dict[str, str],
) -> T | None:
    """Return the value without the fields that cannot be read, which are recorded already."""
    fitting = nodes.Mapping(scalars.start_mark)
    for key, node in scalars.entries.items():
        trial = Source(source.file)
        alone = nodes.Mapping(scalars.start_mark, {key: node}, {key: scalars.marks[key]})
        build(model, alone, trial, logs.context, "", {**given})
        if not any(problem.place == place_of(source, node.start_mark) for problem in trial.problems):
            fitting.entries[key] = node
            fitting.marks[key] = scalars.marks[key]
    missing = {key: text for key, text in fallback.items() if key not in fitting.entries}
    return build(model, fitting, Source(source.file), logs.context, "", {**given, **missing})


def _links(shelf: _Shelf) -> Iterator[Problem]:
    for value in shelf.contracts.values():
        if value.client not in shelf.clients and value.client not in shelf.unreadable_clients:
            meant = nearest(value.client, shelf.clients)
            hint = (
                phrase("did you mean `{key}`?", key=meant) if meant else phrase("write the stem of a file in clients/")
            )
            message = phrase("client: there is no client '{id}'", id=value.client)
            yield Problem(value.places.get("client", value.place), "unknown-client", message, hint)


def _invoice_ids(contracts: Iterable[Contract]) -> Iterator[Problem]:
    first: dict[str, Invoice] = {}
    for value in contracts:
        for invoice in value.invoices:
            if invoice.id in first:
                other = first[invoice.id].place
                message = phrase("the invoice id '{id}' stands in the ledger twice", id=invoice.id)
                hint = phrase("the first is {place}", place=str(other))
                yield Problem(invoice.place, "duplicate-invoice", message, hint)
            else:
                first[invoice.id] = invoice
