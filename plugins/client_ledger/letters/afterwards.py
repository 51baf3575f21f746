"""What to record once a letter is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What to record once a letter is sent, and the day to look again.

    It is a line under a field of the client's file, commands to run, or both.
    """

    field: str
    line: str
    look_again: date
    commands: tuple[str, ...] = ()
