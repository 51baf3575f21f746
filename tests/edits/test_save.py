"""Files are written all or none, and never over what somebody else wrote meanwhile."""

from pathlib import Path

import pytest

from client_ledger.disk.undo import FOLDER
from client_ledger.edits.save import Change, joined, preview, save
from client_ledger.frontmatter.document import EditRefused
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_changes_are_written(tmp_path: Path):
    (tmp_path / "a.md").write_bytes(b"old\r\n")
    save(tmp_path, [Change("a.md", b"old\r\n", b"new\r\n"), Change("b.csv", None, b"x")])
    assert files(tmp_path) == {"a.md": b"new\r\n", "b.csv": b"x"}


def test_a_file_keeps_its_permissions(tmp_path: Path):
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "a.md").chmod(0o640)
    save(tmp_path, [Change("a.md", b"old", b"new")])
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path):
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "a.md").chmod(0o444)
    with pytest.raises(EditRefused, match=r"a\.md is read-only"):
        save(tmp_path, [Change("a.md", b"old", b"new")])
    assert files(tmp_path) == {"a.md": b"old"}


def test_changes_on_top_of_each_other_are_one():
    first, second = Change("a.md", b"old", b"new"), Change("a.md", b"new", b"newer")
    assert joined([first, Change("b.md", None, b"x"), second]) == [
        Change("a.md", b"old", b"newer"),
        Change("b.md", None, b"x"),
    ]


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "a.md").symlink_to("real.md")
    save(tmp_path, [Change("a.md", b"old", b"new")])
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize("before", [b"old", None], ids=["changed", "appeared"])
def test_a_file_changed_meanwhile_is_left_alone(before: bytes | None, tmp_path: Path):
    (tmp_path / "a.md").write_bytes(b"mine")
    with pytest.raises(EditRefused, match="changed in the meantime"):
        save(tmp_path, [Change("new.csv", None, b"x"), Change("a.md", before, b"new")])
    assert files(tmp_path) == {"a.md": b"mine"}


def test_a_failure_half_way_takes_back_the_first_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(b"old")
    replace = Path.replace

    def fail_at_b(self: Path, target: Path):
        if target.name == "b.md":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_b)
    with pytest.raises(EditRefused, match="No space left on device"):
        save(tmp_path, [Change("a.md", b"old", b"1"), Change("n.csv", None, b"2"), Change("b.md", b"old", b"3")])
    assert files(tmp_path) == {"a.md": b"old", "b.md": b"old"}


def test_a_folder_whose_own_folder_is_not_there_leaves_nothing_behind(tmp_path: Path):
    with pytest.raises(EditRefused, match="No such file"):
        save(tmp_path, [Change("a.md", None, b"1"), Change("no/such/b.md", None, b"2")])
    assert files(tmp_path) == {}


def test_what_would_bring_a_problem_is_refused(tmp_path: Path):
    project = open_project(write_site(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT}))
    change = Change("contracts/a.md", CONTRACT.encode(), CONTRACT.replace("rate: 50", "rate: x").encode())
    with pytest.raises(EditRefused, match=r"ledger/contracts/a.md:6:7: error\[invalid-value\]: rate: 'x'"):
        preview(project, [change])


def test_problems_there_already_are_no_hindrance(tmp_path: Path):
    broken = CONTRACT.replace("rate: 50", "rate: 50\nrats: 1")
    project = open_project(write_site(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": broken}))
    after = preview(project, [Change("clients/acme.md", CLIENT.encode(), CLIENT.replace("Acme", "Acme Ltd").encode())])
    assert after.ledger.clients["acme"].name == "Acme Ltd"


def test_a_file_is_filled_up_to_what_is_read_and_not_beyond(tmp_path: Path):
    project = open_project(write_site(tmp_path, {"clients/acme.md": CLIENT}))
    full = CLIENT.encode().ljust(5_000_000)
    assert not preview(project, [Change("clients/acme.md", CLIENT.encode(), full)]).problems
    with pytest.raises(EditRefused, match="would grow beyond 5 MB"):
        preview(project, [Change("clients/acme.md", CLIENT.encode(), full + b" ")])
