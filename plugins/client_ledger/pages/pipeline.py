"""The pipeline page: deals by stage, stalled deals, contracts that end, and the dependence on each client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from client_ledger.book.contract import OPEN, PRICE_FIELD, RUNNING, Contract, Stage
from client_ledger.book.load import Ledger
from client_ledger.frontmatter.problems import Place
from client_ledger.income.calendar_months import bounds
from client_ledger.income.deals import Deal
from client_ledger.income.pipeline import Pipeline
from client_ledger.pages.chart_layout import part, short
from client_ledger.signs.levels import Level
from client_ledger.text.message import Message, Share, Value, msg, plural_msg

CONCENTRATION_WATCH = Fraction(1, 4)
CONCENTRATION_WARNING = Fraction(2, 5)
MOST_LISTED = 150
BOARD_HEIGHT = 72
SHORTEST_SCALE = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Card:
    """An open contract on the board; money is net, in the base currency, up to the last month ahead.

    `days` is how long it has been in its stage, None if neither it nor the history tells; `stalled` says why it
    does not move.
    """

    contract: Contract
    value: Fraction
    weighted: Fraction
    days: int | None
    stalled: Message | None


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board, the largest deal first; the heights of its bar are in pixels."""

    stage: Stage
    cards: tuple[Card, ...]
    value: Fraction
    weighted: Fraction
    height: int
    weighted_height: int


def board(pipeline: Pipeline, entered: Callable[[str], date | None] = lambda _: None) -> tuple[Column, ...]:
    """Return the stages from lead to signed; `entered` finds the day a contract entered its stage if it gives none."""
    first, last = _span(pipeline)
    shown = [each for each in pipeline.stages if each.stage != "active"]
    tallest = max(each.value for each in shown)
    columns = []
    for each in shown:
        cards = [_card(deal, deal.between(first, last), pipeline.day, entered) for deal in each.deals]
        cards.sort(key=lambda card: (-card.weighted, card.contract.id))
        heights = (round(part(value, tallest) * BOARD_HEIGHT / 100) for value in (each.value, each.weighted))
        columns.append(Column(each.stage, tuple(cards), each.value, each.weighted, *heights))
    return tuple(columns)


def _span(pipeline: Pipeline) -> tuple[date, date]:
    return pipeline.day + timedelta(days=1), bounds(pipeline.months_ahead[-1])[1]


def unsigned(columns: tuple[Column, ...]) -> list[Card]:
    """Return the deals that are not signed yet, those longest in their stage first, unknown ages last."""
    cards = [card for column in columns if column.stage not in RUNNING for card in column.cards]
    return sorted(cards, key=lambda card: (card.days is None, -(card.days or 0), card.contract.id))


def _card(deal: Deal, value: Fraction, day: date, entered: Callable[[str], date | None]) -> Card:
    contract = deal.contract
    since = contract.since_stage or entered(contract.id)
    days = (day - since).days if since and since <= day else None
    return Card(contract, value, value * contract.likelihood, days, stalled(contract, day))


def stalled(contract: Contract, day: date) -> Message | None:
    """Return why an unsigned deal is stalled; None if it is not."""
    if contract.stage not in OPEN - RUNNING:
        return None
    if contract.next_action is None:
        return msg("no next action is written down")
    if contract.next_action_on is None:
        return msg("the next action has no day")
    past = (day - contract.next_action_on).days
    if past > 0:
        return plural_msg("its next action was due {count} day ago", "its next action was due {count} days ago", past)
    return None


@dataclass(frozen=True, slots=True)
class Ending:
    """A running contract's last day and the last day to give notice; None without an end.

    `value` is its expected income up to the last month ahead. `follows` is the same client's open contract
    that takes over, if there is one.
    """

    contract: Contract
    value: Fraction
    end: date | None
    notice_by: date | None
    follows: Contract | None


def endings(pipeline: Pipeline) -> tuple[Ending, ...]:
    """Return the running contracts by end, those without an end last."""
    deals = [deal.contract for deal in pipeline.deals]
    found = []
    for deal in pipeline.deals:
        contract = deal.contract
        if contract.stage in RUNNING:
            notice_by = contract.end - timedelta(days=contract.notice_on(contract.end)) if contract.end else None
            value = deal.between(*_span(pipeline))
            found.append(Ending(contract, value, contract.end, notice_by, _follower(contract, deals)))
    return tuple(sorted(found, key=lambda each: (each.end or date.max, each.contract.id)))


def _follower(contract: Contract, deals: list[Contract]) -> Contract | None:
    if contract.end is None:
        return None
    later = [
        other for other in deals if other.client == contract.client and other.start and other.start >= contract.end
    ]
    return min(later, key=lambda other: (other.start or date.max, other.id), default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """What one contract adds to a month of the forecast, in the base currency, and the place of its price."""

    contract: Contract
    value: Fraction
    weighted: Fraction
    place: Place


def parts(pipeline: Pipeline, month: int) -> tuple[Part, ...]:
    """Return the contracts' parts of a month ahead (by index), the largest first."""
    found = []
    for deal in pipeline.deals:
        contract, value = deal.contract, pipeline.by_deal[deal.contract.id][month]
        if value:
            place = contract.places.get(PRICE_FIELD[contract.billing], contract.place)
            found.append(Part(contract, value, value * contract.likelihood, place))
    return tuple(sorted(found, key=lambda each: (-each.weighted, each.contract.id)))


@dataclass(frozen=True, slots=True)
class Dependence:
    """A client's share of the last 365 days' income; its bar and the limits' lines are in percent of the graph."""

    client: str
    share: Fraction
    level: Level
    bar: float
    limits: tuple[float, float]


def concentration(pipeline: Pipeline) -> tuple[Dependence, ...]:
    """Return the dependence on each client with income, the largest first."""
    found = []
    whole = max([SHORTEST_SCALE, *pipeline.shares.values()])
    limits = short(CONCENTRATION_WATCH / whole * 100), short(CONCENTRATION_WARNING / whole * 100)
    for client, share in sorted(pipeline.shares.items(), key=lambda item: (-item[1], item[0])):
        level = Level.warning if share >= CONCENTRATION_WARNING else Level.clear
        if CONCENTRATION_WATCH <= share < CONCENTRATION_WARNING:
            level = Level.watch
        if share:
            found.append(Dependence(client, share, level, part(share, whole), limits))
    return tuple(found)


def dependence(shares: tuple[Dependence, ...], ledger: Ledger) -> Message:
    """Return a sentence about the shares."""
    if not shares:
        return msg("Nothing was received in the last 365 days.")
    values: dict[str, Value] = {
        "name": ledger.clients[shares[0].client].name,
        "share": Share(shares[0].share),
    }
    if shares[0].level is Level.warning:
        return msg("{name} brings {share} of your income: you could not afford to lose this client.", **values)
    if shares[0].level is Level.watch:
        return msg("{name} brings {share} of your income, which gives this client power over you.", **values)
    return msg("No client brings a quarter of your income; the largest is {name} with {share}.", **values)
