"""`mkdocs serve` of a private site answers nobody but the browser on this machine, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from sealed_site.serving import is_own_address


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
    ],
)
def test_only_a_host_that_names_the_server_is_answered(host, bound, is_own):
    assert is_own_address(host, bound, 8000) == is_own


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
