import pytest

from judging import D, ago, client, contract, measured, reading

SIGN = "early-red-flags"
KINDS = (
    "refuses-contract",
    "refuses-deposit",
    "haggling",
    "free-work",
    "exposure-pay",
    "ghosting",
    "micromanaging",
    "no-decision-maker",
    "rights-grab",
    "blames-predecessors",
    "holds-payment",
    "changes-terms",
    "pay-cut",
)
MILD = ("haggling", "micromanaging", "rights-grab", "no-decision-maker")
TERMS = {
    "refuses-contract",
    "refuses-deposit",
    "free-work",
    "exposure-pay",
    "holds-payment",
    "changes-terms",
    "pay-cut",
}


def seen(*kinds, day=D):
    return [f"date: {day}, kind: {kind}" for kind in kinds]


@pytest.mark.parametrize("kind", KINDS)
def test_each_early_kind_is_a_flag_and_some_risk_unpaid_work(tmp_path, kind):
    one = reading(tmp_path, SIGN, client(incidents=seen(kind)))
    risks = int(kind in TERMS)
    assert one["measures"] == {"flags": 1, "times": 1, "terms_flags": risks}
    assert one["level"] == ("warning" if risks else "watch")


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        (MILD[:1], "watch"),
        (MILD[:2], "warning"),
        (MILD[:3], "warning"),
        (MILD[:4], "critical"),
        (MILD[:1] * 2, "watch"),
        (MILD[:1] * 3, "warning"),
        (MILD[:1] * 4, "warning"),
        ((*MILD, "ghosting"), "critical"),
        (("pay-cut",), "warning"),
        (("pay-cut",) * 2, "warning"),
        (("pay-cut",) * 3, "critical"),
        (("pay-cut",) * 4, "critical"),
    ],
)
def test_kinds_times_and_terms_raise_the_level(tmp_path, kinds, level):
    assert reading(tmp_path, SIGN, client(incidents=seen(*kinds)))["level"] == level


def test_other_kinds_are_no_early_flag(tmp_path):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}", incidents=seen("insult", "no-show")))
    assert (one["level"], *measured(one, "flags", "times", "terms_flags")) == ("clear", 0, 0, 0)


@pytest.mark.parametrize("more", ["severity: minor", f"resolved: {D}"])
def test_a_minor_or_resolved_one_counts_as_a_flag_only(tmp_path, more):
    one = reading(tmp_path, SIGN, client(incidents=[f"date: {ago(5)}, kind: pay-cut, {more}"]))
    assert (one["level"], *measured(one, "flags", "times", "terms_flags")) == ("watch", 1, 1, 0)


def test_one_to_be_resolved_tomorrow_counts_in_full(tmp_path):
    one = reading(tmp_path, SIGN, client(incidents=[f"date: {ago(5)}, kind: pay-cut, resolved: {ago(-1)}"]))
    assert measured(one, "terms_flags") == (1,)


@pytest.mark.parametrize(
    ("kind", "signed", "measures"),
    [
        ("refuses-contract", ago(10), (0, 0, 0)),
        ("refuses-deposit", D, (0, 0, 0)),
        ("refuses-deposit", ago(11), (1, 1, 1)),  # signed before
        ("refuses-deposit", ago(-1), (1, 1, 1)),  # not signed yet
        ("free-work", ago(10), (1, 1, 0)),
        ("exposure-pay", ago(9), (1, 1, 0)),
        ("free-work", ago(11), (1, 1, 1)),
        ("changes-terms", ago(9), (1, 1, 1)),
    ],
)
def test_a_signature_ends_what_was_refused_before_it(tmp_path, kind, signed, measures):
    acme = client(incidents=seen(kind, day=ago(10)))
    one = reading(tmp_path, SIGN, acme, contract("stage: completed", f"signed: {signed}"))
    assert measured(one, "flags", "times", "terms_flags") == measures


@pytest.mark.parametrize(
    ("due", "more", "options", "terms"),
    [
        (ago(4), "", "", 1),
        (ago(3), "", "", 0),  # within the days of grace
        (ago(400), "", "", 1),
        (ago(4), f", paid: {D}", "", 0),
        (ago(4), ", void: yes", "", 0),
        (ago(4), "", "signs: {late-payments: {grace_days: 4}}", 0),
    ],
)
def test_ghosting_risks_unpaid_work_while_money_is_overdue(tmp_path, due, more, options, terms):
    invoices = [f"id: A1, issued: {ago(500)}, due: {due}, amount: 100{more}"]
    acme = client(incidents=seen("ghosting"))
    one = reading(tmp_path, SIGN, acme, contract(invoices=invoices), options=options)
    assert measured(one, "terms_flags") == (terms,)


@pytest.mark.parametrize(("days", "level"), [(0, "watch"), (364, "watch"), (365, "clear"), (-1, "unknown")])
def test_the_window_is_the_last_365_days(tmp_path, days, level):
    acme = client(f"reviewed: {D}", incidents=seen("ghosting", day=ago(days)))
    assert reading(tmp_path, SIGN, acme)["level"] == level


def test_nothing_recorded_is_unknown(tmp_path):
    assert reading(tmp_path, SIGN, client())["level"] == "unknown"


@pytest.mark.parametrize(
    ("setting", "level"),
    [
        ("{window_days: 30}", "clear"),
        ("{window_days: 31}", "warning"),
        ("{warning: {flags: 3}}", "watch"),
        ("{critical: {flags: 2}}", "critical"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, setting, level):
    acme = client(f"reviewed: {D}", incidents=seen("ghosting", "haggling", day=ago(30)))
    assert reading(tmp_path, SIGN, acme, options=f"signs: {{early-red-flags: {setting}}}")["level"] == level
