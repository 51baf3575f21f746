"""Pages drawn by several processes are, byte for byte, the pages that one draws."""

import os
import signal
import sys
import threading
from unittest.mock import Mock

import pytest

from building import SITE, add_contract, from_nothing, make, run, write
from client_ledger.site.drawing import VARIABLE, Drawing, jobs_that_pay
from client_ledger.site.render import Renderer

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"


@pytest.fixture
def forking(monkeypatch):
    """Let this process fork although a browser's test before may have left it a server's thread, which sleeps."""
    if not CAN_FORK:
        pytest.skip("this platform cannot fork")
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def folder(tmp_path):
    make(tmp_path / "mine")
    for number in range(5):
        add_contract(tmp_path / "mine", "acme", f"acme-{number}")
    return tmp_path / "mine"


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("jobs", ["2", "3"])
def test_several_processes_write_what_one_writes(folder, monkeypatch, jobs):
    monkeypatch.setenv(VARIABLE, "1")
    alone = from_nothing(folder)
    monkeypatch.setenv(VARIABLE, jobs)
    assert run(folder, folder / "site") == alone
    assert run(folder, folder / "site") == alone


@pytest.mark.usefixtures("forking")
def test_another_process_draws_from_the_last_page_on():
    begun, begin = os.pipe()

    def draw(path):
        os.write(begin, path.encode())
        return f"page {path} of {os.getpid()}"

    found = Drawing(["0", "1"], draw, 2)
    assert os.read(begun, 1) == b"1"
    page = found.page("1")
    found.end()
    assert page.startswith("page 1 of ")
    assert page != f"page 1 of {os.getpid()}"


@pytest.mark.usefixtures("forking")
def test_a_page_is_drawn_here_when_the_process_that_began_with_it_fails(folder, monkeypatch):
    own, plain = os.getpid(), Renderer.page

    def failing(self, inputs, page, html, files):
        if os.getpid() != own and "bolt" in page.file.src_uri:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(self, inputs, page, html, files)

    monkeypatch.setenv(VARIABLE, "1")
    alone = from_nothing(folder)
    monkeypatch.setenv(VARIABLE, "2")
    monkeypatch.setattr(Renderer, "page", failing)
    assert run(folder, folder / "site") == alone


@pytest.mark.usefixtures("forking")
def test_no_process_is_left_when_a_build_fails(folder, monkeypatch):
    monkeypatch.setenv(VARIABLE, "2")
    monkeypatch.setattr(Renderer, "page", Mock(side_effect=ValueError))
    started, fork = [], os.fork

    def counted():
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", counted)
    with pytest.raises(ValueError):  # noqa: PT011 - the one just raised
        run(folder, folder / "site")
    (process,) = started
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


@pytest.mark.usefixtures("forking")
def test_a_setting_and_before_it_the_environment_say_how_many_processes_draw(folder, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert jobs_that_pay(10_000, 3) == 3
    assert jobs_that_pay(2, 3) == 2
    monkeypatch.setenv(VARIABLE, "5")
    assert jobs_that_pay(10_000, 3) == 5
    monkeypatch.setenv(VARIABLE, "many")
    assert jobs_that_pay(10_000, 3) == 3
    write(folder, {"mkdocs.yml": SITE.replace("{as_of", "{jobs: 2, as_of")})
    assert run(folder, folder / "site") == from_nothing(folder)


def test_few_pages_are_drawn_by_one_process(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert jobs_that_pay(99, None) == jobs_that_pay(1, 4) == 1


def test_one_process_draws_where_the_platform_cannot_fork(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert jobs_that_pay(10_000, 4) == 1


def test_one_process_draws_beside_other_threads():
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert jobs_that_pay(10_000, 4) == 1
    finally:
        end.set()
        thread.join()
