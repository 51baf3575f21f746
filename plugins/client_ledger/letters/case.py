"""One client's reading of one sign, as a letter looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.letter import quoted
from client_ledger.signs.sign import Evidence, Reading
from client_ledger.signs.view import View
from client_ledger.text.message import Message, msg


@dataclass(frozen=True, slots=True)
class Case:
    """One client's reading of one sign, on the day judged."""

    client: JudgedClient
    reading: Reading

    @property
    def view(self) -> View:
        """The client's records as known on the day."""
        day = self.client.status.day
        return View(self.client.timeline, day, day)

    def count(self, measure: str) -> int:
        """Return a measure that counts."""
        value = self.reading.measures[measure]
        return value if isinstance(value, int) else 0

    @property
    def window(self) -> int:
        """The days the reading looks back."""
        return self.reading.limits.window_days

    def worked(self) -> list[Message]:
        """Return the hours among the evidence, the latest first."""
        return [line for each in self.reading.evidence if (line := _worked(each))]

    def days(self) -> tuple[date, ...]:
        """Return the days of the evidence, in order."""
        return tuple(sorted({each.day for each in self.reading.evidence if each.day}))


def _worked(evidence: Evidence) -> Message | None:
    values = evidence.text.values
    hours = values.get("unpaid", values.get("hours"))
    if evidence.day is None or hours is None:
        return None
    if "task" in values:
        return msg("{day}: {task}, {hours} h", day=evidence.day, task=quoted(str(values["task"])), hours=hours)
    return msg("{day}: {hours} h", day=evidence.day, hours=hours)
