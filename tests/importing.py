"""Exports written by us in the shape of the real ones, read and imported by the tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result

from client_ledger.cli import main
from client_ledger.disk.undo import FOLDER
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Options, Reading
from client_ledger.importers.numbers import hours_text
from client_ledger.importers.run import read_export
from client_ledger.importers.source_file import Export
from writing import CLIENT, CONTRACT, write_site

FIXTURES = Path(__file__).parent / "importers" / "fixtures"
PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
FIELDS = CONTRACT.removesuffix("---\n")
INVOICES = (
    "invoices:\n"
    '  - {id: "0007", issued: 2026-03-02, amount: 1200.50}\n'
    '  - {id: "0008", issued: 2026-03-02, amount: 300}\n'
    '  - {id: "0009", issued: 2026-03-02, amount: 70}\n'
)


def fixture(name: str) -> str:
    """Return a fixture's text without a byte order mark, its line ends as they are."""
    return (FIXTURES / name).read_bytes().decode("utf-8-sig")


def read(kind: str, data: str | bytes, **options: object) -> Reading:
    """Return what an importer reads in a text; the freelancer lives in Paris."""
    given = replace(Options(PARIS, PARIS), **options)
    return read_export(IMPORTERS[kind], Export("export", data.encode() if isinstance(data, str) else data), given)


def hours(reading: Reading) -> list[tuple[str, str, str]]:
    """Return each entry's day, hours and task."""
    return [(item.day.isoformat(), hours_text(item.hours), item.task) for item in reading.items]


def ledger(folder: Path, contract: str | bytes = CONTRACT, options: str = "timezone: Europe/Paris") -> Path:
    """Write a ledger of the client acme with the contract acme-site."""
    files: dict[str, str | bytes] = {"clients/acme.md": CLIENT, "contracts/acme-site.md": contract}
    return write_site(folder, files, options)


def run(site_file: Path, kind: str, file: Path, *arguments: str) -> Result:
    """Run `client-ledger import` for the contract, or for whom the arguments name."""
    whose = () if "--client" in arguments else ("--contract", "acme-site")
    return CliRunner().invoke(
        main, ["import", kind, str(file), *whose, "-f", str(site_file), "--yes", *arguments], catch_exceptions=False
    )


def written(site_file: Path) -> dict[str, bytes]:
    """Return every file of the ledger, but for the lock of what writes to it."""
    root = site_file.parent / "ledger"
    files = (path for path in root.rglob("*") if path.is_file() and path.parent.name != FOLDER)
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def kind_of(name: str) -> str:
    return name.partition(".")[0].removesuffix("-payments")
