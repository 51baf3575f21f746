"""The newest generation of each site that this machine has seen; if an older one appears, someone put it back."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import click

from sealed_site.language import tr
from sealed_site.manifest import Manifest
from sealed_site.whole_file import write_whole


def seen_file() -> Path:
    """Return the file with the generations, in the user's own settings folder; it names sites by digests."""
    return Path(click.get_app_dir("sealed-site")) / "generations.json"


def newest_seen(base: str, recipient: str) -> int:
    """Return the newest generation seen so far of a reader's site under the path `base`, 0 for the first time."""
    return _read().get(_site(base, recipient), 0)


def remember(manifest: Manifest, recipient: str) -> None:
    """Record a generation as seen, unless a newer one is recorded or the file cannot be written."""
    seen, site = _read(), _site(manifest.base, recipient)
    seen[site] = max(manifest.generation, seen.get(site, 0))
    path = seen_file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, json.dumps(seen).encode("ascii"))


def older_than_seen(manifest: Manifest, recipient: str) -> str | None:
    """Return the warning for a site older than one seen before, else None; either way, record this one as seen."""
    newest = newest_seen(manifest.base, recipient)
    remember(manifest, recipient)
    if manifest.generation >= newest:
        return None
    return tr(
        "this is the site of {day}, but this machine has already seen the one of {day2}. "
        "Either its host has restored an older one, or it needs some minutes to show the "
        "newer one.",
        day=day(manifest.generation),
        day2=day(newest),
    )


def day(generation: int) -> str:
    """Return when a generation was published, to the minute in UTC."""
    try:
        return f"{datetime.fromtimestamp(generation, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, OSError, ValueError):
        return tr("generation {generation}", generation=generation)


def _site(base: str, recipient: str) -> str:
    return hashlib.sha256(f"{recipient} {base}".encode()).hexdigest()[:32]


def _read() -> dict[str, int]:
    try:
        found = json.loads(seen_file().read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return {str(site): int(generation) for site, generation in found.items()}
