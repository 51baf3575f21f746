"""The content of a contract's page: its essentials, its invoices, its hours against the budget."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import NOTICE, PAYMENT_TERMS, RUNNING, Contract
from client_ledger.frontmatter.problems import Place
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.late_fees import LateFeeDue
from client_ledger.pages.hours import HoursOfMonth, by_month
from client_ledger.pages.invoices import InvoiceLine, invoice_lines
from client_ledger.signs.contract_gaps import ESSENTIALS, missing, worked_unsigned
from client_ledger.signs.timeline import unpaid_parts
from client_ledger.text.message import Amount, Message, Share, msg, plural_msg

FIELD = {"duration": "start"}
WRITTEN = ("objectives", "deliverables", "responsibilities")
AGES: tuple[tuple[int, Message], ...] = (
    (0, msg("not yet due")),
    (30, msg("1 to 30 days late")),
    (60, msg("31 to 60 days late")),
    (90, msg("61 to 90 days late")),
    (100_000, msg("more than 90 days late")),
)


@dataclass(frozen=True, slots=True)
class Essential:
    """Something a contract should state: whether it does, where, and why it matters."""

    name: str
    written: bool
    why: Message
    place: Place
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Age:
    """The unpaid invoices of one age group; money in the contract's currency."""

    name: Message
    late: bool
    open: Decimal


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in the list; `open` and the price are in the base currency."""

    contract: Contract
    owner: JudgedClient | None
    price_in_base: Decimal
    open: Fraction
    gaps: int


@dataclass(frozen=True, slots=True)
class Budget:
    """Hours worked against hours agreed, for the whole price or for one month."""

    month: tuple[int, int] | None
    used: Fraction
    agreed: Fraction

    @property
    def scale(self) -> Fraction:
        """The larger of the two, to draw them by."""
        return max(self.used, self.agreed)

    @property
    def share(self) -> Fraction:
        """The hours worked as a share of those agreed."""
        return self.used / self.agreed


class ContractPage:
    """One contract as of the day judged; `owner` is None where its client could not be read."""

    def __init__(self, contract: Contract, owner: JudgedClient | None, day: date) -> None:
        self.contract = contract
        self.owner = owner
        self.day = day

    @cached_property
    def essentials(self) -> tuple[Essential, ...]:
        """The written essentials, the missing ones first."""
        contract = self.contract
        lacking = missing(contract, self.day)
        found = [
            Essential(
                name,
                name not in lacking,
                why,
                contract.places.get(FIELD.get(name, name), contract.place),
                getattr(contract, name) if name in WRITTEN else (),
            )
            for name, why in ESSENTIALS.items()
        ]
        return tuple(sorted(found, key=lambda each: each.written))

    @property
    def gaps(self) -> int:
        """How many essentials are missing."""
        return sum(not each.written for each in self.essentials)

    @property
    def worked_unsigned(self) -> bool:
        """Whether hours were worked before the contract was signed."""
        first = min((record.date for record in self.contract.hours), default=None)
        return worked_unsigned(self.contract, first, self.day)

    @property
    def places(self) -> list[Place]:
        """The places of the requests."""
        return [each.place for each in self.contract.requests if each.date <= self.day]

    @cached_property
    def invoices(self) -> tuple[InvoiceLine, ...]:
        """The contract's invoices, the latest first."""
        lines = invoice_lines(self.owner) if self.owner else ()
        return tuple(line for line in lines if line.invoice.contract is self.contract)

    @property
    def invoiced(self) -> Decimal:
        """The net amount invoiced, less credit notes."""
        return sum((line.invoice.net for line in self.invoices), Decimal(0))

    @property
    def paid(self) -> Fraction:
        """The net amount paid of that."""
        return sum((line.invoice.net_paid for line in self.invoices if line.invoice.counts), Fraction(0))

    @property
    def left(self) -> Decimal | None:
        """The rest of a fixed price to invoice; None if nothing is left, or nothing is due to be invoiced yet."""
        if self.contract.billing != "fixed" or self.contract.stage not in (*RUNNING, "completed"):
            return None
        return max(self.contract.price - self.invoiced, Decimal(0))

    @property
    def ageing(self) -> tuple[Age, ...]:
        """The unpaid invoices by age; empty if there are none."""
        unpaid = [line.invoice for line in self.invoices if line.invoice.open]
        ages = []
        after = -100_000
        for last, name in AGES:
            open_ = (each.open for each in unpaid if after < each.days_late <= last)
            ages.append(Age(name, last > 0, sum(open_, Decimal(0))))
            after = last
        return tuple(ages) if unpaid else ()

    @property
    def fees(self) -> tuple[LateFeeDue, ...]:
        """The late fees due."""
        return tuple(line.fee for line in self.invoices if line.fee)

    @property
    def deposit(self) -> Amount | Share | None:
        """The agreed deposit."""
        return self._amount_or_share(self.contract.deposit)

    @property
    def kill_fee(self) -> Amount | Share | None:
        """The agreed kill fee, due if the work is cancelled."""
        return self._amount_or_share(self.contract.kill_fee)

    def _amount_or_share(self, agreed: Decimal | Fraction | None) -> Amount | Share | None:
        if agreed is None or isinstance(agreed, Fraction):
            return None if agreed is None else Share(agreed)
        return self._amount(agreed)

    @property
    def payment_terms(self) -> Message:
        """The payment terms in days, and whether they are written."""
        terms = self.contract.payment_terms
        if terms is None:
            return plural_msg("{count} day, not written", "{count} days, not written", PAYMENT_TERMS)
        return plural_msg("{count} day", "{count} days", terms)

    @property
    def notice(self) -> Message:
        """The days of notice, and whether they are written."""
        if self.contract.notice is not None:
            return plural_msg("{count} day", "{count} days", self.contract.notice)
        if self.contract.assumes_notice_on(self.day):
            return plural_msg("{count} day, assumed: not written", "{count} days, assumed: not written", NOTICE)
        return msg("none: nothing is written or signed")

    @property
    def late_fee(self) -> tuple[Message, ...]:
        """The agreed late fee."""
        fee = self.contract.late_fee
        if fee is None:
            return ()
        said = []
        if fee.percent_per_month is not None:
            said.append(msg("{rate} a month", rate=Share(fee.percent_per_month)))
        if fee.percent_per_year is not None:
            said.append(msg("{rate} a year", rate=Share(fee.percent_per_year)))
        if fee.flat is not None:
            said.append(msg("{flat} once", flat=self._amount(fee.flat)))
        return tuple(said)

    def _amount(self, value: Decimal) -> Amount:
        contract, owner = self.contract, self.owner
        if owner is None:
            return Amount(value, contract.currency or "")
        return Amount(value, currency_of(contract, owner.timeline.client, owner.timeline.settings))

    @cached_property
    def hours(self) -> tuple[HoursOfMonth, ...]:
        """The hours up to the day, by month, the latest first."""
        return by_month(each for each in unpaid_parts(self.contract) if each.record.date <= self.day)

    @property
    def budgets(self) -> tuple[Budget, ...]:
        """The hours against those agreed: one budget for a fixed price, one a month for a retainer."""
        contract = self.contract
        if contract.billing == "fixed" and contract.hours_budget:
            used = sum((each.hours for each in self.hours), Fraction(0))
            return (Budget(None, used, contract.hours_budget),)
        if contract.billing == "retainer" and contract.hours_per_month:
            return tuple(Budget(each.month, each.hours, contract.hours_per_month) for each in self.hours)
        return ()


def contract_rows(judgement: Judgement) -> tuple[ContractRow, ...]:
    """Return every contract for the list: running ones first, then open deals."""
    order = ("active", "signed", "negotiation", "proposal", "lead", "completed", "terminated", "lost")
    open_in_base: defaultdict[int, Fraction] = defaultdict(Fraction)
    for judged in judgement.clients.values():
        for line in invoice_lines(judged):
            open_in_base[id(line.invoice.contract)] += line.invoice.open_in_base
    rows = []
    for contract in judgement.project.ledger.contracts.values():
        owner = judgement.clients.get(contract.client)
        rate = owner.timeline.rate_of(contract, judgement.day) if owner else Decimal(0)
        gaps = len(missing(contract, judgement.day)) if contract.stage in RUNNING else 0
        rows.append(ContractRow(contract, owner, contract.price * rate, open_in_base[id(contract)], gaps))
    return tuple(sorted(rows, key=lambda row: (order.index(row.contract.stage), row.contract.id)))
