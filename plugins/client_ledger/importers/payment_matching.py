"""Find the invoice that a payment is for: by its number, else by an amount that fits only one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from client_ledger.book.billed_invoice import BilledInvoice
from client_ledger.book.client import Client
from client_ledger.edits.pay import Payment
from client_ledger.importers import skip_reasons as reasons
from client_ledger.importers.importer import Income
from client_ledger.importers.invoice_numbers import InvoiceNumbers, is_end_of
from client_ledger.importers.payers import is_client
from client_ledger.importers.recorded import RecordedPayments, amounts_of, is_another_part, may_be
from client_ledger.importers.returns import GivenBack, not_marked, parts_of
from client_ledger.text.cli_language import tr

# A payment booked later than this after an equal one, naming the same invoice, is another part of it.
BOOKED_AFTER_DAYS = 3


@dataclass(slots=True)
class Settled:
    """The new payments by invoice with their lines, the number already in the ledger, and the reasons for skipped ones.

    `returned` are returns of payments that the ledger has. `notes` say which of the new ones may be there
    already. `unsure` have a payer not known to be the client, each with the only invoice it fits.
    """

    payments: dict[str, list[Payment]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    known: int = 0
    returned: list[GivenBack] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsure: list[tuple[Income, str]] = field(default_factory=list)


class Settlement:
    """Matches payments to invoices of a client; `others` are those of contracts that it may not write to."""

    def __init__(
        self,
        client: Client,
        invoices: Iterable[BilledInvoice],
        *,
        others: Iterable[BilledInvoice] = (),
        payer_named: bool,
    ) -> None:
        self._result = Settled()
        self._client = client
        self._payer_named = payer_named
        own = [each for each in invoices if not each.record.void]
        elsewhere = [each for each in others if not each.record.void]
        self._invoices = {each.record.id: each.record for each in own}
        self._elsewhere = {each.record.id: each.contract for each in elsewhere}
        self._currencies = {each.record.id: each.currency for each in (*own, *elsewhere)}
        self._recorded = RecordedPayments((*own, *elsewhere))
        self._open = {each.record.id: max(each.balance_on(date.max).left, Decimal(0)) for each in own}
        self._numbers = InvoiceNumbers(self._currencies)

    def settle(self, incomes: Iterable[Income]) -> Settled:
        """Return which payments are new, which are known, and which are skipped and why.

        Known payments are matched first, then those that name their invoice, so that no other takes their place.
        """
        pairs = sorted(((each, self._numbers.named(each.reference)) for each in incomes), key=lambda pair: not pair[1])
        for income, named in [pair for pair in pairs if not self._is_known(*pair)]:
            elsewhere = next((identity for identity in named if identity in self._elsewhere), None)
            if elsewhere:
                contract = self._elsewhere[elsewhere]
                self._skip(income, reasons.other_contract(elsewhere, contract, self._client))
            elif named and (other := self._booked_elsewhere(income, named)):
                self._skip(income, other)
            elif len(named) > 1:
                self._settle_together(income, named)
            elif named:
                self._settle(income, named[0])
            else:
                self._by_amount(income)
        self._result.skipped.sort(key=lambda skipped: skipped[0])
        return self._result

    def _is_known(self, income: Income, named: Collection[str]) -> bool:
        """Tell whether the ledger has a payment, and count that record as used."""
        found = self._recorded.taken_by(income, named)
        if not found:
            return False
        self._result.known += 1
        for each in not_marked(income, found):
            self._result.returned.append(each)
            if each.back.why != "refund" and each.invoice in self._open:
                self._open[each.invoice] += each.amount
        return True

    def _settle(self, income: Income, identity: str) -> None:
        currency, left = self._currencies[identity], self._open[identity]
        if income.currency not in ("", currency):
            self._skip(income, reasons.other_currency(income, identity, currency))
            return
        near = self._recorded.near(income, [identity])
        if near and (income.amount > left or (income.day - near.day).days <= BOOKED_AFTER_DAYS):
            self._skip(income, may_be(near, reasons.command(identity, income, with_amount=True)))
        elif income.amount <= left:
            self._pay(income, identity)
            if near:
                self._result.notes.append(is_another_part(income, near))
        else:
            self._skip(income, reasons.more_than_open(income, identity, left, currency))

    def _settle_together(self, income: Income, named: Sequence[str]) -> None:
        """Settle several invoices that one payment names, if it is exactly the sum of what is open."""
        if income.currency and {self._currencies[each] for each in named} != {income.currency}:
            self._skip(income, reasons.other_currencies(income, named))
        elif sum(self._open[each] for each in named) in amounts_of(income) and income.kept == income.amount:
            for identity in named:
                if self._open[identity]:
                    self._pay(income, identity)
        else:
            self._skip(income, reasons.not_their_total(income, named))

    def _pay(self, income: Income, identity: str) -> None:
        """Book a payment; if the payment plus the source's fee is exactly what is open, it settles the invoice."""
        left = self._open[identity]
        whole = left if income.fee and income.amount + income.fee == left else min(income.amount, left)
        if whole > income.amount:
            self._result.notes.append(reasons.settled_with_fee(income, identity))
        booked = parts_of(income, whole)
        # A refund is no longer owed; a chargeback or bounced payment is.
        self._open[identity] -= sum((each.amount for each in booked if each.why in (None, "refund")), Decimal(0))
        self._result.payments.setdefault(identity, []).extend(booked)
        self._result.lines.setdefault(identity, []).append(income.line)

    def _booked_elsewhere(self, income: Income, named: Collection[str]) -> str:
        """Return why a payment is skipped: it is recorded with the same day and amount on another invoice."""
        others = self._recorded.of_the_day(income)
        if not others or any(self._recorded.near(income, [each]) for each in named):
            return ""
        return reasons.recorded_on_another(income, named, others[0].invoice)

    def _by_amount(self, income: Income) -> None:
        fitting = [
            invoice.id
            for invoice in self._invoices.values()
            if self._open[invoice.id] in (income.amount, income.amount + income.fee)
            and invoice.issued <= income.day
            and income.currency in ("", self._currencies[invoice.id])
        ]
        fitting = [each for each in fitting if self._open[each] == income.amount] or fitting
        unknown = list(self._numbers.announced(income.reference))
        if unknown:
            fitting = [each for each in fitting if any(is_end_of(number, each) for number in unknown)]
        is_theirs = self._payer_named or is_client(income.payer, self._client, income.iban)
        identities = ", ".join(fitting)
        command = reasons.command(identities if len(fitting) == 1 else tr("INVOICE"), income)
        if is_theirs and (near := self._recorded.near(income)):
            other = tr(", or for {identities}", identities=identities) if fitting else ""
            self._skip(income, may_be(near, command, other))
        elif not fitting:
            self._skip(income, reasons.no_invoice(income, unknown))
        elif len(fitting) > 1:
            self._skip(income, tr("it may be for {identities}: {command}", identities=identities, command=command))
        elif not is_theirs:
            self._result.unsure.append((income, identities))
            self._skip(income, reasons.unsure_payer(identities, command))
        else:
            self._pay(income, fitting[0])

    def _skip(self, income: Income, why: str) -> None:
        self._result.skipped.append((income.line, why))
        self._result.skipped += reasons.went_back(income)
