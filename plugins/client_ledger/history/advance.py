"""Find what changed from one version of a file to the next by looking only at the lines that changed.

A file of many years has thousands of versions. Each is compared as bytes with the one before, and only the records
on changed lines are read. `advance` returns None whenever this might not find what reading both versions
in full would find; then both are read in full.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.history.changes import Change, field_changes, record_changes
from client_ledger.history.hunks import Hunk, differing, moved
from client_ledger.history.outline import (
    Outline,
    Records,
    Section,
    is_one_section,
    records_of,
    records_on,
    rows_on,
    section_of,
    text_of,
)


@dataclass(frozen=True, slots=True)
class Advance:
    """The outline of the newer version and its changes; `names` tells whether it may name other files."""

    outline: Outline
    changes: list[Change]
    names: bool


def advance(old: Outline, data: bytes) -> Advance | None:
    """Return the changes from an older to a newer version, or None if both must be read in full."""
    if len(data) > LARGEST_FILE:
        return None
    gone: Records = []
    come: Records = []
    sections = list(old.sections)
    starts = [*(section.start for section in old.sections), old.close]
    hunks = list(differing(old.data, data, starts))
    for hunk in hunks:
        if hunk.start > old.close:
            continue
        number = _section_at(old, hunk)
        taken = None if number is None else _taken(old, number, hunk, data)
        if number is None or taken is None:
            return None
        sections[number], before, after = taken
        gone += before
        come += after
    first = hunks[0].end if hunks else old.close
    shifted = [each if each.start < first else each._replace(start=moved(each.start, hunks)) for each in sections]
    new = replace(old, data=data, sections=tuple(shifted), close=moved(old.close, hunks))
    found = [] if sections == list(old.sections) else list(field_changes(old.fields, new.fields))
    fields = bool(found)
    found += record_changes(gone, come)
    if not found and hunks and hunks[0].start <= old.close:
        found.append(Change("format"))
    if hunks and hunks[-1].start > old.close:
        if text_of(new.data[new.close :]) is None:
            return None
        found += [Change("text")] if old.body != new.body else []
    evidence = any(field == "evidence" for _, facts in gone + come for field, _ in facts)
    return Advance(new, found, fields or evidence)


def _section_at(old: Outline, hunk: Hunk) -> int | None:
    """Return the number of the section with a hunk; an insertion between two belongs to the first."""
    starts = [section.start for section in old.sections]
    find = bisect_left if hunk.start == hunk.end else bisect_right
    number = find(starts, hunk.start) - 1
    return number if number >= 0 and hunk.end <= _end(old, number) else None


def _end(old: Outline, number: int) -> int:
    """Return where a section ends."""
    return old.sections[number + 1].start if number + 1 < len(old.sections) else old.close


def _taken(old: Outline, number: int, hunk: Hunk, data: bytes) -> tuple[Section, Records, Records] | None:
    """Return a section after applying a hunk, and the records around the hunk before and after."""
    section, end = old.sections[number], _end(old, number)
    before_hunk, after_hunk = hunk.new_start - hunk.start, hunk.new_end - hunk.end
    first = old.data.find(b"\n", section.start) + 1
    if old.kind == "log":
        after = rows_on(old.header, section.name, data[hunk.new_start : hunk.new_end]) if hunk.start >= first else None
        before = rows_on(old.header, section.name, old.data[hunk.start : hunk.end])
        return None if before is None or after is None else (section, before, after)
    if section.dash is None or hunk.start < first:
        piece = data[section.start + before_hunk : end + after_hunk]
        new = section_of(section.start, piece) if is_one_section(piece) else None
        if new is None or new.name != section.name:
            return None
        before = records_of(section, old.data[first:end])
        new_first = data.find(b"\n", section.start + before_hunk) + 1
        after = records_of(new, data[new_first : end + after_hunk])
        return None if before is None or after is None else (new, before, after)
    start = old.data.rfind(section.dash, first, hunk.start) + 1 or first
    stop = old.data.find(section.dash, hunk.end - 1, end) + 1 or end
    before = records_on(section.name, section.dash, old.data[start:stop])
    after = records_on(section.name, section.dash, data[start + before_hunk : stop + after_hunk])
    return None if before is None or after is None else (section, before, after)
