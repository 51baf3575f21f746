"""What a page says of records that could not be read."""

import re
from html import unescape
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from writing import CLIENT, CONTRACT, write_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A served site of seven errors and a notice."""
    hours = "hours:\n" + "".join("  - {date: soon, hours: 1}\n" for _ in range(7))
    files = {
        "index.md": "# Today\n",
        "clients/acme.md": CLIENT,
        "contracts/a.md": CONTRACT.replace("rate: 50\n", f"rate: 50\n{hours}"),
        "contracts/left.csv": "date,hours,task\n2026-01-02,1,Layout\n",
    }
    config = load_config(str(write_site(tmp_path_factory.mktemp("broken"), files)))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    return lambda path: Path(config.site_dir, path).read_text(encoding="utf-8")


def words(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def test_the_banner_names_the_first_five_problems_and_leads_to_all(site):
    banner = re.search(r'<aside class="problems".*?</aside>', site("index.html"), re.DOTALL)[0]
    assert banner.count("<li>") == 5
    assert '<a href="problems/">All 7 problems, and what to write instead</a>' in banner


def test_a_field_keeps_its_name_at_the_beginning_of_a_sentence(site):
    assert "hours[0].date: 'soon' is not a date." in words(site("index.html"))
    assert "hours[6].date: 'soon' is not a date. Write YYYY-MM-DD." in words(site("problems/index.html"))


def test_one_notice_is_counted_as_one(site):
    said = "7 errors keep records from being counted; there is also 1 notice."
    assert said in words(site("problems/index.html"))


def test_a_heading_without_words_of_ones_own_is_not_shown(site):
    assert "own-words" not in site("index.html")
