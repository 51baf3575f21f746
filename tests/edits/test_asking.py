"""In a terminal, commands ask for what is missing."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from command_line import lines_added
from terminals import typed

AUCKLAND = ZoneInfo("Pacific/Auckland")


TYPED = [
    (
        ["add", "incident"],
        ["apex", "rudeness", "insult", "Words"],
        "kind: insult, text: Words}",
        [
            "   2  apex  Apex Gardens",
            "Client, by its number in the list or its id: ",
            "Kind (insult, ",
            "'rudeness' is not one of",
            "Text (Enter for none): ",
        ],
    ),
    (
        ["add", "invoice"],
        ["1", "A-1", "A-9", "1,500", "1.800,50"],
        "amount: 1800.50}",
        [
            "   1  acme-site  Acme  50.00 EUR an hour",
            "Contract, by its number",
            "Number: ",
            "the ledger already has the number 'A-1'",
            "'1,500' can mean",
        ],
    ),
    (
        ["add", "boundary", "acme"],
        ["late-paymnts", "late-payments", "14 days"],
        "sign: late-payments, text: 14 days}",
        ["Sign (", "there is no sign 'late-paymnts'"],
    ),
    (
        ["add", "request"],
        ["nobody", "apex", "More"],
        "text: More}",
        ["   3  apex  Apex Gardens", "Contract or client, by its number", "there is no client or contract 'nobody'"],
    ),
    (["add", "decision", "acme"], ["leave", ""], "decision: leave}", ["Decision (keep, leave): "]),
    (
        ["paid"],
        ["A-4x", "A-1"],
        "paid: {today}}   # first",
        ["   2  A-2  Acme  60.00 EUR  due 2026-04-01", "Invoice, by its number", "there is no invoice 'A-4x'"],
    ),
    (["paid"], ["3"], "paid: {today}   # not yet", ["   3  A-3  Acme  100.00 EUR"]),
    (["paid", "1"], ["y"], "paid: {today}}   # first", ["Is it A-1  Acme  100.50 EUR  due 2026-04-01? [y/N]: "]),
    (["paid", "A-"], ["2"], "amount: 60}]}", ["   2  A-2  Acme  60.00 EUR"]),
    (["add", "message", "a", "Hello"], ["2"], "text: Hello}", ["   2  apex  Apex Gardens"]),
]


@pytest.mark.parametrize(("command", "answers", "line", "shown"), TYPED, ids=lambda value: " ".join(value[:2]))
def test_in_a_terminal_it_asks_for_what_is_missing(
    command: list[str], answers: list[str], line: str, shown: list[str], site_file: Path
):
    said = typed([*command, "-f", str(site_file)], answers)
    assert [part for part in shown if part not in said] == []
    assert lines_added(site_file)[-1].endswith(line.replace("{today}", str(datetime.now(AUCKLAND).date())))
