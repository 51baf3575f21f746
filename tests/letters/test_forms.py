"""Letters that ask for more than a boundary: terms before any work, and early red flags that ask for less."""

from functools import partial

import pytest

from acting import client, contract
from proposed import letters_on, lines_of

DAY = "2026-11-20"
letters = partial(letters_on, DAY)
TERMS = "Agree on terms before any work"


def flags(*kinds):
    return [f"date: 2026-11-{day:02}, kind: {kind}" for day, kind in enumerate(kinds, 2)]


def test_refusing_a_deposit_asks_for_terms_and_begins_no_work_before(tmp_path, english):
    acme = client(incidents=flags("refuses-deposit", "haggling"))
    terms = letters(tmp_path, english, acme, contract("stage: negotiation"))[TERMS]
    assert lines_of(terms.letter) == [
        "– a contract that we have both signed",
        "– a deposit, received before the work begins",
    ]
    assert "I start once our terms are signed and the deposit has arrived, not before." in terms.letter.text
    assert "trial" not in terms.letter.text
    assert terms.afterwards.field == "boundaries"


def test_free_work_is_answered_with_a_small_paid_trial(tmp_path, english):
    acme = client(incidents=flags("free-work", "exposure-pay"))
    terms = letters(tmp_path, english, acme, contract("stage: lead"))[TERMS]
    assert lines_of(terms.letter)[2:] == [
        "– pay for every piece of work, trials included",
        "– payment in money, not in exposure",
    ]
    assert "I offer a small trial: one piece at a fixed price, paid on delivery." in terms.letter.text


def test_other_early_red_flags_have_a_term_each(tmp_path, english):
    acme = client(incidents=flags("haggling", "micromanaging"))
    found = letters(tmp_path, english, acme, contract("stage: lead"))
    assert len(lines_of(found["State the boundary: early red flags"].letter)) == 2
    assert TERMS not in found


def test_changed_terms_under_a_running_contract_are_answered_by_the_terms_agreed(tmp_path, english):
    acme = client(incidents=[*flags("changes-terms"), "date: 2026-11-05, kind: pay-cut, text: A private note"])
    held = letters(tmp_path, english, acme, contract("payment_terms: 10"))["Keep to the agreed terms"]
    assert lines_of(held.letter) == [
        "– Site: €50.00 an hour, payment within 10 days",
        "– 5 November 2026: a lower price than agreed",
        "– 2 November 2026: terms changed without my agreement",
    ]
    assert "private" not in held.letter.text


def test_an_hour_that_brings_less_than_the_target_asks_for_a_new_price_from_a_day(tmp_path, english):
    hours = [f"date: 2026-11-0{day}, hours: 8" for day in (2, 3, 4)]
    options = "currency: EUR\ntimezone: Europe/Paris\ntarget_rate: 80"
    found = letters(tmp_path, english, client(), contract(hours=hours), options=options)
    assert found["Name a new price"].letter.subject == "My price from 1 January 2027"
    assert "From 1 January 2027 my price is €80.00 an hour" in found["Name a new price"].letter.text


def test_terms_that_were_never_written_are_not_claimed(tmp_path, english):
    found = letters(tmp_path, english, client(incidents=flags("pay-cut")), contract("stage: active"))
    held = found["Keep to the agreed terms"]
    assert "– Site: €50.00 an hour" in held.letter.text.splitlines()
    assert "payment within" not in held.letter.text


@pytest.mark.parametrize(
    ("kind", "stage", "title", "rule"),
    [
        ("pay-cut", "active", "Keep to the agreed terms", "The terms we agreed apply until we both sign a change."),
        (
            "refuses-deposit",
            "proposal",
            "Agree on terms before any work",
            "Work begins once the terms are signed and the deposit has arrived.",
        ),
    ],
)
def test_what_is_recorded_is_the_limit_that_the_letter_states(tmp_path, english, kind, stage, title, rule):
    found = letters(tmp_path, english, client(incidents=flags(kind)), contract(f"stage: {stage}"))
    assert f'text: "{rule}"' in found[title].afterwards.line
