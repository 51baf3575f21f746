"""`python3 dev.py new-importer NAME` writes an importer that reads its fixture, and all that tells of it."""

import importlib.util
from pathlib import Path

from client_ledger.importers.importer import Options
from client_ledger.importers.source_file import Export
from importing import PARIS, hours
from new_importer import FILE, changed_files, new_files
from new_sign import UNWRITTEN

ROOT = Path(__file__).resolve().parents[2]


def test_what_it_writes_reads_its_own_fixture(tmp_path: Path):
    files = new_files("punch-clock")
    module_file = tmp_path / "punch_clock.py"
    module_file.write_text(files["plugins/client_ledger/importers/punch_clock.py"])
    spec = importlib.util.spec_from_file_location("punch_clock", module_file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    export = Export("x", files["tests/importers/fixtures/punch-clock.csv"].encode())
    assert module.PUNCH_CLOCK.recognises(export)
    expected = [("2026-03-02", "1.5", "Header"), ("2026-03-03", "0:20", UNWRITTEN)]
    assert hours(module.PUNCH_CLOCK.read(export, Options(PARIS, PARIS))) == expected
    assert str(expected[0]) in files["tests/importers/test_punch_clock.py"].replace("'", '"').replace('"', "'")


def test_the_registry_the_documentation_and_the_changelog_tell_of_it():
    registry, docs, changelog = changed_files(ROOT, "punch-clock").values()
    assert "from client_ledger.importers.punch_clock import PUNCH_CLOCK\n" in registry
    assert "        PUNCH_CLOCK,\n        MAIL,\n" in registry
    assert f"| `punch-clock` | {FILE} | hours |\n| `mail` |" in docs
    assert "- Punch Clock's hours can be imported.\n" in changelog
