"""A ledger read again with what was kept is the ledger read from the beginning, whatever was changed."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_ledger.book import files
from client_ledger.book.load import load
from client_ledger.book.reading_cache import ReadingCache
from writing import CLIENT, CONTRACT, PARIS, write_ledger

FIELDS = CONTRACT.removesuffix("---\n")
TEXTS: dict[str, list[str | None]] = {
    "clients/acme.md": [
        CLIENT,
        None,
        CLIENT.replace("Acme", "Acme Ltd"),
        "---\nname: Acme\nincidents: [{date: 2026-03-02, kind: insult, evidence: a.png}]\n---\n",
        "---\nname: [\n---\n",
    ],
    "clients/old/acme.md": [None, CLIENT],
    "contracts/a.md": [
        CONTRACT,
        None,
        FIELDS + "hours: a.csv\n---\n",
        FIELDS + "hours: [a.csv, a.csv]\n---\n",
        FIELDS + "invoices: [{id: A-1, issued: 2026-03-02, amount: 5}]\n---\n",
        CONTRACT.replace("client: acme", "client: nobody"),
    ],
    "contracts/b.md": [
        None,
        CONTRACT,
        FIELDS + "hours: a.csv\n---\n",
        FIELDS + "invoices: [{id: A-1, issued: 2026-03-02, amount: x}]\n---\n",
    ],
    "contracts/a.csv": [None, "date,hours\n2026-03-02,1\n", "date,hours\n2026-03-02,x\n"],
    "evidence/a.png": [None, "x"],
    "notes.md": [None, "---\nhours: 1\n---\n", "Words"],
}
EDITS = st.lists(st.sampled_from([(file, text) for file, texts in TEXTS.items() for text in texts]), max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_it_is_the_same_ledger_after_any_edits(edits: list[tuple[str, str | None]]):
    with tempfile.TemporaryDirectory() as folder:
        root = write_ledger(Path(folder), {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT})
        recall = ReadingCache()
        for file, text in edits:
            if text is None:
                (root / file).unlink(missing_ok=True)
            else:
                write_ledger(root, {file: text})
            assert load(root, PARIS, None, recall) == load(root, PARIS)


def test_only_the_file_that_changed_is_read(tmp_path: Path, monkeypatch):
    root = write_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT, "contracts/b.md": CONTRACT})
    recall, read = ReadingCache(), []
    load(root, PARIS, None, recall)
    of_one_file = files.read_source
    monkeypatch.setattr(
        files,
        "read_source",
        lambda text, file, *rest, **named: read.append(file) or of_one_file(text, file, *rest, **named),
    )
    load(root, PARIS, {"contracts/a.md": CONTRACT.replace("Site", "Shop").encode()}, recall)
    assert read == ["contracts/a.md"]
