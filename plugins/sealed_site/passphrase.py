"""Passphrases: six words made by chance, or the reader's own when it is strong."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from importlib import resources

from zxcvbn import zxcvbn

from sealed_site.errors import SealingError

WORDS = 6
STRONG = 4
LONGEST_SCORED = 72


@cache
def word_list() -> tuple[str, ...]:
    """Return the EFF large word list: 7,776 words, 12.9 bits each."""
    text = resources.files("sealed_site").joinpath("wordlist/eff_large_wordlist.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def generate() -> str:
    """Return a new passphrase of six words, about 77 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))


def normalised(passphrase: str) -> str:
    """Return a passphrase as the unlock page makes it of what is typed: composed characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def require_strong(passphrase: str) -> None:
    """Raise `SealingError`, saying why, when zxcvbn scores a chosen passphrase under 4 of 4."""
    judged = zxcvbn(passphrase[:LONGEST_SCORED] or "-")
    if judged["score"] < STRONG:
        advice = " ".join([judged["feedback"]["warning"], *judged["feedback"]["suggestions"]]).strip()
        raise SealingError(
            "This passphrase is too weak: everyone can download the sealed site and guess at home, without limit. "
            f"Take the six generated words, or a longer one of your own. {advice}".strip()
        )
