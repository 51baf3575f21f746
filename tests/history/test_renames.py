"""Which removals and additions of one commit are a file renamed."""

import pytest

from client_ledger.history.git import open_repository
from client_ledger.history.log import Delta
from client_ledger.history.renames import paired

ACME, BOLT = "name: Acme\nsince: 2026-01-02\n", "name: Bolt\nstatus: active\n"


@pytest.fixture
def pair(repo):
    """Pair the changes of files, each given by its path, its text before and its text after."""

    def of(*changes: tuple[str, str | None, str | None]) -> tuple[list[Delta], list[Delta]]:
        deltas = [Delta("client", path, path, blob(old), blob(new)) for path, old, new in changes]
        with open_repository(repo.top).objects() as objects:
            return deltas, paired(deltas, objects)

    def blob(text: str | None) -> str | None:
        return text and repo.git("hash-object", "-w", str(repo.write("text", text)))

    return of


def test_a_file_copied_while_it_is_edited_is_not_renamed(pair):
    deltas, found = pair(("acme.md", ACME, "name: Other\n"), ("bolt.md", BOLT, None), ("copy.md", None, ACME))
    assert found == deltas


def test_a_file_that_gets_the_text_of_a_removed_one_is_not_renamed(pair):
    deltas, found = pair(("acme.md", ACME, BOLT), ("bolt.md", BOLT, None), ("new.md", None, "name: New\n"))
    assert found == deltas


def test_a_file_renamed_and_edited_is_one_change_beside_the_others(pair):
    [removed, _, edited, added], found = pair(
        ("acme.md", ACME, None), ("bolt.md", BOLT, None), ("c.md", "c", "d"), ("acme-ltd.md", None, f"{ACME}note: x\n")
    )
    assert [(each.old_path, each.path) for each in found] == [
        ("bolt.md", "bolt.md"),
        ("c.md", "c.md"),
        ("acme.md", "acme-ltd.md"),
    ]
    assert (found[1], found[2].old_blob, found[2].blob) == (edited, removed.old_blob, added.blob)
