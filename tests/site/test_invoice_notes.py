"""What an invoice's row tells besides its amount: all that happened to it, and what it comes to net."""

from datetime import date

import pytest

from acting import client, contract, judged, ledger
from client_ledger.pages.contract import ContractPage
from client_ledger.pages.invoices import invoice_lines

DAY = "2026-11-20"
INVOICE = "id: A-1, issued: 2026-09-01, due: 2026-10-01, amount: 100"


def line(folder, more, *terms, **lists):
    files = ledger(client(), contract(*terms, invoices=[f"{INVOICE}, {more}"], **lists))
    (found,) = invoice_lines(judged(folder, files, DAY).clients["acme"])
    return found


def page(folder, *terms, invoice=INVOICE):
    files = ledger(client(), contract("billing: fixed", "value: 500", *terms, invoices=[invoice]))
    judgement = judged(folder, files, DAY)
    return ContractPage(judgement.project.ledger.contracts["site-1"], judgement.clients["acme"], date(2026, 11, 20))


@pytest.mark.parametrize(
    ("more", "notes"),
    [
        ("paid: 2026-09-30", []),
        ("payments: [{date: 2026-09-20, amount: 40}]", ["40.00 EUR paid on 2026-09-20"]),
        (
            "payments: [{date: 2026-09-20, amount: 40}, {date: 2026-09-30, amount: 60}]",
            ["40.00 EUR paid on 2026-09-20", "60.00 EUR paid on 2026-09-30"],
        ),
        (
            "payments: [{date: 2026-09-20, amount: 100, returned: 2026-10-05, why: bounced}]",
            ["100.00 EUR went back on 2026-10-05 (bounced)"],
        ),
        ("reminders: [2026-10-10, 2026-10-20, 2026-12-01]", ["reminded on 2026-10-10 and 2026-10-20"]),
        ("disputed: Not as agreed", ["disputed: Not as agreed"]),
    ],
)
def test_a_row_tells_what_happened_to_its_invoice(tmp_path, more, notes):
    assert [str(note) for note in line(tmp_path, more).notes] == notes


def test_a_row_names_credit_notes_and_a_rate_of_its_own(tmp_path):
    note = [
        "id: N-1, issued: 2026-09-20, invoice: A-1, amount: 10",
        "id: N-2, issued: 2027-01-01, invoice: A-1, amount: 5",
    ]
    found = line(tmp_path, "exchange_rate: 1.155, paid: 2026-09-30", "currency: GBP", credit_notes=note)
    assert [str(each) for each in found.notes] == [
        "credit note N-1 of 2026-09-20: 10.00 GBP",
        "its own exchange rate: 1.155",
    ]


def test_a_written_off_invoice_tells_what_was_lost(tmp_path):
    found = line(tmp_path, "payments: [{date: 2026-09-20, amount: 40}], written_off: 2026-11-02")
    assert str(found.sentence) == "written off 2026-11-02, 60.00 EUR lost"


def test_a_contract_tells_what_was_invoiced_and_paid_net(tmp_path):
    found = page(tmp_path, "vat: 20%", invoice=f"{INVOICE}, paid: 2026-09-30")
    assert (found.invoiced, found.paid, found.left) == (100, 100, 400)


@pytest.mark.parametrize("stage", ["terminated", "lost", "proposal"])
def test_where_nothing_is_to_come_nothing_is_left_to_invoice(tmp_path, stage):
    assert page(tmp_path, f"stage: {stage}").left is None
