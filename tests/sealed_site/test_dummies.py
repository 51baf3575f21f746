"""The number of published files does not tell when a client, a contract or a piece of evidence was added."""

from __future__ import annotations

from itertools import pairwise

import pytest

from plain_site import git
from repositories import ACME, MKDOCS, SITE
from sealed_ledger import client_ledger
from sealed_site.dummies import dummy_lengths, rounded_up
from sealed_site.envelope import STEP
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedFolder


def test_the_number_goes_up_in_steps_of_a_tenth_and_of_sixteen_at_least():
    steps = sorted({rounded_up(count) for count in range(1, 3000)})
    assert steps[:11] == [16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176]
    widths = [(after - before, before) for before, after in pairwise(steps)]
    assert all(width >= 16 and (width == 16 or 0.09 < width / before <= 0.1) for width, before in widths)
    assert all(rounded_up(count) >= count for count in range(1, 3000))


def test_dummies_are_as_long_as_the_files_are_and_the_same_from_publish_to_publish():
    lengths = [4096] * 6 + [8192] * 3 + [40_960]
    assert dummy_lengths(lengths, 10) == sorted(lengths)
    assert dummy_lengths(lengths, 5) == [4096, 4096, 4096, 8192, 40_960]
    assert dummy_lengths(lengths, 0) == []


@pytest.fixture
def published(tmp_path):
    """A small ledger, and a function that publishes it and returns its blobs' sizes and the list of its files."""
    source = tmp_path / "source"
    owner = new_identity()
    Keyring(source / "seal").add(Reader("owner", owner.recipient), owner)
    (source / "mkdocs.yml").write_text(
        f"site_url: https://example.org/\n{MKDOCS}  - sealed-site\ntheme: {{name: client-ledger}}\n", encoding="utf-8"
    )
    git(tmp_path, "init", "-q", "source")

    def publish(files):
        for path, data in files.items():
            (source / "ledger" / path).parent.mkdir(parents=True, exist_ok=True)
            (source / "ledger" / path).write_text(data, encoding="utf-8")
        done = client_ledger(source, "publish", "--dirty", "--to", str(tmp_path / "sealed"))
        assert done.exit_code == 0, done.output
        folder = SealedFolder(tmp_path / "sealed")
        blobs = {path.name: path.stat().st_size for path in (tmp_path / "sealed" / "b").iterdir()}
        ciphertext = folder.read(f"b/{folder.pointer().manifest}")
        manifest = open_manifest(ciphertext, [owner.opener])
        return blobs, manifest, owner, folder

    return publish


def test_a_client_a_contract_or_evidence_more_leaves_the_number_as_it_was(published):
    first, manifest, *_ = published({"clients/acme.md": ACME})
    numbers = [len(first)]
    for files in (
        {"clients/borealis.md": ACME.replace("Acme", "Borealis")},
        {"contracts/site.md": SITE},
        {"evidence/acme/brief.txt": "A brief.\n"},
    ):
        blobs, later, *_ = published(files)
        assert len(later.files) > len(manifest.files)
        assert len(blobs) == rounded_up(len(later.files) + 1)
        numbers.append(len(blobs))
    # Nine files more, at most, are within one step of the number of files.
    assert numbers[-1] - numbers[0] <= rounded_up(numbers[0] + 1) - numbers[0]
    assert len(set(numbers)) <= 2


def test_dummies_are_told_from_files_by_nothing_outside(published):
    blobs, manifest, _, folder = published({"clients/acme.md": ACME})
    true = {entry.blob for entry in manifest.files.values()} | {folder.pointer().manifest}
    dummies = set(blobs) - true
    assert dummies
    assert len(true) + len(dummies) == len(blobs)
    # age puts some bytes by chance into each head, so sizes are compared by the step.
    assert {blobs[name] // STEP for name in dummies} <= {blobs[name] // STEP for name in true}
    heads = {folder.read(f"b/{name}").split(b"\n")[0] for name in blobs}
    stanzas = {folder.read(f"b/{name}").split(b"\n---")[0].count(b"-> X25519") for name in blobs}
    assert heads == {b"age-encryption.org/v1"}
    assert stanzas == {2}
