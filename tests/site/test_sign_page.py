"""A sign's page: the limits in force here, what differs for a client, and who shows it."""

import pytest

from client_ledger.pages.sign_limits import in_force
from client_ledger.signs import BY_NAME, SIGNS
from conftest import SITE

LATE = """
    client: {client}
    title: Shop
    stage: active
    billing: hourly
    rate: 50
    invoices: [{{id: {client}-1, issued: 2026-01-01, due: 2026-06-01, amount: 100}}]
"""


def said(rules):
    return {level.name: [[str(each) for each in group] for group in groups] for level, groups in rules}


def test_limits_are_said_level_by_level_with_what_must_hold_together(judged):
    here = in_force(judged({"clients/acme.md": "name: Acme"}), BY_NAME["late-payments"])
    assert said(here.rules)["warning"] == [
        ["late invoices: 2 or more", "share of invoices late: 40% or more", "days late, on average: 10 or more"],
        ["days late, at the worst: 45 or more", "late invoices: 2 or more"],
        ["days late, at the worst in the last 90 days: 45 or more"],
        ["days the oldest open invoice is past due: 14 or more"],
        ["share of the money payable that was written off: 5% or more"],
    ]
    assert not here.changed
    assert "Period: the last 365 days." in [str(each) for each in here.frame]
    assert "An invoice counts as late once it is 4 days past due." in [str(each) for each in here.frame]
    assert "Its weight in the score is 7.5 of 60." in [str(each) for each in here.frame]


def test_a_limit_from_below_is_said_so(judged):
    here = in_force(judged({"index.md": "title: Home"}), BY_NAME["unsteady-work"])
    assert ["months without work: 1 or more", "months of work booked ahead: below 3"] in said(here.rules)["watch"]


def test_the_settings_change_what_is_in_force(judged):
    site = SITE + "      signs: {late-payments: {warning: {late: 7}}}\n"
    here = in_force(judged({"clients/acme.md": "name: Acme"}, site), BY_NAME["late-payments"])
    assert said(here.rules)["warning"][0][0] == "late invoices: 7 or more"
    assert here.changed
    assert here.own == ()


def test_the_settings_can_switch_it_off(judged):
    here = in_force(
        judged({"clients/a.md": "name: A"}, SITE + "      signs: {scope-creep: off}\n"), BY_NAME["scope-creep"]
    )
    assert here.rules is None
    assert here.showing == here.clear == here.unknown == ()


def test_only_what_is_different_for_a_client_is_repeated(judged):
    judgement = judged(
        {
            "clients/a.md": "name: A\nsigns: {late-payments: {grace_days: 9}}",
            "clients/b.md": "name: B\nsigns: {late-payments: {watch: {late: 5}}}",
            "clients/c.md": "name: C\nsigns: {late-payments: off}",
            "clients/d.md": "name: D",
        }
    )
    grace, watch, off = in_force(judgement, BY_NAME["late-payments"]).own
    assert [str(each) for each in grace.frame] == ["An invoice counts as late once it is 10 days past due."]
    assert grace.rules == ()
    assert watch.frame == ()
    assert said(watch.rules)["watch"][0][0] == "late invoices: 5 or more"
    assert off.off


def test_who_shows_it_stands_apart_from_clear_and_unknown(judged):
    judgement = judged(
        {
            "clients/late.md": "name: Late",
            "contracts/late.md": LATE.format(client="late"),
            "clients/fine.md": "name: Fine",
            "contracts/fine.md": LATE.format(client="fine").replace("amount: 100", "amount: 100, paid: 2026-05-01"),
            "clients/new.md": "name: New",
        }
    )
    here = in_force(judgement, BY_NAME["late-payments"])
    assert [client.timeline.client.id for client, _ in here.showing] == ["late"]
    assert [client.timeline.client.id for client in here.clear] == ["fine"]
    assert [client.timeline.client.id for client, _ in here.unknown] == ["new"]
    assert here.counts == {"critical": 1, "clear": 1, "unknown": 1}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_every_limit_of_every_sign_is_said(judged, sign):
    rules = said(in_force(judged({"index.md": "title: Home"}), sign).rules)
    assert sum(len(group) for groups in rules.values() for group in groups) == sum(
        len(group) for groups in sign.limits.rules.values() for group in groups
    )
