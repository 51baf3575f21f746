"""Record another program's payments on their invoices, and returns on the payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from client_ledger.book.contract import Contract
from client_ledger.book.records import Invoice
from client_ledger.edits.marks import confirm_marked, give_back
from client_ledger.edits.pay import Payment, confirm_paid, pay
from client_ledger.edits.refusals import expect_readable
from client_ledger.edits.save import joined, preview
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.import_result import Outcome, Target
from client_ledger.importers.importer import Fee, Income, Return
from client_ledger.importers.money import shown
from client_ledger.importers.payment_matching import Settled, Settlement
from client_ledger.importers.returns import GivenBack, command_of, may_have_gone_back, tie_returns
from client_ledger.project import Project
from client_ledger.text.cli_language import tr, tr_many
from client_ledger.text.message import Label

# The fee of each payment is rounded to the cent.
SAME_SHARE = Fraction(1, 200)


def add_payments(project: Project, target: Target, outcome: Outcome, only: Sequence[str]) -> None:
    """Record the new payments, and the returns of known ones."""
    for contract in target.contracts:
        expect_readable(project, contract, "invoices")
    incomes, untied = tie_returns(
        [item for item in outcome.reading.items if isinstance(item, Income)],
        [item for item in outcome.reading.items if isinstance(item, Return)],
    )
    outcome.read = tr_many("{count} payment", "{count} payments", len(incomes))
    for each in untied:
        _tell_untied(project, target, outcome, each)
    outcome.notes += _fees(target, incomes, [item for item in outcome.reading.items if isinstance(item, Fee)], only)
    wanted = []
    for income in incomes:
        if only and not any(name.casefold() in income.payer.casefold() for name in only):
            outcome.reading.skip(income.line, tr("it is from {payer}", payer=income.payer.strip() or tr("no one")))
        else:
            wanted.append(income)
    everyone = project.contracts_of.get(target.client.id, ())
    own = {contract.id for contract in target.contracts}
    settled = Settlement(
        target.client,
        (billed for each in target.contracts for billed in project.bills[each.id]),
        others=(billed for each in everyone if each.id not in own for billed in project.bills[each.id]),
        payer_named=bool(only),
    ).settle(wanted)
    outcome.known += settled.known
    outcome.reading.skipped += settled.skipped
    outcome.notes += settled.notes
    outcome.unsure += settled.unsure
    outcome.notes += _ahead(incomes, settled, project.today)
    now = project
    for given_back in settled.returned:
        now = _mark_returned(now, given_back, outcome)
    for contract in (now.ledger.contracts[each.id] for each in target.contracts):
        now = _pay(now, contract, settled, outcome)
    outcome.changes = joined(outcome.changes)


def _pay(project: Project, contract: Contract, settled: Settled, outcome: Outcome) -> Project:
    """Return the ledger with the new payments of a contract's invoices."""
    mine = [(each, settled.payments[each.id]) for each in contract.invoices if each.id in settled.payments]
    writable = [pair for pair in mine if _can_be_paid(project, contract, pair, settled, outcome)]
    if not writable:
        return project
    changes = pay(project, contract, writable)
    after = preview(project, changes)
    confirm_paid(project, after, contract, writable)
    outcome.changes += changes
    outcome.added += sum(len(settled.lines[invoice.id]) for invoice, _ in writable)
    return after


def _mark_returned(project: Project, given_back: GivenBack, outcome: Outcome) -> Project:
    """Return the ledger after marking a payment as returned, with the day and the reason."""
    back = given_back.back
    if not given_back.invoice:
        outcome.reading.skip(
            back.line,
            tr("it belongs to a payment of several invoices: {command}", command=command_of(given_back)),
        )
        return project
    billed = project.invoices[given_back.invoice]
    paid_on, amount = given_back.paid_on, given_back.amount
    try:
        change = give_back(project, billed.contract, billed.record, back.day, back.why, paid_on=paid_on, amount=amount)
        after = preview(project, [change])
        confirm_marked(project, after, billed.record, {"paid": None, "payments": None})
    except EditRefused as refusal:
        outcome.reading.skip(
            back.line, tr("it went back on {day}, but that is not recorded: {refusal}", day=back.day, refusal=refusal)
        )
        return project
    outcome.changes.append(change)
    money = shown(amount, billed.currency)
    outcome.returned.append(
        tr(
            "invoice {invoice}: {money} of {paid_on} went back on {day} ({why})",
            invoice=given_back.invoice,
            money=money,
            paid_on=paid_on,
            day=back.day,
            why=Label(back.why),
        )
    )
    return after


def _tell_untied(project: Project, target: Target, outcome: Outcome, back: Return) -> None:
    """Note returns without a payment in the file, unless a payment is already marked as returned."""
    own = {contract.id for contract in target.contracts}
    invoices = [each for each in project.invoices.values() if each.contract.id in own]
    likely = list(may_have_gone_back(back, invoices))
    if any(payment.returned == back.day for _, payment in likely):
        outcome.known += 1
        return
    unmarked = [(billed.record.id, payment.day) for billed, payment in likely if payment.returned is None]
    invoice, paid_on = unmarked[0] if len(unmarked) == 1 else ("", None)
    command = command_of(GivenBack(invoice, paid_on, back.amount, back))
    condition = (
        tr("it is the payment of {day} on invoice {invoice}", day=paid_on, invoice=invoice)
        if invoice
        else tr("it was paid on an invoice here")
    )
    money = shown(back.amount, back.currency)
    outcome.reading.skip(
        back.line,
        tr(
            "{money} went back on {day}; if {condition}, {command}",
            money=money,
            day=back.day,
            condition=condition,
            command=command,
        ),
    )


def _fees(target: Target, incomes: Sequence[Income], fees: Sequence[Fee], only: Sequence[str]) -> Iterator[str]:
    """Yield a note if a marketplace kept a different share than the contract says."""
    names = [name.casefold() for name in only]
    kept, paid = (
        sum(
            (each.amount for each in items if not names or any(name in each.payer.casefold() for name in names)),
            Decimal(0),
        )
        for items in (fees, incomes)
    )
    if not fees or not paid:
        return
    share = Fraction(kept) / Fraction(paid)
    for contract in target.contracts:
        agreed = contract.platform.fee if contract.platform else Fraction(0)
        if len(target.contracts) == 1 and abs(share - agreed) > SAME_SHARE:
            yield tr(
                "the fees are {share} of what was paid, but {contract} says {agreed}",
                share=f"{float(share):.1%}",
                contract=contract.id,
                agreed=f"{float(agreed):.1%}",
            )


def _ahead(incomes: Sequence[Income], settled: Settled, today: date) -> Iterator[str]:
    """Yield a note for each payment booked on a future day."""
    booked = {line for lines in settled.lines.values() for line in lines}
    for income in incomes:
        if income.line in booked and income.day > today:
            yield tr(
                "the payment on line {line} is dated {day}, in the future; is the date right?",
                line=str(income.line),
                day=income.day,
            )


def _can_be_paid(
    project: Project,
    contract: Contract,
    pair: tuple[Invoice, list[Payment]],
    settled: Settled,
    outcome: Outcome,
) -> bool:
    try:
        pay(project, contract, [pair])
    except EditRefused as refusal:
        for line in settled.lines[pair[0].id]:
            outcome.reading.skip(line, str(refusal))
        return False
    return True
