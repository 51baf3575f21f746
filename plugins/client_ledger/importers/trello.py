"""Trello: a board's JSON; its actions are requests and comments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from client_ledger.importers.importer import Asked, Importer, Message, Options, Reading
from client_ledger.importers.senders import expect_sender, is_sender, kept_text
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import tr

# The export only has this many actions, the latest ones.
MOST_ACTIONS = 1000
KINDS = frozenset({"createCard", "commentCard"})


def _actions(export: Export) -> list[dict[str, Any]] | None:
    data = export.json
    if not isinstance(data, dict) or "cards" not in data or not isinstance(data.get("actions"), list):
        return None
    return [each for each in data["actions"] if isinstance(each, dict)]


def _names(action: dict[str, Any]) -> tuple[str, str]:
    member = action.get("memberCreator")
    return (
        (str(member.get("username") or ""), str(member.get("fullName") or "")) if isinstance(member, dict) else ("", "")
    )


def read(export: Export, options: Options) -> Reading:
    """Return the cards that the client made as requests, and the client's comments as messages."""
    reading = Reading(unit="action")
    actions = _actions(export) or []
    told = [(number, each) for number, each in enumerate(actions, 1) if each.get("type") in KINDS]
    expect_sender((_names(each) for _, each in told), options.senders)
    for number, action in options.track(told):
        if not is_sender(_names(action), options.senders):
            reading.skip(number, tr("it is not from the client"))
            continue
        try:
            at = datetime.fromisoformat(str(action.get("date"))).astimezone(options.own)
        except ValueError:
            reading.skip(number, tr("it has no date"))
            continue
        data = action.get("data") if isinstance(action.get("data"), dict) else {}
        card = data.get("card") if data else None
        if action["type"] == "commentCard":
            text = kept_text(str((data or {}).get("text") or ""), body=options.body)
            reading.items.append(Message(number, at, text, "trello", _names(action)[0]))
        elif isinstance(card, dict) and str(card.get("name") or "").strip():
            reading.items.append(Asked(number, at.date(), " ".join(str(card["name"]).split())))
        else:
            reading.skip(number, tr("it has no text"))
    if len(actions) >= MOST_ACTIONS:
        reading.notes.append(
            tr(
                "Trello exports only the last {count} actions of a board; earlier ones are missing",
                count=f"{MOST_ACTIONS:,}",
            )
        )
    return reading


TRELLO = Importer(
    "trello",
    "Trello board JSON",
    "Trello, a board's menu, Print, export and share, Export as JSON (`--from USERNAME`)",
    ("requests", "messages"),
    lambda export: _actions(export) is not None,
    read,
)
