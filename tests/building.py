"""A small ledger, and builds of it, for tests of what a build takes over from another."""

import os
import shutil
from unittest.mock import patch

from mkdocs.commands.build import build
from mkdocs.config import load_config

from client_ledger.cache import FOLDER

MOMENT = {"SOURCE_DATE_EPOCH": "1795000000"}  # MkDocs writes the moment of the build into some pages
SITE = """site_name: Mine
docs_dir: ledger
theme: {name: client-ledger}
repo_url: https://example.org/mine
plugins:
  - search
  - client-ledger: {as_of: 2026-11-20, income_goal: 4000, target_rate: 60, exchange_rates: {USD: 0.9}}
"""
CLIENT = (
    "---\nname: {name}\nsince: 2025-01-10\nmessages:\n  - {{at: 2026-11-02 22:10, text: Now, reply: now}}\n---\n"
    "\n{words}\n"
)
CONTRACT = (
    "---\nclient: {client}\ntitle: {title}\nstage: active\nbilling: hourly\nrate: 60\nhours_per_week: 5\n"
    "start: 2025-02-01\nend: 2027-03-31\nhours: {file}.csv\ninvoices:\n"
    "  - {{id: {file}-1, issued: 2026-08-01, amount: 500}}\n"
    "requests:\n  - {{date: 2026-10-01, text: One more page, in_scope: no, answer: accepted}}\n---\n"
)


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def make(folder):
    """Write a ledger of three clients."""
    write(folder, {"mkdocs.yml": SITE, "ledger/index.md": "# Today\n\nGood morning.\n", "ledger/notes.md": "# Notes\n"})
    for name in ("acme", "bolt", "cork"):
        words = "See [the notes](../notes.md)." if name == "bolt" else "A note."
        write(folder, {f"ledger/clients/{name}.md": CLIENT.format(name=name.title(), words=words)})
        add_contract(folder, name, f"{name}-site")


def add_contract(folder, client, file):
    write(folder, {f"ledger/contracts/{file}.md": CONTRACT.format(client=client, title=f"Site of {client}", file=file)})
    write(folder, {f"ledger/contracts/{file}.csv": "date,hours,task\n2026-11-02,9,Layout\n"})


def run(folder, site, *, dirty=False, **changed):
    """Build as `mkdocs build` does, and return every file of the site with its bytes."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site), **changed)
    config.plugins.on_startup(command="build", dirty=dirty)
    with patch.dict(os.environ, MOMENT):
        build(config, dirty=dirty)
    config.plugins.on_shutdown()
    return contents(site)


def contents(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def from_nothing(folder, **changed):
    """Build a copy that has nothing kept."""
    copy = folder.parent / f"{folder.name}-copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(FOLDER, "site"))
    return run(copy, copy / "site", **changed)
