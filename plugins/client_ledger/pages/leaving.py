"""The page "Leaving well": the clients to leave, and the lessons from former clients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.leaving.departures import departures, months_after_departures
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.leaving.postmortem import FirstSeen, Lessons, PostMortem, lessons, post_mortem
from client_ledger.pages.blocks import Block, Cell, Heading, Items, Paragraph, Table
from client_ledger.text.message import CalendarMonth, Label, Message, Quantity, decimal, msg, plural_msg


def leaving_page(judgement: Judgement, plans: Sequence[ExitPlan]) -> tuple[Block, ...]:
    """Return the page of all departures: decided ones, plans in order, and the lessons from former clients."""
    return (
        Heading(1, msg("Leaving well")),
        *_decided(judgement),
        *_plans(plans),
        *_lessons(lessons(judgement)),
    )


def plan_path(client: str) -> str:
    """Return the source path of a client's exit plan."""
    return f"exit/{client}.md"


def _decided(judgement: Judgement) -> Iterator[Block]:
    found = departures(judgement)
    if not found:
        yield Paragraph(msg("you have decided to leave no client"))
        return
    yield Heading(2, msg("Clients you are leaving"), "decided")
    yield Table(
        msg("By the recorded last day"),
        (msg("Client"), msg("Decided on"), msg("Last day"), msg("Why")),
        tuple(
            (
                Cell(each.judged.timeline.client.name, place=each.decision.place, about=_plan_of(each.judged)),
                Cell(each.decision.date),
                Cell(each.last_day or msg("not set")),
                Cell(each.decision.why or "–"),
            )
            for each in found
        ),
    )
    amount = judgement.project.settings.whole_amount
    yield Table(
        msg("Income expected by probability, net"),
        (msg("Month"), msg("As things are now"), msg("After the last days"), msg("Short of the goal")),
        tuple(
            (
                Cell(CalendarMonth(date(*each.month, 1))),
                Cell(amount(decimal(each.with_client)), number=True),
                Cell(amount(decimal(each.without)), number=True),
                Cell(amount(decimal(each.gap)) if each.gap else "–", number=True),
            )
            for each in months_after_departures(judgement)
        ),
    )


def _plans(plans: Sequence[ExitPlan]) -> Iterator[Block]:
    current = [each for each in plans if each.judged.timeline.client.status != "former"]
    if not current:
        return
    yield Heading(2, msg("A plan for each client"), "plans")
    yield Table(
        msg("What leaving each client would mean today"),
        (
            msg("Client"),
            msg("Verdict"),
            msg("Last day"),
            msg("Owed to you so far"),
            msg("Months at goal without them"),
        ),
        tuple(
            (
                Cell(each.judged.timeline.client.name, about=_plan_of(each.judged)),
                Cell(Label(each.judged.status.verdict)),
                Cell(each.last_day),
                Cell(each.judged.timeline.settings.amount(decimal(each.owed)) if each.owed else "–", number=True),
                Cell("–" if each.months_at_goal is None else each.months_at_goal, number=True),
            )
            for each in current
        ),
    )


def _lessons(found: Lessons) -> Iterator[Block]:
    if not found.clients:
        return
    settings = found.clients[0].judged.timeline.settings
    yield Heading(2, msg("What former clients taught you"), "lessons")
    if found.signs:
        yield Paragraph(msg("in your own records, the earliest sign was {sign}", sign=Label(found.signs[0].sign.name)))
        yield Table(
            msg("Which signs showed first"),
            (msg("Sign"), msg("Clients"), msg("Showed first"), msg("Days before the end, on average")),
            tuple(
                (
                    Cell(Label(each.sign.name), about=f"signs/{each.sign.name}.md"),
                    Cell(each.clients, number=True),
                    Cell(each.first, number=True),
                    Cell(Quantity(Fraction(round(each.mean_days_before))), number=True),
                )
                for each in found.signs
            ),
        )
    yield Table(
        msg("What they cost"),
        (msg("Client"), msg("Unpaid hours"), msg("Days of waiting"), msg("Not received so far")),
        tuple(
            (
                Cell(each.judged.timeline.client.name, about=_plan_of(each.judged)),
                Cell(Quantity(each.unpaid_hours), number=True),
                Cell(each.waited, number=True),
                Cell(settings.amount(decimal(each.not_received)), number=True),
            )
            for each in found.clients
        ),
        (
            Cell(msg("total")),
            Cell(Quantity(found.unpaid_hours), number=True),
            Cell(found.waited, number=True),
            Cell(settings.amount(decimal(found.not_received)), number=True),
        ),
    )


def post_mortem_blocks(judged: JudgedClient) -> Iterator[Block]:
    """Yield the lessons from one former client."""
    found = post_mortem(judged)
    if found is None:
        yield Paragraph(msg("nothing is recorded about this client"))
        return
    yield Heading(2, msg("What it taught you"), "lessons")
    yield Paragraph(_cost(found))
    if found.seen:
        yield Items(tuple(Cell(_seen(each)) for each in found.seen))
    else:
        yield Paragraph(msg("no sign showed while the work went on"))


def _cost(found: PostMortem) -> Message:
    waited = plural_msg(
        "{count} day of waiting for late payments", "{count} days of waiting for late payments", found.waited
    )
    return msg(
        "it ended on {day}; it cost {hours} h without pay, {waited}, and {sum} not received so far",
        day=found.end,
        hours=Quantity(found.unpaid_hours),
        waited=waited,
        sum=found.judged.timeline.settings.amount(decimal(found.not_received)),
    )


def _seen(each: FirstSeen) -> Message:
    return plural_msg(
        "{sign}: first on {day}, {count} day before the end",
        "{sign}: first on {day}, {count} days before the end",
        each.days_before,
        sign=Label(each.sign.name),
        day=each.day,
    )


def _plan_of(judged: JudgedClient) -> str:
    return plan_path(judged.timeline.client.id)
