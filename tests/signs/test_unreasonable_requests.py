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
        (6, 0, "critical"),
        (1, 1, "warning"),
        (4, 1, "warning"),
        (2, 2, "critical"),
        (3, 3, "critical"),
    ],
)
def test_each_limit_raises_its_level(tmp_path, unreasonable, insisted, level):
    one = reading(tmp_path, SIGN, client(requests=asked(unreasonable, insisted)))
    assert one["level"] == level
    assert one["measures"] == {"unreasonable": unreasonable, "insisted": insisted}


def test_reasonable_requests_are_clear_even_when_insisted_on(tmp_path):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}", requests=[f"date: {D}, text: A logo, insisted: yes"]))
    assert one["level"] == "clear"
    assert one["measures"] == {"unreasonable": 0, "insisted": 0}


@pytest.mark.parametrize(("days", "count"), [(0, 1), (89, 1), (90, 0), (95, 0)])
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


@pytest.mark.parametrize(("days", "level"), [(0, "clear"), (89, "clear"), (90, "unknown"), (-1, "clear")])
def test_silence_is_clear_only_while_the_client_is_reviewed(tmp_path, days, level):
    assert reading(tmp_path, SIGN, client(f"reviewed: {ago(days)}"))["level"] == level


@pytest.mark.parametrize(
    ("lines", "lists", "level"),
    [
        ((f"since: {D}",), {}, "clear"),
        ((f"since: {ago(-1)}",), {}, "unknown"),
        ((), {"incidents": [f"date: {ago(-1)}, kind: no-show"]}, "unknown"),
        ((), {"incidents": [f"date: {ago(-1)}, kind: no-show", f"date: {D}, kind: no-show"]}, "clear"),
    ],
)
def test_a_review_covers_no_day_before_the_clients_first(tmp_path, lines, lists, level):
    assert reading(tmp_path, SIGN, client(f"reviewed: {ago(-2)}", *lines, **lists))["level"] == level


def test_records_do_not_make_the_rest_good(tmp_path):
    acme = client(
        messages=[f"at: {D} 10:00, text: Hello"],
        requests=[f"date: {D}, text: A logo"],
        incidents=[f"date: {D}, kind: haggling"],
        boundaries=[f"date: {D}, sign: scope-creep, text: No extras"],
        decisions=[f"date: {D}, decision: keep"],
    )
    assert reading(tmp_path, SIGN, acme)["level"] == "unknown"


def test_nothing_recorded_is_unknown_and_names_the_way_out(tmp_path):
    acme = client("reviewed: 2026-05-04")
    one = reading(tmp_path, SIGN, acme)
    assert one["level"] == "unknown"
    assert "client-ledger review" in one["summary"]


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
    assert (
        reading(tmp_path, SIGN, client(f"reviewed: {D}", *acme, requests=asked(2, 0)), options=options)["level"]
        == level
    )


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
    acme = client(f"reviewed: {D}", *([off] if where == "client" else []), requests=asked(5, 0))
    report = judge(tmp_path, ledger(acme), off if where == "settings" else "")
    assert acme_of(report)["verdict"] == "keep"
    assert SIGN not in [one["sign"] for one in acme_of(report)["signs"]]
