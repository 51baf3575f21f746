"""Where GitHub and GitLab show the pages of a repository, by the address of its remote."""

from __future__ import annotations

import pytest

from sealed_site.hosts import default_address, name_of_host, pages_address


@pytest.mark.parametrize(
    ("remote", "name"),
    [
        ("git@GitHub.com:me/ledger.git", "github.com"),
        ("https://codeberg.org/me/ledger", "codeberg.org"),
        ("ssh://git@ssh.github.com:443/me/ledger.git", "github.com"),
        ("../remote.git", ""),
        ("/srv/git/remote.git", ""),
    ],
)
def test_a_remote_is_on_the_host_its_address_names_and_a_folder_on_none(remote, name):
    assert name_of_host(remote) == name


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:Me/Ledger.git", "https://me.github.io/Ledger/"),
        ("https://github.com/me/me.github.io", "https://me.github.io/"),
        ("https://gitlab.com/me/ledger.git", "https://me.gitlab.io/ledger/"),
        ("https://codeberg.org/me/ledger", None),
        ("../remote.git", None),
    ],
)
def test_a_new_repository_is_shown_under_its_owners_name(remote, address):
    assert default_address(remote) == address


@pytest.mark.parametrize(
    ("remote", "site_url", "address"),
    [
        ("git@github.com:me/ledger.git", "https://me.github.io/ledger/", None),
        ("git@github.com:me/ledger.git", "https://me.github.io/ledger", None),
        ("git@github.com:me/ledger.git", "https://me.github.io/other/", "https://me.github.io/ledger/"),
        ("git@github.com:me/ledger.git", "https://ledger.example.org/", "https://me.github.io/ledger/"),
        ("git@github.com:me/me.github.io.git", "https://me.github.io/", None),
        ("git@github.com:me/me.github.io.git", "https://me.github.io/ledger/", "https://me.github.io/"),
        ("git@gitlab.com:me/ledger.git", "https://me.gitlab.io/other/", "https://me.gitlab.io/ledger/"),
        ("git@gitlab.com:me/ledger.git", "https://ledger-1a2b3c.gitlab.io/", None),  # a name by chance
        ("https://codeberg.org/me/ledger", "https://me.codeberg.page/", None),
    ],
)
def test_a_host_that_shows_the_site_at_another_path_is_told(remote, site_url, address):
    assert pages_address(remote, site_url) == address
