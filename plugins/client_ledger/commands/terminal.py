"""The report for a terminal: fitted to its width, or in whole lines when piped."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from client_ledger.income.pipeline import Pipeline
from client_ledger.judging.advice import advice
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import VERDICTS, Judged
from client_ledger.pages.cash import cash_sentences
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Evidence
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import CalendarMonth, Label, Share, msg

VERDICT_STYLES = {
    "leave-now": "bold red",
    "plan-exit": "red",
    "set-boundary": "yellow",
    "watch": "cyan",
    "unknown": "dim",
    "keep": "green",
}
LEVEL_STYLES = {
    Level.critical: "bold red",
    Level.warning: "yellow",
    Level.watch: "cyan",
    Level.clear: "green",
    Level.unknown: "dim",
}
WITHOUT_END = 100_000
# Characters that control a terminal instead of being shown.
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def open_console() -> Console:
    """Return the standard output: as wide as the terminal, or unlimited for a file or a pipe."""
    fitted = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False) if fitted else Console(highlight=False, width=WITHOUT_END, soft_wrap=True)


def print_ledger(judgement: Judgement) -> None:
    """Print every client, the most urgent first, and the pipeline."""
    console = open_console()
    console.print(Text(tr("Clients on {day}", day=judgement.day), style="bold"))
    console.print()
    width = _verdict_width()
    verdict, *headings, client = tr("verdict"), tr("score"), tr("known"), tr("client")
    console.print(Text("  ".join([verdict.ljust(width), *headings, client]), style="dim"))
    for judged in sorted(judgement.clients.values(), key=_urgency):
        console.print(_row(judged, width, headings))
        if reason := deciding_reason(judged):
            _print_below(console, reason, 4)
    console.print()
    console.print(_months(judgement.pipeline))
    for sentence in cash_sentences(judgement.pipeline):
        _print_below(console, cli_formatter().format(sentence), 2)


def print_client(judgement: Judgement, client: str) -> None:
    """Print one client's signs with their evidence, the worst first."""
    judged = judgement.clients[client]
    console = open_console()
    console.print(_text(judged.timeline.client.name, "bold").append("  ").append_text(_verdict(judged)))
    score, known = _numbers(judged)
    console.print(Text(tr("on {day}: score {score}, {known} known", day=judgement.day, score=score, known=known)))
    for each in sorted(judged.status.signs, key=lambda each: -each.level):
        _print_sign(console, each, judged)


def _print_sign(console: Console, each: Judged, judged: JudgedClient) -> None:
    heading = Text("\n").append(cli_formatter().term(Label(each.sign.name)).capitalize(), style="bold")
    heading.append("  ").append(_level(each), LEVEL_STYLES[each.level])
    console.print(heading)
    _print_below(console, cli_formatter().format(each.reading.summary), 2)
    _print_below(console, f"→ {cli_formatter().format(advice(each, judged))}", 2)
    if fall := judged.fall_of(each):
        level = Label(fall[1].name)
        text = tr("falls to {level} on {day} if nothing new is recorded", level=level, day=fall[0])
        _print_below(console, text, 2, "dim")
    if each.reading.evidence:
        console.print(_evidence(each.reading.evidence))


def _evidence(records: tuple[Evidence, ...]) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    if any(record.day for record in records):
        table.add_column(no_wrap=True, min_width=10)
    table.add_column(overflow="fold")
    for record in records:
        text = _text(cli_formatter().format(record.text)).append("  ").append(_text(str(record.place), "dim"))
        table.add_row(*([str(record.day or "")] if len(table.columns) > 1 else []), text)
    return Padding(table, (0, 0, 0, 4), expand=False)


def _print_below(console: Console, sentence: str, indent: int, style: str = "") -> None:
    console.print(Padding(_text(sentence, style), (0, 0, 0, indent), expand=False))


def _text(words: str, style: str = "") -> Text:
    return Text(words.translate(CONTROLS), style=style, overflow="fold")


def _urgency(judged: JudgedClient) -> tuple[int, int, str]:
    score = judged.status.score
    return VERDICTS.index(judged.status.verdict), 101 if score is None else score, judged.timeline.client.id


def _verdict_width() -> int:
    return max(len(cli_formatter().term(Label(name))) for name in VERDICTS)


def _level(each: Judged) -> str:
    level = cli_formatter().term(Label(each.level.name))
    return tr("{level}, persists", level=level) if each.persists else level


def _row(judged: JudgedClient, width: int, headings: Sequence[str]) -> Text:
    numbers = (number.rjust(len(heading)) for number, heading in zip(_numbers(judged), headings, strict=True))
    verdict = cli_formatter().term(Label(judged.status.verdict))
    row = Text(f"{verdict:<{width}}", style=VERDICT_STYLES[judged.status.verdict])
    row = Text().append_text(row).append(f"  {'  '.join(numbers)}  ")
    row.append_text(_text(judged.timeline.client.name, "bold"))
    return row.append(tr(" (incomplete)"), "red") if judged.incomplete else row


def _numbers(judged: JudgedClient) -> tuple[str, str]:
    score = judged.status.score
    return "–" if score is None else str(score), cli_formatter().share(Share(Fraction(judged.status.coverage)))


def _verdict(judged: JudgedClient) -> Text:
    words = cli_formatter().term(Label(judged.status.verdict)) + (tr(" (incomplete)") if judged.incomplete else "")
    return Text(words, style=VERDICT_STYLES[judged.status.verdict])


def deciding_reason(judged: JudgedClient) -> str:
    """Return the summary of the sign that decides the verdict, else of the heaviest unknown one, else nothing."""
    signs = {each.sign.name: each for each in judged.status.signs}
    if judged.status.deciding:
        first: Judged | None = signs[judged.status.deciding[0]]
    elif judged.status.verdict == "unknown":
        unknown = (each for each in signs.values() if each.level is Level.unknown)
        first = max(unknown, key=lambda each: each.weight, default=None)
    else:
        first = None
    if first is None:
        return ""
    return cli_formatter().format(msg("{sign}: {summary}", sign=Label(first.sign.name), summary=first.reading.summary))


def _months(pipeline: Pipeline) -> Table:
    table = Table(
        title=tr("Expected income and cash ({currency})", currency=pipeline.settings.currency),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        expand=False,
    )
    table.add_column(tr("month"), no_wrap=True)
    for heading in (tr("committed"), tr("weighted"), tr("of the goal"), tr("cash")):
        table.add_column(heading, justify="right", no_wrap=True)
    for month, (_, cash) in zip(pipeline.months, pipeline.cash.months, strict=True):
        covered = "" if month.coverage is None else cli_formatter().share(Share(month.coverage))
        table.add_row(
            cli_formatter().calendar_month(CalendarMonth(date(*month.month, 1))),
            cli_formatter().figure(month.committed),
            cli_formatter().figure(month.weighted),
            covered,
            cli_formatter().figure(cash),
        )
    return table
