"""The content of a client's page, besides the signs' own readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.records import ClientMessage
from client_ledger.frontmatter.problems import Place
from client_ledger.income.months_ahead import Without
from client_ledger.income.pipeline import Pipeline
from client_ledger.judging.advice import advice
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.late_fees import LateFeeDue, sum_in_base
from client_ledger.judging.verdict import Judged, MonthStatus, VerdictName
from client_ledger.leaving.dependence import dependence
from client_ledger.pages.chart_data import past
from client_ledger.pages.hours import HoursOfMonth, by_month
from client_ledger.pages.invoices import InvoiceLine, invoice_lines, oldest_first
from client_ledger.pages.past import MESSAGES_SHOWN, messages_up_to, past_messages
from client_ledger.signs.levels import Level
from client_ledger.signs.unpaid_hours import rate_parts
from client_ledger.text.message import Amount, Label, Message, msg

SENTENCES: dict[VerdictName, Message] = {
    "leave-now": msg("leave now: {reasons}"),
    "plan-exit": msg("plan your exit: {reasons}"),
    "set-boundary": msg("set a boundary: {reasons}"),
    "watch": msg("keep an eye on it: {reasons}"),
    "unknown": msg("too little is recorded to tell"),
    "keep": msg("a client to keep: nothing speaks against it"),
}
FORMER = msg("a former client; reasons not to take it back: {reasons}")
FORMER_WITHOUT: dict[VerdictName, Message] = {"keep": msg("a former client; nothing speaks against taking it back")}
FORMER_UNKNOWN = msg("a former client; too little is recorded to tell")
REASONS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One sign of the client: its level, its levels of the last 12 months, and the next step."""

    judged: Judged
    past: tuple[tuple[date, Level], ...]
    step: Message
    fall: tuple[date, Level] | None


