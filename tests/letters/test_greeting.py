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
        ("www.acme.example", "Acme"),
        ("acme.co.uk/contact", "Acme"),
        ("Anna Schmidt www.acme.example", "Anna Schmidt"),
        ("Anna Schmidt, web: acme.example", "Anna Schmidt"),
        ("Anna Schmidt acme.example", "Anna Schmidt"),
        ("J.Smith", "J.Smith"),
        ("Dr.Müller", "Dr.Müller"),
        ("WhatsApp +33 6 12 34 56 78", "Acme"),
        ("Claire Martin – WhatsApp/Signal: +33 6 12 34 56 78", "Claire Martin"),
        ("Telefon 030 1234567", "Acme"),
        ("Ph: 01234 567890", "Acme"),
        ("Handy 0171 1234567, Anna Schmidt", "Anna Schmidt"),
        ("Cell phone: 555-123-4567", "Acme"),
        ("Slack: @anna", "Acme"),
        ("Anna Schmidt, Fax 030 1234567", "Anna Schmidt"),
        ("Mail Anna <anna@acme.example>", "Anna"),
        ("Slack: Anna", "Anna"),
        ("Web Team <web@acme.example>", "Web Team"),
        ("Signal Works <hello@acme.example>", "Signal Works"),
        ("Philip Webb", "Philip Webb"),
        ("Smith, John <john@acme.example>", "Smith"),
        ("anna@acme.example (Anna)", "Anna"),
        ("anna@acme.example (Anna Schmidt, accounts)", "Anna Schmidt"),
        ("+33 6 12 34 56 78 (mobile)", "Acme"),
        ("+33 6 12 34 56 78 (Mobile)", "Acme"),
        ("anna@acme.example (after 6 pm)", "Acme"),
    ],
)
def test_a_contact_is_greeted_without_addresses_numbers_and_what_follows_a_comma(tmp_path, contact, greeted):
    files = ledger(client(f'contact: "{contact}"'), contract())
    assert addressee(judged(tmp_path, files, "2026-03-01").clients["acme"]) == greeted


def test_without_a_contact_the_client_is_greeted(tmp_path):
    assert addressee(judged(tmp_path, ledger(client(), contract()), "2026-03-01").clients["acme"]) == "Acme"


def test_of_several_contacts_the_first_with_a_name_is_greeted(tmp_path):
    known = client('contact: [office@acme.example, "Jo Field, accounts", Sam]')
    assert addressee(judged(tmp_path, ledger(known), "2026-06-01").clients["acme"]) == "Jo Field"
