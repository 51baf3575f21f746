import pytest

from client_ledger.signs import BY_NAME
from judging import (
    REVIEWED,
    SIGNS,
    SOUND,
    D,
    acceptance,
    ago,
    client,
    contract,
    evenings,
    extras,
    flags,
    insisted,
    judge,
    judged,
    ledger,
    limit,
)


def only(**weights):
    """Settings that switch every sign off but these."""
    lines = ["signs:"]
    for sign in SIGNS:
        weight = weights.get(sign.replace("-", "_"))
        lines.append(f"  {sign}: " + (f"{{weight: {weight}}}" if weight else "off"))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("records", "verdict"),
    [
        ({"requests": [f"date: {D}, text: Lie, harmful: fraud"]}, "leave-now"),
        ({"incidents": [f"date: {D}, kind: threat"]}, "leave-now"),
        ({"incidents": [f"date: {D}, kind: threat, severity: minor"]}, "set-boundary"),
        ({"incidents": flags(4), "requests": extras(6)}, "plan-exit"),
        ({"incidents": flags(4)}, "set-boundary"),
        ({"incidents": flags(4), "requests": extras(3)}, "set-boundary"),
        ({"incidents": flags(4), "requests": extras(3), "messages": evenings(4)}, "plan-exit"),
        ({"incidents": flags(4), "requests": extras(2), "messages": evenings(4)}, "set-boundary"),
        ({"incidents": flags(2), "requests": extras(3), "messages": evenings(4)}, "set-boundary"),
        ({"incidents": flags(2)}, "set-boundary"),
        ({"incidents": flags(1)}, "watch"),
        ({"incidents": flags(1), "requests": extras(2), "messages": evenings(3)}, "watch"),
        ({"requests": [f"date: {D}, text: A logo"]}, "unknown"),
        ({}, "unknown"),
        (
            {
                "incidents": flags(4),
                "requests": extras(6),
                "accepted": acceptance("scope-creep", D),
            },
            "set-boundary",
        ),
        (
            {
                "incidents": flags(4),
                "requests": extras(3),
                "messages": evenings(4),
                "accepted": acceptance("disrespected-time", D),
            },
            "set-boundary",
        ),
        (
            {
                "incidents": [*flags(4), f"date: {D}, kind: threat"],
                "requests": extras(6),
                "boundaries": limit("scope-creep", ago(5)),
            },
            "leave-now",
        ),
    ],
)
def test_the_first_verdict_that_holds_is_given(tmp_path, records, verdict):
    assert judged(tmp_path, client(**records))["verdict"] == verdict


def known(*signs):
    """The share of the weight of all signs that these have."""
    weights = {sign.name: sign.limits.weight for sign in BY_NAME.values()}
    return round(float(sum(weights[sign] for sign in signs) / sum(weights.values())), 4)


EVENTS = tuple(sign.name for sign in BY_NAME.values() if sign.event)
ONE_REQUEST = [f"date: {D}, text: A logo"]


@pytest.mark.parametrize(
    ("acme", "coverage", "verdict"),
    [
        (client(), 0, "unknown"),
        (client(REVIEWED), known(*EVENTS), "unknown"),  # of work and money nothing is known
        (client(REVIEWED, requests=ONE_REQUEST), known(*EVENTS, "scope-creep"), "keep"),
        (client(requests=ONE_REQUEST), known("scope-creep"), "unknown"),
        (client(incidents=flags(1, ago(100))), known("early-red-flags"), "watch"),
    ],
)
def test_coverage_is_the_weight_of_what_is_known(tmp_path, acme, coverage, verdict):
    one = judged(tmp_path, acme)
    assert (one["coverage"], one["verdict"]) == (coverage, verdict)


@pytest.mark.parametrize(
    ("weights", "coverage", "verdict"),
    [
        ({"harmful_output": 5, "unpaid_hours": 5}, 0.5, "unknown"),  # none of the core is known
        ({"harmful_output": 5, "scope_creep": 1, "unpaid_hours": 6}, 0.5, "keep"),
        ({"harmful_output": 5, "scope_creep": 1, "unpaid_hours": 6.1}, 0.4959, "unknown"),
        ({"harmful_output": 5, "unsteady_work": 5}, 0.5, "keep"),  # all of the core is off
        ({}, 0, "unknown"),
    ],
)
def test_half_the_weight_and_one_of_the_core_signs_must_be_known(tmp_path, weights, coverage, verdict):
    one = judged(tmp_path, client(REVIEWED, requests=ONE_REQUEST), options=only(**weights))
    assert (one["coverage"], one["verdict"]) == (coverage, verdict)


@pytest.mark.parametrize(
    ("sign", "records"),
    [
        ("late_payments", {"invoices": [f"id: A1, issued: {ago(60)}, due: {ago(30)}, amount: 10, paid: {ago(31)}"]}),
        ("unpaid_hours", {"hours": [f"date: {D}, hours: 1"]}),
    ],
)
def test_each_core_sign_may_be_the_one_that_is_known(tmp_path, sign, records):
    options = only(**{"harmful_output": 5, "scope_creep": 6, sign: 1})
    assert judged(tmp_path, client(REVIEWED), contract(**records), options=options)["verdict"] == "keep"


