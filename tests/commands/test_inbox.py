"""`client-ledger inbox`: a line becomes a record, and what cannot be read stays."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from client_ledger.cli import main
from client_ledger.edits.inbox import read_inbox
from client_ledger.project import Project, open_project
from writing import CLIENT, CONTRACT, write_site

INVOICES = "invoices:\n  - {id: 2026-014, issued: 2026-03-02, amount: 300}\n---\n"


def ledger(folder: Path, inbox: str) -> Path:
    contract = CONTRACT.removesuffix("---\n") + INVOICES
    site_file = write_site(folder, {"clients/acme.md": CLIENT, "contracts/acme-site.md": contract}, "timezone: UTC")
    (folder / "inbox.md").write_text(inbox, encoding="utf-8")
    return site_file


def run(site_file: Path, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["inbox", "-f", str(site_file), *arguments], input=answers, catch_exceptions=False)


def after(site_file: Path) -> tuple[Project, str]:
    project = open_project(site_file)
    assert not project.errors
    return project, (site_file.parent / "inbox.md").read_text(encoding="utf-8")


def test_each_kind_of_line_becomes_its_record(tmp_path: Path):
    lines = (
        "# 2026-03-10\n\n- acme 22:40 call, wants it now\n- acme +2h out of scope logo\n"
        "- acme paid 2026-014\n- [ ] 2026-03-11 acme asks for a second logo\n"
    )
    site_file = ledger(tmp_path, lines)
    output = run(site_file, "--yes").output
    assert "wrote 4 records and took their lines out of inbox.md" in output
    project, inbox = after(site_file)
    contract, client = project.ledger.contracts["acme-site"], project.ledger.clients["acme"]
    (message,) = client.messages
    assert (f"{message.at:%Y-%m-%d %H:%M}", message.channel, message.text) == (
        "2026-03-10 22:40",
        "call",
        "wants it now",
    )
    (hours,) = contract.hours
    assert (hours.date, hours.hours, hours.task, hours.in_scope) == (date(2026, 3, 10), Fraction(2), "logo", False)
    assert contract.invoices[0].paid == date(2026, 3, 10)
    (request,) = client.requests
    assert (request.date, request.text) == (date(2026, 3, 11), "a second logo")
    assert inbox == "# 2026-03-10\n\n"


def test_what_cannot_be_read_stays_with_the_reason(tmp_path: Path):
    lines = "acme was nice\nnobody +2h x\nacme paid 999\n2026-03-10 acme +1:30 header\nacme paid 2026-014 900\n"
    site_file = ledger(tmp_path, lines)
    output = run(site_file, "--yes").output
    assert "inbox.md:1: left as it is: write a time (22:40 …)" in output
    assert "inbox.md:2: left as it is: 'nobody' is not a client or contract" in output
    assert "inbox.md:3: left as it is: there is no invoice '999'" in output
    assert "inbox.md:5: left as it is: 900 is more than the 300 still open" in output
    assert after(site_file)[1] == "acme was nice\nnobody +2h x\nacme paid 999\nacme paid 2026-014 900\n"


def test_a_day_may_be_written_as_people_write_it_but_is_never_guessed(tmp_path: Path):
    readable = "# 10.3.2026\nacme +2h logo\n30/03/2026 acme +1h header\n"
    lines = f"{readable}# 03/02/2026\nacme +3h footer\n# 2026-03-12\nacme +4h map\n"
    site_file = ledger(tmp_path, lines)
    output = run(site_file, "--yes").output
    assert "inbox.md:4: left as it is: '03/02/2026' can mean 2026-02-03 or 2026-03-02" in output
    assert "inbox.md:5: left as it is: the day above it cannot be read" in output
    project, inbox = after(site_file)
    hours = [(str(each.date), each.task) for each in project.ledger.contracts["acme-site"].hours]
    assert hours == [("2026-03-10", "logo"), ("2026-03-30", "header"), ("2026-03-12", "map")]
    assert inbox == "# 10.3.2026\n# 03/02/2026\nacme +3h footer\n# 2026-03-12\n"


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-02-03"), ("mdy", "2026-03-02")])
def test_the_order_of_day_and_month_may_be_given(tmp_path: Path, order: str, day: str):
    site_file = ledger(tmp_path, "# 03/02/2026\nacme +3h footer\n")
    run(site_file, "--yes", "--date-order", order)
    (hours,) = after(site_file)[0].ledger.contracts["acme-site"].hours
    assert str(hours.date) == day


def test_a_part_is_only_what_is_written(tmp_path: Path):
    site_file = ledger(tmp_path, "2026-03-10 acme-site paid 2026-014 120.50\n")
    run(site_file, "--yes")
    (invoice,) = after(site_file)[0].ledger.contracts["acme-site"].invoices
    assert [(each.date, each.amount) for each in invoice.payments] == [(date(2026, 3, 10), Decimal("120.50"))]


def test_a_line_that_is_refused_stays(tmp_path: Path):
    site_file = ledger(tmp_path, "2026-03-10 acme +1h one\n2026-03-10 acme +2h two\n")
    assert "wrote 1 record and took its line out" in run(site_file, answers="n\ny\n").output
    project, inbox = after(site_file)
    assert [each.task for each in project.ledger.contracts["acme-site"].hours] == ["two"]
    assert inbox == "2026-03-10 acme +1h one\n"


def test_nothing_is_written_in_a_dry_run_or_where_nobody_answers(tmp_path: Path):
    site_file = ledger(tmp_path, "2026-03-10 acme +1h one\n")
    assert "hours: 1" in run(site_file, "--dry-run").output
    assert "use --yes" in run(site_file, answers="").output
    assert after(site_file)[1] == "2026-03-10 acme +1h one\n"


def test_where_there_is_no_inbox_it_is_said(tmp_path: Path):
    site_file = ledger(tmp_path, "")
    (tmp_path / "inbox.md").unlink()
    assert "there is no inbox.md beside mkdocs.yml" in run(site_file).output


NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "at", "note"),
    [
        ("acme 22:40 call", "2026-03-09 22:40", "yesterday, because 22:40 is in the future today"),
        ("acme 9:30 call", "2026-03-10 09:30", ""),
        ("acme 22:40 call last night", "2026-03-09 22:40", ""),
        ("last night acme 22:40 call", "2026-03-09 22:40", ""),
        ("acme last night 00:40 call", "2026-03-10 00:40", ""),
        ("acme yesterday 8:00 call", "2026-03-09 08:00", ""),
        ("# 2026-03-05\nacme 22:40 call", "2026-03-05 22:40", ""),
        ("# 2026-03-05\nacme 22:40 call last night", "2026-03-04 22:40", ""),
        ("2026-03-05 acme 22:40 call, as last night", "2026-03-05 22:40", ""),
        ("yesterday\nacme 22:40 call", "2026-03-09 22:40", ""),
    ],
)
def test_a_time_is_of_the_day_that_is_said_or_of_the_last_day_that_had_it(
    line: str, at: str, note: str, tmp_path: Path
):
    (jotting,) = read_inbox(open_project(ledger(tmp_path, "")), line, NOW)
    assert jotting.proposal is not None
    assert (jotting.proposal.record["at"], jotting.proposal.note) == (at, note)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("today acme 22:40 call", "2026-03-10 22:40 is in the future"),
        ("2026-03-11 acme 8:00 call", "2026-03-11 08:00 is in the future"),
        ("2026-03-11 acme +2h logo", "2026-03-11 is in the future"),
        ("2026-03-11 acme paid 2026-014", "2026-03-11 is in the future"),
        ("2026-03-11 acme asks for a logo", "2026-03-11 is in the future"),
        ("2026-02-30 acme +2h logo", "'2026-02-30' is not a day"),
    ],
)
def test_a_day_that_is_still_to_come_is_left_where_it_is(line: str, why: str, tmp_path: Path):
    (jotting,) = read_inbox(open_project(ledger(tmp_path, "")), line, NOW)
    assert (jotting.proposal, jotting.why) == (None, why)


def test_what_is_said_of_the_day_does_not_stay_in_the_text(tmp_path: Path):
    lines = "acme last night +1:30 header\nacme yesterday asks for a logo\nacme paid 2026-014 yesterday\n"
    found = [each.proposal for each in read_inbox(open_project(ledger(tmp_path, "")), lines, NOW)]
    assert [each and each.record for each in found] == [
        {"date": "2026-03-09", "hours": "1:30", "task": "header"},
        {"date": "2026-03-09", "text": "a logo"},
        {},
    ]
    assert found[2]
    assert (found[2].invoice, found[2].day) == ("2026-014", date(2026, 3, 9))


def test_a_line_is_read_without_its_controls(tmp_path: Path):
    site_file = ledger(tmp_path, "2026-03-11 acme 22:40 \u200eplease\x1bring me\n")
    assert run(site_file, "--yes").exit_code == 0
    project, rest = after(site_file)
    assert [each.text for each in project.ledger.clients["acme"].messages] == ["please ring me"]
    assert not rest.strip()
