"""Passphrases: six random words, or the reader's own if it is strong."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from zxcvbn import zxcvbn

from sealed_site.errors import SealingError
from sealed_site.language import tr

WORDS = 6
GUESSES_LOG10 = 16.0
LONGEST_SCORED = 72


@cache
def word_list() -> tuple[str, ...]:
    """Return the EFF large word list: 7,776 words, 12.9 bits each."""
    return tuple(_text("eff_large_wordlist.txt").split())


@cache
def known_phrases() -> tuple[str, ...]:
    """Return phrases, keyboard rows and words that guessers of passphrases try first, in English and French."""
    return tuple(_text("known.txt").splitlines())


def generate() -> str:
    """Return a new passphrase of six words, about 77 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))


def normalised(passphrase: str) -> str:
    """Return a passphrase normalised like on the unlock page: composed characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def require_strong(passphrase: str, telling: Iterable[str] = ()) -> None:
    """Raise `SealingError`, saying why, if zxcvbn estimates less than 10**16 guesses for a chosen passphrase.

    It is checked as typed, without accents, and without well-known phrases; `telling` is what an attacker knows
    of this site: its address, its name, its reader's name.
    """
    familiar = [*_parts(telling), *(phrase for phrase in known_phrases() if " " not in phrase)]
    bare = _bare(passphrase)
    forms = {passphrase, bare, _without_known(bare)}
    judged = min((_judged(form, familiar) for form in forms), key=lambda each: float(each["guesses_log10"]))
    if judged["guesses_log10"] < GUESSES_LOG10:
        raise _too_weak([judged["feedback"]["warning"], *judged["feedback"]["suggestions"]])
    if not re.search(r"[^\W\d]", passphrase):
        raise _too_weak([tr("It needs at least one letter.")])


def _too_weak(advice: Iterable[str]) -> SealingError:
    why = tr("everyone can download the sealed site and guess as often as they like.")
    better = tr("Take the six generated words, or five or more words of your own that appear together nowhere else.")
    return SealingError(" ".join([tr("This passphrase is too weak:"), why, better, *filter(None, advice)]))


def _judged(text: str, familiar: list[str]) -> dict[str, Any]:
    return dict(zxcvbn(text[:LONGEST_SCORED] or "-", user_inputs=familiar))


def _parts(texts: Iterable[str]) -> set[str]:
    """Return texts that an attacker would combine: each one without its scheme, and its words."""
    whole = {form for text in texts for form in (text, text.partition("://")[2].rstrip("/"))}
    return {part for text in whole for part in (text, _bare(text), *re.findall(r"\w+", _bare(text))) if part}


def _bare(text: str) -> str:
    """Return a text in lower case and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))


def _without_known(bare: str) -> str:
    """Return the letters and digits of a text without well-known phrases; without spaces if it has none."""
    left = letters = re.sub(r"\W", "", bare)
    for phrase in known_phrases():
        if " " in phrase:
            left = left.replace(phrase.replace(" ", ""), "")
    return "".join(bare.split()) if left == letters else left


def _text(name: str) -> str:
    return resources.files("sealed_site").joinpath("wordlist", name).read_text(encoding="utf-8")
