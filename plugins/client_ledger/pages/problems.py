"""The page of problems: file by file, first those that stop a build."""

from __future__ import annotations

from dataclasses import dataclass

from client_ledger.frontmatter.problems import Problem
from client_ledger.judging.judgement import Judgement
from client_ledger.pages.source_paths import numbered_files
from client_ledger.text.message import Message, msg, plural_msg


@dataclass(frozen=True, slots=True)
class Faulty:
    """One file's problems, errors first, then by place; `numbered` tells whether its text is in the site."""

    name: str
    numbered: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Faults:
    """All problems by file, files with errors first, and a sentence about them."""

    files: tuple[Faulty, ...]
    sentence: Message


def by_file(judgement: Judgement) -> Faults:
    """Return a ledger's problems for their page."""
    grouped: dict[str, list[Problem]] = {}
    for problem in judgement.problems:
        grouped.setdefault(problem.place.file, []).append(problem)
    numbered = numbered_files(judgement.project)
    files = [
        Faulty(name, name in numbered, tuple(sorted(found, key=lambda each: (not _stops(each), each.place))))
        for name, found in grouped.items()
    ]
    files.sort(key=lambda file: (not _stops(file.problems[0]), file.name))
    errors = sum(_stops(problem) for problem in judgement.problems)
    return Faults(tuple(files), _sentence(errors, len(judgement.problems) - errors))


def _stops(problem: Problem) -> bool:
    return problem.severity == "error"


def _sentence(errors: int, notices: int) -> Message:
    if not errors:
        return plural_msg(
            "{count} thing to look at; everything could be read.",
            "{count} things to look at; everything could be read.",
            notices,
        )
    stopping = plural_msg(
        "{count} error keeps a record from being counted", "{count} errors keep records from being counted", errors
    )
    if not notices:
        return msg("{errors}; correct the file, and the pages will follow.", errors=stopping)
    more = plural_msg("there is also {count} notice", "there are also {count} notices", notices)
    return msg("{errors}; {notices}.", errors=stopping, notices=more)
