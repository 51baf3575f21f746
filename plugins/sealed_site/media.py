"""Media types by file name, the same on every machine."""

from __future__ import annotations

from mimetypes import MimeTypes
from pathlib import PurePosixPath

TYPES = MimeTypes(filenames=())
OWN = {
    ".html": "text/html",
    ".htm": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".xml": "application/xml",
    ".ics": "text/calendar",
    ".eml": "message/rfc822",
}


def media_type(path: str) -> str:
    """Return the media type of a file by its name, with the charset of text."""
    suffix = PurePosixPath(path).suffix.lower()
    found = OWN.get(suffix) or (None if path.endswith(".gz") else TYPES.guess_type(path)[0])
    found = found or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def is_compressible(media: str) -> bool:
    """Tell whether gzip is worth trying: for text, also under other media types."""
    kind = media.partition(";")[0]
    return kind.startswith("text/") or kind.endswith(("+xml", "+json", "/json", "/xml", "/wasm"))
