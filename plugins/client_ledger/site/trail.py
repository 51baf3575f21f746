"""The git history for the site: the trail of a client, of a contract, and of the whole ledger by day."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from urllib.parse import urlsplit

from jinja2.runtime import Macro

from client_ledger.book.load import Ledger
from client_ledger.history import Commit, Day, Entry, History
from client_ledger.text.message import Message

DAYS_OPEN = 14
LONG = 20


@dataclass(frozen=True, slots=True)
class Step:
    """The changes of one commit by subject; `commit` is None for uncommitted changes."""

    commit: Commit | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DayOfSteps:
    """The steps of a day, newest first; `day` is None for uncommitted changes."""

    day: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class MonthOfSteps:
    """A month's days, newest first, and the number of their commits."""

    first: date
    days: tuple[DayOfSteps, ...]
    count: int


class Trail:
    """The history of one ledger, with links to its host."""

    def __init__(self, history: History, ledger: Ledger, repo_url: str | None = None) -> None:
        self.history = history
        self.ledger = ledger
        self._base = commit_base(repo_url)
        self._drawn: dict[tuple[int, str], tuple[object, str]] = {}
        self._whole = self
        self._of_clients: dict[str, tuple[Step, ...]] = {}

    def about(self, ledger: Ledger) -> Trail:
        """Return the trail with the names of a part of the ledger; steps and cached fragments are shared."""
        found = copy.copy(self)
        found.ledger = ledger
        return found

    def once(self, thing: object, draw: Macro) -> str:
        """Return the fragment that a macro draws of an object; it is the same on every page, so it is drawn once."""
        key = id(thing), draw.name
        if key not in self._drawn:
            self._drawn[key] = thing, draw(thing)  # keep the object too, so that its id() is not reused
        return self._drawn[key][1]

    @property
    def notices(self) -> tuple[Message, ...]:
        """Why the history is missing or cut short."""
        return self.history.notices

    def url(self, commit: Commit) -> str | None:
        """Return the address of a commit on the repository's host, None without a host."""
        return f"{self._base}{commit.id}" if self._base else None

    def signature(self, commit: Commit) -> str | None:
        """Return whether a commit's signature could be verified, None if the history has no signed commit."""
        return self.history.signature(commit) if self.history.signed else None

    def put_on(self, commit: Commit) -> date | None:
        """Return the day a commit was put into the history, None if it was authored on that day."""
        return self.history.put_on(commit)

    def day(self, commit: Commit) -> date:
        """Return the calendar day a commit was authored on."""
        return self.history.day(commit)

    def file(self, kind: str, identity: str) -> str | None:
        """Return the file with the page of a subject, None if it is gone or has no page of its own."""
        if kind == "page":
            return identity if identity in self.ledger.pages else None
        if kind == "client":
            client = self.ledger.clients.get(identity)
            return client.place.file if client else None
        if kind == "contract":
            contract = self.ledger.contracts.get(identity)
            return contract.place.file if contract else None
        return None

    def name(self, kind: str, identity: str) -> str:
        """Return the current name of a subject, or its id if it is gone."""
        if kind == "client" and identity in self.ledger.clients:
            return self.ledger.clients[identity].name
        if kind == "contract" and identity in self.ledger.contracts:
            return self.ledger.contracts[identity].title
        return identity

    def client(self, identity: str | None) -> str | None:
        """Return the current name of a client, None if there is none."""
        client = self.ledger.clients.get(identity) if identity else None
        return client.name if client else None

    def of_client(self, client: str) -> tuple[Step, ...]:
        """Return the changes of a client and its contracts, newest first."""
        known = self._whole._of_clients  # noqa: SLF001 - of the same class
        if client not in known:
            known[client] = _steps(self.history.trail_with_contracts(client))
        return known[client]

    def of_contract(self, contract: str) -> tuple[Step, ...]:
        """Return the changes of a contract, newest first."""
        return _steps(self.history.trail_of("contract", contract))

    @cached_property
    def days(self) -> tuple[DayOfSteps, ...]:
        """Every change by day: uncommitted ones, then the newest first."""
        return _days(self.history.whole)

    @property
    def recent(self) -> tuple[DayOfSteps, ...]:
        """The latest days with changes."""
        return _days(self.history.latest(DAYS_OPEN))

    @cached_property
    def months(self) -> dict[date, MonthOfSteps]:
        """All days by month, the latest first, if there are more than the latest days."""
        return self.by_month(self.days) if len(self.days) > DAYS_OPEN else {}

    def by_month(self, days: Iterable[DayOfSteps]) -> dict[date, MonthOfSteps]:
        """Return committed days by month, the latest first."""
        dated = [(each.day.replace(day=1), each) for each in days if each.day]
        months = {}
        for first, group in groupby(dated, key=lambda each: each[0]):
            days = tuple(each for _, each in group)
            months[first] = MonthOfSteps(first, days, sum(len(each.steps) for each in days))
        return months

    def past_years(self, client: str) -> dict[int, tuple[Step, ...]]:
        """Return the steps of a client by year, the latest first, if there are too many for its own page."""
        steps = self.of_client(client)
        return self.years(steps) if len(steps) > LONG else {}

    def years(self, steps: Iterable[Step]) -> dict[int, tuple[Step, ...]]:
        """Return committed steps by year, the latest first."""
        found: defaultdict[int, list[Step]] = defaultdict(list)
        for step in steps:
            if step.commit:
                found[self.day(step.commit).year].append(step)
        return {year: tuple(found[year]) for year in sorted(found, reverse=True)}


def _days(days: Iterable[Day]) -> tuple[DayOfSteps, ...]:
    return tuple(DayOfSteps(day.day, _steps(day.entries)) for day in days)


def _steps(entries: Iterable[Entry]) -> tuple[Step, ...]:
    grouped = groupby(entries, key=lambda entry: entry.commit)
    return tuple(Step(commit, tuple(group)) for commit, group in grouped)


def commit_base(repo_url: str | None) -> str | None:
    """Return the prefix of commit addresses on the repository's host, None without a web address."""
    if not repo_url or urlsplit(repo_url).scheme not in {"http", "https"}:
        return None
    host = urlsplit(repo_url).netloc.lower()
    base = repo_url.rstrip("/").removesuffix(".git")
    if "gitlab" in host:
        return f"{base}/-/commit/"
    return f"{base}/commits/" if "bitbucket" in host else f"{base}/commit/"
