"""Trello's boards."""

import json

import pytest

from client_ledger.importers.importer import Asked, Message
from importing import fixture, read


def test_cards_of_the_client_are_requests_and_comments_are_messages():
    reading = read("trello", fixture("trello.json"), senders=("pia",), body=True)
    asked = [(str(each.day), each.text) for each in reading.items if isinstance(each, Asked)]
    said = [(each.at.isoformat(), each.text) for each in reading.items if isinstance(each, Message)]
    assert asked == [("2026-03-03", "Logo")]
    assert said == [("2026-03-03T22:41:07+01:00", "I need it now!")]
    assert reading.notes == []


def test_a_board_with_as_many_actions_as_trello_exports_may_have_had_more():
    board = json.loads(fixture("trello.json"))
    board["actions"] *= 250
    (note,) = read("trello", json.dumps(board), senders=("pia",)).notes
    assert "only the last 1,000 actions of a board" in note


@pytest.mark.parametrize("data", [{}, {"card": {"id": "c1"}}, {"card": {"id": "c1", "name": " "}}, {"card": "Logo"}])
def test_a_card_without_a_name_asks_for_nothing(data: dict[str, object]):
    board = json.loads(fixture("trello.json"))
    board["actions"][1]["data"] = data
    reading = read("trello", json.dumps(board), senders=("pia",))
    assert reading.skipped == [(2, "it has no text"), (3, "it is not from the client")]
