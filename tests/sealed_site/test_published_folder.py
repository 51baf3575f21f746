"""Publishing into a folder: whole at every moment, and with nothing told by its files' times."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from sealed_site import opening
from sealed_site.errors import SealingError
from sealed_site.folder import replace_contents, require_replaceable
from sealed_site.sealed_folder import SealedFolder
from sealed_site.verifying import verify


def whole(folder: Path, published) -> bool:
    """Tell whether every file of the site a folder points at opens."""
    try:
        opened = opening.open_site(SealedFolder(folder), published.owner)
        return all(opened.read(path) for path in opened.manifest.files)
    except SealingError:
        return False


@pytest.mark.parametrize("moment", [0, 1, 20, 40, 45, 46, 47, 60])
def test_a_folder_whose_writing_is_broken_off_is_the_old_site_or_the_new_and_can_be_written_again(
    published, tmp_path, monkeypatch, moment
):
    shutil.copytree(published.folder, tmp_path / "other")
    assert published.publish().returncode == 0
    steps = iter(range(1000))

    def break_off(*_arguments, **_options):
        if next(steps) == moment:
            raise KeyboardInterrupt

    for step in ("utime", "unlink"):
        native = getattr(os, step)
        monkeypatch.setattr(os, step, lambda *each, native=native, **more: (break_off(), native(*each, **more)))
    with contextlib.suppress(KeyboardInterrupt):
        replace_contents(tmp_path / "other", published.folder)
    with contextlib.suppress(KeyboardInterrupt):
        steps = iter(range(1000))
        replace_contents(tmp_path / "fresh", published.folder)
    monkeypatch.undo()
    assert whole(tmp_path / "other", published)
    for folder in ("other", "fresh"):
        require_replaceable(tmp_path / folder, "/repo-name/", "")
        replace_contents(tmp_path / folder, published.folder)
        assert whole(tmp_path / folder, published)
        assert verify(SealedFolder(tmp_path / folder))[0].good
        names = {path.relative_to(tmp_path / folder) for path in (tmp_path / folder).rglob("*")}
        assert names == {path.relative_to(published.folder) for path in published.folder.rglob("*")}


def test_neither_times_nor_the_order_of_writing_tell_which_blob_is_which(published):
    paths = [published.folder, *published.folder.rglob("*")]
    assert len({path.stat().st_mtime_ns for path in paths}) == 1
    assert published.folder.stat().st_mtime_ns % 10**9 == 0
    assert len({path.stat().st_mode for path in paths if path.is_file()}) == 1


def test_a_custom_domain_stays_readable_for_the_host(published):
    (published.source / "docs" / "CNAME").write_text("ledger.example.org\n")
    assert published.publish().returncode == 0
    assert (published.folder / "CNAME").read_text() == "ledger.example.org\n"
    assert "CNAME" not in published.manifest().files


@pytest.fixture
def sealed(tmp_path):
    """A small sealed site, as it is made before it goes to its folder."""
    folder = tmp_path / "sealed"
    texts = {"_seal/site.json": "{}", "_seal/a/b/c.js": "script", "index.html": "Unlock", "b/0a": "blob", "k/0b": "key"}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, str]:
    """The files of a folder, links among them, with their text."""
    paths = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_a_new_folder_in_a_new_folder_holds_the_site_and_nothing_else(tmp_path, sealed):
    replace_contents(tmp_path / "new" / "deep", sealed)
    assert files(tmp_path / "new" / "deep") == files(sealed)


def test_what_a_page_loads_is_there_before_it_and_the_file_that_names_all_comes_last(tmp_path, sealed, monkeypatch):
    order, copy = [], shutil.copyfile

    def note(source: Path, target: Path) -> None:
        order.append(source.relative_to(sealed).as_posix())
        copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", note)
    replace_contents(tmp_path / "target", sealed)
    assert order == ["_seal/a/b/c.js", "b/0a", "k/0b", "index.html", "_seal/site.json"]


def test_what_an_older_site_left_goes_with_its_empty_folders_and_links_are_not_followed(tmp_path, sealed):
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    (target / "b" / "old").mkdir(parents=True)
    (target / "b" / "old" / "0c").write_text("old blob", encoding="utf-8")
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine", encoding="utf-8")
    (target / "link.html").symlink_to(elsewhere / "mine.txt")
    (target / "linked").symlink_to(elsewhere, target_is_directory=True)
    replace_contents(target, sealed)
    assert files(target) == files(sealed)
    assert sorted(path.name for path in target.iterdir()) == ["_seal", "b", "index.html", "k"]
    assert [path.name for path in (target / "b").iterdir()] == ["0a"]
    assert (elsewhere / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("there", "refusal"),
    [
        ({}, None),
        ({"b/0a": "blob", "k/0b": "key", "_seal/new": "x"}, None),  # writing was broken off
        ({"_seal/site.json": "{}", "CNAME": "ledger.example.org", "index.html": "Another version"}, None),
        ({"_seal/site.json": "{}", "notes.html": "plain"}, "holds more than a sealed site: notes.html"),
        ({"b/0a": "blob", "index.html": "plain"}, "is not empty and holds no sealed site"),
        ({"notes.html": "plain"}, "is not empty and holds no sealed site"),
    ],
)
def test_only_a_new_an_empty_or_a_sealed_folder_is_written_into(tmp_path, there, refusal):
    target = tmp_path / "target"
    for path, text in there.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, encoding="utf-8")
    with pytest.raises(SealingError, match=refusal) if refusal else contextlib.nullcontext():
        require_replaceable(target, "/", "")


def test_a_file_is_no_folder_to_publish_into(tmp_path):
    (tmp_path / "site.zip").write_text("x", encoding="utf-8")
    with pytest.raises(SealingError, match=r"site\.zip is a file; name a folder"):
        require_replaceable(tmp_path / "site.zip", "/", "")
