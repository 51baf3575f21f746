"""Makes click 8.1's runner like that of later versions, for the tests with the lowest version of each dependency.

It keeps standard error apart, puts it into `output` too, and ends what is typed at its end, as a terminal does.
"""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from click import testing


class Apart(testing.CliRunner):
    """A runner of click 8.1 that behaves as later ones do."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, mix_stderr=False, **named)

    @contextmanager
    def isolation(self, *arguments: Any, **named: Any) -> Iterator[Any]:
        """Set up the streams; a prompt at the end of the input finds nobody who answers."""
        with super().isolation(*arguments, **named) as streams:
            readline = sys.stdin.readline

            def read() -> str:
                if line := readline():
                    return line
                raise EOFError

            sys.stdin.readline = read
            yield streams


if "mix_stderr" in inspect.signature(testing.CliRunner).parameters:
    testing.CliRunner = Apart
    testing.Result.output_bytes = property(lambda self: self.stdout_bytes + (self.stderr_bytes or b""))
    testing.Result.output = property(lambda self: self.stdout + (self.stderr if self.stderr_bytes is not None else ""))
