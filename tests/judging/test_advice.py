"""Every sign says what it saw, and what to do next."""

import pytest

from judging import (
    REVIEWED,
    D,
    ago,
    client,
    contract,
    evenings,
    extras,
    flags,
    insisted,
    judge,
    ledger,
    limit,
    sign_of,
)


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
