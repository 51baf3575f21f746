"""What changed from one version of a file to the next, as changes of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from client_ledger.history.facts import Version
from client_ledger.history.values import Facts

ChangeKind: TypeAlias = Literal[
    "record", "records", "field", "text", "format", "unreadable", "added", "removed", "renamed", "content"
]
LISTED = 12

# How to recognise a list's records from one version to the next, the surest way first.
MARKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "invoices": (("id",), ("issued", "amount")),
    "hours": (("id",), ("date", "task"), ("date",)),
    "requests": (("date", "text"), ("date",), ("text",)),
    "messages": (("at", "text"), ("at",), ("text",)),
    "incidents": (("date", "kind", "text"), ("date", "kind"), ("date", "text"), ("text",), ("date",)),
    "boundaries": (("date", "sign", "text"), ("date", "sign"), ("sign", "text")),
    "accepted": (("sign", "until"), ("sign",)),
    "decisions": (("date", "decision"), ("date",)),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a file.

    `record`: `name` is the list; `before` and `after` are the record's facts, None if it did not exist.
    `records`: `name` is the list of a new file, `after` the number of its records, if too many to list.
    `field`: `name` is the field, `before` and `after` its text. `renamed`: the paths. `added`, `removed`,
    `unreadable`: the file as a whole; `content`: what is in it (evidence); `text`: the notes below the
    front matter; `format`: comments, order and spacing alone.
    """

    kind: ChangeKind
    name: str = ""
    before: Facts | str | None = None
    after: Facts | str | None = None

    @property
    def fields(self) -> Iterator[tuple[str, str | None, str | None]]:
        """The changed fields of a record: name, value before, value after."""
        before = dict(self.before) if isinstance(self.before, tuple) else {}
        after = dict(self.after) if isinstance(self.after, tuple) else {}
        for name in [*after, *(name for name in before if name not in after)]:
            if before.get(name) != after.get(name):
                yield name, before.get(name), after.get(name)

    @property
    def alters(self) -> bool:
        """Whether an existing fact was replaced or removed, and not just a new one added."""
        if self.kind != "record" or self.before is None:
            return False
        return self.after is None or any(not _completes(*field) for field in self.fields)


def _completes(name: str, before: str | None, after: str | None) -> bool:
    if before is None or (name == "answer" and before == "pending"):
        return True
    return name in {"payments", "evidence"} and after is not None and after.startswith(f"{before}\n")


def changes(old: Version, new: Version) -> list[Change]:
    """Return the changes from the old to the new version, in the order of the file."""
    found = [*field_changes(old.fields, new.fields), *record_changes(old.records, new.records)]
    if not found and old.front != new.front:
        found.append(Change("format"))
    if old.body != new.body:
        found.append(Change("text"))
    return found


def field_changes(old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    """Yield the fields that differ."""
    for name in [*new, *(name for name in old if name not in new)]:
        if old.get(name) != new.get(name):
            yield Change("field", name, old.get(name), new.get(name))


def added(version: Version) -> list[Change]:
    """Return a new file's records as added."""
    return [Change("record", name, None, facts) for name, facts in version.records]


def listed(found: list[Change]) -> list[Change]:
    """Return a new file's changes; many records are only counted."""
    if len(found) <= LISTED:
        return found
    counts = Counter(change.name for change in found)
    return [Change("records", name, None, str(count)) for name, count in counts.items()]


def record_changes(old: list[tuple[str, Facts]], new: list[tuple[str, Facts]]) -> Iterator[Change]:
    """Yield the added, changed and removed records, pairing an added and a removed record that are the same thing."""
    start, old_end, new_end = 0, len(old), len(new)
    while start < min(old_end, new_end) and old[start] == new[start]:
        start += 1
    while old_end > start and new_end > start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    if start == old_end and new_end == start + 1:  # by far the most often
        name, facts = new[start]
        yield Change("record", name, None, facts)
        return
    gone, come = Counter(old[start:old_end]), Counter(new[start:new_end])
    gone, come = gone - come, come - gone
    if not gone and not come:
        return
    partner = _pairs(list(gone.elements()), list(come.elements()))
    for (name, facts), count in come.items():
        for _ in range(count):
            befores = partner.get((name, facts), [])
            before = befores.pop(0) if befores else None
            if before is not None:
                gone[(name, before)] -= 1
            yield Change("record", name, before, facts)
    for (name, facts), count in gone.items():
        for _ in range(count):
            yield Change("record", name, facts, None)


def _pairs(gone: list[tuple[str, Facts]], come: list[tuple[str, Facts]]) -> dict[tuple[str, Facts], list[Facts]]:
    """Return, for added records, the removed ones that are the same thing."""
    found: dict[tuple[str, Facts], list[Facts]] = {}
    for step in range(max(map(len, MARKS.values()))):
        waiting: dict[tuple[str, ...], list[int]] = {}
        for index in reversed(range(len(gone))):
            if mark := _mark(gone[index], step):
                waiting.setdefault(mark, []).append(index)
        left, used = [], set()
        for record in come:
            mark = _mark(record, step)
            if mark and waiting.get(mark):
                index = waiting[mark].pop()
                used.add(index)
                found.setdefault(record, []).append(gone[index][1])
            else:
                left.append(record)
        come = left
        gone = [record for index, record in enumerate(gone) if index not in used]
    return found


def _mark(record: tuple[str, Facts], step: int) -> tuple[str, ...] | None:
    name, facts = record
    ways = MARKS.get(name, ())
    if step >= len(ways):
        return None
    values = dict(facts)
    mark = tuple(values.get(field, "") for field in ways[step])
    return (name, *mark) if all(mark) else None


def _standing(records: list[tuple[str, Facts]], record: tuple[str, Facts]) -> tuple[str, Facts] | None:
    """Return a record's current facts: another branch may have changed it while its surest mark stayed."""
    if record in records:
        return record
    mark = _mark(record, 0)
    return next((each for each in records if mark and _mark(each, 0) == mark), None)


def apply(version: Version, steps: Iterable[Change]) -> Version:
    """Return the version after changes to its fields and records; added records come last."""
    fields = dict(version.fields)
    records = list(version.records)
    for step in steps:
        if step.kind == "field" and not isinstance(step.after, tuple):
            fields.pop(step.name, None)
            if step.after is not None:
                fields[step.name] = step.after
        elif step.kind == "record":
            if isinstance(step.before, tuple) and (status := _standing(records, (step.name, step.before))):
                records.remove(status)
            if isinstance(step.after, tuple):
                records.append((step.name, step.after))
    return replace(version, fields=fields, records=records)
