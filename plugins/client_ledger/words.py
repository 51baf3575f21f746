"""Every word of the format that people may read, for translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints

from client_ledger.book.client import Status
from client_ledger.book.contract import STAGES, Billing
from client_ledger.book.kinds import (
    Answer,
    Choice,
    EarlyKind,
    Gravity,
    HarmfulKind,
    MeetingKind,
    Reply,
    Return,
    ToxicKind,
)
from client_ledger.book.settings import Settings
from client_ledger.book.working_hours import DAYS_OF_WEEK
from client_ledger.history.values import MODELS
from client_ledger.judging.verdict import VERDICTS
from client_ledger.signs import BY_NAME, SIGNS
from client_ledger.signs.levels import Level
from client_ledger.text.message import Formatter, Label

CHOICES = (Status, Billing, ToxicKind, MeetingKind, EarlyKind, HarmfulKind, Gravity, Answer, Reply, Choice)


def words() -> tuple[str, ...]:
    """Return the English words, once each: they are their own gettext messages."""
    return tuple(dict.fromkeys(Formatter().term(Label(name)) for name in _names()))


def _names() -> Iterator[str]:
    yield from BY_NAME
    yield from VERDICTS
    yield from (level.name for level in Level)
    yield from STAGES
    for choice in CHOICES:
        yield from get_args(choice)
    yield from DAYS_OF_WEEK
    yield from ("yes", "no")
    yield from ("error", "notice", "number", "client", "contract")
    yield from get_args(Return)
    for model in (*MODELS, Settings):
        yield from (name for name in get_type_hints(model) if name not in {"place", "places", "body"})
    for sign in SIGNS:
        yield from sign.words
        for groups in sign.limits.rules.values():
            yield from (condition.measure for group in groups for condition in group)
