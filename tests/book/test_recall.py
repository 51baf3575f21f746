"""A ledger read again with what was kept is the ledger read from the beginning, whatever was changed."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_ledger.book import files
from client_ledger.book.load import load
from client_ledger.book.reading_cache import ReadingCache
from client_ledger.cache import Cache
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


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The Markdown files that are read, in their order."""
    found: list[str] = []
    of_one_file = files.read_source
    monkeypatch.setattr(
        files,
        "read_source",
        lambda text, file, *rest, **named: found.append(file) or of_one_file(text, file, *rest, **named),
    )
    return found


def test_only_the_file_that_changed_or_came_is_read(tmp_path: Path, read: list[str]):
    root = write_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT, "contracts/b.md": CONTRACT})
    recall = ReadingCache()
    load(root, PARIS, None, recall)
    read.clear()
    load(root, PARIS, {"contracts/a.md": CONTRACT.replace("Site", "Shop").encode()}, recall)
    assert read == ["contracts/a.md"]
    load(write_ledger(root, {"notes.md": "Words"}), PARIS, None, recall)
    assert read == ["contracts/a.md", "contracts/a.md", "notes.md"]


@pytest.mark.parametrize("name", ["mail.md", "mail.txt"])
def test_evidence_that_came_is_seen_by_the_records_that_name_it(tmp_path: Path, name: str):
    client = CLIENT.replace("---\n", f"---\nincidents: [{{date: 2026-03-02, kind: insult, evidence: {name}}}]\n", 1)
    recall, root = ReadingCache(), write_ledger(tmp_path, {"clients/acme.md": client})
    assert [problem.code for problem in load(root, PARIS, None, recall).problems] == ["invalid-value"]
    assert load(write_ledger(root, {f"evidence/{name}": "x"}), PARIS, None, recall).problems == ()


def test_a_log_is_read_by_the_second_that_names_it_once_the_first_names_it_no_more(tmp_path: Path):
    log, named = "date,hours\n2026-03-02,1\n", FIELDS + "hours: a.csv\n---\n"
    texts = {"clients/acme.md": CLIENT, "contracts/a.md": named, "contracts/b.md": named, "contracts/a.csv": log}
    recall, root = ReadingCache(), write_ledger(tmp_path, texts)
    assert [problem.code for problem in load(root, PARIS, None, recall).problems] == ["invalid-file"]
    found = load(write_ledger(root, {"contracts/a.md": CONTRACT}), PARIS, None, recall)
    assert found.problems == ()
    assert len(found.contracts["b"].hours) == 1


def test_the_next_run_reads_only_what_has_a_problem_and_tells_it_again(tmp_path: Path, read: list[str]):
    broken = CONTRACT.replace("rate: 50", "rate: x")
    root = write_ledger(tmp_path / "ledger", {"clients/acme.md": CLIENT, "contracts/a.md": broken})
    first, second = (load(root, PARIS, None, ReadingCache(Cache(tmp_path, "readings"))) for _ in range(2))
    assert read == ["clients/acme.md", "contracts/a.md", "contracts/a.md"]
    assert first == second
    assert [problem.code for problem in second.problems] == ["invalid-value"]


def test_a_contract_whose_log_changed_has_another_digest(tmp_path: Path):
    texts = {"clients/acme.md": CLIENT, "contracts/a.md": FIELDS + "hours: a.csv\n---\n"}
    root = write_ledger(tmp_path, texts)
    before, after = (
        load(write_ledger(root, {"contracts/a.csv": f"date,hours\n2026-03-02,{hours}\n"}), PARIS).digests
        for hours in (1, 2)
    )
    assert before["clients/acme.md"] == after["clients/acme.md"]
    assert before["contracts/a.md"] != after["contracts/a.md"]


def test_a_contract_is_read_again_only_if_its_log_changed(tmp_path: Path):
    recall = ReadingCache()
    contract = {"clients/acme.md": CLIENT, "contracts/a.md": FIELDS + "hours: a.csv\n---\n"}

    def read(hours: int):
        log = {"contracts/a.csv": f"date,hours\n2026-03-02,{hours}\n"}
        return load(write_ledger(tmp_path, {**contract, **log}), PARIS, recall=recall).contracts["a"]

    first, again, changed = read(1), read(1), read(2)
    assert again is first
    assert [each.hours[0].hours for each in (first, changed)] == [1, 2]
