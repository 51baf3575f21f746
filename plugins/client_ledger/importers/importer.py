"""What every importer is, what it may be told, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from client_ledger.importers.dates import Order
from client_ledger.importers.source_file import Export

T = TypeVar("T")


def _untracked(items: Sequence[T]) -> Iterable[T]:
    return items


@dataclass(frozen=True)
class Options:
    """What the freelancer says of the file: `zone` is its clock's, `own` the freelancer's.

    `senders` are the addresses, or domains with an @, whose mails are the client's.
    """

    zone: ZoneInfo
    own: ZoneInfo
    order: Order | None = None
    decimal: str | None = None
    senders: tuple[str, ...] = ()
    body: bool = False
    track: Callable[[Sequence[T]], Iterable[T]] = _untracked


@dataclass(frozen=True, slots=True)
class Work:
    """Time worked: `day` in the freelancer's zone, `id` only where the program keeps it for good."""

    line: int
    day: date
    hours: Fraction
    task: str
    id: str = ""
    groups: tuple[str, ...] = ()


Why = Literal["refund", "chargeback", "bounced"]


@dataclass(frozen=True, slots=True)
class Return:
    """Money that went back: `of` is the id of the payment, `why` what the format calls it."""

    line: int
    day: date
    amount: Decimal
    currency: str
    of: str
    why: Why


@dataclass(frozen=True, slots=True)
class Income:
    """Money that came in; `reference` is any text that may name the invoice, a line each, `payer` the client.

    `fee` is what the source kept of what the payer sent, in the same currency. `returns` are what went back of it.
    """

    line: int
    day: date
    amount: Decimal
    currency: str
    reference: str
    payer: str
    fee: Decimal = Decimal(0)
    id: str = ""
    returns: tuple[Return, ...] = ()
    iban: str = ""

    @property
    def kept(self) -> Decimal:
        """What is left of it after all that went back."""
        return self.amount - sum((each.amount for each in self.returns), Decimal(0))


@dataclass(frozen=True, slots=True)
class Issued:
    """What an invoice and a credit note say alike; `amount` is without taxes where the file tells them apart."""

    line: int
    id: str
    issued: date
    amount: Decimal
    currency: str
    client: str


@dataclass(frozen=True, slots=True)
class Bill(Issued):
    """An invoice; `paid` is the day it was paid in full, `vat` and `withholding` are shares of its amount."""

    due: date | None = None
    paid: date | None = None
    void: bool = False
    vat: str = ""
    withholding: str = ""


@dataclass(frozen=True, slots=True)
class CreditNote(Issued):
    """A credit note: `of` is the number of the invoice it lowers."""

    of: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message from the client, `at` with its own offset."""

    line: int
    at: datetime
    text: str
    channel: str = "mail"
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Work that the client asked for."""

    line: int
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What a marketplace kept of the client's payments, in a line of its own."""

    line: int
    amount: Decimal
    payer: str


Item: TypeAlias = Work | Income | Return | Fee | Bill | CreditNote | Message | Asked

Unit = Literal["line", "action", "entry", "event", "frame", "interval", "invoice", "message", "transaction"]


@dataclass(slots=True)
class Reading:
    """What a file holds, what was skipped and why, and what the freelancer should know.

    A number says where in the file, from 1; `unit` is what it counts.
    """

    items: list[Item] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unit: Unit = "line"

    def skip(self, line: int, why: str) -> None:
        """Leave out what stands on a line, and remember why."""
        self.skipped.append((line, why))


Becomes = Literal["hours", "invoices", "credit notes", "payments", "messages", "requests"]


@dataclass(frozen=True, slots=True)
class Importer:
    """One program's export: all that is said of it, and how to read it.

    `name` is its name on the command line, `title` what a refusal calls it. `file` says in the documentation which
    file it is, `becomes` which records it becomes.
    """

    name: str
    title: str
    file: str
    becomes: tuple[Becomes, ...]
    recognises: Callable[[Export], bool]
    read: Callable[[Export, Options], Reading]
