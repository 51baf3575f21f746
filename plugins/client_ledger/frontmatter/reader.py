"""The only reader of files: turns bytes into text or front matter with places, and reports every fault."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

import frontmatter
from frontmatter.default_handlers import BaseHandler

from client_ledger.frontmatter.nodes import MapNode, Mark, Scalar, Spot
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.frontmatter.tree import CONTROL_CHARACTER, UNREADABLE, parse
from client_ledger.text.message import Message, msg

LARGEST_FILE = 5_000_000
FREE_KEYS = frozenset({"extra"})
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
FENCE = re.compile(r"-{3,}[ \t]*")
KEY_BELOW_FENCE = re.compile(r"-{3,}[ \t]*\n(?:#.*\n)*([a-z_]+):(?:[ \t]|$)", re.MULTILINE)
BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
SAVE_AS_UTF8 = msg("save it as UTF-8")
IS_LFS_POINTER = (msg("this is a Git LFS pointer, not the file itself"), msg("fetch the file with: git lfs pull"))
CONFLICT = re.compile(r"^(?:<{7} .*|={7}\n(?s:.*?)^>{7} .*)$", re.MULTILINE)
UNMERGED = (
    msg("Git could not merge two versions here and wrote both"),
    msg("keep the lines that are right, and remove those that begin with <<<<<<<, ======= and >>>>>>>"),
)


@dataclass(slots=True)
class Source:
    """One parsed file: its front matter as a tree, the text below it, and its problems so far.

    `closing` is the line (from 0) of the fence below the front matter.
    """

    file: str
    front: MapNode | None = None
    body: str = ""
    closing: int = 0
    problems: list[Problem] = field(default_factory=list)

    def fault(self, mark: Mark, code: str, message: Message, hint: Message | None = None) -> None:
        """Record an error at a mark of this file."""
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self.problems.append(Problem(place, code, message, hint))


class Unsplit(Exception):
    """The front matter lacks its first or its last fence."""

    def __init__(self, mark: Mark, code: str, message: Message, hint: Message) -> None:
        super().__init__(str(message))
        self.fault = (mark, code, message, hint)


class PlacedHandler(BaseHandler):
    """python-frontmatter's handler for YAML that keeps the place of every value."""

    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

    def __init__(self, source: Source, leading_lines: int, free_keys: frozenset[str], *, required: bool) -> None:
        super().__init__()
        self._required = required
        self._source = source
        self._leading = leading_lines
        self._free_keys = free_keys

    def split(self, text: str) -> tuple[str, str]:
        """Return the front matter, on the same lines as in the file, and the body; raise Unsplit without fences."""
        lines = text.split("\n")
        if not FENCE.fullmatch(lines[0]):
            hint = msg("begin the file with a line of three dashes, the fields, and three dashes again")
            mark = Spot(self._leading if text else 0, 0)
            message = msg("there is no front matter") if text else msg("the file is empty")
            raise Unsplit(mark, "no-front-matter" if text else "empty-file", message, hint)
        for number, line in enumerate(lines[1:], 1):
            if FENCE.fullmatch(line):
                self._source.closing = self._leading + number
                self._source.body = "\n".join(lines[number + 1 :]).strip("\n")
                return "\n" * (self._leading + 1) + "\n".join(lines[1:number]) + "\n", self._source.body
        hint = msg("put a line of three dashes below the fields")
        mark = Spot(self._leading, 0)
        raise Unsplit(mark, "unclosed-front-matter", msg("the front matter is never closed"), hint)

    def load(self, fm: str, **_: object) -> dict[str, object]:
        """Return the fields' nodes by key; faults go to the source."""
        tree, faults = parse(_readable(self._source, fm), self._free_keys)
        for fault in faults:
            self._source.fault(fault.mark, fault.code, fault.message, fault.hint)
        if isinstance(tree, MapNode):
            self._source.front = tree
            return dict(tree.entries)
        if tree is None or (isinstance(tree, Scalar) and not tree.value):
            self._source.front = MapNode(Spot(self._leading, 0))
        elif not faults and self._required:
            message = msg("the front matter has no fields")
            self._source.fault(tree.start_mark, "invalid-yaml", message, msg("write one `field: value` a line"))
        return {}


