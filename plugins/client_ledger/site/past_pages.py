"""The variables of the pages for past years and months."""

from __future__ import annotations

from datetime import date
from typing import Any

from client_ledger.pages.client import ClientPage
from client_ledger.pages.invoices import invoice_list
from client_ledger.pages.past import past_messages
from client_ledger.site.pages import Kind
from client_ledger.site.scopes import Scope


def past_context(kind: Kind, scope: Scope) -> dict[str, Any]:
    """Return the variables of the audit trail and of a page for a past year or month; nothing for any other page."""
    judgement, trail = scope.judgement, scope.trail
    if kind.name == "audit":
        return {"months": scope.months}
    if kind.name == "month":
        return {"found": trail.months[date.fromisoformat(str(kind.subject))]}
    if kind.name not in {"hours", "invoices", "messages", "trail"}:
        return {}
    client, year = str(kind.subject), int(kind.part or 0)
    if kind.name == "messages":
        known = judgement.project.ledger.clients[client]
        return {"client": known, "found": past_messages(known, judgement.day)[year]}
    if kind.name == "trail":
        return {"client": trail.ledger.clients[client], "found": trail.past_years(client)[year]}
    view = ClientPage(judgement.clients[client], judgement.pipeline)
    if kind.name == "invoices":
        found = next(each for each in invoice_list(view.judged, view.invoices).years if each.year == year)
        return {"client": view.client, "found": found, "several": len(view.contracts) > 1}
    return {"client": view.client, "found": tuple(each for each in view.hours if each.month[0] == year)}
