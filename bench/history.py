"""What 3,000 commits of history over 2,000 files add: cold, warm, after one commit more, an amended one, a merge.

Each is all that a site needs of the history: every trail, where each record comes from, what the last 7 days
changed, and what tells whether a page has to be drawn again. Twice the commits are set against half of them.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from client_ledger.book.site_file import read_site_file
from client_ledger.cache import FOLDER
from client_ledger.history import read_history
from client_ledger.judging.judgement import judge_project
from client_ledger.pages.verdict_changes import past_of
from client_ledger.project import read_project

FIRST, LATER, AGAIN = 8.0, 0.5, 1.05
HOURS_BETWEEN_COMMITS = 7
LAST_DAYS = 7
CONTRACTS_A_CLIENT = 3
START = datetime(2024, 1, 1, 12, tzinfo=UTC)
MKDOCS = """site_name: Ledger
docs_dir: ledger
theme: client-ledger
plugins:
  - client-ledger:
      timezone: Europe/Paris
"""
BODY = "\n".join(f"Line {number} of the notes, as long as such lines are." for number in range(40))


def _day(number: int) -> str:
    return (date(2024, 1, 1) + timedelta(days=number % 900)).isoformat()


def client(number: int, records: int) -> str:
    """Return a client's file with this many messages."""
    rows = (f'  - {{at: {_day(row)} 10:{row % 60:02}, text: "Message {row}", channel: mail}}' for row in range(records))
    return "\n".join(["---", f"name: Client {number}", "status: active", "messages:", *rows, "---", BODY, ""])


def contract(number: int, records: int) -> str:
    """Return a contract's file with this many hours records."""
    rows = (f"  - {{date: {_day(row)}, hours: 2.5, task: Part {row}, in_scope: yes}}" for row in range(records))
    head = ["---", f"client: client-{number // CONTRACTS_A_CLIENT}", f"title: Contract {number}", "stage: active"]
    return "\n".join([*head, "billing: hourly", "rate: 70", "hours:", *rows, "---", BODY, ""])


def make(top: Path, clients: int, commits: int) -> None:
    """Make a repository: one commit of all files, then one record a commit, here and there."""
    contracts = clients * CONTRACTS_A_CLIENT
    files = {f"ledger/clients/client-{number}.md": (client, number, 30) for number in range(clients)}
    files |= {f"ledger/contracts/contract-{number}.md": (contract, number, 40) for number in range(contracts)}
    names = list(files)
    parts: list[bytes] = []

    def blob(path: str, text: str) -> bytes:
        data = text.encode()
        return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"

    for number in range(commits):
        seconds = int((START + timedelta(hours=HOURS_BETWEEN_COMMITS * number)).timestamp())
        when = f"Robin <robin@example.org> {seconds} +0000"
        parts.append(f"commit refs/heads/main\nauthor {when}\ncommitter {when}\ndata 6\nRecord\n".encode())
        if number == 0:
            parts.append(blob("mkdocs.yml", MKDOCS))
            parts += [blob(path, write(which, records)) for path, (write, which, records) in files.items()]
            continue
        path = names[number * 7919 % len(names)]
        write, which, records = files[path]
        files[path] = (write, which, records + 1)
        parts.append(blob(path, write(which, records + 1)))
    top.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(top)], check=True)
    subprocess.run(["git", "-C", str(top), "fast-import", "--quiet"], input=b"".join(parts), check=True)
    subprocess.run(["git", "-C", str(top), "reset", "--quiet", "--hard"], check=True)


