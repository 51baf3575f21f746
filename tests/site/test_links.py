"""Every link, asset and anchor of a built site leads somewhere, wherever the site is put."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from links import broken

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def built(tmp_path):
    def make(options, theme="{name: client-ledger}"):
        config = tmp_path / "mkdocs.yml"
        config.write_text(f"INHERIT: {ROOT}/mkdocs.yml\ndocs_dir: {ROOT}/ledger\ntheme: {theme}\n{options}\n")
        build(load_config(str(config), site_dir=str(tmp_path / "site"), strict=True))
        return tmp_path / "site"

    return make


@pytest.mark.parametrize(
    ("options", "prefix"),
    [
        ("use_directory_urls: true", "/"),
        ("use_directory_urls: false", "/"),
        ("site_url: https://ledger.example/private/ledger/", "/private/ledger/"),
    ],
    ids=["folders", "files", "below a path"],
)
def test_every_link_of_the_sample_leads_to_a_file_and_its_anchor(built, options, prefix):
    site = built(options)
    assert broken(site, prefix) == []
    assert sum(len(list(site.rglob(f"*.{kind}"))) for kind in ("html", "css", "js")) > 50


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "index.html").write_text('<a id="a" href="money/#b"></a><a id="a" href="money/#c" aria-labelledby="d">')
    (tmp_path / "money").mkdir()
    (tmp_path / "money/index.html").write_text(
        '<link href="../x.css"><script src="/money/"></script><a id="b" href="/">'
    )
    assert broken(tmp_path, "/") == [
        ("index.html", "#d"),
        ("index.html", "id a twice"),
        ("index.html", "money/#c"),
        ("money/index.html", "../x.css"),
    ]
    assert ("money/index.html", "/money/") in broken(tmp_path, "/below/")
