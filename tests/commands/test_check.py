"""`client-ledger check`: all problems at once, for people, programs and GitHub."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from writing import CLIENT, CONTRACT, write_site

BROKEN = {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT.replace("rate: 50", "rate: 1,000 %")}


def check(site_file: Path, *arguments: str):
    return CliRunner().invoke(main, ["check", "-f", str(site_file), *arguments], catch_exceptions=False)


def test_a_clean_ledger_exits_with_0(tmp_path: Path):
    result = check(write_site(tmp_path, {"clients/acme.md": CLIENT}))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 client and 0 contracts read: 0 problems, 0 notices\n"


def test_a_broken_one_with_1_and_every_line_begins_with_its_place(tmp_path: Path):
    result = check(write_site(tmp_path, BROKEN))
    assert result.exit_code == 1
    assert result.stdout == (
        "ledger/contracts/a.md:6:7: error[invalid-value]: rate: '1,000 %' is not an amount of money "
        "(write a plain number such as 1800 or 1800.50)\n"
    )


def test_json_has_each_part_by_name(tmp_path: Path):
    result = check(write_site(tmp_path, BROKEN), "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem == {
        "file": "ledger/contracts/a.md",
        "line": 6,
        "column": 7,
        "severity": "error",
        "code": "invalid-value",
        "message": "rate: '1,000 %' is not an amount of money",
        "hint": "write a plain number such as 1800 or 1800.50",
    }


def test_github_sees_it_beside_the_line(tmp_path: Path):
    result = check(write_site(tmp_path, BROKEN), "--format", "github")
    assert result.stdout.startswith(
        "::error file=ledger/contracts/a.md,line=6,col=7,title=invalid-value::rate: '1,000 %25'"
    )


def test_mkdocs_yml_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_site(tmp_path, BROKEN)
    monkeypatch.chdir(tmp_path / "ledger" / "contracts")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert result.stdout.startswith("ledger/contracts/a.md:6:7:")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--format", "xml"],
        ["check", "-f", "nowhere.yml"],
        ["check", "extra"],
        ["chekc"],
        ["report", "--as-of", "x"],
    ],
)
def test_a_wrong_call_exits_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_without_a_site_or_its_plugin_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [search]\n")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "does not list the plugin client-ledger" in result.stderr


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("timezone: Europe/Pari", "mkdocs.yml:8:17: error[invalid-value]: client-ledger.timezone: 'Europe/Pari'"),
        ("incom_goal: 3", "mkdocs.yml:8:7: error[unknown-key]: client-ledger: unknown key `incom_goal` (did you mean"),
        ("income_goal: -3", "mkdocs.yml:8:20: error[invalid-value]: client-ledger.income_goal: '-3' is not an amount"),
        ("holidays: XX", "mkdocs.yml:8:17: error[invalid-value]: client-ledger.holidays: 'XX' is not a country"),
        (
            "signs: {late-payment: off}",
            "mkdocs.yml:8:15: error[unknown-sign]: there is no sign 'late-payment' (did you",
        ),
        ("signs: {late-payments: {grace: 5}}", "unknown key `grace` (did you mean `grace_days`?)"),
        ("signs: {late-payments: {window_days: 0}}", "signs.late-payments.window_days: a window has at least one day"),
        ("signs: {late-payments: {warning: {late_share: x}}}", "'x' is not a share (write 30% or 0.3)"),
        ("signs: {toxic-behaviour: {watch: {minor: 1}}}", "signs.toxic-behaviour.watch: unknown key `minor`"),
        ("signs: {late-payments: perhaps}", "signs.late-payments: 'perhaps' is neither yes nor no"),
        ("exchange_rates: {USD: 0}", "client-ledger.exchange_rates: '0' is a rate of 0"),
        ("days_off: [2026-08-21/]", "'2026-08-21/' is not a span of days"),
        (
            "signs: [{unsteady-work: off}]",
            "mkdocs.yml:8:14: error[wrong-type]: signs must list signs, each with its limits (write",
        ),
        ("currency: ZZZ", "client-ledger.currency: 'ZZZ' is not a currency"),
        ("days_off: [2026-08-21/2026-08-03]", "'2026-08-21/2026-08-03' is not a span of days"),
    ],
)
def test_a_wrong_setting_names_its_key(tmp_path: Path, options: str, expected: str):
    result = check(write_site(tmp_path, {"clients/acme.md": CLIENT}, options))
    assert result.exit_code == 1
    assert expected in result.stdout


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"clients/acme.md": "---\nname: A\ncurrency: USD\n---\n"}, "acme.md:3:11: error[missing-exchange-rate]"),
        (
            {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT.replace("rate: 50", "rate: 50\ncurrency: GBP")},
            "a.md:7:11: error[missing-exchange-rate]: there is no exchange rate for GBP",
        ),
        (
            {"clients/acme.md": "---\nname: A\nboundaries: [{date: 2026-01-01, sign: late-pay, text: x}]\n---\n"},
            "acme.md:3:14: error[unknown-sign]: there is no sign 'late-pay' (did you mean `late-payments`?)",
        ),
        (
            {"clients/acme.md": "---\nname: A\naccepted: [{sign: toxic-behaviour, until: 2027-01-01, why: x}]\n---\n"},
            "acme.md:3:12: error[knock-out-accepted]: the sign toxic-behaviour cannot be accepted",
        ),
        (
            {"clients/acme.md": "---\nname: A\nsigns: {toxic: off}\n---\n"},
            "acme.md:3:9: error[unknown-sign]: there is no sign 'toxic'",
        ),
    ],
)
def test_what_only_the_whole_ledger_can_tell_is_told_too(tmp_path: Path, files: dict[str, str], expected: str):
    result = check(write_site(tmp_path, files))
    assert result.exit_code == 1
    assert expected in result.stdout


def test_norway_is_a_country_in_the_settings_too(tmp_path: Path):
    assert check(write_site(tmp_path, {"clients/acme.md": CLIENT}, "holidays: NO")).exit_code == 0


def test_settings_may_be_inherited_and_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LEDGER_GOAL", "lots")
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT}, "income_goal: !ENV [LEDGER_GOAL, 4500]")
    site_file.rename(tmp_path / "base.yml")
    site_file.write_text("INHERIT: base.yml\nsite_name: Mine\n")
    result = check(site_file)
    assert result.stdout.startswith("base.yml:8:20: error[invalid-value]: client-ledger.income_goal: 'lots'")
