"""A whole ledger: the settings, the records, the limits in force, and all problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from client_ledger.book.billed_invoice import BilledInvoice, currency_of
from client_ledger.book.bills import Bills, bills_of
from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.book.invoice_status import status_on
from client_ledger.book.load import Ledger, load
from client_ledger.book.money_faults import decimal_faults, missing_rate, money_notices
from client_ledger.book.plausibility import unlikely
from client_ledger.book.reading_cache import ReadingCache
from client_ledger.book.records import Acceptance, Boundary
from client_ledger.book.settings import Settings
from client_ledger.book.site_file import SiteFile, read_site_file
from client_ledger.cache import FOLDER, Cache, digest
from client_ledger.disk.undo import FOLDER as OWN_FOLDER
from client_ledger.disk.undo import PLAN, Unfinished, settle
from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.problems import Place, Problem, in_file_order, nearest
from client_ledger.frontmatter.reader import Source
from client_ledger.signs import BY_NAME
from client_ledger.signs.editions import Affected, new_meanings
from client_ledger.signs.limits import LimitsBySign, change_limits, default_limits
from client_ledger.text.message import msg
from sealed_site.lock import Busy


@dataclass(frozen=True)
class Project:
    """One site's ledger as read, with every problem found while reading.

    `today` is the day to judge by default. `incomplete` are the clients who are judged without a
    record, sign or exchange rate because it could not be read.
    `drafts` are new contents of files that are not written yet.
    """

    site: SiteFile
    ledger: Ledger
    bills: Bills
    limits: dict[str, LimitsBySign]
    problems: tuple[Problem, ...]
    today: date
    incomplete: frozenset[str] = frozenset()
    drafts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The freelancer's settings."""
        return self.site.settings

    @cached_property
    def contracts_of(self) -> dict[str, list[Contract]]:
        """Each client's contracts, sorted by id."""
        found: defaultdict[str, list[Contract]] = defaultdict(list)
        for contract in self.ledger.contracts.values():
            found[contract.client].append(contract)
        return dict(found)

    @cached_property
    def invoices(self) -> dict[str, BilledInvoice]:
        """Every invoice with its terms, by id."""
        return {billed.record.id: billed for own in self.bills.values() for billed in own}

    def files_of(self, client: str) -> list[str]:
        """Return the Markdown files of a client and its contracts."""
        contracts = self.contracts_of.get(client, ())
        return [self.ledger.clients[client].place.file, *(each.place.file for each in contracts)]

    @cached_property
    def logs_of(self) -> dict[str, list[str]]:
        """The CSV files that each Markdown file names."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for log, owner in self.ledger.logs.items():
            found[owner].append(log)
        return dict(found)

    def about(self, *clients: str) -> Project:
        """Return the part of the project about some clients, with the errors that every page shows."""
        ledger = self.ledger
        files = [file for client in clients for file in self.files_of(client)]
        logs = {log: file for file in files for log in self.logs_of.get(file, ())}
        part = Ledger(
            {client: ledger.clients[client] for client in clients},
            {each.id: each for client in clients for each in self.contracts_of.get(client, ())},
            {file: ledger.pages[file] for file in files},
            frozenset([*files, *logs]),
            ledger.incomplete.intersection(clients),
            (),
            ledger.rates,
            logs,
            {file: ledger.digests[file] for file in files if file in ledger.digests},
        )
        bills = {contract: self.bills[contract] for contract in part.contracts}
        limits = {client: self.limits[client] for client in clients}
        incomplete = self.incomplete.intersection(clients)
        return Project(self.site, part, bills, limits, tuple(self.errors), self.today, incomplete)

    @cached_property
    def facts(self) -> dict[str, bytes]:
        """A digest of the texts with each client's records, including its contracts.

        A client without a digest for some text is left out, and one with a record that could not be read: why, its
        texts do not tell.
        """
        found = {}
        for client in self.ledger.clients:
            files = self.files_of(client)
            parts = [self.ledger.digests.get(file, b"") for file in files]
            if all(parts) and client not in self.incomplete:
                found[client] = digest(*files, *parts)
        return found

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.problems if problem.severity == "error"]


def open_project(site_file: Path) -> Project:
    """Return the ledger of a mkdocs.yml; raise NoSiteFile if it is not a ledger's."""
    site = read_site_file(site_file)
    return read_project(site, recall=ReadingCache(reading_cache(site)))


def reading_cache(site: SiteFile) -> Cache:
    """Return the cache of a site's parsed files."""
    return Cache(site.path.parent / FOLDER, "readings")


def read_project(
    site: SiteFile,
    drafts: Mapping[str, bytes] | None = None,
    recall: ReadingCache | None = None,
    before: Project | None = None,
) -> Project:
    """Return the ledger of a site, with `drafts` in place of files; every fault is among its problems.

    Unchanged contracts' bills are reused from `before`, which was read with the same `recall`.
    """
    if not site.docs_dir.is_dir():
        message = msg("the ledger folder {folder} does not exist", folder=site.prefix)
        empty = Ledger({}, {}, {}, frozenset(), frozenset(), ())
        problem = Problem(Place(site.source.file), "no-ledger", message)
        return Project(site, empty, {}, {}, (problem,), _day_judged(site.settings))
    half_done = _undo_what_is_half_done(site.docs_dir)
    project = assemble(site, load(site.docs_dir, site.settings.zone, drafts, recall), before)
    return replace(project, drafts=drafts or {}, problems=(*half_done, *project.problems))


