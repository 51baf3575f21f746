"""Tables and the report in the built site: stable columns, exact amounts, no formulas, nothing unescaped."""

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from acting import OPTIONS, client, contract, judged, ledger
from client_ledger.exports.feeds import CLIENTS, HOURS, INVOICES, feeds, table
from client_ledger.text.message import Formatter
from writing import write_site

DAY = "2026-03-01"
FILES = ledger(
    client('name: "=cmd()"', "country: FR", "reviewed: 2026-02-01").replace("name: Acme\n", ""),
    contract(
        "late_fee: {percent_per_year: 10}",
        "payment_terms: 10",
        hours=[
            "date: 2026-01-05, hours: '1:20', task: 'A, \"b\"'",
            "date: 2026-01-06, hours: 2, in_scope: no, paid: no",
        ],
        invoices=[
            "id: A, issued: 2026-01-01, period: 2025-12, amount: 1000.1, payments: [{date: 2026-01-31, amount: 400.1}]",
            "id: B, issued: 2026-01-02, amount: 5, void: yes, disputed: '+not agreed'",
            "id: C, issued: 2026-03-02, amount: 5",
        ],
    ),
)


def rows(folder, name):
    data = feeds(judged(folder, FILES, DAY), Formatter())[f"feeds/{name}.csv"]
    return list(csv.DictReader(data.decode().splitlines(keepends=True)))


def test_invoices_have_their_columns_and_exact_amounts(tmp_path):
    one, two = rows(tmp_path, "invoices")
    assert tuple(one) == INVOICES
    assert one == {
        "client": "acme",
        "contract": "site-1",
        "invoice": "A",
        "issued": "2026-01-01",
        "due": "2026-01-11",
        "period": "2025-12",
        "currency": "EUR",
        "amount": "1000.10",
        "received": "400.10",
        "open": "600.00",
        "settled": "",
        "days_late": "49",
        "late_fee": "10.25",  # 1000.10 × 10 % × 20/365 + 600 × 10 % × 29/365
        "void": "false",
        "disputed": "",
        "file": "contracts/site-1.md",
        "line": one["line"],
        "vat": "0",
        "withholding": "0",
        "payable": "1000.10",
        "credited": "0.00",
        "returned": "0.00",
        "written_off": "",
        "reminders": "0",
        "exchange_rate": "1",
        "expected": "2026-01-11",
    }
    assert (two["void"], two["open"], two["days_late"], two["disputed"]) == ("true", "0.00", "", "'+not agreed")


def test_hours_have_their_columns_and_what_is_unpaid(tmp_path):
    one, two = rows(tmp_path, "hours")
    assert tuple(one) == HOURS
    assert (one["hours"], one["unpaid_hours"], one["in_scope"], one["task"]) == ("1.3333", "0", "true", 'A, "b"')
    assert (two["hours"], two["unpaid_hours"], two["in_scope"], two["task"]) == ("2", "2", "false", "")


def test_clients_have_their_columns_and_no_formula(tmp_path):
    (one,) = rows(tmp_path, "clients")
    assert tuple(one) == CLIENTS
    assert one["name"] == "'=cmd()"
    assert (one["open"], one["overdue"], one["reviewed"], one["country"]) == ("600.00", "600.00", "2026-02-01", "FR")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝"])
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(start):
    data = table(("text", "number"), [(f"{start}1+1", Decimal("-1.50"))])
    assert list(csv.reader(StringIO(data.decode(), newline="")))[1] == [f"'{start}1+1", "-1.50"]


@pytest.mark.parametrize(("name", "columns"), [("invoices", INVOICES), ("hours", HOURS), ("clients", CLIENTS)])
def test_the_docs_name_the_columns_in_their_order(name, columns):
    page = (Path(__file__).resolve().parents[2] / "docs/feeds.md").read_text(encoding="utf-8")
    section = page.partition(f"## `feeds/{name}.csv`")[2].partition("\n## ")[0]
    (line,) = (line for line in section.splitlines() if line.startswith("`client` "))
    assert tuple(line.replace("`", "").split()) == columns


def test_the_site_holds_every_feed_the_plan_of_each_client_and_what_former_ones_taught(tmp_path):
    config = write_site(tmp_path, FILES, f"{OPTIONS}\nas_of: {DAY}")
    build(load_config(str(config), site_dir=str(tmp_path / "site"), strict=True))
    site = tmp_path / "site"
    for path, data in feeds(judged(tmp_path, FILES, DAY, f"{OPTIONS}\nas_of: {DAY}"), Formatter()).items():
        assert (site / path).is_file()
        if not path.endswith(".ics"):
            assert (site / path).read_bytes() == data
    assert json.loads((site / "feeds/report.json").read_text())["schema"] == 2
    page = (site / "exit/acme/index.html").read_text(encoding="utf-8")
    assert "Leaving =cmd()" in page
    assert "€600.00" in page
    assert (site / "exit/index.html").is_file()
    money = (site / "money/index.html").read_text(encoding="utf-8")
    assert all(f'href="../feeds/{name}" download' in money for name in ("invoices.csv", "hours.csv", "report.json"))


def test_a_recorded_last_day_stands_on_the_pipeline(tmp_path):
    acme = client(decisions=["date: 2026-02-01, decision: leave, last_day: 2026-03-27"])
    config = write_site(tmp_path, ledger(acme, contract()), f"{OPTIONS}\nas_of: {DAY}")
    build(load_config(str(config), site_dir=str(tmp_path / "site"), strict=True))
    for page in ("pipeline/index.html", "exit/index.html", "index.html"):
        assert "27 Mar 2026" in (tmp_path / "site" / page).read_text(encoding="utf-8"), page


def test_dinars_keep_three_places_and_yen_none(tmp_path):
    dinars = contract("currency: KWD", invoices=["id: B1, issued: 2026-01-01, amount: 333.333"])
    yen = contract("currency: JPY", invoices=["id: J1, issued: 2026-01-01, amount: 100001"])
    options = OPTIONS.replace("USD: 0.8", "KWD: 2.8, JPY: 0.0061")
    data = feeds(judged(tmp_path, ledger(client(), dinars, yen), DAY, options), Formatter())["feeds/invoices.csv"]
    found = [(row["amount"], row["open"]) for row in csv.DictReader(StringIO(data.decode()))]
    assert found == [("333.333", "333.333"), ("100001", "100001")]
