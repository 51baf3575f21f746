"""A whole ledger judged on a day; each client is judged when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import is_

from client_ledger.book.contract import Contract
from client_ledger.book.ended import past_its_end
from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.book.records import Decision
from client_ledger.book.validate import plain
from client_ledger.cache import FOLDER, Cache, digest
from client_ledger.frontmatter.problems import Problem, in_file_order
from client_ledger.income.expected_cash import expected_day
from client_ledger.income.pipeline import Pipeline
from client_ledger.income.to_invoice import ToInvoice, to_invoice
from client_ledger.judging.acceptances import acceptances_to_look_at
from client_ledger.judging.late_fees import LateFeeDue, late_fees
from client_ledger.judging.trend import NOT_CACHED, Trend, TrendCache
from client_ledger.judging.verdict import ClientStatus, Judge, Judged
from client_ledger.project import Project
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import Level, number
from client_ledger.signs.sign import Case
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import msg


@dataclass(frozen=True, eq=False)
class JudgedClient:
    """One client judged on a day; compared by identity."""

    judge: Judge
    status: ClientStatus
    incomplete: bool
    trends: TrendCache = NOT_CACHED

    @property
    def timeline(self) -> Timeline:
        """The client's records."""
        return self.judge.timeline

    @property
    def view(self) -> View:
        """The client's records as known on the day."""
        return View(self.timeline, self.status.day)

    def notice_of(self, contract: Contract) -> int:
        """Return the days of notice that apply now: an assumed notice does not apply if the verdict is to leave now."""
        assumed = contract.assumes_notice_on(self.status.day)
        return 0 if assumed and self.status.verdict == "leave-now" else contract.notice_on(self.status.day)

    @cached_property
    def usual_days(self) -> Fraction | None:
        """How many days after the due day the client usually pays, None if it has settled nothing yet."""
        readings = (each.reading for each in self.status.signs if each.sign is LATE_PAYMENTS)
        days = next((each.measures.get("usual_days") for each in readings), None)
        return None if days is None else Fraction(number(days))

    def expected_on(self, invoice: InvoiceStatus) -> date:
        """Return the day on which an open invoice is expected to be paid."""
        return expected_day(invoice, self.usual_days)

    def case(self, judged: Judged) -> Case:
        """Return one of the client's readings with the records behind it."""
        return Case(self.view, judged.reading)

    @property
    def leaving(self) -> Decision | None:
        """The client's latest decision up to the day, if it was to leave."""
        known = [each for each in self.timeline.client.decisions if each.date <= self.status.day]
        latest = max(known, key=lambda each: each.date, default=None)
        return latest if latest and latest.decision == "leave" else None

    @cached_property
    def trend(self) -> Trend:
        """The client's status in the 12 months before, and the day each sign's level would drop."""
        return self.trends.of(self.judge, self.status)

    def fall_of(self, judged: Judged) -> tuple[date, Level] | None:
        """Return the day on which a sign's level drops by itself and the level it drops to; None without such a day."""
        day = self.trend.recovery_dates[judged.sign.name]
        return (day, self.judge.level_on(judged.sign, day)) if day else None

    @cached_property
    def to_invoice(self) -> tuple[ToInvoice, ...]:
        """What was earned and not invoiced, by contract, deposits for work that harms others among it."""
        timeline, day = self.timeline, self.status.day
        client, bills, settings = timeline.client, timeline.bills, timeline.settings
        found = (to_invoice(each, client, bills[each.id], settings, day) for each in timeline.contracts)
        return tuple(each for each in found if each)

    @cached_property
    def late_fees(self) -> tuple[LateFeeDue, ...]:
        """The fees due under the contracts on late invoices, the latest due first."""
        return late_fees(self.timeline, self.judge.limits, self.status.day)