def _undo_what_is_half_done(folder: Path) -> tuple[Problem, ...]:
    """Undo a change of several files that was stopped half-way; return a problem if that fails."""
    try:
        settle(folder)
    except (Busy, Unfinished, OSError) as reason:
        place = Place(f"{OWN_FOLDER}/{PLAN}")
        if isinstance(reason, Busy):
            return (Problem(place, "half-done", msg("another command is writing the ledger"), msg("try again")),)
        message = msg("a change of several files stopped halfway and cannot be undone: {why}", why=str(reason))
        hint = msg("copies of the files from before are in this folder; restore them, then remove the folder")
        return (Problem(place, "half-done", message, hint),)
    return ()


def assemble(site: SiteFile, ledger: Ledger, before: Project | None = None) -> Project:
    """Return the project of a ledger under a site's settings; every fault is among its problems."""
    source = Source(site.source.file)
    today = _day_judged(site.settings)
    everyones = change_limits(default_limits(), site.settings.signs, source)
    limits: dict[str, LimitsBySign] = {}
    found: list[Problem] = [*site.problems, *source.problems, *ledger.problems]
    incomplete = set(ledger.clients if ledger.orphan_contracts else ledger.incomplete)
    known = (before.ledger, before.bills) if before and before.settings == site.settings else None
    billed = bills_of(ledger, site.settings, known)
    for client in ledger.clients.values():
        own = Source(client.place.file)
        theirs = change_limits(everyones, client.signs, own)
        limits[client.id] = theirs if client.status != "former" else _of_conduct(theirs)
        problems = [*own.problems, *_sign_names(client), *missing_rate(client, site.settings)]
        incomplete |= {client.id} if problems else set()
        found += problems
    for contract in ledger.contracts.values():
        client_of = ledger.clients.get(contract.client)
        currency = currency_of(contract, client_of, site.settings)
        problems = [*missing_rate(contract, site.settings), *decimal_faults(contract, currency)]
        incomplete |= {contract.client} if problems else set()
        found += [*problems, *money_notices(billed[contract.id], today)]
    found += unlikely(ledger, today)
    found += _new_meanings(source.file, site.settings.signs, everyones, ledger.contracts.values(), billed, today)
    for client in (each for each in ledger.clients.values() if each.signs is not None):
        agreed = [each for each in ledger.contracts.values() if each.client == client.id]
        found += _new_meanings(client.place.file, client.signs, limits[client.id], agreed, billed, today)
    return Project(site, ledger, billed, limits, in_file_order(found), today, frozenset(incomplete))


def _day_judged(settings: Settings) -> date:
    """Return the settings' `as_of`, or today in the freelancer's time zone."""
    return settings.as_of or datetime.now(settings.zone).date()


def _of_conduct(limits: LimitsBySign) -> LimitsBySign:
    """Return limits without the signs about work to come, which a former client does not have."""
    return {name: each for name, each in limits.items() if BY_NAME[name].about_conduct}


def _new_meanings(
    file: str,
    options: MapNode | None,
    limits: LimitsBySign,
    contracts: Collection[Contract],
    billed: Bills,
    today: date,
) -> Iterator[Problem]:
    """Yield a notice of each limit in a `signs:` map that says something else since edition 2."""
    if options is None:
        return
    statuses = (status_on(each, today) for contract in contracts for each in billed[contract.id])
    owed = [each for each in statuses if each.is_open]
    affected = Affected(
        any(each.stage in RUNNING and not (each.rights and each.suspension) for each in contracts),
        max((each.days_late for each in owed), default=0),
    )
    for name, node in options.entries.items():
        if name in limits and isinstance(node, MapNode):
            yield from new_meanings(BY_NAME[name], node, limits[name], affected, Source(file))


def _sign_names(client: Client) -> Iterator[Problem]:
    records: list[Boundary | Acceptance] = [*client.boundaries, *client.accepted]
    for record in records:
        sign = BY_NAME.get(record.sign)
        if sign is None:
            meant = nearest(record.sign, BY_NAME)
            known = msg("known: {keys}", keys=", ".join(BY_NAME))
            hint = msg("did you mean `{key}`?", key=meant) if meant else known
            message = msg("there is no sign '{sign}'", sign=record.sign)
            yield Problem(record.place, "unknown-sign", message, hint)
        elif sign.knock_out and record in client.accepted:
            message = msg("the sign {sign} cannot be accepted", sign=sign.name)
            hint = msg("no pay and no patience makes up for it; remove this line")
            yield Problem(record.place, "knock-out-accepted", message, hint)
