import pytest

from judging import D, acme_of, ago, client, contract, judge, ledger, measured, reading

SIGN = "unreasonable-requests"
UNREASONABLE = "text: Work tonight, reasonable: no"


def asked(unreasonable, insisted, day=D):
    plain = [f"date: {day}, {UNREASONABLE}"] * (unreasonable - insisted)
    return plain + [f"date: {day}, {UNREASONABLE}, insisted: yes"] * insisted


@pytest.mark.parametrize(
    ("unreasonable", "insisted", "level"),
    [
        (1, 0, "watch"),
        (2, 0, "watch"),
        (3, 0, "warning"),
        (4, 0, "warning"),
        (5, 0, "critical"),
        (1, 1, "warning"),
        (4, 1, "warning"),
        (2, 2, "critical"),
    ],
)
def test_each_limit_raises_its_level(tmp_path, unreasonable, insisted, level):
    one = reading(tmp_path, SIGN, client(requests=asked(unreasonable, insisted)))
    assert one["level"] == level
    assert one["measures"] == {"unreasonable": unreasonable, "insisted": insisted}


def test_reasonable_requests_are_clear_even_when_insisted_on(tmp_path):
    one = reading(tmp_path, SIGN, client(requests=[f"date: {D}, text: A logo, insisted: yes"]))
    assert one["level"] == "clear"
    assert one["measures"] == {"unreasonable": 0, "insisted": 0}


@pytest.mark.parametrize(("days", "count"), [(0, 1), (89, 1), (90, 0), (-1, 0)])
def test_the_window_is_the_last_90_days(tmp_path, days, count):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}", requests=asked(1, 0, ago(days))))
    assert one["level"] == ("watch" if count else "clear")
    assert measured(one, "unreasonable") == (count,)


def test_requests_in_and_outside_contracts_count_together(tmp_path):
    contracts = [
        contract("stage: lost", requests=asked(1, 0)),
        contract("stage: completed", requests=asked(1, 0)),
    ]
    one = reading(tmp_path, SIGN, client(requests=asked(1, 0)), *contracts)
    assert one["level"] == "warning"
    assert measured(one, "unreasonable") == (3,)


def test_another_clients_requests_do_not_count(tmp_path):
    files = ledger(client(f"reviewed: {D}"), other=client("name: Other", requests=asked(5, 2)))
    first, second = judge(tmp_path, files)["clients"]
    assert first["signs"][0]["level"] == "clear"
    assert second["signs"][0]["level"] == "critical"


EVENTS = {
    "a message": lambda day: client(messages=[f"at: {day} 10:00, text: Hello"]),
    "a request": lambda day: client(requests=[f"date: {day}, text: A logo"]),
    "an incident": lambda day: client(incidents=[f"date: {day}, kind: haggling"]),
    "a boundary": lambda day: client(boundaries=[f"date: {day}, sign: scope-creep, text: No extras"]),
    "a decision": lambda day: client(decisions=[f"date: {day}, decision: keep"]),
    "a review": lambda day: client(f"reviewed: {day}"),
}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize(("days", "level"), [(0, "clear"), (89, "clear"), (90, "unknown"), (-1, "unknown")])
def test_silence_is_clear_only_while_events_are_kept(tmp_path, event, days, level):
    assert reading(tmp_path, SIGN, EVENTS[event](ago(days)))["level"] == level


def test_a_contracts_request_keeps_events(tmp_path):
    asked_once = contract("stage: lost", requests=[f"date: {ago(89)}, text: A logo"])
    assert reading(tmp_path, SIGN, client(), asked_once)["level"] == "clear"


def test_invoices_hours_and_acceptances_do_not_keep_events(tmp_path):
    acme = client(accepted=["sign: late-payments, until: 2026-12-01, why: They pay well"])
    worked = contract(
        invoices=[f"id: A1, issued: {ago(60)}, amount: 100"],
        hours=[f"date: {ago(1)}, hours: 9"],
    )
    assert reading(tmp_path, SIGN, acme, worked)["level"] == "unknown"


def test_nothing_recorded_is_unknown_and_names_the_way_out(tmp_path):
    acme = client("reviewed: 2026-05-04")
    one = reading(tmp_path, SIGN, acme)
    assert one["level"] == "unknown"
    assert "reviewed" in one["summary"] + one["advice"]


@pytest.mark.parametrize(
    ("at", "level"),
    [
        ("2026-11-20 22:59Z", "clear"),  # 23:59 in Paris
        ("2026-11-20 23:00Z", "unknown"),  # midnight in Paris, so already the next day
        ("2026-11-21 00:30+02:00", "clear"),  # 23:30 in Paris the day before
        ("2026-11-20 23:59:59", "clear"),
        ("2026-11-21 00:00", "unknown"),
        ("2026-08-22 22:00Z", "clear"),  # midnight in Paris: the first moment of the 90 days
        ("2026-08-22 21:59Z", "unknown"),
    ],
)
def test_a_messages_day_is_the_freelancers(tmp_path, at, level):
    acme = client("timezone: America/New_York", messages=[f"at: {at}, text: Hello"])
    assert reading(tmp_path, SIGN, acme)["level"] == level


@pytest.mark.parametrize(
    ("options", "acme", "level"),
    [
        ("signs: {unreasonable-requests: {warning: {unreasonable: 2}}}", (), "warning"),
        ("signs: {unreasonable-requests: {critical: {unreasonable: 2}}}", (), "critical"),
        ("signs: {unreasonable-requests: {watch: {unreasonable: 3}}}", (), "clear"),
        ("", ("signs: {unreasonable-requests: {watch: {unreasonable: 3}}}",), "clear"),
        (
            "signs: {unreasonable-requests: {warning: {unreasonable: 2}}}",
            ("signs: {unreasonable-requests: {warning: {unreasonable: 3}}}",),
            "watch",
        ),
        (
            "signs: {unreasonable-requests: {warning: {unreasonable: 2}}}",
            ("signs: {unreasonable-requests: {critical: {unreasonable: 9}}}",),
            "warning",
        ),
        ("", ("signs: {scope-creep: {watch: {extra_requests: 3}}}",), "watch"),
    ],
)
def test_limits_can_be_changed_for_all_and_for_one(tmp_path, options, acme, level):
    assert reading(tmp_path, SIGN, client(*acme, requests=asked(2, 0)), options=options)["level"] == level


@pytest.mark.parametrize(("days", "count"), [(29, 1), (30, 0)])
def test_the_window_can_be_changed(tmp_path, days, count):
    options = "signs: {unreasonable-requests: {window_days: 30}}"
    one = reading(tmp_path, SIGN, client(requests=asked(1, 0, ago(days))), options=options)
    assert measured(one, "unreasonable") == (count,)


def test_a_clients_own_window_wins(tmp_path):
    acme = client("signs: {unreasonable-requests: {window_days: 60}}", requests=asked(1, 0, ago(59)))
    one = reading(tmp_path, SIGN, acme, options="signs: {unreasonable-requests: {window_days: 30}}")
    assert measured(one, "unreasonable") == (1,)


@pytest.mark.parametrize("where", ["settings", "client"])
def test_switched_off_it_does_not_judge(tmp_path, where):
    off = "signs: {unreasonable-requests: off}"
    acme = client(*([off] if where == "client" else []), requests=asked(5, 0))
    report = judge(tmp_path, ledger(acme), off if where == "settings" else "")
    assert acme_of(report)["verdict"] == "keep"
    assert acme_of(report)["coverage"] == 0.6364  # (60 - 5 - late, unpaid, unsteady and gaps: 20) / 55
