"""The JSON Schemas (draft 2020-12) of a client's and a contract's front matter, made from the models."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import TypeAdapter

from client_ledger.book.client import Client
from client_ledger.book.contract import PRICE_FIELD, Contract, LateFee
from client_ledger.book.model_fields import field_names
from client_ledger.book.records import Acceptance, Invoice
from client_ledger.frontmatter.reader import FREE_KEYS
from client_ledger.lsp.field_docs import FIELDS, PAGE_FIELDS, SIGN_OPTIONS
from client_ledger.lsp.models import hints, is_list, is_required, may_name_files, record_below
from client_ledger.signs import SIGNS
from client_ledger.signs.limits import RATE_SHARE, sign_options
from client_ledger.signs.sign import Sign

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ON_OR_OFF: dict[str, Any] = {"type": ["boolean", "string"], "examples": ["off"]}
NUMBER: dict[str, Any] = {"type": ["number", "string"], "pattern": r"^\d+(\.\d+)?$", "minimum": 0}
SHARE: dict[str, Any] = {"type": ["number", "string"], "pattern": r"^\d+(\.\d+)? ?%?$", "minimum": 0}
PART: dict[str, Any] = {**SHARE, "maximum": 1}
CSV_FILE: dict[str, Any] = {"type": "string", "pattern": r"\.[cC][sS][vV]$"}
# Fields of which a record has one or the other.
EITHER: dict[type, tuple[str, str]] = {
    Invoice: ("paid", "payments"),
    LateFee: ("percent_per_month", "percent_per_year"),
}


def client_schema() -> dict[str, Any]:
    """Return the schema of `clients/<id>.md`."""
    return _file_schema(Client, "A client")


def contract_schema() -> dict[str, Any]:
    """Return the schema of `contracts/<id>.md`."""
    prices = [
        {
            "if": {"properties": {"billing": {"const": billing}}, "required": ["billing"]},
            "then": {"required": [price]},
        }
        for billing, price in PRICE_FIELD.items()
    ]
    return {**_file_schema(Contract, "A contract"), "allOf": prices}


def _file_schema(model: type, title: str) -> dict[str, Any]:
    schema = _model_schema(model)
    for name, meaning in PAGE_FIELDS.items():
        schema["properties"].setdefault(name, {"description": meaning})
    return {"$schema": DIALECT, "title": title, **schema}


def _model_schema(model: type) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {name: field_schema(model, name) for name in field_names(model)}
        | {name: {"description": PAGE_FIELDS[name]} for name in sorted(FREE_KEYS)},
        "required": [name for name in field_names(model) if is_required(model, name)],
        "additionalProperties": False,
    }
    if pair := EITHER.get(model):
        schema["not"] = {"required": [*pair], "properties": {name: {"not": {"enum": [None, []]}} for name in pair}}
    return schema


def field_schema(model: type, name: str) -> dict[str, Any]:
    """Return the schema of one field's value; a field that need not be given may be null."""
    schema = _value_schema(model, name)
    if not is_required(model, name):
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {"description": FIELDS[model][name], **schema}


def _value_schema(model: type, name: str) -> dict[str, Any]:
    below = record_below(model, name)
    if name == "signs":
        return _signs_schema()
    if name == "sign":
        return {"enum": [sign.name for sign in SIGNS if model is not Acceptance or not sign.knock_out]}
    if below is None:
        schema = TypeAdapter(hints(model)[name]).json_schema()
        choices = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
        schema.pop("default", None)
        return choices[0] if len(choices) == 1 else {**schema, "anyOf": choices} if choices else schema
    if not is_list(model, name):
        return _model_schema(below)
    record = _model_schema(below)
    if not may_name_files(model, name):
        return {"type": "array", "items": record}
    return {"anyOf": [CSV_FILE, {"type": "array", "items": {"anyOf": [record, CSV_FILE]}}]}


def _signs_schema() -> dict[str, Any]:
    signs = {sign.name: {"anyOf": [_sign_schema(sign), ON_OR_OFF, {"type": "null"}]} for sign in SIGNS}
    return {"type": "object", "properties": signs, "additionalProperties": False}


def _sign_schema(sign: Sign) -> dict[str, Any]:
    options = {
        name: {"description": SIGN_OPTIONS[name], **(_limits_schema(measures) if measures else NUMBER)}
        for name, measures in sign_options(sign).items()
    }
    return {"type": "object", "properties": options, "additionalProperties": False}


def _limits_schema(measures: Iterable[str]) -> dict[str, Any]:
    kinds = {RATE_SHARE: SHARE}
    limits = {each: kinds.get(each, PART if each.endswith("_share") else NUMBER) for each in measures}
    return {"type": "object", "properties": limits, "additionalProperties": False}


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {"client": client_schema, "contract": contract_schema}
