"""Dossiers from clones that lack a part of the history: what is not there is told, and taken for no proof."""

import re

import pytest

from dossier.test_dossier import facts_in, pack, unpack
from repositories import ACME, MKDOCS, Repo


@pytest.fixture
def repo(tmp_path):
    found = Repo(tmp_path / "home")
    found.git("init", "--quiet")
    found.write("mkdocs.yml", MKDOCS)
    found.write("ledger/clients/acme.md", ACME)
    found.commit("Begin", "2026-05-12")
    return found


@pytest.fixture
def shallow(repo, tmp_path):
    """A clone of the last commit alone."""
    repo.replace("ledger/clients/acme.md", "Notes.", "Other notes.")
    repo.commit("Change the notes", "2026-05-20")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    return Repo(tmp_path / "shallow")


@pytest.mark.parametrize("options", [(), ("--leave-out", "insult")])
def test_a_dossier_from_a_shallow_clone_says_that_its_days_are_not_proven(shallow, options):
    archive, result = pack(shallow, *options)
    assert "notice: this clone is shallow" in result.output
    folder = unpack(archive)
    page = (folder / "dossier.html").read_text(encoding="utf-8")
    assert "The history behind this dossier is cut" in page
    assert re.search("By (2026-05-20|20 May 2026)", page)
    assert "The history was cut short before this dossier was made" in (folder / "verify.html").read_text(
        encoding="utf-8"
    )
    assert {fact["may_be_older"] for fact in facts_in(folder)} == {"true"}


def test_a_dossier_from_a_whole_clone_does_not(repo):
    archive, result = pack(repo)
    assert "shallow" not in result.output
    folder = unpack(archive)
    assert "cut" not in (folder / "verify.html").read_text(encoding="utf-8").partition("<body>")[2]
    assert {fact["may_be_older"] for fact in facts_in(folder)} == {"false"}


def test_a_shallow_clone_has_no_whole_history_to_give(shallow):
    out, result = pack(shallow, "--whole-history", code=1)
    assert "git fetch --unshallow" in result.output
    assert not out.exists()


def test_a_partial_clone_has_a_dossier_too(repo, tmp_path):
    for day in ("2026-05-13", "2026-05-14", "2026-05-15"):
        repo.write("ledger/clients/acme.md", f"{ACME}{day}\n")
        repo.commit(f"Write on {day}", day)
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "--quiet", "--filter=blob:none", f"file://{repo.top}", str(tmp_path / "partial"))
    assert len(facts_in(unpack(pack(Repo(tmp_path / "partial"))[0]))) == 1
