"""A contract's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import SkipValidation

from client_ledger.book.fields import (
    Currency,
    Day,
    Days,
    HoursSpent,
    Money,
    MoneyOrShare,
    Percent,
    ShareOfWhole,
    Text,
    Texts,
    Whole,
)
from client_ledger.book.records import CreditNote, Hours, Invoice, Request, record
from client_ledger.frontmatter.problems import Place
from client_ledger.text.message import Message, msg

Stage = Literal["lead", "proposal", "negotiation", "signed", "active", "completed", "lost", "terminated"]
Billing = Literal["fixed", "hourly", "retainer"]

STAGES: tuple[Stage, ...] = (
    "lead",
    "proposal",
    "negotiation",
    "signed",
    "active",
    "completed",
    "lost",
    "terminated",
)
RUNNING: frozenset[Stage] = frozenset({"signed", "active"})
OPEN: frozenset[Stage] = frozenset({"lead", "proposal", "negotiation", "signed", "active"})
PROBABILITY: dict[Stage, Fraction] = {
    "lead": Fraction(1, 10),
    "proposal": Fraction(3, 10),
    "negotiation": Fraction(6, 10),
    "signed": Fraction(1),
    "active": Fraction(1),
}
PRICE_FIELD: dict[Billing, str] = {"fixed": "value", "hourly": "rate", "retainer": "monthly"}
PAYMENT_TERMS = 30
NOTICE = 14


@record()
class LateFee:
    """What a late invoice costs the client: simple interest, a flat sum, or both."""

    percent_per_month: Percent | None = None
    percent_per_year: Percent | None = None
    flat: Money | None = None


@record()
class Platform:
    """The marketplace between client and freelancer, and the share it keeps."""

    name: Text | None = None
    fee: ShareOfWhole = Fraction(0)


@record()
class Contract:
    """`contracts/<id>.md`: what was agreed, and the work, requests and invoices under it."""

    id: SkipValidation[str]
    place: SkipValidation[Place]
    places: SkipValidation[dict[str, Place]] = field(repr=False, compare=False)
    body: SkipValidation[str] = field(default="", repr=False)

    client: Text
    title: Text
    stage: Stage
    since_stage: Day | None = None
    probability: ShareOfWhole | None = None
    next_action: Text | None = None
    next_action_on: Day | None = None
    signed: Day | None = None
    start: Day | None = None
    end: Day | None = None
    currency: Currency | None = None
    billing: Billing
    value: Money | None = None
    rate: Money | None = None
    monthly: Money | None = None
    hours_per_week: HoursSpent | None = None
    hours_per_month: HoursSpent | None = None
    hours_budget: HoursSpent | None = None
    deposit: MoneyOrShare | None = None
    kill_fee: MoneyOrShare | None = None
    payment_terms: Days | None = None
    late_fee: LateFee | None = None
    notice: Days | None = None
    platform: Platform | None = None
    objectives: Texts = ()
    deliverables: Texts = ()
    responsibilities: Texts = ()
    revisions: Whole | None = None
    vat: ShareOfWhole | None = None
    withholding: ShareOfWhole | None = None
    rights: Text | None = None
    suspension: Text | None = None
    invoices: SkipValidation[tuple[Invoice, ...]] = ()
    credit_notes: SkipValidation[tuple[CreditNote, ...]] = ()
    hours: SkipValidation[tuple[Hours, ...]] = ()
    requests: SkipValidation[tuple[Request, ...]] = ()

    def due(self, invoice: Invoice) -> date:
        """Return the day an invoice is due."""
        terms = PAYMENT_TERMS if self.payment_terms is None else self.payment_terms
        return invoice.due or invoice.issued + timedelta(days=terms)

    def is_signed_on(self, day: date) -> bool:
        """Tell whether the contract was signed by a day."""
        return self.signed is not None and self.signed <= day

    def notice_on(self, day: date) -> int:
        """Return the days of notice needed to end the contract, if it was signed by a day."""
        if self.notice is None:
            return NOTICE if self.is_signed_on(day) else 0
        return self.notice

    def assumes_notice_on(self, day: date) -> bool:
        """Tell whether the notice is assumed because a signed contract gives none."""
        return self.notice is None and self.is_signed_on(day)

    @property
    def price(self) -> Decimal:
        """The fixed price, or the price per hour or month, depending on `billing`; in the contract's currency."""
        return {"fixed": self.value, "hourly": self.rate, "retainer": self.monthly}[self.billing] or Decimal(0)

    @property
    def likelihood(self) -> Fraction:
        """The probability that it brings income."""
        return PROBABILITY.get(self.stage, Fraction(0)) if self.probability is None else self.probability

    @property
    def net_share(self) -> Fraction:
        """The share of each payment that is left after the platform's fee."""
        return 1 - self.platform.fee if self.platform else Fraction(1)


RECORDS: dict[str, type] = {"invoices": Invoice, "credit_notes": CreditNote, "hours": Hours, "requests": Request}


def contract_faults(contract: Contract) -> Iterator[tuple[str, Message, Message | None]]:
    """Yield the field, the fault and what to write, for fields that contradict each other."""
    price = PRICE_FIELD[contract.billing]
    if getattr(contract, price) is None and price not in contract.places:
        message = msg("`{field}` is required for {billing} billing", field=price, billing=contract.billing)
        yield "billing", message, msg("add `{field}:` and an amount", field=price)
    if contract.start and contract.end and contract.end < contract.start:
        yield (
            "end",
            msg("the end {end} is before the start {start}", end=contract.end, start=contract.start),
            None,
        )
    fee = contract.late_fee
    if fee and fee.percent_per_month is not None and fee.percent_per_year is not None:
        yield (
            "late_fee",
            msg("a late fee is `percent_per_month` or `percent_per_year`"),
            msg("remove one"),
        )
