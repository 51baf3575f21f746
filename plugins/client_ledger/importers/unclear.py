"""A file that can be read in more than one way."""

from client_ledger.frontmatter.document import EditRefused


class Unclear(EditRefused):
    """Nothing was read: `cell` can be read in several ways, or in another way than those before it."""

    def __init__(self, reason: str, cell: str) -> None:
        super().__init__(reason)
        self.cell = cell
