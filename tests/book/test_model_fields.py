"""What the models of the format say about their fields."""

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract, LateFee, Platform
from client_ledger.book.model_fields import field_names, parts_of, words_of
from client_ledger.book.records import Payment


def test_a_field_has_words_only_if_it_is_a_choice():
    assert words_of(Client, "status") == ("prospect", "active", "paused", "former")
    assert words_of(Payment, "why") == ("refund", "chargeback", "bounced")
    assert words_of(Client, "name") == words_of(Client, "working_hours") == ()


def test_a_field_that_holds_a_map_has_a_model():
    assert {name: part for name, part in parts_of(Contract).items() if name in ("late_fee", "platform")} == {
        "late_fee": LateFee,
        "platform": Platform,
    }


def test_what_the_reader_gives_is_no_field_of_a_file():
    assert not {"id", "place", "places", "body"} & set(field_names(Client))
    assert field_names(Payment)[:2] == ("date", "amount")
