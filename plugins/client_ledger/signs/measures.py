"""The names of the signs' measures, and the display of their limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from client_ledger.signs import SIGNS
from client_ledger.text.message import Message, Quantity, Share

Scaled: TypeAlias = "Share | Quantity"

NAMES: dict[str, Message] = {measure: name for sign in SIGNS for measure, name in sign.measures.items()}


def measure_name(measure: str) -> Message:
    """Return the name of a measure."""
    return NAMES[measure]


def on_scale(measure: str, value: Fraction) -> Scaled:
    """Return a limit, or a value on its scale, for display."""
    return Share(value) if measure.endswith("_share") else Quantity(value)
