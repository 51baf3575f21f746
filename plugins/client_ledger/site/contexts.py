"""The variables of each kind of page, from its scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import Contract
from client_ledger.book.ended import past_its_end
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import VERDICTS
from client_ledger.leaving.departures import departures
from client_ledger.leaving.exit_plan import ExitPlan, exit_plan
from client_ledger.owed.reference_rates import RateTable
from client_ledger.pages.backtest import backtest_blocks
from client_ledger.pages.cash import cash_table
from client_ledger.pages.client import ClientPage
from client_ledger.pages.contract import ContractPage, contract_rows
from client_ledger.pages.exit_plan import exit_page
from client_ledger.pages.home import Home
from client_ledger.pages.leaving import leaving_page
from client_ledger.pages.letters import letters_shown, other_languages
from client_ledger.signs import BY_NAME
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.site.pages import Kind
from client_ledger.site.past_pages import past_context
from client_ledger.site.scopes import ABOUT_SOME, Scope
from client_ledger.text.babel import BabelFormatter

Context = dict[str, Any]


class Contexts:
    """The variables for the fragments, by kind of page; each comes only from the page's scope."""

    def __init__(self, formatter: BabelFormatter, letter_formatters: Sequence[BabelFormatter]) -> None:
        self._formatter = formatter
        self._letter_formatters = letter_formatters
        self._plans: dict[str, ExitPlan] = {}
        self._clients: tuple[JudgedClient, ...] | None = None

    def of(self, kind: Kind | None, scope: Scope) -> Context:
        """Return the variables for a page's fragment."""
        judgement = scope.judgement
        project, day = judgement.project, judgement.day
        clients = project.ledger.clients

        def currency(contract: Contract) -> str:
            return currency_of(contract, clients.get(contract.client), project.settings)

        context = {
            "judgement": judgement,
            "ledger": project.ledger,
            "pipeline": judgement.pipeline,
            "trail": scope.trail,
            "notes": scope.notes,
            "currency_of": currency,
            "past_its_end": lambda contract: past_its_end(contract, day),
        }
        if kind is None:
            return context
        if kind.name not in ABOUT_SOME:
            if self._clients is None:
                self._clients = worst_first(judgement)
            context |= {"clients": self._clients, "departures": departures(judgement)}
        return context | self._of_subject(kind, scope)

    def _of_subject(self, kind: Kind, scope: Scope) -> Context:
        judgement = scope.judgement
        match kind.name:
            case "client":
                return self._of_client(judgement.clients[str(kind.subject)], scope)
            case "contract":
                return _of_contract(judgement.project.ledger.contracts[str(kind.subject)], scope)
            case "exit":
                plan = self._plan(judgement, str(kind.subject))
                blocks = exit_page(plan, self._formatter, other_languages(self._formatter, self._letter_formatters))
                return {"judged": plan.judged, "client": plan.judged.timeline.client, "blocks_shown": blocks}
            case "leaving":
                plans = [self._plan(judgement, each.timeline.client.id) for each in self._clients or ()]
                return {"blocks_shown": leaving_page(judgement, plans)}
            case "home":
                home = Home(judgement, self._clients or (), scope.trail.history)
                return {"home": home, "cash_shown": (cash_table(judgement.pipeline),)}
            case "contracts":
                return {"rows": contract_rows(judgement)}
            case "sign":
                sign = BY_NAME[str(kind.subject)]
                return {"sign": sign, "backtest_shown": backtest_blocks(judgement) if sign is LATE_PAYMENTS else ()}
            case _:
                return past_context(kind, scope)

    def _of_client(self, judged: JudgedClient, scope: Scope) -> Context:
        client, pipeline = judged.timeline.client, scope.judgement.pipeline
        rates = RateTable(scope.judgement.project.ledger.rates)
        last_day = (judged.leaving.last_day if judged.leaving else None) or pipeline.last_day(client.id)
        return {
            "judged": judged,
            "client": client,
            "status": judged.status,
            "view": ClientPage(judged, pipeline),
            "leaving": judged.leaving,
            "steps_here": scope.trail.of_client(client.id),
            "own": ("client", client.id),
            "past": client.id,
            "letters": letters_shown(judged, last_day, self._formatter, self._letter_formatters, rates),
        }

    def _plan(self, judgement: Judgement, client: str) -> ExitPlan:
        """Return a client's exit plan, equal from the scope of its own page and from the whole ledger."""
        if client not in self._plans:
            self._plans[client] = exit_plan(judgement, client)
        return self._plans[client]


def _of_contract(contract: Contract, scope: Scope) -> Context:
    owner = scope.judgement.clients.get(contract.client)
    return {
        "contract": contract,
        "owner": owner,
        "view": ContractPage(contract, owner, scope.judgement.day),
        "steps_here": scope.trail.of_contract(contract.id),
        "own": ("contract", contract.id),
        "past": owner and owner.timeline.client.id,
    }


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
