"""How long sealing, unlocking and reading take; prints each figure beside its limit and fails when one is passed.

Limits: 4,000 files of 20 KB sealed in 2 s of encryption and 15 s in all, checks included; unlock in 6 s; a page
through the worker within 25 ms of the same page unsealed (medians); 100 KB of JavaScript.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyrage
from playwright.sync_api import Page, sync_playwright

from sealed_site import envelope
from sealed_site.check import check_sealed
from sealed_site.identity import new_identity
from sealed_site.keyring import Keyring, Reader
from sealed_site.passphrase import generate, word_list
from sealed_site.sealing import Site, seal_site
from sealed_site.served import frame

FILES, SIZE, VISITS, ROUNDS, MOST_SCRIPT = 4000, 20_000, 30, 4, 100_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes: by the clock, or of the processor where others keep that busy."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return min(time.perf_counter() - start, time.process_time() - used)


def write_pages(folder: Path, files: int) -> None:
    """Write pages of about `SIZE` bytes of English words, each linking to the next."""
    chance, words = random.Random(1), word_list()
    for number in range(files):
        text = " ".join(chance.choice(words) for _ in range(SIZE // 8))
        link = f'<a id="next" href="../p{(number + 1) % files}/">next</a>'
        page = folder / f"p{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f"<!doctype html><html><head><title>Page {number}</title></head><body>{link}<p>{text}</p></body></html>"
        )


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word on the terminal."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def served(folder: Path) -> str:
    """Serve `folder` on this machine and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def median_visits(pages: list[tuple[Page, str]]) -> list[float]:
    """Return the median seconds from asking for a page to its last byte handled, over `VISITS` pages of each site.

    The sites take turns, so that what else the machine does slows all of them alike; a tab behind another is slower.
    """
    script = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    times: list[list[float]] = [[] for _ in pages]
    for number in range(VISITS):
        for (page, base), taken in zip(pages, times, strict=True):
            page.bring_to_front()
            page.goto(f"{base}p{number}/")
            taken.append(page.evaluate(script) / 1000)
    return [statistics.median(taken) for taken in times]


def sealing_figures(root: Path) -> list[tuple[str, float, float | None]]:
    """Return name, seconds and limit of each step of sealing many small files."""
    built, target = root / "built", root / "sealed"
    write_pages(built, FILES)
    target.mkdir()
    keyring = Keyring(root / "seal")
    keyring.add(Reader("owner", new_identity().recipient))
    witness = pyrage.x25519.Identity.generate()
    site = Site(built, "https://example.org/")
    sealing = timed(lambda: seal_site(site, target, keyring, 1, witness=witness))
    checking = timed(lambda: check_sealed(site, target, witness))
    recipients = [pyrage.x25519.Recipient.from_str(keyring.readers()[0].recipient), witness.to_public()]
    packed = [envelope.pad(envelope.pack(page.read_bytes(), compress=True)[0]) for page in built.rglob("*.html")]
    encrypting = timed(lambda: [pyrage.encrypt(data, recipients) for data in packed])
    megabyte = bytes(random.Random(2).randbytes(1_000_000))
    large = timed(lambda: [envelope.seal(megabyte, recipients, compress=False) for _ in range(20)]) / 20
    return [
        (f"encryption of {FILES} files of {SIZE // 1000} KB", encrypting, 2),
        ("sealing them (reading, packing, inspecting, writing)", sealing, None),
        ("checking them (opening all, looking for plain text)", checking, None),
        ("sealing and checking in all", sealing + checking, 15),
        ("sealing a file", sealing / FILES, None),
        ("sealing a megabyte", large, None),
    ]


def reading_figures(root: Path, chromium: str) -> list[tuple[str, float, float | None]]:
    """Return name, seconds and limit of unlocking and of visiting pages, sealed against unsealed."""
    built, target = root / "small", root / "small-sealed"
    write_pages(built, VISITS)
    shutil.copy(built / "p0" / "index.html", built / "index.html")
    target.mkdir()
    identity, passphrase = new_identity(), generate()
    keyring = Keyring(root / "small-seal")
    keyring.add(Reader("owner", identity.recipient), identity, passphrase)
    seal_site(Site(built, "https://example.org/"), target, keyring, 1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        page, base = browser.new_context().new_page(), served(target)
        page.goto(base)
        page.fill("#passphrase", passphrase)
        start = time.perf_counter()
        page.click("#unlock")
        page.wait_for_selector(".sealed-lock")
        unlock = time.perf_counter() - start
        sites = [(browser.new_page(), served(built)), (page, base)]
        # The calmest round counts, by how fast the plain site was in it.
        plain, sealed = min(median_visits(sites) for _ in range(ROUNDS))
        browser.close()
    return [
        ("unlock with a passphrase", unlock, 6),
        ("page unsealed, median", plain, None),
        ("page through the worker, median", sealed, None),
        ("what the worker adds", sealed - plain, 0.025),
    ]


def main() -> int:
    """Print all figures and return 1 when one passes its limit."""
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder:
        figures = sealing_figures(Path(folder))
        figures += reading_figures(Path(folder), chromium) if chromium else []
    for name, seconds, limit in figures:
        shown = f"{seconds:8.2f} s " if seconds >= 1 else f"{seconds * 1000:8.1f} ms"
        print(f"{name:<55}{shown}  {f'limit {limit} s' if limit else ''}")
    if not chromium:
        print("unlock and page times: not measured, there is no Chromium on this machine")
    script = sum(len(data) for name, data in frame("/").items() if name.endswith(".js"))
    print(f"{'JavaScript':<55}{script / 1000:8.1f} KB  limit 100 KB")
    return int(script > MOST_SCRIPT or any(limit and seconds > limit for _, seconds, limit in figures))


if __name__ == "__main__":
    sys.exit(main())
