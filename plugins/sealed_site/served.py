"""The published files besides blobs: the unlock page, its scripts, and the public facts of a sealed folder."""

from __future__ import annotations

import html
import re
from functools import cache
from importlib import resources

BLOBS = "b"
KEYS = "k"
ASSETS = "_seal"
POINTER = f"{ASSETS}/site.json"
CUSTOM_DOMAIN = "CNAME"
ROBOTS = b"User-agent: *\nDisallow: /\n"
SCRIPTS = (
    "addresses.js",
    "age.js",
    "asking.js",
    "blobs.js",
    "identity.js",
    "keys.js",
    "page.js",
    "pages.js",
    "unlock.js",
    "words.js",
)
STYLES = ("page.css", "unlock.css")
BLOB_NAME = re.compile(r"[0-9a-f]{40}")
KEY_NAME = re.compile(r"[0-9a-f]{16}\.age")


@cache
def stock(name: str) -> bytes:
    """Return one of the files that are the same on every sealed site."""
    return resources.files("sealed_site").joinpath("browser", "served", name).read_bytes()


def frame(base: str, language: str = "") -> dict[str, bytes]:
    """Return the files (path → bytes) that are the same for all sites under `base` in `language`."""
    page = stock("unlock.html").decode().replace("{{ base }}", html.escape(base))
    page = page.replace("{{ language }}", html.escape(language or "en")).replace("{{ chosen }}", html.escape(language))
    assets = {f"{ASSETS}/{name}": stock(name) for name in (*SCRIPTS, *STYLES, "LICENSES.txt")}
    # Every opened page waits for this one, so it includes what it needs.
    assets[f"{ASSETS}/page.js"] = b"".join(stock(name) for name in ("words.js", "asking.js", "page.js"))
    return {
        "index.html": page.encode(),
        "404.html": page.encode(),
        "sw.js": stock("sw.js"),
        "robots.txt": ROBOTS,
        ".nojekyll": b"",
        **assets,
    }
