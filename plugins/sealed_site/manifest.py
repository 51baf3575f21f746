"""The sealed list of what is published: path → blob, and how to serve it.

Inside its age file it is one line of JSON (`{"length": …, "signature": …}`) and then the gzipped list of that length,
so `age -d | tail -n +2 | gunzip` reads it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from urllib.parse import unquote

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sealed_site import envelope, signature
from sealed_site.errors import SealingError
from sealed_site.language import tr

FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One file of the site: its blob, its media type, its length in the blob, its inline scripts' hashes.

    A sandboxed file is shown, but runs no script and requests nothing.
    """

    blob: str
    type: str
    length: int
    gzip: bool
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    sandboxed: bool = False


DEFAULTS = {each.name: each.default for each in fields(Entry)}


@dataclass(frozen=True)
class Manifest:
    """All files of one publish, by path; `generation` grows from publish to publish."""

    base: str
    generation: int
    files: Mapping[str, Entry] = field(default_factory=dict)

    def payload(self) -> bytes:
        """Return the gzipped JSON, in path order."""
        files = {path: _without_defaults(asdict(self.files[path])) for path in sorted(self.files)}
        data = {"format": FORMAT, "base": self.base, "generation": self.generation, "files": files}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return gzip.compress(text.encode(), compresslevel=6, mtime=0)

    def seal(self, recipients: Sequence[Any], signing_key: Ed25519PrivateKey | None) -> bytes:
        """Return the manifest's age file."""
        payload = self.payload()
        head: dict[str, object] = {"length": len(payload)}
        if signing_key is not None:
            head["signature"] = signature.sign(signing_key, payload)
        return bytes(pyrage.encrypt(envelope.pad(json.dumps(head).encode() + b"\n" + payload), recipients))


def open_manifest(
    ciphertext: bytes, identities: Sequence[Any], verify_key: str | None = None, *, base: str | None = None
) -> Manifest:
    """Read a manifest.

    Raise `SealingError` if it does not open, is not signed by the owner of `verify_key`, or belongs to a site under
    another path than `base`, if these are given.
    """
    head_line, _, rest = envelope.decrypt(ciphertext, identities).partition(b"\n")
    try:
        head = json.loads(head_line)
        payload = rest[: int(head["length"])]
    except (ValueError, KeyError, TypeError) as error:
        raise SealingError(tr("The list of files is not that of a sealed site.")) from error
    if verify_key is not None and not signature.is_signed(payload, head.get("signature"), verify_key):
        raise SealingError(tr("The site's signature does not match: its owner did not publish this."))
    try:
        data = json.loads(gzip.decompress(payload))
        if data["format"] != FORMAT:
            raise SealingError(
                tr(
                    "Another version sealed this site (format {format}, here {format2}).",
                    format=data["format"],
                    format2=FORMAT,
                )
            )
        if base is not None and unquote(data["base"]) != unquote(base):
            raise SealingError(
                tr(
                    "Another site is published here: the one under {base}, not {base2}.",
                    base=data["base"],
                    base2=base,
                )
            )
        files = {path: Entry(**entry) for path, entry in data["files"].items()}
        return Manifest(data["base"], int(data["generation"]), files)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealingError(tr("The list of files is not that of a sealed site.")) from error


def _without_defaults(entry: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in entry.items() if value != DEFAULTS[name]}
