from pathlib import Path

import pytest

from repositories import ACME, MKDOCS, SITE, Repo


@pytest.fixture
def folder(tmp_path: Path) -> Repo:
    """A ledger that no git knows of."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME)
    repo.write("ledger/contracts/acme-site.md", SITE)
    return repo


@pytest.fixture
def repo(folder: Repo) -> Repo:
    """A ledger whose first commit is of 2026-05-12."""
    folder.git("init", "--quiet", "--initial-branch=main")
    folder.commit("Begin", "2026-05-12")
    return folder
