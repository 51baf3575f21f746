"""Find invoice numbers in a payer's text: the known ones, and announced but unknown ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Words before an invoice's number, in payers' languages; the first group may be there alone.
INVOICE = (
    r"invoices?|inv|fact(?:ure|ura)?s?|fras?(?=\.)|fattur[ae]|fatt|faturas?|notas? fiscal|nf"
    r"|fact(?:uur|uren)|fact(?=nr)|faktur[aęy]?(?: vat)?|fv|rechnung(?:en|s)?|rg"
)
NUMBER = r"number|n[uú]m(?:[eé]ro)?|nummer|numer|no|nr|n°|nº|n|#"
# A short number may mean anything; it names an invoice only after such a word, or alone on its line.
SHORT_NUMBER = re.compile(r"\w{1,3}|(?:19|20)\d\d")
ANNOUNCED = rf"(?<!\w)(?:(?:{INVOICE})[\s.:#°º/-]*(?:{NUMBER})?|re|{NUMBER})[\s.:#°º/-]*"
ALONE = r"^\s*(?:\d+[,;+&\s]+)*{number}(?=(?:[,;+&\s]+\d+)*\s*$)"
UNKNOWN = re.compile(
    rf"(?<!\w)(?:{INVOICE})[\s.:#°º-]*(?:(?:{NUMBER})[\s.:#°º-]*)?((?:[a-z]{{1,6}}[-_/]?)?\d[\w/_.-]*)",
    re.IGNORECASE,
)


YEAR = re.compile(r"(?:19|20)\d\d")


class InvoiceNumbers:
    """The numbers of a client's invoices."""

    def __init__(self, identities: Iterable[str]) -> None:
        by_length = sorted(identities, key=len, reverse=True)
        self._patterns = [(identity.casefold(), _pattern(identity), identity) for identity in by_length]
        alike = "|".join(sorted({_alike(identity) for identity in by_length} - {""}))
        whole = rf"(?<![\w-])(?:[a-z]{{1,6}}[-_/]?)?(?:{alike})(?![\w-])"
        self._alike = re.compile(whole, re.IGNORECASE) if alike else None

    def named(self, reference: str) -> list[str]:
        """Return the invoices whose numbers occur in a text; a longer number is never read as a shorter one.

        Banks break a text into lines wherever it is full, within a number too.
        """
        return self._named(reference) or self._named(re.sub(r"\s*\n\s*", "", reference))

    def _named(self, reference: str) -> list[str]:
        text, found = reference.casefold(), []
        for number, pattern, identity in self._patterns:
            if number in text and pattern.search(text):
                found.append(identity)
                text = pattern.sub(" ", text)
        return found

    def announced(self, reference: str) -> Iterator[str]:
        """Yield what a text calls an invoice number, or what is written like the known ones, known or not."""
        for match in UNKNOWN.finditer(reference):
            yield match[1].rstrip("./-_")
        if self._alike:
            yield from (match[0] for match in self._alike.finditer(reference))


def is_end_of(number: str, identity: str) -> bool:
    """Tell whether a number is the last part of an invoice's: 223 of 2025-223, but not 224, nor 2024-223."""
    short, long = ([int(part) for part in re.findall(r"\d+", text)] for text in (number, identity))
    return bool(short) and long[-len(short) :] == short


def _alike(number: str) -> str:
    """Return a pattern of the numbers that differ from one only in the year and the last digits: 2025-224, 2026-001.

    It is empty if a number has nothing but its last digits, because any number may then be like it.
    """
    head, last = re.split(r"(?=\d*\Z)", number.casefold(), maxsplit=1)
    if not last or not head or SHORT_NUMBER.fullmatch(number):
        return ""
    return YEAR.pattern.join(re.escape(part) for part in YEAR.split(head)) + r"\d+"


def _pattern(number: str) -> re.Pattern[str]:
    bare = rf"(?<![\w-]){re.escape(number.casefold())}(?![\w-])"
    short = SHORT_NUMBER.fullmatch(number)
    return re.compile(f"{ANNOUNCED}{bare}|{ALONE.format(number=bare)}" if short else bare, re.MULTILINE)
