"""Edits at random, one after the other: `mkdocs build --dirty` writes what a build from nothing writes, every byte."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import from_nothing, make, run
from random_edits import committed, edits


@pytest.mark.parametrize("with_history", [False, True])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(edits, min_size=1, max_size=3))
def test_what_is_not_made_again_is_what_would_be_made(tmp_path_factory, with_history, rounds):
    folder = tmp_path_factory.mktemp("random") / "mine"
    make(folder)
    if with_history:
        committed(folder, "", 0, "Begin")
    run(folder, folder / "site")
    for several in rounds:
        for edit, who, day, text in several:
            edit(folder, who, day, text)
        expected = from_nothing(folder)
        found = run(folder, folder / "site", dirty=True)
        assert found.keys() == expected.keys()
        assert {name for name in found if found[name] != expected[name]} == set(), several
        assert run(folder, folder / "other-site") == expected
        shutil.rmtree(folder / "other-site")
    shutil.rmtree(folder.parent)
