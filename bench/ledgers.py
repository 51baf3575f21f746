"""Writes ledgers in our format, of any size: `python bench/ledgers.py DIR --size T|S|M|L [--commits N]`.

T is 20 clients with 60 contracts, S 50 with 150, M 500 with 1,500, L 2,000 with 6,000; about 40 records a contract, 30
messages a client, and a body of 40 lines each. The same size always gives the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import subprocess
from pathlib import Path

SIZES = {"T": 20, "S": 50, "M": 500, "L": 2000}
CONTRACTS_PER_CLIENT = 3
AS_OF = dt.date(2026, 11, 20)
WORDS = (
    *("brief", "layout", "review", "banner", "catalogue", "invoice", "meeting", "shop"),
    *("update", "photo", "colour", "draft", "print", "fair", "launch"),
)
SITE = """site_name: Bench
site_url: https://example.org/
docs_dir: ledger
theme:
  name: client-ledger
plugins:
  - search
  - client-ledger:
      currency: EUR
      timezone: Europe/Paris
      working_hours: {mon-fri: 09:00-18:00}
      exchange_rates: {USD: 0.92}
      income_goal: 4500
      target_rate: 60
      as_of: 2026-11-20
"""


def text(random_: random.Random, count: int) -> str:
    """Return a few words."""
    return " ".join(random_.choices(WORDS, k=count))


def body(random_: random.Random) -> str:
    """Return 40 lines of Markdown."""
    lines = []
    for section in range(4):
        lines += [f"## {text(random_, 3).capitalize()} {section}", ""]
        lines += [f"- {text(random_, 8)}" for _ in range(4)] + [""]
        lines += [f"{text(random_, 12).capitalize()}, **{text(random_, 2)}**.", "", ""]
    return "\n".join(lines)


def client(random_: random.Random, number: int) -> str:
    """Return one client's file."""
    lines = ["---", f"name: Client {number:04}", "since: 2024-02-01", "reviewed: 2026-11-01"]
    lines += ["currency: USD", "timezone: America/New_York"] if number % 5 == 0 else []
    lines += ["messages:"]
    for _ in range(30):
        day = AS_OF - dt.timedelta(days=random_.randrange(400))
        reply = ", reply: now" if random_.random() < 0.1 else ""
        lines.append(
            f"  - {{at: {day} {random_.choice([8, 10, 11, 15, 17, 21, 23]):02}:{random_.randrange(60):02}, "
            f"text: {text(random_, 4)}{reply}}}"
        )
    if number % 7 == 0:
        lines += [
            "incidents:",
            f"  - {{date: 2026-{random_.randrange(1, 11):02}-10, kind: haggling, text: over the price}}",
        ]
    if number % 9 == 0:
        lines += ["boundaries:", "  - {date: 2026-09-01, sign: disrespected-time, text: I answer in working hours}"]
    return "\n".join([*lines, "---", "", body(random_)])


def contract(random_: random.Random, owner: str, number: int) -> str:
    """Return one contract's file, with 12 invoices, 24 hours and 4 requests."""
    lines = ["---", f"client: {owner}", f"title: {text(random_, 3).capitalize()} {number}"]
    lines += [f"stage: {random_.choice(['active', 'active', 'signed', 'completed', 'proposal', 'lead'])}"]
    lines += ["signed: 2025-10-01", "start: 2025-10-01", "end: 2027-03-31", "payment_terms: 30", "notice: 30"]
    lines += ["billing: hourly", "rate: 65", "hours_per_week: 4", "late_fee: {percent_per_year: 8}", "invoices:"]
    for count in range(12):
        issued = AS_OF - dt.timedelta(days=30 * count + random_.randrange(20))
        late = random_.choice([20, 25, 29, 30, 31, 35, 60])
        paid = f", paid: {issued + dt.timedelta(days=late)}" if count > 1 or random_.random() < 0.5 else ""
        amount = random_.randrange(200, 900)
        lines.append(f"  - {{id: {number}-{count}, issued: {issued}, amount: {amount}.50{paid}}}")
    lines += ["hours:"]
    for _ in range(24):
        day = AS_OF - dt.timedelta(days=random_.randrange(360))
        scope = ", in_scope: no" if random_.random() < 0.08 else ""
        lines.append(
            f"  - {{date: {day}, hours: {random_.choice(['1:30', '2', '4.5', '6'])}, task: {text(random_, 3)}{scope}}}"
        )
    lines += ["requests:"]
    for _ in range(4):
        day = AS_OF - dt.timedelta(days=random_.randrange(360))
        lines.append(f"  - {{date: {day}, text: {text(random_, 5)}, answer: accepted}}")
    return "\n".join([*lines, "---", "", body(random_)])


def write(folder: Path, clients: int, *, commits: int = 0) -> Path:
    """Write a ledger of so many clients below a folder, with so many commits, and return its mkdocs.yml."""
    random_ = random.Random(20261120)
    files = {Path("mkdocs.yml"): SITE, Path("ledger/index.md"): "# Today\n"}
    for number in range(clients):
        owner = f"client-{number:04}"
        files[Path(f"ledger/clients/{owner}.md")] = client(random_, number)
        for each in range(CONTRACTS_PER_CLIENT):
            name = f"ledger/contracts/{owner}-{each}.md"
            files[Path(name)] = contract(random_, owner, number * CONTRACTS_PER_CLIENT + each)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    if commits:
        _commit(folder, commits, random_)
    return folder / "mkdocs.yml"


def _commit(folder: Path, commits: int, random_: random.Random) -> None:
    """Make a history: the first commit holds everything, each later one appends an hour to some contract."""

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.name", "Bench")
    git("config", "user.email", "bench@example.org")
    git("config", "gc.auto", "0")
    git("add", "-A")
    git("commit", "-q", "-m", "Begin")
    contracts = sorted((folder / "ledger/contracts").glob("*.md"))
    for number in range(1, commits):
        path = random_.choice(contracts)
        line = f"hours:\n  - {{date: 2026-11-{number % 19 + 1:02}, hours: 1, task: commit {number}}}\n"
        path.write_text(path.read_text(encoding="utf-8").replace("hours:\n", line, 1), encoding="utf-8")
        git("commit", "-q", "-a", "-m", f"Log an hour {number}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--commits", type=int, default=0)
    arguments = parser.parse_args()
    print(write(arguments.folder, SIZES[arguments.size], commits=arguments.commits))
