"""The optional Ed25519 signature: nobody with only the public keys can forge a page."""

from __future__ import annotations

import base64
from pathlib import Path

import click
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sealed_site.errors import SealingError
from sealed_site.language import tr
from sealed_site.whole_file import write_whole

CONTEXT = b"sealed-site manifest v1\n"
SIGNING_KEY = "SEALED-SITE-SIGNING-KEY-1"


def new_signing_key() -> Ed25519PrivateKey:
    """Return a new random signing key."""
    return Ed25519PrivateKey.generate()


def verify_key(signing_key: Ed25519PrivateKey) -> str:
    """Return the public half (base64), as in key files and in `seal/verify.txt`."""
    return base64.b64encode(signing_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def sign(signing_key: Ed25519PrivateKey, payload: bytes) -> str:
    """Return the signature of a manifest's bytes, base64."""
    return base64.b64encode(signing_key.sign(CONTEXT + payload)).decode()


def is_signed(payload: bytes, signature: str | None, key: str) -> bool:
    """Tell whether `signature` over a manifest's bytes was made by the owner of `key` (both base64)."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(signature or "", validate=True), CONTEXT + payload)
    except (InvalidSignature, ValueError):
        return False
    return True


def signing_key_path(key: str) -> Path:
    """Return where the private half of `key` is kept: the user's own settings folder, outside every repository."""
    name = base64.b64decode(key).hex()[:16]
    return Path(click.get_app_dir("sealed-site")) / f"signing-{name}.key"


def store_signing_key(signing_key: Ed25519PrivateKey) -> Path:
    """Write the signing key to its place, for this user's eyes only, and return the path."""
    path = signing_key_path(verify_key(signing_key))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    raw = signing_key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    write_whole(path, f"{SIGNING_KEY} {base64.b64encode(raw).decode()}\n".encode("ascii"), 0o600)
    return path


def load_signing_key(key: str) -> Ed25519PrivateKey:
    """Return the private half of `key`, or raise `SealingError` when it is not on this machine."""
    path = signing_key_path(key)
    try:
        raw = base64.b64decode(path.read_text(encoding="ascii").removeprefix(SIGNING_KEY))
        return Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError as error:
        raise SealingError(tr("The signing key {path} is damaged; restore it from your copy.", path=path)) from error
    except FileNotFoundError as error:
        raise SealingError(
            tr(
                "The readers expect a signature, but the signing key is not on this machine "
                "({path}). Publish from the machine that has it. Or delete verify.txt beside "
                "recipients.txt, and rotate every reader's key.",
                path=path,
            )
        ) from error
