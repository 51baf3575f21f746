import pytest

from judging import SOUND, D, ago, client, contract, insisted, judge, ledger, limit, sign_of


def clears(tmp_path, sign, acme, *contracts, options=""):
    one = sign_of(judge(tmp_path, ledger(acme, *contracts), options), sign)
    return one["level"], one["clears_on"]


def test_time_is_respected_again_30_days_later(tmp_path):
    messages = ["at: 2026-11-10 22:00, text: Hello", "at: 2026-11-12 22:00, text: Hello"]
    assert clears(tmp_path, "disrespected-time", client(messages=messages)) == ("watch", "2026-12-10")


def test_a_warning_clears_when_it_drops_to_a_watch(tmp_path):
    messages = [f"at: 2026-11-{day:02} 22:00, text: Hello" for day in (3, 4, 5, 6, 9)]
    # Five evenings: the second to leave the window makes it three.
    assert clears(tmp_path, "disrespected-time", client(messages=messages)) == ("warning", "2026-12-04")


def test_as_the_window_moves_other_urgent_messages_are_the_first_two(tmp_path):
    messages = [f"at: 2026-11-{day:02} 22:00, text: Help, urgent: yes" for day in (2, 3, 4, 5)]
    # On 2 December three are left, of which two are excused.
    assert clears(tmp_path, "disrespected-time", client(messages=messages)) == ("watch", "2026-12-02")


@pytest.mark.parametrize(
    ("requests", "level", "day"),
    [
        ([f"date: {D}, text: Tonight, reasonable: no"], "watch", ago(-90)),
        (["date: 2026-11-01, text: Tonight, reasonable: no"], "watch", "2027-01-30"),
        (["date: 2026-08-23, text: Tonight, reasonable: no"], "watch", ago(-1)),
        (
            [f"date: 2026-11-{day:02}, text: Tonight, reasonable: no" for day in (1, 5, 9)],
            "warning",
            "2027-01-30",
        ),
        (
            [
                "date: 2026-11-01, text: Tonight, reasonable: no",
                "date: 2026-11-21, text: Tonight, reasonable: no",  # exists from the next day on
            ],
            "watch",
            "2027-02-19",
        ),
    ],
)
def test_requests_are_forgotten_after_90_days(tmp_path, requests, level, day):
    assert clears(tmp_path, "unreasonable-requests", client(requests=requests)) == (level, day)


@pytest.mark.parametrize(("days", "day"), [(0, "2027-11-20"), (364, "2026-11-21"), (100, ago(-265))])
def test_a_harmful_request_weighs_for_a_year(tmp_path, days, day):
    acme = client(requests=[f"date: {ago(days)}, text: Lie, harmful: fraud"])
    assert clears(tmp_path, "harmful-output", acme) == ("critical", day)


def test_what_lies_further_ahead_than_a_year_has_no_day(tmp_path):
    acme = client(requests=[f"date: {D}, text: Lie, harmful: fraud"])
    options = "signs: {harmful-output: {window_days: 366}}"
    assert clears(tmp_path, "harmful-output", acme, options=options) == ("critical", None)


@pytest.mark.parametrize(
    ("incidents", "level", "day"),
    [
        (["date: 2026-03-01, kind: ghosting", "date: 2026-08-01, kind: haggling"], "warning", "2027-03-01"),
        (["date: 2026-03-01, kind: ghosting", "date: 2026-08-01, kind: ghosting"], "watch", "2027-08-01"),
    ],
)
def test_red_flags_clear_when_a_kind_was_not_seen_for_a_year(tmp_path, incidents, level, day):
    assert clears(tmp_path, "early-red-flags", client(incidents=incidents)) == (level, day)


def test_scope_creep_clears_when_its_hours_leave_the_window(tmp_path):
    hours = ["date: 2026-11-02, hours: 2, in_scope: no", "date: 2026-11-10, hours: 8"]
    assert clears(tmp_path, "scope-creep", client(), contract(hours=hours)) == ("warning", "2027-01-31")


def test_scope_creep_clears_when_too_few_hours_are_left(tmp_path):
    hours = ["date: 2026-11-02, hours: 8", "date: 2026-11-10, hours: 2, in_scope: no"]
    assert clears(tmp_path, "scope-creep", client(), contract(hours=hours)) == ("warning", "2027-01-31")


def test_unpaid_hours_clear_when_they_leave_the_window(tmp_path):
    hours = ["date: 2026-11-02, hours: 2, paid: no", "date: 2026-11-10, hours: 8"]
    one = clears(tmp_path, "unpaid-hours", client(), contract("billing: hourly", hours=hours))
    assert one == ("warning", "2027-01-31")


