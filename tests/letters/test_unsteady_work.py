"""The letter to a client who gives too little work: what was, and how far what is agreed reaches."""

import pytest
from babel import Locale

import catalogue
from acting import client, contract, judged, ledger
from client_ledger.letters.boundary import boundary_letter
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
        ("2026-07-01", "Nothing is agreed beyond today.", "Rien n’est convenu au-delà d’aujourd’hui."),
        ("2026-07-30", "What is agreed lasts less than a month.", "Ce qui est convenu couvre moins d’un mois."),
        (
            "2026-08-10",
            "What is agreed lasts about one month.",
            "Ce qui est convenu couvre encore un mois environ.",
        ),
        (
            "2026-09-25",
            "What is agreed lasts about 3 months.",
            "Ce qui est convenu couvre encore 3 mois environ.",
        ),
    ],
)
def test_it_says_in_whole_months_how_far_what_is_agreed_reaches(tmp_path, end, english, french):
    first = letter_to_one_booked_until(tmp_path / "en", end, "en")
    assert f"In 5 of the last 5 months there was no work for you on my desk. {english}\n" in first
    assert f" {french}\n" in letter_to_one_booked_until(tmp_path / "fr", end, "fr")
