"""The variables of the pages for past years and months."""

from __future__ import annotations

from datetime import date
from typing import Any

from client_ledger.judging.judgement import Judgement
from client_ledger.pages.client import ClientPage
from client_ledger.pages.past import past_messages
from client_ledger.site.pages import Kind
from client_ledger.site.trail import Trail


def past_context(kind: Kind, judgement: Judgement, trail: Trail) -> dict[str, Any]:
    """Return the variables of a page for a past year or month; nothing for any other page."""
    if kind.name == "month":
        return {"found": trail.months[date.fromisoformat(str(kind.subject))]}
    if kind.name not in {"hours", "messages", "trail"}:
        return {}
    client, year = str(kind.subject), int(kind.part or 0)
    if kind.name == "messages":
        known = judgement.project.ledger.clients[client]
        return {"client": known, "found": past_messages(known, judgement.day)[year]}
    if kind.name == "trail":
        return {"client": judgement.project.ledger.clients[client], "found": trail.past_years(client)[year]}
    judged = judgement.clients[client]
    months = ClientPage(judged, judgement.pipeline).hours
    return {"client": judged.timeline.client, "found": tuple(each for each in months if each.month[0] == year)}
