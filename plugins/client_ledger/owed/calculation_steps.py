"""The calculation of late fees and statutory claims, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from client_ledger.judging.late_fees import LateFeeDue
from client_ledger.owed.statutory_interest import Claim
from client_ledger.text.message import Amount, Message, Quantity, Value, decimal, msg, plural_msg


def fee_working(fee: LateFeeDue) -> Iterator[Message]:
    """Yield a contractual fee's spans of interest, and its flat sum."""
    for part in fee.segments:
        values: dict[str, Value] = {
            "balance": Amount(part.balance, fee.invoice.currency),
            "rate": Quantity(fee.rate * 100),
            "interest": Amount(decimal(part.interest), fee.invoice.currency),
            "first": part.first,
            "last": part.last,
        }
        if fee.yearly:
            yield plural_msg(
                "{first} – {last}: {balance} × {count} day × {rate}% a year ÷ 365 = {interest}",
                "{first} – {last}: {balance} × {count} days × {rate}% a year ÷ 365 = {interest}",
                part.days,
                **values,
            )
        else:
            yield plural_msg(
                "{first} – {last}: {balance} × {count} day × {rate}% a month × 12 ÷ 365 = {interest}",
                "{first} – {last}: {balance} × {count} days × {rate}% a month × 12 ÷ 365 = {interest}",
                part.days,
                **values,
            )
    if fee.flat:
        yield msg("flat sum {flat}", flat=Amount(fee.flat, fee.invoice.currency))


def claim_working(claim: Claim) -> Iterator[Message]:
    """Yield a statutory claim's spans of interest, the days without a rate, and what its compensation lacks."""
    for span in claim.spans:
        yield plural_msg(
            "{first} – {last}: {balance} × {count} day × ({reference}% + {points}%) a year ÷ 365 = {interest}",
            "{first} – {last}: {balance} × {count} days × ({reference}% + {points}%) a year ÷ 365 = {interest}",
            span.days,
            first=span.first,
            last=span.last,
            balance=Amount(span.balance, claim.invoice.currency),
            reference=Quantity(span.rate.reference * 100),
            points=Quantity(span.rate.points * 100),
            interest=Amount(decimal(span.interest), claim.invoice.currency),
        )
    for first, last in claim.unknown:
        yield msg("{first} – {last}: the rate is not known, so nothing is counted", first=first, last=last)
    if claim.unsized:
        yield msg(
            "the compensation depends on the debt in {currency}, which is not known, so the smallest amount is used",
            currency=claim.unsized,
        )
