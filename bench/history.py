"""Reading 3,000 commits of history over 2,000 files: cold, warm, one commit later, and against half as many."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from client_ledger.book.load import load
from client_ledger.book.problems import Place
from client_ledger.history import History, read_history
from client_ledger.settings import SiteFile, read_site_file

FIRST, LATER, AGAIN = 8.0, 0.5, 1.05
CONTRACTS_A_CLIENT = 3
MKDOCS = "site_name: Ledger\ndocs_dir: ledger\nplugins:\n  - client-ledger:\n      timezone: Europe/Paris\n"
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
    start = datetime(2024, 1, 1, 12, tzinfo=UTC)
    parts: list[bytes] = []

    def blob(path: str, text: str) -> bytes:
        data = text.encode()
        return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"

    for number in range(commits):
        when = f"Robin <robin@example.org> {int((start + timedelta(hours=number)).timestamp())} +0000"
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


def ask(site: SiteFile, places: list[Place]) -> History:
    """Ask of the history all that a whole site shows: every trail, and where each message was recorded."""
    history = read_history(site)
    trails = sum(len(day.entries) for day in history.whole)
    for place in places:
        if history.record(place).recorded is None:
            sys.exit(f"no commit recorded {place}")
    return history


def timed(site: SiteFile, places: list[Place]) -> float:
    """Return the processor seconds of one reading, git's own among them."""
    start = _spent()
    ask(site, places)
    return _spent() - start


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(folder: Path, clients: int, commits: int) -> tuple[float, float, float]:
    """Return the processor seconds of a first reading, of the next, and of one after another commit."""
    top = folder / f"{clients}-{commits}"
    make(top, clients, commits)
    site = read_site_file(top / "mkdocs.yml")
    ledger = load(site.docs_dir, site.settings.zone)
    places = [record.place for found in ledger.clients.values() for record in found.messages]
    places += [found.hours[0].place for found in ledger.contracts.values()]
    first, warm = timed(site, places), min(timed(site, places) for _ in range(3))
    file = top / "ledger" / "clients" / "client-0.md"
    file.write_text(file.read_text().replace("status: active", "status: paused"))
    author = ["-c", "user.name=Robin", "-c", "user.email=robin@example.org"]
    subprocess.run(["git", "-C", str(top), *author, "commit", "--quiet", "--all", "--message=Pause"], check=True)
    later = timed(site, places)
    shutil.rmtree(top)
    return first, warm, later


def main() -> int:
    """Print what was measured against the limits; return 1 when one is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--commits", type=int, default=3000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-history-") as temporary:
        first, warm, later = measure(Path(temporary), given.clients, given.commits)
        half, _, _ = measure(Path(temporary), given.clients, given.commits // 2)
    files = given.clients * (1 + CONTRACTS_A_CLIENT)
    print(f"{given.commits} commits over {files} files")
    print(f"first reading        {first:6.2f} s   limit {FIRST} s")
    print(f"the next             {warm:6.2f} s   limit {LATER} s")
    print(f"after one commit     {later:6.2f} s   limit {LATER} s")
    print(f"twice the commits    {first / half:6.2f} ×   limit 2 ×")
    return 1 if first > FIRST or warm > LATER or later > LATER or first / half > 2 * AGAIN else 0


if __name__ == "__main__":
    sys.exit(main())
