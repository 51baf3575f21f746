"""Slack: a workspace's export, as a zip or an unpacked folder."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from client_ledger.importers.archive import member_of_zip, members_of_zip
from client_ledger.importers.importer import Importer, Message, Options, Reading
from client_ledger.importers.senders import expect_sender, is_sender, kept_text
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import tr

DAYS = re.compile(r"(?:.*/)?[^/]+/\d{4}-\d\d-\d\d\.json")
USERS = re.compile(r"(?:.*/)?users\.json")


def _list(data: bytes | None) -> list[dict[str, Any]]:
    try:
        found = json.loads(data or b"[]")
    except (ValueError, RecursionError):
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _users(export: Export) -> dict[str, tuple[str, ...]]:
    """Return each user's names by the id used in messages."""
    found = {}
    for user in _list(member_of_zip(export.data, USERS)):
        profile = user.get("profile") if isinstance(user.get("profile"), dict) else {}
        of_profile = [profile.get(name) for name in ("real_name", "display_name", "email")] if profile else []
        names = [user.get("real_name"), *of_profile, user.get("name"), user.get("id")]
        found[str(user.get("id"))] = tuple(str(name) for name in names if name)
    return found


def _is_slacks_own(message: dict[str, Any]) -> bool:
    """Tell whether Slack wrote a message: of who joined or left, or what a channel is called now."""
    return str(message.get("subtype", "")).startswith(("channel_", "group_"))


def read(export: Export, options: Options) -> Reading:
    """Return the client's messages of all channels, with their text if it is to be kept."""
    reading = Reading(unit="message")
    users = _users(export)
    messages = [
        message
        for _, data in members_of_zip(export.data, DAYS)
        for message in _list(data)
        if message.get("type") == "message" and message.get("user") and not _is_slacks_own(message)
    ]
    expect_sender((users.get(str(each["user"]), (str(each["user"]),)) for each in messages), options.senders)
    for number, message in enumerate(options.track(messages), 1):
        names = users.get(str(message["user"]), (str(message["user"]),))
        if not is_sender(names, options.senders):
            reading.skip(number, tr("it is not from the client"))
            continue
        try:
            at = datetime.fromtimestamp(int(str(message.get("ts", "")).partition(".")[0]), UTC).astimezone(options.own)
        except (ValueError, OverflowError, OSError):
            reading.skip(number, tr("it has no date"))
            continue
        text = kept_text(unescape(str(message.get("text") or "")), body=options.body)
        reading.items.append(Message(number, at, text, "slack", names[0]))
    return reading


def _recognises(export: Export) -> bool:
    return member_of_zip(export.data, USERS) is not None and member_of_zip(export.data, DAYS) is not None


SLACK = Importer(
    "slack",
    "Slack export",
    "Slack, Export data: the zip, or the folder it unpacks to (`--from NAME`)",
    ("messages",),
    _recognises,
    read,
)
