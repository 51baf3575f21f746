"""The parts of every importer: its definition, its options and its results."""

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
from client_ledger.text.cli_language import tr

T = TypeVar("T")


def _untracked(items: Sequence[T]) -> Iterable[T]:
    return items


@dataclass(frozen=True)
class Options:
    """The freelancer's options for a file: `zone` is the file's time zone, `own` the freelancer's.

    `senders` are the client's mail addresses, or domains with an @.
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
    """Time worked: `day` in the freelancer's zone, `id` only if the program never changes it."""

    line: int
    day: date
    hours: Fraction
    task: str
    id: str = ""
    groups: tuple[str, ...] = ()


Why = Literal["refund", "chargeback", "bounced"]


@dataclass(frozen=True, slots=True)
class Return:
    """Money that was returned: `of` is the id of the payment, `why` the format's word for the reason."""

    line: int
    day: date
    amount: Decimal
    currency: str
    of: str
    why: Why


@dataclass(frozen=True, slots=True)
class Income:
    """Money that came in; `reference` has the lines that may name the invoice, `payer` names the client.

    `fee` is the source's charge on what the payer sent, in the same currency. `returns` are its later returns.
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
        """The amount less all returns."""
        return self.amount - sum((each.amount for each in self.returns), Decimal(0))


@dataclass(frozen=True, slots=True)
class Issued:
    """The fields that invoices and credit notes share; `amount` is without taxes if the file separates them."""

    line: int
    id: str
    issued: date
    amount: Decimal
    currency: str
    client: str


@dataclass(frozen=True, slots=True)
class Bill(Issued):
    """An invoice; `paid` is the day it was paid in full, `vat` and `withholding` are shares of its amount.

    A share is empty if the file does not say it, and 0% if it says that there is none.
    """

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
    """A request by the client."""

    line: int
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Fee:
    """A marketplace's fee on a client's payments, on a line of its own."""

    line: int
    amount: Decimal
    payer: str


Item: TypeAlias = Work | Income | Return | Fee | Bill | CreditNote | Message | Asked

Unit = Literal["line", "action", "entry", "event", "frame", "interval", "invoice", "message", "transaction"]


@dataclass(slots=True)
class Reading:
    """The contents of a file, what was skipped and why, and notes for the freelancer.

    Numbers are places in the file, from 1; `unit` is what they count.
    """

    items: list[Item] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unit: Unit = "line"

    def skip(self, line: int, why: str) -> None:
        """Skip a line, and note why."""
        self.skipped.append((line, why))

    def add(self, item: Item) -> None:
        """Add a record; skip it if it is of no time or no money."""
        if why := _why_nothing(item):
            self.skip(item.line, why)
        else:
            self.items.append(item)


def _why_nothing(item: Item) -> str:
    if isinstance(item, Work) and item.hours <= 0:
        return tr("its time is negative") if item.hours else tr("it took no time")
    if isinstance(item, Income) and item.amount <= 0:
        return tr("no money came in")
    return tr("its amount is negative") if isinstance(item, (Bill, Return, Fee)) and item.amount < 0 else ""


Becomes = Literal["hours", "invoices", "credit notes", "payments", "messages", "requests"]


@dataclass(frozen=True, slots=True)
class Importer:
    """One program's export: its description, and the function that reads it.

    `name` is its name on the command line, `title` its name in messages. `file` says in the documentation which
    file it is, `becomes` which records it becomes.
    """

    name: str
    title: str
    file: str
    becomes: tuple[Becomes, ...]
    recognises: Callable[[Export], bool]
    read: Callable[[Export, Options], Reading]
