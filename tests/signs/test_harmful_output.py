import pytest

from judging import D, acme_of, ago, client, contract, judge, ledger, measured, reading

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
    assert one["measures"] == {"harmful": 1, "dropped": 0}


def test_requests_in_and_outside_contracts_count(tmp_path):
    one = reading(tmp_path, SIGN, client(requests=asked("spam")), contract("stage: lost", requests=asked("fraud")))
    assert one["measures"] == {"harmful": 2, "dropped": 0}


def test_a_declined_one_counts_too(tmp_path):
    requests = [f"date: {D}, text: Write it, harmful: spam, answer: declined"]
    assert reading(tmp_path, SIGN, client(requests=requests))["level"] == "critical"


@pytest.mark.parametrize(
    ("days", "more", "measures", "level"),
    [
        (89, "answer: declined", (1, 0), "critical"),
        (90, "answer: declined", (0, 1), "watch"),
        (90, "answer: declined, insisted: yes", (1, 0), "critical"),
        (90, "answer: pending", (1, 0), "critical"),
    ],
)
def test_one_that_was_dropped_when_declined_weighs_less_after_90_days(tmp_path, days, more, measures, level):
    requests = [f"date: {ago(days)}, text: Write it, harmful: spam, {more}"]
    one = reading(tmp_path, SIGN, client(requests=requests))
    assert (one["level"], measured(one, "harmful", "dropped")) == (level, measures)


@pytest.mark.parametrize(("count", "level"), [(1, "watch"), (2, "warning"), (3, "warning")])
def test_two_dropped_ones_are_a_warning(tmp_path, count, level):
    requests = [f"date: {ago(90)}, text: Write it, harmful: spam, answer: declined"] * count
    assert reading(tmp_path, SIGN, client(requests=requests))["level"] == level


def test_an_ordinary_request_is_clear(tmp_path):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}", requests=[f"date: {D}, text: A logo, reasonable: no"]))
    assert (one["level"], one["measures"]) == ("clear", {"harmful": 0, "dropped": 0})


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, "critical"), (364, "critical"), (365, "clear"), (-1, "unknown")],
)
def test_the_window_is_the_last_365_days(tmp_path, days, level):
    acme = client(f"reviewed: {D}", requests=asked("fraud", ago(days)))
    assert reading(tmp_path, SIGN, acme)["level"] == level


@pytest.mark.parametrize(("days", "level"), [(364, "critical"), (365, "unknown")])
def test_it_is_critical_long_after_the_last_review(tmp_path, days, level):
    assert reading(tmp_path, SIGN, client(requests=asked("fraud", ago(days))))["level"] == level


def test_good_pay_does_not_offset_it(tmp_path):
    invoices = [f"id: A{n}, issued: {ago(40)}, amount: 9000, paid: {ago(39)}" for n in range(5)]
    acme = acme_of(judge(tmp_path, ledger(client(requests=asked("fraud")), contract(invoices=invoices))))
    assert acme["verdict"] == "leave-now"
    assert acme["score"] <= 10


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
