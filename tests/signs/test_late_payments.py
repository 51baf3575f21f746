import pytest

from judging import D, ago, client, contract, measured, reading

SIGN = "late-payments"


def due(day, more=""):
    return f"issued: {ago(30, day)}, due: {day}, amount: 1000{more}"


def paid_after(days, since=60):
    """An invoice of 1000 that was due on a day and paid so many days later."""
    return due(ago(since), f", paid: {ago(since - days)}")


def on_file(tmp_path, *invoices, lines=(), options="", day=D):
    """The sign's reading of invoices that are numbered here."""
    records = [f"id: A{number}, {invoice}" for number, invoice in enumerate(invoices)]
    return reading(tmp_path, SIGN, client(), contract(*lines, invoices=records), options=options, day=day)


@pytest.mark.parametrize(
    ("invoices", "late", "share", "level"),
    [
        (1, 0, 0, "clear"),
        (6, 1, 0.1667, "clear"),
        (5, 1, 0.2, "watch"),
        (1, 1, 1, "watch"),
        (2, 1, 0.5, "watch"),
        (10, 2, 0.2, "watch"),
        (11, 2, 0.1818, "clear"),
        (6, 2, 0.3333, "watch"),
        (5, 2, 0.4, "warning"),
        (2, 2, 1, "warning"),
        (6, 3, 0.5, "warning"),
        (5, 3, 0.6, "warning"),  # 10 days each: critical takes 15
        (3, 3, 1, "warning"),
        (8, 3, 0.375, "watch"),
    ],
)
def test_number_and_share_together_raise_the_level(tmp_path, invoices, late, share, level):
    one = on_file(tmp_path, *[paid_after(10)] * late, *[paid_after(0)] * (invoices - late))
    assert one["level"] == level
    assert one["measures"] == {
        "invoices": invoices,
        "late": late,
        "late_share": share,
        "mean_days_late": 10 if late else 0,
        "worst_days_late": 10 if late else 0,
        "recent_days_late": 10 if late else 0,
        "usual_days": 10 if 2 * late > invoices else 5 if 2 * late == invoices else 0,
        "overdue": "0.00",
        "oldest_overdue_days": 0,
        "written_off": 0,
        "lost_share": 0,
        "chargebacks": 0,
        "never_paid": 0,
    }


@pytest.mark.parametrize(("days", "late"), [(-5, 0), (0, 0), (3, 0), (4, 1)])
def test_an_invoice_is_late_past_its_days_of_grace(tmp_path, days, late):
    assert measured(on_file(tmp_path, paid_after(days)), "late") == (late,)


@pytest.mark.parametrize(
    ("grace", "days", "late"),
    [(0, 0, 0), (0, 1, 1), (5, 5, 0), (5, 6, 1)],
)
def test_the_days_of_grace_can_be_changed(tmp_path, grace, days, late):
    options = f"signs: {{late-payments: {{grace_days: {grace}}}}}"
    assert measured(on_file(tmp_path, paid_after(days), options=options), "late") == (late,)


@pytest.mark.parametrize(
    ("days", "level", "oldest", "overdue"),
    [
        (0, "clear", 0, "0.00"),
        (1, "clear", 0, "1000.00"),
        (3, "clear", 0, "1000.00"),
        (4, "watch", 4, "1000.00"),
        (13, "watch", 13, "1000.00"),
        (14, "warning", 14, "1000.00"),
        (44, "warning", 44, "1000.00"),
        (45, "critical", 45, "1000.00"),
        (400, "critical", 400, "1000.00"),  # however old
    ],
)
def test_an_unpaid_invoice_is_judged_by_its_age(tmp_path, days, level, oldest, overdue):
    one = on_file(tmp_path, due(ago(days)))
    assert one["level"] == level
    assert measured(one, "invoices", "oldest_overdue_days", "overdue") == (1, oldest, overdue)
    assert measured(one, "late", "mean_days_late") == ((1, days) if oldest else (0, 0))


def test_one_old_unpaid_invoice_among_many_is_enough(tmp_path):
    one = on_file(tmp_path, due(ago(4)), *[paid_after(0)] * 9)
    assert (one["level"], *measured(one, "late_share")) == ("watch", 0.1)


