"""The check before publishing: the sealed site opens completely, and shows nothing in clear text."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyrage

from sealed_site import envelope, leaks
from sealed_site.errors import SealingError
from sealed_site.language import tr
from sealed_site.manifest import Manifest, open_manifest
from sealed_site.progress import progress
from sealed_site.sealed_folder import SealedFolder
from sealed_site.sealing import Site, site_paths
from sealed_site.served import BLOB_NAME, BLOBS, CUSTOM_DOMAIN, KEY_NAME, KEYS, POINTER, frame

MOST_LEAKS_SHOWN = 10
POINTER_WORDS = b"_seal/site.json format manifest keys"


def check_sealed(site: Site, sealed: Path, witness: pyrage.x25519.Identity, extra_secrets: Iterable[str] = ()) -> None:
    """Raise `SealingError` unless every file of `site` opens from `sealed` unchanged and nothing is in clear text."""
    published = {path.relative_to(sealed).as_posix(): path.read_bytes() for path in sealed.rglob("*") if path.is_file()}
    unexpected = [path for path, data in published.items() if not _is_expected(path, data, site)]
    if unexpected:
        raise SealingError(
            tr("The sealed folder holds files that do not belong there: {names}", names=", ".join(unexpected))
        )
    pointer = SealedFolder(sealed).pointer()
    manifest = open_manifest(published[f"{BLOBS}/{pointer.manifest}"], [witness])
    _check_opens(site, published, manifest, witness)
    _check_dummies(published, {pointer.manifest, *(entry.blob for entry in manifest.files.values())}, witness)
    stock = frame(site.base, site.language)
    known = b"\0".join([*stock.values(), *(path.encode() for path in stock), POINTER_WORDS, site.base.encode()])
    secrets = leaks.site_secrets(site.folder, site_paths(site.folder)) | {text for text in extra_secrets if text}
    found = list(leaks.find_leaks({p: d for p, d in published.items() if p != CUSTOM_DOMAIN}, secrets, known))
    if found:
        shown = "\n".join(f"  - {leak.path}: “{leak.secret}”" for leak in found[:MOST_LEAKS_SHOWN])
        raise SealingError(
            tr("Nothing was published: plain text shows in {count} places.\n{shown}", count=len(found), shown=shown)
        )


def _check_opens(site: Site, published: dict[str, bytes], manifest: Manifest, witness: pyrage.x25519.Identity) -> None:
    if list(manifest.files) != site_paths(site.folder):
        raise SealingError(tr("Nothing was published: the sealed list of files does not match the site."))

    def is_whole(path: str) -> bool:
        entry = manifest.files[path]
        ciphertext = published[f"{BLOBS}/{entry.blob}"]
        opened = envelope.unseal(ciphertext, [witness], length=entry.length, gzipped=entry.gzip)
        return opened == (site.folder / path).read_bytes()

    with ThreadPoolExecutor() as threads:
        opened = zip(manifest.files, threads.map(is_whole, manifest.files), strict=True)
        for path, whole in progress(opened, tr("Opening what was sealed"), len(manifest.files)):
            if not whole:
                raise SealingError(tr("Nothing was published: {path} does not open to what was sealed.", path=path))


def _check_dummies(published: dict[str, bytes], used: set[str], witness: pyrage.x25519.Identity) -> None:
    """Raise `SealingError` unless every blob that holds no file of the site opens, and holds nothing but zeros."""
    blobs = {path.rpartition("/")[2]: data for path, data in published.items() if path.startswith(f"{BLOBS}/")}
    unused = sorted(blobs.keys() - used)
    with ThreadPoolExecutor() as threads:
        opened = threads.map(lambda name: envelope.decrypt(blobs[name], [witness]), unused)
        for name, content in zip(unused, opened, strict=True):
            if any(content):
                raise SealingError(
                    tr("Nothing was published: {path} holds no file of the site.", path=f"{BLOBS}/{name}")
                )


def _is_expected(path: str, data: bytes, site: Site) -> bool:
    folder, _, name = path.rpartition("/")
    if folder == BLOBS:
        return BLOB_NAME.fullmatch(name) is not None and envelope.blob_name(data) == name
    if folder == KEYS:
        return KEY_NAME.fullmatch(name) is not None and data.startswith(b"age-encryption.org/v1\n-> scrypt ")
    return path in (POINTER, CUSTOM_DOMAIN) or frame(site.base, site.language).get(path) == data
