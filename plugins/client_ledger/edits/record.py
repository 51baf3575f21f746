"""Add records to a client or a contract: in its front matter, or in the CSV file that its list names."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from client_ledger.book import client, contract
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.logs import Folder
from client_ledger.book.model_fields import field_names
from client_ledger.book.validate import Context, build
from client_ledger.edits.refusals import correct_first, fault_in_list, logs_named
from client_ledger.edits.save import Change, read_bytes, unsafe
from client_ledger.frontmatter.csv_edits import append_rows, columns, row_text
from client_ledger.frontmatter.document import Document, Edit, EditRefused
from client_ledger.frontmatter.list_edits import Field, add_key, append_items, flow_map, flow_value, set_field
from client_ledger.frontmatter.nodes import ListNode, MapNode, Mark, Node, Scalar, Spot
from client_ledger.frontmatter.problems import Place
from client_ledger.frontmatter.reader import Source
from client_ledger.frontmatter.spans import entry, front_of, names_in
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr

NOWHERE = Spot(0, 0)
Owner = Client | Contract
Record = Mapping[str, Field]


def model_of(owner: Owner, key: str) -> type:
    """Return the model of the records in a list of a client or a contract."""
    return (contract.RECORDS if isinstance(owner, Contract) else client.RECORDS)[key]


def read_record(project: Project, model: type, values: Record) -> Any:  # noqa: ANN401 - any of the format's records
    """Return the record with these values; raise EditRefused with the reader's own messages if they are invalid."""
    folder = Folder(project.site.docs_dir, project.ledger.files)
    source = Source("")
    context = Context(project.settings.zone, folder.evidence_fault)
    record = build(model, _node(values), source, context, "", {"place": Place("")})
    if record is None or source.problems:
        raise EditRefused("\n".join(problem.sentence(cli_formatter()) for problem in source.problems))
    return record


def fault_in(project: Project, model: type, name: str, value: Field) -> str | None:
    """Return the reader's message about one field of a record, regardless of the others, or None."""
    folder = Folder(project.site.docs_dir, project.ledger.files)
    source, mark = Source(""), Spot(1, 0)
    node = MapNode(NOWHERE, {name: _node(value, mark)}, {name: mark})
    build(model, node, source, Context(project.settings.zone, folder.evidence_fault), "", {"place": Place("")})
    return next((each.sentence(cli_formatter()) for each in source.problems if each.place.line == mark.line + 1), None)


def _node(value: Field | Record, mark: Mark = NOWHERE) -> Node:
    if isinstance(value, str):
        return Scalar(value, mark, style='"')  # a text, written in quotes where it needs them
    if isinstance(value, list):
        return ListNode(mark, [_node(item) for item in value])
    return MapNode(mark, {key: _node(item) for key, item in value.items()}, dict.fromkeys(value, mark))


def add_records(
    project: Project, owner: Owner, key: str, records: Sequence[Record], pending: Sequence[Change] = ()
) -> list[Change]:
    """Return the change that adds records after the list's last ones, on top of pending changes."""
    document = document_of(project, owner.place.file, pending)
    names, in_place = names_in(front_of(document), key)
    used = {name for record in records for name in record}
    log = None if in_place else _log(project, document, names, used, pending)
    if log is not None and all(isinstance(value, str) for record in records for value in record.values()):
        return [_rows_added(log, records)]
    front = front_of(document)
    edits = append_items(front, front.root, key, [flow_map(record) for record in records])
    return [Change(document.file, document.data, document.edited(edits))]


def add_to_log(project: Project, owner: Owner, key: str, records: Sequence[Record]) -> list[Change]:
    """Return the changes that add records to the list's CSV file, which is created if there is none."""
    document = document_of(project, owner.place.file)
    used = {name for record in records for name in record}
    header = [name for name in field_names(model_of(owner, key)) if name in used]
    names, _ = names_in(front_of(document), key)
    log = _log(project, document, names, used)
    if log is not None:
        return [_rows_added(log, records)]
    file = _free_name(project, owner, key)
    new = Document(file, row_text(header).encode("utf-8"))
    rows = new.edited(append_rows(new, [_cells(record) for record in records]))
    edits = _name_log(document, key, PurePosixPath(file).name)
    return [Change(file, None, rows), Change(document.file, document.data, document.edited(edits))]


