"""Makes click 8.1's runner like that of later versions: standard error is kept apart, and is in `output` too."""

import inspect
from typing import Any

from click import testing


class Apart(testing.CliRunner):
    """A runner that keeps standard error apart."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, mix_stderr=False, **named)


if "mix_stderr" in inspect.signature(testing.CliRunner).parameters:
    testing.CliRunner = Apart
    testing.Result.output = property(lambda self: self.stdout + (self.stderr if self.stderr_bytes is not None else ""))
