"""Build models from nodes: the schema decides what each text means, and each misfit is a problem with its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from client_ledger.book.commas import comma_before
from client_ledger.book.model_fields import field_names, part_named, parts_of
from client_ledger.book.refusals import EditRefused
from client_ledger.frontmatter.nodes import ListNode, MapNode, Mark, Node, Scalar
from client_ledger.frontmatter.problems import Place, nearest
from client_ledger.frontmatter.reader import FREE_KEYS, Source
from client_ledger.text.message import Message, msg

T = TypeVar("T")
LONGEST_QUOTE = 60


@dataclasses.dataclass(frozen=True)
class Context:
    """What parsing a field depends on: the freelancer's zone, and a function that finds faults in an evidence path."""

    zone: ZoneInfo
    evidence: Callable[[str], EditRefused | None]

    @cached_property
    def values(self) -> dict[str, Any]:
        """It as pydantic's validation context."""
        return {"zone": self.zone, "evidence": self.evidence}


_VALIDATORS: dict[type, Callable[..., Any]] = {}


def _validator(model: type) -> Callable[..., Any]:
    if model not in _VALIDATORS:
        _VALIDATORS[model] = TypeAdapter(model).validator.validate_python
    return _VALIDATORS[model]


def plain(node: Node) -> Any:  # noqa: ANN401 - a tree of texts
    """Return a node as texts, lists and dicts, without the keys that have no value: these are not given."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items() if not is_empty(value)}


def _given(node: Node, part: type | None, source: Source, path: str) -> Any:  # noqa: ANN401 - a tree of texts
    """Return a field's value as texts, lists and dicts, with no key lost: those of a map of fields are checked here."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, ListNode):
        return [_given(item, part, source, f"{path}[{index}]") for index, item in enumerate(node.items)]
    if part is None:
        return {key: _given(value, None, source, path) for key, value in node.entries.items()}
    known = field_names(part)
    check_keys(source, node, (*known, *FREE_KEYS), path)
    return {key: plain(value) for key, value in node.entries.items() if key in known and not is_empty(value)}


NOTHING = {"null", "~"}  # how YAML writes it without quotes


def is_empty(node: Node) -> bool:
    """Tell whether a value means "not given"."""
    if not isinstance(node, Scalar):
        return False
    return not node.value.strip() or (not node.style and node.value in NOTHING)


def place_of(source: Source, mark: Mark) -> Place:
    """Return a mark of a file as a place."""
    return Place(source.file, mark.line + 1, mark.column + 1)


def check_keys(source: Source, node: MapNode, known: Iterable[str], path: str = "") -> None:
    """Report every unknown key, with the nearest known one."""
    known = tuple(known)
    unknown = node.entries.keys() - known
    told = {problem.place for problem in source.problems if problem.code == "invalid-key"} if unknown else ()
    for key in unknown:
        if place_of(source, node.marks[key]) in told:
            continue
        if comma := comma_before(node, key):
            source.fault(node.marks[key], "comma-in-value", *comma)
            continue
        meant = nearest(key, known)
        hint = msg("did you mean `{key}`?", key=meant) if meant else msg("known: {keys}", keys=", ".join(known))
        message = (
            msg("{field}: unknown key `{key}`", field=path, key=key) if path else msg("unknown key `{key}`", key=key)
        )
        source.fault(node.marks[key], "unknown-key", message, hint)


