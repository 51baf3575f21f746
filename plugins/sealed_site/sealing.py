"""Turn a built site into a sealed folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sealed_site import envelope, media
from sealed_site.dummies import dummy_lengths, rounded_up
from sealed_site.errors import SealingError
from sealed_site.inspection import inspect_page, inspect_style, is_active
from sealed_site.keyring import Keyring
from sealed_site.language import tr
from sealed_site.manifest import Entry, Manifest
from sealed_site.progress import progress
from sealed_site.served import BLOBS, CUSTOM_DOMAIN, KEYS, POINTER, frame

MOST_PATHS_SHOWN = 3


@dataclass(frozen=True)
class Site:
    """A built site and where readers will find it: `url` is MkDocs' `site_url`, `language` two letters or empty.

    `copied` are the paths of files copied unchanged, such as evidence written by others, and
    not drawn by the build.
    """

    folder: Path
    url: str
    language: str = ""
    copied: frozenset[str] = frozenset()

    @property
    def base(self) -> str:
        """The path of the site with its slashes: `/repo-name/`."""
        return base_path(self.url)


@dataclass(frozen=True)
class Sealed:
    """The result of sealing: the manifest, and the blobs' total size in bytes, including dummies."""

    manifest: Manifest
    size: int


def base_path(site_url: str) -> str:
    """Return the path of a site's address, which must be absolute, with a slash at both ends."""
    parts = urlsplit(site_url)
    if not parts.scheme or not parts.netloc:
        raise SealingError(
            tr(
                "`site_url` is missing in mkdocs.yml. Write the address your readers will open "
                "(https://YOU.github.io/REPOSITORY/), so that every page finds the unlock page's "
                "files."
            )
        )
    return parts.path.rstrip("/") + "/"


def seal_site(
    site: Site,
    target: Path,
    keyring: Keyring,
    generation: int,
    *,
    signing_key: Ed25519PrivateKey | None = None,
    witness: pyrage.x25519.Identity | None = None,
) -> Sealed:
    """Write the sealed form of `site` into the empty folder `target`.

    A witness is an extra recipient, made only for this run, whose key can check the result.
    """
    recipients = [pyrage.x25519.Recipient.from_str(reader.recipient) for reader in keyring.require_readers()]
    if witness is not None:
        recipients.append(witness.to_public())
    contents = _inspected(site)
    (target / BLOBS).mkdir(parents=True)

    def write(ciphertext: bytes) -> None:
        (target / BLOBS / envelope.blob_name(ciphertext)).write_bytes(ciphertext)

    def seal(path: str, entry: Entry) -> Entry:
        data = (site.folder / path).read_bytes()
        sealed = envelope.seal(data, recipients, compress=media.is_compressible(entry.type))
        write(sealed.ciphertext)
        return replace(entry, blob=sealed.name, length=sealed.length, gzip=sealed.gzip)

    with ThreadPoolExecutor() as threads:
        sealed = threads.map(lambda content: (content[0], seal(*content)), contents)
        files = dict(progress(sealed, tr("Sealing"), len(contents)))
        lengths = [entry.length for entry in files.values()]
        dummies = dummy_lengths(lengths, rounded_up(len(files) + 1) - len(files) - 1)
        for ciphertext in threads.map(lambda length: envelope.seal_nothing(length, recipients), dummies):
            write(ciphertext)
    manifest = Manifest(site.base, generation, files)
    ciphertext = manifest.seal(recipients, signing_key)
    write(ciphertext)
    _write_frame(site, target, keyring, envelope.blob_name(ciphertext))
    return Sealed(manifest, sum(path.stat().st_size for path in (target / BLOBS).iterdir()))


def _write_frame(site: Site, target: Path, keyring: Keyring, manifest: str) -> None:
    protected = keyring.protected_identities()
    pointer = {"format": 1, "manifest": manifest, "keys": sorted(protected)}
    parts = {
        **frame(site.base, site.language),
        POINTER: json.dumps(pointer).encode() + b"\n",
        **{f"{KEYS}/{name}": data for name, data in protected.items()},
    }
    for path, data in parts.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    if (site.folder / CUSTOM_DOMAIN).is_file():
        shutil.copyfile(site.folder / CUSTOM_DOMAIN, target / CUSTOM_DOMAIN)


def site_paths(folder: Path) -> list[str]:
    """Return the paths of all files of a built site, in order, without the custom domain's file."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if path != CUSTOM_DOMAIN)


def _inspected(site: Site) -> list[tuple[str, Entry]]:
    contents: list[tuple[str, Entry]] = []
    refusals: dict[str, list[str]] = {}
    for path in site_paths(site.folder):
        kind = media.media_type(path)
        entry = Entry("", kind, 0, gzip=False, sandboxed=is_active(kind) and path in site.copied)
        reasons: Iterable[str] = ()
        if entry.type.startswith("text/html") and not entry.sandboxed:
            page = inspect_page(_text(site.folder / path), site.url)
            reasons = page.refusals
            entry = replace(entry, scripts=page.scripts, styles=page.styles)
        elif entry.type.startswith("text/css"):
            reasons = inspect_style(_text(site.folder / path), site.url)
        for reason in reasons:
            refusals.setdefault(reason, []).append(path)
        contents.append((path, entry))
    if refusals:
        raise SealingError(_listed(refusals))
    return contents


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _listed(refusals: dict[str, list[str]]) -> str:
    lines = [f"  - {_several(paths)} {reason}" for reason, paths in refusals.items()]
    return tr("This site cannot be sealed as it is:") + "\n" + "\n".join(lines)


def _several(paths: list[str]) -> str:
    more = len(paths) - MOST_PATHS_SHOWN
    names = ", ".join(paths[:MOST_PATHS_SHOWN])
    return tr("{names} and {count} more:", names=names, count=more) if more > 0 else tr("{names}:", names=names)
