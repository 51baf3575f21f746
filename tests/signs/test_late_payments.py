import pytest

from judging import measured
from late_invoices import due, on_file, paid_after


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
    one = on_file(tmp_path, due(days))
    assert one["level"] == level
    assert measured(one, "invoices", "oldest_overdue_days", "overdue") == (1, oldest, overdue)
    assert measured(one, "late", "mean_days_late") == ((1, days) if oldest else (0, 0))


def test_one_old_unpaid_invoice_among_many_is_enough(tmp_path):
    one = on_file(tmp_path, due(4), *[paid_after(0)] * 9)
    assert (one["level"], *measured(one, "late_share")) == ("watch", 0.1)


def test_the_oldest_of_several_decides(tmp_path):
    one = on_file(tmp_path, due(10), due(40), due(20), *[paid_after(0)] * 9)
    assert (one["level"], *measured(one, "oldest_overdue_days")) == ("warning", 40)


def test_without_grace_a_day_is_enough(tmp_path):
    options = "signs: {late-payments: {grace_days: 0}}"
    one = on_file(tmp_path, due(1), *[paid_after(0)] * 9, options=options)
    assert (one["level"], *measured(one, "oldest_overdue_days")) == ("watch", 1)


def test_the_days_are_those_of_the_late_invoices_alone(tmp_path):
    one = on_file(tmp_path, paid_after(5), paid_after(10), paid_after(28), paid_after(2), paid_after(-9))
    names = ("late", "late_share", "mean_days_late", "worst_days_late")
    assert measured(one, *names) == (3, 0.6, 14.3333, 28)  # 43 / 3


def test_unpaid_invoices_are_late_until_today(tmp_path):
    one = on_file(tmp_path, paid_after(10), due(21), due(2))
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


def test_nothing_due_is_unknown_and_its_measures_are_zero(tmp_path):
    one = on_file(tmp_path, due(-1))
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
    assert on_file(tmp_path, due(days), options=options)["level"] == level
