"""Telegram: `result.json`, a chat's export or that of all chats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from client_ledger.importers.importer import Importer, Message, Options, Reading
from client_ledger.importers.senders import expect_sender, is_sender, kept_text
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import tr


def _chats(export: Export) -> list[dict[str, Any]]:
    data = export.json
    if not isinstance(data, dict):
        return []
    listed = data.get("chats")
    chats = listed.get("list") if isinstance(listed, dict) else [data]
    return [each for each in chats or [] if isinstance(each, dict) and _is_chat(each)]


def _is_chat(chat: dict[str, Any]) -> bool:
    messages = chat.get("messages")
    if not isinstance(messages, list):
        return False
    some = [each for each in messages[:20] if isinstance(each, dict)]
    return any("date_unixtime" in each or {"type", "date", "from"} <= each.keys() for each in some)


def _messages(export: Export) -> Iterator[dict[str, Any]]:
    for chat in _chats(export):
        yield from (each for each in chat["messages"] if isinstance(each, dict) and each.get("type") == "message")


def _text(value: object) -> str:
    """Return a text; one with bold parts or links comes in parts."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) if isinstance(part, dict) else str(part) for part in value)
    return value if isinstance(value, str) else ""


def _names(message: dict[str, Any]) -> tuple[str, str]:
    return str(message.get("from") or ""), str(message.get("from_id") or "")


def _when(message: dict[str, Any], options: Options) -> datetime:
    """Return a message's moment; older exports have no `date_unixtime`, but a `date` in local time."""
    if "date_unixtime" in message:
        return datetime.fromtimestamp(int(message["date_unixtime"]), UTC).astimezone(options.own)
    at = datetime.fromisoformat(message.get("date", ""))
    return at if at.tzinfo else at.replace(tzinfo=options.zone)


def read(export: Export, options: Options) -> Reading:
    """Return the client's messages, with their text if it is to be kept."""
    reading = Reading(unit="message")
    messages = list(_messages(export))
    expect_sender(map(_names, messages), options.senders)
    for number, message in enumerate(options.track(messages), 1):
        if not is_sender(_names(message), options.senders):
            reading.skip(number, tr("it is not from the client"))
            continue
        try:
            at = _when(message, options)
        except (ValueError, OverflowError, OSError, TypeError):
            reading.skip(number, tr("it has no date"))
            continue
        text = kept_text(_text(message.get("text")), body=options.body)
        reading.items.append(Message(number, at, text, "telegram", _names(message)[0]))
    return reading


TELEGRAM = Importer(
    "telegram",
    "Telegram chat",
    "Telegram Desktop, Export chat history, JSON: `result.json` (`--from NAME`)",
    ("messages",),
    lambda export: bool(_chats(export)),
    read,
)
