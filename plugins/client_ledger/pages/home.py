"""The home page: the clients to act on, the money owed, the deadlines, the changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cached_property

from client_ledger.book.records import Decision
from client_ledger.history import History
from client_ledger.income.calendar_months import bounds
from client_ledger.judging.advice import advice, first_step
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import Judged, VerdictName
from client_ledger.leaving.dependence import dependence
from client_ledger.pages.invoices import InvoiceLine, invoice_lines
from client_ledger.pages.receivables import Payment, received_by_month
from client_ledger.pages.recent_changes import CHANGED_IN_DAYS, Change, changed
from client_ledger.pages.start import FirstStep, first_steps
from client_ledger.pages.to_invoice import all_to_invoice, sum_in_base
from client_ledger.pages.verdict_changes import Past, past_of
from client_ledger.reminders.boundaries import Check, due_checks
from client_ledger.reminders.deadlines import Deadline, deadlines
from client_ledger.reminders.reviews import Review, Waived, reviews_due, waived_to_look_at
from client_ledger.text.message import Message, msg, plural_msg

ACTING: tuple[VerdictName, ...] = ("leave-now", "plan-exit", "set-boundary")
NAMED_AT_MOST = 4
IN_WORDS: tuple[Message, ...] = (
    msg("Two"),
    msg("Three"),
    msg("Four"),
    msg("Five"),
    msg("Six"),
    msg("Seven"),
    msg("Eight"),
    msg("Nine"),
    msg("Ten"),
)


@dataclass(frozen=True, slots=True)
class ActionItem:
    """A client to act on: the reason, the next step, and the dependence on the client."""

    judged: JudgedClient
    reason: Judged
    step: Message
    dependence: tuple[Message, ...]


class Home:
    """What the home page shows, from one judgement with its clients worst first, and the history."""

    def __init__(self, judgement: Judgement, clients: Iterable[JudgedClient], history: History) -> None:
        self.judgement = judgement
        self.history = history
        self.clients = tuple(clients)
        self.day = judgement.day

    @cached_property
    def acts(self) -> tuple[ActionItem, ...]:
        """The clients to act on, without former ones."""
        found = []
        for judged in self.clients:
            if judged.status.verdict in ACTING and judged.timeline.client.status != "former":
                reason = next(each for each in judged.status.signs if each.sign.name == judged.status.deciding[0])
                step = _leaving(judged.leaving) if judged.leaving else first_step(judged)
                depends = dependence(judged, self.judgement.pipeline)
                found.append(ActionItem(judged, reason, step or advice(reason, judged), depends))
        return tuple(found)

    @property
    def first_steps(self) -> tuple[FirstStep, ...]:
        """The first steps in a new ledger."""
        return () if self.judgement.project.errors else first_steps(self.judgement.project)

    @property
    def heading(self) -> Message:
        """The page in one sentence."""
        count = len(self.acts)
        if not count and self.judgement.project.errors:
            return msg("Some records cannot be read, so it is not known who needs you")
        if not count and self.unjudged:
            return msg("As far as your records show, no client needs you today")
        if not count:
            return msg("No client needs you today") if self.clients else msg("Your ledger is empty")
        if count == 1:
            return msg("One client needs you")
        number = IN_WORDS[count - 2] if count - 2 < len(IN_WORDS) else count
        return plural_msg("{number} client needs you", "{number} clients need you", count, number=number)

    @property
    def summary(self) -> tuple[Message, ...]:
        """The clients by name under the heading: those to leave, to plan an exit from, and to talk to."""
        by_verdict = {
            verdict: tuple(act.judged for act in self.acts if act.judged.status.verdict == verdict)
            for verdict in ACTING
        }
        found = (
            (msg("leave {names} now"), by_verdict["leave-now"]),
            (msg("plan an exit from {names}"), by_verdict["plan-exit"]),
            (msg("set a boundary with {names}"), by_verdict["set-boundary"]),
            (msg("too little is recorded about {names}"), self.unjudged),
        )
        return tuple(Message(message.text, {"names": _names(clients)}) for message, clients in found if clients)

    @cached_property
    def unjudged(self) -> tuple[JudgedClient, ...]:
        """The clients, except former ones, with too few records for a verdict."""
        current = (each for each in self.clients if each.timeline.client.status != "former")
        return tuple(each for each in current if each.status.verdict == "unknown")

    @cached_property
    def lines(self) -> tuple[tuple[InvoiceLine, JudgedClient], ...]:
        """Every invoice with its client."""
        return tuple((line, judged) for judged in self.clients for line in invoice_lines(judged))

    @cached_property
    def overdue(self) -> tuple[tuple[InvoiceLine, JudgedClient], ...]:
        """The invoices past due, the oldest first."""
        found = (each for each in self.lines if each[0].state == "overdue")
        return tuple(sorted(found, key=lambda each: (each[0].invoice.due, each[0].invoice.record.id)))

    @property
    def overdue_sum(self) -> Fraction:
        """The overdue sum, in the base currency."""
        return sum((line.invoice.open_in_base for line, _ in self.overdue), Fraction(0))

    @cached_property
    def to_invoice(self) -> Fraction:
        """The sum earned and not invoiced, net, in the base currency."""
        return sum_in_base(all_to_invoice(self.judgement))

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """This month's payments, the latest first."""
        return received_by_month(self.judgement)[0].payments

    @property
    def received(self) -> Fraction:
        """The income received this month, net, in the base currency."""
        return self.judgement.pipeline.received[-1][1]

    @cached_property
    def expected(self) -> tuple[tuple[InvoiceLine, JudgedClient], ...]:
        """The open invoices expected to be paid from today to the end of the month."""
        _, last = bounds((self.day.year, self.day.month))
        found = (each for each in self.lines if each[0].is_open and self.day <= each[0].expected_on <= last)
        return tuple(sorted(found, key=lambda each: each[0].expected_on))

    @property
    def expected_sum(self) -> Fraction:
        """The income expected by the end of the month, net, in the base currency."""
        return sum((line.expected for line, _ in self.expected), Fraction(0))

    @property
    def goal(self) -> Fraction | None:
        """The income goal of a month, None if there is none or it is 0."""
        goal = self.judgement.project.settings.income_goal
        return Fraction(goal) if goal else None

    def of_goal(self, amount: Fraction) -> Fraction | None:
        """Return an amount as a share of the goal."""
        return amount / self.goal if self.goal else None

    @property
    def months_at_goal(self) -> int | None:
        """The number of months ahead in a row that reach the goal."""
        pipeline = self.judgement.pipeline
        return pipeline.months_at_goal([(each.month, each.weighted) for each in pipeline.months])

    @property
    def largest(self) -> tuple[JudgedClient, Fraction] | None:
        """The client with the largest share of income, and the share."""
        shares = self.judgement.pipeline.shares
        largest = max(self.clients, key=lambda judged: shares[judged.timeline.client.id], default=None)
        share = shares[largest.timeline.client.id] if largest else Fraction(0)
        return (largest, share) if largest and share else None

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The deadlines of the next 30 days, and last those without a day."""
        return tuple(sorted(deadlines(self.judgement), key=lambda each: each.day is None))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The boundaries that are due to be looked at again."""
        return due_checks(self.judgement)

    @cached_property
    def waived(self) -> tuple[Waived, ...]:
        """The acceptances that have ended, end soon or are not needed."""
        return waived_to_look_at(self.judgement)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """The clients without a review in the last 90 days."""
        return reviews_due(self.judgement)

    @cached_property
    def past(self) -> Past:
        """The clients' status 7 days ago, from the records as committed then."""
        return past_of(self.judgement, self.history, self.day - timedelta(days=CHANGED_IN_DAYS))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the last 7 days, from the records as committed then if known, else from today's records."""
        return tuple(change for judged in self.clients if (change := changed(judged, self.past)))


def _names(clients: Sequence[JudgedClient]) -> tuple[str | Message, ...]:
    """Return the clients' names as a list for a sentence; only the first few if there are many."""
    names = [each.timeline.client.name for each in clients]
    if len(names) <= NAMED_AT_MOST:
        return tuple(names)
    rest = len(names) - NAMED_AT_MOST + 1
    return (*names[: NAMED_AT_MOST - 1], plural_msg("{count} other", "{count} others", rest))


def _leaving(decision: Decision) -> Message:
    if decision.last_day:
        return msg("you decided on {day} to leave; the last day is {last}", day=decision.date, last=decision.last_day)
    return msg("you decided on {day} to leave; set the `last_day`", day=decision.date)
