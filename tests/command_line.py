"""A small ledger, and commands run in it as typed."""

from pathlib import Path

from click.testing import CliRunner

from client_ledger.cli import main
from writing import CLIENT, CONTRACT

FIELDS = CONTRACT.removesuffix("---\n")
INVOICES = (
    "invoices:\n"
    "  - {id: A-1, issued: 2026-03-02, amount: 100.50}   # first\n"
    "  - {id: A-2, issued: 2026-03-02, amount: 100, payments: [{date: 2026-03-05, amount: 40}]}\n"
    "  - id: A-3\n    issued: 2026-03-02\n    amount: 100\n    paid:   # not yet\n"
    "  - {id: A-4, issued: 2026-03-02, amount: 100, void: yes}\n"
)
FILES: dict[str, str | bytes] = {
    "clients/acme.md": CLIENT,
    "clients/apex.md": CLIENT.replace("Acme", "Apex Gardens"),
    "contracts/acme-site.md": FIELDS + INVOICES + "---\n",
    "contracts/acme-old.md": CONTRACT.replace("active", "completed"),
}


def run(site_file: Path, *arguments: str):
    result = CliRunner().invoke(main, [*arguments, "-f", str(site_file)], catch_exceptions=False)
    return result.exit_code, result.output


def lines_added(site_file: Path) -> list[str]:
    new = []
    for path, before in FILES.items():
        after = (site_file.parent / "ledger" / path).read_text(encoding="utf-8").splitlines()
        new += [line.strip() for line in after if line not in str(before).splitlines()]
    return new
