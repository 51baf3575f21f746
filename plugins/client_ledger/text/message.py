"""Sentences separate from their values, so that they can be translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeAlias

from client_ledger.text.currencies import digits_of


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in a currency (ISO 4217); `whole` amounts are shown without cents."""

    value: Decimal
    currency: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole: 0 is none, 1 is all."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number shown with up to two decimals, such as hours."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the format (a sign, a kind, a level), which each language translates."""

    name: str


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """The month that begins on a day."""

    first: date


Single: TypeAlias = "str | int | date | datetime | CalendarMonth | Amount | Share | Quantity | Label | Message"
Value: TypeAlias = "Single | tuple[Single, ...]"


@dataclass(frozen=True, slots=True)
class Message:
    """A gettext message with {named} values; with `plural` and `count`, the number decides the form."""

    text: str
    values: dict[str, Value] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def __str__(self) -> str:
        return Formatter().format(self)

    def __hash__(self) -> int:
        return hash((self.text, self.count, tuple(self.values)))


def msg(message: str, /, **values: Value) -> Message:
    """Return a sentence; `message` is its English form and its gettext id."""
    return Message(message, values)


def plural_msg(one: str, many: str, count: int, /, **values: Value) -> Message:
    """Return a sentence whose form depends on `count`, which it may name as {count}."""
    return Message(one, {"count": count, **values}, many, count)


def decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal, with the digits of the context."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def rounded(value: Decimal | Fraction, places: int) -> Decimal:
    """Return a number rounded half to even to this many decimals, however many digits it has."""
    return Decimal(f"{round(Fraction(value) * 10**places)}E-{places}")


class Translations(Protocol):
    """The part of gettext's translations that messages need."""

    def gettext(self, message: str, /) -> str:
        """Return the message in the language."""

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Return the form of the message for the count."""


class Formatter:
    """Formats messages in plain English, without locale data; BabelFormatter knows other languages."""

    language = "en"

    def __init__(self, translations: Translations | None = None) -> None:
        self._translations = translations
        self._ways: dict[type, Callable[..., str]] = {
            Message: self.format,
            Amount: self.amount,
            Share: self.share,
            Quantity: self.quantity,
            datetime: self.moment,
            date: self.day,
            CalendarMonth: self.calendar_month,
            int: self.integer,
            Label: self.term,
            tuple: self.listing,
        }

    @property
    def formal(self) -> Formatter:
        """The formatter of letters, which write months out."""
        return self

    def format(self, message: Message) -> str:
        """Return the message as a sentence."""
        values = {name: self.value(value) for name, value in message.values.items()}
        return self.form(message).format_map(values)

    def form(self, message: Message) -> str:
        """Return the message's text in this language, in the form for its count."""
        if message.plural is None:
            return self._translations.gettext(message.text) if self._translations else message.text
        if self._translations:
            return self._translations.ngettext(message.text, message.plural, message.count)
        return message.text if message.count == 1 else message.plural

    def value(self, value: object) -> str:
        """Return any value of a message as text."""
        way = self._ways.get(type(value))
        return way(value) if way else str(value)

    def amount(self, amount: Amount) -> str:
        """Return money with its currency."""
        places = 0 if amount.whole else digits_of(amount.currency)
        return f"{rounded(amount.value, places):,} {amount.currency}"

    def figure(self, value: Fraction) -> str:
        """Return money for a table that names its currency elsewhere."""
        return f"{rounded(value, 2):,}"

    def share(self, share: Share) -> str:
        """Return a share as a percentage."""
        return f"{self.decimals(share.value * 100, 0 if share.value >= Fraction(1, 10) else 1)}%"

    def quantity(self, quantity: Quantity) -> str:
        """Return a number with up to two decimals."""
        return self.decimals(quantity.value, 2)

    def decimals(self, value: Fraction, places: int) -> str:
        """Return a number rounded half to even to `places` decimals, without trailing zeros."""
        text = f"{decimal(value):,.{places}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def day(self, day: date) -> str:
        """Return a calendar day."""
        return day.isoformat()

    def calendar_month(self, month: CalendarMonth) -> str:
        """Return a month of a year."""
        return f"{month.first:%Y-%m}"

    def moment(self, moment: datetime) -> str:
        """Return a day and a time."""
        return f"{moment:%Y-%m-%d %H:%M}"

    def integer(self, number: int) -> str:
        """Return a whole number."""
        return f"{number:,}"

    def term(self, term: Label) -> str:
        """Return a word of the format for people to read."""
        word = term.name.replace("-", " ").replace("_", " ")
        return self._translations.gettext(word) if self._translations else word

    def listing(self, values: tuple[object, ...]) -> str:
        """Return several values as a list in a sentence."""
        *first, last = ("", *(self.value(value) for value in values))
        return f"{', '.join(first[1:])} and {last}" if first[1:] else last
