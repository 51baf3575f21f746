"""What to do about a sign as it stands: the next step, in a sentence."""

from __future__ import annotations

from client_ledger.judging.verdict import ClientStatus, Judged
from client_ledger.signs.contract_gaps import SIGN as CONTRACT_GAPS
from client_ledger.signs.early_red_flags import SIGN as EARLY_RED_FLAGS
from client_ledger.signs.sign import Level
from client_ledger.signs.toxic_behaviour import SIGN as TOXIC_BEHAVIOUR
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK
from client_ledger.text.message import Message, msg

AT_WARNING = {
    EARLY_RED_FLAGS.name: msg(
        "before any more work, state your terms (a signed contract, a deposit), and record them under `boundaries`"
    ),
    UNSTEADY_WORK.name: msg(
        "ask how much work is to come, state by when you must know, and record it under `boundaries`"
    ),
}


def advice(judged: Judged) -> Message:
    """Return the next step for one sign."""
    step = _step(judged)
    if judged.sign is TOXIC_BEHAVIOUR and judged.reading.measures["without_evidence"]:
        return msg("{step}; save the conversation, screenshots, dates", step=step)
    return step


def first_step(status: ClientStatus) -> Message | None:
    """Return the next step with a client, None when no sign decides the verdict."""
    deciding = next((each for each in status.signs if each.sign.name in status.deciding[:1]), None)
    if deciding and status.verdict == "plan-exit" and not deciding.ignored:
        return msg("plan the exit: when you could leave, and what to collect first")
    return advice(deciding) if deciding else None


def _step(judged: Judged) -> Message:
    level = judged.level
    if judged.sign.knock_out and level is Level.critical:
        return msg("leave, and keep the evidence")
    if judged.accepted_until and level > Level.watch:
        return msg("accepted until {day}; look again then", day=judged.accepted_until)
    if judged.ignored:
        return msg("it went on after the boundary of {day}: plan the exit", day=judged.ignored.date)
    if level >= Level.warning:
        return AT_WARNING.get(judged.sign.name) or msg("state the boundary, and record it under `boundaries`")
    if level is Level.watch and judged.sign is CONTRACT_GAPS:
        return msg("write what is missing into the contract, and have it signed")
    if level is Level.watch:
        return msg("keep recording")
    if level is Level.unknown:
        return msg("record what is missing, so that this can be known")
    return msg("nothing to do")
