"""A dossier's facts say all that was recorded."""

from dataclasses import fields

import pytest

from acting import client, contract, judged, ledger
from client_ledger.book import client as clients
from client_ledger.book import contract as contracts
from client_ledger.book.records import Payment
from client_ledger.dossier.timeline import facts

DAY = "2026-06-01"
# For each field of each record: what is written, other than what it is taken for when it is not, and what is said.
WRITTEN = {
    "invoices": {
        "id": ("Q-7", "Q-7"),
        "issued": ("2026-04-01", "2026-04-01"),
        "amount": ("1800", "1,800.00 EUR"),
        "due": ("2026-04-09", "2026-04-09"),
        "paid": ("2026-04-20", "2026-04-20"),
        "payments": ("[{date: 2026-04-21, amount: 700}]", "payment of 700.00 EUR"),
        "period": ("2026-03", "period: 2026-03"),
        "void": ("yes", "void"),
        "disputed": ("Too dear", "disputed: Too dear"),
        "written_off": ("2026-05-20", "written off: 2026-05-20"),
        "reminders": ("[2026-05-02, 2026-05-09]", "reminders: 2026-05-02 and 2026-05-09"),
        "vat": ("20%", "vat: 20%"),
        "withholding": ("5%", "withholding: 5%"),
        "exchange_rate": ("1.1", "exchange rate: 1.1"),
    },
    "credit_notes": {
        "id": ("C-1", "C-1"),
        "issued": ("2026-04-22", "2026-04-22"),
        "invoice": ("B-1", "B-1"),
        "amount": ("20", "20.00 EUR"),
        "text": ("A discount", "A discount"),
    },
    "hours": {
        "date": ("2026-04-02", "2026-04-02"),
        "hours": ("7.42", "7.42 h"),
        "task": ("Fix", "Fix"),
        "in_scope": ("no", "outside the scope"),
        "paid": ("no", "paid: no"),
        "id": ("T-8", "id: T-8"),
    },
    "requests": {
        "date": ("2026-04-03", "2026-04-03"),
        "text": ("Write fake reviews", "Write fake reviews"),
        "in_scope": ("no", "in scope: no"),
        "reasonable": ("no", "reasonable: no"),
        "answer": ("declined", "declined"),
        "insisted": ("yes", "insisted: yes"),
        "harmful": ("black-hat-seo", "harmful: black hat seo"),
        "hours": ("3", "hours: 3"),
        "evidence": ("mail.txt", "mail.txt"),
    },
    "messages": {
        "at": ("2026-04-04 22:41", "22:41"),
        "text": ("Call me", "Call me"),
        "urgent": ("yes", "urgent: yes"),
        "reply": ("now", "reply: now"),
        "channel": ("chat", "chat"),
    },
    "incidents": {
        "date": ("2026-04-05", "2026-04-05"),
        "kind": ("free-work", "free work"),
        "text": ("A test piece", "A test piece"),
        "severity": ("minor", "minor"),
        "resolved": ("2026-04-30", "resolved: 2026-04-30"),
        "evidence": ("shot.png", "shot.png"),
    },
    "boundaries": {
        "date": ("2026-04-06", "2026-04-06"),
        "sign": ("scope-creep", "scope creep"),
        "text": ("Prices first", "Prices first"),
    },
    "accepted": {
        "sign": ("late-payments", "late payments"),
        "until": ("2026-12-31", "2026-12-31"),
        "why": ("They pay in the end", "They pay in the end"),
    },
    "decisions": {
        "date": ("2026-04-07", "2026-04-07"),
        "decision": ("leave", "leave"),
        "why": ("Enough", "Enough"),
        "last_day": ("2026-05-01", "last day: 2026-05-01"),
    },
}
RECORDS = clients.RECORDS | contracts.RECORDS


def told(folder, key, *fields):
    """All that the facts of a ledger say that has one record, of these fields."""
    record = {key: [", ".join(f"{name}: {WRITTEN[key][name][0]}" for name in fields)]}
    if key == "credit_notes":
        record["invoices"] = ["id: B-1, issued: 2026-04-01, amount: 90"]
    files = ledger(client(**record)) if key in clients.RECORDS else ledger(client(), contract(**record))
    for name in ("mail.txt", "shot.png"):
        files[f"evidence/{name}"] = ""
    found = facts(judged(folder, files, DAY).clients["acme"])
    return "\n".join(f"{fact.text} {fact.moment or fact.day} {fact.evidence}" for fact in found)


def test_every_field_of_every_record_is_written_here():
    assert {key: set(WRITTEN[key]) | {"place"} for key in WRITTEN} == {
        key: {field.name for field in fields(model)} for key, model in RECORDS.items()
    }
    assert {field.name for field in fields(Payment)} == {"date", "amount", "returned", "why"}


@pytest.mark.parametrize("key", sorted(RECORDS))
def test_a_fact_says_every_field_of_its_record(tmp_path, key):
    left_out = {"paid"} if key == "invoices" else set()  # it is given instead of payments
    names = [name for name in WRITTEN[key] if name not in left_out]
    text = told(tmp_path, key, *names)
    assert [name for name in names if WRITTEN[key][name][1] not in text] == []


def test_the_day_an_invoice_was_paid_is_a_fact_too(tmp_path):
    assert "payment of 1,800.00 EUR for invoice Q-7 2026-04-20" in told(
        tmp_path, "invoices", "id", "issued", "amount", "paid"
    )


def test_what_is_as_if_it_had_not_been_written_is_not_said(tmp_path):
    assert told(tmp_path, "requests", "date", "text") == ("request: Write fake reviews; answer: pending 2026-04-03 ()")


def test_a_fact_without_a_day_stands_last(tmp_path):
    files = ledger(
        client(
            accepted=["sign: unpaid-hours, until: 2026-12-31, why: They pay"],
            decisions=["date: 2026-05-07, decision: keep"],
        )
    )
    found = facts(judged(tmp_path, files, DAY).clients["acme"])
    assert [(fact.kind, str(fact.day)) for fact in found] == [("decisions", "2026-05-07"), ("accepted", "None")]
