"""Refuse to write to a list with records that cannot be read, until they are corrected."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.logs import Folder
from client_ledger.edits.save import read_bytes
from client_ledger.frontmatter.document import Document, EditRefused
from client_ledger.frontmatter.problems import Problem
from client_ledger.frontmatter.spans import entry, front_of, names_in
from client_ledger.project import Project
from client_ledger.text.cli_language import cli_formatter, tr

# The place of an id: the value of `id`, or a cell of a CSV file. Any other number may be a rate or a day.
VALUE_OF_ID = r"""(?<![\w-])["']?id["']?[ \t]*:\s*(["']?){identity}\1(?=[ \t]*[,}}\]\r]|[ \t]+#|[ \t]*$)"""
CELL = r"""(?:^|,)[ \t]*("?){identity}\1(?=[ \t]*(?:,|\r?$))"""


def logs_named(project: Project, file: str, names: Iterable[str]) -> list[str]:
    """Return the CSV files of the ledger that a list in a file names, in that order."""
    folder = Folder(project.site.docs_dir, project.ledger.files)
    found = (folder.find(str(PurePosixPath(file).parent), name) for name in names)
    return [path for path in found if path is not None and path in project.ledger.files]


def fault_in_list(project: Project, owner: Client | Contract, key: str) -> Problem | None:
    """Return the first error in a list of a client or a contract, or in the CSV files it names, or None."""
    file = owner.place.file
    front = front_of(Document(file, read_bytes(project, file)))
    value = entry(front.root, key)
    if value is None:
        return None
    lines = range(front.root.marks[key].line + 1, front.last_line(value) + 2)
    logs = logs_named(project, file, names_in(front, key)[0])
    places = ((problem, problem.place) for problem in project.errors)
    return next((each for each, at in places if at.file in logs or (at.file == file and at.line in lines)), None)


def expect_readable(project: Project, owner: Client | Contract, key: str) -> None:
    """Raise EditRefused if a record of a list cannot be read, because the new record may be that very one."""
    fault = fault_in_list(project, owner, key)
    if fault is not None:
        raise EditRefused(tr("nothing was written; {correct_first}", correct_first=correct_first(project, fault)))


def expect_not_unread(project: Project, ids: Collection[str]) -> None:
    """Raise EditRefused if the id of a new record occurs in a part of a contract's file that cannot be read."""
    contracts = project.ledger.contracts.values()
    invoices = {invoice.id for contract in contracts for invoice in contract.invoices}
    hours = {work.id for contract in contracts for work in contract.hours}
    new = [identity for identity in ids if identity not in invoices | hours]
    for file, fault in _faulty_files(project).items() if new else ():
        text = read_bytes(project, file).decode("utf-8-sig", "replace")
        place = CELL if file in project.ledger.logs else VALUE_OF_ID
        for identity in new:
            if identity in text and re.search(place.format(identity=re.escape(identity)), text, re.MULTILINE):
                raise EditRefused(
                    tr(
                        "nothing was written, because '{identity}' is in a file with errors; {correct_first}",
                        identity=identity,
                        correct_first=correct_first(project, fault),
                    )
                )


def _faulty_files(project: Project) -> dict[str, Problem]:
    """Return the first error of each file that holds records of contracts and has one."""
    found: dict[str, Problem] = {}
    for problem in project.errors:
        file = problem.place.file
        if project.ledger.logs.get(file, file).startswith("contracts/"):
            found.setdefault(file, problem)
    return found


def correct_first(project: Project, fault: Problem) -> str:
    """Return the message that asks to correct an error first."""
    return tr(
        "correct this first: {problem}", problem=fault.line(project.site.shown_path(fault.place.file), cli_formatter())
    )
