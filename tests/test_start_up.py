"""What a command loads before it answers: no more than it needs."""

import json
import subprocess
import sys

import pytest

SITE = """site_name: Mine
docs_dir: ledger
theme: {name: client-ledger}
plugins:
  - client-ledger: {as_of: 2026-11-20}
"""
CLIENT = "---\nname: Acme\nmessages:\n  - {at: 2026-11-02 22:10, text: Now, reply: now}\n---\n"
HEAVY = {"mkdocs", "markdown", "jinja2", "babel", "holidays", "icalendar", "rich", "client_ledger.history"}
READING = ("pydantic", "client_ledger.book", "client_ledger.history.history", "client_ledger.project")
JUDGING = ("client_ledger.judging", "client_ledger.signs", "client_ledger.owed", "client_ledger.income")
DRAWING = ("client_ledger.exports", "client_ledger.leaving", "client_ledger.letters", "client_ledger.site.render")
CLIENT_LEDGER, MKDOCS = "client_ledger.cli import main", "mkdocs.__main__ import cli as main"
PROGRAM = """
import json, sys
from {start}
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
print(json.dumps([code, sorted(sys.modules)]))
"""


def loaded(folder, *command, start=CLIENT_LEDGER):
    """Return what a command that succeeds has loaded by its end."""
    (folder / "ledger/clients").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(SITE, encoding="utf-8")
    (folder / "ledger/clients/acme.md").write_text(CLIENT, encoding="utf-8")
    program = [sys.executable, "-c", PROGRAM.format(start=start), *command]
    done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return set(modules)


def make_repository(folder):
    """Commit all that a command is given, so that it stands in a history."""
    loaded(folder, "check")
    (folder / ".gitignore").write_text("site/\n")
    who = ["-c", "user.name=Robin", "-c", "user.email=robin@example.org"]
    for command in (["init", "--quiet"], ["add", "--all"], [*who, "commit", "--quiet", "--message", "Begin"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        (["--help"], set()),
        (["check"], set()),
        (["report", "--format", "json"], set()),
        (["report"], {"rich"}),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_command_loads_what_it_needs_and_no_more(tmp_path, command, needed):
    assert loaded(tmp_path, *command) & HEAVY == needed


def test_help_loads_no_command_and_reads_no_record(tmp_path):
    modules = loaded(tmp_path, "--help")
    assert not [
        name for name in modules if name.startswith(("client_ledger.book", "client_ledger.commands", "pydantic"))
    ]


@pytest.mark.parametrize("in_git", [False, True])
def test_a_build_that_has_nothing_to_draw_loads_nothing_that_reads_judges_or_draws(tmp_path, in_git):
    if in_git:
        make_repository(tmp_path)
    build = ["build", "--quiet"]
    at_first, later = loaded(tmp_path, *build, start=MKDOCS), loaded(tmp_path, *build, start=MKDOCS)
    assert at_first & {"client_ledger.judging.verdict", "client_ledger.letters.letter"}
    assert not [name for name in later if name.startswith((*READING, *JUDGING, *DRAWING))]
    assert len([name for name in later if name.startswith("client_ledger.pages.")]) <= len(("made_by", "source_paths"))
