"""A file that can be read in more than one way."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.cli_language import tr


class Unclear(EditRefused):
    """Nothing was read: `cell` can be read in several ways, or in another way than those before it."""

    def __init__(self, reason: str, cell: str) -> None:
        super().__init__(reason)
        self.cell = cell


@contextmanager
def on_its_line(cells: Iterable[tuple[int, str]]) -> Iterator[None]:
    """Add the line of an unclear cell to the reason; `cells` are those that are read, each after its line."""
    try:
        yield
    except Unclear as unclear:
        line = next(line for line, cell in cells if cell == unclear.cell)
        raise EditRefused(tr("{reason} (line {line})", reason=unclear, line=str(line))) from None
