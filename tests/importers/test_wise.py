"""Wise's statement and its transfer history."""

from decimal import Decimal
from pathlib import Path

from client_ledger.importers.importer import Return
from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_a_statement_is_day_first_and_only_what_came_in(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "wise", FIXTURES / "wise.csv").output
    assert output.startswith("read 2 payments; added 2, 0 already there\n")
    assert "skipped 2: no money came in (line 3, 4)" in output
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert "amount: 1200.50, payments: [{date: 2026-03-04, amount: 200.50}]}" in text
    assert "amount: 300, paid: 2026-03-07}" in text


def test_the_transfer_history():
    reading = read("wise", fixture("wise.history.csv"))
    assert [(str(item.day), str(item.amount), item.reference) for item in reading.items] == [
        ("2026-03-05", "70.00", "0009")
    ]
    assert [why for _, why in reading.skipped] == ["no money came in", "no money came in", "its status is cancelled"]


def test_a_fee_that_wise_kept_settles_the_invoice_with_what_came(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    row = 'TRANSFER-9,04-03-2026,63.89,EUR,"Received money from ACME GMBH","0009",1450.50,,,,"ACME GMBH",,,,6.11\n'
    (tmp_path / "s.csv").write_text(fixture("wise.csv").splitlines()[0] + "\n" + row)
    assert "63.89 EUR, and a fee of 6.11 EUR was kept" in run(site_file, "wise", tmp_path / "s.csv").output
    assert "amount: 70, paid: 2026-03-04}" in written(site_file)["contracts/acme-site.md"].decode()
    assert "added 0, 1 already there" in run(site_file, "wise", tmp_path / "s.csv").output


def test_money_changed_between_ones_own_balances_is_no_payment():
    reading = read("wise", fixture("wise.details.csv"))
    assert [(str(item.day), str(item.amount), item.fee) for item in reading.items] == [("2026-03-04", "200.50", 0)]
    assert reading.skipped == [(3, "its type is conversion"), (4, "no money came in")]


def test_a_statement_that_is_named_otherwise_says_so():
    assert read("wise", fixture("wise.csv"), order="dmy").items[0].day.isoformat() == "2026-03-04"


HEAD = fixture("wise.csv").splitlines()[0].replace('"', "")


def statement(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """Write a statement of what Acme paid: each row's day, amount and reference."""
    lines = [f'T,{day},"{amount}",EUR,,{reference},,,,,Acme,,,,' for day, amount, reference in rows]
    file = folder / "statement.csv"
    file.write_text("\n".join([HEAD, *lines]) + "\n")
    return file


def test_a_payment_on_a_day_still_to_come_is_taken_and_noted(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n", "timezone: Europe/Paris\nas_of: 2026-11-27")
    file = statement(tmp_path, ("05-12-2026", "70.00", ""), ("27-11-2026", "300.00", ""), ("06-12-2026", "9.00", ""))
    output = run(site_file, "wise", file).output
    assert "added 2" in output
    assert [line for line in output.splitlines() if "in the future" in line] == [
        "  note: the payment on line 2 is dated 2026-12-05, in the future; is the date right?"
    ]


def test_an_amount_that_may_be_a_thousand_is_left_out(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    file = statement(tmp_path, ("20-03-2026", "1,005", "0007"), ("20-03-2026", "70,00", "0009"))
    output = run(site_file, "wise", file).output
    assert output.startswith("read 1 payment; added 1, 0 already there\n")
    assert (
        "skipped 1: '1,005' has more than two decimals; if ',' separates thousands in it, use --decimal . (line 2"
        in output
    )


def test_an_amount_of_a_currency_with_three_decimals_is_taken(tmp_path: Path):
    invoices = "currency: TND\ninvoices:\n  - {id: A1, issued: 2026-03-02, amount: 1250.505}\n"
    site_file = ledger(tmp_path, FIELDS + invoices + "---\n")
    file = statement(tmp_path, ("20-03-2026", "1250.505", "invoice A1"))
    file.write_text(file.read_text().replace(",EUR,", ",TND,"))
    assert run(site_file, "wise", file).output.startswith("read 1 payment; added 1, 0 already there\n")
    assert b"paid: 2026-03-20" in written(site_file)["contracts/acme-site.md"]


def test_a_payment_without_a_currency_is_named_without_a_gap(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    file = statement(tmp_path, ("20-03-2026", "2.00", ""))
    file.write_text(file.read_text().replace(",EUR,", ",,"))
    assert "skipped 1: 2.00 names no invoice recorded here" in run(site_file, "wise", file).output


def test_a_retainers_payment_that_was_recorded_by_hand_is_not_the_next_ones(tmp_path: Path):
    invoices = (
        "invoices:\n  - {id: 2026-09, issued: 2026-10-01, amount: 1000, paid: 2026-11-05}\n"
        "  - {id: 2026-10, issued: 2026-11-01, amount: 1000}\n"
    )
    site_file = ledger(tmp_path, FIELDS + invoices + "---\n")
    before = written(site_file)
    output = run(site_file, "wise", statement(tmp_path, ("04-11-2026", "1000.00", ""))).output
    assert "skipped 1: it may be the payment of invoice 2026-09 recorded on 2026-11-05, or for 2026-10" in output
    assert written(site_file) == before


def test_a_payment_that_names_an_invoice_of_another_contract_waits_for_the_client(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    other = "invoices:\n  - {id: B-0001, issued: 2026-03-01, amount: 70}\n"
    (tmp_path / "ledger/contracts/acme-2.md").write_text(FIELDS + other + "---\n")
    file = statement(tmp_path, ("20-03-2026", "70.00", "B-0001"))
    output = run(site_file, "wise", file).output
    assert "it names invoice B-0001 of the contract acme-2; import it with --client acme" in output
    assert "added 1" in run(site_file, "wise", file, "--client", "acme").output
    assert b"paid: 2026-03-20" in written(site_file)["contracts/acme-2.md"]


HISTORY = fixture("wise.history.csv").splitlines()[0]


def history(folder: Path, *rows: str) -> Path:
    """Write a transfer history with these rows."""
    file = folder / "history.csv"
    file.write_text("\n".join([HISTORY, *rows]) + "\n")
    return file


def came_in(identity: str, amount: str, reference: str, fee: str = "0.00") -> str:
    day = '"2026-03-20 18:32:04","2026-03-20 18:32:14"'
    return f'{identity},COMPLETED,IN,{day},{fee},EUR,,,"ACME",{amount},EUR,"Ida",{amount},EUR,1.0,"{reference}",,,,'


def test_money_that_was_sent_back_has_the_id_of_the_money_that_came_in(tmp_path: Path):
    out = (
        'BANK_DETAILS_PAYMENT_RETURN-1,COMPLETED,OUT,"2026-03-26 20:22:56","2026-03-26 20:23:02",,,,,"Ida",70.00,EUR,'
        '"ACME",70.00,EUR,1,TRANSFER-9,,,General,'
    )
    file = history(tmp_path, out, came_in("TRANSFER-9", "70.00", "0009"))
    income, back = sorted(read("wise", file.read_bytes()).items, key=lambda item: item.line, reverse=True)
    assert (income.id, back.of, back.why, str(back.day)) == ("TRANSFER-9", "TRANSFER-9", "bounced", "2026-03-26")


def test_what_came_and_the_fee_kept_of_it_settle_an_invoice_that_they_are_exactly(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    file = history(tmp_path, came_in("T-1", "63.89", "INV 0009", "6.11"), came_in("T-2", "294.00", "", "6.00"))
    output = run(site_file, "wise", file).output
    assert "added 2" in output
    assert (
        "the payment on line 2 is 63.89 EUR, and a fee of 6.11 EUR was kept: together they pay all of invoice 0009"
        in output
    )
    assert written(site_file)["contracts/acme-site.md"].decode().count("paid: 2026-03-20") == 2
    assert "added 0, 2 already there" in run(site_file, "wise", file).output


def test_a_fee_that_the_client_paid_on_top_is_not_added(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    run(site_file, "wise", history(tmp_path, came_in("T-1", "60.00", "INV 0009", "6.11")))
    assert b"payments: [{date: 2026-03-20, amount: 60.00}]" in written(site_file)["contracts/acme-site.md"]


def test_money_that_was_sent_back_is_known_by_the_id_it_names_alone(tmp_path: Path):
    def sent(identity: str, reference: str) -> str:
        day = '"2026-03-26 20:22:56","2026-03-26 20:23:02"'
        return f'{identity},COMPLETED,OUT,{day},,,,,"Ida",70.00,EUR,"ACME",70.00,EUR,1,{reference},,,General,'

    rows = (sent("TRANSFER-8", "TRANSFER-9"), sent("TRANSFER-7", "TRANSFER-8"), came_in("TRANSFER-9", "70.00", "0009"))
    reading = read("wise", history(tmp_path, *rows).read_bytes())
    assert [each.of for each in reading.items if isinstance(each, Return)] == ["TRANSFER-9"]
    assert reading.skipped == [(3, "no money came in")]


def test_nothing_was_kept_of_a_payment_without_a_fee(tmp_path: Path):
    kept = [
        read("wise", history(tmp_path, came_in("T-1", "60.00", "", fee)).read_bytes()).items[0].fee
        for fee in ("", "1.50")
    ]
    assert kept == [0, Decimal("1.50")]
    assert read("wise", statement(tmp_path, ("20-03-2026", "70.00", "")).read_bytes()).items[0].fee == 0
