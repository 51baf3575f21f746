"""A ledger's feeds are sealed when its site is, and open whole."""

import pytest

from acting import OPTIONS, client, contract, ledger
from client_ledger.exports.feeds import FOLDER
from plain_site import PASSPHRASE, command, commit, git
from sealed_site import envelope
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedFolder
from writing import write_site

WORDS = (b"Zephyrine", b"Acme", b"BEGIN:VCALENDAR", b"days_late", b"INV-77", b"feeds", b"deadlines")
FILES = ledger(
    client("contact: Zephyrine"),
    contract(
        "next_action: Ask Zephyrine",
        "next_action_on: 2026-03-09",
        invoices=["id: INV-77, issued: 2026-02-20, amount: 1000"],
    ),
)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    root = tmp_path_factory.mktemp("ledger")
    site = write_site(root / "source", FILES, f"{OPTIONS}\nas_of: 2026-03-01").parent
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("  - sealed-site\nsite_url: https://example.org/repo-name/\n")
    owner = new_identity()
    Keyring(site / "seal").add(Reader("owner", owner.recipient), owner, PASSPHRASE)
    git(site, "init", "-q", "-b", "main")
    commit(site)
    done = command(site, "publish", "--to", str(root / "sealed"))
    assert done.returncode == 0, done.stderr
    return root / "sealed", owner


def test_every_feed_opens_with_the_readers_key(sealed):
    folder, owner = sealed
    blobs = folder / "b"
    manifest = open_manifest((blobs / SealedFolder(folder).pointer().manifest).read_bytes(), [owner.opener])
    opened = {
        path: envelope.unseal((blobs / each.blob).read_bytes(), [owner.opener], length=each.length, gzipped=each.gzip)
        for path, each in manifest.files.items()
        if path.startswith(FOLDER)
    }
    names = ("clients.csv", "deadlines.ics", "hours.csv", "invoices.csv", "report.json")
    assert sorted(opened) == [f"feeds/{name}" for name in names]
    assert b"Ask Zephyrine" in opened["feeds/deadlines.ics"]
    assert b"INV-77" in opened["feeds/invoices.csv"]


def test_nothing_of_a_feed_can_be_read_without_a_key(sealed):
    folder, _ = sealed
    published = [path for path in folder.rglob("*") if path.is_file()]
    assert len(published) > 20
    for path in published:
        assert not any(word.decode() in path.name for word in WORDS), path
        assert not any(word in path.read_bytes() for word in WORDS), path
