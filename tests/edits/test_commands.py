"""`client-ledger add` and `paid`, as typed."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from terminals import typed
from writing import CLIENT, CONTRACT, write_site

AUCKLAND = ZoneInfo("Pacific/Auckland")
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


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    return write_site(tmp_path, FILES, "timezone: Pacific/Auckland")


def run(site_file: Path, *arguments: str):
    result = CliRunner().invoke(main, [*arguments, "-f", str(site_file)], catch_exceptions=False)
    return result.exit_code, result.output


def lines_added(site_file: Path) -> list[str]:
    new = []
    for path, before in FILES.items():
        after = (site_file.parent / "ledger" / path).read_text(encoding="utf-8").splitlines()
        new += [line.strip() for line in after if line not in str(before).splitlines()]
    return new


def test_hours_take_a_second(site_file: Path):
    today = datetime.now(AUCKLAND).date()
    code, output = run(site_file, "add", "hours", "acme-s", "1:30", "Draft")
    assert (code, output) == (
        0,
        f"added ledger/contracts/acme-site.md:16: {{date: {today}, hours: 1:30, task: Draft}}\n",
    )
    assert lines_added(site_file) == ["hours:", f"- {{date: {today}, hours: 1:30, task: Draft}}"]


ADDED = [
    (
        "invoice acme-site A-9 1800.50 --issued 2026-03-02 --due 2026-04-01 --period 2026-03",
        "{id: A-9, issued: 2026-03-02, amount: 1800.50, due: 2026-04-01, period: 2026-03}",
    ),
    (
        "hours acme-site 2 --date 2026-03-02 --out-of-scope --unpaid --id x-1",
        "{date: 2026-03-02, hours: 2, in_scope: no, paid: no, id: x-1}",
    ),
    (
        "request acme-site Another-page --date 2026-03-02 --out-of-scope --insisted --answer declined",
        "{date: 2026-03-02, text: Another-page, in_scope: no, answer: declined, insisted: yes}",
    ),
    (
        "request acme A-favour --date 2026-03-02 --unreasonable",
        "{date: 2026-03-02, text: A-favour, reasonable: no}",
    ),
    (
        "message apex Now! --at 2026-03-02\u00a022:41 --reply now --urgent --channel chat",
        '{at: 2026-03-02 22:41, channel: chat, reply: now, urgent: yes, text: "Now!"}',
    ),
    ("incident apex no-show --date 2026-03-02 --severity minor", "{date: 2026-03-02, kind: no-show, severity: minor}"),
    (
        "boundary apex late-payments 14-days --date 2026-03-02",
        "{date: 2026-03-02, sign: late-payments, text: 14-days}",
    ),
    (
        "decision gardens leave Enough --date 2026-03-02 --last-day 2026-03-31",
        "{date: 2026-03-02, decision: leave, why: Enough, last_day: 2026-03-31}",
    ),
]


@pytest.mark.parametrize(("typed", "line"), ADDED, ids=lambda value: str(value).split(" ", maxsplit=1)[0])
def test_every_kind_is_one_line(typed: str, line: str, site_file: Path):
    code, output = run(site_file, "add", *(word.replace("\u00a0", " ") for word in typed.split(" ")))
    assert code == 0, output
    assert lines_added(site_file)[-1] == f"- {line}"
    assert run(site_file, "check")[0] == 0


def test_today_yesterday_and_a_bare_time_are_the_freelancers(site_file: Path):
    today = datetime.now(AUCKLAND).date()
    run(site_file, "add", "message", "apex", "Hi", "--at", "22:41")
    run(site_file, "add", "message", "apex", "Hi", "--at", "yesterday 22:41")
    run(site_file, "add", "incident", "apex", "insult", "--date", "yesterday")
    assert lines_added(site_file) == [
        "messages:",
        f"- {{at: {today} 22:41, text: Hi}}",
        f"- {{at: {today - timedelta(days=1)} 22:41, text: Hi}}",
        "incidents:",
        f"- {{date: {today - timedelta(days=1)}, kind: insult}}",
    ]


def test_a_dry_run_writes_nothing(site_file: Path):
    code, output = run(site_file, "add", "hours", "acme-site", "1", "--date", "2026-03-02", "--dry-run")
    assert (code, output) == (0, "would add ledger/contracts/acme-site.md:16: {date: 2026-03-02, hours: 1}\n")
    assert lines_added(site_file) == []


NOTICED = [
    ("add hours acme-site 1 --date 2099-03-02", "dated 2099-03-02, so it does not count until then"),
    ("add invoice acme-site A-9 5 --issued 2026-03-02 --paid 2025-03-02", "paid on 2025-03-02, 365 days before it was"),
    ("paid A-1 2025-03-20", "paid on 2025-03-20, 347 days before it was issued on 2026-03-02"),
    ("paid A-3 2025-03-20", "paid on 2025-03-20, 347 days before it was issued on 2026-03-02"),
]


@pytest.mark.parametrize(("typed", "notice"), NOTICED)
def test_what_a_line_makes_one_wonder_at_is_said_as_check_says_it(typed: str, notice: str, site_file: Path):
    dry = run(site_file, *typed.split(), "--dry-run")
    code, output = run(site_file, *typed.split())
    assert code == 0
    said = output.splitlines()[1:]
    assert [notice in line and "notice[unlikely-day]" in line for line in said] == [True]
    assert said == dry[1].splitlines()[1:]
    assert said[0] in run(site_file, "check")[1]


def test_of_another_line_nothing_is_said(site_file: Path):
    run(site_file, "add", "hours", "acme-site", "1", "--date", "2099-03-02")
    assert "notice" not in run(site_file, "add", "hours", "acme-site", "1", "--date", "2026-03-02")[1]
    assert "notice" not in run(site_file, "paid", "A-1", "2026-03-20")[1]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("hours acme-site abc", "hours: 'abc' is not a number of hours (write 1.5 or 1:30)"),
        ("hours acme-site 1 --date 2026-13-01", "date: '2026-13-01' is not a date (write YYYY-MM-DD)"),
        ("incident acme insul", "did you mean `insult`?"),
        ("boundary acme late-paiments x", "there is no sign 'late-paiments' (did you mean `late-payments`?)"),
        ("invoice acme-site A-1 5", "the invoice id 'A-1' stands in the ledger twice"),
        ("request acme x --evidence no.png", "evidence: 'no.png' does not exist in the evidence folder"),
        ("hours acme-", "hours is missing"),
        ("hours", "contract is missing"),
        ("hours nobody 1", "there is no contract 'nobody'"),
        ("message a Hi", "'a' can mean acme, apex; write more of it"),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_words(typed: str, why: str, site_file: Path):
    code, output = run(site_file, "add", *typed.split())
    assert code in {1, 2}
    assert why in output
    assert lines_added(site_file) == []


def test_a_record_is_added_below_an_anchor_that_is_given_twice(site_file: Path):
    contract = site_file.parent / "ledger/contracts/acme-site.md"
    before = (
        FIELDS + "invoices:\n  - &x {id: B-1, issued: 2026-03-02, amount: 1}\n"
        "  - &x {id: B-2, issued: 2026-03-02, amount: 1}\n"
    )
    contract.write_text(before + "---\n")
    assert run(site_file, "add", "invoice", "acme-site", "B-3", "5", "--issued", "2026-03-03")[0] == 0
    assert contract.read_text() == before + "  - {id: B-3, issued: 2026-03-03, amount: 5}\n---\n"


def test_of_two_contracts_the_running_one_is_meant(site_file: Path):
    assert "contracts/acme-site.md" in run(site_file, "add", "hours", "acme", "1", "--dry-run")[1]


def test_a_clients_name_means_the_one_contract_that_runs_for_them(site_file: Path):
    client = site_file.parent / "ledger/clients/acme.md"
    client.write_text(CLIENT.replace("Acme", "Zebra Works"))
    assert "contracts/acme-site.md" in run(site_file, "add", "hours", "zebra", "2h30", "--dry-run")[1]
    (site_file.parent / "ledger/contracts/acme-two.md").write_text(CONTRACT)
    assert "there is no contract 'zebra'" in run(site_file, "add", "hours", "zebra", "1", "--dry-run")[1]


def test_a_number_means_no_invoice_of_which_it_is_a_part_of_a_longer_number(site_file: Path):
    contract = site_file.parent / "ledger/contracts/acme-site.md"
    ids = ["F2026-010", "F2026-011", "F2026-021"]
    lines = "".join(f"  - {{id: {identity}, issued: 2026-03-02, amount: 5}}\n" for identity in ids)
    contract.write_text(f"{FIELDS}invoices:\n{lines}---\n")
    assert run(site_file, "paid", "1") == (1, "Error: there is no invoice '1'\n")
    assert "invoice F2026-010, 5 paid" in run(site_file, "paid", "10", "--dry-run")[1]
    assert "invoice F2026-021, 5 paid" in run(site_file, "paid", "6-021", "--dry-run")[1]


PAID = [
    ("A-1 2026-03-20", "- {id: A-1, issued: 2026-03-02, amount: 100.50, paid: 2026-03-20}   # first"),
    (
        "A-1 2026-03-20 --amount 40",
        "- {id: A-1, issued: 2026-03-02, amount: 100.50, payments: [{date: 2026-03-20, amount: 40}]}   # first",
    ),
    (
        "A-2 2026-03-20",
        INVOICES.splitlines()[2].strip().replace("40}]", "40}, {date: 2026-03-20, amount: 60}]"),
    ),
    ("3 20/03/2026", "paid: 2026-03-20   # not yet"),
    (
        "A-1 20.3.2026 --amount 40,50",
        "- {id: A-1, issued: 2026-03-02, amount: 100.50, payments: [{date: 2026-03-20, amount: 40.50}]}   # first",
    ),
]


@pytest.mark.parametrize(("typed", "line"), PAID)
def test_paid_changes_one_line(typed: str, line: str, site_file: Path):
    code, output = run(site_file, "paid", *typed.split())
    assert code == 0, output
    assert lines_added(site_file) == [line]
    assert run(site_file, "check")[0] == 0


def test_paid_fills_the_cell_of_a_csv(tmp_path: Path):
    rows = 'id,issued,amount,paid,disputed\r\nB-1,2026-03-02,5,,"no, ""late"""\r\nB-2,2026-03-02,5,2026-03-03,\r\n'
    contract = FIELDS + "invoices: b.csv\n---\n"
    site_file = write_site(
        tmp_path, {"clients/acme.md": CLIENT, "contracts/b.md": contract, "contracts/b.csv": rows.encode()}
    )
    assert run(site_file, "paid", "B-1", "2026-03-20")[0] == 0
    written = (tmp_path / "ledger/contracts/b.csv").read_bytes().decode()
    assert written == rows.replace("5,,", "5,2026-03-20,", 1)
    assert "already" in run(site_file, "paid", "B-2")[1]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("A-4", "invoice A-4 is void"),
        ("A-9", "there is no invoice 'A-9' (did you mean 'A-"),
        ("A-", "'A-' can mean A-1, A-2, A-3, A-4; write more of it"),
        ("A-1 soon", "'soon' is not a date (write YYYY-MM-DD)"),
        ("A-1 2026-03-20 --amount 1,800", "'1,800' can mean 1800 or 1.8; write one of them"),
        ("A-1 03/02/2026", "'03/02/2026' can mean 2026-02-03 or 2026-03-02; write one of them, or use --date-order"),
        ("1-1", "there is no invoice '1-1'"),
        ("A-1 2026-03-20 --amount 0", "0 is not more than 0"),
    ],
)
def test_paid_refuses(typed: str, why: str, site_file: Path):
    code, output = run(site_file, "paid", *typed.split())
    assert code == 1
    assert why in output
    assert lines_added(site_file) == []


