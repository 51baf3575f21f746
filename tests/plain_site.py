"""A small MkDocs site in git, for sealing, and the commands run in it."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

from click.testing import CliRunner

from sealed_site.cli import main as sealed_site_command

MKDOCS_YML = """\
site_name: Zanzibar Accounts
site_url: https://example.org/repo-name/
theme:
  name: {theme}
{settings}plugins:
  - search
  - sealed-site
"""
THEMES = {"mkdocs": "  highlightjs: false\n", "material": "  font: false\n"}
PAGES = {
    "index.md": """\
# Overview of Quillfeather

Owed in all: 48213.75 by [Quillfeather](clients/quillfeather.md#unpaid-invoices).

[Evidence](clients/evidence/transcript-xylophone.pdf) and <a href="clients/evidence/ledger-rows.csv" download>rows</a>.
""",
    "clients/quillfeather.md": "\n\n".join(
        [
            "# Quillfeather Brothers",
            "![Screenshot](evidence/harpsichord.png) [Screenshot](evidence/harpsichord.png)",
            '[Back home](../index.md) · <a id="tab" href="../../noël-ångström/" target="_blank">Noël</a>',
            *(f"GapFiller paragraph {number}." for number in range(60)),
            "## Unpaid invoices",
            "Invoice 7731 of 48213.75, disputed by Mr Bartholomew.",
        ]
    ),
    "noël-ångström.md": "# Noël Ångström\n\nA page whose name is not ASCII: 東京都 and Zürich.\n",
}
WHAT_IF = """\
document.addEventListener("DOMContentLoaded", () => {
  const place = window.sealedLocation ?? location;
  document.body.dataset.without = new URLSearchParams(place.search).get("without") ?? "";
  window.plainly = (name) => {
    const address = new URL(location.href);
    address.searchParams.set("without", name);
    history.replaceState(null, "", address.href);
  };
  window.nobody = () => history.replaceState(null, "", location.pathname);
  window.without = (name) => history.replaceState(null, "", `?without=${name}`);
});
"""
PASSPHRASE = "marble cactus opposing banner pending yearling"  # noqa: S105 the sample's own
MODULES = ("mkdocs", "ghp_import")
PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>> endobj
4 0 obj <</Length 24>> stream
0 0 1 rg 20 20 60 60 re f
endstream endobj
trailer <</Root 1 0 R>>
"""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Bartholomew", "-c", "user.email=b@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True).stdout


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 200)) + chunk(b"IEND", b"")
    )


def write_site(folder: Path, theme: str = "mkdocs") -> Path:
    """Write the sample site into `folder`, commit it, and return the folder."""
    docs = folder / "docs"
    for name, text in PAGES.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    evidence = docs / "clients" / "evidence"
    evidence.mkdir()
    (evidence / "transcript-xylophone.pdf").write_bytes(PDF)
    (evidence / "harpsichord.png").write_bytes(png())
    (evidence / "ledger-rows.csv").write_text("date,amount\n2026-01-02,48213.75\n", encoding="utf-8")
    (docs / "what-if.js").write_text(WHAT_IF, encoding="utf-8")
    config = MKDOCS_YML.format(theme=theme, settings=THEMES[theme]) + "extra_javascript: [what-if.js]\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    (folder / ".gitignore").write_text("/site/\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Work")


def command(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `sealed-site …` (in this process, to save its start) or another module in `folder`; return what it did."""
    settings = {"XDG_CONFIG_HOME": str(folder.parent / "config"), **environment}
    if arguments[0] not in MODULES:
        with contextlib.chdir(folder):
            done = CliRunner().invoke(sealed_site_command, arguments, env=settings)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", *arguments],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        check=False,
        text=True,
    )
