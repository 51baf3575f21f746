"""Parse numbers of other programs; the decimal sign is decided once for each file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from client_ledger.importers.unclear import Unclear
from client_ledger.text.cli_language import tr

NUMBER = re.compile(r"(?P<before>\D*?)(?P<digits>[.,]?\d(?:[\d.,'’\s]*\d)?)(?P<after>\D*)")
CURRENCY = re.compile(r"(?:[^\W\d_]{1,4}\.?)?")
MINUS = ("-", "−", "–")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})+")
# In India, commas come after every two digits: 12,34,567.
WHOLE = {sign: re.compile(rf"\d*|\d{{1,3}}(?:{re.escape(sign)}\d{{2,3}})*{re.escape(sign)}\d{{3}}") for sign in ".,"}
CLOCK = re.compile(r"(-?)(\d+):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?: ?h)?")
MINUTES = re.compile(r"(\d+):([0-5]\d) ?min")
UNITS = {"h": 3600, "hr": 3600, "hour": 3600, "m": 60, "min": 60, "minute": 60, "s": 1, "sec": 1, "second": 1}
PART = re.compile(r"(\d[\d.,]*) ?([a-z]+)\.?[ ,]*")
HOUR, CENT = 3600, Decimal("0.01")
# The currencies with three decimals.
THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


class Figure(str):
    """A number of a spreadsheet, as text with a decimal point, whatever sign the texts of its file have."""

    __slots__ = ()

    def strip(self, chars: str | None = None, /) -> Figure:  # noqa: ARG002 - the signature is that of str
        """Return it unchanged: it has no blanks."""
        return self


class Numbers:
    """Reads the numbers of one file."""

    def __init__(self, cells: Iterable[str], decimal: str | None = None) -> None:
        self._decimal = decimal or _decide(cell for cell in cells if not isinstance(cell, Figure))

    def number(self, text: str) -> Decimal:
        """Return a number, negative with a minus or in brackets; raise ValueError if it is not one."""
        if isinstance(text, Figure):
            return Decimal(text)
        if not text.strip():
            raise ValueError(tr("it has no amount"))
        digits = _digits(text)
        whole, _, fraction = digits.partition(self._decimal)
        grouping = "," if self._decimal == "." else "."
        if not digits or not WHOLE[grouping].fullmatch(whole) or not (fraction or "0").isdecimal():
            raise ValueError(tr("'{text}' is not a number", text=text))
        number = Decimal(whole.replace(grouping, "") + (f".{fraction}" if fraction else ""))
        bare = text.strip()
        negative = bare.startswith(("(", "[")) or any(sign in bare for sign in MINUS)
        return -number if negative else number

    def money(self, text: str, currency: str = "") -> Decimal:
        """Return an amount of money; raise ValueError if it is not one, or has more decimals than its currency."""
        number, digits = self.number(text), _digits(text)
        decimals = 3 if currency in THOUSANDTHS else 2
        fraction = digits.partition("." if isinstance(text, Figure) else self._decimal)[2]
        if len(fraction.rstrip("0")) <= decimals:
            return number.quantize(CENT) if len(fraction) == 1 else number
        why = (
            tr("'{text}' has more than three decimals", text=text)
            if currency in THOUSANDTHS
            else tr("'{text}' has more than two decimals", text=text)
        )
        if GROUPED.fullmatch(digits) and not isinstance(text, Figure):
            other = "." if self._decimal == "," else ","
            why += tr(
                "; if '{decimal}' separates thousands in it, use --decimal {other}",
                decimal=self._decimal,
                other=other,
            )
        raise ValueError(why)

    def hours(self, text: str) -> Fraction:
        """Return `1:30`, `01:30:00`, `47:06 min`, `1h 30m`, `1.5` or `1,5` as hours; raise ValueError for others."""
        if isinstance(text, Figure):
            return Fraction(Decimal(text))
        text = " ".join(text.split()).lower()
        if not text:
            raise ValueError(tr("it has no duration"))
        if match := CLOCK.fullmatch(text):
            hours = int(match[2]) + Fraction(int(match[3]), 60) + Fraction(int(match[4] or 0), HOUR)
            return -hours if match[1] else hours
        if match := MINUTES.fullmatch(text):
            return Fraction(int(match[1]) * 60 + int(match[2]), HOUR)
        if any(character.isalpha() for character in text):
            return self._in_words(text)
        return Fraction(self.number(text))

    def _in_words(self, text: str) -> Fraction:
        seconds, position, smaller_than = Fraction(0), 0, HOUR + 1
        while match := PART.match(text, position):
            unit = UNITS.get(match[2]) or UNITS.get(match[2].removesuffix("s"), smaller_than)
            if unit >= smaller_than:
                break
            seconds += Fraction(self.number(match[1])) * unit
            position, smaller_than = match.end(), unit
        if not position or position < len(text):
            raise ValueError(tr("'{text}' is not a time", text=text))
        return seconds / HOUR


def without_grouping(text: str) -> Numbers:
    """Return the reader of a number in a format that groups no digits: its last sign is that of its decimals."""
    return Numbers((), "," if text.rfind(",") > text.rfind(".") else ".")


def _digits(text: str) -> str:
    """Return a number's digits and signs without the text around it; nothing if it is not a number."""
    match = NUMBER.fullmatch(text.strip())
    if not match or not all(CURRENCY.fullmatch(_without_marks(match[side])) for side in ("before", "after")):
        return ""
    return re.sub(r"['’\s]", "", match["digits"])


def _without_marks(text: str) -> str:
    """Return a text without signs, brackets, spaces and currency symbols."""
    marks = {"(", ")", "[", "]", "+", *MINUS}
    return "".join(each for each in text if not (each in marks or each.isspace() or unicodedata.category(each) == "Sc"))


def _decide(cells: Iterable[str]) -> str:
    """Return the decimal sign that fits all the numbers; raise Unclear if they contradict each other."""
    found, unclear = "", ""
    for cell in cells:
        digits = _digits(cell)
        signs = [character for character in digits if character in ".,"]
        if len(signs) > 1:
            sign = "," if signs[0] == "." else "."
        elif not signs or GROUPED.fullmatch(digits):
            unclear = unclear or (cell if signs else "")
            continue
        else:
            sign = signs[0]
        if found not in {"", sign}:
            raise Unclear(
                tr(
                    "'{number}' has another decimal sign than the numbers before it; choose with --decimal . or ,",
                    number=cell.strip(),
                ),
                cell,
            )
        found = sign
    if not found and unclear:
        raise Unclear(
            tr("'{unclear}' can mean thousands or a fraction; choose with --decimal . or ,", unclear=_digits(unclear)),
            unclear,
        )
    return found or "."


def hours_text(hours: Fraction) -> str:
    """Return hours in the ledger's form: exactly if possible, else to a hundredth of a second."""
    if (hours * 100).denominator == 1:
        return f"{Decimal((hours * 100).numerator) / 100:f}".removesuffix(".0")
    if (hours * 60).denominator == 1:
        whole, minutes = divmod((hours * 60).numerator, 60)
        return f"{whole}:{minutes:02}"
    return f"{Decimal(hours.numerator) / Decimal(hours.denominator):.6f}".rstrip("0")
