"""The nodes of a YAML tree: texts, lists and maps, each with its start and end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from client_ledger.text.message import Message


class Mark(Protocol):
    """A place in a text: line and column from 0, as YAML counts them."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def column(self) -> int:
        """The column, from 0."""


class Spot(NamedTuple):
    """A mark made by this reader, not by YAML."""

    line: int
    column: int


BEGINNING = Spot(0, 0)


@dataclass(slots=True)
class Scalar:
    """A text without its quotes; `style` is its quote, or the `|` or `>` of a block."""

    value: str
    start_mark: Mark
    tag: str | None = None
    end_mark: Mark = BEGINNING
    style: str | None = None


@dataclass(slots=True)
class Fault:
    """A fault in the YAML itself."""

    mark: Mark
    code: str
    message: Message
    hint: Message | None = None


@dataclass(slots=True)
class ListNode:
    """A list of nodes; a list in flow style is written in brackets."""

    start_mark: Mark
    items: list[Node] = field(default_factory=list)
    size: int = 1
    depth: int = 1
    open: bool = True
    tag: str | None = None
    end_mark: Mark = BEGINNING
    flow: bool = False


@dataclass(slots=True)
class MapNode:
    """Keys and their nodes in order, with each key's start and end; a map in flow style is written in braces."""

    start_mark: Mark
    entries: dict[str, Node] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    size: int = 1
    depth: int = 1
    open: bool = True
    tag: str | None = None
    end_mark: Mark = BEGINNING
    flow: bool = False
    key_ends: dict[str, Mark] = field(default_factory=dict)


Node: TypeAlias = "Scalar | ListNode | MapNode"
