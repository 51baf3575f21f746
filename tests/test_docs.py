"""What the README and the pages of docs/ tell people to write and to type is what the product reads and takes."""

import re
import shlex
from pathlib import Path

import click
import pytest

from client_ledger.cli import COMMANDS, main
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, read_ledger

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
OTHERS = ("repos:", "name:", "on:", "jobs:")


def blocks(kind: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if language == kind:
                found.append((page.name, text))
    return found


def commands() -> list[tuple[str, str]]:
    lines = [
        (page, line.removeprefix("$ ").partition("  #")[0])
        for kind in ("console", "sh", "bash")
        for page, text in blocks(kind)
        for line in text.splitlines()
    ]
    return [(page, line) for page, line in lines if line.startswith("client-ledger ")]


def test_the_docs_name_every_command():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    unnamed = [name for name in COMMANDS if not re.search(rf"client-ledger {name}\b|`{name}`", text)]
    assert not unnamed, f"say in docs/ what these commands are for: {', '.join(unnamed)}"


@pytest.mark.parametrize(("page", "line"), commands(), ids=lambda value: str(value)[:60])
def test_every_command_in_the_docs_exists_with_its_options(page: str, line: str):
    words = shlex.split(line)[1:]
    command: click.Command | None = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words:
        command = command.get_command(context, words.pop(0))
    assert command is not None, f"{page} names a command that is none: {line}"
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = {word.partition("=")[0] for word in words if re.fullmatch(r"--?[a-z].*", word)}
    assert given <= known | {"--help", "-h"}, f"{page} gives {given - known} to: {line}"


def is_record(text: str) -> bool:
    return not text.startswith(OTHERS) and "plugins:" not in text


@pytest.mark.parametrize(
    ("page", "text"), [block for block in blocks("yaml") if is_record(block[1])], ids=lambda value: str(value)[:40]
)
def test_every_record_in_the_docs_is_read(tmp_path: Path, page: str, text: str):
    if text.startswith("- "):
        text = f"signs:\n{text}"
    text = text.replace("---\n", "")
    tried = []
    for number, (kind, front) in enumerate((("clients", CLIENT), ("contracts", CONTRACT))):
        own = {line.partition(":")[0] for line in text.splitlines() if re.match(r"[a-z_]+:", line)}
        kept = "\n".join(line for line in front.splitlines()[1:-1] if line.partition(":")[0] not in own)
        files = {"clients/acme.md": CLIENT, "contracts/acme-hours.csv": "date,hours\n", "evidence/x": ""}
        files[f"{kind}/acme.md"] = f"---\n{kept}\n{text}\n---\n"
        problems = read_ledger(tmp_path / str(number), files).problems
        tried.append([problem.line(kind) for problem in problems if problem.severity == "error"])
    assert [] in tried, f"{page}: {tried}"


@pytest.mark.parametrize(
    ("page", "text"), [block for block in blocks("yaml") if "client-ledger:" in block[1]], ids=lambda value: value[:40]
)
def test_every_setting_in_the_docs_is_taken(tmp_path: Path, page: str, text: str):
    (tmp_path / "ledger").mkdir()
    head = "" if "site_name:" in text else "site_name: Docs\n"
    head += "" if "docs_dir:" in text else "docs_dir: ledger\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}{text}", encoding="utf-8")
    problems = open_project(tmp_path / "mkdocs.yml").problems
    assert [problem.line(page) for problem in problems] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_the_pages_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize(
    ("page", "text"), [block for block in blocks("csv") if block[1].startswith("country,first_day")]
)
def test_every_table_of_rates_in_the_docs_is_read(tmp_path: Path, page: str, text: str):
    found = read_ledger(tmp_path, {"rates.csv": text})
    assert [problem.line(page) for problem in found.problems] == []
    assert len(found.rates) == len(text.splitlines()) - 1


PROMISES = (ROOT / "docs/promises.md").read_text(encoding="utf-8")
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


PROMISED = re.findall(r"^\| (.+) \|$", PROMISES.partition("## What it promises")[2], re.MULTILINE)
ROWS = [row.split(" | ") for row in PROMISED if not row.startswith("promise |")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[-1])
def test_every_promise_says_what_it_does_not_cover_and_names_a_test_that_there_is(row: list[str]):
    promise, limit, test = row
    assert promise.strip()
    assert limit.strip()
    assert f"def {test.strip('`')}(" in TESTS


def test_the_pictures_of_the_readme_are_there_and_light():
    shown = re.findall(r'(?:src|srcset)="(docs/pictures/[^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) == len(set(shown)) == 4
    assert sum((ROOT / path).stat().st_size for path in shown) < 300_000
