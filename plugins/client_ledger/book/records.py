"""The dated records: what happened, each with the place where it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from pydantic import ConfigDict, SkipValidation
from pydantic.dataclasses import dataclass

from client_ledger.book.fields import (
    Day,
    Evidence,
    HoursSpent,
    Moment,
    Money,
    Month,
    Rate,
    ShareOfWhole,
    Text,
    YesNo,
)
from client_ledger.book.kinds import Answer, Choice, Gravity, HarmfulKind, IncidentKind, Reply, Return
from client_ledger.frontmatter.problems import Place
from client_ledger.text.message import Message, msg

record = partial(dataclass, frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))


@record()
class Payment:
    """Money that came in for an invoice, in the contract's currency, and when and why it was returned, if it was."""

    date: Day
    amount: Money
    returned: Day | None = None
    why: Return | None = None


@record()
class Invoice:
    """An invoice as written; its amount is net. `book.invoice_status` computes its status on a day."""

    place: SkipValidation[Place]
    id: Text
    issued: Day
    amount: Money
    due: Day | None = None
    paid: Day | None = None
    payments: tuple[Payment, ...] = ()
    period: Month | None = None
    void: YesNo = False
    disputed: Text | None = None
    written_off: Day | None = None
    reminders: tuple[Day, ...] = ()
    vat: ShareOfWhole | None = None
    withholding: ShareOfWhole | None = None
    exchange_rate: Rate | None = None

    @property
    def day(self) -> dt.date:
        """The day it was issued."""
        return self.issued


@record()
class CreditNote:
    """A credit note lowers an invoice from its day on; its amount is net."""

    place: SkipValidation[Place]
    id: Text
    issued: Day
    invoice: Text
    amount: Money
    text: Text | None = None

    @property
    def day(self) -> dt.date:
        """The day it was issued."""
        return self.issued


@record()
class Hours:
    """Time worked on a contract."""

    place: SkipValidation[Place]
    date: Day
    hours: HoursSpent
    task: Text | None = None
    in_scope: YesNo = True
    paid: YesNo | None = None
    id: Text | None = None

    @property
    def day(self) -> dt.date:
        """The day it was worked."""
        return self.date


@record()
class Request:
    """Something the client asked for."""

    place: SkipValidation[Place]
    date: Day
    text: Text
    in_scope: YesNo = True
    hours: HoursSpent | None = None
    reasonable: YesNo = True
    answer: Answer = "pending"
    insisted: YesNo = False
    harmful: HarmfulKind | None = None
    evidence: Evidence = ()

    @property
    def day(self) -> dt.date:
        """The day it was asked."""
        return self.date


@record()
class ClientMessage:
    """A message from the client, in the freelancer's time zone."""

    place: SkipValidation[Place]
    at: Moment
    text: Text | None = None
    urgent: YesNo = False
    reply: Reply = "whenever"
    channel: Text | None = None

    @property
    def day(self) -> dt.date:
        """The freelancer's calendar day it came on."""
        return self.at.date()

    @property
    def moment(self) -> dt.datetime:
        """When it came, in the freelancer's time zone."""
        return self.at


@record()
class Incident:
    """Something a client did that should be remembered."""

    place: SkipValidation[Place]
    date: Day
    kind: IncidentKind
    text: Text | None = None
    severity: Gravity = "serious"
    resolved: Day | None = None
    evidence: Evidence = ()

    @property
    def day(self) -> dt.date:
        """The day it happened."""
        return self.date


@record()
class Boundary:
    """A limit that was stated to the client."""

    place: SkipValidation[Place]
    date: Day
    sign: Text
    text: Text

    @property
    def day(self) -> dt.date:
        """The day it was stated."""
        return self.date


@record()
class Acceptance:
    """A sign that the freelancer accepts until a day."""

    place: SkipValidation[Place]
    sign: Text
    until: Day
    why: Text


@record()
class Decision:
    """To keep the client or to leave."""

    place: SkipValidation[Place]
    date: Day
    decision: Choice
    why: Text | None = None
    last_day: Day | None = None

    @property
    def day(self) -> dt.date:
        """The day it was taken."""
        return self.date


def invoice_faults(invoice: Invoice) -> Iterator[tuple[Message, Message]]:
    """Yield what an invoice states twice or only in part, and what to write."""
    if invoice.paid and invoice.payments:
        message = msg("invoice {invoice} has both `paid` and `payments`", invoice=invoice.id)
        yield message, msg("remove one of the two")
    for payment in invoice.payments:
        if (payment.returned is None) != (payment.why is None):
            message = msg("a payment of invoice {invoice} has only one of `returned` and `why`", invoice=invoice.id)
            yield message, msg("write both: {{returned: 2026-05-08, why: chargeback}}")
        elif payment.returned and payment.returned < payment.date:
            message = msg(
                "invoice {invoice}: a payment of {date} cannot have been returned before that day, on {returned}",
                invoice=invoice.id,
                date=payment.date,
                returned=payment.returned,
            )
            yield message, msg("is the day right?")
