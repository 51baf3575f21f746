"""One import of several files, for all clients: what it is, whose it is, and what it asks."""

from pathlib import Path

from click.testing import CliRunner, Result

from client_ledger.book.load import load
from client_ledger.cli import main
from client_ledger.project import open_project
from importing import FIELDS, FIXTURES, INVOICES, PARIS, fixture, written
from writing import write_site

OTHER = "---\nclient: brio\ntitle: Shop\nstage: active\nbilling: hourly\nrate: 50\n"
CLIENTS = {"clients/acme.md": "---\nname: Acme\n---\n", "clients/brio.md": "---\nname: Brio Studio\n---\n"}


def ledger(folder: Path, invoices: str = INVOICES) -> Path:
    brio = OTHER + "invoices:\n  - {id: B-1, issued: 2026-03-02, amount: 300}\n---\n"
    contracts = {"contracts/acme-site.md": FIELDS + invoices + "---\n", "contracts/brio-shop.md": brio}
    return write_site(folder, {**CLIENTS, **contracts}, "timezone: Europe/Paris")


def run(site_file: Path, *arguments: object, answers: str | None = None) -> Result:
    command = ["import", *map(str, arguments), "-f", str(site_file)]
    return CliRunner().invoke(main, command, input=answers, catch_exceptions=False)


def bank(folder: Path, name: str, *rows: tuple[str, str, str]) -> Path:
    """Write a statement of N26: each row's payer, its reference and its amount."""
    lines = [f'2026-03-20,2026-03-20,{payer},DE1,Credit,"{text}",Main,{amount},,,' for payer, text, amount in rows]
    path = folder / name
    path.write_text("\n".join([fixture("n26.csv").splitlines()[0], *lines]) + "\n")
    return path


def test_the_kind_is_told_from_the_file_and_each_payment_goes_to_its_client(tmp_path: Path):
    site_file = ledger(tmp_path)
    file = bank(tmp_path, "b.csv", ("ACME", "0009", "70.0"), ("Brio Studio SL", "", "300.0"), ("Nobody", "", "5.0"))
    output = run(site_file, file, "--yes").output
    assert output.startswith("b.csv: N26 CSV (n26)\n")
    assert "Acme: read 1 payment; added 1, 0 already there" in output
    assert "Brio Studio: read 1 payment; added 1, 0 already there" in output
    assert "it is from Nobody and names no invoice recorded here; no known client matches it" in output
    assert b"amount: 70, paid: 2026-03-20" in written(site_file)["contracts/acme-site.md"]
    assert b"amount: 300, paid: 2026-03-20" in written(site_file)["contracts/brio-shop.md"]


def test_a_folder_is_read_whole_and_what_cannot_be_read_is_said(tmp_path: Path):
    site_file = ledger(tmp_path)
    folder = tmp_path / "bank"
    folder.mkdir()
    bank(folder, "a.csv", ("ACME", "0009", "70.0"))
    bank(folder, "b.csv", ("Brio Studio", "", "300.0"))
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    output = run(site_file, "n26", folder, "--yes").output
    assert "left out: photo.png cannot be imported: it is a picture" in output
    assert output.count("added 1") == 2
    again = run(site_file, "n26", folder, "--yes").output
    assert again.count("added 0, 1 already there") == 2


def test_several_files_of_one_client_are_one_and_say_where_each_line_stands(tmp_path: Path):
    site_file = ledger(tmp_path)
    one, two = bank(tmp_path, "1.csv", ("ACME", "0009", "70.0")), bank(tmp_path, "2.csv", ("ACME", "0008", "400.0"))
    output = run(site_file, one, two, "--yes", "--client", "acme").output
    assert "read 2 payments; added 1" in output
    assert "400.00 EUR is more than the 300.00 EUR still open on invoice 0008 (2.csv, line 2)" in output


