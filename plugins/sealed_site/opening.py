"""Reading a sealed site without trusting its host: decrypted here, served on 127.0.0.1."""

from __future__ import annotations

from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from sealed_site import envelope
from sealed_site.errors import SealingError
from sealed_site.identity import Identity, unprotect
from sealed_site.language import tr
from sealed_site.manifest import Entry, Manifest, open_manifest
from sealed_site.passphrase import normalised
from sealed_site.sealed_folder import SealedAddress, SealedSource
from sealed_site.sealing import base_path
from sealed_site.served import BLOBS, KEYS

HOST = "127.0.0.1"
SANDBOX = (
    "sandbox; default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class OpenSite:
    """A sealed site and the key that opens it."""

    source: SealedSource
    identity: Identity
    manifest: Manifest

    def read(self, path: str) -> tuple[Entry, bytes] | None:
        """Return one file of the site, found as a web server would, or None."""
        folder = path.strip("/") + "/" if path.strip("/") else ""
        for name in (path, f"{folder}index.html", f"{path}.html"):
            entry = self.manifest.files.get(name)
            if entry is not None:
                return entry, self._unseal(name, entry)
        return None

    def _unseal(self, name: str, entry: Entry) -> bytes:
        ciphertext = self.source.read(f"{BLOBS}/{entry.blob}")
        if envelope.blob_name(ciphertext) != entry.blob:
            raise SealingError(tr("{name} is damaged: it is not the file that was published.", name=name))
        return envelope.unseal(ciphertext, [self.identity.opener], length=entry.length, gzipped=entry.gzip)


def open_site(source: SealedSource, identity: Identity) -> OpenSite:
    """Open a sealed site's list of files; if the site has an address, the list must belong to it.

    Its signature is checked if the identity has a verify key.
    """
    ciphertext = source.read(f"{BLOBS}/{source.pointer().manifest}")
    base = base_path(source.url) if isinstance(source, SealedAddress) else None
    return OpenSite(source, identity, open_manifest(ciphertext, [identity.opener], identity.verify_key, base=base))


def identity_on_site(source: SealedSource, passphrase: str) -> Identity:
    """Return the identity on the site that a passphrase opens."""
    keys = source.pointer().keys
    if not keys:
        raise SealingError(tr("This site's readers keep their keys in files; name yours with --identity."))
    for name in keys:
        try:
            return unprotect(source.read(f"{KEYS}/{name}"), normalised(passphrase))
        except SealingError:
            continue
    raise SealingError(tr("This passphrase opens none of the site's keys."))


def serve(site: OpenSite, port: int) -> ThreadingHTTPServer:
    """Return a server of the decrypted site on 127.0.0.1, under the site's own base path; the caller runs it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, site)

        def log_message(self, *_arguments: object) -> None:
            """Print no requests on the terminal."""

    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise SealingError(
            tr("Port {port} is taken ({reason}); choose another with --port.", port=str(port), reason=error.strerror)
        ) from error


def answer(handler: BaseHTTPRequestHandler, site: OpenSite) -> None:
    """Answer one request, only if it is addressed to 127.0.0.1, so that no web page can ask from outside."""
    path = unquote(urlsplit(handler.path).path)
    if handler.headers.get("Host") != "{}:{}".format(*handler.connection.getsockname()):
        _send(handler, 403, "text/plain; charset=utf-8", b"Open this site as http://127.0.0.1\n")
        return
    if path == "/" != site.manifest.base:
        handler.send_response(302)
        handler.send_header("Location", site.manifest.base)
        handler.end_headers()
        return
    inside = path.removeprefix(site.manifest.base)
    if f"{inside}/index.html" in site.manifest.files and inside:
        handler.send_response(302)
        handler.send_header("Location", f"{urlsplit(handler.path).path}/")
        handler.end_headers()
        return
    try:
        found = site.read(inside)
    except SealingError as error:
        _send(handler, 502, "text/plain; charset=utf-8", f"{error}\n".encode())
        return
    if found is None:
        missing = site.read("404.html")
        _send(handler, 404, "text/html; charset=utf-8", missing[1] if missing else b"Not found")
        return
    _send(handler, 200, found[0].type, found[1], policy(found[0]))


def policy(entry: Entry) -> str:
    """Return the Content-Security-Policy of one file: nothing from other hosts, and only its own inline code.

    Files written by others run nothing at all, and have no origin.
    """
    if entry.sandboxed:
        return SANDBOX
    scripts = " ".join(f"'{code}'" for code in entry.scripts)
    styles = " ".join(f"'{code}'" for code in entry.styles)
    if entry.type.startswith(("image/", "audio/", "video/", "application/pdf")):
        # Browsers style the page they make of an image or, as WebKit does, of a PDF, and images style themselves; none
        # of them runs a script by it.
        own = "'unsafe-inline'"
    else:
        own = f"'unsafe-hashes' {styles}" if styles else ""
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' {own}; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _send(
    handler: BaseHTTPRequestHandler, status: int, media: str, body: bytes, csp: str = "default-src 'none'"
) -> None:
    handler.send_response(status)
    headers = {
        "Content-Type": media,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": csp,
        # By the HTML standard, browsers show no sandboxed page that asks to be alone.
        "Cross-Origin-Opener-Policy": "unsafe-none" if csp == SANDBOX else "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
