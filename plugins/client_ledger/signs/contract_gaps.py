"""The agreement is not written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from client_ledger.book.contract import Contract, LateFee
from client_ledger.book.records import Hours
from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import Label, Message, msg, plural_msg

ESSENTIALS: dict[str, Message] = {
    "objectives": msg("without a written aim, anything can be asked for in its name"),
    "deliverables": msg("without a list of what you hand over, the work is never finished"),
    "responsibilities": msg("without who does what, waiting for the client becomes your delay"),
    "duration": msg("without a start and an end, you can plan neither your months nor your leaving"),
    "payment_terms": msg("without a written payment term, “late” is a matter of opinion"),
    "late_fee": msg("without a fee, paying you late costs the client nothing"),
    "notice": msg("without a notice period, the work can stop tomorrow, or never"),
    "rights": msg("without a word on rights, the client may claim your work before it is paid"),
    "suspension": msg("without the right to stop work, you go on working for a client who does not pay"),
    "signed": msg("without a signature, all of this is a draft"),
}


NOUNS = {
    "duration": "start-and-end",
    "notice": "notice-period",
    "rights": "transfer-of-rights",
    "suspension": "right-to-stop-work",
    "signed": "signature",
}


def essential(name: str) -> Label:
    """Return the noun for one of ESSENTIALS."""
    return Label(NOUNS.get(name, name))


def missing(contract: Contract, day: date) -> tuple[str, ...]:
    """Return the essentials that a contract lacks on a day, in the order of ESSENTIALS."""
    given = {
        "objectives": bool(contract.objectives),
        "deliverables": bool(contract.deliverables),
        "responsibilities": bool(contract.responsibilities),
        "duration": bool(contract.start and contract.end),
        "payment_terms": contract.payment_terms is not None,
        "late_fee": contract.late_fee not in (None, LateFee()),
        "notice": contract.notice is not None,
        "rights": bool(contract.rights),
        "suspension": bool(contract.suspension),
        "signed": contract.is_signed_on(day),
    }
    return tuple(name for name in ESSENTIALS if not given[name])


def worked_unsigned(contract: Contract, first_worked: date | None, day: date) -> bool:
    """Tell whether hours were worked, up to a day, without a contract signed on or before the first of them."""
    if first_worked is None or first_worked > day:
        return False
    return contract.signed is None or contract.signed > first_worked


def measure(view: View, _: Limits) -> Finding:
    """Count the gaps of the contract with the most, and the contracts worked on before they were signed."""
    contracts = view.running
    gaps = {contract.id: missing(contract, view.day) for contract in contracts}
    firsts = [(each, view.timeline.first_worked.get(each.id)) for each in contracts]
    unsigned = [(each, first) for each, first in firsts if first and worked_unsigned(each, first.date, view.day)]
    most = max((len(names) for names in gaps.values()), default=0)
    return Finding(
        {"gaps": most, "unsigned_work": len(unsigned)},
        lambda: _summary(gaps, contracts, len(unsigned)),
        lambda: _evidence(gaps, contracts, unsigned),
        None if contracts else msg("no contract is signed or active"),
    )


def _evidence(
    gaps: Mapping[str, tuple[str, ...]], contracts: Sequence[Contract], unsigned: Sequence[tuple[Contract, Hours]]
) -> Iterator[Evidence]:
    for each in contracts:
        if lacking := gaps[each.id]:
            text = msg("{title} does not say: {gaps}", title=each.title, gaps=tuple(map(essential, lacking)))
            yield Evidence(each.place, None, text)
    for each, first in sorted(unsigned, key=lambda pair: pair[1].date, reverse=True):
        text = msg("{title}: work began before it was signed", title=each.title)
        yield Evidence(first.place, first.date, text)


def _summary(gaps: Mapping[str, tuple[str, ...]], contracts: Sequence[Contract], unsigned: int) -> Message:
    worst = max(contracts, key=lambda contract: len(gaps[contract.id]), default=None)
    parts: list[Message] = []
    if worst and gaps[worst.id]:
        lacking = len(gaps[worst.id])
        parts.append(
            msg(
                "{gaps} of {all} essentials not written in “{title}”",
                gaps=lacking,
                all=len(ESSENTIALS),
                title=worst.title,
            )
        )
    if unsigned:
        parts.append(
            plural_msg(
                "work on {count} contract began before it was signed",
                "work on {count} contracts began before they were signed",
                unsigned,
            )
        )
    return msg("{parts}", parts=tuple(parts)) if parts else msg("all essentials are written and signed")


def _facts(case: Case) -> Facts:
    day = case.view.day
    lines = [
        msg("{title}: {gaps}", title=contract.title, gaps=tuple(essential(name) for name in gaps))
        for contract in case.view.running
        if (gaps := missing(contract, day))
    ]
    return {"facts": lines}


def _reason(_: Case) -> None:
    return None


def _step(case: Case) -> Message | None:
    if case.reading.level is Level.watch:
        return msg("write what is missing into the contract, and get it signed")
    return None


def _turns(timeline: Timeline, _: Limits, __: date) -> Iterator[date]:
    yield from (contract.signed for contract in timeline.contracts if contract.signed)


SIGN = Sign(
    name="contract-gaps",
    measure=measure,
    limits=Limits(0, {Level.watch: (at_least(gaps=4), at_least(unsigned_work=1))}, weight=Fraction("2.5")),
    measures={
        "gaps": msg("things missing in the contract"),
        "unsigned_work": msg("contracts worked on before they were signed"),
    },
    rule=msg("What we agree is written down and signed."),
    facts=_facts,
    reason=_reason,
    turns=_turns,
    step=_step,
    about_work_to_come=True,
    about_conduct=False,
    letter_from=Level.watch,
    words=(*ESSENTIALS, *NOUNS.values()),
)
