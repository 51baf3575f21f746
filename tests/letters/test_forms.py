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


def new_price(folder, formatter, day, rate, *unpaid):
    """The subject of the letter that names a new price, if any; the target is 50, and less than 60 is a sign."""
    hours = ["date: 2026-10-02, hours: 8", "date: 2026-10-03, hours: 7", "date: 2026-10-04, hours: 4"]
    hours += [f"date: 2026-10-05, hours: {each}, paid: no" for each in unpaid]
    acme = client("signs: {unpaid-hours: {watch: {rate_share: 120%}}}")
    options = "currency: EUR\ntimezone: Europe/Paris\ntarget_rate: 50"
    found = letters_on(day, folder, formatter, acme, contract(f"rate: {rate}", hours=hours), options=options)
    return found["Name a new price"].letter.subject if "Name a new price" in found else None


@pytest.mark.parametrize(
    ("rate", "unpaid", "is_asked"), [(49, [0.9], True), (49, [1], False), (50, [], False), (55, [], False)]
)
def test_a_new_price_is_asked_below_the_target_where_less_than_a_twentieth_is_unpaid(
    tmp_path, english, rate, unpaid, is_asked
):
    assert bool(new_price(tmp_path, english, DAY, rate, *unpaid)) is is_asked


@pytest.mark.parametrize(
    ("day", "first"),
    [("2026-11-01", "1 December 2026"), ("2026-11-02", "1 January 2027"), ("2027-01-02", "1 February 2027")],
)
def test_a_new_price_begins_with_a_month_30_days_ahead(tmp_path, english, day, first):
    assert new_price(tmp_path, english, day, 40) == f"My price from {first}"


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
