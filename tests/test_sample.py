"""The sample ledger shows all there is to show: it is the first thing a freelancer reads and copies."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from click.testing import CliRunner

from client_ledger.book.contract import PRICE_FIELD, STAGES
from client_ledger.book.load import load
from client_ledger.cli import main
from client_ledger.frontmatter.nodes import MapNode
from client_ledger.judging.judgement import judge_project
from client_ledger.letters.choice import proposals
from client_ledger.project import open_project
from client_ledger.text.babel import formatter_of

ROOT = Path(__file__).resolve().parent.parent
ABOVE_CLEAR = {"watch", "warning", "critical"}
LEVELS = {"unknown", "clear"} | ABOVE_CLEAR
VERDICTS = {"leave-now", "plan-exit", "set-boundary", "watch", "unknown", "keep"}
STATUSES = {"prospect", "active", "paused", "former"}


@pytest.fixture(scope="module")
def ledger():
    return load(ROOT / "ledger", ZoneInfo("Europe/Paris"))


@pytest.fixture(scope="module")
def report():
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        result = CliRunner().invoke(main, ["report", "--format", "json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def readings(report):
    return [(client, reading) for client in report["clients"] for reading in client["signs"]]


def parts(value: object) -> Iterator[object]:
    """Yield every record within a value; a client's own thresholds stay as they were written."""
    if is_dataclass(value) and not isinstance(value, MapNode):
        yield value
        value = tuple(getattr(value, field.name) for field in fields(value))
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def default_of(field):
    return field.default if field.default_factory is MISSING else field.default_factory()


def test_the_sample_is_clean(monkeypatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["check", "--format", "json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["problems"] == []


def test_every_sign_is_raised_by_some_client(readings):
    signs = {reading["sign"] for _, reading in readings}
    assert {reading["sign"] for _, reading in readings if reading["level"] in ABOVE_CLEAR} == signs


def test_every_level_occurs(readings):
    assert {reading["level"] for _, reading in readings} == LEVELS


def test_every_verdict_occurs(report):
    assert {client["verdict"] for client in report["clients"]} == VERDICTS


def test_a_sign_persists_after_a_boundary(readings):
    persisting = [(client["verdict"], reading["level"]) for client, reading in readings if reading["persists"]]
    assert ("plan-exit", "critical") in persisting


def test_an_acceptance_runs_and_keeps_the_client_at_watch(readings):
    accepted = [(client["verdict"], reading["level"]) for client, reading in readings if reading["accepted_until"]]
    assert accepted == [("watch", "warning")]


def test_a_boundary_held(ledger, readings):
    stated = {(client.id, boundary.sign) for client in ledger.clients.values() for boundary in client.boundaries}
    assert stated & {(client["id"], reading["sign"]) for client, reading in readings if reading["level"] == "clear"}


def test_every_status_stage_billing_and_currency_occurs(ledger):
    contracts = ledger.contracts.values()
    currencies = {contract.currency or ledger.clients[contract.client].currency or "EUR" for contract in contracts}
    assert {client.status for client in ledger.clients.values()} == STATUSES
    assert {contract.stage for contract in contracts} == set(STAGES)
    assert {contract.billing for contract in contracts} == set(PRICE_FIELD)
    assert currencies == {"EUR", "GBP", "USD"}


def test_every_field_of_the_format_is_used_somewhere(ledger):
    seen, used = set(), set()
    for part in parts((*ledger.clients.values(), *ledger.contracts.values())):
        for field in fields(part):
            name = f"{type(part).__name__}.{field.name}"
            seen.add(name)
            if getattr(part, field.name) != default_of(field):
                used.add(name)
    assert {"Hours.paid", "Invoice.disputed", "LateFee.flat", "Platform.fee"} <= seen
    assert sorted(seen - used) == []


def test_every_piece_of_evidence_belongs_to_a_record(ledger):
    records = parts((*ledger.clients.values(), *ledger.contracts.values()))
    named = {path for record in records for path in getattr(record, "evidence", ())}
    assert {f"evidence/{path}" for path in named} == {file for file in ledger.files if file.startswith("evidence/")}


def test_the_year_earns_about_what_the_goal_asks(report):
    goal = float(report["pipeline"]["income_goal"])
    months = [float(month["amount"]) for month in report["pipeline"]["received"]]
    assert all(0.7 * goal <= month <= 1.25 * goal for month in months), months


def test_letting_one_client_go_costs_more_than_letting_another_go(report):
    at_goal = {other["client"]: other["months_at_goal"] for other in report["pipeline"]["without"]}
    assert at_goal["kaltbergen"] > at_goal["velatone"] > at_goal["fernwick"]


def test_every_letter_about_money_and_leaving_is_offered_to_some_client():
    judgement = judge_project(open_project(ROOT / "mkdocs.yml"))
    english = formatter_of(Locale("en"), [])
    offered = {
        letter
        for client in judgement.clients.values()
        for each in proposals(client, judgement.pipeline.last_day(client.timeline.client.id), english)
        for letter in (str(each.title), each.letter.subject.partition(":")[0])
    }
    assert {
        "Friendly reminder",
        "Firm reminder",
        "Final demand",
        "Ask about what is disputed",
        "Dispute the chargeback with the payment processor",
        "Agree on terms before any work",
        "Keep to the agreed terms",
        "Name a new price",
        "Work delivered and not paid",
        "End of our work together",
    } <= offered
