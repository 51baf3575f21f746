"""One import from beginning to end: read, compare with the ledger, and say what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from client_ledger.book.contract import Contract
from client_ledger.edits.record import Owner, add_to_log, confirm
from client_ledger.edits.refusals import expect_not_unread, expect_readable
from client_ledger.edits.save import preview
from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.bills import add_bills
from client_ledger.importers.clean import cleaned, unlikely_day
from client_ledger.importers.credit_notes import add_credit_notes
from client_ledger.importers.deduplicate import New, new_hours, new_messages, new_requests
from client_ledger.importers.import_result import Outcome, Target, listed, values_of
from client_ledger.importers.importer import (
    Asked,
    Bill,
    CreditNote,
    Fee,
    Importer,
    Income,
    Item,
    Message,
    Options,
    Reading,
    Return,
    Work,
)
from client_ledger.importers.payments import add_payments
from client_ledger.importers.source_file import WESTERN, Export
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr, tr_many, tr_title

READ_MORE = " (docs/importing.md lists what can)"


def read_export(
    importer: Importer, export: Export, options: Options, importers: Mapping[str, Importer] = IMPORTERS
) -> Reading:
    """Return the file's contents; if it is another kind, raise EditRefused and name the kind it looks like."""
    parts = [each for each in export.parts() if importer.recognises(each)]
    if not parts:
        likely = next((other for other in importers.values() if other.recognises(export)), None)
        if likely is not None:
            raise EditRefused(
                tr(
                    "{file} is not a {kind}; it looks like {likely}: run `client-ledger import {name}`",
                    file=export.name,
                    kind=tr_title(importer.title),
                    likely=tr_title(likely.title),
                    name=likely.name,
                )
            )
        described = export.described()
        more = tr(": ") + described if described else ""
        raise EditRefused(
            tr(
                "{file} is not a {kind}, nor any other file that can be imported{more} (docs/importing.md lists them)",
                file=export.name,
                kind=tr_title(importer.title),
                more=more,
            )
        )
    reading = importer.read(parts[0], options)
    if len(parts) > 1:
        others = ", ".join(f"'{each.sheet}'" for each in parts[1:])
        reading.notes.append(
            tr(
                "only the sheet '{sheet}' was read; to import {others} too, save each as a file of its own",
                sheet=parts[0].sheet,
                others=others,
            )
        )
    reading.items = [cleaned(item) for item in reading.items if not _has_unlikely_day(item, reading)]
    if (
        "messages" not in importer.becomes
        and export.is_text
        and export.encoding == WESTERN
        and not export.data.startswith(b"%PDF")
    ):
        reading.notes.append(tr("the file is not UTF-8 and was read as Windows-1252; check its accents"))
    return reading


def _has_unlikely_day(item: Item, reading: Reading) -> bool:
    if day := unlikely_day(item):
        reading.skip(item.line, tr("{day} is not a plausible date", day=f"{day:%Y-%m-%d}"))
    return day is not None


def run_import(project: Project, target: Target, reading: Reading, only: Sequence[str]) -> Outcome:
    """Return what a parsed file changes in the ledger; nothing is written yet."""
    outcome = Outcome(reading)
    kinds = {type(item) for item in reading.items}
    if Work in kinds:
        _add_hours(project, target.contract(), outcome, only)
    elif Message in kinds:
        mails = [item for item in reading.items if isinstance(item, Message)]
        outcome.read = _counted(mails)
        _add(project, target.client, "messages", new_messages(target.client, mails), outcome)
    if Asked in kinds:
        asked = [item for item in reading.items if isinstance(item, Asked)]
        requests = tr_many("{count} request", "{count} requests", len(asked))
        outcome.read = cli_formatter().listing(tuple(filter(None, (outcome.read, requests))))
        owner = target.contracts[0] if len(target.contracts) == 1 else target.client
        _add(project, owner, "requests", new_requests(owner.requests, asked), outcome)
    elif CreditNote in kinds:
        add_credit_notes(project, target, outcome)
    elif Bill in kinds:
        add_bills(project, target, outcome, only)
    elif kinds & {Income, Return, Fee}:
        add_payments(project, target, outcome, only)
    return outcome


def _counted(messages: Sequence[Message]) -> str:
    if all(each.channel == "mail" for each in messages):
        return tr_many("{count} mail", "{count} mails", len(messages))
    return tr_many("{count} message", "{count} messages", len(messages))


def _add(project: Project, owner: Owner, key: str, new: New, outcome: Outcome) -> None:
    expect_readable(project, owner, key)
    expect_not_unread(project, [str(record["id"]) for record in new.records if "id" in record])
    outcome.known += new.known
    outcome.notes += [
        tr("changed in the source since it was recorded, and left as it is: {record}", record=each)
        for each in new.changed
    ]
    if new.records:
        outcome.changes += add_to_log(project, owner, key, new.records)
        outcome.added += len(new.records)
        confirm(project, preview(project, outcome.changes), owner, key, values_of(project, owner, key, new.records))


def _add_hours(project: Project, contract: Contract, outcome: Outcome, only: Sequence[str]) -> None:
    found = [item for item in outcome.reading.items if isinstance(item, Work)]
    groups = [" / ".join(name for name in work.groups if name) or tr("without a client or project") for work in found]
    wanted = [work for work in found if not only or _is_one_of(work.groups, only)]
    today = project.today
    for work in wanted:
        if work.day > today:
            outcome.reading.skip(work.line, tr("its day is in the future"))
    wanted = [work for work in wanted if work.day <= today]
    outcome.read = tr_many(
        "{count} entry, {hours} hours", "{count} entries, {hours} hours", len(wanted), hours=_total(wanted)
    )
    if only:
        outcome.notes.append(
            tr("left out, because they belong to other clients or projects: {count}", count=len(found) - len(wanted))
        )
    if only and not wanted:
        outcome.notes.append(tr("the file's clients and projects are: {names}", names=listed(groups)))
    elif not only and len(set(groups)) > 1:
        outcome.notes.append(
            tr("all clients and projects were imported: {names}; use --only NAME for one", names=listed(groups))
        )
    _add(project, contract, "hours", new_hours(project, contract.hours, wanted), outcome)


def _total(found: Sequence[Work]) -> str:
    return f"{float(sum((work.hours for work in found), Fraction(0))):.3f}"


def _is_one_of(names: Sequence[str], only: Sequence[str]) -> bool:
    return bool({name.casefold() for name in names} & {name.casefold() for name in only})
