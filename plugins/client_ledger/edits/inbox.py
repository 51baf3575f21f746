"""Reads what one jotted down: a line each, by plain rules, and nothing about money that is not written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.edits.record import Owner, Record
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project

MARKER = re.compile(r"\s*(?:[-*+] )?\s*(?:\[[ x]\] )?\s*")
HEADING = re.compile(r"#+\s*")
DAY = re.compile(r"(\d{4}-\d\d-\d\d|today|yesterday)(?:[\s:,]+|$)", re.IGNORECASE)
PAID = re.compile(r"paid\s+(?P<invoice>\S+)(?:\s+(?P<amount>\d+(?:\.\d+)?))?\s*$", re.IGNORECASE)
HOURS = re.compile(
    r"(?:\+\s*(?P<plus>\d+(?::\d\d|[.,]\d+)?)\s*h?|(?P<bare>\d+(?::\d\d|[.,]\d+)?)\s*h)\b[\s,:]*(?P<task>.*)$"
)
MESSAGE = re.compile(r"(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d)(?:\s+(?P<text>.*))?$")
CHANNEL = re.compile(r"(call|phone|mail|email|chat|sms|whatsapp|telegram|slack|signal)\b[\s,:]*", re.IGNORECASE)
ASKED = re.compile(r"(?:asks|asked|wants|wanted|requests|requested)\b(?:\s+for)?[\s:,]+(?P<text>.+)$", re.IGNORECASE)
OUT_OF_SCOPE = re.compile(r"[\s,;(]*\bout[ -]of[ -]scope\b[\s,;:)]*", re.IGNORECASE)
UNCLEAR = "write a time (22:40 …), hours (+2h …), `paid NUMBER` or `asks …` behind the name"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that a line makes: in which list of whom, or the payment of an invoice."""

    owner: Owner
    key: str
    record: Record
    invoice: str = ""
    amount: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Jotting:
    """A line of the inbox, from 0, with the record it makes or why it makes none."""

    number: int
    text: str
    proposal: Proposal | None
    why: str = ""


def read_inbox(project: Project, text: str) -> Iterator[Jotting]:
    """Yield every line that says something; a heading that is a day is the day of the lines below it."""
    today = datetime.now(project.settings.zone).date()
    day = today
    for number, line in enumerate(text.splitlines()):
        heading = HEADING.match(line)
        bare = line[heading.end() :].strip() if heading else line[MARKER.match(line).end() :].strip()  # type: ignore[union-attr]
        said = DAY.match(bare)
        if said and said.end() == len(bare):
            day = _day(said[1], today) or day
        elif bare and not heading:
            try:
                own = _expect_day(said[1], today) if said else day
                yield Jotting(number, line, _proposal(project, bare[said.end() :] if said else bare, own))
            except EditRefused as refusal:
                yield Jotting(number, line, None, str(refusal))


def _day(word: str, today: date) -> date | None:
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return words.get(word.lower()) or date.fromisoformat(word)
    except ValueError:
        return None


def _expect_day(word: str, today: date) -> date:
    day = _day(word, today)
    if day is None:
        raise EditRefused(f"'{word}' is no day")
    return day


def _proposal(project: Project, text: str, day: date) -> Proposal:
    word, _, rest = text.partition(" ")
    owner, rest = _owner(project, word.rstrip(":,")), rest.strip()
    if paid := PAID.match(rest):
        return Proposal(owner, "payments", {}, paid["invoice"].rstrip(".,"), paid["amount"] or "", day)
    if hours := HOURS.match(rest):
        return Proposal(_contract(project, owner), "hours", _hours(hours, day))
    if message := MESSAGE.match(rest):
        return Proposal(_client(project, owner), "messages", _message(message, day))
    if asked := ASKED.match(rest):
        words, scope = _scope(asked["text"])
        return Proposal(owner, "requests", {"date": day.isoformat(), "text": words, **scope})
    raise EditRefused(UNCLEAR)


def _hours(match: re.Match[str], day: date) -> Record:
    task, scope = _scope(match["task"])
    time = (match["plus"] or match["bare"]).replace(",", ".")
    return {"date": day.isoformat(), "hours": time, **({"task": task} if task else {}), **scope}


def _message(match: re.Match[str], day: date) -> Record:
    text = (match["text"] or "").strip()
    channel = CHANNEL.match(text)
    words = text[channel.end() :] if channel else text
    fields = {
        "at": f"{day} {match['clock']:0>5}",
        "channel": channel[1].lower() if channel else "",
        "text": words,
    }
    return {name: value for name, value in fields.items() if value}


def _scope(text: str) -> tuple[str, dict[str, str]]:
    """Return a text without `out of scope`, and what that says of the record."""
    if not OUT_OF_SCOPE.search(text):
        return text.strip(), {}
    return OUT_OF_SCOPE.sub(" ", text).strip(), {"in_scope": "no"}


def _owner(project: Project, word: str) -> Owner:
    """Return the client or contract of this id, or whose id or name begins so."""
    sought = word.casefold()
    known: dict[str, Owner] = {**project.ledger.contracts, **project.ledger.clients}
    exact = [owner for identity, owner in known.items() if identity.casefold() == sought]
    begun = exact[-1:] or [
        owner
        for identity, owner in known.items()
        if identity.casefold().startswith(sought)
        or (isinstance(owner, Client) and owner.name.casefold().startswith(sought))
    ]
    clients = {owner.id if isinstance(owner, Client) else owner.client for owner in begun}
    if len(clients) == 1 and len(begun) > 1:
        begun = [project.ledger.clients[each] for each in clients if each in project.ledger.clients]
    if len(begun) != 1:
        names = ", ".join(sorted(each.id for each in begun))
        raise EditRefused(f"'{word}' may be any of {names}" if begun else f"'{word}' is no client or contract")
    return begun[0]


def _client(project: Project, owner: Owner) -> Client:
    if isinstance(owner, Client):
        return owner
    if owner.client not in project.ledger.clients:
        raise EditRefused(f"the client '{owner.client}' of {owner.id} cannot be read")
    return project.ledger.clients[owner.client]


def _contract(project: Project, owner: Owner) -> Contract:
    if isinstance(owner, Contract):
        return owner
    contracts = project.contracts_of.get(owner.id, [])
    likely = [each for each in contracts if each.stage in RUNNING] or contracts
    if len(likely) != 1:
        names = ", ".join(each.id for each in likely) or "none"
        raise EditRefused(f"{owner.id} has several contracts or none ({names}): name the contract instead")
    return likely[0]
