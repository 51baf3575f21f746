"""What mkdocs.yml may say of the freelancer, the goals and the thresholds."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import PlainValidator, WithJsonSchema

from client_ledger.book.client import SignOptions
from client_ledger.book.fields import (
    Currency,
    Day,
    Money,
    ShareOfWhole,
    Week,
    WorkingHours,
    Zone,
    parse_currency,
    parse_day,
    parse_rate,
    parse_text,
)
from client_ledger.book.records import record
from client_ledger.book.refusals import refuse
from client_ledger.book.validate import Context, build, check_keys, field_names, is_empty
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.frontmatter.reader import Source, decode, read_text
from client_ledger.frontmatter.tree import ListNode, MapNode, Node, Scalar, parse
from client_ledger.text.message import Amount, msg

PLUGIN = "client-ledger"
NAMES = ("mkdocs.yml", "mkdocs.yaml")
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
    """Return what one unit of each currency is worth in the base currency, by the day from which each rate holds."""
    if not isinstance(value, dict):
        raise refuse(None, msg("is not a map of currencies"), msg("write {{USD: 0.92}}"))
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
    signs: SignOptions = field(default=None, repr=False, compare=False)

    @property
    def zone(self) -> ZoneInfo:
        """The freelancer's time zone."""
        return ZoneInfo(self.timezone)

    def today(self) -> date:
        """Return the day judged: `as_of`, or today in the freelancer's time zone."""
        return self.as_of or datetime.now(self.zone).date()

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Return what one unit of a currency is worth in the base currency on a day, None when no rate is known.

        It is the last rate on or before the day, else the first.
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


@dataclass(frozen=True)
class SiteFile:
    """A site's mkdocs.yml, as far as the ledger needs it."""

    path: Path
    docs_dir: Path
    settings: Settings
    source: Source
    options: MapNode

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the options; files are relative to the ledger's folder."""
        return tuple(self.source.problems)

    @cached_property
    def prefix(self) -> str:
        """The ledger folder's path relative to the folder of mkdocs.yml."""
        return Path(os.path.relpath(self.docs_dir, self.path.resolve().parent)).as_posix()

    def shown_path(self, file: str) -> str:
        """Return a file of the ledger, or mkdocs.yml itself, relative to the folder of mkdocs.yml."""
        return posixpath.normpath(f"{self.prefix}/{file}")


class NoSiteFile(Exception):
    """There is no mkdocs.yml with the plugin in it; the text says where it was looked for.

    `unreadable` is the file that cannot be read, with why not, where that is the reason.
    """

    def __init__(self, text: str, unreadable: tuple[Path, Problem] | None = None) -> None:
        super().__init__(text)
        self.unreadable = unreadable


