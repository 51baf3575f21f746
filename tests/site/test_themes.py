"""The pages under other themes: whole, with their styles and scripts, in the theme's own frame."""

import html
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from client_ledger.site.theme import SCRIPTS, STYLES

ROOT = Path(__file__).resolve().parents[2]
SITE = """
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/ledger
theme: {{name: {theme}}}
"""
SAID = {
    "index.html": ["Velatone Botanics", "leave now"],
    "clients/index.html": ["Moulin d'Orvelune", "Syndicat des eaux de la Vaurelle"],
    "clients/velatone/index.html": ["Harmful output", "Toxic behaviour", "velatone-banners.md:"],
    "contracts/index.html": ["Portal for water bills and notices"],
    "contracts/vaurelle-portal/index.html": ["2026-053", "Syndicat des eaux de la Vaurelle"],
    "pipeline/index.html": [
        "€37,838 is expected",
        "Without each client alone",
        "Care of the web site, two more years",
    ],
    "money/index.html": ["€8,915.40 is owed on 10 invoices", "Flat sum €40.00", "What an hour brings"],
    "signs/index.html": ["Late payments", "Velatone Botanics"],
    "signs/late-payments/index.html": ["An invoice counts as late once it is 6 days past due.", "Limits in force"],
}


def text_of(page):
    """Return what a page shows."""
    source = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", source)))


@pytest.fixture(scope="module", params=["material", "mkdocs", "readthedocs"])
def themed(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    config = folder / "mkdocs.yml"
    config.write_text(SITE.format(root=ROOT, theme=request.param), encoding="utf-8")
    build(load_config(str(config), site_dir=str(folder / "site"), strict=True))
    return folder / "site"


@pytest.mark.parametrize("path", SAID)
def test_a_page_says_the_same(themed, path):
    page = (themed / path).read_text(encoding="utf-8")
    text = text_of(page)
    assert [words for words in SAID[path] if words not in text] == []
    assert "{{" not in page
    assert "&lt;svg" not in page


def test_a_page_asks_for_its_own_width_and_not_the_windows_which_another_theme_shares():
    for style in STYLES:
        rules = (ROOT / "theme/client_ledger_theme" / style).read_text(encoding="utf-8")
        assert not re.search(r"@media[^{]*width", rules)


def test_the_styles_and_scripts_of_the_pages_are_there_and_loaded(themed):
    page = (themed / "pipeline/index.html").read_text(encoding="utf-8")
    for asset in (*STYLES, *SCRIPTS):
        assert (themed / asset).is_file(), asset
        assert f'="../{asset}"' in page, asset


def test_a_numbered_file_has_all_it_needs_and_the_way_back(themed):
    file = themed / "source/contracts/kaltbergen-shop-hours.csv.html"
    page = file.read_text(encoding="utf-8")
    needed = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert [link for link in needed if not (file.parent / link).exists()] == []
    assert "../../contracts/kaltbergen-shop/" in needed


def test_the_charts_and_their_tables_are_drawn(themed):
    page = (themed / "pipeline/index.html").read_text(encoding="utf-8")
    assert page.count('class="bar weighted"') > 12
    assert page.count('class="bar committed"') > 12
    assert 'role="img" aria-labelledby="forecast-title forecast-desc"' in page
