"""The months ahead: their expected income beside the cash expected from open invoices."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from client_ledger.income.calendar_months import Month
from client_ledger.income.pipeline import Pipeline
from client_ledger.pages.blocks import Block, Cell, Paragraph, Table
from client_ledger.text.message import Amount, CalendarMonth, Message, Value, decimal, msg

MONTHS_SHOWN = 3
EXPLAINED = msg(
    "Income is net, by probability, in the month you earn it. Cash is what clients still have to pay on invoices you "
    "have sent, VAT included, in the month they usually pay."
)


def cash_blocks(pipeline: Pipeline, months: int = MONTHS_SHOWN) -> tuple[Block, ...]:
    """Return the expectations for the first of the months ahead, in sentences and as a table."""
    sentences = (Paragraph(each) for each in cash_sentences(pipeline))
    return *sentences, Paragraph(EXPLAINED, quiet=True), cash_table(pipeline, months)


def cash_sentences(pipeline: Pipeline) -> tuple[Message, ...]:
    """Return the sentences about open invoices: how much is expected when, and how much has no expected day."""
    cash = pipeline.cash
    if not cash.payments:
        return (msg("No invoice is open, so no cash is expected from one."),)
    now, after = cash.this_month, cash.whole - cash.this_month - cash.no_day
    expected = msg(
        "Open invoices should bring in {now} by the end of {month} and {after} after that.",
        now=_amount(pipeline, now),
        month=_month((cash.day.year, cash.day.month)),
        after=_amount(pipeline, after),
    )
    missed = msg(
        "{amount} did not arrive on the expected day, so no month includes it.",
        amount=_amount(pipeline, cash.no_day),
    )
    return *([expected] if now or after else []), *([missed] if cash.no_day else [])


def cash_table(pipeline: Pipeline, months: int = MONTHS_SHOWN) -> Table:
    """Return the table: the rest of this month, the first of the months ahead, later months, and no expected day."""
    cash = pipeline.cash
    income = [each.weighted for each in pipeline.months]
    rows: list[tuple[Value, Fraction | None, Fraction]] = [
        (msg("rest of {month}", month=_month((cash.day.year, cash.day.month))), None, cash.this_month),
        *((_month(month), income[index], came) for index, (month, came) in enumerate(cash.months[:months])),
    ]
    later = sum((came for _, came in cash.months[months:]), cash.later)
    rest = sum(income[months:], Fraction(0))
    if later or rest:
        rows.append((msg("later"), rest or None, later))
    if cash.no_day:
        rows.append((msg("overdue, with no expected day"), None, cash.no_day))
    return Table(
        msg("Expected income and expected cash by month"),
        (msg("Month"), msg("Income"), msg("Cash")),
        tuple((Cell(name), _cell(pipeline, earned), _cell(pipeline, came)) for name, earned, came in rows),
        (
            Cell(msg("total, in {currency}", currency=pipeline.settings.currency)),
            _cell(pipeline, sum(income, Fraction(0))),
            _cell(pipeline, cash.whole),
        ),
        narrow=True,
    )


def _cell(pipeline: Pipeline, amount: Fraction | None) -> Cell:
    return Cell(_amount(pipeline, amount) if amount else "–", number=True)


def _amount(pipeline: Pipeline, amount: Fraction) -> Amount:
    return pipeline.settings.whole_amount(decimal(amount))


def _month(month: Month) -> CalendarMonth:
    return CalendarMonth(date(*month, 1))