def test_unpaid_hours_ease_when_old_hours_leave_the_years_rate(tmp_path):
    contracts = [
        contract("billing: hourly", "rate: 10", hours=[f"date: {ago(360)}, hours: 10"]),
        contract("billing: hourly", "rate: 50", hours=[f"date: {ago(1)}, hours: 10"]),
    ]
    # 30.00 an hour of 20 h, then 50.00 of the last 10 h
    one = clears(tmp_path, "unpaid-hours", client(), *contracts, options="target_rate: 50")
    assert one == ("warning", ago(-5))


def test_a_retainers_rate_rises_with_the_days_of_its_month(tmp_path):
    retainer = contract("billing: retainer", hours=["date: 2026-11-02, hours: 10"])
    # 1000 a month, 20 of 30 days on the 20th: 66.67 an hour, and 80.00 on the 24th
    one = clears(tmp_path, "unpaid-hours", client(), retainer, options="target_rate: 100")
    assert one == ("warning", "2026-11-24")


def test_a_retainers_days_are_tried_beside_a_contract_that_changes_on_none(tmp_path):
    retainer = contract("billing: retainer", hours=["date: 2026-11-02, hours: 10"])
    old = contract("billing: hourly", "stage: completed", hours=["date: 2025-01-02, hours: 1"])
    one = clears(tmp_path, "unpaid-hours", client(), old, retainer, options="target_rate: 100")
    assert one == ("warning", "2026-11-24")


@pytest.mark.parametrize("days", [-40, -365])
def test_a_rate_in_another_currency_eases_on_the_day_its_exchange_rate_does(tmp_path, days):
    site = contract(
        "billing: hourly", "currency: USD", hours=[f"date: {ago(1)}, hours: 9", f"date: {ago(-100)}, hours: 9"]
    )
    options = f"target_rate: 50\nexchange_rates: {{USD: {{2026-01-01: 0.5, {ago(days)}: 1}}}}"
    assert clears(tmp_path, "unpaid-hours", client(), site, options=options) == ("warning", ago(days))


def test_toxic_behaviour_clears_as_what_was_resolved_lies_back(tmp_path):
    acme = client(incidents=["date: 2026-10-01, kind: insult, resolved: 2026-10-02"])
    assert clears(tmp_path, "toxic-behaviour", acme) == ("critical", "2026-12-31")


def test_a_harmful_request_that_was_dropped_weighs_less_after_90_days(tmp_path):
    acme = client(requests=["date: 2026-11-01, text: Lie, harmful: fraud, answer: declined"])
    assert clears(tmp_path, "harmful-output", acme) == ("critical", "2027-01-30")


def test_a_refused_deposit_is_forgotten_when_a_contract_is_signed(tmp_path):
    acme = client(incidents=["date: 2026-11-01, kind: refuses-deposit"])
    site = contract("stage: negotiation", "signed: 2026-12-01")
    assert clears(tmp_path, "early-red-flags", acme, site) == ("warning", "2026-12-01")


def test_a_late_payment_is_forgotten_after_a_year(tmp_path):
    invoices = ["id: A0, issued: 2026-01-10, due: 2026-02-10, amount: 10, paid: 2026-02-20"]
    invoices += [
        f"id: A{month}, issued: 2026-01-10, due: 2026-{month:02}-10, amount: 10, paid: 2026-{month:02}-10"
        for month in (3, 4, 5, 6)
    ]
    assert clears(tmp_path, "late-payments", client(), contract(invoices=invoices)) == ("watch", "2027-02-10")


def test_late_payments_clear_as_invoices_paid_early_fall_due(tmp_path):
    invoices = ["id: A0, issued: 2026-09-01, due: 2026-10-01, amount: 10, paid: 2026-10-10"]
    invoices += [
        f"id: A{number}, issued: 2026-09-01, due: {due}, amount: 10, paid: 2026-09-15"
        for number, due in enumerate(("2026-10-02", "2026-10-03", "2026-12-05", "2026-12-10", "2026-12-15"), 1)
    ]
    # One of three is late; one of five, still a watch, on 10 December; one of six on the 15th.
    assert clears(tmp_path, "late-payments", client(), contract(invoices=invoices)) == ("watch", "2026-12-15")


def test_money_written_off_is_forgotten_a_year_later(tmp_path):
    lost = [f"id: A1, issued: {ago(360)}, due: {ago(330)}, amount: 10, written_off: {ago(300)}"]
    assert clears(tmp_path, "late-payments", client(), contract(invoices=lost)) == ("warning", ago(-65))


