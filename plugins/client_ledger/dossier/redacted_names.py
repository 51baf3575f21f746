"""Names to be left out of texts, however a file writes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from unicodedata import normalize

from client_ledger.text.message import Formatter, Message

LEFT_OUT = "[…]"
# Shorter names are words of many texts, and left out only as they are written.
SHORTEST_NAME = 3
# What stands for a character in HTML, JSON, CSV and YAML, and how people write it.
QUOTES = "'\"’‘ʼ`´“”„«»"
QUOTE = rf"(?:''|\"\"|\\?[{QUOTES}]|&quot;|&#x27;|&#39;|&apos;)"
HEXADECIMAL = re.compile("[0-9a-f]+", re.IGNORECASE)
GAPS = r"[-‐‑–_\s]+"
BETWEEN_DIGITS = r"[-‐‑–_ \t\xa0\u2009\u202f()./]*"
# A phone number is known by its end: what stands before depends on where one calls from.
END_OF_NUMBER, LONGEST_START = 7, 8


class Names:
    """Names to be left out: whole ones in any case, those of a letter or two and `exact` words as they are written.

    `numbers` are phone numbers, left out in any grouping. `staying` are names that are not left out, for the owner
    to know.
    """

    def __init__(
        self,
        names: Iterable[str],
        exact: Iterable[str] = (),
        numbers: Iterable[str] = (),
        staying: Iterable[str] = (),
    ) -> None:
        whole = {name.strip() for name in names} - {""}
        short = {name for name in whole if len(normalize("NFC", name)) < SHORTEST_NAME}
        self.staying = tuple(sorted(staying))
        self._patterns = [
            *_compiled(map(_number, sorted(numbers)), re.NOFLAG),
            *_compiled(map(_pattern, _longest_first(whole - short)), re.IGNORECASE),
            *_compiled(map(_pattern, _longest_first(short.union(exact))), re.NOFLAG),
        ]

    def leave_out(self, text: str, token: str = LEFT_OUT) -> str:
        """Return a text without the names."""
        for pattern in self._patterns:
            text = pattern.sub(token, text)
        return text

    def found_in(self, text: str) -> bool:
        """Tell whether any of the names stands in a text."""
        return any(pattern.search(text) for pattern in self._patterns)


class DiscreetSpeaker(Formatter):
    """Says what another formatter says, with the names left out of texts that were recorded.

    Phrases, terms, days and amounts are the program's own, and none of their words is taken for a name. `spared` are
    texts, as code or not, that hold no name already.
    """

    def __init__(self, formatter: Formatter, names: Names, spared: Collection[str] = ()) -> None:
        super().__init__()
        self._formatter = formatter
        self._names = names
        self._spared = spared
        self.language = formatter.language

    def value(self, value: object) -> str:
        """Return any value a phrase may hold as text, without the names where it was recorded."""
        match value:
            case str():
                return value if value.strip("`") in self._spared else self._names.leave_out(value)
            case Message():
                return self.format(value)
            case tuple():
                return self._formatter.listing(tuple(self.value(each) for each in value))
            case _:
                return self._formatter.value(value)

    def form(self, message: Message) -> str:
        """Return the phrase's message as the other formatter has it."""
        return self._formatter.form(message)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _compiled(patterns: Iterable[str], flags: re.RegexFlag) -> Iterator[re.Pattern[str]]:
    """Yield one pattern of several, none where there is none."""
    if together := "|".join(patterns):
        yield re.compile(together, flags)


def _pattern(name: str) -> str:
    """Return a pattern of a name, in whatever form of its accents, quotes and gaps.

    Digits may stand next to it, as in the name of a file, but not where it could be a part of a checksum.
    """
    letters = r"[^\W_]" if HEXADECIMAL.fullmatch(name) else r"[^\W\d_]"
    parts = re.split(GAPS, normalize("NFC", name).strip())
    return f"(?<!{letters}){GAPS.join(''.join(map(_letter, part)) for part in parts)}(?!{letters})"


def _letter(letter: str) -> str:
    if letter in QUOTES:
        return QUOTE
    if letter == "&":
        return "(?:&amp;|&)"
    apart = normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{letter}|{apart}|{apart[0]})"


def _number(number: str) -> str:
    """Return a pattern of a phone number, in any grouping and with any prefix, but for a part of a checksum."""
    digits = re.sub(r"\D", "", number)
    start = rf"\+?(?:\(?\d{BETWEEN_DIGITS}){{0,{LONGEST_START}}}" if len(digits) > END_OF_NUMBER else r"\+?"
    return rf"(?<![^\W_]){start}{BETWEEN_DIGITS.join(digits[-END_OF_NUMBER:])}(?![^\W_])"
