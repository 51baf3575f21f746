from datetime import date

from client_ledger.book.load import load
from client_ledger.history import History
from repositories import ACME, said


def trail(history: History, kind="contract", identity="acme-site"):
    return said(history.trail_of(kind, identity))


def test_a_change_is_said_in_terms_of_records_and_fields(repo):
    repo.replace("ledger/contracts/acme-site.md", "amount: 1800", "amount: 1800, paid: 2026-05-19")
    repo.replace("ledger/contracts/acme-site.md", "stage: proposal", "stage: signed")
    repo.commit("Signed and paid", "2026-05-20")
    assert trail(repo.history()) == [
        ("Signed and paid", ["stage: proposal → signed", "invoice 2026-014: paid set to 2026-05-19"]),
        ("Begin", ["contracts/acme-site.md added", "invoice 2026-014 added"]),
    ]


def test_a_record_that_comes_or_goes_is_named(repo):
    line = "  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n"
    repo.replace("ledger/clients/acme.md", line, line + "  - {date: 2026-06-01, kind: no-show}\n")
    repo.commit("Again", "2026-06-02")
    repo.replace("ledger/clients/acme.md", line, "")
    repo.commit("Forgiven", "2026-06-03")
    assert trail(repo.history(), "client", "acme")[:2] == [
        ("Forgiven", ["incident 2026-05-11 (insult) removed"]),
        ("Again", ["incident 2026-06-01 (no show) added"]),
    ]


def test_reordering_and_rewrapping_are_formatting(repo):
    repo.write(
        "ledger/contracts/acme-site.md",
        "---\n# agreed by mail\ntitle:\n  New\n  site\nclient: acme\nstage: 'proposal'\nbilling: fixed\n"
        "value: 6000.00\ninvoices:\n  - amount: 1800\n    id: 2026-014\n    issued: 2026-04-10\n---\n",
    )
    repo.commit("Tidy")
    assert trail(repo.history())[0] == ("Tidy", ["contracts/acme-site.md: comments or formatting only"])


def test_the_order_of_records_is_no_change(repo):
    first, second = "  - {date: 2026-06-01, kind: no-show}\n", "  - {date: 2026-06-02, kind: no-show}\n"
    head = "---\nname: Acme\nincidents:\n"
    repo.write("ledger/clients/acme.md", head + first + second + "---\n")
    repo.commit("In order")
    repo.write("ledger/clients/acme.md", head + second + first + "---\n")
    repo.commit("Turned")
    assert trail(repo.history(), "client", "acme")[0] == ("Turned", ["clients/acme.md: comments or formatting only"])


def test_an_edit_of_the_notes_is_named_as_such(repo):
    repo.replace("ledger/clients/acme.md", "Notes.", "Other notes.")
    repo.commit("Notes")
    assert trail(repo.history(), "client", "acme")[0] == (
        "Notes",
        ["clients/acme.md: the text below the fields edited"],
    )


def test_a_corrected_text_stays_the_same_incident(repo):
    repo.replace("ledger/clients/acme.md", "Shouted", "Yelled")
    repo.commit("Reword")
    change = ["incident 2026-05-11 (insult): text: Shouted at me → Yelled at me"]
    assert trail(repo.history(), "client", "acme")[0] == ("Reword", change)


def test_rows_of_a_csv_file_belong_to_the_contract_that_names_it(repo):
    repo.replace("ledger/contracts/acme-site.md", "invoices:", "hours: acme.csv\ninvoices:")
    repo.write("ledger/contracts/acme.csv", "date,hours,task\n2026-05-04,2,Draft\n")
    repo.commit("Hours")
    repo.write("ledger/contracts/acme.csv", 'date,hours,task\n2026-05-04,2.5,Draft\n2026-05-05,1:30,"Talks, mails"\n')
    repo.commit("More hours")
    assert trail(repo.history())[:2] == [
        (
            "More hours",
            ["2 h on 2026-05-04 (Draft): hours: 2 → 2.5", "1.5 h on 2026-05-05 (Talks, mails) added"],
        ),
        ("Hours", ["hours set to acme.csv", "contracts/acme.csv added", "2 h on 2026-05-04 (Draft) added"]),
    ]


