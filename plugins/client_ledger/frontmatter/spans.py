"""The places of a document's front matter nodes in its text, for edits that keep every other byte."""

from __future__ import annotations

from dataclasses import dataclass

from client_ledger.frontmatter.document import Document, EditRefused
from client_ledger.frontmatter.nodes import ListNode, MapNode, Mark, Node, Scalar
from client_ledger.frontmatter.reader import FREE_KEYS, read_source
from client_ledger.text.cli_language import cli_formatter, tr


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter: its map, and the line (from 0) of its closing fence."""

    document: Document
    root: MapNode
    closing: int

    def offset(self, mark: Mark) -> int:
        """Return the offset of a mark."""
        return self.document.offset(mark.line, mark.column)

    def start(self, node: Node) -> int:
        """Return the offset at which a node begins."""
        return self.offset(node.start_mark)

    def end(self, node: Node) -> int:
        """Return the offset at which a node that is not in block style ends."""
        return self.offset(node.end_mark)

    def after_colon(self, mapping: MapNode, key: str) -> int:
        """Return the offset after the colon that follows a key."""
        return self.document.text.index(":", self.offset(mapping.key_ends[key])) + 1

    def last_line(self, node: Node) -> int:
        """Return the last line (from 0) with a part of a node's text."""
        if isinstance(node, Scalar):
            return self._scalar_last_line(node)
        if isinstance(node, ListNode):
            return node.end_mark.line if node.flow or not node.items else self.last_line(node.items[-1])
        if node.flow or not node.entries:
            return node.end_mark.line
        key, value = list(node.entries.items())[-1]
        return max(node.key_ends[key].line, self.last_line(value))

    def _scalar_last_line(self, node: Scalar) -> int:
        line = node.end_mark.line
        if node.style not in ("|", ">"):
            return line
        if not node.end_mark.column:
            line -= 1
        while not self.document.line(line).strip():  # its first line has the | or >
            line -= 1
        return line


def front_of(document: Document) -> Front:
    """Return a document's front matter; raise EditRefused if it has a fault."""
    source = read_source(document.lf_text, document.file, FREE_KEYS)
    if source.problems or source.front is None:
        raise EditRefused(
            tr("correct this first: {problem}", problem=source.problems[0].line(document.file, cli_formatter()))
        )
    return Front(document, source.front, source.closing)


def entry(mapping: MapNode, key: str) -> Node | None:
    """Return the node under a key, or None if there is no such key; raise EditRefused for an alias."""
    value = mapping.entries.get(key)
    if value is not None and is_before(value.start_mark, mapping.key_ends[key]):
        raise EditRefused(tr("`{key}` is an alias (*) for something above it; write its value out first", key=key))
    return value


def is_before(mark: Mark, other: Mark) -> bool:
    """Tell whether a mark is before another."""
    return (mark.line, mark.column) < (other.line, other.column)


def records_at(front: Front, key: str) -> dict[tuple[int, int], MapNode]:
    """Return the records under `key` by the line and column (from 1) at which each begins."""
    maps = [item for item in _items(front, key) if isinstance(item, MapNode)]
    return {(item.start_mark.line + 1, item.start_mark.column + 1): item for item in maps}


def names_in(front: Front, key: str) -> tuple[list[str], bool]:
    """Return the CSV files that a list names, as written, and whether it has records of its own too."""
    items = _items(front, key)
    names = [item.value.strip() for item in items if isinstance(item, Scalar) and item.value.strip()]
    return names, any(isinstance(item, MapNode) for item in items)


def _items(front: Front, key: str) -> list[Node]:
    value = entry(front.root, key)
    if isinstance(value, ListNode):
        return value.items
    return [] if value is None else [value]
