"""The key of a whole site: a digest of everything it is made from, computed without reading a record."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from client_ledger.cache import digest
from client_ledger.disk.undo import FOLDER as OWN_FOLDER
from client_ledger.disk.undo import PLAN
from client_ledger.history.state import history_state
from client_ledger.site.incremental.surroundings import is_known_whole, surroundings_digest

FROM_ELSEWHERE = (b"INHERIT", b"!ENV")


class UnknownInput(Exception):
    """The site is made from something that is not in its own files."""


def site_key(config: MkDocsConfig, options: dict[str, Any]) -> bytes | None:
    """Return the key of a site; None if it may be made from something besides its own files and settings."""
    docs_dir = Path(config.docs_dir)
    file = Path(config.config_file_path or docs_dir)
    try:
        if not is_known_whole(config) or (docs_dir / OWN_FOLDER / PLAN).exists():
            return None
        history = history_state(docs_dir, file)
        settings, files = _settings(config), _texts(docs_dir, "")
        if history is None:
            return None
        return digest(surroundings_digest(config), repr(options), *settings, *history, *files)
    except (UnknownInput, OSError, UnicodeError):
        return None


def _settings(config: MkDocsConfig) -> tuple[bytes, str]:
    """Return the text of mkdocs.yml, with the options as written, and the path from it to the ledger."""
    if not config.config_file_path:
        raise UnknownInput
    file = Path(config.config_file_path)
    text = file.read_bytes()
    if any(mark in text for mark in FROM_ELSEWHERE):
        raise UnknownInput
    return text, os.path.relpath(Path(config.docs_dir).resolve(), file.resolve().parent)


def _texts(folder: Path, prefix: str) -> Iterator[str | bytes]:
    """Yield the path and the digest of each file of the ledger; a link may lead out of it, so none is followed."""
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            raise UnknownInput
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            yield from _texts(Path(entry.path), f"{path}/")
        else:
            yield path
            with Path(entry.path).open("rb") as file:  # evidence may be larger than the memory
                yield hashlib.file_digest(file, "blake2b").digest()
