"""The theme keeps MkDocs' conventions: addresses, navigation, blocks, and life without the plugin."""

import re
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parents[2]
CLIENT = "---\nname: Acme\nreviewed: 2026-11-19\n---\nKind people.\n"
CONTRACT = "---\nclient: acme\ntitle: Site\nstage: active\nbilling: fixed\nvalue: 900\n---\n"


@pytest.fixture
def built(tmp_path):
    """Return a function that builds a small ledger with a configuration and returns the site's folder."""

    def make(ledger=True, pages=(), **config):
        docs = tmp_path / "docs"
        files = {"index.md": "# Mine\n", "notes.md": "# Notes\n\nA word.\n", **dict(pages)}
        if ledger:
            files |= {"clients/2024/acme.md": CLIENT, "contracts/site.md": CONTRACT}
        for path, text in files.items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, encoding="utf-8")
        plugins = config.pop("plugins", ["search", *([{"client-ledger": {"as_of": "2026-11-20"}}] if ledger else [])])
        settings = {"site_name": "Mine", "docs_dir": str(docs), "site_dir": str(tmp_path / "site"), **config}
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        build(load_config(str(_config(tmp_path)), theme={"name": "client-ledger"}, plugins=plugins, **settings))
        return tmp_path / "site"

    return make


def _config(folder):
    path = folder / "mkdocs.yml"
    path.write_text("site_name: Mine\nplugins:\n  - client-ledger:\n      as_of: 2026-11-20\n", encoding="utf-8")
    return path


def links(site, page):
    """Return what a page's addresses in the site name, as paths in the site's folder, and those that lead nowhere."""
    html = (site / page).read_text(encoding="utf-8")
    broken = []
    for address in re.findall(r'(?:href|src|action)="([^"]*)"', html):
        path = address.partition("#")[0].partition("?")[0]
        if not path or re.match(r"[a-z]+:", path):
            continue
        target = (site / page).parent / path if not path.startswith("/") else site / path.removeprefix("/books/")
        if not (target.is_file() or (target / "index.html").is_file()):
            broken.append(address)
    return broken


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("site_url", ["", "https://example.com/books/"])
def test_every_link_and_asset_resolves(built, directories, site_url):
    site = built(use_directory_urls=directories, site_url=site_url)
    broken = {
        page.relative_to(site).as_posix(): found
        for page in site.rglob("*.html")
        if page.name != "404.html" and (found := links(site, page.relative_to(site)))
    }
    assert broken == {}


def test_every_page_keeps_machines_and_other_hosts_away(built):
    site = built()
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert 'name="robots" content="noindex, nofollow, noarchive"' in html, page
        assert 'name="referrer" content="no-referrer"' in html, page
        assert "<style" not in html
        assert " style=" not in html
        assert not re.search(r"<script(?! src=)", html), page
    assert (site / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_the_header_names_the_sections_and_the_top_pages_but_not_every_page(built):
    html = (built() / "clients/2024/acme/index.html").read_text()
    header = html.partition('<main id="main">')[0]
    names = re.findall(r"<li><a [^>]*>([^<]+)</a></li>", header)
    assert names == [
        "Today",
        "Clients",
        "Contracts",
        "Pipeline",
        "Money",
        "Signs",
        "Leaving well",
        "Audit trail",
        "Notes",
    ]
    assert re.findall(r'aria-current="true">([^<]+)', header) == ["Clients"]


def test_a_navigation_of_ones_own_is_kept(built):
    nav = [{"Start": "index.md"}, {"Papers": [{"My notes": "notes.md"}]}, {"Away": "https://example.com/"}]
    html = (built(nav=nav) / "notes/index.html").read_text()
    header = html.partition('<main id="main">')[0]
    assert re.findall(r"<li><a [^>]*>([^<]+)</a></li>", header) == ["Start", "Papers", "Away", "My notes"]


def test_without_the_ledger_it_is_a_theme_like_others(built):
    site = built(ledger=False, plugins=["search"], pages={"more/deep.md": "# Deep\n"})
    html = (site / "notes/index.html").read_text()
    assert "A word." in html
    assert "As of" not in html
    assert links(site, "notes/index.html") == []
    assert (site / "search.html").is_file()


def test_without_search_there_is_no_search(built):
    site = built(plugins=[{"client-ledger": {"as_of": "2026-11-20"}}])
    assert 'role="search"' not in (site / "index.html").read_text()
    assert not (site / "search.html").exists()
    assert not (site / "search/search_index.js").exists()


def test_styles_scripts_and_the_place_to_edit_are_ones_own(built):
    site = built(
        pages={"own.css": "", "own.js": ""},
        extra_css=["own.css"],
        extra_javascript=["own.js"],
        repo_url="https://example.com/me/ledger",
        edit_uri="edit/main/docs/",
    )
    html = (site / "notes/index.html").read_text()
    assert '<link rel="stylesheet" href="../own.css">' in html
    assert 'src="../own.js"' in html
    assert 'href="https://example.com/me/ledger/edit/main/docs/notes.md"' in html


def test_the_index_loads_as_a_script_and_holds_the_clients(built):
    script = (built() / "search/search_index.js").read_text()
    assert script.startswith('if (location.protocol === "file:") window.searchIndex = {')
    assert '"title":"Acme"' in script


def test_the_owners_own_words_stand_below_the_day_under_its_one_heading(built):
    html = (built(pages={"index.md": "# Mine\n\nGood morning.\n"}) / "index.html").read_text()
    assert html.index("No client needs you today") < html.index('<h2 id="mine">Mine</h2>') < html.index("Good morning.")
    assert html.count("<h1") == 1
