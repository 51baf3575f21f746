"""A site's mkdocs.yml: where it is, and what it says of the ledger."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from client_ledger.book.model_fields import field_names
from client_ledger.book.settings import PLUGIN, Settings
from client_ledger.book.validate import Context, build, check_keys, is_empty
from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.frontmatter.reader import Source, decode, read_text
from client_ledger.frontmatter.tree import ListNode, MapNode, Node, Scalar, parse
from client_ledger.text.message import msg
from client_ledger.text.spoken import said, spoken

NAMES = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True)
class SiteFile:
    """A site's mkdocs.yml, as far as the ledger needs it."""

    path: Path
    docs_dir: Path
    settings: Settings
    source: Source
    options: MapNode

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the options; files are relative to the ledger's folder."""
        return tuple(self.source.problems)

    @cached_property
    def prefix(self) -> str:
        """The ledger folder's path relative to the folder of mkdocs.yml."""
        return Path(os.path.relpath(self.docs_dir, self.path.resolve().parent)).as_posix()

    def shown_path(self, file: str) -> str:
        """Return a file of the ledger, or mkdocs.yml itself, relative to the folder of mkdocs.yml."""
        return posixpath.normpath(f"{self.prefix}/{file}")


class NoSiteFile(Exception):
    """There is no mkdocs.yml with the plugin in it; the text says where it was looked for.

    `unreadable` is the file that cannot be read, with why not, where that is the reason.
    """

    def __init__(self, text: str, unreadable: tuple[Path, Problem] | None = None) -> None:
        super().__init__(text)
        self.unreadable = unreadable


