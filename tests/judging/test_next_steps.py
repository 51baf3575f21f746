"""The next step with a sign says what one does today."""

import pytest

from judging import REVIEWED, acceptance, ago, client, contract, evenings, extras, flags, insisted, reading

CHARGED_BACK = "id: 1, issued: 2026-09-01, due: 2026-10-01, amount: 90, payments: [{date: 2026-10-01, amount: 90, "
PAID_AGAIN = "{date: 2026-11-10, amount: 90}"


def unpaid(days):
    return [f"id: 1, issued: {ago(days + 30)}, due: {ago(days)}, amount: 90"]


def flag(kind):
    return [f"date: {ago(5)}, kind: {kind}"]


@pytest.mark.parametrize(
    ("sign", "acme", "site", "step"),
    [
        (
            "late-payments",
            client(),
            contract(invoices=[f"{CHARGED_BACK}returned: 2026-11-01, why: chargeback}}]"]),
            "answer the payment processor by its deadline, with the client's approval and proof of delivery",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=unpaid(5)),
            "send the next reminder, and begin nothing new until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(20)[0]}, reminders: [{ago(3)}]"]),
            f"send the next reminder on {ago(-4)}, and stop work until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(20)[0]}, disputed: Not as agreed"]),
            "ask what is disputed, and stop work until it is settled",
        ),
        ("late-payments", client("status: former"), contract(invoices=unpaid(20)), "send the next reminder"),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{CHARGED_BACK}returned: 2026-10-20, why: chargeback}}, {PAID_AGAIN}]"]),
            "state the boundary, and record it under `boundaries`",
        ),
        (
            "late-payments",
            client("status: former"),
            contract(invoices=[f"{CHARGED_BACK}returned: 2026-10-20, why: chargeback}}, {PAID_AGAIN}]"]),
            "nothing to do: you no longer work for this client",
        ),
        (
            "late-payments",
            client("status: former"),
            contract(invoices=[f"{CHARGED_BACK}returned: 2026-11-01, why: chargeback}}]"]),
            "answer the payment processor by its deadline, with the client's approval and proof of delivery",
        ),
        (
            "late-payments",
            client(),
            contract("stage: completed", invoices=unpaid(20)),
            "send the next reminder, and begin nothing new until it is paid",
        ),
        (
            "toxic-behaviour",
            client("status: former", incidents=[f"date: {ago(5)}, kind: threat"]),
            None,
            "nothing to do: you no longer work for this client",
        ),
        (
            "early-red-flags",
            client(incidents=flag("ghosting")),
            contract(invoices=unpaid(20)),
            "ask for the money that is past due, and begin nothing new until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=unpaid(20)),
            "send the next reminder, and stop work until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=["id: 1, issued: 2026-08-01, due: 2026-08-31, amount: 90, paid: 2026-09-20"]),
            "send a reminder the day after an invoice is due",
        ),
        (
            "late-payments",
            client("status: former"),
            contract(invoices=["id: 1, issued: 2026-08-01, due: 2026-08-31, amount: 90, paid: 2026-08-30"]),
            "nothing to do: you no longer work for this client",
        ),
        ("late-payments", client(), None, "record what is missing, so that this sign can be judged"),
        ("disrespected-time", client(), None, "review the client: it takes one minute"),
        ("disrespected-time", client(REVIEWED), None, "nothing to do"),
        (
            "disrespected-time",
            client(REVIEWED, messages=evenings(2), accepted=acceptance("disrespected-time", ago(-9))),
            None,
            "say when you work, and how to reach you",
        ),
        ("disrespected-time", client(REVIEWED, messages=evenings(2)), None, "say when you work, and how to reach you"),
        ("scope-creep", client(requests=extras(1)), None, "answer the next extra request with a price"),
        (
            "unreasonable-requests",
            client(requests=[f"date: {ago(3)}, text: x, reasonable: no"]),
            None,
            "decline the next one, with your reason",
        ),
        ("unreasonable-requests", client(requests=insisted(1)), None, "state the boundary, and record it"),
        ("early-red-flags", client(incidents=flags(1)), None, "ask about it before you sign anything"),
        (
            "early-red-flags",
            client(incidents=flag("refuses-deposit")),
            None,
            "begin no work before the terms are signed and the deposit has arrived",
        ),
        ("early-red-flags", client(incidents=flag("free-work")), None, "offer a small paid trial instead of free work"),
        (
            "early-red-flags",
            client(incidents=flag("pay-cut")),
            contract(),
            "keep to the agreed terms or name a new price; begin nothing new until that is settled",
        ),
        ("toxic-behaviour", client(), None, "review the client: it takes one minute"),
        (
            "early-red-flags",
            client(incidents=flag("pay-cut")),
            contract("stage: lead"),
            "begin no work before the terms are signed and the deposit has arrived",
        ),
        ("early-red-flags", client(incidents=flags(2)), contract(), "state the boundary, and record it"),
        (
            "toxic-behaviour",
            client(incidents=[f"date: {ago(200)}, kind: threat, resolved: {ago(180)}"]),
            None,
            "keep what is agreed in writing",
        ),
        (
            "toxic-behaviour",
            client(incidents=[f"date: {ago(5)}, kind: threat, severity: minor"]),
            None,
            "state the boundary, and record it",
        ),
        ("disrespected-time", client(messages=evenings(4)), None, "state the boundary, and record it"),
        ("scope-creep", client(requests=extras(3)), None, "state the boundary, and record it"),
        (
            "harmful-output",
            client(requests=[f"date: {ago(100)}, text: Lie, harmful: fraud, answer: declined"]),
            None,
            "say in writing that you do no such work",
        ),
        (
            "unsteady-work",
            client("since: 2020-01-01"),
            contract(hours=[f"date: {ago(300)}, hours: 1"]),
            "ask how much work is coming, set a day for the answer",
        ),
        ("contract-gaps", client(), contract(), "write what is missing into the contract, and get it signed"),
        (
            "unpaid-hours",
            client(),
            contract("billing: hourly", hours=[f"date: {ago(1)}, hours: 19", f"date: {ago(1)}, hours: 1, paid: no"]),
            "agree who pays before you work beyond the budget",
        ),
        (
            "unpaid-hours",
            client(),
            contract("billing: hourly", hours=[f"date: {ago(1)}, hours: 16", f"date: {ago(1)}, hours: 4, paid: no"]),
            "state the boundary, and record it",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(20)[0]}, reminders: [{ago(0)}]"]),
            f"send the next reminder on {ago(-7)}, and stop work until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(20)[0]}, reminders: [{ago(7)}]"]),
            "send the next reminder, and stop work until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(5)[0]}, reminders: [{ago(3)}]"]),
            f"send the next reminder on {ago(-4)}, and begin nothing new until it is paid",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(5)[0]}, disputed: Not as agreed"]),
            "ask what is disputed, and begin nothing new until it is settled",
        ),
        (
            "late-payments",
            client(),
            contract(invoices=[f"{unpaid(20)[0]}, reminders: [{ago(3)}]", unpaid(10)[0].replace("id: 1", "id: 2")]),
            "send the next reminder, and stop work until it is paid",  # of the second, today
        ),
        (
            "late-payments",
            client(),
            contract("stage: completed", invoices=[f"{unpaid(20)[0]}, disputed: Not as agreed"]),
            "ask what is disputed, and begin nothing new until it is settled",
        ),
    ],
)
def test_a_step_is_something_to_do_today(tmp_path, sign, acme, site, step):
    one = reading(tmp_path, sign, acme, *([site] if site else []))
    assert one["advice"].startswith(step), one


def test_terms_are_held_to_where_any_contract_runs(tmp_path):
    sites = [contract("stage: completed"), contract()]
    one = reading(tmp_path, "early-red-flags", client(incidents=flag("pay-cut")), *sites)
    assert one["advice"] == "keep to the agreed terms or name a new price; begin nothing new until that is settled"


def test_a_rate_at_the_target_asks_for_no_new_price(tmp_path):
    site = contract("value: 1000", hours=[f"date: {ago(9)}, hours: 19", f"date: {ago(9)}, hours: 1, paid: no"])
    one = reading(tmp_path, "unpaid-hours", client(), site, options="target_rate: 50")
    assert (one["level"], one["measures"]["rate_share"]) == ("watch", 1)
    assert one["advice"] == "agree who pays before you work beyond the budget"


def test_a_rate_below_the_target_asks_for_a_new_price(tmp_path):
    site = contract("value: 1000", "stage: completed", hours=[f"date: {ago(9)}, hours: 20"] * 5)
    one = reading(tmp_path, "unpaid-hours", client(), site, options="target_rate: 70")
    assert one["level"] == "critical"
    assert one["advice"] == "name a new price or a smaller scope, from a day you choose"
