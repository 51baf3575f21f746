"""`mkdocs serve` of a private site answers nobody but the browser on this machine, and leaves nothing behind."""

from __future__ import annotations

import http.client
import inspect
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from mkdocs.livereload import LiveReloadServer

from sealed_site.serving import guard_serving, is_own_address


@pytest.mark.parametrize(
    ("host", "bound", "is_own"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("192.168.1.7:8000", "0.0.0.0", True),  # noqa: S104
        ("localhost:8000", "0.0.0.0", True),  # noqa: S104
        ("192.168.1.7:8000", "192.168.1.7", True),
        ("evil.example:8000", "127.0.0.1", False),
        ("evil.example:8000", "0.0.0.0", False),  # noqa: S104
        ("127.0.0.1.evil.example:8000", "127.0.0.1", False),
        ("192.168.1.7:8000", "127.0.0.1", False),
        ("localhost:9999", "127.0.0.1", False),
        ("127.0.0.1", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("localhost:8000", "127.0.0.2", True),
        ("localhost:8000", "", True),
        ("localhost:8000", "192.168.1.7", False),
        ("localhost:8000", "ledger.lan", False),
        ("[::1]:8000", "::", True),
        ("ledger.lan:8000", "Ledger.lan", True),
        ("LEDGER.LAN:8000", "ledger.lan", True),
    ],
)
def test_only_a_host_that_names_the_server_is_answered(host, bound, is_own):
    assert is_own_address(host, bound, 8000) == is_own


@pytest.mark.parametrize(
    ("host", "port", "is_own"),
    [
        ("localhost", 80, True),
        ("127.0.0.1", 80, True),
        ("[::1]", 80, True),
        ("localhost:80", 80, True),
        ("localhost:", 80, True),
        ("localhost:8000", 80, False),
        ("evil.example", 80, False),
        ("localhost", 81, False),
    ],
)
def test_a_host_without_a_port_names_the_one_that_browsers_leave_out(host, port, is_own):
    assert is_own_address(host, "127.0.0.1", port) == is_own


@pytest.fixture
def guarded(monkeypatch):
    """MkDocs' server and the signals, guarded for one test."""
    # A build in this process may have guarded it already.
    monkeypatch.setattr(LiveReloadServer, "serve_request", inspect.unwrap(LiveReloadServer.serve_request))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number in before:
        signal.signal(number, signal.SIG_DFL)
    yield guard_serving
    for number, handler in before.items():
        signal.signal(number, handler)


def answered(folder, bound, host):
    """The status with which MkDocs' server at an address answers a request of this Host."""
    server = LiveReloadServer(lambda: None, bound, 8000, str(folder))
    if ":" in bound:
        server.server_address = (bound, 8000, 0, 0)  # so it is once an address of IPv6 is bound
    statuses = []
    environ = {"HTTP_HOST": host, "PATH_INFO": "/nothing", "REQUEST_METHOD": "GET"}
    server.serve_request(environ, lambda status, *_more: statuses.append(status))
    server.server_close()
    return statuses[0][:3]


@pytest.mark.parametrize(("bound", "host"), [("127.0.0.1", "localhost:8000"), ("::1", "[::1]:8000")])
def test_mkdocs_own_server_answers_only_its_own_address(guarded, tmp_path, bound, host):
    guarded()
    assert answered(tmp_path, bound, host) == "404"
    assert answered(tmp_path, bound, "evil.example:8000") == "403"


def test_a_second_serve_in_one_process_guards_the_server_no_second_time(guarded):
    native = LiveReloadServer.serve_request
    guarded()
    guarded()
    assert LiveReloadServer.serve_request.__wrapped__ is native


def test_a_signal_to_end_leaves_by_its_number(guarded):
    guarded()
    for number in (signal.SIGTERM, signal.SIGHUP):
        with pytest.raises(SystemExit) as left:
            signal.getsignal(number)(number, None)
        assert left.value.code == 128 + number


def test_what_a_signal_did_already_stays(guarded, monkeypatch):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    monkeypatch.delattr(signal, "SIGHUP")  # as on Windows
    guarded()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN


def test_no_signal_is_caught_outside_the_main_thread(guarded):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(guarded).result()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.fixture(params=[(), ("--no-livereload",), ("--clean",)], ids=["watching", "no-livereload", "clean"])
def serving(request, published, tmp_path):
    """`mkdocs serve` of the sample site: its port, its temporary folder and its process."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *request.param]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    with subprocess.Popen(command, cwd=published.source, env=environment, stderr=subprocess.DEVNULL) as process:
        yield port, tmp_path / "temporary", process
        process.kill()


def asked(port, host):
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/repo-name/", headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("mkdocs serve does not listen")


def test_a_page_elsewhere_reads_nothing_and_what_is_read_is_stored_nowhere(serving):
    port, temporary, process = serving
    status, headers, text = asked(port, f"127.0.0.1:{port}")
    assert (status, "Overview of Quillfeather" in text) == (200, True)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    status, headers, text = asked(port, f"evil.example:{port}")
    assert (status, text) == (403, f"Open this site as http://127.0.0.1:{port}/repo-name/\n")
    assert any(temporary.iterdir())
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 128 + signal.SIGTERM
    assert list(temporary.iterdir()) == []
