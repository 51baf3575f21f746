"""Whose records are incomplete where a file cannot be read, and whose are not."""

from unicodedata import normalize

from writing import CLIENT, CONTRACT, read_ledger

NO_TEXT = b"\xff"
BAD_CLIENT = "---\nname: Acme\nsince: soon\n---\n"


def unknown_clients(found):
    return [(each.place.file, each.place.line) for each in found.problems if each.code == "unknown-client"]


def test_a_client_is_known_even_if_its_file_cannot_be_read(tmp_path):
    files = {"contracts/a.md": CONTRACT, "clients/bolt.md": CLIENT}
    unreadable = read_ledger(tmp_path / "unreadable", {**files, "clients/acme.md": NO_TEXT})
    nameless = read_ledger(tmp_path / "nameless", {**files, "clients/acme.md": "---\nstatus: active\n---\n"})
    wordy = read_ledger(tmp_path / "wordy", {**files, "clients/acme.md": "No fields at all"})
    assert unknown_clients(unreadable) == unknown_clients(nameless) == unknown_clients(wordy) == []
    assert (unreadable.incomplete, nameless.incomplete, wordy.incomplete) == (set(), {"acme"}, {"acme"})


def test_another_unreadable_file_of_the_same_name_makes_no_client_known(tmp_path):
    for file in ("contracts/acme.md", "acme.md"):
        found = read_ledger(tmp_path / file, {"contracts/a.md": CONTRACT, "clients/bolt.md": CLIENT, file: NO_TEXT})
        assert unknown_clients(found) == [("contracts/a.md", 2)]
    index = CONTRACT.replace("client: acme", "client: index")
    found = read_ledger(tmp_path / "index", {"contracts/a.md": index, "clients/index.md": NO_TEXT})
    assert unknown_clients(found) == [("contracts/a.md", 2)]


def test_an_unreadable_contract_may_be_of_any_client_and_an_unreadable_client_or_page_of_none(tmp_path):
    files = {"clients/acme.md": CLIENT, "clients/bolt.md": CLIENT, "contracts/a.md": CONTRACT}
    assert read_ledger(tmp_path / "none", files).incomplete == set()
    for file, incomplete in (
        ("contracts/b.md", {"acme", "bolt"}),
        ("contracts/index.md", set()),
        ("clients/cleo.md", set()),
        ("notes.md", set()),
    ):
        assert read_ledger(tmp_path / file, {**files, file: NO_TEXT}).incomplete == incomplete


def test_a_faulty_file_makes_the_records_of_its_own_client_alone_incomplete(tmp_path):
    files = {"clients/acme.md": CLIENT, "clients/bolt.md": CLIENT, "contracts/a.md": CONTRACT}
    bad = read_ledger(tmp_path / "client", {**files, "clients/acme.md": BAD_CLIENT})
    contract = read_ledger(tmp_path / "contract", {**files, "contracts/a.md": CONTRACT.replace("50", "lots")})
    assert (bad.incomplete, contract.incomplete) == ({"acme"}, {"acme"})


def test_a_name_whose_accents_are_encoded_otherwise_is_told_among_other_clients(tmp_path):
    files = {f"clients/{normalize('NFD', 'café')}.md": CLIENT, "clients/bolt.md": CLIENT}
    found = read_ledger(tmp_path, {**files, "contracts/a.md": CONTRACT.replace("acme", normalize("NFC", "café"))})
    [problem] = (each for each in found.problems if each.code == "unknown-client")
    assert "NFC or NFD" in str(problem.hint)
    other = read_ledger(tmp_path / "other", {**files, "contracts/a.md": CONTRACT.replace("acme", "zorro")})
    [problem] = (each for each in other.problems if each.code == "unknown-client")
    assert "NFC or NFD" not in str(problem.hint)


def test_a_table_without_commas_is_told_at_its_first_cell(tmp_path):
    files = {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT.replace("rate: 50", "rate: 50\nhours: h.csv")}
    for table, line in (("date;hours\n", 1), ("\nwhat,ever\n", 2)):
        found = read_ledger(tmp_path / str(line), {**files, "contracts/h.csv": table})
        [problem] = found.problems
        assert (problem.place, problem.code) == (("contracts/h.csv", line, 1), "invalid-header")
