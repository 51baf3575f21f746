"""Which letters a client's standing asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from client_ledger.book.phrase import Phrase, Speaker, Term, phrase
from client_ledger.judgement import JudgedClient
from client_ledger.letters.boundary import Afterwards, afterwards, boundary_letter, reminder
from client_ledger.letters.leaving import after_leaving, leaving_letter
from client_ledger.letters.letter import Letter
from client_ledger.letters.reasons import reasons
from client_ledger.verdict import Judged


@dataclass(frozen=True, slots=True)
class Proposal:
    """A letter to choose: what it is for, its words, and what to record once it is sent, if anything."""

    title: Phrase
    letter: Letter
    afterwards: Afterwards | None


def proposals(client: JudgedClient, last_day: date, speaker: Speaker) -> tuple[Proposal, ...]:
    """Return the letters to choose from, those for leaving first; `last_day` is the earliest the contracts allow."""
    if client.timeline.client.status == "former":
        return tuple(_reminder(client, speaker))
    return (*_leaving(client, last_day, speaker), *_boundaries(client, speaker))


def _reminder(client: JudgedClient, speaker: Speaker) -> Iterator[Proposal]:
    judged = next((each for each in client.standing.signs if each.sign.name == "late-payments"), None)
    if judged and (letter := reminder(judged, client, speaker)):
        yield Proposal(phrase("Ask for what is open"), letter, None)


def _leaving(client: JudgedClient, last_day: date, speaker: Speaker) -> Iterator[Proposal]:
    if not _leaves(client):
        return
    record = after_leaving(client, last_day)
    yield Proposal(phrase("End the work, without reasons"), leaving_letter(client, last_day, speaker), record)
    if reasons(client):
        letter = leaving_letter(client, last_day, speaker, with_reasons=True)
        yield Proposal(phrase("End the work, with the reasons"), letter, record)


def _boundaries(client: JudgedClient, speaker: Speaker) -> Iterator[Proposal]:
    for judged in sorted(client.standing.signs, key=lambda each: (-each.counted, -each.weight)):
        if _is_worth_telling(judged, client) and (letter := boundary_letter(judged, client, speaker)):
            title = phrase("State the boundary: {sign}", sign=Term(judged.sign.name))
            yield Proposal(title, letter, afterwards(judged, client, speaker))


def _leaves(client: JudgedClient) -> bool:
    return client.standing.verdict in {"leave-now", "plan-exit"}


def _is_worth_telling(judged: Judged, client: JudgedClient) -> bool:
    """Tell whether a boundary still helps: not when it was ignored or is accepted, to one who goes only on money."""
    if judged.sign.name == "late-payments":
        return not judged.accepted_until
    return not (client.standing.verdict == "leave-now" or judged.persists or judged.accepted_until)
