"""Names of others, to be left out of texts, however a file writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from client_ledger.book.phrase import Phrase, Speaker
from client_ledger.judgement import Judgement

LEFT_OUT = "[…]"
SHORTEST_NAME = 3
LONG_WORD = 5
# What stands for a character in HTML, JSON, CSV and YAML, and how people write it.
QUOTES = "'\"’‘ʼ`´“”„«»"
QUOTE = rf"(?:''|\"\"|\\?[{QUOTES}]|&quot;|&#x27;|&#39;|&apos;)"
HEXADECIMAL = re.compile("[0-9a-f]+", re.IGNORECASE)
GAPS = r"[-‐‑–_\s]+"


class Names:
    """The names of others: whole ones and long words in any case, `exact` words as they are written."""

    def __init__(self, names: Iterable[str], exact: Iterable[str] = ()) -> None:
        anyhow = _longest_first(name for name in names if len(name) >= SHORTEST_NAME)
        precise = _longest_first(word for word in exact if len(word) >= SHORTEST_NAME)
        self._patterns = [
            re.compile("|".join(map(_pattern, some)), flags)
            for some, flags in ((anyhow, re.IGNORECASE), (precise, re.NOFLAG))
            if some
        ]

    def leave_out(self, text: str, token: str = LEFT_OUT) -> str:
        """Return a text without the names."""
        for pattern in self._patterns:
            text = pattern.sub(token, text)
        return text

    def found_in(self, text: str) -> bool:
        """Tell whether any of the names stands in a text."""
        return any(pattern.search(text) for pattern in self._patterns)


class DiscreetSpeaker(Speaker):
    """Says what another speaker says, without the names."""

    def __init__(self, speaker: Speaker, names: Names) -> None:
        super().__init__()
        self._speaker = speaker
        self._names = names
        self.language = speaker.language

    def value(self, value: object) -> str:
        """Return any value a phrase may hold as text, without the names."""
        return self._names.leave_out(self._speaker.value(value))

    def say(self, phrase: Phrase) -> str:
        """Return a phrase as a sentence, without the names."""
        return self.value(phrase)


def others(judgement: Judgement, client: str, more: Sequence[str] = ()) -> Names:
    """Return what names all other clients and their contacts: names and their words, ids, titles of several words.

    A contract's title or id of one word is a common word more often than a name; what names this client stays.
    """
    own = judgement.clients[client].timeline
    mine = {own.client.id, own.client.name, own.client.contact or "", *(each.title for each in own.contracts)}
    my_words = {word for name in mine for word in _words(name)}
    names, exact = list(more), []
    for identity, judged in judgement.clients.items():
        if identity == client:
            continue
        each = judged.timeline.client
        titles = (part for contract in judged.timeline.contracts for part in (contract.id, contract.title))
        of_people = [word for word in _words(each.contact or "") if word not in my_words]
        names += [each.id, each.name, each.contact or "", *(part for part in titles if len(_words(part)) > 1)]
        names += [word for word in of_people if len(word) >= LONG_WORD]
        exact += [word for word in of_people if len(word) < LONG_WORD]
        exact += [word for word in _words(each.name) if len(word) >= LONG_WORD and word not in my_words]
    return Names((name for name in names if name not in mine), (word for word in exact if word[:1].isupper()))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


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
