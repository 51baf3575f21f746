"""Every importer is told of, and knows its own files from any other."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.importers import IMPORTERS
from client_ledger.importers.describe import kinds, table
from importing import FIXTURES, fixture, kind_of, ledger, run, written
from new_sign import UNWRITTEN

FILES = sorted(path.name for path in FIXTURES.iterdir())
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = ROOT / "plugins" / "client_ledger" / "importers"


@pytest.mark.parametrize("kind", IMPORTERS)
def test_an_importer_has_its_fixture_and_its_test(kind: str):
    stem = kind.replace("-", "_")
    assert [name for name in FILES if kind_of(name) == kind], f"write tests/importers/fixtures/{kind}.*"
    together = "".join((HERE / f"test_{each}.py").read_text() for each in ("mapping", "chats", "plain_text_time"))
    assert f"def test_{stem}" in together or (HERE / f"test_{stem}.py").is_file(), (
        f"write tests/importers/test_{stem}.py"
    )


def test_the_documentation_has_the_table_that_the_importers_make():
    page = (ROOT / "docs/importing.md").read_text(encoding="utf-8")
    assert table() in page, f"in docs/importing.md the table must be:\n\n{table()}"


def test_the_help_names_every_kind():
    shown = "".join(CliRunner().invoke(main, ["import", "--help"]).output.split())
    assert "".join(kinds().split()) in shown


def test_every_importer_has_all_its_texts_written():
    files = [*MODULES.glob("*.py"), *HERE.glob("test_*.py"), *FIXTURES.iterdir(), ROOT / "docs" / "importing.md"]
    unwritten = [str(path.relative_to(ROOT)) for path in files if UNWRITTEN.encode() in path.read_bytes()]
    assert not unwritten, f"write what is marked {UNWRITTEN} in {', '.join(unwritten)}"


@pytest.mark.parametrize("kind", IMPORTERS)
def test_the_changelog_tells_of_every_importer(kind: str):
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").casefold()
    brand = IMPORTERS[kind].title.split()[0].casefold()
    assert brand in told or kind in told, f"write a line on {IMPORTERS[kind].title} into CHANGELOG.md"


def test_every_importer_that_is_written_is_offered():
    is_importer = re.compile(r"^[A-Z]+\w* = Importer\(", re.MULTILINE)
    with_title = {path.stem for path in MODULES.glob("*.py") if is_importer.search(path.read_text())}
    with_title |= {path.stem.replace("-", "_") for path in MODULES.glob("mappings/*.yml")}
    assert with_title == {kind.replace("-", "_") for kind in IMPORTERS}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_as_what_it_is_and_as_nothing_else(name: str, tmp_path: Path):
    site_file = ledger(tmp_path)
    before = written(site_file)
    for kind in IMPORTERS:
        if kind == kind_of(name):
            continue
        result = run(site_file, kind, FIXTURES / name)
        assert result.exit_code == 1
        assert (
            f"it looks like {IMPORTERS[kind_of(name)].title}: run `client-ledger import {kind_of(name)}`"
            in result.output
        )
    assert written(site_file) == before


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n\0\0", b"{", b"[]", b"\xff\xfea", b"Hello: you\n", b"[" * 100_000]
)
@pytest.mark.parametrize("kind", IMPORTERS)
def test_what_nobody_knows_is_refused(kind: str, data: bytes, tmp_path: Path):
    (tmp_path / "x").write_bytes(data)
    result = run(ledger(tmp_path), kind, tmp_path / "x")
    assert result.exit_code == 1
    assert "x is no" in result.output


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Project,Client,Duration\nSite,Acme,1:30:00\n", "its columns are Project, Client, Duration"),
        ('[{"id": 1},', "it is JSON that cannot be read"),
        ('{"id": 1}', "it is JSON of another kind"),
        ("Prose that goes on for long enough to be no heading of any column, and has none.\n", "it is a text"),
    ],
)
def test_what_it_holds_instead_is_said(text: str, described: str, tmp_path: Path):
    (tmp_path / "x").write_text(text)
    output = run(ledger(tmp_path), "toggl", tmp_path / "x").output
    assert f"can be imported: {described}" in output


def test_a_large_file_of_another_kind_is_named_too(tmp_path: Path):
    frames = json.dumps(json.loads(fixture("watson.json")) * 2000)
    (tmp_path / "frames").write_text(frames)
    assert "it looks like Watson JSON" in run(ledger(tmp_path), "toggl", tmp_path / "frames").output


def test_a_quote_that_is_never_closed_hides_no_rows(tmp_path: Path):
    (tmp_path / "toggl.csv").write_text(fixture("toggl.csv").replace('"late, night"', '"late'))
    site_file = ledger(tmp_path)
    before = written(site_file)
    result = run(site_file, "toggl", tmp_path / "toggl.csv")
    assert result.exit_code == 1
    assert "the row on line 3 is not CSV" in result.output
    assert written(site_file) == before


def test_another_encoding_is_told(tmp_path: Path):
    (tmp_path / "toggl.csv").write_bytes(fixture("toggl.csv").replace("Footer", "Fuß").encode("cp1252"))
    assert "read as Windows-1252" in run(ledger(tmp_path), "toggl", tmp_path / "toggl.csv").output
