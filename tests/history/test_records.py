import hashlib
from datetime import date

import pytest

from client_ledger.book.load import load
from client_ledger.history import Commit, History
from repositories import Repo

ACME = "ledger/clients/acme.md"
LINE = "  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n"


def ledger(repo: Repo):
    return load(repo.site.docs_dir, repo.site.settings.zone)


def incident(repo: Repo, number: int = 0):
    return ledger(repo).clients["acme"].incidents[number]


def provenance(repo: Repo, number: int = 0):
    found = incident(repo, number)
    return repo.history().record(found.place, found.day)


def subject(commit: Commit | None) -> str | None:
    return commit.subject if commit else None


def test_a_record_tells_how_many_days_after_it_happened_it_was_written(repo):
    found = provenance(repo)
    assert (subject(found.recorded), found.days_after, found.changed, found.altered, found.committed) == (
        "Begin",
        1,
        None,
        None,
        True,
    )


def test_a_record_tells_when_it_was_last_changed(repo):
    repo.replace(ACME, "text: Shouted at me", "text: Shouted at me, severity: serious")
    repo.commit("Severity")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Name")
    found = provenance(repo)
    assert (subject(found.recorded), subject(found.changed), found.altered) == ("Begin", "Severity", None)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Shouted at me", "Said something"), ("2026-05-11", "2026-05-01"), ("kind: insult", "kind: threat")],
)
def test_a_given_fact_that_is_replaced_alters_the_record(repo, old, new):
    repo.replace(ACME, old, new)
    repo.commit("Otherwise", "2026-06-10")
    found = provenance(repo)
    assert (subject(found.recorded), subject(found.altered)) == ("Begin", "Otherwise")


def test_an_alteration_is_marked_only_after_the_sign_first_fired(repo):
    place = incident(repo).place
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Otherwise", "2026-06-10")
    history = repo.history()
    assert subject(history.altered_after(place, date(2026, 6, 9))) == "Otherwise"
    assert history.altered_after(place, date(2026, 6, 10)) is None
    assert history.altered_after(place, date(2026, 5, 11)) is None, "it was not yet recorded when the sign fired"


@pytest.mark.parametrize("added", [", paid: 2026-05-19", ", void: yes", ", disputed: Never ordered"])
def test_what_completes_an_invoice_does_not_alter_it(repo, added):
    repo.replace("ledger/contracts/acme-site.md", "amount: 1800", f"amount: 1800{added}")
    repo.commit("Complete", "2026-06-10")
    invoice = ledger(repo).contracts["acme-site"].invoices[0]
    found = repo.history().record(invoice.place, invoice.day)
    assert (subject(found.changed), found.altered) == ("Complete", None)


def test_an_answer_to_a_pending_request_and_a_further_payment_complete(repo):
    path = "ledger/contracts/acme-site.md"
    repo.replace(path, "amount: 1800", "amount: 1800, payments: [{date: 2026-05-01, amount: 100}]")
    repo.replace(path, "invoices:", "requests:\n  - {date: 2026-05-02, text: A logo, answer: pending}\ninvoices:")
    repo.commit("More")
    repo.replace(path, "amount: 100}]", "amount: 100}, {date: 2026-05-09, amount: 200}]")
    repo.replace(path, "answer: pending", "answer: declined")
    repo.commit("Complete")
    contract = ledger(repo).contracts["acme-site"]
    for record in (contract.invoices[0], contract.requests[0]):
        found = repo.history().record(record.place)
        assert (subject(found.changed), found.altered) == ("Complete", None)
    repo.replace(path, "answer: declined", "answer: accepted")
    repo.commit("Otherwise")
    assert subject(repo.history().record(ledger(repo).contracts["acme-site"].requests[0].place).altered) == "Otherwise"


def test_reordering_keeps_each_records_origin(repo):
    second = "  - {date: 2026-06-01, kind: no-show}\n"
    repo.replace(ACME, LINE, LINE + second)
    repo.commit("Second", "2026-06-02")
    repo.replace(ACME, LINE + second, second + LINE)
    repo.commit("Turn")
    assert [subject(provenance(repo, number).recorded) for number in (0, 1)] == ["Second", "Begin"]
    assert provenance(repo, 0).changed is None


def test_a_record_that_is_not_committed_says_so(repo):
    repo.replace(ACME, LINE, "  - {date: 2026-06-01, kind: no-show}\n" + LINE)
    assert provenance(repo, 0) == repo.history().record(incident(repo).place)
    assert (provenance(repo, 0).recorded, provenance(repo, 0).committed) == (None, False)
    assert (subject(provenance(repo, 1).recorded), provenance(repo, 1).committed) == ("Begin", True)


def test_an_edit_that_is_not_committed_leaves_the_record_its_origin(repo):
    repo.replace(ACME, "Shouted", "Yelled")
    found = provenance(repo)
    assert (subject(found.recorded), found.committed) == ("Begin", False)


