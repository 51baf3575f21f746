"""A reader's identity: an X25519 age key, the verify key of signed sites, and the file that protects both."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass

import pyrage
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sealed_site.errors import SealingError
from sealed_site.language import tr

WORK_FACTOR = 18
INTRO = b"age-encryption.org/v1\n"
VERIFY_KEY = re.compile(r"^# verify key: ([A-Za-z0-9+/]{43}=)$", re.MULTILINE)
SECRET_KEY = re.compile(r"^AGE-SECRET-KEY-1[0-9A-Z]{58}$", re.MULTILINE)


@dataclass(frozen=True)
class Identity:
    """A reader's secret key (`AGE-SECRET-KEY-1…`) and the Ed25519 key (base64) that a signed site must answer to."""

    secret: str
    verify_key: str | None = None

    @property
    def recipient(self) -> str:
        """The public key, `age1…`, that files are sealed to."""
        return str(self.opener.to_public())

    @property
    def opener(self) -> pyrage.x25519.Identity:
        """The key in pyrage's form."""
        return pyrage.x25519.Identity.from_str(self.secret)

    def text(self) -> str:
        """Return the key file: the `age` command reads it, the comments are for readers of a sealed site."""
        verify = f"{verify_line(self.verify_key)}\n" if self.verify_key else ""
        return f"# public key: {self.recipient}\n{verify}{self.secret}\n"


def verify_line(verify_key: str) -> str:
    """Return the line of a key file that makes its reader's browser ask for a signature."""
    return f"# verify key: {verify_key}"


def new_identity(verify_key: str | None = None) -> Identity:
    """Return a new random identity."""
    return Identity(str(pyrage.x25519.Identity.generate()), verify_key)


def parse_identity(text: str) -> Identity:
    """Read a key file as `Identity.text` or `age-keygen` writes it."""
    secret = SECRET_KEY.search(text)
    verify = VERIFY_KEY.search(text)
    if secret is None:
        raise SealingError(tr("This is not a key file: it has no line AGE-SECRET-KEY-1…."))
    try:
        pyrage.x25519.Identity.from_str(secret[0])
    except pyrage.IdentityError as error:
        raise SealingError(tr("This key file is damaged ({reason}).", reason=str(error))) from error
    return Identity(secret[0], verify[1] if verify else None)


def protect(identity: Identity, passphrase: str) -> bytes:
    """Return the key file as an age file that opens with `passphrase`.

    pyrage chooses scrypt's work factor by timing, and browsers refuse more than 20, so this writes the header with
    18 fixed; see the age specification, section "scrypt recipient stanza". The file is one chunk, under 64 KiB.
    """
    return scrypt_file(identity.text().encode(), passphrase, os.urandom(16), os.urandom(16), os.urandom(16))


def scrypt_file(
    data: bytes, passphrase: str, file_key: bytes, salt: bytes, nonce: bytes, work_factor: int = WORK_FACTOR
) -> bytes:
    """Return the age file of one chunk that a passphrase opens, made with these random bytes (16 each)."""
    wrap_key = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work_factor, r=8, p=1).derive(
        passphrase.encode()
    )
    wrapped = ChaCha20Poly1305(wrap_key).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n" % (_base64(salt), work_factor, _base64(wrapped))
    header = INTRO + stanza + b"---"
    mac = hmac.digest(_derive(file_key, b"", b"header"), header, hashlib.sha256)
    last_chunk = bytes(11) + b"\x01"
    payload = ChaCha20Poly1305(_derive(file_key, nonce, b"payload")).encrypt(last_chunk, data, None)
    return header + b" " + _base64(mac) + b"\n" + nonce + payload


def unprotect(protected: bytes, passphrase: str) -> Identity:
    """Return the identity that `protect` encrypted; raise `SealingError` if the passphrase is wrong."""
    try:
        return parse_identity(pyrage.passphrase.decrypt(protected, passphrase).decode())
    except pyrage.DecryptError as error:
        raise SealingError(tr("The passphrase does not open this identity.")) from error


def _derive(key: bytes, salt: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=label).derive(key)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")
