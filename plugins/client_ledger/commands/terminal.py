"""The report for a terminal: fitted to its width there, whole lines when piped."""

from __future__ import annotations

import os
import sys

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from client_ledger.exports.report import month_name
from client_ledger.income.pipeline import Pipeline
from client_ledger.judging.advice import advice
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.verdict import VERDICTS, Judged
from client_ledger.pages.cash import cash_sentences
from client_ledger.signs.levels import Level
from client_ledger.signs.sign import Evidence
from client_ledger.text.message import Formatter, Label, msg, rounded

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
FORMATTER = Formatter()
WITHOUT_END = 100_000
# What steers a terminal instead of being shown on it.
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def open_console() -> Console:
    """Return the standard output: as wide as the terminal, or without end where it goes into a file or a pipe."""
    fitted = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False) if fitted else Console(highlight=False, width=WITHOUT_END, soft_wrap=True)


def print_ledger(judgement: Judgement) -> None:
    """Print every client, the one to act on first, and the pipeline."""
    console = open_console()
    console.print(Text(f"Clients as of {judgement.day}", style="bold"))
    console.print()
    console.print(Text(f"{'verdict':<{VERDICT_WIDTH}}  score  known  client", style="dim"))
    for judged in sorted(judgement.clients.values(), key=_urgency):
        console.print(_row(judged))
        if reason := deciding_reason(judged):
            _print_below(console, reason, 4)
    console.print()
    console.print(_months(judgement.pipeline))
    for sentence in cash_sentences(judgement.pipeline):
        _print_below(console, FORMATTER.format(sentence), 2)


def print_client(judgement: Judgement, client: str) -> None:
    """Print one client's signs with their evidence, the worst first."""
    judged = judgement.clients[client]
    console = open_console()
    console.print(_text(judged.timeline.client.name, "bold").append("  ").append_text(_verdict(judged)))
    score, known = _numbers(judged)
    console.print(Text(f"as of {judgement.day}, score {score}, {known} known"))
    for each in sorted(judged.status.signs, key=lambda each: -each.level):
        _print_sign(console, each, judged)


def _print_sign(console: Console, each: Judged, judged: JudgedClient) -> None:
    heading = Text("\n").append(FORMATTER.term(Label(each.sign.name)).capitalize(), style="bold")
    heading.append("  ").append(each.level.name + (", persists" if each.persists else ""), LEVEL_STYLES[each.level])
    console.print(heading)
    _print_below(console, FORMATTER.format(each.reading.summary), 2)
    _print_below(console, f"→ {FORMATTER.format(advice(each, judged))}", 2)
    if clears_on := judged.trend.clears_on[each.sign.name]:
        _print_below(console, f"lower on {clears_on} if nothing more comes", 2, "dim")
    if each.reading.evidence:
        console.print(_evidence(each.reading.evidence))


def _evidence(records: tuple[Evidence, ...]) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    if any(record.day for record in records):
        table.add_column(no_wrap=True, min_width=10)
    table.add_column(overflow="fold")
    for record in records:
        text = _text(FORMATTER.format(record.text)).append("  ").append(_text(str(record.place), "dim"))
        table.add_row(*([str(record.day or "")] if len(table.columns) > 1 else []), text)
    return Padding(table, (0, 0, 0, 4), expand=False)


def _print_below(console: Console, sentence: str, indent: int, style: str = "") -> None:
    console.print(Padding(_text(sentence, style), (0, 0, 0, indent), expand=False))


def _text(words: str, style: str = "") -> Text:
    return Text(words.translate(CONTROLS), style=style, overflow="fold")


def _urgency(judged: JudgedClient) -> tuple[int, int, str]:
    score = judged.status.score
    return VERDICTS.index(judged.status.verdict), 101 if score is None else score, judged.timeline.client.id


VERDICT_WIDTH = max(len(name) for name in VERDICTS)


def _row(judged: JudgedClient) -> Text:
    score, known = _numbers(judged)
    verdict = FORMATTER.term(Label(judged.status.verdict))
    row = Text(f"{verdict:<{VERDICT_WIDTH}}", style=VERDICT_STYLES[judged.status.verdict])
    row = Text().append_text(row).append(f"  {score:>5}  {known:>5}  ")
    row.append_text(_text(judged.timeline.client.name, "bold"))
    return row.append(" (incomplete)", "red") if judged.incomplete else row


def _numbers(judged: JudgedClient) -> tuple[str, str]:
    score = judged.status.score
    return "–" if score is None else str(score), f"{float(judged.status.coverage):.0%}"


def _verdict(judged: JudgedClient) -> Text:
    words = FORMATTER.term(Label(judged.status.verdict)) + (" (incomplete)" if judged.incomplete else "")
    return Text(words, style=VERDICT_STYLES[judged.status.verdict])


def deciding_reason(judged: JudgedClient) -> str:
    """Return the summary of the sign that decides the verdict, of the heaviest unknown one, or nothing."""
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
    return FORMATTER.format(msg("{sign}: {summary}", sign=Label(first.sign.name), summary=first.reading.summary))


def _months(pipeline: Pipeline) -> Table:
    table = Table(
        title=f"Expected income and cash ({pipeline.settings.currency})",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        expand=False,
    )
    table.add_column("month", no_wrap=True)
    for heading in ("committed", "weighted", "of the goal", "cash"):
        table.add_column(heading, justify="right", no_wrap=True)
    for month, (_, cash) in zip(pipeline.months, pipeline.cash.months, strict=True):
        covered = "" if month.coverage is None else f"{float(month.coverage):.0%}"
        table.add_row(
            month_name(month.month),
            f"{rounded(month.committed, 2):,}",
            f"{rounded(month.weighted, 2):,}",
            covered,
            f"{rounded(cash, 2):,}",
        )
    return table
