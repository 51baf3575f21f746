"""Work of more than two seconds says how far it has come: on a terminal, on one line, and nowhere else."""

import io
import os
import sys
from itertools import count

import pytest

from sealed_site.language import use_language
from sealed_site.progress import Progress, progress

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")


@pytest.fixture
def terminal():
    """A terminal's two ends: what is written to the one is read from the other."""
    reader, writer = pty.openpty()
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        yield reader, stream
    os.close(reader)


def written(reader, stream):
    stream.write("\0")
    stream.flush()
    found = b""
    while not found.endswith(b"\0"):
        found += os.read(reader, 10_000)
    return found[:-1].decode()


def ticking(seconds):
    """A clock that goes on by so many seconds each time it is looked at."""
    ticks = count(0, seconds)
    return lambda: next(ticks)


def test_what_is_done_and_how_much_is_left_stands_on_one_line(terminal):
    reader, stream = terminal
    shown = Progress("Reading the history", 200, stream=stream, clock=ticking(1))
    for _ in range(3):
        shown.step()
    shown.end()
    assert written(reader, stream) == (
        "\rReading the history: 2 of 200, about 4 min left\x1b[K"
        "\rReading the history: 3 of 200, about 4 min left\x1b[K"
        "\r\x1b[K"
    )


def test_a_short_wait_is_told_in_seconds(terminal):
    reader, stream = terminal
    shown = Progress("Sealing", 4, stream=stream, clock=ticking(3))
    shown.step()
    assert written(reader, stream) == "\rSealing: 1 of 4, about 9 s left\x1b[K"


def test_work_of_less_than_two_seconds_says_nothing(terminal):
    reader, stream = terminal
    shown = Progress("Sealing", 4, stream=stream, clock=ticking(0.4))
    for _ in range(4):
        shown.step()
    shown.end()
    assert written(reader, stream) == ""


def test_a_pipe_and_a_file_are_told_nothing():
    reader, writer = os.pipe()
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        shown = Progress("Sealing", 4, stream=stream, clock=ticking(9))
        shown.step()
        shown.end()
    with os.fdopen(reader, encoding="utf-8") as found:
        assert found.read() == ""


def test_the_line_is_gone_when_the_work_fails(terminal, monkeypatch):
    reader, stream = terminal
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("sealed_site.progress.SILENT_SECONDS", 0.0)

    def items():
        yield 1
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the one just raised
        list(progress(items(), "Sealing", 2))
    assert written(reader, stream).endswith("\r\x1b[K")


def test_every_item_is_handed_on(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(progress("abc", "Sealing", 3)) == ["a", "b", "c"]


def test_the_line_is_french_where_the_command_line_is(terminal):
    reader, stream = terminal
    shown = Progress("Scellement", 4, stream=stream, clock=ticking(3))
    with use_language("fr"):
        shown.step()
    assert written(reader, stream) == "\rScellement\xa0: 1 sur 4, encore 9 s environ\x1b[K"
