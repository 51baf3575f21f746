"""The dependence on one client: its share of income, and the effect of leaving on the goal."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from client_ledger.book.settings import Settings
from client_ledger.income.pipeline import Pipeline
from client_ledger.judging.judgement import JudgedClient
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import Level
from client_ledger.text.message import Amount, CalendarMonth, Message, Share, Value, decimal, msg

MUCH_OF_THE_INCOME = Fraction(2, 5)


def dependence(judged: JudgedClient, pipeline: Pipeline) -> tuple[Message, ...]:
    """Return the dependence on a client, if the step is to leave or to stop, or its share of income is large."""
    client = judged.timeline.client
    share = pipeline.shares[client.id]
    if client.status == "former" or not (_goes(judged) or _stops(judged) or share >= MUCH_OF_THE_INCOME):
        return ()
    of_income = msg("{share} of your income in the last 365 days came from this client", share=Share(share))
    return tuple(each for each in (of_income if share else None, _of_the_goal(judged, pipeline)) if each)


def _goes(judged: JudgedClient) -> bool:
    return judged.leaving is not None or judged.status.verdict in {"leave-now", "plan-exit"}


def _stops(judged: JudgedClient) -> bool:
    """Tell whether the step is to stop work until money past due is paid."""
    return any(each.sign is LATE_PAYMENTS and each.counted >= Level.warning for each in judged.status.signs)


def _of_the_goal(judged: JudgedClient, pipeline: Pipeline) -> Message | None:
    """Return the first month that misses the goal without the client, and the missing amount; None without a goal."""
    settings, client = pipeline.settings, judged.timeline.client.id
    goal = Fraction(settings.income_goal or 0)
    if not goal:
        return None
    recorded = judged.leaving.last_day if judged.leaving else None
    without = pipeline.ending({client: recorded or pipeline.last_day(client)})
    months = zip(pipeline.months, without, strict=True)
    short = next(((ahead, left) for ahead, (_, left) in months if left < goal), None)
    if short is None:
        return msg("without this client your goal is still met in all of the next 12 months")
    ahead, left = short
    values: dict[str, Value] = {
        "month": CalendarMonth(date(*ahead.month, 1)),
        "missing": _about(goal - left, settings),
    }
    if ahead.weighted >= goal:
        return msg("without this client you miss your goal by {missing} in {month}: find that work first", **values)
    if ahead.weighted == left:
        return msg("your goal is missed by {missing} in {month}, with this client or without", **values)
    return msg(
        "without this client you miss your goal by {missing} in {month}, and with them by {anyway}",
        anyway=_about(goal - ahead.weighted, settings),
        **values,
    )


def _about(amount: Fraction, settings: Settings) -> Amount:
    """Return what is missing without cents, unless it is less than one."""
    return (settings.whole_amount if amount >= 1 else settings.amount)(decimal(amount))
