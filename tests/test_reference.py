"""The reference in docs/ is complete: every page in the navigation, every command, option, setting and sign."""

import re
from pathlib import Path

import click
import pytest
import yaml

from client_ledger.cli import COMMANDS, main
from client_ledger.judging.verdict import BANDS
from client_ledger.signs import SIGNS
from sealed_site.plugin import SealingOptions

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
COMMANDS_PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (DOCS / "settings.md").read_text(encoding="utf-8")
SIGNS_PAGE = (DOCS / "signs.md").read_text(encoding="utf-8")
SHARED, _, REST = COMMANDS_PAGE.partition("## What you can type")
NAV = yaml.safe_load((ROOT / "docs.yml").read_text(encoding="utf-8"))["nav"]


def pages(entry: object) -> list[str]:
    """Return the pages of a part of the navigation, in order."""
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [page for part in parts for page in pages(part)]


def leaves(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    """Return a command, or all that a group holds, by the words one types."""
    if not isinstance(command, click.Group):
        return [(name, command)]
    context = click.Context(command)
    found = [(word, command.get_command(context, word)) for word in command.list_commands(context)]
    return [leaf for word, each in found if each for leaf in leaves(each, f"{name} {word}")]


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


LEAVES = [leaf for name in COMMANDS for leaf in leaves(command(name), name)]


def section(name: str) -> str:
    """Return what the page says of a command: its row among those that add, or all below its heading."""
    if name.startswith("add "):
        return next(line for line in REST.splitlines() if line.startswith(f"| `{name}` |"))
    start = re.search(rf"^### `client-ledger {name.partition(' ')[0]}\b.*$", REST, re.MULTILINE)
    assert start, f"describe `client-ledger {name}` in docs/commands.md"
    return re.split(r"^##", REST[start.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_navigation_has_every_page_once_and_the_first_page_links_to_each_in_its_order():
    listed = pages(NAV)
    assert sorted(listed) == sorted(path.name for path in DOCS.glob("*.md"))
    linked = re.findall(r"\]\(([a-z-]+\.md)\)", (DOCS / "index.md").read_text(encoding="utf-8"))
    assert linked == [page for page in listed if page != "index.md"]


@pytest.mark.parametrize(("name", "found"), LEAVES, ids=[name for name, _ in LEAVES])
def test_the_page_of_commands_has_every_option(name: str, found: click.Command):
    text = section(name)
    options = [each for each in found.params if isinstance(each, click.Option)]
    names = [max((*each.opts, *each.secondary_opts), key=len) for each in options]
    missing = [option for option in names if not re.search(rf"`{option}\b", text + SHARED)]
    assert missing == [], f"describe {', '.join(missing)} of `client-ledger {name}` in docs/commands.md"


def test_the_page_of_commands_has_no_option_that_no_command_has():
    known = {name for _, found in LEAVES for each in found.params for name in (*each.opts, *each.secondary_opts)}
    written = set(re.findall(r"`(--?[a-z][a-z-]*)", COMMANDS_PAGE)) - {"--help", "-h"}
    assert written <= known


def test_the_page_of_settings_has_every_setting_of_the_plugin_that_seals():
    missing = [name for name, _ in SealingOptions._schema if f"| `{name}` |" not in SETTINGS_PAGE]  # noqa: SLF001
    assert missing == []


def test_the_page_of_settings_has_every_variable_of_the_environment():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "plugins").rglob("*.py"))
    for name in set(re.findall(r'"(CLIENT_LEDGER_[A-Z_]+)"', code)):
        assert f"| `{name}` |" in SETTINGS_PAGE, name


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_the_page_of_signs_has_every_sign_with_its_weight(sign):
    row = rf"^\| `{sign.name}` \|[^|]+\| {float(sign.limits.weight):g} \|$"
    assert re.search(row, SIGNS_PAGE, re.MULTILINE), f"write a row for {sign.name} into docs/signs.md"


def test_the_page_of_signs_has_the_scores_of_each_verdict():
    written = re.findall(r"^\| ([a-z ]+) \| (\d+)–(\d+) \|$", SIGNS_PAGE, re.MULTILINE)
    assert {name.replace(" ", "-"): (int(low), int(high)) for name, low, high in written} == BANDS
