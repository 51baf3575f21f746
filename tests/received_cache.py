"""A small file of the cache, and every change of one of its bytes, for tests and for fuzzing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from client_ledger.cache import Cache

KEPT = {"clients/acme/index.html": (b"key of acme", b"<p>Acme</p>"), "index.html": (b"key of all", b"<p>Today</p>")}


def small_cache() -> bytes:
    """Return the file of a cache that keeps two pages."""
    folder = Path(tempfile.mkdtemp(prefix="client-ledger-cache-"))
    cache = Cache(folder, "pages")
    for name, (key, value) in KEPT.items():
        cache.put(name, key, value)
    cache.save(KEPT)
    return (folder / "pages.sqlite").read_bytes()


def changes(data: bytes, step: int = 1) -> Iterator[bytes]:
    """Yield the file with each byte changed in turn, or ended there, or only every so many."""
    for at in range(0, len(data), step):
        other = (data[at] ^ (1 << at // step % 8)) or 0xFF
        yield data[:at] + bytes([other]) + data[at + 1 :]
        if at % (16 * step) == 0:
            yield data[:at]


def read(data: bytes, folder: Path) -> None:
    """Read a file of the cache: each value is as it was put in, or gone, and the cache can be written again."""
    (folder / "pages.sqlite").write_bytes(data)
    cache = Cache(folder, "pages")
    cache.keys_by_name()
    for name, (key, value) in KEPT.items():
        if cache.get(name, key) not in (None, value):
            raise AssertionError("the cache gave what nobody had put in")
    cache.put("new.html", b"key", b"new")
    cache.save({*KEPT, "new.html"})