def find_site_file(start: Path) -> Path:
    """Return the nearest mkdocs.yml in a folder or above it; raise NoSiteFile without one."""
    for folder in (start.resolve(), *start.resolve().parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name
    raise NoSiteFile(f"there is no mkdocs.yml in {start.resolve()} or above it")


def read_site_file(path: Path, drafts: Mapping[Path, bytes] | None = None) -> SiteFile:
    """Return what a mkdocs.yml says of the ledger; raise NoSiteFile when it has no such plugin or cannot be read.

    `drafts` are files by their absolute path, as they would be: they are read in place of those on the disk.
    """
    drafts = drafts or {}
    docs_dir: Node | None = None
    written: list[tuple[Path, MapNode, Node]] = []
    for file, tree in _chain(path, drafts):
        docs_dir = docs_dir or tree.entries.get("docs_dir")
        if (options := _plugin_options(tree)) is not None:
            written.append((file, tree, options))
    if not written:
        raise NoSiteFile(f"{path} does not list the plugin {PLUGIN}")
    found, tree, options = written[0]
    folder = (path.parent / (_text(docs_dir) if docs_dir else "docs")).resolve()
    source = Source(Path(os.path.relpath(found, folder)).as_posix())
    if len(written) > 1 and all(isinstance(each.entries["plugins"], MapNode) for _, each, _ in written[:2]):
        message = msg("{plugin} has settings in {file} too, which it inherits", plugin=PLUGIN, file=written[1][0].name)
        source.fault(options.start_mark, "split-settings", message, msg("write all of them in one file"))
    if not isinstance(options, MapNode):
        message = msg("{plugin} is not a map of settings", plugin=PLUGIN)
        source.fault(options.start_mark, "wrong-type", message, msg("write `currency: EUR` below it"))
        options = MapNode(options.start_mark)
    return SiteFile(path, folder, read_settings(options, source), source, options)


def _chain(path: Path, drafts: Mapping[Path, bytes]) -> Iterator[tuple[Path, MapNode]]:
    """Yield a mkdocs.yml and each one it inherits from, the nearest first."""
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        tree = _read(path, drafts)
        yield path, tree
        if "INHERIT" in tree.entries:
            path = Path(os.path.normpath(path.parent / _text(tree.entries["INHERIT"])))


def read_settings(options: MapNode, source: Source) -> Settings:
    """Return the plugin's options as settings; what cannot be read is recorded and its default taken."""
    context = Context(ZoneInfo("UTC"), lambda _: None)
    check_keys(source, options, field_names(Settings), PLUGIN)
    fitting = MapNode(options.start_mark)
    given: dict[str, object] = {}
    for key, node in options.entries.items():
        if key == "signs":
            if isinstance(node, MapNode):
                given["signs"] = node
            elif not is_empty(node):
                hint = msg("write `late-payments: {{grace_days: 5}}`")
                source.fault(node.start_mark, "wrong-type", msg("signs is not a map of signs"), hint)
        elif key in field_names(Settings):
            alone = MapNode(options.start_mark, {key: node}, {key: options.marks[key]})
            if build(Settings, alone, source, context, PLUGIN, {}) is not None:
                fitting.entries[key], fitting.marks[key] = node, options.marks[key]
    return build(Settings, fitting, source, context, PLUGIN, given) or Settings()


def _read(path: Path, drafts: Mapping[Path, bytes]) -> MapNode:
    text, problems = decode(drafts[path], path.name) if path in drafts else read_text(path, path.name)
    if text is None:
        raise NoSiteFile(problems[0].line(str(path)), (path, problems[0]))
    tree, faults = parse(text, any_tag=True)
    if faults:
        fault = faults[0]
        place = Place(path.name, fault.mark.line + 1, fault.mark.column + 1)
        problem = Problem(place, fault.code, fault.message, fault.hint)
        raise NoSiteFile(problem.line(str(path)), (path, problem))
    if not isinstance(tree, MapNode):
        raise NoSiteFile(f"{path} is empty")
    _resolve_environment(tree)
    return tree


def _resolve_environment(node: Node) -> None:
    """Put in place of `!ENV NAME` and `!ENV [NAME, …, default]` what the environment says."""
    if isinstance(node, ListNode):
        for item in node.items:
            _resolve_environment(item)
    elif isinstance(node, MapNode):
        for key, value in node.entries.items():
            if value.tag == "!ENV":
                names = [_text(item) for item in value.items] if isinstance(value, ListNode) else [_text(value)]
                default = names[-1] if len(names) > 1 else ""
                text = next((os.environ[name] for name in names if name in os.environ), default)
                node.entries[key] = Scalar(text, value.start_mark)
            else:
                _resolve_environment(value)


def _plugin_options(tree: MapNode) -> Node | None:
    """Return what stands under the plugin's name, an empty map where nothing does, None where it is not listed."""
    plugins = tree.entries.get("plugins")
    entries = [plugins] if isinstance(plugins, MapNode) else getattr(plugins, "items", [])
    for entry in entries:
        if isinstance(entry, Scalar) and entry.value == PLUGIN:
            return MapNode(entry.start_mark)
        if isinstance(entry, MapNode) and PLUGIN in entry.entries:
            options = entry.entries[PLUGIN]
            return MapNode(entry.marks[PLUGIN]) if is_empty(options) else options
    return None


def _text(node: Node) -> str:
    return node.value.strip() if isinstance(node, Scalar) else ""
