"""The files of one import: found, recognised, and read into one result."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from zipfile import ZipFile

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.importer import Importer, Income, Item, Options, Reading, Return
from client_ledger.importers.run import read_export
from client_ledger.importers.source_file import Export
from client_ledger.text.cli_language import tr, tr_title
from sealed_site.progress import progress


class Line(int):
    """The place of a record in one of several files; it counts in its file's unit."""

    file: str
    unit: str

    def __new__(cls, number: int, file: str, unit: str) -> Self:
        """Return a line of a file."""
        line = super().__new__(cls, number)
        line.file, line.unit = file, unit
        return line

    def __eq__(self, other: object) -> bool:
        return int(self) == other and self.file == getattr(other, "file", self.file)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((int(self), self.file))


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the importer that reads it."""

    export: Export
    importer: Importer
    guessed: bool
    in_folder: bool


def files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the files, those in a folder sorted by name, each with whether it was found in a folder."""
    for path in paths:
        if path.is_dir() and (path / "users.json").is_file():
            yield path, False
        elif path.is_dir():
            yield from ((each, True) for each in sorted(path.iterdir()) if each.is_file() and each.name[0] != ".")
        else:
            yield path, False


def find_sources(
    paths: Iterable[Path], kind: Importer | None, importers: Mapping[str, Importer]
) -> tuple[list[Source], list[str]]:
    """Return the files that can be read, and notes about those in a folder that cannot.

    Raise EditRefused for a file that was named and cannot be read.
    """
    sources, notes = [], []
    for path, in_folder in files_in(paths):
        export = Export(path.name, _zipped(path) if path.is_dir() else path.read_bytes())
        try:
            # A named file is read as the named kind, whose importer then says what is wrong with it.
            importer = kind if kind and not in_folder else guess(export, importers)
        except EditRefused as refusal:
            if not in_folder:
                raise
            notes.append(tr("left out: {reason}", reason=refusal))
            continue
        if kind and importer.name != kind.name:
            notes.append(
                tr(
                    "left out: {file} is {kind}, not {wanted}",
                    file=export.name,
                    kind=tr_title(importer.title),
                    wanted=tr_title(kind.title),
                )
            )
            continue
        sources.append(Source(export, importer, kind is None, in_folder))
    return sources, notes


def _zipped(folder: Path) -> bytes:
    """Return the JSON files of a folder as the zip they were unpacked from."""
    found = io.BytesIO()
    with ZipFile(found, "w") as archive:
        for path in sorted(folder.rglob("*.json")):
            archive.write(path, path.relative_to(folder).as_posix())
    return found.getvalue()


def guess(export: Export, importers: Mapping[str, Importer]) -> Importer:
    """Return the importer that recognises a file; otherwise raise EditRefused, saying what the file is."""
    found = next((each for each in importers.values() if each.recognises(export)), None)
    if found is None:
        described = export.described()
        raise EditRefused(
            tr(
                "{file} cannot be imported{more} (docs/importing.md lists what can)",
                file=export.name,
                more=tr(": ") + described if described else "",
            )
        )
    return found


def read_all(sources: list[Source], options: Options, importers: Mapping[str, Importer]) -> Reading:
    """Return the contents of all files; with several, each record names its file.

    A payment with the same id in several files, such as a bank's report and its statement, counts once.
    """
    if len(sources) == 1:
        return read_export(sources[0].importer, sources[0].export, options, importers)
    whole = Reading()
    seen: dict[tuple[object, ...], str] = {}
    for source in progress(sources, tr("Reading exports"), len(sources)):
        name = source.export.name
        try:
            reading = read_export(source.importer, source.export, options, importers)
        except EditRefused as refusal:
            if not source.in_folder:
                raise
            whole.notes.append(tr("left out {file}: {reason}", file=name, reason=refusal))
            continue
        for item in reading.items:
            key = _identity(item)
            if key and seen.setdefault(key, name) != name:
                whole.skip(Line(item.line, name, reading.unit), tr("{file} has it too", file=seen[key]))
            else:
                whole.items.append(replace(item, line=Line(item.line, name, reading.unit)))
        whole.skipped += [(Line(line, name, reading.unit), why) for line, why in reading.skipped]
        whole.notes += [f"{name}{tr(': ')}{note}" for note in reading.notes]
    return whole


def _identity(item: Item) -> tuple[object, ...] | None:
    if isinstance(item, Income) and item.id:
        return item.id, item.day, item.amount, item.currency
    return (item.of, item.day, item.amount, "back") if isinstance(item, Return) and item.of else None
