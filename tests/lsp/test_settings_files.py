"""The editors' settings that come with a new ledger, and the hook for pre-commit."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from client_ledger.book import parsing
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.model_fields import field_names
from client_ledger.cli import main
from client_ledger.lsp.models import parser_of, record_below

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = {parsing.parse_money, parsing.parse_whole, parsing.parse_days}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "ledger"
    assert CliRunner().invoke(main, ["new", str(folder)], catch_exceptions=False).exit_code == 0
    return folder


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_new_ledger_has_them_where_the_editors_look(ledger):
    scaffold = files("client_ledger") / "scaffold"
    given = {path.name for part in ("every", "en") for path in (scaffold / part / "editors").iterdir()}
    assert given == {".vscode", ".helix", ".zed", ".obsidian"}
    assert all((ledger / name).is_dir() for name in given)
    assert not (ledger / "editors").exists()


def test_vs_code_and_helix_start_the_server(ledger):
    settings = read(ledger / ".vscode" / "settings.json")
    assert [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]] == ["client-ledger", "lsp"]
    assert read(ledger / ".vscode" / "extensions.json")["recommendations"]
    helix = tomllib.loads((ledger / ".helix" / "languages.toml").read_text(encoding="utf-8"))
    server = helix["language-server"]["client-ledger"]
    assert [server["command"], *server["args"]] == ["client-ledger", "lsp"]
    assert all("client-ledger" in language["language-servers"] for language in helix["language"])


def test_zed_checks_the_ledger_and_leaves_its_lines_alone(ledger):
    assert read(ledger / ".zed" / "settings.json")["languages"]["Markdown"]["format_on_save"] == "off"
    (task,) = read(ledger / ".zed" / "tasks.json")
    assert task["command"] == "client-ledger"
    assert task["args"][0] in main.list_commands(None)


def obsidian_type(model, name):
    parser = parser_of(model, name)
    if parser is parsing.parse_day:
        return "date"
    return "number" if parser in NUMBERS else "multitext" if parser is parsing.parse_texts else "text"


def test_obsidian_knows_every_property_it_can_show(ledger):
    expected = {
        name: obsidian_type(model, name)
        for model in (Client, Contract)
        for name in field_names(model)
        if record_below(model, name) is None and name not in ("signs", "working_hours")
    }
    assert read(ledger / ".obsidian" / "types.json") == {"types": expected}, json.dumps(expected, indent=2)


def test_the_hook_for_pre_commit_runs_a_command_there_is():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, command = hook["entry"].split()
    assert (hook["id"], program, hook["pass_filenames"]) == ("client-ledger-check", "client-ledger", False)
    assert command in main.list_commands(None)
    assert hook["language"] == "python"
    assert hook["always_run"], "a commit that only takes evidence away is to be checked too"
