"""The pages of the site, and what each shows."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files as resources

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.book.client import Client
from client_ledger.cache import digest
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.exit_plan import exit_title
from client_ledger.pages.leaving import plan_path
from client_ledger.pages.past import (
    hours_path,
    invoices_path,
    messages_path,
    month_path,
    past_invoices,
    past_messages,
    past_years,
    trail_path,
)
from client_ledger.signs import SIGNS
from client_ledger.site.sections import LEAVING, PROBLEMS, SECTIONS
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import TrailSummary
from client_ledger.text.babel import BabelFormatter
from client_ledger.text.message import Label, Message, msg


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page shows: its fragment, the id of its subject, and the part of the subject."""

    name: str
    subject: str | None = None
    part: str | None = None


class Pages:
    """The site's pages, by source path."""

    def __init__(self, judgement: Judgement, formatter: BabelFormatter, trail: Trail, summary: TrailSummary) -> None:
        self.judgement = judgement
        self.trail = trail
        self.summary = summary
        self.formatter = formatter
        ledger = judgement.project.ledger
        self.kinds = {path: Kind(name) for path, (name, _) in SECTIONS.items()}
        self.titles = {path: formatter.format(title) for path, (_, title) in SECTIONS.items()}
        for sign in SIGNS:
            self._add(f"signs/{sign.name}.md", Kind("sign", sign.name), formatter.term(Label(sign.name)).capitalize())
        if judgement.problems:
            self._add(PROBLEMS, Kind("problems"), formatter.format(msg("Problems")))
        for client in ledger.clients.values():
            self._add(client.place.file, Kind("client", client.id), client.name)
            self._add(plan_path(client.id), Kind("exit", client.id), formatter.format(exit_title(client)))
        if ledger.clients:
            self._add(LEAVING, Kind("leaving"), formatter.format(msg("Leaving well")))
        for contract in ledger.contracts.values():
            self._add(contract.place.file, Kind("contract", contract.id), contract.title)
        self._add_past()

    def _add_past(self) -> None:
        """Add the pages for a client's invoices, hours, messages and changes of past years, and the trail by month."""
        project, day = self.judgement.project, self.judgement.day
        for client in project.ledger.clients.values():
            contracts = project.contracts_of.get(client.id, [])
            billed = (bill for each in contracts for bill in project.bills[each.id])
            for year in past_invoices(billed, day):
                title = msg("Settled invoices of {year}: {name}", year=str(year), name=client.name)
                self._add_year(invoices_path(client.id, year), "invoices", client, year, title)
            worked = (hour.date for each in contracts for hour in each.hours)
            for year in past_years(worked_on for worked_on in worked if worked_on <= day):
                title = msg("Hours of {year}: {name}", year=str(year), name=client.name)
                self._add_year(hours_path(client.id, year), "hours", client, year, title)
            for year in past_messages(client, day):
                title = msg("Messages of {year}: {name}", year=str(year), name=client.name)
                self._add_year(messages_path(client.id, year), "messages", client, year, title)
            for year in self.summary.years.get(client.id, ()):
                title = msg("Audit trail of {year}: {name}", year=str(year), name=client.name)
                self._add_year(trail_path(client.id, year), "trail", client, year, title)
        for first in self.summary.months:
            title = msg("Audit trail: {month}", month=self.formatter.month(first, "LLLL y"))
            self._add(month_path(first), Kind("month", first.isoformat()), self.formatter.format(title))

    def _add_year(self, path: str, name: str, client: Client, year: int, title: Message) -> None:
        self._add(path, Kind(name, client.id, str(year)), self.formatter.format(title))

    def _add(self, path: str, kind: Kind, title: str) -> None:
        self.kinds[path] = kind
        self.titles[path] = title

    def kind_of(self, file: File) -> Kind | None:
        """Return what a file's page shows besides its own Markdown, or None for an ordinary page."""
        return self.kinds.get(file.src_uri)

    def add_to(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages that have no file; a file with the same path provides the page's Markdown."""
        for path in self.kinds:
            if files.get_file_from_path(path) is None:
                files.append(File.generated(config, path, content=self._words(path)))
        return files

    def words_of(self, file: File) -> tuple[str, bytes | None]:
        """Return the Markdown that a file provides for its page, and its digest, None if it has none."""
        ledger = self.judgement.project.ledger
        read = ledger.pages.get(file.src_uri)
        if read:
            return read.body, ledger.digests.get(file.src_uri)
        if not file.generated_by:
            return "", None
        words = self._words(file.src_uri) if file.src_uri in self.kinds else file.content_string
        return words, digest(words)

    def _words(self, path: str) -> str:
        """Return the initial Markdown of a page without a file: for a sign, its meaning."""
        kind = self.kinds[path]
        if kind.name != "sign":
            return ""
        stem = str(kind.subject).replace("-", "_")
        folder = resources("client_ledger.signs")
        translated = folder / f"{stem}.{self.formatter.language}.md"
        page = translated if translated.is_file() else folder / f"{stem}.md"
        return page.read_text(encoding="utf-8")

    def title_of(self, path: str) -> str | None:
        """Return the title of a page, None where its words or its front matter name it."""
        read = self.judgement.project.ledger.pages.get(path)
        named = read is not None and "title" in read.meta and path in SECTIONS
        return None if named else self.titles.get(path)
