"""A contract's page names the tax on its invoices, and its credit notes."""

from html import unescape

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from writing import write_site

CONTRACT = """---
client: acme
title: Site
stage: active
billing: fixed
value: 1000
withholding: 15%
invoices:
  - {id: A1, issued: 2026-10-01, amount: 1000}
credit_notes:
  - {id: N1, issued: 2026-10-20, invoice: A1, amount: 100}
---
"""


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", ("VAT", "20%", "Tax withheld", "15%", "Credit note N1")), ("fr", ("TVA", "Retenue à la source", "N1"))],
)
def test_the_page_of_a_contract_shows_tax_and_credit_notes(tmp_path, language, shown):
    files = {"clients/acme.md": "---\nname: Acme\nvat: 20%\n---\n", "contracts/site.md": CONTRACT}
    written = write_site(tmp_path, files)
    text = written.read_text(encoding="utf-8").replace(
        "name: client-ledger\n", f"name: client-ledger\n  locale: {language}\n", 1
    )
    written.write_text(text, encoding="utf-8")
    config = load_config(str(written), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    page = unescape((tmp_path / "site/contracts/site/index.html").read_text(encoding="utf-8"))
    assert [each for each in shown if each not in page] == []
