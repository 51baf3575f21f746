"""Texts to leave out of a dossier, taken literally."""

from __future__ import annotations

import re
from collections.abc import Iterable

from client_ledger.text.message import Formatter, Message

LEFT_OUT = "[…]"


class LeaveOut:
    """Replaces some texts by […]; `found` are those that occurred."""

    def __init__(self, texts: Iterable[str]) -> None:
        wanted = sorted(set(texts) - {""}, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(re.escape, wanted))) if wanted else None
        self.found: set[str] = set()

    def text(self, text: str) -> str:
        """Return a text without them."""
        return self._pattern.sub(self._replace, text) if self._pattern else text

    def _replace(self, found: re.Match[str]) -> str:
        self.found.add(found[0])
        return LEFT_OUT

    def file(self, data: bytes) -> bytes:
        """Return the text of a file without them, every other byte as it was."""
        return self.text(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


class DiscreetFormatter(Formatter):
    """Formats like another formatter, but replaces the texts to leave out in values from records.

    It leaves days, amounts and the program's own words alone.
    """

    def __init__(self, formatter: Formatter, leave_out: LeaveOut) -> None:
        super().__init__()
        self._formatter = formatter
        self._leave_out = leave_out
        self.language = formatter.language

    def value(self, value: object) -> str:
        """Return any value of a message as text."""
        match value:
            case str():
                return self._leave_out.text(value)
            case Message():
                return self.format(value)
            case tuple():
                return self._formatter.listing(tuple(self.value(each) for each in value))
            case _:
                return self._formatter.value(value)

    def form(self, message: Message) -> str:
        """Return the message's text from the other formatter."""
        return self._formatter.form(message)
