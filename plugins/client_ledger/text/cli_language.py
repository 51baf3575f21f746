"""The command line's messages in its language, English by default."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from client_ledger.text.message import Formatter, Message, Value


@dataclass
class _Speech:
    formatter: Formatter


_SPEECH = _Speech(Formatter())


@contextlib.contextmanager
def use_language(formatter: Formatter) -> Iterator[None]:
    """Use a formatter for the command line's messages within the block."""
    before, _SPEECH.formatter = _SPEECH.formatter, formatter
    try:
        yield
    finally:
        _SPEECH.formatter = before


def cli_formatter() -> Formatter:
    """Return the formatter of the command line's language."""
    return _SPEECH.formatter


def tr(text: str, /, **values: object) -> str:
    """Return a sentence in the command line's language; `text` is its English form and its gettext id."""
    return cli_formatter().format(Message(text, cast("dict[str, Value]", values)))


def tr_many(one: str, many: str, count: int, /, **values: object) -> str:
    """Return a sentence whose form depends on `count`, which it may name as {count}."""
    return cli_formatter().format(Message(one, cast("dict[str, Value]", {"count": count, **values}), many, count))


def tr_title(title: str) -> str:
    """Return a name that may have a translation, such as that of a file format."""
    return cli_formatter().form(Message(title))
