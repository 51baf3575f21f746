"""The help of click's commands in the current language."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable

import click

Translate = Callable[[str], str]


def in_language(command: click.Command, translate: Translate) -> click.Command:
    """Return a copy of a command whose help is translated, and that of its subcommands."""
    translated = copy.copy(command)
    # click creates the option --help once and keeps its language.
    translated.__dict__["_help_option"] = None
    translated.help = _text(command.help, translate)
    translated.short_help = _text(command.short_help, translate)
    translated.options_metavar = _text(command.options_metavar, translate)
    translated.params = [_parameter(parameter, translate) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(translated, click.Group):
        translated.subcommand_metavar = translate(command.subcommand_metavar)
        translated.commands = {name: in_language(each, translate) for name, each in command.commands.items()}
    return translated


def help_texts(command: click.Command) -> list[str]:
    """Return every help text of a command and its subcommands, once each."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        found[text] = None
        return text

    in_language(command, note)
    return list(found)


def _text(text: str | None, translate: Translate) -> str | None:
    """Return a help text translated paragraph by paragraph, which click wraps again."""
    if not text:
        return text
    return "\n\n".join(translate(" ".join(part.split())) for part in inspect.cleandoc(text).split("\n\n"))


def _parameter(parameter: click.Parameter, translate: Translate) -> click.Parameter:
    translated = copy.copy(parameter)
    if isinstance(translated, click.Option):
        translated.help = _text(translated.help, translate)
        if not translated.is_flag and not isinstance(translated.type, click.Choice):
            translated.metavar = translate(translated.metavar or translated.type.name.upper())
    elif translated.metavar:
        translated.metavar = translate(translated.metavar)
    elif translated.name:
        name = translate(translated.name.upper())
        translated.metavar = name if translated.required else f"[{name}]"
    return translated
