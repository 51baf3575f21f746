"""The part of a ledger that a page may read: nothing, a part of the history, one client's part, or everything.

A page gets its scope and nothing else of the ledger, so it cannot show anything outside the scope's digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from client_ledger.book.load import Ledger
from client_ledger.cache import digest
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.provenance import Notes
from client_ledger.site.pages import Kind, Pages
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import PartSummary

OF_ONE_CLIENT = frozenset({"client", "contract", "exit", "hours", "invoices", "messages"})
ABOUT_SOME = OF_ONE_CLIENT | {"month", "trail"}
AMONG_OTHERS = frozenset({"client", "exit"})


@dataclass(frozen=True, eq=False)
class Scope:
    """What a page may read; `digest` identifies it, None if some text in it has no digest.

    `months` are the months of the audit trail that have a page, with their number of commits.
    """

    judgement: Judgement
    trail: Trail
    notes: Notes
    digest: bytes | None
    months: Mapping[date, int] = field(default_factory=dict)


class Scopes:
    """The scopes of one judged ledger's pages, each made once when needed."""

    def __init__(self, judgement: Judgement, pages: Pages) -> None:
        self._judgement = judgement
        self._trail = pages.trail
        self._summary = pages.summary
        self._made: dict[tuple[str, str], Scope] = {}
        self._files: dict[str, str] = {}

    def of(self, kind: Kind | None) -> Scope:
        """Return the scope of a page of a kind, None for an ordinary page."""
        if kind is None:
            return self._nothing
        if kind.name == "month":
            return self._of_commits(self._summary.months[date.fromisoformat(str(kind.subject))])
        if kind.name == "trail":
            client = self._judgement.project.ledger.clients[str(kind.subject)]
            return self._of_commits(self._summary.years[client.id][int(kind.part or 0)], client.name, client.place.file)
        if kind.name not in OF_ONE_CLIENT:
            return self.whole
        contract = self._judgement.project.ledger.contracts.get(str(kind.subject)) if kind.name == "contract" else None
        return self.of_client(contract.client if contract else str(kind.subject), kind.name)

    def of_client(self, client: str, page: str) -> Scope:
        """Return the scope of a client's pages; for an unknown client, a scope without a digest."""
        if client not in self._judgement.clients:
            return Scope(self._judgement, self._trail, self.whole.notes, None)
        key = client, page if page in AMONG_OTHERS else "records"
        if key not in self._made:
            self._made[key] = self._among_others(*key) if page in AMONG_OTHERS else self._of_records(client)
        return self._made[key]

    @cached_property
    def whole(self) -> Scope:
        """The scope of the whole ledger."""
        judgement, history = self._judgement, self._trail.history
        notes = Notes(history, judgement.project.ledger)
        months = {first: month.count for first, month in self._summary.months.items()}
        return Scope(judgement, self._trail, notes, self._digest(judgement, history.digests.whole), months)

    @cached_property
    def _nothing(self) -> Scope:
        judgement = self._judgement.about()
        ledger = judgement.project.ledger
        return Scope(judgement, self._trail.about(ledger), Notes(self._trail.history, ledger), b"")

    def _of_records(self, client: str) -> Scope:
        judgement = self._judgement.about(client)
        ledger, history = judgement.project.ledger, self._trail.history
        found = self._digest(judgement, history.digests.of(client, ledger.contracts, sorted(ledger.files)))
        return Scope(judgement, self._trail.about(ledger), Notes(history, ledger), found)

    def _among_others(self, client: str, page: str) -> Scope:
        """Return the judgement of a client and its part in the whole; for its exit plan, with others' open deals."""
        records, with_deals = self.of_client(client, "records"), page == "exit"
        judgement = self._judgement.among_others(client, with_deals=with_deals)
        around = [self._months_ahead, digest(repr(judgement.pipeline.shares)), self._deals if with_deals else b""]
        found = records.digest and digest(records.digest, *around)
        return Scope(judgement, records.trail, records.notes, found)

    def _of_commits(self, part: PartSummary, *around: str) -> Scope:
        trail, nothing = self._trail, self._nothing
        shown = (
            repr((each, trail.name(each.kind, each.id), trail.file(each.kind, each.id), trail.client(each.client)))
            for each in part.about
        )
        return Scope(nothing.judgement, trail, nothing.notes, digest(part.digest, *around, *shown))

    def _digest(self, judgement: Judgement, history: bytes) -> bytes | None:
        """Return a digest of all the records in the scope, their evidence and their history."""
        project, ledger = judgement.project, judgement.project.ledger
        if ledger.pages.keys() - ledger.digests.keys():
            return None
        texts = (part for pair in sorted(ledger.digests.items()) for part in pair)
        evidence = (self._of_evidence(name) for name in sorted(set(_evidence(ledger))))
        around = repr((sorted(ledger.files), sorted(project.incomplete), ledger.rates, project.problems))
        return digest(history, around, *texts, *evidence)

    def _of_evidence(self, name: str) -> str:
        if name not in self._files:
            self._files[name] = repr(self._trail.history.evidence(name))
        return self._files[name]

    @cached_property
    def _months_ahead(self) -> bytes:
        return digest(repr(self._judgement.pipeline.months))

    @cached_property
    def _deals(self) -> bytes:
        """A digest of the open deals: their upsides, and their contracts' texts."""
        digests = self._judgement.project.ledger.digests
        parts: list[str | bytes] = []
        for upside in self._judgement.pipeline.upsides:
            file = upside.deal.contract.place.file
            parts += [file, digests.get(file, b""), repr((upside.deal.contract.title, upside.adds))]
        return digest(*parts)


def _evidence(ledger: Ledger) -> Iterator[str]:
    for client in ledger.clients.values():
        for incident in client.incidents:
            yield from incident.evidence
        for request in client.requests:
            yield from request.evidence
    for contract in ledger.contracts.values():
        for request in contract.requests:
            yield from request.evidence
