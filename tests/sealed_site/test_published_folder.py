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
