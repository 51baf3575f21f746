"""Remove from an outside text the characters that control a terminal or change the writing direction."""

from __future__ import annotations

import unicodedata

UNWANTED = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Marks and overrides of the writing direction, the zero-width space, and the byte order mark.
UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])


def clean(text: str) -> str:
    """Return a text without control characters; its line ends stay."""
    if text.isprintable():
        return text
    kept = (each if each in "\n\t" or unicodedata.category(each) not in UNWANTED else " " for each in text)
    return "".join(kept).translate(UNSEEN)
