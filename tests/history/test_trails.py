"""What each subject's trail is made of."""

from datetime import UTC, datetime

from client_ledger.history.changes import Change
from client_ledger.history.document import Document, Event, Stored
from client_ledger.history.log import Commit
from client_ledger.history.reading import Store
from client_ledger.history.trails import Trails

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
FIRST = Commit("0" * 40, "Robin", "robin@example.org", NOON, NOON, "First")


def trails(*documents: Document) -> Trails:
    for document in documents:
        document.events.append(Event(0, document.path, (Change("added"),)))
    stored = [Stored(document.dump()) for document in documents]
    return Trails(Store("0" * 40, [FIRST], [f"ledger/{each.path}" for each in documents], stored), ())


def test_a_page_that_names_a_client_is_no_contract():
    found = trails(
        Document("page", "notes.md", client="acme"),
        Document("contract", "contracts/shop.md", client="acme"),
        Document("contract", "contracts/draft.md"),
    )
    assert found.contracts_of("acme") == [("contract", "shop")]
    assert found.clients == {"acme"}


def test_a_contract_s_own_file_comes_before_the_files_it_names():
    contract = Document("contract", "contracts/shop.md", names={"a.csv": [0], "evidence/a.png": [0]})
    found = trails(Document("evidence", "evidence/a.png"), Document("log", "a.csv"), contract)
    [entry] = found.of(("contract", "shop"))
    assert [part.file for part in entry.files] == ["contracts/shop.md", "a.csv", "evidence/a.png"]