def test_records_in_block_style_and_below_crlf_have_their_places(repo):
    text = "---\nname: Acme\nincidents:\n  - date: 2026-05-11\n    kind: insult\n    text: |\n      a\n---\n"
    repo.write(ACME, text.replace("\n", "\r\n"))
    repo.commit("Block")
    assert subject(provenance(repo).recorded) == "Begin"
    assert subject(provenance(repo).changed) == "Block"


def test_rows_of_a_csv_file_have_their_commits(repo):
    repo.replace("ledger/contracts/acme-site.md", "invoices:", "hours: acme.csv\ninvoices:")
    repo.write("ledger/contracts/acme.csv", "date,hours\n2026-05-04,2\n")
    repo.commit("Hours")
    repo.write("ledger/contracts/acme.csv", 'date,hours,task\n\n2026-05-05,1,"Two\nlines"\n2026-05-04,2,\n')
    repo.commit("More")
    hours = ledger(repo).contracts["acme-site"].hours
    assert [subject(repo.history().record(record.place).recorded) for record in hours] == ["More", "Hours"]


def test_equal_records_each_have_an_origin(repo):
    repo.replace(ACME, LINE, LINE + LINE)
    repo.commit("Twice")
    assert {subject(provenance(repo, number).recorded) for number in (0, 1)} == {"Begin", "Twice"}


def test_evidence_tells_its_digest_and_who_added_and_changed_it(repo):
    repo.write("ledger/evidence/mail 1.txt", "You fool")
    repo.replace(ACME, "text: Shouted at me", "text: Shouted at me, evidence: mail 1.txt")
    repo.commit("Proof")
    found = repo.history().evidence("mail 1.txt")
    assert found.sha256 == hashlib.sha256(b"You fool").hexdigest()
    assert (subject(found.added), found.changed, found.committed) == ("Proof", None, True)
    sentences = [
        str(sentence) for entry in repo.history().trail_of("client", "acme")[:1] for sentence in entry.sentences
    ]
    assert sentences == [
        "incident 2026-05-11 (insult): evidence set to mail 1.txt",
        "evidence/mail 1.txt added",
    ]
    repo.write("ledger/evidence/mail 1.txt", "You fool!")
    assert not repo.history().evidence("mail 1.txt").committed
    repo.commit("Touch up")
    assert subject(repo.history().evidence("mail 1.txt").changed) == "Touch up"


def test_evidence_that_is_nowhere_has_no_digest(repo):
    found = repo.history().evidence("none.png")
    assert (found.sha256, found.added, found.committed) == (None, None, False)


def test_records_survive_an_unreadable_commit(repo):
    repo.write(ACME, "---\nname: [Acme\n---\n")
    repo.commit("Broken")
    entries = repo.history().trail_of("client", "acme")
    assert [str(sentence) for sentence in entries[0].sentences] == ["clients/acme.md could not be read"]
    repo.write(ACME, f"---\nname: Acme Ltd\nsince: 2026-01-02\nincidents:\n{LINE}---\n\nNotes.\n")
    repo.commit("Mended")
    entries = repo.history().trail_of("client", "acme")
    assert [str(sentence) for sentence in entries[0].sentences] == ["name: Acme → Acme Ltd"]
    assert subject(provenance(repo).recorded) == "Begin"


def test_a_merge_keeps_the_origins_of_both_sides(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, LINE, LINE + "  - {date: 2026-06-01, kind: no-show}\n")
    repo.commit("Side", "2026-06-02")
    repo.git("checkout", "--quiet", "main")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Main", "2026-06-03")
    repo.git("merge", "--quiet", "--no-edit", "side", day="2026-06-04")
    assert [subject(provenance(repo, number).recorded) for number in (0, 1)] == ["Begin", "Side"]
    trail = [
        (subject(entry.commit), [str(s) for s in entry.sentences])
        for entry in repo.history().trail_of("client", "acme")
    ]
    assert sorted(trail[:2]) == [("Main", ["name: Acme → Acme Ltd"]), ("Side", ["incident 2026-06-01 (no show) added"])]
    assert trail[2][0] == "Begin"


def test_what_a_merge_decides_is_the_merges_change(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, "name: Acme", "name: Side")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.replace(ACME, "name: Acme", "name: Main")
    repo.commit("Main")
    repo.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    repo.replace(ACME, "name: Main", "name: Both")
    repo.commit("Decide")
    entry = repo.history().trail_of("client", "acme")[0]
    assert (subject(entry.commit), [str(s).rpartition(" → ")[2] for s in entry.sentences]) == ("Decide", ["Both"])


def test_a_removal_on_one_branch_and_an_edit_on_another_lose_nothing(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.git("rm", "--quiet", ACME)
    repo.commit("Remove")
    repo.git("checkout", "--quiet", "main")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Keep")
    repo.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    repo.commit("Merge")
    assert subject(provenance(repo).recorded) == "Begin"
    assert {subject(entry.commit) for entry in repo.history().trail_of("client", "acme")} >= {"Keep", "Begin"}


def test_without_a_repository_nothing_is_known_of_a_record(folder):
    found = provenance(folder)
    assert (found.recorded, found.committed, found.days_after, found.exact) == (None, False, None, True)
    assert isinstance(folder.history(), History)
