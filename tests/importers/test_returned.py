"""Money that went back: the payment says when and why."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.importers.importer import Income, Return
from client_ledger.importers.recorded import Recorded
from client_ledger.importers.returns import may_have_gone_back, not_marked
from client_ledger.project import open_project
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, run, written
from writing import CLIENT, write_site

PAYPAL = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Invoice Number\n"
PAID = "2026-03-14,10:46:49,UTC,Acme,Mobile Payment,Completed,EUR,300.00,-9.00,291.00,T1,,0008\n"
STRIPE = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"


def imported(folder: Path, kind: str, text: str) -> tuple[Path, Path, str]:
    site_file = ledger(folder, FIELDS + INVOICES + "---\n")
    (folder / "export.csv").write_text(text)
    return site_file, folder / "export.csv", run(site_file, kind, folder / "export.csv").output


def contract(site_file: Path) -> str:
    assert not open_project(site_file).errors
    return written(site_file)["contracts/acme-site.md"].decode()


DAY, BACK_DAY = date(2026, 3, 14), date(2026, 3, 20)


def back(amount: int) -> Return:
    return Return(3, BACK_DAY, Decimal(amount), "EUR", "T1", "refund")


@pytest.mark.parametrize(("marked", "new"), [(0, 3), (1, 2), (2, 1), (3, 0)])
def test_of_equal_returns_those_that_are_not_marked_yet_are_new(marked: int, new: int):
    income = Income(2, DAY, Decimal(300), "EUR", "", "Acme", returns=(back(50),) * 3)
    parts = [Recorded("A1", DAY, Decimal(50), BACK_DAY)] * marked
    found = not_marked(income, [*parts, Recorded("A1", DAY, Decimal(300 - 50 * marked), None)])
    assert [(each.invoice, each.paid_on, each.amount) for each in found] == [("A1", DAY, 50)] * new


@pytest.mark.parametrize(("paid", "is_likely"), [("2026-03-19", True), ("2026-03-20", True), ("2026-03-21", False)])
def test_what_goes_back_was_paid_that_day_or_before(tmp_path: Path, paid: str, is_likely: bool):
    invoices = f"invoices:\n  - {{id: A1, issued: 2026-03-02, amount: 50, paid: {paid}}}\n"
    site_file = ledger(tmp_path, FIELDS + invoices + "---\n")
    found = may_have_gone_back(back(50), open_project(site_file).invoices.values())
    assert [each.amount for _, each in found] == [50] * is_likely


def test_what_was_sent_back_whole_is_one_payment_with_its_return(tmp_path: Path):
    back = "2026-03-20,10:46:49,UTC,Acme,Chargeback,Completed,EUR,-300.00,9.00,-291.00,T2,T1,0008\n"
    site_file, file, output = imported(tmp_path, "paypal", PAYPAL + PAID + back)
    assert "read 1 payment; added 1" in output
    written_so = "{date: 2026-03-14, amount: 300.00, returned: 2026-03-20, why: chargeback}"
    assert f"amount: 300, payments: [{written_so}]" in contract(site_file)
    assert "added 0, 1 already there" in run(site_file, "paypal", file).output


def test_of_what_was_sent_back_in_part_the_rest_is_a_payment_of_its_own(tmp_path: Path):
    back = "2026-03-20,10:46:49,UTC,Acme,Payment Refund,Completed,EUR,-100.00,3.00,-97.00,T2,T1,0008\n"
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID + back)
    first = "{date: 2026-03-14, amount: 100.00, returned: 2026-03-20, why: refund}"
    assert f"payments: [{first}, {{date: 2026-03-14, amount: 200.00}}]" in contract(site_file)
    assert "added 0, 1 already there" in run(site_file, "paypal", file).output


BACK = "2026-03-20,10:46:49,UTC,Acme,Payment Refund,Completed,EUR,-300.00,9.00,-291.00,T2,T1,0008\n"
PART = "2026-03-20,10:46:49,UTC,Acme,Payment Refund,Completed,EUR,-100.00,3.00,-97.00,T2,T1,0008\n"


def test_a_payment_that_is_recorded_already_is_marked_once_it_goes_back(tmp_path: Path):
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID)
    assert "amount: 300, paid: 2026-03-14}" in contract(site_file)
    file.write_text(PAYPAL + PAID + BACK)
    output = run(site_file, "paypal", file).output
    assert "recorded invoice 0008: 300.00 EUR of 2026-03-14 went back on 2026-03-20 (refund)" in output
    marked = contract(site_file)
    payment = "{date: 2026-03-14, amount: 300, returned: 2026-03-20, why: refund}"
    assert f"amount: 300, payments: [{payment}]}}" in marked
    assert "added 0, 1 already there\n" in run(site_file, "paypal", file).output
    assert contract(site_file) == marked


def test_of_a_recorded_payment_only_the_part_that_goes_back_is_marked(tmp_path: Path):
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID)
    file.write_text(PAYPAL + PAID + PART)
    run(site_file, "paypal", file)
    first = "{date: 2026-03-14, amount: 100.00, returned: 2026-03-20, why: refund}"
    rest = "{date: 2026-03-14, amount: 200.00}"
    assert f"payments: [{first}, {rest}]" in contract(site_file)
    run(site_file, "paypal", file)
    assert f"payments: [{first}, {rest}]" in contract(site_file)
    later = PART.replace("03-20", "03-25").replace("100.00", "50.00").replace("T2", "T3")
    file.write_text(PAYPAL + PAID + PART + later)
    run(site_file, "paypal", file)
    second = "{date: 2026-03-14, amount: 50.00, returned: 2026-03-25, why: refund}"
    assert f"payments: [{first}, {second}, {{date: 2026-03-14, amount: 150.00}}]" in contract(site_file)
    run(site_file, "paypal", file)
    assert f"payments: [{first}, {second}, {{date: 2026-03-14, amount: 150.00}}]" in contract(site_file)


def test_what_went_back_is_asked_about_before_it_is_written(tmp_path: Path):
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID)
    file.write_text(PAYPAL + PAID + BACK)
    before = contract(site_file)
    asked = CliRunner().invoke(main, ["import", str(file), "-f", str(site_file)], input="n\n")
    assert asked.output.splitlines()[1:5] == [
        "client  read       new  went back  already there  left out",
        "Acme    1 payment    0          1              1         0",
        "  invoice 0008: 300.00 EUR of 2026-03-14 went back on 2026-03-20 (refund)",
        "Write this? [y/N]: n",
    ]
    assert contract(site_file) == before


def test_an_invoice_whose_payment_was_charged_back_is_open_for_the_next_one(tmp_path: Path):
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID)
    again = PAID.replace("03-14", "03-28").replace("T1", "T4")
    file.write_text(PAYPAL + PAID + BACK.replace("Payment Refund", "Chargeback") + again)
    assert "added 1, 1 already there" in run(site_file, "paypal", file).output
    back = "{date: 2026-03-14, amount: 300, returned: 2026-03-20, why: chargeback}"
    assert f"payments: [{back}, {{date: 2026-03-28, amount: 300.00}}]" in contract(site_file)


def test_what_is_recorded_as_it_was_left_is_left_so(tmp_path: Path):
    kept = INVOICES.replace("300}", "300, payments: [{date: 2026-03-14, amount: 200}]}")
    site_file = ledger(tmp_path, FIELDS + kept + "---\n")
    (tmp_path / "export.csv").write_text(PAYPAL + PAID + PART)
    assert "added 0, 1 already there\n" in run(site_file, "paypal", tmp_path / "export.csv").output
    assert "payments: [{date: 2026-03-14, amount: 200}]" in contract(site_file)


def test_a_refund_of_a_payment_that_is_not_in_the_file_is_named_with_the_command_for_it(tmp_path: Path):
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID)
    file.write_text(PAYPAL + BACK)
    output = CliRunner().invoke(main, ["import", str(file), "-f", str(site_file), "--yes"]).output
    command = "client-ledger paid 0008 2026-03-14 --returned 2026-03-20 --why refund --amount 300.00"
    assert (
        "300.00 EUR went back on 2026-03-20; if it is the payment of 2026-03-14 on invoice 0008, "
        f"run `{command}` (line 2)"
    ) in output
    CliRunner().invoke(main, [*command.split()[1:], "-f", str(site_file)], catch_exceptions=False)
    assert "returned: 2026-03-20" in contract(site_file)
    again = CliRunner().invoke(main, ["import", str(file), "-f", str(site_file), "--yes"]).output
    assert "added 0, 1 already there\n" in again
    assert "skipped" not in again


def test_what_went_back_of_a_payment_that_is_left_out_is_left_out_with_it(tmp_path: Path):
    site_file = ledger(tmp_path)
    (tmp_path / "export.csv").write_text(PAYPAL + PAID + BACK)
    alone = CliRunner().invoke(main, ["import", str(tmp_path / "export.csv"), "-f", str(site_file), "--yes"]).output
    assert "300.00 EUR names no invoice recorded here, and no invoice has this amount (line 2)" in alone
    assert "300.00 EUR of the payment on line 2 went back on 2026-03-20: record that payment first (line 3)" in alone
    nobody = PAYPAL + PAID.replace("Acme", "Blue") + BACK.replace("Acme", "Blue")
    (tmp_path / "export.csv").write_text(nobody)
    unknown = CliRunner().invoke(main, ["import", str(tmp_path / "export.csv"), "-f", str(site_file), "--yes"]).output
    assert "it is from Blue and names no invoice recorded here; no known client matches it (line 2)" in unknown
    assert "300.00 EUR of the payment on line 2 went back on 2026-03-20 (line 3)" in unknown


def test_a_return_of_an_invoice_in_a_csv_file_is_left_to_the_freelancer(tmp_path: Path):
    files = {
        "clients/acme.md": CLIENT,
        "contracts/acme-site.md": FIELDS + "invoices: invoices.csv\n---\n",
        "contracts/invoices.csv": "id,issued,amount,paid\n0008,2026-03-02,300,2026-03-14\n",
    }
    site_file = write_site(tmp_path, files, "timezone: Europe/Paris")
    (tmp_path / "export.csv").write_text(PAYPAL + PAID + BACK)
    output = run(site_file, "paypal", tmp_path / "export.csv").output
    assert "it went back on 2026-03-20, but that is not recorded: " in output
    assert "a CSV file cannot hold returned payments" in output


def test_a_return_that_no_id_ties_is_named_by_its_row(tmp_path: Path):
    rows = (
        "txn_1,payment,py_1,300.00,0.30,299.70,eur,2026-03-06 12:00,2026-03-09 00:00,Invoice 0008\n"
        "txn_2,payment_refund,re_1,-300.00,0,-300.00,eur,2026-03-16 12:00,2026-03-19 00:00,"
        "REFUND FOR PAYMENT (Invoice 0008)\n"
        "txn_3,adjustment,du_1,-50.00,15,-65,eur,2026-03-20 12:00,2026-03-20 00:00,Chargeback withdrawal for ch_1\n"
    )
    site_file, _, output = imported(tmp_path, "stripe", STRIPE + rows)
    assert "{date: 2026-03-06, amount: 300.00, returned: 2026-03-16, why: refund}" in contract(site_file)
    command = "client-ledger paid INVOICE --returned 2026-03-20 --why chargeback --amount 50.00"
    assert f"50.00 EUR went back on 2026-03-20; if it was paid on an invoice here, run `{command}` (line 4)" in output


def test_a_bank_sends_back_what_it_could_not_book(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    run(site_file, "camt", FIXTURES / "camt.053.08.xml")
    assert "{date: 2026-03-20, amount: 200.50, returned: 2026-03-25, why: bounced}" in contract(site_file)


def test_with_tax_and_withholding_the_payable_is_what_is_compared(tmp_path: Path):
    site_file = ledger(
        tmp_path,
        FIELDS + "vat: 22%\nwithholding: 20%\ninvoices:\n  - {id: F-1, issued: 2026-03-02, amount: 1000}\n---\n",
    )
    (tmp_path / "b.csv").write_text(
        fixture("n26.csv").splitlines()[0] + '\n2026-03-20,2026-03-20,"Acme",,Credit,fattura F-1,Main,1020.0,,,\n'
    )
    assert "added 1" in run(site_file, "n26", tmp_path / "b.csv").output
    assert "amount: 1000, paid: 2026-03-20}" in contract(site_file)


def test_a_credit_note_of_an_e_invoice_is_recorded_once(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    assert "read 1 credit note; added 1" in run(site_file, "einvoice", FIXTURES / "einvoice.credit.xml").output
    assert "{id: CN-1, issued: 2026-03-10, invoice: 0007, amount: 100.00}" in contract(site_file)
    assert "added 0, 1 already there" in run(site_file, "einvoice", FIXTURES / "einvoice.credit.xml").output
