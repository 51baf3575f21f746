"""What writes the ledger: one run at a time, a plan of what is to be undone, drafts that do not stay."""

import errno
import importlib
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from client_ledger.disk.changes import Change, write_changes
from client_ledger.disk.undo import FOLDER, PLAN, Unfinished, digest_of, settle
from client_ledger.edits.save import save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import open_project
from sealed_site import lock
from sealed_site.lock import Busy, locked
from sealed_site.whole_file import write_whole
from writing import CLIENT, write_site

HOLD = """
import sys, time
from pathlib import Path
from sealed_site.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """Start a process that holds a lock until it is told to stop, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def plan(folder: Path, *rows: tuple[str, str | None, str | None, str | None]) -> Path:
    """Write the plan of a killed run by hand, and return the run's folder."""
    own = folder / FOLDER
    own.mkdir()
    (own / PLAN).write_text(json.dumps(rows), "utf-8")
    return own


def digest(text: bytes, folder: Path) -> str:
    (folder / "any").write_bytes(text)
    found = digest_of(folder / "any")
    (folder / "any").unlink()
    assert found
    return found


def test_a_lock_that_another_run_holds_is_waited_for_and_one_of_a_killed_run_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    file = tmp_path / "lock"
    with holder(file) as process:
        with pytest.raises(Busy), locked(file):
            pass
        process.kill()
    with locked(file):
        pass


def test_while_another_run_writes_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / FOLDER).mkdir()
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with holder(tmp_path / FOLDER / "lock") as process:
        with pytest.raises(EditRefused, match="another command is writing"):
            save(tmp_path, [Change("a.md", None, b"x")])
        process.kill()
    assert not (tmp_path / "a.md").exists()


def test_on_windows_the_first_byte_of_the_file_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    calls: list[int] = []
    answers = iter([OSError(errno.EACCES, "taken"), None, None])

    def locking(_handle: int, mode: int, _count: int) -> None:
        calls.append(mode)
        if answer := next(answers):
            raise answer

    monkeypatch.setattr(sys, "platform", "win32")
    fake = types.SimpleNamespace(locking=locking, LK_NBLCK=2, LK_UNLCK=0)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    try:
        on_windows = importlib.reload(lock)
        with on_windows.locked(tmp_path / "lock"):
            pass
        assert calls == [2, 2, 0]
    finally:
        monkeypatch.undo()
        importlib.reload(lock)


def test_where_the_file_system_knows_no_locks_a_change_is_written_all_the_same(tmp_path: Path, monkeypatch):
    def take(_handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_take", take)
    write_changes(tmp_path, [Change("a.md", None, b"x")])
    assert (tmp_path / "a.md").read_bytes() == b"x"


def test_git_ignores_the_folder_of_the_lock_and_the_site_leaves_it_out(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT})
    save(tmp_path / "ledger", [Change("new.md", None, b"# New\n")])
    assert (tmp_path / "ledger" / FOLDER / ".gitignore").read_bytes() == b"*\n"
    assert not [file for file in open_project(site_file).ledger.files if FOLDER in file]


def test_a_change_half_done_is_undone_before_the_ledger_is_read(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT.replace("Acme", "Half")})
    folder = tmp_path / "ledger"
    half = digest_of(folder / "clients/acme.md")
    row = ("clients/acme.md", digest(CLIENT.encode(), tmp_path), "old-1-0", half)
    own = plan(folder, row, ("clients/new.md", None, None, "0" * 64))
    (own / "old-1-0").write_bytes(CLIENT.encode())
    assert open_project(site_file).ledger.clients["acme"].name == "Acme"
    assert sorted(path.name for path in own.iterdir()) == [".gitignore", "lock"]


def test_what_was_edited_since_is_never_written_over_and_is_an_error_until_it_is_settled(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": "edited since\n", "clients/b.md": CLIENT})
    folder = tmp_path / "ledger"
    written = digest_of(folder / "clients/b.md")
    rows = [("clients/acme.md", "1" * 64, "old-1-0", "2" * 64), ("clients/b.md", None, None, written)]
    plan(folder, *rows, ("c.md", None, None, "0" * 64))
    (problem,) = (each for each in open_project(site_file).errors if each.code == "half-done")
    assert "clients/acme.md changed in the meantime" in problem.line("")
    with pytest.raises(EditRefused, match="stopped halfway and cannot be undone"):
        save(folder, [Change("d.md", None, b"x")])
    assert (folder / "clients/acme.md").read_text() == "edited since\n"


@pytest.mark.parametrize(
    "rows",
    [
        [("../outside", None, None, "any"), ("x.md", None, None, "any")],
        [("link", None, None, "any"), ("x.md", None, None, "any")],
        [("a.md", "any", "../../outside", "any"), ("x.md", None, None, "any")],
        [("a.md", "any", "lock", "any"), ("x.md", None, None, "any")],
        [],
        [1],
        {"a": 1},
    ],
)
def test_a_plan_that_came_with_a_received_ledger_touches_nothing_outside_it(rows: object, tmp_path: Path):
    folder = tmp_path / "ledger"
    folder.mkdir()
    (tmp_path / "outside").write_text("mine")
    (folder / "link").symlink_to(tmp_path / "outside")
    found = digest_of(tmp_path / "outside")
    (folder / FOLDER).mkdir()
    (folder / FOLDER / PLAN).write_text(json.dumps(rows).replace('"any"', json.dumps(found)))
    with pytest.raises(Unfinished):
        settle(folder)
    assert (tmp_path / "outside").read_text() == "mine"


def test_a_folder_that_is_a_link_elsewhere_is_not_used(tmp_path: Path):
    (tmp_path / "ledger").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "old-1-1").write_text("mine")
    (tmp_path / "ledger" / FOLDER).symlink_to(tmp_path / "mine")
    with pytest.raises(EditRefused, match="is a link"):
        save(tmp_path / "ledger", [Change("a.md", None, b"x")])
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["old-1-1"]


def test_a_file_on_another_drive_is_written_whole_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    replace = Path.replace

    def across(self: Path, target: Path) -> Path:
        if self.parent != target.parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", across)
    write_changes(tmp_path, [Change("a.md", None, b"1"), Change("b.md", None, b"2")])
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.md")} == {"a.md": b"1", "b.md": b"2"}
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == [".gitignore", "lock"]


def test_drafts_of_killed_runs_are_removed_and_those_of_running_ones_stay(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    for owner in (gone.pid, os.getppid(), "notes"):
        (tmp_path / f".a.md.{owner}.draft").touch()
    write_whole(tmp_path / "a.md", b"x")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.md", f".a.md.{os.getppid()}.draft", ".a.md.notes.draft"}