class Bench:
    """A repository, and the processor seconds that are spent on its history, git's own among them."""

    def __init__(self, top: Path, clients: int, commits: int) -> None:
        make(top, clients, commits)
        self.top = top
        self.day = (START + timedelta(hours=HOURS_BETWEEN_COMMITS * commits)).date()

    def added(self) -> float:
        """Return the seconds that the history adds to a build which has read and judged the ledger."""
        project = read_project(read_site_file(self.top / "mkdocs.yml"))
        judgement = judge_project(project, self.day)
        ledger = project.ledger
        statuses = [each.status for each in judgement.clients.values()]  # judged before, not while it is measured
        places = [record.place for found in ledger.clients.values() for record in found.messages]
        places += [found.hours[0].place for found in ledger.contracts.values()]
        gc.collect()
        gc.freeze()  # what was there before is not the history's to look through
        start = _spent()
        history = read_history(project.site)
        shown = {entry.id for day in history.whole for entry in day.entries if entry.kind in ("client", "contract")}
        unknown = [place for place in places if history.record(place).recorded is None]
        past = past_of(judgement, history, self.day - timedelta(days=LAST_DAYS))
        keys = {history.digests.of(each.id, (), [each.place.file]) for each in ledger.clients.values()}
        keys |= {history.digests.of("", [each.id], [each.place.file]) for each in ledger.contracts.values()}
        keys.add(history.digests.whole)
        spent = _spent() - start
        gc.unfreeze()
        if len(statuses) != len(ledger.clients) or len(keys) != len(shown) + 1:
            sys.exit("the history is not told apart")
        if unknown or len(shown) != len(ledger.clients) + len(ledger.contracts) or not past.statuses:
            sys.exit("the history is not whole")
        return spent

    def again(self) -> float:
        """Return the fewest seconds of three builds that begin with the same cache."""
        cache, kept = self.top / FOLDER, self.top.with_suffix(".cache")
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(cache, kept)
        found = []
        for _ in range(3):
            shutil.rmtree(cache)
            shutil.copytree(kept, cache)
            found.append(self.added())
        return min(found)

    def edit(self, number: int, status: str) -> None:
        """Change a client's file."""
        file = self.top / "ledger" / "clients" / f"client-{number}.md"
        file.write_text(file.read_text().replace("status: active", f"status: {status}"))

    def git(self, *arguments: str) -> None:
        """Run git as somebody."""
        author = ["-c", "user.name=Robin", "-c", "user.email=robin@example.org"]
        when = {"GIT_AUTHOR_DATE": f"{self.day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{self.day}T12:00:00Z"}
        subprocess.run(["git", "-C", str(self.top), *author, *arguments], check=True, env={**os.environ, **when})


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def later(bench: Bench) -> Iterator[tuple[str, float]]:
    """Yield the seconds of later builds, each after something else has happened."""
    yield "the next", bench.again()
    bench.edit(0, "paused")
    yield "with an edit", bench.again()
    bench.git("commit", "--quiet", "--all", "--message=Pause")
    yield "after one commit", bench.again()
    bench.edit(1, "paused")
    bench.git("commit", "--quiet", "--all", "--amend", "--message=Pause two")
    yield "after amending it", bench.again()
    bench.git("checkout", "--quiet", "-b", "side")
    bench.edit(2, "paused")
    bench.git("commit", "--quiet", "--all", "--message=Side")
    bench.git("checkout", "--quiet", "main")
    bench.edit(3, "paused")
    bench.git("commit", "--quiet", "--all", "--message=Main")
    bench.git("merge", "--quiet", "--no-edit", "side")
    yield "after a merge", bench.again()


def main() -> int:
    """Print what was measured against the limits; return 1 when one is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--commits", type=int, default=3000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-history-") as temporary:
        half = Bench(Path(temporary, "half"), given.clients, given.commits // 2).added()
        bench = Bench(Path(temporary, "whole"), given.clients, given.commits)
        first = bench.added()
        found = [("the first", first, FIRST)]
        found += [(name, spent, LATER) for name, spent in later(bench)]
    print(f"{given.commits} commits over {given.clients * (1 + CONTRACTS_A_CLIENT)} files, processor seconds added")
    for name, spent, limit in found:
        print(f"{name:20} {spent:6.2f} s   limit {limit} s")
    print(f"{'twice the commits':20} {first / half:6.2f} ×   limit 2 ×")
    return 1 if any(spent > limit for _, spent, limit in found) or first / half > 2 * AGAIN else 0


if __name__ == "__main__":
    sys.exit(main())
