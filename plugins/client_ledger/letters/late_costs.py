"""The cost of late payment: the contracts' late fees and statutory claims, with their calculation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.late_fees import LateFeeDue
from client_ledger.owed.calculation_steps import claim_working, fee_working
from client_ledger.owed.reference_rates import RateTable
from client_ledger.owed.statutory_interest import Claim, claims
from client_ledger.text.currencies import digits_of
from client_ledger.text.message import Amount, Message, decimal, msg, rounded


@dataclass(frozen=True, slots=True)
class LateCosts:
    """The fees and claims on some invoices that are still open."""

    fees: tuple[LateFeeDue, ...]
    claims: tuple[Claim, ...]

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The sums by currency, each fee and claim rounded once."""
        sums: dict[str, Decimal] = {}
        for fee in self.fees:
            _add(sums, fee.invoice.currency, fee.total)
        for claim in self.claims:
            _add(sums, claim.invoice.currency, claim.interest)
            _add(sums, claim.compensation.currency, Fraction(claim.compensation.value))
        return {currency: total for currency, total in sums.items() if total}

    @property
    def source(self) -> Message:
        """Their source: the contract, the law, or both."""
        if not self.claims:
            return msg("Late fees under our contract")
        if not self.fees:
            return msg("Interest and compensation under the law")
        return msg("Late fees under our contract, and interest and compensation under the law")

    def working(self) -> Iterator[Message]:
        """Yield the calculation of each sum, by invoice."""
        for fee in self.fees:
            yield from _lines(fee.invoice.record.id, fee_working(fee))
        for claim in self.claims:
            yield from _lines(claim.invoice.record.id, claim_working(claim))
            yield msg("{id}: {text}", id=claim.invoice.record.id, text=_compensation(claim))


def late_costs(client: JudgedClient, ids: Collection[str], rates: RateTable) -> LateCosts:
    """Return the cost of late payment for the invoices with these ids."""
    fees = (each for each in client.late_fees if each.invoice.record.id in ids)
    found = (each for each in claims(client, rates) if each.invoice.record.id in ids)
    return LateCosts(tuple(reversed([*fees])), tuple(found))


def _add(sums: dict[str, Decimal], currency: str, value: Fraction) -> None:
    sums[currency] = sums.get(currency, Decimal(0)) + rounded(decimal(value), digits_of(currency))


def _lines(number: str, working: Iterator[Message]) -> Iterator[Message]:
    return (msg("{id}: {text}", id=number, text=line) for line in working)


def _compensation(claim: Claim) -> Message:
    fixed = Amount(claim.compensation.value, claim.compensation.currency)
    return msg("fixed compensation for the cost of recovery: {sum}", sum=fixed)
