"""The settings in mkdocs.yml about the freelancer, the goals and the limits."""

from __future__ import annotations

from dataclasses import field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import PlainValidator, WithJsonSchema

from client_ledger.book.client import SignOptions
from client_ledger.book.fields import Currency, Day, Money, ShareOfWhole, Week, Whole, Zone
from client_ledger.book.parsing import parse_currency, parse_day, parse_rate, parse_text
from client_ledger.book.records import record
from client_ledger.book.refusals import refuse
from client_ledger.book.working_hours import WorkingHours
from client_ledger.text.message import Amount, msg

PLUGIN = "client-ledger"
WORKING_DAY = ((time(9), time(17)),)
USUAL_WEEK: WorkingHours = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), WORKING_DAY)
LONGEST_DAYS_OFF = 3660
RATE_SCHEMA = {"type": "number", "exclusiveMinimum": 0}
RATES_SCHEMA = {"type": "object", "additionalProperties": RATE_SCHEMA}
ExchangeRates = dict[str, tuple[tuple[date, Decimal], ...]]


def parse_days_off(value: object) -> frozenset[date]:
    """Return the days of a list of `YYYY-MM-DD` and `YYYY-MM-DD/YYYY-MM-DD`, both ends included."""
    days: set[date] = set()
    for item in value if isinstance(value, list) else [value]:
        ends = parse_text(item).split("/", 1)
        span = (parse_day(ends[-1]) - (start := parse_day(ends[0]))).days if all(ends) else -1
        if not 0 <= span <= LONGEST_DAYS_OFF:
            raise refuse(item, msg("is not a span of days"), msg("write the first day, a slash and the last"))
        days |= {start + timedelta(days=step) for step in range(span + 1)}
    return frozenset(days)


def parse_exchange_rates(value: object) -> ExchangeRates:
    """Return what one unit of each currency is worth in the base currency, by the first day of each rate."""
    if not isinstance(value, dict):
        raise refuse(None, msg("is not a list of currencies with their rates"), msg("write {{USD: 0.92}}"))
    known = {parse_currency(code): rates for code, rates in value.items()}
    return {code: _rates_by_day(rates) for code, rates in known.items() if rates not in ("", {})}


def _rates_by_day(value: object) -> tuple[tuple[date, Decimal], ...]:
    if isinstance(value, dict):
        return tuple(sorted((parse_day(day), parse_rate(rate)) for day, rate in value.items()))
    return ((date.min, parse_rate(value)),)


def parse_holidays(value: object) -> str:
    """Return a country or country-region code that the `holidays` package knows."""
    code = parse_text(value).upper()
    country, _, region = code.partition("-")
    from holidays import list_supported_countries  # noqa: PLC0415 - slow, and needed only here

    known = list_supported_countries(include_aliases=True)
    if country not in known:
        raise refuse(value, msg("is not a country whose holidays are known"), msg("write a code such as FR or DE-BY"))
    if region and region not in known[country]:
        raise refuse(
            value,
            msg("is not a region whose holidays are known"),
            msg("write {country} or {country}-REGION", country=country),
        )
    return code


@record()
class Settings:
    """The plugin's options; money is in `currency`, the ledger's base currency."""

    currency: Currency = "EUR"
    timezone: Zone = "UTC"
    working_hours: Week = field(default_factory=lambda: USUAL_WEEK)
    holidays: Annotated[str, PlainValidator(parse_holidays), WithJsonSchema({"type": "string"})] | None = None
    vat: ShareOfWhole | None = None
    days_off: Annotated[
        frozenset[date],
        PlainValidator(parse_days_off),
        WithJsonSchema({"type": "array", "items": {"type": "string"}}),
    ] = frozenset()
    exchange_rates: Annotated[
        ExchangeRates,
        PlainValidator(parse_exchange_rates),
        WithJsonSchema({"type": "object", "additionalProperties": {"anyOf": [RATE_SCHEMA, RATES_SCHEMA]}}),
    ] = field(default_factory=dict)
    income_goal: Money | None = None
    target_rate: Money | None = None
    as_of: Day | None = None
    jobs: Whole | None = field(default=None, compare=False)
    signs: SignOptions = field(default=None, repr=False, compare=False)

    @property
    def zone(self) -> ZoneInfo:
        """The freelancer's time zone."""
        return ZoneInfo(self.timezone)

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Return what one unit of a currency is worth in the base currency on a day, None when no rate is known.

        This is the last rate on or before the day, or else the first rate.
        """
        if currency == self.currency:
            return Decimal(1)
        rates = self.exchange_rates.get(currency)
        if not rates:
            return None
        return next((rate for since, rate in reversed(rates) if since <= day), rates[0][1])

    def amount(self, value: Decimal) -> Amount:
        """Return an amount in the base currency."""
        return Amount(value, self.currency)

    def whole_amount(self, value: Decimal) -> Amount:
        """Return an amount in the base currency that is shown without cents, such as a forecast."""
        return Amount(value, self.currency, whole=True)
