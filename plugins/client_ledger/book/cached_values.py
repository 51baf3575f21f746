"""Records as bytes for the next run, and back; the bytes can only make records and their values."""

from __future__ import annotations

import copyreg
import dataclasses
import datetime as dt
import io
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from client_ledger.book import client, contract
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract, LateFee, Platform
from client_ledger.book.records import Payment
from client_ledger.frontmatter.nodes import ListNode, MapNode, Scalar, Spot
from client_ledger.frontmatter.problems import Place

RECORDS = dict.fromkeys([*client.RECORDS.values(), *contract.RECORDS.values()])
MODELS: tuple[type, ...] = (Client, Contract, *RECORDS, Payment, LateFee, Platform, MapNode, ListNode, Scalar)
FIELDS = tuple(tuple(field.name for field in dataclasses.fields(model)) for model in MODELS)
SETTERS = tuple([getattr(model, name).__set__ for name in names] for model, names in zip(MODELS, FIELDS, strict=True))
MARKS = {type(next(yaml.parse("", yaml.CSafeLoader)).start_mark), yaml.Mark}


def to_bytes(value: object) -> bytes:
    """Return records as bytes."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return stream.getvalue()


def from_bytes(data: bytes) -> Any:  # noqa: ANN401 - what was put in
    """Return the records that bytes hold; raise ValueError if they hold none."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise ValueError(str(error)) from error


def model(number: int, values: tuple[object, ...]) -> object:
    """Return a record from values that were validated when it was first read."""
    made: object = object.__new__(MODELS[number])
    for put, value in zip(SETTERS[number], values, strict=True):
        put(made, value)
    return made


def zone(name: str) -> ZoneInfo:
    """Return a time zone."""
    return ZoneInfo(name)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - a class or a function
        try:
            return _KNOWN[module, name]
        except KeyError:
            message = f"{module}.{name} is no part of a record"
            raise pickle.UnpicklingError(message) from None


def _as_model(number: int, values: attrgetter[Any], it: object) -> tuple[object, ...]:
    return model, (number, values(it))


_REDUCERS: dict[type, Callable[[Any], Any]] = copyreg.dispatch_table | {
    **{each: partial(_as_model, number, attrgetter(*FIELDS[number])) for number, each in enumerate(MODELS)},
    **dict.fromkeys(MARKS, lambda mark: (Spot, (mark.line, mark.column))),
    ZoneInfo: lambda it: (zone, (it.key,)),
}
_VALUES = (Place, Spot, Decimal, Fraction, dt.date, dt.time, dt.datetime, dt.timedelta, model, zone)
_KNOWN = {(it.__module__, it.__qualname__): it for it in _VALUES}