def find_site_file(start: Path) -> Path:
    """Return the nearest mkdocs.yml in a folder or above it; raise NoSiteFile without one."""
    for folder in (start.resolve(), *start.resolve().parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name
    raise NoSiteFile(said("there is no mkdocs.yml in {folder} or above it", folder=start.resolve()))


def read_site_file(path: Path, drafts: Mapping[Path, bytes] | None = None) -> SiteFile:
    """Return what a mkdocs.yml says of the ledger; raise NoSiteFile when it has no such plugin or cannot be read.

    `drafts` are files by their absolute path, as they would be: they are read in place of those on the disk.
    """
    drafts = drafts or {}
    docs_dir: Node | None = None
    written: list[tuple[Path, MapNode, Node]] = []
    for file, tree in _chain(path, drafts):
        docs_dir = docs_dir or tree.entries.get("docs_dir")
        if (options := _plugin_options(tree)) is not None:
            written.append((file, tree, options))
    if not written:
        raise NoSiteFile(said("{path} does not list the plugin {plugin}", path=path, plugin=PLUGIN))
    found, tree, options = written[0]
    folder = _folder(path, _text(docs_dir) if docs_dir else "docs")
    source = Source(Path(os.path.relpath(found, folder)).as_posix())
    if len(written) > 1 and all(isinstance(each.entries["plugins"], MapNode) for _, each, _ in written[:2]):
        message = msg("{plugin} has settings in {file} too, which it inherits", plugin=PLUGIN, file=written[1][0].name)
        source.fault(options.start_mark, "split-settings", message, msg("write all of them in one file"))
    if not isinstance(options, MapNode):
        message = msg("{plugin} is not a map of settings", plugin=PLUGIN)
        source.fault(options.start_mark, "wrong-type", message, msg("write `currency: EUR` below it"))
        options = MapNode(options.start_mark)
    return SiteFile(path, folder, read_settings(options, source), source, options)


def _folder(path: Path, docs_dir: str) -> Path:
    try:
        folder = (path.parent / docs_dir).resolve()
        folder.is_dir()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        text = said("{path}: docs_dir is not a name that a folder can have: {reason}", path=path, reason=reason)
        raise NoSiteFile(text) from None
    return folder


def _chain(path: Path, drafts: Mapping[Path, bytes]) -> Iterator[tuple[Path, MapNode]]:
    """Yield a mkdocs.yml and each one it inherits from, the nearest first."""
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        tree = _read(path, drafts)
        yield path, tree
        if "INHERIT" in tree.entries:
            path = Path(os.path.normpath(path.parent / _text(tree.entries["INHERIT"])))


def locale_of(path: Path) -> str:
    """Return the `theme.locale` that a mkdocs.yml or one it inherits from names, or nothing."""
    for _, tree in _chain(path, {}):
        theme = tree.entries.get("theme")
        if isinstance(theme, MapNode) and "locale" in theme.entries:
            return _text(theme.entries["locale"])
    return ""


def read_settings(options: MapNode, source: Source) -> Settings:
    """Return the plugin's options as settings; what cannot be read is recorded and its default taken."""
    context = Context(ZoneInfo("UTC"), lambda _: None)
    check_keys(source, options, field_names(Settings), PLUGIN)
    fitting = MapNode(options.start_mark)
    given: dict[str, object] = {}
    for key, node in options.entries.items():
        if key == "signs":
            if isinstance(node, MapNode):
                given["signs"] = node
            elif not is_empty(node):
                hint = msg("write `late-payments: {{grace_days: 5}}`")
                source.fault(node.start_mark, "wrong-type", msg("signs is not a map of signs"), hint)
        elif key in field_names(Settings):
            alone = MapNode(options.start_mark, {key: node}, {key: options.marks[key]})
            if build(Settings, alone, source, context, PLUGIN, {}) is not None:
                fitting.entries[key], fitting.marks[key] = node, options.marks[key]
    return build(Settings, fitting, source, context, PLUGIN, given) or Settings()


def _read(path: Path, drafts: Mapping[Path, bytes]) -> MapNode:
    text, problems = decode(drafts[path], path.name) if path in drafts else read_text(path, path.name)
    if text is None:
        raise NoSiteFile(problems[0].line(str(path), spoken()), (path, problems[0]))
    tree, faults = parse(text, any_tag=True)
    if faults:
        fault = faults[0]
        place = Place(path.name, fault.mark.line + 1, fault.mark.column + 1)
        problem = Problem(place, fault.code, fault.message, fault.hint)
        raise NoSiteFile(problem.line(str(path), spoken()), (path, problem))
    if not isinstance(tree, MapNode):
        raise NoSiteFile(said("{path} is empty", path=path))
    _resolve_environment(tree)
    return tree


def _resolve_environment(node: Node) -> None:
    """Put in place of `!ENV NAME` and `!ENV [NAME, …, default]` what the environment says."""
    if isinstance(node, ListNode):
        for item in node.items:
            _resolve_environment(item)
    elif isinstance(node, MapNode):
        for key, value in node.entries.items():
            if value.tag == "!ENV":
                names = [_text(item) for item in value.items] if isinstance(value, ListNode) else [_text(value)]
                default = names[-1] if len(names) > 1 else ""
                text = next((os.environ[name] for name in names if name in os.environ), default)
                node.entries[key] = Scalar(text, value.start_mark)
            else:
                _resolve_environment(value)


def _plugin_options(tree: MapNode) -> Node | None:
    """Return what stands under the plugin's name, an empty map where nothing does, None where it is not listed."""
    plugins = tree.entries.get("plugins")
    entries = [plugins] if isinstance(plugins, MapNode) else getattr(plugins, "items", [])
    for entry in entries:
        if isinstance(entry, Scalar) and entry.value == PLUGIN:
            return MapNode(entry.start_mark)
        if isinstance(entry, MapNode) and PLUGIN in entry.entries:
            options = entry.entries[PLUGIN]
            return MapNode(entry.marks[PLUGIN]) if is_empty(options) else options
    return None


def _text(node: Node) -> str:
    return node.value.strip() if isinstance(node, Scalar) else ""
