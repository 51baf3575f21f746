"""A small ledger with and without git."""

import pytest

from audited_site import ACME, MKDOCS, SITE
from repositories import Repo


@pytest.fixture
def folder(tmp_path):
    """A ledger that no git knows of."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/index.md", "Mine.\n")
    repo.write("ledger/clients/acme.md", ACME)
    repo.write("ledger/contracts/acme-site.md", SITE)
    repo.write("ledger/evidence/call.txt", "A recording.\n")
    return repo


@pytest.fixture
def repo(folder):
    """A ledger whose first commit is of 2026-05-12."""
    folder.write(".gitignore", "site/\n.client-ledger-cache/\n")
    folder.git("init", "--quiet", "--initial-branch=main")
    folder.commit("Begin", "2026-05-12")
    return folder
