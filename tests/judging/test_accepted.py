import json

import pytest

from judging import (
    REVIEWED,
    SIGNS,
    D,
    acceptance,
    acme_of,
    ago,
    client,
    flags,
    insisted,
    judge,
    ledger,
    limit,
    sign_of,
)


@pytest.mark.parametrize(
    ("until", "verdict", "score", "accepted"),
    [
        (D, "watch", 78, D),  # 61 + 24 x (1 - 0.3) = 77.8
        ("2027-06-30", "watch", 78, "2027-06-30"),
        (ago(1), "set-boundary", 41, None),  # 31 + 29 x (1 - 0.65) = 41.15
    ],
)
def test_an_acceptance_makes_a_warning_a_watch_in_verdict_and_score(tmp_path, until, verdict, score, accepted):
    acme = client(incidents=flags(2), accepted=acceptance("early-red-flags", until))
    weights = "\n".join(f"  {sign}: {{weight: {2 if sign == 'early-red-flags' else '0.5'}}}" for sign in SIGNS[:8])
    weights += "\n  contract-gaps: {weight: 0}\n  early-red-flags: {weight: 2}"  # a third of all
    report = judge(tmp_path, ledger(acme), f"signs:\n{weights}")
    one = sign_of(report, "early-red-flags")
    assert (one["level"], one["accepted_until"]) == ("warning", accepted)
    assert (acme_of(report)["verdict"], acme_of(report)["score"]) == (verdict, score)


def test_an_accepted_persisting_sign_is_no_reason_to_leave(tmp_path):
    acme = client(
        boundaries=limit("unreasonable-requests", ago(10)),
        requests=insisted(),
        accepted=acceptance("unreasonable-requests", D),
    )
    report = judge(tmp_path, ledger(acme))
    one = sign_of(report, "unreasonable-requests")
    assert (one["level"], one["persists"]) == ("critical", True)
    assert acme_of(report)["verdict"] == "watch"
    assert 61 <= acme_of(report)["score"] <= 85


@pytest.mark.parametrize(
    ("untils", "latest"),
    [
        ((ago(-5), ago(-30)), ago(-30)),
        ((ago(-30), ago(-5)), ago(-30)),
        ((ago(3), D), D),
        ((ago(3), ago(5)), None),
    ],
)
def test_the_latest_running_acceptance_is_named(tmp_path, untils, latest):
    accepted = [one for until in untils for one in acceptance("early-red-flags", until)]
    report = judge(tmp_path, ledger(client(incidents=flags(1), accepted=accepted)))
    assert sign_of(report, "early-red-flags")["accepted_until"] == latest


def test_an_accepted_watch_stays_a_watch(tmp_path):
    acme = client(incidents=flags(1), accepted=acceptance("early-red-flags", D))
    report = judge(tmp_path, ledger(acme))
    assert sign_of(report, "early-red-flags")["accepted_until"] == D
    assert acme_of(report)["verdict"] == "watch"


@pytest.mark.parametrize(("days", "notices"), [(30, 0), (31, 1), (400, 1), (1, 0), (0, 0)])
def test_an_acceptance_that_ran_out_long_ago_is_noticed(tmp_path, days, notices):
    acme = client(incidents=flags(2), accepted=acceptance("early-red-flags", ago(days)))
    report = judge(tmp_path, ledger(acme))
    assert [one["severity"] for one in report["problems"]] == ["notice"] * notices
    assert all("clients/acme.md" in json.dumps(one) for one in report["problems"])


def test_an_acceptance_of_a_clear_sign_is_noticed(tmp_path):
    acme = client(REVIEWED, accepted=acceptance("early-red-flags", ago(-9)))
    report = judge(tmp_path, ledger(acme))
    assert [one["severity"] for one in report["problems"]] == ["notice"]
    assert sign_of(report, "early-red-flags")["accepted_until"] == ago(-9)


@pytest.mark.parametrize("sign", ["harmful-output", "toxic-behaviour"])
def test_a_knock_out_sign_cannot_be_accepted(tmp_path, sign):
    acme = client(
        requests=[f"date: {D}, text: Lie, harmful: fraud"],
        incidents=[f"date: {D}, kind: threat"],
        accepted=acceptance(sign, ago(-9)),
    )
    report = judge(tmp_path, ledger(acme), exit_code=1)
    assert [one["severity"] for one in report["problems"]] == ["error"]


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (D, "unused-acceptance"),
        ("2027-01-31", "unused-acceptance"),
        (ago(1), None),
        (ago(30), None),
        (ago(31), "stale-acceptance"),
    ],
)
def test_an_acceptance_that_is_over_or_not_needed_is_told(tmp_path, until, told):
    acme = client(REVIEWED, accepted=acceptance("disrespected-time", until))
    problems = judge(tmp_path, ledger(acme))["problems"]
    assert [one["code"] for one in problems if "acceptance" in one["code"]] == ([told] if told else [])
