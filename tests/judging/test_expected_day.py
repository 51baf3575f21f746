"""When the money of an open invoice is expected: as late after its due day as the client usually pays."""

from datetime import date

import pytest

from acting import client, contract, judged, ledger
from client_ledger.reminders.deadlines import deadlines

OPEN = "id: A-9, issued: 2026-11-01, due: 2026-12-01, amount: 100"


def paid(*days_late):
    due = date(2026, 6, 1)
    return [
        f"id: A-{number}, issued: 2026-05-01, due: {due}, amount: 100, paid: {date.fromordinal(due.toordinal() + days)}"
        for number, days in enumerate(days_late)
    ]


@pytest.mark.parametrize(
    ("days_late", "expected"),
    [((), "2026-12-01"), ((9,), "2026-12-10"), ((4, 9), "2026-12-08"), ((-5, -2), "2026-12-01")],
)
def test_it_is_the_due_day_and_the_days_the_client_usually_takes(tmp_path, days_late, expected):
    judgement = judged(tmp_path, ledger(client(), contract(invoices=[*paid(*days_late), OPEN])), "2026-11-20")
    found = judgement.clients["acme"]
    (invoice,) = (each for each in found.timeline.invoices_on(judgement.day) if each.is_open)
    assert found.expected_on(invoice).isoformat() == expected


def test_the_deadline_says_both_days(tmp_path):
    judgement = judged(tmp_path, ledger(client(), contract(invoices=[*paid(9), OPEN])), "2026-11-20")
    (due,) = (each for each in deadlines(judgement) if each.kind == "invoice")
    assert str(due.day) == "2026-12-01"
    assert str(due.text).endswith("; expected on 2026-12-10, as this client usually pays")
