"""Which letters are proposed, in which order, and what each of them alone says."""

from functools import partial

import pytest

from acting import client, contract, judged, ledger
from client_ledger.letters.boundary import afterwards
from client_ledger.letters.letter import template
from proposed import letters_on, lines_of

DAY = "2026-11-27"
letters = partial(letters_on, DAY)
OLD = "id: A-1, issued: 2025-05-01, due: 2025-06-01, amount: 7000"
FLAGS = [f"date: 2026-11-02, kind: {kind}" for kind in ("haggling", "micromanaging", "rights-grab", "ghosting")]
EXTRAS = [f"date: 2026-11-{day:02}, text: Page, in_scope: no" for day in range(1, 9)]
END, WHY, DEMAND = "End the work, without reasons", "End the work, with the reasons", "Final demand"
DISPUTE = "Dispute the chargeback with the payment processor"


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        ({}, DEMAND),
        ({"incidents": FLAGS}, DEMAND),  # which decide beside the late payments, but after them
        ({"requests": EXTRAS}, END),  # which decide before them
        ({"incidents": ["date: 2026-11-20, kind: threat"]}, END),
        ({"decisions": ["date: 2026-11-20, decision: leave, last_day: 2026-12-20"]}, END),
    ],
)
def test_the_money_is_collected_before_giving_notice_where_it_is_why_to_leave_and_nothing_is_decided(
    tmp_path, english, lines, first
):
    found = [*letters(tmp_path, english, client("since: 2026-01-01", **lines), contract(invoices=[OLD]))]
    assert found[:3] == ([DEMAND, END, WHY] if first == DEMAND else [END, WHY, DEMAND])


def test_the_letter_with_the_reasons_gives_them(tmp_path, english):
    found = letters(tmp_path, english, client("since: 2026-01-01"), contract(invoices=[OLD]))
    assert ("My reasons:" in found[END].letter.text, "My reasons:" in found[WHY].letter.text) == (False, True)


@pytest.mark.parametrize("back", ["returned: 2026-11-10, why: bounced", "returned: 2026-11-28, why: chargeback"])
def test_only_a_chargeback_that_has_happened_is_disputed(tmp_path, english, back):
    payments = f"payments: [{{date: 2026-10-10, amount: 700, {back}}}]"
    # One invoice of the two is open either way.
    invoice = f"id: U-1, issued: 2026-09-01, due: 2026-10-01, amount: 800, {payments}"
    found = letters(tmp_path, english, client(), contract(invoices=[invoice]))
    assert DISPUTE not in found
    assert DEMAND in found


@pytest.mark.parametrize(("due", "stops"), [("2026-10-20", True), ("2026-11-15", False)])
def test_a_demand_asks_for_the_money_before_the_work_from_a_warning_on(tmp_path, english, due, stops):
    invoice = f"id: A-1, issued: 2026-08-01, due: {due}, amount: 500, reminders: [2026-11-16, 2026-11-18]"
    demand = letters(tmp_path, english, client("since: 2026-01-01"), contract(invoices=[invoice]))[DEMAND]
    assert ("Please pay this before I go on with the work." in demand.letter.text) is stops


@pytest.mark.parametrize(("count", "last"), [(9, "– 1 November 2026: “Page 1”"), (10, "– and 2 more")])
def test_a_list_of_one_more_line_than_fits_is_not_cut(tmp_path, english, count, last):
    requests = [f"date: 2026-11-{day:02}, text: Page {day}, in_scope: no" for day in range(1, count + 1)]
    found = letters(tmp_path, english, client(), contract("stage: active", requests=requests))
    assert lines_of(found["State the boundary: scope creep"].letter)[-1] == last
    assert len(lines_of(found["State the boundary: scope creep"].letter)) == 9


def test_a_letter_is_in_its_language_and_in_english_where_there_is_none_in_it():
    assert template("leaving", "fr")[0].startswith("Fin de notre")
    assert template("leaving", "de") == template("leaving", "en")


def test_the_boundary_to_record_is_written_with_its_accents(tmp_path, formatter):
    found = judged(tmp_path, ledger(client(), contract()), DAY).clients["acme"]
    lines = [afterwards(each, found, formatter).line for each in found.status.signs]
    assert "\\" not in "".join(lines)
