"""What cannot be read may be the very record that an import brings, so nothing is added beside it."""

from pathlib import Path

import pytest

from importing import CONTRACT, FIELDS, FIXTURES, ledger, run, written
from writing import CLIENT

BROKEN = "invoices:\n  - {id: AC-0001, issued: 2026-11-31, amount: 1200}\n"
GLOBEX = CONTRACT.replace("client: acme", "client: globex")


def refused(site_file: Path, kind: str, name: str, *arguments: str) -> str:
    """Import a fixture, see that nothing is written, and return what is said."""
    before = written(site_file)
    result = run(site_file, kind, FIXTURES / name, *arguments)
    assert result.exit_code == 1, result.output
    assert written(site_file) == before
    return result.output


def test_rows_that_a_new_column_left_short_are_not_added_again(tmp_path: Path):
    site_file = ledger(tmp_path)
    run(site_file, "harvest", FIXTURES / "harvest.csv")
    log = tmp_path / "ledger/contracts/acme-site-hours.csv"
    header, first, second = log.read_text().splitlines()
    log.write_text(f"{header},in_scope\n{first},no\n{second}\n")
    said = refused(site_file, "harvest", "harvest.csv")
    assert (
        "nothing was written; correct this first: ledger/contracts/acme-site-hours.csv:3:1: error[invalid-row]" in said
    )
    log.write_text(f"{header},in_scope\n{first},no\n{second},\n")
    assert "added 0, 2 already there" in run(site_file, "harvest", FIXTURES / "harvest.csv").output


@pytest.mark.parametrize(
    "fields",
    [
        "hours:\n  - {date: 2026-03-02, hours: x}\n",
        "hours: [\n  {date: 2026-03-01, hours: 1},\n  {date: 2026-02-30, hours: 1}]\n",
        "hours: gone.csv\n",
        "hours: a.csv\n",
        "hours:\n  - date: 2026-03-02\n    hours: 1\n    task: [a,\n",
    ],
)
def test_hours_go_into_no_list_with_an_error(fields: str, tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + fields + "---\n")
    (tmp_path / "ledger/contracts/a.csv").write_text("date,hours\n2026-03-02,1\n2026-03-03,one\n")
    assert "correct this first: " in refused(site_file, "toggl", "toggl.csv")


def test_an_error_elsewhere_is_no_hindrance(tmp_path: Path):
    fields = FIELDS + "notice: soon\n" + BROKEN + "requests:\n  - {date: x, text: y}\nhours: []\nend: x\n---\n"
    assert "added 5" in run(ledger(tmp_path, fields), "toggl", FIXTURES / "toggl.csv").output


def test_an_id_that_another_contract_holds_unreadably_is_not_recorded_again(tmp_path: Path):
    site_file = ledger(tmp_path)
    run(site_file, "watson", FIXTURES / "watson.json")
    log = tmp_path / "ledger/contracts/acme-site-hours.csv"
    log.write_text(log.read_text().replace("2026-03-02", "2026-02-30"))
    (tmp_path / "ledger/contracts/other.md").write_text(CONTRACT)
    assert "is in a file with errors" in refused(site_file, "watson", "watson.json", "--contract", "other")


def test_mails_go_into_no_list_with_an_error(tmp_path: Path):
    site_file = ledger(tmp_path)
    broken = CLIENT.replace("---\n", "---\nmessages:\n  - {at: noon, text: Hi}\n", 1)
    (tmp_path / "ledger/clients/acme.md").write_text(broken)
    said = refused(site_file, "mail", "mail.mbox", "--client", "acme", "--from", "@acme.example")
    assert "correct this first: ledger/clients/acme.md:3:10" in said


def test_an_invoice_that_cannot_be_read_is_not_written_a_second_time(tmp_path: Path):
    said = refused(ledger(tmp_path, FIELDS + BROKEN + "---\n"), "stripe", "stripe.csv")
    assert "correct this first: ledger/contracts/acme-site.md:8:27: error[invalid-value]: " in said


@pytest.mark.parametrize(
    "contract",
    [
        GLOBEX.removesuffix("---\n") + BROKEN + "---\n",
        GLOBEX.replace("title: Site\n", "").removesuffix("---\n") + BROKEN.replace("-31", "-30") + "---\n",
        GLOBEX.removesuffix("---\n") + BROKEN,
        GLOBEX.removesuffix("---\n") + "invoices: i.csv\n---\n",
    ],
    ids=["a record", "a whole contract", "without an end", "a row"],
)
def test_nor_one_that_stands_unreadably_with_another_client(contract: str, tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/clients/globex.md").write_text(CLIENT)
    (tmp_path / "ledger/contracts/globex-app.md").write_text(contract)
    if "i.csv" in contract:
        (tmp_path / "ledger/contracts/i.csv").write_text("id,issued,amount\nAC-0001,2026-11-31,1200\n")
    said = refused(site_file, "stripe", "stripe.csv")
    assert "nothing was written, because 'AC-0001' is in a file with errors; correct this first: " in said


def test_an_error_of_another_client_without_such_an_id_is_no_hindrance(tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "ledger/clients/globex.md").write_text(CLIENT)
    broken = BROKEN.replace("AC-0001", "AC-00012")
    (tmp_path / "ledger/contracts/globex-app.md").write_text(GLOBEX.removesuffix("---\n") + broken + "---\n")
    assert "added 3" in run(site_file, "stripe", FIXTURES / "stripe.csv").output


def test_a_payment_is_not_booked_while_an_invoice_it_may_be_for_cannot_be_read(tmp_path: Path):
    invoices = (
        "invoices:\n  - {id: A-1, issued: 2026-02-30, amount: 300}\n  - {id: A-2, issued: 2026-03-01, amount: 300}\n"
    )
    site_file = ledger(tmp_path, FIELDS + invoices + "---\n")
    assert "correct this first: ledger/contracts/acme-site.md:8:" in refused(site_file, "wise", "wise.csv")


def test_a_contract_that_cannot_be_read_is_said_where_nothing_is_known_of_it(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS.replace("client: acme", "client: [acme") + "---\n")
    result = run(site_file, "n26", FIXTURES / "n26.csv", "--client", "acme")
    note = "note: ledger/contracts/acme-site.md cannot be read, so its content is unknown"
    assert note in result.output
