"""PayPal's activity."""

from pathlib import Path

import pytest

from importing import FIELDS, FIXTURES, INVOICES, fixture, ledger, read, run, written


def test_payments_before_the_fee_by_number_or_by_amount(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "paypal", FIXTURES / "paypal.csv").output
    assert output.startswith("read 3 payments; added 2, 0 already there\n")
    text = written(site_file)["contracts/acme-site.md"].decode()
    assert '{id: "0007", issued: 2026-03-02, amount: 1200.50, paid: 2026-03-21}' in text
    assert '{id: "0008", issued: 2026-03-02, amount: 300, paid: 2026-03-21}' in text
    assert "added 0, 2 already there" in run(site_file, "paypal", FIXTURES / "paypal.csv").output


def test_the_same_amount_from_somebody_else_is_not_taken(tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    output = run(site_file, "paypal", FIXTURES / "paypal.csv").output
    assert "the amount of invoice 0009, but the payer may not be the client" in output
    assert "client-ledger paid 0009 2026-03-23" in output
    named = run(site_file, "paypal", FIXTURES / "paypal.csv", "--only", "somebody else").output
    assert named.startswith("read 3 payments; added 1, 0 already there\n")


def test_what_did_not_come_in_is_left_out():
    reading = read("paypal", fixture("paypal.csv"))
    assert reading.skipped == [(4, "its type is general withdrawal"), (5, "its status is pending")]


@pytest.mark.parametrize(("amount", "sign"), [("2.001,0", None), ("2,001.0", None), ("2001.0", None), ("2.001", ",")])
def test_amounts_in_any_notation(amount: str, sign: str | None):
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net\n"
    text = head + f'2026-03-20,10:00:00,UTC,Acme,Payment,Completed,EUR,"{amount}",0,"{amount}"\n'
    assert read("paypal", text, decimal=sign).items[0].amount == 2001


def test_a_small_refund_that_comes_in_sends_nothing_back():
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net\n"
    text = head + "2026-01-20,00:00:00,UTC,Acme,Payment Refund,Completed,EUR,0.70,0,0.70\n"
    reading = read("paypal", text)
    assert (reading.items, reading.skipped) == ([], [(2, "its type is payment refund")])


@pytest.mark.parametrize(
    ("zone", "day"),
    [("GMT+1", "2026-01-20"), ("UTC+01:00", "2026-01-20"), ("GMT+01:01", "2026-01-19"), ("-08:00", "2026-01-20")],
)
def test_midnight_in_the_cells_zone_is_on_the_freelancers_day(zone: str, day: str):
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net\n"
    text = head + f"2026-01-20,00:00:00,{zone},Acme,Payment,Completed,EUR,70,0,70\n"
    assert read("paypal", text).items[0].day.isoformat() == day


def test_german_headers():
    head = '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Entgelt","Netto","Rechnungsnummer"\n'
    text = head + '"20.03.2026","10:00:00","CET","Acme","Zahlung","Abgeschlossen","EUR","70,00","0,00","70,00","0009"\n'
    (income,) = read("paypal", text.encode("cp1252")).items
    assert (str(income.day), str(income.amount), "0009" in income.reference) == ("2026-03-20", "70.00", True)


def test_a_french_export_with_what_never_reached_the_balance():
    reading = read("paypal", fixture("paypal.fr.csv"))
    (income,) = reading.items
    assert (str(income.day), str(income.amount)) == ("2026-03-20", "1200.50")
    assert "0007" in income.reference
    assert reading.skipped == [(3, "it does not change the balance"), (4, "no money came in")]


def test_a_statement_names_the_kind_in_its_description():
    reading = read("paypal", fixture("paypal.statement.csv"))
    assert [str(income.amount) for income in reading.items] == ["1200.50"]
    assert reading.skipped == [(3, "its type is bankgutschrift auf paypal-konto"), (4, "no money came in")]


@pytest.mark.parametrize(
    ("zone", "day", "is_said"),
    [
        ("PDT", "2026-03-21", False),
        ("GMT+01:00", "2026-03-20", False),
        ("Europe/Berlin", "2026-03-20", False),
        ("XYZ", "2026-03-20", True),
        ("No/Where", "2026-03-20", True),
    ],
)
def test_the_zone_of_each_row_is_its_own(zone: str, day: str, is_said: bool):
    reading = read("paypal", fixture("paypal.csv").replace("PDT", zone))
    assert str(reading.items[0].day) == day
    assert any("names no time zone" in note for note in reading.notes) == is_said


@pytest.mark.parametrize("kind", ["Payment Review Release", "Payment Refund", "Hold on Balance", "Bank Deposit"])
def test_money_that_only_passes_through_is_nobodys_payment(kind: str):
    reading = read("paypal", fixture("paypal.csv").replace("Invoice payment", kind))
    assert (3, f"its type is {kind.lower()}") in reading.skipped


TRANSLATED = {
    "es": (
        "Fecha,Hora,Zona horaria,Nombre,Tipo,Estado,Divisa,Bruto,Tarifa,Neto,Remitente,Id. de transacción",
        '"01/10/2025","10:00:00","CET","Acme","Pago","Completado","EUR","1.200,00","-42,15","1.157,85","a@b.example","T"',
    ),
    "it": (
        "Data,Orario,Fuso orario,Nome,Tipo,Stato,Valuta,Lordo,Tariffa,Netto,Oggetto,Impatto sul saldo",
        '"01/10/2025","10:00:00","CET","Acme","Pagamento","Completata","EUR","1.200,00","0","1.200,00","7","Accredito"',
    ),
    "nl": (
        "Datum,Tijd,Tijdzone,Naam,Type,Status,Valuta,Bruto,Kosten,Net,Transactiereferentie",
        '"1-10-2025","10:00:00","CET","Acme","Betaling","Voltooid","EUR","1.200,00","0,00","1.200,00","T"',
    ),
    "pt": (
        "Data,Hora,Fuso horário,Nome,Tipo,Status,Moeda,Valor bruto,Tarifa,Líquido,ID da transação",
        '"01/10/2025","10:00:00","CET","Acme","Pagamento","Concluído","EUR","1.200,00","0,00","1.200,00","T"',
    ),
    "the short one": (
        "Date,Time,TimeZone,Name,Type,Status,Currency,Amount,Receipt ID,Balance",
        '"10/20/2025","10:00:00","CET","Acme","Mobile Payment","Completed","EUR","1,200.00","","1,200.00"',
    ),
}


@pytest.mark.parametrize(("head", "row"), TRANSLATED.values(), ids=TRANSLATED)
def test_other_headers(head: str, row: str):
    day = "2025-10-20" if head.startswith("Date,") else "2025-10-01"
    (income,) = read("paypal", f"{head}\n{row}\n").items
    assert (str(income.day), str(income.amount), income.currency) == (day, "1200.00", "EUR")
    assert "Acme" in income.payer


HEAD = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Invoice Number\n"


@pytest.mark.parametrize(
    "row",
    [
        "06/14/2026,10:46:49,UTC,Debit Card,Charge From Debit Card,Completed,EUR,70.00,0.00,70.00,X2,,0009",
        "06/15/2026,10:46:49,UTC,,Add Funds from a Bank Account,Completed,EUR,70.00,0.00,70.00,X3,,",
        "06/16/2026,10:46:49,UTC,Acme,Payment Refund,Completed,EUR,70.00,0.00,70.00,X4,,",
    ],
)
def test_what_funds_ones_own_purchase_is_nobodys_payment(row: str, tmp_path: Path):
    site_file = ledger(tmp_path, FIELDS + INVOICES + "---\n")
    (tmp_path / "p.csv").write_text(HEAD + row + "\n")
    assert "added 0" in run(site_file, "paypal", tmp_path / "p.csv").output


@pytest.mark.parametrize(
    ("kind", "why"), [("Payment Refund", "refund"), ("Payment Reversal", "chargeback"), ("Chargeback", "chargeback")]
)
def test_what_went_back_names_the_payment_it_was(kind: str, why: str):
    rows = (
        "06/14/2026,10:46:49,UTC,Acme,Mobile Payment,Refunded,EUR,70.00,-1.00,69.00,T1,,0009\n"
        f"06/20/2026,10:46:49,UTC,Acme,{kind},Completed,EUR,-70.00,1.00,-69.00,T2,T1,0009\n"
    )
    income, back = read("paypal", HEAD + rows).items
    assert (income.id, back.of, str(back.amount), str(back.day), back.why) == ("T1", "T1", "70.00", "2026-06-20", why)
    (skipped,) = read("paypal", HEAD + rows.splitlines()[0]).skipped
    assert skipped[1] == "its status is refunded"


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("GMT-05:00", "2026-03-21"),
        ("GMT+05:00", "2026-03-20"),
        ("GMT+23:00", "2026-03-20"),
        ("GMT+24:00", "2026-03-20"),
    ],
)
def test_an_offset_of_less_than_a_day_decides_on_the_day(zone: str, day: str):
    assert str(read("paypal", fixture("paypal.csv").replace("PDT", zone)).items[0].day) == day


def test_half_a_euro_is_a_payment():
    text = fixture("paypal.csv").replace('"1.200,50","-40,10","1.160,40"', '"0,50","0,00","0,50"')
    assert str(read("paypal", text).items[0].amount) == "0.50"
