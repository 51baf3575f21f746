"""The limits in force for each sign: the defaults, changed by the settings and by a client's own `signs:`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pydantic_core import PydanticCustomError

from client_ledger.book.parsing import parse_days, parse_money, parse_share, parse_share_of_whole, parse_yes_no
from client_ledger.book.validate import check_keys, is_empty
from client_ledger.frontmatter.nodes import MapNode, Mark, Node, Scalar
from client_ledger.frontmatter.problems import nearest
from client_ledger.frontmatter.reader import Source
from client_ledger.signs import BY_NAME, SIGNS
from client_ledger.signs.editions import DROPPED, RENAMED
from client_ledger.signs.levels import FIRING, Level, Limits
from client_ledger.signs.sign import Sign
from client_ledger.text.message import Message, msg

T = TypeVar("T")
LimitsBySign = dict[str, Limits]
DAYS = ("window_days", "grace_days")
RATE_SHARE = "rate_share"


def default_limits() -> LimitsBySign:
    """Return every sign's own limits, in display order."""
    return {sign.name: sign.limits for sign in SIGNS}


def change_limits(limits: LimitsBySign, options: MapNode | None, source: Source) -> LimitsBySign:
    """Return limits changed by a `signs:` map, without signs that are off; report what cannot be read."""
    if options is None:
        return limits
    changed: dict[str, Limits | None] = dict(limits)
    for name, node in options.entries.items():
        sign = BY_NAME.get(name)
        if sign is None:
            unknown_sign(source, options.marks[name], name)
        elif isinstance(node, MapNode):
            changed[name] = _change(sign, changed.get(name) or sign.limits, node, source)
        elif not is_empty(node):
            on = _read(parse_yes_no, node, source, f"signs.{name}")
            changed[name] = None if on is False else changed.get(name) or sign.limits
    return {name: kept for name in BY_NAME if (kept := changed.get(name)) is not None}


def unknown_sign(source: Source, mark: Mark, name: str) -> None:
    """Report an unknown sign, with the nearest known name."""
    meant = nearest(name, BY_NAME)
    hint = msg("did you mean `{key}`?", key=meant) if meant else msg("known: {keys}", keys=", ".join(BY_NAME))
    source.fault(mark, "unknown-sign", msg("there is no sign '{sign}'", sign=name), hint)


def sign_options(sign: Sign) -> dict[str, tuple[str, ...]]:
    """Return the options allowed under a sign's name, in order; for a level, the measures allowed under it."""
    options: dict[str, tuple[str, ...]] = {name: () for name in DAYS if getattr(sign.limits, name)}
    options["weight"] = ()
    for level in FIRING:
        if level in sign.limits.rules:
            conditions = (each for group in sign.limits.rules[level] for each in group)
            measures = (each.measure for each in conditions if not each.fixed)
            options[level.name] = tuple(dict.fromkeys(measures))
    return options


def _change(sign: Sign, limits: Limits, options: MapNode, source: Source) -> Limits:
    path = f"signs.{sign.name}"
    known = sign_options(sign)
    check_keys(source, options, (*known, *_dropped(sign, options, source, path)), path)
    for name in (name for name in DAYS if name in known):
        days = _read(parse_days, options.entries.get(name), source, f"{path}.{name}")
        if days is not None and (days or name == "grace_days"):
            limits = replace(limits, window_days=days) if name == "window_days" else replace(limits, grace_days=days)
        elif days is not None:
            message = msg("{field}: a window has at least one day", field=f"{path}.{name}")
            source.fault(options.entries[name].start_mark, "invalid-value", message)
    weight = _read(parse_money, options.entries.get("weight"), source, f"{path}.weight")
    if weight is not None:
        limits = replace(limits, weight=Fraction(weight))
    for level in FIRING:
        node = options.entries.get(level.name)
        if level not in sign.limits.rules or node is None or is_empty(node):
            continue
        measures = known[level.name]
        if not isinstance(node, MapNode):
            hint = msg("write {{{measure}: …}}", measure=measures[0])
            source.fault(
                node.start_mark,
                "wrong-type",
                msg("{field} must list limits", field=f"{path}.{level.name}"),
                hint,
            )
            continue
        old = _renamed(sign, level, node, source, f"{path}.{level.name}")
        check_keys(source, node, (*measures, *old), f"{path}.{level.name}")
        for measure in (measure for measure in node.entries if measure in measures):
            limit = _read(_parser(measure), node.entries[measure], source, f"{path}.{level.name}.{measure}")
            if limit is not None:
                limits = limits.with_limit(level, measure, Fraction(limit))
    return limits


def _dropped(sign: Sign, options: MapNode, source: Source, path: str) -> list[str]:
    """Report and return the levels that a sign only had in edition 1."""
    old = [key for key in options.entries if (sign.name, key) in DROPPED]
    for key in old:
        message = msg("{field}: {sign} has no `{level}` any more", field=path, sign=sign.name, level=key)
        source.fault(options.marks[key], "dropped-level", message, msg("run `client-ledger upgrade`, or remove it"))
    return old


def renamed_in(sign: str, level: str, limits: MapNode) -> list[str]:
    """Return a level's limits that use their name of edition 1."""
    measures = sign_options(BY_NAME[sign]).get(level, ()) if sign in BY_NAME else ()
    return [key for key in limits.entries if key not in measures and RENAMED.get((sign, key)) in measures]


def _renamed(sign: Sign, level: Level, node: MapNode, source: Source, path: str) -> list[str]:
    """Report and return the limits that had another name in edition 1."""
    old = renamed_in(sign.name, level.name, node)
    for key in old:
        message = msg("{field}: `{key}` has a new name", field=path, key=key)
        hint = msg("run `client-ledger upgrade`, or write `{key}`", key=RENAMED[sign.name, key])
        source.fault(node.marks[key], "renamed-key", message, hint)
    return old


def _parser(measure: str) -> Callable[[object], Fraction | Decimal]:
    """Return the parser of a limit: a share of at most 100%, a share of the target rate, or a number."""
    if measure == RATE_SHARE:
        return parse_share
    return parse_share_of_whole if measure.endswith("_share") else parse_money


def _read(parse: Callable[[object], T], node: Node | None, source: Source, field: str) -> T | None:
    if node is None or is_empty(node):
        return None
    value = node.value if isinstance(node, Scalar) else None
    try:
        return parse(value)
    except PydanticCustomError as error:
        context: Mapping[str, Message] = error.context or {}
        is_not, hint = context["is_not"], context["write"]
        if value is None:
            source.fault(node.start_mark, "wrong-type", msg("{field} {is_not}", field=field, is_not=is_not), hint)
        else:
            message = msg("{field}: '{value}' {is_not}", field=field, value=value, is_not=is_not)
            source.fault(node.start_mark, "invalid-value", message, hint)
        return None
