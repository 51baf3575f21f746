"""Read one Markdown file: a client, a contract or an ordinary page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from client_ledger.book import client, contract
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract, contract_faults
from client_ledger.book.logs import Logs
from client_ledger.book.model_fields import field_names
from client_ledger.book.money_faults import credit_faults
from client_ledger.book.reading_cache import Page, Reading
from client_ledger.book.records import invoice_faults
from client_ledger.book.validate import build, check_keys, is_empty, place_of, plain
from client_ledger.frontmatter.nodes import MapNode, Scalar
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.frontmatter.reader import FREE_KEYS, Source, read_source
from client_ledger.text.message import msg

T = TypeVar("T", Client, Contract)
PAGE_KEYS = ("title", "template", "hide", "tags", "description")
OBSIDIAN_KEYS = ("aliases", "cssclasses", "publish", "permalink")
RECORD_LISTS = {*client.RECORDS, *contract.RECORDS}
KNOWN = {*field_names(Client), *field_names(Contract), *PAGE_KEYS}
MODELS: dict[str, type] = {"clients": Client, "contracts": Contract}
CUT_SHORT = frozenset({"invalid-yaml", "too-deep"})


def read_file(file: str, text: str, kind: str, logs: Logs) -> Reading:
    """Return the contents of a Markdown file, and of the CSV files it names."""
    if file.startswith("evidence/"):
        return Reading(None, Page(file, text, {}), "", ())
    source = read_source(text, file, FREE_KEYS, required=kind != "page", known=KNOWN)
    identity = PurePosixPath(file).stem
    value: Client | Contract | None = None
    owner = ""
    if kind == "clients":
        value = read_client(identity, source, logs)
    elif kind == "contracts":
        value = read_contract(identity, source, logs)
        named = source.front.entries.get("client") if source.front else None
        owner = named.value if isinstance(named, Scalar) else ""
    else:
        _check_misplaced(source)
    entries = source.front.entries if source.front else {}
    kept = entries if kind == "page" else [key for key in PAGE_KEYS if key in entries]
    page = Page(file, source.body, {key: plain(entries[key]) for key in kept})
    return Reading(value, page, owner, tuple(source.problems))


def _check_misplaced(source: Source) -> None:
    """Report the fields of clients and contracts in files where they are not read.

    An ordinary page may have a `name` or an `end` of its own, unless it lies in the folder of clients or contracts.
    """
    path = PurePosixPath(source.file)
    model = MODELS.get(path.parts[0]) if path.name != "index.md" else None
    fields = RECORD_LISTS if model is None else set(field_names(model)) - set(PAGE_KEYS)
    to_records = msg("move the file to clients/ or contracts/")
    hint = to_records if model is None else msg("give the file another name")
    for key, mark in (source.front.marks if source.front else {}).items():
        if key in fields:
            message = msg("`{key}` is in an ordinary page, where no records are read", key=key)
            source.fault(mark, "misplaced-records", message, hint)


def read_client(identity: str, source: Source, logs: Logs) -> Client | None:
    """Return a client's file as a value; a client without a readable name is named by its id."""
    return _read(Client, client.RECORDS, identity, source, logs, {"name": identity})


def read_contract(identity: str, source: Source, logs: Logs) -> Contract | None:
    """Return a contract's file as a value, or None if a required field is missing."""
    value = _read(Contract, contract.RECORDS, identity, source, logs, {})
    if value is None:
        return None
    for name, message, hint in contract_faults(value):
        source.problems.append(Problem(value.places.get(name, value.place), "invalid-value", message, hint))
    for invoice in value.invoices:
        for message, hint in invoice_faults(invoice):
            source.problems.append(Problem(invoice.place, "invalid-value", message, hint))
    source.problems += credit_faults(value)
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
    check_keys(source, front, dict.fromkeys([*field_names(model), *PAGE_KEYS, *OBSIDIAN_KEYS, *FREE_KEYS]))
    scalars = MapNode(front.start_mark)
    given: dict[str, object] = {
        "id": identity,
        "place": Place(source.file),
        "places": {key: place_of(source, node.start_mark) for key, node in front.entries.items() if not is_empty(node)},
        "body": source.body,
    }
    for key, node in front.entries.items():
        if key in kinds:
            given[key] = () if is_empty(node) else logs.records(kinds[key], source, key, node)
        elif key in own and isinstance(node, MapNode):
            given[key] = node
        elif key in own and not is_empty(node):
            hint = msg("write `late-payments: {{grace_days: 5}}`")
            source.fault(
                node.start_mark, "wrong-type", msg("`{key}` must list signs, each with its limits", key=key), hint
            )
        elif key in field_names(model):
            scalars.entries[key] = node
            scalars.marks[key] = front.marks[key]
    before = len(source.problems)
    is_cut_short = any(problem.code in CUT_SHORT for problem in source.problems)
    value = build(model, scalars, source, logs.context, "", given)
    if is_cut_short:  # the missing field may be in the part below that could not be read
        source.problems[before:] = [each for each in source.problems[before:] if each.code != "missing-field"]
    if value is None:
        value = _read_what_fits(model, scalars, source, logs, given, fallback)
    return value


def _read_what_fits(
    model: type[T],
    scalars: MapNode,
    source: Source,
    logs: Logs,
    given: dict[str, object],
    fallback: dict[str, str],
) -> T | None:
    """Return the value without the fields that cannot be read, which are already reported."""
    fitting = MapNode(scalars.start_mark)
    for key, node in scalars.entries.items():
        trial = Source(source.file)
        alone = MapNode(scalars.start_mark, {key: node}, {key: scalars.marks[key]})
        build(model, alone, trial, logs.context, "", {**given})
        elsewhere = place_of(source, scalars.start_mark)  # where other fields are missed
        if all(problem.place == elsewhere for problem in trial.problems):
            fitting.entries[key] = node
            fitting.marks[key] = scalars.marks[key]
    missing = {key: text for key, text in fallback.items() if key not in fitting.entries}
    return build(model, fitting, Source(source.file), logs.context, "", {**given, **missing})
