"""The exit plan as a page: for the site, for `client-ledger exit` and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from client_ledger.book.client import Client
from client_ledger.book.ended import past_its_end
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.book.records import Request
from client_ledger.book.settings import Settings
from client_ledger.leaving.checklist import checklist
from client_ledger.leaving.exit_plan import ExitPlan, Handover
from client_ledger.letters.leaving import after_leaving, leaving_letter
from client_ledger.letters.reasons import reasons
from client_ledger.pages.blocks import Block, Cell, Heading, Items, Letter, Paragraph, Table
from client_ledger.pages.claims import late_blocks
from client_ledger.pages.leaving import post_mortem_blocks
from client_ledger.pages.to_invoice import to_invoice_table
from client_ledger.signs.harmful_work import asks_for_harm
from client_ledger.text.message import Amount, CalendarMonth, Formatter, Label, Message, decimal, msg, plural_msg


def exit_title(client: Client) -> Message:
    """Return the title of the page with a client's plan."""
    former = client.status == "former"
    return msg("After leaving {name}", name=client.name) if former else msg("Leaving {name}", name=client.name)


def exit_page(plan: ExitPlan, formatter: Formatter, others: Mapping[str, Formatter] | None = None) -> tuple[Block, ...]:
    """Return the plan in the order of its steps; its letters are also given in other languages, by language name."""
    client = plan.judged.timeline.client
    title = Heading(1, exit_title(client))
    if client.status == "former":
        return (title, *post_mortem_blocks(plan.judged), *_collect(plan), *_steps(plan))
    return (
        title,
        *_beginning(plan),
        *_collect(plan),
        *_work(plan),
        *_steps(plan),
        *_goal(plan),
        *_letters(plan, {"": formatter, **(others or {})}),
    )


def _beginning(plan: ExitPlan) -> Iterator[Block]:
    said = msg("last day: {day}, {why}", day=plan.last_day, why=plan.why_last_day)
    yield Paragraph(said)
    yield from (Paragraph(caution) for caution in plan.cautions)
    owed = _base(plan.owed, plan.judged.timeline.settings)
    if plan.owed:
        yield Paragraph(msg("owed to you so far: {sum}", sum=owed))


def _collect(plan: ExitPlan) -> Iterator[Block]:
    settings = plan.judged.timeline.settings
    yield Heading(2, msg("What to collect first"), "collect")
    if plan.invoices:
        yield Table(
            msg("All open invoices"),
            (msg("Invoice"), msg("Due"), msg("Status"), msg("Open")),
            tuple(
                (
                    Cell(each.record.id, place=each.record.place),
                    Cell(each.due),
                    Cell(_how_it_stands(each)),
                    Cell(Amount(each.open, each.currency), number=True),
                )
                for each in plan.invoices
            ),
            _total(plan.invoices_sum, settings, 4),
        )
    if plan.to_invoice:
        yield to_invoice_table(plan.to_invoice, settings)
    yield from late_blocks(plan)
    if not (plan.invoices or plan.to_invoice or plan.fees or plan.claims):
        yield Paragraph(msg("no invoice is open, and nothing is left to invoice"))
    if plan.to_agree:
        yield Table(
            msg("Still to agree, not included in any total"),
            (msg("Contract"), msg("What")),
            tuple(
                (Cell(each.contract.title, about=each.contract.place.file), Cell(each.text)) for each in plan.to_agree
            ),
        )


def _how_it_stands(invoice: InvoiceStatus) -> tuple[Message, ...]:
    """Return when an invoice is or was due, and whether the client disputes it."""
    when = msg("due on {day}", day=invoice.due)
    if invoice.is_past_due:
        when = plural_msg("{count} day past due", "{count} days past due", invoice.days_late)
    why = invoice.record.disputed
    return (when, msg("disputed: {why}", why=why)) if why else (when,)


