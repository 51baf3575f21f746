"""The exit plan as a page: for the site, for `client-ledger exit` and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from client_ledger.actions import interest
from client_ledger.actions.collect import Kind
from client_ledger.actions.document import Block, Cell, Heading, Items, Letter, Paragraph, Table
from client_ledger.actions.exit_plan import ExitPlan
from client_ledger.actions.leaving_page import post_mortem_blocks
from client_ledger.actions.working import claim_working, fee_working
from client_ledger.book.phrase import Amount, CalendarMonth, Phrase, Speaker, Term, decimal, phrase, phrases
from client_ledger.letters.leaving import after_leaving, leaving_letter
from client_ledger.letters.reasons import reasons
from client_ledger.settings import Settings

WHAT: dict[Kind, Phrase] = {
    "hours": phrase("hours worked"),
    "months": phrase("whole months"),
    "deposit": phrase("deposit"),
}


def exit_page(plan: ExitPlan, speaker: Speaker) -> tuple[Block, ...]:
    """Return the plan in the order it is worked through."""
    client = plan.judged.timeline.client
    title = Heading(1, phrase("Leaving {name}", name=client.name))
    if client.status == "former":
        return (title, *post_mortem_blocks(plan.judged), *_collect(plan), *_steps(plan))
    return (
        title,
        *_beginning(plan),
        *_collect(plan),
        *_work(plan),
        *_steps(plan),
        *_goal(plan),
        *_letters(plan, speaker),
    )


def _beginning(plan: ExitPlan) -> Iterator[Block]:
    said = phrase("last day: {day}, {why}", day=plan.last_day, why=plan.why_last_day)
    yield Paragraph(said)
    owed = _base(plan.owed, plan.judged.timeline.settings)
    if plan.owed:
        yield Paragraph(phrase("owed to you so far: {sum}", sum=owed))


def _collect(plan: ExitPlan) -> Iterator[Block]:
    settings = plan.judged.timeline.settings
    yield Heading(2, phrase("What to collect first"), "collect")
    if plan.invoices:
        yield Table(
            phrase("Open invoices, however old"),
            (phrase("Invoice"), phrase("Due"), phrase("How it stands"), phrase("Open")),
            tuple(
                (
                    Cell(each.billed.record.id, place=each.billed.record.place),
                    Cell(each.billed.due),
                    Cell(each.said),
                    Cell(Amount(each.unpaid, each.currency), number=True),
                )
                for each in plan.invoices
            ),
            _total(plan.invoices_sum, settings, 4),
        )
    if plan.to_invoice:
        yield Table(
            phrase("Not invoiced yet"),
            (phrase("Contract"), phrase("What"), phrase("Working"), phrase("Amount")),
            tuple(
                (
                    Cell(each.contract.title, about=each.contract.place.file),
                    Cell(WHAT[each.kind]),
                    Cell(each.working),
                    Cell(Amount(decimal(each.amount), each.currency), number=True),
                )
                for each in plan.to_invoice
            ),
            _total(plan.to_invoice_sum, settings, 4),
        )
    yield from late_blocks(plan)
    if not (plan.invoices or plan.to_invoice or plan.fees or plan.claims):
        yield Paragraph(phrase("nothing is open, and nothing is left to invoice"))
    if plan.to_agree:
        yield Heading(3, phrase("To agree on"))
        yield Items(
            tuple(
                Cell(
                    phrase("{title}: {text}", title=each.contract.title, text=each.text), about=each.contract.place.file
                )
                for each in plan.to_agree
            )
        )


def late_blocks(plan: ExitPlan) -> Iterator[Block]:
    """Yield the late fees and statutory claims, each with its working."""
    settings = plan.judged.timeline.settings
    headings = (phrase("Invoice"), phrase("Working"), phrase("Amount"))
    if plan.fees:
        yield Table(
            phrase("Late fees, as the contracts say"),
            headings,
            tuple(
                (
                    Cell(fee.billed.record.id, place=fee.billed.record.place),
                    Cell(tuple(fee_working(fee))),
                    Cell(Amount(decimal(fee.total), fee.currency), number=True),
                )
                for fee in plan.fees
            ),
            _total(plan.fees_sum, settings, 3),
        )
    if plan.claims:
        yield Table(
            phrase("What the law adds where the contract has no late fee"),
            headings,
            tuple(
                (
                    Cell(each.billed.record.id, place=each.billed.record.place),
                    Cell(tuple(claim_working(each))),
                    Cell(Amount(decimal(each.interest), each.currency), number=True),
                )
                for each in plan.claims
            ),
            _total(plan.claims_sum, settings, 3),
        )
        yield Paragraph(_law(plan), quiet=True)
        yield Paragraph(interest.NOT_ADVICE, quiet=True)
    if plan.no_claim:
        yield Paragraph(plan.no_claim, quiet=True)


def _law(plan: ExitPlan) -> Phrase:
    country = plan.claims[0].country
    law = country.law or phrase("Directive 2011/7/EU, whose minimum of 8 points is taken; national law may add more")
    if any(each.unknown for each in plan.claims):
        return phrase(
            "{law}. Days without a known reference rate are left out: the rates for {country} are known up to {day}. "
            "Write later ones into `rates.csv`",
            law=law,
            country=country.code,
            day=plan.rates_known_until or phrase("no day"),
        )
    return phrase("{law}; the compensation, in its own currency, comes on top of the interest", law=law)


def _work(plan: ExitPlan) -> Iterator[Block]:
    if not plan.handovers:
        return
    yield Heading(2, phrase("Work to finish and to hand over"), "handover")
    for each in plan.handovers:
        contract = each.contract
        ends = contract.end and contract.end <= each.last_day
        end = (
            phrase("ends by itself on {day}", day=contract.end or "")
            if ends
            else phrase("until {day}", day=each.last_day)
        )
        yield Heading(3, phrase("{title}: {end}", title=contract.title, end=end))
        items = [
            Cell(text, place=contract.places.get("deliverables", contract.place)) for text in contract.deliverables
        ]
        items += [
            Cell(phrase("asked for on {day}: {text}", day=request.date, text=request.text), place=request.place)
            for request in each.requests
        ]
        if items:
            yield Items(tuple(items), steps=True)
        else:
            yield Paragraph(phrase("no deliverables are written down: agree on what is handed over"))


def _steps(plan: ExitPlan) -> Iterator[Block]:
    yield Heading(2, phrase("Step by step"), "steps")
    yield Items(tuple(Cell(step) for step in plan.checklist), steps=True)


def _goal(plan: ExitPlan) -> Iterator[Block]:
    settings = plan.judged.timeline.settings
    yield Heading(2, phrase("What it does to your goal"), "goal")
    if plan.months_at_goal is not None:
        yield Paragraph(
            phrases(
                "without this client the goal is met for {count} month in a row",
                "without this client the goal is met for {count} months in a row",
                plan.months_at_goal,
            )
        )
    yield Table(
        phrase("Income expected by probability, net"),
        (phrase("Month"), phrase("With"), phrase("Without"), phrase("Missing to the goal")),
        tuple(
            (
                Cell(CalendarMonth(date(*each.month, 1))),
                Cell(_base(each.with_client, settings), number=True),
                Cell(_base(each.without, settings), number=True),
                Cell("–" if not each.gap else _base(each.gap, settings), number=True),
            )
            for each in plan.months
        ),
    )
    if plan.fillers:
        yield Table(
            phrase("Open deals that would fill the gap, if you win them"),
            (phrase("Deal"), phrase("Stage"), phrase("Would add"), phrase("Of the gap"), phrase("Months closed")),
            tuple(
                (
                    Cell(each.deal.contract.title, about=each.deal.contract.place.file),
                    Cell(Term(each.deal.contract.stage)),
                    Cell(_base(each.total, settings), number=True),
                    Cell(_base(each.of_gaps, settings), number=True),
                    Cell(each.closes, number=True),
                )
                for each in plan.fillers
            ),
        )
    elif plan.gaps:
        yield Paragraph(phrase("no open deal would fill the gap: look for new work before you leave"))


def _letters(plan: ExitPlan, speaker: Speaker) -> Iterator[Block]:
    judged = plan.judged
    yield Heading(2, phrase("Words to send"), "letters")
    record = after_leaving(judged, plan.last_day)
    plain = leaving_letter(judged, plan.last_day, speaker)
    yield Letter("letter-neutral", phrase("Without reasons"), plain.subject, plain.text, record.field, record.line)
    if reasons(judged):
        told = leaving_letter(judged, plan.last_day, speaker, with_reasons=True)
        yield Letter("letter-reasons", phrase("With the reasons"), told.subject, told.text, record.field, record.line)


def _base(value: Fraction, settings: Settings) -> Amount:
    return settings.amount(decimal(value))


def _total(value: Fraction, settings: Settings, columns: int) -> tuple[Cell, ...]:
    together = Cell(phrase("together, in {currency}", currency=settings.currency))
    return (together, *[Cell("")] * (columns - 2), Cell(_base(value, settings), number=True))
