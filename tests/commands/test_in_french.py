"""The command line in French: every help, and what commands print, by the ledger's or the environment's language."""

import json
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner

import catalogue
from catalogue import forms
from client_ledger.cli import COMMANDS, load, main
from sealed_site.cli import main as sealed_site
from sealed_site.language import language_of_environment

FRENCH = {
    form
    for path in catalogue.CATALOGUES
    for message in catalogue.read(path)
    if message.id
    for form in forms(message.string)
}
WORD = re.compile(r"[a-zA-ZÀ-ÿ]{3,}")
# English words that no French sentence has.
ENGLISH = re.compile(r"\b(the|and|with|from|was|were|this|that|which|is|are|not|your|you|or|of|to|nothing)\b")


@pytest.fixture(autouse=True)
def french(monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.chdir(tmp_path)


def run(*arguments, answers=None, group=main):
    return CliRunner().invoke(group, arguments, input=answers)


def commands(group=main, path=()):
    """Yield the words of every command, its groups included."""
    yield path
    names = COMMANDS if group is main else group.commands
    for name in names:
        command = load(name) if group is main else group.commands[name]
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def english_in(text):
    """Return what reads as English in a text without its code."""
    return [
        line
        for line in re.sub(r"`[^`]*`|\[[^\]]*\|[^\]]*\]|--?[a-z-]+|\w*_\w*", "", text).splitlines()
        if ENGLISH.search(line)
    ]


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_the_help_of_every_command_is_french(words):
    shown = run(*words, "--help").output
    assert shown.startswith("Usage\u00a0:")
    assert english_in(shown) == []


@pytest.mark.parametrize("words", [["keys"], ["publish"], ["open"], ["verify"]], ids=" ".join)
def test_so_is_that_of_sealing_by_itself(words):
    shown = run(*words, "--help", group=sealed_site).output
    assert shown.startswith("Usage\u00a0:")
    assert english_in(shown) == []


@pytest.fixture
def ledger(tmp_path):
    assert run("new", "--locale", "fr", str(tmp_path / "registre")).exit_code == 0
    return tmp_path / "registre"


TODAY = date.today().isoformat()  # noqa: DTZ011 - the scaffold's days are the machine's too


@pytest.mark.parametrize(
    "words",
    [
        "check",
        "report",
        "report client-exemple",
        "backtest --language fr",
        "review",
        "review client-exemple --yes",
        "review --all --dry-run",
        "exit client-exemple --language fr",
        "log",
        "add message client-exemple bonjour",
        "add hours contrat-exemple 2 maquette",
        "add client Nouveau --dry-run",
        "add contract client-exemple Refonte --stage active --billing fixed --price 900 --dry-run",
        "add invoice contrat-exemple 3 100",
        "add hours rien 2 maquette",
        "add invoice contrat-exemple 2 100",
        "add hours contrat-exemple soir maquette",
        "add reminder 2",
        "paid 2",
        "paid 2 --amount 5000",
        "paid 2 03/02/2026",
        "invoice contrat-exemple --dry-run",
        "write-off 2",
        "import rien.csv",
        "import mkdocs.yml --yes",
        "inbox",
        "dossier client-exemple --out dossier.zip --language fr",
        "open nulle-part",
        "verify nulle-part",
        "rien",
        "paid --rien",
        "check --format rien",
        "new .",
    ],
)
def test_what_a_command_prints_is_french(ledger, monkeypatch, words):
    monkeypatch.chdir(ledger)
    shown = run(*words.split()).output
    quoted = re.sub(r"« ?[^»]* ?»|'[^']*'|\{[^}]*\}|^ *\S+:\d+.*?\]:|[\w./-]+\.(?:md|csv|yml|zip|txt)", "", shown)
    assert english_in(quoted) == []


def test_a_problem_is_told_in_french(ledger, monkeypatch):
    monkeypatch.chdir(ledger)
    client = ledger / "ledger/clients/client-exemple.md"
    client.write_text(client.read_text(encoding="utf-8").replace("status: active", "status: actif"), encoding="utf-8")
    done = run("check")
    assert done.exit_code == 1
    assert "erreur[invalid-value]: status\u00a0: «\u00a0actif\u00a0» n’est aucun de" in done.output


def test_yes_and_no_are_asked_for_in_french(ledger, monkeypatch):
    monkeypatch.chdir(ledger)
    assert run("add", "hours", "contrat-exemple", "2", "maquette").exit_code == 0
    (ledger / "inbox.md").write_text("client-exemple 22:40 appel\n", encoding="utf-8")
    done = run("inbox", answers="oui\n")
    assert "L’écrire\u202f? [O/n]\u00a0: oui" in done.output
    assert "1\xa0entrée écrite" in done.output


@pytest.mark.parametrize("word", ["hier", "aujourd'hui", "aujourd’hui", "yesterday"])
def test_a_day_may_be_named_in_french(ledger, monkeypatch, word):
    monkeypatch.chdir(ledger)
    done = run("add", "hours", "contrat-exemple", "2", "maquette", "--date", word, "--dry-run")
    day = datetime.now(ZoneInfo("Europe/Paris")).date() - timedelta(days=word in {"hier", "yesterday"})
    assert f"date: {day}" in done.output


def test_what_programs_read_is_the_same_in_every_language(ledger, monkeypatch):
    monkeypatch.chdir(ledger)
    french = [run(*words.split()).output for words in ("report --format json", "check --format json", "schema client")]
    site = ledger / "mkdocs.yml"
    site.write_text(site.read_text(encoding="utf-8").replace("locale: fr", "locale: en"), encoding="utf-8")
    english = [run(*words.split()).output for words in ("report --format json", "check --format json", "schema client")]
    assert french == english
    assert json.loads(french[0])


def test_the_ledger_decides_before_the_environment(ledger, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert run("check").output.startswith("Usage: ")
    monkeypatch.chdir(ledger)
    assert "1 client et 1 contrat lus" in run("check").output
    monkeypatch.chdir(ledger.parent)
    assert "1 client et 1 contrat lus" in run("check", "-f", "registre/mkdocs.yml").output


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:en"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
    ],
)
def test_the_environment_names_a_language(environment, language):
    assert language_of_environment(environment) == language


def test_a_new_ledger_in_french_has_no_english_words(ledger):
    for path in sorted(ledger.rglob("*")):
        if path.is_file() and ".git/" not in path.as_posix() and path.suffix in {".md", ".yml"}:
            words = re.sub(
                r"^ *[\w-]+:(?= )|\{[^}]*\}|# lead, .*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
            )
            assert english_in(words) == [], path
