"""Why an import skips a payment, and what to do about it, in the language of the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.importers.importer import Income
from client_ledger.importers.money import shown
from client_ledger.text.cli_language import tr


def command(invoice: str, income: Income, *, with_amount: bool = False) -> str:
    """Return the command that records a payment on an invoice."""
    amount = f" --amount {income.amount:f}" if with_amount else ""
    return tr("run `{command}`", command=f"client-ledger paid {invoice} {income.day}{amount}")


def other_currency(income: Income, invoice: str, currency: str) -> str:
    """Return the reason for a payment in another currency than the invoice that it names."""
    return tr(
        "it is in {currency}, invoice {identity} in {invoice_currency}",
        currency=income.currency,
        identity=invoice,
        invoice_currency=currency,
    )


def other_currencies(income: Income, invoices: Collection[str]) -> str:
    """Return the reason for a payment in another currency than the invoices that it names."""
    return tr(
        "it is in {currency}, but the invoices {identities} are not",
        currency=income.currency,
        identities=", ".join(sorted(invoices)),
    )


def more_than_open(income: Income, invoice: str, left: Decimal, currency: str) -> str:
    """Return the reason for a payment larger than what is open on its invoice."""
    return tr(
        "{amount} is more than the {left} still open on invoice {identity}",
        amount=shown(income.amount, currency),
        left=shown(left, currency),
        identity=invoice,
    )


def not_their_total(income: Income, invoices: Collection[str]) -> str:
    """Return the reason for a payment that names several invoices and is not the sum of what is open on them."""
    return tr(
        "it names several invoices ({identities}), but does not match the total still open on them: run "
        "`client-ledger paid INVOICE {day} --amount AMOUNT` for each",
        identities=", ".join(sorted(invoices)),
        day=income.day,
    )


def recorded_on_another(income: Income, invoices: Collection[str], other: str) -> str:
    """Return the reason for a payment whose day and amount are recorded on another invoice than it names."""
    return tr(
        "it names invoice {identities}, but the same amount on that day is recorded on "
        "{invoice}: move it there, or run `client-ledger paid {identities} {day}`",
        identities=", ".join(sorted(invoices)),
        invoice=other,
        day=income.day,
    )


def other_contract(invoice: str, contract: Contract, client: Client) -> str:
    """Return the reason for a payment of an invoice whose contract is not imported for."""
    return tr(
        "it names invoice {identity} of the contract {contract}; import it with --client {client}",
        identity=invoice,
        contract=contract.id,
        client=client.id,
    )


def no_invoice(income: Income, announced: Sequence[str]) -> str:
    """Return the reason for a payment that no recorded invoice fits; `announced` are the numbers that it names."""
    if announced:
        return tr("it names invoice {invoice}, which is not recorded here", invoice=announced[0])
    amount = shown(income.amount, income.currency)
    return tr("{amount} names no invoice recorded here, and no invoice has this amount", amount=amount)


def unsure_payer(invoice: str, what_to_do: str) -> str:
    """Return the reason for a payment that fits one invoice, from a payer not known to be the client."""
    return tr(
        "it is the amount of invoice {identities}, but the payer may not be the client: {command}",
        identities=invoice,
        command=what_to_do,
    )


def settled_with_fee(income: Income, invoice: str) -> str:
    """Return the note about a payment that settles its invoice with the fee that was kept of it."""
    return tr(
        "the payment on line {line} is {amount}, and a fee of {fee} was kept: together they "
        "pay all of invoice {identity}",
        line=str(income.line),
        amount=shown(income.amount, income.currency),
        fee=shown(income.fee, income.currency),
        identity=invoice,
    )


def went_back(income: Income) -> Iterator[tuple[int, str]]:
    """Yield the line and the reason of each return of a payment that is skipped."""
    for each in income.returns:
        if each.line != income.line:
            yield (
                each.line,
                tr(
                    "{money} of the payment on line {line} went back on {day}: record that payment first",
                    money=shown(each.amount, each.currency),
                    line=str(income.line),
                    day=each.day,
                ),
            )
