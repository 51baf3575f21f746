"""`client-ledger paid`: writes the day of payment in the invoice's own line."""

from __future__ import annotations

from pathlib import Path

import click

from client_ledger.book.parsing import parse_day, parse_money
from client_ledger.commands.choose import choose_invoice
from client_ledger.commands.judged import tell_notices, tell_recorded
from client_ledger.commands.mark import save_mark
from client_ledger.commands.options import date_order_option, open_ledger, site_file_option
from client_ledger.edits.marks import give_back
from client_ledger.edits.pay import confirm_paid, paid_in_full, part_of, pay
from client_ledger.edits.prompts import parse_value
from client_ledger.edits.save import preview, save
from client_ledger.edits.typed import Typing, money, typing_of
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project
from client_ledger.text.cli_language import tr
from client_ledger.text.message import Label


@click.command()
@click.argument("invoice", required=False)
@click.argument("day", required=False)
@click.option("--amount", help="What came in or went back, if it was only a part (by default, all).")
@click.option("--returned", metavar="DATE", help="The day a payment went back: the payment of DAY, or the last one.")
@click.option("--why", type=click.Choice(["refund", "chargeback", "bounced"]), help="Why it went back.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, write nothing.")
@date_order_option
@site_file_option
def paid(
    invoice: str | None,
    day: str | None,
    amount: str | None,
    returned: str | None,
    why: str | None,
    dry_run: bool,
    order: str | None,
    site_file: Path,
) -> None:
    """Record that INVOICE was paid, today or on DAY (YYYY-MM-DD, 30/11/2026, today, yesterday).

    With --returned DATE and --why, record that a payment went back.
    """
    if (returned is None) != (why is None):
        raise click.UsageError(tr("use --returned and --why together"))
    project = open_ledger(site_file)
    typing = typing_of(project.settings.zone, order)
    try:
        if returned and why:
            _return(project, invoice, (returned, day, amount), why, typing, dry_run=dry_run)
            return
        contract, found = choose_invoice(project, invoice)
        payment = paid_in_full(project, found, parse_value(parse_day, typing.day(day or "today")))
        if amount is not None:
            payment = part_of(payment, parse_value(parse_money, money(amount)))
        pairs = [(found, [payment])]
        changes = pay(project, contract, pairs)
        after = preview(project, changes)
        confirm_paid(project, after, contract, pairs)
        if not dry_run:
            save(project.site.docs_dir, changes)
    except EditRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    place = f"{project.site.shown_path(found.place.file)}:{found.place.line}"
    what = tr(
        "invoice {invoice}, {amount} paid on {day}", invoice=found.id, amount=f"{payment.amount:f}", day=payment.day
    )
    tell_recorded(f"{place}: {what}", dry_run=dry_run)
    tell_notices(after, found.place)


def _return(
    project: Project,
    word: str | None,
    told: tuple[str, str | None, str | None],
    why: str,
    typing: Typing,
    *,
    dry_run: bool,
) -> None:
    day, paid_on, amount = told
    contract, found = choose_invoice(project, word, is_likely=lambda _, identity: bool(_payments(project, identity)))
    returned = parse_value(parse_day, typing.day(day))
    change = give_back(
        project,
        contract,
        found,
        returned,
        why,
        paid_on=parse_value(parse_day, typing.day(paid_on)) if paid_on else None,
        amount=parse_value(parse_money, money(amount)) if amount else None,
    )
    changed = {"paid": None, "payments": None}
    what = (
        tr(
            "{amount} of a payment on invoice {invoice} returned on {day}: {why}",
            amount=money(amount),
            invoice=found.id,
            day=returned,
            why=Label(why),
        )
        if amount
        else tr("payment on invoice {invoice} returned on {day}: {why}", invoice=found.id, day=returned, why=Label(why))
    )
    save_mark(project, change, found, changed, what, dry_run=dry_run)


def _payments(project: Project, identity: str) -> list[object]:
    return [each for each in project.invoices[identity].payments if each.returned is None]
