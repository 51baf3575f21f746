"""The letter to a client who gives too little work: what was, and how far what is agreed reaches."""

import pytest
from babel import Locale

import catalogue
from acting import client, contract, judged, ledger
from client_ledger.letters.boundary import boundary_letter
from client_ledger.letters.choice import proposals
from client_ledger.text.babel import formatter_of

OLD_BILL = "id: A-1, issued: 2026-01-01, amount: 100, paid: 2026-01-10"
LIMITS = "signs: {unsteady-work: {watch: {idle_months: 3, booked_months: 9}}}"


def letter_to_one_booked_until(folder, end, language):
    formatter = formatter_of(Locale(language), [] if language == "en" else [str(catalogue.LOCALES)])
    files = ledger(client(LIMITS), contract(f"end: {end}", invoices=[OLD_BILL]))
    acme = judged(folder, files, "2026-07-01").clients["acme"]
    (sign,) = (each for each in acme.status.signs if each.sign.name == "unsteady-work")
    return boundary_letter(sign, acme, formatter).text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("end", "english", "french"),
    [
        ("2026-07-01", "Nothing is booked ahead.", "Rien n’est réservé d’avance."),
        ("2026-07-30", "What is booked lasts less than a month.", "Ce qui est réservé couvre moins d’un mois."),
        (
            "2026-08-10",
            "What is booked lasts about one month.",
            "Ce qui est réservé couvre encore un mois environ.",
        ),
        (
            "2026-09-25",
            "What is booked lasts about 3 months.",
            "Ce qui est réservé couvre encore 3 mois environ.",
        ),
    ],
)
def test_it_says_in_whole_months_how_far_what_is_agreed_reaches(tmp_path, end, english, french):
    first = letter_to_one_booked_until(tmp_path / "en", end, "en")
    assert f"In 5 of the last 5 months I had no work from you. {english}\n" in first
    assert f" {french}\n" in letter_to_one_booked_until(tmp_path / "fr", end, "fr")


def test_nobody_to_whom_another_boundary_is_due_is_asked_for_more_work(tmp_path):
    flags = ["date: 2026-06-20, kind: pay-cut", "date: 2026-06-21, kind: haggling"]
    files = ledger(client("since: 2026-01-01", incidents=flags), contract("start: 2026-01-01", invoices=[OLD_BILL]))
    judgement = judged(tmp_path, files, "2026-07-01")
    acme = judgement.clients["acme"]
    assert {each.sign.name: each.level.name for each in acme.status.signs}["unsteady-work"] == "watch"
    assert acme.status.verdict == "set-boundary"
    offered = {
        each.sign for each in proposals(acme, judgement.pipeline.last_day("acme"), formatter_of(Locale("en"), []))
    }
    assert offered == {"early-red-flags", "contract-gaps"}


@pytest.mark.parametrize("leaves", [False, True])
def test_nobody_asks_a_client_to_leave_for_more_work(tmp_path, leaves):
    decisions = ["date: 2026-06-20, decision: leave, last_day: 2026-07-20"] if leaves else []
    acme = client(LIMITS, decisions=decisions)
    files = ledger(acme, contract("end: 2026-07-30", invoices=[OLD_BILL]))
    judgement = judged(tmp_path, files, "2026-07-01")
    english = formatter_of(Locale("en"), [])
    found = proposals(judgement.clients["acme"], judgement.pipeline.last_day("acme"), english)
    assert ("unsteady-work" in {each.sign for each in found}) != leaves