def build(
    model: type[T],
    node: Node,
    source: Source,
    context: Context,
    path: str,
    given: Mapping[str, object] | None = None,
) -> T | None:
    """Return a record built from a map, or None after reporting why not.

    `given` are values that are not in the file, such as the record's place.
    """
    if not isinstance(node, MapNode):
        names = ", ".join(field_names(model)[:3])
        hint = msg("write {{{names}: …}}", names=names)
        source.fault(
            node.start_mark, "wrong-type", msg("{path}: a record must have fields with values", path=path), hint
        )
        return None
    known = field_names(model)
    check_keys(source, node, (*known, *FREE_KEYS), path)
    parts, prefix = parts_of(model), f"{path}." if path else ""
    values = {
        key: _given(value, parts.get(key), source, prefix + key)
        for key, value in node.entries.items()
        if key in known and not is_empty(value)
    }
    values.update(given if given is not None else {"place": place_of(source, node.start_mark)})
    try:
        value: T = _validator(model)(values, context=context.values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            report(source, node, path, detail)
        return None
    return value


def report(source: Source, node: Node, path: str, detail: ErrorDetails) -> None:
    """Report one of pydantic's errors at the place of its value."""
    location = detail["loc"]
    name = path + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    code, message, hint = _sentence(name.lstrip("."), detail)
    source.fault(_mark(node, location, detail.get("ctx", {}).get("value")), code, message, hint)


def _sentence(name: str, detail: ErrorDetails) -> tuple[str, Message, Message | None]:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "field":
            is_not, hint = context["is_not"], context["write"]
            if context["value"] is None:
                return "wrong-type", msg("{field} {is_not}", field=name, is_not=is_not), hint
            value = _quote(str(context["value"]))
            return (
                "invalid-value",
                msg("{field}: '{value}' {is_not}", field=name, value=value, is_not=is_not),
                hint,
            )
        case "missing":
            return "missing-field", msg("`{field}` is required", field=name), None
        case "literal_error":
            if not isinstance(detail["input"], str):
                known = msg("known: {keys}", keys=", ".join(_listed(context["expected"])))
                return "wrong-type", msg("{field} is not one word", field=name), known
            return _not_one_of(name, detail["input"], context["expected"])
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "unknown-key", msg("unknown key `{key}`", key=name), None
        case _:
            message, hint = _shape(name, detail)
            return "wrong-type", message, hint


def _shape(name: str, detail: ErrorDetails) -> tuple[Message, Message]:
    """Return what a value of the wrong shape should be."""
    if detail["type"] == "dataclass_type":
        keys = ", ".join(f"{key}: …" for key in field_names(part_named(detail["ctx"]["class_name"])))
        return msg("{field} must have fields with values", field=name), msg("write {{{keys}}}", keys=keys)
    if detail["type"] == "tuple_type":
        one = _quote(detail["input"]) if isinstance(detail["input"], str) else "{…}"
        return msg("{field} must be a list", field=name), msg("put it in brackets: [{value}]", value=one)
    return msg("{field} has a value that does not fit here", field=name), msg("see docs/format.md")


def _not_one_of(name: str, value: str, expected: str) -> tuple[str, Message, Message]:
    words = _listed(expected)
    message = msg("{field}: '{value}' is not one of {words}", field=name, value=_quote(value), words=", ".join(words))
    meant = nearest(value, words)
    hint = msg("did you mean `{key}`?", key=meant) if meant else msg("write one of these words")
    return "invalid-value", message, hint


def _listed(expected: str) -> list[str]:
    """Return the words of pydantic's list: 'a', 'b' or 'c'."""
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _quote(value: str) -> str:
    return value if len(value) <= LONGEST_QUOTE else value[: LONGEST_QUOTE - 1] + "…"


def _mark(node: Node, location: tuple[int | str, ...], value: object) -> Mark:
    """Return the place of the refused value: at the location, or within it if the field takes a whole map or list."""
    for part in location:
        if isinstance(node, MapNode) and part in node.entries:
            node = node.entries[str(part)]
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            break
    return next(_marks_of(node, str(value)), node.start_mark) if value else node.start_mark


def _marks_of(node: Node, text: str) -> Iterator[Mark]:
    """Yield the places of the keys and values that hold a text."""
    if isinstance(node, Scalar):
        if text in node.value:
            yield node.start_mark
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _marks_of(item, text)
    else:
        for key, value in node.entries.items():
            if key == text:
                yield node.marks[key]
            yield from _marks_of(value, text)
