"""A client's file."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from pydantic import PlainValidator, SkipValidation, WithJsonSchema

from client_ledger.book.fields import Currency, Day, ShareOfWhole, Text, Texts, Week, Zone
from client_ledger.book.records import (
    Acceptance,
    Boundary,
    ClientMessage,
    Decision,
    Incident,
    Request,
    record,
)
from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.problems import Place

Status = Literal["prospect", "active", "paused", "former"]

SignOptions = Annotated[MapNode | None, PlainValidator(lambda node: node), WithJsonSchema({"type": "object"})]


@record()
class Client:
    """`clients/<id>.md`: who the client is, and what they did."""

    id: SkipValidation[str]
    place: SkipValidation[Place]
    places: SkipValidation[dict[str, Place]] = field(repr=False, compare=False)
    body: SkipValidation[str] = field(default="", repr=False)

    name: Text
    status: Status = "active"
    since: Day | None = None
    contact: Texts = ()
    payers: Texts = ()
    source: Text | None = None
    country: Text | None = None
    currency: Currency | None = None
    timezone: Zone | None = None
    working_hours: Week | None = None
    reviewed: Day | None = None
    vat: ShareOfWhole | None = None
    withholding: ShareOfWhole | None = None
    messages: SkipValidation[tuple[ClientMessage, ...]] = ()
    requests: SkipValidation[tuple[Request, ...]] = ()
    incidents: SkipValidation[tuple[Incident, ...]] = ()
    boundaries: SkipValidation[tuple[Boundary, ...]] = ()
    accepted: SkipValidation[tuple[Acceptance, ...]] = ()
    decisions: SkipValidation[tuple[Decision, ...]] = ()
    signs: SignOptions = field(default=None, repr=False, compare=False)


RECORDS: dict[str, type] = {
    "messages": ClientMessage,
    "requests": Request,
    "incidents": Incident,
    "boundaries": Boundary,
    "accepted": Acceptance,
    "decisions": Decision,
}
