"""age's public test vectors (C2SP CCTV) against what opens a sealed site and what writes the protected identities."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from machine import missing, npm_installed
from sealed_site import envelope
from sealed_site.errors import SealingError
from sealed_site.identity import Identity, scrypt_file

SERVED = Path(envelope.__file__).parent / "browser" / "served"
VECTORS = "cctv-age@0.2.0"
AGE = hashlib.sha256(b"age").hexdigest()


@pytest.fixture(scope="module")
def vectors(tmp_path_factory):
    """Each vector: its head, its age file, and the SHA-256 of what the unlock page's code made of it, or None."""
    folder = npm_installed(VECTORS, tmp_path_factory.mktemp("vectors"))
    node = shutil.which("node") or missing("there is no node")
    package = folder / "node_modules" / "cctv-age" / "index.js"
    scripts = [Path(__file__).with_name("open_vectors.mjs"), package, SERVED / "age.js", SERVED / "keys.js"]
    done = subprocess.run([node, *map(str, scripts)], capture_output=True, check=True, text=True)
    found = json.loads(done.stdout)
    assert len(found) == 143
    return {name: vector for name, vector in found.items() if not is_other_kind(vector["head"])}


def is_other_kind(head):
    """Tell whether a vector is of the armored or the post-quantum kind, of which no file of a sealed site is."""
    return head["armored"] or any("-PQ-" in identity for identity in head["identity"])


def test_the_browser_opens_what_is_sound_and_nothing_else(vectors):
    wanted = {
        name: vector["head"]["payload"][0] if vector["head"]["expect"] == ["success"] else None
        for name, vector in vectors.items()
    }
    assert {name: vector["opened"] for name, vector in vectors.items()} == wanted
    assert Counter(vector["head"]["expect"][0] for vector in vectors.values()) == {
        "success": 15,
        "header failure": 51,
        "payload failure": 18,
        "no match": 7,
        "HMAC failure": 1,
    }


def test_python_opens_what_is_sound_and_nothing_else(vectors):
    different = set()
    for name, vector in vectors.items():
        head, file = vector["head"], base64.b64decode(vector["file"])
        identities = [Identity(identity).opener for identity in head["identity"]]
        if not identities:
            continue
        try:
            opened = hashlib.sha256(envelope.decrypt(file, identities)).hexdigest()
        except SealingError:
            opened = None
        if opened != (head["payload"][0] if head["expect"] == ["success"] else None):
            different.add((name, opened))
    # rage, of which pyrage is made, also reads heads as its first versions wrote them; what it opens is whole.
    assert different == {(name, AGE) for name in ("stanza_missing_body", "stanza_missing_final_line")}


def test_an_identity_file_is_written_byte_for_byte_as_the_standard_has_it(vectors):
    vector = vectors["scrypt"]
    file, head = base64.b64decode(vector["file"]), vector["head"]
    stanza = re.match(rb"age-encryption.org/v1\n-> scrypt (\S+) (\d+)\n.*\n--- \S+\n", file)
    salt = base64.b64decode(stanza[1] + b"==")
    nonce = file[stanza.end() : stanza.end() + 16]
    file_key = bytes.fromhex(head["file key"][0])
    (passphrase,) = head["passphrase"]
    assert head["payload"] == [AGE]
    assert scrypt_file(b"age", passphrase, file_key, salt, nonce, int(stanza[2])) == file
