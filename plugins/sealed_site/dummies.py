"""Dummy files beside the sealed ones, so that the number of files does not reveal when something was added."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST_STEP = 16
PARTS = 10


def rounded_up(count: int) -> int:
    """Return the number of files to which `count` is rounded up: in steps of a tenth, and of at least 16."""
    step = SMALLEST_STEP
    while step < count:
        step += max(SMALLEST_STEP, step // PARTS)
    return step


def dummy_lengths(lengths: Sequence[int], count: int) -> list[int]:
    """Return the lengths of `count` dummies, distributed like the lengths of the real files.

    By chance they would change from publish to publish, and so tell themselves from files that have not changed.
    """
    ordered = sorted(lengths)
    return [ordered[(2 * place + 1) * len(ordered) // (2 * count)] for place in range(count)]
