"""Writes a freelancer's ledger of some years: `python bench/years.py DIR --years 5 [--commits 2000]`.

20 clients with a contract each: hours of every day, a message a week and an invoice a month, all in one long file each.
Each commit adds the records of most files. The same options always give the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from ledgers import AS_OF, SITE, WORDS, body

CLIENTS = 20
DAYS_A_YEAR = 365.25
IGNORED = ".client-ledger-cache/\n"
Files = dict[str, str]


@dataclass(frozen=True)
class Rows:
    """Rows of a list by the day they are written, as one text of which any day's file has the start."""

    text: str
    ends: list[int]

    def until(self, day: int) -> str:
        """Return the rows of the days up to a number."""
        return self.text[: self.ends[day]]


def rows(lines: list[str]) -> Rows:
    """Return rows, one text a day, which is empty on a day without any."""
    return Rows("".join(lines), list(accumulate(map(len, lines))))


@dataclass(frozen=True)
class Pair:
    """A client and its contract over all days."""

    number: int
    days: list[dt.date]
    messages: Rows
    hours: Rows
    notes: str

    def files(self, day: int) -> Files:
        """Return both files as they stand at the end of a day."""
        name, start = f"client-{self.number:02}", self.days[0]
        client = f"---\nname: Client {self.number:02}\nsince: {start}\nreviewed: 2026-11-01\nmessages:\n"
        contract = (
            f"---\nclient: {name}\ntitle: Retainer {self.number:02}\nstage: active\nsigned: {start}\nstart: {start}\n"
            "end: 2027-03-31\npayment_terms: 30\nnotice: 30\nbilling: hourly\nrate: 65\nhours_per_week: 12\ninvoices:\n"
        )
        return {
            f"ledger/clients/{name}.md": f"{client}{self.messages.until(day)}---\n{self.notes}",
            f"ledger/contracts/retainer-{self.number:02}.md": (
                f"{contract}{self._invoices(day)}hours:\n{self.hours.until(day)}---\n{self.notes}"
            ),
        }

    def _invoices(self, day: int) -> str:
        """Return an invoice for each first of a month so far, paid after 20 to 34 days."""
        lines = []
        for issued in self.days[: day + 1]:
            if issued.day == 1:
                paid = issued + dt.timedelta(days=20 + self.number % 15)
                tail = f", paid: {paid}" if paid <= self.days[day] else ""
                amount = 900 + (issued.month * 37 + self.number) % 200
                lines.append(f"  - {{id: {self.number:02}-{issued:%Y-%m}, issued: {issued}, amount: {amount}{tail}}}\n")
        return "".join(lines)


def pair(number: int, days: list[dt.date]) -> Pair:
    """Return a client and its contract over some days."""
    messages = [
        f"  - {{at: {day} {9 + number % 8:02}:{count % 60:02}, text: Message {count}, channel: mail}}\n"
        if day.weekday() == number % 5
        else ""
        for count, day in enumerate(days)
    ]
    hours = [
        f"  - {{date: {day}, hours: {1 + count % 3}.5, task: {WORDS[(number + count) % len(WORDS)]} {count}}}\n"
        for count, day in enumerate(days)
    ]
    return Pair(number, days, rows(messages), rows(hours), body(random.Random(number)))


def write_years(folder: Path, years: float, *, commits: int = 0) -> Path:
    """Write a ledger of some years below a folder, with so many commits, and return its mkdocs.yml."""
    count = round(years * DAYS_A_YEAR)
    days = [AS_OF - dt.timedelta(days=back) for back in reversed(range(count))]
    pairs = [pair(number, days) for number in range(CLIENTS)]
    files = {"mkdocs.yml": SITE, ".gitignore": IGNORED, "ledger/index.md": "# Today\n"}
    files |= {path: text for each in pairs for path, text in each.files(count - 1).items()}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    if commits:
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
        git = ["git", "-C", str(folder)]
        with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as process:
            if process.stdin:
                process.stdin.writelines(imported(files, pairs, days, commits))
        subprocess.run([*git, "reset", "--quiet"], check=True)
    return folder / "mkdocs.yml"


def imported(files: Files, pairs: list[Pair], days: list[dt.date], commits: int) -> Iterator[bytes]:
    """Yield what `git fast-import` reads: each file's versions one after another, then the commits."""
    ends = [max(round(len(days) * (number + 1) / commits) - 1, 0) for number in range(commits)]
    changed: list[list[str]] = [[] for _ in ends]
    mark = 0
    for each in pairs:
        before: Files = {}
        for number, day in enumerate(ends):
            after = each.files(day)
            for path in [path for path in after if after[path] != before.get(path)]:
                mark += 1
                yield f"blob\nmark :{mark}\n".encode() + _data(after[path])
                changed[number].append(f"M 100644 :{mark} {path}\n")
            before = after
    rest = {path: text for path, text in files.items() if "clients/" not in path and "contracts/" not in path}
    for number, day in enumerate(ends):
        seconds = int(dt.datetime.combine(days[day], dt.time(18), dt.UTC).timestamp()) + number % 60
        who = f"Robin <robin@example.org> {seconds} +0000"
        yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode() + _data(f"Day {number + 1}")
        if number == 0:
            yield from (f"M 100644 inline {path}\n".encode() + _data(rest[path]) for path in rest)
        yield "".join(changed[number]).encode()


def _data(text: str) -> bytes:
    data = text.encode()
    return f"data {len(data)}\n".encode() + data + b"\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", type=float, default=5)
    parser.add_argument("--commits", type=int, default=0)
    arguments = parser.parse_args()
    print(write_years(arguments.folder, arguments.years, commits=arguments.commits))