def document_of(project: Project, file: str, pending: Sequence[Change] = ()) -> Document:
    """Return a file of the ledger, after any pending changes."""
    changed = {change.file: change.after for change in pending}
    return Document(file, changed[file] if file in changed else read_bytes(project, file))


def confirm(project: Project, after: Project, owner: Owner, key: str, added: Sequence[object]) -> list[Place]:
    """Return the places of the added records in the ledger `after` the change.

    Raise EditRefused if anything else of the owner would change.
    """
    ledger = after.ledger.contracts if isinstance(owner, Contract) else after.ledger.clients
    new = ledger.get(owner.id)
    if new is None or _without(owner, key) != _without(new, key):
        raise _cannot(project, owner, key)
    missing = Counter(_values(record) for record in added)
    kept = Counter(_values(record) for record in getattr(owner, key))
    if Counter(_values(record) for record in getattr(new, key)) != missing + kept:
        raise _cannot(project, owner, key)
    places = []
    for record in reversed(getattr(new, key)):
        if missing[_values(record)] > 0:
            missing[_values(record)] -= 1
            places.append(record.place)
    return places[::-1]


def _cannot(project: Project, owner: Owner, key: str) -> EditRefused:
    """Return why records cannot be added to a list."""
    fault = fault_in_list(project, owner, key)
    if fault is not None:
        return unsafe(project, tr("nothing was written; {correct_first}", correct_first=correct_first(project, fault)))
    return unsafe(
        project,
        tr(
            "nothing was written, because `{key}` of {file} cannot be changed safely; add it by hand",
            key=key,
            file=owner.place.file,
        ),
    )


def _without(owner: Any, key: str) -> list[object]:  # noqa: ANN401 - mypy sees no dataclass in a union
    names = [each.name for each in dataclasses.fields(owner) if each.name not in (key, "place", "places", "signs")]
    values = [getattr(owner, name) for name in names]
    return [[_values(item) for item in value] if _is_list(value) else value for value in values]


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "place")


def _values(record: Any) -> tuple[object, ...]:  # noqa: ANN401 - any of the format's records
    return tuple(getattr(record, each.name) for each in dataclasses.fields(record) if each.name != "place")


def _log(
    project: Project, document: Document, names: Sequence[str], used: set[str], pending: Sequence[Change] = ()
) -> Document | None:
    """Return the last of the named CSV files that has every column the records use."""
    for file in reversed(logs_named(project, document.file, names)):
        log = document_of(project, file, pending)
        if used <= set(columns(log)):
            return log
    return None


def _rows_added(log: Document, records: Sequence[Record]) -> Change:
    return Change(log.file, log.data, log.edited(append_rows(log, [_cells(record) for record in records])))


def _cells(record: Record) -> dict[str, str]:
    return {name: value if isinstance(value, str) else flow_value(value) for name, value in record.items()}


def _free_name(project: Project, owner: Owner, key: str) -> str:
    """Return a free name for a file beside the owner's file."""
    folder = PurePosixPath(owner.place.file).parent
    names = (f"{folder}/{owner.id}-{key}{number}.csv" for number in ("", *(f"-{each}" for each in range(2, 1000))))
    return next(name for name in names if name not in project.drafts and not (project.site.docs_dir / name).exists())


def _name_log(document: Document, key: str, name: str) -> list[Edit]:
    front = front_of(document)
    found = entry(front.root, key)
    written = flow_value(name)
    if found is None:
        return add_key(front, front.root, key, written)
    if isinstance(found, Scalar) and not found.value.strip():
        return set_field(front, front.root, key, written)
    return append_items(front, front.root, key, [written])
