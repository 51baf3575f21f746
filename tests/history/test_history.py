"""The days on which a history says that things happened, and on what it depends."""

from datetime import date

import pytest

from client_ledger.book.load import load
from client_ledger.history import Provenance
from repositories import Repo, said

ACME, BOLT = "ledger/clients/acme.md", "ledger/clients/bolt.md"
ADDED = "\nincidents:\n  - {date: 2026-05-20, kind: no-show}\n"


def incident(repo: Repo, number: int = 0) -> Provenance:
    found = load(repo.site.docs_dir, repo.site.settings.zone).clients["acme"].incidents[number]
    return repo.history().record(found.place, found.day)


def test_a_later_commit_may_be_of_an_earlier_day(repo: Repo):
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Later", "2026-05-21")
    repo.git("mv", ACME, BOLT)
    repo.commit("Of the day before", "2026-05-20")
    history = repo.history()
    assert [subject for subject, _ in said(history.since(date(2026, 5, 20)))] == ["Later"]
    assert [history.name_on("bolt", date(2026, 5, day)) for day in (19, 20)] == ["acme", "bolt"]
    assert [str(day.day) for day in history.latest(2)] == ["2026-05-21", "2026-05-20"]


def test_a_record_of_the_day_its_sign_fired_may_be_altered_later(repo: Repo):
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Reword", "2026-05-20")
    place = load(repo.site.docs_dir, repo.site.settings.zone).clients["acme"].incidents[0].place
    assert repo.history().altered_after(place, date(2026, 5, 12)).subject == "Reword"
    assert repo.history().altered_after(place, date(2026, 5, 11)) is None


def test_a_commit_is_put_on_another_day_than_that_of_its_author(repo: Repo):
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Rebased", "2026-05-14", committed="2026-05-20")
    history = repo.history()
    assert [history.put_on(commit) for commit in history.commits] == [date(2026, 5, 20), None]


@pytest.mark.parametrize(
    ("path", "drafted"),
    [(ACME, {"acme"}), ("ledger/contracts/acme-site.md", {"acme"}), ("ledger/index.md", {""})],
)
def test_drafts_are_those_of_a_client_and_its_contracts(repo: Repo, path: str, drafted: set[str]):
    assert repo.history().drafted == set()
    file = repo.top / path
    repo.write(path, (file.read_bytes() if file.exists() else b"") + b"More.\n")
    assert repo.history().drafted == drafted


@pytest.mark.parametrize(("path", "is_settled"), [("ledger/evidence/a.txt", False), (BOLT, True)])
def test_evidence_that_is_not_committed_may_change_unseen(repo: Repo, path: str, is_settled: bool):
    repo.write(path, "---\nname: Bolt\n---\n")
    assert repo.history().is_settled == is_settled


def test_a_record_below_one_that_could_not_be_read_is_not_dated_exactly(repo: Repo):
    good = (repo.top / ACME).read_bytes()
    repo.write(ACME, good.replace(b"Notes", b"Caf\xe9"))
    repo.commit("Latin", "2026-05-13")
    repo.write(ACME, good.replace(b"\nincidents:\n", ADDED.encode()))
    repo.commit("Mended", "2026-05-20")
    assert [(incident(repo, number).recorded.subject, incident(repo, number).exact) for number in (0, 1)] == [
        ("Mended", False),
        ("Begin", True),
    ]
