"""Finds the invoice that a payment is for: by its number, else by an amount that only one can mean."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.edits.pay import Payment, remaining
from client_ledger.importers.importer import Income

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LEGAL_FORMS = frozenset(
    (
        *("ag", "bv", "co", "company", "corp", "corporation", "eirl", "eurl", "ev", "gbr", "gmbh", "holding", "inc"),
        *("incorporated", "kft", "kg", "limited", "llc", "llp", "ltd", "mbh", "nv", "ohg", "oy", "plc", "pty", "sa"),
        *("sarl", "sas", "sasu", "sca", "scop", "se", "sl", "snc", "spa", "srl", "ug", "and", "und", "et"),
    )
)
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"}


def is_client(payer: str, client: Client) -> bool:
    """Tell whether a payer's name or address is the client's."""
    addresses = {address.casefold() for address in ADDRESS.findall(client.contact or "")}
    if addresses & {address.casefold() for address in ADDRESS.findall(payer)}:
        return True
    names = (client.name, client.id.replace("-", " "))
    for read in (_bare, _spelt_out):
        words = _words(read(ADDRESS.sub(" ", payer)))
        if any(_telling(read(name)) and _telling(read(name)) <= words for name in names):
            return True
    return False


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def _telling(name: str) -> set[str]:
    return {word for word in _words(name) if word not in LEGAL_FORMS and len(word) > 1}


def _bare(text: str) -> str:
    """Return a text in small letters without accents, as banks print `Müller`: MULLER."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def _spelt_out(text: str) -> str:
    """Return a text in small letters with umlauts spelt out, as other banks print `Müller`: MUELLER."""
    return _bare("".join(SPELT_OUT.get(each, each) for each in text.lower()))


# As long after a payment, or before its arrival is booked, one may have recorded it under the day one saw it.
NEAR_DAYS = 10
# One that is booked longer after a payment of its sum, and names the invoice, is another part of it.
BOOKED_AFTER_DAYS = 3
# So short a number may be any other; it names an invoice only behind a word that says so, or alone on its line.
SHORT_NUMBER = re.compile(r"\w{1,3}|(?:19|20)\d\d")
ANNOUNCED = r"(?:invoices?|inv|factures?|fact|rechnung(?:en|snr)?|re|rg|no|nr|n°|nº|#)[\s.:#°]*"
ALONE = r"^\s*(?:\d+[,;+&\s]+)*{number}(?=(?:[,;+&\s]+\d+)*\s*$)"


