"""The JSON Schemas take what the reader takes, read as an editor's YAML plugin reads it."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from client_ledger.cli import main
from core_yaml import CoreLoader

LEDGER = Path(__file__).resolve().parents[2] / "ledger"
FILES = [path for kind in ("clients", "contracts") for path in sorted((LEDGER / kind).rglob("*.md"))]


def printed(kind):
    result = CliRunner().invoke(main, ["schema", kind], catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def schemas():
    return {kind: Draft202012Validator(printed(kind)) for kind in ("client", "contract")}


def faults(validator, text):
    front = yaml.load(text, CoreLoader)  # noqa: S506 - a safe loader's child
    return [error.message for error in validator.iter_errors(front)]


def front_matter(path):
    return path.read_text(encoding="utf-8").split("---\n")[1]


@pytest.mark.parametrize("kind", ["client", "contract"])
def test_the_schema_is_one(kind):
    schema = printed(kind)
    Draft202012Validator.check_schema(schema)
    assert all(field["description"] for field in schema["properties"].values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_sample_is_valid(schemas, path):
    kind = "client" if "clients" in path.parts else "contract"
    assert faults(schemas[kind], front_matter(path)) == []


@pytest.mark.parametrize(
    "text",
    [
        "name: X\ncountry: NO\nsince:\nsigns: {unsteady-work: off, late-payments: {grace_days: 5}}",
        "name: 42\nextra: {anything: [1, {a: b}]}\ntitle: Page\nmessages: [a.csv, b.csv]",
        "name: X\nincidents:\n  - {date: 2026-01-01, kind: ghosting, evidence: [a.txt, b.txt], severity: minor}",
        "name: X\nworking_hours: {mon-fri: '09:00-12:00, 14:00-18:00', sat: off}",
        "name: X\nmessages:\n  - {at: 2026-05-08 22:41, urgent: Yes, reply: now}",
        "name: X\nmessages:\n  - {at: 2026-05-08 22:41, extra: {mine: 1}}",
    ],
)
def test_what_the_reader_takes_of_a_client_is_valid(schemas, text):
    assert faults(schemas["client"], text) == []


@pytest.mark.parametrize(
    "text",
    [
        "status: active",
        "name: X\nmessages: {at: 2026-05-08 22:41}",
        "name: X\nstatus: gone",
        "name: X\nnmae: Y",
        "name: X\nsince: 8 May 2026",
        "name: X\nmessages: [{text: no time}]",
        "name: X\nmessages: log.txt",
        "name: X\nsigns: {late-payment: off}",
        "name: X\nsigns: {late-payments: {warning: {late_shares: 50%}}}",
        "name: X\nincidents: [{date: 2026-01-01, kind: rude}]",
        "name: X\ncurrency: euro",
        "name: X\nboundaries: [{date: 2026-01-01, sign: creep, text: No}]",
        "name: X\naccepted: [{sign: toxic-behaviour, until: 2026-12-31, why: Small}]",
        "name: X\nworking_hours: {mon: 9-17}",
    ],
)
def test_a_broken_client_is_not_valid(schemas, text):
    assert faults(schemas["client"], text)


INVOICE = "{id: 1, issued: 2026-01-01, amount: 5, paid: 2026-01-02"
CONTRACT = "client: acme\ntitle: Site\nstage: active\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("billing: fixed\nvalue: 1800.50\ndeposit: 30%\nhours: [{date: 2026-01-01, hours: 1:30, in_scope: no}]", None),
        ("billing: hourly\nrate: 70\nhours_per_week: 12\nplatform: {name: Market, fee: 0.1}", None),
        (
            f"billing: hourly\nrate: 1\ninvoices: [{INVOICE}, payments: [{{date: 2026-01-02, amount: 5}}]}}]",
            "not valid under any",
        ),
        (f"billing: hourly\nrate: 1\ninvoices: [{INVOICE}, payments: []}}]", None),
        ("billing: hourly\nrate: 1\nlate_fee: {percent_per_month: 1, percent_per_year: 8}", "should not be valid"),
        ("billing: hourly\nrate: 1\nlate_fee: {percent_per_month: 1, percent_per_year:}", None),
        ("billing: fixed", "'value' is a required property"),
        ("billing: retainer\nvalue: 5", "'monthly' is a required property"),
        ("billing: hourly\nrate: -1", "less than the minimum"),
        ("billing: hourly\nrate: 70 EUR", "not valid under any"),
        ("billing: hourly\nrate: 70\nprobability: 1.5", "not valid under any"),
        ("billing: hourly\nrate: 70\ninvoices: [{id: 1, amount: 5}]", "not valid under any"),
        ("billing: hourly\nrate: 70\nhours: [{date: 2026-01-01, hours: 0}]", "not valid under any"),
    ],
)
def test_contracts_are_checked_down_to_each_record(schemas, text, fault):
    found = faults(schemas["contract"], CONTRACT + text)
    assert bool(found) == bool(fault)
    assert not fault or any(each in message for message in found for each in (fault, "not valid under any"))


def test_another_kind_is_refused():
    assert CliRunner().invoke(main, ["schema", "invoice"]).exit_code == 2
