"""What a run of `dev.py mutate` says and whether it is a failure."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "mutation"))

from breaks import Breaking
from counts import Counts


@pytest.mark.parametrize(
    ("counts", "is_good"),
    [
        (Counts(modules=2, found=7), True),
        (Counts(modules=2, found=6, explained=1), True),
        (Counts(modules=2, found=6, left=1), False),
        (Counts(modules=2, found=7, needless=1), False),
        (Counts(modules=2, untried=7), False),
    ],
)
def test_a_run_is_good_when_tests_find_every_break_but_those_explained(counts, is_good):
    assert counts.is_good == is_good


def test_the_last_line_says_what_was_done_and_what_came_of_it():
    counts = Counts(modules=1, found=7, explained=1, left=2) + Counts(modules=1, found=10)
    assert counts.summary == (
        "20 small mistakes were made in 2 modules, one at a time: tests fail at 17, 1 change nothing anybody can see "
        "(tests/mutation/mutants.toml says why), and 2 went unnoticed. Those are listed above by line, with what was "
        "there and what was put there instead."
    )


def test_the_change_of_a_number_is_told_with_the_expression_around_it():
    breaking = Breaking()
    breaking.visit(ast.parse("def last(days, most):\n    return days[-1] if len(days) > most else None\n"))
    assert [each.change for each in breaking.found] == ["len(days) > most → len(days) >= most", "1 → 2 in days[-1]"]
