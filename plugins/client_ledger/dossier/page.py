"""A dossier's page: the readings with their calculation, what is owed, the facts by day, the attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from client_ledger.dossier.timeline import Fact
from client_ledger.judging.verdict import Judged
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.pages.blocks import Block, Cell, Heading, Items, Paragraph, Table
from client_ledger.pages.claims import late_blocks
from client_ledger.signs.levels import Level, Measure
from client_ledger.signs.measures import measure_name
from client_ledger.signs.sign import Evidence
from client_ledger.text.message import Label, Message, Quantity, Share, Value, msg

SHORT = 12


@dataclass(frozen=True, slots=True)
class Recorded:
    """The day on which a fact was recorded (or by which, if not `exact`), and the commit's id."""

    day: date
    commit: str
    exact: bool


def dossier_page(
    plan: ExitPlan,
    facts: Sequence[Fact],
    recorded: Callable[[Fact], Recorded | None],
    attachments: Mapping[str, str],
    *,
    cut: bool = False,
) -> Iterator[Block]:
    """Yield the page; `attachments` are the SHA-256 by file, `cut` tells whether the history is cut short."""
    status, client = plan.judged.status, plan.judged.timeline.client
    yield Heading(1, msg("Dossier: {name}", name=client.name))
    yield Paragraph(
        msg(
            "as of {day}: {verdict}, based on {count} facts; verify.html explains how to check each",
            day=status.day,
            verdict=Label(status.verdict),
            count=len(facts),
        )
    )
    if cut:
        yield Paragraph(
            msg(
                "the history behind this dossier is cut short: facts in its first commits may be older, so the day "
                "they were recorded is not proven"
            )
        )
    yield Heading(2, msg("The signs and how each was calculated"))
    for each in sorted(status.signs, key=lambda each: -each.level):
        yield from _reading(each)
    yield from late_blocks(plan)
    yield Heading(2, msg("Facts in order of time"))
    yield Table(
        msg("Every record with its file and line, the day it was recorded, and the commit"),
        (msg("Fact"), msg("Day"), msg("Recorded")),
        tuple(
            (Cell(fact.text, place=fact.place), Cell(fact.moment or fact.day or "–"), _recorded(recorded(fact)))
            for fact in facts
        ),
    )
    if attachments:
        yield Heading(2, msg("Attachments"))
        yield Table(
            msg("Every file that a record refers to"),
            (msg("File"), msg("SHA-256")),
            tuple((Cell(f"`{path}`"), Cell(f"`{digest}`")) for path, digest in attachments.items()),
        )


def _reading(each: Judged) -> Iterator[Block]:
    yield Heading(3, msg("{sign}: {level}", sign=Label(each.sign.name), level=Label(each.level.name)))
    yield Paragraph(each.reading.summary)
    measures = tuple(
        (Cell(measure_name(name)), Cell(value, number=True), Cell(_limits(value, each.reading.limits.of(name))))
        for name, value in each.reading.measures.items()
    )
    if measures:
        yield Table(msg("Measures"), (msg("Measure"), msg("Value"), msg("Limits")), measures)
    if each.reading.evidence:
        yield Items(tuple(Cell(_dated(record), place=record.place) for record in each.reading.evidence))


def _dated(record: Evidence) -> Message:
    return msg("{day}: {text}", day=record.day, text=record.text) if record.day else record.text


def _recorded(found: Recorded | None) -> Cell:
    if found is None:
        return Cell("–")
    day = found.day if found.exact else msg("by {day}", day=found.day)
    return Cell((day, f"`{found.commit[:SHORT]}`"))


def _limits(value: Measure, limits: Mapping[Level, Fraction]) -> Value:
    """Return the limits in the form of the measure."""
    of_a_whole = isinstance(value, Share)
    return tuple(
        msg("{level} {limit}", level=Label(level.name), limit=Share(limit) if of_a_whole else Quantity(limit))
        for level, limit in limits.items()
    )
