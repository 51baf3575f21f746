"""Find the whole lines in which two versions of a text differ, by comparing bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Hunk(NamedTuple):
    """Bytes `start` to `end` of the older version, replaced by `new_start` to `new_end` of the newer."""

    start: int
    end: int
    new_start: int
    new_end: int


def differing(old: bytes, data: bytes, starts: Sequence[int]) -> Iterator[Hunk]:
    """Yield the hunks between two versions; no hunk crosses one of the line `starts` that both versions have."""
    hunk = _trimmed(old, data, Hunk(0, len(old), 0, len(data)))
    for start in starts:
        if hunk and hunk.start <= start < hunk.end:
            line = b"\n" + old[start : old.find(b"\n", start) + 1 or None]
            found = data.find(line, max(hunk.new_start - 1, 0), hunk.new_end)
            if found >= 0:
                head = _trimmed(old, data, Hunk(hunk.start, start, hunk.new_start, found + 1))
                if head:
                    yield head
                hunk = _trimmed(old, data, Hunk(start, hunk.end, found + 1, hunk.new_end))
    if hunk:
        yield hunk


def _trimmed(old: bytes, new: bytes, hunk: Hunk) -> Hunk | None:
    """Return a hunk without equal lines at its start and end; None if all lines are equal."""
    before, after = old[hunk.start : hunk.end], new[hunk.new_start : hunk.new_end]
    if before == after:
        return None
    head = before.rfind(b"\n", 0, _shared(before, after)) + 1
    before, after = before[head:], after[head:]
    same = _shared_end(before, after)
    longer, shorter = (before, after) if len(before) > len(after) else (after, before)
    if same < len(shorter) or longer[: len(longer) - same][-1:] != b"\n":
        line_end = before.find(b"\n", len(before) - same)
        same = len(before) - line_end - 1 if line_end >= 0 else 0
    return Hunk(hunk.start + head, hunk.end - same, hunk.new_start + head, hunk.new_end - same)


def _shared(one: bytes, other: bytes) -> int:
    """Return the length of two texts' common prefix, in bytes."""
    low, high = 0, min(len(one), len(other)) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if other.startswith(one[low:middle], low):
            low = middle
        else:
            high = middle
    return low


def _shared_end(one: bytes, other: bytes) -> int:
    """Return the length of two texts' common suffix, in bytes."""
    end, other_end = len(one), len(other)
    low, high = 0, min(end, other_end) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if other.endswith(one[end - middle : end - low], 0, other_end - low):
            low = middle
        else:
            high = middle
    return low


def moved(position: int, hunks: Sequence[Hunk]) -> int:
    """Return the newer version's position for a position of the older version outside all hunks."""
    passed = [hunk for hunk in hunks if hunk.end <= position]
    return position + (passed[-1].new_end - passed[-1].end if passed else 0)
