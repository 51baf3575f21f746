"""A phrase as prose: a capital in front, a full stop behind, names of fields in code."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

ENDS = ".!?…:"
CLOSING = '”»"’)'


def sentence(text: str) -> str:
    """Return text with a capital first letter and a full stop, unless it has an end of its own."""
    text = text[:1].upper() + text[1:]
    return text if text.rstrip(CLOSING)[-1:] in ENDS else f"{text}."


def prose(text: str, *, capital: bool = True, stop: bool = True) -> Markup:
    """Return text as HTML, what stands in backquotes as code."""
    if stop:
        ended = sentence(text)
        text = ended if capital else text[:1] + ended[1:]
    elif capital:
        text = text[:1].upper() + text[1:]
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped just now
