"""What two machines leave in one ledger is told by its name."""

from pathlib import Path

import pytest

from client_ledger.book.load import load
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, PARIS, write_ledger, write_site

CONFLICT = "<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> laptop\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb\nsize 12345\n"


def told(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    project = open_project(write_site(folder, {"clients/acme.md": CLIENT, **files}))
    return [problem.line(problem.place.file) for problem in project.problems]


def test_a_conflict_in_front_matter_is_told_once_with_its_line(tmp_path: Path):
    both = CONFLICT.format(ours="rate: 50", theirs="rate: 60")
    contract = CONTRACT.replace("rate: 50\n", both)
    (line,) = told(tmp_path, {"contracts/a.md": contract})
    assert line.startswith("contracts/a.md:6:1: error[conflict-marker]: Git could not merge two versions here")


def test_a_conflict_in_the_text_below_and_in_a_log_is_told(tmp_path: Path):
    log = "date,hours\n" + CONFLICT.format(ours="2026-03-02,1", theirs="2026-03-02,2")
    contract = CONTRACT.replace("rate: 50\n", "rate: 50\nhours: a.csv\n") + CONFLICT.format(ours="a", theirs="b")
    lines = told(
        tmp_path,
        {
            "contracts/a.md": contract,
            "contracts/b.md": CONTRACT.replace("---\nc", "---\nhours: a.csv\nc"),
            "contracts/a.csv": log,
        },
    )
    assert [line.partition(": Git")[0] for line in lines] == [
        "contracts/a.csv:2:1: error[conflict-marker]",
        "contracts/a.md:9:1: error[conflict-marker]",
    ]


def test_a_conflict_in_the_settings_is_told_with_its_line(tmp_path: Path):
    site = write_site(tmp_path, {})
    both = CONFLICT.format(ours="  vat: 20%", theirs="  vat: 10%")
    site.write_text(f"{site.read_text(encoding='utf-8')}{both}", encoding="utf-8")
    line = site.read_text(encoding="utf-8").count("\n") - 4
    with pytest.raises(NoSiteFile, match=rf"mkdocs\.yml:{line}:1: error\[conflict-marker\]: Git could not merge"):
        open_project(site)


def test_a_conflict_whose_beginning_was_removed_is_told(tmp_path: Path):
    left = CONTRACT + "Notes\n=======\nOther notes\n>>>>>>> laptop\n"
    assert "a.md:9:1: error[conflict-marker]" in told(tmp_path, {"contracts/a.md": left})[0]


def test_an_underlined_heading_and_a_quoted_mail_are_no_conflict(tmp_path: Path):
    notes = CONTRACT + "Notes\n=======\n\nText\n\n> > They said\n"
    assert told(tmp_path, {"contracts/a.md": notes}) == []


def test_copies_of_sync_tools_are_told_with_the_file_they_copy(tmp_path: Path):
    names = [
        "site.sync-conflict-20261101-101010-ABCDEFG.md",
        "site (Robin's conflicted copy 2026-11-01).md",
        "site (conflicted copy 2026-11-01 101010).md",
        "site_conflict-20261101-101010.md",
        "site (1).md",
        "site 2.md",
        "site (Copie en conflit de Robin 2026-11-01).md",
        "site copy.md",
        "site copy 2.md",
        "site - Copy.md",
        "site - Kopie (2).md",
    ]
    lines = told(tmp_path, {f"contracts/{name}": CONTRACT for name in ["site.md", "other 2.md", *names]})
    assert sorted(line.split(": ")[0] for line in lines) == sorted(f"contracts/{name}:1:1" for name in names)
    assert all("notice[conflict-copy]: this looks like a copy of contracts/site.md" in line for line in lines)


def test_names_that_differ_only_in_case_are_told(tmp_path: Path):
    lines = told(tmp_path, {"contracts/site.md": CONTRACT, "contracts/Site.md": CONTRACT})
    assert len(lines) == 1
    assert "case-twin]: this name differs from contracts/Site.md only in its capitals" in lines[0]


def test_a_git_lfs_pointer_is_no_evidence(tmp_path: Path):
    incident = CLIENT.replace(
        "name: Acme\n", "name: Acme\nincidents: [{date: 2026-03-02, kind: insult, evidence: shot.png}]\n"
    )
    files = {"clients/acme.md": incident, "evidence/shot.png": POINTER, "evidence/mail.txt": "Hello"}
    (line,) = told(tmp_path, files)
    assert line.startswith("evidence/shot.png:1:1: error[lfs-pointer]: this is a Git LFS pointer, not the file")


def test_a_git_lfs_pointer_holds_no_records(tmp_path: Path):
    log = CONTRACT.replace("rate: 50\n", "rate: 50\nhours: hours.csv\n")
    files = {
        "clients/acme.md": CLIENT,
        "contracts/site.md": log,
        "contracts/hours.csv": POINTER,
        "contracts/b.md": POINTER,
    }
    assert [line.split(": this")[0] for line in told(tmp_path, files)] == [
        "contracts/b.md:1:1: error[lfs-pointer]",
        "contracts/hours.csv:1:1: error[lfs-pointer]",
    ]


def test_copies_of_evidence_and_of_ordinary_pages_are_nobodys_records(tmp_path: Path):
    names = ["evidence/hours.csv", "evidence/hours (1).csv", "notes.md", "notes (1).md"]
    assert told(tmp_path, dict.fromkeys(names, "Words")) == []


def test_a_file_that_only_begins_like_a_pointer_is_evidence(tmp_path: Path):
    pointer = POINTER.encode()
    files = {"evidence/a.txt": pointer.ljust(1024), "evidence/b.txt": pointer.ljust(1025)}
    assert [line.split(": ")[0] for line in told(tmp_path, files)] == ["evidence/a.txt:1:1"]


def test_evidence_that_is_not_on_the_disk_yet_is_no_pointer(tmp_path: Path):
    assert load(write_ledger(tmp_path, {"clients/acme.md": CLIENT}), PARIS, {"evidence/a.txt": b"x"}).problems == ()
