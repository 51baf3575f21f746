"""Whatever is lost or damaged of a cache, and whoever else builds, the site is the same."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import MOMENT, contents, make, run
from client_ledger.cache import FOLDER, Cache
from client_ledger.site.incremental.cached_pages import CachedPages
from client_ledger.site.incremental.outputs import Outputs


@pytest.fixture
def folder(tmp_path):
    make(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.mark.parametrize("damage", ["delete", "spoil", "cut"])
@pytest.mark.parametrize("name", ["pages", "heads", "feeds", "outputs", "outlines", "readings", "trends"])
def test_a_cache_that_is_lost_or_damaged_changes_nothing(folder, name, damage):
    whole = run(folder, folder / "site")
    file = folder / FOLDER / f"{name}.sqlite"
    match damage:
        case "delete":
            file.unlink()
        case "spoil":
            data = bytearray(file.read_bytes())
            for position in range(5000, len(data), 997):
                data[position] ^= 0xFF
            file.write_bytes(data)
        case "cut":
            file.write_bytes(file.read_bytes()[:3000])
    assert run(folder, folder / "site", dirty=True) == whole
    assert run(folder, folder / "site") == whole


def test_a_page_lost_while_it_is_needed_is_drawn(folder, monkeypatch):
    whole = run(folder, folder / "site")
    plain = CachedPages.html

    def losing(self, path):
        if "acme" in path or path == "notes/index.html":
            self._kept.pop(path, None)
        return plain(self, path)

    monkeypatch.setattr(CachedPages, "html", losing)
    assert run(folder, folder / "site") == whole


def test_two_builds_at_once_write_the_same(folder):
    whole = run(folder, folder / "site")
    shutil.rmtree(folder / FOLDER)
    program = [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet", "--site-dir"]
    around = {**os.environ, **MOMENT}
    sites = [folder / f"site-{number}" for number in range(3)]
    builds = [subprocess.Popen([*program, str(site)], cwd=folder, env=around) for site in sites]
    assert [each.wait() for each in builds] == [0, 0, 0]
    assert [contents(site) for site in sites] == [whole] * 3


@pytest.mark.parametrize(("path", "is_left"), [("../mine.txt", True), ("old/../../mine.txt", True), ("old.txt", False)])
def test_a_file_outside_the_site_is_never_removed_whatever_the_cache_says(tmp_path, path, is_left):
    site = tmp_path / "site"
    (site / "old").mkdir(parents=True)
    file = site / path
    file.write_text("Mine")
    found = file.stat()
    cache = Cache(tmp_path / "cache", "outputs")
    cache.put(str(site), b"", json.dumps({path: ("00", found.st_size, found.st_mtime_ns)}).encode())
    cache.save({str(site)})
    Outputs(Cache(tmp_path / "cache", "outputs"), site).save({}, clear=True)
    assert file.exists() == is_left


@pytest.mark.parametrize("lost", ["feeds", "outlines"])
def test_a_page_and_another_cache_that_are_lost_at_once_are_made_again(folder, monkeypatch, lost):
    first = run(folder, folder / "site")
    (folder / FOLDER / f"{lost}.sqlite").unlink()
    plain = CachedPages.html

    def losing(self, path):
        if path == "notes/index.html":
            self._kept.pop(path, None)
        return plain(self, path)

    monkeypatch.setattr(CachedPages, "html", losing)
    assert run(folder, folder / "site") == first
