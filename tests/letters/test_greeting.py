"""Whom a letter greets: the contact by name alone, or else the client."""

import pytest

from acting import client, contract, judged, ledger
from client_ledger.letters.greeting import addressee


@pytest.mark.parametrize(
    ("contact", "greeted"),
    [
        ("Claire Martin", "Claire Martin"),
        ("Claire Martin <claire@acme.example>, +33 6 12", "Claire Martin"),
        ("Claire Martin <claire@acme.example>", "Claire Martin"),
        ("Claire Martin – claire@acme.example", "Claire Martin"),
        ("Claire Martin, head of accounts", "Claire Martin"),
        ("Claire Martin (head of accounts, +33 6 12 34 56)", "Claire Martin"),
        ("Claire Martin +33 (0)6 12 34 56 78", "Claire Martin"),
        ("Claire Martin tel.: 06.12.34.56.78", "Claire Martin"),
        ("E-mail: claire@acme.example, Claire Martin", "Claire Martin"),
        ("Claire Martin https://acme.example/claire", "Claire Martin"),
        ("Anne O’Neil-Smith & Studio 54", "Anne O’Neil-Smith & Studio 54"),
        ("claire@acme.example", "Acme"),
        ("<claire@acme.example>, (+33) 6 12 34 56", "Acme"),
        ("Tél. 06 12 34 56 78", "Acme"),
    ],
)
def test_a_contact_is_greeted_without_addresses_numbers_and_what_follows_a_comma(tmp_path, contact, greeted):
    files = ledger(client(f'contact: "{contact}"'), contract())
    assert addressee(judged(tmp_path, files, "2026-03-01").clients["acme"]) == greeted


def test_without_a_contact_the_client_is_greeted(tmp_path):
    assert addressee(judged(tmp_path, ledger(client(), contract()), "2026-03-01").clients["acme"]) == "Acme"
