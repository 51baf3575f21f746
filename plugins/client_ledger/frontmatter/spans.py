"""A document's front matter as YAML nodes that know where they end, for edits that keep every other byte."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from client_ledger.frontmatter.document import Document, EditRefused
from client_ledger.frontmatter.reader import FENCE, FREE_KEYS, read_source

Node = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter: the map in it (None when it is empty) and the line, from 0, of the fence that closes it."""

    document: Document
    root: yaml.MappingNode | None
    closing: int

    def start(self, node: Node) -> int:
        """Return the offset at which a node begins."""
        return self.document.offset(node.start_mark.line, node.start_mark.column)

    def end(self, node: Node) -> int:
        """Return the offset at which a node that is not in block style ends."""
        return self.document.offset(node.end_mark.line, node.end_mark.column)

    def last_line(self, node: Node) -> int:
        """Return the last line, from 0, that holds some of a node's text."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar_last_line(node)
        if node.flow_style or not node.value:
            return int(node.end_mark.line)
        if isinstance(node, yaml.SequenceNode):
            return self.last_line(node.value[-1])
        return max(self.last_line(part) for part in node.value[-1])

    def _scalar_last_line(self, node: yaml.ScalarNode) -> int:
        line = int(node.end_mark.line)
        if node.style not in ("|", ">"):
            return line
        if not node.end_mark.column:
            line -= 1
        while line > node.start_mark.line and not self.document.line(line).strip():
            line -= 1
        return line


def front_of(document: Document) -> Front:
    """Return a document's front matter; raise EditRefused when it cannot be read without a fault."""
    source = read_source(document.lf_text, document.file, FREE_KEYS)
    if source.problems:
        raise EditRefused(f"mend this first: {source.problems[0].line(document.file)}")
    lines = document.lf_text.split("\n")
    opening = next(number for number, line in enumerate(lines) if line.strip())
    closing = next(number for number in range(opening + 1, len(lines)) if FENCE.fullmatch(lines[number]))
    text = "\n" * (opening + 1) + "\n".join(lines[opening + 1 : closing]) + "\n"
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        place = f"{document.file}:{error.problem_mark.line + 1}" if error.problem_mark else document.file
        raise EditRefused(
            f"{place} is written in a way that cannot be changed safely: {error.context or error.problem}"
        ) from None
    if isinstance(root, yaml.ScalarNode) and not root.value:
        root = None
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise EditRefused(f"{document.file}: the front matter holds no fields")
    return Front(document, root, closing)


def entry(mapping: yaml.MappingNode | None, key: str) -> tuple[yaml.ScalarNode, Node] | None:
    """Return the key's node and its value's, or None when the map has no such key."""
    for name, value in mapping.value if mapping else ():
        if isinstance(name, yaml.ScalarNode) and name.value == key:
            if value.start_mark.index < name.end_mark.index:
                raise EditRefused(f"`{key}` is an alias (*) for something above it; write its value out first")
            return name, value
    return None


def records_at(front: Front, key: str) -> dict[tuple[int, int], yaml.MappingNode]:
    """Return the records written under `key` by the line and column, from 1, at which each begins."""
    found = entry(front.root, key)
    value = found[1] if found else None
    items = value.value if isinstance(value, yaml.SequenceNode) else [value]
    maps = [item for item in items if isinstance(item, yaml.MappingNode)]
    return {(item.start_mark.line + 1, item.start_mark.column + 1): item for item in maps}


def names_in(front: Front, key: str) -> tuple[list[str], bool]:
    """Return the CSV files a list names, as written, and whether records stand in it too."""
    found = entry(front.root, key)
    value = found[1] if found else None
    items = value.value if isinstance(value, yaml.SequenceNode) else [value] if value is not None else []
    names = [item.value.strip() for item in items if isinstance(item, yaml.ScalarNode) and item.value.strip()]
    return names, any(isinstance(item, yaml.MappingNode) for item in items)
