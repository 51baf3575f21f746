"""What one run keeps for the next: it never changes an answer, and can be lost, damaged or shared."""

import json
import os
import pickle
import sqlite3
import threading
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from building import write
from client_ledger.book.cached_values import from_bytes, to_bytes
from client_ledger.book.load import load
from client_ledger.book.reading_cache import ReadingCache
from client_ledger.book.site_file import read_site_file
from client_ledger.cache import FOLDER, Cache, digest, own_secret
from client_ledger.cli import main
from client_ledger.project import open_project, read_project

SAMPLE = Path(__file__).parent.parent / "mkdocs.yml"
SITE = "site_name: Mine\ndocs_dir: ledger\nplugins:\n  - client-ledger: {as_of: 2026-11-20, timezone: Europe/Paris}\n"
FILES = {
    "mkdocs.yml": SITE,
    "ledger/clients/acme.md": "---\nname: Acme\nworking_hours: {mon-fri: 09:00-17:00}\nsigns: {late-payments: off}\n"
    "messages:\n  - {at: 2026-11-02 22:10, text: Now, reply: now}\n"
    "  - {at: '2026-11-03 17:30Z', text: Soon, reply: now}\n---\n\nA note.\n",
    "ledger/contracts/acme-site.md": "---\nclient: acme\ntitle: Site\nstage: active\nbilling: hourly\nrate: 60\n"
    "late_fee: {percent_per_year: 8}\nplatform: {name: Market, fee: 10%}\nhours: acme.csv\ninvoices:\n"
    "  - {id: A-1, issued: 2026-08-01, amount: 500, payments: [{date: 2026-09-01, amount: 10.10}]}\n---\n",
    "ledger/contracts/acme.csv": "date,hours\n2026-11-02,9\n",
}


@pytest.fixture
def ledger(tmp_path):
    """A ledger of one client, at the path of its mkdocs.yml."""
    write(tmp_path, FILES)
    return tmp_path / "mkdocs.yml"


def report(site_file):
    done = CliRunner().invoke(main, ["report", "--format", "json", "-f", str(site_file)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def kept(site_file):
    return sorted(path.name for path in (site_file.parent / FOLDER).iterdir())


def test_a_second_reading_is_the_first(ledger):
    first, second = open_project(ledger), open_project(ledger)
    assert second.ledger == first.ledger == read_project(read_site_file(ledger)).ledger
    assert second.ledger.clients["acme"].places == first.ledger.clients["acme"].places
    assert second.limits == first.limits
    assert kept(ledger) == [".gitignore", "readings.sqlite"]


def test_the_sample_is_the_same_read_from_what_was_kept(tmp_path):
    site = read_site_file(SAMPLE)
    recalls = [ReadingCache(Cache(tmp_path, "readings")) for _ in range(2)]
    first, second = (load(site.docs_dir, site.settings.zone, recall=recall) for recall in recalls)
    assert first == second == read_project(site).ledger
    assert [each.places for each in first.contracts.values()] == [each.places for each in second.contracts.values()]


def test_what_was_kept_is_used(ledger, monkeypatch):
    """Otherwise the other tests would show nothing."""
    open_project(ledger)
    monkeypatch.setattr("client_ledger.book.load.read_file", None)
    open_project(ledger)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("ledger/contracts/acme.csv", ",9", ",10"),
        ("ledger/contracts/acme-site.md", "500", "600"),
        ("ledger/clients/acme.md", "22:10", "12:10"),
        ("mkdocs.yml", "Europe/Paris", "America/New_York"),
        ("mkdocs.yml", "2026-11-20", "2026-10-20"),
    ],
)
def test_an_edit_is_seen(ledger, name, old, new):
    before = report(ledger)
    file = ledger.parent / name
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    edited = report(ledger)
    for path in (ledger.parent / FOLDER).iterdir():
        path.unlink()
    assert edited == report(ledger) != before


def test_evidence_that_comes_and_goes_is_seen(ledger):
    acme = ledger.parent / "ledger/clients/acme.md"
    incident = "incidents:\n  - {date: 2026-11-02, kind: insult, evidence: a.eml}\nmessages:"
    acme.write_text(acme.read_text(encoding="utf-8").replace("messages:", incident), encoding="utf-8")
    evidence = ledger.parent / "ledger/evidence/a.eml"
    evidence.parent.mkdir()
    for exists in (False, True, False):
        evidence.write_text("From: Acme\n") if exists else evidence.unlink(missing_ok=True)
        assert bool(open_project(ledger).errors) is not exists


