"""The files of one import: which are read, as what, and how their records are told apart."""

import json
from pathlib import Path

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Options, Reading
from client_ledger.importers.sources import Line, files_in, find_sources, read_all
from importing import FIXTURES, PARIS

OPTIONS = Options(PARIS, PARIS)


def folder_of(folder: Path, **names: str) -> Path:
    """Write files, each with the fixture that it is, and return their folder."""
    found = folder / "exports"
    found.mkdir()
    for name, kind in names.items():
        (found / name).write_bytes((FIXTURES / kind).read_bytes())
    return found


def kinds(paths: list[Path], kind: str = "") -> tuple[list[tuple[str, str, bool]], list[str]]:
    """Return each file's name, its kind and whether that was guessed, and what is left out."""
    sources, notes = find_sources(paths, IMPORTERS.get(kind), IMPORTERS)
    return [(each.export.name, each.importer.name, each.guessed) for each in sources], notes


def test_a_folder_is_its_files_without_hidden_ones_and_folders_in_it(tmp_path: Path):
    folder = folder_of(tmp_path, b="toggl.csv", a="n26.csv", **{".hidden": "n26.csv"})
    (folder / "more").mkdir()
    assert list(files_in([folder, folder / "a"])) == [(folder / "a", True), (folder / "b", True), (folder / "a", False)]
    assert kinds([folder]) == ([("a", "n26", True), ("b", "toggl", True)], [])


def test_of_a_folder_the_files_of_another_kind_than_the_one_named_are_left_out(tmp_path: Path):
    folder = folder_of(tmp_path, b="toggl.csv", a="n26.csv")
    assert kinds([folder], "n26") == ([("a", "n26", False)], ["left out: b is Toggl Track detailed CSV, not N26 CSV"])


def test_a_file_that_is_named_is_read_as_the_kind_that_is_named_or_not_at_all(tmp_path: Path):
    folder = folder_of(tmp_path, a="n26.csv")
    assert kinds([folder / "a"], "toggl") == ([("a", "toggl", False)], [])
    (folder / "b").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(EditRefused, match="b cannot be imported"):
        kinds([folder / "b"])


def test_an_unpacked_slack_export_is_one_file(tmp_path: Path):
    folder = tmp_path / "slack"
    (folder / "general").mkdir(parents=True)
    (folder / "users.json").write_text(json.dumps([{"id": "U1", "profile": {"email": "pia@acme.example"}}]))
    said = [{"type": "message", "user": "U1", "ts": "1764193267.0", "text": "Now!"}]
    (folder / "general" / "2025-11-26.json").write_text(json.dumps(said))
    assert list(files_in([folder])) == [(folder, False)]
    assert kinds([folder]) == ([("slack", "slack", True)], [])
    (folder / "users.json").rename(folder / "people.json")
    assert kinds([folder])[0] == []


def read(*files: Path) -> Reading:
    return read_all(find_sources(files, None, IMPORTERS)[0], OPTIONS, IMPORTERS)


def test_lines_of_two_files_are_two_lines(tmp_path: Path):
    assert Line(2, "a", "line") == Line(2, "a", "line")
    assert Line(2, "a", "line") != Line(3, "a", "line")
    assert Line(2, "a", "line") != Line(2, "b", "line")
    assert len({Line(2, "a", "line"), Line(2, "b", "line")}) == 2
    folder = folder_of(tmp_path, a="n26.csv", b="n26.csv")
    assert {getattr(each.line, "file", "") for each in read(folder / "a").items} == {""}
    whole = read(folder / "a", folder / "b")
    assert {(each.line.file, each.line.unit) for each in whole.items} == {("a", "line"), ("b", "line")}


def test_a_payment_with_an_id_in_two_files_counts_once(tmp_path: Path):
    folder = folder_of(tmp_path, a="paypal.csv", b="paypal.csv")
    once = read(folder / "a").items
    both = read(folder / "a", folder / "b")
    assert [each.line for each in both.items] == [Line(each.line, "a", "line") for each in once]
    assert (Line(once[0].line, "b", "line"), "a has it too") in both.skipped
