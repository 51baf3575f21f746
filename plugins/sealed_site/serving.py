"""Guard `mkdocs serve` of a private site: it answers only for its own address, and leaves nothing behind."""

from __future__ import annotations

import functools
import ipaddress
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from types import FrameType
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer

from sealed_site.hosts import OWN_MACHINE

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # MkDocs writes a script that reloads the page into each one.
    "Content-Security-Policy": (
        "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}
Answer = Callable[[LiveReloadServer, "WSGIEnvironment", "StartResponse"], Iterable[bytes]]


def guard_serving() -> None:
    """Make the server that `mkdocs serve` is about to start answer only for its own address, and stop cleanly.

    MkDocs gives plugins its server only when it watches for changes, so this guards its class.
    """
    if not hasattr(LiveReloadServer.serve_request, "__wrapped__"):
        LiveReloadServer.serve_request = _guarded(LiveReloadServer.serve_request)  # type: ignore[assignment, method-assign]
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _leave)


def is_own_address(host: str, bound: str, port: int) -> bool:
    """Tell whether a request's Host names the server itself.

    A foreign page can make its own host name resolve to this machine, but never an address, and never `localhost`.
    """
    name, _, asked_port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not name:
        name, asked_port = host, ""
    if asked_port != str(port) and not (asked_port == "" and port == 80):  # noqa: PLR2004 the port browsers leave out
        return False
    name = name.strip("[]").lower()
    if name == bound.lower() or (name in OWN_MACHINE and _is_own(bound)):
        return True
    return _is_number(name) and _is_everyone(bound)


def _guarded(native: Answer) -> Answer:
    @functools.wraps(native)
    def answer(server: LiveReloadServer, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        bound, port = server.server_address[:2]
        if not is_own_address(environ.get("HTTP_HOST", ""), str(bound), int(port)):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8"), *HEADERS.items()])
            return [f"Open this site as {server.url}\n".encode()]

        def dressed(status: str, headers: list[tuple[str, str]], *more: object) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *HEADERS.items()], *more)  # type: ignore[arg-type]

        return native(server, environ, dressed)

    return answer


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _is_own(bound: str) -> bool:
    return bound in OWN_MACHINE or bound.startswith("127.") or _is_everyone(bound)


def _is_everyone(bound: str) -> bool:
    return bound in ("0.0.0.0", "::", "")  # noqa: S104 told from others, not bound to


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
