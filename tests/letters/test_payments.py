"""The letters about money: what is past due is asked for in three tones."""

from datetime import date
from functools import partial

import pytest

from acting import client, contract
from client_ledger.signs.reminding import tone
from proposed import letters_on, lines_of

DAY = "2026-11-27"
letters = partial(letters_on, DAY)
FRIENDLY, FIRM, FINAL = "Friendly reminder", "Firm reminder", "Final demand"
DISPUTE = "Ask about what is disputed"
BOUNDARY = "State the boundary: late payments"
OLD = "id: A-1, issued: 2025-05-01, due: 2025-06-01, amount: 7000"
UNPAID = "id: U-1, issued: 2026-09-01, due: 2026-10-01, amount: 700"
RECENT = "id: D-1, issued: 2026-10-01, due: 2026-11-20, amount: 500"
PAID_LATE = [f"id: B-{n}, issued: 2026-06-01, due: 2026-08-0{n}, amount: 100, paid: 2026-10-0{n}" for n in (1, 2)]


def sent(*days):
    return [date(2026, 11, day) for day in days]


@pytest.mark.parametrize(
    ("days_past_due", "reminded", "next_tone"),
    [
        (4, [], "friendly"),
        (44, [], "friendly"),
        (45, [], "final"),
        (20, [20], "firm"),
        (20, [21], None),
        (45, [21], None),
        (45, [20], "final"),
        (30, [10, 20], "final"),
        (30, [10, 21], None),
        (30, [28], "friendly"),
    ],
)
def test_the_tone_follows_the_reminders_sent_and_the_days_past_due(days_past_due, reminded, next_tone):
    assert tone(days_past_due, sent(*reminded), date(2026, 11, 27)) == next_tone


def test_within_the_days_of_grace_nobody_is_reminded(tmp_path, english):
    late = contract(invoices=["id: D-1, issued: 2026-11-01, due: 2026-11-24, amount: 50"])
    later = contract(invoices=["id: D-1, issued: 2026-11-01, due: 2026-11-23, amount: 50"])
    assert FRIENDLY not in letters(tmp_path / "within", english, client(), late)
    assert FRIENDLY in letters(tmp_path / "past", english, client(), later)


def test_the_friendly_reminder_names_the_invoices_and_a_day(tmp_path, english):
    reminder = letters(tmp_path, english, client(), contract(invoices=[RECENT]))[FRIENDLY]
    assert reminder.letter.subject == "Reminder: €500.00 past due"
    assert lines_of(reminder.letter) == ["– D-1, due 20 November 2026: €500.00 open"]
    assert "Could you please pay €500.00 by 4 December 2026?" in reminder.letter.text
    assert reminder.afterwards.commands == ("client-ledger add reminder D-1 2026-11-27",)
    assert str(reminder.afterwards.look_again) == "2026-12-04"


def test_a_client_gets_one_letter_in_the_sternest_tone_that_names_the_other_invoices_too(tmp_path, english):
    found = letters(tmp_path, english, client(), contract("notice: 0", invoices=[OLD, RECENT]))
    assert [title for title in found if title in (FRIENDLY, FIRM, FINAL)] == [FINAL]
    demand = found[FINAL].letter
    assert demand.subject.startswith("Final demand: €")
    demanded, also = demand.text.split("Also past due, and to be paid by the same day, ")
    assert "– A-1, " in demanded
    assert "– D-1, " not in demanded
    assert "– D-1, " in also
    assert [command.split()[3] for command in found[FINAL].afterwards.commands] == ["A-1", "D-1"]


@pytest.mark.parametrize(
    ("why", "said"),
    [("chargeback", "was taken back on 10 November 2026"), ("bounced", "bounced on 10 November 2026")],
)
def test_a_reminder_says_that_a_payment_went_back(tmp_path, english, why, said):
    back = f"payments: [{{date: 2026-10-01, amount: 100, returned: 2026-11-10, why: {why}}}]"
    invoice = f"id: A-1, issued: 2026-09-01, due: 2026-10-01, amount: 100, {back}"
    demand = letters(tmp_path, english, client(), contract(invoices=[invoice]))[FINAL]
    assert f"– A-1, due 1 October 2026: €100.00 open, since your payment of 1 October 2026 {said}" in demand.letter.text


