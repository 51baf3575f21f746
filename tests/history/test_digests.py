"""What the digests of a history depend on, and what they do not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from client_ledger.history.changes import Change
from client_ledger.history.digests import Digests
from client_ledger.history.document import Document, Event, Stored
from client_ledger.history.log import Commit
from client_ledger.history.reading import Store
from client_ledger.history.trails import Trails
from client_ledger.history.worktree import UncommittedFile

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
COMMITS = [Commit(str(number) * 40, "Robin", "robin@example.org", NOON, NOON, f"{number}") for number in range(4)]
CLIENT, SHOP, OTHER = "clients/acme.md", "contracts/shop.md", "clients/bolt.md"
EDITED = UncommittedFile("contract", SHOP, (Change("text"),), client="acme", names=frozenset({"h.csv"}))


def documents(last=1):
    """A client changed by commit 1, its contract by commit 0, and another client by commit 3."""
    shop = Document("contract", SHOP, "b", "b", "acme", {"h.csv": [0], "old.csv": [0, 1]})
    found = [Document("client", CLIENT, "b", "b"), shop, Document("client", OTHER, "b", "b")]
    for document, number in zip(found, (last, 0, 3), strict=True):
        document.events.append(Event(number, document.path, (Change("added"),)))
    return found


def digests(*drafts, commits=COMMITS, signatures=(), notices=(), last=1):
    stored = [Stored(document.dump()) for document in documents(last)]
    store = Store("h", list(commits), [f"ledger/{each.path}" for each in stored], stored)
    known = {each.path: each for each in stored}
    by_path = {draft.path: draft for draft in drafts}
    return Digests(store, Trails(store, drafts), by_path, notices, known.get, signatures)


def of_acme(found):
    return found.of("acme", ["shop"], [CLIENT])


def test_the_digest_of_a_client_depends_on_the_commits_up_to_its_last_change():
    before = of_acme(digests())
    for number in range(4):
        cut = [replace(each, cut=index == number) for index, each in enumerate(COMMITS)]
        signed = ["G" if index == number else "" for index in range(4)]
        assert (of_acme(digests(commits=cut)) != before) is (number <= 1)
        assert (of_acme(digests(signatures=signed)) != before) is (number <= 1)
        found = digests(signatures=signed).of("nobody", [], [CLIENT])
        assert (found != digests().of("nobody", [], [CLIENT])) is (number <= 1)
    assert of_acme(digests(last=2)) != before
    assert of_acme(digests(notices=["shallow"])) != before


def test_the_digest_of_a_client_depends_on_its_own_uncommitted_files():
    before = of_acme(digests())
    assert of_acme(digests(EDITED)) != before
    assert of_acme(digests(UncommittedFile("client", CLIENT, (Change("text"),)))) != before
    assert of_acme(digests(UncommittedFile("client", OTHER, (Change("text"),)))) == before


def test_the_digest_of_the_whole_depends_on_every_commit_and_uncommitted_file():
    before = digests().whole
    assert digests(EDITED).whole != before
    assert digests(commits=COMMITS[:3]).whole != before
    assert digests(signatures=["", "", "", "G"]).commits != digests().commits
    assert digests(signatures=["", "", "", "G"]).whole != before
    assert digests().whole == before
    assert digests(notices=["shallow"]).whole != before


@pytest.mark.parametrize(
    ("draft", "decides"),
    [
        (EDITED, False),
        (replace(EDITED, client="bolt"), True),
        (replace(EDITED, client=None), True),
        (replace(EDITED, names=frozenset()), True),
        (replace(EDITED, names=frozenset({"h.csv", "old.csv"})), True),
        (replace(EDITED, was="contracts/old.md"), True),
        (replace(EDITED, path="contracts/new.md"), True),
    ],
)
def test_an_uncommitted_file_decides_of_whom_commits_are_if_it_names_another_client_or_other_files(draft, decides):
    assert (digests(draft).commits != digests().commits) is decides


def test_what_is_known_of_an_uncommitted_file_does_not_depend_on_the_order_of_its_sets():
    names = [frozenset(order) for order in ("abcdefgh", "hgfedcba")]
    found = {digests(replace(EDITED, names=each, unchanged=frozenset(map(ord, each)))).whole for each in names}
    assert len(found) == 1
    assert digests(replace(EDITED, unchanged=frozenset({1}))).whole != digests(EDITED).whole
