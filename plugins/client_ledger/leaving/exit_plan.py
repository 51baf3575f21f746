"""The plan for leaving one client well: the last day, what to collect and hand over, the effect on the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.ended import past_its_end
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.book.records import Decision, Request
from client_ledger.income.calendar_months import Month
from client_ledger.income.deals import Deal
from client_ledger.income.pipeline import Pipeline
from client_ledger.income.to_invoice import ToInvoice
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.late_fees import LateFeeDue
from client_ledger.judging.late_fees import sum_in_base as fees_in_base
from client_ledger.owed import statutory_interest
from client_ledger.owed.open_items import (
    ToAgree,
    open_invoices,
    to_agree,
    to_invoice,
)
from client_ledger.owed.reference_rates import RateTable
from client_ledger.owed.statutory_interest import Claim
from client_ledger.text.message import Message, msg, plural_msg

ASKED_WITHIN_DAYS = 90
MOST_FILLERS = 10


@dataclass(frozen=True, slots=True)
class MonthWithout:
    """A month ahead with and without the client, net, in the base currency; `gap` is the shortfall against the goal."""

    month: Month
    with_client: Fraction
    without: Fraction
    gap: Fraction | None


@dataclass(frozen=True, slots=True)
class GapFiller:
    """An open deal with another client: how much of the gaps it would fill if won, and how many months it would close.

    Money is net, in the base currency: the upside of the deal, which the weighted forecast does not include.
    """

    deal: Deal
    total: Fraction
    of_gaps: Fraction
    closes: int


@dataclass(frozen=True, slots=True)
class Handover:
    """The work to hand over under a running contract: the deliverables, and recent requests that were not declined."""

    contract: Contract
    last_day: date
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class ExitPlan:
    """The plan for one client as of a day; sums are in the base currency.

    `notice` is the running contract with the longest notice, None without one; `decision` the recorded one to leave.
    """

    judged: JudgedClient
    last_day: date
    decision: Decision | None
    notice: Contract | None
    invoices: tuple[InvoiceStatus, ...]
    to_invoice: tuple[ToInvoice, ...]
    fees: tuple[LateFeeDue, ...]
    claims: tuple[Claim, ...]
    no_claim: Message | None
    rates: RateTable
    to_agree: tuple[ToAgree, ...]
    handovers: tuple[Handover, ...]
    months: tuple[MonthWithout, ...]
    months_at_goal: int | None
    fillers: tuple[GapFiller, ...]

    @property
    def invoices_sum(self) -> Fraction:
        """The sum of the open invoices."""
        return sum((each.open_in_base for each in self.invoices), Fraction(0))

    @property
    def to_invoice_sum(self) -> Fraction:
        """The sum that is to be invoiced."""
        return sum((each.in_base for each in self.to_invoice), Fraction(0))

    @property
    def fees_sum(self) -> Fraction:
        """The sum of the contracts' late fees."""
        return fees_in_base(self.fees)

    @property
    def claims_sum(self) -> Fraction:
        """The sum of the statutory claims."""
        return statutory_interest.sum_in_base(self.claims)

    @property
    def owed(self) -> Fraction:
        """The sum of everything owed."""
        return self.invoices_sum + self.to_invoice_sum + self.fees_sum + self.claims_sum

    @property
    def gaps(self) -> tuple[MonthWithout, ...]:
        """The months that miss the goal without the client."""
        return tuple(each for each in self.months if each.gap)

    @property
    def why_last_day(self) -> Message:
        """The reason for the last day."""
        if self.decision and self.decision.last_day:
            return msg("as you recorded on {day}", day=self.decision.date)
        if self.notice is None:
            return msg("no contract is running, so you owe no notice")
        if not self.judged.notice_of(self.notice):
            return msg("no running contract asks for notice")
        if self.notice.assumes_notice_on(self.judged.status.day):
            return plural_msg(
                "{count} day of notice, assumed because the contract has none ({contract}), if you give it on {day}",
                "{count} days of notice, assumed because the contract has none ({contract}), if you give it on {day}",
                self.judged.notice_of(self.notice),
                contract=self.notice.title,
                day=self.judged.status.day,
            )
        return plural_msg(
            "the longest notice, {count} day ({contract}), if you give it on {day}",
            "the longest notice, {count} days ({contract}), if you give it on {day}",
            self.judged.notice_of(self.notice),
            contract=self.notice.title,
            day=self.judged.status.day,
        )

    @property
    def cautions(self) -> tuple[Message, ...]:
        """Remarks about the last day: no contract runs that long, or a notice runs longer."""
        contracts = [each.contract for each in self.handovers]
        ends = [each.end for each in contracts if each.end and each.end < self.last_day]
        ended = tuple(each.title for each in contracts if past_its_end(each, self.judged.status.day))
        if ended:
            return (msg("{titles}: past the end, and still marked as running. Completed, or renewed?", titles=ended),)
        if ends and len(ends) == len(contracts):
            return (msg("every running contract ends before then, the last on {day}", day=max(ends)),)
        if self.decision is None or self.decision.last_day is None:
            return ()
        running = (each for each in contracts if each.end is None or each.end > self.last_day)
        longest = max(running, key=self.judged.notice_of, default=None)
        if longest is None:
            return ()
        notice = self.judged.notice_of(longest)
        until = self.decision.date + timedelta(days=notice)
        if until <= self.last_day:
            return ()
        text = plural_msg(
            "{count} day of notice from {day} ({contract}) runs until {until}: ask for a written agreement on the "
            "earlier day",
            "{count} days of notice from {day} ({contract}) run until {until}: ask for a written agreement on the "
            "earlier day",
            notice,
            day=self.decision.date,
            contract=longest.title,
            until=until,
        )
        return (text,)


