"""Find what must change in a file of edition 1, each change with its place; no other byte changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from client_ledger.book import client, contract
from client_ledger.book.load import INDEX_NAMES
from client_ledger.edits.record import document_of
from client_ledger.edits.save import Change
from client_ledger.frontmatter.document import Document, Edit
from client_ledger.frontmatter.list_edits import listed, remove_key
from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.problems import Place
from client_ledger.frontmatter.spans import Front, front_of, is_before
from client_ledger.project import Project
from client_ledger.signs.editions import DROPPED, MEANINGS, RENAMED
from client_ledger.signs.limits import renamed_in
from client_ledger.text.message import Message, msg

ONE_RECORD = msg("a list of records that contains this one")
RECORDS = {"clients": client.RECORDS, "contracts": contract.RECORDS}
Needed = list[tuple[list[Edit], Message]]


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One change: its place, the line before and after it, and its new meaning."""

    place: Place
    before: tuple[str, ...]
    after: tuple[str, ...]
    meaning: Message


def upgrades(project: Project) -> tuple[list[Upgrade], list[Change]]:
    """Return what must change in the ledger and its settings; raise EditRefused if that is not certain."""
    found: list[Upgrade] = []
    changes: list[Change] = []
    for front, edits in _needed(project):
        document = front.document
        found += [_upgrade(document, each, meaning) for each, meaning in edits]
        after = document.edited(edit for each, _ in edits for edit in each)
        changes.append(Change(document.file, document.data, after))
    return found, changes


def _needed(project: Project) -> Iterator[tuple[Front, Needed]]:
    """Yield each file that must change, with the edits of each change and what is meant now."""
    settings = document_of(project, project.site.source.file)
    front = Front(settings, project.site.options, len(settings.starts))
    if edits := _of_signs(front):
        yield front, edits
    for file in sorted(project.ledger.files):
        path = PurePosixPath(file)
        kind = path.parts[0]
        if len(path.parts) == 1 or kind not in RECORDS or path.suffix != ".md" or path.name in INDEX_NAMES:
            continue
        front = front_of(document_of(project, file))
        if edits := [*(_of_signs(front) if kind == "clients" else ()), *_of_records(front, kind)]:
            yield front, edits


def _of_signs(front: Front) -> Needed:
    """Return the edits for limits under `signs` with a new name, and for levels that no longer exist."""
    found: Needed = []
    for sign, options in _maps(_map(front.root, "signs")):
        for level, limits in _maps(options):
            if (sign, level) in DROPPED:
                found.append((remove_key(front, options, level), MEANINGS[level]))
            for old in renamed_in(sign, level, limits):
                new = RENAMED[sign, old]
                start, end = front.offset(limits.marks[old]), front.offset(limits.key_ends[old])
                key = front.document.text[start:end].replace(old, new)
                found.append(([Edit(start, end, key)], MEANINGS[new]))
    return found


def _map(mapping: MapNode, key: str) -> MapNode | None:
    """Return the map written under a key; None for an alias, whose map is written elsewhere."""
    node = mapping.entries.get(key)
    if isinstance(node, MapNode) and not is_before(node.start_mark, mapping.key_ends[key]):
        return node
    return None


def _maps(mapping: MapNode | None) -> Iterator[tuple[str, MapNode]]:
    for key in mapping.entries if mapping else ():
        if mapping and (node := _map(mapping, key)):
            yield key, node


def _of_records(front: Front, kind: str) -> Needed:
    """Return the single records found where a list of records belongs."""
    found = (_map(front.root, key) for key in RECORDS[kind])
    return [(listed(front, node), ONE_RECORD) for node in found if node]


def _upgrade(document: Document, edits: list[Edit], meaning: Message) -> Upgrade:
    """Return a change with the lines that differ before and after it."""
    before = document.lf_text.split("\n")
    after = Document(document.file, document.edited(edits)).lf_text.split("\n")
    first = next(number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    place = Place(document.file, first + 1)
    return Upgrade(place, tuple(before[first : len(before) - last]), tuple(after[first : len(after) - last]), meaning)
