"""Real repositories, made with git itself."""

import os
import shutil
import subprocess
from pathlib import Path

from client_ledger.book.site_file import SiteFile, read_site_file
from client_ledger.history import History, read_history

MKDOCS = "site_name: Ledger\ndocs_dir: ledger\nplugins:\n  - client-ledger:\n      timezone: Europe/Paris\n"
ACME = (
    "---\nname: Acme\nsince: 2026-01-02\n"
    "incidents:\n  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n---\n\nNotes.\n"
)
SITE = (
    "---\nclient: acme\ntitle: New site\nstage: proposal\nbilling: fixed\nvalue: 6000\n"
    "invoices:\n  - {id: 2026-014, issued: 2026-04-10, amount: 1800}\n---\n"
)


class Repo:
    """A folder with a ledger in it, and git."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)

    def git(self, *arguments: str, day: str = "2026-05-12", author: str = "Robin", committed: str | None = None) -> str:
        when, put = f"{day}T12:00:00+0200", f"{committed or day}T12:00:00+0200"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "robin@example.org",
            "GIT_COMMITTER_NAME": author,
            "GIT_COMMITTER_EMAIL": "robin@example.org",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": put,
        }
        done = subprocess.run(
            ["git", "-C", str(self.top), *arguments], capture_output=True, check=True, env=environment
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.top / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def commit(self, subject: str, day: str = "2026-05-12", **more: str) -> str:
        self.git("add", "--all", day=day)
        self.git("commit", "--quiet", "--message", subject, "--allow-empty", day=day, **more)
        return self.git("rev-parse", "HEAD")

    @property
    def site(self) -> SiteFile:
        return read_site_file(self.top / "mkdocs.yml")

    def history(self, *, fresh: bool = False) -> History:
        if fresh:
            shutil.rmtree(self.top / ".client-ledger-cache", ignore_errors=True)
        return read_history(self.site)


def said(entries) -> list[tuple[str, list[str]]]:
    """Each entry's subject and sentences."""
    return [(entry.commit.subject if entry.commit else "", [str(s) for s in entry.sentences]) for entry in entries]