def test_everything_known_and_clear_is_kept_with_the_full_score(tmp_path):
    hours = [f"date: 2026-{month:02}-15, hours: 8" for month in range(5, 12)]
    sound = contract(*SOUND, hours=hours, invoices=["id: A1, issued: 2026-06-01, amount: 900, paid: 2026-06-09"])
    acme = judged(tmp_path, client(REVIEWED), sound)
    assert (acme["verdict"], acme["coverage"], acme["score"]) == ("keep", 1, 100)
    assert {one["level"] for one in acme["signs"]} == {"clear"}


FLAGGED = only(early_red_flags=2, harmful_output=10)  # the harm is full at a third of 12: 4


@pytest.mark.parametrize(
    ("acme", "options", "verdict", "score"),
    [
        (client(), "", "unknown", None),
        (client(REVIEWED), only(harmful_output=1), "keep", 100),
        (client(incidents=flags(1)), FLAGGED, "watch", 81),  # 61 + 24 x (1 - 0.6 / 4) = 81.4
        (client(incidents=flags(2)), FLAGGED, "set-boundary", 51),  # 31 + 29 x (1 - 1.3 / 4) = 50.575
        (client(incidents=flags(4)), FLAGGED, "set-boundary", 46),  # 31 + 29 x (1 - 2 / 4) = 45.5, halves up
        (client(incidents=flags(4)), only(early_red_flags=3), "set-boundary", 31),
        (client(requests=[f"date: {D}, text: Lie, harmful: fraud"]), FLAGGED, "leave-now", 0),
        (
            client(incidents=[f"date: {D}, kind: threat"]),
            only(toxic_behaviour=1, harmful_output=11),
            "leave-now",
            8,  # 10 x (1 - 1 / 4) = 7.5
        ),
        (
            client(incidents=[f"date: {D}, kind: threat"]),
            only(toxic_behaviour=1, harmful_output=29),
            "leave-now",
            9,  # 10 x (1 - 1 / 10)
        ),
        (client(incidents=flags(1)), only(early_red_flags="0"), "watch", 85),  # what weighs nothing does no harm
        (
            client(requests=insisted(), boundaries=limit("unreasonable-requests", ago(5))),
            only(unreasonable_requests=1, harmful_output=11),
            "plan-exit",
            25,  # 11 + 19 x (1 - 1 / 4) = 25.25
        ),
    ],
)
def test_the_score_says_where_in_the_band_of_its_verdict_a_client_stands(tmp_path, acme, options, verdict, score):
    one = judged(tmp_path, acme, options=options)
    assert (one["verdict"], one["score"]) == (verdict, score)


def test_a_clients_own_weight_counts_for_it_alone(tmp_path):
    acme = client("signs: {early-red-flags: {weight: 30}}", incidents=flags(4))
    files = ledger(acme, other=client(incidents=flags(4)))
    mine, other = judge(tmp_path, files)["clients"]
    assert mine["score"] == 31
    assert other["score"] > 31


@pytest.mark.parametrize(("days", "verdict"), [(89, "set-boundary"), (90, "plan-exit"), (91, "plan-exit")])
def test_one_who_has_not_paid_for_90_days_is_to_be_left(tmp_path, days, verdict):
    site = contract(invoices=[f"id: A1, issued: {ago(200)}, due: {ago(days)}, amount: 10"])
    options = only(late_payments=7)
    one = judged(tmp_path, client(), site, options=options)
    assert (one["verdict"], one["deciding"]) == (verdict, ["late-payments"])
    accepted = client(accepted=acceptance("late-payments", D))
    assert judged(tmp_path, accepted, site, options=options)["verdict"] == "watch"


@pytest.mark.parametrize(
    ("records", "deciding"),
    [
        ({"incidents": flags(1)}, ["early-red-flags"]),
        (
            {"incidents": flags(1), "requests": extras(1), "messages": evenings(2)},
            ["scope-creep", "disrespected-time", "early-red-flags"],
        ),
        ({"incidents": flags(2), "requests": extras(1)}, ["early-red-flags"]),
        (
            {
                "incidents": flags(4),
                "requests": insisted(),
                "messages": evenings(4),
                "boundaries": limit("unreasonable-requests", ago(5)),
            },
            ["unreasonable-requests", "early-red-flags", "disrespected-time"],
        ),
        (
            {"incidents": [f"date: {D}, kind: threat"], "requests": extras(6)},
            ["toxic-behaviour"],
        ),
    ],
)
def test_the_signs_that_decide_come_by_level_persisting_and_weight(tmp_path, records, deciding):
    assert judged(tmp_path, client(**records))["deciding"] == deciding


def test_of_equal_weight_what_is_not_about_conduct_comes_last(tmp_path):
    idle = contract(hours=["date: 2026-04-15, hours: 1"])
    one = judged(tmp_path, client("since: 2020-01-01", incidents=flags(1)), idle)
    assert one["deciding"] == ["early-red-flags", "unsteady-work", "contract-gaps"]
