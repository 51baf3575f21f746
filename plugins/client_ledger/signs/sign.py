"""The definition of a warning sign: everything the ledger knows, measures and says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from client_ledger.frontmatter.problems import Place
from client_ledger.signs.levels import WORST_FIRST, Level, Limits, Measure, number
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Message, Value, msg


@dataclass(frozen=True, slots=True)
class Evidence:
    """One dated record that made a reading, with its place."""

    place: Place
    day: date | None
    text: Message


def newest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence by day, the latest first."""
    return tuple(sorted(evidence, key=lambda each: (each.day or date.min, each.place), reverse=True))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sign measured: named numbers, a summary, and the records behind them.

    `unknown` says why too little is recorded. `compared` replaces a measure if its limit
    is on another scale; None excludes it from the comparison. Most days judged are never shown,
    so the summary and the evidence are made only when needed.
    """

    measures: Mapping[str, Measure]
    summary: Callable[[], Message]
    evidence: Callable[[], Iterable[Evidence]] = tuple
    unknown: Message | None = None
    compared: dict[str, Fraction | None] = field(default_factory=dict)

    def number(self, measure: str) -> Fraction | int | None:
        """Return a measure as the bare number to compare with its limits; None if it is not known."""
        if measure in self.compared:
            return self.compared[measure]
        value = self.measures.get(measure)
        return None if value is None else number(value)


@dataclass(frozen=True)
class Reading:
    """A sign's level for one client on one day."""

    sign: str
    level: Level
    finding: Finding
    limits: Limits
    unknown: Message | None = None

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The named numbers that are known."""
        return self.finding.measures

    @cached_property
    def summary(self) -> Message:
        """A sentence with the numbers, or why they are not known."""
        return self.unknown or self.finding.summary()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The records behind it, the latest first."""
        return tuple(self.finding.evidence())


@dataclass(frozen=True, slots=True)
class Case:
    """One client's reading of one sign with its records, for letters and next steps."""

    view: View
    reading: Reading

    def count(self, measure: str) -> int:
        """Return a measure that is a count."""
        return int(number(self.reading.measures[measure]))

    @property
    def window(self) -> int:
        """The days that the reading looks back."""
        return self.reading.limits.window_days

    def days(self) -> tuple[date, ...]:
        """Return the days of the evidence, in order."""
        return tuple(sorted({each.day for each in self.reading.evidence if each.day}))


Facts: TypeAlias = "Mapping[str, Value | list[Message]]"


def no_step(_: Case) -> Message | None:
    """Return no step of the sign's own, so that the general step for its level is used."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One warning sign.

    `measures` names what it measures. `rule` is the boundary to state, `facts` fill the letter that states it,
    and `reason` is the sentence for a letter that ends the work, if there is one. `step` is what to do about it
    from watch on, if the general advice for its level does not fit.

    An *event* sign is clear only while the client is reviewed. A *knock-out* decides alone when critical, and cannot
    be accepted. A sign that *can persist* is about what a client can keep doing after a boundary. A sign about work to
    come asks nothing of a client who is being left. A sign that is not *about conduct* says nothing against the
    client: it is off for a former client, and comes last among equals. If no *core* sign is known, too little is known
    to keep a client. A letter is written from the level `letter_from` on. `turns` are the
    days after a given one on which its level can change; `words` are its own words that people read.
    """

    name: str
    measure: Callable[[View, Limits], Finding]
    limits: Limits
    measures: Mapping[str, Message]
    rule: Message
    facts: Callable[[Case], Facts]
    reason: Callable[[Case], Message | None]
    turns: Callable[[Timeline, Limits, date], Iterable[date]]
    step: Callable[[Case], Message | None] = no_step
    event: bool = False
    knock_out: bool = False
    can_persist: bool = False
    about_work_to_come: bool = False
    about_conduct: bool = True
    core: bool = False
    letter_from: Level = Level.warning
    words: tuple[str, ...] = ()

    def read(self, view: View, limits: Limits) -> Reading:
        """Return the sign's reading of a client's records."""
        finding = self.measure(view, limits)
        level = Level.unknown if finding.unknown else level_of(finding, limits)
        unknown = finding.unknown
        if self.event and level is Level.clear and not view.is_reviewed:
            level, unknown = Level.unknown, not_reviewed(view)
        return Reading(self.name, level, finding, limits, unknown)


def level_of(finding: Finding, limits: Limits) -> Level:
    """Return the highest level with a group of conditions that holds, clear if none does."""
    for level in WORST_FIRST:
        for group in limits.rules.get(level, ()):
            for condition in group:
                if not condition.holds(finding.number(condition.measure)):
                    break
            else:
                return level
    return Level.clear


def not_reviewed(view: View) -> Message:
    """Return why a lack of records means nothing here, and what would give it a meaning."""
    reviewed = view.client.reviewed
    if reviewed is None or reviewed > view.day:
        return msg(
            "nothing serious is recorded, and you never reviewed this client; "
            "if all is well, run `client-ledger review`"
        )
    return msg("not reviewed since {day}; if all is well, run `client-ledger review`", day=reviewed)
