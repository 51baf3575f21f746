"""Late fees and statutory claims as blocks of a page, each with its calculation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from client_ledger.book.settings import Settings
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.late_fees import LateFeeDue, sum_in_base
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.owed import statutory_interest
from client_ledger.owed.calculation_steps import claim_working, fee_working
from client_ledger.owed.reference_rates import RateTable
from client_ledger.owed.statutory_interest import Claim
from client_ledger.pages.blocks import Block, Cell, Heading, Paragraph, Table
from client_ledger.text.message import Amount, Message, decimal, msg

INVOICE, WORKING, AMOUNT = msg("Invoice"), msg("Calculation"), msg("Amount")
CLIENT, INTEREST, COMPENSATION = msg("Client"), msg("Interest"), msg("Compensation")
ADDED_BY_LAW = msg("What the law adds where the contract has no late fee")


def late_blocks(plan: ExitPlan) -> Iterator[Block]:
    """Yield one client's late fees and statutory claims."""
    settings = plan.judged.timeline.settings
    if plan.fees:
        yield _fees(plan.fees, settings)
    if plan.claims:
        rows = tuple(_claim(each) for each in plan.claims)
        yield Table(ADDED_BY_LAW, (INVOICE, WORKING, INTEREST, COMPENSATION), rows, _total(plan.claims, settings, 4))
        yield from _notes(plan.claims, plan.rates)
    if plan.no_claim:
        yield Paragraph(plan.no_claim, quiet=True)


def all_claims(judgement: Judgement) -> Iterator[Block]:
    """Yield the statutory claims on all clients, and the clients without a known law; nothing without late invoices."""
    table = RateTable(judgement.project.ledger.rates)
    found = [
        (judged, each) for judged in judgement.clients.values() for each in statutory_interest.claims(judged, table)
    ]
    silent = [(judged, why) for judged in judgement.clients.values() if (why := statutory_interest.why_none(judged))]
    if not (found or silent):
        return
    yield Heading(2, msg("What the law adds"), "law")
    if found:
        claims = [each for _, each in found]
        rows = tuple(_claim(each, judged) for judged, each in found)
        headings = (INVOICE, CLIENT, WORKING, INTEREST, COMPENSATION)
        yield Table(ADDED_BY_LAW, headings, rows, _total(claims, judgement.project.settings, 5))
        yield from _notes(claims, table)
    for judged, why in silent:
        yield Paragraph(msg("{name}: {text}", name=judged.timeline.client.name, text=why), quiet=True)


def _fees(fees: Sequence[LateFeeDue], settings: Settings) -> Table:
    rows = tuple(
        (
            Cell(fee.invoice.record.id, place=fee.invoice.record.place),
            Cell(tuple(fee_working(fee))),
            Cell(Amount(decimal(fee.total), fee.invoice.currency), number=True),
        )
        for fee in fees
    )
    label = Cell(msg("total, in {currency}", currency=settings.currency))
    total = Cell(settings.amount(decimal(sum_in_base(fees))), number=True)
    return Table(msg("Late fees, as the contracts say"), (INVOICE, WORKING, AMOUNT), rows, (label, Cell(""), total))


def _claim(claim: Claim, judged: JudgedClient | None = None) -> tuple[Cell, ...]:
    who = (Cell(judged.timeline.client.name, about=judged.timeline.client.place.file),) if judged else ()
    return (
        Cell(claim.invoice.record.id, place=claim.invoice.record.place),
        *who,
        Cell(tuple(claim_working(claim))),
        Cell(Amount(decimal(claim.interest), claim.invoice.currency), number=True),
        Cell(claim.compensation, number=True),
    )


def _total(claims: Iterable[Claim], settings: Settings, columns: int) -> tuple[Cell, ...]:
    label = Cell(msg("interest and compensation in total, in {currency}", currency=settings.currency))
    total = Cell(settings.amount(decimal(statutory_interest.sum_in_base(claims))), number=True)
    return (label, *[Cell("")] * (columns - 2), total)


def _notes(claims: Sequence[Claim], table: RateTable) -> Iterator[Block]:
    """Yield the notes: the source of the sums, what they leave out, and that they are not legal advice."""
    countries = {each.country.code: each.country for each in claims}
    for code, country in countries.items():
        # A law's title is the same in every language, but it is not a recorded text.
        law = (
            Message(country.law)
            if country.law
            else msg("Directive 2011/7/EU, with its minimum of 8 points; national law may add more")
        )
        first, last = table.known(country)
        known = msg(
            "{country}: {law}; reference rates are known from {first} to {last}",
            country=code,
            law=law,
            first=first,
            last=last,
        )
        yield Paragraph(known, quiet=True)
    if any(each.unknown for each in claims):
        text = msg("days without a known reference rate are left out: write their rates into `rates.csv`")
        yield Paragraph(text, quiet=True)
    without = {each.compensation.currency for each in claims if each.compensation_in_base is None}
    for currency in sorted(without):
        text = msg(
            "no total includes the compensation in {currency}: write its exchange rate under `exchange_rates`",
            currency=currency,
        )
        yield Paragraph(text, quiet=True)
    yield Paragraph(statutory_interest.NOT_ADVICE, quiet=True)
