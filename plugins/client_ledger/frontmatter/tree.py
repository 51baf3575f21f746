"""YAML as a tree of texts with their start and end; the schema decides what a text means."""

from __future__ import annotations

import re
from typing import cast

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)

from client_ledger.frontmatter.nodes import BEGINNING, Fault, ListNode, MapNode, Mark, Node, Scalar, Spot
from client_ledger.frontmatter.yaml_faults import reason_of
from client_ledger.text.message import Message, msg

ALIASES_MAY_EXPAND_TO = 50_000
DEEPEST = 50
# Characters that YAML refuses, or treats as line ends unlike editors.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
CONTROL_CHARACTER = msg("there is an invisible control character here")
YAMLS_OWN_TAGS = "tag:yaml.org,2002:"


class _Builder:
    """Builds one tree from events; keeps what was read before a fault."""

    def __init__(self, free_keys: frozenset[str], *, any_tag: bool) -> None:
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self._free_keys = free_keys
        self._any_tag = any_tag
        self._stack: list[ListNode | MapNode] = []
        self._keys: list[tuple[str, Node] | None] = []
        self._frees: list[bool] = []
        self._anchors: dict[str, Node] = {}
        self._expanded = 0

    def fault(self, mark: Mark, code: str, message: Message, hint: Message | None = None) -> None:
        self.faults.append(Fault(mark, code, message, hint))

    def free(self) -> bool:
        if self._any_tag or not self._keys:
            return self._any_tag
        key = self._keys[-1]
        return self._frees[-1] or (key is not None and key[0] in self._free_keys)

    def start(self, event: CollectionStartEvent, node: ListNode | MapNode) -> None:
        self.check_tag(node)
        if event.anchor:
            self._anchors[event.anchor] = node
        is_free = self.free()
        self.add(node)
        self._stack.append(node)
        self._keys.append(None)
        self._frees.append(is_free)

    def too_deep(self, mark: Mark, depth: int) -> bool:
        """Report, once, that the nesting is deeper than in any ledger."""
        if len(self._stack) + depth > DEEPEST:
            if not any(fault.code == "too-deep" for fault in self.faults):
                message = msg("lists and maps are nested more than {limit} levels deep here", limit=DEEPEST)
                self.fault(mark, "too-deep", message)
            return True
        return False

    def end(self, mark: Mark) -> None:
        node = self._stack.pop()
        self._keys.pop()
        self._frees.pop()
        node.open = False
        node.end_mark = mark
        if self._stack:
            self._stack[-1].size += node.size
            self._stack[-1].depth = max(self._stack[-1].depth, node.depth + 1)

    def scalar(self, event: ScalarEvent) -> None:
        node = Scalar(event.value, _mark(event), event.tag, _end(event), event.style)
        if event.style == '"' and not self.free() and UNREADABLE.search(event.value.replace("\r", "\0")):
            hint = msg("remove the escape sequence that produces it, such as {escape}", escape="\\e")
            self.fault(node.start_mark, "invalid-character", CONTROL_CHARACTER, hint)
            node.value = UNREADABLE.sub(" ", node.value.replace("\r", " "))
        if event.tag:
            self.check_tag(node)
        if event.anchor:
            self._anchors[event.anchor] = node
        if self._stack:
            self._stack[-1].size += 1
        self.add(node)

    def alias(self, event: AliasEvent) -> None:
        name, mark = str(event.anchor), _mark(event)
        node = self._anchors.get(name)
        if node is None:
            self.fault(mark, "invalid-yaml", msg("the alias *{name} refers to nothing above it", name=name))
        elif not isinstance(node, Scalar) and node.open:
            message = msg("the alias *{name} is inside the value it refers to", name=name)
            self.fault(mark, "cyclic-alias", message, msg("write the value out"))
            node = None
        else:
            size = 1 if isinstance(node, Scalar) else node.size
            self._expanded += size
            if self._expanded > ALIASES_MAY_EXPAND_TO:
                message = msg("the aliases here expand to more than {limit} values", limit=ALIASES_MAY_EXPAND_TO)
                self.fault(mark, "alias-bomb", message, msg("write the values out"))
                node = None
            elif self._stack:
                self._stack[-1].size += size
                depth = 0 if isinstance(node, Scalar) else node.depth
                self._stack[-1].depth = max(self._stack[-1].depth, depth + 1)
                node = None if self.too_deep(mark, depth) else node
        self.add(node or Scalar("", mark, None, mark))

    def check_tag(self, node: Node) -> None:
        if node.tag and node.tag != "!" and not node.tag.startswith(YAMLS_OWN_TAGS) and not self.free():
            message = msg("the tag {tag} means nothing here", tag=node.tag)
            self.fault(node.start_mark, "unknown-tag", message, msg("leave it out"))

    def add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self.key(parent, node)
            return
        name, key_node = key
        if name not in parent.entries:
            parent.entries[name] = node
            parent.marks[name] = key_node.start_mark
            parent.key_ends[name] = key_node.end_mark
        self._keys[-1] = None

    def key(self, parent: MapNode, node: Node) -> tuple[str, Node]:
        if not isinstance(node, Scalar):
            if not self.free():
                message = msg("a list or a map cannot be a key")
                hint = msg("put text that holds {braces} in quotes", braces="[ or {")
                self.fault(node.start_mark, "invalid-key", message, hint)
            return f"{node.start_mark.line}:{node.start_mark.column}", node
        if node.value in parent.entries:
            message = msg("the key '{key}' is here twice", key=node.value)
            first = msg("the first is on line {line}", line=parent.marks[node.value].line + 1)
            self.fault(node.start_mark, "duplicate-key", message, first)
        return node.value, node


