"""A whole ledger, opened: the settings, the records, the limits in force, and everything that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.load import Ledger, load
from client_ledger.book.phrase import phrase
from client_ledger.book.problems import Place, Problem, in_file_order, nearest
from client_ledger.book.recall import Recall
from client_ledger.book.records import Acceptance, Boundary
from client_ledger.book.source import Source
from client_ledger.book.validate import plain
from client_ledger.cache import FOLDER, Cache, digest
from client_ledger.late_fees import LateFeeDue, late_fees
from client_ledger.outlook import NOTHING_KEPT, Outlook, Outlooks
from client_ledger.pipeline import Pipeline
from client_ledger.settings import Settings, SiteFile, read_site_file
from client_ledger.signs import BY_NAME
from client_ledger.signs.limits import LimitsBySign, change_limits, default_limits
from client_ledger.signs.sign import Level
from client_ledger.signs.view import Timeline
from client_ledger.verdict import Judge, Standing

STALE_ACCEPTANCE_DAYS = 30


@dataclass(frozen=True)
class Project:
    """One site's ledger as read, with every problem found while reading."""

    site: SiteFile
    ledger: Ledger
    limits: dict[str, LimitsBySign]
    problems: tuple[Problem, ...]

    @property
    def settings(self) -> Settings:
        """The freelancer's settings."""
        return self.site.settings

    @cached_property
    def contracts_of(self) -> dict[str, list[Contract]]:
        """Each client's contracts, in order of id."""
        found: defaultdict[str, list[Contract]] = defaultdict(list)
        for contract in self.ledger.contracts.values():
            found[contract.client].append(contract)
        return dict(found)

    @cached_property
    def facts(self) -> dict[str, bytes]:
        """What each client's records are told from: a digest of the texts they stand in, those of contracts too.

        A client is left out of whom some text cannot be told from another.
        """
        found = {}
        for client in self.ledger.clients.values():
            files = [client.place.file, *(each.place.file for each in self.contracts_of.get(client.id, ()))]
            parts = [self.ledger.digests.get(file, b"") for file in files]
            if all(parts):
                found[client.id] = digest(*files, *parts)
        return found

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def judge(self, client: str) -> Judge:
        """Return the judge of one client."""
        timeline = Timeline(self.ledger.clients[client], self.contracts_of.get(client, []), self.settings)
        return Judge(timeline, self.limits[client])


@dataclass(frozen=True, eq=False)
class JudgedClient:
    """One client judged on a day, the same as no other."""

    judge: Judge
    standing: Standing
    incomplete: bool
    outlooks: Outlooks = NOTHING_KEPT

    @property
    def timeline(self) -> Timeline:
        """The client's records."""
        return self.judge.timeline

    @cached_property
    def outlook(self) -> Outlook:
        """How the client stood in the 12 months before, and when each sign's level would drop."""
        return self.outlooks.of(self.judge, self.standing)

    @cached_property
    def late_fees(self) -> tuple[LateFeeDue, ...]:
        """The fees due under the contracts on late invoices, the latest due first."""
        return late_fees(self.timeline, self.judge.limits, self.standing.day)


class JudgedClients(Mapping[str, JudgedClient]):
    """The clients of a ledger by id, in order of id, each judged when it is asked for."""

    def __init__(self, project: Project, day: date, outlooks: Outlooks) -> None:
        self._project = project
        self._day = day
        self._outlooks = outlooks
        self._judged: dict[str, JudgedClient] = {}

    def __getitem__(self, client: str) -> JudgedClient:
        if client not in self._judged:
            self._judged[client] = judge_client(self._project, client, self._day, self._outlooks)
        return self._judged[client]

    def __contains__(self, client: object) -> bool:
        return client in self._project.ledger.clients

    def __iter__(self) -> Iterator[str]:
        return iter(self._project.ledger.clients)

    def __len__(self) -> int:
        return len(self._project.ledger.clients)

    def take_over(self, before: Judgement) -> None:
        """Take over the clients judged before whose records, limits and day are still the same."""
        if before.day != self._day or before.project.settings != self._project.settings:
            return
        for client, judged in before.clients._judged.items():  # noqa: SLF001 - of the same class
            if client in self and self._is_same(judged, before.project):
                self._judged[client] = judged

    def _is_same(self, judged: JudgedClient, before: Project) -> bool:
        """Tell whether a client was judged by the very same values: what is read again is never equal."""
        now, client = self._project, judged.timeline.client.id
        values = (now.ledger.clients[client], *now.contracts_of.get(client, ()))
        then = (judged.timeline.client, *judged.timeline.contracts)
        same = len(values) == len(then) and all(one is other for one, other in zip(values, then, strict=True))
        by_the_same = before.limits[client] == now.limits[client]
        return same and by_the_same and judged.incomplete == (client in now.ledger.incomplete)


@dataclass(frozen=True)
class Judgement:
    """A whole ledger judged on a day, each part when it is asked for."""

    project: Project
    day: date
    clients: JudgedClients

    @cached_property
    def pipeline(self) -> Pipeline:
        """What the contracts are expected to bring."""
        return Pipeline(self.project.ledger, self.project.settings, self.day)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The project's problems with the notices that take judging, for which no client is judged without need."""
        accepting = (client.id for client in self.project.ledger.clients.values() if client.accepted)
        judged = (self.clients[client] for client in accepting)
        notices = (notice for each in judged for notice in _acceptances(each.standing, each.judge))
        return in_file_order([*self.project.problems, *notices])


