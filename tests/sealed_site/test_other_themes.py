"""The plugin alone, on a plain MkDocs site with the theme Material."""

from __future__ import annotations

import importlib.util

from playwright.sync_api import expect


def test_a_site_with_the_theme_material_is_sealed_walked_and_searched(reading, tmp_path, publish_sample):
    assert importlib.util.find_spec("material"), "mkdocs-material is a development dependency"
    published = publish_sample(tmp_path, "material")
    page = reading.opened(published.host.url, published.key_file())
    page.click("input[name=query]")
    page.keyboard.type("disputed", delay=20)
    page.click(".md-search-result a:has-text('Unpaid invoices')")
    expect(page.locator("#unpaid-invoices")).to_be_in_viewport()
    page.click("article a:has-text('Back home')")
    expect(page.locator("h1").last).to_have_text("Overview of Quillfeather")