def parse(
    text: str, free_keys: frozenset[str] = frozenset(), *, any_tag: bool = False
) -> tuple[Node | None, list[Fault]]:
    """Return the tree of a YAML text and its faults; a broken text gives the part before the fault.

    Any YAML is allowed under the keys in `free_keys`, in any map; `any_tag` allows tags everywhere.
    """
    builder = _Builder(free_keys, any_tag=any_tag)
    try:
        _feed(builder, yaml.CSafeLoader(text))
    except yaml.MarkedYAMLError as error:
        unclosed = error.problem and "end of stream" in error.problem  # the start is the helpful place
        mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
        place = Spot(mark.line, mark.column) if mark else BEGINNING
        reason = error.problem or str(error)
        # The scanner looks ahead and may reach its own limit before the builder gets the event.
        if "nesting depth" in reason:
            builder.too_deep(place, DEEPEST + 1)
            return builder.root, builder.faults
        hint = msg(
            "put text that holds `:` `#` `,` `[` or `{brace}` in quotes, and close every bracket and quote", brace="{"
        )
        builder.fault(place, "invalid-yaml", msg("this is not YAML: {reason}", reason=reason_of(reason)), hint)
    except yaml.YAMLError as error:
        builder.fault(BEGINNING, "invalid-yaml", msg("this is not YAML: {reason}", reason=str(error)))
    return builder.root, builder.faults


def _mark(event: Event) -> Mark:
    return cast("Mark", event.start_mark)


def _end(event: Event) -> Mark:
    return cast("Mark", event.end_mark)


def _feed(builder: _Builder, parser: yaml.CSafeLoader) -> None:
    documents = 0
    while (event := parser.get_event()) and not isinstance(event, StreamEndEvent):
        if isinstance(event, ScalarEvent):
            builder.scalar(event)
        elif isinstance(event, CollectionStartEvent):
            if builder.too_deep(_mark(event), 1):
                return
            kind = MapNode if isinstance(event, MappingStartEvent) else ListNode
            builder.start(event, kind(_mark(event), tag=event.tag, flow=bool(event.flow_style)))
        elif isinstance(event, CollectionEndEvent):
            builder.end(_end(event))
        elif isinstance(event, AliasEvent):
            builder.alias(event)
        elif isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                builder.fault(_mark(event), "invalid-yaml", msg("a second YAML document begins here"))
                return
