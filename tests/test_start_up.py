"""What a command loads before it answers: no more than it needs."""

import json
import subprocess
import sys

import pytest

SITE = "site_name: Mine\ndocs_dir: ledger\nplugins:\n  - client-ledger: {as_of: 2026-11-20}\n"
CLIENT = "---\nname: Acme\nmessages:\n  - {at: 2026-11-02 22:10, text: Now, reply: now}\n---\n"
HEAVY = {"mkdocs", "markdown", "jinja2", "babel", "holidays", "icalendar", "rich", "client_ledger.history"}
PROGRAM = """
import json, sys
from client_ledger.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
print(json.dumps([code, sorted(sys.modules)]))
"""


def loaded(folder, *command):
    """Return what a command that succeeds has loaded by its end."""
    (folder / "ledger/clients").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(SITE, encoding="utf-8")
    (folder / "ledger/clients/acme.md").write_text(CLIENT, encoding="utf-8")
    program = [sys.executable, "-c", PROGRAM, *command]
    done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return set(modules)


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