def _readable(source: Source, text: str) -> str:
    """Replace the characters that YAML must not see by blanks, and report each once a line."""
    if "\t" in text:
        _report(source, text, re.compile("\t"), "tab", msg("the front matter contains a tab"), msg("use spaces"))
    return without_controls(source, text.replace("\t", " "))


def without_controls(source: Source, text: str) -> str:
    """Replace control characters, which a terminal would obey, by blanks, and report each once a line."""
    if not UNREADABLE.search(text):
        return text
    _report(source, text, UNREADABLE, "invalid-character", CONTROL_CHARACTER, msg("delete it"))
    return UNREADABLE.sub(" ", text)


def _report(source: Source, text: str, pattern: re.Pattern[str], code: str, message: Message, hint: Message) -> None:
    for number, line in enumerate(text.split("\n")):
        if match := pattern.search(line):
            source.fault(Spot(number, match.start()), code, message, hint)


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text with LF line ends and no byte order mark, or None and the reason."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        message = msg("the file cannot be read: {reason}", reason=error.strerror or str(error))
        return None, [Problem(Place(file), "unreadable-file", message)]
    if size > LARGEST_FILE:
        message = msg("the file is too large: {size} MB", size=f"{size / 1e6:.1f}")
        hint = msg("at most {limit} MB; move logs to CSV files, one a year", limit=LARGEST_FILE // 1_000_000)
        return None, [Problem(Place(file), "too-large", message, hint)]
    return decode(data, file)


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return bytes as text with LF line ends and no byte order mark, or None and the reason."""
    if data.startswith(LFS_POINTER):
        return None, [Problem(Place(file), "lfs-pointer", *IS_LFS_POINTER)]
    for mark, name in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            message = msg("the file is {encoding}, not UTF-8", encoding=name)
            return None, [Problem(Place(file), "not-utf-8", message, SAVE_AS_UTF8)]
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        message = msg("byte {byte} is not UTF-8", byte=f"0x{data[error.start]:02X}")
        return None, [Problem(place, "not-utf-8", message, SAVE_AS_UTF8)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        before = text[: text.index("\0")]
        place = Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        message = msg("the file contains a NUL byte, so it is not text")
        return None, [Problem(place, "nul-byte", message, SAVE_AS_UTF8)]
    return text, []


def conflict_mark(text: str) -> Mark | None:
    """Return the place of a merge conflict that Git left in a text, or None."""
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return None
    match = CONFLICT.search(text)
    return Spot(text.count("\n", 0, match.start()), 0) if match else None


def read_source(
    text: str,
    file: str,
    free_keys: frozenset[str] = frozenset(),
    *,
    required: bool = True,
    known: Container[str] = (),
) -> Source:
    """Return a Markdown file's front matter and body; if `required`, missing front matter is a fault.

    If not, one of the `known` fields right below a rule reveals front matter that is never closed.
    """
    source = Source(file)
    if conflict := conflict_mark(text):
        source.fault(conflict, "conflict-marker", *UNMERGED)
        return source
    leading = text[: len(text) - len(text.lstrip())]
    handler = PlacedHandler(source, leading.count("\n"), free_keys, required=required)
    try:
        frontmatter.parse(text, handler=handler)
    except Unsplit as unsplit:
        key = KEY_BELOW_FENCE.match(text.lstrip())
        if required or (key and key[1] in known):
            source.fault(*unsplit.fault)  # do not show its contents: they may be records
        else:
            source.body = text
    if not required and source.front is None and not source.problems:
        source.body = text  # two rules with words between them
    return source
