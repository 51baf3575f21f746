"""The sample ledger in a repository of its own, sealed, and the words of it that nobody else may read."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result

from client_ledger.book.load import load
from client_ledger.cli import main
from plain_site import PASSPHRASE, commit, git
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedFolder
from sealed_site.served import frame

ROOT = Path(__file__).resolve().parents[1]
URL = "https://example.org/repo-name/"
WORD = re.compile(r"[^\W\d_]{7,}")
RECORDS = (".md", ".csv", ".eml", ".txt")
FEEDS = ("feeds/deadlines.ics", "feeds/invoices.csv", "feeds/hours.csv", "feeds/clients.csv", "feeds/report.json")


def write_ledger(folder: Path) -> Path:
    """Copy the sample ledger into `folder`, set its sealing up, commit it, and return the folder."""
    shutil.copytree(ROOT / "ledger", folder / "ledger")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").rstrip()
    (folder / "mkdocs.yml").write_text(f"site_url: {URL}\n{config}\n  - sealed-site\n", encoding="utf-8")
    (folder / ".gitignore").write_text("/site/\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def client_ledger(folder: Path, *arguments: str) -> Result:
    """Run `client-ledger …` in `folder`, in this process, with a settings folder of its own."""
    settings = {"XDG_CONFIG_HOME": str(folder.parent / "config")}
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, arguments, env=settings, catch_exceptions=False)


@dataclass
class SealedLedger:
    """The sample ledger published into a folder and pushed to a bare repository, and built in plain beside it."""

    source: Path
    sealed: Path
    remote: Path
    plain: Path
    key_file: Path
    secret: str
    paths: list[str]


def publish_ledger(root: Path) -> SealedLedger:
    """Publish the sample ledger into a folder and to a repository under `root`, and build it in plain."""
    (root / "source").mkdir()
    source = write_ledger(root / "source")
    owner = new_identity()
    Keyring(source / "seal").add(Reader("owner", owner.recipient), owner, PASSPHRASE)
    commit(source)
    git(root, "init", "-q", "--bare", "remote.git")
    git(source, "remote", "add", "origin", "../remote.git")
    for arguments in (("--to", str(root / "sealed")), ()):
        done = client_ledger(source, "publish", *arguments)
        assert done.exit_code == 0, done.output
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(root / "plain")]
    subprocess.run(build, cwd=source, check=True)
    (root / "key.txt").write_text(owner.text(), encoding="utf-8")
    pointer = SealedFolder(root / "sealed").pointer()
    manifest = open_manifest((root / "sealed" / "b" / pointer.manifest).read_bytes(), [owner.opener])
    folders = (source, root / "sealed", root / "remote.git", root / "plain")
    return SealedLedger(*folders, root / "key.txt", owner.secret, list(manifest.files))


def names() -> set[str]:
    """Return what the sample calls clients, people, contracts, invoices and files, and the amounts it names."""
    ledger = load(ROOT / "ledger", ZoneInfo("Europe/Paris"))
    found = {path.stem for path in (ROOT / "ledger").rglob("*") if path.is_file()}
    for client in ledger.clients.values():
        found |= {client.id, client.name, *client.contact}
    for contract in ledger.contracts.values():
        found |= {contract.id, contract.title}
        for invoice in contract.invoices:
            found |= {invoice.id, f"{invoice.amount:f}", f"{invoice.amount:,.2f}"}
    return {name for name in found if len(name.encode()) >= 7}


def words() -> set[str]:
    """Return every longer word of the sample's records, notes and evidence."""
    files = [path for path in (ROOT / "ledger").rglob("*") if path.suffix in RECORDS]
    return {word for path in files for word in WORD.findall(path.read_text(encoding="utf-8"))}


def telling(secrets: Iterable[str]) -> set[str]:
    """Return those of `secrets` that do not stand on every sealed site, in its unlock page, scripts and licences."""
    stock = b"\n".join([*frame("/repo-name/").values(), *(name.encode() for name in frame("/repo-name/"))]).lower()
    return {secret for secret in secrets if secret.lower().encode() not in stock}


def folder_bytes(folder: Path) -> bytes:
    """Return every file of a folder, each after its name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes() for path in files)


def git_bytes(repository: Path) -> bytes:
    """Return every object of a repository, unpacked: commits, trees and files, and its references."""
    command = ["git", "cat-file", "--batch", "--batch-all-objects"]
    objects = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    return objects + git(repository, "for-each-ref").encode()


def found_in(secrets: Iterable[str], data: bytes, *, whole_words: bool = False) -> set[str]:
    """Return the secrets that stand in `data`, as they are or in lower case, in UTF-8 or as browsers keep titles."""
    return {
        secret
        for secret in secrets
        for text in {secret, secret.lower()}
        for code in ("utf-8", "utf-16-le")
        if _stands_in(text, data, code, whole_words=whole_words)
    }


def _stands_in(text: str, data: bytes, code: str, *, whole_words: bool) -> bool:
    wanted = text.encode(code)
    if not whole_words:
        return wanted in data
    letter = rb"[a-zA-Z]\0" if code == "utf-16-le" else rb"[a-zA-Z]"
    return re.search(rb"(?<!%b)%b" % (letter, re.escape(wanted)), data) is not None