def test_a_long_delay_weighs_more_for_90_days_after_the_payment(tmp_path):
    late = [f"id: A1, issued: {ago(130)}, due: {ago(100)}, amount: 10, paid: {ago(50)}"]
    assert clears(tmp_path, "late-payments", client(), contract(invoices=late)) == ("warning", ago(-40))


def test_a_chargeback_weighs_for_a_year_after_the_money_went_back(tmp_path):
    payments = (
        f"[{{date: {ago(40)}, amount: 10, returned: {ago(19)}, why: chargeback}}, {{date: {ago(18)}, amount: 10}}]"
    )
    invoices = [f"id: A1, issued: {ago(70)}, due: {ago(40)}, amount: 10, payments: {payments}"]
    assert clears(tmp_path, "late-payments", client(), contract(invoices=invoices)) == ("critical", ago(-346))


def test_an_invoice_that_gets_late_can_lower_the_mean_of_the_days_late(tmp_path):
    late = [f"id: A{n}, issued: {ago(130)}, due: {ago(100)}, amount: 10, paid: {ago(90)}" for n in (1, 2, 3)]
    punctual = [f"id: B{n}, issued: {ago(130)}, due: {ago(100)}, amount: 10, paid: {ago(100)}" for n in (1, 2)]
    soon_due = f"id: C, issued: {ago(10)}, due: {ago(-1)}, amount: 10"
    # Three of five are 10 days late. From the fifth day on it is four of six, by (30 + 4) / 4 = 8.5 days.
    site = contract(invoices=[*late, *punctual, soon_due])
    assert clears(tmp_path, "late-payments", client(), site) == ("warning", ago(-5))


@pytest.mark.parametrize("paid", ["", ", paid: 2026-11-25", ", payments: [{date: 2026-11-25, amount: 10}]"])
def test_an_overdue_invoice_does_not_clear_by_a_payment_to_come(tmp_path, paid):
    invoices = [f"id: A1, issued: 2026-08-01, due: 2026-09-01, amount: 10{paid}"]
    options = "signs: {late-payments: {window_days: 1000}}"
    one = clears(tmp_path, "late-payments", client(), contract(invoices=invoices), options=options)
    assert one == ("critical", None)


def test_gaps_in_a_contract_do_not_clear_by_themselves(tmp_path):
    assert clears(tmp_path, "contract-gaps", client(), contract()) == ("watch", None)


def test_a_contract_to_be_signed_has_a_gap_less_on_that_day(tmp_path):
    lines = [line for line in SOUND if not line.startswith(("signed", "objectives", "notice", "rights"))]
    one = clears(tmp_path, "contract-gaps", client(), contract(*lines, "signed: 2026-12-01"))
    assert one == ("watch", "2026-12-01")


def test_missing_work_does_not_come_by_itself(tmp_path):
    idle = contract(hours=["date: 2026-04-15, hours: 1"])
    assert clears(tmp_path, "unsteady-work", client("since: 2020-01-01"), idle) == ("watch", None)


def test_a_month_without_work_is_forgotten_when_six_later_ones_had_some(tmp_path):
    hours = [f"date: 2026-{month:02}-15, hours: 1" for month in (4, 6, 7, 8, 9, 10, 11)]
    one = clears(tmp_path, "unsteady-work", client("since: 2020-01-01"), contract(hours=hours))
    assert one == ("watch", "2026-12-01")


def test_months_without_work_are_forgotten_as_hours_written_ahead_come(tmp_path):
    hours = ["date: 2026-10-15, hours: 1", *(f"date: 2026-{month:02}-15, hours: 1" for month in (11, 12))]
    hours += [f"date: 2027-{month:02}-15, hours: 1" for month in (1, 2, 3)]
    assert clears(tmp_path, "unsteady-work", client("since: 2020-01-01"), contract(hours=hours)) == (
        "watch",
        "2027-04-01",
    )


def test_a_persisting_sign_eases_when_its_boundary_is_180_days_old(tmp_path):
    acme = client(
        boundaries=limit("unreasonable-requests", ago(150)),
        requests=insisted(1, ago(10)),
    )
    assert clears(tmp_path, "unreasonable-requests", acme) == ("critical", ago(-30))


def test_a_persisting_sign_eases_when_its_records_leave_the_window(tmp_path):
    acme = client(
        boundaries=limit("unreasonable-requests", ago(20)),
        requests=insisted(1, ago(10)),
    )
    assert clears(tmp_path, "unreasonable-requests", acme) == ("critical", ago(-80))


def test_what_happened_the_day_after_a_boundary_counts_as_ignoring_it(tmp_path):
    acme = client(boundaries=limit("unreasonable-requests", ago(20)), requests=insisted(1, ago(19)))
    assert clears(tmp_path, "unreasonable-requests", acme) == ("critical", ago(-71))