class ClientPage:
    """One judged client's page, in reading order."""

    def __init__(self, judged: JudgedClient, pipeline: Pipeline) -> None:
        self.judged = judged
        self.pipeline = pipeline
        self.client = judged.timeline.client
        self.day = judged.status.day

    @property
    def empty(self) -> bool:
        """Whether nothing is recorded about the client."""
        client = self.client
        records = (client.messages, client.requests, client.incidents, client.boundaries, client.decisions)
        return not any((self.judged.timeline.contracts, client.accepted, *records))

    @property
    def deciding(self) -> tuple[Judged, ...]:
        """The signs that decide the verdict, the heaviest first."""
        by_name = {each.sign.name: each for each in self.judged.status.signs}
        return tuple(by_name[name] for name in self.judged.status.deciding)

    @property
    def sentence(self) -> Message:
        """The verdict with the reasons that decide it."""
        named = self.deciding[:REASONS_NAMED]
        if self.client.status == "former":
            verdict = FORMER if named else FORMER_WITHOUT.get(self.judged.status.verdict, FORMER_UNKNOWN)
        else:
            verdict = SENTENCES[self.judged.status.verdict]
        return Message(verdict.text, {"reasons": reasons(named)}) if named else verdict

    @cached_property
    def _past(self) -> tuple[MonthStatus, ...]:
        return past(self.judged)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The signs, worst first; unknown ones come before clear ones."""
        order = sorted(
            self.judged.status.signs,
            key=lambda each: (
                -each.level if each.level >= Level.watch else each.level,
                not each.persists,
                -each.weight,
            ),
        )
        return tuple(self._card(each) for each in order)

    def _card(self, judged: Judged) -> Card:
        name = judged.sign.name
        levels = tuple((then.day, then.levels[name]) for then in self._past)
        return Card(judged, levels, advice(judged, self.judged), self.judged.fall_of(judged))

    @property
    def firing(self) -> tuple[Card, ...]:
        """The signs at watch or above, those that decide the verdict first."""
        deciding = self.judged.status.deciding
        found = (card for card in self.cards if card.judged.level >= Level.watch)
        return tuple(sorted(found, key=lambda card: (*deciding, card.judged.sign.name).index(card.judged.sign.name)))

    @property
    def unknown(self) -> tuple[Card, ...]:
        """The unknown signs."""
        return tuple(card for card in self.cards if card.judged.level is Level.unknown)

    @property
    def to_fill(self) -> dict[Message, list[Judged]]:
        """What to record to make unknown signs known, each with its signs."""
        found: dict[Message, list[Judged]] = {}
        for card in self.unknown:
            found.setdefault(card.judged.reading.summary, []).append(card.judged)
        return found

    @property
    def clear(self) -> tuple[Card, ...]:
        """The signs that are clear."""
        return tuple(card for card in self.cards if card.judged.level is Level.clear)

    @cached_property
    def invoices(self) -> tuple[InvoiceLine, ...]:
        """The invoices, the latest first."""
        return invoice_lines(self.judged)

    @property
    def overdue(self) -> tuple[InvoiceLine, ...]:
        """The invoices past due, the oldest first."""
        return oldest_first(self.invoices, "overdue")

    @property
    def to_collect(self) -> tuple[InvoiceLine, ...]:
        """All unpaid invoices by due day: what to collect before leaving."""
        return (*self.overdue, *oldest_first(self.invoices, "due"))

    @property
    def overdue_sum(self) -> Fraction:
        """The sum past due, in the base currency."""
        return sum((line.invoice.open_in_base for line in self.overdue), Fraction(0))

    @property
    def open_sum(self) -> Fraction:
        """The unpaid sum, in the base currency."""
        return sum((line.invoice.open_in_base for line in self.to_collect), Fraction(0))

    @property
    def fees(self) -> tuple[LateFeeDue, ...]:
        """The late fees due."""
        return tuple(line.fee for line in self.invoices if line.fee)

    @property
    def fees_sum(self) -> Fraction:
        """The late fees due, in the base currency."""
        return sum_in_base(self.fees)

    @cached_property
    def hours(self) -> tuple[HoursOfMonth, ...]:
        """The hours up to the day, by month, the latest first."""
        return by_month(self.judged.timeline.hours.between(date.min, self.day))

    @property
    def messages(self) -> tuple[ClientMessage, ...]:
        """The messages up to the day, the latest first."""
        return messages_up_to(self.client, self.day)

    @property
    def messages_shown(self) -> tuple[ClientMessage, ...]:
        """The messages shown on the page itself."""
        return self.messages[:MESSAGES_SHOWN]

    @property
    def message_years(self) -> tuple[int, ...]:
        """The years whose messages have a page of their own, the latest first."""
        return tuple(past_messages(self.client, self.day))

    @property
    def places(self) -> list[Place]:
        """The places of the records on the page: of the signs, of messages and of boundaries."""
        shown = [record.place for card in self.cards for record in card.judged.reading.evidence]
        shown += [message.place for message in self.messages_shown]
        return shown + [boundary.place for boundary in self.client.boundaries]

    @property
    def effective_rate(self) -> Amount | None:
        """The income per hour over the last year, net, in the base currency."""
        for each in self.judged.status.signs:
            rate = each.reading.measures.get("effective_rate")
            if isinstance(rate, Amount):
                return rate
        return None

    @cached_property
    def rate_parts(self) -> tuple[Fraction, Fraction]:
        """The net amount invoiced over the last year, in the base currency, and its hours."""
        return rate_parts(self.judged.view)

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """The contracts, running ones first."""
        order = {"active": 0, "signed": 1, "negotiation": 2, "proposal": 3, "lead": 4}
        return tuple(sorted(self.judged.timeline.contracts, key=lambda each: (order.get(each.stage, 5), each.id)))

    @cached_property
    def without(self) -> Without | None:
        """The months ahead without this client; None for a former one."""
        return next((each for each in self.pipeline.without_each if each.client == self.client.id), None)

    @property
    def months_at_goal(self) -> int | None:
        """The number of months in a row that reach the goal with this client."""
        return self.pipeline.months_at_goal([(each.month, each.weighted) for each in self.pipeline.months])

    @property
    def dependence(self) -> tuple[Message, ...]:
        """The dependence on this client, if it matters for the next step."""
        return dependence(self.judged, self.pipeline)

    @property
    def longest_notice(self) -> Contract | None:
        """The running contract whose notice sets the last day."""
        running = (each for each in self.judged.timeline.contracts if each.stage in RUNNING)
        return max(running, key=self.judged.notice_of, default=None)


def reasons(deciding: Sequence[Judged]) -> tuple[Message, ...]:
    """Return short reasons why signs count in the verdict; those that no pay can offset are joined in one."""
    knocked_out = [each for each in deciding if each.sign.knock_out and each.level is Level.critical]
    found = []
    if knocked_out:
        signs = tuple(Label(each.sign.name) for each in knocked_out)
        found.append(msg("{signs}, which no pay makes up for", signs=signs))
    return (*found, *(_reason(each) for each in deciding if each not in knocked_out))


def _reason(judged: Judged) -> Message:
    sign = Label(judged.sign.name)
    if judged.ignored:
        return msg("{sign} went on after the boundary of {day}", sign=sign, day=judged.ignored.date)
    return msg("{sign} at {level}", sign=sign, level=Label(judged.level.name))