def _work(plan: ExitPlan) -> Iterator[Block]:
    if not plan.handovers:
        return
    yield Heading(2, msg("Work to finish and to hand over"), "handover")
    for each in plan.handovers:
        contract = each.contract
        yield Heading(3, msg("{title}: {end}", title=contract.title, end=_end(each, plan.judged.status.day)))
        if asks_for_harm(contract, plan.judged.status.day):
            text = msg(
                "the client asked for harmful work under this contract: finish none of it, and hand none of it over"
            )
            yield Paragraph(text)
            continue
        items = [
            Cell(text, place=contract.places.get("deliverables", contract.place)) for text in contract.deliverables
        ]
        items += [Cell(_asked(request), place=request.place) for request in each.requests]
        if items:
            yield Items(tuple(items), steps=True)
        else:
            yield Paragraph(msg("no deliverables are written down: agree on what you hand over"))


def _end(work: Handover, day: date) -> Message:
    """Return the day until which a contract runs: its own end or the last day."""
    if said := past_its_end(work.contract, day):
        return said
    end = work.contract.end
    if end and end <= work.last_day:
        return msg("ends by itself on {day}", day=end)
    return msg("until {day}", day=work.last_day)


def _asked(request: Request) -> Message:
    if request.in_scope:
        return msg("asked for on {day}: {text}", day=request.date, text=request.text)
    return msg("asked for on {day}, outside the scope: {text}", day=request.date, text=request.text)


def _steps(plan: ExitPlan) -> Iterator[Block]:
    yield Heading(2, msg("Step by step"), "steps")
    yield Items(tuple(Cell(step) for step in checklist(plan)), steps=True)


def _goal(plan: ExitPlan) -> Iterator[Block]:
    settings = plan.judged.timeline.settings
    yield Heading(2, msg("What it does to your goal"), "goal")
    if plan.months_at_goal is not None:
        yield Paragraph(
            plural_msg(
                "without this client the goal is met for {count} month in a row",
                "without this client the goal is met for {count} months in a row",
                plan.months_at_goal,
            )
        )
    yield Table(
        msg("Income expected by probability, net"),
        (msg("Month"), msg("With"), msg("Without"), msg("Short of the goal")),
        tuple(
            (
                Cell(CalendarMonth(date(*each.month, 1))),
                Cell(_forecast(each.with_client, settings), number=True),
                Cell(_forecast(each.without, settings), number=True),
                Cell("–" if not each.gap else _forecast(each.gap, settings), number=True),
            )
            for each in plan.months
        ),
    )
    if plan.fillers:
        yield Table(
            msg("Open deals that would fill the gap, if you win them"),
            (msg("Deal"), msg("Stage"), msg("Would add"), msg("Share of the gap"), msg("Months filled")),
            tuple(
                (
                    Cell(each.deal.contract.title, about=each.deal.contract.place.file),
                    Cell(Label(each.deal.contract.stage)),
                    Cell(_forecast(each.total, settings), number=True),
                    Cell(_forecast(each.of_gaps, settings), number=True),
                    Cell(each.closes, number=True),
                )
                for each in plan.fillers
            ),
        )
    elif plan.gaps:
        yield Paragraph(msg("no open deal would fill the gap: look for new work before you leave"))


def _letters(plan: ExitPlan, formatters: Mapping[str, Formatter]) -> Iterator[Block]:
    judged, last_day = plan.judged, plan.last_day
    record = after_leaving(judged, last_day)
    yield Heading(2, msg("Letters to send"), "letters")
    kinds = [("neutral", msg("Without reasons"), False)]
    if reasons(judged):
        kinds.append(("reasons", msg("With the reasons"), True))
    for kind, title, with_reasons in kinds:
        for name, formatter in formatters.items():
            written = leaving_letter(judged, last_day, formatter, with_reasons=with_reasons)
            yield Letter(
                f"letter-{kind}-{formatter.language}",
                msg("{title} ({language})", title=title, language=name) if name else title,
                written.subject,
                written.text,
                "" if plan.decision else record.field,
                "" if plan.decision else record.line,
                formatter.language,
            )


def _base(value: Fraction, settings: Settings) -> Amount:
    return settings.amount(decimal(value))


def _forecast(value: Fraction, settings: Settings) -> Amount:
    return settings.whole_amount(decimal(value))


def _total(value: Fraction, settings: Settings, columns: int) -> tuple[Cell, ...]:
    label = Cell(msg("total, in {currency}", currency=settings.currency))
    return (label, *[Cell("")] * (columns - 2), Cell(_base(value, settings), number=True))