def test_the_oldest_of_several_decides(tmp_path):
    one = on_file(tmp_path, due(ago(10)), due(ago(40)), due(ago(20)), *[paid_after(0)] * 9)
    assert (one["level"], *measured(one, "oldest_overdue_days")) == ("warning", 40)


def test_without_grace_a_day_is_enough(tmp_path):
    options = "signs: {late-payments: {grace_days: 0}}"
    one = on_file(tmp_path, due(ago(1)), *[paid_after(0)] * 9, options=options)
    assert (one["level"], *measured(one, "oldest_overdue_days")) == ("watch", 1)


def test_the_days_are_those_of_the_late_invoices_alone(tmp_path):
    one = on_file(tmp_path, paid_after(5), paid_after(10), paid_after(28), paid_after(2), paid_after(-9))
    names = ("late", "late_share", "mean_days_late", "worst_days_late")
    assert measured(one, *names) == (3, 0.6, 14.3333, 28)  # 43 / 3


def test_unpaid_invoices_are_late_until_today(tmp_path):
    one = on_file(tmp_path, paid_after(10), due(ago(21)), due(ago(2)))
    assert one["measures"] == {
        "invoices": 3,
        "late": 2,
        "late_share": 0.6667,
        "mean_days_late": 15.5,
        "worst_days_late": 10,
        "recent_days_late": 10,
        "usual_days": 10,
        "overdue": "2000.00",
        "oldest_overdue_days": 21,
        "written_off": 0,
        "lost_share": 0,
        "chargebacks": 0,
        "never_paid": 0,
    }


@pytest.mark.parametrize(
    ("payments", "mean", "overdue"),
    [
        ([(10, "400"), (40, "600")], 50, "0.00"),  # whichever is written first
        ([(40, "400"), (10, "600")], 50, "0.00"),
        ([(60, "999.99"), (50, "0.01")], 10, "0.00"),
        ([(60, "1200")], 0, "0.00"),
        ([(55, "700"), (50, "700")], 10, "0.00"),
        ([(50, "500"), (50, "500")], 10, "0.00"),
        ([(50, "400")], 60, "600.00"),
        ([(50, "400"), (0, "599.99")], 60, "0.01"),
        ([(50, "400"), (0, "600")], 60, "0.00"),
        ([(50, "400"), (-1, "600")], 60, "600.00"),  # tomorrow's payment does not exist
    ],
)
def test_an_invoice_is_settled_the_day_its_payments_reach_it(tmp_path, payments, mean, overdue):
    paid = ", ".join(f"{{date: {ago(days)}, amount: {amount}}}" for days, amount in payments)
    one = on_file(tmp_path, due(ago(60), f", payments: [{paid}]"))
    assert measured(one, "mean_days_late", "overdue") == (mean, overdue)


@pytest.mark.parametrize(("days", "overdue"), [(0, "0.00"), (-1, "1000.00")])
def test_a_payment_dated_tomorrow_does_not_exist(tmp_path, days, overdue):
    one = on_file(tmp_path, due(ago(20), f", paid: {ago(days)}"))
    assert measured(one, "overdue", "oldest_overdue_days") == (overdue, 20 if days else 0)


def test_an_invoice_issued_tomorrow_does_not_exist_however_early_it_is_due(tmp_path):
    one = on_file(tmp_path, f"issued: {ago(-1)}, due: {ago(9)}, amount: 10", f"issued: {D}, due: {ago(8)}, amount: 20")
    assert measured(one, "invoices", "late", "overdue", "oldest_overdue_days") == (1, 1, "20.00", 8)


def test_void_invoices_do_not_count(tmp_path):
    one = on_file(tmp_path, due(ago(60), ", void: yes"), paid_after(0))
    assert (one["level"], *measured(one, "invoices", "overdue")) == ("clear", 1, "0.00")


def test_disputed_invoices_count(tmp_path):
    one = on_file(tmp_path, due(ago(60), ", disputed: They say it is too much"))
    assert (one["level"], *measured(one, "overdue")) == ("critical", "1000.00")


@pytest.mark.parametrize(
    ("days", "invoices"),
    [(0, 1), (364, 1), (365, 0), (-1, 0)],
)
def test_invoices_due_in_the_last_365_days_count(tmp_path, days, invoices):
    one = on_file(tmp_path, due(ago(days), f", paid: {ago(max(days - 10, 0))}"))
    assert measured(one, "invoices") == (invoices,)
    assert (one["level"] == "unknown") == (invoices == 0)