@dataclass(slots=True)
class Settled:
    """The new payments by invoice and their lines, how many the ledger has already, and why others were left out.

    `notes` say which of the new ones may be there already.
    """

    payments: dict[str, list[Payment]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    known: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Recorded(NamedTuple):
    """A payment that the ledger has already."""

    invoice: str
    day: date
    amount: Decimal


class Settlement:
    """Matches payments to the invoices of some of a client's contracts, and knows those of the others.

    `currencies` has the currency of each of the client's contracts by its id.
    """

    def __init__(
        self,
        client: Client,
        contracts: Sequence[Contract],
        currencies: dict[str, str],
        *,
        others: Sequence[Contract] = (),
        payer_named: bool,
    ) -> None:
        self._result = Settled()
        self._client = client
        self._payer_named = payer_named
        self._invoices = {invoice.id: invoice for _, invoice in _not_void(contracts)}
        self._elsewhere = {invoice.id: contract for contract, invoice in _not_void(others)}
        known = _not_void([*contracts, *others])
        self._currencies = {invoice.id: currencies[contract.id] for contract, invoice in known}
        self._received = Counter(Recorded(invoice.id, *each) for _, invoice in known for each in invoice.received)
        self._open = {invoice.id: remaining(invoice) for invoice in self._invoices.values()}
        by_length = sorted(self._currencies, key=len, reverse=True)
        self._patterns = [(identity.casefold(), _pattern(identity), identity) for identity in by_length]

    def settle(self, incomes: Iterable[Income]) -> Settled:
        """Return which payments are new, which are known, and which are left out and why.

        What the ledger has already goes first, then what names its invoice, so that nothing is taken for theirs.
        """
        pairs = sorted(((each, self._named(each.reference)) for each in incomes), key=lambda pair: not pair[1])
        for income, named in [pair for pair in pairs if not self._is_known(*pair)]:
            elsewhere = next((identity for identity in named if identity in self._elsewhere), None)
            if elsewhere:
                self._skip(income, self._stands_elsewhere(elsewhere))
            elif len(named) > 1:
                self._settle_together(income, named)
            elif named:
                self._settle(income, named[0])
            else:
                self._by_amount(income)
        self._result.skipped.sort(key=lambda skipped: skipped[0])
        return self._result

    def _named(self, reference: str) -> list[str]:
        """Return the invoices whose numbers stand in a text, a longer number never read as a shorter one."""
        text, found = reference.casefold(), []
        for number, pattern, identity in self._patterns:
            if number in text and pattern.search(text):
                found.append(identity)
                text = pattern.sub(" ", text)
        return found

    def _recorded(self, income: Income, named: Collection[str], days: int = 0) -> list[Recorded]:
        """Return the recorded payments, within some days of this, that none of the file accounts for yet.

        They are of the invoices named, or of any where none is.
        """
        return [
            each
            for each, count in self._received.items()
            if count > 0
            and (not named or each.invoice in named)
            and abs((each.day - income.day).days) <= days
            and income.currency in ("", self._currencies[each.invoice])
        ]

    def _is_known(self, income: Income, named: Collection[str]) -> bool:
        """Tell whether the ledger has a payment, which is accounted for with it."""
        found = self._recorded(income, named)
        if len(named) <= 1:
            found = [each for each in found if each.amount == income.amount][:1]
        if sum(each.amount for each in found) != income.amount:
            return False
        self._received.subtract(found)
        self._result.known += 1
        return True

    def _near(self, income: Income, named: Collection[str] = ()) -> Recorded | None:
        """Return the recorded payment that this one may be, under a day on which it was seen, not made."""
        same = (each for each in self._recorded(income, named, NEAR_DAYS) if each.amount == income.amount)
        return min(same, key=lambda each: abs(each.day - income.day), default=None)

    def _settle(self, income: Income, identity: str) -> None:
        currency, left = self._currencies[identity], self._open[identity]
        if income.currency not in ("", currency):
            self._skip(income, f"it is in {income.currency}, invoice {identity} in {currency}")
            return
        near = self._near(income, [identity])
        if near and (income.amount > left or (income.day - near.day).days <= BOOKED_AFTER_DAYS):
            self._skip(
                income, _may_be(near, f"run `client-ledger paid {identity} {income.day} --amount {income.amount:f}`")
            )
        elif income.amount <= left:
            self._pay(income, identity)
            if near:
                self._result.notes.append(_is_another_part(income, near))
        else:
            self._skip(income, f"{income.amount:f} is more than is open of invoice {identity} ({left:f})")

    def _settle_together(self, income: Income, named: Sequence[str]) -> None:
        """Settle several invoices that one payment names, when it is exactly all that is open of them."""
        identities = ", ".join(sorted(named))
        if income.currency and {self._currencies[each] for each in named} != {income.currency}:
            self._skip(income, f"it is in {income.currency}, the invoices {identities} are not")
        elif sum(self._open[each] for each in named) == income.amount:
            for identity in named:
                if self._open[identity]:
                    self._pay(income, identity)
        else:
            self._skip(
                income,
                f"it names several invoices ({identities}) and is not what is open of them together: "
                f"run `client-ledger paid INVOICE {income.day} --amount AMOUNT` for each",
            )

    def _pay(self, income: Income, identity: str) -> None:
        amount = min(income.amount, self._open[identity])
        self._open[identity] -= amount
        self._result.payments.setdefault(identity, []).append(Payment(income.day, amount))
        self._result.lines.setdefault(identity, []).append(income.line)

    def _by_amount(self, income: Income) -> None:
        fitting = [
            invoice.id
            for invoice in self._invoices.values()
            if self._open[invoice.id] == income.amount
            and invoice.issued <= income.day
            and income.currency in ("", self._currencies[invoice.id])
        ]
        is_theirs = self._payer_named or is_client(income.payer, self._client)
        identities = ", ".join(fitting)
        command = f"run `client-ledger paid {identities if len(fitting) == 1 else 'INVOICE'} {income.day}`"
        if is_theirs and (near := self._near(income)):
            self._skip(income, _may_be(near, command, f", or for {identities}" if fitting else ""))
        elif not fitting:
            amount = f"{income.amount:f} {income.currency}".strip()
            self._skip(income, f"{amount} names no invoice here and is the amount of none")
        elif len(fitting) > 1:
            self._skip(income, f"it may be for any of {identities}: {command}")
        elif not is_theirs:
            self._skip(
                income,
                f"it is the amount of invoice {identities}, but the payer is not known to be the client: {command}",
            )
        else:
            self._pay(income, fitting[0])

    def _stands_elsewhere(self, identity: str) -> str:
        contract = self._elsewhere[identity]
        return f"it names invoice {identity} of the contract {contract.id}: import it with --client {self._client.id}"

    def _skip(self, income: Income, why: str) -> None:
        self._result.skipped.append((income.line, why))


def _not_void(contracts: Iterable[Contract]) -> list[tuple[Contract, Invoice]]:
    return [(contract, invoice) for contract in contracts for invoice in contract.invoices if not invoice.void]


def _may_be(recorded: Recorded, command: str, other: str = "") -> str:
    """Return why a payment near one that is recorded is left out, and what to do in either case."""
    which = f"it may be the payment of invoice {recorded.invoice} that is recorded on {recorded.day}{other}"
    return f"{which}: mend that day, or {command}"


def _is_another_part(income: Income, recorded: Recorded) -> str:
    """Return what to tell of a part that is booked near an equal one, which an invoice in instalments may have."""
    return (
        f"the payment on line {income.line} ({income.day}) is booked as another part of invoice {recorded.invoice}, "
        f"beside the same amount recorded on {recorded.day}; if they are one, take one out"
    )


def _pattern(number: str) -> re.Pattern[str]:
    bare = rf"(?<![\w-]){re.escape(number.casefold())}(?![\w-])"
    short = SHORT_NUMBER.fullmatch(number)
    return re.compile(f"{ANNOUNCED}{bare}|{ALONE.format(number=bare)}" if short else bare, re.MULTILINE)
