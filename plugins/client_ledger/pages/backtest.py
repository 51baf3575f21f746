"""The backtest of late-payments as a page: for the sign's own page and for `client-ledger backtest`."""

from __future__ import annotations

from client_ledger.judging.backtest import FEWEST_INVOICES, LOOKS_AHEAD_DAYS, LevelOutcome, backtest
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.blocks import Block, Cell, Heading, Paragraph, Table
from client_ledger.signs.levels import Level
from client_ledger.text.message import Label, Message, Share, msg


def backtest_blocks(judgement: Judgement) -> tuple[Block, ...]:
    """Return the outcome after each level of late-payments, with the counts behind every share."""
    heading = Heading(2, msg("Did the level predict late payments?"), "backtest")
    outcomes = backtest(judgement)
    if not any(each.invoices for each in outcomes):
        return heading, Paragraph(msg("no invoice has fallen due after the end of a client's first month"))
    how = msg(
        "At the end of each month every client had a level. "
        "The table counts the invoices that fell due in the {days} days after it, and how many of them were late.",
        days=LOOKS_AHEAD_DAYS,
    )
    caution = msg(
        "An invoice counts once for each month's end before it. With fewer than {fewest} invoices no share is shown, "
        "because they are too few to judge by.",
        fewest=FEWEST_INVOICES,
    )
    return heading, Paragraph(how), _table(outcomes), Paragraph(caution, quiet=True)


def _table(outcomes: tuple[LevelOutcome, ...]) -> Table:
    known = [each for each in outcomes if each.level is not Level.unknown]
    unknown = [each for each in outcomes if each.level is Level.unknown and each.invoices]
    return Table(
        msg("Late invoices by the level at the month's end"),
        (msg("Level"), msg("Invoices due"), msg("Late"), msg("Share late")),
        tuple(
            (
                Cell(Label(each.level.name)),
                Cell(each.invoices, number=True),
                Cell(each.late, number=True),
                Cell(_share(each), number=True),
            )
            for each in [*known, *unknown]
        ),
    )


def _share(outcome: LevelOutcome) -> Share | Message:
    return msg("too few") if outcome.share is None else Share(outcome.share)
