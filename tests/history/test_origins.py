"""Where a record and an evidence file come from, as committed and as they are in the folder."""

import hashlib
from datetime import UTC, datetime

from client_ledger.frontmatter.problems import Place
from client_ledger.history.changes import Change
from client_ledger.history.document import Document, Event, Origin, Placed, Stored
from client_ledger.history.evidence import Evidence, evidence_of
from client_ledger.history.log import Commit
from client_ledger.history.reading import Store
from client_ledger.history.record_origins import RecordOrigins
from client_ledger.history.worktree import UncommittedFile

PLACES = [Placed(4, 5, Origin(0)), Placed(5, 5, Origin(1))]


def origins(root, *documents, live=None, drafts=()):
    stored = [Stored(document.dump()) for document in documents]
    store = Store("0" * 40, [], [f"ledger/{each.path}" for each in documents[:live]], stored)
    return RecordOrigins(root, store, {draft.path: draft for draft in drafts})


def test_a_committed_record_has_its_origin_by_its_place(tmp_path):
    found = origins(tmp_path, Document("client", "a.md", "b", "b", placed=PLACES), Document("client", "gone.md"))
    assert found.of(Place("a.md", 5, 5)) == (Origin(1), True)
    assert found.of(Place("a.md", 6, 5)) == (None, True)
    assert found.of(Place("gone.md", 5, 5)) == (None, False)
    assert found.of(Place("new.md", 5, 5)) == (None, False)


def test_a_file_whose_path_another_took_is_not_the_one_at_that_path(tmp_path):
    old, new = (
        Document("client", "a.md", "c", "c", placed=[Placed(4, 5, Origin(9))]),
        Document("client", "a.md", "b", "b"),
    )
    assert origins(tmp_path, new, old, live=1).document("a.md").blob == "b"


def test_a_record_of_an_edited_file_is_as_committed_only_if_it_is_unchanged(tmp_path):
    draft = UncommittedFile("client", "a.md", (Change("format"),), (*PLACES, Placed(6, 5, None)), frozenset({0}))
    found = origins(tmp_path, Document("client", "a.md", "b", "b", placed=PLACES), drafts=[draft])
    assert [found.of(Place("a.md", line, 5)) for line in (4, 5, 6, 7)] == [
        (Origin(0), True),
        (Origin(1), False),
        (None, False),
        (None, False),
    ]


def test_a_link_has_the_document_of_the_file_it_leads_to(tmp_path):
    root = tmp_path / "ledger"
    root.mkdir()
    (root / "real.md").touch()
    (tmp_path / "outside.md").touch()
    (root / "link.md").symlink_to("real.md")
    (root / "out.md").symlink_to("../outside.md")
    found = origins(root, Document("client", "real.md", "b"))
    assert found.document("link.md") is found.document("real.md") is not None
    assert found.document("out.md") is None
    assert origins(root).document("link.md") is None


def commit(number):
    noon = datetime(2026, 5, 1 + number, 12, tzinfo=UTC)
    return Commit(str(number) * 40, "Robin", "robin@example.org", noon, noon, f"Commit {number}")


def test_evidence_was_added_by_the_last_commit_that_added_it_and_changed_by_the_last_after_that(tmp_path):
    commits = [commit(number) for number in range(4)]
    (tmp_path / "a.png").write_bytes(b"a")
    digest = hashlib.sha256(b"a").hexdigest()
    kinds = ("added", "content", "removed", "added")
    events = [Event(number, "a.png", (Change("renamed"), Change(kind))) for number, kind in enumerate(kinds)]
    for count, added, changed in ((1, 0, None), (2, 0, 1), (4, 3, None)):
        stored = Stored(Document("evidence", "a.png", "b", events=events[:count]).dump())
        assert evidence_of(tmp_path, "a.png", stored, commits, drafted=False) == Evidence(
            "a.png", digest, commits[added], None if changed is None else commits[changed], committed=True
        )


def test_evidence_is_committed_if_the_last_commit_has_it_and_it_is_not_edited(tmp_path):
    there, gone = Stored(Document("evidence", "a", "b").dump()), Stored(Document("evidence", "a").dump())
    found = [
        evidence_of(tmp_path, "a", stored, [], drafted=drafted)
        for stored, drafted in (
            (there, False),
            (there, True),
            (gone, False),
            (None, False),
        )
    ]
    assert [each.committed for each in found] == [True, False, False, False]
    assert {each.sha256 for each in found} == {None}


def test_a_record_that_a_commit_after_the_last_build_added_is_of_that_commit(repo):
    repo.history()
    line = "  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n"
    repo.replace("ledger/clients/acme.md", line, f"{line}  - {{date: 2026-06-01, kind: no-show}}\n")
    repo.commit("Again", "2026-06-02")
    found = repo.history().record(Place("clients/acme.md", 6, 5))
    assert (found.recorded and found.recorded.subject, found.exact) == ("Again", True)