def test_hours_and_payments_in_one_run_are_written_on_top_of_one_another(tmp_path: Path):
    site_file = ledger(tmp_path)
    hours = tmp_path / "toggl.csv"
    hours.write_text(fixture("toggl.csv").replace("Brio", "Brio Studio"))
    output = run(site_file, bank(tmp_path, "b.csv", ("ACME", "0009", "70.0")), hours, "--yes").output
    assert "Acme: read 1 payment; added 1" in output
    assert "Acme: read 4 entries, 2.901 hours; added 4" in output
    found = load(tmp_path / "ledger", PARIS)
    assert not found.problems
    assert len(found.contracts["acme-site"].hours) == 4
    assert len(found.contracts["brio-shop"].hours) == 1
    assert found.contracts["acme-site"].invoices[2].paid is not None


def test_it_shows_a_table_and_asks(tmp_path: Path):
    site_file = ledger(tmp_path)
    file, before = bank(tmp_path, "b.csv", ("ACME", "0009", "70.0")), written(site_file)
    no = run(site_file, file, answers="n\n")
    assert (
        "client  read       new  already there  left out\nAcme    1 payment    1              0         0" in no.output
    )
    assert "nothing was written" in no.output
    assert written(site_file) == before
    assert "use --yes" in run(site_file, file, answers="").output
    assert "added 1" in run(site_file, file, answers="y\n").output
    assert written(site_file) != before


def test_a_payer_who_was_confirmed_once_is_known_by_account(tmp_path: Path):
    site_file = ledger(tmp_path)
    statement = (FIXTURES / "camt.052.02.xml").read_text(encoding="iso-8859-1").replace("Rechnung 0009", "thanks")
    account = "<ns:DbtrAcct><ns:Id><ns:IBAN>DE89370400440532013000</ns:IBAN></ns:Id></ns:DbtrAcct></ns:RltdPties>"
    statement = statement.replace("ACME Ltd", "Treasury Services").replace("</ns:RltdPties>", account)
    (tmp_path / "s.xml").write_text(statement, encoding="iso-8859-1")
    result = run(site_file, tmp_path / "s.xml", answers="y\ny\n")
    assert "Treasury Services, DE89370400440532013000 paid 70.00 EUR on 2026-03-20" in result.output
    assert "added 1" in result.output
    assert open_project(site_file).ledger.clients["acme"].payers == ("DE89370400440532013000",)
    later = statement.replace("70.00", "300.00")
    (tmp_path / "later.xml").write_text(later, encoding="iso-8859-1")
    assert "added 1" in run(site_file, tmp_path / "later.xml", "--yes", "--client", "acme").output


def test_a_kind_of_ones_own_is_asked_for_once_and_then_known(tmp_path: Path):
    site_file = ledger(tmp_path)
    file = tmp_path / "export.csv"
    file.write_text("Datum;Wer;Was;Soll;Haben\n20.03.2026;ACME;RE 0009;;70,00\n21.03.2026;Shop;Stifte;9,00;\n")
    without_a_day = "-\npayer\ntext\nout\nin\n"
    answers = f"my-bank\npayments\n{without_a_day}date\npayer\ntext\nout\nin\nEUR\n"
    made = run(site_file, "--new-mapping", file, answers=answers)
    assert "`date` missing: choose again for each column" in made.output
    assert "Datum  (20.03.2026 | 21.03.2026)" in made.output
    assert "wrote imports/my-bank.yml" in made.output
    output = run(site_file, file, "--yes").output
    assert "export.csv: 'my-bank' (imports/my-bank.yml)" in output
    assert "added 1, 0 already there" in output
    assert "added 0, 1 already there" in run(site_file, "my-bank", file, "--yes").output
    assert "looks like 'my-bank'" in run(site_file, "toggl", file).output


def test_a_word_that_is_neither_file_nor_kind_is_refused(tmp_path: Path):
    result = run(ledger(tmp_path), "togl", FIXTURES / "toggl.csv")
    assert result.exit_code == 2
    assert "there is no file 'togl'; the kinds are toggl, clockify" in result.output


def test_a_mail_in_a_folder_whose_client_is_not_known_stops_no_other_file(tmp_path: Path):
    site_file = ledger(tmp_path)
    folder = tmp_path / "all"
    folder.mkdir()
    bank(folder, "a.csv", ("ACME", "0009", "70.0"))
    (folder / "one.eml").write_bytes((FIXTURES / "mail.eml").read_bytes())
    output = run(site_file, folder, "--yes").output
    assert "left out one.eml: say which mails are the client's: --from ADDRESS" in output
    assert "added 1" in output
