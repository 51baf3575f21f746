"""Numbers as other programs write them; the decimal sign is decided once a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from client_ledger.editing.document import Refusal

MARKS = re.compile(r"[^\d.,()\-−–]")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})+")
CLOCK = re.compile(r"(-?)(\d+):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")
WORDS = re.compile(r"(?:(\d+) ?h(?:ours?)?)? ?(?:(\d+) ?m(?:in(?:utes?)?)?)? ?(?:(\d+) ?s(?:ec(?:onds?)?)?)?")
SECONDS = 3600


class Numbers:
    """Reads the numbers of one file."""

    def __init__(self, cells: Iterable[str], decimal: str | None = None) -> None:
        self._decimal = decimal or _decide([MARKS.sub("", cell).strip("()-−–") for cell in cells if ":" not in cell])

    def number(self, text: str) -> Decimal:
        """Return a number, negative with a minus or in brackets; raise ValueError when it is none."""
        digits = MARKS.sub("", text)
        negative = digits.startswith(("-", "−", "–", "(")) or digits.endswith(("-", "−"))
        digits = digits.strip("()-−–").replace("." if self._decimal == "," else ",", "").replace(",", ".")
        try:
            number = Decimal(digits)
        except InvalidOperation:
            raise ValueError(f"'{text}' is no number") from None
        return -number if negative else number

    def hours(self, text: str) -> Fraction:
        """Return `1:30`, `01:30:00`, `1h 30m`, `1.5` or `1,5` as hours; raise ValueError when it is none."""
        text = text.strip()
        if match := CLOCK.fullmatch(text):
            hours = int(match[2]) + Fraction(int(match[3]), 60) + Fraction(int(match[4] or 0), SECONDS)
            return -hours if match[1] else hours
        if text and (match := WORDS.fullmatch(text.lower())):
            whole, minutes, seconds = (int(part or 0) for part in match.groups())
            return whole + Fraction(minutes, 60) + Fraction(seconds, SECONDS)
        return Fraction(self.number(text))


def _decide(texts: list[str]) -> str:
    """Return the decimal sign that all the numbers allow; raise Refusal when they contradict each other."""
    found: set[str] = set()
    unclear = ""
    for text in texts:
        signs = [character for character in text if character in ".,"]
        if not signs:
            continue
        grouped = GROUPED.fullmatch(text)
        if len(set(signs)) > 1:
            found.add(signs[-1])
        elif len(signs) > 1:
            found.add("," if signs[0] == "." else ".")
        elif grouped:
            unclear = unclear or text
        else:
            found.add(signs[0])
    if len(found) > 1:
        raise Refusal("some numbers have a decimal point, some a decimal comma; say which with --decimal . or ,")
    if not found and unclear:
        raise Refusal(f"'{unclear}' may be a thousand or a fraction; say which with --decimal . or ,")
    return found.pop() if found else "."


def hours_text(hours: Fraction) -> str:
    """Return hours as the ledger writes them: exactly where it can, else to a hundredth of a second."""
    if (hours * 100).denominator == 1:
        return f"{Decimal((hours * 100).numerator) / 100:f}".removesuffix(".0")
    if (hours * 60).denominator == 1:
        whole, minutes = divmod((hours * 60).numerator, 60)
        return f"{whole}:{minutes:02}"
    return f"{Decimal(hours.numerator) / Decimal(hours.denominator):.6f}".rstrip("0")