def exit_plan(judgement: Judgement, client: str) -> ExitPlan:
    """Return the plan for leaving a client."""
    judged = judgement.clients[client]
    pipeline, day = judgement.pipeline, judgement.day
    decision = judged.leaving
    running = [each for each in judged.timeline.contracts if each.stage in RUNNING]
    last_day = decision.last_day if decision and decision.last_day else pipeline.last_day(client)
    table = RateTable(judgement.project.ledger.rates)
    claims = statutory_interest.claims(judged, table)
    months = _months(pipeline, client, last_day)
    return ExitPlan(
        judged,
        last_day,
        decision,
        max(running, key=judged.notice_of, default=None),
        open_invoices(judged),
        to_invoice(judged),
        tuple(reversed(judged.late_fees)),
        claims,
        statutory_interest.why_none(judged),
        table,
        to_agree(judged),
        tuple(Handover(each, last_day, _pending(each, day)) for each in running),
        months,
        pipeline.months_at_goal([(each.month, each.without) for each in months]),
        _fillers(pipeline, client, months),
    )


def _pending(contract: Contract, day: date) -> tuple[Request, ...]:
    """Return the accepted or unanswered requests of the last 90 days: no record says whether they are done."""
    first = day - timedelta(days=ASKED_WITHIN_DAYS - 1)
    asked = (each for each in contract.requests if first <= each.date <= day and not each.harmful)
    return tuple(each for each in asked if each.answer in ("accepted", "pending"))


def _months(pipeline: Pipeline, client: str, last_day: date) -> tuple[MonthWithout, ...]:
    goal = pipeline.settings.income_goal
    found = []
    for ahead, (month, without) in zip(pipeline.months, pipeline.ending({client: last_day}), strict=True):
        gap = None if not goal else max(Fraction(goal) - without, Fraction(0))
        found.append(MonthWithout(month, ahead.weighted, without, gap))
    return tuple(found)


def _fillers(pipeline: Pipeline, client: str, months: Sequence[MonthWithout]) -> tuple[GapFiller, ...]:
    """Return the uncertain open deals that would fill most of the gaps, the largest first."""
    gaps = {index: each.gap for index, each in enumerate(months) if each.gap}
    found: list[GapFiller] = []
    for most, upside in pipeline.upsides_for(tuple(gaps)):
        if len(found) == MOST_FILLERS and most < found[-1].of_gaps:
            break
        if upside.deal.contract.client == client:
            continue
        filled = sum((min(upside.adds[index], gap) for index, gap in gaps.items()), Fraction(0))
        if filled:
            closes = sum(upside.adds[index] >= gap for index, gap in gaps.items())
            found.append(GapFiller(upside.deal, sum(upside.adds, Fraction(0)), filled, closes))
            found.sort(key=lambda each: (-each.of_gaps, each.deal.contract.id))
            del found[MOST_FILLERS:]
    return tuple(found)
