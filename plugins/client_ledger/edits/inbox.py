"""Read jotted notes, one a line, by plain rules that never guess an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from client_ledger.book.client import Client
from client_ledger.book.contract import RUNNING, Contract
from client_ledger.edits.record import Owner, Record
from client_ledger.edits.typed import DateOrder, Typing
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import Project
from client_ledger.text.clean import clean
from client_ledger.text.cli_language import tr
from client_ledger.text.message import msg

MARKER = re.compile(r"^\s*(?:[-*+] )?\s*(?:\[[ x]\] )?\s*")
HEADING = re.compile(r"^#+\s*")
DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d\d?([-/.])\d\d?\2\d{4}|today|yesterday|last night)(?:[\s:,]+|$)", re.IGNORECASE)
DAY_BEHIND = re.compile(r"[\s,;(]*\b(yesterday|last night)\b[\s,;:)]*", re.IGNORECASE)
NOON, ONE_DAY = time(12), timedelta(days=1)
PAID = re.compile(r"paid\s+(?P<invoice>\S+)(?:\s+(?P<amount>\d+(?:\.\d+)?))?\s*$", re.IGNORECASE)
HOURS = re.compile(
    r"(?:\+\s*(?P<plus>\d+(?::\d\d|[.,]\d+)?)\s*h?|(?P<bare>\d+(?::\d\d|[.,]\d+)?)\s*h)\b[\s,:]*(?P<task>.*)$"
)
MESSAGE = re.compile(r"(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d)(?:\s+(?P<text>.*))?$")
CHANNEL = re.compile(r"(call|phone|mail|email|chat|sms|whatsapp|telegram|slack|signal)\b[\s,:]*", re.IGNORECASE)
ASKED = re.compile(r"(?:asks|asked|wants|wanted|requests|requested)\b(?:\s+for)?[\s:,]+(?P<text>.+)$", re.IGNORECASE)
OUT_OF_SCOPE = re.compile(r"[\s,;(]*\bout[ -]of[ -]scope\b[\s,;:)]*", re.IGNORECASE)
UNCLEAR = msg("write a time (22:40 …), hours (+2h …), `paid NUMBER` or `asks …` after the name")


@dataclass(frozen=True, slots=True)
class Proposal:
    """The record that a line means and the list it goes to, or an invoice's payment; `note` says what was assumed."""

    owner: Owner
    key: str
    record: Record
    invoice: str = ""
    amount: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """The day that a line is about, where it was written, and the current time."""

    now: datetime
    day: date
    written: Literal["nowhere", "above", "here"] = "nowhere"
    at_night: bool = False
    order: DateOrder | None = None

    def before(self, word: str) -> When:
        """Return the day before, for `yesterday` and `last night`."""
        return replace(self, day=self.day - ONE_DAY, written="here", at_night=word.casefold() == "last night")

    def past_day(self) -> date:
        """Return the day; raise EditRefused if it is in the future."""
        if self.day > self.now.date():
            raise EditRefused(tr("{day} is in the future", day=self.day))
        return self.day

    def moment(self, clock: time) -> tuple[datetime, str]:
        """Return the moment of a clock time, and what was assumed; raise EditRefused if it is in the future.

        The small hours of last night belong to today. A time without a day that is later than now is yesterday's.
        """
        day = self.day + ONE_DAY if self.at_night and clock < NOON else self.day
        moment = datetime.combine(day, clock, self.now.tzinfo)
        if moment <= self.now:
            return moment, ""
        if self.written == "nowhere":
            return moment - ONE_DAY, tr("yesterday, because {time} is in the future today", time=f"{clock:%H:%M}")
        raise EditRefused(tr("{moment} is in the future", moment=f"{moment:%Y-%m-%d %H:%M}"))


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A line of the inbox (numbered from 0), with its record or the reason why it has none."""

    number: int
    text: str
    proposal: Proposal | None
    why: str = ""


def read_inbox(project: Project, text: str, now: datetime, order: DateOrder | None = None) -> Iterator[InboxLine]:
    """Yield every line that is not blank; a heading with a day sets the day of the lines below it.

    Below a day that cannot be read, no line is read: its day would be a guess.
    """
    when, unread = When(now, now.date(), order=order), ""
    for number, line in enumerate(text.splitlines()):
        heading = HEADING.match(line)
        bare = (HEADING if heading else MARKER).sub("", clean(line), count=1).strip()
        written = DAY.match(bare)
        try:
            if written and written.end() == len(bare):
                unread = tr("the day above it cannot be read")
                when = replace(_day_of(written[1], replace(when, day=now.date())), written="above", at_night=False)
                unread = ""
            elif bare and unread and not heading:
                yield InboxLine(number, line, None, unread)
            elif bare and not heading:
                own = _day_of(written[1], when) if written else when
                yield InboxLine(number, line, _proposal(project, bare[written.end() :] if written else bare, own))
        except EditRefused as refusal:
            yield InboxLine(number, line, None, str(refusal))


def _day_of(word: str, when: When) -> When:
    """Return the day that a word means; raise EditRefused if it is not a day."""
    if word.casefold() == "today":
        return replace(when, written="here")
    if not word[0].isdecimal():
        return when.before(word)
    try:
        return replace(when, day=date.fromisoformat(Typing(when.now.date(), when.order).day(word)), written="here")
    except ValueError:
        raise EditRefused(tr("'{word}' is not a day", word=word)) from None


def _day_behind(text: str, when: When) -> tuple[str, When]:
    """Return the text and the day if `yesterday` or `last night` follows the name."""
    found = DAY_BEHIND.search(text) if when.written != "here" else None
    if not found:
        return text, when
    is_outside = found.start() == 0 or found.end() == len(text)
    return text[: found.start()] + text[found.end() :] if is_outside else text, when.before(found[1])


def _proposal(project: Project, text: str, when: When) -> Proposal:
    word, _, rest = text.partition(" ")
    owner = _owner(project, word.rstrip(":,"))
    rest, when = _day_behind(rest.strip(), when)
    if paid := PAID.match(rest):
        return Proposal(owner, "payments", {}, paid["invoice"].rstrip(".,"), paid["amount"] or "", when.past_day())
    if hours := HOURS.match(rest):
        return Proposal(_contract(project, owner), "hours", _hours(hours, when.past_day()))
    if message := MESSAGE.match(rest):
        record, note = _message(message, when)
        return Proposal(_client(project, owner), "messages", record, note=note)
    if asked := ASKED.match(rest):
        words, scope = _scope(asked["text"])
        return Proposal(owner, "requests", {"date": when.past_day().isoformat(), "text": words, **scope})
    raise EditRefused(UNCLEAR)


def _hours(match: re.Match[str], day: date) -> Record:
    task, scope = _scope(match["task"])
    time = (match["plus"] or match["bare"]).replace(",", ".")
    return {"date": day.isoformat(), "hours": time, **({"task": task} if task else {}), **scope}


def _message(match: re.Match[str], when: When) -> tuple[Record, str]:
    text = (match["text"] or "").strip()
    channel = CHANNEL.match(text)
    words = text[channel.end() :] if channel else text
    moment, note = when.moment(time.fromisoformat(f"{match['clock']:0>5}"))
    fields = {
        "at": f"{moment:%Y-%m-%d %H:%M}",
        "channel": channel[1].lower() if channel else "",
        "text": words,
    }
    return {name: value for name, value in fields.items() if value}, note


def _scope(text: str) -> tuple[str, dict[str, str]]:
    """Return a text without `out of scope`, and the field that this sets."""
    if not OUT_OF_SCOPE.search(text):
        return text.strip(), {}
    return OUT_OF_SCOPE.sub(" ", text).strip(), {"in_scope": "no"}


def _owner(project: Project, word: str) -> Owner:
    """Return the client or contract with this id, or whose id or name begins with it."""
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
        raise EditRefused(
            tr("'{word}' can mean {names}", word=word, names=names)
            if begun
            else tr("'{word}' is not a client or contract", word=word)
        )
    return begun[0]


def _client(project: Project, owner: Owner) -> Client:
    if isinstance(owner, Client):
        return owner
    if owner.client not in project.ledger.clients:
        raise EditRefused(
            tr("the client '{client}' of {contract} cannot be read", client=owner.client, contract=owner.id)
        )
    return project.ledger.clients[owner.client]


def _contract(project: Project, owner: Owner) -> Contract:
    if isinstance(owner, Contract):
        return owner
    contracts = project.contracts_of.get(owner.id, [])
    likely = [each for each in contracts if each.stage in RUNNING] or contracts
    if len(likely) != 1:
        names = ", ".join(each.id for each in likely) or "none"
        raise EditRefused(
            tr(
                "{client} has several contracts or none ({names}); name the contract instead",
                client=owner.id,
                names=names,
            )
        )
    return likely[0]
