"""What the signs' measures are called, and how their limits are said."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from client_ledger.signs import SIGNS
from client_ledger.text.message import Message, Quantity, Share

Scaled: TypeAlias = "Share | Quantity"

NAMES: dict[str, Message] = {measure: name for sign in SIGNS for measure, name in sign.measures.items()}


def measure_name(measure: str) -> Message:
    """Return what a measure is called."""
    return NAMES[measure]


def on_scale(measure: str, value: Fraction) -> Scaled:
    """Return a limit, or a value on its scale, as the pages show it."""
    return Share(value) if measure.endswith("_share") else Quantity(value)
