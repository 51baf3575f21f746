"""Lines shared by the letters of several signs."""

from __future__ import annotations

from client_ledger.book.records import Request
from client_ledger.signs.sign import Case, Evidence
from client_ledger.text.message import Message, msg
from client_ledger.text.quoting import quoted


def quote(request: Request) -> Message:
    """Return a request in the client's words, with its day."""
    return msg("{day}: “{text}”", day=request.day, text=quoted(request.text))


def shown_requests(case: Case) -> list[Request]:
    """Return the requests that are the evidence, the latest first."""
    places = {each.place for each in case.reading.evidence}
    return [each for each in reversed(case.view.timeline.requests.things) if each.place in places]


def worked_lines(case: Case) -> list[Message]:
    """Return the hours among the evidence, the latest first."""
    return [line for each in case.reading.evidence if (line := _worked(each))]


def _worked(evidence: Evidence) -> Message | None:
    values = evidence.text.values
    hours = values.get("unpaid", values.get("hours"))
    if evidence.day is None or hours is None:
        return None
    if "task" in values:
        return msg("{day}: {task}, {hours} h", day=evidence.day, task=quoted(str(values["task"])), hours=hours)
    return msg("{day}: {hours} h", day=evidence.day, hours=hours)
