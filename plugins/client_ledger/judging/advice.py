"""The next step for a sign at its current level, in a sentence."""

from __future__ import annotations

from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.signs.invoice_lines import is_charged_back, open_invoices
from client_ledger.signs.late_payments import ANSWER_CHARGEBACK
from client_ledger.signs.levels import Level
from client_ledger.text.message import Message, msg


def advice(judged: Judged, client: JudgedClient) -> Message:
    """Return the next step for one sign."""
    level = judged.level
    if client.timeline.client.status == "former":
        return _for_former(judged, client)
    if judged.sign.knock_out and level is Level.critical:
        step = msg("leave, and keep the evidence")
    elif judged.accepted_until and level > Level.watch:
        step = msg("accepted until {day}; look again then", day=judged.accepted_until)
    elif judged.ignored:
        step = msg("it went on after the boundary of {day}: plan your exit", day=judged.ignored.date)
    elif level > Level.clear:
        step = judged.sign.step(client.case(judged)) or msg("state the boundary, and record it under `boundaries`")
    elif level is Level.unknown and judged.sign.event and not client.view.is_reviewed:
        step = msg("review the client: it takes one minute")
    elif level is Level.unknown:
        step = msg("record what is missing, so that this sign can be judged")
    else:
        step = msg("nothing to do")
    if judged.reading.measures.get("without_evidence"):
        return msg("{step}; save the conversation, screenshots, dates", step=step)
    return step


def _for_former(judged: Judged, client: JudgedClient) -> Message:
    """Return the next step for a former client: there is one only if money is past due."""
    measures = judged.reading.measures
    if measures.get("chargebacks") and any(map(is_charged_back, open_invoices(client.view))):
        return ANSWER_CHARGEBACK
    if measures.get("oldest_overdue_days"):
        return msg("send the next reminder")
    return msg("nothing to do: you no longer work for this client")


def first_step(client: JudgedClient) -> Message | None:
    """Return the next step for a client, None if no sign decides the verdict."""
    status = client.status
    deciding = next((each for each in status.signs if each.sign.name in status.deciding[:1]), None)
    former = client.timeline.client.status == "former"
    if deciding and status.verdict == "plan-exit" and not deciding.ignored and not former:
        return msg("plan your exit: when you could leave, and what to collect first")
    return advice(deciding, client) if deciding else None
