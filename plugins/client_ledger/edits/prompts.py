"""Ask in a terminal for missing arguments; ask again if the answer cannot be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar, cast

import click
from pydantic_core import PydanticCustomError

from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.cli_language import cli_formatter, tr


def parse_value(parse: Callable[[object], Any], text: str) -> Any:  # noqa: ANN401 - what the parser returns
    """Return a parsed value; raise EditRefused, saying what to write instead, if it cannot be read."""
    try:
        return parse(text)
    except PydanticCustomError as error:
        context = error.context or {}
        raise EditRefused(
            tr("'{text}' {is_not} ({write})", text=text, is_not=context["is_not"], write=context["write"])
        ) from None


YES_EVERYWHERE = {"y": True, "yes": True, "n": False, "no": False}
YES = {"fr": {"o": True, "oui": True, "n": False, "non": False}}
T = TypeVar("T")
MOST_CHOICES = 30


def agreed(question: str, *, default: bool = False) -> bool:
    """Tell whether the answer to a question is yes; raise EditRefused if there is no answer."""
    try:
        return confirm(question, default=default)
    except click.Abort:
        raise EditRefused(tr("nothing was written; use --yes to write without being asked")) from None


def expect_agreed(question: str) -> None:
    """Ask a question; raise EditRefused unless the answer is yes."""
    if not agreed(question):
        raise EditRefused(tr("nothing was written"))


def ask(label: str, read: Callable[[str], T], choices: Collection[str] = ()) -> T:
    """Return what is typed, parsed by `read`; raise UsageError without a terminal.

    `read` raises EditRefused for what it cannot read. Choices are shown if they are few.
    """
    return cast("T", _prompt(label, read, choices, required=True))


def ask_if_any(label: str, read: Callable[[str], T], choices: Collection[str] = ()) -> T | None:
    """Return what is typed, parsed by `read`, or None if nothing is typed."""
    return _prompt(label, read, choices, required=False)


def _prompt(label: str, read: Callable[[str], T], choices: Collection[str], *, required: bool) -> T | None:
    if not sys.stdin.isatty():
        raise click.UsageError(tr("{label} is missing", label=label))
    shown = label[0].upper() + label[1:]
    if choices and len(choices) <= MOST_CHOICES:
        shown = f"{shown} ({', '.join(choices)})"
    if not required:
        shown = tr("{question} (Enter for none)", question=shown)

    def value(text: str) -> T | None:
        if not text.strip() and not required:
            return None
        try:
            return read(text.strip())
        except EditRefused as refusal:
            raise click.UsageError(str(refusal)) from None

    answer: T | None = click.prompt(
        shown, value_proc=value, default=None if required else "", show_default=False, prompt_suffix=tr(": ")
    )
    return answer


def confirm(question: str, *, default: bool = False, abort: bool = False) -> bool:
    """Return whether a question is answered yes in the current language; with `abort`, a no ends the command."""
    words = YES.get(cli_formatter().language)
    if words is None:
        return click.confirm(question, default=default, abort=abort)

    def read(text: str) -> bool:
        answer = {**YES_EVERYWHERE, **words}.get(text.strip().casefold())
        if answer is None:
            raise click.UsageError(tr("answer yes or no"))
        return answer

    yes = bool(
        click.prompt(
            f"{question} [{'O/n' if default else 'o/N'}]",
            value_proc=read,
            default="o" if default else "n",
            show_default=False,
            prompt_suffix=tr(": "),
        )
    )
    if abort and not yes:
        raise click.Abort
    return yes


def pick(label: str, rows: Mapping[str, str], read: Callable[[str], T]) -> T:
    """Return the choice from a numbered list, given by its number or by a text that `read` parses.

    `rows` maps each id to its description.
    """
    if not sys.stdin.isatty():
        raise click.UsageError(tr("{label} is missing", label=label))
    ids = list(rows)
    for number, described in enumerate(rows.values(), 1):
        click.echo(f"{number:>4}  {described}")

    def chosen(text: str) -> T:
        is_number = text.isdecimal() and 1 <= int(text) <= len(ids)
        return read(ids[int(text) - 1] if is_number else text)

    return ask(tr("{label}, by its number in the list or its id", label=label) if ids else label, chosen)