@pytest.mark.parametrize(
    ("returns", "said"),
    [
        ("returned: 2026-11-10, why: refund", ""),  # the freelancer's own doing
        ("returned: 2026-11-28, why: bounced", ""),  # tomorrow
        (
            "returned: 2026-10-05, why: bounced}, {date: 2026-10-20, amount: 60, returned: 2026-11-12, why: bounced",
            ", since your payment of 20 October 2026 bounced on 12 November 2026",
        ),
        (
            "returned: 2026-11-12, why: bounced}, {date: 2026-10-20, amount: 60, returned: 2026-11-05, why: bounced",
            ", since your payment of 1 October 2026 bounced on 12 November 2026",
        ),
    ],
)
def test_a_reminder_names_the_payment_that_went_back_last(tmp_path, english, returns, said):
    payments = f"payments: [{{date: 2026-10-01, amount: 60, {returns}}}]"
    invoice = f"id: A-1, issued: 2026-08-01, due: 2026-09-01, amount: 200, {payments}"
    demand = letters(tmp_path, english, client(), contract(invoices=[invoice]))[FINAL]
    (line,) = (each for each in lines_of(demand.letter) if "A-1" in each)
    assert line.partition(" open")[2] == said


def test_whoever_one_leaves_now_is_not_told_that_work_stops_until_it_is_paid(tmp_path, english):
    threat = client(incidents=["date: 2026-11-20, kind: threat"])
    demand = letters(tmp_path, english, threat, contract(invoices=[UNPAID]))[FINAL]
    assert "Work stops" not in demand.letter.text
    assert demand.afterwards.field == ""


def test_from_a_warning_on_a_demand_asks_for_the_money_before_the_work_and_records_the_boundary(tmp_path, english):
    demand = letters(tmp_path, english, client(), contract(invoices=[UNPAID]))[FINAL]
    assert "Please pay this before I go on with the work." in demand.letter.text
    assert "work stops" not in demand.letter.text  # no contract gives that right
    assert demand.afterwards.field == "boundaries"
    assert "sign: late-payments" in demand.afterwards.line
    assert demand.afterwards.commands == ("client-ledger add reminder U-1 2026-11-27",)


@pytest.mark.parametrize(
    ("lines_of_client", "stage"),
    [
        (["status: former"], "completed"),
        (["accepted: [{sign: late-payments, until: 2027-01-01, why: A friend}]"], "active"),
        ([], "proposal"),
        ([], "completed"),
        (["signs: {late-payments: off}"], "active"),
    ],
)
def test_where_no_work_goes_on_or_it_is_accepted_the_demand_stops_none(tmp_path, english, lines_of_client, stage):
    demand = letters(tmp_path, english, client(*lines_of_client), contract(f"stage: {stage}", invoices=[UNPAID]))[FINAL]
    assert "before I go on with the work" not in demand.letter.text
    assert demand.afterwards.field == ""


def test_only_who_owes_nothing_past_due_is_thanked_for_it(tmp_path, english):
    void = f"{OLD}, void: yes"
    found = letters(tmp_path / "paid", english, client(), contract(invoices=[void, *PAID_LATE]))
    assert found[BOUNDARY].letter.subject == "Payment on the agreed day"
    assert len(lines_of(found[BOUNDARY].letter)) == 2
    assert BOUNDARY not in letters(tmp_path / "owing", english, client(), contract(invoices=[OLD, *PAID_LATE]))


def test_one_who_owes_money_is_not_offered_more_time(tmp_path, english):
    owing = contract("end: 2026-12-01", invoices=[OLD])
    paid = contract("end: 2026-12-01", invoices=[f"{OLD}, paid: 2025-05-20"])
    steady = "State the boundary: unsteady work"
    idle = client("since: 2023-01-01", "signs: {unsteady-work: {watch: {idle_months: 1, booked_months: 3}}}")
    assert steady not in letters(tmp_path / "owing", english, idle, owing)
    assert steady in letters(tmp_path / "paid", english, idle, paid)


