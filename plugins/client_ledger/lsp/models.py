"""What the models know about a field: its parser, its allowed words, and the records in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import PlainValidator

from client_ledger.book import client, contract, parsing
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.kinds import EarlyKind, MeetingKind, ToxicKind
from client_ledger.book.model_fields import field_names, words_of
from client_ledger.book.settings import Settings, parse_days_off, parse_exchange_rates, parse_holidays
from client_ledger.book.working_hours import parse_working_hours
from client_ledger.lsp.field_docs import FIELDS
from client_ledger.text.cli_language import tr, tr_title

RECORDS: dict[type, dict[str, type]] = {Client: client.RECORDS, Contract: contract.RECORDS, Settings: {}}
SIGN_OF_KINDS: dict[str, str] = (
    dict.fromkeys(get_args(ToxicKind), "toxic-behaviour")
    | dict.fromkeys(get_args(MeetingKind), "disrespected-time")
    | dict.fromkeys(get_args(EarlyKind), "early-red-flags")
)
READ_AS: dict[Callable[..., object] | None, str] = {
    parsing.parse_text: "text",
    parsing.parse_day: "date",
    parsing.parse_month: "month (`YYYY-MM`)",
    parsing.parse_moment: "time (`YYYY-MM-DD HH:MM`)",
    parsing.parse_money: "money",
    parsing.parse_rate: "number",
    parsing.parse_share: "share",
    parsing.parse_share_of_whole: "share",
    parsing.parse_percent: "percent",
    parsing.parse_money_or_share: "money or share",
    parsing.parse_hours: "hours",
    parsing.parse_whole: "whole number",
    parsing.parse_days: "days",
    parsing.parse_yes_no: "yes or no",
    parsing.parse_texts: "text or list",
    parsing.parse_evidence: "path or list",
    parsing.parse_currency: "ISO 4217 code",
    parsing.parse_zone: "IANA time zone",
    parse_working_hours: "days and times",
    parse_days_off: "list of dates and spans",
    parse_exchange_rates: "map of currencies",
    parse_holidays: "country or region",
}


@cache
def hints(model: type) -> dict[str, Any]:
    """Return the type annotations of a model's fields by name."""
    return get_type_hints(model, include_extras=True)


def _parts(hint: object) -> Iterator[object]:
    yield hint
    for part in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        yield from _parts(part)


@cache
def record_below(model: type, name: str) -> type | None:
    """Return the model of a field's records or map, if it has any."""
    return next((part for part in _parts(hints(model)[name]) if isinstance(part, type) and part in FIELDS), None)


@cache
def parser_of(model: type, name: str) -> Callable[..., object] | None:
    """Return the function that parses a field's text, if there is one."""
    validators = (part for part in _parts(hints(model)[name]) if isinstance(part, PlainValidator))
    found = next(validators, None)
    return found.func if found else None


@cache
def is_required(model: type, name: str) -> bool:
    """Tell whether a field is required."""
    field = next(each for each in dataclasses.fields(model) if each.name == name)
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def is_list(model: type, name: str) -> bool:
    """Tell whether a field holds a list of records."""
    return record_below(model, name) is not None and "tuple" in str(hints(model)[name])


def may_name_files(model: type, name: str) -> bool:
    """Tell whether a field's records may be in CSV files that it names."""
    return name in RECORDS.get(model, {})


def type_name(model: type, name: str) -> str:
    """Return a short description of a field's type, as Markdown."""
    parser = parser_of(model, name)
    if words := words_of(model, name):
        return " ".join(f"`{word}`" for word in words)
    if record_below(model, name):
        return "records" if is_list(model, name) else "map"
    return READ_AS.get(parser, "map of signs")


def type_in_words(model: type, name: str) -> str:
    """Return what a field holds, and whether a record must have it, in the language that is spoken."""
    found = type_name(model, name) if words_of(model, name) else tr_title(type_name(model, name))
    return tr("{type}, required", type=found) if is_required(model, name) else found


def model_at(root: type, path: tuple[str, ...]) -> type | None:
    """Return the model of the map at a path of keys below a file's model, if it has one."""
    model: type | None = root
    for key in path:
        if model is None or key not in field_names(model):
            return None
        model = record_below(model, key)
    return model
