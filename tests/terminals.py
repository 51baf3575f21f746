"""Runs a command in a pseudo-terminal, as someone types into it."""

import os
import select
import subprocess
import sys

import pytest


def typed(arguments: list[str], answers: list[str], seconds: float = 30) -> str:
    """Return all that a command printed while these lines were typed into its terminal."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    controller, terminal = pty.openpty()
    script = f"from client_ledger.cli import main; main({arguments!r})"
    process = subprocess.Popen([sys.executable, "-c", script], stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    os.write(controller, "".join(f"{answer}\n" for answer in answers).encode())
    output = b""
    while select.select([controller], [], [], seconds)[0]:
        try:
            read = os.read(controller, 4096)
        except OSError:  # the other end is closed
            break
        output += read
    process.kill()
    process.wait()
    os.close(controller)
    return output.decode()
