"""Begins a new importer: module, fixture, test, and its lines in the registry, the documentation and the changelog.

`python3 dev.py new-importer NAME` runs this; what it writes works, for a CSV of days and hours, and a test names the
files in which a text is left to write.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from new_sign import UNWRITTEN

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
FILE = f"{UNWRITTEN}: where the program exports it, as CSV"

MODULE = '''"""{title}: {file}."""

from __future__ import annotations

from client_ledger.importers.importer import Importer, Options, Reading, Work
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Row, Table
from client_ledger.importers.rows import dates_of, numbers_of, read_rows
from client_ledger.importers.time_entries import task_of


def _table(export: Export) -> Table | None:
    return export.table(("{name} id",), ("day",), ("hours",))


def read(export: Export, options: Options) -> Reading:
    """Return the entries."""
    table = _table(export) or Table(frozenset(), (), ())
    dates, numbers = dates_of(table, options, "day"), numbers_of(table, options, "hours")

    def work(row: Row) -> Work:
        day, hours = dates.day(row.get("day")), numbers.hours(row.get("hours"))
        return Work(row.line, day, hours, task_of(row.get("task")), row.get("{name} id"))

    return read_rows(table, options, work)


{constant} = Importer(
    "{name}",
    "{title} CSV",
    "{file}",
    ("hours",),
    lambda export: _table(export) is not None,
    read,
)
'''
FIXTURE = "{name} id,Day,Task,Hours\n1,2026-03-02,Header,1.5\n2,2026-03-03,{text},0:20\n"
TEST = '''"""{title}."""

from importing import fixture, hours, read


def test_the_entries():
    reading = read("{name}", fixture("{name}.csv"))
    assert hours(reading) == [("2026-03-02", "1.5", "Header"), ("2026-03-03", "0:20", "{text}")]
'''


def new_files(name: str) -> dict[str, str]:
    """Return the files of a new importer by their paths."""
    module = name.replace("-", "_")
    words = {"name": name, "title": name.replace("-", " ").title(), "file": FILE, "text": UNWRITTEN}
    words["constant"] = module.upper()
    return {
        f"plugins/client_ledger/importers/{module}.py": MODULE.format(**words),
        f"tests/importers/fixtures/{name}.csv": FIXTURE.format(**words),
        f"tests/importers/test_{module}.py": TEST.format(**words),
    }


def changed_files(root: Path, name: str) -> dict[str, str]:
    """Return the files that tell of a new importer, with its lines in them."""
    module, title = name.replace("-", "_"), name.replace("-", " ").title()
    package = "client_ledger.importers"
    registry, docs, changelog = f"plugins/{package.replace('.', '/')}/__init__.py", "docs/importing.md", "CHANGELOG.md"
    texts = {file: (root / file).read_text(encoding="utf-8") for file in (registry, docs, changelog)}
    lines = texts[registry].splitlines(keepends=True)
    new = f"from {package}.{module} import {module.upper()}\n"
    at = next(index for index, line in enumerate(lines) if line.startswith("from ") and line > new)
    texts[registry] = "".join([*lines[:at], new, *lines[at:]]).replace(
        "        MAIL,\n", f"        {module.upper()},\n        MAIL,\n"
    )
    texts[docs] = texts[docs].replace("| `mail` |", f"| `{name}` | {FILE} | hours |\n| `mail` |", 1)
    texts[changelog] = texts[changelog].replace(
        "### Added\n\n", f"### Added\n\n- {title}'s hours can be imported.\n", 1
    )
    return texts


def main(arguments: list[str]) -> int:
    """Write a new importer and return the exit code."""
    if len(arguments) != 1 or not NAME.fullmatch(arguments[0]):
        sys.stderr.write("python3 dev.py new-importer NAME, in small letters, digits and hyphens\n")
        return 2
    new = new_files(arguments[0])
    if taken := [file for file in new if (ROOT / file).exists()]:
        sys.stderr.write(f"there is {taken[0]} already\n")
        return 1
    for file, text in {**new, **changed_files(ROOT, arguments[0])}.items():
        (ROOT / file).write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
