"""The tree of a mkdocs.yml and of those it inherits from, and the settings that need no schema."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from client_ledger.frontmatter.nodes import ListNode, MapNode, Mark, Node, Scalar
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.frontmatter.reader import UNMERGED, conflict_mark, decode, read_text
from client_ledger.frontmatter.tree import parse
from client_ledger.text.cli_language import cli_formatter, tr

NAMES = ("mkdocs.yml", "mkdocs.yaml")


class NoSiteFile(Exception):
    """There is no mkdocs.yml with the plugin; the text says where it was looked for.

    `unreadable` is the file that cannot be read and the reason, if that is the cause.
    """

    def __init__(self, text: str, unreadable: tuple[Path, Problem] | None = None) -> None:
        super().__init__(text)
        self.unreadable = unreadable


def find_site_file(start: Path) -> Path:
    """Return the nearest mkdocs.yml in a folder or above it; raise NoSiteFile if there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name
    raise NoSiteFile(tr("there is no mkdocs.yml in {folder} or above it", folder=start.resolve()))


def trees_of(path: Path, drafts: Mapping[Path, bytes]) -> Iterator[tuple[Path, MapNode]]:
    """Yield a mkdocs.yml and each one it inherits from, the nearest first."""
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        tree = _read(path, drafts)
        yield path, tree
        if "INHERIT" in tree.entries:
            path = Path(os.path.normpath(path.parent / scalar_text(tree.entries["INHERIT"])))


def locale_of(path: Path) -> str:
    """Return the `theme.locale` that a mkdocs.yml or one it inherits from names, or nothing."""
    for _, tree in trees_of(path, {}):
        theme = tree.entries.get("theme")
        if isinstance(theme, MapNode) and "locale" in theme.entries:
            return scalar_text(theme.entries["locale"])
    return ""


def _read(path: Path, drafts: Mapping[Path, bytes]) -> MapNode:
    text, problems = decode(drafts[path], path.name) if path in drafts else read_text(path, path.name)
    if text is None:
        raise _unreadable(path, problems[0])
    if conflict := conflict_mark(text):
        raise _unreadable(path, Problem(_place(path, conflict), "conflict-marker", *UNMERGED))
    tree, faults = parse(text, any_tag=True)
    if faults:
        fault = faults[0]
        raise _unreadable(path, Problem(_place(path, fault.mark), fault.code, fault.message, fault.hint))
    if not isinstance(tree, MapNode):
        raise NoSiteFile(tr("{path} is empty", path=path))
    _resolve_environment(tree)
    return tree


def _place(path: Path, mark: Mark) -> Place:
    return Place(path.name, mark.line + 1, mark.column + 1)


def _unreadable(path: Path, problem: Problem) -> NoSiteFile:
    return NoSiteFile(problem.line(str(path), cli_formatter()), (path, problem))


def _resolve_environment(node: Node) -> None:
    """Replace `!ENV NAME` and `!ENV [NAME, …, default]` by the environment's values."""
    if isinstance(node, ListNode):
        for item in node.items:
            _resolve_environment(item)
    elif isinstance(node, MapNode):
        for key, value in node.entries.items():
            if value.tag == "!ENV":
                names = (
                    [scalar_text(item) for item in value.items] if isinstance(value, ListNode) else [scalar_text(value)]
                )
                default = names[-1] if len(names) > 1 else ""
                text = next((os.environ[name] for name in names if name in os.environ), default)
                node.entries[key] = Scalar(text, value.start_mark)
            else:
                _resolve_environment(value)


def scalar_text(node: Node) -> str:
    """Return the stripped text of a scalar; an empty text for a list or a map."""
    return node.value.strip() if isinstance(node, Scalar) else ""
