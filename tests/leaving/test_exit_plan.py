"""Leaving well: the last day, what to collect, what to hand over, and what it does to the goal, counted by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from acting import OPTIONS, client, contract, judged, ledger, plan
from client_ledger.leaving.checklist import checklist
from client_ledger.leaving.departures import departures, months_after_departures


@pytest.mark.parametrize(
    ("day", "last"), [("2026-01-31", "2026-03-02"), ("2024-01-31", "2024-03-01"), ("2026-12-15", "2027-01-14")]
)
def test_the_last_day_is_counted_over_the_ends_of_months_and_years(tmp_path, day, last):
    found = plan(tmp_path, ledger(client(), contract("notice: 30"), contract("notice: 14", "title: Care")), day)
    assert found.last_day == date.fromisoformat(last)
    assert str(found.why_last_day) == f"the longest notice, 30 days (Site), if you give it on {day}"


def test_without_a_running_contract_one_may_stop_today(tmp_path):
    found = plan(tmp_path, ledger(client(), contract("stage: completed", "notice: 90")), "2026-03-01")
    assert found.last_day == date(2026, 3, 1)
    assert str(found.why_last_day) == "no contract is running, so you owe no notice"


def test_without_a_notice_in_any_running_contract_one_may_stop_today(tmp_path):
    found = plan(tmp_path, ledger(client(), contract("notice: 0")), "2026-03-01")
    assert found.last_day == date(2026, 3, 1)
    assert str(found.why_last_day) == "no running contract asks for notice"


def test_the_recorded_last_day_wins_over_the_notice(tmp_path):
    acme = client(decisions=["date: 2026-02-01, decision: leave, last_day: 2026-04-30"])
    found = plan(tmp_path, ledger(acme, contract("notice: 14")), "2026-03-01")
    assert (found.last_day, str(found.why_last_day)) == (date(2026, 4, 30), "as you recorded on 2026-02-01")


def cautions(folder, last_day, *contracts):
    acme = client(decisions=[f"date: 2026-02-01, decision: leave{last_day}"])
    return [str(each) for each in plan(folder, ledger(acme, *contracts), "2026-03-01").cautions]


def test_a_last_day_that_is_short_of_the_notice_is_told(tmp_path):
    site, ending = contract("notice: 60"), contract("title: Short", "notice: 90", "end: 2026-03-05")
    assert cautions(tmp_path / "short", ", last_day: 2026-03-31", site, ending) == [
        "60 days of notice from 2026-02-01 (Site) run until 2026-04-02: ask for a written agreement on the earlier day"
    ]
    assert cautions(tmp_path / "enough", ", last_day: 2026-04-02", site, ending) == []
    assert cautions(tmp_path / "none", "", site) == []


def test_contracts_that_end_by_themselves_before_the_last_day_are_told(tmp_path):
    ending = contract("notice: 30", "end: 2026-03-05")
    told = ["every running contract ends before then, the last on 2026-03-05"]
    assert cautions(tmp_path / "ending", "", ending) == told
    assert cautions(tmp_path / "running", "", ending, contract("notice: 1")) == []


def test_a_last_day_that_has_passed_gives_the_last_invoice_no_day(tmp_path):
    acme = client(decisions=["date: 2026-02-01, decision: leave, last_day: 2026-02-20"])
    steps = [str(step) for step in checklist(plan(tmp_path, ledger(acme, contract()), "2026-03-01"))]
    assert "Send the last invoice" in steps


def test_a_share_of_no_price_is_to_be_agreed_on(tmp_path):
    found = plan(tmp_path, ledger(client(), contract("deposit: 50%")), "2026-03-01")
    assert [str(each.text) for each in found.to_agree] == [
        "deposit of 50%: ask for it as the contract says, and invoice it"
    ]


def test_a_decision_taken_back_leaves_the_notice(tmp_path):
    decisions = ["date: 2026-02-01, decision: leave, last_day: 2026-04-30", "date: 2026-02-10, decision: keep"]
    found = plan(tmp_path, ledger(client(decisions=decisions), contract("notice: 14")), "2026-03-01")
    assert found.last_day == date(2026, 3, 15)


def test_open_invoices_of_any_age_are_collected_the_oldest_first(tmp_path):
    invoices = [
        "id: B, issued: 2026-02-20, due: 2026-03-22, amount: 300",
        "id: A, issued: 2022-01-01, due: 2022-01-31, amount: 500, payments: [{date: 2022-02-01, amount: 120.50}]",
        "id: C, issued: 2026-01-01, due: 2026-01-31, amount: 70, paid: 2026-02-01",
        "id: D, issued: 2026-01-01, due: 2026-01-31, amount: 70, void: yes",
        "id: E, issued: 2026-03-02, due: 2026-03-31, amount: 70",
    ]
    found = plan(tmp_path, ledger(client("currency: GBP"), contract(invoices=invoices)), "2026-03-01")
    assert [(each.record.id, each.open, each.days_late) for each in found.invoices] == [
        ("A", Decimal("379.50"), 1490),
        ("B", Decimal(300), -21),
    ]
    assert found.invoices_sum == Fraction("679.5") * Fraction("1.25")


def test_hours_are_set_against_all_invoices_where_these_name_no_month(tmp_path):
    site = contract(
        hours=["date: 2026-01-10, hours: 10", "date: 2026-02-10, hours: 10"],
        invoices=["id: A, issued: 2026-02-01, amount: 600, paid: 2026-02-02"],
    )
    (found,) = plan(tmp_path, ledger(client(), site), "2026-03-01").to_invoice
    assert (found.kind, found.amount) == ("hours", 400)


def invoices_of(issued):
    return [f"id: {number}, issued: {day}, amount: 400" for number, day in enumerate(issued)]


RETAINER = ("billing: retainer", "monthly: 400", "start: 2025-01-01")


def test_sums_that_are_not_owed_yet_are_to_be_agreed_on_and_in_no_total(tmp_path):
    fixed = contract(
        "billing: fixed",
        "value: 2000",
        "kill_fee: 25%",
        "hours_budget: 10",
        hours=["date: 2026-01-02, hours: 12.5"],
        invoices=["id: A, issued: 2026-01-01, amount: 800, paid: 2026-01-02"],
    )
    found = plan(tmp_path, ledger(client(), fixed), "2026-03-01")
    assert [str(each.text) for each in found.to_agree] == [
        "1,200.00 EUR of the fixed price of 2,000.00 EUR is not invoiced: agree which part is done, and invoice it",
        "kill fee of 300.00 EUR: the client owes it if they end the contract; if you end it, read the clause",
        "you worked 2.5 hours beyond what is paid: ask whether they will be paid",
    ]
    assert found.owed == 0


def test_the_sum_owed_is_that_of_its_parts(tmp_path):
    acme = client("country: PT")
    by_law = contract(
        hours=["date: 2026-02-01, hours: 14"],
        invoices=["id: A, issued: 2026-01-01, due: 2026-01-31, amount: 600"],
    )
    by_contract = contract(
        "title: Care",
        "late_fee: {flat: 15}",
        invoices=["id: B, issued: 2026-01-01, due: 2026-01-31, amount: 100"],
    )
    found = plan(tmp_path, ledger(acme, by_law, by_contract), "2026-02-10")
    interest = Fraction("0.1015") * 600 * 10 / 365
    assert found.owed == (600 + 100) + (14 * 50 - 600) + 15 + interest + 40


def test_the_work_to_hand_over_is_what_each_running_contract_promises(tmp_path):
    site = contract(
        "deliverables: [Ten pages, A shop]",
        requests=[
            "date: 2026-02-01, text: A map, answer: accepted",
            "date: 2026-02-01, text: A song, answer: declined",
            "date: 2026-02-02, text: More pages, in_scope: no",
            "date: 2025-12-02, text: Lately, answer: accepted",
            "date: 2025-12-01, text: Long ago, answer: accepted",
        ],
    )
    (found,) = plan(tmp_path, ledger(client(), site, contract("stage: completed")), "2026-03-01").handovers
    assert found.contract.deliverables == ("Ten pages", "A shop")
    assert [request.text for request in found.requests] == ["A map", "More pages", "Lately"]


def test_the_checklist_holds_only_steps_that_have_something_to_do(tmp_path):
    bare = plan(tmp_path / "bare", ledger(client()), "2026-03-01")
    assert [str(step) for step in checklist(bare)] == [
        "Record it: `decisions: [{date: 2026-03-01, decision: leave, last_day: 2026-03-01}]`",
        "Return what is the client's, delete what you must, and end each other's access",
        "Ask for a reference, where you want one",
        "Archive: set `status: former`, and commit",
    ]
    acme = client(
        decisions=["date: 2026-02-01, decision: leave, last_day: 2026-04-30"],
        incidents=["date: 2026-02-01, kind: threat"],
    )
    site = contract("deliverables: Ten pages", invoices=["id: A, issued: 2026-02-01, amount: 10"])
    full = [str(step) for step in checklist(plan(tmp_path / "full", ledger(acme, site), "2026-03-01"))]
    assert full[0].startswith("Read the clauses")
    assert "Send the last invoice on 2026-04-30" in full
    assert any(step.startswith("Save the conversations") for step in full)
    assert not any(step.startswith(("Give notice", "Record it")) for step in full)


def test_the_months_ahead_lose_the_client_from_its_last_day_on(tmp_path):
    site = contract("billing: retainer", "monthly: 1240", "notice: 15")
    other = contract("client: bea", "title: Bea", "billing: retainer", "monthly: 900")
    found = plan(
        tmp_path, {**ledger(client(), site, other), "clients/bea.md": client("since: 2026-01-01")}, "2026-03-01"
    )
    assert found.last_day == date(2026, 3, 16)
    april = found.months[0]
    assert (april.month, april.with_client, april.without, april.gap) == ((2026, 4), 2140, 900, 100)
    assert found.months_at_goal == 0
    assert len(found.gaps) == 12


def test_a_last_day_within_a_month_keeps_its_share_of_it(tmp_path):
    acme = client(decisions=["date: 2026-02-01, decision: leave, last_day: 2026-04-12"])
    found = plan(tmp_path, ledger(acme, contract("billing: retainer", "monthly: 1500")), "2026-03-01")
    assert found.months[0].without == Fraction(1500) * 12 / 30
    assert found.months[1].without == 0


def test_open_deals_fill_the_gap_with_what_their_probability_left_out(tmp_path):
    deals = {
        "contracts/sure.md": contract("client: bea", "title: Sure", "billing: retainer", "monthly: 100"),
        "contracts/half.md": contract(
            "client: bea", "title: Half", "stage: proposal", "probability: 50%", "billing: retainer", "monthly: 1800"
        ),
        "contracts/own.md": contract("title: Own", "stage: lead", "billing: retainer", "monthly: 9000"),
        "clients/bea.md": client("since: 2026-01-01"),
    }
    found = plan(tmp_path, {**ledger(client(), contract("notice: 0", "title: Now")), **deals}, "2026-03-31")
    assert found.months[0].gap == 0
    (filler,) = plan(
        tmp_path / "more",
        {**ledger(client(), contract("notice: 0")), **deals},
        "2026-03-31",
        OPTIONS.replace("1000", "1500"),
    ).fillers
    assert filler.deal.contract.id == "half"
    assert filler.total == 12 * 900
    assert (filler.of_gaps, filler.closes) == (12 * 500, 12)


def test_without_a_goal_there_is_no_gap(tmp_path):
    found = plan(tmp_path, ledger(client(), contract()), "2026-03-01", "currency: EUR")
    assert (found.months_at_goal, found.gaps, found.fillers) == (None, (), ())


def test_those_one_leaves_are_listed_with_the_months_after_their_last_days(tmp_path):
    acme = client(decisions=["date: 2026-02-01, decision: leave, last_day: 2026-04-30"])
    bea = client("since: 2026-01-01", decisions=["date: 2026-02-02, decision: leave"])
    cleo = client("status: former", decisions=["date: 2026-02-02, decision: leave, last_day: 2026-02-03"])
    site = contract("billing: retainer", "monthly: 1500")
    found = judged(tmp_path, ledger(acme, site, bea=bea, cleo=cleo), "2026-03-01")
    assert [(each.judged.timeline.client.id, each.last_day) for each in departures(found)] == [
        ("bea", None),
        ("acme", date(2026, 4, 30)),
    ]
    april, may = months_after_departures(found)[:2]
    assert (april.without, april.gap) == (1500, 0)
    assert (may.with_client, may.without, may.gap) == (0, 0, 1000)
