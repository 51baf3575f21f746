"""What to do about a sign as it stands: the next step, in a sentence."""

from __future__ import annotations

from client_ledger.judging.verdict import Judged, Standing
from client_ledger.signs.contract_gaps import SIGN as CONTRACT_GAPS
from client_ledger.signs.early_red_flags import SIGN as EARLY_RED_FLAGS
from client_ledger.signs.sign import Level
from client_ledger.signs.toxic_behaviour import SIGN as TOXIC_BEHAVIOUR
from client_ledger.signs.unsteady_work import SIGN as UNSTEADY_WORK
from client_ledger.text.message import Phrase, phrase

AT_WARNING = {
    EARLY_RED_FLAGS.name: phrase(
        "before any more work, state your terms (a signed contract, a deposit), and record them under `boundaries`"
    ),
    UNSTEADY_WORK.name: phrase(
        "ask how much work is to come, state by when you must know, and record it under `boundaries`"
    ),
}


def advice(judged: Judged) -> Phrase:
    """Return the next step for one sign."""
    step = _step(judged)
    if judged.sign is TOXIC_BEHAVIOUR and judged.reading.measures["without_evidence"]:
        return phrase("{step}; save the conversation, screenshots, dates", step=step)
    return step


def first_step(standing: Standing) -> Phrase | None:
    """Return the next step with a client, None when no sign decides the verdict."""
    deciding = next((each for each in standing.signs if each.sign.name in standing.deciding[:1]), None)
    if deciding and standing.verdict == "plan-exit" and not deciding.ignored:
        return phrase("plan the exit: when you could leave, and what to collect first")
    return advice(deciding) if deciding else None


def _step(judged: Judged) -> Phrase:
    level = judged.level
    if judged.sign.knock_out and level is Level.critical:
        return phrase("leave, and keep the evidence")
    if judged.accepted_until and level > Level.watch:
        return phrase("accepted until {day}; look again then", day=judged.accepted_until)
    if judged.ignored:
        return phrase("it went on after the boundary of {day}: plan the exit", day=judged.ignored.date)
    if level >= Level.warning:
        return AT_WARNING.get(judged.sign.name) or phrase("state the boundary, and record it under `boundaries`")
    if level is Level.watch and judged.sign is CONTRACT_GAPS:
        return phrase("write what is missing into the contract, and have it signed")
    if level is Level.watch:
        return phrase("keep recording")
    if level is Level.unknown:
        return phrase("record what is missing, so that this can be known")
    return phrase("nothing to do")
