"""Letters for signs that need more than a boundary: terms before any work, the terms agreed, a new price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from client_ledger.book.billed_invoice import currency_of
from client_ledger.book.contract import RUNNING, Billing, Contract
from client_ledger.book.records import Incident
from client_ledger.judging.judgement import JudgedClient
from client_ledger.judging.verdict import Judged
from client_ledger.signs.early_red_flags import SIGN as EARLY_RED_FLAGS
from client_ledger.signs.early_red_flags import TERMS
from client_ledger.signs.invoice_lines import past_due
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Facts
from client_ledger.signs.unpaid_hours import SIGN as UNPAID_HOURS
from client_ledger.text.message import Amount, Message, msg, plural_msg

NEW_PRICE_AFTER_DAYS = 30
HELD = msg("The terms we agreed apply until we both sign a change.")
FIRST_TERMS = msg("Work begins once the terms are signed and the deposit has arrived.")
NEW_PRICE = msg("From {from_day} my price is {rate} an hour.")
BEFORE_WORK = frozenset({"refuses-contract", "refuses-deposit", "free-work", "exposure-pay"})
ALWAYS_ASKED = ("refuses-contract", "refuses-deposit")
DEPARTURES: dict[str, Message] = {
    "holds-payment": msg("{day}: payment held back"),
    "changes-terms": msg("{day}: terms changed without my agreement"),
    "pay-cut": msg("{day}: a lower price than agreed"),
}
AGREED: dict[Billing, Message] = {
    "fixed": msg("{title}: {price} for the whole project"),
    "hourly": msg("{title}: {price} an hour"),
    "retainer": msg("{title}: {price} a month"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A letter's form: its purpose, its facts, the boundary it states, and the level from which it is written."""

    name: str
    title: Message
    facts: Facts
    rule: Message
    since: Level = Level.warning


def special_form(judged: Judged, client: JudgedClient) -> Form | None:
    """Return the special form of letter that a sign's measures call for instead of its own; None if there is none."""
    if judged.sign is UNPAID_HOURS:
        return _new_price(judged, client)
    if judged.sign is EARLY_RED_FLAGS:
        return _hold_terms(judged, client) or _terms(judged, client)
    return None


def _shown(judged: Judged, client: JudgedClient) -> list[Incident]:
    places = {each.place for each in judged.reading.evidence}
    return [each for each in client.timeline.incidents.things if each.place in places]


def _hold_terms(judged: Judged, client: JudgedClient) -> Form | None:
    running = [each for each in client.timeline.contracts if each.stage in RUNNING]
    found = [each for each in _shown(judged, client) if each.kind in DEPARTURES]
    if not (running and found):
        return None
    departures = [Message(DEPARTURES[each.kind].text, {"day": each.day}) for each in reversed(found)]
    agreed = [_agreed(each, client) for each in running]
    return Form("hold-terms", msg("Keep to the agreed terms"), {"agreed": agreed, "facts": departures}, HELD)


def _agreed(contract: Contract, client: JudgedClient) -> Message:
    price = Amount(contract.price, currency_of(contract, client.timeline.client, client.timeline.settings))
    agreed = Message(AGREED[contract.billing].text, {"title": contract.title, "price": price})
    days = contract.payment_terms
    if days is None:
        return agreed
    return plural_msg(
        "{agreed}, payment within {count} day", "{agreed}, payment within {count} days", days, agreed=agreed
    )


def _terms(judged: Judged, client: JudgedClient) -> Form | None:
    kinds = dict.fromkeys(each.kind for each in _shown(judged, client))
    if not BEFORE_WORK & kinds.keys():
        return None
    asked = dict.fromkeys((*ALWAYS_ASKED, *(kind for kind in kinds if kind in BEFORE_WORK)))
    owing = [msg("what is past due, paid first")] if past_due(client.view) else []
    trial = msg("Instead of unpaid work, I offer a small trial: one piece at a fixed price, paid on delivery.")
    facts: Facts = {"facts": [*owing, *(TERMS[kind] for kind in asked)], "trial": trial if "free-work" in kinds else ""}
    return Form("terms", msg("Agree on terms before any work"), facts, FIRST_TERMS)


def _new_price(judged: Judged, client: JudgedClient) -> Form | None:
    """Return the letter that names the target rate, if the rate is too low but all hours are paid."""
    rate_share = judged.reading.finding.number("rate_share")
    unpaid, target = judged.reading.finding.number("unpaid_share"), client.timeline.settings.target_rate
    if rate_share is None or unpaid is None or target is None:
        return None
    if rate_share >= 1 or unpaid >= judged.reading.limits.of("unpaid_share")[Level.watch]:
        return None
    from_day = _first_of_a_month(client.status.day + timedelta(days=NEW_PRICE_AFTER_DAYS))
    rate = client.timeline.settings.amount(target)
    facts: Facts = {"from_day": from_day, "rate": rate}
    rule = Message(NEW_PRICE.text, {"from_day": from_day, "rate": rate})
    return Form("new-price", msg("Name a new price"), facts, rule, Level.watch)


def _first_of_a_month(day: date) -> date:
    """Return the first day of a month on or after a day."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)
