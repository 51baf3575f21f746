"""Wise's statement and its transfer history."""

from pathlib import Path

from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_a_statement_is_day_first_and_only_what_came_in(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "wise", FIXTURES / "wise.csv").output
    assert output.startswith("read 2 payments; added 2, 0 there already\n")
    assert "skipped 2: no money came in (line 3, 4)" in output
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert "amount: 1200.50, payments: [{date: 2026-03-04, amount: 200.50}]}" in text
    assert "amount: 300, paid: 2026-03-07}" in text


def test_the_transfer_history():
    text = (
        'ID,Status,Direction,"Created on","Finished on","Source name","Source amount (after fees)",'
        '"Source currency","Target name","Target amount (after fees)","Target currency","Exchange rate",Reference\n'
        'T-1,COMPLETED,IN,"2026-03-04 10:00:00","2026-03-05 10:00:00","Acme GmbH",70.00,EUR,Ida,70.00,EUR,1.0,0009\n'
        'T-2,COMPLETED,OUT,"2026-03-04 10:00:00","2026-03-05 10:00:00",Ida,5.00,EUR,Shop,5.00,EUR,1.0,\n'
        'T-3,CANCELLED,IN,"2026-03-04 10:00:00","2026-03-05 10:00:00","Acme GmbH",70.00,EUR,Ida,70.00,EUR,1.0,0009\n'
    )
    reading = read("wise", text)
    assert [(str(item.day), str(item.amount), item.reference) for item in reading.items] == [
        ("2026-03-05", "70.00", "0009")
    ]
    assert [why for _, why in reading.skipped] == ["no money came in", "its status is cancelled"]


def test_a_statement_that_is_named_otherwise_says_so():
    assert read("wise", fixture("wise.csv"), order="dmy").items[0].day.isoformat() == "2026-03-04"
