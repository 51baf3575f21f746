"""A payer who was confirmed once is written into the client's file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from client_ledger.importers.importer import Income
from client_ledger.importers.payer_edits import add_payer, payer_of
from client_ledger.project import open_project
from importing import ledger


@pytest.mark.parametrize(
    ("payer", "iban", "kept"),
    [
        ("Treasury pay@acme.example", "DE89", ["DE89"]),
        ("Treasury pay@acme.example, old@acme.example", "", ["pay@acme.example"]),
        (" Treasury   Services ", "", ["Treasury Services"]),
        (" ", "", []),
    ],
    ids=["the account", "else the first address", "else the name", "or nothing"],
)
def test_of_a_payer_what_tells_most_is_kept(payer: str, iban: str, kept: list[str]):
    assert payer_of(Income(2, date(2026, 3, 20), Decimal(70), "EUR", "", payer, iban=iban)) == kept


def test_a_second_payer_is_added_to_the_first(tmp_path: Path):
    project = open_project(ledger(tmp_path))
    for payer in ("DE89", "Treasury Services"):
        project, (change,) = add_payer(project, project.ledger.clients["acme"], [payer])
    assert change.after == b"---\nname: Acme\npayers: [DE89, Treasury Services]\n---\n"
