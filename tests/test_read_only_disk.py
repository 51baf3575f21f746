"""On a read-only disk each command that writes says so in a sentence, and each that reads works without its cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from client_ledger.cache import FOLDER
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from stopping import snapshot
from writing import CLIENT, CONTRACT, write_site

READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
HOURS = "hours:\n  - {date: 2026-03-02, hours: 9}\n"
INVOICES = "invoices:\n  - {id: 2026-014, issued: 2026-03-02, amount: 300}\n---\n"
PAID = "Date,Amount,Currency,Reference,Payer\n2026-03-20,300.00,EUR,2026-014,Acme\n"
MAPPING = (
    "becomes: payments\ncolumns: {date: Date, amount: Amount, currency: Currency, text: Reference, payer: Payer}\n"
)
NAMED = "mine\npayments\ndate\namount\ncurrency\ntext\npayer\n"
WRITES = {
    "a line": ["add", "hours", "acme-site", "1:30", "logo", "--date", "2026-03-03"],
    "a file": ["add", "client", "Cedar"],
    "a payment": ["paid", "2026-014", "2026-03-20"],
    "a write-off": ["write-off", "2026-014", "2026-03-20"],
    "a review": ["review", "acme", "--yes"],
    "the inbox": ["inbox", "--yes"],
    "an import": ["import", "bank", "bank.csv", "--yes"],
    "a mapping": ["import", "--new-mapping", "bank.csv"],
    "an invoice": ["invoice", "acme-site", "--yes"],
    "an upgrade": ["upgrade", "--yes", "-f", "old/mkdocs.yml"],
    "a new ledger": ["new", "mine"],
    "a dossier": ["dossier", "acme", "--out", "acme.zip"],
    "a reader": ["keys", "add", "zoe"],
    "a key file": ["keys", "add", "zoe", "--key-file", "zoe.key"],
    "a new key": ["keys", "rotate", "owner"],
    "a reader less": ["keys", "remove", "owner"],
    "a signing key": ["keys", "rotate", "owner", "--sign"],
    "a sealed folder": ["publish", "--to", "sealed"],
    "a setup": ["publish", "--setup"],
    "a site": ["mkdocs", "build"],
}
READS = {
    "check": ["check"],
    "report": ["report"],
    "report as JSON": ["report", "--format", "json"],
    "report of a day": ["report", "--as-of", "2026-05-01"],
    "backtest": ["backtest"],
    "log": ["log"],
    "exit": ["exit", "acme"],
    "schema": ["schema", "client"],
    "upgrade, shown": ["upgrade", "--dry-run", "-f", "old/mkdocs.yml"],
    "keys": ["keys", "list"],
    "dossier elsewhere": ["dossier", "acme", "--out", "{elsewhere}/acme.zip"],
    "build elsewhere": ["mkdocs", "build", "--site-dir", "{elsewhere}/site"],
    "publish elsewhere": ["publish", "--dirty", "--to", "{elsewhere}/sealed"],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a ledger in git that each of the commands would change, with readers of its sealed site."""
    folder = tmp_path_factory.mktemp("disk") / "ledger"
    contract = CONTRACT.removesuffix("---\n") + HOURS + INVOICES
    old = CLIENT.removesuffix("---\n") + "signs:\n  unsteady-work: {warning: {idle_months: 5}}\n---\n"
    files: dict[str, str | bytes] = {"clients/acme.md": CLIENT, "contracts/acme-site.md": contract}
    site_file = write_site(folder, files, "timezone: UTC")
    write_site(folder / "old", {"clients/acme.md": old})
    text = site_file.read_text("utf-8").replace("site_name", "site_url: https://example.org/me/\nsite_name")
    site_file.write_text(f"{text}  - sealed-site\n", "utf-8")
    for name, words in {
        "imports/bank.yml": MAPPING,
        "bank.csv": PAID,
        ".gitignore": f"/site/\n{FOLDER}/\n*.key\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(words, "utf-8")
    (folder / "inbox.md").write_text("2026-03-10 acme +2h out of scope logo\n", "utf-8")
    keyring, owner = Keyring(folder / "seal"), new_identity()
    keyring.add(Reader("owner", owner.recipient), owner, "marble cactus opposing banner pending yearling")
    keyring.add(Reader("bookkeeper", new_identity().recipient))
    subprocess.run(["git", "init", "-q", "--bare", str(folder.parent / "public.git")], check=True)
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        who = ["-c", "user.name=Robin", "-c", "user.email=r@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True)
    return folder


def run(way: str, ledger: Path, commands: dict[str, list[str]], elsewhere: Path) -> dict[str, tuple[int, str, str]]:
    """Return how each command ended on a read-only disk."""
    job = elsewhere / "job.json"
    filled = [[word.format(elsewhere=elsewhere) for word in arguments] for arguments in commands.values()]
    typed = [
        (arguments, NAMED if "--new-mapping" in arguments else f"{ledger.parent}/public.git\n") for arguments in filled
    ]
    job.write_text(json.dumps({"folder": str(ledger), "way": way, "commands": typed}), "utf-8")
    program = [sys.executable, str(Path(__file__).with_name("read_only.py")), str(job)]
    if way == "mounted":
        program = ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh", str(ledger), *program]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(ledger / "settings"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return dict(zip(commands, json.loads(done.stdout.splitlines()[-1]), strict=True))


def can_mount() -> bool:
    """Tell whether this user may make a folder read-only for one process."""
    if not shutil.which("unshare"):
        return False
    probe = ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh", str(Path(__file__).parent), "true"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.fixture(params=["faked", "mounted"])
def way(request: pytest.FixtureRequest) -> str:
    """How the disk is made read-only: the calls fail, or the system makes them fail."""
    if request.param == "mounted" and not can_mount():
        pytest.skip("this user may not mount a folder")
    return request.param


def test_each_command_that_writes_says_what_it_could_not_write(way: str, ledger: Path, tmp_path: Path):
    before = snapshot(ledger)
    for name, (code, output, fault) in run(way, ledger, WRITES, tmp_path).items():
        assert fault == "", (name, fault)
        assert code == 1, (name, code, output)
        assert "Read-only file system" in output, (name, output)
    assert snapshot(ledger) == before


def test_each_command_that_reads_works_without_its_cache(way: str, ledger: Path, tmp_path: Path):
    before = snapshot(ledger)
    for name, (code, output, fault) in run(way, ledger, READS, tmp_path).items():
        assert fault == "", (name, fault)
        assert code == 0, (name, code, output)
        assert "Read-only" not in output, (name, output)
    assert snapshot(ledger) == before
    assert not (ledger / FOLDER).exists()