TYPED = [
    (
        ["add", "incident"],
        ["apex", "rudeness", "insult", "Words"],
        "kind: insult, text: Words}",
        [
            "   2  apex  Apex Gardens",
            "Client, by its number in the list or its id: ",
            "'rudeness' is not one of",
            "Text (Enter for none): ",
        ],
    ),
    (
        ["add", "invoice"],
        ["1", "A-1", "A-9", "1,500", "1.800,50"],
        "amount: 1800.50}",
        [
            "   1  acme-site  Acme  50.00 EUR an hour",
            "Contract, by its number",
            "Number: ",
            "the ledger already has the number 'A-1'",
            "'1,500' can mean",
        ],
    ),
    (
        ["add", "boundary", "acme"],
        ["late-paymnts", "late-payments", "14 days"],
        "sign: late-payments, text: 14 days}",
        ["Sign (", "there is no sign 'late-paymnts'"],
    ),
    (
        ["add", "request"],
        ["nobody", "apex", "More"],
        "text: More}",
        ["   3  apex  Apex Gardens", "Contract or client, by its number", "there is no client or contract 'nobody'"],
    ),
    (["add", "decision", "acme"], ["leave", ""], "decision: leave}", ["Decision (keep, leave): "]),
    (
        ["paid"],
        ["A-4x", "A-1"],
        "paid: {today}}   # first",
        ["   2  A-2  Acme  60.00 EUR  due 2026-04-01", "Invoice, by its number", "there is no invoice 'A-4x'"],
    ),
    (["paid"], ["3"], "paid: {today}   # not yet", ["   3  A-3  Acme  100.00 EUR"]),
    (["paid", "1"], ["y"], "paid: {today}}   # first", ["Is it A-1  Acme  100.50 EUR  due 2026-04-01? [y/N]: "]),
    (["paid", "A-"], ["2"], "amount: 60}]}", ["   2  A-2  Acme  60.00 EUR"]),
    (["add", "message", "a", "Hello"], ["2"], "text: Hello}", ["   2  apex  Apex Gardens"]),
]


@pytest.mark.parametrize(("command", "answers", "line", "shown"), TYPED, ids=lambda value: " ".join(value[:2]))
def test_in_a_terminal_it_asks_for_what_is_missing(
    command: list[str], answers: list[str], line: str, shown: list[str], site_file: Path
):
    said = typed([*command, "-f", str(site_file)], answers)
    assert [part for part in shown if part not in said] == []
    assert lines_added(site_file)[-1].endswith(line.replace("{today}", str(datetime.now(AUCKLAND).date())))
