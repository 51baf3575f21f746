"""What fuzzing once found is read for good; and each thing that is fuzzed is read as it begins."""

import random

import pytest

from fuzz import CASES, Run, attempt, changed
from fuzz_targets import SEEDS, TARGETS


def test_what_once_failed_is_read_or_refused():
    cases = sorted(CASES.glob("*-*"))
    assert {
        case.name: error for case in cases if (error := attempt(case.name.partition("-")[0], case.read_bytes()))
    } == {}


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_reads_what_it_begins_with_and_some_changes_of_it(target: str):
    run, chance = Run(keep=False), random.Random(20)  # noqa: S311 - nothing secret
    seeds = SEEDS[target]()
    for seed in seeds[:3]:
        run.one(target, seed)
        run.one(target, changed(seed, seeds[-1], chance))
    assert run.failures == {}
