import pytest

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
    sign_of,
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
        ({"requests": [f"date: {D}, text: A logo"]}, "keep"),
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


@pytest.mark.parametrize(
    ("acme", "options", "coverage", "verdict"),
    [
        (client(), "", 0, "unknown"),
        (client(REVIEWED), only(), 0, "unknown"),
        (client(REVIEWED), "", 0.5417, "keep"),  # 32.5 of 60
        (client(REVIEWED), "signs: {late-payments: {weight: 12.5}}", 0.5, "keep"),  # of 65
        (client(REVIEWED), "signs: {late-payments: {weight: 12.6}}", 0.4992, "unknown"),  # of 65.1
        (client(REVIEWED, "signs: {late-payments: {weight: 12.6}}"), "", 0.4992, "unknown"),
        (client(REVIEWED), "signs: {unpaid-hours: off, contract-gaps: off}", 0.65, "keep"),  # of 50
        (client(REVIEWED, "signs: {unpaid-hours: off}"), "signs: {contract-gaps: off}", 0.65, "keep"),
        (client(incidents=flags(1, ago(100))), "", 0.0417, "watch"),  # 2.5 of 60
        (client(requests=[f"date: {D}, text: A logo"]), "", 0.6667, "keep"),  # 40 of 60
    ],
)
def test_coverage_is_the_weight_of_what_is_known(tmp_path, acme, options, coverage, verdict):
    one = judged(tmp_path, acme, options=options)
    assert (one["coverage"], one["verdict"]) == (coverage, verdict)


def test_everything_known_and_clear_is_kept_with_the_full_score(tmp_path):
    hours = [f"date: 2026-{month:02}-15, hours: 8" for month in range(5, 12)]
    sound = contract(*SOUND, hours=hours, invoices=["id: A1, issued: 2026-06-01, amount: 900, paid: 2026-06-09"])
    acme = judged(tmp_path, client(REVIEWED), sound)
    assert (acme["verdict"], acme["coverage"], acme["score"]) == ("keep", 1, 100)
    assert {one["level"] for one in acme["signs"]} == {"clear"}


@pytest.mark.parametrize(
    ("acme", "options", "score"),
    [
        (client(), "", None),
        (client(REVIEWED), "", 100),
        (client(incidents=flags(1)), "", 98),  # (30 x 100 + 2.5 x 70) / 32.5 = 97.69
        (client(incidents=flags(2)), "", 95),  # (3000 + 2.5 x 35) / 32.5 = 95
        (client(incidents=flags(4)), "", 92),  # 3000 / 32.5 = 92.31
        # (7.5 x 100 + 2.5 x 70) / 10 = 92.5, halves up
        (
            client(incidents=flags(1), requests=[f"date: {D}, text: A logo"]),
            only(scope_creep=7.5, early_red_flags=2.5),
            93,
        ),
        (client(incidents=flags(1)), only(early_red_flags=2.5, harmful_output=7.5), 93),
        (client(incidents=flags(2)), only(early_red_flags=1, harmful_output=1), 68),  # 67.5
        (client(incidents=flags(2)), only(early_red_flags=3), 35),
        (client(incidents=flags(1)), only(early_red_flags=3), 70),
        (client(requests=[f"date: {D}, text: Lie, harmful: fraud"]), "", 10),
        (client(incidents=[f"date: {D}, kind: threat"]), "", 10),
        (client(incidents=[f"date: {D}, kind: threat"]), only(toxic_behaviour=10), 0),
        # (100 x 1 + 0 x 19) / 20: below the ceiling it stays what it is
        (client(incidents=[f"date: {D}, kind: threat"]), only(toxic_behaviour=19, harmful_output=1), 5),
        (client(incidents=[f"date: {D}, kind: threat, severity: minor"]), "", 80),  # (2250 + 350) / 32.5
    ],
)
def test_the_score_is_the_weighted_mean_of_what_is_known(tmp_path, acme, options, score):
    assert judged(tmp_path, acme, options=options)["score"] == score


def test_a_clients_own_weight_counts_for_it_alone(tmp_path):
    acme = client("signs: {early-red-flags: {weight: 30}}", incidents=flags(4))
    files = ledger(acme, other=client(incidents=flags(4)))
    scores = [one["score"] for one in judge(tmp_path, files)["clients"]]
    assert scores == [50, 92]


def test_every_sign_says_what_it_saw_and_what_to_do(tmp_path):
    worst = client(
        "since: 2020-01-01",
        incidents=[*flags(4), f"date: {D}, kind: threat"],
        requests=[*extras(6), *insisted(2), f"date: {D}, text: Lie, harmful: fraud"],
        messages=evenings(8),
    )
    late = contract(
        invoices=["id: A1, issued: 2026-08-01, due: 2026-09-01, amount: 10"],
        hours=[f"date: {D}, hours: 9, paid: no"],
    )
    files = ledger(worst, late, blank=client(), good=client(REVIEWED))
    for one in judge(tmp_path, files)["clients"]:
        for sign in one["signs"]:
            assert sign["advice"].strip(), (one["id"], sign["sign"])
            assert sign["summary"].strip(), (one["id"], sign["sign"])


@pytest.mark.parametrize(
    ("records", "sign", "word"),
    [
        ({"incidents": flags(2)}, "early-red-flags", "boundar"),
        ({"requests": extras(3)}, "scope-creep", "boundar"),
        (
            {"requests": insisted(), "boundaries": limit("unreasonable-requests", ago(5))},
            "unreasonable-requests",
            "exit",
        ),
        ({"requests": [f"date: {D}, text: Lie, harmful: fraud"]}, "harmful-output", "evidence"),
    ],
)
def test_the_advice_follows_the_step(tmp_path, records, sign, word):
    assert word in sign_of(judge(tmp_path, ledger(client(**records))), sign)["advice"].lower()
