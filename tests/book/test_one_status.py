"""What of an invoice is late, open or income is told in one place."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "client_ledger"
COMPARED = re.compile(r"(settled\w*|paid|day)( or [\w.]+)*\)? - [\w.]*\bdue\b|\bdue\b < [\w.]*(day|settled|paid)")


def test_no_other_file_compares_due_days_with_days_paid():
    found = [
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "invoice_status.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if COMPARED.search(line)
    ]
    assert found == [], "ask an InvoiceStatus"
