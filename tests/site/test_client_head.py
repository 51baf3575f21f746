"""The head of a client's page says where the client is, and how they found the freelancer."""

from html import unescape

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from writing import write_site

ACME = """---
name: Acme
since: 2026-01-02
source: A talk in May
country: GB
contact: Ann Example
---
"""


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Ann Example · GB · source: A talk in May"), ("fr", "Ann Example · GB · origine : A talk in May")],
)
def test_the_head_names_contact_country_and_source(tmp_path, language, shown):
    site_file = write_site(tmp_path, {"clients/acme.md": ACME, "index.md": ""})
    config = load_config(str(site_file), theme={"name": "client-ledger", "locale": language})
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    page = (tmp_path / "site/clients/acme/index.html").read_text(encoding="utf-8")
    assert shown in " ".join(unescape(page).split())
