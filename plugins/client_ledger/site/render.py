"""Draws the fragments that are the pages, in any theme; everything is escaped but the owner's own words."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import STAGES, Contract
from client_ledger.book.ended import past_its_end
from client_ledger.cache import folder_digest
from client_ledger.history import History
from client_ledger.judging.advice import advice, first_step
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import VERDICTS
from client_ledger.leaving.exit_plan import ExitPlan, exit_plan
from client_ledger.leaving.exit_plan import leaving as departures
from client_ledger.owed.calculation_steps import fee_working
from client_ledger.owed.reference_rates import RateTable
from client_ledger.pages import chart_data, pipeline, receivables
from client_ledger.pages.backtest import backtest_blocks
from client_ledger.pages.cash import cash_blocks, cash_table
from client_ledger.pages.claims import all_claims
from client_ledger.pages.client import ClientPage
from client_ledger.pages.contract import ContractPage, contract_rows
from client_ledger.pages.exit_plan import exit_page
from client_ledger.pages.home import Home
from client_ledger.pages.leaving import leaving_page, plan_path
from client_ledger.pages.letters import letter_formatters, letters_shown, other_languages
from client_ledger.pages.message_times import rhythm
from client_ledger.pages.past import hours_path, month_path, trail_path
from client_ledger.pages.problems import by_file
from client_ledger.pages.provenance import Notes
from client_ledger.pages.sign_limits import in_force
from client_ledger.pages.to_invoice import to_invoice_blocks
from client_ledger.pages.what_if import what_if
from client_ledger.signs import BY_NAME, SIGNS
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.site.filters import filters
from client_ledger.site.pages import Kind, locale_of
from client_ledger.site.past_pages import past_context
from client_ledger.site.sources import Sources
from client_ledger.site.theme import THEME, THEME_FOLDER, Compiled, CompiledTemplates, TranslatedOnce
from client_ledger.site.trail import Trail
from client_ledger.text.babel import formatter_of

ABOUT_ONE = frozenset({"client", "contract", "exit", "hours", "trail", "month"})


class Renderer:
    """Draws pages of one judged ledger."""

    def __init__(
        self, judgement: Judgement, config: MkDocsConfig, history: History, compiled: Compiled | None = None
    ) -> None:
        self.judgement = judgement
        self.history = history
        self.trail = Trail(history, judgement.project.ledger, config.repo_url)
        self.config = config
        own = config.theme.name == THEME
        folders = [*config.theme.dirs] if own else [str(THEME_FOLDER)]
        self.sections: tuple[Page, ...] = ()
        self._plans: dict[str, ExitPlan] = {}
        self._rates = RateTable(judgement.project.ledger.rates)
        locales = [str(Path(folder, "locales")) for folder in folders]
        self.formatter = formatter_of(locale_of(config.theme), locales)
        self.letter_formatters = letter_formatters(self.formatter, locales)
        self.env = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[TranslatedOnce, "jinja2.ext.do"],
            bytecode_cache=CompiledTemplates(
                {} if compiled is None else compiled, str(self.formatter.locale), folder_digest(*map(Path, locales))
            ),
        )
        self.env.extend(translations=self.formatter.translations)
        self.equip(self.env)
        self.env.globals.update(self.globals())

    @cached_property
    def clients(self) -> tuple[JudgedClient, ...]:
        """The clients, the worst first."""
        return worst_first(self.judgement)

    @cached_property
    def whole(self) -> dict[str, Any]:
        """What pages about the whole ledger may use besides; a page about one client cannot reach it."""
        return {"clients": self.clients, "departures": departures(self.judgement)}

    def equip(self, env: Environment) -> None:
        """Give an environment the filters that say values in the site's language."""
        if env is self.env or self.config.theme.name == THEME:
            env.install_gettext_translations(self.formatter.translations, newstyle=True)  # type: ignore[attr-defined]
        env.filters.update(filters(self.formatter, self.judgement.project.settings.currency))

    def globals(self) -> dict[str, Any]:
        """Return what every fragment may use."""
        judgement = self.judgement
        return {
            "judgement": judgement,
            "ledger": judgement.project.ledger,
            "settings": judgement.project.settings,
            "pipeline": judgement.pipeline,
            "problems": judgement.problems,
            "shown_path": judgement.project.site.shown_path,
            "signs": SIGNS,
            "stages": STAGES,
            "verdicts": VERDICTS,
            "locale": str(self.formatter.locale).replace("_", "-"),
            "sign_by_name": BY_NAME,
            "advice": advice,
            "first_step": first_step,
            "currency_of": self._currency_of,
            "past_its_end": lambda contract: past_its_end(contract, judgement.day),
            "to_invoice": to_invoice_blocks,
            "cash_blocks": cash_blocks,
            "figures": chart_data,
            "rhythm": rhythm,
            "board": pipeline,
            "what_if": what_if,
            "receivables": receivables,
            "all_claims": all_claims,
            "fee_working": fee_working,
            "in_force": in_force,
            "by_file": by_file,
            "plan_path": plan_path,
            "hours_path": hours_path,
            "trail_path": trail_path,
            "month_path": month_path,
            "trail": self.trail,
            "notes": Notes(self.history, judgement.project.ledger),
        }

    def _plan(self, client: str) -> ExitPlan:
        if client not in self._plans:
            self._plans[client] = exit_plan(self.judgement, client)
        return self._plans[client]

    def _last_day(self, judged: JudgedClient) -> date:
        """Return the recorded last day with a client, else the earliest its contracts allow."""
        recorded = judged.leaving.last_day if judged.leaving else None
        return recorded or self.judgement.pipeline.last_day(judged.timeline.client.id)

    def _currency_of(self, contract: Contract) -> str:
        project = self.judgement.project
        return currency_of(contract, project.ledger.clients.get(contract.client), project.settings)

    def page(self, kind: Kind | None, page: Page, html: str, files: Files) -> str:
        """Return a page's content: the banner where something is wrong, its fragment, and its own words."""
        words = Markup(html)  # noqa: S704 - the Markdown is the owner's own

        @cache  # a page about all clients leads to each of them many times
        def link(path: str) -> str:
            file = files.src_uris.get(path)
            return file.url_relative_to(page.file) if file else path

        name = kind.name if kind else "ordinary"
        template = self.env.get_template(f"pages/{name}.html")
        about_one = kind is None or kind.name in ABOUT_ONE
        subject = (self._subject(kind) if kind else {}) | ({} if about_one else self.whole)
        source = Sources(page.file, self.judgement.project.site.shown_path)
        fragment = template.render(words=words, page=page, link=link, source=source, **subject)
        return f'<div class="ledger {name}">\n{fragment}</div>\n'

    def _subject(self, kind: Kind) -> dict[str, Any]:
        project = self.judgement.project
        match kind.name:
            case "client":
                judged = self.judgement.clients[str(kind.subject)]
                return {
                    "judged": judged,
                    "client": judged.timeline.client,
                    "status": judged.status,
                    "view": ClientPage(judged, self.judgement.pipeline),
                    "leaving": judged.leaving,
                    "steps_here": self.trail.of_client(judged.timeline.client.id),
                    "own": ("client", judged.timeline.client.id),
                    "past": judged.timeline.client.id,
                    "letters": letters_shown(
                        judged, self._last_day(judged), self.formatter, self.letter_formatters, self._rates
                    ),
                }
            case "exit":
                judged = self.judgement.clients[str(kind.subject)]
                plan = self._plan(str(kind.subject))
                blocks = exit_page(plan, self.formatter, other_languages(self.formatter, self.letter_formatters))
                return {"judged": judged, "client": judged.timeline.client, "blocks_shown": blocks}
            case "leaving":
                plans = [self._plan(each.timeline.client.id) for each in self.clients]
                return {"blocks_shown": leaving_page(self.judgement, plans)}
            case "contract":
                contract = project.ledger.contracts[str(kind.subject)]
                owner = self.judgement.clients.get(contract.client)
                view = ContractPage(contract, owner, self.judgement.day)
                steps = self.trail.of_contract(contract.id)
                own = ("contract", contract.id)
                past = owner and owner.timeline.client.id
                return {
                    "contract": contract,
                    "owner": owner,
                    "view": view,
                    "steps_here": steps,
                    "own": own,
                    "past": past,
                }
            case "home":
                cash = cash_table(self.judgement.pipeline)
                return {"home": Home(self.judgement, self.clients, self.history), "cash_shown": (cash,)}
            case "contracts":
                return {"rows": contract_rows(self.judgement)}
            case "sign":
                sign = BY_NAME[str(kind.subject)]
                return {
                    "sign": sign,
                    "backtest_shown": backtest_blocks(self.judgement) if sign is LATE_PAYMENTS else (),
                }
            case _:
                return past_context(kind, self.judgement, self.trail)

    def around(self) -> dict[str, Any]:
        """Return what a theme may show around any page, the search page and the 404 page too."""
        return {"judgement": self.judgement, "sections": self.sections}


def worst_first(judgement: Judgement) -> tuple[JudgedClient, ...]:
    """Return the clients by verdict, then by score; one without a score comes last."""

    def rank(judged: JudgedClient) -> tuple[int, bool, int, str]:
        status = judged.status
        return (
            VERDICTS.index(status.verdict),
            status.score is None,
            status.score or 0,
            judged.timeline.client.id,
        )

    return tuple(sorted(judgement.clients.values(), key=rank))