class JudgedClients(Mapping[str, JudgedClient]):
    """The clients of a ledger sorted by id; each is judged when it is needed."""

    def __init__(self, project: Project, day: date, trends: TrendCache) -> None:
        self._project = project
        self._day = day
        self._trends = trends
        self._judged: dict[str, JudgedClient] = {}

    def __getitem__(self, client: str) -> JudgedClient:
        if client not in self:
            raise KeyError(client)
        if client not in self._judged:
            self._judged[client] = judge_client(self._project, client, self._day, self._trends)
        return self._judged[client]

    def __contains__(self, client: object) -> bool:
        return client in self._project.ledger.clients

    def __iter__(self) -> Iterator[str]:
        return iter(self._project.ledger.clients)

    def __len__(self) -> int:
        return len(self._project.ledger.clients)

    def about(self, project: Project) -> JudgedClients:
        """Return the clients of a part of the project; each is judged once for both."""
        found = JudgedClients(project, self._day, self._trends)
        found._judged = self._judged
        return found

    def take_over(self, before: Judgement) -> None:
        """Reuse the earlier judgement of each client whose records, limits and day are unchanged."""
        if before.day != self._day or before.project.settings != self._project.settings:
            return
        for client, judged in before.clients._judged.items():  # noqa: SLF001 - of the same class
            if client in self and self._is_same(judged, before.project):
                self._judged[client] = judged

    def _is_same(self, judged: JudgedClient, before: Project) -> bool:
        """Tell whether a client was judged by the identical objects: a file that is read again makes new ones."""
        now, client = self._project, judged.timeline.client.id
        values = (now.ledger.clients[client], *now.contracts_of.get(client, ()))
        then = (judged.timeline.client, *judged.timeline.contracts)
        same = len(values) == len(then) and all(map(is_, values, then))
        by_the_same = before.limits[client] == now.limits[client]
        return same and by_the_same and judged.incomplete == (client in now.incomplete)


@dataclass(frozen=True)
class Judgement:
    """A whole ledger judged on a day; each part is computed when it is needed."""

    project: Project
    day: date
    clients: JudgedClients

    @cached_property
    def pipeline(self) -> Pipeline:
        """The expected income from contracts."""
        project = self.project
        return Pipeline(
            project.ledger,
            project.bills,
            project.settings,
            self.day,
            self._notice,
            lambda client: self.clients[client].usual_days,
        )

    def about(self, *clients: str) -> Judgement:
        """Return the judgement of some clients alone, without access to any other."""
        project = self.project.about(*clients)
        return Judgement(project, self.day, self.clients.about(project))

    def among_others(self, client: str, *, with_deals: bool) -> Judgement:
        """Return the judgement of one client and of its part in the whole, `with_deals` with other clients' upsides."""
        found = self.about(client)
        found.pipeline.use_totals_of(self.pipeline, with_deals=with_deals)
        return found

    def _notice(self, contract: Contract) -> int:
        """Return the days of notice of a contract; the client's verdict matters only if the notice is assumed."""
        if contract.assumes_notice_on(self.day):
            return self.clients[contract.client].notice_of(contract)
        return contract.notice_on(self.day)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The project's problems, with the notices that need a judgement; only the clients concerned are judged."""
        accepting = (client.id for client in self.project.ledger.clients.values() if client.accepted)
        judged = (self.clients[client] for client in accepting)
        notices = (notice for each in judged for notice in acceptances_to_look_at(each.status, each.judge))
        ended = (
            Problem(contract.places["end"], "past-end", question, msg("set its `stage`, or its new `end`"), "notice")
            for contract in self.project.ledger.contracts.values()
            if (question := past_its_end(contract, self.day))
        )
        return in_file_order([*self.project.problems, *notices, *ended])


def judge_project(
    project: Project,
    day: date | None = None,
    before: Judgement | None = None,
    trends: TrendCache = NOT_CACHED,
) -> Judgement:
    """Return the ledger judged on a day, by default the settings' `as_of` or today.

    Clients whose records, limits and day are unchanged are reused from `before`, an earlier judgement.
    `trends` has the slowest part of an earlier run's judging.
    """
    day = day or project.today
    clients = JudgedClients(project, day, trends)
    if before:
        clients.take_over(before)
    return Judgement(project, day, clients)


def judge_of(project: Project, client: str) -> Judge:
    """Return the judge of one client."""
    limits = project.limits[client]
    grace_days = limits.get(LATE_PAYMENTS.name, LATE_PAYMENTS.limits).grace_days
    contracts = project.contracts_of.get(client, [])
    timeline = Timeline(project.ledger.clients[client], contracts, project.bills, project.settings, grace_days)
    return Judge(timeline, limits)


def judge_client(
    project: Project, client: str, day: date | None = None, trends: TrendCache = NOT_CACHED
) -> JudgedClient:
    """Return one client judged on a day, by default the settings' `as_of` or today."""
    judge = judge_of(project, client)
    status = judge.assess(day or project.today)
    return JudgedClient(judge, status, client in project.incomplete, trends)


def trend_cache(project: Project) -> TrendCache:
    """Return the trends of a ledger's clients from an earlier run."""
    site = project.site
    basis = [repr(plain(site.options))]
    if site.settings.holidays:
        from importlib.metadata import version  # noqa: PLC0415 - slow to load, and needed only with holidays

        basis.append(version("holidays"))
    return TrendCache(Cache(site.path.parent / FOLDER, "trends"), digest(*basis), project.facts)
