"""Find the invoice that a payment is for: by its number, else by an amount that fits only one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from client_ledger.book.billed_invoice import BilledInvoice, bills
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.settings import Settings
from client_ledger.edits.pay import Payment
from client_ledger.importers.importer import Income
from client_ledger.importers.invoice_numbers import InvoiceNumbers, announced, is_end_of
from client_ledger.importers.money import shown
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
    """Matches payments to the invoices of some of a client's contracts; it knows the invoices of the others."""

    def __init__(
        self,
        client: Client,
        contracts: Sequence[Contract],
        settings: Settings,
        *,
        others: Sequence[Contract] = (),
        payer_named: bool,
    ) -> None:
        self._result = Settled()
        self._client = client
        self._payer_named = payer_named
        own, elsewhere = _not_void(contracts, client, settings), _not_void(others, client, settings)
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
                self._skip(income, self._stands_elsewhere(elsewhere))
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
            self._skip(
                income,
                tr(
                    "it is in {currency}, invoice {identity} in {invoice_currency}",
                    currency=income.currency,
                    identity=identity,
                    invoice_currency=currency,
                ),
            )
            return
        near = self._recorded.near(income, [identity])
        if near and (income.amount > left or (income.day - near.day).days <= BOOKED_AFTER_DAYS):
            self._skip(
                income,
                may_be(
                    near,
                    tr(
                        "run `client-ledger paid {identity} {day} --amount {amount}`",
                        identity=identity,
                        day=income.day,
                        amount=f"{income.amount:f}",
                    ),
                ),
            )
        elif income.amount + income.fee == left or income.amount <= left:
            self._pay(income, identity)
            if near:
                self._result.notes.append(is_another_part(income, near))
        else:
            came, is_open = shown(income.amount, currency), shown(left, currency)
            reason = tr(
                "{amount} is more than the {left} still open on invoice {identity}",
                amount=came,
                left=is_open,
                identity=identity,
            )
            self._skip(income, reason)

    def _settle_together(self, income: Income, named: Sequence[str]) -> None:
        """Settle several invoices that one payment names, if it is exactly the sum of what is open."""
        identities = ", ".join(sorted(named))
        if income.currency and {self._currencies[each] for each in named} != {income.currency}:
            self._skip(
                income,
                tr(
                    "it is in {currency}, but the invoices {identities} are not",
                    currency=income.currency,
                    identities=identities,
                ),
            )
        elif sum(self._open[each] for each in named) in amounts_of(income) and income.kept == income.amount:
            for identity in named:
                if self._open[identity]:
                    self._pay(income, identity)
        else:
            self._skip(
                income,
                tr(
                    "it names several invoices ({identities}), but does not match the total still open on them: run "
                    "`client-ledger paid INVOICE {day} --amount AMOUNT` for each",
                    identities=identities,
                    day=income.day,
                ),
            )

    def _pay(self, income: Income, identity: str) -> None:
        """Book a payment; if the payment plus the source's fee is exactly what is open, it settles the invoice."""
        left = self._open[identity]
        whole = left if income.fee and income.amount + income.fee == left else min(income.amount, left)
        if whole > income.amount:
            self._result.notes.append(
                tr(
                    "the payment on line {line} is {amount}, and a fee of {fee} was kept: together they "
                    "pay all of invoice {identity}",
                    line=str(income.line),
                    amount=shown(income.amount, income.currency),
                    fee=shown(income.fee, income.currency),
                    identity=identity,
                )
            )
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
        identities = ", ".join(sorted(named))
        return tr(
            "it names invoice {identities}, but the same amount on that day is recorded on "
            "{invoice}: move it there, or run `client-ledger paid {identities} {day}`",
            identities=identities,
            invoice=others[0].invoice,
            day=income.day,
        )

    def _by_amount(self, income: Income) -> None:
        fitting = [
            invoice.id
            for invoice in self._invoices.values()
            if self._open[invoice.id] in (income.amount, income.amount + income.fee)
            and invoice.issued <= income.day
            and income.currency in ("", self._currencies[invoice.id])
        ]
        fitting = [each for each in fitting if self._open[each] == income.amount] or fitting
        unknown = list(announced(income.reference))
        if unknown:
            fitting = [each for each in fitting if any(is_end_of(number, each) for number in unknown)]
        is_theirs = self._payer_named or is_client(income.payer, self._client, income.iban)
        identities = ", ".join(fitting)
        which = identities if len(fitting) == 1 else tr("INVOICE")
        command = tr("run `{command}`", command=f"client-ledger paid {which} {income.day}")
        if is_theirs and (near := self._recorded.near(income)):
            self._skip(
                income, may_be(near, command, tr(", or for {identities}", identities=identities) if fitting else "")
            )
        elif not fitting and unknown:
            self._skip(income, tr("it names invoice {invoice}, which is not recorded here", invoice=unknown[0]))
        elif not fitting:
            amount = shown(income.amount, income.currency)
            self._skip(
                income, tr("{amount} names no invoice recorded here, and no invoice has this amount", amount=amount)
            )
        elif len(fitting) > 1:
            self._skip(income, tr("it may be for {identities}: {command}", identities=identities, command=command))
        elif not is_theirs:
            self._result.unsure.append((income, identities))
            self._skip(
                income,
                tr(
                    "it is the amount of invoice {identities}, but the payer may not be the client: {command}",
                    identities=identities,
                    command=command,
                ),
            )
        else:
            self._pay(income, fitting[0])

    def _stands_elsewhere(self, identity: str) -> str:
        contract = self._elsewhere[identity]
        return tr(
            "it names invoice {identity} of the contract {contract}; import it with --client {client}",
            identity=identity,
            contract=contract.id,
            client=self._client.id,
        )

    def _skip(self, income: Income, why: str) -> None:
        self._result.skipped.append((income.line, why))
        for each in income.returns:
            if each.line != income.line:
                money = shown(each.amount, each.currency)
                then = tr(
                    "{money} of the payment on line {line} went back on {day}: record that payment first",
                    money=money,
                    line=str(income.line),
                    day=each.day,
                )
                self._result.skipped.append((each.line, then))


def _not_void(contracts: Iterable[Contract], client: Client, settings: Settings) -> list[BilledInvoice]:
    return [each for contract in contracts for each in bills(contract, client, settings) if not each.record.void]
