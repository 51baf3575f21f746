"""`client-ledger check`: every problem of the ledger, without building a site."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from client_ledger.commands.options import site_file_option
from client_ledger.exports.report import SCHEMA, problems_report
from client_ledger.frontmatter.problems import Problem
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.judging.judgement import judge_project
from client_ledger.project import Project, open_project
from client_ledger.text.cli_language import cli_formatter, tr, tr_many
from client_ledger.text.message import Formatter, Label

GITHUB_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
GITHUB_PROPERTY_ESCAPES = {**GITHUB_ESCAPES, ":": "%3A", ",": "%2C"}


@click.command()
@site_file_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.pass_context
def check(context: click.Context, site_file: Path, form: str) -> None:
    """Check every record, and list all problems at once.

    The exit code is 0 without problems, 1 with problems, 2 for a wrong call. Notices are listed too, but are not
    problems.
    """
    try:
        project = open_project(site_file)
    except NoSiteFile as error:
        if error.unreadable is None:
            raise click.UsageError(str(error)) from None
        path, problem = error.unreadable
        _list([problem], lambda _: os.path.relpath(path), form)
        context.exit(1)
    problems = judge_project(project).problems
    _list(problems, project.site.shown_path, form)
    if form == "text":
        click.echo(_summary(problems, project), err=True)
    context.exit(1 if project.errors else 0)


def _list(problems: Iterable[Problem], shown_path: Callable[[str], str], form: str) -> None:
    if form == "json":
        click.echo(json.dumps({"schema": SCHEMA, "problems": problems_report(problems, shown_path)}, indent=2))
        return
    line = github_line if form == "github" else text_line
    for problem in problems:
        click.echo(line(problem, shown_path(problem.place.file)))


def text_line(problem: Problem, file: str) -> str:
    """Return a problem as `path:line:column: error[code]: sentence`, in colour if the terminal has it."""
    place = click.style(f"{file}:{problem.place.line}:{problem.place.column}", bold=True)
    severity = click.style(
        cli_formatter().term(Label(problem.severity)), fg="red" if problem.severity == "error" else "yellow"
    )
    return f"{place}: {severity}[{problem.code}]: {problem.sentence(cli_formatter())}"


def github_line(problem: Problem, file: str) -> str:
    """Return a problem as a workflow command that GitHub shows beside the line."""
    file, place = _escape(file, GITHUB_PROPERTY_ESCAPES), problem.place
    where = f"file={file},line={place.line},col={place.column},title={problem.code}"
    return f"::{problem.severity} {where}::{_escape(problem.sentence(Formatter()), GITHUB_ESCAPES)}"


def _escape(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


def _summary(problems: tuple[Problem, ...], project: Project) -> str:
    ledger = project.ledger
    errors = len(project.errors)
    return tr(
        "{clients} and {contracts} read: {problems}, {notices}",
        clients=tr_many("{count} client", "{count} clients", len(ledger.clients)),
        contracts=tr_many("{count} contract", "{count} contracts", len(ledger.contracts)),
        problems=tr_many("{count} problem", "{count} problems", errors),
        notices=tr_many("{count} notice", "{count} notices", len(problems) - errors),
    )
