"""Search for secret keys in clear text: in the tracked files, in their history, and in the site."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sealed_site import git
from sealed_site.errors import SealingError
from sealed_site.keyring import Keyring
from sealed_site.language import tr
from sealed_site.signature import SIGNING_KEY, verify_key

PATTERN = f"AGE-SECRET-KEY-1[0-9A-Z]{{58}}|age-secret-key-1[0-9a-z]{{58}}|{SIGNING_KEY} [0-9A-Za-z+/]{{43}}="
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
LARGEST_UNPACKED = 64_000_000
DEEPEST = 3
IN_A_FILE = re.compile(PATTERN.encode())
BEGINNING = "SECRET-KEY-1|secret-key-1|SIGNING-KEY-1"
# What mails and editors put where they break a line: a soft break, a mark of a quotation.
BREAKS = b" \t\r\n=>"
LETTERS = "02-9ac-hj-np-z"  # those of a key, so that words after its beginning are none
JOINED = re.compile(
    f"AGE-SECRET-KEY-1[{LETTERS.upper()}]{{58}}|age-secret-key-1[{LETTERS}]{{58}}|{SIGNING_KEY}[0-9A-Za-z+/]{{43}}".encode()
)
IN_A_CHANGE = re.compile(rb"^(?P<commit>[0-9a-f]{7,})$|" + IN_A_FILE.pattern, re.MULTILINE)


def require_none_in_git(repository: git.Repository, keyring: Keyring) -> None:
    """Raise `SealingError` if git has a secret key, or had one that is still in use."""
    more = [
        *repository.archives(),
        *(name for name in repository.files_with(BEGINNING) if (repository.top / name).is_file()),
    ]
    found = [
        *repository.files_with(PATTERN),
        *(name for name in more if holds_key((repository.top / name).read_bytes())),
    ]
    if plain := list(dict.fromkeys(found)):
        raise SealingError(
            tr(
                "A secret key is in git, unencrypted: {names}. Take the file out of git, and make "
                "its reader a new key with `keys rotate`: whoever has the repository has the old one.",
                names=", ".join(plain),
            )
        )
    for commit, key in _in_history(repository):
        if whose := _still_used(key, keyring):
            raise SealingError(
                tr(
                    "Commit {commit} of this repository holds an unencrypted secret key, and whoever has {whose}",
                    commit=commit,
                    whose=whose,
                )
            )


def require_none_in_site(site: Path) -> None:
    """Raise `SealingError` if a built site would show a secret key to all its readers."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    if found := [path.relative_to(site).as_posix() for path in paths if holds_key(path.read_bytes())]:
        raise SealingError(
            tr(
                "A secret key would be in the site, for every reader: {names}. Take its file out of "
                "the folder the site is built from. If anyone could read it, make its reader a new "
                "key with `keys rotate`. If no file holds it any more, the pages show it from git's history: "
                "remove it there too, for example with `git filter-repo`.",
                names=", ".join(found),
            )
        )


def holds_key(data: bytes, depth: int = 0) -> bool:
    """Tell whether a file has a secret key in clear text, even packed by ZIP (as office files are) or gzip."""
    if IN_A_FILE.search(data) or _holds_broken_key(data):
        return True
    if depth == DEEPEST:
        return False
    if data.startswith(GZIP):
        return holds_key(_unpacked(data), depth + 1)
    if not data.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if member.file_size <= LARGEST_UNPACKED]
            return any(holds_key(archive.read(member), depth + 1) for member in members)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error):
        return False  # damaged, encrypted, or packed in a way that nobody unpacks by accident


def _holds_broken_key(data: bytes) -> bool:
    """Tell whether a key is there over several lines."""
    joined = data.translate(None, BREAKS)
    return b"KEY-1" in joined.upper() and JOINED.search(joined) is not None


def _unpacked(data: bytes) -> bytes:
    """Return the contents of a gzip file, as far as it can be unpacked."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(data, LARGEST_UNPACKED)
    except zlib.error:
        return b""


def _in_history(repository: git.Repository) -> Iterator[tuple[str, str]]:
    """Yield a commit's short name and each secret key it added or removed."""
    commit = ""
    for match in IN_A_CHANGE.finditer(repository.changes_with(PATTERN)):
        if match["commit"]:
            commit = match["commit"].decode()
        else:
            yield commit, match[0].decode()


def _still_used(key: str, keyring: Keyring) -> str | None:
    """Return, as the rest of a sentence, what a secret key still opens and how to replace it, or None."""
    if key.startswith(SIGNING_KEY):
        return _still_signs(key, keyring)
    try:
        recipient = str(pyrage.x25519.Identity.from_str(key.upper()).to_public())
    except pyrage.IdentityError:
        return None
    reader = next((reader for reader in keyring.readers() if reader.recipient == recipient), None)
    if reader is None:
        return None
    return tr(
        "that commit can read the site as “{reader}”. Make a new key first: keys rotate {reader}", reader=reader.name
    )


def _still_signs(key: str, keyring: Keyring) -> str | None:
    raw = base64.b64decode(key.removeprefix(SIGNING_KEY))
    if verify_key(Ed25519PrivateKey.from_private_bytes(raw)) != keyring.verify_key():
        return None
    return tr(
        "that commit can sign the site as its owner. Delete {verify_file} beside "
        "recipients.txt, and make every reader a new key, the first one with `keys rotate "
        "NAME --sign`.",
        verify_file=keyring.verify_file.name,
    )
