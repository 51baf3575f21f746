"""What is kept stays as small as what is used: what no build would read again is dropped."""

import os
import sqlite3
import subprocess
from contextlib import closing

import pytest

from building import add_contract, from_nothing, make, run, write
from client_ledger.cache import A_DAY, FOLDER, NAMES, Cache, tidy


@pytest.fixture
def folder(tmp_path):
    make(tmp_path / "mine")
    return tmp_path / "mine"


def kept(folder):
    """The names under which each file of the cache keeps something, and how many values there are."""
    found = {name: Cache(folder / FOLDER, name).keys_by_name() for name in NAMES - {"outputs"}}
    return {name: sorted(held) for name, held in found.items()}


def git(folder, *arguments):
    who = {"GIT_AUTHOR_NAME": "Robin", "GIT_AUTHOR_EMAIL": "r@example.org"}
    who |= {"GIT_COMMITTER_NAME": "Robin", "GIT_COMMITTER_EMAIL": "r@example.org"}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **who})


def test_after_many_edits_and_commits_the_cache_holds_what_one_build_from_nothing_keeps(folder):
    write(folder, {".gitignore": f"site/\n{FOLDER}/\n"})
    git(folder, "init", "--quiet")
    for number in range(6):
        for file in (folder / "ledger/contracts").glob("acme-extra-*"):
            file.unlink()
        add_contract(folder, "acme", f"acme-extra-{number}")
        write(folder, {f"ledger/page-{number % 2}.md": f"# Page {number}\n", "ledger/notes.md": f"# Notes {number}\n"})
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", f"Edit {number}")
        git(folder, "commit", "--quiet", "--amend", "--message", f"Edit {number}, again")
        run(folder, folder / "site")
    from_nothing(folder)
    assert kept(folder) == kept(folder.with_name("mine-copy"))


def test_what_another_version_of_the_code_kept_is_replaced(folder, monkeypatch):
    run(folder, folder / "site")
    before = kept(folder)
    monkeypatch.setattr("client_ledger.site.incremental.surroundings.code_digest", lambda *_: "another version")
    run(folder, folder / "site")
    assert kept(folder) == before


def test_files_of_other_versions_and_of_broken_runs_are_removed_after_a_day(folder):
    run(folder, folder / "site")
    names = ("verdicts.sqlite", "history.jsonl.k2j4", "pages.sqlite", "history.jsonl")
    for name in (*names, "history.jsonl.new"):
        path = folder / FOLDER / name
        path.touch()
        if name != "history.jsonl.new":
            day_before = path.stat().st_mtime - 2 * A_DAY
            os.utime(path, (day_before, day_before))
    tidy(folder / FOLDER)
    left = {path.name for path in (folder / FOLDER).iterdir()}
    assert {"pages.sqlite", "history.jsonl", "history.jsonl.new"} <= left
    assert not {"verdicts.sqlite", "history.jsonl.k2j4"} & left


def test_a_file_gives_back_the_room_of_what_it_has_forgotten(tmp_path):
    cache = Cache(tmp_path, "pages")
    for number in range(50):
        cache.put(str(number), b"key", bytes(50_000))
    cache.save({str(number) for number in range(50)})
    full = (tmp_path / "pages.sqlite").stat().st_size
    cache.save({"0"})
    assert (tmp_path / "pages.sqlite").stat().st_size < full / 10
    assert cache.get("0", b"key") == bytes(50_000)


def test_a_process_that_was_forked_leaves_the_database_alone(tmp_path):
    cache = Cache(tmp_path, "pages")
    cache.put("one", b"key", b"value")
    cache.detach()
    assert cache.get("one", b"key") is None
    cache.put("two", b"key", b"value")
    with closing(sqlite3.connect(tmp_path / "pages.sqlite")) as database:
        assert database.execute("SELECT name FROM kept").fetchall() == []
