"""One build of the sample, one server with a strict policy: shared by every browser test."""

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def build(folder, *options):
    """Build the sample into a folder with the command that its reader would use."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The sample, built."""
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def french_site(tmp_path_factory):
    """The sample, built in French."""
    folder = tmp_path_factory.mktemp("french")
    theme = "theme: {name: client-ledger, locale: fr}"
    inherited = f"INHERIT: {ROOT}/mkdocs.yml\ndocs_dir: {ROOT}/ledger\n{theme}\n"
    (folder / "mkdocs.yml").write_text(inherited, encoding="utf-8")
    return build(folder / "site", "--config-file", str(folder / "mkdocs.yml"))


@pytest.fixture(scope="session")
def endless_site(tmp_path_factory):
    """The sample, built, with a word of 90 letters before every name, title and text."""
    folder = tmp_path_factory.mktemp("endless")
    shutil.copytree(ROOT / "ledger", folder / "ledger")
    for path in folder.rglob("*.md"):
        text = re.sub(
            r"(\b(?:name|title|text|next_action): [\"']?)", rf"\1{'w' * 90}", path.read_text(encoding="utf-8")
        )
        path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"INHERIT: {ROOT}/mkdocs.yml\ndocs_dir: ledger\n", encoding="utf-8")
    return build(folder / "site", "--config-file", str(folder / "mkdocs.yml"))


@pytest.fixture(scope="session")
def pages(site):
    """The path of every page in the built sample."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files under the strictest policy that lets a site load its own."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def serve():
    """Return a function that serves a folder and returns its address."""
    servers = []

    def start(folder):
        handler = functools.partial(Handler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served(site, serve):
    """The address of the served sample."""
    return serve(site)


def note_failed(page, request):
    """Note a request that failed, but not one given up: Chromium asks for the icon late and drops it on leaving."""
    if request.failure != "net::ERR_ABORTED":
        page.faults.append(f"not loaded: {request.url}: {request.failure}")


@pytest.fixture
def visit(browser):
    """Return a function that opens a page in a fresh context and notes what went wrong on the way."""
    contexts = []

    def start(width=1280, scheme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda each: page.faults.append(each.text) if each.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda request: note_failed(page, request))
        page.on("request", lambda request: page.requests.append(request.url))
        page.requests = []
        return page

    yield start
    for context in contexts:
        context.close()