def test_a_long_new_file_counts_its_records(repo):
    rows = "".join(f"2026-05-{day:02},2\n" for day in range(1, 21))
    repo.replace("ledger/contracts/acme-site.md", "invoices:", "hours: acme.csv\ninvoices:")
    repo.write("ledger/contracts/acme.csv", f"date,hours\n{rows}")
    repo.commit("Import")
    assert trail(repo.history())[0][1][1:] == ["contracts/acme.csv added", "hours: 20 records"]


def test_a_renamed_file_keeps_its_trail(repo):
    repo.git("mv", "ledger/contracts/acme-site.md", "ledger/contracts/new-site.md")
    repo.replace("ledger/contracts/new-site.md", "value: 6000", "value: 6500")
    repo.commit("Rename")
    assert trail(repo.history(), identity="new-site") == [
        ("Rename", ["contracts/acme-site.md renamed to contracts/new-site.md", "value: 6,000 → 6,500"]),
        ("Begin", ["contracts/acme-site.md added", "invoice 2026-014 added"]),
    ]


def test_a_file_that_moves_into_the_ledger_folder_brings_its_history(folder):
    folder.git("init", "--quiet", "--initial-branch=main")
    (folder.top / "ledger").rename(folder.top / "notes")
    folder.commit("Old place")
    (folder.top / "notes").rename(folder.top / "ledger")
    folder.commit("New place")
    subjects = [subject for subject, _ in trail(folder.history(), "client", "acme")]
    assert subjects == ["New place", "Old place"]


