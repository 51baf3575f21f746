"""Money that went back: the payment says when and why."""

from pathlib import Path

from client_ledger.project import open_project
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, run, written

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


def test_what_was_sent_back_whole_is_one_payment_with_its_return(tmp_path: Path):
    back = "2026-03-20,10:46:49,UTC,Acme,Chargeback,Completed,EUR,-300.00,9.00,-291.00,T2,T1,0008\n"
    site_file, file, output = imported(tmp_path, "paypal", PAYPAL + PAID + back)
    assert "read 1 payment; added 1" in output
    written_so = "{date: 2026-03-14, amount: 300.00, returned: 2026-03-20, why: chargeback}"
    assert f"amount: 300, payments: [{written_so}]" in contract(site_file)
    assert "added 0, 1 there already" in run(site_file, "paypal", file).output


def test_of_what_was_sent_back_in_part_the_rest_is_a_payment_of_its_own(tmp_path: Path):
    back = "2026-03-20,10:46:49,UTC,Acme,Payment Refund,Completed,EUR,-100.00,3.00,-97.00,T2,T1,0008\n"
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID + back)
    first = "{date: 2026-03-14, amount: 100.00, returned: 2026-03-20, why: refund}"
    assert f"payments: [{first}, {{date: 2026-03-14, amount: 200.00}}]" in contract(site_file)
    assert "added 0, 1 there already" in run(site_file, "paypal", file).output


def test_a_payment_that_was_recorded_before_it_went_back_is_told_of(tmp_path: Path):
    site_file, file, _ = imported(tmp_path, "paypal", PAYPAL + PAID)
    assert "amount: 300, paid: 2026-03-14}" in contract(site_file)
    back = "2026-03-20,10:46:49,UTC,Acme,Payment Refund,Completed,EUR,-300.00,9.00,-291.00,T2,T1,0008\n"
    file.write_text(PAYPAL + PAID + back)
    output = run(site_file, "paypal", file).output
    assert (
        "300.00 of the payment of 2026-03-14 on invoice 0008 went back on 2026-03-20, which is not recorded" in output
    )
    assert (
        "write `{date: 2026-03-14, amount: 300.00, returned: 2026-03-20, why: refund}` under its `payments`" in output
    )


def test_a_return_that_no_id_ties_is_named_by_its_row(tmp_path: Path):
    rows = (
        "txn_1,payment,py_1,300.00,0.30,299.70,eur,2026-03-06 12:00,2026-03-09 00:00,Invoice 0008\n"
        "txn_2,payment_refund,re_1,-300.00,0,-300.00,eur,2026-03-16 12:00,2026-03-19 00:00,"
        "REFUND FOR PAYMENT (Invoice 0008)\n"
        "txn_3,adjustment,du_1,-50.00,15,-65,eur,2026-03-20 12:00,2026-03-20 00:00,Chargeback withdrawal for ch_1\n"
    )
    site_file, _, output = imported(tmp_path, "stripe", STRIPE + rows)
    assert "{date: 2026-03-06, amount: 300.00, returned: 2026-03-16, why: refund}" in contract(site_file)
    assert "line 4: 50.00 EUR went back on 2026-03-20; if it was paid on an invoice here, mend that payment" in output


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
    assert "added 0, 1 there already" in run(site_file, "einvoice", FIXTURES / "einvoice.credit.xml").output
