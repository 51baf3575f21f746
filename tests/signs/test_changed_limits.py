"""A sign's numbers, changed by the settings and by a client's own `signs:`, and what cannot be read of them."""

import pytest

from judging import D, ago, client, contract, flags, judge, judged, ledger, measured, reading


def settings(**signs):
    """Settings that change signs, each with its YAML."""
    return "signs:\n" + "\n".join(f"  {sign.replace('_', '-')}: {value}" for sign, value in signs.items())


def problems(tmp_path, options="", acme=None):
    report = judge(tmp_path, ledger(acme or client()), options, exit_code=1)
    return [each["message"] for each in report["problems"]]


def has(tmp_path, sign, acme, options):
    """Tell whether a sign is on."""
    return sign in {each["sign"] for each in judged(tmp_path, acme, options=options)["signs"]}


@pytest.mark.parametrize(
    ("everywhere", "own", "is_on"),
    [
        ("off", None, False),
        ("no", None, False),
        ("on", None, True),
        ("", None, True),  # nothing is written behind it
        ("off", "on", True),
        ("off", "", False),
        ("off", "{weight: 1}", True),  # who changes a sign wants it
        ("on", "off", False),
        ("{weight: 1}", "off", False),
    ],
)
def test_a_client_can_switch_a_sign_on_or_off_whatever_the_settings_say(tmp_path, everywhere, own, is_on):
    acme = client() if own is None else client(f"signs: {{early-red-flags: {own}}}")
    assert has(tmp_path, "early-red-flags", acme, settings(early_red_flags=everywhere)) == is_on


def test_a_sign_that_a_client_switches_on_again_has_its_usual_limits(tmp_path):
    acme = client("signs: {early-red-flags: on}", incidents=flags(2))
    assert reading(tmp_path, "early-red-flags", acme, options=settings(early_red_flags="off"))["level"] == "warning"


def test_a_client_keeps_what_the_settings_change_besides_its_own_limits(tmp_path):
    acme = client("signs: {early-red-flags: {warning: {times: 9}}}", incidents=flags(2))
    one = reading(tmp_path, "early-red-flags", acme, options=settings(early_red_flags="{warning: {flags: 3}}"))
    assert one["level"] == "watch"
    acme = client("signs: {early-red-flags: yes}", incidents=flags(2))
    one = reading(tmp_path, "early-red-flags", acme, options=settings(early_red_flags="{warning: {flags: 3}}"))
    assert one["level"] == "watch"


@pytest.mark.parametrize(("days", "late"), [("0", 1), ("1", 0), ("", 0)])
def test_the_days_of_grace_may_be_none(tmp_path, days, late):
    invoices = [f"id: 1, issued: {ago(40)}, due: {ago(10)}, amount: 90, paid: {ago(9)}"]
    options = settings(late_payments=f"{{grace_days: {days}}}")
    one = reading(tmp_path, "late-payments", client(), contract(invoices=invoices), options=options)
    assert measured(one, "late", "invoices") == (late, 1)


def test_window_and_grace_can_be_changed_together(tmp_path):
    invoices = [
        f"id: {number}, issued: {ago(40 + days)}, due: {ago(days)}, amount: 90, paid: {ago(days - 2)}"
        for number, days in enumerate((10, 20))
    ]
    options = settings(late_payments="{window_days: 20, grace_days: 1}")
    one = reading(tmp_path, "late-payments", client(), contract(invoices=invoices), options=options)
    assert measured(one, "late", "invoices") == (1, 1)


def test_a_limit_that_is_given_no_number_stays(tmp_path):
    options = settings(early_red_flags="{watch: , warning: {flags: }, critical: {flags: 3}}")
    assert reading(tmp_path, "early-red-flags", client(incidents=flags(2)), options=options)["level"] == "warning"


def test_the_thirty_days_beside_never_paid_cannot_be_changed(tmp_path):
    invoices = [f"id: {number}, issued: {ago(80)}, due: {ago(40)}, amount: 90" for number in (1, 2)]
    options = settings(late_payments="{critical: {oldest_overdue_days: 60}}")
    one = reading(tmp_path, "late-payments", client(), contract(invoices=invoices), options=options)
    assert (one["level"], *measured(one, "oldest_overdue_days", "never_paid")) == ("critical", 40, 1)


@pytest.mark.parametrize(
    ("sign", "value", "message"),
    [
        ("contract-gaps", "{window_days: 30}", "signs.contract-gaps: unknown key `window_days`"),
        ("unsteady-work", "{window_days: 30}", "signs.unsteady-work: unknown key `window_days`"),
        ("toxic-behaviour", "{grace_days: 3}", "signs.toxic-behaviour: unknown key `grace_days`"),
        ("contract-gaps", "{warning: {gaps: 6}}", "signs.contract-gaps: unknown key `warning`"),
        ("unsteady-work", "{warning: {idle_months: 3}}", "unsteady-work has no `warning` any more"),
        ("late-payments", "{watch: 3}", "signs.late-payments.watch must list limits"),
        ("late-payments", "{watch: {late: [1]}}", "signs.late-payments.watch.late is not"),
        (
            "late-payments",
            "{watch: {late_share: 120%}}",
            "signs.late-payments.watch.late_share: '120%' is more than 100%",
        ),
        ("late-payments", "{watch: {never_paid: 1}}", "signs.late-payments.watch: unknown key `never_paid`"),
        ("late-payments", "{window_days: x}", "signs.late-payments.window_days: 'x' is not"),
        ("late-payments", "{weight: heavy}", "signs.late-payments.weight: 'heavy' is not"),
    ],
)
@pytest.mark.parametrize("place", ["settings", "client"])
def test_what_cannot_be_read_is_a_problem_that_names_it(tmp_path, sign, value, message, place):
    if place == "settings":
        found = problems(tmp_path, f"signs: {{{sign}: {value}}}")
    else:
        found = problems(tmp_path, acme=client(f"signs: {{{sign}: {value}}}"))
    assert len(found) == 1
    assert message in found[0]


def test_where_limits_are_missing_the_hint_names_the_first_measure(tmp_path):
    report = judge(tmp_path, ledger(client()), settings(late_payments="{watch: 3}"), exit_code=1)
    (problem,) = report["problems"]
    assert problem["hint"] == "write {late: …}"


def test_a_rate_above_the_target_can_be_a_limit(tmp_path):
    site = contract("billing: hourly", hours=[f"date: {D}, hours: 9"])
    options = "target_rate: 50\n" + settings(unpaid_hours="{watch: {rate_share: 120%}}")
    assert reading(tmp_path, "unpaid-hours", client(), site, options=options)["level"] == "watch"


def test_without_an_exchange_rate_an_hour_brings_nothing(tmp_path):
    site = contract("billing: hourly", "currency: USD", hours=[f"date: {D}, hours: 9"])
    (acme,) = judge(tmp_path, ledger(client(), site), exit_code=1)["clients"]
    (one,) = (each for each in acme["signs"] if each["sign"] == "unpaid-hours")
    assert measured(one, "effective_rate") == (0,)
