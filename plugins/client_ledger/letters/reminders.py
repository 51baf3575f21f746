"""Letters about money past due: reminders in three tones, a question about a dispute, an answer to a chargeback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from client_ledger.book.contract import RUNNING
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.letters.afterwards import Afterwards
from client_ledger.letters.boundary import afterwards
from client_ledger.letters.greeting import common
from client_ledger.letters.late_costs import LateCosts, late_costs
from client_ledger.letters.leaving import runs
from client_ledger.letters.letter import Letter, write
from client_ledger.owed.reference_rates import RateTable
from client_ledger.signs.invoice_lines import asked_for, invoice_line, open_invoices, owed
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import Level
from client_ledger.signs.reminding import DAYS_BETWEEN, Tone, reminders_due, sent
from client_ledger.signs.sign import Facts
from client_ledger.text.message import Amount, Formatter, Message, msg

TITLES: dict[Tone, Message] = {
    "friendly": msg("Friendly reminder"),
    "firm": msg("Firm reminder"),
    "final": msg("Final demand"),
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter about invoices past due: its tone, its text, and what to record once it is sent."""

    title: Message
    letter: Letter
    afterwards: Afterwards | None


def reminder(client: JudgedClient, rates: RateTable, formatter: Formatter) -> Reminder | None:
    """Return the reminder that is due, if any: a client gets one letter, in the firmest tone of any invoice.

    It also names invoices that would need a milder tone.
    """
    due = reminders_due(client.view, client.judge.limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits).grace_days)
    if not due:
        return None
    (tone, bills), *milder = due.items()
    others = [bill for _, found in milder for bill in found]
    costs = late_costs(client, {each.record.id for each in bills}, rates)
    values = {**common(client), **_facts(client, tone, bills, costs), **_also(others)}
    letter = write(f"reminder-{tone}", values, formatter)
    return Reminder(TITLES[tone], letter, _afterwards(client, tone, [*bills, *others], formatter))


def _also(bills: Sequence[InvoiceStatus]) -> Facts:
    words = msg("Also past due, and to be paid by the same day, {amounts} in all:", amounts=owed(bills))
    return {"also": words if bills else "", "also_invoices": [invoice_line(each) for each in bills]}


def dispute(client: JudgedClient, formatter: Formatter) -> Reminder | None:
    """Return the letter that asks about disputed invoices past due; None if there are none."""
    bills = [each for each in open_invoices(client.view) if each.is_past_due and each.is_disputed]
    if not bills:
        return None
    letter = write("dispute", {**common(client), **asked_for(bills)}, formatter)
    return Reminder(msg("Ask about what is disputed"), letter, None)


def _facts(client: JudgedClient, tone: Tone, bills: Sequence[InvoiceStatus], costs: LateCosts) -> Facts:
    added = costs.amounts
    amounts = tuple(Amount(value, currency) for currency, value in sorted(added.items()))
    words = {
        "friendly": msg(
            "{source} come to {sum} so far; the sum above does not include them.", source=costs.source, sum=amounts
        ),
        "firm": msg("{source} come to {sum} so far, on top of the sum above:", source=costs.source, sum=amounts),
        "final": msg("{source} come to {sum} so far:", source=costs.source, sum=amounts),
    }
    return {
        **asked_for(bills),
        "reminded": _reminded(client.view.day, tone, bills),
        "fees_so_far": words[tone] if added else "",
        "fees": [*costs.working()] if added else [],
        "total": _total(owed(bills), added),
        "stop_work": _stop_work(client),
    }


def _total(open_amounts: Sequence[Amount], added: dict[str, Decimal]) -> tuple[Amount, ...]:
    sums = dict(added)
    for each in open_amounts:
        sums[each.currency] = sums.get(each.currency, Decimal(0)) + each.value
    return tuple(Amount(value, currency) for currency, value in sorted(sums.items()))


def _reminded(day: date, tone: Tone, bills: Sequence[InvoiceStatus]) -> Message | str:
    days = tuple(sorted({each for bill in bills for each in sent(bill) if each <= day}))
    if tone == "firm":
        return msg("I reminded you on {days} of the following, which is still unpaid:", days=days)
    return msg("I reminded you of it on {days}.", days=days) if days else ""


def _stop_work(client: JudgedClient) -> Message | str:
    """Return that work stops until payment, if a contract allows it; else a request to be paid first.

    It is empty unless late-payments is at warning and some work goes on.
    """
    if not _warns(client):
        return ""
    running = (each for each in client.timeline.contracts if each.stage in RUNNING)
    clauses = tuple(dict.fromkeys(each.suspension for each in running if each.suspension))
    if clauses:
        return msg("As our contract provides ({clauses}), work stops until this is paid.", clauses=clauses)
    return msg("Please pay this before I go on with the work.")


def _warns(client: JudgedClient) -> Judged | None:
    """Return late-payments if it counts as warning or critical and work for the client will go on."""
    over = client.timeline.client.status == "former" or client.status.verdict == "leave-now" or client.leaving
    signs = client.status.signs if runs(client) and not over else ()
    return next((each for each in signs if each.sign is LATE_PAYMENTS and each.counted >= Level.warning), None)


def _afterwards(client: JudgedClient, tone: Tone, bills: Sequence[InvoiceStatus], formatter: Formatter) -> Afterwards:
    """Return the reminders to record, and the boundary about work that a firmer letter states."""
    day = client.status.day
    commands = tuple(f"client-ledger add reminder {each.record.id} {day}" for each in bills)
    judged = _warns(client)
    if judged and tone != "friendly" and not judged.persists:
        return replace(afterwards(judged, client, formatter), commands=commands)
    return Afterwards("", "", day + timedelta(days=DAYS_BETWEEN), commands)
