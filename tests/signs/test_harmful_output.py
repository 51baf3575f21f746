import pytest

from judging import D, acme_of, ago, client, contract, judge, ledger, reading

SIGN = "harmful-output"


def asked(kind, day=D):
    return [f"date: {day}, text: Write it, harmful: {kind}"]


@pytest.mark.parametrize(
    "kind",
    [
        "disinformation",
        "fabricated-media",
        "black-hat-seo",
        "fraud",
        "illegal",
        "spam",
        "plagiarism",
        "other",
    ],
)
def test_one_harmful_request_of_any_kind_is_critical(tmp_path, kind):
    one = reading(tmp_path, SIGN, client(requests=asked(kind)))
    assert one["level"] == "critical"
    assert one["measures"] == {"harmful": 1}


def test_requests_in_and_outside_contracts_count(tmp_path):
    one = reading(tmp_path, SIGN, client(requests=asked("spam")), contract("stage: lost", requests=asked("fraud")))
    assert one["measures"] == {"harmful": 2}


def test_a_declined_one_counts_too(tmp_path):
    requests = [f"date: {D}, text: Write it, harmful: spam, answer: declined"]
    assert reading(tmp_path, SIGN, client(requests=requests))["level"] == "critical"


def test_an_ordinary_request_is_clear(tmp_path):
    one = reading(tmp_path, SIGN, client(requests=[f"date: {D}, text: A logo, reasonable: no"]))
    assert (one["level"], one["measures"]) == ("clear", {"harmful": 0})


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, "critical"), (364, "critical"), (365, "clear"), (-1, "clear")],
)
def test_the_window_is_the_last_365_days(tmp_path, days, level):
    acme = client(f"reviewed: {D}", requests=asked("fraud", ago(days)))
    assert reading(tmp_path, SIGN, acme)["level"] == level


@pytest.mark.parametrize(("days", "level"), [(364, "critical"), (365, "unknown")])
def test_it_is_critical_long_after_events_stopped_being_kept(tmp_path, days, level):
    assert reading(tmp_path, SIGN, client(requests=asked("fraud", ago(days))))["level"] == level


def test_good_pay_does_not_offset_it(tmp_path):
    invoices = [f"id: A{n}, issued: {ago(40)}, amount: 9000, paid: {ago(39)}" for n in range(5)]
    acme = acme_of(judge(tmp_path, ledger(client(requests=asked("fraud")), contract(invoices=invoices))))
    assert acme["verdict"] == "leave-now"
    assert acme["score"] == 10


@pytest.mark.parametrize(
    ("setting", "level"),
    [
        ("{window_days: 30}", "clear"),
        ("{window_days: 31}", "critical"),
        ("{critical: {harmful: 2}}", "clear"),
    ],
)
def test_limit_and_window_can_be_changed(tmp_path, setting, level):
    acme = client(f"reviewed: {D}", requests=asked("fraud", ago(30)))
    assert reading(tmp_path, SIGN, acme, options=f"signs: {{harmful-output: {setting}}}")["level"] == level
