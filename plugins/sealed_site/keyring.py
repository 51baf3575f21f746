"""The folder `seal/` of a repository: who may read the site. Nothing in it can open anything alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pyrage

from sealed_site.errors import SealingError
from sealed_site.identity import Identity, protect
from sealed_site.key_changes import IDENTITIES, changing, write_files
from sealed_site.language import tr
from sealed_site.lock import Busy

HEADING = "# Who can read the sealed site: public keys, one a line, each under its reader's name.\n"
RECIPIENTS, VERIFY = "recipients.txt", "verify.txt"
Files = dict[str, bytes | None]


@dataclass(frozen=True)
class Reader:
    """A reader of the site: a name that only the repository knows, and the public key `age1…`."""

    name: str
    recipient: str

    @property
    def file_name(self) -> str:
        """The name of the reader's protected identity, which does not give the reader's name away."""
        return hashlib.sha256(self.recipient.encode()).hexdigest()[:16] + ".age"


@dataclass(frozen=True)
class Keyring:
    """The readers of one site, and the folder that lists them."""

    folder: Path

    @property
    def recipients_file(self) -> Path:
        """The list of public keys, in the form `age -R` reads."""
        return self.folder / RECIPIENTS

    @property
    def verify_file(self) -> Path:
        """The public half of the signing key, when the site is signed."""
        return self.folder / VERIFY

    def protected_file(self, reader: Reader) -> Path:
        """Return the file with the reader's identity, protected by a passphrase; readers with a key file have none."""
        return self.folder / IDENTITIES / reader.file_name

    def readers(self) -> tuple[Reader, ...]:
        """Return all readers in the file's order; raise `SealingError` for a line that is not a public key."""
        if not self.recipients_file.is_file():
            return ()
        found: list[Reader] = []
        name = ""
        for number, line in enumerate(self.recipients_file.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if text.startswith("#"):
                name = text.lstrip("# ").strip()
            else:
                if text:
                    reader = name or f"reader {len(found) + 1}"
                    found.append(Reader(reader, _checked(text, self.recipients_file, number)))
                name = ""
        return tuple(found)

    def require_readers(self) -> tuple[Reader, ...]:
        """Return all readers, at least one."""
        readers = self.readers()
        if not readers:
            raise SealingError(
                tr(
                    "Nobody could read the site: {recipients_file} names no reader. Make the first key "
                    "with `client-ledger keys new` (or `sealed-site keys new`).",
                    recipients_file=self.recipients_file,
                )
            )
        return readers

    def protected_identities(self) -> dict[str, bytes]:
        """Return the protected identities by file name, of every reader who opens the site with a passphrase."""
        files = ((reader.file_name, self.protected_file(reader)) for reader in self.readers())
        return {name: path.read_bytes() for name, path in files if path.is_file()}

    def verify_key(self) -> str | None:
        """Return the key for checking signatures (base64), or None if the site is not signed."""
        return self.verify_file.read_text(encoding="ascii").strip() if self.verify_file.is_file() else None

    def named(self, name: str) -> Reader:
        """Return the reader of that name."""
        for reader in self.readers():
            if reader.name == name:
                return reader
        known = ", ".join(reader.name for reader in self.readers()) or tr("nobody yet")
        raise SealingError(tr("There is no reader “{name}” (only: {known}).", name=name, known=known))

    def add(
        self,
        reader: Reader,
        identity: Identity | None = None,
        passphrase: str | None = None,
        verify_key: str | None = None,
    ) -> None:
        """Add a reader; with a passphrase, keep the protected identity to publish it with the site.

        With a `verify_key`, the site is signed from now on.
        """
        files = _protected(reader, identity, passphrase) | _verifying(verify_key)
        with changing(self.folder):
            self.require_free_name(reader.name)
            self._require_new(reader.recipient)
            write_files(self.folder, files | _listed((*self.readers(), reader)))

    def require_free_name(self, name: str) -> None:
        """Raise `SealingError` unless a new reader may have that name."""
        if not name or name != name.strip("# \t") or not name.isprintable():
            raise SealingError(tr("A reader's name is one line, and does not begin or end with # or a space."))
        if any(other.name == name for other in self.readers()):
            raise SealingError(
                tr("There is already a reader “{reader}”; use `keys rotate` for a new key.", reader=name)
            )

    def replace(
        self,
        old: Reader,
        new: Reader,
        identity: Identity | None = None,
        passphrase: str | None = None,
        verify_key: str | None = None,
    ) -> None:
        """Replace a reader's key by a new one."""
        files = _protected(new, identity, passphrase) | _verifying(verify_key)
        with changing(self.folder):
            self._require_listed(old)
            self._require_new(new.recipient)
            readers = tuple(new if other == old else other for other in self.readers())
            write_files(self.folder, files | _listed(readers) | _unprotected(old))

    def remove(self, reader: Reader, *, is_unused: bool = False) -> None:
        """Remove a reader: the next publish is no longer sealed for them.

        The only reader stays, unless their key `is_unused`: it was made just now.
        """
        with changing(self.folder):
            self._require_listed(reader)
            readers = tuple(other for other in self.readers() if other != reader)
            if not readers and not is_unused:
                raise SealingError(
                    tr(
                        "“{reader}” is the only reader: without one, nobody could read the site and you could not "
                        "publish it. Add another reader first (`keys add`), or make a new key (`keys rotate`).",
                        reader=reader.name,
                    )
                )
            write_files(self.folder, _listed(readers) | _unprotected(reader))

    def _require_listed(self, reader: Reader) -> None:
        """Raise Busy, inside `changing`, if another command has replaced or removed the reader meanwhile."""
        if reader not in self.readers():
            raise Busy

    def _require_new(self, recipient: str) -> None:
        _checked(recipient, self.recipients_file, None)
        if twin := next((other for other in self.readers() if other.recipient == recipient), None):
            raise SealingError(tr("This is already the key of “{twin}”.", twin=twin.name))


def _listed(readers: tuple[Reader, ...]) -> Files:
    lines = [f"# {reader.name}\n{reader.recipient}\n" for reader in readers]
    return {RECIPIENTS: "\n".join([HEADING, *lines]).encode("utf-8")}


def _protected(reader: Reader, identity: Identity | None, passphrase: str | None) -> Files:
    if identity is None or passphrase is None:
        return {}
    return {f"{IDENTITIES}/{reader.file_name}": protect(identity, passphrase)}


def _unprotected(reader: Reader) -> Files:
    return {f"{IDENTITIES}/{reader.file_name}": None}


def _verifying(verify_key: str | None) -> Files:
    return {VERIFY: f"{verify_key}\n".encode("ascii")} if verify_key else {}


def _checked(recipient: str, path: Path, number: int | None) -> str:
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        place = f"{path}:{number}: " if number else ""
        raise SealingError(
            tr(
                "{place}“{recipient}” is not a public key (write age1…, as age-keygen prints it).",
                place=place,
                recipient=recipient,
            )
        ) from error
    return recipient