def test_nothing_due_is_unknown_and_its_measures_are_zero(tmp_path):
    one = on_file(tmp_path, due(ago(-1)))
    assert one["level"] == "unknown"
    assert one["measures"] == {
        "invoices": 0,
        "late": 0,
        "late_share": 0,
        "mean_days_late": 0,
        "worst_days_late": 0,
        "recent_days_late": 0,
        "usual_days": None,
        "overdue": "0.00",
        "oldest_overdue_days": 0,
        "written_off": 0,
        "lost_share": 0,
        "chargebacks": 0,
        "never_paid": 0,
    }


def test_paying_well_is_clear_without_any_event_recorded(tmp_path):
    assert on_file(tmp_path, paid_after(0, since=300))["level"] == "clear"


@pytest.mark.parametrize(
    ("lines", "issued", "oldest"),
    [
        ((), ago(34), 4),
        ((), ago(33), 0),
        (("payment_terms: 14",), ago(18), 4),
        (("payment_terms: 14",), ago(17), 0),
        (("payment_terms: 0",), ago(4), 4),
        (("payment_terms: 60",), ago(64), 4),
    ],
)
def test_an_invoice_is_due_by_the_contracts_terms(tmp_path, lines, issued, oldest):
    one = on_file(tmp_path, f"issued: {issued}, amount: 1000", lines=lines)
    assert measured(one, "oldest_overdue_days") == (oldest,)


def test_a_written_due_day_wins_over_the_terms(tmp_path):
    one = on_file(tmp_path, f"issued: {ago(40)}, due: {ago(20)}, amount: 5", lines=("payment_terms: 5",))
    assert measured(one, "oldest_overdue_days") == (20,)


def test_money_of_all_contracts_is_in_the_base_currency(tmp_path):
    dollars = contract("currency: USD", invoices=[f"id: U1, {due(ago(20))}"])
    euros = contract("stage: completed", invoices=[f"id: E1, issued: {ago(40)}, due: {ago(9)}, amount: 50.55"])
    one = reading(tmp_path, SIGN, client(), dollars, euros, options="exchange_rates: {USD: 0.92}")
    assert measured(one, "invoices", "overdue") == (2, "970.55")


def test_part_payments_are_in_the_contracts_currency(tmp_path):
    payments = f"payments: [{{date: {ago(10)}, amount: 300}}]"
    dollars = contract(invoices=[f"id: U1, {due(ago(20))}, {payments}"])
    acme = client("currency: USD")
    one = reading(tmp_path, SIGN, acme, dollars, options="exchange_rates: {USD: 0.92}")
    assert measured(one, "overdue") == ("644.00",)  # 700 x 0.92


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ("{warning: {late_share: 41%}}", "watch"),
        ("{critical: {late_share: 40%}}", "warning"),  # still three late ones for critical
        ("{critical: {late_share: 40%, late: 2, mean_days_late: 10}}", "critical"),
        ("{warning: {late: 3}}", "watch"),
        ("{watch: {late_share: 50%}, warning: {late_share: 50%}}", "clear"),
        ("{grace_days: 10}", "clear"),
        ("{grace_days: 9}", "warning"),
        ("{window_days: 60}", "unknown"),
        ("{window_days: 61}", "warning"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, options, level):
    invoices = [*[paid_after(10)] * 2, *[paid_after(0)] * 3]
    one = on_file(tmp_path, *invoices, options=f"signs: {{late-payments: {options}}}")
    assert one["level"] == level


@pytest.mark.parametrize(("days", "level"), [(19, "watch"), (20, "warning")])
def test_the_age_limit_can_be_changed(tmp_path, days, level):
    options = "signs: {late-payments: {warning: {oldest_overdue_days: 20}}}"
    assert on_file(tmp_path, due(ago(days)), options=options)["level"] == level


def test_looking_back_sees_what_was_known_that_day(tmp_path):
    one = on_file(tmp_path, due("2026-06-01", ", paid: 2026-07-01"), day="2026-06-20")
    assert measured(one, "late", "overdue", "oldest_overdue_days") == (1, "1000.00", 19)
