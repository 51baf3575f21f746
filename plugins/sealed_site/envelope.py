"""Turn a file into an age file and back: gzip, zeros to hide its size, age."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyrage

from sealed_site.errors import SealingError
from sealed_site.language import tr

STEP = 4096
LARGEST_STEPPED = 64 * 1024
BLOB_NAME_LENGTH = 40


@dataclass(frozen=True)
class Envelope:
    """A file ready to publish: ciphertext, its name, and what a reader needs to unpack the plaintext."""

    name: str
    ciphertext: bytes
    length: int
    gzip: bool


def padded_length(length: int) -> int:
    """Return the padded length of `length` bytes: 4 KB steps up to 64 KB, Padmé above.

    Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019) keeps the overhead under 12 %.
    """
    if length <= LARGEST_STEPPED:
        return max(1, -(-length // STEP)) * STEP
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """Return `data` followed by zeros up to `padded_length`."""
    return data + bytes(padded_length(len(data)) - len(data))


def pack(data: bytes, *, compress: bool) -> tuple[bytes, bool]:
    """Return the bytes to pad and whether they are gzipped: only if requested, and if that makes them smaller."""
    if compress:
        packed = gzip.compress(data, compresslevel=6, mtime=0)
        if len(packed) < len(data):
            return packed, True
    return data, False


def seal(data: bytes, recipients: Sequence[Any], *, compress: bool) -> Envelope:
    """Seal one file's bytes to `recipients` (pyrage's)."""
    packed, gzipped = pack(data, compress=compress)
    ciphertext = pyrage.encrypt(pad(packed), recipients)
    return Envelope(blob_name(ciphertext), ciphertext, len(packed), gzipped)


def seal_nothing(length: int, recipients: Sequence[Any]) -> bytes:
    """Return an age file that looks like one for a file of `length` bytes."""
    return bytes(pyrage.encrypt(bytes(padded_length(length)), recipients))


def unseal(ciphertext: bytes, identities: Sequence[Any], *, length: int, gzipped: bool) -> bytes:
    """Return the bytes that `seal` was given; raise `SealingError` if they cannot be recovered."""
    packed = decrypt(ciphertext, identities)[:length]
    return gzip.decompress(packed) if gzipped else packed


def decrypt(ciphertext: bytes, identities: Sequence[Any]) -> bytes:
    """Return the age plaintext with its padding, or raise `SealingError`."""
    try:
        return bytes(pyrage.decrypt(ciphertext, identities))
    except pyrage.DecryptError as error:
        raise SealingError(tr("This file does not open with this key ({reason}).", reason=str(error))) from error


def blob_name(ciphertext: bytes) -> str:
    """Return the published name of a ciphertext: the first 40 hex digits of its SHA-256."""
    return hashlib.sha256(ciphertext).hexdigest()[:BLOB_NAME_LENGTH]