def open_project(site_file: Path) -> Project:
    """Return the ledger of a mkdocs.yml; raise NoSiteFile when that is not one."""
    site = read_site_file(site_file)
    return read_project(site, recall=Recall(reading_cache(site)))


def reading_cache(site: SiteFile) -> Cache:
    """Return where the readings of a site's ledger are kept from one run to the next."""
    return Cache(site.path.parent / FOLDER, "readings")


def kept_outlooks(project: Project) -> Outlooks:
    """Return the outlooks of a ledger's clients, as far as an earlier run found them out."""
    site = project.site
    basis = [repr(plain(site.options))]
    if site.settings.holidays:
        from importlib.metadata import version  # noqa: PLC0415 - slow to load, and needed only with holidays

        basis.append(version("holidays"))
    return Outlooks(Cache(site.path.parent / FOLDER, "outlooks"), digest(*basis), project.facts)


def read_project(site: SiteFile, drafts: Mapping[str, bytes] | None = None, recall: Recall | None = None) -> Project:
    """Return the ledger of a site, as it would be with `drafts`; every fault is among its problems."""
    if not site.docs_dir.is_dir():
        message = phrase("the ledger folder {folder} does not exist", folder=site.prefix)
        empty = Ledger({}, {}, {}, frozenset(), frozenset(), ())
        return Project(site, empty, {}, (Problem(Place(site.source.file), "no-ledger", message),))
    return assemble(site, load(site.docs_dir, site.settings.zone, drafts, recall))


def assemble(site: SiteFile, ledger: Ledger) -> Project:
    """Return the project of a ledger under a site's settings; every fault is among its problems."""
    source = Source(site.source.file)
    everyones = change_limits(default_limits(), site.settings.signs, source)
    limits: dict[str, LimitsBySign] = {}
    found = [*site.problems, *source.problems, *ledger.problems]
    for client in ledger.clients.values():
        own = Source(client.place.file)
        limits[client.id] = change_limits(everyones, client.signs, own)
        found += own.problems
    found += [*_sign_names(ledger), *_missing_rates(ledger, site.settings)]
    return Project(site, ledger, limits, in_file_order(found))


def judge_project(
    project: Project,
    day: date | None = None,
    before: Judgement | None = None,
    outlooks: Outlooks = NOTHING_KEPT,
) -> Judgement:
    """Return the ledger judged on a day, by default the settings' `as_of` or today.

    Of an earlier judgement, `before`, the clients are taken over whose records, limits and day are still the same.
    Of an earlier run, `outlooks` has what takes longest to judge.
    """
    day = day or project.settings.today()
    clients = JudgedClients(project, day, outlooks)
    if before:
        clients.take_over(before)
    return Judgement(project, day, clients)


def judge_client(
    project: Project, client: str, day: date | None = None, outlooks: Outlooks = NOTHING_KEPT
) -> JudgedClient:
    """Return one client judged on a day, by default the settings' `as_of` or today."""
    judge = project.judge(client)
    standing = judge.stand(day or project.settings.today())
    return JudgedClient(judge, standing, client in project.ledger.incomplete, outlooks)


def _sign_names(ledger: Ledger) -> Iterator[Problem]:
    for client in ledger.clients.values():
        records: list[Boundary | Acceptance] = [*client.boundaries, *client.accepted]
        for record in records:
            sign = BY_NAME.get(record.sign)
            if sign is None:
                meant = nearest(record.sign, BY_NAME)
                known = phrase("known: {keys}", keys=", ".join(BY_NAME))
                hint = phrase("did you mean `{key}`?", key=meant) if meant else known
                message = phrase("there is no sign '{sign}'", sign=record.sign)
                yield Problem(record.place, "unknown-sign", message, hint)
            elif sign.knock_out and record in client.accepted:
                message = phrase("the sign {sign} cannot be accepted", sign=sign.name)
                hint = phrase("no pay and no patience offsets it; remove this line")
                yield Problem(record.place, "knock-out-accepted", message, hint)


def _missing_rates(ledger: Ledger, settings: Settings) -> Iterator[Problem]:
    things: list[Client | Contract] = [*ledger.clients.values(), *ledger.contracts.values()]
    for thing in things:
        if thing.currency and settings.rate(thing.currency) is None:
            message = phrase("there is no exchange rate for {currency}", currency=thing.currency)
            hint = phrase("add it to `exchange_rates` in mkdocs.yml")
            yield Problem(thing.places["currency"], "missing-exchange-rate", message, hint)


def _acceptances(standing: Standing, judge: Judge) -> Iterator[Problem]:
    levels = {judged.sign.name: judged.level for judged in standing.signs}
    for record in judge.timeline.client.accepted:
        past = standing.day - record.until
        if past > timedelta(days=STALE_ACCEPTANCE_DAYS):
            message = phrase("the acceptance of {sign} ran out on {day}", sign=record.sign, day=record.until)
            hint = phrase("renew it or remove it")
            yield Problem(record.place, "stale-acceptance", message, hint, "notice")
        elif record.until >= standing.day and levels.get(record.sign) is Level.clear:
            message = phrase("the acceptance of {sign} covers a sign that is clear", sign=record.sign)
            yield Problem(record.place, "unused-acceptance", message, phrase("remove it"), "notice")
