"""The open texts of an editor, and the ledgers they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.load import INDEX_NAMES
from client_ledger.book.reading_cache import ReadingCache
from client_ledger.book.settings import PLUGIN, Settings
from client_ledger.book.site_file import read_site_file
from client_ledger.frontmatter.half_typed import front_matter, read_slots
from client_ledger.frontmatter.reader import read_text
from client_ledger.frontmatter.site_trees import NAMES, NoSiteFile, find_site_file
from client_ledger.frontmatter.slots import Slot, read_row_slots, slot_at, slots_of_empty
from client_ledger.lsp.documents import Names, Units, split_lines
from client_ledger.lsp.models import RECORDS, model_at
from client_ledger.project import Project, read_project


@dataclass(frozen=True)
class OpenFile:
    """One file of a ledger, as it is in the editor or else on disk; `model` is the model of its keys."""

    path: Path
    file: str
    project: Project
    model: type
    lines: list[str]
    slots: list[Slot]

    def model_of(self, slot: Slot) -> type | None:
        """Return the model of the record or map around a slot."""
        return model_at(self.model, self.keys_to(slot))

    def keys_to(self, slot: Slot) -> tuple[str, ...]:
        """Return the keys from the file's model down to the map around a slot."""
        path = slot.map.path
        return path[path.index(PLUGIN) + 1 :] if self.model is Settings else path

    def at(self, line: int, column: int) -> Slot | None:
        """Return the slot at a place, if it belongs to the ledger."""
        found = slot_at(self.slots, line, column)
        return found if found and (self.model is not Settings or PLUGIN in found.map.path) else None


@dataclass
class Workspace:
    """The open texts by path, and the ledgers as last read, by the path of their mkdocs.yml."""

    texts: dict[Path, str] = field(default_factory=dict)
    versions: dict[Path, int] = field(default_factory=dict)
    projects: dict[Path, Project] = field(default_factory=dict)
    units: Units = field(default_factory=Units)
    names: Names = field(default_factory=Names)

    def site_file_of(self, path: Path) -> Path | None:
        """Return the mkdocs.yml that a file belongs to, if there is one."""
        if path.name in NAMES:
            return path
        try:
            return find_site_file(path.parent)
        except NoSiteFile:
            return None

    def project_of(self, path: Path) -> Project | None:
        """Return the ledger that a file belongs to, as last read; read it the first time."""
        site_file = self.site_file_of(path)
        if site_file is None:
            return None
        if site_file not in self.projects:
            self.read(site_file)
        return self.projects.get(site_file)

    def read(self, site_file: Path) -> Project | None:
        """Read a ledger again, with the open texts; keep the last version if mkdocs.yml cannot be read."""
        try:
            self.projects[site_file] = read_open_project(site_file, self.texts)
        except NoSiteFile:
            return None
        return self.projects[site_file]

    def lines(self, path: Path) -> list[str]:
        """Return a file's lines, as open or else as saved; none if it cannot be read."""
        text = self.texts.get(path)
        return split_lines(text if text is not None else read_text(path, path.name)[0] or "")

    def open_file(self, path: Path) -> OpenFile | None:
        """Return a file of a ledger with records or settings, or None for any other file."""
        project = self.project_of(path)
        if project is None:
            return None
        lines = self.lines(path)
        if path.name in NAMES and path == project.site.path:
            return OpenFile(path, path.name, project, Settings, lines, read_slots(lines))
        if not path.is_relative_to(project.site.docs_dir):
            return None
        file = path.relative_to(project.site.docs_dir).as_posix()
        if file.lower().endswith(".csv"):
            model = self.model_of_log(file, project)
            return OpenFile(path, file, project, model, lines, read_row_slots(lines)) if model else None
        if model := model_of_file(file):
            slots = slots_of_empty(lines) or read_slots(lines, *front_matter(lines))
            return OpenFile(path, file, project, model, lines, slots)
        return None

    def open_files(self, project: Project, model: type, mention: str) -> list[OpenFile]:
        """Return the files of clients or of contracts that contain a text, in order."""
        paths = (project.site.docs_dir / file for file in sorted(project.ledger.files) if model_of_file(file) is model)
        found = (self.open_file(path) for path in paths if any(mention in line for line in self.lines(path)))
        return [open_file for open_file in found if open_file]

    def model_of_log(self, file: str, project: Project) -> type | None:
        """Return the model of the records in a CSV file, by the field that names the file."""
        for model, kinds in RECORDS.items():
            for open_file in self.open_files(project, model, PurePosixPath(file).name):
                for slot in open_file.slots:
                    named = slot.role != "key" and not slot.map.path and slot.key in kinds
                    if named and slot.key and log_path(open_file, slot.value) == project.site.docs_dir / file:
                        return kinds[slot.key]
        return None


def read_open_project(site_file: Path, texts: Mapping[Path, str], recall: ReadingCache | None = None) -> Project:
    """Return the ledger of a mkdocs.yml as if every open text were saved; raise NoSiteFile if there is none."""
    drafts = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
    site = read_site_file(site_file, drafts)
    below = ((path.relative_to(site.docs_dir), path) for path in drafts if path.is_relative_to(site.docs_dir))
    shown = {file.as_posix(): drafts[path] for file, path in below if not any(part[0] == "." for part in file.parts)}
    return read_project(site, shown, recall)


def log_path(open_file: OpenFile, named: str) -> Path:
    """Return the path of a CSV file named in a file."""
    return (open_file.path.parent / named).resolve()


def model_of_file(file: str) -> type | None:
    """Return the model of a client's or a contract's file (a path in the ledger), None for any other."""
    path = PurePosixPath(file)
    if path.suffix != ".md" or path.name in INDEX_NAMES or len(path.parts) == 1:
        return None
    return {"clients": Client, "contracts": Contract}.get(path.parts[0])