def test_where_nothing_is_past_due_no_letter_asks_for_money(tmp_path, english):
    found = letters(tmp_path, english, client(), contract("stage: lost", invoices=PAID_LATE))
    assert not {FRIENDLY, FIRM, FINAL, DISPUTE, BOUNDARY} & set(found)


def test_each_currency_is_asked_for_by_itself(tmp_path, english):
    pounds = contract("currency: GBP", invoices=["id: P-1, issued: 2023-01-01, due: 2023-02-01, amount: 5"])
    found = letters(tmp_path, english, client("status: former"), contract(invoices=[OLD]), pounds)
    assert found[FINAL].letter.subject == "Final demand: €7,000.00 and £5.00"


def test_what_is_disputed_is_asked_about_and_not_demanded(tmp_path, english):
    disputed = f"{OLD}, disputed: Not as agreed"
    found = letters(tmp_path, english, client(), contract(invoices=[disputed, RECENT]))
    assert lines_of(found[FRIENDLY].letter) == ["– D-1, due 20 November 2026: €500.00 open"]
    assert lines_of(found[DISPUTE].letter) == ["– A-1, due 1 June 2025: €7,000.00 open, which you dispute"]
    assert FINAL not in found


def test_the_second_reminder_is_firm_and_the_third_the_final_demand(tmp_path, english):
    once, twice = (f"{RECENT}, reminders: [{days}]" for days in ("2026-11-20", "2026-11-05, 2026-11-20"))
    firm = letters(tmp_path / "firm", english, client(), contract(invoices=[once]))[FIRM]
    assert firm.letter.text.startswith(
        "Hello Acme,\n\nI reminded you on 20 November 2026 of the following, which is still unpaid:\n\n– D-1"
    )
    final = letters(tmp_path / "final", english, client(), contract(invoices=[twice]))[FINAL]
    assert "I reminded you of it on 5 November 2026 and 20 November 2026." in final.letter.text


def test_within_7_days_of_a_reminder_none_is_sent(tmp_path, english):
    found = letters(tmp_path, english, client(), contract(invoices=[f"{RECENT}, reminders: [2026-11-21]"]))
    assert not {FRIENDLY, FIRM, FINAL} & set(found)


def test_a_chargeback_is_answered_to_the_processor_with_the_proof(tmp_path, english):
    paid = "payments: [{date: 2026-10-10, amount: 700, returned: 2026-11-10, why: chargeback}]"
    found = letters(tmp_path, english, client(), contract("signed: 2026-08-01", invoices=[f"{UNPAID}, {paid}"]))
    answer = found["Dispute the chargeback with the payment processor"]
    assert answer.letter.subject == "Chargeback of €700.00: my evidence"
    assert lines_of(answer.letter)[:3] == [
        "– invoice U-1: €700.00, paid on 10 October 2026, taken back on 10 November 2026",
        "– the contract “Site”, signed on 1 August 2026",
        "– the invoice: U-1",
    ]
    assert FINAL in found


def test_what_is_written_off_is_asked_for_by_no_letter(tmp_path, english):
    found = letters(tmp_path, english, client(), contract("notice: 0", invoices=[f"{OLD}, written_off: 2026-11-01"]))
    assert not [each for each in found.values() if "A-1" in each.letter.text]


def test_reminders_ask_for_what_is_payable_with_vat_less_withholding(tmp_path, english):
    # 500 and 20% of VAT, less 10% of withholding: 550.
    found = letters(tmp_path, english, client("vat: 20%", "withholding: 10%"), contract(invoices=[RECENT]))
    assert found[FRIENDLY].letter.subject == "Reminder: €550.00 past due"


def test_work_stops_by_the_contract_s_own_clause_where_it_has_one(tmp_path, english):
    site = contract("suspension: 14 days past due", invoices=[UNPAID])
    demand = letters(tmp_path, english, client(), site)[FINAL]
    assert "As our contract provides (14 days past due), work stops until this is paid." in demand.letter.text
