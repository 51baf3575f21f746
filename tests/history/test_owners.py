"""Whose trail a change of a CSV or an evidence file belongs to."""

from client_ledger.history.owners import Owners
from repositories import Repo, said

CONTRACTS = "ledger/contracts/"
OTHER = "---\nclient: acme\ntitle: Other\nstage: active\nbilling: fixed\nvalue: 1\n---\n"


def trail(repo: Repo, identity: str):
    return said(repo.history().trail_of("contract", identity))


def test_a_log_handed_to_another_contract_is_each_ones_own_in_its_time(repo):
    repo.write(f"{CONTRACTS}other.md", OTHER)
    repo.write(f"{CONTRACTS}h.csv", "date,hours\n2026-05-01,1\n")
    repo.replace(f"{CONTRACTS}acme-site.md", "invoices:", "hours: h.csv\ninvoices:")
    repo.commit("First")
    repo.replace(f"{CONTRACTS}acme-site.md", "hours: h.csv\n", "")
    repo.replace(f"{CONTRACTS}other.md", "value: 1", "value: 1\nhours: h.csv")
    repo.commit("Handed over")
    repo.write(f"{CONTRACTS}h.csv", "date,hours\n2026-05-01,1\n2026-05-02,2\n")
    repo.commit("Later")
    assert trail(repo, "acme-site")[:2] == [
        ("Handed over", ["hours removed (it was h.csv)"]),
        ("First", ["hours set to h.csv", "contracts/h.csv added", "1 h on 2026-05-01 added"]),
    ]
    assert trail(repo, "other") == [
        ("Later", ["2 h on 2026-05-02 added"]),
        ("Handed over", ["hours set to h.csv"]),
        ("First", ["contracts/other.md added"]),
    ]


def test_a_handover_that_is_not_committed_counts_for_what_is_not_committed(repo):
    repo.write(f"{CONTRACTS}other.md", OTHER)
    repo.write(f"{CONTRACTS}h.csv", "date,hours\n2026-05-01,1\n")
    repo.replace(f"{CONTRACTS}acme-site.md", "invoices:", "hours: h.csv\ninvoices:")
    repo.commit("First")
    repo.replace(f"{CONTRACTS}acme-site.md", "hours: h.csv\n", "")
    repo.replace(f"{CONTRACTS}other.md", "value: 1", "value: 1\nhours: h.csv")
    repo.write(f"{CONTRACTS}h.csv", "date,hours\n2026-05-01,3\n")
    assert trail(repo, "acme-site")[:2] == [
        ("", ["hours removed (it was h.csv)"]),
        ("First", ["hours set to h.csv", "contracts/h.csv added", "1 h on 2026-05-01 added"]),
    ]
    assert trail(repo, "other")[0] == ("", ["hours set to h.csv", "1 h on 2026-05-01: hours: 1 → 3"])


def test_a_log_moved_with_its_contract_stays_its_own(repo):
    repo.write(f"{CONTRACTS}h.csv", "date,hours\n2026-05-01,1\n")
    repo.replace(f"{CONTRACTS}acme-site.md", "invoices:", "hours: h.csv\ninvoices:")
    repo.commit("First")
    (repo.top / CONTRACTS / "2026").mkdir()
    for name in ("h.csv", "acme-site.md"):
        repo.git("mv", f"{CONTRACTS}{name}", f"{CONTRACTS}2026/{name}")
    repo.commit("Moved")
    repo.write(f"{CONTRACTS}2026/h.csv", "date,hours\n2026-05-01,1\n2026-05-02,2\n")
    repo.commit("Later")
    assert [(subject, sentences[-1]) for subject, sentences in trail(repo, "acme-site")] == [
        ("Later", "2 h on 2026-05-02 added"),
        ("Moved", "contracts/h.csv renamed to contracts/2026/h.csv"),
        ("First", "1 h on 2026-05-01 added"),
        ("Begin", "invoice 2026-014 added"),
    ]


def test_a_log_committed_before_it_is_named_belongs_to_who_names_it_next(repo):
    repo.write(f"{CONTRACTS}h.csv", "date,hours\n2026-05-01,1\n")
    repo.commit("Log")
    repo.replace(f"{CONTRACTS}acme-site.md", "invoices:", "hours: ./h.csv\ninvoices:")
    repo.commit("Named")
    assert [subject for subject, _ in trail(repo, "acme-site")] == ["Named", "Log", "Begin"]


def test_who_names_a_file_comes_before_who_will_and_who_did():
    owners = Owners()
    owners.note("h.csv", ("contract", "a"), [2, 5], 9)
    owners.note("h.csv", ("contract", "b"), [5], 9)
    asked = {number: [identity for _, identity in owners.of("h.csv", number)] for number in (0, 2, 5, 6, 12)}
    assert asked == {0: ["a"], 2: ["a"], 5: ["a", "b"], 6: ["b"], 12: ["b"]}
    assert owners.of("none.csv", 0) == []


def test_a_file_may_be_named_in_many_turns():
    owners = Owners()
    owners.note("h.csv", ("contract", "a"), [1, 2, 4, 5, 7], 9)
    owners.note("h.csv", ("contract", "b"), [3, 3, 6, 6], 9)
    asked = {number: [identity for _, identity in owners.of("h.csv", number)] for number in range(10)}
    assert asked == {number: ["b"] if number in (3, 6) else ["a"] for number in range(10)}
