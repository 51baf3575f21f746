"""The pages of the site, and what each shows."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files as resources

from babel import Locale
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.localization import parse_locale
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from client_ledger.cache import digest
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.exit_plan import exit_title
from client_ledger.pages.leaving import plan_path
from client_ledger.pages.past import hours_path, messages_path, month_path, past_messages, past_years, trail_path
from client_ledger.signs import SIGNS
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import TrailSummary
from client_ledger.text.babel import BabelFormatter
from client_ledger.text.message import Label, Message, msg

SECTIONS: dict[str, tuple[str, Message]] = {
    "index.md": ("home", msg("Today")),
    "clients/index.md": ("clients", msg("Clients")),
    "contracts/index.md": ("contracts", msg("Contracts")),
    "pipeline.md": ("pipeline", msg("Pipeline")),
    "money.md": ("money", msg("Money")),
    "signs/index.md": ("signs", msg("Signs")),
    "audit.md": ("audit", msg("Audit trail")),
}
PROBLEMS = "problems.md"
LEAVING = "exit/index.md"


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
        """Add the pages for a client's hours, messages and changes of past years, and for the audit trail by month."""
        project = self.judgement.project
        for client in project.ledger.clients.values():
            worked = (hour.date for each in project.contracts_of.get(client.id, []) for hour in each.hours)
            for year in past_years(day for day in worked if day <= self.judgement.day):
                title = msg("Hours of {year}: {name}", year=str(year), name=client.name)
                self._add(
                    hours_path(client.id, year), Kind("hours", client.id, str(year)), self.formatter.format(title)
                )
            for year in past_messages(client, self.judgement.day):
                title = msg("Messages of {year}: {name}", year=str(year), name=client.name)
                self._add(
                    messages_path(client.id, year), Kind("messages", client.id, str(year)), self.formatter.format(title)
                )
            for year in self.summary.years.get(client.id, ()):
                title = msg("Audit trail of {year}: {name}", year=str(year), name=client.name)
                self._add(
                    trail_path(client.id, year), Kind("trail", client.id, str(year)), self.formatter.format(title)
                )
        for first in self.summary.months:
            title = msg("Audit trail: {month}", month=self.formatter.month(first, "LLLL y"))
            self._add(month_path(first), Kind("month", first.isoformat()), self.formatter.format(title))

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
        words = file.content_string if file.generated_by else ""
        return words, digest(words) if file.generated_by else None

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

    def sections(self, nav: Navigation) -> tuple[Page, ...]:
        """Return the pages in the header: the sections, the problems, and ordinary pages of the top folder."""
        own = [*SECTIONS, PROBLEMS]
        own.insert(own.index("signs/index.md") + 1, LEAVING)
        tops = {page.file.src_uri: page for page in nav.items if isinstance(page, Page)}
        named = {path: page for page in nav.pages if (path := page.file.src_uri) in own}
        rest = [page for path, page in tops.items() if path not in self.kinds]
        return tuple([named[path] for path in own if path in named] + rest)

    def entitle(self, files: Files) -> None:
        """Give each page its title, unless the navigation or its front matter gives another."""
        for path, title in self.titles.items():
            file = files.get_file_from_path(path)
            read = self.judgement.project.ledger.pages.get(path)
            named = read is not None and "title" in read.meta and path in SECTIONS
            if file and file.page and "title" not in vars(file.page) and not named:
                file.page.title = title


def locale_of(theme: Theme) -> Locale:
    """Return a theme's locale, or its option `language`, which Material for MkDocs uses instead."""
    language = theme.get("language")
    return parse_locale(language.replace("-", "_")) if isinstance(language, str) else theme.locale