def test_a_problem_is_told_every_time(ledger):
    acme = ledger.parent / "ledger/clients/acme.md"
    acme.write_text(acme.read_text(encoding="utf-8").replace("22:10", "26:10"), encoding="utf-8")
    assert open_project(ledger).problems == open_project(ledger).problems != ()


@pytest.mark.parametrize("name", ["readings.sqlite", "trends.sqlite"])
@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)])
def test_damage_is_ignored_and_mended(ledger, name, damage):
    whole = report(ledger)
    file = ledger.parent / FOLDER / name
    file.write_bytes(damage)
    assert report(ledger) == whole
    report(ledger)
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM kept").fetchone()[0] > 0


@pytest.mark.parametrize("name", ["readings.sqlite", "trends.sqlite"])
def test_a_damaged_value_is_not_believed(ledger, name):
    whole = report(ledger)
    file = ledger.parent / FOLDER / name
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET value = substr(value, 1, length(value) - 3) || x'000000'")
    database.close()
    assert report(ledger) == whole


def test_a_folder_that_cannot_be_made_keeps_nothing(ledger):
    (ledger.parent / FOLDER).write_text("a file in its place")
    assert report(ledger) == report(ledger)


def test_another_run_that_writes_is_not_waited_for_long(ledger):
    whole = report(ledger)
    other = sqlite3.connect(ledger.parent / FOLDER / "readings.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert report(ledger) == whole
    finally:
        other.close()


def test_runs_at_the_same_time_find_the_same(ledger):
    found = []
    threads = [threading.Thread(target=lambda: found.append(open_project(ledger).ledger)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 6


def test_what_is_kept_is_the_owners_alone_and_git_ignores_it(ledger):
    report(ledger)
    folder = ledger.parent / FOLDER
    assert {path.stat().st_mode & 0o077 for path in folder.glob("*.sqlite")} == {0}
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_file_that_is_gone_is_forgotten(ledger):
    report(ledger)
    (ledger.parent / "ledger/contracts/acme-site.md").unlink()
    (ledger.parent / "ledger/contracts/acme.csv").unlink()
    report(ledger)
    assert set(Cache(ledger.parent / FOLDER, "readings").keys_by_name()) == {"clients/acme.md"}


class Harmful:
    """What a cache from a stranger could hold."""

    def __reduce__(self):
        return print, ("harm",)


def test_bytes_make_nothing_but_records(capsys):
    with pytest.raises(ValueError, match="no part of a record"):
        from_bytes(pickle.dumps(Harmful()))
    assert capsys.readouterr().out == ""


@settings(max_examples=200, deadline=None)
@example(b"\x96\x00\x00\x00\x00\x00\x00\x00\x01")  # a length that no memory holds
@given(st.binary(max_size=60))
def test_no_bytes_end_in_another_error(data):
    with suppress(ValueError):
        from_bytes(data)


@given(st.decimals(allow_nan=False) | st.fractions() | st.datetimes() | st.dates() | st.timedeltas() | st.text())
def test_values_come_back_as_they_were(value):
    again = from_bytes(to_bytes(value))
    assert again == value
    assert type(again) is type(value)
    assert not isinstance(value, Decimal) or str(again) == str(value)


def test_a_digest_keeps_its_parts_apart():
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


def test_a_cache_that_somebody_else_made_is_not_believed_and_runs_no_code(tmp_path, monkeypatch):
    theirs = tmp_path / "theirs"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(theirs))
    monkeypatch.setenv("APPDATA", str(theirs))
    monkeypatch.setenv("HOME", str(theirs))
    own_secret.cache_clear()
    cache = Cache(tmp_path / "cache", "kept")
    cache.put("name", b"key", b"value")
    cache.save({"name"})
    assert Cache(tmp_path / "cache", "kept").get("name", b"key") == b"value"
    for variable in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "mine"))
    own_secret.cache_clear()
    assert Cache(tmp_path / "cache", "kept").get("name", b"key") is None
    own_secret.cache_clear()


def test_what_runs_with_a_value_of_a_record_is_only_what_makes_records(tmp_path):
    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "ran"),)

    with pytest.raises(ValueError, match="is no part of a record"):
        from_bytes(pickle.dumps(Evil()))
    assert not (tmp_path / "ran").exists()
