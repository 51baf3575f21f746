"""`client-ledger add` and `paid`, as typed."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from command_line import FIELDS, lines_added, run
from writing import CLIENT, CONTRACT

AUCKLAND = ZoneInfo("Pacific/Auckland")


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
    ("request acme null --date 2026-03-02", '{date: 2026-03-02, text: "null"}'),
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
    run(site_file, "add", "message", "apex", "Hi", "--at", "00:00")
    run(site_file, "add", "message", "apex", "Hi", "--at", "yesterday 22:41")
    run(site_file, "add", "incident", "apex", "insult", "--date", "yesterday")
    assert lines_added(site_file) == [
        "messages:",
        f"- {{at: {today} 00:00, text: Hi}}",
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
        ("invoice acme-site A-1 5", "the ledger has the invoice number 'A-1' twice"),
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


def test_a_part_of_a_name_that_a_client_shares_with_their_contract_means_the_client(site_file: Path):
    run(site_file, "add", "contract", "apex", "Shop", "--stage", "active", "--billing", "hourly", "--price", "75")
    code, output = run(site_file, "add", "request", "ape", "More")
    assert (code, "ledger/clients/apex.md" in output) == (0, True)


def test_a_number_means_no_invoice_of_which_it_is_a_part_of_a_longer_number(site_file: Path):
    contract = site_file.parent / "ledger/contracts/acme-site.md"
    ids = ["F2026-010", "F2026-011", "F2026-021"]
    lines = "".join(f"  - {{id: {identity}, issued: 2026-03-02, amount: 5}}\n" for identity in ids)
    contract.write_text(f"{FIELDS}invoices:\n{lines}---\n")
    assert run(site_file, "paid", "1") == (1, "Error: there is no invoice '1'\n")
    assert "invoice F2026-010, 5 paid" in run(site_file, "paid", "10", "--dry-run")[1]
    assert "invoice F2026-021, 5 paid" in run(site_file, "paid", "6-021", "--dry-run")[1]
