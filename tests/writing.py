"""Small ledgers, written by the tests themselves."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from client_ledger.book.load import Ledger, load

PARIS = ZoneInfo("Europe/Paris")
CLIENT = "---\nname: Acme\n---\n"
CONTRACT = "---\nclient: acme\ntitle: Site\nstage: active\nbilling: hourly\nrate: 50\n---\n"


def write_ledger(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_ledger(folder: Path, files: dict[str, str | bytes]) -> Ledger:
    """Write files as a ledger and read it in Paris time."""
    return load(write_ledger(folder, files), PARIS)


def write_site(folder: Path, files: dict[str, str | bytes], options: str = "") -> Path:
    """Write a mkdocs.yml with the plugin's options, the files below ledger/, and return the path of mkdocs.yml."""
    indented = "".join(f"      {line}\n" for line in (options or "as_of: 2026-11-20").splitlines())
    site_file = folder / "mkdocs.yml"
    folder.mkdir(parents=True, exist_ok=True)
    site_file.write_text(
        "site_name: Test\ndocs_dir: ledger\ntheme:\n  name: client-ledger\nplugins:\n  - search\n"
        f"  - client-ledger:\n{indented}",
        encoding="utf-8",
    )
    write_ledger(folder / "ledger", {"index.md": "# Home\n", **files})
    return site_file
