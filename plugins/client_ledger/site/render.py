"""Draws the pages' fragments, in any theme; everything is escaped except the owner's own Markdown."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from client_ledger.book.contract import STAGES
from client_ledger.judging.advice import advice, first_step
from client_ledger.judging.judgement import Judgement
from client_ledger.judging.verdict import VERDICTS
from client_ledger.owed.calculation_steps import fee_working
from client_ledger.pages import chart_data, pipeline, receivables
from client_ledger.pages.cash import cash_blocks
from client_ledger.pages.claims import all_claims
from client_ledger.pages.invoices import invoice_list
from client_ledger.pages.leaving import plan_path
from client_ledger.pages.letters import letter_formatters
from client_ledger.pages.message_times import rhythm
from client_ledger.pages.past import hours_path, invoices_path, messages_path, month_path, trail_path
from client_ledger.pages.problems import by_file
from client_ledger.pages.sign_limits import in_force
from client_ledger.pages.to_invoice import to_invoice_blocks
from client_ledger.pages.what_if import what_if
from client_ledger.signs import BY_NAME, SIGNS
from client_ledger.site.contexts import Contexts
from client_ledger.site.formatting import add_filters, catalogue_folders, language_of, site_formatter, template_folders
from client_ledger.site.incremental.page_inputs import PageInputs
from client_ledger.site.sources import Sources
from client_ledger.site.theme import CompiledTemplates, TranslatedOnce
from client_ledger.text.babel import BabelFormatter


class Renderer:
    """Draws pages of one judged ledger; what says values in the same language is taken over from `before`."""

    def __init__(self, judgement: Judgement, config: MkDocsConfig, before: Renderer | None = None) -> None:
        self.judgement = judgement
        self.language = language_of(config)
        known = before if before and before.language == self.language else None
        self.formatter: BabelFormatter = known.formatter if known else site_formatter(config)
        self.letter_formatters: tuple[BabelFormatter, ...] = (
            known.letter_formatters if known else letter_formatters(self.formatter, catalogue_folders(config))
        )
        currency = judgement.project.settings.currency
        self.contexts = Contexts(self.formatter, self.letter_formatters)
        self.env = Environment(
            loader=FileSystemLoader(template_folders(config)),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[TranslatedOnce, "jinja2.ext.do"],
            bytecode_cache=CompiledTemplates(*self.language, currency),
        )
        self.env.extend(translations=self.formatter.translations)
        add_filters(self.env, self.formatter, currency, translates=True)
        self.env.globals.update(self.globals())

    def globals(self) -> dict[str, Any]:
        """Return the variables of every fragment; records come only from a page's scope."""
        project = self.judgement.project
        return {
            "settings": project.settings,
            "errors": project.errors,
            "shown_path": project.site.shown_path,
            "signs": SIGNS,
            "stages": STAGES,
            "verdicts": VERDICTS,
            "locale": str(self.formatter.locale).replace("_", "-"),
            "sign_by_name": BY_NAME,
            "advice": advice,
            "first_step": first_step,
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
            "invoice_list": invoice_list,
            "invoices_path": invoices_path,
            "messages_path": messages_path,
            "trail_path": trail_path,
            "month_path": month_path,
        }

    def page(self, inputs: PageInputs, page: Page, html: str, files: Files) -> str:
        """Return a page's content: a banner if there are problems, its fragment, and its own Markdown."""
        words = Markup(html)  # noqa: S704 - the Markdown is the owner's own

        @cache  # a page about all clients links to each of them many times
        def link(path: str) -> str:
            file = files.src_uris.get(path)
            return file.url_relative_to(page.file) if file else path

        @cache  # the name of a contract above each of its commits
        def once_here(draw: Macro, *about: str | None) -> str:
            return draw(*about)

        name = inputs.kind.name if inputs.kind else "ordinary"
        template = self.env.get_template(f"pages/{name}.html")
        source = Sources(page.file, self.judgement.project.site.shown_path)
        shown = self.contexts.of(inputs.kind, inputs.scope)
        fragment = template.render(words=words, page=page, link=link, once_here=once_here, source=source, **shown)
        return f'<div class="ledger {name}">\n{fragment}</div>\n'