def test_the_whole_ledger_is_told_by_day_newest_first(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.commit("Name", "2026-05-13")
    repo.write("mkdocs.yml", (repo.top / "mkdocs.yml").read_text() + "      income_goal: 4500\n")
    repo.commit("Goal", "2026-05-13")
    days = repo.history().whole
    assert [(day.day, [(entry.kind, entry.id) for entry in day.entries]) for day in days] == [
        (date(2026, 5, 13), [("settings", "mkdocs.yml"), ("client", "acme")]),
        (date(2026, 5, 12), [("client", "acme"), ("contract", "acme-site"), ("settings", "mkdocs.yml")]),
    ]
    assert said(days[0].entries)[0] == ("Goal", ["income goal set to 4500"])


def test_a_contracts_entry_tells_its_client(repo):
    assert [entry.client for entry in repo.history().trail_of("contract", "acme-site")] == ["acme"]


def test_what_is_not_committed_comes_first_and_has_no_commit(repo):
    repo.replace("ledger/clients/acme.md", "since: 2026-01-02", "since: 2026-01-03")
    repo.write("ledger/clients/new.md", "---\nname: New\n---\n")
    history = repo.history()
    assert trail(history, "client", "acme")[0] == ("", ["since: 2026-01-02 → 2026-01-03"])
    assert trail(history, "client", "new") == [("", ["clients/new.md added"])]
    assert history.whole[0].day is None


def test_a_removed_file_keeps_its_trail(repo):
    (repo.top / "ledger/contracts/acme-site.md").unlink()
    assert trail(repo.history())[0] == ("", ["contracts/acme-site.md removed"])
    repo.commit("Remove")
    assert trail(repo.history())[0] == ("Remove", ["contracts/acme-site.md removed"])


def test_the_day_of_a_stage_comes_from_its_last_change(repo):
    history = repo.history()
    assert history.stage_since("acme-site") == date(2026, 5, 12)
    repo.replace("ledger/contracts/acme-site.md", "stage: proposal", "stage: signed")
    assert repo.history().stage_since("acme-site") is None
    repo.commit("Signed", "2026-05-20")
    repo.replace("ledger/contracts/acme-site.md", "value: 6000", "value: 7000")
    repo.commit("Dearer", "2026-05-25")
    assert repo.history().stage_since("acme-site") == date(2026, 5, 20)
    assert repo.history().stage_since("none") is None


def test_what_was_changed_since_a_day_is_known(repo):
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.commit("Name", "2026-05-20")
    assert said(repo.history().since(date(2026, 5, 19))) == [("Name", ["name: Acme → Acme Ltd"])]
    assert repo.history().since(date(2026, 5, 20)) == ()
    repo.replace("ledger/clients/acme.md", "name: Acme Ltd", "name: Acme GmbH")
    assert said(repo.history().since(date(2026, 5, 20))) == [("", ["name: Acme Ltd → Acme GmbH"])]


def test_the_files_of_a_client_are_known_by_all_their_names(repo):
    repo.replace("ledger/contracts/acme-site.md", "invoices:", "hours: h.csv\ninvoices:")
    repo.write("ledger/contracts/h.csv", "date,hours\n2026-05-04,2\n")
    repo.write("ledger/clients/bolt.md", "---\nname: Bolt\n---\n")
    repo.commit("More")
    repo.git("mv", "ledger/clients/acme.md", "ledger/clients/acme-ltd.md")
    repo.replace("ledger/contracts/acme-site.md", "client: acme", "client: acme-ltd")
    repo.commit("Rename", "2026-05-20")
    assert repo.history().files_of({("client", "acme-ltd")}) == {"clients/acme.md", "clients/acme-ltd.md"}
    assert repo.history().files_of({("contract", "acme-site")}) == {"contracts/acme-site.md", "contracts/h.csv"}
    assert [repo.history().name_on("acme-ltd", date(2026, 5, day)) for day in (1, 12, 19, 20)] == [
        "acme",
        "acme",
        "acme",
        "acme-ltd",
    ]


def test_a_day_is_the_freelancers_calendar_day(repo):
    repo.replace("ledger/clients/acme.md", "Notes", "Night notes")
    repo.git("commit", "--all", "--message", "Night", "--date", "2026-05-14T23:30:00+0000", day="2026-05-14")
    assert repo.history().whole[0].day == date(2026, 5, 15)


def test_a_record_moved_to_another_file_keeps_its_origin(repo):
    line = "  - {id: 2026-014, issued: 2026-04-10, amount: 1800}\n"
    repo.replace("ledger/contracts/acme-site.md", f"invoices:\n{line}", "")
    repo.write(
        "ledger/contracts/old.md",
        f"---\nclient: acme\ntitle: Old\nstage: completed\nbilling: fixed\nvalue: 1\ninvoices:\n{line}---\n",
    )
    repo.commit("Split", "2026-07-01")
    ledger = load(repo.site.docs_dir, repo.site.settings.zone)
    found = repo.history().record(ledger.contracts["old"].invoices[0].place)
    assert found.recorded
    assert found.recorded.subject == "Begin"


def test_a_file_taken_back_tells_both(repo):
    (repo.top / "ledger/clients/acme.md").unlink()
    repo.commit("Drop")
    repo.write("ledger/clients/acme.md", ACME)
    repo.commit("Back", "2026-08-01")
    subjects = [subject for subject, _ in trail(repo.history(), "client", "acme")]
    assert subjects == ["Back", "Drop", "Begin"]


def test_a_new_file_under_an_old_name_is_another_file(repo):
    repo.git("mv", "ledger/clients/acme.md", "ledger/clients/acme-ltd.md")
    repo.commit("Rename")
    repo.write("ledger/clients/acme.md", "---\nname: Somebody else\n---\n")
    repo.commit("Another")
    repo.write("ledger/clients/acme.md", "---\nname: Somebody\n---\n")
    repo.commit("Shorter")
    history = repo.history()
    assert [subject for subject, _ in trail(history, "client", "acme")] == ["Shorter", "Another"]
    assert [subject for subject, _ in trail(history, "client", "acme-ltd")] == ["Rename", "Begin"]
