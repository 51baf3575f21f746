"""The letters of a client's page, in the site's language first and then in the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale

from client_ledger.judging.judgement import JudgedClient
from client_ledger.letters.afterwards import Afterwards
from client_ledger.letters.choice import proposals
from client_ledger.letters.letter import LANGUAGES, Letter
from client_ledger.owed.reference_rates import RateTable
from client_ledger.text.babel import BabelFormatter, formatter_of


@dataclass(frozen=True, slots=True)
class Version:
    """A letter in one language: the language's code and its own name for itself."""

    language: str
    name: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class LetterShown:
    """What a letter is for, its versions, and what to record once it is sent."""

    title: str
    versions: tuple[Version, ...]
    afterwards: Afterwards | None


def letter_formatters(own: BabelFormatter, folders: Sequence[str]) -> tuple[BabelFormatter, ...]:
    """Return a formatter for each language of letters, the site's own first."""
    others = (formatter_of(Locale(language), folders) for language in LANGUAGES if language != own.language)
    return (*((own,) if own.language in LANGUAGES else ()), *others)


def other_languages(own: BabelFormatter, formatters: Sequence[BabelFormatter]) -> dict[str, BabelFormatter]:
    """Return the formatters of the other languages, by each language's own name."""
    return {_name(each): each for each in formatters if each.language != own.language}


def _name(formatter: BabelFormatter) -> str:
    return str(formatter.locale.language_name).capitalize()


def letters_shown(
    client: JudgedClient, last_day: date, own: BabelFormatter, formatters: Sequence[BabelFormatter], rates: RateTable
) -> tuple[LetterShown, ...]:
    """Return the letters for a client's status; a letter that ends the work ends it on the last day."""
    by_speaker = [proposals(client, last_day, formatter, rates) for formatter in formatters]
    return tuple(
        LetterShown(
            own.format(same[0].title),
            tuple(
                Version(formatter.language, _name(formatter), each.letter)
                for formatter, each in zip(formatters, same, strict=True)
            ),
            same[0].afterwards,
        )
        for same in zip(*by_speaker, strict=True)
    )
