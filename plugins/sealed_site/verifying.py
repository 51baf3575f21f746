"""Comparing a published site with what this version would publish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from sealed_site import envelope
from sealed_site.errors import SealingError
from sealed_site.generations import day, older_than_seen
from sealed_site.identity import Identity
from sealed_site.language import tr
from sealed_site.manifest import open_manifest
from sealed_site.sealed_folder import SealedSource
from sealed_site.served import BLOB_NAME, BLOBS, CUSTOM_DOMAIN, KEY_NAME, KEYS, POINTER, frame

BASE = re.compile(r'data-base="([^"]*)"')
LANGUAGE = re.compile(r'data-language="([a-z]*)"')


@dataclass(frozen=True)
class Finding:
    """One thing compared: whether it is as it should be, and a sentence."""

    good: bool
    text: str


def verify(source: SealedSource, identity: Identity | None = None) -> list[Finding]:
    """Compare unlock page, worker and bundle byte for byte; with a key also signature, generation and all blobs."""
    page = source.read("index.html").decode(errors="replace")
    base, language = BASE.search(page), LANGUAGE.search(page)
    if base is None or language is None:
        return [Finding(good=False, text=tr("index.html is not the unlock page of a sealed site"))]
    stock = frame(base[1], language[1])
    findings = [_compared(source, path, data) for path, data in stock.items() if path != ".nojekyll"]
    return [*findings, *_strangers(source, set(stock)), *_opened(source, identity, unescape(base[1]))]


def _compared(source: SealedSource, path: str, expected: bytes) -> Finding:
    try:
        same = source.read(path) == expected
    except SealingError as error:
        return Finding(good=False, text=str(error))
    verdict = (
        tr("is the one of this version") if same else tr("is NOT the one of this version: do not unlock this site")
    )
    return Finding(same, f"{path} {verdict}")


def _strangers(source: SealedSource, stock: set[str]) -> list[Finding]:
    names = source.names()
    if names is None:
        text = tr(
            "other files: not compared, because an address lists none (verify the folder, or the "
            "branch it is served from)"
        )
        return [Finding(good=True, text=text)]
    findings = []
    for name in names:
        folder, _, last = name.rpartition("/")
        known = (folder == BLOBS and BLOB_NAME.fullmatch(last)) or (folder == KEYS and KEY_NAME.fullmatch(last))
        if name in stock or name in (POINTER, CUSTOM_DOMAIN):
            continue
        if not known:
            findings.append(
                Finding(good=False, text=tr("{name} does not belong to a sealed site: it may be plain text", name=name))
            )
        elif folder == BLOBS and envelope.blob_name(source.read(name)) != last:
            findings.append(
                Finding(good=False, text=tr("{name} is damaged: its content does not match its name", name=name))
            )
    return findings


def _opened(source: SealedSource, identity: Identity | None, base: str) -> list[Finding]:
    pointer = source.pointer()
    if identity is None:
        text = tr("signature, generation and files: not compared (name your key with --identity, or use --passphrase)")
        return [Finding(good=True, text=text)]
    try:
        ciphertext = source.read(f"{BLOBS}/{pointer.manifest}")
        if envelope.blob_name(ciphertext) != pointer.manifest:
            return [Finding(good=False, text=tr("the list of files is damaged"))]
        manifest = open_manifest(ciphertext, [identity.opener], identity.verify_key, base=base)
    except SealingError as error:
        return [Finding(good=False, text=str(error))]
    damaged = [path for path, entry in manifest.files.items() if not _is_whole(source, entry.blob)]
    signed = tr("the signature matches") if identity.verify_key else tr("your key cannot check a signature")
    older = older_than_seen(manifest, identity.recipient)
    return [
        Finding(good=True, text=f"{signed}; published {day(manifest.generation)}; {len(manifest.files)} files"),
        *([Finding(good=False, text=older)] if older else []),
        *(Finding(good=False, text=tr("{path} is missing or damaged", path=path)) for path in damaged),
    ]


def _is_whole(source: SealedSource, blob: str) -> bool:
    try:
        return envelope.blob_name(source.read(f"{BLOBS}/{blob}")) == blob
    except SealingError:
        return False
