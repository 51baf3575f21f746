"""A host that behaves like GitHub Pages."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass
class PagesHost:
    """A host that behaves like GitHub Pages: one folder under a path, 404.html with 404, slash redirects."""

    folder: Path
    base: str = "/repo-name/"
    lifetime: int = 600
    """Seconds for which browsers may take what they were served from their cache."""
    server: ThreadingHTTPServer = field(init=False)
    asked: list[str] = field(default_factory=list)
    delays: dict[str, float] = field(default_factory=dict)
    """Seconds to wait before a file is answered, by its path in the folder."""

    def __post_init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}{self.base}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: PagesHost, *arguments: Any) -> None:
        self.host = host
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.host.asked.append(path)
        time.sleep(self.host.delays.get(path.removeprefix(self.host.base), 0))
        found = self.host.folder / path.removeprefix(self.host.base)
        if not path.startswith(self.host.base):
            self._send(404, b"elsewhere", "text/plain")
        elif found.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            file = found / "index.html" if found.is_dir() else found
            if file.is_file():
                kinds = {
                    ".html": "text/html; charset=utf-8",
                    ".js": "text/javascript",
                    ".css": "text/css",
                    ".json": "application/json",
                }
                self._send(200, file.read_bytes(), kinds.get(file.suffix, "application/octet-stream"))
            else:
                self._send(404, (self.host.folder / "404.html").read_bytes(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        self.host.asked.append(f"POST {urlsplit(self.path).path}")
        self._send(501, b"static", "text/plain")

    def _send(self, status: int, body: bytes, media: str) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": media,
            "Content-Length": str(len(body)),
            "Cache-Control": f"max-age={self.host.lifetime}",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass
