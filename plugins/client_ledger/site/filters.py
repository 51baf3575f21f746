"""The filters of the templates: they format values in the site's language and escape all but the owner's HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from client_ledger.text.babel import BabelFormatter
from client_ledger.text.message import Amount, Label, Quantity, Share, decimal, msg

ENDS = ".!?…:"
CLOSING = '”»"’)'


def sentence(text: str) -> str:
    """Return text with a capital first letter, and with a full stop unless it ends with punctuation."""
    text = text[:1].upper() + text[1:]
    return text if text.rstrip(CLOSING)[-1:] in ENDS else f"{text}."


def prose(text: str, *, capital: bool = True, stop: bool = True) -> Markup:
    """Return text as HTML, with text in backquotes as code."""
    if stop:
        ended = sentence(text)
        text = ended if capital else text[:1] + ended[1:]
    elif capital:
        text = text[:1].upper() + text[1:]
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped just now


def linked(text: str, signs: Mapping[str, str]) -> Markup:
    """Return text as HTML; the first mention of each sign links to its card on the page."""
    html = str(escape(text))
    for words, name in signs.items():
        mention = re.compile(re.escape(str(escape(words))), re.IGNORECASE)
        html = mention.sub(rf'<a href="#sign-{name}">\g<0></a>', html, count=1)
    return Markup(html)  # noqa: S704 - escaped just now


def filters(formatter: BabelFormatter, currency: str) -> dict[str, Callable[..., Any]]:
    """Return the filters by name; `currency` is that of amounts for which a template names none."""
    return {
        "say": formatter.value,
        "money": lambda value, code=currency: formatter.value(Amount(_decimal(value), code)),
        "whole": lambda value: formatter.value(Amount(_decimal(value), currency, whole=True)),
        "share": lambda value: formatter.value(Share(value)),
        "quantity": lambda value: formatter.value(Quantity(value)),
        "month": formatter.month,
        "weekday": formatter.weekday,
        "compact": formatter.compact,
        "tight": formatter.tight,
        "city": formatter.city,
        "word": lambda name: formatter.value(Label(name)),
        "quoted": lambda text: formatter.format(msg("“{text}”", text=text)),
        "sentence": sentence,
        "linked": lambda text, signs: linked(
            text, {formatter.value(Label(each.sign.name)): each.sign.name for each in signs}
        ),
        "prose": lambda value, capital=True, stop=True: prose(formatter.value(value), capital=capital, stop=stop),
        "round_to": lambda value, places: f"{float(value):.{places}f}",
    }


def _decimal(value: Any) -> Any:  # noqa: ANN401 - a Decimal or a Fraction
    return decimal(value) if hasattr(value, "numerator") and not hasattr(value, "as_tuple") else value
