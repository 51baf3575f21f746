"""A sign's rules in force: the settings' and each client's own, beside the defaults."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from client_ledger.frontmatter.reader import Source
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import Judged
from client_ledger.signs import SIGNS
from client_ledger.signs.levels import FIRING, Condition, Level, Limits
from client_ledger.signs.limits import change_limits, default_limits
from client_ledger.signs.measures import measure_name, on_scale
from client_ledger.signs.sign import Sign
from client_ledger.text.message import Message, Value, msg

Rule: TypeAlias = "tuple[Level, tuple[tuple[Message, ...], ...]]"


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """A client's own limits where they differ; `off` if the sign does not count at all."""

    client: JudgedClient
    off: bool
    rules: tuple[Rule, ...]
    frame: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """One sign's rules in force, and the clients that show it now.

    `rules` are its levels, each with groups of conditions of which one must hold completely; None if
    the settings switch the sign off. `showing` has the worst first.
    """

    rules: tuple[Rule, ...] | None
    frame: tuple[Message, ...]
    changed: bool
    own: tuple[OwnLimits, ...]
    showing: tuple[tuple[JudgedClient, Judged], ...]
    clear: tuple[JudgedClient, ...]
    unknown: tuple[tuple[JudgedClient, Judged], ...]

    @property
    def counts(self) -> Counter[str]:
        """The number of clients at each level, by its name."""
        levels = [judged.level.name for _, judged in (*self.showing, *self.unknown)]
        return Counter([*levels, *([Level.clear.name] * len(self.clear))])


def in_force(judgement: Judgement, sign: Sign) -> InForce:
    """Return a sign's rules and its readings."""
    options = judgement.project.settings.signs
    limits = change_limits(default_limits(), options, Source("mkdocs.yml")).get(sign.name)
    readings = [
        (client, each) for client in judgement.clients.values() for each in client.status.signs if each.sign is sign
    ]
    readings.sort(key=lambda pair: (-pair[1].level, not pair[1].persists, pair[0].timeline.client.name.casefold()))
    own = []
    for client in judgement.clients.values():
        theirs = client.judge.limits.get(sign.name)
        if theirs != limits:
            own.append(_own(client, sign, theirs, limits))
    return InForce(
        rules_in_words(limits),
        frame(sign, limits),
        limits != sign.limits,
        tuple(own),
        tuple(pair for pair in readings if pair[1].level > Level.clear),
        tuple(client for client, each in readings if each.level is Level.clear),
        tuple(pair for pair in readings if pair[1].level is Level.unknown),
    )


def _own(client: JudgedClient, sign: Sign, theirs: Limits | None, limits: Limits | None) -> OwnLimits:
    if theirs is None:
        return OwnLimits(client, True, (), ())
    same = limits is not None and theirs.rules == limits.rules
    usual = {str(said) for said in frame(sign, limits)}
    return OwnLimits(
        client,
        False,
        () if same else rules_in_words(theirs) or (),
        tuple(said for said in frame(sign, theirs) if str(said) not in usual),
    )


def rules_in_words(limits: Limits | None) -> tuple[Rule, ...] | None:
    """Return each level's groups of conditions in words; None if the sign is off."""
    if limits is None:
        return None
    return tuple(
        (level, tuple(tuple(condition_in_words(each) for each in group) for group in limits.rules[level]))
        for level in FIRING
        if level in limits.rules
    )


def condition_in_words(condition: Condition) -> Message:
    """Return one condition in words."""
    values: dict[str, Value] = {
        "measure": measure_name(condition.measure),
        "limit": on_scale(condition.measure, condition.limit),
    }
    if condition.below:
        return msg("{measure}: below {limit}", **values)
    return msg("{measure}: {limit} or more", **values)


def frame(sign: Sign, limits: Limits | None) -> tuple[Message, ...]:
    """Return the rest of the rules: the window, the grace, the weight, and how the sign counts."""
    if limits is None:
        return ()
    said = []
    if limits.window_days:
        said.append(msg("Period: the last {days} days.", days=limits.window_days))
    if limits.grace_days:
        late = msg("An invoice counts as late once it is {days} days past due.", days=limits.grace_days + 1)
        said.append(late)
    said.append(
        msg(
            "Its weight in the score is {weight} of {all}.",
            weight=on_scale("weight", limits.weight),
            all=on_scale("weight", sum((each.limits.weight for each in SIGNS), Fraction(0))),
        )
    )
    if sign.knock_out:
        said.append(msg("When critical, it decides alone: leave now. You cannot accept it."))
    if sign.can_persist:
        said.append(msg("If it goes on after you state a boundary, it becomes critical."))
    if sign.event:
        said.append(msg("If nothing was recorded about the client for 90 days, it is unknown, not clear."))
    return tuple(said)
