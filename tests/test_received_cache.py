"""A cache that came with a ledger, from anybody: it never changes a page, ends a command or reaches another file."""

import os
import random
import sqlite3
from contextlib import closing

import pytest

from building import contents, make, run
from client_ledger.cache import A_DAY, FOLDER, Cache, read_kept, tidy
from client_ledger.history.signatures import NAME, _load
from received_cache import changes, read, small_cache
from sealed_site.lock import locked_folder


def test_each_byte_changed_in_turn_a_value_is_as_it_was_or_gone(tmp_path):
    for data in changes(small_cache(), step=61):
        read(data, tmp_path)


def test_bytes_changed_in_every_file_of_a_cache_change_no_page(tmp_path):
    folder = tmp_path / "mine"
    make(folder)
    expected = run(folder, folder / "site")
    whole = {path: path.read_bytes() for path in (folder / FOLDER).iterdir() if path.stat().st_size > 2}
    assert len(whole) > 4
    chance = random.Random(20)  # noqa: S311 - nothing secret
    for round_ in range(12):
        for path, data in whole.items():
            used = [at for at in range(len(data)) if data[at]]
            at = chance.choice(used)
            end = at if round_ % 4 == 3 else len(data)
            path.write_bytes((data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :])[:end])
        found = run(folder, folder / "site")
        assert {name for name in expected if found.get(name) != expected[name]} == set()
    assert contents(folder / "site").keys() == expected.keys()


@pytest.mark.parametrize(
    "statement",
    [
        (
            "CREATE VIEW kept AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT 'index.html' AS name, x'00' AS key, x'00' AS checksum, i AS value FROM n"
        ),
        "CREATE TABLE kept (name, key, checksum, value); INSERT INTO kept VALUES (1, 2, 3, 4), (NULL, x'00', '', 0.5)",
    ],
    ids=["a view without an end", "another table"],
)
def test_another_database_in_its_place_is_removed(statement, tmp_path):
    with closing(sqlite3.connect(tmp_path / "pages.sqlite")) as database:
        database.executescript(statement)
    for _ in range(2):
        cache = Cache(tmp_path, "pages")
        assert cache.get("index.html", b"\0") is None
        assert set(cache.keys_by_name()) <= {"index.html"}
        cache.put("index.html", b"key", b"mine")
        cache.save({"index.html"})
    assert Cache(tmp_path, "pages").get("index.html", b"key") == b"mine"


def test_names_and_keys_of_other_kinds_are_passed_over(tmp_path):
    cache = Cache(tmp_path, "pages")
    cache.put("index.html", b"key", b"mine")
    cache.save({"index.html"})
    with closing(sqlite3.connect(tmp_path / "pages.sqlite")) as database, database:
        database.execute("INSERT INTO kept VALUES (x'00', 1, 2, 3), (NULL, NULL, NULL, NULL)")
    assert Cache(tmp_path, "pages").keys_by_name() == {"index.html": b"key"}


def test_a_link_in_place_of_the_folder_leads_nowhere(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    letter = mine / "letter.txt"
    letter.write_text("Dear Acme", encoding="utf-8")
    os.utime(letter, (letter.stat().st_mtime - 2 * A_DAY,) * 2)
    folder = tmp_path / "ledger" / FOLDER
    folder.parent.mkdir()
    folder.symlink_to(mine)
    cache = Cache(folder, "pages")
    cache.put("index.html", b"key", b"value")
    cache.save({"index.html"})
    tidy(folder)
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["pages.sqlite", ".gitignore"])
def test_a_link_in_place_of_a_file_is_not_written_through(name, tmp_path):
    mine = tmp_path / "mine.sqlite"
    with closing(sqlite3.connect(mine)) as database:
        database.execute("CREATE TABLE mine (a)")
    before = mine.read_bytes()
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / name).symlink_to(mine)
    cache = Cache(tmp_path / FOLDER, "pages")
    cache.put("index.html", b"key", b"value")
    cache.save({"index.html"})
    assert mine.read_bytes() == before


def test_a_device_in_place_of_a_file_is_not_read(tmp_path):
    (tmp_path / "history.jsonl").symlink_to("/dev/zero")
    with pytest.raises(OSError, match="Invalid argument"):
        read_kept(tmp_path / "history.jsonl")


def test_signatures_nested_without_an_end_are_no_signatures(tmp_path):
    (tmp_path / NAME).write_text("[" * 200_000, encoding="ascii")
    assert _load(tmp_path, "trust") == {}


def test_a_link_in_place_of_the_list_that_git_ignores_is_replaced(tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / ".gitignore").symlink_to(mine)
    with locked_folder(tmp_path / "own"):
        pass
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "own" / ".gitignore").read_bytes() == b"*\n"
