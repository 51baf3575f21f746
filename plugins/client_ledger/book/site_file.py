"""A site's mkdocs.yml: its path, and its settings for the ledger."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from client_ledger.book.model_fields import field_names
from client_ledger.book.settings import PLUGIN, Settings
from client_ledger.book.validate import Context, build, check_keys, is_empty
from client_ledger.frontmatter.nodes import MapNode, Node, Scalar
from client_ledger.frontmatter.problems import Problem
from client_ledger.frontmatter.reader import Source
from client_ledger.frontmatter.site_trees import NoSiteFile, scalar_text, trees_of
from client_ledger.text.cli_language import tr
from client_ledger.text.message import msg


@dataclass(frozen=True)
class SiteFile:
    """The parts of a site's mkdocs.yml that the ledger needs."""

    path: Path
    docs_dir: Path
    settings: Settings
    source: Source
    options: MapNode

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the options; files are relative to the ledger's folder."""
        return tuple(self.source.problems)

    @cached_property
    def prefix(self) -> str:
        """The ledger folder's path relative to the folder of mkdocs.yml."""
        return Path(os.path.relpath(self.docs_dir, self.path.resolve().parent)).as_posix()

    def shown_path(self, file: str) -> str:
        """Return a file of the ledger, or mkdocs.yml itself, relative to the folder of mkdocs.yml."""
        return posixpath.normpath(f"{self.prefix}/{file}")


def read_site_file(path: Path, drafts: Mapping[Path, bytes] | None = None) -> SiteFile:
    """Return the ledger's part of a mkdocs.yml; raise NoSiteFile if it lacks the plugin or cannot be read.

    `drafts` are new contents of files, by absolute path, to read in place of those on the disk.
    """
    drafts = drafts or {}
    docs_dir: Node | None = None
    written: list[tuple[Path, MapNode, Node]] = []
    for file, tree in trees_of(path, drafts):
        docs_dir = docs_dir or tree.entries.get("docs_dir")
        if (options := _plugin_options(tree)) is not None:
            written.append((file, tree, options))
    if not written:
        raise NoSiteFile(tr("{path} does not list the plugin {plugin}", path=path, plugin=PLUGIN))
    found, tree, options = written[0]
    folder = _folder(path, scalar_text(docs_dir) if docs_dir else "docs")
    source = Source(Path(os.path.relpath(found, folder)).as_posix())
    if len(written) > 1 and all(isinstance(each.entries["plugins"], MapNode) for _, each, _ in written[:2]):
        message = msg(
            "{plugin} also has settings in {file}, which this file inherits", plugin=PLUGIN, file=written[1][0].name
        )
        source.fault(options.start_mark, "split-settings", message, msg("write all of them in one file"))
    if not isinstance(options, MapNode):
        message = msg("{plugin} must have settings, each with its name", plugin=PLUGIN)
        source.fault(options.start_mark, "wrong-type", message, msg("write `currency: EUR` below it"))
        options = MapNode(options.start_mark)
    return SiteFile(path, folder, read_settings(options, source), source, options)


def _folder(path: Path, docs_dir: str) -> Path:
    try:
        folder = (path.parent / docs_dir).resolve()
        folder.is_dir()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        text = tr("{path}: docs_dir is not a possible folder name: {reason}", path=path, reason=reason)
        raise NoSiteFile(text) from None
    return folder


def read_settings(options: MapNode, source: Source) -> Settings:
    """Return the plugin's options as settings; report what cannot be read, and use its default."""
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
                source.fault(node.start_mark, "wrong-type", msg("signs must list signs, each with its limits"), hint)
        elif key in field_names(Settings):
            alone = MapNode(options.start_mark, {key: node}, {key: options.marks[key]})
            if build(Settings, alone, source, context, PLUGIN, {}) is not None:
                fitting.entries[key], fitting.marks[key] = node, options.marks[key]
    return build(Settings, fitting, source, context, PLUGIN, given) or Settings()


def _plugin_options(tree: MapNode) -> Node | None:
    """Return the options under the plugin's name: an empty map if there are none, None if it is not listed."""
    plugins = tree.entries.get("plugins")
    entries = [plugins] if isinstance(plugins, MapNode) else getattr(plugins, "items", [])
    for entry in entries:
        if isinstance(entry, Scalar) and entry.value == PLUGIN:
            return MapNode(entry.start_mark)
        if isinstance(entry, MapNode) and PLUGIN in entry.entries:
            options = entry.entries[PLUGIN]
            return MapNode(entry.marks[PLUGIN]) if is_empty(options) else options
    return None
